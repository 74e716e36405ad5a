//! Where new places would reach most people (the maximal covering location problem: Church and
//! ReVelle 1974, "The maximal covering location problem", Papers of the Regional Science
//! Association 32).

mod relaxation;
mod search;
mod table;

use search::Search;
use table::Table;

/// People, where they are reached from already, and where a new place could stand.
#[derive(Debug, Clone, Copy)]
pub struct Siting<'a> {
    /// People of each sample.
    pub people: &'a [f64],
    /// Which samples an existing place reaches; those places stay.
    pub reached: &'a [bool],
    /// For each candidate the samples that it would reach, in any order.
    pub candidates: &'a [Vec<u32>],
    /// How many new places, at most.
    pub sites: usize,
    pub minimums: &'a [Minimum],
}

/// A condition: so many people of an area have to be reached, by old and new places together.
#[derive(Debug, Clone, PartialEq)]
pub struct Minimum {
    /// The samples of the area.
    pub samples: Vec<u32>,
    pub people: f64,
}

/// The best new places found.
#[derive(Debug, Clone, PartialEq)]
pub struct Plan {
    /// In the order in which each adds most; conditions come first.
    pub sites: Vec<Site>,
    /// People reached without and with the new places.
    pub before: f64,
    pub reached: f64,
    /// No choice of as many candidates reaches more people than this.
    pub bound: f64,
    /// Whether no choice is better: `reached` equals `bound` but for rounding.
    pub proven: bool,
    /// Nodes of the search tree that were looked at.
    pub nodes: usize,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Site {
    /// Index into the candidates.
    pub candidate: usize,
    /// People that it adds to those whom the places before it in the list reach.
    pub marginal: f64,
    /// People reached with all places up to this one.
    pub reached: f64,
    /// People that it would add if it were the only new place.
    pub alone: f64,
    /// All people that it reaches, also those who have another place.
    pub total: f64,
}

/// Why there is no plan.
#[derive(Debug, Clone, PartialEq)]
pub enum NoPlan {
    /// No choice of as many candidates meets the conditions. Where one of them is out of reach by
    /// itself: its index, and more people than any choice reaches of that area.
    Impossible(Option<(usize, f64)>),
    /// None was found within the nodes allowed; there may be one.
    NotFound,
}

/// Solves by branch and bound: the bound is a Lagrangian relaxation of the covering constraints
/// (Galvão and ReVelle 1996, "A Lagrangean heuristic for the maximal covering location problem",
/// European Journal of Operational Research 88), the start a greedy choice mended by exchanges.
/// At most `nodes` nodes are looked at, and nothing depends on the clock: equal input gives equal
/// output everywhere. Sites that would add nobody are left out.
///
/// # Errors
/// See [`NoPlan`].
///
/// # Panics
/// When a candidate or a minimum names a sample that is not there, or `reached` is not as long as
/// `people`.
pub fn best_sites(siting: &Siting<'_>, nodes: usize) -> Result<Plan, NoPlan> {
    let table = Table::new(siting);
    let before = table.before;
    let mut search = Search::new(&table, siting.sites);
    search.run(nodes);
    let Some(found) = search.best else {
        if search.exhausted {
            return Err(NoPlan::Impossible(table.out_of_reach(siting.sites)));
        }
        return Err(NoPlan::NotFound);
    };
    let sites = table.ranking(siting, &found.choice);
    let reached = before + found.value;
    let bound = (before + search.bound).max(reached);
    let proven = search.exhausted;
    Ok(Plan {
        sites,
        before,
        reached,
        bound: if proven { reached } else { bound },
        proven,
        nodes: search.nodes,
    })
}

#[cfg(test)]
mod tests;
