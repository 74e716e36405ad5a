//! `/api/docs`: how to use the API, with an example for each path in three languages. All three
//! are written from one table, so that they ask the same.

use super::shell::{Head, Live, Page, document};
use super::view::View;
use super::{PageContext, Rendered};
use leptos::prelude::*;
use okolica_atlas::{Atlas, Record, TileId};
use okolica_model::{ItemKind, Position};

/// One request as an example.
struct Example {
    /// The path under `/api`, or from the root when it starts with `/..`, as it is described.
    path: &'static str,
    /// The same of one collection, with a query; [`Blanks`] are filled in.
    address: &'static str,
    method: &'static str,
    /// A message.
    about: &'static str,
    body: Option<&'static str>,
    /// Whether it needs the token.
    token: bool,
}

const fn get(path: &'static str, address: &'static str, about: &'static str) -> Example {
    Example {
        path,
        address,
        method: "GET",
        about,
        body: None,
        token: false,
    }
}

const fn write(
    method: &'static str,
    path: &'static str,
    address: &'static str,
    about: &'static str,
    body: Option<&'static str>,
) -> Example {
    Example {
        method,
        body,
        token: true,
        ..get(path, address, about)
    }
}

const AREA: &str = r#"{"type": "Polygon", "coordinates": [[[{west}, {south}], [{east}, {south}], [{east}, {north}], [{west}, {south}]]]}"#;
const ITEMS: &str = "/api/collections/{collection}/items";
const FEATURE: &str = "/api/collections/{collection}/items/{featureId}";
const SPACE: &str = r#"{"type": "Feature", "geometry": {"type": "Point", "coordinates": [{lon}, {lat}]}, "properties": {"name": "Kącik sąsiedzki", "category": "other"}}"#;

/// Parts of the page, each with a message as its heading.
const PARTS: &[(&str, &[Example])] = &[
    (
        "docs-read",
        &[
            get("/api", "/api", "docs-landing"),
            get("/api/collections", "/api/collections", "docs-collections"),
            get(
                "/api/collections/{collection}",
                "/api/collections/spaces",
                "docs-collection",
            ),
            get(ITEMS, "/api/collections/spaces/items?limit=5", "docs-items"),
            get(
                ITEMS,
                "/api/collections/spaces/items?bbox={west},{south},{east},{north}",
                "docs-bbox",
            ),
            get(
                ITEMS,
                "/api/collections/initiatives/items?category=library&when=week&free=1",
                "docs-filters",
            ),
            get(
                ITEMS,
                "/api/collections/spaces/items?filter=category%20%3D%20%27library%27%20OR%20CASEI%28name%29%20LIKE%20CASEI%28%27%25klub%25%27%29",
                "docs-cql",
            ),
            get(
                ITEMS,
                "/api/collections/spaces/items?limit=5&crs=http://www.opengis.net/def/crs/EPSG/0/2180",
                "docs-crs",
            ),
            get(
                FEATURE,
                "/api/collections/spaces/items/{first}",
                "docs-feature",
            ),
            get(
                "/api/collections/{collection}/queryables",
                "/api/collections/spaces/queryables",
                "docs-queryables",
            ),
            get(
                "/api/collections/{collection}/schema",
                "/api/collections/spaces/schema",
                "docs-schema",
            ),
            get(
                "/api/search",
                "/api/search?q=biblioteka&limit=3",
                "docs-search",
            ),
            get(
                "/api/changes",
                "/api/changes?since=0&limit=5",
                "docs-changes",
            ),
            get(
                "/api/coverage",
                "/api/coverage?category=library&within=800",
                "docs-coverage",
            ),
            Example {
                method: "POST",
                body: Some(AREA),
                ..get(
                    "/api/coverage",
                    "/api/coverage?within=500",
                    "docs-coverage-area",
                )
            },
            get(
                "/api/coverage/cells.geojson",
                "/api/coverage/cells.geojson?category=library&within=800",
                "docs-coverage-cells",
            ),
            get(
                "/api/coverage/gaps.geojson",
                "/api/coverage/gaps.geojson?category=library&within=800",
                "docs-coverage-gaps",
            ),
            get(
                "/api/coverage/sites",
                "/api/coverage/sites?category=library&within=800&p=2&candidates=1000",
                "docs-coverage-sites",
            ),
        ],
    ),
    (
        "docs-tiles",
        &[
            get(
                "/api/collections/{collection}/tiles",
                "/api/collections/items/tiles",
                "docs-tilesets",
            ),
            get(
                "/api/collections/{collection}/tiles/WebMercatorQuad",
                "/api/collections/items/tiles/WebMercatorQuad",
                "docs-tileset",
            ),
            get(
                "/api/collections/{collection}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}",
                "/api/collections/items/tiles/WebMercatorQuad/6/{row}/{column}?f=json",
                "docs-tile",
            ),
            get("/tiles/{layer}.json", "/tiles/items.json", "docs-tilejson"),
            get(
                "/tiles/{layer}/{z}/{x}/{y}.geojson",
                "/tiles/items/6/{column}/{row}.geojson",
                "docs-xyz",
            ),
            get(
                "/api/tileMatrixSets",
                "/api/tileMatrixSets",
                "docs-matrix-sets",
            ),
            get(
                "/api/tileMatrixSets/WebMercatorQuad",
                "/api/tileMatrixSets/WebMercatorQuad",
                "docs-matrix-set",
            ),
        ],
    ),
    (
        "docs-write",
        &[
            write(
                "POST",
                ITEMS,
                "/api/collections/spaces/items",
                "docs-create",
                Some(SPACE),
            ),
            write(
                "PUT",
                FEATURE,
                "/api/collections/spaces/items/{first}",
                "docs-replace",
                Some(SPACE),
            ),
            write(
                "PATCH",
                FEATURE,
                "/api/collections/spaces/items/{first}",
                "docs-update",
                Some(r#"{"properties": {"summary": "Nowy opis"}}"#),
            ),
            write(
                "DELETE",
                FEATURE,
                "/api/collections/spaces/items/{second}",
                "docs-delete",
                None,
            ),
        ],
    ),
    (
        "docs-about-api",
        &[
            get("/api/conformance", "/api/conformance", "docs-conformance"),
            get("/api/openapi.json", "/api/openapi.json", "docs-openapi"),
        ],
    ),
];

/// What stands in braces in examples: a place and places that this map has.
struct Blanks(Vec<(&'static str, String)>);

impl Blanks {
    fn of(atlas: &Atlas) -> Self {
        let mut spaces = atlas
            .items()
            .filter(|record| record.key().kind == ItemKind::Space);
        let first = spaces.next();
        let id = |record: Option<&Record>| record.map_or(1, |record| record.key().id).to_string();
        let second = id(spaces.next().or(first));
        let at = first.and_then(Record::position);
        let (lon, lat) = at.map_or((19.29, 52.05), |at| (at.lon(), at.lat()));
        // The middle of Poland where the map has no place yet.
        let tile = at
            .or(Position::new(lon, lat).ok())
            .map(|at| TileId::of(at, 6));
        let (column, row) = tile.map_or((0, 0), |tile| (tile.x(), tile.y()));
        let round = |degrees: f64| format!("{degrees:.4}");
        Self(vec![
            ("{first}", id(first)),
            ("{second}", second),
            ("{lon}", round(lon)),
            ("{lat}", round(lat)),
            ("{west}", round(lon - 0.02)),
            ("{south}", round(lat - 0.01)),
            ("{east}", round(lon + 0.02)),
            ("{north}", round(lat + 0.01)),
            ("{column}", column.to_string()),
            ("{row}", row.to_string()),
        ])
    }

    fn fill(&self, text: &str) -> String {
        self.0.iter().fold(text.to_owned(), |text, (blank, value)| {
            text.replace(blank, value)
        })
    }
}

impl Example {
    fn content_type(&self) -> &'static str {
        match self.method {
            "PATCH" => "application/merge-patch+json",
            _ => "application/geo+json",
        }
    }

    fn sends(&self) -> bool {
        self.method != "GET"
    }

    fn curl(&self, base: &str) -> String {
        let mut out = "curl --fail".to_owned();
        if self.sends() {
            out.push_str(&format!(" -X {} \\\n ", self.method));
        }
        if self.token {
            out.push_str(" -H \"Authorization: Bearer $OKOLICA_TOKEN\" \\\n ");
        }
        if let Some(body) = self.body {
            let kind = self.content_type();
            out.push_str(&format!(
                " -H 'Content-Type: {kind}' \\\n  -d '{body}' \\\n "
            ));
        }
        out.push_str(&format!(" '{base}{}'", self.address));
        out
    }

    fn python(&self, base: &str) -> String {
        let address = format!("{base}{}", self.address);
        if !self.sends() {
            return format!(
                "import json, urllib.request\n\n\
                 with urllib.request.urlopen(\"{address}\") as answer:\n    \
                 print(json.load(answer))"
            );
        }
        let mut headers = Vec::new();
        if self.token {
            let bearer = "\"Authorization\": \"Bearer \" + os.environ[\"OKOLICA_TOKEN\"]";
            headers.push(bearer.to_owned());
        }
        let mut data = String::new();
        if let Some(body) = self.body {
            headers.push(format!("\"Content-Type\": \"{}\"", self.content_type()));
            data = format!("\n    data='{body}'.encode(),");
        }
        format!(
            "import os, urllib.request\n\n\
             request = urllib.request.Request(\n    \"{address}\",\n    method=\"{}\",{data}\n    \
             headers={{{headers}}},\n)\n\
             with urllib.request.urlopen(request) as answer:\n    \
             print(answer.status, answer.read().decode())",
            self.method,
            headers = headers.join(", ")
        )
    }

    fn javascript(&self, base: &str) -> String {
        let address = format!("{base}{}", self.address);
        if !self.sends() {
            return format!(
                "const answer = await fetch(\"{address}\");\nconsole.log(await answer.json());"
            );
        }
        let mut headers = Vec::new();
        if self.token {
            headers.push("Authorization: `Bearer ${process.env.OKOLICA_TOKEN}`".to_owned());
        }
        let mut body = String::new();
        if let Some(text) = self.body {
            headers.push(format!("\"Content-Type\": \"{}\"", self.content_type()));
            body = format!("\n  body: JSON.stringify({text}),");
        }
        format!(
            "const answer = await fetch(\"{address}\", {{\n  method: \"{}\",\n  \
             headers: {{{headers}}},{body}\n}});\n\
             console.log(answer.status, await answer.text());",
            self.method,
            headers = headers.join(", ")
        )
    }
}

/// `/api/docs`.
#[must_use]
pub fn api_docs(ctx: &PageContext<'_>) -> Rendered {
    let view = View::new(ctx);
    let base = view.ctx.settings.public_url.clone();
    let blanks = Blanks::of(ctx.atlas);
    let title = view.text("docs-title");
    document(&view, || {
        Page {
        status: 200,
        title: format!("{title} – {}", view.site()),
        description: Some(view.text("api-about")),
        class: "text-page",
        canonical: Some("/api/docs".to_owned()),
        head: Head::default(),
        live: Live::Nothing,
        content: view! {
            <main id="content" class="sheet-of-paper wide">
                <p class="back"><a href=view.home_link()>{view.text("to-the-map")}</a></p>
                <article class="api">
                    <h1 class="detail-title">{title.clone()}</h1>
                    <p>{view.text("api-about")}</p>
                    {connect(&view, &base)}
                    {PARTS.iter().map(|(heading, examples)| part(&view, heading, examples, &base, &blanks)).collect_view()}
                    <section class="detail-section">
                        <h2>{view.text("docs-errors")}</h2>
                        <p>{view.text("docs-errors-text")}</p>
                    </section>
                </article>
            </main>
        }
        .into_any(),
    }
    })
}

/// What GIS programs need: one address.
fn connect(view: &View<'_>, base: &str) -> impl IntoView + use<> {
    let address = format!("{base}/api");
    view! {
        <section class="detail-section">
            <h2>{view.text("docs-connect")}</h2>
            <p>{view.text("docs-connect-text")}</p>
            <pre tabindex="0"><code>{address}</code></pre>
            <ul>
                <li>{view.text("docs-qgis")}</li>
                <li>{view.text("docs-gdal")} " " <code>{format!("ogrinfo -al -so OAPIF:{base}/api")}</code></li>
            </ul>
            <p>{view.text("docs-token")}</p>
        </section>
    }
}

fn part(
    view: &View<'_>,
    heading: &str,
    examples: &'static [Example],
    base: &str,
    blanks: &Blanks,
) -> impl IntoView + use<> {
    let examples: Vec<_> = examples
        .iter()
        .map(|one| example(view, one, base, blanks))
        .collect();
    view! {
        <section class="detail-section">
            <h2>{view.text(heading)}</h2>
            {examples}
        </section>
    }
}

fn example(view: &View<'_>, example: &Example, base: &str, blanks: &Blanks) -> AnyView {
    let languages = [
        ("curl", "curl", blanks.fill(&example.curl(base))),
        ("python", "Python", blanks.fill(&example.python(base))),
        (
            "javascript",
            "JavaScript",
            blanks.fill(&example.javascript(base)),
        ),
    ];
    let about = view.text(example.about);
    let blocks: Vec<_> = languages
        .into_iter()
        .map(|(class, name, code)| {
            // Each part that scrolls by keyboard says what it is.
            let label = format!("{name}: {about}");
            view! {
                <h4>{name}</h4>
                <pre tabindex="0" role="group" aria-label=label>
                    <code class=class>{code}</code>
                </pre>
            }
        })
        .collect();
    view! {
        <div class="example">
            <h3>
                <code class="path">{format!("{} {}", example.method, example.path)}</code>
            </h3>
            <p>{about.clone()}</p>
            <details>
                <summary>{view.text("docs-examples")}<span class="hush">": "{about}</span></summary>
                {blocks}
            </details>
        </div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn examples_ask_the_same_in_every_language() {
        for example in PARTS.iter().flat_map(|(_, examples)| *examples) {
            let base = "https://mapa.example.org";
            let address = format!("{base}{}", example.address);
            for code in [
                example.curl(base),
                example.python(base),
                example.javascript(base),
            ] {
                assert!(code.contains(&address), "{code}");
                assert_eq!(code.contains("OKOLICA_TOKEN"), example.token, "{code}");
                assert!(
                    example.body.is_none_or(|body| code.contains(body)),
                    "{code}"
                );
            }
        }
    }
}
