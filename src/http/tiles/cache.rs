//! Finished tiles in memory.

use crate::http::response::encoding::Encoding;
use arc_swap::ArcSwap;
use axum::http::header::HeaderValue;
use bytes::Bytes;
use okolica_atlas::{Atlas, TileFormat, TileId};
use okolica_model::Layer;
use okolica_model::time::Stamp;
use quick_cache::Weighter;
use quick_cache::sync::Cache;
use std::sync::{Arc, Weak};

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
    /// [`okolica_model::filter::Filter::cache_key`].
    pub(crate) filter: Box<str>,
    /// The end of the time slice in which it stays true; `None`: always.
    pub(crate) until: Option<Stamp>,
}

/// The time slices of tiles that depend on the moment: known before a tile is, and found in them
/// without a look at its items.
#[derive(Debug)]
pub(crate) struct TileSlices(Cache<SliceKey, Option<Stamp>>);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct SliceKey {
    layer: Layer,
    tile: TileId,
    version: u64,
    filter: Box<str>,
}

impl TileSlices {
    /// How many are remembered.
    const REMEMBERED: usize = 8192;

    pub(crate) fn new() -> Self {
        Self(Cache::new(Self::REMEMBERED))
    }

    /// The end of the slice that it is now; `find` works it out anew.
    pub(crate) fn end(
        &self,
        key: &TileKey,
        now: Stamp,
        find: impl FnOnce() -> Option<Stamp>,
    ) -> Option<Stamp> {
        let key = SliceKey {
            layer: key.layer,
            tile: key.tile,
            version: key.version,
            filter: key.filter.clone(),
        };
        let known = self.0.get(&key);
        let known = known.filter(|until| until.is_none_or(|until| now < until));
        known.unwrap_or_else(|| {
            let until = find();
            self.0.insert(key, until);
            until
        })
    }
}

/// The versions of tiles' regions in the atlas of the moment, which cost some microseconds to sum.
#[derive(Debug)]
pub(crate) struct TileVersions(ArcSwap<OfAtlas>);

#[derive(Debug)]
struct OfAtlas {
    /// Keeps the address from being given to another atlas, and nothing of the atlas itself.
    atlas: Weak<Atlas>,
    versions: Cache<(Layer, TileId), u64>,
}

impl TileVersions {
    /// How many are remembered: a few screens of every person who looks.
    const REMEMBERED: usize = 4096;

    /// A smaller region has so few items that summing them takes no longer than remembering.
    const LARGE: u8 = 15;

    pub(crate) fn new() -> Self {
        Self(ArcSwap::from_pointee(OfAtlas::new(Weak::new())))
    }

    /// [`Atlas::tile_version`].
    pub(crate) fn get(&self, atlas: &Arc<Atlas>, layer: Layer, tile: TileId) -> u64 {
        if tile.z() > Self::LARGE {
            return atlas.tile_version(layer, tile);
        }
        let known = self.0.load();
        if !std::ptr::eq(known.atlas.as_ptr(), Arc::as_ptr(atlas)) {
            // A slow request may bring back an older atlas: that costs time, nothing else.
            self.0.store(Arc::new(OfAtlas::new(Arc::downgrade(atlas))));
            return atlas.tile_version(layer, tile);
        }
        let key = (layer, tile);
        known.versions.get(&key).unwrap_or_else(|| {
            let version = atlas.tile_version(layer, tile);
            known.versions.insert(key, version);
            version
        })
    }
}

impl OfAtlas {
    fn new(atlas: Weak<Atlas>) -> Self {
        Self {
            atlas,
            versions: Cache::new(TileVersions::REMEMBERED),
        }
    }
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
