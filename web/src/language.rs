//! The languages of the pages: one table with everything but the messages themselves. Adding one
//! means a line in [`Language`], a row in the table, a file in `messages/`, and its words in
//! `data/`.

/// A language that every message exists in. The order is that of menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Polish,
    English,
    Ukrainian,
    German,
}

/// What the pages need to know of a language.
struct Row {
    language: Language,
    /// BCP 47; also the locale of sorting and of plural forms.
    tag: &'static str,
    /// Its own name for itself.
    name: &'static str,
    /// Language and country as Open Graph writes them.
    locale: &'static str,
    /// Before the decimals of a number.
    decimal_mark: char,
    /// Metre and kilometre.
    units: [&'static str; 2],
}

const ROWS: [Row; 4] = [
    Row {
        language: Language::Polish,
        tag: "pl",
        name: "Polski",
        locale: "pl_PL",
        decimal_mark: ',',
        units: ["m", "km"],
    },
    Row {
        language: Language::English,
        tag: "en",
        name: "English",
        locale: "en_GB",
        decimal_mark: '.',
        units: ["m", "km"],
    },
    Row {
        language: Language::Ukrainian,
        tag: "uk",
        name: "Українська",
        locale: "uk_UA",
        decimal_mark: ',',
        units: ["м", "км"],
    },
    Row {
        language: Language::German,
        tag: "de",
        name: "Deutsch",
        locale: "de_DE",
        decimal_mark: ',',
        units: ["m", "km"],
    },
];

impl Language {
    pub const COUNT: usize = ROWS.len();

    pub const ALL: [Self; Self::COUNT] = {
        let mut all = [Self::Polish; Self::COUNT];
        let mut at = 0;
        while at < Self::COUNT {
            // Looking up by number rests on it.
            assert!(ROWS[at].language as usize == at, "rows stand in order");
            all[at] = ROWS[at].language;
            at += 1;
        }
        all
    };

    const fn row(self) -> &'static Row {
        &ROWS[self as usize]
    }

    /// BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        self.row().tag
    }

    /// Its own name for itself.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.row().name
    }

    /// Language and country as Open Graph writes them.
    #[must_use]
    pub const fn locale(self) -> &'static str {
        self.row().locale
    }

    /// The sign before the decimals of a number.
    #[must_use]
    pub const fn decimal_mark(self) -> char {
        self.row().decimal_mark
    }

    /// How metres and kilometres are written.
    #[must_use]
    pub const fn units(self) -> [&'static str; 2] {
        self.row().units
    }

    /// The source of its messages, in Fluent's syntax.
    #[must_use]
    pub const fn messages(self) -> &'static str {
        match self {
            Self::Polish => include_str!("../messages/pl.ftl"),
            Self::English => include_str!("../messages/en.ftl"),
            Self::Ukrainian => include_str!("../messages/uk.ftl"),
            Self::German => include_str!("../messages/de.ftl"),
        }
    }

    /// The language of a BCP 47 tag such as `en-GB`.
    #[must_use]
    pub fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.trim().split('-').next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The tags as an error message lists them: `pl, en or uk`.
    #[must_use]
    pub fn tags_or() -> String {
        let [others @ .., last] = Self::ALL.map(Self::tag);
        format!("{} or {last}", others.join(", "))
    }
}
