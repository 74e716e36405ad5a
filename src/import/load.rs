//! One file into one table of a store, row by row.

use super::city::City;
use super::columns::{From, Mapping};
use super::given::{Given, Reader, Remarks};
use super::order::Order;
use super::report::Report;
use super::source::{Opening, Row as FileRow, Source};
use super::{mosaic, typed};
use crate::store::{Bulk, Existing, Row};
use anyhow::{Context, Result, bail};
use indicatif::ProgressBar;
use okolica_model::category::Category;
use okolica_model::flat::{Column, Table};
use okolica_model::hours::Hours;
use okolica_model::{FieldError, text};
use serde_json::{Map, Value};
use std::collections::HashMap;

/// What is remembered of a row once it is taken.
struct Seen {
    line: u64,
    digest: u64,
}

/// An import under way.
struct Loader<'a> {
    order: &'a Order,
    bulk: &'a mut Bulk,
    reader: Reader<'a>,
    /// Rows of the store by source (by set for districts) and source id.
    existing: HashMap<String, HashMap<String, Existing>>,
    /// Rows of the file by source and source id.
    seen: HashMap<(String, String), Seen>,
    report: Report,
}

/// Loads the file that `order` names inside the transaction of `bulk`.
///
/// # Errors
/// When the file can't be read, lies elsewhere, or the store fails: then `bulk` must be dropped.
pub(super) async fn load(bulk: &mut Bulk, order: &Order, bar: &ProgressBar) -> Result<Report> {
    let how = Opening {
        encoding: order.encoding.as_deref(),
        layer: order.layer.as_deref(),
        targets: order.what.layer_names(),
    };
    let source = Source::open(&order.file, how).await?;
    let mut loader = Loader::new(bulk, order, &source).await?;
    bar.set_length(source.len_hint() as u64);
    for row in source.rows() {
        match row {
            Ok(row) => loader.take(row).await?,
            Err((line, error)) => loader.report.reject(line, [error]),
        }
        bar.inc(1);
    }
    loader.finish().await
}

impl<'a> Loader<'a> {
    async fn new(bulk: &'a mut Bulk, order: &'a Order, source: &'a Source) -> Result<Self> {
        let reader = Reader::new(bulk, order, source).await?;
        let report = Report {
            file: order.file_name(),
            table: order.what.table().name(),
            read_as: format!("{}, {}", source.format, reader.frame.crs.name()),
            source: reader.source_name.clone(),
            columns_used: used(&reader.mapping, source.columns()),
            columns_unused: reader.mapping.unused.clone(),
            dry_run: order.dry_run,
            ..Report::default()
        };
        Ok(Self {
            order,
            bulk,
            reader,
            existing: HashMap::new(),
            seen: HashMap::new(),
            report,
        })
    }

    fn table(&self) -> Table {
        self.order.what.table()
    }

    async fn take(&mut self, row: FileRow) -> Result<()> {
        let line = row.line;
        let mut remarks = Remarks::default();
        match self.reader.read(&row, &mut remarks) {
            Ok(given) => self.put(line, given, remarks).await,
            Err(errors) => {
                self.report.reject(line, errors);
                Ok(())
            }
        }
    }

    /// Stores what a row says, if it is new or different.
    async fn put(&mut self, line: u64, mut given: Given, remarks: Remarks) -> Result<()> {
        let table = self.table();
        if !self.existing.contains_key(&given.source) {
            let rows = self.bulk.existing(table, &given.source).await?;
            self.existing.insert(given.source.clone(), rows);
        }
        let attributes_only = table == Table::Districts && given.geometry.is_none();
        if attributes_only {
            given.flat.retain(|_, value| !value.is_null());
        }
        if attributes_only && !self.find_district(&mut given) {
            let name = given
                .flat
                .get("name")
                .and_then(Value::as_str)
                .unwrap_or(&given.source_id);
            let expected = format!(
                "the code or name of a district in the set {}, or a geometry",
                given.source
            );
            self.report
                .reject(line, [FieldError::new("code", name, expected)]);
            return Ok(());
        }
        let content = Row {
            properties: nested(table, &Map::new(), &given),
            geometry: given.geometry.clone(),
        };
        let digest = content.digest(table);
        let key = (given.source.clone(), given.source_id.clone());
        if let Some(first) = self.seen.get(&key) {
            if first.digest == digest {
                self.report.duplicate += 1;
            } else {
                let expected = format!(
                    "an id of its own; line {} has it with other content",
                    first.line
                );
                let field = if table == Table::Districts {
                    "code"
                } else {
                    "source_id"
                };
                self.report
                    .reject(line, [FieldError::new(field, &given.source_id, expected)]);
            }
            return Ok(());
        }
        let existing = self.existing[&given.source].get(&given.source_id).copied();
        let hours = content.properties.get("opening_hours");
        let hours = hours.and_then(Value::as_str).map(text::clean_line);
        let unreadable = hours
            .filter(|text| table == Table::Spaces && !text.is_empty())
            .and_then(|text| Hours::parse("opening_hours", &text).err());
        let plan = self.plan(existing, content, &given).await?;
        let plan = match plan {
            Ok(plan) => plan,
            Err(errors) => {
                self.report.reject(line, errors);
                return Ok(());
            }
        };
        self.seen.insert(key, Seen { line, digest });
        self.remark(line, given.geometry.is_none() && !attributes_only, &remarks);
        if let Some(error) = unreadable {
            self.report.unreadable_hours(line, error);
        }
        self.grow_tree(remarks.new_category).await?;
        self.write(plan)
            .await
            .with_context(|| format!("line {line}"))
    }

    /// For a row of figures without a geometry: the district that it speaks of, by code or name.
    fn find_district(&self, given: &mut Given) -> bool {
        let of_set = |code: &str| self.existing[&given.source].contains_key(code);
        if of_set(&given.source_id) {
            return true;
        }
        let Some(name) = given.flat.get("name").and_then(Value::as_str) else {
            return false;
        };
        let found = self.reader.city.districts.iter().find(|(district, _)| {
            district.set == given.source
                && district.name.to_lowercase() == name.trim().to_lowercase()
        });
        let Some((district, _)) = found else {
            return false;
        };
        given.source_id.clone_from(&district.code);
        given
            .flat
            .insert("code".to_owned(), Value::String(district.code.clone()));
        true
    }

    /// What is to be done for a row to stand in the store.
    async fn plan(
        &mut self,
        existing: Option<Existing>,
        content: Row,
        given: &Given,
    ) -> Result<Result<Plan, Vec<FieldError>>> {
        let table = self.table();
        let Some(existing) = existing else {
            return Ok(typed::row(table, &content).map(Plan::Insert));
        };
        let is_same = |row: &Row| existing.digest == Some(row.digest(table));
        if typed::row(table, &content).is_ok_and(|row| is_same(&row)) {
            return Ok(Ok(Plan::Nothing));
        }
        // Fields that the file does not have stay as they are, and so does a position that it
        // does not know: both may have been filled in by hand since.
        let content = match self.bulk.row(table, existing.id).await? {
            Some(old) => Row {
                properties: nested(table, &old.properties, given),
                geometry: content.geometry.or(old.geometry),
            },
            None => content,
        };
        Ok(typed::row(table, &content).map(|row| match is_same(&row) {
            true => Plan::Nothing,
            false => Plan::Update(existing.id, row),
        }))
    }

    async fn write(&mut self, plan: Plan) -> Result<()> {
        let table = self.table();
        match plan {
            Plan::Nothing => self.report.unchanged += 1,
            Plan::Insert(row) => {
                self.bulk.insert(table, &row, None).await?;
                self.report.added += 1;
            }
            Plan::Update(id, row) => {
                self.bulk.update(table, id, &row).await?;
                self.report.updated += 1;
            }
        }
        Ok(())
    }

    /// Takes the remarks on a row that is kept into the report.
    fn remark(&mut self, line: u64, placeless: bool, remarks: &Remarks) {
        let report = &mut self.report;
        report.without_position += usize::from(placeless);
        report.several_categories += usize::from(remarks.several_categories);
        for (flagged, lines) in [
            (remarks.outside, &mut report.outside),
            (remarks.elsewhere, &mut report.elsewhere),
            (remarks.unknown_district, &mut report.unknown_district),
        ] {
            if flagged {
                lines.add(line);
            }
        }
        report.repairs.absorb(&remarks.repairs);
    }

    /// Adds a category that a row names first, before the row: PostGIS checks that it is there.
    async fn grow_tree(&mut self, new: Option<Category>) -> Result<()> {
        if let Some(category) = new {
            self.bulk.add_category(&category).await?;
            let label = category.labels.values().next().cloned().unwrap_or_default();
            let said = format!("{} ({label})", category.id);
            self.report.new_categories.push(said);
            self.reader.categories.accept(&category);
        }
        Ok(())
    }

    async fn finish(mut self) -> Result<Report> {
        if let Some(reason) = self
            .reader
            .extent
            .refusal(&self.reader.frame, self.order.crs.is_some())
        {
            bail!("{} is refused: {reason}", self.report.file);
        }
        let known: usize = self.existing.values().map(HashMap::len).sum();
        let kept = self.report.updated + self.report.unchanged;
        self.report.missing = known.saturating_sub(kept);
        if self.table() == Table::Districts && self.report.stored() > 0 {
            let city = City::read(self.bulk).await?;
            let mut sets: Vec<&String> = self.existing.keys().collect();
            sets.sort();
            for set in sets {
                let of_set: Vec<_> = city
                    .districts
                    .iter()
                    .map(|(district, _)| district)
                    .filter(|district| district.set == *set)
                    .collect();
                self.report.notes.extend(mosaic::faults(&of_set));
            }
        }
        Ok(self.report)
    }
}

/// What a row asks of the store.
enum Plan {
    Nothing,
    Insert(Row),
    Update(u64, Row),
}

/// Lays what a row says over what is known already.
fn nested(table: Table, known: &Map<String, Value>, given: &Given) -> Map<String, Value> {
    let mut flat: Map<String, Value> = table
        .flatten(known)
        .into_iter()
        .filter(|(column, _)| !given.objects.iter().any(|(name, _)| is_in(column, name)))
        .map(|(column, value)| (column.name.to_owned(), value))
        .collect();
    for (name, value) in &given.flat {
        flat.insert(name.clone(), value.clone());
    }
    let mut out = table.unflatten(flat);
    for (name, object) in &given.objects {
        match (out.get_mut(*name), object) {
            (Some(Value::Object(some)), Value::Object(more)) => some.extend(more.clone()),
            _ => {
                out.insert((*name).to_owned(), object.clone());
            }
        }
    }
    out
}

fn is_in(column: &Column, object: &str) -> bool {
    column.path.len() == 2 && column.path[0] == object
}

fn used(mapping: &Mapping, names: &[String]) -> Vec<String> {
    let shown = mapping.fields.iter().map(|(field, from)| match from {
        From::Column(at) if names[*at] == *field => (*field).to_owned(),
        From::Column(at) => format!("{} as {field}", names[*at]),
        From::Text(text) => format!("\"{text}\" as {field}"),
    });
    shown.collect()
}
