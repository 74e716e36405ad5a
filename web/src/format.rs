//! Numbers and distances as people read them. Pure, the same in every language but for the
//! decimal mark.

use crate::language::Language;

/// A narrow space that no line breaks at.
pub const THIN_SPACE: char = '\u{202F}';

/// A text as it stands in HTML or XML, in or outside of quotes.
#[must_use]
pub fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

/// A whole number with thin spaces between thousands, from five digits on: `1234`, `12 345`.
#[must_use]
pub fn number(number: u64) -> String {
    let digits = number.to_string();
    if digits.len() < 5 {
        return digits;
    }
    let mut out = String::with_capacity(digits.len() + 4);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(THIN_SPACE);
        }
        out.push(digit);
    }
    out
}

/// A number with at most `decimals` places and the language's decimal mark.
#[must_use]
pub fn decimal(value: f64, decimals: usize, language: &str) -> String {
    let text = format!("{:.decimals$}", value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let fraction = fraction.trim_end_matches('0');
    let mut out = String::new();
    if value < 0.0 && (whole != "0" || !fraction.is_empty()) {
        out.push('\u{2212}');
    }
    out.push_str(&number(whole.parse().unwrap_or_default()));
    if !fraction.is_empty() {
        out.push(known(language).decimal_mark());
        out.push_str(fraction);
    }
    out
}

/// A distance as far as a walker cares: `350 m`, `1,2 km`, `14 km`.
#[must_use]
pub fn distance(metres: f64, language: &str) -> String {
    let tens = (metres / 10.0).round() * 10.0;
    if tens < 1000.0 {
        format!("{}\u{A0}{}", number(tens as u64), units(language)[0])
    } else if metres < 9950.0 {
        format!(
            "{}\u{A0}{}",
            decimal(metres / 1000.0, 1, language),
            units(language)[1]
        )
    } else {
        format!(
            "{}\u{A0}{}",
            decimal(metres / 1000.0, 0, language),
            units(language)[1]
        )
    }
}

/// The language of a tag; English for one that no page is in.
fn known(language: &str) -> Language {
    Language::of_tag(language).unwrap_or(Language::English)
}

/// How metres and kilometres are written.
#[must_use]
pub fn units(language: &str) -> [&'static str; 2] {
    known(language).units()
}

/// A count that fits into a small ring: `999`, `1.2k` (`1,2k` in Polish), `12k`, `3.4M`.
#[must_use]
pub fn abbreviated(count: u64, language: &str) -> String {
    let (value, unit) = match count {
        0..=999 => return count.to_string(),
        1000..=999_499 => (count as f64 / 1e3, "k"),
        _ => (count as f64 / 1e6, "M"),
    };
    let decimals = usize::from(value < 9.95);
    format!("{}{unit}", decimal(value, decimals, language))
}

/// The largest round length that fits into `max` metres, for a scale bar: 1, 2 or 5 times a
/// power of ten.
#[must_use]
pub fn round_length(max: f64) -> f64 {
    if max.is_nan() || max <= 0.0 {
        return 0.0;
    }
    let power = 10_f64.powf(max.log10().floor());
    [5.0, 2.0, 1.0]
        .into_iter()
        .map(|step| step * power)
        .find(|length| *length <= max)
        .unwrap_or(power)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_set_apart_by_thin_spaces() {
        assert_eq!(number(0), "0");
        assert_eq!(number(9999), "9999");
        assert_eq!(number(12345), "12\u{202F}345");
        assert_eq!(number(1_234_567), "1\u{202F}234\u{202F}567");
    }

    #[test]
    fn decimals_follow_the_language() {
        assert_eq!(decimal(1.25, 1, "en"), "1.2");
        assert_eq!(decimal(517.24, 1, "pl"), "517,2");
        assert_eq!(decimal(3.0, 1, "pl"), "3");
        assert_eq!(decimal(-0.04, 1, "pl"), "0");
        assert_eq!(decimal(-2.5, 1, "en"), "\u{2212}2.5");
    }

    #[test]
    fn distances_are_as_exact_as_walking_is() {
        assert_eq!(distance(347.0, "pl"), "350\u{A0}m");
        assert_eq!(distance(996.0, "pl"), "1\u{A0}km");
        assert_eq!(distance(1234.0, "pl"), "1,2\u{A0}km");
        assert_eq!(distance(1234.0, "en"), "1.2\u{A0}km");
        assert_eq!(distance(13_600.0, "pl"), "14\u{A0}km");
        assert_eq!(distance(347.0, "uk"), "350\u{A0}м");
        assert_eq!(distance(1234.0, "uk"), "1,2\u{A0}км");
    }

    #[test]
    fn counts_fit_into_rings() {
        for (count, text) in [
            (7, "7"),
            (999, "999"),
            (1000, "1k"),
            (1249, "1.2k"),
            (12_345, "12k"),
            (999_499, "999k"),
            (999_500, "1M"),
            (3_400_000, "3.4M"),
        ] {
            assert_eq!(abbreviated(count, "en"), text);
            assert_eq!(abbreviated(count, "pl"), text.replace('.', ","));
        }
    }

    #[test]
    fn scale_bars_are_one_two_or_five() {
        assert_eq!(round_length(99.0), 50.0);
        assert_eq!(round_length(1000.0), 1000.0);
        assert_eq!(round_length(4999.0), 2000.0);
        assert_eq!(round_length(0.0), 0.0);
    }
}
