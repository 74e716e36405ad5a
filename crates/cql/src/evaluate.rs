//! Filters on features, with the three values of SQL: true, false, and what can't be told because
//! something is not known.

use super::expression::{Comparison, Expression, Fold, Operand};
use super::temporal::Span;
use super::{Kind, Queryable};
use geo::Geometry;
use okolica_model::calendar::Calendar;
use okolica_model::text;
use okolica_model::time::{LocalTime, Stamp};
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::cmp::Ordering;

/// A feature as filters see it.
#[derive(Debug)]
pub struct Subject<'a> {
    /// Its properties, of which those that [`super::Cql::members`] names are enough; `id`,
    /// `layer`, `version` and stamps among them.
    pub properties: &'a Map<String, Value>,
    pub geometry: Option<&'a Geometry<f64>>,
}

enum Datum<'a> {
    Text(Cow<'a, str>),
    Number(f64),
    Truth(bool),
    Time(Span),
}

pub(super) fn test(
    expression: &Expression,
    subject: &Subject<'_>,
    calendar: &Calendar,
) -> Option<bool> {
    let look = Look { subject, calendar };
    look.test(expression)
}

/// One feature, looked at.
struct Look<'a> {
    subject: &'a Subject<'a>,
    calendar: &'a Calendar,
}

impl<'a> Look<'a> {
    fn test(&self, expression: &Expression) -> Option<bool> {
        match expression {
            Expression::All(parts) => self.all(parts, false),
            Expression::Any(parts) => self.all(parts, true),
            Expression::Not(inner) => self.test(inner).map(|truth| !truth),
            Expression::Compare(comparison, a, b) => self.compare(*comparison, a, b),
            Expression::Like(value, pattern) => {
                let (Datum::Text(value), Datum::Text(pattern)) =
                    (self.datum(value)?, self.datum(pattern)?)
                else {
                    return None;
                };
                Some(is_like(&value, &pattern))
            }
            Expression::Between(value, low, high) => {
                let above = self.compare(Comparison::GreaterOrEqual, value, low);
                let below = self.compare(Comparison::LessOrEqual, value, high);
                both(above, below)
            }
            Expression::In(value, list) => {
                let mut known = true;
                for element in list {
                    match self.compare(Comparison::Equal, value, element) {
                        Some(true) => return Some(true),
                        Some(false) => {}
                        None => known = false,
                    }
                }
                known.then_some(false)
            }
            Expression::IsNull(queryable) => Some(match queryable.kind {
                Kind::Geometry => self.subject.geometry.is_none(),
                _ => self.value(queryable).is_none(),
            }),
            Expression::Spatial(relation, a, b) => {
                Some(relation.holds(self.shape(a)?, self.shape(b)?))
            }
            Expression::Temporal(relation, a, b) => {
                Some(relation.holds(self.span(a)?, self.span(b)?))
            }
            Expression::Array(relation, a, b) => {
                Some(relation.holds(&self.texts(a)?, &self.texts(b)?))
            }
            Expression::Truth(operand) => match self.datum(operand)? {
                Datum::Truth(truth) => Some(truth),
                _ => None,
            },
        }
    }

    /// Whether all are true, or with `any` whether one is.
    fn all(&self, parts: &[Expression], any: bool) -> Option<bool> {
        let mut known = true;
        for part in parts {
            match self.test(part) {
                Some(truth) if truth == any => return Some(any),
                Some(_) => {}
                None => known = false,
            }
        }
        known.then_some(!any)
    }

    fn compare(&self, comparison: Comparison, a: &Operand, b: &Operand) -> Option<bool> {
        let order: Ordering = match (self.datum(a)?, self.datum(b)?) {
            (Datum::Text(a), Datum::Text(b)) => a.cmp(&b),
            (Datum::Number(a), Datum::Number(b)) => a.partial_cmp(&b)?,
            (Datum::Truth(a), Datum::Truth(b)) => a.cmp(&b),
            (Datum::Time(a), Datum::Time(b)) => return Some(comparison.holds_in_time(a, b)),
            _ => return None,
        };
        Some(comparison.holds(order))
    }

    fn value(&self, queryable: &Queryable) -> Option<&'a Value> {
        let (first, inner) = queryable.path.split_first()?;
        let outer = self.subject.properties.get(*first)?;
        let value = inner
            .iter()
            .try_fold(outer, |value, step| value.get(*step))?;
        (!value.is_null()).then_some(value)
    }

    /// `None` for what is not known.
    fn datum<'b>(&'b self, operand: &'b Operand) -> Option<Datum<'b>> {
        Some(match operand {
            Operand::Text(text) => Datum::Text(Cow::Borrowed(text)),
            Operand::Number(number) => Datum::Number(*number),
            Operand::Truth(truth) => Datum::Truth(*truth),
            Operand::Time(span) => Datum::Time(*span),
            Operand::Folded(fold, inner) => match (self.datum(inner)?, fold) {
                (Datum::Text(text), Fold::Case) => Datum::Text(without_case(&text).into()),
                (Datum::Text(text), Fold::Accents) => Datum::Text(text::unaccented(&text).into()),
                _ => return None,
            },
            Operand::Property(queryable) => {
                let value = self.value(queryable)?;
                match queryable.kind {
                    Kind::Text => Datum::Text(Cow::Borrowed(value.as_str()?)),
                    // In `items` an id is a text; it is compared by its number.
                    Kind::Integer | Kind::Number => Datum::Number(value.as_f64()?),
                    Kind::Boolean => Datum::Truth(value.as_bool()?),
                    Kind::Date | Kind::LocalTime => {
                        let time = LocalTime::parse("", value.as_str()?).ok()?;
                        Datum::Time(Span::local(time, self.calendar))
                    }
                    Kind::Stamp => {
                        let stamp = Stamp::parse("", value.as_str()?).ok()?;
                        Datum::Time(Span::moment(stamp))
                    }
                    Kind::Texts | Kind::Structure | Kind::Geometry => return None,
                }
            }
            Operand::Interval(..) | Operand::Open | Operand::Texts(_) | Operand::Shape(_) => {
                return None;
            }
        })
    }

    fn span(&self, operand: &Operand) -> Option<Span> {
        let Operand::Interval(from, to) = operand else {
            return match self.datum(operand)? {
                Datum::Time(span) => Some(span),
                _ => None,
            };
        };
        let end = |operand: &Operand| match operand {
            Operand::Open => Some(None),
            other => self.span(other).map(Some),
        };
        Some(Span {
            from: end(from)?.map_or(i64::MIN, |span| span.from),
            to: end(to)?.map_or(i64::MAX, |span| span.to),
        })
    }

    fn shape<'b>(&'b self, operand: &'b Operand) -> Option<&'b Geometry<f64>> {
        match operand {
            Operand::Shape(shape) => Some(&shape.geometry),
            _ => self.subject.geometry,
        }
    }

    fn texts<'b>(&'b self, operand: &'b Operand) -> Option<Vec<&'b str>> {
        match operand {
            Operand::Texts(texts) => Some(texts.iter().map(String::as_str).collect()),
            Operand::Property(queryable) => {
                let list = self.value(queryable)?.as_array()?;
                Some(list.iter().filter_map(Value::as_str).collect())
            }
            _ => None,
        }
    }
}

/// Letter by letter, so that a part of a text is folded as in the whole: `ß` as `ss`.
fn without_case(text: &str) -> String {
    text.chars()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}

fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}

/// Whether a text fits a pattern of `%`, `_` and `\`-escaped characters. Of several `%` only the
/// last is ever taken back, so the time is bounded by the product of both lengths.
fn is_like(text: &str, pattern: &str) -> bool {
    enum Part {
        Any,
        One,
        Just(char),
    }
    let mut parts = Vec::new();
    let mut characters = pattern.chars();
    while let Some(c) = characters.next() {
        parts.push(match c {
            '%' => Part::Any,
            '_' => Part::One,
            '\\' => Part::Just(characters.next().unwrap_or('\\')),
            other => Part::Just(other),
        });
    }
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut part) = (0, 0);
    let mut back: Option<(usize, usize)> = None;
    while at < text.len() {
        match parts.get(part) {
            Some(Part::Any) => {
                back = Some((at, part));
                part += 1;
            }
            Some(Part::One) => {
                at += 1;
                part += 1;
            }
            Some(Part::Just(c)) if *c == text[at] => {
                at += 1;
                part += 1;
            }
            _ => match back {
                Some((from, any)) => {
                    back = Some((from + 1, any));
                    at = from + 1;
                    part = any + 1;
                }
                None => return false,
            },
        }
    }
    parts[part..].iter().all(|part| matches!(part, Part::Any))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The definition itself, slow.
    fn by_definition(text: &[char], pattern: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('%', rest)) => (0..=text.len()).any(|skip| by_definition(&text[skip..], rest)),
            Some(('_', rest)) => !text.is_empty() && by_definition(&text[1..], rest),
            Some((c, rest)) => text.first() == Some(c) && by_definition(&text[1..], rest),
        }
    }

    proptest! {
        #[test]
        fn patterns_fit_by_their_definition(text in "[abż]{0,8}", pattern in "[abż%_]{0,6}") {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            let expected = by_definition(&characters(&text), &characters(&pattern));
            prop_assert_eq!(is_like(&text, &pattern), expected);
        }
    }

    #[test]
    fn a_backslash_makes_a_character_literal() {
        assert!(is_like("100%", "100\\%") && !is_like("1000", "100\\%"));
        assert!(is_like("a_b", "a\\_b") && !is_like("axb", "a\\_b"));
        assert!(is_like("\\", "\\"));
    }
}
