//! The people of a city follow the change log, and every past state of a store can be read again,
//! on both stores.

use crate::store_outside::{until, until_status};
use crate::store_story::{by, library};
use crate::support::postgres::{self, run};
use geo::{Point, polygon};
use okolica::live::Live;
use okolica::store::{Row, Store, Write};
use okolica_atlas::Atlas;
use okolica_model::Layer;
use okolica_model::category::{Category, CategoryId};
use okolica_model::flat::Table;
use okolica_model::time::Stamp;
use serde_json::{Value, json};
use std::process::Command;

fn row(properties: &Value, geometry: impl Into<geo::Geometry<f64>>) -> Row {
    Row {
        properties: properties.as_object().expect("an object").clone(),
        geometry: Some(geometry.into()),
    }
}

fn square(west: f64) -> geo::Polygon<f64> {
    let (south, side) = (52.012_345_678_901, 0.01);
    polygon![
        (x: west, y: south), (x: west + side, y: south),
        (x: west + side, y: south + side), (x: west, y: south + side), (x: west, y: south),
    ]
}

/// All that figures are made of, so that two equal ones give the same figures.
fn said(atlas: &Atlas) -> Value {
    let items: Vec<Value> = atlas
        .items()
        .map(|record| {
            let position = record.position().map(|at| [at.lon(), at.lat()]);
            json!([
                record.key().to_string(),
                record.item().properties(),
                position
            ])
        })
        .collect();
    json!({
        "items": items,
        "items_version": atlas.items_version(Layer::Items),
        "districts": atlas.districts_version(),
        "cells": atlas.cells().version(),
        "people": people(atlas),
        "categories": atlas.categories().iter().map(|c| c.id.to_string()).collect::<Vec<_>>(),
        "profile": format!("{:?}", atlas.profile()),
        "editions": format!("{:?}", atlas.editions()),
        "version": atlas.version(),
    })
}

fn people(atlas: &Atlas) -> Vec<Option<f64>> {
    atlas
        .cells()
        .all()
        .iter()
        .map(|cell| cell.cell.population)
        .collect()
}

async fn story(url: &str, sql: impl Fn(&str)) {
    let store = Store::open(url).await.expect("a new store");
    let born = store
        .first_revision()
        .await
        .expect("an answer")
        .expect("a seed");
    let live = Live::start(store.clone()).await.expect("it lives");
    assert!(live.atlas().cells().is_empty());
    assert_eq!(live.atlas().editions().population, None);

    let mut bulk = store.bulk(&by("import")).await.expect("a bulk edit");
    let district = json!({"code": "a", "name": "Stare Miasto", "population": 1000});
    bulk.insert(Table::Districts, &row(&district, square(21.0)), None)
        .await
        .expect("a district");
    let third = 100.0 / 3.0;
    for (properties, geometry) in [
        (
            json!({"population": third, "source": "GUS", "source_id": "1"}),
            square(21.0).into(),
        ),
        (
            json!({"population": 7, "population_65plus": 0.1 + 0.2}),
            Point::new(21.005, 52.015).into(),
        ),
        (
            json!({"known": false}),
            geo::Geometry::from(Point::new(21.5, 52.5)),
        ),
    ] {
        bulk.insert(Table::PopulationCells, &row(&properties, geometry), None)
            .await
            .expect("a cell");
    }
    bulk.commit().await.expect("stored");
    let created = live.write(by("ala"), vec![Write::Create(library())]).await;
    let key = created.expect("created")[0].key;
    until(&live, "the import", |atlas| atlas.cells().all().len() == 3).await;
    assert_eq!(people(&live.atlas()), [Some(third), Some(7.0), None]);
    assert_eq!(live.atlas().cells().sources()[1], ("GUS".to_owned(), 1));
    let first = said(&live.atlas());
    let first_number = live.atlas().version();

    // An edit of somebody else's shows, and one that breaks a rule is kept out and said.
    sql("UPDATE population_cells SET population = 12.5 WHERE id = 2");
    until(&live, "an edit from outside", |atlas| {
        people(atlas)[1] == Some(12.5)
    })
    .await;
    let second = said(&live.atlas());
    let second_number = live.atlas().version();
    sql("UPDATE population_cells SET known = true, population = NULL WHERE id = 3");
    until_status(&live, "a wrong edit", |status| {
        let wrong = status
            .rejections
            .iter()
            .filter(|r| r.table == Table::PopulationCells);
        wrong
            .map(|r| (r.id, r.errors[0].field.clone()))
            .collect::<Vec<_>>()
            == [(3, "population".to_owned())]
    })
    .await;
    until(&live, "it is out", |atlas| atlas.cells().all().len() == 2).await;
    sql("DELETE FROM population_cells WHERE id = 3");
    until_status(&live, "it is gone", |status| status.rejections.is_empty()).await;

    let mut bulk = store.bulk(&by("import")).await.expect("a bulk edit");
    bulk.delete(Table::Districts, 1).await.expect("deleted");
    bulk.add_category(&Category {
        id: CategoryId::parse("id", "sauna").expect("an id"),
        parent: None,
        labels: [("pl".to_owned(), "Sauna".to_owned())].into(),
        icon: None,
        colour: 7,
    })
    .await
    .expect("a category");
    bulk.commit().await.expect("stored");
    let mut changed = library();
    changed.common.category = CategoryId::parse("category", "sauna").expect("an id");
    let replace = Write::Replace {
        key,
        item: changed,
        if_version: None,
        keep: vec![],
    };
    live.write(by("ala"), vec![replace])
        .await
        .expect("replaced");
    let third = said(&live.atlas());
    let third_number = live.atlas().version();
    let delete = Write::Delete {
        key,
        if_version: None,
    };
    live.write(by("ala"), vec![delete]).await.expect("deleted");
    assert_eq!(live.atlas().items().count(), 0);

    for (number, then) in [
        (first_number, &first),
        (second_number, &second),
        (third_number, &third),
    ] {
        let (atlas, rejections) = store.load_as_of(number, 0).await.expect("the past");
        assert_eq!(said(&atlas), *then, "{number}");
        assert_eq!(rejections, []);
    }
    let (seed, _) = store
        .load_as_of(first_number - 5, 0)
        .await
        .expect("the past");
    assert_eq!((seed.items().count(), seed.cells().is_empty()), (0, true));
    assert!(seed.categories().iter().any(|c| c.id.as_str() == "library"));

    let in_use = async |number| store.categories_in_use(number).await.expect("categories");
    assert_eq!(in_use(first_number).await, ["library"]);
    assert_eq!(in_use(third_number).await, ["sauna"]);
    assert!(in_use(third_number + 1).await.is_empty());

    // Every moment has a number, from the first revision on.
    let changes = store.changes(0, 100).await.expect("changes");
    for change in &changes {
        let same = changes.iter().filter(|other| other.at <= change.at);
        let last = same.map(|other| other.seq).max();
        assert_eq!(store.number_at(change.at).await.expect("a number"), last);
    }
    let just_before = Stamp::from_millis(born.at.millis() - 1).expect("a moment");
    assert_eq!(store.number_at(just_before).await.expect("an answer"), None);
    let at = store
        .revision_upto(first_number)
        .await
        .expect("an answer")
        .expect("a change");
    assert_eq!(at.number, first_number);
    store.close().await.expect("closed");

    // Numbers of the log and of revisions are one.
    let store = Store::open(url).await.expect("the store again");
    let hiding = Live::start_hiding(store, 13).await.expect("it lives");
    assert_eq!(people(&hiding.atlas()), [Some(100.0 / 3.0), None]);
    let (past, _) = hiding
        .store()
        .load_as_of(second_number, 13)
        .await
        .expect("the past");
    assert_eq!(people(&past), [Some(100.0 / 3.0), None, None]);
}

#[tokio::test]
async fn the_past_on_a_geopackage() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("okolica.gpkg");
    let url = format!("gpkg:{}", path.display());
    story(&url, |sql| {
        run(Command::new("sqlite3").arg(&path).arg(sql));
    })
    .await;
}

#[tokio::test]
async fn the_past_on_postgis() {
    let database = postgres::database();
    story(&database.url(), |sql| {
        database.psql(sql);
    })
    .await;
}
