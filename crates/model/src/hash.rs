//! The hash behind validators and tag look-ups: fixed for ever, equal on every instance, machine
//! and build (std's hashers promise neither).

/// The finaliser of SplitMix64 (Steele, Lea, Flood 2014, "Fast splittable pseudorandom number
/// generators"): a bijection of 64 bits in which every input bit moves about half of the output.
#[must_use]
pub const fn mix(value: u64) -> u64 {
    let mut z = value.wrapping_add(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}

/// The hash of a list of words, in order.
#[must_use]
pub fn of_words(words: &[u64]) -> u64 {
    words
        .iter()
        .fold(words.len() as u64, |state, word| mix(state ^ mix(*word)))
}

/// The hash of a text.
#[must_use]
pub fn of_text(text: &str) -> u64 {
    of_bytes(text.as_bytes())
}

/// The hash of bytes: in little-endian words, then their number.
#[must_use]
pub fn of_bytes(bytes: &[u8]) -> u64 {
    let folded = bytes.chunks(8).fold(0, |state, chunk| {
        let mut word = [0; 8];
        word[..chunk.len()].copy_from_slice(chunk);
        mix(state ^ mix(u64::from_le_bytes(word)))
    });
    mix(folded ^ bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_never_changes() {
        // The first output of the reference SplitMix64 seeded with 0.
        assert_eq!(mix(0), 0xE220_A839_7B1D_CDAF);
        assert_ne!(of_words(&[1, 2]), of_words(&[2, 1]));
        assert_ne!(of_text("a"), of_text("a\0"));
    }
}
