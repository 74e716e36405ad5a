//! Filters on features, with the three values of SQL: true, false, and what can't be told because
//! something is not known.

use super::expression::{Comparison, Expression, Folded, Operand};
use super::temporal::Span;
use super::{Kind, Queryable};
use geo::Geometry;
use okolica_model::calendar::Calendar;
use okolica_model::time::{LocalTime, Stamp};
use serde_json::{Map, Value};
use std::cell::OnceCell;
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
    Text(&'a str),
    Number(f64),
    Truth(bool),
    Time(Span),
}

pub(super) fn test(
    expression: &Expression,
    folded: usize,
    subject: &Subject<'_>,
    calendar: &Calendar,
) -> Option<bool> {
    let evaluation = Evaluation {
        subject,
        calendar,
        folded: vec![OnceCell::new(); folded],
    };
    evaluation.test(expression)
}

/// The evaluation of a filter on one feature.
struct Evaluation<'a> {
    subject: &'a Subject<'a>,
    calendar: &'a Calendar,
    /// The texts of [`Folded`] by slot, made at the first use; `None` for a property without one.
    folded: Vec<OnceCell<Option<String>>>,
}

impl<'a> Evaluation<'a> {
    fn test(&self, expression: &Expression) -> Option<bool> {
        match expression {
            Expression::All(parts) => self.all(parts, false),
            Expression::Any(parts) => self.all(parts, true),
            Expression::Not(inner) => self.test(inner).map(|truth| !truth),
            Expression::Compare(comparison, a, b) => self.compare(*comparison, a, b),
            Expression::Like(value, pattern) => {
                let Datum::Text(value) = self.datum(value)? else {
                    return None;
                };
                Some(pattern.fits(value))
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
            Expression::IsNull(Operand::Property(queryable))
                if queryable.kind != Kind::Geometry =>
            {
                Some(self.value(queryable).is_none())
            }
            Expression::IsNull(_) => Some(self.subject.geometry.is_none()),
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
            (Datum::Text(a), Datum::Text(b)) => a.cmp(b),
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
            Operand::Text(text) => Datum::Text(text),
            Operand::Number(number) => Datum::Number(*number),
            Operand::Truth(truth) => Datum::Truth(*truth),
            Operand::Time(span) => Datum::Time(*span),
            Operand::Folded(folded) => Datum::Text(self.folded(folded)?),
            Operand::Property(queryable) => {
                let value = self.value(queryable)?;
                match queryable.kind {
                    Kind::Text => Datum::Text(value.as_str()?),
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

    fn folded(&self, of: &Folded) -> Option<&str> {
        let made = self.folded[of.slot].get_or_init(|| {
            let text = self.value(&of.property)?.as_str()?;
            let (first, rest) = of.folds.split_first()?;
            let once = first.of(text);
            Some(rest.iter().fold(once, |text, fold| fold.of(&text)))
        });
        made.as_deref()
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

fn both(a: Option<bool>, b: Option<bool>) -> Option<bool> {
    match (a, b) {
        (Some(false), _) | (_, Some(false)) => Some(false),
        (Some(true), Some(true)) => Some(true),
        _ => None,
    }
}
