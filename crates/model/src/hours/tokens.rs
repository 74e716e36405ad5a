//! The words, numbers and signs of opening hours, in one spelling each.

use super::Problem;
use opening_hours_syntax::rules::time::TimeEvent;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Token {
    /// Characters before it.
    pub at: usize,
    pub kind: Kind,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    /// At most four digits.
    Number(u16),
    /// As [`YEARS`] has it.
    Year(u16),
    /// `Mo` to `Su`.
    Weekday(&'static str),
    /// `PH` or `SH`.
    Holiday(&'static str),
    /// `Jan` to `Dec`.
    Month(&'static str),
    Sun(TimeEvent),
    Easter,
    Week,
    /// `day` or `days`.
    Day,
    /// Hours to add to those before noon.
    Meridiem(u16),
    Always,
    Open,
    Off,
    Unknown,
    /// Without its quotes.
    Comment(String),
    /// One of `: , ; - + / ( ) [ ]`, or `|` for `||`.
    Sign(char),
}

impl Token {
    fn is_number(&self) -> bool {
        matches!(self.kind, Kind::Number(_))
    }
}

/// Numbers of four digits that are years.
const YEARS: std::ops::RangeInclusive<u16> = 1900..=9999;

const WEEKDAYS: [(&str, &[&str]); 7] = [
    ("Mo", &["mo", "mon", "monday", "mondays"]),
    ("Tu", &["tu", "tue", "tues", "tuesday", "tuesdays"]),
    ("We", &["we", "wed", "weds", "wednesday", "wednesdays"]),
    (
        "Th",
        &["th", "thu", "thur", "thurs", "thursday", "thursdays"],
    ),
    ("Fr", &["fr", "fri", "friday", "fridays"]),
    ("Sa", &["sa", "sat", "saturday", "saturdays"]),
    ("Su", &["su", "sun", "sunday", "sundays"]),
];

const MONTHS: [(&str, &[&str]); 12] = [
    ("Jan", &["jan", "january"]),
    ("Feb", &["feb", "february"]),
    ("Mar", &["mar", "march"]),
    ("Apr", &["apr", "april"]),
    ("May", &["may"]),
    ("Jun", &["jun", "june"]),
    ("Jul", &["jul", "july"]),
    ("Aug", &["aug", "august"]),
    ("Sep", &["sep", "sept", "september"]),
    ("Oct", &["oct", "october"]),
    ("Nov", &["nov", "november"]),
    ("Dec", &["dec", "december"]),
];

/// The tokens of a text; blanks only part them.
///
/// # Errors
/// Where a word, number or sign is none of theirs.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>, Problem> {
    let chars: Vec<char> = text.chars().collect();
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(&first) = chars.get(at) {
        let rest = &chars[at..];
        let (kind, length) = match first {
            c if c.is_whitespace() => (None, 1),
            c if c.is_ascii_digit() => number(rest).map_or((None, 0), |(kind, n)| (Some(kind), n)),
            c if c.is_alphabetic() => word(rest, out.last()),
            c if is_quote(c) => match rest[1..].iter().position(|c| is_quote(*c)) {
                Some(end) => {
                    let said = rest[1..=end].iter().collect();
                    (Some(Kind::Comment(said)), end + 2)
                }
                None => (None, 0),
            },
            '|' if rest.get(1) == Some(&'|') => (Some(Kind::Sign('|')), 2),
            '‐'..='―' | '−' | '~' => (Some(Kind::Sign('-')), 1),
            '&' => (Some(Kind::Sign(',')), 1),
            ':' | ',' | ';' | '-' | '+' | '/' | '(' | ')' | '[' | ']' => {
                (Some(Kind::Sign(first)), 1)
            }
            // `9.30`, and `Mo.`
            '.' => {
                let after_number = out.last().is_some_and(Token::is_number);
                let is_time = after_number && rest.get(1).is_some_and(char::is_ascii_digit);
                (is_time.then_some(Kind::Sign(':')), 1)
            }
            _ => (None, 0),
        };
        if length == 0 {
            return Err(Problem { at });
        }
        out.extend(kind.map(|kind| Token { at, kind }));
        at += length;
    }
    Ok(out)
}

fn run(chars: &[char], belongs: impl Fn(char) -> bool) -> usize {
    chars.iter().take_while(|c| belongs(**c)).count()
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '„' | '“' | '”' | '«' | '»')
}

fn number(chars: &[char]) -> Option<(Kind, usize)> {
    if chars.starts_with(&['2', '4', '/', '7']) {
        return Some((Kind::Always, 4));
    }
    let length = run(chars, |c| c.is_ascii_digit());
    let digits: String = chars[..length].iter().collect();
    let number: u16 = digits.parse().ok().filter(|_| length <= 4)?;
    let is_year = length == 4 && YEARS.contains(&number);
    match length {
        4 if !is_year => None,
        4 => Some((Kind::Year(number), length)),
        _ => Some((Kind::Number(number), length)),
    }
}

/// A word with its length, after the token before it; no length for one that is not known.
fn word(chars: &[char], last: Option<&Token>) -> (Option<Kind>, usize) {
    let length = run(chars, char::is_alphabetic);
    let word: String = chars[..length].iter().collect();
    if last.is_some_and(Token::is_number) && word.eq_ignore_ascii_case("h") {
        // `9h30` and `9h`
        let goes_on = chars.get(1).is_some_and(char::is_ascii_digit);
        return (goes_on.then_some(Kind::Sign(':')), 1);
    }
    if let [first, '.', 'm' | 'M', rest @ ..] = chars
        && matches!(first, 'a' | 'p' | 'A' | 'P')
    {
        let hours = if first.eq_ignore_ascii_case(&'p') {
            12
        } else {
            0
        };
        let length = if rest.first() == Some(&'.') { 4 } else { 3 };
        return (Some(Kind::Meridiem(hours)), length);
    }
    match word_of(&word) {
        Some(kind) => (Some(kind), length),
        None => (None, 0),
    }
}

fn word_of(word: &str) -> Option<Kind> {
    let word = word.to_lowercase();
    let of = |list: &'static [(&'static str, &'static [&'static str])]| {
        let found = list.iter().find(|(_, said)| said.contains(&word.as_str()));
        found.map(|(spelling, _)| *spelling)
    };
    if let Some(day) = of(&WEEKDAYS) {
        return Some(Kind::Weekday(day));
    }
    if let Some(month) = of(&MONTHS) {
        return Some(Kind::Month(month));
    }
    Some(match word.as_str() {
        "ph" => Kind::Holiday("PH"),
        "sh" => Kind::Holiday("SH"),
        "dawn" => Kind::Sun(TimeEvent::Dawn),
        "sunrise" => Kind::Sun(TimeEvent::Sunrise),
        "sunset" => Kind::Sun(TimeEvent::Sunset),
        "dusk" => Kind::Sun(TimeEvent::Dusk),
        "easter" => Kind::Easter,
        "week" => Kind::Week,
        "day" | "days" => Kind::Day,
        "am" => Kind::Meridiem(0),
        "pm" => Kind::Meridiem(12),
        "open" => Kind::Open,
        "off" | "closed" => Kind::Off,
        "unknown" => Kind::Unknown,
        "to" | "till" | "until" => Kind::Sign('-'),
        "and" => Kind::Sign(','),
        _ => return None,
    })
}
