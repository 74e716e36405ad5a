//! The city's own tables: its profile and its category tree.

use super::StoreError;
use super::past::State;
use super::tx::{Cell, Cells, Dialect, Tx};
use okolica_model::calendar::check_zone;
use okolica_model::category::{Category, CategoryId};
use okolica_model::profile::Profile;
use okolica_model::{BBox, FieldError};
use serde_json::json;

/// `$n` as a JSON column takes it.
fn json_argument(dialect: Dialect, number: usize) -> String {
    match dialect {
        Dialect::GeoPackage => format!("${number}"),
        Dialect::PostGis => format!("${number}::text::jsonb"),
    }
}

pub(super) async fn add_category(tx: &mut Tx, category: &Category) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT INTO categories (id, parent, labels, icon, colour) VALUES ($1, $2, {}, $4, $5)",
        json_argument(tx.dialect(), 3)
    );
    let cells = vec![
        Cell::text(category.id.as_str()),
        Cell::Text(category.parent.as_ref().map(ToString::to_string)),
        Cell::text(json!(category.labels).to_string()),
        Cell::Text(category.icon.clone()),
        Cell::Int(Some(category.colour.into())),
    ];
    tx.execute(sql, cells).await.map(drop)
}

/// The tree in the order in which its entries were added; an entry that breaks a rule is left
/// out and said with its row number.
pub(super) async fn categories(
    tx: &mut Tx,
    state: State,
) -> Result<(Vec<Category>, Vec<(u64, FieldError)>), StoreError> {
    let columns = match tx.dialect() {
        Dialect::GeoPackage => "t.fid, t.id, t.parent, t.labels, t.icon, t.colour",
        Dialect::PostGis => {
            "t.fid, t.id::text, t.parent::text, t.labels::text, t.icon::text, t.colour::bigint"
        }
    };
    let from = state.of(tx.dialect(), "categories");
    let sql = format!("SELECT {columns} FROM {from} AS t ORDER BY t.fid");
    let (mut tree, mut broken) = (Vec::new(), Vec::new());
    for row in tx.rows(sql, vec![]).await? {
        let fid = row.first().and_then(Cell::as_int).unwrap_or_default();
        match category(&row) {
            Ok(category) => tree.push(category),
            Err(error) => broken.push((fid.unsigned_abs(), error)),
        }
    }
    Ok((tree, broken))
}

fn category(row: &Cells) -> Result<Category, FieldError> {
    let text = |at: usize| {
        row.get(at)
            .and_then(Cell::as_text)
            .filter(|t| !t.is_empty())
    };
    let labels = text(3).unwrap_or("{}");
    let colour = row.get(5).and_then(Cell::as_int).unwrap_or(7);
    Ok(Category {
        id: CategoryId::parse("id", text(1).unwrap_or_default())?,
        parent: text(2)
            .map(|parent| CategoryId::parse("parent", parent))
            .transpose()?,
        labels: serde_json::from_str(labels).map_err(|_| {
            FieldError::new("labels", labels, "an object like {\"en\": \"Library\"}")
        })?,
        icon: text(4).map(str::to_owned),
        colour: u8::try_from(colour)
            .ok()
            .filter(|colour| *colour < 8)
            .ok_or_else(|| FieldError::new("colour", colour, "0 to 7"))?,
    })
}

pub(super) async fn set_profile(tx: &mut Tx, profile: &Profile) -> Result<(), StoreError> {
    let dialect = tx.dialect();
    let cells =
        vec![
            Cell::text(&profile.name),
            Cell::text(&profile.time_zone),
            Cell::text(&profile.country),
            Cell::text(json!(profile.languages).to_string()),
            Cell::Text(profile.contact.clone()),
            Cell::Text(profile.bbox.map(|bbox| {
                json!([bbox.west(), bbox.south(), bbox.east(), bbox.north()]).to_string()
            })),
            Cell::Bool(Some(profile.fictional)),
        ];
    let (languages, bbox) = (json_argument(dialect, 4), json_argument(dialect, 6));
    let update = format!(
        "UPDATE city_profile SET name = $1, time_zone = $2, country = $3, languages = {languages},
         contact = $5, bbox = {bbox}, fictional = $7"
    );
    if tx.execute(update, cells.clone()).await? == 0 {
        let insert = format!(
            "INSERT INTO city_profile (name, time_zone, country, languages, contact, bbox, fictional)
             VALUES ($1, $2, $3, {languages}, $5, {bbox}, $7)"
        );
        tx.execute(insert, cells).await?;
    }
    Ok(())
}

/// The profile; what its row lacks or breaks is as in [`Profile::default`], and said.
pub(super) async fn profile(
    tx: &mut Tx,
    state: State,
) -> Result<(Profile, Vec<FieldError>), StoreError> {
    let columns = match tx.dialect() {
        Dialect::GeoPackage => {
            "t.name, t.time_zone, t.country, t.languages, t.contact, t.bbox, t.fictional"
        }
        Dialect::PostGis => {
            "t.name::text, t.time_zone::text, t.country::text, t.languages::text, t.contact::text, t.bbox::text, coalesce(t.fictional, false)::int::bigint"
        }
    };
    let from = state.of(tx.dialect(), "city_profile");
    let sql = format!("SELECT {columns} FROM {from} AS t ORDER BY t.id LIMIT 1");
    let default = Profile::default();
    let Some(row) = tx.row(sql, vec![]).await? else {
        return Ok((default, Vec::new()));
    };
    let mut errors = Vec::new();
    let text = |at: usize| {
        let text = row.get(at).and_then(Cell::as_text);
        text.filter(|t| !t.is_empty()).map(str::to_owned)
    };
    let languages = text(3).and_then(|text| {
        let list = serde_json::from_str::<Vec<String>>(&text).ok();
        if list.is_none() {
            errors.push(FieldError::new(
                "languages",
                text,
                "a list like [\"pl\", \"en\"]",
            ));
        }
        list.filter(|list| !list.is_empty())
    });
    let bbox = text(5).and_then(|text| {
        let found = serde_json::from_str::<[f64; 4]>(&text)
            .map_err(|_| FieldError::new("bbox", text, "a list: west, south, east, north"))
            .and_then(|[w, s, e, n]| BBox::new(w, s, e, n));
        found.map_err(|error| errors.push(error)).ok()
    });
    let time_zone = text(1).filter(|name| {
        let checked = check_zone("time_zone", name);
        checked.map_err(|error| errors.push(error)).is_ok()
    });
    let profile = Profile {
        name: text(0).unwrap_or(default.name),
        time_zone: time_zone.unwrap_or(default.time_zone),
        country: text(2).unwrap_or(default.country),
        languages: languages.unwrap_or(default.languages),
        contact: text(4),
        bbox,
        fictional: row.get(6).and_then(Cell::as_int) == Some(1),
    };
    Ok((profile, errors))
}
