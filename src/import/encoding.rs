//! From a file's bytes to text: which encoding it is in, said or found out.

use anyhow::{Result, bail};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_2, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1250};

/// A file's text and what was done to get it.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    /// The encoding's usual name, e.g. `windows-1250`.
    pub encoding: &'static str,
    /// How many broken sequences became `U+FFFD`.
    pub replaced: usize,
}

/// Decodes `bytes` by the label that the user gave, else by a byte order mark, else as UTF-8
/// where that fits, else by the evidence in the bytes.
///
/// # Errors
/// When `label` names no known encoding.
pub fn decode(bytes: &[u8], label: Option<&str>) -> Result<Decoded> {
    let encoding = match label {
        Some(label) => match Encoding::for_label(label.trim().as_bytes()) {
            Some(encoding) => encoding,
            None => bail!(
                "--encoding is \"{label}\"; expected a name like utf-8, utf-16le, windows-1250 or iso-8859-2"
            ),
        },
        None => detect(bytes),
    };
    // A byte order mark is removed; one of another encoding than asked for overrides it, because
    // it can't be anything else.
    let (text, used, _) = encoding.decode(bytes);
    let replaced = text.matches('\u{FFFD}').count();
    Ok(Decoded {
        text: text.into_owned(),
        encoding: used.name(),
        replaced,
    })
}

/// Whether that was text: other bytes give a control character in ten or so, whatever encoding they
/// are taken for. The odd one in a text is cleaned away with its cell.
pub(super) fn is_text(text: &str) -> bool {
    let in_text = |c: char| matches!(c, '\t' | '\n' | '\r' | '\u{C}' | '\u{1A}' | '\u{1E}');
    let controls = text.chars().filter(|c| c.is_control() && !in_text(*c));
    controls.count() * 20 <= text.chars().count()
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return encoding;
    }
    if is_mostly_utf8(bytes) {
        return UTF_8;
    }
    eight_bit(bytes)
}

/// Text in Latin letters is half zero bytes in UTF-16; in other encodings it has none.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |odd: usize| {
        let half = sample.iter().skip(odd).step_by(2);
        half.filter(|byte| **byte == 0).count()
    };
    let enough = (sample.len() / 2).max(2) / 2;
    match (zeros(0), zeros(1)) {
        (even, odd) if odd >= enough && even < odd / 8 => Some(UTF_16LE),
        (even, odd) if even >= enough && odd < even / 8 => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether the bytes are UTF-8, a few broken sequences in much good text allowed.
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut broken) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    broken * 20 <= good
}

/// Windows-1250 and ISO-8859-2 agree on ć, ę, ł, ń, ó and ż, and differ in ą, ś and ź: these
/// tell them apart. Where few of the bytes would be Polish letters in either, a detector for
/// all languages decides.
fn eight_bit(bytes: &[u8]) -> &'static Encoding {
    const BOTH: &[u8] = b"\xE6\xEA\xB3\xF1\xF3\xBF\xC6\xCA\xA3\xD1\xD3\xAF";
    const WINDOWS: &[u8] = b"\xB9\xA5\x9C\x8C\x9F\x8F";
    // Quotation marks, dashes and the ellipsis; in ISO-8859-2 these are control characters.
    const WINDOWS_SIGNS: &[u8] = b"\x82\x84\x85\x91\x92\x93\x94\x96\x97\xA0\x80";
    const ISO: &[u8] = b"\xB1\xA1\xB6\xA6\xBC\xAC";
    let count = |set: &[u8]| bytes.iter().filter(|byte| set.contains(byte)).count();
    let high = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let (both, windows, signs, iso) = (
        count(BOTH),
        count(WINDOWS),
        count(WINDOWS_SIGNS),
        count(ISO),
    );
    let polish = both + signs + windows.max(iso);
    if polish * 10 >= high * 7 {
        let is_iso = iso > windows + signs;
        return if is_iso { ISO_8859_2 } else { WINDOWS_1250 };
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::WINDOWS_1251;

    fn check(bytes: &[u8], encoding: &str, text: &str) {
        let decoded = decode(bytes, None).expect("no label");
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding, text));
    }

    #[test]
    fn polish_text_is_told_apart_by_its_own_letters() {
        let text = "nazwa;opis\nŚwietlica „Jaźń”;ścieżka w ciąg\n";
        check(&WINDOWS_1250.encode(text).0, "windows-1250", text);
        // ISO-8859-2 has no such quotation marks.
        let plain = "nazwa;opis\nŚwietlica Jaźń;ścieżka w ciąg, gęś\n";
        check(&ISO_8859_2.encode(plain).0, "ISO-8859-2", plain);
        check(&WINDOWS_1250.encode(plain).0, "windows-1250", plain);
        let one = "Dom Kultury Śródmieście";
        check(&ISO_8859_2.encode(one).0, "ISO-8859-2", one);
        check(&WINDOWS_1250.encode(one).0, "windows-1250", one);
    }

    #[test]
    fn unicode_forms_are_known_by_their_marks_or_zeros() {
        let text = "name\nŻółw\n";
        check(text.as_bytes(), "UTF-8", text);
        check(&[b"\xEF\xBB\xBF", text.as_bytes()].concat(), "UTF-8", text);
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(&[b"\xFF\xFE", &little[..]].concat(), "UTF-16LE", text);
        check(&[b"\xFE\xFF", &big[..]].concat(), "UTF-16BE", text);
        check(&little, "UTF-16LE", text);
        check(&big, "UTF-16BE", text);
        check(b"", "UTF-8", "");
    }

    #[test]
    fn other_alphabets_go_to_the_general_detector() {
        let text = "назва;опис\nБібліотека на Подолі;Читальний зал для дітей і дорослих\n";
        check(&WINDOWS_1251.encode(text).0, "windows-1251", text);
    }

    #[test]
    fn one_broken_byte_does_not_spoil_good_utf8() {
        let mut bytes = "Zażółć gęślą jaźń, łąka, świt, ćma, źdźbło"
            .repeat(3)
            .into_bytes();
        bytes.push(0xFF);
        let decoded = decode(&bytes, None).expect("no label");
        assert_eq!((decoded.encoding, decoded.replaced), ("UTF-8", 1));
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        // A linear congruential generator: every byte as likely as any other.
        let mut state = 7_u32;
        let mut random = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        for length in [100, 1000, 10_000] {
            let bytes: Vec<u8> = (0..length).map(|_| random()).collect();
            let decoded = decode(&bytes, None).expect("no label");
            assert!(!is_text(&decoded.text), "{length}");
        }
        let one_bell = format!("name\n{}\u{7}\n", "Świetlica ".repeat(5));
        assert!(is_text(&one_bell));
    }

    #[test]
    fn a_label_overrides() {
        let decoded = decode(b"\xB1", Some("iso-8859-2")).expect("a known label");
        assert_eq!(decoded.text, "ą");
        assert!(decode(b"", Some("klingon")).is_err());
    }
}
