//! `/feeds/initiatives.*` and `/initiatives/{id}.ics`, read by parsers that we did not write.

use crate::support::app::{Answer, CENTRE, PUBLIC_URL, TestApp, settings};
use crate::support::python;
use axum::http::Method;
use okolica_web::language::Language;
use okolica_web::page::Conformance;
use serde_json::{Value, json};

const INITIATIVES: &str = "/api/collections/initiatives/items";

/// Every component of a calendar with what it says, and the dates that dateutil makes of it.
const READ_CALENDAR: &str = r#"
import sys, json, datetime
from icalendar import Calendar
from dateutil.rrule import rrulestr
def said(value):
    return value.isoformat() if hasattr(value, 'isoformat') else str(value)
calendar = Calendar.from_ical(sys.stdin.buffer.read())
zones = {str(z['TZID']): z.to_tz() for z in calendar.walk('VTIMEZONE')}
out = []
for event in calendar.walk('VEVENT'):
    one = {k.lower(): said(event[k].dt) if hasattr(event[k], 'dt') else str(event[k])
           for k in event if k not in ('RRULE', 'EXDATE', 'RDATE', 'CATEGORIES')}
    start = event['DTSTART']
    one['tzid'] = start.params.get('TZID')
    if one['tzid']:
        naive = start.dt.replace(tzinfo=None)
        one['utc'] = zones[one['tzid']].localize(naive).astimezone(datetime.timezone.utc).isoformat()
    if 'RRULE' in event:
        rule = event['RRULE'].to_ical().decode()
        one['rrule'] = rule
        first = start.dt.replace(tzinfo=None) if hasattr(start.dt, 'hour') else \
            datetime.datetime.combine(start.dt, datetime.time())
        dates = rrulestr(rule.replace('Z', ''), dtstart=first)
        exdates = event.get('EXDATE', [])
        exdates = exdates if isinstance(exdates, list) else [exdates]
        gone = [d.dt.replace(tzinfo=None) for e in exdates for d in e.dts]
        one['dates'] = [d.isoformat() for d in dates[:6] if d not in gone]
    out.append(one)
print(json.dumps({'events': out, 'zones': list(zones)}))
"#;

const READ_ATOM: &str = r"
import sys, json, feedparser
feed = feedparser.parse(sys.stdin.buffer.read())
assert not feed.bozo, feed.bozo_exception
print(json.dumps({'title': feed.feed.title, 'id': feed.feed.id, 'lang': feed.feed.get('language'),
    'entries': [{'id': e.id, 'title': e.title, 'updated': e.updated, 'link': e.link,
        'summary': e.get('summary', '')} for e in feed.entries]}))
";

const READ_TABLE: &str = r"
import sys, json, csv, io
rows = list(csv.DictReader(io.StringIO(sys.stdin.buffer.read().decode('utf-8'), newline='')))
print(json.dumps(rows))
";

async fn add(app: &TestApp, properties: Value, placed: bool) -> u64 {
    let geometry = placed.then(|| json!({"type": "Point", "coordinates": [CENTRE.0, CENTRE.1]}));
    let feature = json!({"type": "Feature", "geometry": geometry, "properties": properties});
    let made = app.edit(Method::POST, INITIATIVES, &[], &feature).await;
    made.expect(201).json()["id"].as_u64().expect("an id")
}

fn chess() -> Value {
    json!({
        "name": "Szachy; dla, wszystkich \\ i „Żółwi”", "category": "club", "tags": ["kurs"],
        "summary": "Pierwsza linia.\nDruga linia, długa: ".to_owned() + &"zażółć gęślą jaźń ".repeat(20),
        "phone": "22 111 11 11", "email": "tajne@example.org",
        "organiser": {"name": "Klub Skoczek"},
        "schedule": {
            "start": "2030-10-07T18:00", "end": "2030-10-07T20:00",
            "rrule": "FREQ=WEEKLY;BYDAY=TU;UNTIL=20301231", "exdate": ["2030-10-22T18:00"],
            "overrides": [
                {"date": "2030-10-29T18:00", "cancelled": true, "note": "Remont"},
                {"date": "2030-11-05T18:00", "start": "2030-11-06T17:00"},
            ],
        },
    })
}

fn of_id(read: &Value, id: u64) -> Vec<&Value> {
    let uid = format!("initiative-{id}@mapa.example.org");
    let events = read["events"].as_array().expect("events");
    events.iter().filter(|event| event["uid"] == uid).collect()
}

#[tokio::test]
async fn calendars_have_rules_exceptions_and_cancellations() {
    let app = TestApp::new().await;
    let id = add(&app, chess(), true).await;
    let days = json!({"name": "Festyn", "category": "club",
        "schedule": {"start": "2031-06-07", "end": "2031-06-08", "all_day": true}});
    let festival = add(&app, days, true).await;
    let gone = json!({"name": "Kino", "category": "club", "status": "cancelled",
        "schedule": {"start": "2031-03-30T02:30"}});
    let gone = add(&app, gone, true).await;
    let undated = add(&app, json!({"name": "Zawsze", "category": "club"}), true).await;
    let past =
        json!({"name": "Dawno", "category": "club", "schedule": {"start": "2020-01-01T10:00"}});
    let past = add(&app, past, true).await;

    let answer = app
        .get("/feeds/initiatives.ics?category=club&past=1")
        .await
        .expect(200);
    assert_eq!(
        answer.header("content-type"),
        "text/calendar; charset=utf-8"
    );
    for line in answer.text().split_inclusive("\r\n") {
        assert!(line.ends_with("\r\n") && line.len() <= 77, "{line:?}");
    }
    let read = python::read(READ_CALENDAR, &answer.body);
    assert_eq!(read["zones"], json!(["Europe/Warsaw"]));
    let events = of_id(&read, id);
    assert_eq!(events.len(), 3, "{events:?}");
    let main = events[0];
    assert_eq!(main["summary"], "Szachy; dla, wszystkich \\ i „Żółwi”");
    assert_eq!(main["sequence"], "1");
    assert_eq!(main["status"], "CONFIRMED");
    // The schedule starts on a Monday, its rule on the Tuesday after.
    assert_eq!(main["dtstart"], "2030-10-08T18:00:00+02:00");
    assert_eq!(main["utc"], "2030-10-08T16:00:00+00:00");
    assert_eq!(main["dtend"], "2030-10-08T20:00:00+02:00");
    assert_eq!(main["rrule"], "FREQ=WEEKLY;UNTIL=20301231T225959Z;BYDAY=TU");
    assert_eq!(
        main["dates"],
        json!([
            "2030-10-08T18:00:00",
            "2030-10-15T18:00:00",
            "2030-10-29T18:00:00",
            "2030-11-05T18:00:00",
            "2030-11-12T18:00:00"
        ])
    );
    assert_eq!(main["url"], format!("{PUBLIC_URL}/initiatives/{id}"));
    assert!(
        main["description"]
            .as_str()
            .expect("text")
            .starts_with("Pierwsza linia.\nDruga linia, długa")
    );
    assert!(!answer.text().contains("tajne@") && !answer.text().contains("22 111"));
    let cancelled = events[1];
    assert_eq!(cancelled["status"], "CANCELLED");
    assert_eq!(cancelled["recurrence-id"], "2030-10-29T18:00:00+01:00");
    let moved = events[2];
    assert_eq!(moved["recurrence-id"], "2030-11-05T18:00:00+01:00");
    assert_eq!(moved["dtstart"], "2030-11-06T17:00:00+01:00");
    assert_eq!(moved["dtend"], "2030-11-06T19:00:00+01:00");

    let days = of_id(&read, festival)[0];
    assert_eq!(
        (&days["dtstart"], &days["dtend"]),
        (&json!("2031-06-07"), &json!("2031-06-09"))
    );
    assert_eq!(of_id(&read, gone)[0]["status"], "CANCELLED");
    assert!(
        of_id(&read, undated).is_empty(),
        "what has no date is in no calendar"
    );
    assert_eq!(of_id(&read, past).len(), 1);
    let current = app
        .get("/feeds/initiatives.ics?category=club")
        .await
        .expect(200);
    let current = python::read(READ_CALENDAR, &current.body);
    assert!(of_id(&current, past).is_empty(), "it is over");

    // A change keeps the id and raises the number.
    let uri = format!("{INITIATIVES}/{id}");
    let patch = json!({"properties": {"status": "cancelled"}});
    app.edit(Method::PATCH, &uri, &[], &patch).await.expect(200);
    let tag = answer.header("etag").to_owned();
    let again = app
        .get_with(
            "/feeds/initiatives.ics?category=club&past=1",
            &[("if-none-match", &tag)],
        )
        .await
        .expect(200);
    let again = python::read(READ_CALENDAR, &again.body);
    let main = of_id(&again, id)[0];
    assert_eq!(
        (&main["sequence"], &main["status"]),
        (&json!("2"), &json!("CANCELLED"))
    );
}

#[tokio::test]
async fn a_date_at_a_closed_space_is_tentative_and_says_why() {
    let app = TestApp::new().await;
    let closed = json!({"from": "2030-11-01", "until": "2030-11-10", "reason": "remont dachu"});
    let properties = json!({"properties": {"name": "Klub", "closed": closed}});
    let space = "/api/collections/spaces/items/1";
    app.edit(Method::PATCH, space, &[], &properties)
        .await
        .expect(200);
    let held = |start: &str| {
        json!({"name": "Kino", "category": "club", "space": 1,
            "schedule": {"start": format!("{start}T18:00"), "end": format!("{start}T20:00")}})
    };
    let mut weekly = chess();
    weekly["space"] = json!(1);
    let (inside, outside) = (held("2030-11-02"), held("2030-11-12"));
    let ids = [
        add(&app, inside, false).await,
        add(&app, outside, false).await,
        add(&app, weekly, false).await,
    ];
    let uri = "/feeds/initiatives.ics?lang=pl";
    let answer = app.get(uri).await.expect(200);
    let read = python::read(READ_CALENDAR, &answer.body);
    let said = |event: &Value| {
        let text = event["description"].as_str().expect("text");
        let note = text.contains("jest zamknięte od 1 listopada 2030 do 10 listopada 2030: remont");
        (event["status"].clone(), note)
    };
    let all = ids.map(|id| of_id(&read, id).into_iter().map(said).collect::<Vec<_>>());
    assert_eq!(all[0], [(json!("TENTATIVE"), true)]);
    assert_eq!(all[1], [(json!("CONFIRMED"), false)]);
    let expected = [
        ("CONFIRMED", true),
        ("CANCELLED", false),
        ("TENTATIVE", true),
    ];
    assert_eq!(all[2], expected.map(|(status, note)| (json!(status), note)));
    // Who asks for those days gets what is certain, and the rest on request.
    let days = "/feeds/initiatives.ics?from=2030-11-01&to=2030-11-03";
    for (more, found) in [("", 0), ("&include_unknown=1", 1)] {
        let answer = app.get(&format!("{days}{more}")).await.expect(200);
        let read = python::read(READ_CALENDAR, &answer.body);
        assert_eq!(of_id(&read, ids[0]).len(), found, "{more}");
    }
    // The space opens again: its own edit changes what its guests' calendars say.
    let open = json!({"properties": {"closed": null}});
    app.edit(Method::PATCH, space, &[], &open).await.expect(200);
    let tag = answer.header("etag");
    let again = app.get_with(uri, &[("if-none-match", tag)]).await;
    let again = python::read(READ_CALENDAR, &again.expect(200).body);
    assert_eq!(of_id(&again, ids[0])[0]["status"], "CONFIRMED");
}

#[tokio::test]
async fn one_initiative_is_a_file_for_a_calendar() {
    let app = TestApp::new().await;
    let id = add(&app, chess(), false).await;
    let file = app
        .get(&format!("/initiatives/{id}.ics?lang=en&utm=x"))
        .await
        .expect(200);
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(
        file.header("content-disposition")
            .contains(&format!("initiative-{id}.ics"))
    );
    assert_eq!(of_id(&python::read(READ_CALENDAR, &file.body), id).len(), 3);
    let tag = file.header("etag").to_owned();
    let uri = format!("/initiatives/{id}.ics?lang=en&utm=x");
    app.get_with(&uri, &[("if-none-match", &tag)])
        .await
        .expect(304);
    let undated = add(&app, json!({"name": "Zawsze", "category": "club"}), true).await;
    for missing in [
        format!("{undated}.ics"),
        "99999.ics".to_owned(),
        "x.ics".to_owned(),
    ] {
        app.get(&format!("/initiatives/{missing}"))
            .await
            .expect(404);
    }
}

#[tokio::test]
async fn readers_get_what_was_changed_last() {
    let app = TestApp::new().await;
    let hostile =
        json!({"name": "<b>&amp; ]]> </title>", "category": "club", "summary": "a < b & c"});
    let id = add(&app, hostile, true).await;
    let answer = app.get("/feeds/initiatives.atom?lang=en").await.expect(200);
    let read = python::read(READ_ATOM, &answer.body);
    assert_eq!(read["lang"], "en");
    let entries = read["entries"].as_array().expect("entries");
    assert_eq!(entries.len(), 100, "the newest hundred");
    assert_eq!(entries[0]["id"], format!("{PUBLIC_URL}/initiatives/{id}"));
    assert!(
        answer
            .text()
            .contains("&lt;b&gt;&amp;amp; ]]&gt; &lt;/title&gt;"),
        "escaped once"
    );
    let updated: Vec<&str> = entries
        .iter()
        .filter_map(|e| e["updated"].as_str())
        .collect();
    assert!(updated.is_sorted_by(|a, b| a >= b), "{updated:?}");
    let two = app.get("/feeds/initiatives.atom?limit=2").await.expect(200);
    let two = python::read(READ_ATOM, &two.body);
    assert_eq!(two["entries"].as_array().expect("entries").len(), 2);
}

#[tokio::test]
async fn tables_are_safe_and_hold_the_next_date() {
    let app = TestApp::new().await;
    let soon = (chrono::Utc::now() + chrono::TimeDelta::days(60)).date_naive();
    let formula = json!({"name": "=1+1", "summary": "+48", "address": "-2 @", "category": "club",
        "programme": "@SUM(A1)", "phone": "22 333 33 33", "contact_public": true,
        "schedule": {"start": format!("{soon}T18:00"), "end": format!("{soon}T19:00")}});
    let id = add(&app, formula, true).await;
    let answer = app.get("/feeds/initiatives.csv").await.expect(200);
    let rows = python::read(READ_TABLE, &answer.body);
    let rows = rows.as_array().expect("rows");
    let row = rows
        .iter()
        .find(|row| row["id"].as_str().is_some_and(|own| own.parse() == Ok(id)))
        .expect("the row");
    for (column, cell) in [
        ("name", "'=1+1"),
        ("summary", "'+48"),
        ("address", "'-2 @"),
        ("programme", "'@SUM(A1)"),
        ("next_start", &format!("{soon}T18:00:00")),
        ("next_end", &format!("{soon}T19:00:00")),
        ("phone", "22 333 33 33"),
        ("lon", "21"),
        ("url", &format!("{PUBLIC_URL}/initiatives/{id}")),
    ] {
        assert_eq!(row[column], cell, "{column}");
    }
    // Every third of the fixture allows its contact to be there.
    let hidden = rows.iter().filter(|row| row["contact_public"] == "false");
    assert!(hidden.clone().count() > 10);
    for row in hidden {
        assert_eq!(
            (&row["phone"], &row["email"]),
            (&json!(""), &json!("")),
            "{row}"
        );
    }
}

#[tokio::test]
async fn feeds_take_the_filters_and_refuse_the_rest() {
    let app = TestApp::new().await;
    let count = |answer: &Answer| {
        answer.json()["features"]
            .as_array()
            .expect("features")
            .len()
    };
    let feed = app
        .get("/feeds/initiatives.geojson?category=club&district=A")
        .await
        .expect(200);
    let list = app
        .get("/api/collections/initiatives/items?category=club&district=A&limit=1000")
        .await
        .expect(200);
    assert!(count(&list) > 0);
    assert_eq!(count(&feed), count(&list));
    assert!(
        !feed.text().contains("\"phone\":\"22 123 45 67\",\"email\"")
            || feed.text().contains("\"contact_public\":true")
    );
    let tag = feed.header("etag").to_owned();
    app.get_with(
        "/feeds/initiatives.geojson?category=club&district=A",
        &[("if-none-match", &tag)],
    )
    .await
    .expect(304);
    for (query, field) in [
        ("colour=red", "colour"),
        ("category=no-such", "category"),
        ("limit=0", "limit"),
        ("lang=xx", "lang"),
        ("past=perhaps", "past"),
    ] {
        for format in ["ics", "atom", "csv", "geojson"] {
            app.get(&format!("/feeds/initiatives.{format}?{query}"))
                .await
                .expect_problem(400, field);
        }
    }
    app.get("/feeds/spaces.ics").await.expect_problem(404, "");
}

const READ_XML: &str = r"
import sys, json, xml.etree.ElementTree as E
root = E.fromstring(sys.stdin.buffer.read())
print(json.dumps([[c.text if c.tag.endswith('loc') else c.attrib.get('hreflang', c.text) for c in one] for one in root]))
";

#[tokio::test]
async fn the_site_map_names_every_page() {
    let app = TestApp::new().await;
    let robots = app.get("/robots.txt").await.expect(200);
    assert!(
        robots
            .text()
            .contains(&format!("Sitemap: {PUBLIC_URL}/sitemap.xml"))
    );
    let index = python::read(READ_XML, &app.get("/sitemap.xml").await.expect(200).body);
    assert_eq!(index, json!([[format!("{PUBLIC_URL}/sitemap.xml?part=1")]]));
    let part = app.get("/sitemap.xml?part=1").await.expect(200);
    let pages = python::read(READ_XML, &part.body);
    let pages = pages.as_array().expect("pages");
    // Home, statement, six districts, 150 spaces, 120 initiatives.
    assert_eq!(pages.len(), 2 + 6 + 150 + 120);
    for page in pages {
        let page = page.as_array().expect("parts");
        let path = page[0]
            .as_str()
            .and_then(|url| url.strip_prefix(PUBLIC_URL))
            .expect("ours");
        let tags = Language::ALL.map(Language::tag);
        assert_eq!(page[page.len() - tags.len()..], tags);
        if pages.len() > 20 && path.ends_with('1') {
            app.get(path).await.expect(200);
        }
    }
    app.get("/sitemap.xml?part=2").await.expect(404);
    app.get("/sitemap.xml?part=0").await.expect(400);
}

#[tokio::test]
async fn codes_say_the_address_of_their_page() {
    let app = TestApp::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    for (path, address) in [
        ("/spaces/1/qr.svg", "/spaces/1"),
        ("/initiatives/7/qr.svg", "/initiatives/7"),
        ("/districts/A/qr.svg", "/districts/A"),
        ("/districts/E/qr.svg?set=estate", "/districts/E?set=estate"),
        (
            "/districts/A/qr.svg?of=calendar",
            "/feeds/initiatives.ics?district=A",
        ),
    ] {
        let code = app.get(path).await.expect(200);
        assert_eq!(code.header("content-type"), "image/svg+xml");
        let file = folder.path().join("code.svg");
        std::fs::write(&file, &code.body).expect("a file");
        let read = std::process::Command::new("zbarimg")
            .args(["--quiet", "--raw"])
            .arg(&file)
            .output()
            .expect("zbarimg starts; cargo xtask test installs zbar-tools");
        let said = String::from_utf8_lossy(&read.stdout);
        assert_eq!(said.trim(), format!("{PUBLIC_URL}{address}"), "{path}");
    }
    for missing in [
        "/spaces/9999/qr.svg",
        "/districts/Z/qr.svg",
        "/spaces/x/qr.svg",
    ] {
        app.get(missing).await.expect(404);
    }
}

#[tokio::test]
async fn the_statement_says_what_is_configured() {
    let mut own = settings();
    own.contact = Some("dostepnosc@example.org".to_owned());
    own.statement.operator = Some("Urząd Gminy Zmyślin".to_owned());
    own.statement.conformance = Some(Conformance::Partial);
    own.statement.gaps = Some("- mapa bez opisu".to_owned());
    own.statement.drawn_up = chrono::NaiveDate::from_ymd_opt(2026, 11, 23);
    let app = TestApp::with(own).await;
    let page = app.get("/accessibility?lang=pl").await.expect(200);
    for said in [
        "Urząd Gminy Zmyślin",
        "częściowo zgodna",
        "mapa bez opisu",
        "dostepnosc@example.org",
        "datetime=\"2026-11-23\"",
    ] {
        assert!(page.text().contains(said), "{said}: {}", page.text());
    }
}
