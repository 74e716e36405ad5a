//! What has changed since a version of the atlas, and when to ask.

use super::geopackage::{GeoPackage, Signs};
use super::load::{self, last_change};
use super::past::{self, State};
use super::postgis::PostGis;
use super::tx::{Cell, Tx};
use super::{Reader, Store, StoreError, repair, row, sql};
use okolica_atlas::{Edit, Rejection};
use okolica_model::cells::Edition;
use okolica_model::flat::Table;
use okolica_model::place::PlaceName;
use okolica_model::population::StoredCell;
use okolica_model::{ItemKey, ItemKind};
use sqlx::postgres::PgListener;
use std::time::Duration;
use tokio::time::{Instant, sleep, timeout};

/// What an atlas must do to be up to date.
#[derive(Debug)]
pub enum Since {
    Nothing,
    /// Apply the net effect of edits of items; `rejections` are rows that became unreadable, and
    /// their keys are among the edit's removed ones. Where any place name has changed, here are
    /// all of them; and where any population cell has.
    Items {
        edit: Edit,
        rejections: Vec<Rejection>,
        places: Option<Vec<PlaceName>>,
        cells: Option<(Vec<StoredCell>, Option<Edition>)>,
    },
    /// Load again: districts, categories or the profile have changed, or very much has.
    Everything,
}

/// More changed rows than this are read faster by loading everything.
const MANY: usize = 20_000;

/// How many rows one statement reads by id.
const AT_ONCE: usize = 100;

impl Store {
    /// The net effect of all changes after `version`, out of one state of the store.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn edit_since(&self, version: u64) -> Result<Since, StoreError> {
        let mut tx = self.snapshot_for(Reader::Publisher).await?;
        let last = last_change(&mut tx).await?;
        if last == version {
            return Ok(Since::Nothing);
        }
        if last < version {
            // An older state of the store was put back.
            return Ok(Since::Everything);
        }
        let changed = tx
            .rows(
                "SELECT DISTINCT table_name, row_id FROM change_log WHERE seq > $1 LIMIT $2",
                vec![Cell::int(version), Cell::Int(Some(MANY as i64 + 1))],
            )
            .await?;
        if changed.len() > MANY {
            return Ok(Since::Everything);
        }
        let mut ids: [(ItemKind, Vec<u64>); 2] = ItemKind::ALL.map(|kind| (kind, Vec::new()));
        let (mut places_changed, mut cells_changed) = (false, false);
        for change in changed {
            let table = change[0].as_text().unwrap_or_default();
            let id = change[1].as_int().unwrap_or_default().unsigned_abs();
            if let Some((_, ids)) = ids.iter_mut().find(|(kind, _)| kind.layer() == table) {
                ids.push(id);
            } else if table == Table::PlaceNames.name() {
                places_changed = true;
            } else if table == Table::PopulationCells.name() {
                cells_changed = true;
            } else {
                return Ok(Since::Everything);
            }
        }
        let mut edit = Edit {
            version: last,
            ..Edit::default()
        };
        let mut rejections = Vec::new();
        for (kind, ids) in ids {
            for ids in ids.chunks(AT_ONCE) {
                read_items(&mut tx, kind, ids, &mut edit, &mut rejections).await?;
            }
        }
        let mut places = None;
        if places_changed {
            let (all, more) = load::places(&mut tx).await?;
            rejections.extend(more);
            places = Some(all);
        }
        let mut cells = None;
        if cells_changed {
            let (all, more) = load::cells(&mut tx, State::Present).await?;
            rejections.extend(more);
            let editions = past::editions(&mut tx, State::Present).await?;
            cells = Some((all, editions.population));
        }
        Ok(Since::Items {
            edit,
            rejections,
            places,
            cells,
        })
    }

    /// Mends what other programs did to the tables, where that is needed.
    ///
    /// # Errors
    /// [`StoreError::Replaced`] says how to put a table right that lacks our columns.
    pub async fn mend(&self) -> Result<(), StoreError> {
        match self {
            Self::GeoPackage(store) => {
                let mut tx = store.begin().await?;
                if repair::restore(&mut tx, store.path()).await? {
                    tx.commit().await?;
                }
                Ok(())
            }
            Self::PostGis(store) => store.mend().await,
        }
    }

    /// Starts to watch for changes.
    #[must_use]
    pub fn watch(&self) -> Watch {
        match self {
            Self::GeoPackage(store) => Watch::GeoPackage {
                store: store.clone(),
                signs: None,
                last: None,
            },
            Self::PostGis(store) => Watch::PostGis {
                store: store.clone(),
                listener: None,
            },
        }
    }
}

/// Reads the items with these ids as they now are.
async fn read_items(
    tx: &mut Tx,
    kind: ItemKind,
    ids: &[u64],
    edit: &mut Edit,
    rejections: &mut Vec<Rejection>,
) -> Result<(), StoreError> {
    let places: Vec<String> = (1..=ids.len()).map(|at| format!("${at}")).collect();
    let by_id = format!("WHERE t.id IN ({})", places.join(", "));
    let select = sql::select(tx.dialect(), kind.into(), &by_id);
    let cells = ids.iter().map(|id| Cell::int(*id)).collect();
    let mut gone: Vec<u64> = ids.to_vec();
    for cells in tx.rows(select, cells).await? {
        match row::item(tx.dialect(), kind, cells) {
            Ok(item) => {
                gone.retain(|id| *id != item.id);
                edit.upserted.push(item);
            }
            Err(rejection) => rejections.push(rejection),
        }
    }
    let gone = gone.into_iter().map(|id| ItemKey { kind, id });
    edit.removed.extend(gone);
    Ok(())
}

/// How often a GeoPackage is asked for signs of change: reading one number of a mapped page.
const GLANCE: Duration = Duration::from_millis(50);

/// How long a watch sleeps at most: then a missed notification is repaired by a look at the log.
const POLL: Duration = Duration::from_secs(1);

/// Tells when it is worth asking [`Store::edit_since`].
pub enum Watch {
    GeoPackage {
        store: GeoPackage,
        signs: Option<Signs>,
        /// The signs last seen: of the data, of the schema.
        last: Option<(i64, i64)>,
    },
    PostGis {
        store: PostGis,
        /// `None` while there is no connection.
        listener: Option<PgListener>,
    },
}

/// What a [`Watch`] saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Perhaps a change of rows.
    Rows,
    /// A change of tables: [`Store::mend`] first.
    Tables,
}

impl Watch {
    /// Returns at a change, and after at most a second without one.
    pub async fn next(&mut self) -> Seen {
        match self {
            Self::GeoPackage { store, signs, last } => {
                let until = Instant::now() + POLL;
                while Instant::now() < until {
                    sleep(GLANCE).await;
                    let Ok(now) = glance(store, signs).await else {
                        *signs = None;
                        continue;
                    };
                    let before = last.replace(now);
                    match before {
                        Some(before) if before.1 != now.1 => return Seen::Tables,
                        Some(before) if before.0 != now.0 => return Seen::Rows,
                        Some(_) => {}
                        // The first look: whatever happened before it is not known.
                        None => return Seen::Tables,
                    }
                }
                Seen::Rows
            }
            Self::PostGis { store, listener } => {
                if listener.is_none() {
                    // While the database is down this fails at once, or in its own time.
                    *listener = store.listen().await.ok();
                }
                let Some(open) = listener else {
                    sleep(POLL).await;
                    return Seen::Rows;
                };
                match timeout(POLL, open.try_recv()).await {
                    Ok(Ok(Some(_))) => Seen::Rows,
                    Ok(Ok(None) | Err(_)) => {
                        *listener = None;
                        Seen::Rows
                    }
                    Err(_elapsed) => match store.guarded().await {
                        Ok(false) => Seen::Tables,
                        _ => Seen::Rows,
                    },
                }
            }
        }
    }
}

async fn glance(store: &GeoPackage, signs: &mut Option<Signs>) -> Result<(i64, i64), StoreError> {
    let open = match signs.take() {
        Some(open) => open,
        None => store.signs().await?,
    };
    signs.insert(open).read().await
}
