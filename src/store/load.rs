//! The whole store made an atlas.

use super::past::{self, State};
use super::tx::{Cells, Dialect, Tx};
use super::{Reader, Store, StoreError, city, row, sql};
use futures_util::StreamExt;
use okolica_atlas::{Atlas, Builder, Made, RecordMaker, Rejection};
use okolica_model::ItemKind;
use okolica_model::cells::Cells as PopulationCells;
use okolica_model::district::StoredDistrict;
use okolica_model::flat::Table;
use okolica_model::place::PlaceName;
use okolica_model::population::StoredCell;
use std::collections::VecDeque;
use tokio::task::{JoinHandle, spawn_blocking};

/// Rows that become records at a time, on another thread than the one that reads.
const CHUNK: usize = 2000;

/// Chunks in flight; more would only take memory.
const IN_FLIGHT: usize = 4;

type Rows = Vec<Result<Made, Rejection>>;

impl Store {
    /// The atlas of one state of the store, and the rows that it can't hold.
    ///
    /// # Errors
    /// When the database does not answer, or lacks a column.
    pub async fn load(&self) -> Result<(Atlas, Vec<Rejection>), StoreError> {
        self.load_hiding(0).await
    }

    /// [`Store::load`]; no population cell tells of fewer people than `hide_under`.
    ///
    /// # Errors
    /// Those of [`Store::load`].
    pub async fn load_hiding(
        &self,
        hide_under: u32,
    ) -> Result<(Atlas, Vec<Rejection>), StoreError> {
        load(self, State::Present, hide_under).await
    }
}

/// The atlas of a state of the store.
pub(super) async fn load(
    store: &Store,
    state: State,
    hide_under: u32,
) -> Result<(Atlas, Vec<Rejection>), StoreError> {
    let reader = match state {
        State::Present => Reader::Publisher,
        State::After(_) => Reader::Public,
    };
    let mut tx = store.snapshot_for(reader).await?;
    if tx.dialect() == Dialect::PostGis {
        tx.script("SET LOCAL statement_timeout = 0").await?;
    }
    let version = match state {
        State::Present => last_change(&mut tx).await?,
        State::After(number) => number,
    };
    let (profile, profile_errors) = city::profile(&mut tx, state).await?;
    for error in profile_errors {
        tracing::warn!("city_profile: {error}; the default stands");
    }
    let (categories, category_errors) = city::categories(&mut tx, state).await?;
    for (row, error) in category_errors {
        tracing::warn!("categories, row {row}: {error}; the category is left out");
    }
    let (districts, mut rejections) = districts(&mut tx, state).await?;
    let mut builder = Atlas::builder(profile, categories, districts);
    for kind in ItemKind::ALL {
        add_items(&mut tx, kind, &mut builder, state).await?;
    }
    let (rows, more) = cells(&mut tx, state).await?;
    rejections.extend(more);
    builder.set_ground(
        PopulationCells::new(rows, hide_under),
        past::editions(&mut tx, state).await?,
    );
    if state == State::Present {
        let (places, more) = places(&mut tx).await?;
        rejections.extend(more);
        places
            .into_iter()
            .for_each(|place| builder.add_place(place));
    }
    drop(tx);
    let finish = move || match state {
        State::Present => builder.finish(version),
        // Nobody searches the past.
        State::After(_) => builder.finish_without_words(version),
    };
    let (atlas, more) = joined(spawn_blocking(finish)).await?;
    rejections.extend(more);
    Ok((atlas, rejections))
}

/// The number of the last change.
pub(super) async fn last_change(tx: &mut Tx) -> Result<u64, StoreError> {
    let last = tx
        .int("SELECT max(seq) FROM change_log", vec![])
        .await?
        .unwrap_or_default();
    Ok(last.unsigned_abs())
}

async fn districts(
    tx: &mut Tx,
    state: State,
) -> Result<(Vec<StoredDistrict>, Vec<Rejection>), StoreError> {
    let dialect = tx.dialect();
    let (mut districts, mut rejections) = (Vec::new(), Vec::new());
    let mut rows = tx.stream(
        sql::select_in(state, dialect, Table::Districts, "ORDER BY t.id"),
        vec![],
    )?;
    while let Some(cells) = rows.next().await {
        match row::district(dialect, cells?) {
            Ok(district) => districts.push(district),
            Err(rejection) => rejections.push(rejection),
        }
    }
    Ok((districts, rejections))
}

/// Every place name.
pub(super) async fn places(tx: &mut Tx) -> Result<(Vec<PlaceName>, Vec<Rejection>), StoreError> {
    let dialect = tx.dialect();
    let (mut places, mut rejections) = (Vec::new(), Vec::new());
    let select = sql::select(dialect, Table::PlaceNames, "ORDER BY t.id");
    let mut rows = tx.stream(select, vec![])?;
    while let Some(cells) = rows.next().await {
        match row::place_name(dialect, cells?) {
            Ok(place) => places.push(place),
            Err(rejection) => rejections.push(rejection),
        }
    }
    Ok((places, rejections))
}

/// Every population cell.
pub(super) async fn cells(
    tx: &mut Tx,
    state: State,
) -> Result<(Vec<StoredCell>, Vec<Rejection>), StoreError> {
    let dialect = tx.dialect();
    let (mut found, mut rejections) = (Vec::new(), Vec::new());
    let select = sql::select_in(state, dialect, Table::PopulationCells, "ORDER BY t.id");
    let mut rows = tx.stream(select, vec![])?;
    while let Some(cells) = rows.next().await {
        match row::population_cell(dialect, cells?) {
            Ok(cell) => found.push(cell),
            Err(rejection) => rejections.push(rejection),
        }
    }
    Ok((found, rejections))
}

async fn add_items(
    tx: &mut Tx,
    kind: ItemKind,
    builder: &mut Builder,
    state: State,
) -> Result<(), StoreError> {
    let dialect = tx.dialect();
    let select = sql::select_in(state, dialect, kind.into(), "ORDER BY t.id");
    let mut chunks = tx.stream(select, vec![])?.chunks(CHUNK);
    let maker = builder.record_maker();
    let mut in_flight: VecDeque<JoinHandle<Rows>> = VecDeque::new();
    let mut take = |rows: Rows| rows.into_iter().for_each(|one| builder.add_made(one));
    while let Some(chunk) = chunks.next().await {
        let rows: Vec<Cells> = chunk.into_iter().collect::<Result<_, _>>()?;
        let maker = maker.clone();
        in_flight.push_back(spawn_blocking(move || make(dialect, kind, &maker, rows)));
        if in_flight.len() >= IN_FLIGHT
            && let Some(first) = in_flight.pop_front()
        {
            take(joined(first).await?);
        }
    }
    for rest in in_flight {
        take(joined(rest).await?);
    }
    Ok(())
}

fn make(dialect: Dialect, kind: ItemKind, maker: &RecordMaker, rows: Vec<Cells>) -> Rows {
    rows.into_iter()
        .map(|cells| maker.make(row::item(dialect, kind, cells)?))
        .collect()
}

/// What a blocking task answers; a panic in it goes on here.
async fn joined<T>(task: JoinHandle<T>) -> Result<T, StoreError> {
    task.await.map_err(|error| match error.try_into_panic() {
        Ok(panic) => std::panic::resume_unwind(panic),
        // The runtime is being shut down.
        Err(_) => StoreError::Db(sqlx::Error::PoolClosed),
    })
}
