use std::sync::Arc;

use proptest::prelude::*;
use serde_json::json;

use super::super::plan::{Fate, Reason};
use super::*;
use crate::case::Visibility;
use crate::edit::Noun;

fn talks() -> Snapshot {
    let parties = [
        ("syria", "Syria"),
        ("israel", "Israel"),
        ("usa", "United States"),
        ("peru", "Peru"),
        ("chile", "Chile"),
        ("new-zealand", "New Zealand"),
    ];
    let parties: Vec<_> =
        parties.iter().map(|(id, name)| json!({ "id": id, "name": name, "role": "principal" })).collect();
    let axes: Vec<_> = ["Territorial", "Security", "Economic"]
        .iter()
        .map(|name| json!({ "id": name.to_lowercase(), "name": name }))
        .collect();
    let case = json!({ "format": "demarche/case", "version": 1, "title": "x", "parties": parties, "axes": axes });
    Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
}

fn planned(text: &str) -> Plan {
    let snapshot = talks();
    let parsed = parse(text, &Parties::of(&snapshot));
    plan(&parsed, &guess(&parsed, &snapshot), &snapshot)
}

/// Who says what: party, kind where it is no demand, and text.
fn said(text: &str) -> Vec<String> {
    let plan = planned(text);
    let positions = plan.after().case().positions.iter().map(|it| match it.kind {
        Kind::Demand => format!("{}: {}", it.party, it.text),
        _ => format!("{} {}: {}", it.party, it.kind.as_str(), it.text),
    });
    positions.collect()
}

#[test]
fn each_party_reads_the_paragraph_with_its_alternatives() {
    assert_eq!(
        said("Israel shall (S: withdraw from) (I: relocate within) the area by (S: May) (I: [no date])."),
        [
            "syria: Israel shall withdraw from the area by May.",
            "israel: Israel shall relocate within the area by [no date]."
        ]
    );
    assert_eq!(
        said("The lines are those of [Syrian position: 1974] / [Israeli position: 2025]."),
        ["syria: The lines are those of 1974.", "israel: The lines are those of 2025."]
    );
}

#[test]
fn those_who_oppose_read_the_text_without_it_or_refuse_it() {
    assert_eq!(
        said("Each Party shall report[US/PE propose; CL/NZ oppose: , and publish,] its data."),
        [
            "usa: Each Party shall report, and publish, its data.",
            "peru: Each Party shall report, and publish, its data.",
            "chile: Each Party shall report its data.",
            "new-zealand: Each Party shall report its data.",
        ]
    );
    assert_eq!(
        said("[US propose; NZ oppose: Each Party shall pay a fee.]"),
        ["usa: Each Party shall pay a fee.", "new-zealand red_line: Each Party shall pay a fee."]
    );
}

#[test]
fn a_party_has_no_reading_of_what_it_is_not_named_in() {
    assert_eq!(
        said("Forces [S: leave] [I: stay]. Guards come from [S: the UN].\n\nFees are [US: free]."),
        [
            "syria: Forces leave. Guards come from the UN.",
            "israel: Forces stay. Guards come from […].",
            "united-states: Fees are free.".replace("united-states", "usa").as_str(),
        ]
    );
}

#[test]
fn several_readings_stand_in_one_bracket_and_within_each_other() {
    assert_eq!(
        said("Forces [S: leave (I: in stages) by May; I: stay | US: halve] at once."),
        ["syria: Forces leave […] by May at once.", "israel: Forces stay at once.", "usa: Forces halve at once."]
    );
    assert_eq!(said("x [S: a (S: b [S: c])] y"), ["syria: x a b c y"]);
}

#[test]
fn numbered_alternatives_are_what_the_issue_could_be_settled_on() {
    let plan = planned("T3 The zone is [ten]{Alt 1} [twenty]{Alt 2} km deep.");
    let issue = plan.after().case().issues.get(0).unwrap();
    assert_eq!(issue.number.as_deref(), Some("T3"));
    let options: Vec<_> = issue.options.iter().map(|it| (it.label.as_str(), it.about.as_deref().unwrap())).collect();
    assert_eq!(options, [("Alt 1", "The zone is ten km deep."), ("Alt 2", "The zone is twenty km deep.")]);
    assert_eq!(plan.count(Noun::Position, Fate::New), 0);
}

#[test]
fn a_paragraph_is_an_issue_and_keeps_its_text() {
    let text = "SECURITY\n\n1. Guards shall be [S: foreign] [I: local].\nThey carry (see Annex 2: lists) arms.\n\nNothing is open here.\n";
    let plan = planned(text);
    let issue = plan.after().case().issues.get(0).unwrap();
    assert_eq!((issue.axis.as_str(), issue.number.as_deref()), ("security", Some("S1")));
    assert_eq!(issue.title, "Guards shall be […]. They carry (see Annex 2…");
    assert!(issue.background.as_deref().unwrap().contains("[S: foreign] [I: local]"));
    assert_eq!(issue.status.as_str(), "unknown");
    assert_eq!(*plan.after().case().positions.get(0).unwrap().visibility(), Visibility::Internal);
    let skipped: Vec<_> = plan.skipped.iter().map(|it| (it.place.to_string(), it.reason.clone())).collect();
    assert_eq!(skipped, [("line 6, column 1".to_owned(), Reason::NoAlternatives)]);
}

#[test]
fn a_text_without_blank_lines_has_a_paragraph_in_each_line() {
    assert_eq!(planned("A is [S: one]\nB is [S: two]\n").after().case().issues.len(), 2);
    assert_eq!(planned("\nA is [S: one]\nand [I: two]\n\nB is [S: two]\n").after().case().issues.len(), 2);
}

#[test]
fn what_cannot_be_read_is_listed_with_its_place() {
    let plan = planned(
        "a) One [S: x] and (never closed\nb) Two ] closes nothing [I: y]\nc) Three [shall] [S: z] and [sic] and […]",
    );
    let told: Vec<_> =
        plan.skipped.iter().map(|it| (it.place.to_string(), it.reason.clone(), it.text.as_str())).collect();
    assert_eq!(
        told,
        [
            ("line 1, column 19".to_owned(), Reason::Unbalanced, "(never closed"),
            ("line 2, column 8".to_owned(), Reason::Unbalanced, "] closes nothing [I: y]"),
            ("line 3, column 10".to_owned(), Reason::Unlabelled, "[shall] [S: z] and [sic] and […]"),
        ]
    );
    assert_eq!(plan.count(Noun::Position, Fate::New), 3);
}

#[test]
fn names_that_nobody_knows_are_offered_as_new_parties() {
    let snapshot = talks();
    let parsed = parse(
        "x [TR: a] [Jordan proposes: b] [S: c] [Option B: d] (note: e) (the text reads: f)",
        &Parties::of(&snapshot),
    );
    let mut choices = guess(&parsed, &snapshot);
    let names: Vec<_> = choices.labels.iter().map(|it| (it.name.as_str(), it.certainty)).collect();
    assert_eq!(
        names,
        [
            ("TR", Certainty::Unsure),
            ("Jordan", Certainty::Unsure),
            ("S", Certainty::Likely),
            ("Option B", Certainty::Likely)
        ]
    );
    assert_eq!(choices.labels[3].meaning, Meaning::Option);
    choices.labels[0].meaning = Meaning::Party(PartyChoice::new("Türkiye"));
    choices.labels[1].meaning = Meaning::Ignore;
    let plan = plan(&parsed, &choices, &snapshot);
    assert!(plan.after().party(&"turkiye".into()).is_some());
    assert_eq!(plan.count(Noun::Position, Fate::New), 2);
    assert!(plan.skipped.iter().any(|it| it.reason == Reason::LabelIgnored));
}

#[test]
fn short_and_long_names_of_a_new_party_are_one() {
    let snapshot = Snapshot::new(Arc::new(crate::edit::begin("x", &[], &[], &[])));
    let parsed = parse("a [S: b] [TR: d]\n\nc [Syrian position: d]", &Parties::of(&snapshot));
    let choices = guess(&parsed, &snapshot);
    let meant = |name: &str| Meaning::Party(PartyChoice::new(name));
    assert_eq!(
        choices.labels.iter().map(|it| it.meaning.clone()).collect::<Vec<_>>(),
        ["Syrian", "TR", "Syrian"].map(meant)
    );
    assert!(choices.labels.iter().all(|it| it.certainty == Certainty::Unsure));
}

#[test]
fn the_same_draft_again_changes_nothing() {
    let snapshot = talks();
    let text = "Forces [S: leave] [I: stay].\n\nThe zone is [ten]{Alt 1} [S: twenty] km deep.";
    let parsed = parse(text, &Parties::of(&snapshot));
    let choices = guess(&parsed, &snapshot);
    let first = plan(&parsed, &choices, &snapshot);
    assert!(plan(&parsed, &choices, first.after()).is_empty());
}

#[test]
fn brackets_of_any_depth_and_number_are_read() {
    let deep = "[S: ".repeat(5_000) + "x" + &"]".repeat(5_000);
    let plan = planned(&deep);
    assert!(plan.skipped.iter().any(|it| it.reason == Reason::TooDeep));
    for text in
        ["([{".repeat(30_000), ")]}".repeat(30_000), "(".repeat(50_000) + &"]".repeat(50_000), "[S: a;".repeat(8_000)]
    {
        planned(&text);
    }
}

fn tiles(text: &Text<'_>) -> bool {
    let mut end = 0;
    text.parts.iter().all(|part| {
        let follows = part.range.start == end && part.range.end > end;
        end = part.range.end;
        follows
    }) && end == text.text.len()
}

proptest! {
    #[test]
    fn any_text_returns_and_its_parts_are_the_whole_of_it(
        text in "\\PC{0,40}",
        more in prop::collection::vec(prop::sample::select(vec!["[", "]", "(", ")", "{", "}", "S:", "I: ", "US/PE propose; CL oppose:", ";", "/", "|", "\n", "\n\n", " ", "a", "é", "שלום", "سوريا:", "{Alt 1}", "10:30", "\r\n", "\u{2028}"]), 0..60),
    ) {
        let text = format!("{text}{}", more.concat());
        let snapshot = talks();
        let parsed = parse(&text, &Parties::of(&snapshot));
        prop_assert!(tiles(&parsed), "{:?}", parsed.parts);
        let choices = guess(&parsed, &snapshot);
        let plan = plan(&parsed, &choices, &snapshot);
        prop_assert!(super::plan(&parsed, &choices, plan.after()).is_empty());
        prop_assert_eq!(records(&parsed, &choices, &snapshot).len() <= parsed.paragraphs.len(), true);
    }
}
