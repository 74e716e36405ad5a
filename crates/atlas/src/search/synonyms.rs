//! Words that mean about the same as one that was typed.

use super::stem::stems;
use super::words::words;
use std::collections::HashMap;
use std::sync::LazyLock;

const SHIPPED: &str = include_str!("../../../../data/synonyms.tsv");

static SYNONYMS: LazyLock<Synonyms> = LazyLock::new(|| Synonyms::parse(SHIPPED));

/// The other words of the groups that a folded word stands in, in any of its forms.
pub(crate) fn synonyms(word: &str) -> Vec<&'static str> {
    SYNONYMS.of(word)
}

struct Synonyms {
    /// Folded words, a group each.
    groups: Vec<Vec<String>>,
    /// The numbers of the groups that have a word with this stem.
    by_stem: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// A group a line, with tabs between its words; a line that starts with `#` says nothing.
    fn parse(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#'));
        let group = |line: &str| line.split('\t').flat_map(words).collect();
        let groups: Vec<Vec<String>> = lines.map(group).collect();
        let mut by_stem: HashMap<String, Vec<usize>> = HashMap::new();
        for (number, group) in groups.iter().enumerate() {
            for stem in group.iter().flat_map(|word| stems(word)) {
                let numbers = by_stem.entry(stem).or_default();
                if numbers.last() != Some(&number) {
                    numbers.push(number);
                }
            }
        }
        Self { groups, by_stem }
    }

    fn of(&self, word: &str) -> Vec<&str> {
        let own = stems(word);
        let mut numbers: Vec<usize> = own
            .iter()
            .filter_map(|stem| self.by_stem.get(stem))
            .flatten()
            .copied()
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let is_other = |other: &&String| !stems(other).iter().any(|stem| own.contains(stem));
        let groups = numbers.iter().flat_map(|number| &self.groups[*number]);
        groups.filter(is_other).map(String::as_str).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_groups_are_of_single_words_that_stand_in_no_other() {
        for line in SHIPPED.lines().filter(|line| !line.starts_with('#')) {
            for entry in line.split('\t') {
                assert_eq!(words(entry).len(), 1, "{entry:?} in {line:?}");
            }
        }
        for (stem, groups) in &SYNONYMS.by_stem {
            assert_eq!(groups.len(), 1, "{stem} is in {groups:?}");
        }
        assert!(SYNONYMS.groups.iter().all(|group| group.len() > 1));
    }

    #[test]
    fn a_group_is_found_by_any_form_and_leaves_out_the_word_itself() {
        let known = Synonyms::parse("# own words\nbasen\tpływalnia\tбасейн\nkino\tfilm");
        assert_eq!(known.of("basenie"), ["plywalnia", "basejn"]);
        assert_eq!(known.of("plywalni"), ["basen", "basejn"]);
        assert_eq!(known.of("filmy"), ["kino"]);
        assert!(known.of("teatr").is_empty());
    }
}
