//! How an embed looks, as its address says it.

use crate::accent::Accent;
use okolica_model::FieldError;

/// The most items that a list can be told to show.
const MOST: usize = 100;
/// Characters of an embed's title.
const LONGEST: usize = 80;

/// Which parts of the map page an embed shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Parts {
    Map,
    List,
    #[default]
    Both,
}

impl Parts {
    pub const ALL: [Self; 3] = [Self::Both, Self::Map, Self::List];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Map => "map",
            Self::List => "list",
            Self::Both => "both",
        }
    }
}

/// Whether an embed is light or dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    Light,
    Dark,
    /// As the reader likes it.
    #[default]
    Auto,
}

impl Theme {
    pub const ALL: [Self; 3] = [Self::Auto, Self::Light, Self::Dark];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Auto => "auto",
        }
    }

    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.name() == text)
    }
}

/// What an embed's address says beyond a view of the map.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frame {
    pub parts: Parts,
    /// As it was asked for: it may be too pale to be used.
    pub accent: Option<Accent>,
    pub title: Option<String>,
    pub theme: Theme,
    /// The most items in the list, 1 to 100.
    pub max: Option<usize>,
    /// Whether the reader can change the filters.
    pub open: bool,
}

impl Frame {
    /// Reads the embed's own pairs of a query. Wrong values are left out and named.
    #[must_use]
    pub fn read(pairs: &[(String, String)], wrong: &mut Vec<FieldError>) -> Self {
        let mut out = Self::default();
        for (name, value) in pairs {
            let expected = match name.as_str() {
                "view" => put(&mut out.parts, parts(value), "map, list or both"),
                "theme" => put(&mut out.theme, Theme::parse(value), "light, dark or auto"),
                "filters" => put(&mut out.open, (value == "open").then_some(true), "open"),
                "accent" => {
                    let accent = Accent::parse(value).map(Some);
                    put(&mut out.accent, accent, "six hexadecimal digits")
                }
                "max" => put(&mut out.max, max(value).map(Some), "1 to 100"),
                "title" => put(
                    &mut out.title,
                    title(value).map(Some),
                    "80 characters at most",
                ),
                _ => None,
            };
            wrong.extend(expected.map(|expected| FieldError::new(name, value, expected)));
        }
        out
    }
}

/// Takes a value over; the answer is what was expected where there is none.
fn put<T>(field: &mut T, value: Option<T>, expected: &'static str) -> Option<&'static str> {
    let Some(value) = value else {
        return Some(expected);
    };
    *field = value;
    None
}

fn parts(text: &str) -> Option<Parts> {
    Parts::ALL.into_iter().find(|parts| parts.name() == text)
}

fn max(text: &str) -> Option<usize> {
    let max = text.parse().ok()?;
    (1..=MOST).contains(&max).then_some(max)
}

fn title(text: &str) -> Option<String> {
    (text.chars().count() <= LONGEST).then(|| text.to_owned())
}
