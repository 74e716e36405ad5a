//! Reads the properties of a feature field by field, and keeps every error, not only the first.

use crate::time::{LocalTime, Stamp};
use crate::{FieldError, text};
use chrono::NaiveDate;
use serde_json::{Map, Value};

/// The properties of one feature, or one object inside them.
///
/// A field that is absent, `null` or an empty string has no value. Text forms of numbers and
/// booleans are accepted, because CSV cells and GIS tools carry them so.
pub struct Fields<'a> {
    map: &'a Map<String, Value>,
    read: Vec<&'static str>,
    errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    #[must_use]
    pub fn new(map: &'a Map<String, Value>) -> Self {
        Self {
            map,
            read: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// `value` when nothing was wrong, else every error found.
    ///
    /// # Errors
    /// All that the reads so far found.
    pub fn finish<T>(self, value: T) -> Result<T, Vec<FieldError>> {
        if self.errors.is_empty() {
            Ok(value)
        } else {
            Err(self.errors)
        }
    }

    /// Every error found so far.
    pub fn into_errors(self) -> Vec<FieldError> {
        self.errors
    }

    /// Names of fields present that no read has asked for.
    pub fn unread(&self) -> impl Iterator<Item = &str> {
        self.map
            .keys()
            .map(String::as_str)
            .filter(|name| !self.read.contains(name))
    }

    pub fn error(&mut self, error: FieldError) {
        self.errors.push(error);
    }

    fn raw(&mut self, name: &'static str) -> Option<&'a Value> {
        self.read.push(name);
        match self.map.get(name)? {
            Value::Null => None,
            Value::String(text) if text.trim().is_empty() => None,
            value => Some(value),
        }
    }

    /// Keeps the value of a parse, or its error.
    pub fn keep<T>(&mut self, parsed: Result<T, FieldError>) -> Option<T> {
        parsed.map_err(|error| self.errors.push(error)).ok()
    }

    fn wrong<T>(&mut self, name: &str, value: &Value, expected: &str) -> Option<T> {
        let shown = match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        self.errors.push(FieldError::new(name, shown, expected));
        None
    }

    fn text(&mut self, name: &'static str) -> Option<String> {
        match self.raw(name)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            Value::Bool(flag) => Some(flag.to_string()),
            other => self.wrong(name, other, "a text"),
        }
    }

    fn cleaned(
        &mut self,
        name: &'static str,
        max: usize,
        clean: fn(&str) -> String,
    ) -> Option<String> {
        let value = clean(&self.text(name)?);
        if value.chars().count() > max {
            self.errors.push(FieldError::new(
                name,
                &value,
                format!("at most {max} characters"),
            ));
            return None;
        }
        (!value.is_empty()).then_some(value)
    }

    /// One line of at most `max` characters, cleaned as [`text::clean_line`] says.
    pub fn line(&mut self, name: &'static str, max: usize) -> Option<String> {
        self.cleaned(name, max, text::clean_line)
    }

    /// Several lines of at most `max` characters, cleaned as [`text::clean_block`] says.
    pub fn block(&mut self, name: &'static str, max: usize) -> Option<String> {
        self.cleaned(name, max, text::clean_block)
    }

    /// An `http` or `https` address of at most 2 000 characters.
    pub fn url(&mut self, name: &'static str) -> Option<String> {
        let value = self.line(name, 2000)?;
        let lower = value.to_ascii_lowercase();
        let host = lower
            .strip_prefix("https://")
            .or_else(|| lower.strip_prefix("http://"));
        let ok = host.is_some_and(|host| !host.is_empty() && !host.starts_with('/'))
            && !value.contains([' ', '"', '<', '>', '\\', '`']);
        if ok {
            return Some(value);
        }
        self.errors.push(FieldError::new(
            name,
            &value,
            "an address that starts with https:// or http://",
        ));
        None
    }

    /// `true`, `yes`, `tak`, `1` and their opposites.
    pub fn flag(&mut self, name: &'static str) -> Option<bool> {
        let value = self.raw(name)?;
        let found = match value {
            Value::Bool(flag) => Some(*flag),
            Value::Number(number) => match number.as_f64() {
                Some(1.0) => Some(true),
                Some(0.0) => Some(false),
                _ => None,
            },
            Value::String(text) => match text.trim().to_lowercase().as_str() {
                "true" | "t" | "yes" | "y" | "tak" | "1" => Some(true),
                "false" | "f" | "no" | "n" | "nie" | "0" => Some(false),
                _ => None,
            },
            _ => None,
        };
        found.or_else(|| self.wrong(name, value, "true or false"))
    }

    /// A finite number.
    pub fn number(&mut self, name: &'static str) -> Option<f64> {
        let value = self.raw(name)?;
        let found = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok(),
            _ => None,
        };
        found
            .filter(|number: &f64| number.is_finite())
            .or_else(|| self.wrong(name, value, "a number"))
    }

    /// A whole number inside `range`.
    pub fn integer(
        &mut self,
        name: &'static str,
        range: std::ops::RangeInclusive<i64>,
    ) -> Option<i64> {
        let value = self.raw(name)?;
        let found = match value {
            // A whole number written as 12.0 is what spreadsheets make of 12.
            Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
            Value::String(text) => {
                let text = text.trim();
                text.parse().ok().or_else(|| whole(text.parse().ok()?))
            }
            _ => None,
        };
        found.filter(|found| range.contains(found)).or_else(|| {
            let expected = format!("a whole number from {} to {}", range.start(), range.end());
            self.wrong(name, value, &expected)
        })
    }

    pub fn stamp(&mut self, name: &'static str) -> Option<Stamp> {
        let value = self.text(name)?;
        let parsed = Stamp::parse(name, &value);
        self.keep(parsed)
    }

    pub fn local_time(&mut self, name: &'static str) -> Option<LocalTime> {
        let value = self.text(name)?;
        let parsed = LocalTime::parse(name, &value);
        self.keep(parsed)
    }

    pub fn date(&mut self, name: &'static str) -> Option<NaiveDate> {
        let value = self.text(name)?;
        let parsed = crate::time::parse_date(name, &value);
        self.keep(parsed)
    }

    /// One of `words`, each with its meaning.
    pub fn choice<T: Copy>(&mut self, name: &'static str, words: &[(&str, T)]) -> Option<T> {
        let value = self.line(name, 100)?;
        let found = words.iter().find(|(word, _)| *word == value);
        if found.is_none() {
            let expected: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            self.errors
                .push(FieldError::new(name, &value, expected.join(", ")));
        }
        found.map(|(_, meaning)| *meaning)
    }

    /// The elements of a list; a string that holds a JSON list counts as one, and so does a
    /// plain string with `;` between elements, because CSV cells carry lists so.
    fn list(&mut self, name: &'static str, max: usize) -> Vec<Value> {
        let Some(value) = self.raw(name) else {
            return Vec::new();
        };
        let list = match value {
            Value::Array(list) => list.clone(),
            Value::String(text) if text.trim_start().starts_with('[') => {
                match serde_json::from_str(text) {
                    Ok(list) => list,
                    Err(_) => return self.wrong(name, value, "a JSON list").unwrap_or_default(),
                }
            }
            Value::String(text) => text
                .split(';')
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(Value::from)
                .collect(),
            other => return self.wrong(name, other, "a list").unwrap_or_default(),
        };
        if list.len() > max {
            let expected = format!("at most {max} entries");
            self.errors.push(FieldError::new(
                name,
                format!("{} entries", list.len()),
                expected,
            ));
            return Vec::new();
        }
        list
    }

    /// Each element of a list parsed from its text.
    pub fn texts<T>(
        &mut self,
        name: &'static str,
        max: usize,
        parse: impl Fn(&str, &str) -> Result<T, FieldError>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for (at, value) in self.list(name, max).iter().enumerate() {
            let path = format!("{name}[{at}]");
            let parsed = match value {
                Value::String(text) => parse(&path, text),
                Value::Number(number) => parse(&path, &number.to_string()),
                other => Err(FieldError::new(path, other, "a text")),
            };
            out.extend(self.keep(parsed));
        }
        out
    }

    /// Each element of a list of objects.
    pub fn objects<T>(
        &mut self,
        name: &'static str,
        max: usize,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let mut out = Vec::new();
        for (at, value) in self.list(name, max).iter().enumerate() {
            let path = format!("{name}[{at}]");
            match value {
                Value::Object(map) => out.extend(self.nested(&path, map, &mut read)),
                other => self.errors.push(FieldError::new(path, other, "an object")),
            }
        }
        out
    }

    /// An object inside this one; absent reads as `None`.
    pub fn object<T>(
        &mut self,
        name: &'static str,
        mut read: impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        match self.raw(name)? {
            Value::Object(map) => self.nested(name, map, &mut read),
            value @ Value::String(text) => match serde_json::from_str(text) {
                Ok(Value::Object(map)) => self.nested(name, &map, &mut read),
                _ => self.wrong(name, value, "an object"),
            },
            other => self.wrong(name, other, "an object"),
        }
    }

    /// Every entry of an object whose keys are data, such as languages.
    pub fn entries<T>(
        &mut self,
        name: &'static str,
        max: usize,
        mut read: impl FnMut(&str, &mut Fields<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = self.raw(name) else {
            return Vec::new();
        };
        let map = match value {
            Value::Object(map) => map.clone(),
            Value::String(text) => match serde_json::from_str(text) {
                Ok(Value::Object(map)) => map,
                _ => return self.wrong(name, value, "an object").unwrap_or_default(),
            },
            other => return self.wrong(name, other, "an object").unwrap_or_default(),
        };
        if map.len() > max {
            self.errors.push(FieldError::new(
                name,
                format!("{} entries", map.len()),
                format!("at most {max} entries"),
            ));
            return Vec::new();
        }
        let mut out = Vec::new();
        for (key, value) in &map {
            let path = format!("{name}.{key}");
            match value {
                Value::Object(inner) => {
                    out.extend(self.nested(&path, inner, &mut |fields: &mut Fields<'_>| {
                        read(key, fields)
                    }));
                }
                other => self.errors.push(FieldError::new(path, other, "an object")),
            }
        }
        out
    }

    fn nested<T>(
        &mut self,
        path: &str,
        map: &Map<String, Value>,
        read: &mut impl FnMut(&mut Fields<'_>) -> Option<T>,
    ) -> Option<T> {
        let mut inner = Fields::new(map);
        let value = read(&mut inner);
        let unknown: Vec<FieldError> = inner
            .unread()
            .map(|name| FieldError::new(name, "…", "no such field here"))
            .collect();
        self.errors.extend(
            inner
                .errors
                .into_iter()
                .chain(unknown)
                .map(|error| error.under(path)),
        );
        value
    }
}

fn whole(number: f64) -> Option<i64> {
    // 2^53: beyond it a float no longer names one whole number.
    (number.fract() == 0.0 && number.abs() <= 9_007_199_254_740_992.0).then_some(number as i64)
}
