//! CQL2 as JSON.

use super::expression::{Comparison, Expression, Fold, Operand};
use super::geometry::Shape;
use super::temporal::Span;
use super::text::{negate, property};
use super::{Setting, wrong};
use okolica_model::FieldError;
use serde_json::Value;

/// # Errors
/// Names `filter` and the first part that is wrong.
pub(super) fn parse(text: &str, setting: &Setting<'_>) -> Result<Expression, FieldError> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| wrong(text, format!("a filter in JSON ({error})")))?;
    expression(&value, setting)
}

/// Recursion ends: the nesting of the JSON is counted before.
fn expression(value: &Value, setting: &Setting<'_>) -> Result<Expression, FieldError> {
    if !value.is_object() || value.get("op").is_none() {
        return Expression::truth(operand(value, setting)?);
    }
    let calendar = setting.calendar;
    let name = value["op"]
        .as_str()
        .unwrap_or_default()
        .to_ascii_lowercase();
    let no_arguments = || wrong(value, "an object with op and a list of args");
    let arguments = value["args"].as_array().ok_or_else(no_arguments)?;
    let parts = || arguments.iter().map(|part| expression(part, setting));
    let count = |count: usize| {
        let expected = format!("{count} args for {name}");
        if arguments.len() == count {
            Ok(())
        } else {
            Err(wrong(value, expected))
        }
    };
    let one = |at: usize| operand(&arguments[at], setting);
    if let Some(comparison) = Comparison::parse(&name) {
        count(2)?;
        return Expression::compare(comparison, one(0)?, one(1)?, calendar);
    }
    match name.as_str() {
        "and" | "or" => {
            if arguments.len() < 2 {
                return Err(wrong(value, format!("two args or more for {name}")));
            }
            let parts = parts().collect::<Result<_, _>>()?;
            Ok(match name.as_str() {
                "and" => Expression::All(parts),
                _ => Expression::Any(parts),
            })
        }
        "not" => {
            count(1)?;
            Ok(negate(expression(&arguments[0], setting)?, true))
        }
        "like" => {
            count(2)?;
            Expression::like(one(0)?, one(1)?)
        }
        "between" => {
            count(3)?;
            Expression::between(one(0)?, one(1)?, one(2)?, calendar)
        }
        "in" => {
            count(2)?;
            let list = arguments[1].as_array().ok_or_else(no_arguments)?;
            let list = list.iter().map(|element| operand(element, setting));
            Expression::is_in(one(0)?, list.collect::<Result<_, _>>()?, calendar)
        }
        "isnull" => {
            count(1)?;
            Expression::is_null(one(0)?)
        }
        _ => {
            let operands = arguments.iter().map(|value| operand(value, setting));
            let operands = operands.collect::<Result<_, _>>()?;
            Expression::call(&name, operands, calendar)
                .unwrap_or_else(|| Err(wrong(name, "an operator or function of CQL2")))
        }
    }
}

fn operand(value: &Value, setting: &Setting<'_>) -> Result<Operand, FieldError> {
    let calendar = setting.calendar;
    let object = match value {
        Value::String(text) => return Ok(Operand::Text(text.clone())),
        Value::Bool(truth) => return Ok(Operand::Truth(*truth)),
        Value::Number(number) => {
            let number = number.as_f64().filter(|number| number.is_finite());
            return number
                .map(Operand::Number)
                .ok_or_else(|| wrong(value, "a number"));
        }
        Value::Array(list) => {
            let texts = list.iter().map(|text| {
                let text = text.as_str().map(str::to_owned);
                text.ok_or_else(|| wrong(value, "a list of texts"))
            });
            return Ok(Operand::Texts(texts.collect::<Result<_, _>>()?));
        }
        Value::Null => return Err(wrong(value, "a property or a value")),
        Value::Object(object) => object,
    };
    let text = |name: &str| object.get(name).and_then(Value::as_str);
    if let Some(name) = text("property") {
        return property(name, setting);
    }
    if let Some(time) = text("date").or_else(|| text("timestamp")) {
        return Ok(Operand::Time(Span::parse(time, calendar)?));
    }
    if let Some(ends) = object.get("interval") {
        let ends = ends.as_array().map(Vec::as_slice);
        let Some([from, to]) = ends else {
            return Err(wrong(value, "an interval of two ends"));
        };
        let (from, to) = (operand(from, setting)?, operand(to, setting)?);
        return Operand::interval(from, to, calendar);
    }
    if object.contains_key("type") || object.contains_key("bbox") {
        return Ok(Operand::Shape(Box::new(Shape::of_json(value, setting)?)));
    }
    let fold = match text("op").map(str::to_ascii_lowercase).as_deref() {
        Some("casei") => Fold::Case,
        Some("accenti") => Fold::Accents,
        _ => {
            let expected = "a property, a value, a date, timestamp, interval or geometry";
            return Err(wrong(value, expected));
        }
    };
    match object
        .get("args")
        .and_then(Value::as_array)
        .map(Vec::as_slice)
    {
        Some([inner]) => operand(inner, setting)?.folded(fold),
        _ => Err(wrong(value, "one argument")),
    }
}
