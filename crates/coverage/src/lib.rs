//! Coverage: who lives within reach of what, and who does not.
//!
//! `docs/coverage.md` states every formula, convention and tolerance. Nothing here asks a clock
//! or a database, and all of it compiles for the browser, where a what-if is reckoned by the same
//! code. So that both come to the same figures to the
//! last bit, people are counted in whole small units and sines come from the `libm` crate.

mod answer;
pub mod discs;
mod extent;
mod facility;
mod found;
mod gaps;
mod grid;
mod ground;
mod hours;
mod ledger;
mod measure;
mod nearest;
pub mod plane;
mod question;
mod reach;
mod scenario;
mod sites;
pub mod siting;
mod sphere;
pub mod statistics;
mod tally;
#[cfg(test)]
mod tests;
mod week;
mod what_if;
mod wire;

pub use answer::{Answer, AreaFigures, Diagnostics, Flow, Matrix, OUTSIDE, PlaceFigures, Reason};
pub use facility::{Facility, Fit, Key, Place, apply, places, vanished};
pub use gaps::{AreaGap, gaps};
pub use ground::{AREA_CODE, Ground, GroundArea, GroundCell, Method};
pub use hours::{facilities, typical_week};
pub use measure::{classes, measure};
pub use question::{AsOf, Group, Limit, MAX_LIMIT, MAX_VERTICES, Question};
pub use reach::Class;
pub use scenario::{Change, MAX_CHANGES};
pub use sites::{
    Amount, Candidates, MOST_SITES, NewSite, SiteAnswer, SiteArea, SiteProblem, SiteSearch, sites,
};
pub use week::{Mask, SLOTS, SLOTS_A_DAY, Slots, WeekWindow};
pub use what_if::WhatIf;
pub use wire::{Pack, pack, unpack};
