//! Where the next page of a list starts, as a text that clients pass back unread.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use okolica_model::{FieldError, ItemKey, ItemKind};

/// The cursor after an item. Lists are ordered by key, so pages stay right while items come
/// and go.
pub(crate) fn after_item(key: ItemKey) -> String {
    after_text(&key.to_string())
}

/// The cursor after a feature with any other name.
pub(crate) fn after_text(name: &str) -> String {
    URL_SAFE_NO_PAD.encode(name)
}

/// # Errors
/// Names `cursor`.
pub(crate) fn item(text: &str) -> Result<ItemKey, FieldError> {
    let wrong = || wrong(text);
    parse_key(&name(text)?).ok_or_else(wrong)
}

/// # Errors
/// Names `cursor`.
pub(crate) fn name(text: &str) -> Result<String, FieldError> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| wrong(text))?;
    String::from_utf8(bytes).map_err(|_| wrong(text))
}

fn wrong(text: &str) -> FieldError {
    FieldError::new("cursor", text, "a cursor as a next link gave it")
}

/// Reads `spaces/17`.
pub(crate) fn parse_key(text: &str) -> Option<ItemKey> {
    let (layer, id) = text.split_once('/')?;
    let kind = ItemKind::ALL
        .into_iter()
        .find(|kind| kind.layer() == layer)?;
    Some(ItemKey {
        kind,
        id: parse_id(id)?,
    })
}

/// An id as the store gives them: no sign, no leading zero.
pub(crate) fn parse_id(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|b| b.is_ascii_digit()) && !text.starts_with('0');
    text.parse().ok().filter(|_| plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_and_nothing_else_does() {
        let key = ItemKey {
            kind: ItemKind::Initiative,
            id: 17,
        };
        assert_eq!(item(&after_item(key)), Ok(key));
        for junk in ["", "x", "!!!", "c3BhY2VzLzA", "c3BhY2Vz", "_w"] {
            assert!(item(junk).is_err(), "{junk}");
        }
    }
}
