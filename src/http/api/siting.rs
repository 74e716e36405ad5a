//! `/api/coverage/gaps.geojson` and `/api/coverage/sites`: where nobody is within reach, and where
//! new places would reach most people.

use crate::coverage::Asked;
use crate::http::api::coverage::{question, tagged};
use crate::http::request::context::RequestContext;
use crate::http::request::query::Query;
use crate::http::response::problem::{Answer, Problem};
use crate::http::server::headers;
use okolica_coverage::{AreaGap, Question, SiteSearch, gaps, sites};
use okolica_model::FieldError;
use serde_json::{Value, json};

const GAPS: &str = "/api/coverage/gaps.geojson";
const SITES: &str = "/api/coverage/sites";

/// The pieces of each area that no place which fits is within the limit of, with the people in
/// them.
pub(crate) async fn gap_areas(cx: RequestContext) -> Answer {
    let query = Query::new(cx.uri.query());
    let pairs = query.named(&Question::NAMES);
    query.finish(&[&Question::NAMES])?;
    let app = &cx.app;
    let question = question(&cx, &pairs).await?;
    let make = async |question: Asked| {
        let base = app.settings.public_url.as_str().to_owned();
        app.aside(move || {
            let Asked {
                ground,
                facilities,
                question: of,
                day,
                ..
            } = &question;
            let found = gaps(ground, facilities, of, *day);
            let features: Vec<Value> = found.iter().map(AreaGap::to_feature).collect();
            let mut out = question.about(&base, GAPS);
            out.insert("type".to_owned(), json!("FeatureCollection"));
            out.insert("features".to_owned(), features.into());
            Value::Object(out).to_string().into_bytes()
        })
        .await
    };
    tagged(app, &cx.headers, question, "gaps", make, headers::GEO_JSON).await
}

/// The best new places, as JSON, or as points with `f=geojson`. One search runs at a time.
pub(crate) async fn best_sites(cx: RequestContext) -> Answer {
    let mut query = Query::new(cx.uri.query());
    let as_points = query.single("f", |text| match text {
        "json" => Ok(false),
        "geojson" => Ok(true),
        _ => Err(FieldError::new("f", text, "json or geojson")),
    });
    let as_points = as_points.unwrap_or(false);
    let pairs = query.named(&Question::NAMES);
    let own = query.named(&SiteSearch::NAMES);
    query.finish(&[&Question::NAMES, &SiteSearch::NAMES, &["f"]])?;
    let own = own.iter().map(|(name, value)| (&**name, &**value));
    let (search, errors) = SiteSearch::parse(own);
    if !errors.is_empty() {
        return Err(Problem::parameters(errors));
    }
    let app = &cx.app;
    let question = question(&cx, &pairs).await?;
    let address = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(search.to_query())
        .finish();
    let what = format!("sites {as_points} {address}");
    let make = async |question: Asked| {
        let turn = app.coverage()?.turn().await?;
        let base = app.settings.public_url.as_str().to_owned();
        let made = app.aside(move || {
            // Until the search ends, also when nobody waits for it any more.
            let _turn = turn;
            let Asked {
                ground,
                facilities,
                question: of,
                day,
                ..
            } = &question;
            let found = sites(ground, facilities, of, *day, &search)
                .map_err(|error| Problem::parameters(vec![error]))?;
            let mut out = question.about(&base, SITES);
            if let Value::Object(fields) = json!(found) {
                out.extend(fields);
            }
            if let Some(Value::String(link)) = out.get_mut("permalink")
                && !address.is_empty()
            {
                link.push('&');
                link.push_str(&address);
            }
            if as_points && let Value::Object(points) = found.to_features() {
                out.remove("sites");
                out.extend(points);
            }
            Ok(Value::Object(out).to_string().into_bytes())
        });
        made.await?
    };
    let media_type = if as_points {
        headers::GEO_JSON
    } else {
        headers::JSON
    };
    tagged(app, &cx.headers, question, &what, make, media_type).await
}
