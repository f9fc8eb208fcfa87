//! Made-up cases with something in every field, from the description of the tables.

use demarche::case::Case;
use demarche::export::sheets::schema::{CASE, Column, Holds, LISTS, Table};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

fn text() -> BoxedStrategy<String> {
    let odd = prop_oneof!["[=+@'\t\r\n -]", "_x[0-9A-F]{4}_?", "[;:\\\\\" ,]", any::<char>().prop_map(String::from)];
    prop_oneof![
        4 => "[a-z]{1,6}( [a-z0-9]{1,6}){0,3}",
        1 => Just(String::new()),
        1 => select(vec!["=1+1", "+1", "-1", "@x", "\tx", "'", "'=1", " x ", "x\n", "\r\n", "<r>x</r>", "<script>", "1974",
            "TRUE", r"\u{0041}", "2026-01-06", "a; b: c", "Red line", "word:x", "نص عربي", "ישראל (1974)", "\u{202e}abc", "\u{0}\u{1b}"])
            .prop_map(str::to_owned),
        2 => proptest::collection::vec(odd, 0..6).prop_map(|pieces| pieces.concat()),
    ]
    .boxed()
}

fn long_text() -> BoxedStrategy<String> {
    let long = select(vec!["a", "= ", "ب\n", "𝔄", "_x0041_"]).prop_flat_map(|piece| {
        (32_000_usize..70_000).prop_map(move |count| piece.repeat(count / piece.chars().count()))
    });
    prop_oneof![60 => text(), 1 => long].boxed()
}

fn value(column: &Column) -> BoxedStrategy<Value> {
    match column.holds {
        Holds::Text => long_text().prop_map(Value::from).boxed(),
        Holds::Short | Holds::Named(_) => text().prop_map(Value::from).boxed(),
        Holds::Word(vocabulary) => {
            let words: Vec<&str> = vocabulary().into_iter().map(|(word, _)| word).collect();
            let labels: Vec<String> = vocabulary().into_iter().map(|(_, label)| label).collect();
            prop_oneof![
                6 => select(words).prop_map(Value::from),
                1 => select(labels).prop_map(Value::from),
                1 => text().prop_map(Value::from),
            ]
            .boxed()
        }
        Holds::Number => number().boxed(),
        Holds::Grade => any::<u8>().prop_map(Value::from).boxed(),
        Holds::Whole => any::<u32>().prop_map(Value::from).boxed(),
        Holds::Words => proptest::collection::vec(text(), 1..4).prop_map(Value::from).boxed(),
        Holds::Values => proptest::collection::vec((text(), number()), 1..4)
            .prop_map(|pairs| Value::Object(pairs.into_iter().collect()))
            .boxed(),
    }
}

fn number() -> impl Strategy<Value = Value> {
    prop_oneof![
        (0_u32..=100).prop_map(Value::from),
        any::<f64>().prop_filter("no JSON", |number| number.is_finite()).prop_map(Value::from),
        select(vec![json!(33.333_333_333_333_336), json!(70.0), json!(-0.0), json!(u64::MAX), json!(1e300)]),
    ]
}

fn unknown() -> impl Strategy<Value = Option<(String, Value)>> {
    let value = prop_oneof![text().prop_map(Value::from), Just(json!([1.5, null, { "a": "; b" }]))];
    proptest::option::weighted(0.15, ("x_[a-z]{1,3}", value))
}

fn record(table: &'static Table) -> BoxedStrategy<Value> {
    let fields: Vec<BoxedStrategy<Option<(String, Value)>>> = table
        .columns
        .iter()
        .map(|column| {
            let field = value(column).prop_map(|value| Some((column.field.to_owned(), value)));
            if column.required { field.boxed() } else { prop_oneof![field, Just(None)].boxed() }
        })
        .chain(table.nested.iter().map(|(field, nested)| {
            proptest::collection::vec(record(nested), 0..3)
                .prop_map(|list| (!list.is_empty()).then(|| ((*field).to_owned(), Value::Array(list))))
                .boxed()
        }))
        .chain([unknown().boxed()])
        .collect();
    fields.prop_map(|fields| Value::Object(fields.into_iter().flatten().collect::<Map<_, _>>())).boxed()
}

/// Cases with anything in any field, unknown words and keys included; some of what points at records finds one.
pub(crate) fn cases() -> impl Strategy<Value = Case> {
    let lists: Vec<BoxedStrategy<(&str, Vec<Value>)>> = LISTS
        .iter()
        .map(|table| {
            let key = table.key;
            proptest::collection::vec(record(table), 0..4).prop_map(move |list| (key, list)).boxed()
        })
        .collect();
    (record(&CASE), lists, any::<[u8; 16]>()).prop_map(|(head, lists, links)| {
        let mut whole = head;
        whole["format"] = json!("demarche/case");
        whole["version"] = json!(1);
        for (key, mut list) in lists {
            // No two records of a list have the same id.
            for (at, record) in list.iter_mut().enumerate() {
                if record.get("id").is_some() {
                    record["id"] = format!("{}{at}", record["id"].as_str().unwrap()).into();
                }
            }
            if !list.is_empty() {
                whole[key] = list.into();
            }
        }
        link(&mut whole, &links);
        serde_json::from_str(&whole.to_string()).unwrap()
    })
}

/// Lets some of what points at other records find one.
fn link(whole: &mut Value, links: &[u8; 16]) {
    let ids = |whole: &Value, list: &str| -> Vec<Value> {
        whole[list].as_array().into_iter().flatten().map(|record| record["id"].clone()).collect()
    };
    for (field, list) in [("party", "parties"), ("issue", "issues"), ("axis", "axes")] {
        let ids = ids(whole, list);
        for target in ["positions", "issues", "assessments"] {
            for (at, record) in whole.get_mut(target).and_then(Value::as_array_mut).into_iter().flatten().enumerate() {
                let pick = links[at % links.len()] as usize;
                if record.get(field).is_some() && !pick.is_multiple_of(5) && !ids.is_empty() {
                    record[field] = ids[pick % ids.len()].clone();
                }
            }
        }
    }
    let sources = ids(whole, "sources");
    for record in whole.get_mut("positions").and_then(Value::as_array_mut).into_iter().flatten() {
        for evidence in record.get_mut("evidence").and_then(Value::as_array_mut).into_iter().flatten() {
            if let Some(first) = sources.first() {
                evidence["source"] = first.clone();
            }
        }
    }
}
