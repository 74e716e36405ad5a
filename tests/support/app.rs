//! The service on a store of its own, asked through its router.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use geo::{Geometry, polygon};
use okolica::http::{AppState, Settings, clock, router};
use okolica::live::Live;
use okolica::store::{EditContext, Row, Store, Write};
use okolica_model::flat::Table;
use okolica_model::profile::Profile;
use okolica_model::time::Stamp;
use okolica_model::{Item, ItemKind, Position};
use rand::seq::IndexedRandom;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::{Value, json};
use tempfile::TempDir;
use tower::ServiceExt;

/// The token of every test service.
pub(crate) const TOKEN: &str = "let-me-write";
/// Where every test service says that it is.
pub(crate) const PUBLIC_URL: &str = "https://mapa.example.org";

/// The fixture: four square districts around this point (the corner that all four share), and
/// two estates.
pub(crate) const CENTRE: (f64, f64) = (21.0, 52.0);
pub(crate) const SPACES: usize = 150;
pub(crate) const INITIATIVES: usize = 120;
const CATEGORIES: [&str; 5] = ["library", "club", "culture", "other", "meeting"];
const TAGS: [&str; 4] = ["seniorzy", "książki", "ogród", "za darmo"];

/// A running service without a socket.
pub(crate) struct TestApp {
    pub(crate) router: Router,
    pub(crate) live: Live,
    pub(crate) state: AppState,
    folder: TempDir,
}

impl TestApp {
    /// A service over the fixture city, the same one each time.
    pub(crate) async fn new() -> Self {
        Self::with(settings()).await
    }

    /// [`TestApp::new`] with settings of one's own.
    pub(crate) async fn with(settings: Settings) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&url(&folder)).await.expect("a new store");
        fill(&store).await;
        drop(store);
        Self::over(folder, settings).await
    }

    async fn over(folder: TempDir, settings: Settings) -> Self {
        let (state, live) = start(&url(&folder), settings).await;
        Self {
            router: router(state.clone()),
            live,
            state,
            folder,
        }
    }

    /// The address of its store.
    pub(crate) fn store_url(&self) -> String {
        url(&self.folder)
    }

    /// The same store served anew, as after a restart.
    pub(crate) async fn restarted(self) -> Self {
        let Self {
            folder,
            router,
            live,
            state,
        } = self;
        drop((router, live, state));
        Self::over(folder, settings()).await
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.router, request).await
    }

    pub(crate) async fn get(&self, uri: &str) -> Answer {
        self.get_with(uri, &[]).await
    }

    pub(crate) async fn get_with(&self, uri: &str, headers: &[(&str, &str)]) -> Answer {
        self.call(Method::GET, uri, headers, Body::empty()).await
    }

    /// What is answered when the clock says `moment`.
    pub(crate) async fn get_at(
        &self,
        moment: Stamp,
        uri: &str,
        headers: &[(&str, &str)],
    ) -> Answer {
        clock::standing(moment, self.get_with(uri, headers)).await
    }

    /// A request with the token and a JSON body.
    pub(crate) async fn edit(
        &self,
        method: Method,
        uri: &str,
        headers: &[(&str, &str)],
        body: &Value,
    ) -> Answer {
        let bearer = format!("Bearer {TOKEN}");
        let mut all = vec![
            ("authorization", bearer.as_str()),
            ("content-type", "application/geo+json"),
        ];
        all.retain(|(name, _)| !headers.iter().any(|(own, _)| own == name));
        all.extend_from_slice(headers);
        self.call(method, uri, &all, Body::from(body.to_string()))
            .await
    }

    pub(crate) async fn call(
        &self,
        method: Method,
        uri: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        self.send(request.body(body).expect("a request")).await
    }
}

/// What came back.
#[derive(Debug, Clone)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// A header's text, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("ASCII"))
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("UTF-8")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }

    /// Fails unless this is the status; says the body.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Self {
        assert_eq!(
            self.status.as_u16(),
            status,
            "{}",
            String::from_utf8_lossy(&self.body)
        );
        self
    }

    /// Fails unless this is a problem document of the status that names the field.
    #[track_caller]
    pub(crate) fn expect_problem(self, status: u16, field: &str) -> Self {
        let answer = self.expect(status);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        let document = answer.json();
        assert_eq!(document["status"], status);
        if !field.is_empty() {
            let named = document["errors"]
                .as_array()
                .is_some_and(|errors| errors.iter().any(|error| error["field"] == field));
            assert!(named, "{field} is not named: {document}");
        }
        answer
    }
}

pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let response = router.clone().oneshot(request).await.expect("an answer");
    let (parts, body) = response.into_parts();
    let body = axum::body::to_bytes(body, usize::MAX)
        .await
        .expect("a body");
    Answer {
        status: parts.status,
        headers: parts.headers,
        body: body.to_vec(),
    }
}

pub(crate) fn settings() -> Settings {
    Settings {
        public_url: PUBLIC_URL.parse().expect("an address"),
        admin_token: Some(TOKEN.parse().expect("a token")),
        contact: None,
        statement: okolica_web::page::Statement::default(),
        basemap: None,
        embedders: okolica::embedders::EmbedRules::default(),
        trusted_proxies: Vec::new(),
        tile_cache_mib: 16,
        ground: None,
        presets: None,
    }
}

/// A service over a store that is there already.
pub(crate) async fn start(url: &str, settings: Settings) -> (AppState, Live) {
    let store = Store::open(url).await.expect("a store");
    let live = Live::start(store).await.expect("an atlas");
    let state = AppState::new(settings).expect("settings");
    state.go_live(live.clone());
    (state, live)
}

fn url(folder: &TempDir) -> String {
    format!("gpkg:{}", folder.path().join("okolica.gpkg").display())
}

/// Puts the fixture city into a store.
pub(crate) async fn fill(store: &Store) {
    let by = EditContext {
        who: "test".to_owned(),
        why: None,
        at: None,
    };
    let mut bulk = store.bulk(&by).await.expect("a transaction");
    let profile = Profile {
        name: "Testowo".to_owned(),
        ..Profile::default()
    };
    bulk.set_profile(&profile).await.expect("a profile");
    for row in districts() {
        bulk.insert(Table::Districts, &row, None)
            .await
            .expect("a district");
    }
    bulk.commit().await.expect("districts");
    let writes: Vec<Write> = items().into_iter().map(Write::Create).collect();
    store.write(&by, &writes).await.expect("items");
}

/// Districts `A` to `D`, south-west, south-east, north-west, north-east, a tenth of a degree a
/// side; estates `E` (over A and B) and `F`.
fn districts() -> Vec<Row> {
    let (lon, lat) = CENTRE;
    let square = |code: &str, set: &str, w: f64, s: f64, e: f64, n: f64| {
        let polygon = polygon![(x: w, y: s), (x: e, y: s), (x: e, y: n), (x: w, y: n)];
        let properties = json!({
            "code": code, "set": set, "name": format!("Okręg {code}"), "population": 1000,
        });
        Row {
            properties: properties.as_object().expect("an object").clone(),
            geometry: Some(Geometry::Polygon(polygon)),
        }
    };
    vec![
        square("A", "district", lon - 0.1, lat - 0.1, lon, lat),
        square("B", "district", lon, lat - 0.1, lon + 0.1, lat),
        square("C", "district", lon - 0.1, lat, lon, lat + 0.1),
        square("D", "district", lon, lat, lon + 0.1, lat + 0.1),
        square("E", "estate", lon - 0.05, lat - 0.1, lon + 0.05, lat),
        square("F", "estate", lon - 0.1, lat, lon + 0.1, lat + 0.05),
    ]
}

fn items() -> Vec<Item> {
    let mut random = ChaCha8Rng::seed_from_u64(7);
    let spaces = (0..SPACES).map(|n| (ItemKind::Space, n));
    let initiatives = (0..INITIATIVES).map(|n| (ItemKind::Initiative, n));
    spaces
        .chain(initiatives)
        .map(|(kind, n)| item(&mut random, kind, n))
        .collect()
}

/// Clustered around the centre, some far away, every eighth initiative nowhere.
fn item(random: &mut ChaCha8Rng, kind: ItemKind, n: usize) -> Item {
    let nowhere = kind == ItemKind::Initiative && n.is_multiple_of(8);
    let reach = *[0.001, 0.03, 0.12, 20.0].choose(random).expect("some");
    let mut offset = || (random.random::<f64>() - 0.5) * 2.0 * reach;
    let position = (!nowhere)
        .then(|| Position::new(CENTRE.0 + offset(), CENTRE.1 + offset()).expect("a position"));
    let tags: Vec<&str> = TAGS
        .into_iter()
        .filter(|_| random.random_ratio(1, 4))
        .collect();
    let mut properties = json!({
        "name": format!("Miejsce „{n}”"),
        "category": CATEGORIES.choose(random),
        "tags": tags,
        "phone": "22 123 45 67",
        "email": "kontakt@example.org",
        "contact_public": n.is_multiple_of(3),
    });
    if nowhere && n.is_multiple_of(16) {
        properties["stated_district"] = json!("B");
    }
    Item::parse(kind, properties.as_object().expect("an object"), position).expect("an item")
}

/// A random filter as a query without `?`; most keep some items and not all.
pub(crate) fn random_filter(random: &mut ChaCha8Rng) -> String {
    let (lon, lat) = CENTRE;
    let category = CATEGORIES.choose(random).expect("some");
    let tag = percent(TAGS.choose(random).expect("some"));
    let district = ["A", "B", "A,D"].choose(random).expect("some");
    let (w, s, e, n) = (lon - 0.02, lat - 0.01, lon + 0.05, lat + 0.3);
    [
        (2, format!("category={category}")),
        (6, "category=club,library".to_owned()),
        (6, "layer=spaces".to_owned()),
        (4, format!("tag={tag}")),
        (4, format!("district={district}")),
        (5, format!("bbox={w},{s},{e},{n}")),
        (5, format!("near={lon},{lat}&within=1500")),
    ]
    .into_iter()
    .filter(|(one_in, _)| random.random_ratio(1, *one_in))
    .map(|(_, part)| part)
    .collect::<Vec<_>>()
    .join("&")
}

/// Percent-encodes a query value.
pub(crate) fn percent(text: &str) -> String {
    form_urlencoded::byte_serialize(text.as_bytes()).collect()
}
