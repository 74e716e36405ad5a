//! One file into one table of a store, row by row.

use super::city::City;
use super::columns::{From, Mapping};
use super::given::{Given, Reader, Remarks};
use super::known::{Found, Known, is_near};
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
use okolica_model::{FieldError, Position, text};
use serde_json::{Map, Value};
use std::collections::{HashMap, HashSet};

/// What leaves the service only where it is public.
const CONTACTS: [&str; 2] = ["phone", "email"];

/// The largest share of a source's rows that `--remove-missing` removes.
const MOST_REMOVED: f64 = 0.2;

/// What is remembered of a row once it is taken.
struct Seen {
    line: u64,
    digest: u64,
    /// [`Given::cells`].
    cells: u64,
}

/// An import under way.
struct Loader<'a> {
    order: &'a Order,
    bulk: &'a mut Bulk,
    reader: Reader<'a>,
    known: Known,
    /// Ids of the rows of the store that the file has.
    claimed: HashSet<u64>,
    /// Rows that have the id of a row of the store, and those of them that have neither its name nor
    /// its place.
    matched: usize,
    disagreed: usize,
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
            known: Known::default(),
            claimed: HashSet::new(),
            matched: 0,
            disagreed: 0,
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
        self.known.load(self.bulk, table, &given.source).await?;
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
        let mut content = Row {
            properties: nested(table, &Map::new(), &given),
            geometry: given.geometry.clone(),
        };
        let digest = content.digest(table);
        if given.made_id {
            self.tell_apart(&mut given, digest);
        }
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
        let position = content.position();
        let existing = match self.find(&mut given, digest, position).await? {
            Found::Row(existing) => Some(existing),
            Found::None => None,
            Found::Several => {
                self.report.ambiguous.add(line);
                return Ok(());
            }
        };
        if let Some(existing) = &existing {
            self.claimed.insert(existing.id);
        }
        if given.made_id || given.own.is_some() {
            // Its ids may be others now.
            content.properties = nested(table, &Map::new(), &given);
        }
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
        let cells = given.cells;
        self.seen.insert(
            key,
            Seen {
                line,
                digest,
                cells,
            },
        );
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
        if self.known.get(&given.source, &given.source_id).is_some() {
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

    /// Gives rows without an id that have name, date and place in common ids of their own: the same
    /// as before for the row that the store has already, otherwise the next number.
    fn tell_apart(&mut self, given: &mut Given, digest: u64) {
        let base = given.source_id.clone();
        for number in 1_u32.. {
            let id = match number {
                1 => base.clone(),
                more => format!("{base}-{more}"),
            };
            let seen = self.seen.get(&(given.source.clone(), id.clone()));
            let same = seen.is_some_and(|seen| seen.digest == digest && seen.cells == given.cells);
            if seen.is_none() || same {
                given.set_id(id);
                return;
            }
        }
    }

    /// The row of the store that a row of the file speaks of.
    async fn find(
        &mut self,
        given: &mut Given,
        digest: u64,
        position: Option<Position>,
    ) -> Result<Found> {
        let table = self.table();
        if let Some(existing) = self.known.get(&given.source, &given.source_id) {
            self.matched += 1;
            let other = is_another(existing, given, position);
            self.disagreed += usize::from(other && existing.digest != Some(digest));
            return Ok(Found::Row(existing.clone()));
        }
        if table == Table::Districts {
            return Ok(Found::None);
        }
        if let Some(id) = given.own {
            let found = self.bulk.row(table, id).await?;
            let known = found.map(|row| Existing::new(table, id, Some(&row)));
            let ours =
                known.filter(|existing| existing.without_id && agrees(existing, given, position));
            if let Some(existing) = ours {
                given.without_id();
                return Ok(Found::Row(existing));
            }
        }
        if self.order.source.is_none() {
            // Earlier builds named the source after the file, and took a row number for an id.
            let file = self.order.file_name();
            self.known.load(self.bulk, table, &file).await?;
            let earlier = [&*file, &*given.source];
            let ids = given.ids.iter().chain([&given.source_id]);
            for (source, id) in ids.flat_map(|id| earlier.map(|source| (source, id))) {
                if let Some(existing) = self.known.get(source, id)
                    && !self.claimed.contains(&existing.id)
                    && agrees(existing, given, position)
                {
                    return Ok(Found::Row(existing.clone()));
                }
            }
        }
        if given.made_id {
            let start = start_of(given);
            let name = name_of(given);
            return Ok(self
                .known
                .like(&given.source, &name, position, start, &self.claimed));
        }
        Ok(Found::None)
    }

    /// Counts, and with `--remove-missing` removes, what the source brought earlier and the file lacks.
    async fn remove_missing(&mut self) -> Result<()> {
        let gone: Vec<u64> = self
            .known
            .ids()
            .filter(|id| !self.claimed.contains(id))
            .collect();
        if !self.order.remove_missing {
            self.report.missing = gone.len();
            return Ok(());
        }
        if self.report.rejected > 0 || self.report.ambiguous.count > 0 {
            bail!(
                "--remove-missing: {} rows could not be read and {} may be several of the store, so nobody knows which are gone; mend them first ({})",
                self.report.rejected,
                self.report.ambiguous.count,
                self.order.rejected_path().display()
            );
        }
        let known = self.known.ids().count();
        if gone.len() as f64 > known as f64 * MOST_REMOVED {
            bail!(
                "--remove-missing would remove {} of {known} rows of the source \"{}\", more than a fifth: is it the whole file? Nothing was changed",
                gone.len(),
                self.report.source
            );
        }
        for id in &gone {
            self.bulk.delete(self.table(), *id).await?;
        }
        self.report.removed = gone.len();
        Ok(())
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
        let Some(old) = self.bulk.row(table, existing.id).await? else {
            return Ok(typed::row(table, &content).map(|row| Plan::Update(existing.id, row)));
        };
        let content = Row {
            properties: nested(table, &old.properties, given),
            geometry: content.geometry.or_else(|| old.geometry.clone()),
        };
        let row = match typed::row(table, &content) {
            Ok(row) => row,
            Err(errors) => return Ok(Err(errors)),
        };
        if withheld(table, &old.properties, given).next().is_some() {
            self.report.withheld += 1;
        }
        if is_same(&row) {
            return Ok(Ok(Plan::Nothing));
        }
        self.note_changes(&old, &row);
        Ok(Ok(Plan::Update(existing.id, row)))
    }

    /// Counts the fields that an update changes, and those that it leaves without a value.
    fn note_changes(&mut self, old: &Row, new: &Row) {
        let table = self.table();
        let old_values = table.flatten(&old.properties);
        for ((column, old), (_, new)) in old_values.into_iter().zip(table.flatten(&new.properties))
        {
            if old != new {
                *self.report.changed.entry(column.name).or_default() += 1;
                if new.is_null() {
                    *self.report.emptied.entry(column.name).or_default() += 1;
                }
            }
        }
        if old.geometry != new.geometry {
            *self.report.changed.entry("geometry").or_default() += 1;
        }
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
        if self.order.source.is_none() && self.disagreed > 1 && 2 * self.disagreed > self.matched {
            bail!(
                "{} is refused: {} of {} rows have the id of a row of the source \"{}\", but neither its name nor its place. Name the source of this file with --source, or the column of its ids with --map source_id=COLUMN",
                self.report.file,
                self.disagreed,
                self.matched,
                self.report.source
            );
        }
        self.remove_missing().await?;
        if self.table() == Table::Districts && self.report.stored() > 0 {
            let city = City::read(self.bulk).await?;
            let mut sets: Vec<&String> = self.known.sources().collect();
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

/// Whether a row of the file is the row of the store that has its id: by name and place within 50 m,
/// or by one of them where the other is not said.
fn agrees(existing: &Existing, given: &Given, position: Option<Position>) -> bool {
    let name = name_of(given);
    let named = existing.name.is_empty() || name.is_empty() || existing.name == name;
    let placed = match (existing.position, position) {
        (Some(there), Some(here)) => is_near(there, here),
        _ => true,
    };
    named && placed
}

/// Whether a row of the file has neither the name nor the place of the row of the store with its id.
fn is_another(existing: &Existing, given: &Given, position: Option<Position>) -> bool {
    let name = name_of(given);
    let renamed = !existing.name.is_empty() && !name.is_empty() && existing.name != name;
    let moved = match (existing.position, position) {
        (Some(there), Some(here)) => !is_near(there, here),
        _ => false,
    };
    renamed && moved
}

/// The name of a row, folded.
fn name_of(given: &Given) -> String {
    let name = given.flat.get("name").and_then(Value::as_str);
    name.map_or_else(String::new, |name| text::fold(&text::clean_line(name)))
}

/// The start of a row's schedule as it will be stored.
fn start_of(given: &Given) -> Option<&str> {
    given.flat.get("schedule_start").and_then(Value::as_str)
}

/// The columns whose stored value an import can't have seen, as they are not public, and which
/// the row leaves blank: a blank cell does not clear them.
fn withheld<'a>(
    table: Table,
    known: &'a Map<String, Value>,
    given: &'a Given,
) -> impl Iterator<Item = &'static str> + 'a {
    let public = known.get("contact_public").and_then(Value::as_bool);
    let items = matches!(table, Table::Spaces | Table::Initiatives);
    let blank = |name: &str| given.flat.get(name).is_some_and(Value::is_null);
    CONTACTS.into_iter().filter(move |name| {
        items && public != Some(true) && known.contains_key(*name) && blank(name)
    })
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
    let withheld: Vec<&str> = withheld(table, known, given).collect();
    for (name, value) in &given.flat {
        // What is kept because it could not be seen stays unseen.
        let kept = withheld.contains(&&**name);
        if !kept && (withheld.is_empty() || name != "contact_public") {
            flat.insert(name.clone(), value.clone());
        }
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
