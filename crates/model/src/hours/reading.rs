//! From a text to its rules, as loosely as opening_hours.js reads it: upper or lower case, blanks
//! wherever, `9:00-17:0`, `9-17`, `9 am to 5 pm`, `Dec 24,25,31`. A comma goes on with a list where
//! what follows can be part of it, and begins a rule that adds otherwise.

use super::tokens::{Kind, Token, tokens};
use super::{Clock, Joint, Openness, Problem, Rule, Times};
use opening_hours::OpeningHours;
use std::fmt;
use std::panic::catch_unwind;

/// The latest that a time can be, in minutes: the midnight after the next.
const LATEST: u16 = 2 * 1440;

pub(super) fn rules(text: &str) -> Result<Vec<Rule>, Problem> {
    let tokens = tokens(text)?;
    let end = text.chars().count();
    let mut reader = Reader {
        tokens: &tokens,
        at: 0,
        end,
    };
    let mut out: Vec<Rule> = Vec::new();
    let mut only_closed = false;
    let mut adds = false;
    while reader.at < tokens.len() {
        if reader.sign(';') {
            (only_closed, adds) = (false, false);
        } else if reader.sign('|') {
            (only_closed, adds) = (true, false);
        } else if !out.is_empty() && reader.sign(',') {
            adds = true;
        } else {
            let draft = reader.rule()?;
            out.push(draft.finish(out.last(), only_closed, adds));
        }
    }
    if out.is_empty() {
        return Err(Problem { at: end });
    }
    Ok(out)
}

/// A rule as far as it is read.
#[derive(Default)]
struct Draft {
    days: Vec<OpeningHours>,
    /// The lists of days as they are written.
    lists: Vec<String>,
    times: Vec<Times>,
    always: bool,
    state: Option<Openness>,
    comment: Option<String>,
    /// The comment names a season, of which nobody knows when it is: `"summer": Mo 10:00-12:00`.
    season: bool,
}

impl Draft {
    fn finish(self, last: Option<&Rule>, only_closed: bool, adds: bool) -> Rule {
        let state = match self.state {
            Some(state) if !self.season => state,
            None if self.comment.is_none() => Openness::Open,
            _ => Openness::Unknown,
        };
        // Without days it replaces only what has none either.
        let has_days = !self.days.is_empty()
            || state == Openness::Open && last.is_some_and(|last| last.days.is_empty());
        let text = self.text(only_closed, adds);
        Rule {
            joint: Joint {
                replaces: has_days && state != Openness::Closed && !adds && !only_closed,
                only_closed,
            },
            state,
            comment: self.comment.unwrap_or_default().into(),
            days: self.days,
            times: self.times,
            text,
        }
    }

    fn text(&self, only_closed: bool, adds: bool) -> String {
        let mut parts: Vec<String> = Vec::new();
        parts.extend((only_closed && !adds).then(|| "||".to_owned()));
        let comment = self
            .comment
            .as_ref()
            .map(|comment| format!("\"{comment}\""));
        let (season, comment) = match comment {
            Some(comment) if self.season => (Some(format!("{comment}:")), None),
            comment => (None, comment),
        };
        parts.extend(season);
        parts.extend(self.lists.iter().cloned());
        if self.always && self.lists.is_empty() {
            parts.push("24/7".to_owned());
        }
        if !self.times.is_empty() {
            let times: Vec<String> = self.times.iter().map(Times::to_string).collect();
            parts.push(times.join(","));
        }
        let state = self.state.map(|state| match state {
            Openness::Open => "open",
            Openness::Closed => "off",
            Openness::Unknown => "unknown",
        });
        parts.extend(state.map(str::to_owned));
        parts.extend(comment);
        format!("{}{}", if adds { ", " } else { "" }, parts.join(" "))
    }
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    /// Characters of the text.
    end: usize,
}

impl Reader<'_> {
    /// The kind of a token, counted from the next.
    fn kind(&self, ahead: usize) -> Option<&Kind> {
        self.tokens.get(self.at + ahead).map(|token| &token.kind)
    }

    fn is_sign(&self, ahead: usize, sign: char) -> bool {
        self.kind(ahead) == Some(&Kind::Sign(sign))
    }

    /// Passes over a sign, where it is next.
    fn sign(&mut self, sign: char) -> bool {
        let is_next = self.is_sign(0, sign);
        self.at += usize::from(is_next);
        is_next
    }

    fn need(&mut self, sign: char) -> Result<(), Problem> {
        if self.sign(sign) {
            Ok(())
        } else {
            Err(self.problem())
        }
    }

    fn problem(&self) -> Problem {
        self.problem_at(self.at)
    }

    fn problem_at(&self, token: usize) -> Problem {
        let at = self.tokens.get(token).map_or(self.end, |token| token.at);
        Problem { at }
    }

    fn number(&mut self) -> Result<u16, Problem> {
        match self.kind(0) {
            Some(Kind::Number(number)) => {
                let number = *number;
                self.at += 1;
                Ok(number)
            }
            _ => Err(self.problem()),
        }
    }

    /// A rule up to the `;`, `||` or comma after it.
    fn rule(&mut self) -> Result<Draft, Problem> {
        let mut draft = Draft::default();
        let first = self.at;
        // A comma ends the rule after times, a state or a comment; days must have more after it.
        let mut ended = false;
        let mut after_times = false;
        while let Some(kind) = self.kind(0) {
            let start = self.at;
            let list = match kind {
                Kind::Sign(';' | '|') => break,
                Kind::Sign(',') if ended => break,
                // For readability, and after the name of a season.
                Kind::Sign(':') if !after_times && start > first => {
                    self.at += 1;
                    let list = draft.lists.last_mut().filter(|list| !list.ends_with(':'));
                    list.into_iter().for_each(|list| list.push(':'));
                    continue;
                }
                Kind::Weekday(_) | Kind::Holiday(_) => Some(self.weekdays()?),
                Kind::Week => Some(self.weeks()?),
                Kind::Year(_) if self.date_follows(1) => Some(self.dates()?),
                Kind::Year(_) => Some(self.years()?),
                Kind::Month(_) | Kind::Easter if self.date_follows(0) => Some(self.dates()?),
                Kind::Month(_) => Some(self.months()?),
                _ => None,
            };
            if let Some(list) = list {
                (ended, after_times) = (false, false);
                draft.days.push(self.days(&list, start)?);
                draft.lists.push(list);
                continue;
            }
            (ended, after_times) = (true, false);
            match self.kind(0) {
                Some(Kind::Number(_) | Kind::Sun(_) | Kind::Sign('(')) => {
                    self.times(&mut draft.times)?;
                    after_times = true;
                    continue;
                }
                Some(Kind::Always) => draft.always = true,
                Some(Kind::Open) => draft.state = Some(Openness::Open),
                Some(Kind::Off) => draft.state = Some(Openness::Closed),
                Some(Kind::Unknown) => draft.state = Some(Openness::Unknown),
                Some(Kind::Comment(said)) => {
                    draft.comment = Some(said.clone());
                    draft.season = self.is_sign(1, ':');
                }
                _ => return Err(self.problem()),
            }
            self.at += 1;
        }
        Ok(draft)
    }

    /// What the crate makes of one list of days.
    fn days(&self, list: &str, start: usize) -> Result<OpeningHours, Problem> {
        let read = catch_unwind(|| list.parse::<OpeningHours>());
        let read = read.ok().and_then(Result::ok);
        read.ok_or_else(|| self.problem_at(start))
    }

    /// Reads items with commas between them for as long as `goes_on` says of what follows a comma.
    fn list(
        &mut self,
        mut item: impl FnMut(&mut Self) -> Result<String, Problem>,
        goes_on: impl Fn(&Self) -> bool,
    ) -> Result<Vec<String>, Problem> {
        let mut out = vec![item(self)?];
        while self.is_sign(0, ',') && goes_on(self) {
            self.at += 1;
            out.push(item(self)?);
        }
        Ok(out)
    }

    /// `Mo-Fr,PH`: holidays last, as the crate wants them. A holiday that no comma follows is a
    /// list of its own.
    fn weekdays(&mut self) -> Result<String, Problem> {
        let follows =
            |reader: &Self| matches!(reader.kind(1), Some(Kind::Weekday(_) | Kind::Holiday(_)));
        let mut items = self.list(Self::weekday, follows)?;
        items.sort_by_key(|item| item.starts_with("PH") || item.starts_with("SH"));
        Ok(items.join(","))
    }

    fn weekday(&mut self) -> Result<String, Problem> {
        let day = match self.kind(0) {
            Some(Kind::Holiday(day)) => {
                let day = *day;
                self.at += 1;
                return Ok(format!("{day}{}", self.moved()?));
            }
            Some(Kind::Weekday(day)) => *day,
            _ => return Err(self.problem()),
        };
        self.at += 1;
        if self.is_sign(0, '[') {
            let nth = self.nth()?;
            return Ok(format!("{day}{nth}{}", self.moved()?));
        }
        match (self.is_sign(0, '-'), self.kind(1)) {
            (true, Some(Kind::Weekday(last))) => {
                let last = *last;
                self.at += 2;
                Ok(format!("{day}-{last}"))
            }
            _ => Ok(day.to_owned()),
        }
    }

    /// `[1,3]`, `[-1]`, `[2-4]`.
    fn nth(&mut self) -> Result<String, Problem> {
        self.need('[')?;
        let item = |reader: &mut Self| {
            let minus = if reader.sign('-') { "-" } else { "" };
            let from = reader.number()?;
            if minus.is_empty() && reader.sign('-') {
                return Ok(format!("{from}-{}", reader.number()?));
            }
            Ok(format!("{minus}{from}"))
        };
        let items = self.list(item, |_| true)?;
        self.need(']')?;
        Ok(format!("[{}]", items.join(",")))
    }

    /// ` -2 days`, or nothing.
    fn moved(&mut self) -> Result<String, Problem> {
        let sign = ['+', '-'].into_iter().find(|sign| self.is_sign(0, *sign));
        match (sign, self.kind(1), self.kind(2)) {
            (Some(sign), Some(Kind::Number(days)), Some(Kind::Day)) => {
                let days = *days;
                self.at += 3;
                Ok(match days {
                    0 => String::new(),
                    1 => format!(" {sign}1 day"),
                    _ => format!(" {sign}{days} days"),
                })
            }
            _ => Ok(String::new()),
        }
    }

    fn weeks(&mut self) -> Result<String, Problem> {
        self.at += 1;
        let item = |reader: &mut Self| {
            // `week 1, week 3`
            reader.at += usize::from(reader.kind(0) == Some(&Kind::Week));
            let mut text = format!("{:02}", reader.number()?);
            if reader.sign('-') {
                text += &format!("-{:02}", reader.number()?);
                if reader.sign('/') {
                    text += &format!("/{}", reader.number()?);
                }
            }
            Ok(text)
        };
        let follows = |reader: &Self| match reader.kind(1) {
            Some(Kind::Week) => true,
            Some(Kind::Number(_)) => !reader.is_time(1),
            _ => false,
        };
        let items = self.list(item, follows)?;
        Ok(format!("week{}", items.join(",")))
    }

    fn years(&mut self) -> Result<String, Problem> {
        let item = |reader: &mut Self| {
            let mut text = reader.year()?;
            if reader.sign('+') {
                text.push('+');
            } else if reader.is_sign(0, '-') {
                reader.at += 1;
                text += &format!("-{}", reader.year()?);
                if reader.sign('/') {
                    text += &format!("/{}", reader.number()?);
                }
            }
            Ok(text)
        };
        let follows = |reader: &Self| matches!(reader.kind(1), Some(Kind::Year(_)));
        let items = self.list(item, follows)?;
        Ok(items.join(","))
    }

    fn year(&mut self) -> Result<String, Problem> {
        match self.kind(0) {
            Some(Kind::Year(year)) => {
                let year = year.to_string();
                self.at += 1;
                Ok(year)
            }
            _ => Err(self.problem()),
        }
    }

    /// `Jan-May,Sep,Dec 24`.
    fn months(&mut self) -> Result<String, Problem> {
        let follows = |reader: &Self| matches!(reader.kind(1), Some(Kind::Month(_)));
        let items = self.list(Self::month, follows)?;
        Ok(items.join(","))
    }

    fn month(&mut self) -> Result<String, Problem> {
        let Some(Kind::Month(month)) = self.kind(0) else {
            return Err(self.problem());
        };
        let month = *month;
        if matches!(self.kind(1), Some(Kind::Number(_))) && !self.is_time(1) {
            return self.date();
        }
        self.at += 1;
        match (self.is_sign(0, '-'), self.kind(1)) {
            (true, Some(Kind::Month(last))) => {
                let last = *last;
                self.at += 2;
                Ok(format!("{month}-{last}"))
            }
            _ => Ok(month.to_owned()),
        }
    }

    /// Whether a day of a month, or Easter, begins with the token.
    fn date_follows(&self, ahead: usize) -> bool {
        match (self.kind(ahead), self.kind(ahead + 1)) {
            (Some(Kind::Easter), _) => true,
            (Some(Kind::Month(_)), Some(Kind::Number(_))) => !self.is_time(ahead + 1),
            // `Oct Su[-1]-Mar Su[-1]`; without an end, the month and the weekday are two lists.
            (Some(Kind::Month(_)), Some(Kind::Weekday(_))) => {
                let mut rest = Reader {
                    at: self.at + ahead,
                    ..*self
                };
                rest.date_of_month().is_ok() && rest.is_sign(0, '-')
            }
            _ => false,
        }
    }

    /// Whether the time `10:00`, and not the day of `Oct 10: 10:00-12:00`, is there.
    fn is_time(&self, ahead: usize) -> bool {
        let number = |ahead| matches!(self.kind(ahead), Some(Kind::Number(_)));
        number(ahead)
            && self.is_sign(ahead + 1, ':')
            && number(ahead + 2)
            && (self.is_sign(ahead + 3, '-') || self.is_sign(ahead + 3, '+'))
    }

    /// `Dec 24-26,31,easter -2 days,2026 Oct 1-2027 Mar 31`.
    fn dates(&mut self) -> Result<String, Problem> {
        let mut of_month = String::new();
        let item = |reader: &mut Self| {
            if let Some(Kind::Number(_)) = reader.kind(0) {
                let day = reader.day_of_month()?;
                return Ok(format!("{of_month} {day}"));
            }
            let year = match (reader.kind(0), reader.kind(1)) {
                (Some(Kind::Year(year)), _) => format!("{year} "),
                _ => String::new(),
            };
            let month = match reader.kind(usize::from(!year.is_empty())) {
                Some(Kind::Month(month)) => *month,
                _ => "",
            };
            of_month = format!("{year}{month}");
            match reader.kind(0) {
                Some(Kind::Month(_)) if !reader.date_follows(0) => reader.month(),
                _ => reader.date(),
            }
        };
        let follows = |reader: &Self| match reader.kind(1) {
            Some(Kind::Number(_)) => !reader.is_time(1),
            Some(Kind::Year(_)) => reader.date_follows(2),
            Some(Kind::Month(_) | Kind::Easter) => true,
            _ => false,
        };
        let items = self.list(item, follows)?;
        Ok(items.join(","))
    }

    /// A date, or a range of dates.
    fn date(&mut self) -> Result<String, Problem> {
        let from = self.date_with_year()?;
        if !self.is_sign(0, '-') {
            return Ok(from);
        }
        self.at += 1;
        let until = match self.kind(0) {
            Some(Kind::Number(_)) => format!("{:02}", self.number()?),
            _ => self.date_with_year()?,
        };
        Ok(format!("{from}-{until}"))
    }

    /// `24` or `24-26`, after the month.
    fn day_of_month(&mut self) -> Result<String, Problem> {
        let from = self.number()?;
        if self.is_sign(0, '-') && matches!(self.kind(1), Some(Kind::Number(_))) {
            self.at += 1;
            return Ok(format!("{from:02}-{:02}", self.number()?));
        }
        Ok(format!("{from:02}"))
    }

    fn date_with_year(&mut self) -> Result<String, Problem> {
        let year = match self.kind(0) {
            Some(Kind::Year(_)) => format!("{} ", self.year()?),
            _ => String::new(),
        };
        Ok(format!("{year}{}", self.date_of_month()?))
    }

    /// `Dec 24`, `Oct Su[-1] -1 day`, `easter +1 day`.
    fn date_of_month(&mut self) -> Result<String, Problem> {
        let month = match self.kind(0) {
            Some(Kind::Easter) => {
                self.at += 1;
                return Ok(format!("easter{}", self.moved()?));
            }
            Some(Kind::Month(month)) => *month,
            _ => return Err(self.problem()),
        };
        self.at += 1;
        if let Some(Kind::Weekday(day)) = self.kind(0) {
            let day = *day;
            self.at += 1;
            let nth = self.nth()?;
            return Ok(format!("{month} {day}{nth}{}", self.moved()?));
        }
        Ok(format!("{month} {:02}", self.number()?))
    }

    /// `09:00-12:00,14:00+`.
    fn times(&mut self, out: &mut Vec<Times>) -> Result<(), Problem> {
        loop {
            let start = self.at;
            let (from, of_from) = self.clock()?;
            let mut until = None;
            if self.sign('-') {
                let (clock, of_until) = self.clock()?;
                let is_number = |at: usize| matches!(self.tokens[at].kind, Kind::Number(_));
                let bare = self.at - start == 3 && is_number(start) && is_number(start + 2);
                if is_ambiguous((from, of_from), (clock, of_until), bare) {
                    return Err(self.problem_at(start));
                }
                until = Some(clock);
            }
            let open_end = self.sign('+');
            let is_moment = until.is_none() && !open_end;
            if is_moment || matches!(from, Clock::At(1440..)) {
                return Err(self.problem_at(if is_moment { self.at } else { start }));
            }
            out.push(Times {
                from,
                until,
                open_end,
            });
            let goes_on = matches!(
                self.kind(1),
                Some(Kind::Number(_) | Kind::Sun(_) | Kind::Sign('('))
            );
            if !(self.is_sign(0, ',') && goes_on) {
                return Ok(());
            }
            self.at += 1;
        }
    }

    /// `09:00`, `9`, `9 am`, `sunset`, `(sunset-01:00)`; with what its `am` or `pm` adds.
    fn clock(&mut self) -> Result<(Clock, Option<u16>), Problem> {
        let start = self.at;
        if let Some(Kind::Sun(event)) = self.kind(0) {
            let event = *event;
            self.at += 1;
            return Ok((Clock::Sun(event, 0), None));
        }
        if self.sign('(') {
            let Some(Kind::Sun(event)) = self.kind(0) else {
                return Err(self.problem());
            };
            let event = *event;
            self.at += 1;
            let sign = if self.sign('+') { 1 } else { -1 };
            if sign < 0 {
                self.need('-')?;
            }
            let minutes = self.hour_and_minute()?;
            self.need(')')?;
            let offset = i16::try_from(minutes).unwrap_or(i16::MAX);
            return Ok((Clock::Sun(event, sign * offset), None));
        }
        let minutes = self.hour_and_minute()?;
        let Some(Kind::Meridiem(hours)) = self.kind(0) else {
            return Ok((Clock::At(minutes), None));
        };
        let hours = *hours;
        self.at += 1;
        match (minutes, hours) {
            (60..780, _) => Ok((Clock::At(minutes % 720 + hours * 60), Some(hours))),
            // `22:00 pm`
            (780..1440, 12) => Ok((Clock::At(minutes), None)),
            _ => Err(self.problem_at(start)),
        }
    }

    fn hour_and_minute(&mut self) -> Result<u16, Problem> {
        let start = self.at;
        let hour = self.number()?;
        let mut minute = 0;
        if self.is_sign(0, ':') && matches!(self.kind(1), Some(Kind::Number(_))) {
            self.at += 1;
            minute = self.number()?;
        }
        let minutes = hour.saturating_mul(60).saturating_add(minute);
        if minute >= 60 || minutes > LATEST {
            return Err(self.problem_at(start));
        }
        Ok(minutes)
    }
}

/// Whether a range of times may mean others: the start of `1-5pm` lies in the morning or in the
/// afternoon, and so does the end of `9-6`, which has hours only (`bare`).
fn is_ambiguous(from: (Clock, Option<u16>), until: (Clock, Option<u16>), bare: bool) -> bool {
    let [start, end] = [from.0, until.0].map(Clock::minutes);
    if bare {
        return start == end || (60..start).contains(&end) && start <= 720;
    }
    from.1.is_none() && until.1 == Some(12) && start < 720 && start + 720 <= end
}

impl Clock {
    /// Zero for what follows the sun.
    fn minutes(self) -> u16 {
        match self {
            Self::At(minutes) => minutes,
            Self::Sun(..) => 0,
        }
    }
}

impl fmt::Display for Times {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.from)?;
        if let Some(until) = self.until {
            write!(f, "-{until}")?;
        }
        f.write_str(if self.open_end { "+" } else { "" })
    }
}

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::At(minutes) => write!(f, "{:02}:{:02}", minutes / 60, minutes % 60),
            Self::Sun(event, 0) => write!(f, "{event}"),
            Self::Sun(event, offset) => {
                let sign = if *offset < 0 { '-' } else { '+' };
                let by = offset.unsigned_abs();
                write!(f, "({event}{sign}{:02}:{:02})", by / 60, by % 60)
            }
        }
    }
}
