//! Opening hours as OpenStreetMap writes them, in the words of the page. What they come to on a
//! day is not worked out here.

use crate::words::Words;
use okolica_model::hours::Hours;

const WEEKDAYS: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// The rules of opening hours, one a line but for those that add: `pon.–pt. 9:00–17:00`. They are those that the week and
/// the state of now are worked out from. What can't be read stays as it is, since it may be plain
/// text: a Polish `We` is no Wednesday.
pub(crate) fn rules(words: Words, hours: &str) -> Vec<String> {
    let Ok(read) = Hours::parse("opening_hours", hours) else {
        return vec![hours.to_owned()];
    };
    let mut out: Vec<String> = Vec::new();
    for rule in read.rules() {
        match (
            rule.strip_prefix(", "),
            rule.strip_prefix("|| "),
            out.last_mut(),
        ) {
            (Some(rule), _, Some(line)) => {
                line.push_str(", ");
                line.push_str(&said(words, rule));
            }
            (_, Some(rule), _) => {
                let said = said(words, rule);
                out.push(words.with("hours-otherwise", &[("hours", &said)]));
            }
            _ => out.push(said(words, rule)),
        }
    }
    out
}

fn said(words: Words, rule: &str) -> String {
    let pieces = pieces(rule);
    let shown: Option<Vec<Option<String>>> =
        pieces.iter().map(|piece| translate(words, piece)).collect();
    let Some(shown) = shown else {
        return rule.to_owned();
    };
    let is_known = |at: Option<usize>| at.and_then(|at| shown.get(at)).is_some_and(Option::is_some);
    let mut out = String::with_capacity(rule.len() * 2);
    for (at, (piece, text)) in pieces.iter().zip(&shown).enumerate() {
        let between = is_known(at.checked_sub(1)) && is_known(Some(at + 1));
        match (*piece, text) {
            (_, Some(text)) => out.push_str(text),
            ("-", None) if between => out.push('–'),
            (",", None) if between => out.push_str(", "),
            (other, None) => out.push_str(other),
        }
    }
    out
}

/// Quoted comments, words, numbers and times whole; all else character by character.
fn pieces(rule: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = rule;
    while let Some(first) = rest.chars().next() {
        let inside =
            |c: char| c.is_alphanumeric() || (first.is_ascii_digit() && matches!(c, ':' | '/'));
        let end = if first == '"' {
            rest[1..].find('"').map_or(rest.len(), |at| at + 2)
        } else if inside(first) {
            rest.find(|c| !inside(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (piece, after) = rest.split_at(end);
        out.push(piece);
        rest = after;
    }
    out
}

/// How a piece is said: `None` for a word we do not know, `Some(None)` for what is no word.
#[expect(
    clippy::option_option,
    reason = "unknown words and signs are told apart"
)]
fn translate(words: Words, piece: &str) -> Option<Option<String>> {
    if piece.starts_with('"') || !piece.contains(char::is_alphanumeric) {
        return Some(None);
    }
    if let Some(at) = WEEKDAYS.iter().position(|day| *day == piece) {
        return Some(Some(words.choice("weekday", "day", at as u32 + 1)));
    }
    if let Some(at) = MONTHS.iter().position(|month| *month == piece) {
        return Some(Some(words.choice("month-short", "month", at as u32 + 1)));
    }
    let id = match piece {
        "24/7" => "hours-always",
        "PH" => "hours-public-holidays",
        "SH" => "hours-school-holidays",
        "off" | "closed" => "hours-closed",
        "open" => "hours-open",
        "unknown" => "hours-not-sure",
        "dawn" => "hours-dawn",
        "sunrise" => "hours-sunrise",
        "sunset" => "hours-sunset",
        "dusk" => "hours-dusk",
        "week" => "hours-week",
        "easter" => "hours-easter",
        number if !number.contains(char::is_alphabetic) => {
            // Times are written as everywhere else on the page: 9:00, not 09:00.
            let time = number.strip_prefix('0').filter(|rest| {
                rest.starts_with(|c: char| c.is_ascii_digit()) && rest.contains(':')
            });
            return Some(Some(time.unwrap_or(number).to_owned()));
        }
        _ => return None,
    };
    Some(Some(words.text(id)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn polish(hours: &str) -> String {
        rules(Language::Polish.words(), hours).join("; ")
    }

    #[test]
    fn days_and_times_are_said_in_the_language_of_the_page() {
        assert_eq!(polish("Mo-Su 09:00-21:00"), "pon.–niedz. 9:00–21:00");
        let two = "Mo-Fr 08:00-12:00,13:00-17:00;Sa,Su off; PH off";
        assert_eq!(
            polish(two),
            "pon.–pt. 8:00–12:00, 13:00–17:00; sob., niedz. zamknięte; święta zamknięte"
        );
        assert_eq!(
            rules(Language::English.words(), two).join("; "),
            "Mon–Fri 8:00–12:00, 13:00–17:00; Sat, Sun closed; public holidays closed"
        );
        assert_eq!(
            polish("Apr-Sep: Mo sunrise-sunset"),
            "kwi–wrz: pon. wschód słońca–zachód słońca"
        );
        assert_eq!(polish("24/7"), "całą dobę, codziennie");
    }

    #[test]
    fn comments_stay_as_they_are_with_their_semicolons() {
        let english = Language::English.words();
        assert_eq!(
            rules(english, "Tu 10:00-12:00 \"Mo-Fr; off\"; We off"),
            ["Tue 10:00–12:00 \"Mo-Fr; off\"", "Wed closed"]
        );
        assert_eq!(
            rules(english, "Mo 10:00-12:00 || \"by appointment\""),
            ["Mon 10:00–12:00", "otherwise: \"by appointment\""]
        );
    }

    #[test]
    fn what_people_write_is_said_as_it_is_evaluated() {
        assert_eq!(
            polish("MO-FR 9:00-13:0, 15-18; SU, Ph OFF"),
            "pon.–pt. 9:00–13:00, 15:00–18:00; niedz., święta zamknięte"
        );
    }

    #[test]
    fn free_text_stays_as_it_is() {
        for text in [
            "We wtorki 10-12",
            "po umówieniu, Mo",
            "po umówieniu; Mo 10:00+",
            "pn-pt 9-17",
            "Mo \"nie domknięte; Su",
            "–",
            "\"",
            "ą\"ż",
        ] {
            assert_eq!(polish(text), text);
        }
    }
}
