//! Finished tiles in memory.

use crate::http::encoding::Encoding;
use axum::http::header::HeaderValue;
use bytes::Bytes;
use okolica_atlas::{Layer, TileFormat, TileId};
use quick_cache::Weighter;
use quick_cache::sync::Cache;

/// What a finished tile is the answer to. The version of the tile's region is part of it: an
/// edit makes new keys, so nothing is ever deleted, and a tile that was drawn while an edit
/// landed goes under the old key, where nobody asks any more.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct TileKey {
    pub(crate) layer: Layer,
    pub(crate) tile: TileId,
    pub(crate) format: TileFormat,
    pub(crate) encoding: Encoding,
    pub(crate) version: u64,
    /// [`okolica_atlas::filter::Filter::cache_key`].
    pub(crate) filter: Box<str>,
}

/// A tile as it is sent.
#[derive(Debug, Clone)]
pub(crate) struct Tile {
    pub(crate) body: Bytes,
    /// Plain where compressing would not pay.
    pub(crate) encoding: Encoding,
    pub(crate) tag: HeaderValue,
}

#[derive(Debug, Clone, Copy)]
struct ByBytes;

impl Weighter<TileKey, Tile> for ByBytes {
    fn weight(&self, key: &TileKey, tile: &Tile) -> u64 {
        (size_of::<TileKey>() + size_of::<Tile>() + 64 + key.filter.len() + tile.body.len()) as u64
    }
}

/// Bounded by bytes; what is asked for least goes first.
#[derive(Debug)]
pub(crate) struct TileCache(Cache<TileKey, Tile, ByBytes>);

impl TileCache {
    pub(crate) fn new(mib: u32) -> Self {
        let bytes = u64::from(mib) << 20;
        // An estimate of the number of tiles: a few kB each.
        let tiles = (bytes / 4096) as usize;
        Self(Cache::with_weighter(tiles, bytes, ByBytes))
    }

    pub(crate) fn get(&self, key: &TileKey) -> Option<Tile> {
        self.0.get(key)
    }

    pub(crate) fn put(&self, key: TileKey, tile: Tile) {
        self.0.insert(key, tile);
    }
}
