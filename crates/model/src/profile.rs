//! The city whose neighbourhood this is.

use crate::BBox;

/// Who and where the city is. Kept in the store, so that every command and instance agrees.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    pub name: String,
    /// IANA name, e.g. `Europe/Warsaw`.
    pub time_zone: String,
    /// ISO 3166-1 alpha-2, for public holidays.
    pub country: String,
    /// BCP 47, the first is the default.
    pub languages: Vec<String>,
    /// An e-mail address for reports of mistakes.
    pub contact: Option<String>,
    pub bbox: Option<BBox>,
    /// The store holds the demo town, which does not exist.
    pub fictional: bool,
}

impl Default for Profile {
    fn default() -> Self {
        Self {
            name: "Okolica".to_owned(),
            time_zone: "Europe/Warsaw".to_owned(),
            country: "PL".to_owned(),
            languages: vec!["pl".to_owned(), "en".to_owned()],
            contact: None,
            bbox: None,
            fictional: false,
        }
    }
}
