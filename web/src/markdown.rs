//! The tiny Markdown of descriptions: paragraphs, lists of one level, bold, italics and links
//! to `http`, `https` and `mailto` addresses. Everything else is plain text, so that nothing an
//! author writes can become markup.

/// A block of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    Paragraph(Vec<Inline>),
    List(Vec<Vec<Inline>>),
    Numbered(Vec<Vec<Inline>>),
}

/// A run of text inside a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Inline {
    Text(String),
    Bold(Vec<Inline>),
    Italic(Vec<Inline>),
    Link { text: String, url: String },
    Break,
}

/// How deep bold and italics may stand inside each other.
const MAX_DEPTH: usize = 4;

/// The blocks of a text.
#[must_use]
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines: Vec<&str> = Vec::new();
    for line in text.lines().map(str::trim) {
        let starts_other = lines
            .first()
            .is_some_and(|first| marker(first).map(|(kind, _)| kind) != line_kind(line, first));
        if line.is_empty() || starts_other {
            flush(&mut lines, &mut blocks);
        }
        if !line.is_empty() {
            lines.push(line);
        }
    }
    flush(&mut lines, &mut blocks);
    blocks
}

/// The runs of one line, such as an attribution.
#[must_use]
pub fn parse_inline(text: &str) -> Vec<Inline> {
    inline(text, 0)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet,
    Number,
}

/// The kind of list entry that a line starts, and its text.
fn marker(line: &str) -> Option<(Marker, &str)> {
    if let Some(rest) = ["- ", "* ", "• "].iter().find_map(|m| line.strip_prefix(m)) {
        return Some((Marker::Bullet, rest));
    }
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?.strip_prefix(". ")?;
    (1..=3).contains(&digits).then_some((Marker::Number, rest))
}

/// The kind a line has inside a block that starts with `first`: a line without a marker goes on
/// with the entry above it.
fn line_kind(line: &str, first: &str) -> Option<Marker> {
    match (marker(line), marker(first)) {
        (None, Some((kind, _))) | (Some((kind, _)), _) => Some(kind),
        (None, None) => None,
    }
}

fn flush(lines: &mut Vec<&str>, blocks: &mut Vec<Block>) {
    let Some(first) = lines.first() else { return };
    let block = match marker(first) {
        None => {
            let mut runs = Vec::new();
            for line in lines.iter() {
                if !runs.is_empty() {
                    runs.push(Inline::Break);
                }
                runs.extend(inline(line, 0));
            }
            Block::Paragraph(runs)
        }
        Some((kind, _)) => {
            let mut entries: Vec<String> = Vec::new();
            for line in lines.iter() {
                match (marker(line), entries.last_mut()) {
                    (Some((_, text)), _) => entries.push(text.to_owned()),
                    (None, Some(last)) => {
                        last.push(' ');
                        last.push_str(line);
                    }
                    (None, None) => entries.push((*line).to_owned()),
                }
            }
            let entries = entries.iter().map(|entry| inline(entry, 0)).collect();
            match kind {
                Marker::Bullet => Block::List(entries),
                Marker::Number => Block::Numbered(entries),
            }
        }
    };
    blocks.push(block);
    lines.clear();
}

fn inline(text: &str, depth: usize) -> Vec<Inline> {
    let mut runs = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let found = match next {
            '*' | '_' if depth < MAX_DEPTH => emphasis(rest, depth, plain.chars().next_back()),
            '[' => link(rest),
            _ => None,
        };
        if let Some((run, after)) = found {
            if !plain.is_empty() {
                runs.push(Inline::Text(std::mem::take(&mut plain)));
            }
            runs.push(run);
            rest = after;
        } else {
            plain.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    if !plain.is_empty() {
        runs.push(Inline::Text(plain));
    }
    runs
}

/// `**bold**`, `*italic*` or `_italic_` at the start of `text`, and what follows it. Underscores
/// inside words stay: addresses and file names are full of them.
fn emphasis(text: &str, depth: usize, before: Option<char>) -> Option<(Inline, &str)> {
    let (mark, bold) = if text.starts_with("**") {
        ("**", true)
    } else {
        (&text[..1], false)
    };
    if mark == "_" && before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    let inner = &text[mark.len()..];
    let end = inner.find(mark).filter(|end| *end > 0)?;
    let (content, after) = (&inner[..end], &inner[end + mark.len()..]);
    if content.starts_with(char::is_whitespace) || content.ends_with(char::is_whitespace) {
        return None;
    }
    if mark == "_" && after.starts_with(char::is_alphanumeric) {
        return None;
    }
    let content = inline(content, depth + 1);
    let run = if bold {
        Inline::Bold(content)
    } else {
        Inline::Italic(content)
    };
    Some((run, after))
}

/// `[text](url)` at the start of `text`, and what follows it.
fn link(text: &str) -> Option<(Inline, &str)> {
    let (label, rest) = text.strip_prefix('[')?.split_once(']')?;
    let (url, after) = rest.strip_prefix('(')?.split_once(')')?;
    if label.is_empty() || label.contains('[') || !is_safe_url(url) {
        return None;
    }
    let run = Inline::Link {
        text: label.to_owned(),
        url: url.to_owned(),
    };
    Some((run, after))
}

fn is_safe_url(url: &str) -> bool {
    let lower = url.to_ascii_lowercase();
    let known = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| lower.len() > scheme.len() && lower.starts_with(scheme));
    known && url.len() <= 2000 && !url.contains(|c: char| c.is_whitespace() || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Inline {
        Inline::Text(text.to_owned())
    }

    #[test]
    fn the_white_list_is_understood() {
        assert_eq!(
            parse("Raz **dwa _trzy_**\ncztery\n\n- a\n- b\n  c\n1. x"),
            [
                Block::Paragraph(vec![
                    text("Raz "),
                    Inline::Bold(vec![text("dwa "), Inline::Italic(vec![text("trzy")])]),
                    Inline::Break,
                    text("cztery"),
                ]),
                Block::List(vec![vec![text("a")], vec![text("b c")]]),
                Block::Numbered(vec![vec![text("x")]]),
            ]
        );
    }

    #[test]
    fn links_go_only_where_links_may() {
        assert_eq!(
            parse_inline("[a](https://example.org/x_y)"),
            [Inline::Link {
                text: "a".to_owned(),
                url: "https://example.org/x_y".to_owned()
            }]
        );
        for bad in [
            "[a](javascript:alert(1))",
            "[a](data:text/html,x)",
            "[a](//example.org)",
            "[a](https://)",
            "[a](http://x y)",
            "[a](JaVaScRiPt://x)",
        ] {
            let runs = parse_inline(bad);
            assert!(
                runs.iter().all(|run| matches!(run, Inline::Text(_))),
                "{bad}"
            );
        }
    }

    #[test]
    fn markup_and_half_marks_stay_text() {
        for plain in [
            "<b>x</b>",
            "2 * 3 * 4",
            "a_b_c",
            "**",
            "*a",
            "[x]",
            "# x",
            "_",
        ] {
            assert_eq!(
                parse(plain),
                [Block::Paragraph(vec![text(plain)])],
                "{plain}"
            );
        }
    }

    #[test]
    fn nesting_is_bounded() {
        let deep = format!("{}x{}", "*_".repeat(10_000), "_*".repeat(10_000));
        assert!(!parse(&deep).is_empty());
        let brackets = "[".repeat(20_000);
        assert_eq!(parse(&brackets).len(), 1);
    }
}
