//! The workbook of figures, read by openpyxl.

use super::{json, output, program};
use crate::support::service::shared;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::process::Command;

/// Prints every sheet as a list of rows, each an object by the sheet's header.
const READER: &str = "
import json, sys
from openpyxl import load_workbook
sheets = {}
for sheet in load_workbook(sys.argv[1], data_only=True):
    header, *rows = list(sheet.iter_rows(values_only=True)) or [()]
    sheets[sheet.title] = [dict(zip(header, row)) for row in rows]
print(json.dumps(sheets))
";

type Sheets = BTreeMap<String, Vec<BTreeMap<String, Value>>>;

/// Fails unless a cell holds what the document says, and nothing where it says nothing.
#[track_caller]
fn same(cell: &Value, said: &Value, what: &str) {
    match (cell.as_f64(), said.as_f64()) {
        (Some(cell), Some(said)) => {
            assert!(
                (cell - said).abs() <= said.abs() * 1e-14,
                "{what}: {cell} {said}"
            );
        }
        // An empty text is an empty cell.
        _ if said == "" => assert!(cell.is_null(), "{what}: {cell}"),
        _ => assert_eq!(cell, said, "{what}"),
    }
}

#[tokio::test]
async fn openpyxl_reads_in_every_sheet_what_the_api_says() {
    let question = "/api/coverage?category=library,culture&when=evening&within=800\
                    &scenario=add:19.3,52.05";
    let service = shared();
    let answer = json(service, question).await;
    let book = reqwest::get(format!("{}{question}&f=xlsx", service.address)).await;
    let book = book.expect("an answer").bytes().await.expect("a workbook");
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("coverage.xlsx");
    std::fs::write(&file, &book).expect("written");
    let mut python = Command::new(program("python"));
    let sheets: Sheets =
        serde_json::from_str(&output(python.args(["-c", READER]).arg(&file))).expect("JSON");
    let names: Vec<&str> = sheets.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        ["about", "curve", "figures", "ledger", "matrix", "places"]
    );

    let list = |value: &Value| value.as_array().expect("a list").clone();
    let areas = list(&answer["areas"]);
    for (row, area) in sheets["figures"].iter().zip(&areas) {
        let fields = area.as_object().expect("an area");
        let plain = fields
            .iter()
            .filter(|(_, value)| !value.is_array() && !value.is_object());
        for (field, value) in plain {
            same(&row[field], value, field);
        }
    }
    for (row, area) in sheets["curve"].iter().zip(&areas) {
        for (at, share) in list(&area["curve"]).iter().enumerate() {
            same(&row[&format!("within_{}_m", at * 100)], share, "curve");
        }
    }
    for (row, place) in sheets["places"].iter().zip(list(&answer["places"])) {
        for field in ["lon", "lat", "people", "people_only"] {
            same(&row[field], &place[field], field);
        }
        let keys: Vec<Value> = list(&place["keys"]);
        let keys: Vec<&str> = keys.iter().filter_map(Value::as_str).collect();
        same(&row["keys"], &json!(keys.join(", ")), "keys");
    }
    for (row, flow) in sheets["ledger"].iter().zip(list(&answer["ledger"])) {
        for (field, value) in flow.as_object().expect("a flow") {
            same(&row[field], value, field);
        }
    }
    let matrix = &answer["matrix"];
    for (row, of_area) in sheets["matrix"].iter().zip(list(&matrix["rows"])) {
        same(&row["code"], &of_area["code"], "code");
        for (at, category) in list(&matrix["categories"]).iter().enumerate() {
            let category = category.as_str().expect("an id");
            same(&row[category], &of_area["facilities"][at], category);
            same(
                &row[&format!("{category}_per_10000")],
                &of_area["per_10000"][at],
                category,
            );
        }
    }
    for (sheet, rows) in [
        ("figures", areas.len()),
        ("curve", areas.len()),
        ("places", list(&answer["places"]).len()),
        ("ledger", list(&answer["ledger"]).len()),
        ("matrix", areas.len()),
    ] {
        assert_eq!(sheets[sheet].len(), rows, "{sheet}");
        assert!(rows > 0, "{sheet}");
    }
    let about = |name: &str| {
        let row = sheets["about"].iter().find(|row| row["name"] == name);
        row.unwrap_or_else(|| panic!("{name}"))["value"].clone()
    };
    for name in ["permalink", "day", "change_log", "population_method"] {
        same(&about(name), &answer[name], name);
    }
    for (name, value) in answer["parameters"].as_object().expect("parameters") {
        same(&about(&format!("parameters.{name}")), value, name);
    }
}
