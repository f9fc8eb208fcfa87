//! What a comparison shows, by filter and column.

use serde_json::{Value, json};

use super::*;
use crate::case::{PartyId, Status};
use crate::compare::fixtures::{case, cell, issues, position, shown};
use crate::compare::{all_columns, default_columns, unplaced};

fn talks() -> Snapshot {
    case(json!({
        "positions": [
            position("syr-why", "syria", "golan", "interest", json!({})),
            position("syr-ask", "syria", "golan", "demand", json!({})),
            position("syr-give", "syria", "golan", "concession", json!({ "visibility": "internal" })),
            position("syr-ask-2", "syria", "golan", "demand", json!({})),
            position("syr-odd", "syria", "golan", "threat", json!({})),
            position("isr-no", "israel", "golan", "red_line", json!({ "visibility": "shared" })),
            position("isr-arms", "israel", "arms", "demand", json!({})),
        ],
        "proposals": [
            { "id": "zone", "sponsor": "usa", "title": "Zone", "text": "A zone", "status": "floated",
              "terms": [{ "issue": "trade", "text": "Open" }, { "issue": "golan", "text": "Joint" },
                        { "issue": "trade", "text": "Free" }],
              "responses": [{ "party": "israel", "stance": "open" }] },
            { "id": "secret", "sponsor": "syria", "title": "Secret", "text": "A secret", "status": "floated",
              "visibility": "internal", "terms": [{ "issue": "trade", "text": "Hidden" }] },
        ],
    }))
}

fn build(snapshot: &Snapshot, filter: &Filter) -> Comparison {
    Comparison::build(snapshot, filter, &default_columns(snapshot))
}

#[test]
fn rows_follow_the_axes_and_there_the_file() {
    let snapshot = talks();
    let all = build(&snapshot, &Filter::default());
    assert_eq!(issues(&snapshot, &all), ["golan", "lines", "arms", "trade"]);
    let groups: Vec<_> = all.groups.iter().map(|group| (group.axis, group.rows.clone())).collect();
    assert_eq!(groups, [(Some(3), 0..2), (Some(2), 2..3), (Some(1), 3..4), (Some(0), 4..4)]);
    assert_eq!(all.groups[0].counts, [(Status::Agreed, 1), (Status::Contested, 1)]);
    assert_eq!((all.total_issues, all.shown_positions, all.without_column), (4, 7, 0));
}

#[test]
fn issues_whose_axis_leads_nowhere_come_last() {
    let snapshot = case(json!({ "issues": [
        { "id": "lost", "axis": "nowhere", "title": "Lost", "status": "unknown" },
        { "id": "vote", "axis": "political", "title": "Vote", "status": "postponed" },
        { "id": "golan", "axis": "territorial", "title": "Golan", "status": "contested" },
    ] }));
    let all = build(&snapshot, &Filter::default());
    assert_eq!(issues(&snapshot, &all), ["golan", "vote", "lost"]);
    assert_eq!(all.groups.last().map(|group| group.axis), Some(None));
    let political = all.groups.iter().find(|group| group.axis == Some(0)).unwrap();
    assert_eq!(political.counts, [(Status::Other("postponed".into()), 1)]);
}

#[test]
fn a_cell_holds_demands_concessions_red_lines_interests_and_then_what_is_unknown() {
    let snapshot = talks();
    let all = build(&snapshot, &Filter::default());
    assert_eq!(cell(&snapshot, &all, 0, 0), ["syr-ask", "syr-ask-2", "syr-give", "syr-why", "syr-odd"]);
    assert_eq!(cell(&snapshot, &all, 0, 1), ["isr-no"]);
    assert_eq!(cell(&snapshot, &all, 3, 2), ["zone/0", "zone/2", "secret/0"]);
}

#[test]
fn cells_outside_the_comparison_and_silent_ones_are_empty() {
    let snapshot = talks();
    let all = build(&snapshot, &Filter::default());
    for (row, column) in [(1, 0), (1, 2), (2, 0), (0, 3), (4, 0), (usize::MAX, usize::MAX)] {
        assert_eq!(all.cell(row, column), [], "{row} {column}");
        assert_eq!(all.hidden(row, column), 0, "{row} {column}");
    }
}

#[test]
fn columns_stand_as_in_the_file_for_principals_and_those_who_speak() {
    let snapshot = talks();
    let party = |id: &str| Column::Party(PartyId::from(id));
    assert_eq!(default_columns(&snapshot), [party("syria"), party("israel"), Column::Proposals]);
    assert_eq!(all_columns(&snapshot), [party("usa"), party("syria"), party("israel"), Column::Proposals]);
    let heard = case(json!({ "positions": [position("usa-ask", "usa", "arms", "demand", json!({}))] }));
    assert_eq!(default_columns(&heard), [party("usa"), party("syria"), party("israel")]);
}

#[test]
fn each_field_of_the_filter_shows_what_it_says() {
    let snapshot = talks();
    let check = |filter: Value, rows: &[&str], entries: &[&str]| {
        let list = |key: &str| filter[key].as_array().cloned().unwrap_or_default();
        let words = |key: &str| -> Vec<String> {
            list(key).iter().filter_map(|word| word.as_str().map(str::to_owned)).collect()
        };
        let filter = Filter {
            axes: words("axes").iter().map(|id| id.as_str().into()).collect(),
            issues: words("issues").iter().map(|id| id.as_str().into()).collect(),
            parties: words("parties").iter().map(|id| id.as_str().into()).collect(),
            kinds: words("kinds").iter().map(|word| word.as_str().into()).collect(),
            statuses: words("statuses").iter().map(|word| word.as_str().into()).collect(),
            visibilities: words("visibilities").iter().map(|word| word.as_str().into()).collect(),
            ..Filter::default()
        };
        let some = build(&snapshot, &filter);
        assert_eq!(issues(&snapshot, &some), rows, "{filter:?}");
        assert_eq!(shown(&snapshot, &some), entries, "{filter:?}");
        let all = snapshot.numbered_issues();
        assert!(all.into_iter().all(|(number, issue)| some.shows(number) == rows.contains(&issue.id.as_str())));
    };
    check(
        json!({ "axes": ["security", "economic"] }),
        &["arms", "trade"],
        &["isr-arms", "zone/0", "zone/2", "secret/0"],
    );
    check(json!({ "statuses": ["agreed"] }), &["lines"], &[]);
    check(json!({ "issues": ["lines", "arms", "nothing"] }), &["lines", "arms"], &["isr-arms"]);
    check(json!({ "issues": ["arms"], "axes": ["economic"] }), &[], &[]);
    check(json!({ "kinds": ["demand"] }), &["golan", "arms"], &["syr-ask", "syr-ask-2", "isr-arms"]);
    check(json!({ "kinds": ["threat", "red_line"] }), &["golan"], &["syr-odd", "isr-no"]);
    check(
        json!({ "parties": ["israel"] }),
        &["golan", "arms", "trade"],
        &["isr-no", "zone/1", "isr-arms", "zone/0", "zone/2"],
    );
    check(json!({ "parties": ["usa"] }), &["golan", "trade"], &["zone/1", "zone/0", "zone/2"]);
    check(json!({ "visibilities": ["internal"] }), &["golan", "trade"], &["syr-give", "secret/0"]);
    check(json!({ "parties": ["syria"], "kinds": ["red_line"] }), &[], &[]);
    check(json!({ "parties": ["nobody"] }), &[], &[]);
}

#[test]
fn what_is_hidden_in_a_cell_is_counted() {
    let snapshot = talks();
    let demands = build(&snapshot, &Filter { kinds: vec![Kind::Demand], ..Filter::default() });
    assert_eq!((0..3).map(|column| demands.hidden(0, column)).collect::<Vec<_>>(), [3, 1, 1]);
}

#[test]
fn a_hidden_column_hides_no_issue_unless_the_filter_asks_for_what_it_held() {
    let snapshot = talks();
    let syria = [Column::Party("syria".into())];
    let all = Comparison::build(&snapshot, &Filter::default(), &syria);
    assert_eq!((all.issues.len(), all.shown_positions, all.without_column), (4, 5, 2));
    let demands = Comparison::build(&snapshot, &Filter { kinds: vec![Kind::Demand], ..Filter::default() }, &syria);
    assert_eq!(issues(&snapshot, &demands), ["golan"]);
}

#[test]
fn positions_that_lead_nowhere_are_told_of() {
    let snapshot = case(json!({
        "positions": [
            position("a", "nobody", "golan", "demand", json!({})),
            position("b", "syria", "nothing", "demand", json!({})),
            position("c", "syria", "golan", "demand", json!({})),
        ],
        "proposals": [{ "id": "p", "sponsor": "usa", "title": "P", "text": "P", "status": "floated",
                        "terms": [{ "issue": "nothing", "text": "X" }] }],
    }));
    let all = build(&snapshot, &Filter::default());
    assert_eq!(shown(&snapshot, &all), ["c"]);
    assert_eq!(all.without_column, 1);
    let number = PositionNumber::from;
    let lost = [Entry::Position(number(0)), Entry::Position(number(1)), Entry::Term { proposal: 0, term: 0 }];
    assert_eq!(unplaced(&snapshot), lost);
}

#[test]
fn proposals_on_no_issue_stand_apart() {
    let proposal = |id: &str, sponsor: &str, terms: Value| json!({ "id": id, "sponsor": sponsor, "title": id, "text": "Words", "status": "floated", "terms": terms });
    let snapshot = case(json!({ "proposals": [
        proposal("bare", "usa", json!([])),
        proposal("placed", "usa", json!([{ "issue": "golan", "text": "Joint" }])),
        proposal("lost", "syria", json!([{ "issue": "nothing", "text": "X" }])),
    ] }));
    let loose = |filter: &Filter| build(&snapshot, filter).loose;
    assert_eq!(loose(&Filter::default()), [0, 2]);
    assert_eq!(loose(&Filter { parties: vec!["syria".into()], ..Filter::default() }), [2]);
    assert_eq!(loose(&Filter { text: "bare".to_owned(), ..Filter::default() }), [0]);
    for filter in [
        Filter { axes: vec!["territorial".into()], ..Filter::default() },
        Filter { statuses: vec![Status::Contested], ..Filter::default() },
        Filter { kinds: vec![Kind::Demand], ..Filter::default() },
    ] {
        assert_eq!(loose(&filter), [0; 0], "{filter:?}");
    }
    let without = Comparison::build(&snapshot, &Filter::default(), &[Column::Party("syria".into())]);
    assert_eq!(without.loose, [0; 0], "their column is not shown");
}

#[test]
fn columns_stand_in_the_order_asked_for() {
    let snapshot = talks();
    let columns = [Column::Proposals, Column::Party("israel".into()), Column::Party("syria".into())];
    let all = Comparison::build(&snapshot, &Filter::default(), &columns);
    assert_eq!(cell(&snapshot, &all, 0, 0), ["zone/1"]);
    assert_eq!(cell(&snapshot, &all, 0, 1), ["isr-no"]);
    assert_eq!(all.row(0).map(|(column, _)| column).collect::<Vec<_>>(), [0, 1, 2, 2, 2, 2, 2]);
}

#[test]
fn what_no_longer_stands_is_told_from_what_the_filter_hides() {
    let snapshot = case(json!({
        "rounds": [{ "id": "baku", "label": "Baku" }, { "id": "london", "label": "London" }],
        "positions": [
            position("asked", "syria", "golan", "demand", json!({})),
            position("taken-over", "israel", "golan", "demand", json!({ "replaces": "asked" })),
            position("ended", "israel", "arms", "demand", json!({ "until": "baku" })),
            position("to-come", "syria", "arms", "demand", json!({ "since": "london" })),
        ],
    }));
    let counts = |filter: &Filter, row: usize| -> Vec<(usize, usize)> {
        let all = build(&snapshot, filter);
        (0..2).map(|column| (all.hidden(row, column), all.former(row, column))).collect()
    };
    let (golan, arms) = (0, 2);
    let all = Filter::default();
    assert_eq!((counts(&all, golan), counts(&all, arms)), (vec![(1, 1), (0, 0)], vec![(0, 0), (1, 1)]));
    // The filter hides what comes later than its round, and concessions hide demands that no longer stand too.
    let baku = Filter { round: Some("baku".into()), ..Filter::default() };
    assert_eq!(counts(&baku, golan), [(1, 1), (0, 0)]);
    let shared = [position("seen", "syria", "arms", "concession", json!({}))];
    let mut positions = snapshot.case().positions.iter().map(|position| json!(**position)).collect::<Vec<_>>();
    positions.extend(shared);
    let more = case(json!({ "positions": positions, "rounds": json!(snapshot.case().rounds) }));
    let in_baku = build(&more, &baku);
    let row = issues(&more, &in_baku).iter().position(|issue| *issue == "arms").unwrap();
    assert_eq!((in_baku.hidden(row, 0), in_baku.former(row, 0)), (1, 0), "it is still to come");
    let concessions = build(&more, &Filter { kinds: vec![Kind::Concession], ..Filter::default() });
    let row = issues(&more, &concessions).iter().position(|issue| *issue == "arms").unwrap();
    assert_eq!(
        (concessions.hidden(row, 1), concessions.former(row, 1)),
        (1, 0),
        "the filter would hide it in any case"
    );
}
