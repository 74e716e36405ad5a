//! The triggers of a GeoPackage that complete version and stamps and write revisions and the
//! change log, so that an edit from any program is recorded like the service's own.
//!
//! They use nothing beyond core SQLite and its JSON functions: QGIS and GDAL run them too. They
//! are made here, not in a migration, because they are derived from the columns and must be
//! restored when another program has dropped them with its table.

use okolica_model::flat::{ColumnType, Table};

/// A table whose rows are recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Recorded {
    pub(super) name: &'static str,
    /// Its integer key.
    pub(super) key: &'static str,
    pub(super) geometry: bool,
    /// The columns that people edit.
    pub(super) columns: Vec<(&'static str, ColumnType)>,
}

/// What the store itself writes into every recorded table.
pub(super) const KEPT_COLUMNS: [(&str, ColumnType); 3] = [
    ("version", ColumnType::Integer),
    ("created_at", ColumnType::Stamp),
    ("updated_at", ColumnType::Stamp),
];

/// Every recorded table.
pub(super) fn recorded() -> Vec<Recorded> {
    let map = Table::ALL.into_iter().map(|table| Recorded {
        name: table.name(),
        key: "id",
        geometry: true,
        columns: table
            .columns()
            .map(|column| (column.name, column.kind))
            .collect(),
    });
    let categories = Recorded {
        name: "categories",
        key: "fid",
        geometry: false,
        columns: vec![
            ("id", ColumnType::Text),
            ("parent", ColumnType::Text),
            ("labels", ColumnType::Json),
            ("icon", ColumnType::Text),
            ("colour", ColumnType::Integer),
        ],
    };
    let profile = Recorded {
        name: "city_profile",
        key: "id",
        geometry: false,
        columns: vec![
            ("name", ColumnType::Text),
            ("time_zone", ColumnType::Text),
            ("country", ColumnType::Text),
            ("languages", ColumnType::Json),
            ("contact", ColumnType::Text),
            ("bbox", ColumnType::Json),
            ("fictional", ColumnType::Boolean),
        ],
    };
    map.chain([categories, profile]).collect()
}

/// The moment of a change: the service's own while it writes, otherwise the database's.
const NOW: &str = "coalesce((SELECT at FROM edit_context), strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))";

impl Recorded {
    /// Name and text of each trigger.
    pub(super) fn triggers(&self) -> [(String, String); 5] {
        [
            ("insert", self.on_insert()),
            ("update", self.on_update()),
            ("delete", self.on_delete()),
            ("id", self.on_new_id()),
            ("kept", self.on_kept()),
        ]
        .map(|(event, rest)| {
            let name = format!("okolica_{}_{event}", self.name);
            let text = format!("CREATE TRIGGER {name} {rest}");
            (name, text)
        })
    }

    /// A row that comes back (also by REPLACE, which fires no delete trigger) goes on where its
    /// last revision stopped; a new one keeps the version and stamps that a copy gives it.
    fn on_insert(&self) -> String {
        let name = self.name;
        let last = |what: &str| self.last("NEW", what);
        let last_version = last("version");
        let op = format!(
            "CASE WHEN coalesce({}, 'delete') = 'delete' THEN 'insert' ELSE 'update' END",
            last("op")
        );
        let version = format!(
            "coalesce({last_version} + 1,
      CASE WHEN typeof(NEW.version) = 'integer' AND NEW.version > 0 THEN NEW.version END, 1)"
        );
        let created = format!(
            "coalesce({}, strftime('%Y-%m-%dT%H:%M:%fZ', NEW.created_at), {NOW})",
            last("json_extract(row, '$.created_at')")
        );
        let updated = format!(
            "CASE WHEN {last_version} IS NULL
      THEN coalesce(strftime('%Y-%m-%dT%H:%M:%fZ', NEW.updated_at), {NOW}) ELSE {NOW} END"
        );
        let record = self.record(&op, [&version, &created, &updated]);
        format!("AFTER INSERT ON {name} BEGIN\n  {record}\nEND")
    }

    /// Fires for the columns that people edit, so not for the statement inside.
    fn on_update(&self) -> String {
        let name = self.name;
        let created = format!("coalesce(OLD.created_at, {NOW})");
        let mut watched: Vec<String> = self
            .columns
            .iter()
            .map(|(c, _)| format!("\"{c}\""))
            .collect();
        if self.geometry {
            watched.push("geom".to_owned());
        }
        format!(
            "AFTER UPDATE OF {watched} ON {name} BEGIN\n  {record}\nEND",
            watched = watched.join(", "),
            record = self.record("'update'", [&self.next_version(), &created, NOW]),
        )
    }

    fn on_delete(&self) -> String {
        let Self { name, key, .. } = self;
        format!(
            "AFTER DELETE ON {name} BEGIN
  INSERT INTO revisions (table_name, row_id, version, op, at, who, why, row)
  VALUES ('{name}', OLD.{key}, {next}, 'delete', {NOW}, {who}, {WHY}, {row});
  {LOG}
END",
            next = self.next_version(),
            who = WHO,
            row = self.json("OLD", "OLD"),
        )
    }

    fn on_new_id(&self) -> String {
        let Self { name, key, .. } = self;
        format!(
            "BEFORE UPDATE OF {key} ON {name} WHEN NEW.{key} IS NOT OLD.{key} BEGIN
  SELECT RAISE(ABORT, 'an id is stable for ever: delete the row and add another');
END"
        )
    }

    /// Nobody sets version and stamps: they go back to what the last revision says.
    fn on_kept(&self) -> String {
        let Self { name, key, .. } = self;
        format!(
            "AFTER UPDATE OF version, created_at, updated_at ON {name} WHEN EXISTS (
    SELECT 1 FROM ({last}) WHERE (v, c, u) IS NOT (NEW.version, NEW.created_at, NEW.updated_at))
BEGIN
  UPDATE {name} SET (version, created_at, updated_at) = ({last}) WHERE {key} = NEW.{key};
END",
            last = self.last_kept(),
        )
    }

    /// Version and stamps of the last revision of `NEW`.
    fn last_kept(&self) -> String {
        let Self { name, key, .. } = self;
        format!(
            "SELECT version AS v, json_extract(row, '$.created_at') AS c, json_extract(row, '$.updated_at') AS u
    FROM revisions WHERE table_name = '{name}' AND row_id = NEW.{key} ORDER BY version DESC LIMIT 1"
        )
    }

    /// The last revision of each row (of those up to the number `upto`), as a table.
    pub(super) fn last_revisions(&self, upto: Option<u64>) -> String {
        let upto = upto.map_or_else(String::new, |upto| format!(" AND seq <= {upto}"));
        format!(
            "(SELECT row_id, op, version, row, max(seq) FROM revisions WHERE table_name = '{}'{upto} GROUP BY row_id)",
            self.name
        )
    }

    /// Every column: the key, the geometry, those that people edit, those that the store keeps.
    pub(super) fn all_columns(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.key)
            .chain(self.geometry.then_some("geom"))
            .chain(self.columns.iter().map(|(name, _)| *name))
            .chain(KEPT_COLUMNS.map(|(name, _)| name))
    }

    fn next_version(&self) -> String {
        format!(
            "1 + max(CAST(coalesce(OLD.version, 0) AS INTEGER), coalesce({}, 0))",
            self.last("OLD", "version")
        )
    }

    /// Something of the row's last revision, null when it has none.
    fn last(&self, row: &str, what: &str) -> String {
        let Self { name, key, .. } = self;
        format!(
            "(SELECT {what} FROM revisions WHERE table_name = '{name}' AND row_id = {row}.{key} ORDER BY version DESC LIMIT 1)"
        )
    }

    /// Records the row as it now stands with this version and these stamps, and then gives it them.
    fn record(&self, op: &str, [version, created, updated]: [&str; 3]) -> String {
        let Self { name, key, .. } = self;
        format!(
            "INSERT INTO revisions (table_name, row_id, version, op, at, who, why, row)
  SELECT '{name}', t.{key}, k.version, {op}, {NOW}, {WHO}, {WHY}, {row}
  FROM {name} AS t,
    (SELECT {version} AS version, {created} AS created_at, {updated} AS updated_at) AS k
  WHERE t.{key} = NEW.{key};
  {LOG}
  UPDATE {name} SET (version, created_at, updated_at) = ({last}) WHERE {key} = NEW.{key};",
            row = self.json("t", "k"),
            last = self.last_kept(),
        )
    }

    /// The whole row as a JSON object, version and stamps out of `kept`.
    pub(super) fn json(&self, row: &str, kept: &str) -> String {
        let mut fields = vec![format!("'{0}', {row}.{0}", self.key)];
        for (from, columns) in [(row, &self.columns[..]), (kept, &KEPT_COLUMNS)] {
            fields.extend(
                columns.iter().map(|(c, kind)| match kind {
                    // SQLite before 3.43 writes 15 digits into JSON, which not every number survives.
                    ColumnType::Real => format!(
                        "'{c}', CASE WHEN typeof({from}.\"{c}\") = 'real' AND abs({from}.\"{c}\") < 1e300
      THEN json(printf('%!.17g', {from}.\"{c}\")) ELSE {from}.\"{c}\" END"
                    ),
                    _ => format!("'{c}', {from}.\"{c}\""),
                }),
            );
        }
        if self.geometry {
            fields.push(format!("'geom', hex({row}.geom)"));
        }
        format!("json_object({})", fields.join(", "))
    }
}

const WHO: &str = "coalesce((SELECT who FROM edit_context), 'direct')";
const WHY: &str = "(SELECT why FROM edit_context)";
const LOG: &str = "INSERT INTO change_log (table_name, row_id, op, version, at, who, why)
  SELECT table_name, row_id, op, version, at, who, why FROM revisions
  WHERE seq = last_insert_rowid();";
