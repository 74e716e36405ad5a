//! A day in pieces of one state each.

use super::Openness;
use std::sync::Arc;

pub(super) const MINUTES_A_DAY: u16 = 1440;

/// A day in pieces from midnight to midnight.
#[derive(Debug, Clone)]
pub(super) struct Day {
    pub(super) pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
pub(super) struct Piece {
    /// The minute of the day after the last; the first is the end of the piece before.
    pub(super) end: u16,
    pub(super) state: Openness,
    pub(super) comment: Arc<str>,
}

impl Day {
    pub(super) fn closed() -> Self {
        let all = Piece {
            end: MINUTES_A_DAY,
            state: Openness::Closed,
            comment: Arc::default(),
        };
        Self { pieces: vec![all] }
    }

    /// Makes the minutes from `start` to before `end` be `state`, or those of them that are closed.
    pub(super) fn paint(
        &mut self,
        start: u16,
        end: u16,
        state: Openness,
        comment: &Arc<str>,
        only_closed: bool,
    ) {
        let mut out: Vec<Piece> = Vec::with_capacity(self.pieces.len() + 2);
        let mut from = 0;
        for piece in self.pieces.drain(..) {
            for (until, inside) in [
                (piece.end.min(start), false),
                (piece.end.min(end), true),
                (piece.end, false),
            ] {
                if until <= from {
                    continue;
                }
                let painted = inside && !(only_closed && piece.state != Openness::Closed);
                out.push(match painted {
                    true => Piece {
                        end: until,
                        state,
                        comment: comment.clone(),
                    },
                    false => Piece {
                        end: until,
                        ..piece.clone()
                    },
                });
                from = until;
            }
        }
        self.pieces = out;
    }

    /// What is known when the day is either this one or `other`.
    pub(super) fn or(&self, other: &Self) -> Self {
        let mut ends: Vec<u16> = self.pieces.iter().map(|piece| piece.end).collect();
        ends.extend(other.pieces.iter().map(|piece| piece.end));
        ends.sort_unstable();
        ends.dedup();
        let at = |day: &Self, end: u16| {
            let piece = day.pieces.iter().find(|piece| piece.end >= end);
            piece.map_or((Openness::Closed, Arc::default()), |piece| {
                (piece.state, piece.comment.clone())
            })
        };
        let pieces = ends.into_iter().map(|end| {
            let ((one, comment), (two, another)) = (at(self, end), at(other, end));
            Piece {
                end,
                state: if one == two { one } else { Openness::Unknown },
                comment: if comment.is_empty() { another } else { comment },
            }
        });
        Self {
            pieces: pieces.collect(),
        }
    }
}
