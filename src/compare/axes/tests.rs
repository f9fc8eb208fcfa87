use serde_json::{Value, json};

use super::*;
use crate::case::{Case, Kind, PositionNumber, Visibility};
use crate::compare::default_columns;

/// A case with one issue whose options are `a`, `b`, `c`, `d`, `e`, principals, a mediator and these positions.
///
/// A position is written `party kind options`, with `?` behind the options when it has a condition.
fn talks(principals: &[&str], positions: &[&str]) -> Snapshot {
    let party = |id: &&str| json!({ "id": id, "name": id, "role": "principal" });
    let mut parties: Vec<Value> = principals.iter().map(party).collect();
    parties.push(json!({ "id": "usa", "name": "USA", "role": "mediator" }));
    let positions: Vec<Value> = positions.iter().enumerate().map(|(number, line)| position(number, line)).collect();
    let options: Vec<Value> = ["a", "b", "c", "d", "e"].iter().map(|id| json!({ "id": id, "label": id })).collect();
    case(&json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": parties,
        "axes": [{ "id": "security", "name": "Security" }],
        "issues": [{ "id": "arms", "axis": "security", "title": "Arms", "status": "contested", "options": options }],
        "positions": positions,
    }))
}

fn position(number: usize, line: &str) -> Value {
    let mut words = line.split(' ');
    let mut word = || words.next().unwrap_or_default();
    let (party, kind, options) = (word(), word(), word());
    let conditions: Vec<Value> = options.chars().filter(|c| *c == '?').map(|_| json!({ "text": "peace" })).collect();
    let options: Vec<String> = options.chars().filter(|c| *c != '?').map(String::from).collect();
    json!({
        "id": format!("p{number}"), "party": party, "issue": "arms", "kind": kind, "text": line,
        "options": options, "conditions": conditions,
    })
}

fn case(value: &Value) -> Snapshot {
    Snapshot::new(serde_json::from_str::<Case>(&value.to_string()).unwrap().into())
}

fn axes(snapshot: &Snapshot, filter: &Filter) -> Axes {
    let comparison = Comparison::build(snapshot, filter, &default_columns(snapshot));
    Axes::build(snapshot, filter, &comparison)
}

fn line(positions: &[&str]) -> AxisLine {
    axes(&talks(&["syria", "israel"], positions), &Filter::default()).lines[0].clone()
}

/// Spans as letters, those under conditions in brackets.
fn letters(spans: &[Span]) -> String {
    let run = |span: &Span| -> String {
        let letters: String =
            (span.first..=span.last).filter_map(|option| "abcde".chars().nth(option as usize)).collect();
        if span.conditional { format!("({letters})") } else { letters }
    };
    spans.iter().map(run).collect::<Vec<_>>().join(" ")
}

/// What the first party accepts when it says these things.
fn accepted(says: &[&str]) -> String {
    let lines: Vec<String> = says.iter().map(|says| format!("syria {says}")).collect();
    letters(&line(&lines.iter().map(String::as_str).collect::<Vec<_>>()).lanes[0].accepted)
}

fn met(common: &Common) -> String {
    match common {
        Common::Meet(spans) => letters(spans),
        other => format!("{other:?}"),
    }
}

fn apart(steps: u32, unconditional: Option<u32>) -> Common {
    Common::Apart { steps, unconditional }
}

#[test]
fn a_party_accepts_what_lies_between_its_demand_and_its_concession() {
    assert_eq!(accepted(&["demand a", "concession c"]), "abc");
    assert_eq!(accepted(&["concession c", "demand e"]), "cde");
    assert_eq!(accepted(&["demand a"]), "a");
    assert_eq!(accepted(&["concession d"]), "d");
    assert_eq!(accepted(&["concession b", "concession d"]), "bcd");
}

#[test]
fn several_options_of_one_position_span_what_lies_between_them() {
    assert_eq!(accepted(&["demand ca"]), "abc");
    assert_eq!(accepted(&["demand ab", "concession d"]), "abcd");
    assert_eq!(line(&["syria demand caac"]).lanes[0].marks[0].options, [0, 2]);
}

#[test]
fn a_concession_with_a_condition_reaches_from_the_demand_to_its_own_option() {
    assert_eq!(accepted(&["demand a", "concession c?"]), "a (bc)");
    assert_eq!(accepted(&["demand e", "concession b?"]), "(bcd) e");
    assert_eq!(accepted(&["demand c", "concession a?", "concession d"]), "(ab) cd");
    assert_eq!(accepted(&["demand c", "concession a?", "concession e?"]), "(ab) c (de)");
    assert_eq!(accepted(&["concession b?"]), "(b)");
}

#[test]
fn a_demand_with_a_condition_does_not_count_as_accepted_without_it() {
    assert_eq!(accepted(&["demand c?"]), "(c)");
    assert_eq!(accepted(&["demand a?", "concession c"]), "(ab) c");
    assert_eq!(accepted(&["demand a?", "concession c?"]), "(abc)");
}

#[test]
fn options_offered_under_different_conditions_are_not_joined() {
    assert_eq!(accepted(&["concession a?", "concession d?"]), "(a) (d)");
    assert_eq!(accepted(&["demand a?", "demand d?"]), "(a) (d)");
}

#[test]
fn a_red_line_cuts_a_span_and_is_never_inside_one() {
    assert_eq!(accepted(&["demand a", "concession d", "red_line c"]), "a d");
    assert_eq!(accepted(&["demand ab", "concession de", "red_line c"]), "ab de");
    assert_eq!(accepted(&["demand a", "concession d?", "red_line c"]), "a (d)");
    assert_eq!(accepted(&["demand a", "concession e", "red_line bd"]), "a e");
    assert_eq!(accepted(&["demand a", "concession c", "red_line c?"]), "a");
}

#[test]
fn a_party_that_only_refuses_has_its_red_line_drawn_and_its_place_unknown() {
    let line = line(&["syria red_line cd", "israel demand c"]);
    assert_eq!((line.lanes[0].place, &line.lanes[0].refused[..]), (Place::OnlyRefuses, &[2, 3][..]));
    assert_eq!(line.lanes[0].marks[0].kind, MarkKind::RedLine);
    assert_eq!(line.lanes[0].accepted, []);
    assert_eq!(line.common, Common::Closed { steps: Some(1) });
}

#[test]
fn only_a_refusal_of_all_that_is_left_closes_the_question() {
    assert_eq!(line(&["syria red_line c", "israel demand bc"]).common, Common::Unknown);
    assert_eq!(line(&["syria red_line abcde", "israel red_line a"]).common, Common::Closed { steps: None });
}

#[test]
fn a_party_that_refuses_all_it_offers_has_no_known_place() {
    let line = line(&["syria demand a", "syria red_line a", "israel demand a"]);
    assert_eq!(line.lanes[0].place, Place::Contradicts);
    assert_eq!(line.common, Common::Closed { steps: Some(1) });
}

#[test]
fn a_silent_principal_keeps_its_lane_and_makes_the_answer_unknown() {
    let line = line(&["israel demand c"]);
    assert_eq!(line.lanes[0].place, Place::Silent);
    assert_eq!(line.lanes[1].place, Place::Accepts);
    assert_eq!(line.common, Common::Unknown);
}

fn numbers(positions: &[PositionNumber]) -> Vec<usize> {
    positions.iter().map(|number| number.index()).collect()
}

#[test]
fn positions_without_an_option_of_the_issue_are_listed_as_text() {
    let line =
        line(&["syria demand", "syria concession xyz", "syria interest a", "israel threat a", "israel demand zb"]);
    assert_eq!((line.lanes[0].place, numbers(&line.lanes[0].unplaced)), (Place::TextOnly, vec![0, 1, 2]));
    assert_eq!((line.lanes[1].place, numbers(&line.lanes[1].unplaced)), (Place::Accepts, vec![3]));
    assert_eq!(line.lanes[1].marks[0].options, [1]);
    assert_eq!(line.common, Common::Unknown);
}

#[test]
fn an_issue_without_options_has_no_scale() {
    let snapshot = case(&json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [{ "id": "syria", "name": "Syria", "role": "principal" }],
        "issues": [{ "id": "arms", "axis": "security", "title": "Arms", "status": "contested" }],
        "positions": [position(0, "syria demand a")],
    }));
    let axes = axes(&snapshot, &Filter::default());
    assert_eq!(axes.lines[0].common, Common::NoOptions);
    assert_eq!(axes.lines[0].lanes[0].place, Place::TextOnly);
    assert_eq!(axes.summary(), Summary { without_options: 1, ..Summary::default() });
}

#[test]
fn where_accepted_spans_meet_there_is_common_ground() {
    assert_eq!(
        met(&line(&["syria demand a", "syria concession c", "israel demand e", "israel concession b"]).common),
        "bc"
    );
    assert_eq!(met(&line(&["syria demand c", "israel demand c"]).common), "c");
}

#[test]
fn common_ground_is_conditional_where_one_side_is() {
    let one = line(&["syria demand a", "syria concession c?", "israel demand e", "israel concession b"]);
    assert_eq!(met(&one.common), "(bc)");
    let ways: Vec<PositionNumber> = one.lanes[0].ways_to(1).map(|mark| mark.position).collect();
    assert_eq!(numbers(&ways), [1]);
    assert_eq!(one.lanes[0].ways_to(0).count() + one.lanes[1].ways_to(1).count(), 0);
    let both = line(&["syria demand ab", "syria concession c?", "israel demand e", "israel concession b"]);
    assert_eq!(met(&both.common), "b (c)");
}

#[test]
fn each_conditional_position_that_reaches_an_option_is_a_way_to_it() {
    let line = line(&["syria demand a", "syria concession b?", "syria concession d?"]);
    let ways = |option| numbers(&line.lanes[0].ways_to(option).map(|mark| mark.position).collect::<Vec<_>>());
    assert_eq!((ways(1), ways(2), ways(4)), (vec![1, 2], vec![2], vec![]));
}

#[test]
fn where_spans_do_not_meet_the_nearest_options_give_the_steps() {
    assert_eq!(line(&["syria demand a", "israel demand e"]).common, apart(4, Some(4)));
    assert_eq!(line(&["syria demand a", "israel demand e", "israel concession d"]).common, apart(3, Some(3)));
    assert_eq!(line(&["syria demand a", "israel demand e", "israel concession d?"]).common, apart(3, Some(4)));
    assert_eq!(line(&["syria demand a", "israel demand e?"]).common, apart(4, None));
}

#[test]
fn the_order_of_the_poles_makes_no_difference() {
    let mirror = |text: &str| -> String {
        let turn = |letter| if ('a'..='e').contains(&letter) { (b'e' - (letter as u8 - b'a')) as char } else { letter };
        text.chars().map(turn).collect()
    };
    let says = ["demand b", "concession d?", "red_line e"];
    let turned: Vec<String> = says
        .iter()
        .map(|says| says.rsplit_once(' ').map(|(kind, options)| format!("{kind} {}", mirror(options))).unwrap())
        .collect();
    assert_eq!(accepted(&says), "b (cd)");
    assert_eq!(accepted(&turned.iter().map(String::as_str).collect::<Vec<_>>()), "(bc) d");
    assert_eq!(line(&["syria demand e", "israel demand a", "israel concession b?"]).common, apart(3, Some(4)));
}

#[test]
fn three_principals_meet_only_where_all_three_do() {
    let common = |positions: &[&str]| {
        axes(&talks(&["syria", "israel", "iraq"], positions), &Filter::default()).lines[0].common.clone()
    };
    assert_eq!(met(&common(&["syria demand abc", "israel demand cde", "iraq demand bcd"])), "c");
    assert_eq!(common(&["syria demand abc", "israel demand cde"]), Common::Unknown);
    assert_eq!(common(&["syria demand a", "israel demand b"]), Common::Closed { steps: Some(1) });
}

#[test]
fn the_distance_of_three_principals_is_what_they_must_move_together() {
    let common = |positions: &[&str]| {
        axes(&talks(&["syria", "israel", "iraq"], positions), &Filter::default()).lines[0].common.clone()
    };
    assert_eq!(common(&["syria demand a", "israel demand c", "iraq demand e"]), apart(4, Some(4)));
    assert_eq!(common(&["syria demand a", "israel demand c", "iraq demand bcd"]), apart(2, Some(2)));
    // Every two of them meet, yet all three do not.
    let cut = ["syria demand ac", "syria red_line b", "israel demand ab", "iraq demand bc"];
    assert_eq!(common(&cut), apart(1, Some(1)));
}

#[test]
fn one_principal_alone_is_not_compared() {
    let axes = axes(&talks(&["syria"], &["syria demand a", "usa demand e"]), &Filter::default());
    assert_eq!(axes.lines[0].common, Common::NotCompared);
    assert_eq!(axes.lines[0].lanes.len(), 2);
}

#[test]
fn a_mediator_has_a_lane_where_it_speaks_and_no_part_in_common_ground() {
    let with = line(&["syria demand a", "israel demand a", "usa demand e"]);
    assert_eq!(with.lanes.iter().map(|lane| lane.party.as_str()).collect::<Vec<_>>(), ["syria", "israel", "usa"]);
    assert_eq!(met(&with.common), "a");
    assert_eq!(line(&["syria demand a"]).lanes.len(), 2);
}

#[test]
fn the_filter_by_kind_hides_issues_but_never_shrinks_a_span() {
    let snapshot = talks(&["syria", "israel"], &["syria demand a", "syria concession c", "israel demand c"]);
    let filter = Filter { kinds: vec![Kind::Demand], ..Filter::default() };
    assert_eq!(met(&axes(&snapshot, &filter).lines[0].common), "c");
    let filter = Filter { kinds: vec![Kind::RedLine], ..Filter::default() };
    assert_eq!(axes(&snapshot, &filter).lines, []);
}

#[test]
fn a_party_that_is_filtered_out_has_no_lane() {
    let snapshot = talks(&["syria", "israel"], &["syria demand a", "israel demand c"]);
    let filter = Filter { parties: vec!["israel".into()], ..Filter::default() };
    let axes = axes(&snapshot, &filter);
    assert_eq!(axes.lines[0].lanes.len(), 1);
    assert_eq!((&axes.lines[0].common, axes.principals_hidden), (&Common::NotCompared, 1));
}

#[test]
fn a_hidden_concession_neither_shows_through_nor_makes_its_party_silent() {
    let mut value: Value = serde_json::from_str(
        &serde_json::to_string(&**talks(&["syria", "israel"], &["syria concession a", "israel demand a"]).case())
            .unwrap(),
    )
    .unwrap();
    value["positions"][0]["visibility"] = json!("internal");
    let filter = Filter { visibilities: vec![Visibility::Public], ..Filter::default() };
    let axes = axes(&case(&value), &filter);
    assert_eq!(axes.lines[0].lanes[0].place, Place::NotShown);
    assert_eq!(axes.lines[0].common, Common::Unknown);
}

#[test]
fn an_axis_counts_how_its_issues_stand() {
    let mut value: Value =
        serde_json::from_str(&serde_json::to_string(&**talks(&["syria", "israel"], &[]).case()).unwrap()).unwrap();
    let says: [&[&str]; 5] = [
        &["syria demand a", "israel demand a"],
        &["syria demand a", "israel demand b", "israel concession a?"],
        &["syria demand a", "israel demand b"],
        &["syria demand a"],
        &["syria demand b", "israel demand b"],
    ];
    let issue = value["issues"][0].clone();
    value["issues"] = json!([]);
    value["positions"] = json!([]);
    for (number, says) in says.iter().enumerate() {
        let mut issue = issue.clone();
        issue["id"] = json!(format!("i{number}"));
        value["issues"].as_array_mut().unwrap().push(issue);
        for (place, says) in says.iter().enumerate() {
            let mut position = position(number * 10 + place, says);
            position["issue"] = json!(format!("i{number}"));
            value["positions"].as_array_mut().unwrap().push(position);
        }
    }
    let axes = axes(&case(&value), &Filter::default());
    let expected = Summary { meet: 2, meet_if: 1, apart: 1, unknown: 1, ..Summary::default() };
    assert_eq!((axes.summary(), axes.groups[0].summary, axes.groups[0].lines.clone()), (expected, expected, 0..5));
}

#[test]
fn the_paris_talks_stand_where_the_record_puts_them() {
    let case: Case = serde_json::from_str(include_str!("../../../sample-data/paris-2026.json")).unwrap();
    let snapshot = Snapshot::new(case.into());
    let axes = axes(&snapshot, &Filter::default());
    let common = |number: &str| {
        let (issue, _) = snapshot.numbered_issues().find(|(_, it)| it.number.as_deref() == Some(number)).unwrap();
        axes.lines.iter().find(|line| line.issue == issue).unwrap().common.clone()
    };
    assert_eq!(common("T1"), apart(1, Some(2)));
    assert_eq!(common("T3"), Common::Unknown);
    assert_eq!(common("T4"), Common::Closed { steps: Some(2) });
    assert_eq!(common("S2"), apart(1, Some(1)));
    assert_eq!(common("S7"), Common::Closed { steps: Some(1) });
    assert_eq!(common("E1"), Common::NoOptions);
    assert!(matches!(common("S4"), Common::Meet(_)));
}

proptest::proptest! {
    #[test]
    fn no_span_holds_a_refused_option_and_the_distance_is_zero_only_in_common_ground(
        says in proptest::collection::vec((0..2_usize, 0..3_usize, "[a-e]{1,2}[?]?"), 0..7)
    ) {
        let lines: Vec<String> = says.iter().map(|(party, kind, options)| {
            let (party, kind) = (["syria", "israel"][*party], ["demand", "concession", "red_line"][*kind]);
            format!("{party} {kind} {options}")
        }).collect();
        let line = line(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        for lane in &line.lanes {
            proptest::prop_assert!(lane.accepted.is_sorted_by(|one, next| one.last < next.first));
            for option in 0..line.options {
                let accepted = lane.accepted.iter().find(|span| span.contains(option));
                proptest::prop_assert!(accepted.is_none() || !lane.refused.contains(&option));
                let ways = lane.ways_to(option).count();
                proptest::prop_assert_eq!(accepted.is_some_and(|span| span.conditional), ways > 0);
            }
        }
        let all = |option| line.lanes.iter().all(|lane| lane.accepted.iter().any(|span| span.contains(option)));
        let both: Vec<u32> = (0..line.options).filter(|option| all(*option)).collect();
        match &line.common {
            Common::Meet(spans) => {
                let met: Vec<u32> = spans.iter().flat_map(|span| span.first..=span.last).collect();
                proptest::prop_assert_eq!(met, both);
            }
            Common::Apart { steps, unconditional } => {
                proptest::prop_assert!(both.is_empty() && *steps > 0);
                proptest::prop_assert!(unconditional.is_none_or(|more| more >= *steps));
            }
            Common::Unknown | Common::Closed { .. } => {
                proptest::prop_assert!(line.lanes.iter().any(|lane| lane.place != Place::Accepts));
            }
            other => proptest::prop_assert!(false, "{other:?}"),
        }
    }
}
