use serde_json::{Value, json};

use super::check;
use crate::case::{Case, Problem, Snapshot};

/// A case in which nothing is wrong.
fn clean() -> Value {
    json!({
        "format": "demarche/case", "version": 1, "title": "Talks", "as_of": "2026-01",
        "parties": [
            { "id": "north", "name": "North", "role": "principal", "color": "#2f6F8f" },
            { "id": "south", "name": "South", "role": "principal" }
        ],
        "axes": [
            { "id": "territorial", "name": "Territorial" },
            { "id": "security", "name": "Security" },
            { "id": "economic", "name": "Economic" }
        ],
        "issues": [
            { "id": "lines", "axis": "territorial", "number": "T1", "title": "Lines", "status": "agreed",
              "status_evidence": [evidence()],
              "options": [{ "id": "old", "label": "Old" }, { "id": "new", "label": "New" }] },
            { "id": "patrols", "axis": "security", "number": "S1", "title": "Patrols", "status": "contested" }
        ],
        "positions": [
            position("n1", "north", "red_line", &["new"]),
            position("n2", "north", "demand", &["old"]),
            position("s1", "south", "concession", &["new"])
        ],
        "proposals": [{
            "id": "swap", "sponsor": "south", "title": "Swap", "text": "Land for land", "status": "floated",
            "terms": [{ "issue": "lines", "option": "new", "text": "New lines" }],
            "responses": [{ "party": "north", "stance": "open" }]
        }],
        "outcomes": [{ "id": "freeze", "title": "Freeze", "text": "Nobody moves", "state": "agreed",
            "parties": ["north"], "issues": ["lines"] }],
        "rounds": [{ "id": "paris", "label": "Paris", "start": "2026-01-05", "participants": [{ "party": "north" }] }],
        "events": [{ "id": "war", "date": "1973", "text": "War" }],
        "sources": [{ "id": "wire", "publisher": "Wire" }],
        "assessments": [{ "party": "north", "issue": "lines", "weight": 80, "values": { "old": 100, "new": 0 } }],
        "notes": [{ "id": "n", "on": "position:n1", "text": "Look" }],
        "glossary": [{ "term": "lines", "definition": "Where it is" }],
        "log": [{ "at": "2026-01-06T15:30:00+01:00", "on": "issue:lines", "text": "Settled" }]
    })
}

fn evidence() -> Value {
    json!({ "source": "wire", "attribution": "on_record", "date": "2026-01-06", "credibility": 2 })
}

fn position(id: &str, party: &str, kind: &str, options: &[&str]) -> Value {
    json!({ "id": id, "party": party, "issue": "lines", "kind": kind, "text": "t", "options": options,
        "evidence": [evidence()] })
}

/// The problems as `path code subject`.
#[expect(clippy::needless_pass_by_value, reason = "a test is done with its case")]
fn found(case: Value) -> Vec<String> {
    let case: Case = serde_json::from_str(&case.to_string()).unwrap();
    let subject =
        |problem: &Problem| problem.subject.as_ref().map_or_else(String::new, |subject| format!(" {subject}"));
    let line = |problem: &Problem| format!("{} {}{}", problem.path, problem.kind.code(), subject(problem));
    check(&Snapshot::new(case.into())).iter().map(line).collect()
}

/// What is found when the value at a pointer, or a new last entry (`/-`) or key, is this.
fn found_with(pointer: &str, value: Value) -> Vec<String> {
    let mut case = clean();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match case.pointer_mut(parent).unwrap() {
        Value::Array(items) if key == "-" => items.push(value),
        parent => match parent.get_mut(key.parse::<usize>().unwrap_or(usize::MAX)) {
            Some(item) => *item = value,
            None => parent[key] = value,
        },
    }
    found(case)
}

#[test]
fn a_clean_case_has_no_problems() {
    assert_eq!(found(clean()), [""; 0]);
}

#[test]
fn every_id_and_reference_that_leads_nowhere_is_found_where_it_stands() {
    let condition = json!([{ "text": "c", "requires": "outcome:none" }]);
    let from = json!([{ "text": "c", "from": "none" }]);
    let evidence_of = |field: &str, value: &str| {
        let mut evidence = evidence();
        evidence[field] = json!(value);
        json!([evidence])
    };
    for (pointer, value, path) in [
        ("/issues/0/axis", json!("none"), "issues[0].axis"),
        ("/issues/0/status_evidence", evidence_of("source", "none"), "issues[0].status_evidence[0].source"),
        ("/positions/1/party", json!("none"), "positions[1].party"),
        ("/positions/1/issue", json!("none"), "positions[1].issue"),
        ("/positions/1/replaces", json!("none"), "positions[1].replaces"),
        ("/positions/1/conditions", condition.clone(), "positions[1].conditions[0].requires"),
        ("/positions/1/conditions", from, "positions[1].conditions[0].from"),
        ("/positions/1/evidence", evidence_of("via", "none"), "positions[1].evidence[0].via"),
        ("/positions/1/evidence", evidence_of("disputes", "event:none"), "positions[1].evidence[0].disputes"),
        ("/proposals/0/sponsor", json!("none"), "proposals[0].sponsor"),
        ("/proposals/0/terms/0/issue", json!("none"), "proposals[0].terms[0].issue"),
        ("/proposals/0/responses/0/party", json!("none"), "proposals[0].responses[0].party"),
        ("/proposals/0/responses/0/conditions", condition, "proposals[0].responses[0].conditions[0].requires"),
        (
            "/proposals/0/responses/0/evidence",
            evidence_of("source", "none"),
            "proposals[0].responses[0].evidence[0].source",
        ),
        ("/proposals/0/evidence", evidence_of("source", "none"), "proposals[0].evidence[0].source"),
        ("/outcomes/0/parties/0", json!("none"), "outcomes[0].parties[0]"),
        ("/outcomes/0/issues/0", json!("none"), "outcomes[0].issues[0]"),
        ("/outcomes/0/evidence", evidence_of("source", "none"), "outcomes[0].evidence[0].source"),
        ("/rounds/0/participants/0/party", json!("none"), "rounds[0].participants[0].party"),
        ("/rounds/0/evidence", evidence_of("source", "none"), "rounds[0].evidence[0].source"),
        ("/events/0/evidence", evidence_of("source", "none"), "events[0].evidence[0].source"),
        ("/assessments/0/party", json!("none"), "assessments[0].party"),
        ("/assessments/0/issue", json!("none"), "assessments[0].issue"),
        ("/notes/0/on", json!("party:none"), "notes[0].on"),
        ("/notes/0/on", json!("north"), "notes[0].on"),
        ("/notes/0/on", json!("nation:north"), "notes[0].on"),
        ("/glossary/0/evidence", evidence_of("source", "none"), "glossary[0].evidence[0].source"),
        ("/log/0/on", json!("round:none"), "log[0].on"),
    ] {
        let found = found_with(pointer, value);
        assert_eq!(found.len(), 1, "{pointer}: {found:?}");
        assert!(found[0].starts_with(&format!("{path} no_such_record")), "{found:?}");
    }
}

#[test]
fn options_are_looked_for_in_their_own_issue() {
    for (pointer, value, expected) in [
        ("/positions/1/options/0", json!("none"), "positions[1].options[0] no_such_option position:n2"),
        ("/proposals/0/terms/0/option", json!("none"), "proposals[0].terms[0].option no_such_option proposal:swap"),
        ("/assessments/0/values", json!({ "none": 1 }), "assessments[0].values.none no_such_option"),
    ] {
        assert_eq!(found_with(pointer, value), [expected]);
    }
    let found = found_with("/assessments/0", json!({ "party": "north", "values": { "old": 1 } }));
    assert_eq!(found, ["assessments[0].values.old no_such_option"]);
    assert_eq!(
        found_with("/positions/1/issue", json!("patrols")),
        ["positions[1].options[0] no_such_option position:n2"]
    );
}

#[test]
fn since_and_until_are_a_round_or_a_date() {
    for moment in ["paris", "2026", "2026-01", "2026-01-06"] {
        assert_eq!(found_with("/positions/0/since", json!(moment)), [""; 0], "{moment}");
    }
    for moment in ["london", "", "2026-13", "yesterday"] {
        let found = found_with("/positions/0/until", json!(moment));
        assert_eq!(found, ["positions[0].until no_such_moment position:n1"], "{moment}");
    }
}

#[test]
fn every_unknown_word_is_found() {
    let response = json!({ "party": "north", "stance": "new" });
    let evidence_of = |field: &str| {
        let mut evidence = evidence();
        evidence[field] = json!("new");
        json!([evidence])
    };
    for (pointer, value, path) in [
        ("/parties/0/role", json!("new"), "parties[0].role"),
        ("/issues/1/status", json!("new"), "issues[1].status"),
        ("/positions/2/kind", json!("new"), "positions[2].kind"),
        ("/positions/0/basis", json!("new"), "positions[0].basis"),
        ("/positions/0/firmness", json!("new"), "positions[0].firmness"),
        ("/positions/0/visibility", json!("new"), "positions[0].visibility"),
        ("/positions/0/evidence", evidence_of("attribution"), "positions[0].evidence[0].attribution"),
        ("/positions/0/evidence", evidence_of("reliability"), "positions[0].evidence[0].reliability"),
        ("/proposals/0/status", json!("new"), "proposals[0].status"),
        ("/proposals/0/visibility", json!("new"), "proposals[0].visibility"),
        ("/proposals/0/responses/0", response, "proposals[0].responses[0].stance"),
        ("/outcomes/0/state", json!("new"), "outcomes[0].state"),
        ("/outcomes/0/visibility", json!("new"), "outcomes[0].visibility"),
        ("/sources/0/kind", json!("new"), "sources[0].kind"),
        ("/assessments/0/confidence", json!("new"), "assessments[0].confidence"),
        ("/assessments/0/visibility", json!("new"), "assessments[0].visibility"),
        ("/notes/0/visibility", json!("new"), "notes[0].visibility"),
    ] {
        let found = found_with(pointer, value);
        assert_eq!(found.len(), 1, "{pointer}: {found:?}");
        assert!(found[0].starts_with(&format!("{path} unknown_word")), "{found:?}");
    }
}

#[test]
fn agreed_needs_evidence_in_both_its_forms() {
    for status in ["agreed", "agreed_in_principle"] {
        let found = found_with("/issues/1/status", json!(status));
        assert_eq!(found, ["issues[1].status agreed_without_evidence issue:patrols"]);
    }
}

#[test]
fn a_red_line_against_the_same_partys_concession_or_demand_is_found() {
    let crossed = "positions[0].options[0] red_line_crossed position:n1";
    let refused = "positions[0].options[0] demand_refused position:n1";
    assert_eq!(found_with("/positions/-", position("n3", "north", "concession", &["old", "new"])), [crossed]);
    assert_eq!(found_with("/positions/-", position("n3", "north", "demand", &["new"])), [refused]);
    let mut both = clean();
    for (id, kind) in [("n3", "concession"), ("n4", "demand"), ("n5", "concession")] {
        both["positions"].as_array_mut().unwrap().push(position(id, "north", kind, &["new"]));
    }
    assert_eq!(found(both), [crossed, refused]);
    assert_eq!(found_with("/positions/-", position("n3", "north", "interest", &["new"])), [""; 0]);
}

#[test]
fn an_earlier_version_of_a_position_crosses_nothing() {
    let mut case = clean();
    case["positions"].as_array_mut().unwrap().push(position("n3", "north", "concession", &["new"]));
    case["positions"][3]["replaces"] = json!("n1");
    assert_eq!(found(case.clone()), [""; 0], "the red line was given up");
    case["positions"][3]["replaces"] = json!("n2");
    assert_eq!(found(case.clone()).len(), 1);
    case["positions"].as_array_mut().unwrap().push(position("n4", "north", "red_line", &["new"]));
    case["positions"][4]["replaces"] = json!("n3");
    assert_eq!(found(case), [""; 0], "the concession was taken back");
}

#[test]
fn what_has_an_end_crosses_nothing() {
    let mut case = clean();
    case["positions"].as_array_mut().unwrap().push(position("n3", "north", "concession", &["new"]));
    assert_eq!(found(case.clone()).len(), 1);
    case["positions"][3]["since"] = json!("2030");
    assert_eq!(found(case.clone()).len(), 1, "it stands from then on, as does the red line");
    case["positions"][0]["until"] = json!("2026-01");
    assert_eq!(found(case.clone()), [""; 0], "the red line ended before");
    case["positions"][0].as_object_mut().unwrap().remove("until");
    case["positions"][3]["until"] = json!("2031");
    assert_eq!(found(case), [""; 0], "the concession has an end");
}

#[test]
fn a_loop_of_replaces_is_found_once_however_long_it_is() {
    let chain = |replaces: &[Option<usize>]| {
        let mut case = clean();
        case["notes"] = json!([]);
        case["positions"] = replaces
            .iter()
            .enumerate()
            .map(|(number, earlier)| {
                let mut position = position(&format!("p{number}"), "north", "interest", &[]);
                if let Some(earlier) = earlier {
                    position["replaces"] = json!(format!("p{earlier}"));
                }
                position
            })
            .collect();
        found(case)
    };
    assert_eq!(chain(&[None, Some(0), Some(1), Some(1)]), [""; 0]);
    assert_eq!(chain(&[Some(0)]), ["positions[0].replaces replaces_loop position:p0"]);
    let two_loops = chain(&[Some(2), Some(2), Some(3), Some(1), Some(5), Some(4)]);
    assert_eq!(
        two_loops,
        ["positions[1].replaces replaces_loop position:p1", "positions[4].replaces replaces_loop position:p4"]
    );
    let long: Vec<_> = (0..20_000).map(|number| Some((number + 1) % 20_000)).collect();
    assert_eq!(chain(&long), ["positions[0].replaces replaces_loop position:p0"]);
}

#[test]
fn a_position_replaces_one_of_its_own_party() {
    assert_eq!(
        found_with("/positions/2/replaces", json!("n2")),
        ["positions[2].replaces replaces_other_party position:s1"]
    );
}

#[test]
fn sources_that_nobody_cites_and_positions_that_cite_nothing_are_found() {
    assert_eq!(
        found_with("/sources/-", json!({ "id": "blog", "publisher": "Blog" })),
        ["sources[1] uncited source:blog"]
    );
    let mut evidence = evidence();
    evidence["via"] = json!("blog");
    let mut case = clean();
    case["sources"].as_array_mut().unwrap().push(json!({ "id": "blog", "publisher": "Blog" }));
    case["events"][0]["evidence"] = json!([evidence]);
    assert_eq!(found(case), [""; 0], "a source that another was read in is cited");
    assert_eq!(found_with("/positions/1/evidence", json!([])), ["positions[1] no_evidence position:n2"]);
}

#[test]
fn the_three_axes_are_missed() {
    let axes = json!([{ "id": "territorial", "name": "T" }, { "id": "political", "name": "P" }]);
    let mut case = clean();
    case["axes"] = axes;
    case["issues"][1]["axis"] = json!("territorial");
    assert_eq!(found(case), ["axes missing_axis", "axes missing_axis"]);
}

#[test]
fn numbers_stay_in_their_range() {
    for (pointer, value, path) in [
        ("/positions/0/evidence/0/credibility", json!(0), "positions[0].evidence[0].credibility"),
        ("/positions/0/evidence/0/credibility", json!(7), "positions[0].evidence[0].credibility"),
        ("/assessments/0/weight", json!(100.5), "assessments[0].weight"),
        ("/assessments/0/weight", json!(-1), "assessments[0].weight"),
        ("/assessments/0/values/old", json!(1e300), "assessments[0].values.old"),
    ] {
        let found = found_with(pointer, value);
        assert_eq!(found.len(), 1, "{pointer}: {found:?}");
        assert!(found[0].starts_with(&format!("{path} out_of_range")), "{found:?}");
    }
}

#[test]
fn dates_times_and_colors_are_readable() {
    for (pointer, path) in [
        ("/as_of", "as_of"),
        ("/positions/0/evidence/0/date", "positions[0].evidence[0].date"),
        ("/outcomes/0/date", "outcomes[0].date"),
        ("/rounds/0/start", "rounds[0].start"),
        ("/rounds/0/end", "rounds[0].end"),
        ("/events/0/date", "events[0].date"),
        ("/sources/0/date", "sources[0].date"),
    ] {
        let found = found_with(pointer, json!("6 January"));
        assert_eq!(found.len(), 1, "{pointer}: {found:?}");
        assert!(found[0].starts_with(&format!("{path} unreadable_date")), "{found:?}");
    }
    for time in ["2026-01-06T15:30:00Z", "2026-01-06T15:30:00.25-05:00"] {
        assert_eq!(found_with("/log/0/at", json!(time)), [""; 0], "{time}");
    }
    for time in [
        "2026-01-06T15:30:00",
        "2026-01-06",
        "2026-01-06 15:30:00Z",
        "2026-13-06T15:30:00Z",
        "2026-01-06T15:30:00+01:00[Europe/Paris]",
        "20260106T153000Z",
        "",
    ] {
        assert_eq!(found_with("/log/0/at", json!(time)), ["log[0].at unreadable_time"], "{time}");
    }
    for color in ["red", "#12345", "#1234567", "#12345g", "123456#"] {
        assert_eq!(found_with("/parties/0/color", json!(color)), ["parties[0].color unreadable_color party:north"]);
    }
}

#[test]
fn numbers_of_issues_and_ids_of_options_are_given_once() {
    assert_eq!(found_with("/issues/1/number", json!("T1")), ["issues[1].number number_taken issue:patrols"]);
    let twice = json!({ "id": "old", "label": "Old again" });
    assert_eq!(found_with("/issues/0/options/-", twice), ["issues[0].options[2].id option_taken issue:lines"]);
}

#[test]
fn required_texts_are_not_empty() {
    for (pointer, path) in [
        ("/title", "title"),
        ("/parties/0/name", "parties[0].name"),
        ("/axes/0/name", "axes[0].name"),
        ("/issues/0/title", "issues[0].title"),
        ("/issues/0/options/0/label", "issues[0].options[0].label"),
        ("/positions/0/text", "positions[0].text"),
        ("/proposals/0/title", "proposals[0].title"),
        ("/proposals/0/text", "proposals[0].text"),
        ("/proposals/0/terms/0/text", "proposals[0].terms[0].text"),
        ("/outcomes/0/title", "outcomes[0].title"),
        ("/outcomes/0/text", "outcomes[0].text"),
        ("/rounds/0/label", "rounds[0].label"),
        ("/events/0/text", "events[0].text"),
        ("/sources/0/publisher", "sources[0].publisher"),
        ("/notes/0/text", "notes[0].text"),
        ("/glossary/0/term", "glossary[0].term"),
        ("/glossary/0/definition", "glossary[0].definition"),
        ("/log/0/text", "log[0].text"),
    ] {
        let found = found_with(pointer, json!(" \n"));
        assert_eq!(found.len(), 1, "{pointer}: {found:?}");
        assert!(found[0].starts_with(&format!("{path} empty_text")), "{found:?}");
    }
}

#[test]
fn ids_are_lower_case_words_with_hyphens_in_any_script() {
    for id in ["wire-2", "1974-lines", "سوريا", "ישראל-1"] {
        assert_eq!(found_with("/events/0/id", json!(id)), [""; 0], "{id}");
    }
    for id in ["War", "the war", "war-", "", "a--b", "a_b", "a:b"] {
        let found = found_with("/events/0/id", json!(id));
        assert_eq!(found, [format!("events[0].id unusual_id event:{id}")]);
    }
}

#[test]
fn problems_come_in_the_order_of_the_file() {
    let mut case = clean();
    case["notes"][0]["text"] = json!("");
    case["sources"].as_array_mut().unwrap().push(json!({ "id": "blog", "publisher": "" }));
    case["positions"].as_array_mut().unwrap().push(position("n3", "north", "concession", &["new"]));
    case["positions"][3]["evidence"] = json!([]);
    case["parties"][1]["name"] = json!("");
    assert_eq!(
        found(case),
        [
            "parties[1].name empty_text party:south",
            "positions[0].options[0] red_line_crossed position:n1",
            "positions[3] no_evidence position:n3",
            "sources[1].publisher empty_text source:blog",
            "sources[1] uncited source:blog",
            "notes[0].text empty_text note:n",
        ]
    );
}
