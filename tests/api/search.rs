//! `/api/search`: ranked lists, suggestions, what they refuse.

use crate::support::app::App;
use serde_json::{Value, json};
