//! A light stemmer of our own for Polish, with a little English, German and
//! Ukrainian.
//!
//! A word has a few possible stems, and two words are forms of one when they share any: so an
//! ending that may as well be part of the stem (`problem`, `Mokotów`), or a consonant of which
//! folding has hidden where it came from, needs no dictionary and no guess. The endings are those
//! of the noun and adjective tables, and the alternations the consonant replacements R1 to R4, of
//! O. E. Swan, *A Grammar of Contemporary Polish* (Slavica, 2002), written as they look without
//! diacritics: `ó`/`o`, `ą`/`a`, `ł`/`l` fall together by folding alone.

/// Endings that soften the consonant before them by a written `i`.
const SOFT: &[&str] = &[
    "i", "ie", "ia", "iu", "io", "ii", "iom", "iem", "iach", "iami", "iowi", "iowie", "iego",
    "iemu", "iej", "ich", "im", "imi",
];

/// Endings with a front vowel, before which `k`, `g`, `r`, `ch` are written as another consonant.
const FRONT: &[&str] = &["e", "y", "ej", "ego", "emu", "em", "ych", "ym", "ymi"];

/// Endings that change nothing; the last ones are Ukrainian in Latin letters.
const HARD: &[&str] = &[
    "a", "o", "u", "om", "ow", "owi", "owie", "ach", "ami", "mi", "um", "oju", "amy", "iw",
];

/// The stem must be this long, that of a word of three letters two.
const LEAST: usize = 3;

/// Forms that no rule joins, each with a stem that the rules give the rest.
const IRREGULAR: &[(&str, &str)] = &[
    ("dziecko", "dziec"),
    ("dziecka", "dziec"),
    ("dziecku", "dziec"),
    ("dzieckiem", "dziec"),
    ("dni", "dzien"),
    ("dnia", "dzien"),
    ("dniu", "dzien"),
    ("dniem", "dzien"),
    ("dniach", "dzien"),
    ("tygodnia", "tydzien"),
    ("tygodniu", "tydzien"),
    ("tygodnie", "tydzien"),
    ("miesiecy", "miesiac"),
    ("pies", "ps"),
    ("psow", "ps"),
    ("psom", "ps"),
    ("psem", "ps"),
    ("psami", "ps"),
    ("psach", "ps"),
    ("gier", "gr"),
    ("grze", "gr"),
    ("grom", "gr"),
    ("grach", "gr"),
    ("grami", "gr"),
    ("czlowiek", "ludz"),
    ("czlowieka", "ludz"),
    ("swieta", "swiat"),
    ("lesie", "las"),
];

/// The possible stems of a folded word, each once, the word itself first.
pub(crate) fn stems(word: &str) -> Vec<String> {
    let mut out = Stems(vec![word.to_owned()]);
    if !word.bytes().all(|b| b.is_ascii_lowercase()) {
        return out.0;
    }
    if let Some((_, stem)) = IRREGULAR.iter().find(|(form, _)| *form == word) {
        out.add(stem);
    }
    out.add_base(word, Before::Nothing);
    let least = if word.len() == 3 { 2 } else { LEAST };
    for (endings, before) in [
        (SOFT, Before::Soft),
        (FRONT, Before::Front),
        (HARD, Before::Hard),
    ] {
        for ending in endings {
            if let Some(base) = word.strip_suffix(ending).filter(|base| base.len() >= least) {
                out.add_base(base, before);
            }
        }
    }
    out.add_english(word);
    out.add_german(word);
    out.0
}

/// What follows a base.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Nothing,
    Soft,
    Front,
    Hard,
}

struct Stems(Vec<String>);

impl Stems {
    fn add(&mut self, stem: &str) {
        if !self.0.iter().any(|known| known == stem) {
            self.0.push(stem.to_owned());
        }
    }

    fn add_base(&mut self, base: &str, before: Before) {
        self.add(base);
        // What was written, and what it may come from.
        let replaced: &[(&str, &str)] = match before {
            // The last is Ukrainian: бібліотека, бібліотеці.
            Before::Soft => &[("dz", "d"), ("c", "t"), ("c", "k")],
            Before::Front => &[
                ("dz", "g"),
                ("rz", "r"),
                ("sz", "ch"),
                ("c", "k"),
                ("z", "g"),
            ],
            Before::Nothing | Before::Hard => &[],
        };
        for (written, from) in replaced {
            if let Some(head) = base.strip_suffix(written).filter(|head| head.len() >= 2) {
                let origin = format!("{head}{from}");
                self.add(&origin);
                // miasto, mieście; świat, świecie.
                if before == Before::Soft
                    && let Some(at) = origin.rfind("ie").filter(|at| at + 5 > origin.len())
                {
                    self.add(&format!("{}ia{}", &origin[..at], &origin[at + 2..]));
                }
            }
        }
        // The e that comes and goes: książek, książka; tańca, taniec; okien, okno.
        let [.., third, b'e', last] = base.as_bytes() else {
            return;
        };
        let head = &base[..base.len() - 2];
        if b"kcrnl".contains(last) && !b"aeouy".contains(third) && head.len() >= 2 {
            let head = head
                .strip_suffix('i')
                .filter(|head| head.len() >= 2)
                .unwrap_or(head);
            self.add(&format!("{head}{}", char::from(*last)));
        }
    }

    /// Plurals: libraries, churches, workshops.
    fn add_english(&mut self, word: &str) {
        if word.len() < 5 {
            return;
        }
        if let Some(head) = word.strip_suffix("ies") {
            self.add(&format!("{head}y"));
        } else if let Some(head) = word.strip_suffix('s')
            && !head.ends_with(['s', 'u', 'i', 'o'])
        {
            self.add(head);
            if let Some(head) = head.strip_suffix('e') {
                self.add(head);
            }
        }
    }

    /// Plurals and cases: Kinder, Büchern, Gärten; and `ae`, `oe`, `ue` for `ä`, `ö`, `ü`, which
    /// folding makes `a`, `o`, `u`.
    fn add_german(&mut self, word: &str) {
        let plain = word
            .replace("ae", "a")
            .replace("oe", "o")
            .replace("ue", "u");
        if plain != word {
            self.add(&plain);
        }
        for ending in ["en", "er", "ern", "es", "n", "s"] {
            if let Some(head) = plain.strip_suffix(ending).filter(|head| head.len() >= 4) {
                self.add(head);
            }
        }
        // Endings that other languages have too are taken off what was written out alone.
        if plain != word
            && let Some(head) = plain.strip_suffix(['e']).filter(|head| head.len() >= LEAST)
        {
            self.add(head);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::words::words;

    fn are_forms(a: &str, b: &str) -> bool {
        let of = |text: &str| stems(&words(text)[0]);
        let other = of(b);
        of(a).iter().any(|stem| other.contains(stem))
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        for forms in [
            "biblioteka bibliotece bibliotek biblioteki biblioteką bibliotekę bibliotekach bibliotekami bibliotekom",
            "książka książki książce książek książkami",
            "ogród ogrodu ogrodzie ogrody ogrodów ogrodem ogrodami",
            "warsztat warsztaty warsztatów warsztatach warsztacie",
            "miasto miasta mieście miast",
            "teatr teatru teatrze teatry",
            "senior seniora seniorzy seniorów seniorom",
            "student studenci studentów",
            "zajęcia zajęć zajęciach zajęciami",
            "aktywność aktywności aktywnością",
            "dziecko dzieci dziecka dzieciom dziećmi dzieciach",
            "gra gry gier grę grach",
            "pies psy psów psa",
            "joga jogi jodze jogę",
            "szkoła szkole szkoły szkół szkołą",
            "muzeum muzea muzeów muzeach",
            "centrum centra centrów",
            "kolacja kolacji kolacje",
            "historia historii historię",
            "sąsiad sąsiedzi sąsiada sąsiadów",
            "taniec tańca tańcu tańce",
            "spotkanie spotkania spotkaniu spotkań",
            "językowy językowa językowe językowego językowych",
            "Mokotów Mokotowie Mokotowa Mokotowem",
            "Praga Pradze Pragi Pragę",
            "Ochota Ochocie Ochoty",
            "Białołęka Białołęce",
            "Wola Woli Wolę",
            "Targówek Targówku Targówka",
            "Wawer Wawrze Wawra",
            "Ursus Ursusie Ursusa",
            "Śródmieście Śródmieściu Śródmieścia",
            "Żoliborz Żoliborzu Żoliborza",
            "Bemowo Bemowie Bemowa",
            "Włochy Włoch Włochach",
            "library libraries",
            "workshop workshops",
            "бібліотека бібліотеки бібліотеці бібліотекою",
            "Bibliothek Bibliotheken",
            "Garten Gärten Gaerten",
            "Kinder Kind Kindern Kindes",
            "Bücher Buecher Büchern",
            "Spaziergang Spaziergänge Spaziergaenge Spaziergängen",
            "Straße Strasse Straßen",
            "Werkstatt Werkstätten Werkstaetten",
        ] {
            let forms: Vec<&str> = forms.split(' ').collect();
            for form in &forms {
                assert!(are_forms(forms[0], form), "{} {form}", forms[0]);
            }
        }
    }

    #[test]
    fn other_words_stay_apart() {
        for (a, b) in [
            ("park", "party"),
            ("park", "parking"),
            ("kurs", "kura"),
            ("biblioteka", "biblia"),
            ("teatr", "teoria"),
            ("klub", "klus"),
            ("Wola", "wolontariat"),
            ("szkoła", "szkło"),
            ("rower", "rowy"),
            ("Garten", "Gardine"),
            ("Kinder", "Kino"),
        ] {
            assert!(!are_forms(a, b), "{a} {b}");
        }
    }

    #[test]
    fn any_word_has_few_stems() {
        for word in [
            "",
            "a",
            "ie",
            "123",
            "図書館",
            &"ie".repeat(16),
            "iowieiowie",
        ] {
            let stems = stems(word);
            assert_eq!(stems[0], word);
            assert!(stems.len() < 24, "{word}: {stems:?}");
        }
    }
}
