//! The address of the planner: the question, which belongs to the API too, and what belongs to the
//! page alone.

use super::figures::{COLUMNS, Figure};

type Pairs = Vec<(String, String)>;

/// Parameters that the page reads itself; all others are the question.
const OWN: [&str; 12] = [
    "sort",
    "columns",
    "show",
    "classes",
    "selected",
    "sites",
    "candidates",
    "at_least",
    "at_least_in",
    "wait",
    "lang",
    "fragment",
];

/// Where new places may stand, beside anywhere: on a grid of so many metres, or where a space is
/// that does not fit the question.
pub const CANDIDATES: [&str; 4] = ["250", "500", "1000", "spaces"];

/// Stands before the kind that a form's sentence names where boxes for several are ticked: it alone
/// counts then, or with nothing behind it, any.
pub const ONLY: &str = "only:";

/// The most new places that the page looks for at once.
pub const MAX_SITES: u8 = 10;

/// What the address says beside the question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct PageState {
    /// The figure that areas are ordered by; `None` is by name.
    pub sort: Option<&'static Figure>,
    pub ascending: bool,
    /// The table's columns; empty for the usual ones.
    pub columns: Vec<&'static Figure>,
    /// The figure that colours the areas; `None` shows the cells in their three classes.
    pub show: Option<&'static Figure>,
    /// Whether classes are quantiles instead of policy's.
    pub quantiles: bool,
    /// The code of the area that is looked at.
    pub selected: Option<String>,
    /// How many new places are looked for, 1 to [`MAX_SITES`].
    pub sites: Option<u8>,
    /// One of [`CANDIDATES`].
    pub candidates: Option<&'static str>,
    /// Per cent of people that they must bring within reach in an area, 1 to 100.
    pub at_least: Option<u8>,
    /// The code of that area; `None` is each.
    pub at_least_in: Option<String>,
    /// Whether the page comes with what takes long, as without scripts nothing fetches it later.
    /// Of one request: no link says it again.
    pub wait: bool,
}

impl PageState {
    /// Takes the page's own pairs out of an address; the rest is the question. A value that means
    /// nothing is dropped.
    #[must_use]
    pub fn split(pairs: &[(String, String)]) -> (Self, Pairs) {
        let mut state = Self::default();
        let mut sorted = false;
        let mut question = Pairs::new();
        for (name, value) in pairs {
            if value.is_empty() {
                continue;
            }
            match name.as_str() {
                "sort" => {
                    let (field, ascending) = match value.strip_prefix('-') {
                        Some(field) => (field, false),
                        None => (value.as_str(), true),
                    };
                    sorted = field == "name" || Figure::of(field).is_some();
                    state.sort = Figure::of(field);
                    state.ascending = ascending;
                }
                "columns" => {
                    state.columns = value.split(',').filter_map(Figure::of).collect();
                    state.columns.dedup();
                }
                "show" => state.show = Figure::of(value),
                "classes" => state.quantiles = value == "quantiles",
                "selected" => state.selected = Some(value.clone()),
                "sites" => {
                    let number = value.parse().ok();
                    state.sites = number.filter(|number| (1..=MAX_SITES).contains(number));
                }
                "candidates" => {
                    state.candidates = CANDIDATES.into_iter().find(|known| known == value);
                }
                "at_least" => {
                    let number = value.trim().parse().ok();
                    state.at_least = number.filter(|number| (1..=100).contains(number));
                }
                "at_least_in" => state.at_least_in = Some(value.clone()),
                "wait" => state.wait = value == "1",
                name if OWN.contains(&name) => {}
                _ => question.push((name.to_owned(), value.clone())),
            }
        }
        if !sorted {
            state.sort = Figure::of("not_reached");
            state.ascending = false;
        }
        (state, question)
    }

    /// The page's own pairs, what goes without saying left out.
    #[must_use]
    pub fn pairs(&self) -> Pairs {
        let mut pairs = Pairs::new();
        let mut say = |name: &str, value: String| pairs.push((name.to_owned(), value));
        let usual = self
            .sort
            .is_some_and(|figure| figure.field == "not_reached")
            && !self.ascending;
        if !usual {
            let mark = if self.ascending { "" } else { "-" };
            let field = self.sort.map_or("name", |figure| figure.field);
            say("sort", format!("{mark}{field}"));
        }
        let fields: Vec<_> = self.columns.iter().map(|figure| figure.field).collect();
        // A form sends them in the order of the glossary.
        let usual = fields.len() == COLUMNS.len() && COLUMNS.iter().all(|f| fields.contains(f));
        if !fields.is_empty() && !usual {
            say("columns", fields.join(","));
        }
        if let Some(figure) = self.show {
            say("show", figure.field.to_owned());
        }
        if self.quantiles {
            say("classes", "quantiles".to_owned());
        }
        if let Some(code) = &self.selected {
            say("selected", code.clone());
        }
        if let Some(number) = self.sites {
            say("sites", number.to_string());
            if let Some(candidates) = self.candidates {
                say("candidates", candidates.to_owned());
            }
            if let Some(share) = self.at_least {
                say("at_least", share.to_string());
                if let Some(code) = &self.at_least_in {
                    say("at_least_in", code.clone());
                }
            }
        }
        pairs
    }

    /// The columns to show.
    #[must_use]
    pub fn columns(&self) -> Vec<&'static Figure> {
        let usual = || COLUMNS.into_iter().filter_map(Figure::of);
        let chosen = &self.columns;
        // The usual ones stand in their usual order.
        let same = chosen.len() == COLUMNS.len() && usual().all(|figure| chosen.contains(&figure));
        if chosen.is_empty() || same {
            usual().collect()
        } else {
            chosen.clone()
        }
    }
}

/// The path and query of a question with the page's state.
#[must_use]
pub fn href(question: &[(String, String)], state: &PageState, language: Option<&str>) -> String {
    let mut pairs = question.to_vec();
    pairs.extend(state.pairs());
    if let Some(language) = language {
        pairs.push(("lang".to_owned(), language.to_owned()));
    }
    address("/planner", &pairs)
}

/// A path with pairs as its query, readable where an address may be.
#[must_use]
pub fn address(path: &str, pairs: &[(String, String)]) -> String {
    if pairs.is_empty() {
        return path.to_owned();
    }
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.extend_pairs(pairs);
    // These mean nothing inside a query, and make lists readable.
    let query = query.finish();
    let query = query.replace("%2C", ",").replace("%3A", ":");
    format!("{path}?{query}")
}

/// The changes of a scenario, as its parameter writes them: `add:21.01,52.23;close:17`.
#[must_use]
pub fn changes(pairs: &[(String, String)]) -> Vec<String> {
    let scenario = pairs.iter().find(|(name, _)| name == "scenario");
    scenario.map_or_else(Vec::new, |(_, text)| {
        let parts = text.split(';').filter(|part| !part.is_empty());
        parts.map(str::to_owned).collect()
    })
}

/// A question with other changes.
#[must_use]
pub fn with_changes(pairs: &[(String, String)], changes: &[String]) -> Pairs {
    let mut pairs = pairs.to_vec();
    pairs.retain(|(name, _)| name != "scenario");
    if !changes.is_empty() {
        pairs.push(("scenario".to_owned(), changes.join(";")));
    }
    pairs
}

/// Turns what the page's forms send (`form=1`, with a number and its unit apart, days one by one,
/// and empty fields) into the address that everybody shares; `None` for any other address.
#[must_use]
pub fn of_form(pairs: &[(String, String)]) -> Option<String> {
    let sent = |name: &'static str| {
        pairs
            .iter()
            .filter(move |(own, value)| own == name && !value.trim().is_empty())
            .map(|(_, value)| value.trim())
    };
    sent("form").next()?;
    let one = |name: &'static str| sent(name).next_back();
    let joined = |name: &'static str| sent(name).collect::<Vec<_>>().join(",");
    let mut out = Pairs::new();
    let mut say = |name: &str, value: String| {
        if !value.is_empty() {
            out.push((name.to_owned(), value));
        }
    };
    // The sentence has one kind, the boxes below it several; any place is all of them.
    let mut kinds: Vec<&str> = Vec::new();
    for kind in sent("category").flat_map(|value| value.split(',')) {
        if !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    let only = kinds.iter().find_map(|kind| kind.strip_prefix(ONLY));
    match only {
        Some(kind) => say("category", kind.to_owned()),
        None => say("category", kinds.join(",")),
    }
    say("tag", joined("tag"));
    say("free", one("free").unwrap_or_default().to_owned());
    say("access", joined("access"));
    say("verified", one("verified").unwrap_or_default().to_owned());
    say(
        "when",
        when(
            one("when"),
            &sent("days").collect::<Vec<_>>(),
            one("from"),
            one("until"),
        ),
    );
    say("who", one("who").unwrap_or_default().to_owned());
    if let Some(far) = one("far") {
        let far = far
            .replace([' ', '\u{A0}', '\u{202F}'], "")
            .replace(',', ".");
        let name = if one("unit") == Some("min") {
            "minutes"
        } else {
            "within"
        };
        say(name, far);
    }
    for name in [
        "speed", "detour", "set", "area", "as_of", "day", "compare", "kappa",
    ] {
        say(
            name,
            one(name)
                .unwrap_or_default()
                .replace(',', if name == "area" { "," } else { "." }),
        );
    }
    let mut all: Vec<String> = changes(pairs);
    if let (Some(lon), Some(lat)) = (one("add_lon"), one("add_lat")) {
        all.push(format!(
            "add:{},{}",
            lon.replace(',', "."),
            lat.replace(',', ".")
        ));
    }
    if let Some(id) = one("close") {
        all.push(format!("close:{id}"));
    }
    if let Some(id) = one("hours_of") {
        let days: Vec<_> = sent("hours_days").collect();
        let hours = when(Some("own"), &days, one("hours_from"), one("hours_until"));
        all.push(format!("hours:{id}:{hours}"));
    }
    say("scenario", all.join(";"));
    let columns = joined("column");
    say(
        "columns",
        if columns.is_empty() {
            one("columns").unwrap_or_default().to_owned()
        } else {
            columns
        },
    );
    // The columns are said above; the others belong to one answer.
    let apart = ["columns", "wait", "fragment"];
    for name in OWN.into_iter().filter(|name| !apart.contains(name)) {
        say(name, one(name).unwrap_or_default().to_owned());
    }
    let usual = [
        ("when", "any"),
        ("who", "all"),
        ("set", "district"),
        ("speed", "4"),
        ("detour", "1.3"),
        ("classes", "cut-offs"),
    ];
    out.retain(|(name, value)| !usual.contains(&(name.as_str(), value.as_str())));
    let (state, question) = PageState::split(&out);
    let language = out.iter().find(|(name, _)| name == "lang");
    Some(href(
        &question,
        &state,
        language.map(|(_, tag)| tag.as_str()),
    ))
}

/// `mo,we.1700-2000` of days and times that were chosen one by one; a named time as it is.
fn when(named: Option<&str>, days: &[&str], from: Option<&str>, to: Option<&str>) -> String {
    let named = named.unwrap_or_default();
    if named != "own" {
        return named.to_owned();
    }
    let clock = |time: Option<&str>, usual: &str| time.unwrap_or(usual).replace(':', "");
    let days = match days {
        [] => "mo-su".to_owned(),
        days => days.join(","),
    };
    format!("{days}.{}-{}", clock(from, "0000"), clock(to, "2400"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(text: &str) -> Pairs {
        form_urlencoded::parse(text.as_bytes())
            .into_owned()
            .collect()
    }

    #[test]
    fn the_usual_columns_go_without_saying() {
        let form =
            "form=1&column=population&column=not_reached&column=uncertain&column=not_reached_share";
        assert_eq!(of_form(&pairs(form)).as_deref(), Some("/planner"));
    }

    #[test]
    fn a_form_becomes_the_address_that_everybody_shares() {
        for (form, address) in [
            ("form=1", "/planner"),
            (
                "form=1&category=library&far=10&unit=min&who=65plus&when=evening&tag=&set=district",
                "/planner?category=library&when=evening&who=65plus&minutes=10",
            ),
            (
                "form=1&far=1+500&unit=m&access=step_free&access=toilet&when=own&days=mo&days=we&from=17:00&until=20:30&lang=pl",
                "/planner?access=step_free,toilet&when=mo,we.1700-2030&within=1500&lang=pl",
            ),
            (
                "form=1&scenario=close:17&add_lon=21,01&add_lat=52.2&detour=1,4",
                "/planner?detour=1.4&scenario=close:17%3Badd:21.01,52.2",
            ),
            (
                "form=1&category=&category=library&category=culture-house&category=library",
                "/planner?category=library,culture-house",
            ),
            (
                "form=1&category=only:&category=library&category=pub",
                "/planner",
            ),
            (
                "form=1&category=only:pub&category=library",
                "/planner?category=pub",
            ),
            (
                "form=1&sites=3&candidates=spaces&at_least=40&at_least_in=M",
                "/planner?sites=3&candidates=spaces&at_least=40&at_least_in=M",
            ),
            (
                "form=1&candidates=moon&sites=2&at_least=400",
                "/planner?sites=2",
            ),
            (
                "form=1&hours_of=3&hours_days=sa&hours_from=10:00&hours_until=14:00",
                "/planner?scenario=hours:3:sa.1000-1400",
            ),
        ] {
            assert_eq!(of_form(&pairs(form)).as_deref(), Some(address), "{form}");
        }
        assert_eq!(of_form(&pairs("category=library")), None);
    }

    #[test]
    fn the_page_reads_its_own_pairs_and_leaves_the_question() {
        let all = pairs(
            "category=library&sort=-population&show=reached_share&classes=quantiles&selected=M&lang=en&within=500",
        );
        let (state, question) = PageState::split(&all);
        assert_eq!(question, pairs("category=library&within=500"));
        assert_eq!(
            href(&question, &state, Some("en")),
            "/planner?category=library&within=500&sort=-population&show=reached_share&classes=quantiles&selected=M&lang=en"
        );
        let (state, _) = PageState::split(&pairs("sort=nothing&columns=nothing"));
        assert_eq!(state.pairs(), []);
        assert_eq!(state.columns().len(), COLUMNS.len());
    }

    #[test]
    fn changes_come_and_go() {
        let question = pairs("within=500&scenario=add:1,2%3Bclose:3");
        let mut all = changes(&question);
        assert_eq!(all, ["add:1,2", "close:3"]);
        all.pop();
        assert_eq!(
            with_changes(&question, &all),
            pairs("within=500&scenario=add:1,2")
        );
        assert_eq!(with_changes(&question, &[]), pairs("within=500"));
    }
}
