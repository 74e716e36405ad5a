//! Text as people type it, made safe to store, compare and show.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// One line: NFC, control characters and bidi or zero-width controls removed, runs of white
/// space made one space, trimmed.
#[must_use]
pub fn clean_line(text: &str) -> String {
    let text = text.trim();
    if is_composed(text) && text.chars().all(stays) && !text.contains("  ") {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len());
    // What is removed goes first: it may stand between a letter and its accent.
    for c in text
        .chars()
        .filter(|&c| c.is_whitespace() || stays(c))
        .nfc()
    {
        if !c.is_whitespace() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a character may stand in a line as it is.
fn stays(c: char) -> bool {
    c == ' ' || (!c.is_whitespace() && !c.is_control() && !is_invisible_control(c))
}

/// Whether the text is surely NFC, as nearly every text is.
fn is_composed(text: &str) -> bool {
    // Below U+0300 nothing combines, and those characters are written with bytes below 0xCC.
    text.bytes().all(|byte| byte < 0xCC) || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Several lines: NFC, `\r\n` and `\r` made `\n`, other control characters removed, trimmed.
#[must_use]
pub fn clean_block(text: &str) -> String {
    let stays = |c: char| c == '\n' || c == '\t' || (!c.is_control() && !is_bidi_control(c));
    if is_composed(text) && text.chars().all(stays) {
        return text.trim().to_owned();
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let cleaned: String = text.chars().filter(|&c| stays(c)).nfc().collect();
    cleaned.trim().to_owned()
}

/// Lower-case without diacritics, for comparing: `Żółw` → `zolw`.
#[must_use]
pub fn fold(text: &str) -> String {
    unaccented(text)
        .chars()
        .flat_map(char::to_lowercase)
        .collect()
}

/// Without diacritics: `Żółw` → `Zolw`. NFD does not decompose `ł`, `đ`, `ø` and a few others, so
/// they are folded by name.
#[must_use]
pub fn unaccented(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.nfd().filter(|&c| !is_combining_mark(c)) {
        match c {
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'đ' => out.push('d'),
            'Đ' => out.push('D'),
            'ø' => out.push('o'),
            'Ø' => out.push('O'),
            'ß' => out.push_str("ss"),
            'æ' => out.push_str("ae"),
            'Æ' => out.push_str("AE"),
            'œ' => out.push_str("oe"),
            'Œ' => out.push_str("OE"),
            other => out.push(other),
        }
    }
    out
}

/// How deep arrays and objects nest, counted before anything is parsed.
#[must_use]
pub fn json_depth(bytes: &[u8]) -> usize {
    let (mut now, mut most) = (0_usize, 0);
    let (mut in_text, mut escaped) = (false, false);
    for byte in bytes {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if in_text => escaped = true,
            b'"' => in_text = !in_text,
            b'{' | b'[' if !in_text => {
                now += 1;
                most = most.max(now);
            }
            b'}' | b']' if !in_text => now = now.saturating_sub(1),
            _ => {}
        }
    }
    most
}

/// An id made of a label: folded, each run outside `[a-z0-9_-]` becomes one `-`.
#[must_use]
pub fn slug(label: &str) -> String {
    let mut out = String::new();
    for c in fold(label).chars() {
        if c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_' {
            out.push(c);
        } else if !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_matches('-').to_owned()
}

fn is_invisible_control(c: char) -> bool {
    is_bidi_control(c)
        || matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{00AD}')
}

fn is_bidi_control(c: char) -> bool {
    matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn polish_letters_fold_to_latin_ones() {
        assert_eq!(fold("Zażółć GĘŚLĄ jaźń"), "zazolc gesla jazn");
        assert_eq!(slug("Dom  kultury / Świetlica!"), "dom-kultury-swietlica");
    }

    proptest! {
        /// Clean text takes a short way; it must lead to the same place.
        #[test]
        fn cleaning_twice_is_cleaning_once(
            text in "[ a-zżó\u{301}\u{200B}\u{202E}\u{85}\u{A0}\u{2003}шé\r\n\t\u{7}]{0,12}"
        ) {
            let composed: String = text.nfc().collect();
            for clean in [clean_line, clean_block] {
                let cleaned = clean(&text);
                prop_assert_eq!(&clean(&cleaned), &cleaned);
                prop_assert_eq!(&clean(&composed), &cleaned);
                // A combining letter at the end takes the long way.
                let long = format!("{cleaned}!\u{1161}");
                prop_assert_eq!(clean(&long), long);
            }
            prop_assert!(!clean_line(&text).contains("  "));
        }
    }

    #[test]
    fn hidden_controls_leave_a_line() {
        assert_eq!(clean_line(" a\u{202E}b\u{200B}\tc\u{0} \n"), "ab c");
        assert_eq!(clean_block("a\r\n\u{7}b\u{2066}\r"), "a\nb");
    }
}
