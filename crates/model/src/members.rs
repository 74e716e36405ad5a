//! JSON members written straight into text. What is not known is absent: no `null`, no empty
//! list, no empty object, at any depth.

use std::fmt::Display;

/// `"name":value` after `"name":value`, with commas between them.
#[derive(Default)]
pub(crate) struct Members {
    out: Vec<u8>,
    /// Whether a comma stands before the next member or element.
    follows: bool,
}

impl Members {
    /// The text of all members.
    pub(crate) fn finish(self) -> String {
        // Names and values are written as UTF-8, so nothing is ever lost.
        String::from_utf8(self.out).unwrap_or_default()
    }

    /// Bytes written so far.
    pub(crate) fn len(&self) -> usize {
        self.out.len()
    }

    pub(crate) fn text(&mut self, name: &str, value: Option<&str>) {
        if let Some(value) = value {
            self.name(name);
            self.string(value);
        }
    }

    /// A text that [`Display`] writes.
    pub(crate) fn shown(&mut self, name: &str, value: Option<impl Display>) {
        self.text(name, value.map(|value| value.to_string()).as_deref());
    }

    pub(crate) fn flag(&mut self, name: &str, value: Option<bool>) {
        if let Some(value) = value {
            self.name(name);
            self.raw(if value { "true" } else { "false" });
        }
    }

    pub(crate) fn integer(&mut self, name: &str, value: Option<impl itoa::Integer>) {
        if let Some(value) = value {
            self.name(name);
            self.raw(itoa::Buffer::new().format(value));
        }
    }

    /// A finite number.
    pub(crate) fn number(&mut self, name: &str, value: Option<f64>) {
        if let Some(value) = value {
            self.name(name);
            // Writing into a Vec can't fail.
            let _ = serde_json::to_writer(&mut self.out, &value);
        }
    }

    pub(crate) fn texts<T: AsRef<str>>(&mut self, name: &str, values: impl IntoIterator<Item = T>) {
        self.enclosed(Some(name), *b"[]", |list| {
            for value in values {
                list.comma();
                list.string(value.as_ref());
            }
        });
    }

    pub(crate) fn object(&mut self, name: &str, write: impl FnOnce(&mut Self)) {
        self.enclosed(Some(name), *b"{}", write);
    }

    pub(crate) fn objects<T>(&mut self, name: &str, values: &[T], write: impl Fn(&mut Self, &T)) {
        self.enclosed(Some(name), *b"[]", |list| {
            for value in values {
                list.enclosed(None, *b"{}", |object| write(object, value));
            }
        });
    }

    /// What `write` writes, in brackets; nothing at all when it writes nothing.
    fn enclosed(
        &mut self,
        name: Option<&str>,
        [open, close]: [u8; 2],
        write: impl FnOnce(&mut Self),
    ) {
        let (start, follows) = (self.out.len(), self.follows);
        match name {
            Some(name) => self.name(name),
            None => self.comma(),
        }
        self.out.push(open);
        let inside = self.out.len();
        self.follows = false;
        write(self);
        if self.out.len() == inside {
            self.out.truncate(start);
            self.follows = follows;
        } else {
            self.out.push(close);
            self.follows = true;
        }
    }

    fn comma(&mut self) {
        if self.follows {
            self.out.push(b',');
        }
        self.follows = true;
    }

    /// Names are ours or BCP 47, so they need no escapes.
    fn name(&mut self, name: &str) {
        self.comma();
        self.out.push(b'"');
        self.raw(name);
        self.raw("\":");
    }

    fn string(&mut self, value: &str) {
        // Writing into a Vec can't fail.
        let _ = serde_json::to_writer(&mut self.out, value);
    }

    fn raw(&mut self, text: &str) {
        self.out.extend_from_slice(text.as_bytes());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_empty_is_absent_with_its_comma() {
        let mut members = Members::default();
        members.object("first", |first| first.text("nothing", None));
        members.text("name", Some("\"Żółw\"\n"));
        members.texts("tags", [""; 0]);
        members.objects("rooms", &[None, Some(2)], |room, capacity| {
            room.integer("capacity", *capacity);
            room.object("inner", |inner| inner.flag("is", None));
        });
        members.object("cost", |cost| {
            cost.flag("free", Some(true));
            cost.number("amount", Some(1500.0));
        });
        assert_eq!(
            members.finish(),
            r#""name":"\"Żółw\"\n","rooms":[{"capacity":2}],"cost":{"free":true,"amount":1500.0}"#
        );
    }
}
