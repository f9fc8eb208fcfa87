use proptest::prelude::*;
use serde_json::json;

use super::super::mapping::{Column, ColumnRole, RowUse};
use super::super::{guess, oriented};
use super::*;
use crate::case::{Case, check};
use crate::edit::Document;

fn case(parts: &serde_json::Value) -> Snapshot {
    let mut case = json!({ "format": "demarche/case", "version": 1, "title": "Talks",
        "axes": [{ "id": "territorial", "name": "Territorial" }, { "id": "security", "name": "Security" }, { "id": "economic", "name": "Economic" }] });
    for (key, value) in parts.as_object().unwrap() {
        case[key] = value.clone();
    }
    Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
}

fn grid(rows: &[&[&str]]) -> Grid {
    Grid::of("Table 1", rows.iter().map(|row| row.iter())).unwrap()
}

fn planned(rows: &[&[&str]], snapshot: &Snapshot) -> Plan {
    let grid = grid(rows);
    plan(&grid, &guess(&grid, snapshot), snapshot)
}

fn told(plan: &Plan) -> Vec<String> {
    plan.skipped
        .iter()
        .map(|skipped| words::skipped(&skipped.place.to_string(), &skipped.text, skipped.reason.message()))
        .collect()
}

const TABLE: &[&[&str]] = &[
    &["Issue", "Axis", "Syria", "Israel", "Status", "Draft agreement", "Source"],
    &["Withdrawal", "Territorial", "Full withdrawal", "empty", "contested", "", "Reuters, 6 January 2026"],
    &["Hotline", "Security", "A hotline", "A hotline", "", "n/a", ""],
    &["Zone", "Economic", "–", "idem", "odd", "A zone.", ""],
];

#[test]
fn a_table_becomes_issues_positions_parties_and_notes_in_one_step() {
    let snapshot = case(&json!({}));
    let plan = planned(TABLE, &snapshot);
    let mut document = Document::new(snapshot.clone(), true);
    assert!(document.apply(plan.edit()).unwrap());
    assert_eq!((document.steps().len(), document.undoes()), (1, Some(Intent::Import)));
    let made = document.snapshot().case();
    assert_eq!(**made, *plan.case(), "the preview is what is made");
    let issues: Vec<_> =
        made.issues.iter().map(|it| (it.number.as_deref().unwrap(), it.axis.as_str(), it.status.as_str())).collect();
    assert_eq!(
        issues,
        [("T1", "territorial", "contested"), ("S1", "security", "unknown"), ("E1", "economic", "unknown")]
    );
    let positions: Vec<_> =
        made.positions.iter().map(|it| (it.party.as_str(), it.issue.as_str(), it.text.as_str())).collect();
    assert_eq!(
        positions,
        [
            ("syria", "withdrawal", "Full withdrawal"),
            ("syria", "hotline", "A hotline"),
            ("israel", "hotline", "A hotline")
        ]
    );
    assert!(made.positions.iter().all(|it| *it.visibility() == Visibility::Internal));
    let notes: Vec<_> = made
        .notes
        .iter()
        .map(|it| (it.on.as_ref().unwrap().id(), it.text.as_str(), it.visibility().as_str()))
        .collect();
    assert_eq!(
        notes,
        [("zone", "Draft agreement: A zone.", "internal"), ("hotline", "Common text: A hotline", "internal")]
    );
    assert_eq!(made.sources.get(0).unwrap().publisher, "Reuters");
    assert_eq!(made.positions.get(0).unwrap().evidence[0].source.as_str(), "reuters");
    assert_eq!(
        told(&plan),
        [
            "D2: “empty” says that there is no position",
            "F3: “n/a” says that there is no position",
            "C4: “–” says that there is no position",
            "D4: “idem” stands for another cell without saying which",
            "E4: “odd” is no known status; the status stays as it is",
        ]
    );
    document.undo();
    assert_eq!(document.snapshot().case(), snapshot.case());
}

#[test]
fn equal_texts_of_all_parties_never_settle_an_issue() {
    let plan = planned(TABLE, &case(&json!({})));
    assert_eq!(plan.after().issue(&"hotline".into()).unwrap().status, Status::Unknown);
    let three = planned(
        &[
            &["Issue", "Syria position", "Israel position", "Egypt position"],
            &["a thing", "alike", "alike", ""],
            &["b thing", "alike", "Alike.", "ALIKE"],
        ],
        &case(&json!({})),
    );
    let notes: Vec<_> = three.after().case().notes.iter().map(|it| it.on.as_ref().unwrap().to_string()).collect();
    assert_eq!(notes, ["issue:b-thing"], "silence is no consent");
}

#[test]
fn the_same_table_again_changes_nothing() {
    let first = planned(TABLE, &case(&json!({})));
    let again = planned(TABLE, first.after());
    assert!(again.is_empty(), "{:#?}", again.made);
    assert_eq!((again.count(Noun::Issue, Fate::Same), again.count(Noun::Position, Fate::Same)), (3, 3));
    assert_eq!(again.edit().changes, []);
}

#[test]
fn a_changed_table_updates_what_it_made_and_removes_nothing() {
    let first = planned(TABLE, &case(&json!({})));
    let again = planned(
        &[
            &["No", "Issue", "Syria", "Israel", "Status"],
            &["S1", "The hotline", "A hotline within a month", "", "agreed in principle"],
            &["T1", "Something else entirely", "x", "y", ""],
        ],
        first.after(),
    );
    let after = again.after();
    let hotline = after.issue(&"hotline".into()).unwrap();
    assert_eq!((hotline.title.as_str(), hotline.status.as_str()), ("The hotline", "agreed_in_principle"));
    let texts: Vec<_> = after.positions_on(&hotline.id).map(|it| (it.party.as_str(), it.text.as_str())).collect();
    assert_eq!(texts, [("syria", "A hotline within a month"), ("israel", "A hotline")]);
    let other = after.issue(&"something-else-entirely".into()).unwrap();
    assert_eq!(other.number.as_deref(), Some("G1"), "a number is not taken away from another issue");
    assert_eq!(again.skipped.iter().map(|it| it.reason.clone()).collect::<Vec<_>>(), [Reason::NumberTaken]);
    assert_eq!(after.issue(&"withdrawal".into()), first.after().issue(&"withdrawal".into()));
}

#[test]
fn a_table_that_contradicts_itself_is_read_to_its_end_before_it_changes_anything() {
    let rows: &[&[&str]] =
        &[&["Issue", "Status"], &["Hotline", "agreed"], &["Hotline", "contested"], &["Hotline", "n/a"]];
    let first = planned(rows, &case(&json!({})));
    assert_eq!(first.after().case().issues.get(0).unwrap().status, Status::Contested);
    assert!(planned(rows, first.after()).is_empty());
}

#[test]
fn evidence_for_an_old_text_is_never_cited_for_a_new_one() {
    let first = planned(TABLE, &case(&json!({})));
    let again = planned(&[&["Issue", "Syria"], &["Withdrawal", "Withdrawal in stages"]], first.after());
    let positions: Vec<_> = again.after().positions_on(&"withdrawal".into()).collect();
    assert_eq!((positions[0].text.as_str(), positions[0].evidence.len()), ("Full withdrawal", 1));
    assert_eq!((positions[1].text.as_str(), positions[1].evidence.len()), ("Withdrawal in stages", 0));
    assert_eq!(positions[1].replaces.as_ref(), Some(&positions[0].id));
    let third = planned(&[&["Issue", "Syria"], &["Withdrawal", "Withdrawal in stages"]], again.after());
    assert!(third.is_empty());
}

#[test]
fn a_cell_that_names_whose_text_it_repeats_has_that_text() {
    let plan = planned(
        &[
            &["Issue", "Commission proposal", "EP mandate", "Council mandate"],
            &["Fees and who pays them", "Fees are free", "Same as Commission", "idem COM"],
            &["Terms", "–", "same as Commission", "See annex II"],
        ],
        &case(&json!({})),
    );
    let texts: Vec<_> = plan.after().case().positions.iter().map(|it| (it.party.as_str(), it.text.as_str())).collect();
    assert_eq!(
        texts,
        [
            ("commission", "Fees are free"),
            ("ep", "Fees are free"),
            ("council", "Fees are free"),
            ("council", "See annex II")
        ]
    );
    assert!(plan.skipped.iter().any(|it| it.reason == Reason::SameAsNobody));
}

#[test]
fn what_is_agreed_cites_what_the_table_names_only_when_that_is_said() {
    let rows: &[&[&str]] = &[&["Issue", "Syria", "Status", "Source"], &["Hotline", "yes", "agreed", "SANA"]];
    let plan = planned(rows, &case(&json!({})));
    let issue = plan.after().issue(&"hotline".into()).unwrap();
    assert_eq!((issue.status.as_str(), issue.status_evidence.len()), ("agreed", 0), "nothing says that it is for that");
    let told: Vec<String> = plan.inferred.iter().map(Inferred::message).collect();
    assert_eq!(told, ["C2: “agreed” is taken for the status Agreed"]);
    let (grid, case) = (grid(rows), case(&json!({})));
    let mapping = Mapping { backs_status: true, ..guess(&grid, &case) };
    let plan = super::plan(&grid, &mapping, &case);
    let issue = plan.after().issue(&"hotline".into()).unwrap();
    assert_eq!((issue.status.as_str(), issue.status_evidence.len()), ("agreed", 1));
    assert!(check(plan.after()).is_empty(), "{:?}", check(plan.after()));
}

#[test]
fn a_blank_title_goes_on_with_the_issue_above_and_a_long_one_becomes_background() {
    let long = "The withdrawal of forces from the areas that were entered after the eighth of December and the question of what the forces that take over may carry, who pays for them and who looks on";
    let plan = planned(
        &[&["Issue", "Syria", "Israel"], &["T4 – Lines", "all", ""], &["", "now", "never"], &[long, "x", "y"]],
        &case(&json!({})),
    );
    let issues: Vec<_> = plan.after().case().issues.iter().collect();
    assert_eq!((issues[0].number.as_deref(), issues[0].title.as_str()), (Some("T4"), "Lines"));
    assert_eq!(plan.after().positions_on(&issues[0].id).count(), 3);
    assert!(issues[1].title.ends_with('…') && issues[1].background.as_deref() == Some(long));
}

#[test]
fn an_issue_with_a_number_alone_is_found_again_by_it() {
    let rows: &[&[&str]] = &[&["Number", "Syria demands"], &["Annex 3, paragraph 12 (b)", ""], &["T1", ""]];
    let first = planned(rows, &case(&json!({})));
    let issues: Vec<_> =
        first.after().case().issues.iter().map(|it| (it.number.clone().unwrap(), it.title.clone())).collect();
    assert_eq!(
        issues,
        [("G1".into(), "Issue Annex 3, paragraph 12 (b)".into()), ("T1".to_owned(), "Issue T1".to_owned())]
    );
    assert!(planned(rows, first.after()).is_empty());
}

#[test]
fn the_axis_of_a_heading_holds_until_the_next() {
    let snapshot = case(&json!({}));
    let plan = planned(
        &[
            &["Issue", "Syria"],
            &["SECURITY", ""],
            &["Hotline", "yes"],
            &["HUMANITARIAN ACCESS", ""],
            &["Convoys", "yes"],
            &["Visits", "no"],
        ],
        &snapshot,
    );
    let axes: Vec<_> =
        plan.after().case().issues.iter().map(|it| (it.axis.to_string(), it.number.clone().unwrap())).collect();
    assert_eq!(axes[0], ("security".into(), "S1".into()));
    assert_eq!(axes[1..], [("humanitarian-access".into(), "H1".into()), ("humanitarian-access".into(), "H2".into())]);
}

#[test]
fn what_the_mapping_skips_and_whom_the_case_has_lost_is_told() {
    let snapshot = case(&json!({}));
    let grid = grid(&[&["Issue", "Syria", "Owner"], &["Lines", "all", "me"], &["Total", "1", "2"]]);
    let mut mapping = guess(&grid, &snapshot);
    mapping.rows[2] = RowUse::Skip;
    mapping.columns[1] = Column::set(ColumnRole::Party(PartyChoice::Existing("gone".into()), Kind::Demand));
    let plan = plan(&grid, &mapping, &snapshot);
    let reasons: Vec<_> = plan.skipped.iter().map(|it| (it.place.to_string(), it.reason.clone())).collect();
    assert_eq!(
        reasons,
        [
            ("B2".into(), Reason::PartyGone),
            ("A3".into(), Reason::RowNotRead),
            ("column C".into(), Reason::ColumnNotRead)
        ]
    );
    assert_eq!(plan.count(Noun::Position, Fate::New), 0);
}

#[test]
fn a_large_table_is_planned_whole() {
    let rows: Vec<Vec<String>> = std::iter::once(["Issue", "Syria", "Israel", "Source"].map(str::to_owned).to_vec())
        .chain((0..3_000).map(|row| {
            vec![
                format!("Issue number {row} of many"),
                format!("wants {row}"),
                format!("offers {row}"),
                format!("Source {row}"),
            ]
        }))
        .collect();
    let snapshot = case(&json!({}));
    let grid = Grid::of("x", rows).unwrap();
    let plan = plan(&grid, &guess(&grid, &snapshot), &snapshot);
    assert_eq!((plan.count(Noun::Issue, Fate::New), plan.count(Noun::Position, Fate::New)), (3_000, 6_000));
}

#[test]
fn a_record_has_a_field_for_each_party() {
    let snapshot = case(&json!({}));
    let grid = grid(&[
        &["No", "Issue", "Syria demands", "Syria offers", "Israel demands"],
        &["T1", "Lines", "all", "some", "n/a"],
    ]);
    let records = records(&grid, &guess(&grid, &snapshot), &snapshot);
    assert_eq!(
        serde_json::to_value(records).unwrap(),
        json!([{ "from": "A2", "number": "T1", "issue": "Lines", "Syria": "all", "Syria (concession)": "some", "Israel": null }])
    );
}

fn any_cell() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("n/a".to_owned()),
        prop::sample::select(vec![
            "Issue",
            "Syria",
            "Status",
            "agreed",
            "T1",
            "Israel demands",
            "idem",
            "same as Syria",
            "Territorial",
            "–",
            "Party",
            "Position",
            "Source",
            "Draft agreement"
        ])
        .prop_map(str::to_owned),
        "\\PC{0,20}",
        "[a-c ]{1,12}",
    ]
}

proptest! {
    #[test]
    fn any_table_makes_a_case_that_can_be_read_again_and_is_made_once(rows in prop::collection::vec(prop::collection::vec(any_cell(), 0..6), 0..8)) {
        let snapshot = case(&json!({ "parties": [{ "id": "syria", "name": "Syria", "role": "principal" }] }));
        let grid = oriented(Grid::of("x", &rows).unwrap(), &snapshot);
        let mapping = guess(&grid, &snapshot);
        let plan = super::plan(&grid, &mapping, &snapshot);
        let applied = crate::edit::apply(&snapshot, &plan.edit().changes).unwrap();
        prop_assert_eq!(&applied, &*plan.case());
        let written = serde_json::to_string(&applied).unwrap();
        prop_assert_eq!(&serde_json::from_str::<Case>(&written).unwrap(), &applied);
        prop_assert!(Snapshot::new(Arc::new(applied)).duplicates().is_empty());
        let again = super::plan(&grid, &mapping, plan.after());
        prop_assert!(again.is_empty(), "{:#?}", again.made.iter().filter(|made| made.fate != Fate::Same).collect::<Vec<_>>());
    }
}

#[test]
fn a_single_cell_can_be_another_partys() {
    let rows: [&[&str]; 3] = [&["Issue", "Syria", "Israel"], &["Lines", "all", "half"], &["Guards", "many", "few"]];
    let grid = Grid::of("x", rows.iter().map(|row| row.iter())).unwrap();
    let snapshot = case(&json!({}));
    let mut mapping = guess(&grid, &snapshot);
    mapping.cells.insert((2, 1), PartyChoice::new("Lebanon"));
    let plan = plan(&grid, &mapping, &snapshot);
    let said = plan.after().case().positions.iter().map(|it| format!("{} {}", it.party, it.text));
    assert_eq!(said.collect::<Vec<_>>(), ["syria all", "israel half", "lebanon many", "israel few"]);
}

#[test]
fn a_plan_that_is_cancelled_goes_no_further() {
    let grid = Grid::of("x", [["Issue", "Syria"], ["Lines", "all"], ["Guards", "many"]].iter()).unwrap();
    let snapshot = case(&json!({}));
    let mapping = guess(&grid, &snapshot);
    let progress = Progress::default();
    assert_eq!(plan_watched(&grid, &mapping, &snapshot, &progress).after().case().positions.len(), 2);
    progress.cancel();
    assert_eq!(plan_watched(&grid, &mapping, &snapshot, &progress).after().case().positions.len(), 0);
}
