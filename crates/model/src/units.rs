//! Lengths in metres. Degrees stay inside [`crate::Position`] and [`crate::BBox`].

use crate::FieldError;

/// A length on the ground, finite and not negative.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, serde::Serialize)]
#[serde(transparent)]
pub struct Metres(f64);

impl Metres {
    /// # Errors
    /// When `value` is negative, NaN or infinite.
    pub fn new(field: &str, value: f64) -> Result<Self, FieldError> {
        if value.is_finite() && value >= 0.0 {
            Ok(Self(value))
        } else {
            Err(FieldError::new(
                field,
                value,
                "a length in metres, 0 or more",
            ))
        }
    }

    /// A length that a computation gave: what is no length (NaN) counts as 0.
    pub const fn from_length(metres: f64) -> Self {
        Self(metres.max(0.0))
    }

    /// The number of metres.
    #[must_use]
    pub const fn get(self) -> f64 {
        self.0
    }
}
