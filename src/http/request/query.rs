//! Query parameters under `/api`, `/tiles` and `/feeds`: an unknown name or a wrong value is an
//! error that names it.

use crate::http::response::problem::Problem;
use okolica_atlas::Atlas;
use okolica_model::{FieldError, Filter};
use std::borrow::Cow;

/// The most features of one answer.
pub(crate) const MAX_LIMIT: usize = 10_000;
pub(crate) const DEFAULT_LIMIT: usize = 100;
/// The most parameters of one request.
const MAX_PAIRS: usize = 100;

/// The parameters of one request.
pub(crate) struct Query<'a> {
    pairs: Vec<(Cow<'a, str>, Cow<'a, str>)>,
    errors: Vec<FieldError>,
}

impl<'a> Query<'a> {
    /// Reads the part of the address after `?`. A pair that is said twice counts once, as GDAL
    /// repeats parameters.
    pub(crate) fn new(text: Option<&'a str>) -> Self {
        let mut pairs: Vec<(Cow<'a, str>, Cow<'a, str>)> = Vec::new();
        let mut errors = Vec::new();
        for pair in form_urlencoded::parse(text.unwrap_or_default().as_bytes()) {
            if pairs.len() == MAX_PAIRS {
                let expected = format!("at most {MAX_PAIRS} parameters");
                errors.push(FieldError::new(pair.0.as_ref(), &pair.1, expected));
                break;
            }
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        Self { pairs, errors }
    }

    /// The one value of `name`, read by `parse`; `None` when it is absent, empty or wrong.
    pub(crate) fn single<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        let mut values = self
            .pairs
            .iter()
            .filter(|(n, value)| n == name && !value.is_empty())
            .map(|(_, value)| value.trim());
        let value = values.next()?;
        let parsed = match values.next() {
            Some(other) => Err(FieldError::new(
                name,
                format!("{value} and {other}"),
                "one value",
            )),
            None => parse(value),
        };
        parsed.map_err(|error| self.errors.push(error)).ok()
    }

    /// Like [`Query::single`]; the pair is then taken out, so that nothing else reads it.
    pub(crate) fn taken<T>(
        &mut self,
        name: &str,
        parse: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        let value = self.single(name, parse);
        self.pairs.retain(|(n, _)| n != name);
        value
    }

    /// Like [`Query::single`] where nothing is given for `other`; the pair is then taken out.
    pub(crate) fn single_without<T>(
        &mut self,
        name: &str,
        other: &str,
        parse: impl FnOnce(&str) -> Result<T, FieldError>,
    ) -> Option<T> {
        if self
            .pairs
            .iter()
            .any(|(n, value)| n == other && !value.is_empty())
        {
            return None;
        }
        self.taken(name, parse)
    }

    /// `limit`: at least 1, clamped to [`MAX_LIMIT`].
    pub(crate) fn limit(&mut self) -> usize {
        self.limit_or(DEFAULT_LIMIT)
    }

    /// [`Query::limit`] with another default.
    pub(crate) fn limit_or(&mut self, default: usize) -> usize {
        self.single("limit", |text| {
            let digits = text.bytes().all(|b| b.is_ascii_digit());
            // One that no number holds is too large like any other.
            match text.parse::<u64>() {
                Ok(0) => Err(()),
                Ok(limit) if digits => Ok(limit.min(MAX_LIMIT as u64) as usize),
                Err(_) if digits => Ok(MAX_LIMIT),
                _ => Err(()),
            }
            .map_err(|()| FieldError::new("limit", text, "a whole number from 1"))
        })
        .unwrap_or(default)
    }

    /// The filter that the parameters say, checked against the vocabulary of the atlas.
    pub(crate) fn filter(&mut self, atlas: &Atlas) -> Filter {
        let pairs = self.pairs.iter().map(|(n, v)| (n.as_ref(), v.as_ref()));
        let (filter, errors) = Filter::parse(pairs, Some(atlas));
        self.errors.extend(errors);
        filter
    }

    /// The parameters that have one of these names.
    pub(crate) fn named(&self, names: &[&str]) -> Vec<(String, String)> {
        let pairs = self.pairs.iter();
        pairs
            .filter(|(name, _)| names.contains(&name.as_ref()))
            .map(|(name, value)| (name.to_string(), value.to_string()))
            .collect()
    }

    /// # Errors
    /// 400 with every wrong value, and every name that is not in `known`.
    pub(crate) fn finish(mut self, known: &[&[&str]]) -> Result<(), Problem> {
        let names = || known.iter().flat_map(|names| names.iter().copied());
        for (name, value) in &self.pairs {
            if !names().any(|known| known == name) {
                let all = names().collect::<Vec<_>>().join(", ");
                let expected = if all.is_empty() {
                    "no parameters here".to_owned()
                } else {
                    format!("one of the parameters {all}")
                };
                self.errors
                    .push(FieldError::new(name.as_ref(), value, expected));
            }
        }
        if self.errors.is_empty() {
            Ok(())
        } else {
            Err(Problem::parameters(self.errors))
        }
    }
}

/// Writes parameters behind an address: `?a=1&b=2`, or nothing.
pub(crate) fn suffix<'a>(pairs: impl IntoIterator<Item = (&'a str, &'a str)>) -> String {
    let mut out = form_urlencoded::Serializer::new(String::new());
    for (name, value) in pairs {
        out.append_pair(name, value);
    }
    match out.finish() {
        text if text.is_empty() => text,
        text => format!("?{text}"),
    }
}
