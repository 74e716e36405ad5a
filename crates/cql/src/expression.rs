//! The tree of a filter. Both languages build it through the functions here, which check types.

use super::pattern::Pattern;
use super::temporal::{self, Span};
use super::{Kind, Queryable, array, geometry, wrong};
use geometry::Shape;
use okolica_model::FieldError;
use okolica_model::calendar::Calendar;
use okolica_model::text;
use std::cmp::Ordering;
use std::fmt;

/// Something that is true, false or can't be told.
#[derive(Debug, Clone)]
pub(super) enum Expression {
    All(Vec<Expression>),
    Any(Vec<Expression>),
    Not(Box<Expression>),
    Compare(Comparison, Operand, Operand),
    Like(Operand, Pattern),
    Between(Operand, Operand, Operand),
    In(Operand, Vec<Operand>),
    /// Of an [`Operand::Property`].
    IsNull(Operand),
    Spatial(geometry::Relation, Operand, Operand),
    Temporal(temporal::Relation, Operand, Operand),
    Array(array::Relation, Operand, Operand),
    Truth(Operand),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Comparison {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
}

impl Comparison {
    pub(super) fn parse(symbol: &str) -> Option<Self> {
        Some(match symbol {
            "=" => Self::Equal,
            "<>" => Self::NotEqual,
            "<" => Self::Less,
            "<=" => Self::LessOrEqual,
            ">" => Self::Greater,
            ">=" => Self::GreaterOrEqual,
            _ => return None,
        })
    }

    pub(super) fn holds(self, order: Ordering) -> bool {
        match self {
            Self::Equal => order.is_eq(),
            Self::NotEqual => order.is_ne(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
        }
    }

    /// Of two days the whole of one must lie before the other.
    pub(super) fn holds_in_time(self, a: Span, b: Span) -> bool {
        match self {
            Self::Equal => a == b,
            Self::NotEqual => a != b,
            Self::Less => a.to < b.from,
            Self::LessOrEqual => a.to <= b.to,
            Self::Greater => a.from > b.to,
            Self::GreaterOrEqual => a.from >= b.from,
        }
    }
}

/// What is compared.
#[derive(Debug, Clone)]
pub(super) enum Operand {
    Property(Queryable),
    Text(String),
    Number(f64),
    Truth(bool),
    Time(Span),
    /// Ends that are [`Operand::Open`], a time or a property.
    Interval(Box<Operand>, Box<Operand>),
    Open,
    Texts(Vec<String>),
    Shape(Box<Shape>),
    Folded(Box<Folded>),
}

/// A text property without differences of case or accents.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Folded {
    pub(super) property: Queryable,
    /// In the order in which they are applied.
    pub(super) folds: Vec<Fold>,
    /// Its number in the filter: equal ones have the same, so that each text is folded once.
    pub(super) slot: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fold {
    Case,
    Accents,
}

impl Fold {
    pub(super) fn of(self, text: &str) -> String {
        match self {
            // Letter by letter, so that a part of a text is folded as in the whole: `ß` as `ss`.
            Self::Case => text
                .chars()
                .flat_map(char::to_uppercase)
                .flat_map(char::to_lowercase)
                .collect(),
            Self::Accents => text::unaccented(text),
        }
    }
}

/// What an operand is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sort {
    Text,
    Number,
    Truth,
    Time,
    Interval,
    Texts,
    Shape,
    Structure,
}

impl Operand {
    fn sort(&self) -> Sort {
        match self {
            Self::Property(queryable) => match queryable.kind {
                Kind::Text => Sort::Text,
                Kind::Integer | Kind::Number => Sort::Number,
                Kind::Boolean => Sort::Truth,
                Kind::Date | Kind::LocalTime | Kind::Stamp => Sort::Time,
                Kind::Texts => Sort::Texts,
                Kind::Structure => Sort::Structure,
                Kind::Geometry => Sort::Shape,
            },
            Self::Text(_) | Self::Folded(..) => Sort::Text,
            Self::Number(_) => Sort::Number,
            Self::Truth(_) => Sort::Truth,
            Self::Time(_) | Self::Open => Sort::Time,
            Self::Interval(..) => Sort::Interval,
            Self::Texts(_) => Sort::Texts,
            Self::Shape(_) => Sort::Shape,
        }
    }

    /// Makes a literal what `sort` needs, where clients write it otherwise: moments as texts,
    /// truth as 0 and 1.
    fn become_sort(&mut self, sort: Sort, calendar: &Calendar) -> Result<(), FieldError> {
        match (&*self, sort) {
            (Self::Text(text), Sort::Time) => *self = Self::Time(Span::parse(text, calendar)?),
            (Self::Number(number), Sort::Truth) if *number == 0.0 || *number == 1.0 => {
                *self = Self::Truth(*number == 1.0);
            }
            _ => {}
        }
        Ok(())
    }

    fn is_literal(&self) -> bool {
        !matches!(self, Self::Property(_) | Self::Folded(..))
    }

    pub(super) fn folded(self, fold: Fold) -> Result<Self, FieldError> {
        Ok(match self {
            Self::Text(text) => Self::Text(fold.of(&text)),
            Self::Property(property) if property.kind == Kind::Text => {
                Self::Folded(Box::new(Folded {
                    property,
                    folds: vec![fold],
                    slot: 0,
                }))
            }
            Self::Folded(mut folded) => {
                folded.folds.push(fold);
                Self::Folded(folded)
            }
            other => return Err(wrong(other, "a text")),
        })
    }

    pub(super) fn interval(from: Self, to: Self, calendar: &Calendar) -> Result<Self, FieldError> {
        let end = |end: Self| match end {
            Self::Text(text) if text == ".." => Ok(Self::Open),
            mut end => {
                end.become_sort(Sort::Time, calendar)?;
                expect(&end, Sort::Time, "a date, a moment or ..")?;
                Ok(end)
            }
        };
        let (from, to) = (end(from)?, end(to)?);
        if let (Self::Time(a), Self::Time(b)) = (&from, &to)
            && a.from > b.to
        {
            return Err(wrong("INTERVAL", "an interval that ends after its start"));
        }
        Ok(Self::Interval(Box::new(from), Box::new(to)))
    }
}

impl fmt::Display for Operand {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Property(queryable) => f.write_str(queryable.name),
            Self::Text(text) => write!(f, "'{text}'"),
            Self::Number(number) => write!(f, "{number}"),
            Self::Truth(truth) => write!(f, "{truth}"),
            Self::Time(_) => f.write_str("a time"),
            Self::Interval(..) => f.write_str("an interval"),
            Self::Open => f.write_str(".."),
            Self::Texts(_) => f.write_str("a list"),
            Self::Shape(_) => f.write_str("a geometry"),
            Self::Folded(folded) => write!(f, "folded {}", folded.property.name),
        }
    }
}

fn expect(operand: &Operand, sort: Sort, expected: &str) -> Result<(), FieldError> {
    if operand.sort() == sort {
        Ok(())
    } else {
        Err(wrong(operand, expected))
    }
}

/// Makes two operands comparable.
fn unify(a: &mut Operand, b: &mut Operand, calendar: &Calendar) -> Result<Sort, FieldError> {
    if a.is_literal() {
        a.become_sort(b.sort(), calendar)?;
    }
    if b.is_literal() {
        b.become_sort(a.sort(), calendar)?;
    }
    let sort = a.sort();
    let scalar = matches!(sort, Sort::Text | Sort::Number | Sort::Truth | Sort::Time);
    let open = matches!(a, Operand::Open) || matches!(b, Operand::Open);
    if sort != b.sort() || !scalar || open {
        let expected = "two texts, numbers, truth values or times to compare";
        return Err(wrong(format!("{a} and {b}"), expected));
    }
    Ok(sort)
}

impl Expression {
    pub(super) fn compare(
        comparison: Comparison,
        mut a: Operand,
        mut b: Operand,
        calendar: &Calendar,
    ) -> Result<Self, FieldError> {
        let sort = unify(&mut a, &mut b, calendar)?;
        let equality = matches!(comparison, Comparison::Equal | Comparison::NotEqual);
        if sort == Sort::Truth && !equality {
            return Err(wrong(a, "= or <> between truth values"));
        }
        Ok(Self::Compare(comparison, a, b))
    }

    pub(super) fn like(text: Operand, pattern: Operand) -> Result<Self, FieldError> {
        expect(&text, Sort::Text, "a text for LIKE")?;
        match pattern {
            Operand::Text(pattern) => Ok(Self::Like(text, Pattern::parse(&pattern))),
            other => Err(wrong(other, "a pattern in quotes after LIKE")),
        }
    }

    pub(super) fn between(
        mut value: Operand,
        mut low: Operand,
        mut high: Operand,
        calendar: &Calendar,
    ) -> Result<Self, FieldError> {
        unify(&mut value, &mut low, calendar)?;
        if unify(&mut value, &mut high, calendar)? == Sort::Truth {
            return Err(wrong(value, "a number, text or time for BETWEEN"));
        }
        Ok(Self::Between(value, low, high))
    }

    pub(super) fn is_in(
        mut value: Operand,
        mut list: Vec<Operand>,
        calendar: &Calendar,
    ) -> Result<Self, FieldError> {
        for element in &mut list {
            unify(&mut value, element, calendar)?;
        }
        if list.is_empty() {
            return Err(wrong(value, "a list with at least one value after IN"));
        }
        Ok(Self::In(value, list))
    }

    pub(super) fn is_null(operand: Operand) -> Result<Self, FieldError> {
        match operand {
            Operand::Property(_) => Ok(Self::IsNull(operand)),
            _ => Err(wrong(operand, "a property before IS NULL")),
        }
    }

    pub(super) fn truth(operand: Operand) -> Result<Self, FieldError> {
        expect(&operand, Sort::Truth, "a comparison, such as = 1")?;
        Ok(Self::Truth(operand))
    }

    /// A function that is true or false: `s_…`, `t_…` or `a_…`, its name in lower case. `None`
    /// when there is no such function.
    pub(super) fn call(
        name: &str,
        arguments: Vec<Operand>,
        calendar: &Calendar,
    ) -> Option<Result<Self, FieldError>> {
        let spatial = geometry::Relation::parse(name);
        let temporal = temporal::Relation::parse(name);
        let array = array::Relation::parse(name);
        if spatial.is_none() && temporal.is_none() && array.is_none() {
            return None;
        }
        let upper = name.to_ascii_uppercase();
        let Ok([mut a, mut b]) = <[Operand; 2]>::try_from(arguments) else {
            return Some(Err(wrong(upper, "two arguments")));
        };
        let made = || {
            if let Some(relation) = spatial {
                expect(&a, Sort::Shape, "a geometry")?;
                expect(&b, Sort::Shape, "a geometry")?;
                return Ok(Self::Spatial(relation, a, b));
            }
            if let Some(relation) = array {
                expect(&a, Sort::Texts, "a list of texts")?;
                expect(&b, Sort::Texts, "a list of texts")?;
                return Ok(Self::Array(relation, a, b));
            }
            for operand in [&mut a, &mut b] {
                operand.become_sort(Sort::Time, calendar)?;
                if !matches!(operand.sort(), Sort::Time | Sort::Interval) {
                    return Err(wrong(&*operand, "a date, a moment or an interval"));
                }
            }
            let relation = temporal.unwrap_or(temporal::Relation::Intersects);
            Ok(Self::Temporal(relation, a, b))
        };
        Some(made())
    }

    /// Meets every property and every folded one, in the order of the filter.
    pub(super) fn each_operand(&mut self, meet: &mut impl FnMut(&mut Operand)) {
        let mut each = |operands: &mut [&mut Operand]| {
            for operand in operands {
                match operand {
                    Operand::Interval(from, to) => [from, to].into_iter().for_each(|end| meet(end)),
                    other => meet(other),
                }
            }
        };
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter_mut().for_each(|part| part.each_operand(meet));
            }
            Self::Not(inner) => inner.each_operand(meet),
            Self::IsNull(a) | Self::Truth(a) | Self::Like(a, _) => each(&mut [a]),
            Self::Compare(_, a, b)
            | Self::Spatial(_, a, b)
            | Self::Temporal(_, a, b)
            | Self::Array(_, a, b) => each(&mut [a, b]),
            Self::Between(a, b, c) => each(&mut [a, b, c]),
            Self::In(value, list) => {
                each(&mut [value]);
                list.iter_mut().for_each(|element| each(&mut [element]));
            }
        }
    }
}
