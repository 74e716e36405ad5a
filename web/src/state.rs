//! The state of a view and the address that reproduces it. Pure; the server and the browser
//! share it.

use okolica_model::filter::{Filter, Near};
use okolica_model::{BBox, FieldError, ItemKey, ItemKind, Metres, Position, Vocabulary};
use std::fmt::Write as _;

/// What an address of the map says: where it looks, what it keeps, what is open.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewState {
    pub map: Option<MapView>,
    /// Pages leave out what has ended unless `past=1`; tiles and API do so when `past=0`.
    pub filter: Filter,
    /// Only items that have no position.
    pub without_place: bool,
    pub selected: Option<ItemKey>,
    /// The last item of the page before, in a list by key.
    pub after: Option<ItemKey>,
    /// Items on the pages before, in a list by distance or rank.
    pub skip: usize,
    /// What the place is called that `near` is about.
    pub around: Option<String>,
    /// The interface language, as asked for.
    pub language: Option<String>,
    /// In an embed what its address says beyond this, as it says it; `None` on the map page.
    pub frame: Option<Vec<(String, String)>>,
}

/// The path of the embed.
pub const EMBED: &str = "/embed";

/// What an embed's address says beyond a view of the map.
pub const OF_FRAME: [&str; 6] = ["view", "accent", "title", "theme", "max", "filters"];

impl Default for ViewState {
    fn default() -> Self {
        Self {
            map: None,
            filter: Filter {
                hide_ended: true,
                ..Filter::default()
            },
            without_place: false,
            selected: None,
            after: None,
            skip: 0,
            around: None,
            language: None,
            frame: None,
        }
    }
}

/// Where the map looks.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MapView {
    pub center: Position,
    /// 0 to 22, as tiles count.
    pub zoom: u8,
}

impl MapView {
    /// `zoom/lat/lon`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let zoom = parts.next()?.parse().ok().filter(|zoom| *zoom <= 22)?;
        let lat = parts.next()?.parse().ok()?;
        let lon = parts.next()?.parse().ok()?;
        let center = Position::new(lon, lat).ok()?;
        parts.next().is_none().then_some(Self { center, zoom })
    }
}

impl std::fmt::Display for MapView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Five decimals are a metre: finer than a view can be told apart.
        let (lat, lon) = (self.center.lat(), self.center.lon());
        write!(f, "{}/{lat:.5}/{lon:.5}", self.zoom)
    }
}

/// How far around a point is looked, in metres, unless somebody says otherwise.
pub const WITHIN: f64 = 1000.0;

/// The distances that can be chosen, in metres.
pub const DISTANCES: [f64; 5] = [300.0, 500.0, WITHIN, 2000.0, 5000.0];

/// The neighbourhood of a point. The point is rounded to about 100 m before anybody is told of
/// it: a person's place is nobody's business, and a list of what is near needs no more.
#[must_use]
pub fn near(at: Position, within: f64) -> Option<Near> {
    let rounded = |degrees: f64| (degrees * 1e3).round() / 1e3;
    Some(Near {
        at: Position::new(rounded(at.lon()), rounded(at.lat())).ok()?,
        within: Metres::new("within", within).ok()?,
    })
}

/// The box around a neighbourhood, give or take the ellipsoid.
#[must_use]
pub fn near_box(near: Near) -> BBox {
    // A degree of latitude, on a sphere of the equator's radius; of longitude less, the further
    // from the equator.
    const METRES_PER_DEGREE: f64 = 111_320.0;
    let (lon, lat) = (near.at.lon(), near.at.lat());
    let high = near.within.get() / METRES_PER_DEGREE;
    let wide = high / lat.to_radians().cos().max(0.01);
    let sides = [lon - wide, lon + wide].map(|side| side.clamp(-180.0, 180.0));
    let ends = [lat - high, lat + high].map(|end| end.clamp(-90.0, 90.0));
    BBox::new(sides[0], ends[0], sides[1], ends[1]).unwrap_or(BBox::WORLD)
}

/// The filters that hold several values, of which one may come or go.
const LISTS: [&str; 4] = ["access", "category", "district", "tag"];

/// The key that `spaces/17` names.
#[must_use]
pub fn parse_key(text: &str) -> Option<ItemKey> {
    let (layer, id) = text.split_once('/')?;
    let kind = ItemKind::ALL
        .into_iter()
        .find(|kind| kind.layer() == layer)?;
    let id = id.parse().ok()?;
    (1..=okolica_model::layer::MAX_ID)
        .contains(&id)
        .then_some(ItemKey { kind, id })
}

impl ViewState {
    /// Reads the pairs of a query; `known` checks filter values against a vocabulary. Unknown
    /// names are dropped, wrong filter values come back as errors.
    pub fn read(
        pairs: &[(String, String)],
        known: Option<&dyn Vocabulary>,
    ) -> (Self, Vec<FieldError>) {
        // A form sends its empty fields too.
        let pairs = || {
            pairs
                .iter()
                .map(|(name, value)| (name.as_str(), value.as_str()))
                .filter(|(_, value)| !value.is_empty())
        };
        let (mut filter, errors) = Filter::parse(pairs(), known);
        let value = |name: &str| {
            pairs()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| value)
        };
        filter.hide_ended = value("past") != Some("1");
        let state = Self {
            map: value("map").and_then(MapView::parse),
            filter,
            without_place: value("place") == Some("none"),
            selected: value("selected").and_then(parse_key),
            after: value("after").and_then(parse_key),
            skip: value("skip")
                .and_then(|text| text.parse().ok())
                .unwrap_or(0),
            around: value("around").map(str::to_owned),
            language: value("lang").map(str::to_owned),
            frame: None,
        };
        (state, errors)
    }

    /// Takes over from the pairs of a query what makes an embed of the view, where its path is that
    /// of the embed.
    #[must_use]
    pub fn on(mut self, path: &str, pairs: &[(String, String)]) -> Self {
        let own = pairs
            .iter()
            .filter(|(name, value)| OF_FRAME.contains(&name.as_str()) && !value.is_empty());
        self.frame = (path == EMBED).then(|| own.cloned().collect());
        self
    }

    /// The query of an address, without `?`, in canonical order; empty when nothing is set.
    #[must_use]
    pub fn query(&self) -> String {
        let mut out = String::new();
        for (name, value) in self.filter.to_query() {
            if name != "past" {
                push(&mut out, name, &value);
            }
        }
        if !self.filter.hide_ended {
            push(&mut out, "past", "1");
        }
        if let Some(around) = &self.around {
            push(&mut out, "around", around);
        }
        if self.without_place {
            push(&mut out, "place", "none");
        }
        if let Some(map) = &self.map {
            push(&mut out, "map", &map.to_string());
        }
        if let Some(key) = &self.selected {
            push(&mut out, "selected", &key.to_string());
        }
        if let Some(key) = &self.after {
            push(&mut out, "after", &key.to_string());
        }
        if self.skip > 0 {
            push(&mut out, "skip", &self.skip.to_string());
        }
        if let Some(language) = &self.language {
            push(&mut out, "lang", language);
        }
        for (name, value) in self.frame.iter().flatten() {
            push(&mut out, name, value);
        }
        out
    }

    /// This state with the filters changed as from one to another: what a link means that was made
    /// for `from`, pressed while the page already wants something else.
    #[must_use]
    pub fn changed(&self, from: &Self, to: &Self) -> Self {
        let filters = |state: &Self| {
            let mut filter = state.filter.clone();
            filter.bbox = None;
            let state = Self {
                filter,
                around: state.around.clone(),
                without_place: state.without_place,
                ..Self::default()
            };
            pairs(&state.query())
        };
        let value = |pairs: &[(String, String)], name: &str| {
            let found = pairs.iter().find(|(key, _)| key == name);
            found.map_or_else(String::new, |(_, value)| value.clone())
        };
        let (mut own, from, to) = (filters(self), filters(from), filters(to));
        let names = from.iter().chain(&to).map(|(name, _)| name);
        for name in names.collect::<std::collections::BTreeSet<_>>() {
            let (before, after) = (value(&from, name), value(&to, name));
            if before == after {
                continue;
            }
            let next = if LISTS.contains(&name.as_str()) {
                let own = value(&own, name);
                let of = |list: &str, one: &str| list.split(',').any(|other| other == one);
                let kept = own
                    .split(',')
                    .filter(|one| !of(&before, one) || of(&after, one));
                let added = after.split(',');
                let added = added.filter(|one| !of(&before, one) && !of(&own, one));
                let all = kept.chain(added).filter(|one| !one.is_empty());
                all.collect::<Vec<_>>().join(",")
            } else {
                after
            };
            own.retain(|(key, _)| key != name);
            own.push((name.clone(), next));
        }
        let (state, _) = Self::read(&own, None);
        Self {
            filter: state.filter,
            around: state.around,
            without_place: state.without_place,
            ..self.clone()
        }
    }

    /// The query of a tile's address that shows what the list does.
    #[must_use]
    pub fn tile_query(&self) -> String {
        let mut out = String::new();
        for (name, value) in self.filter.to_query() {
            push(&mut out, name, &value);
        }
        out
    }

    /// The address of what somebody may mean by a text that they are typing.
    #[must_use]
    pub fn suggestions(&self, typed: &str) -> String {
        let state = Self {
            map: None,
            selected: None,
            after: None,
            skip: 0,
            frame: None,
            ..self.clone()
        };
        let mut query = state.query();
        push(&mut query, "fragment", "suggest");
        push(&mut query, "typed", typed);
        format!("/?{query}")
    }

    /// The address on the map page, or in the embed.
    #[must_use]
    pub fn href(&self) -> String {
        let path = if self.frame.is_some() { EMBED } else { "/" };
        match self.query() {
            query if query.is_empty() => path.to_owned(),
            query => format!("{path}?{query}"),
        }
    }
}

/// Appends a pair to a query. Commas and slashes stay as they are: they are legal in a query
/// and keep addresses readable.
fn push(out: &mut String, name: &str, value: &str) {
    if !out.is_empty() {
        out.push('&');
    }
    out.push_str(name);
    out.push('=');
    for byte in value.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b',' | b'/' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => {
                // Writing into a string can't fail.
                let _ = write!(out, "%{byte:02X}");
            }
        }
    }
}

/// The pairs of a query string, decoded.
#[must_use]
pub fn pairs(query: &str) -> Vec<(String, String)> {
    form_urlencoded::parse(query.trim_start_matches('?').as_bytes())
        .into_owned()
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &str) -> ViewState {
        ViewState::read(&pairs(query), None).0
    }

    #[test]
    fn an_address_reproduces_its_view() {
        for query in [
            "",
            "layer=spaces&category=library,garden&map=13/52.22970/21.01220&selected=spaces/17&lang=pl",
            "tag=dla+senior%C3%B3w&place=none&after=initiatives/3",
            "near=21.012,52.23&within=1000&around=Plac+Zgody&skip=30",
            "map=0/-85.00000/-180.00000",
            "when=weekend&access=step_free,toilet&free=1&age=7&language=uk",
            "from=2026-11-28&open=now&registration=none&include_unknown=1&past=1",
        ] {
            let state = read(query);
            assert_eq!(read(&state.query()), state, "{query}");
        }
        let state = read("map=13/52.2297/21.0122&lang=en");
        assert_eq!(state.href(), "/?map=13/52.22970/21.01220&lang=en");
        assert_eq!(ViewState::default().href(), "/");
        assert_eq!(ViewState::default().tile_query(), "past=0");
        assert_eq!(read("past=1").tile_query(), "");
        assert_eq!(read("past=0"), ViewState::default());
    }

    #[test]
    fn a_link_made_for_an_older_view_changes_what_it_is_about_and_no_more() {
        for (now, from, to, then) in [
            ("when=weekend", "", "free=1", "when=weekend&free=1"),
            ("free=1", "when=today&free=1", "free=1", "free=1"),
            (
                "access=toilet",
                "access=step_free,toilet",
                "access=step_free",
                "",
            ),
            ("access=quiet", "", "access=toilet", "access=toilet,quiet"),
            ("category=garden", "category=library", "", "category=garden"),
            (
                "near=21,52&within=500&around=A&free=1",
                "near=21,52&within=500&around=A",
                "near=20,51&within=1000&around=B",
                "near=20,51&within=1000&around=B&free=1",
            ),
            (
                "bbox=1,2,3,4&when=today",
                "bbox=1,2,3,4",
                "past=1",
                "when=today&past=1",
            ),
            (
                "map=3/52/21&lang=uk",
                "",
                "place=none",
                "map=3/52/21&lang=uk&place=none",
            ),
        ] {
            let changed = read(now).changed(&read(from), &read(to));
            assert_eq!(changed, read(then), "{now} with {from} → {to}");
        }
    }

    #[test]
    fn an_embed_stays_one_in_all_its_addresses() {
        let query =
            "layer=spaces&lang=uk&utm_source=x&title=Urz%C4%85d+A&max=5&theme=&filters=open";
        let pairs = pairs(query);
        let state = read(query).on(EMBED, &pairs);
        let href = "/embed?layer=spaces&lang=uk&title=Urz%C4%85d+A&max=5&filters=open";
        assert_eq!(state.href(), href);
        let other = read("free=1");
        let changed = state.changed(&ViewState::default(), &other);
        assert!(changed.href().starts_with("/embed?layer=spaces&free=1&"));
        assert!(
            state
                .suggestions("a")
                .starts_with("/?layer=spaces&lang=uk&fragment=")
        );
        assert_eq!(read(query).on("/", &pairs), read(query));
        assert_eq!(ViewState::default().on(EMBED, &[]).href(), "/embed");
    }

    #[test]
    fn what_an_address_says_wrong_is_left_out() {
        for query in [
            "map=99/52/21",
            "map=3/91/21",
            "map=3/52",
            "map=3/52/21/4",
            "selected=places/1",
            "selected=spaces/0",
            "selected=spaces/-1",
            "utm_source=x",
            "category=&tag=",
        ] {
            assert_eq!(read(query), ViewState::default(), "{query}");
        }
    }
}
