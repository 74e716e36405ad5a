//! What the map says, in the words that the server put into the page.

use serde_json::{Map, Value};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl, js_name = PluralRules)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl, js_class = PluralRules)]
    fn new(language: &str) -> PluralRules;
    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> String;
}

pub(super) struct Words {
    pub(super) language: String,
    plurals: PluralRules,
    all: Map<String, Value>,
}

impl Words {
    pub(super) fn new(language: String, json: &str) -> Self {
        Self {
            plurals: PluralRules::new(&language),
            all: serde_json::from_str(json).unwrap_or_default(),
            language,
        }
    }

    pub(super) fn text<'a>(&'a self, id: &'a str) -> &'a str {
        self.all.get(id).and_then(Value::as_str).unwrap_or(id)
    }

    /// A message about a number, in the plural form that the language has for it.
    pub(super) fn count(&self, id: &str, count: u64) -> String {
        let forms = self.all.get(id);
        let form = forms.and_then(|forms| {
            let category = self.plurals.select(count as f64);
            forms.get(category).or_else(|| forms.get("other"))?.as_str()
        });
        let number = crate::format::number(count);
        form.unwrap_or("{n}").replace("{n}", &number)
    }
}

/// A category as the map draws and names it.
#[derive(Debug, Clone, Default)]
pub(super) struct Category {
    pub(super) label: String,
    /// Which of the category colours.
    pub(super) colour: usize,
    pub(super) icon: String,
}

/// Every category by its id.
pub(super) fn categories(json: &str) -> std::collections::HashMap<String, Category> {
    let all: Map<String, Value> = serde_json::from_str(json).unwrap_or_default();
    all.into_iter()
        .map(|(id, value)| {
            let text = |at: usize| value[at].as_str().unwrap_or_default().to_owned();
            let category = Category {
                label: text(0),
                colour: value[1].as_u64().unwrap_or_default() as usize,
                icon: text(2),
            };
            (id, category)
        })
        .collect()
}
