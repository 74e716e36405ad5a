//! Facts of access: the one table that items, columns, filters, counts, forms, imports and the API's
//! description are made from.

use crate::fields::Fields;
use crate::flat::{Column, ColumnType};
use crate::members::Members;

/// What is known about a fact of access.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Fact {
    Yes,
    Limited,
    No,
    #[default]
    Unknown,
}

impl Fact {
    pub const ALL: [Self; 4] = [Self::Yes, Self::Limited, Self::No, Self::Unknown];

    const WORDS: [(&'static str, Self); 4] = [
        ("yes", Self::Yes),
        ("limited", Self::Limited),
        ("no", Self::No),
        ("unknown", Self::Unknown),
    ];

    /// The word that it is written as.
    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

/// What the code has to know of a fact, beside its messages `fact-NAME-yes`, `-limited`, `-no`
/// and `fact-name-NAME`, and the migration that adds its column.
struct FactDef {
    name: &'static str,
    column: Column,
    /// Of the icon set, where it has one.
    icon: Option<&'static str>,
    /// Other names of the column in files, among them OpenStreetMap's key.
    synonyms: &'static [&'static str],
}

/// Each row: its name in code, its name in data, icon, other names of its column.
macro_rules! facts {
    ($($fact:ident $field:ident $icon:expr, $synonyms:expr;)*) => {
        /// Facts of access, each yes, limited, no or unknown.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
        pub struct Access {
            $(pub $field: Fact,)*
        }

        /// A fact of [`Access`] by its name.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum AccessFact {
            $($fact,)*
        }

        const FACTS: &[FactDef] = &[$(FactDef {
            name: stringify!($field),
            column: Column {
                name: concat!("access_", stringify!($field)),
                path: &["access", stringify!($field)],
                kind: ColumnType::Text,
            },
            icon: $icon,
            synonyms: &$synonyms,
        },)*];

        impl AccessFact {
            pub const COUNT: usize = FACTS.len();
            pub const ALL: [Self; Self::COUNT] = [$(Self::$fact,)*];
        }

        impl Access {
            /// What is known of one fact.
            #[must_use]
            pub const fn of(self, fact: AccessFact) -> Fact {
                match fact {
                    $(AccessFact::$fact => self.$field,)*
                }
            }

            /// Every fact, each as `known` has it.
            pub fn each(mut known: impl FnMut(AccessFact) -> Fact) -> Self {
                Self {
                    $($field: known(AccessFact::$fact),)*
                }
            }
        }
    };
}

facts! {
    StepFree step_free Some("wheelchair"), ["wheelchair"];
    Toilet toilet Some("toilet"), [];
    HearingLoop hearing_loop None, [];
    Quiet quiet None, [];
    Parking parking Some("parking"), [];
}

/// The flat columns of all facts.
pub(crate) const COLUMNS: &[Column] = &{
    let mut all = [FACTS[0].column; AccessFact::COUNT];
    let mut at = 0;
    while at < all.len() {
        all[at] = FACTS[at].column;
        at += 1;
    }
    all
};

impl AccessFact {
    const fn def(self) -> &'static FactDef {
        &FACTS[self as usize]
    }

    /// The field's name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.def().name
    }

    /// The name of the flat column.
    #[must_use]
    pub const fn column(self) -> &'static str {
        self.def().column.name
    }

    #[must_use]
    pub const fn icon(self) -> Option<&'static str> {
        self.def().icon
    }

    /// Other names that files give the column.
    #[must_use]
    pub const fn synonyms(self) -> &'static [&'static str] {
        self.def().synonyms
    }

    /// The names of all facts, as a sentence lists them.
    #[must_use]
    pub fn list() -> String {
        let names = Self::ALL.map(Self::name).join(", ");
        let parts = names.rsplit_once(", ");
        parts.map_or(names.clone(), |(most, last)| format!("{most} and {last}"))
    }
}

impl Access {
    /// Every fact with what is known of it, in the order of the table.
    #[must_use]
    pub fn all(self) -> [(AccessFact, Fact); AccessFact::COUNT] {
        AccessFact::ALL.map(|fact| (fact, self.of(fact)))
    }

    pub(crate) fn read(fields: &mut Fields<'_>) -> Self {
        Self::each(|fact| {
            let known = fields.choice(fact.name(), &Fact::WORDS);
            known.unwrap_or_default()
        })
    }

    pub(crate) fn write(self, out: &mut Members) {
        for (fact, known) in self.all() {
            out.text(fact.name(), Some(known.word()));
        }
    }
}
