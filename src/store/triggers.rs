//! The triggers of a GeoPackage that complete version and stamps and write revisions and the
//! change log, so that an edit from any program is recorded like the service's own.
//!
//! They use nothing beyond core SQLite and its JSON functions: QGIS and GDAL run them too. They
//! are made here, not in a migration, because they are derived from the columns and must be
//! restored when another program has dropped them with its table.

use okolica_atlas::flat::{ColumnType, Table};

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

const NOW: &str = "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')";

impl Recorded {
    /// Name and text of each trigger.
    pub(super) fn triggers(&self) -> [(String, String); 4] {
        [
            ("insert", self.on_insert()),
            ("update", self.on_update()),
            ("delete", self.on_delete()),
            ("id", self.on_new_id()),
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
        let Self { name, key, .. } = self;
        let last = |what: &str| self.last("NEW", what);
        format!(
            "AFTER INSERT ON {name} BEGIN
  UPDATE {name} SET
    version = coalesce({last_version} + 1,
      CASE WHEN typeof(NEW.version) = 'integer' AND NEW.version > 0 THEN NEW.version END, 1),
    created_at = coalesce({last_created}, {created}, {NOW}),
    updated_at = CASE WHEN {last_version} IS NULL THEN coalesce({updated}, {NOW}) ELSE {NOW} END
  WHERE {key} = NEW.{key};
  {record}
END",
            last_version = last("version"),
            last_created = last("json_extract(row, '$.created_at')"),
            created = "strftime('%Y-%m-%dT%H:%M:%fZ', NEW.created_at)",
            updated = "strftime('%Y-%m-%dT%H:%M:%fZ', NEW.updated_at)",
            record = self.record(&format!(
                "CASE WHEN coalesce({}, 'delete') = 'delete' THEN 'insert' ELSE 'update' END",
                last("op")
            )),
        )
    }

    /// Fires for the columns that people edit, so not for the statement inside.
    fn on_update(&self) -> String {
        let Self { name, key, .. } = self;
        let mut watched: Vec<String> = self
            .columns
            .iter()
            .map(|(c, _)| format!("\"{c}\""))
            .collect();
        if self.geometry {
            watched.push("geom".to_owned());
        }
        format!(
            "AFTER UPDATE OF {watched} ON {name} BEGIN
  UPDATE {name} SET
    version = {next},
    created_at = coalesce(OLD.created_at, {NOW}),
    updated_at = {NOW}
  WHERE {key} = NEW.{key};
  {record}
END",
            watched = watched.join(", "),
            next = self.next_version(),
            record = self.record("'update'"),
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
            row = self.json("OLD"),
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

    /// Records the row as it now stands.
    fn record(&self, op: &str) -> String {
        let Self { name, key, .. } = self;
        format!(
            "INSERT INTO revisions (table_name, row_id, version, op, at, who, why, row)
  SELECT '{name}', t.{key}, t.version, {op}, {NOW}, {WHO}, {WHY}, {row}
  FROM {name} AS t WHERE t.{key} = NEW.{key};
  {LOG}",
            row = self.json("t"),
        )
    }

    /// The whole row as a JSON object.
    pub(super) fn json(&self, row: &str) -> String {
        let mut fields = vec![format!("'{0}', {row}.{0}", self.key)];
        let columns = self.columns.iter().chain(&KEPT_COLUMNS);
        fields.extend(columns.map(|(column, _)| format!("'{column}', {row}.\"{column}\"")));
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
