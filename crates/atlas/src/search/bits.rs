//! A set of documents.

/// A set of numbers below a fixed length.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Bits(Vec<u64>);

impl Bits {
    pub(crate) fn new(len: u32) -> Self {
        Self(vec![0; len.div_ceil(64) as usize])
    }

    /// Grows as is needed.
    pub(crate) fn insert(&mut self, number: u32) {
        let at = (number / 64) as usize;
        if at >= self.0.len() {
            self.0.resize(at + 1, 0);
        }
        self.0[at] |= 1 << (number % 64);
    }

    pub(crate) fn has(&self, number: u32) -> bool {
        self.0
            .get((number / 64) as usize)
            .is_some_and(|word| word >> (number % 64) & 1 == 1)
    }

    /// Whether any of the numbers from `first` to `last` is in it.
    pub(crate) fn has_any(&self, first: u32, last: u32) -> bool {
        let (low, high) = ((first / 64) as usize, (last / 64) as usize);
        if first > last || low >= self.0.len() {
            return false;
        }
        let from = u64::MAX << (first % 64);
        let upto = u64::MAX >> (63 - last % 64);
        if low == high {
            return self.0[low] & from & upto != 0;
        }
        let middle = &self.0[(low + 1).min(self.0.len())..high.min(self.0.len())];
        self.0[low] & from != 0
            || middle.iter().any(|word| *word != 0)
            || self.0.get(high).is_some_and(|word| word & upto != 0)
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.iter().all(|word| *word == 0)
    }

    pub(crate) fn and(&mut self, other: &Self) {
        for (at, word) in self.0.iter_mut().enumerate() {
            *word &= other.0.get(at).copied().unwrap_or_default();
        }
    }

    pub(crate) fn without(&mut self, other: &Self) {
        for (word, gone) in self.0.iter_mut().zip(&other.0) {
            *word &= !gone;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #[test]
        fn bits_are_a_set(
            a in prop::collection::btree_set(0_u32..300, 0..40),
            b in prop::collection::btree_set(0_u32..300, 0..40),
            range in (0_u32..320, 0_u32..320),
        ) {
            let of = |set: &BTreeSet<u32>| {
                let mut bits = Bits::new(64);
                set.iter().for_each(|number| bits.insert(*number));
                bits
            };
            let (x, y) = (of(&a), of(&b));
            prop_assert_eq!(x.len(), a.len());
            prop_assert_eq!(x.is_empty(), a.is_empty());
            for number in 0..320 {
                prop_assert_eq!(x.has(number), a.contains(&number));
            }
            let (first, last) = range;
            let any = first <= last && a.range(first..=last).next().is_some();
            prop_assert_eq!(x.has_any(first, last), any);
            let (mut both, mut rest) = (x.clone(), x);
            both.and(&y);
            rest.without(&y);
            prop_assert_eq!(both.len(), a.intersection(&b).count());
            prop_assert_eq!(rest.len(), a.difference(&b).count());
        }
    }
}
