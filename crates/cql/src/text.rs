//! CQL2 as text. Besides the standard it knows `ILIKE`, which GDAL writes.

use super::expression::{Comparison, Expression, Fold, Operand};
use super::geometry::Shape;
use super::temporal::Span;
use super::{Setting, wrong};
use okolica_model::FieldError;
use std::ops::Range;

/// # Errors
/// Names `filter` and the first word that can't stand where it does.
pub(super) fn parse(text: &str, setting: &Setting<'_>) -> Result<Expression, FieldError> {
    let mut parser = Parser {
        text,
        tokens: tokens(text)?,
        at: 0,
        setting,
    };
    let expression = parser.any()?;
    match parser.peek() {
        None => Ok(expression),
        Some(_) => Err(parser.unexpected("AND, OR or the end of the filter")),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    /// A keyword, function or property.
    Word(String),
    /// A property in double quotes.
    Quoted(String),
    Text(String),
    Number(f64),
    Symbol(&'static str),
}

const SYMBOLS: [&str; 9] = ["<>", "<=", ">=", "<", ">", "=", "(", ")", ","];
const GEOMETRIES: [&str; 7] = [
    "POINT",
    "MULTIPOINT",
    "LINESTRING",
    "MULTILINESTRING",
    "POLYGON",
    "MULTIPOLYGON",
    "GEOMETRYCOLLECTION",
];

fn tokens(text: &str) -> Result<Vec<(Token, Range<usize>)>, FieldError> {
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        let (token, length) = if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        } else if c == '\'' || c == '"' {
            let (inner, length) = quoted(rest, c)?;
            let token = match c {
                '"' => Token::Quoted(inner),
                _ => Token::Text(inner),
            };
            (token, length)
        } else if c.is_ascii_digit() || matches!(c, '.' | '-' | '+') {
            number(rest)?
        } else if c.is_alphabetic() || c == '_' {
            let inside = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':');
            let length = rest.find(|c| !inside(c)).unwrap_or(rest.len());
            (Token::Word(rest[..length].to_owned()), length)
        } else {
            let symbol = SYMBOLS.into_iter().find(|symbol| rest.starts_with(symbol));
            let symbol = symbol.ok_or_else(|| {
                wrong(
                    rest,
                    "a name, a value, or one of ( ) , = <> < > <= >=; there is no arithmetic",
                )
            })?;
            (Token::Symbol(symbol), symbol.len())
        };
        out.push((token, at..at + length));
        at += length;
    }
    Ok(out)
}

/// What stands in quotes; a doubled quote is one, and so is one after a backslash.
fn quoted(text: &str, quote: char) -> Result<(String, usize), FieldError> {
    let mut out = String::new();
    let mut characters = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = characters.next() {
        let next = characters.peek().map(|(_, next)| *next);
        if (c == quote || c == '\\') && next == Some(quote) {
            characters.next();
            out.push(quote);
        } else if c == quote {
            return Ok((out, at + 1));
        } else {
            out.push(c);
        }
    }
    Err(wrong(text, "a closing quote"))
}

fn number(text: &str) -> Result<(Token, usize), FieldError> {
    let bytes = text.as_bytes();
    let mut length = usize::from(matches!(bytes[0], b'-' | b'+'));
    while let Some(byte) = bytes.get(length) {
        let exponent = matches!(bytes[length - usize::from(length > 0)], b'e' | b'E');
        match byte {
            b'0'..=b'9' | b'.' | b'e' | b'E' => length += 1,
            b'-' | b'+' if exponent && length > 0 => length += 1,
            _ => break,
        }
    }
    match text[..length].parse::<f64>() {
        Ok(number) if number.is_finite() => Ok((Token::Number(number), length)),
        _ => Err(wrong(text, "a number; there is no arithmetic")),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: Vec<(Token, Range<usize>)>,
    at: usize,
    setting: &'a Setting<'a>,
}

impl Parser<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at).map(|(token, _)| token)
    }

    fn next(&mut self) -> Option<Token> {
        let token = self.peek().cloned();
        self.at += usize::from(token.is_some());
        token
    }

    fn unexpected(&self, expected: &str) -> FieldError {
        match self.tokens.get(self.at) {
            Some((_, range)) => wrong(&self.text[range.start..], expected),
            None => wrong("the end of the filter", expected),
        }
    }

    fn symbol(&mut self, symbol: &str) -> bool {
        let found = matches!(self.peek(), Some(Token::Symbol(next)) if *next == symbol);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, symbol: &str) -> Result<(), FieldError> {
        if self.symbol(symbol) {
            Ok(())
        } else {
            Err(self.unexpected(symbol))
        }
    }

    fn word(&mut self, word: &str) -> bool {
        let found =
            matches!(self.peek(), Some(Token::Word(next)) if next.eq_ignore_ascii_case(word));
        self.at += usize::from(found);
        found
    }

    /// Recursion ends: each level takes a bracket, and brackets are counted before.
    fn any(&mut self) -> Result<Expression, FieldError> {
        let first = self.all()?;
        let mut parts = vec![first];
        while self.word("OR") {
            parts.push(self.all()?);
        }
        Ok(single(parts).unwrap_or_else(Expression::Any))
    }

    fn all(&mut self) -> Result<Expression, FieldError> {
        let first = self.negated()?;
        let mut parts = vec![first];
        while self.word("AND") {
            parts.push(self.negated()?);
        }
        Ok(single(parts).unwrap_or_else(Expression::All))
    }

    fn negated(&mut self) -> Result<Expression, FieldError> {
        let mut not = false;
        while self.word("NOT") {
            not = !not;
        }
        let inner = if self.symbol("(") {
            let inner = self.any()?;
            self.expect(")")?;
            inner
        } else {
            self.predicate()?
        };
        Ok(negate(inner, not))
    }

    fn predicate(&mut self) -> Result<Expression, FieldError> {
        let calendar = self.setting.calendar;
        if let Some(name) = self.function_name() {
            let known = ["s_", "t_", "a_"]
                .iter()
                .any(|prefix| name.starts_with(prefix));
            if known {
                let start = self.at;
                self.at += 2;
                let arguments = self.arguments()?;
                return Expression::call(&name, arguments, calendar).unwrap_or_else(|| {
                    self.at = start;
                    Err(self.unexpected("a function of CQL2 such as S_INTERSECTS"))
                });
            }
        }
        let operand = self.operand()?;
        if let Some(Token::Symbol(symbol)) = self.peek()
            && let Some(comparison) = Comparison::parse(symbol)
        {
            self.at += 1;
            let other = self.operand()?;
            return Expression::compare(comparison, operand, other, calendar);
        }
        if self.word("IS") {
            let not = self.word("NOT");
            if !self.word("NULL") {
                return Err(self.unexpected("NULL"));
            }
            return Ok(negate(Expression::is_null(operand)?, not));
        }
        let not = self.word("NOT");
        let made = if self.word("LIKE") {
            Expression::like(operand, self.operand()?)?
        } else if self.word("ILIKE") {
            let pattern = self.operand()?.folded(Fold::Case)?;
            Expression::like(operand.folded(Fold::Case)?, pattern)?
        } else if self.word("BETWEEN") {
            let low = self.operand()?;
            if !self.word("AND") {
                return Err(self.unexpected("AND"));
            }
            let high = self.operand()?;
            Expression::between(operand, low, high, calendar)?
        } else if self.word("IN") {
            self.expect("(")?;
            Expression::is_in(operand, self.arguments()?, calendar)?
        } else if not {
            return Err(self.unexpected("LIKE, BETWEEN or IN"));
        } else {
            Expression::truth(operand)?
        };
        Ok(negate(made, not))
    }

    /// The word before a bracket, in lower case.
    fn function_name(&self) -> Option<String> {
        let (Token::Word(name), _) = self.tokens.get(self.at)? else {
            return None;
        };
        let (next, _) = self.tokens.get(self.at + 1)?;
        (*next == Token::Symbol("(")).then(|| name.to_ascii_lowercase())
    }

    /// Operands up to the closing bracket; the opening one is taken already.
    fn arguments(&mut self) -> Result<Vec<Operand>, FieldError> {
        let mut out = Vec::new();
        if self.symbol(")") {
            return Ok(out);
        }
        loop {
            out.push(self.operand()?);
            if self.symbol(")") {
                return Ok(out);
            }
            self.expect(",")?;
        }
    }

    fn operand(&mut self) -> Result<Operand, FieldError> {
        let start = self.at;
        if let Some(name) = self.function_name() {
            return self.function(&name);
        }
        match self.next() {
            Some(Token::Text(text)) => Ok(Operand::Text(text)),
            Some(Token::Number(number)) => Ok(Operand::Number(number)),
            Some(Token::Quoted(name)) => self.property(&name),
            Some(Token::Word(word)) => match word.to_ascii_uppercase().as_str() {
                "TRUE" => Ok(Operand::Truth(true)),
                "FALSE" => Ok(Operand::Truth(false)),
                "NULL" | "AND" | "OR" => {
                    self.at = start;
                    Err(self.unexpected("a property or a value"))
                }
                _ => self.property(&word),
            },
            // A list of texts, for array functions.
            Some(Token::Symbol("(")) => {
                let texts = self.arguments()?.into_iter().map(|operand| match operand {
                    Operand::Text(text) => Ok(text),
                    other => Err(wrong(other, "a text in quotes")),
                });
                Ok(Operand::Texts(texts.collect::<Result<_, _>>()?))
            }
            _ => {
                self.at = start;
                Err(self.unexpected("a property or a value"))
            }
        }
    }

    fn property(&self, name: &str) -> Result<Operand, FieldError> {
        property(name, self.setting)
    }

    fn function(&mut self, name: &str) -> Result<Operand, FieldError> {
        let upper = name.to_ascii_uppercase();
        if GEOMETRIES.contains(&upper.as_str()) {
            return self.well_known();
        }
        let start = self.at;
        self.at += 2;
        if !["CASEI", "ACCENTI", "DATE", "TIMESTAMP", "INTERVAL", "BBOX"].contains(&upper.as_str())
        {
            self.at = start;
            return Err(self.unexpected(
                "a property, a value, or one of the functions CASEI, ACCENTI, DATE, TIMESTAMP, \
                 INTERVAL, BBOX, S_…, T_… and A_…",
            ));
        }
        let arguments = self.arguments()?;
        let calendar = self.setting.calendar;
        match (upper.as_str(), <[Operand; 1]>::try_from(arguments)) {
            ("CASEI", Ok([inner])) => inner.folded(Fold::Case),
            ("ACCENTI", Ok([inner])) => inner.folded(Fold::Accents),
            ("DATE" | "TIMESTAMP", Ok([Operand::Text(text)])) => {
                Ok(Operand::Time(Span::parse(&text, calendar)?))
            }
            ("BBOX", Err(corners)) => {
                let numbers = corners.into_iter().map(|corner| match corner {
                    Operand::Number(number) => Ok(number),
                    other => Err(wrong(other, "a number in BBOX")),
                });
                let numbers: Vec<f64> = numbers.collect::<Result<_, _>>()?;
                let shape = Shape::of_bbox(&numbers, self.setting)?;
                Ok(Operand::Shape(Box::new(shape)))
            }
            ("INTERVAL", Err(ends)) => match <[Operand; 2]>::try_from(ends) {
                Ok([from, to]) => Operand::interval(from, to, calendar),
                Err(_) => Err(wrong("INTERVAL", "two ends")),
            },
            _ => Err(wrong(upper, "the arguments of this function")),
        }
    }

    /// A geometry up to its closing bracket.
    fn well_known(&mut self) -> Result<Operand, FieldError> {
        let start = self.tokens[self.at].1.start;
        let mut depth = 0_usize;
        while let Some((token, range)) = self.tokens.get(self.at) {
            let end = range.end;
            match token {
                Token::Symbol("(") => depth += 1,
                Token::Symbol(")") => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += 1;
            if depth == 0 && self.text[..end].ends_with(')') {
                let shape = Shape::of_text(&self.text[start..end], self.setting)?;
                return Ok(Operand::Shape(Box::new(shape)));
            }
        }
        Err(self.unexpected("a closing bracket"))
    }
}

/// # Errors
/// When no queryable has the name.
pub(super) fn property(name: &str, setting: &Setting<'_>) -> Result<Operand, FieldError> {
    let found = setting.queryables.get(name);
    found.map(Operand::Property).ok_or_else(|| {
        wrong(
            name,
            "a property that the collection's queryables list, or a text in single quotes",
        )
    })
}

/// The one part, or all of them back.
fn single(mut parts: Vec<Expression>) -> Result<Expression, Vec<Expression>> {
    match parts.len() {
        1 => parts.pop().ok_or(parts),
        _ => Err(parts),
    }
}

pub(super) fn negate(expression: Expression, not: bool) -> Expression {
    if not {
        Expression::Not(Box::new(expression))
    } else {
        expression
    }
}
