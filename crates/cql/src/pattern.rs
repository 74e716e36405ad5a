//! Patterns of `LIKE`.

/// A pattern: `%` stands for any text, `_` for one character, `\` before a literal character.
#[derive(Debug, Clone)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Debug, Clone, Copy)]
enum Part {
    Any,
    One,
    Just(char),
}

impl Pattern {
    pub(super) fn parse(pattern: &str) -> Self {
        let mut parts = Vec::new();
        let mut characters = pattern.chars();
        while let Some(c) = characters.next() {
            parts.push(match c {
                '%' => Part::Any,
                '_' => Part::One,
                '\\' => Part::Just(characters.next().unwrap_or('\\')),
                other => Part::Just(other),
            });
        }
        Self(parts)
    }

    /// Whether the whole text fits. Of several `%` only the last is ever taken back, so the time is
    /// bounded by the product of both lengths.
    pub(super) fn fits(&self, text: &str) -> bool {
        let parts = &self.0;
        let text: Vec<char> = text.chars().collect();
        let (mut at, mut part) = (0, 0);
        let mut back: Option<(usize, usize)> = None;
        while at < text.len() {
            match parts.get(part) {
                Some(Part::Any) => {
                    back = Some((at, part));
                    part += 1;
                }
                Some(Part::One) => {
                    at += 1;
                    part += 1;
                }
                Some(Part::Just(c)) if *c == text[at] => {
                    at += 1;
                    part += 1;
                }
                _ => match back {
                    Some((from, any)) => {
                        back = Some((from + 1, any));
                        at = from + 1;
                        part = any + 1;
                    }
                    None => return false,
                },
            }
        }
        parts[part..].iter().all(|part| matches!(part, Part::Any))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn fits(text: &str, pattern: &str) -> bool {
        Pattern::parse(pattern).fits(text)
    }

    /// The definition itself, slow.
    fn by_definition(text: &[char], pattern: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('%', rest)) => (0..=text.len()).any(|skip| by_definition(&text[skip..], rest)),
            Some(('_', rest)) => !text.is_empty() && by_definition(&text[1..], rest),
            Some((c, rest)) => text.first() == Some(c) && by_definition(&text[1..], rest),
        }
    }

    proptest! {
        #[test]
        fn patterns_fit_by_their_definition(text in "[abż]{0,8}", pattern in "[abż%_]{0,6}") {
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            let expected = by_definition(&characters(&text), &characters(&pattern));
            prop_assert_eq!(fits(&text, &pattern), expected);
        }
    }

    #[test]
    fn a_backslash_makes_a_character_literal() {
        assert!(fits("100%", "100\\%") && !fits("1000", "100\\%"));
        assert!(fits("a_b", "a\\_b") && !fits("axb", "a\\_b"));
        assert!(fits("\\", "\\"));
    }
}
