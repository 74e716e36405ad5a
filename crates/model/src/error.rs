//! What is wrong with an input, said so that its author can mend it.

use std::fmt;

/// One field of an input that broke a rule.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct FieldError {
    /// The field as the input names it, e.g. `access.step_free` or `bbox`.
    pub field: String,
    /// The offending value, shortened to 100 characters.
    pub value: String,
    /// What would be right.
    pub expected: String,
}

impl FieldError {
    pub fn new(
        field: impl Into<String>,
        value: impl fmt::Display,
        expected: impl Into<String>,
    ) -> Self {
        let value = value.to_string();
        let value = match value.char_indices().nth(100) {
            Some((cut, _)) => format!("{}…", &value[..cut]),
            None => value,
        };
        Self {
            field: field.into(),
            value,
            expected: expected.into(),
        }
    }

    /// The same error with its field put under a parent: `step_free` → `access.step_free`.
    #[must_use]
    pub fn under(mut self, parent: &str) -> Self {
        self.field = format!("{parent}.{}", self.field);
        self
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is \"{}\"; expected {}",
            self.field, self.value, self.expected
        )
    }
}

impl std::error::Error for FieldError {}
