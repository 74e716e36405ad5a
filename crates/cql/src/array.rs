//! Lists of texts compared as sets.

/// The relations of CQL2's array functions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    ContainedBy,
    Contains,
    Equals,
    Overlaps,
}

impl Relation {
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "a_containedby" => Self::ContainedBy,
            "a_contains" => Self::Contains,
            "a_equals" => Self::Equals,
            "a_overlaps" => Self::Overlaps,
            _ => return None,
        })
    }

    pub(super) fn holds(self, a: &[&str], b: &[&str]) -> bool {
        match self {
            Self::ContainedBy => a.iter().all(|text| b.contains(text)),
            Self::Contains => b.iter().all(|text| a.contains(text)),
            Self::Equals => Self::Contains.holds(a, b) && Self::ContainedBy.holds(a, b),
            Self::Overlaps => a.iter().any(|text| b.contains(text)),
        }
    }
}
