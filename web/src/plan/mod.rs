//! What the planner's page and its live part share: which figures there are and how they are
//! written, what the address says beside the question, the shapes of bars and curves. Pure.

pub mod address;
pub mod classes;
pub mod draw;
pub mod figures;
pub mod lookup;
