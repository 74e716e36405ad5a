//! Text cut into words that compare: lower case, without diacritics, in Latin letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Letters of a word that count; a longer run is cut, so that hostile text costs no memory.
pub(crate) const MAX_LETTERS: usize = 32;

/// Calls `take` with every word of a text: a run of letters and digits, folded as
/// [`okolica_model::text::fold`] does. Ukrainian and Russian letters become the Latin ones that Polish
/// writes for their sounds (the Polish romanisation of Ukrainian, simplified), so that `Воля`
/// meets `Wola` and a word is one word in both scripts. Apostrophes and invisible characters
/// join what stands around them.
pub(crate) fn each_word(text: &str, mut take: impl FnMut(&str)) {
    let mut word = Word::default();
    for c in text.chars() {
        match c {
            'a'..='z' | '0'..='9' => word.push(c),
            'A'..='Z' => word.push(c.to_ascii_lowercase()),
            '\'' | '`' => {}
            _ if c.is_ascii() => word.end(&mut take),
            _ => word.fold(c, &mut take),
        }
    }
    word.end(&mut take);
}

/// The words of a text in order.
pub(crate) fn words(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    each_word(text, |word| out.push(word.to_owned()));
    out
}

/// A word being read.
#[derive(Default)]
struct Word {
    text: String,
    letters: usize,
}

impl Word {
    fn push(&mut self, c: char) {
        if self.letters < MAX_LETTERS {
            self.text.push(c);
            self.letters += 1;
        }
    }

    fn end(&mut self, take: &mut impl FnMut(&str)) {
        if !self.text.is_empty() {
            take(&self.text);
            self.text.clear();
            self.letters = 0;
        }
    }

    fn fold(&mut self, c: char, take: &mut impl FnMut(&str)) {
        let plain = match c {
            'ą' | 'Ą' => 'a',
            'ć' | 'Ć' => 'c',
            'ę' | 'Ę' => 'e',
            'ł' | 'Ł' => 'l',
            'ń' | 'Ń' => 'n',
            'ó' | 'Ó' => 'o',
            'ś' | 'Ś' => 's',
            'ź' | 'Ź' | 'ż' | 'Ż' => 'z',
            _ => return self.fold_rarer(c, take),
        };
        self.push(plain);
    }

    fn fold_rarer(&mut self, c: char, take: &mut impl FnMut(&str)) {
        if self.push_letter(c) {
            return;
        }
        // Compatibility forms, and letters with signs: é, ﬁ, ½.
        for part in std::iter::once(c).nfkd() {
            if !self.push_letter(part) {
                if part.is_alphanumeric() {
                    part.to_lowercase()
                        .filter(|c| c.is_alphanumeric())
                        .for_each(|c| self.push(c));
                } else if !is_combining_mark(part) && !joins(part) {
                    self.end(take);
                }
            }
        }
    }

    /// Whether the letter has a Latin form by this table.
    fn push_letter(&mut self, c: char) -> bool {
        let lower = c.to_lowercase().next().unwrap_or(c);
        let latin = match lower {
            'ł' => "l",
            'đ' => "d",
            'ø' => "o",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            'ς' => "σ",
            _ => match self.latin(lower) {
                Some(latin) => latin,
                None => return false,
            },
        };
        latin.chars().for_each(|c| self.push(c));
        true
    }

    /// The Latin letters of a Cyrillic one; what softens is an `i` after a consonant, nothing
    /// after `l`, else a `j`.
    fn latin(&self, c: char) -> Option<&'static str> {
        let soft = |after_j, after_consonant, after_l| match self.text.chars().last() {
            Some('l') => after_l,
            None | Some('a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'j') => after_j,
            Some(_) => after_consonant,
        };
        Some(match c {
            'а' => "a",
            'б' => "b",
            'в' => "w",
            'г' => "h",
            'ґ' => "g",
            'д' => "d",
            'е' | 'э' => "e",
            'є' => soft("je", "ie", "le"),
            'ж' | 'з' => "z",
            'и' | 'ы' => "y",
            'і' => "i",
            'ї' => "ji",
            'й' => "j",
            'к' => "k",
            'л' => "l",
            'м' => "m",
            'н' => "n",
            'о' => "o",
            'п' => "p",
            'р' => "r",
            'с' => "s",
            'т' => "t",
            'у' => "u",
            'ф' => "f",
            'х' => "ch",
            'ц' => "c",
            'ч' => "cz",
            'ш' => "sz",
            'щ' => "szcz",
            'ю' => soft("ju", "iu", "u"),
            'я' => soft("ja", "ia", "a"),
            'ё' => soft("jo", "io", "o"),
            'ь' | 'ъ' => "",
            _ => return None,
        })
    }
}

/// Apostrophes and characters that are not seen.
fn joins(c: char) -> bool {
    matches!(c,
        '’' | '‘' | 'ʼ' | '\u{00AD}' | '\u{061C}' | '\u{180E}' | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        assert_eq!(words(text), expected, "{text}");
    }

    #[test]
    fn words_lose_case_diacritics_and_what_stands_between() {
        check("Zażółć GĘŚLĄ jaźń!", &["zazolc", "gesla", "jazn"]);
        check(
            "Praga-Południe, ul. 3 Maja 15a",
            &["praga", "poludnie", "ul", "3", "maja", "15a"],
        );
        check(
            "Dziewczyny/chłopcy (8–12)",
            &["dziewczyny", "chlopcy", "8", "12"],
        );
        check("", &[]);
        check(" -– ", &[]);
    }

    #[test]
    fn composed_and_decomposed_letters_are_the_same() {
        check("z\u{307}o\u{301}łw", &["zolw"]);
        check("Ångström straße Œuvre", &["angstrom", "strasse", "oeuvre"]);
        check("ﬁrma", &["firma"]);
    }

    #[test]
    fn cyrillic_meets_latin() {
        check("Бібліотека на Волі", &["biblioteka", "na", "woli"]);
        check("Охота, Воля, Варшава", &["ochota", "wola", "warszawa"]);
        check("п'ять м’яч", &["piat", "miacz"]);
    }

    #[test]
    fn what_is_not_seen_joins_and_other_scripts_stay() {
        check("bi\u{200B}blio\u{00AD}teka", &["biblioteka"]);
        check("مكتبة 図書館", &["مكتبة", "図書館"]);
        assert_eq!(words(&"a".repeat(10_000)), ["a".repeat(MAX_LETTERS)]);
    }
}
