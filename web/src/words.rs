//! The words of the pages in the languages we speak: Fluent messages with plural forms.

use crate::format;
pub use crate::language::Language;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use okolica_model::profile::Profile;
use std::cmp::Ordering;
use std::sync::LazyLock;
use unic_langid::LanguageIdentifier;

impl Language {
    /// The first of a city's languages that pages speak, otherwise Polish.
    #[must_use]
    pub fn of_city(profile: &Profile) -> Self {
        let mut spoken = profile.languages.iter().map(String::as_str);
        spoken.find_map(Self::of_tag).unwrap_or(Self::Polish)
    }

    /// The best of an `Accept-Language` header: highest `q` first, then as written.
    #[must_use]
    pub fn accepted(header: &str) -> Option<Self> {
        let mut best: Option<(f32, Self)> = None;
        for part in header.split(',').take(20) {
            let mut pieces = part.split(';');
            let Some(language) = pieces.next().and_then(Self::of_tag) else {
                continue;
            };
            let quality = pieces
                .find_map(|piece| piece.trim().strip_prefix("q=")?.parse().ok())
                .unwrap_or(1.0_f32);
            if quality > 0.0 && best.is_none_or(|(other, _)| quality > other) {
                best = Some((quality, language));
            }
        }
        best.map(|(_, language)| language)
    }

    #[must_use]
    pub fn words(self) -> Words {
        static BUNDLES: LazyLock<[Bundle; Language::COUNT]> =
            LazyLock::new(|| Language::ALL.map(bundle));
        Words {
            language: self,
            bundle: &BUNDLES[self as usize],
        }
    }

    /// Compares two labels as a dictionary of the language does: ł after l, not after z.
    #[must_use]
    pub fn compare(self, a: &str, b: &str) -> Ordering {
        use icu_collator::{Collator, CollatorBorrowed, options::CollatorOptions};
        static COLLATORS: LazyLock<[Option<CollatorBorrowed<'static>>; Language::COUNT]> =
            LazyLock::new(|| {
                Language::ALL.map(|language| {
                    let locale = language.tag().parse::<icu_locale_core::Locale>().ok()?;
                    Collator::try_new(locale.into(), CollatorOptions::default()).ok()
                })
            });
        match &COLLATORS[self as usize] {
            Some(collator) => collator.compare(a, b),
            None => a.cmp(b),
        }
    }
}

type Bundle = FluentBundle<FluentResource>;

/// The messages of one language.
#[derive(Clone, Copy)]
pub struct Words {
    pub language: Language,
    bundle: &'static Bundle,
}

/// The named values of a message.
pub type Args<'a> = [(&'static str, &'a str)];

impl Words {
    /// A message without values.
    #[must_use]
    pub fn text(self, id: &str) -> String {
        self.format(id, None)
    }

    /// A message with text values.
    #[must_use]
    pub fn with(self, id: &str, args: &Args<'_>) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, FluentValue::from(*value));
        }
        self.format(id, Some(&values))
    }

    /// A message about `count` things, with the number shown in its own form.
    #[must_use]
    pub fn count(self, id: &str, count: usize) -> String {
        self.count_with(id, count, &[])
    }

    /// The same with other values too.
    #[must_use]
    pub fn count_with(self, id: &str, count: usize, args: &Args<'_>) -> String {
        self.counted(id, count as f64, &format::number(count as u64), args)
    }

    /// The forms of a counted message, by CLDR plural category, with `{n}` where the number
    /// goes: what the browser needs to say it for any number.
    #[must_use]
    pub fn forms(self, id: &str) -> [(&'static str, String); 4] {
        self.forms_with(id, &[])
    }

    /// The same of a message with other values too.
    #[must_use]
    pub fn forms_with(self, id: &str, args: &Args<'_>) -> [(&'static str, String); 4] {
        // One number of each category in Slavic languages; others know only one and other.
        [("one", 1.0), ("few", 2.0), ("many", 5.0), ("other", 1.5)]
            .map(|(category, sample)| (category, self.counted(id, sample, "{n}", args)))
    }

    /// What a language is called, by its code; the code itself when we have no name for it.
    #[must_use]
    pub fn language_name(self, code: &str) -> String {
        let known = match code.to_ascii_lowercase().as_str() {
            // What people call it is not its code.
            "pjm" => "pso".to_owned(),
            other => other.to_owned(),
        };
        let name = self.with("language-name", &[("code", &known)]);
        if name == known { code.to_owned() } else { name }
    }

    /// The choice that a message makes for a small number, such as the name of a month.
    #[must_use]
    pub fn choice(self, id: &str, name: &'static str, number: u32) -> String {
        self.choices(id, &[(name, i32::try_from(number).unwrap_or(i32::MAX))])
    }

    /// The choice that a message makes for several small numbers.
    #[must_use]
    pub fn choices(self, id: &str, numbers: &[(&'static str, i32)]) -> String {
        let mut values = FluentArgs::new();
        for (name, number) in numbers {
            values.set(*name, FluentValue::from(*number));
        }
        self.format(id, Some(&values))
    }

    fn counted(self, id: &str, count: f64, shown: &str, args: &Args<'_>) -> String {
        let mut values = FluentArgs::new();
        for (name, value) in args {
            values.set(*name, FluentValue::from(*value));
        }
        values.set("count", FluentValue::from(count));
        values.set("shown", FluentValue::from(shown));
        self.format(id, Some(&values))
    }

    fn format(self, id: &str, args: Option<&FluentArgs<'_>>) -> String {
        let Some(pattern) = self.bundle.get_message(id).and_then(|m| m.value()) else {
            // A test proves that no page asks for a message that does not exist.
            return id.to_owned();
        };
        let mut errors = Vec::new();
        self.bundle
            .format_pattern(pattern, args, &mut errors)
            .into_owned()
    }
}

fn bundle(language: Language) -> Bundle {
    let locale: LanguageIdentifier = language.tag().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    // Isolation marks would show up in titles, mail subjects and attributes.
    bundle.set_use_isolating(false);
    let resource = match FluentResource::try_new(language.messages().to_owned()) {
        Ok(resource) | Err((resource, _)) => resource,
    };
    // Only a repeated message id fails here, which a test refuses.
    let _ = bundle.add_resource(resource);
    bundle
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_named_and_unknown_codes_stay() {
        let (polish, english) = (Language::Polish.words(), Language::English.words());
        assert_eq!(polish.language_name("uk"), "ukraiński");
        assert_eq!(english.language_name("uk"), "Ukrainian");
        assert_eq!(polish.language_name("PJM"), "polski język migowy (PJM)");
        assert_eq!(polish.language_name("pso"), "polski język migowy (PJM)");
        assert_eq!(polish.language_name("csb"), "csb");
        assert_eq!(polish.language_name("pt-BR"), "pt-BR");
    }

    #[test]
    fn slavic_numbers_choose_among_three_forms() {
        for (language, id, said) in [
            (
                Language::Polish,
                "results",
                [
                    "1 wynik",
                    "2 wyniki",
                    "5 wyników",
                    "12 wyników",
                    "21 wyników",
                    "22 wyniki",
                ],
            ),
            (
                Language::Ukrainian,
                "results",
                [
                    "1 результат",
                    "2 результати",
                    "5 результатів",
                    "12 результатів",
                    "21 результат",
                    "22 результати",
                ],
            ),
            (
                Language::English,
                "results",
                [
                    "1 result",
                    "2 results",
                    "5 results",
                    "12 results",
                    "21 results",
                    "22 results",
                ],
            ),
        ] {
            let words = language.words();
            assert_eq!(
                [1, 2, 5, 12, 21, 22].map(|count| words.count(id, count)),
                said
            );
        }
        let ukrainian = Language::Ukrainian.words();
        assert_eq!(ukrainian.count("ago-days", 1), "вчора");
        assert_eq!(ukrainian.count("ago-years", 21), "21 рік тому");
    }

    #[test]
    fn each_alphabet_has_its_own_order() {
        let mut polish = [
            "Żoliborz",
            "Zoo",
            "Łazienki",
            "Lublin",
            "Mokotów",
            "Ćwiek",
            "Cyrk",
        ];
        polish.sort_by(|a, b| Language::Polish.compare(a, b));
        assert_eq!(
            polish,
            [
                "Cyrk",
                "Ćwiek",
                "Lublin",
                "Łazienki",
                "Mokotów",
                "Zoo",
                "Żoliborz"
            ]
        );
        let mut ukrainian = [
            "Їжак",
            "Ялинка",
            "Йогурт",
            "Ґанок",
            "Гора",
            "Ірис",
            "Єнот",
            "Дім",
            "Енергія",
        ];
        ukrainian.sort_by(|a, b| Language::Ukrainian.compare(a, b));
        assert_eq!(
            ukrainian,
            [
                "Гора",
                "Ґанок",
                "Дім",
                "Енергія",
                "Єнот",
                "Ірис",
                "Їжак",
                "Йогурт",
                "Ялинка"
            ]
        );
    }
}
