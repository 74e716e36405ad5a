//! What-if: places added, closed, and with other hours, as they stand in a link.

use super::week::WeekWindow;
use okolica_model::{FieldError, Position};

/// The most changes of a scenario.
pub const MAX_CHANGES: usize = 200;

/// One change of a scenario.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// A new place that fits whatever is asked for, with room for `people` where that is said:
    /// `add:lon,lat` or `add:lon,lat,people`.
    Add {
        position: Position,
        people: Option<u32>,
    },
    /// The space of this id is no more: `close:17`.
    Close(u64),
    /// The space of this id has these hours: `hours:17:mo-fr.0800-2000,sa.1000-1400`.
    Hours { id: u64, windows: Vec<WeekWindow> },
}

impl Change {
    /// # Errors
    /// Names `scenario`.
    pub fn parse(text: &str) -> Result<Self, FieldError> {
        Self::read(text).ok_or_else(|| {
            let expected = "add:lon,lat[,people], close:id or hours:id:mo-fr.0800-2000";
            FieldError::new("scenario", text, expected)
        })
    }

    fn read(text: &str) -> Option<Self> {
        let id = |text: &str| -> Option<u64> {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|id| digits && *id > 0)
        };
        let (verb, rest) = text.split_once(':')?;
        match verb {
            "add" => {
                let (place, people) = match rest.match_indices(',').nth(1) {
                    Some((comma, _)) => (&rest[..comma], Some(&rest[comma + 1..])),
                    None => (rest, None),
                };
                let people = match people {
                    Some(text) => Some(id(text)?.try_into().ok()?),
                    None => None,
                };
                let position = Position::parse("scenario", place).ok()?;
                Some(Self::Add { position, people })
            }
            "close" => id(rest).map(Self::Close),
            "hours" => {
                let (of, windows) = rest.split_once(':')?;
                let windows = windows_of(windows)?;
                Some(Self::Hours {
                    id: id(of)?,
                    windows,
                })
            }
            _ => None,
        }
    }

    /// The text that [`Change::parse`] reads it from.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Add { position, people } => {
                let people = people.map(|people| format!(",{people}"));
                let people = people.unwrap_or_default();
                format!("add:{},{}{people}", position.lon(), position.lat())
            }
            Self::Close(id) => format!("close:{id}"),
            Self::Hours { id, windows } => {
                let windows: Vec<String> = windows.iter().map(|window| window.text()).collect();
                format!("hours:{id}:{}", windows.join(","))
            }
        }
    }
}

/// Windows with commas between them; days may have commas of their own: a window ends with its
/// times.
fn windows_of(text: &str) -> Option<Vec<WeekWindow>> {
    let mut windows = Vec::new();
    let mut days = String::new();
    for part in text.split(',') {
        if part.is_empty() {
            return None;
        }
        if !days.is_empty() {
            days.push(',');
        }
        days.push_str(part);
        if let Ok(window) = WeekWindow::parse("scenario", &days) {
            windows.push(window);
            days.clear();
        }
    }
    (days.is_empty() && !windows.is_empty()).then_some(windows)
}

pub(super) fn parse(text: &str) -> Result<Vec<Change>, FieldError> {
    let parts: Vec<&str> = text.split(';').filter(|part| !part.is_empty()).collect();
    if parts.len() > MAX_CHANGES {
        let expected = format!("at most {MAX_CHANGES} changes");
        let said = format!("{} changes", parts.len());
        return Err(FieldError::new("scenario", said, expected));
    }
    parts.into_iter().map(Change::parse).collect()
}

pub(super) fn text(scenario: &[Change]) -> String {
    let changes: Vec<String> = scenario.iter().map(Change::text).collect();
    changes.join(";")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_may_have_several_windows_with_several_days() {
        let text = "hours:17:mo,we.0800-1200,fr.1000-1400,evening";
        let Ok(Change::Hours { id: 17, windows }) = Change::parse(text) else {
            panic!("{text}");
        };
        assert_eq!(windows.len(), 3);
        assert_eq!(Change::Hours { id: 17, windows }.text(), text);
        assert!(Change::parse("hours:17:mo,we").is_err());
        assert!(Change::parse("hours:17:mo.0800-1200,").is_err());
    }
}
