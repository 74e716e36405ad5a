//! Reading of query parameters, one by one.

use crate::FieldError;
use std::collections::BTreeSet;

/// Query parameters being read, with the errors so far.
pub struct Query<'a> {
    pairs: Vec<(&'a str, &'a str)>,
    pub errors: Vec<FieldError>,
}

impl<'a> Query<'a> {
    pub fn new(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let pairs = pairs
            .into_iter()
            .map(|(name, value)| (name, value.trim()))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        Self {
            pairs,
            errors: Vec::new(),
        }
    }

    /// The one value of `name`. It may be said twice, as GDAL does, but not in two ways.
    pub(crate) fn single(&mut self, name: &str) -> Option<&'a str> {
        let mut values = self.pairs.iter().filter(|(n, _)| *n == name);
        let value = values.next()?.1;
        if let Some((_, other)) = values.find(|(_, other)| *other != value) {
            let both = format!("{value} and {other}");
            self.errors.push(FieldError::new(name, both, "one value"));
            return None;
        }
        Some(value)
    }

    /// The one value of `name`, read by `parse`; `None` when it is absent or wrong.
    pub fn one<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        let value = self.single(name)?;
        self.keep(parse(value))
    }

    /// Every element of every comma list of `name`, each once, sorted.
    pub fn list(&self, name: &str) -> BTreeSet<&'a str> {
        self.pairs
            .iter()
            .filter(|(n, _)| *n == name)
            .flat_map(|(_, value)| value.split(','))
            .map(str::trim)
            .filter(|value| !value.is_empty())
            .collect()
    }

    pub(crate) fn keep<T>(&mut self, parsed: Result<T, FieldError>) -> Option<T> {
        parsed.map_err(|error| self.errors.push(error)).ok()
    }

    pub fn keep_each<T: Ord>(
        &mut self,
        values: BTreeSet<&'a str>,
        parse: impl Fn(&str) -> Result<T, FieldError>,
    ) -> BTreeSet<T> {
        values
            .into_iter()
            .filter_map(|value| self.keep(parse(value)))
            .collect()
    }
}
