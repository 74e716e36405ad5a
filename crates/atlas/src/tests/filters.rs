use super::town::{build, filter};
use crate::cache_key;
use okolica_model::Filter;
use proptest::prelude::*;

fn parse(query: &[(&str, &str)]) -> (Filter, Vec<String>) {
    let (atlas, _) = build(&[]);
    let (filter, errors) = Filter::parse(query.iter().copied(), Some(&atlas));
    let said = errors
        .iter()
        .map(|error| format!("{}={}", error.field, error.value))
        .collect();
    (filter, said)
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(filter in filter()) {
        let (atlas, _) = build(&[]);
        let query = filter.to_query();
        let pairs = query.iter().map(|(name, value)| (*name, value.as_str()));
        let (again, errors) = Filter::parse(pairs.clone(), Some(&atlas));
        prop_assert!(errors.is_empty(), "{:?}", errors);
        prop_assert_eq!(again.to_query(), query.clone());
        prop_assert_eq!(cache_key(&again), cache_key(&filter));
        prop_assert_eq!(Filter::parse(pairs, None).0, again);
    }
}

#[test]
fn every_wrong_value_is_named_and_left_out() {
    let (filter, said) = parse(&[
        ("layer", "districts"),
        ("category", "a,unheard-of,Ą"),
        ("district", "e,q"),
        ("bbox", "1,2,3"),
        ("near", "21,99"),
        ("within", "-1"),
        ("page", "3"),
    ]);
    assert_eq!(
        said,
        [
            "layer=districts",
            "category=unheard-of",
            "category=Ą",
            "district=q",
            "bbox=1,2,3",
            "near=21,99",
            "within=-1",
        ]
    );
    assert_eq!(cache_key(&filter), "category=a\u{1f}district=e");
}

#[test]
fn what_needs_something_else_says_so() {
    assert_eq!(parse(&[("within", "5")]).1, ["near="]);
    assert_eq!(parse(&[("near", "21,52")]).1, ["within="]);
    assert_eq!(parse(&[("district", "x")]).1, ["district=x"]);
    assert_eq!(parse(&[("district", "x"), ("set", "estate")]).1, [""; 0]);
    assert_eq!(
        parse(&[("set", "nowhere"), ("district", "e")]).1,
        ["set=nowhere"]
    );
    assert_eq!(
        parse(&[("bbox", "1,1,2,2"), ("bbox", "1,1,2,3")]).1.len(),
        1
    );
}

#[test]
fn wrong_times_and_facts_are_named() {
    for (query, said) in [
        (vec![("when", "yesterday")], "when=yesterday"),
        (vec![("when", "2H")], "when=2H"),
        (vec![("open", "24/7")], "open=24/7"),
        (vec![("from", "2026-11-31")], "from=2026-11-31"),
        (vec![("to", "28.11.2026")], "to=28.11.2026"),
        (
            vec![("from", "2026-11-02"), ("to", "2026-11-01")],
            "to=2026-11-01",
        ),
        (vec![("when", "today"), ("to", "2026-11-01")], "when=today"),
        (vec![("access", "step_free,ramp")], "access=ramp"),
        (vec![("free", "yes")], "free=yes"),
        (vec![("age", "121")], "age=121"),
        (vec![("age", "+7")], "age=+7"),
        (vec![("age", "-1")], "age=-1"),
        (vec![("capacity", "0")], "capacity=0"),
        (vec![("capacity", "1000001")], "capacity=1000001"),
        (vec![("capacity", "a lot")], "capacity=a lot"),
        (vec![("language", "polski język")], "language=polski język"),
        (vec![("registration", "1")], "registration=1"),
        (vec![("past", "2")], "past=2"),
        (vec![("include_unknown", "0")], "include_unknown=0"),
    ] {
        assert_eq!(parse(&query).1, [said]);
    }
    let (filter, said) = parse(&[
        ("to", "2026-11-01"),
        ("from", "2026-11-01"),
        ("access", "quiet,step_free"),
        ("access", "quiet"),
        ("language", "UK-ua"),
        ("age", "7"),
        ("capacity", "20"),
        ("past", "0"),
    ]);
    assert_eq!(said, [""; 0]);
    let key =
        "from=2026-11-01,to=2026-11-01,access=step_free,quiet,past=0,age=7,capacity=20,language=uk";
    assert_eq!(cache_key(&filter).replace('\u{1f}', ","), key);
    assert_eq!(cache_key(&parse(&[("past", "1")]).0), "");
}

#[test]
fn a_form_that_chooses_nothing_filters_nothing() {
    let empty: Vec<(&str, &str)> = Filter::NAMES.iter().map(|name| (*name, " ")).collect();
    let (filter, said) = parse(&empty);
    assert!(filter.is_empty() && said.is_empty());
    let (filter, _) = parse(&[("layer", "items"), ("bbox", "1,1,2,2"), ("bbox", "1,1,2,2")]);
    assert_eq!(cache_key(&filter), "bbox=1,1,2,2");
    assert_eq!(cache_key(&parse(&[("set", "district")]).0), "");
}

#[test]
fn no_tag_makes_two_filters_look_alike() {
    let both = parse(&[("tag", "a"), ("district", "e")]).0;
    let sly = parse(&[("tag", "a\u{1f}district=e")]).0;
    assert_ne!(cache_key(&both), cache_key(&sly));
    // Tags are stored composed, so they are looked for composed.
    let decomposed = parse(&[("tag", "z\u{307}o\u{301}\u{142}w")]).0;
    assert_eq!(decomposed.tags, ["żółw"]);
}
