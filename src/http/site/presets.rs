//! Questions of planners that are ready to be asked: data, so that a city can have its own.

use anyhow::{Context as _, ensure};
use okolica_coverage::Question;
use okolica_web::page::Preset;
use serde_json::Value;
use std::path::Path;

const SHIPPED: &str = include_str!("../../../data/presets.json");

/// Those of a file, or without one the shipped ones.
///
/// # Errors
/// Says which entry of the file is wrong.
pub(crate) fn load(file: Option<&Path>) -> anyhow::Result<Vec<Preset>> {
    let Some(file) = file else {
        return read(SHIPPED).context("data/presets.json");
    };
    let text = std::fs::read_to_string(file);
    let presets = text
        .map_err(anyhow::Error::from)
        .and_then(|text| read(&text));
    presets.with_context(|| format!("can't read the presets in {} (--presets)", file.display()))
}

fn read(text: &str) -> anyhow::Result<Vec<Preset>> {
    let entries: Vec<Value> = serde_json::from_str(text)?;
    let preset =
        |(number, entry): (usize, &Value)| preset(entry).with_context(|| format!("entry {number}"));
    (1..).zip(&entries).map(preset).collect()
}

fn preset(entry: &Value) -> anyhow::Result<Preset> {
    let texts = |name: &str| {
        let texts = entry.get(name).cloned().unwrap_or_default();
        serde_json::from_value(texts).with_context(|| format!("{name}: texts by language"))
    };
    let question = entry["question"]
        .as_str()
        .context("question: a query text")?;
    let question: Vec<(String, String)> = form_urlencoded::parse(question.as_bytes())
        .into_owned()
        .collect();
    let pairs = question.iter().map(|(name, value)| (&**name, &**value));
    let (_, errors) = Question::parse(pairs, None);
    if let Some(error) = errors.into_iter().next() {
        anyhow::bail!("question: {error}");
    }
    for (name, _) in &question {
        ensure!(
            Question::NAMES.contains(&&**name),
            "question: {name} is no parameter"
        );
    }
    let source = texts("source")?;
    ensure!(
        !std::collections::BTreeMap::is_empty(&source),
        "source: who says so is missing"
    );
    Ok(Preset {
        question,
        label: texts("label")?,
        note: texts("note")?,
        source,
        url: entry["url"].as_str().map(str::to_owned),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use okolica_web::language::Language;

    #[test]
    fn the_shipped_ones_name_their_sources_in_every_language() {
        let presets = load(None).expect("presets");
        assert_eq!(presets.len(), 7);
        for preset in presets {
            for texts in [&preset.label, &preset.note, &preset.source] {
                assert_eq!(texts.len(), Language::COUNT);
                for language in Language::ALL {
                    assert!(texts.contains_key(language.tag()), "{}", language.name());
                }
            }
            assert!(preset.url.is_some());
        }
    }

    #[test]
    fn a_wrong_entry_is_named() {
        for (entry, said) in [
            (r#"[{"question": "within=0"}]"#, "within"),
            (r#"[{"question": "colour=red"}]"#, "colour"),
            (
                r#"[{"question": "within=400", "label": {"en": "x"}, "note": {}, "source": {}}]"#,
                "source",
            ),
            (r#"[{}]"#, "question"),
        ] {
            let error = format!("{:#}", read(entry).expect_err(entry));
            assert!(error.contains("entry 1") && error.contains(said), "{error}");
        }
    }
}
