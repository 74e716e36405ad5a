//! A sorted run of entries in two levels of chunks, each with its summary.

use super::{Entry, Summary};
use okolica_model::{ItemKey, parallel};
use std::ops::RangeInclusive;
use std::sync::Arc;

/// Entries in a chunk at most: small enough that the two chunks a tile cuts are scanned in some
/// microseconds, large enough that summaries cost little memory. In tests
/// so small that a hundred items make several nodes.
const CHUNK: usize = if cfg!(test) { 8 } else { 512 };

/// Chunks in a node at most: so few that a cell of a tile over half a city is mostly whole nodes.
const NODE: usize = if cfg!(test) { 4 } else { 16 };

/// By what a run is sorted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    Place,
    Key,
}

type Rank = (u64, ItemKey);

impl Order {
    pub(crate) fn rank(self, entry: &Entry) -> Rank {
        let place = match self {
            Self::Place => entry.place,
            Self::Key => 0,
        };
        (place, entry.record.key())
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Chunk {
    entries: Vec<Entry>,
    summary: Summary,
    /// Entries have changed since the summary was made.
    stale: bool,
}

impl Chunk {
    fn new(entries: Vec<Entry>) -> Self {
        let summary = Summary::of_entries(&entries);
        let stale = false;
        Self {
            entries,
            summary,
            stale,
        }
    }
}

#[derive(Debug, Clone)]
pub(crate) struct Node {
    chunks: Vec<Arc<Chunk>>,
    summary: Summary,
    /// Chunks have changed since the summary was made.
    stale: bool,
}

impl Node {
    fn new(chunks: Vec<Arc<Chunk>>) -> Self {
        let summary = Summary::of_summaries(chunks.iter().map(|chunk| &chunk.summary));
        let stale = false;
        Self {
            chunks,
            summary,
            stale,
        }
    }

    fn first(&self) -> &Entry {
        &self.chunks[0].entries[0]
    }

    fn last(&self) -> &Entry {
        let chunk = &self.chunks[self.chunks.len() - 1];
        &chunk.entries[chunk.entries.len() - 1]
    }
}

/// What a walk meets.
pub(crate) enum Part<'a> {
    /// A node or a chunk, `whole` when all of it lies in the range. The answer `true` says that
    /// it is dealt with; `false` descends into it.
    Summary { summary: &'a Summary, whole: bool },
    /// Entries of one chunk that lie in the range; the answer does not matter.
    Entries(&'a [Entry]),
}

/// A sorted run. No chunk and no node is empty.
#[derive(Debug, Clone)]
pub(crate) struct Run {
    order: Order,
    nodes: Vec<Arc<Node>>,
}

impl Run {
    /// Of two halves of its entries in order.
    pub(crate) fn new<I: Iterator<Item = Entry> + Send>(order: Order, halves: [I; 2]) -> Self {
        let chunks = parallel::both(halves.map(|half| move || cut(half)));
        let nodes = chunks
            .concat()
            .chunks(NODE * 3 / 4)
            .map(|chunks| Arc::new(Node::new(chunks.to_vec())))
            .collect();
        Self { order, nodes }
    }

    /// The summaries that together cover the run.
    pub(crate) fn summaries(&self) -> impl Iterator<Item = &Summary> {
        self.nodes.iter().map(|node| &node.summary)
    }

    pub(crate) fn entries(&self) -> impl Iterator<Item = &Entry> {
        self.nodes
            .iter()
            .flat_map(|node| &node.chunks)
            .flat_map(|chunk| &chunk.entries)
    }

    /// How many entries there are.
    pub(crate) fn len(&self) -> usize {
        let count = |summary: &Summary| {
            let slots = summary.slots.iter();
            slots
                .map(|slot| (slot.placed + slot.unplaced) as usize)
                .sum::<usize>()
        };
        self.summaries().map(count).sum()
    }

    /// The entry of this rank.
    pub(crate) fn get(&self, rank: Rank) -> Option<&Entry> {
        let [node, chunk] = self.locate(rank)?;
        let entries = &self.nodes[node].chunks[chunk].entries;
        let at = entries
            .binary_search_by(|entry| self.order.rank(entry).cmp(&rank))
            .ok()?;
        Some(&entries[at])
    }

    /// The node and chunk that hold the first entry not below `rank`.
    fn locate(&self, rank: Rank) -> Option<[usize; 2]> {
        let node = self
            .nodes
            .partition_point(|node| self.order.rank(node.last()) < rank);
        let chunks = &self.nodes.get(node)?.chunks;
        let chunk = chunks.partition_point(|chunk| {
            chunk
                .entries
                .last()
                .is_some_and(|last| self.order.rank(last) < rank)
        });
        Some([node, chunk])
    }

    /// Two halves of a range that holds so much that going through it pays a thread. Of a run by
    /// place only.
    pub(crate) fn halves(&self, range: &RangeInclusive<u64>) -> Option<[RangeInclusive<u64>; 2]> {
        const MANY: usize = if cfg!(test) { 2 } else { 16 };
        let (first, last) = (*range.start(), *range.end());
        let from = self.nodes.partition_point(|node| node.last().place < first);
        let upto = self
            .nodes
            .partition_point(|node| node.first().place <= last);
        if upto.saturating_sub(from) < MANY {
            return None;
        }
        let middle = self.nodes[usize::midpoint(from, upto)].first().place;
        (first < middle).then(|| [first..=middle - 1, middle..=last])
    }

    /// Meets everything whose place lies in `range`, in order. Of a run by place only.
    pub(crate) fn walk<'a>(
        &'a self,
        range: &RangeInclusive<u64>,
        visit: &mut impl FnMut(Part<'a>) -> bool,
    ) {
        let (first, last) = (*range.start(), *range.end());
        let from = self.nodes.partition_point(|node| node.last().place < first);
        for node in &self.nodes[from..] {
            let [low, high] = [node.first().place, node.last().place];
            if low > last {
                break;
            }
            let whole = first <= low && high <= last;
            let summary = &node.summary;
            if !visit(Part::Summary { summary, whole }) {
                node.walk(range, visit);
            }
        }
    }

    /// Meets the chunks from the entry after `after` on, in order, until `visit` answers `true`.
    pub(crate) fn walk_after<'a>(
        &'a self,
        after: Option<ItemKey>,
        mut visit: impl FnMut(&'a Summary, &'a [Entry]) -> bool,
    ) {
        let start = match after {
            None => Some([0, 0]),
            Some(key) => self.locate((0, key)),
        };
        let Some([node_at, chunk_at]) = start else {
            return;
        };
        let chunks = self.nodes[node_at.min(self.nodes.len())..]
            .iter()
            .flat_map(|node| &node.chunks)
            .skip(chunk_at);
        for chunk in chunks {
            let skip = after.map_or(0, |key| {
                chunk
                    .entries
                    .partition_point(|entry| entry.record.key() <= key)
            });
            if visit(&chunk.summary, &chunk.entries[skip..]) {
                break;
            }
        }
    }

    /// Everything as a tree of summaries, for best-first searches: the nodes.
    pub(crate) fn branches(&self) -> impl Iterator<Item = Branch<'_>> {
        self.nodes.iter().map(|node| Branch::Node(node))
    }

    /// Puts `entry` in its place, or in place of the one with its rank. Summaries are wrong until
    /// [`Run::settle`].
    pub(crate) fn insert(&mut self, entry: Entry) {
        let rank = self.order.rank(&entry);
        let Some([node_at, chunk_at]) = self.locate(rank).or_else(|| self.end()) else {
            let chunk = Arc::new(Chunk::new(vec![entry]));
            self.nodes.push(Arc::new(Node::new(vec![chunk])));
            return;
        };
        let order = self.order;
        self.edit(node_at, chunk_at, |entries| {
            match entries.binary_search_by(|known| order.rank(known).cmp(&rank)) {
                Ok(at) => entries[at] = entry,
                Err(at) => entries.insert(at, entry),
            }
        });
    }

    /// Takes out the entry of this rank. Summaries are wrong until [`Run::settle`].
    pub(crate) fn remove(&mut self, rank: Rank) {
        let order = self.order;
        if let Some([node_at, chunk_at]) = self.locate(rank) {
            self.edit(node_at, chunk_at, |entries| {
                if let Ok(at) = entries.binary_search_by(|known| order.rank(known).cmp(&rank)) {
                    entries.remove(at);
                }
            });
        }
    }

    /// The last chunk.
    fn end(&self) -> Option<[usize; 2]> {
        let node = self.nodes.len().checked_sub(1)?;
        Some([node, self.nodes[node].chunks.len() - 1])
    }

    fn edit(&mut self, node_at: usize, chunk_at: usize, change: impl FnOnce(&mut Vec<Entry>)) {
        let node = Arc::make_mut(&mut self.nodes[node_at]);
        node.stale = true;
        let chunk = Arc::make_mut(&mut node.chunks[chunk_at]);
        chunk.stale = true;
        change(&mut chunk.entries);
        if chunk.entries.is_empty() {
            node.chunks.remove(chunk_at);
        } else if chunk.entries.len() > CHUNK {
            let upper = Chunk::new(chunk.entries.split_off(CHUNK / 2));
            node.chunks.insert(chunk_at + 1, Arc::new(upper));
        }
        if node.chunks.is_empty() {
            self.nodes.remove(node_at);
        } else if node.chunks.len() > NODE {
            let upper = Node {
                chunks: node.chunks.split_off(NODE / 2),
                summary: node.summary.clone(),
                stale: true,
            };
            self.nodes.insert(node_at + 1, Arc::new(upper));
        }
    }

    /// Brings summaries up to date; ends a series of [`Run::insert`] and [`Run::remove`].
    pub(crate) fn settle(&mut self) {
        for node in self.nodes.iter_mut().filter(|node| node.stale) {
            let node = Arc::make_mut(node);
            for chunk in node.chunks.iter_mut().filter(|chunk| chunk.stale) {
                let chunk = Arc::make_mut(chunk);
                *chunk = Chunk::new(std::mem::take(&mut chunk.entries));
            }
            *node = Node::new(std::mem::take(&mut node.chunks));
        }
    }
}

impl Node {
    fn walk<'a>(&'a self, range: &RangeInclusive<u64>, visit: &mut impl FnMut(Part<'a>) -> bool) {
        let (first, last) = (*range.start(), *range.end());
        let ends = |chunk: &Chunk| chunk.entries.last().map_or(0, |entry| entry.place);
        let from = self.chunks.partition_point(|chunk| ends(chunk) < first);
        for chunk in &self.chunks[from..] {
            let entries = &chunk.entries;
            if entries[0].place > last {
                break;
            }
            let whole = first <= entries[0].place && ends(chunk) <= last;
            let summary = &chunk.summary;
            if visit(Part::Summary { summary, whole }) {
                continue;
            }
            let low = entries.partition_point(|entry| entry.place < first);
            let high = entries.partition_point(|entry| entry.place <= last);
            visit(Part::Entries(&entries[low..high]));
        }
    }
}

fn cut(mut entries: impl Iterator<Item = Entry>) -> Vec<Arc<Chunk>> {
    // Not full, so that the next inserts split none.
    const FILL: usize = CHUNK * 3 / 4;
    let mut chunks = Vec::new();
    loop {
        let chunk: Vec<Entry> = entries.by_ref().take(FILL).collect();
        if chunk.is_empty() {
            return chunks;
        }
        chunks.push(Arc::new(Chunk::new(chunk)));
    }
}

/// A part of a run with a summary of its own.
#[derive(Clone, Copy)]
pub(crate) enum Branch<'a> {
    Node(&'a Node),
    Chunk(&'a Chunk),
}

impl<'a> Branch<'a> {
    pub(crate) fn summary(self) -> &'a Summary {
        match self {
            Self::Node(node) => &node.summary,
            Self::Chunk(chunk) => &chunk.summary,
        }
    }

    /// The chunks of a node.
    pub(crate) fn branches(self) -> impl Iterator<Item = Self> {
        let chunks: &[Arc<Chunk>] = match self {
            Self::Node(node) => &node.chunks,
            Self::Chunk(_) => &[],
        };
        chunks.iter().map(|chunk| Self::Chunk(chunk))
    }

    /// The entries of a chunk.
    pub(crate) fn entries(self) -> &'a [Entry] {
        match self {
            Self::Node(_) => &[],
            Self::Chunk(chunk) => &chunk.entries,
        }
    }
}
