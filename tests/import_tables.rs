//! Tables in the forms that people have them, taken in whole: from the file to a case that can be checked.

#![expect(clippy::unwrap_used, reason = "what a test's helpers stumble over, the test reports")]

use std::path::Path;
use std::sync::Arc;

use demarche::case::{Case, Kind, Snapshot, Status, check};
use demarche::edit::{self, Document, Noun};
use demarche::import::brackets;
use demarche::import::{self, Certainty, ColumnRole, Fate, Grid, ImportError, Mapping, Parties, Plan, Reason};
use demarche::{file, generate};

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables").join(name)).unwrap()
}

fn new_case() -> Snapshot {
    Snapshot::new(Arc::new(edit::begin("Talks", &[], &[], &[])))
}

/// The first table of a file with what it is taken for and what would be made of it.
fn taken(name: &str, snapshot: &Snapshot) -> (Grid, Mapping, Plan) {
    let grid = import::read(&bytes(name), Some(name)).unwrap().swap_remove(0);
    let grid = import::oriented(grid, snapshot);
    let mapping = import::guess(&grid, snapshot);
    let plan = import::plan(&grid, &mapping, snapshot);
    (grid, mapping, plan)
}

/// Each position as issue, party, kind and text.
fn positions(case: &Case) -> Vec<[String; 4]> {
    let of = |it: &Arc<demarche::case::Position>| {
        [it.issue.to_string(), it.party.to_string(), it.kind.as_str().to_owned(), it.text.clone()]
    };
    case.positions.iter().map(of).collect()
}

fn own(texts: [&str; 4]) -> [String; 4] {
    texts.map(str::to_owned)
}

#[test]
fn the_four_column_document_of_the_union_becomes_a_case() {
    let (_, mapping, plan) = taken("four-columns.docx", &new_case());
    assert_eq!(mapping.headers, 0..1);
    let case = plan.case();
    let parties: Vec<_> = case.parties.iter().map(|party| party.name.as_str()).collect();
    assert_eq!(parties, ["Commission", "EP", "Council"]);
    let axes: Vec<_> = case.axes.iter().skip(3).map(|axis| axis.name.as_str()).collect();
    assert_eq!(axes, ["GENERAL PROVISIONS", "DATA"]);
    let issues: Vec<_> = case.issues.iter().map(|it| (it.number.as_deref().unwrap(), it.status.clone())).collect();
    assert_eq!(issues[..4], ["1", "2", "3", "4"].map(|number| (number, Status::Unknown)));
    let texts = positions(&case);
    assert!(
        texts.iter().any(|it| it[1] == "council" && it[3] == "Member States shall report once a year."),
        "named by “same as”"
    );
    assert!(texts.iter().any(|it| it[1] == "ep" && it[3] == "deleted"), "a party wants the text out");
    assert!(texts.iter().any(|it| it[1] == "commission" && it[3] == "The Commission may adopt implementing acts."));
    assert!(texts.iter().any(|it| it[1] == "ep" && it[3] == "Fees shall not be charged."), "a cell over two columns");
    assert!(!texts.iter().any(|it| it[3] == "–" || it[3] == "n/a"));
    let notes: Vec<_> = case.notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert!(notes.iter().all(|note| note.starts_with("Draft agreement: ")));
    assert!(plan.skipped.iter().all(|skipped| !skipped.reason.matters()), "{:?}", plan.skipped);
}

#[test]
fn a_sheet_of_demands_is_the_same_in_every_form() {
    let cases = ["demands.xlsx", "demands.ods", "demands.xls"].map(|name| {
        let (_, mapping, plan) = taken(name, &new_case());
        assert_eq!(mapping.headers, 2..4, "{name}");
        let sure = mapping.columns.iter().filter(|column| column.certainty > Certainty::Unsure).count();
        assert!(sure >= 8, "{name}");
        plan.case()
    });
    let case = &cases[0];
    let issues: Vec<_> =
        case.issues.iter().map(|it| (it.number.as_deref().unwrap(), it.axis.as_str(), it.status.as_str())).collect();
    assert_eq!(
        issues,
        [
            ("T1", "territorial", "contested"),
            ("T2", "territorial", "under_discussion"),
            ("S1", "security", "agreed"),
            ("S2", "security", "unknown")
        ]
    );
    let on = |case: &Case, issue: &str| -> Vec<_> { positions(case).into_iter().filter(|it| it[0] == issue).collect() };
    let withdrawal = case.issues.get(0).unwrap().id.as_str();
    assert_eq!(
        on(case, withdrawal).iter().map(|it| (it[1].as_str(), it[2].as_str())).collect::<Vec<_>>(),
        [("syria", "demand"), ("syria", "concession"), ("israel", "demand"), ("israel", "red_line")]
    );
    assert_eq!(case.issues.get(2).unwrap().status_evidence.len(), 0, "nobody has said that the source is for that");
    assert_eq!(
        case.sources.iter().map(|it| it.publisher.as_str()).collect::<Vec<_>>(),
        ["Reuters", "Axios", "SANA", "Joint statement"]
    );
    assert_eq!(cases[0], cases[1]);
    // LibreOffice writes no value for the formula with a text into the old form.
    assert_eq!(cases[0].positions.len(), cases[2].positions.len());
    assert!(
        check(&Snapshot::new(Arc::clone(case)))
            .iter()
            .all(|problem| ["no_evidence", "agreed_without_evidence"].contains(&problem.kind.code()))
    );
}

#[test]
fn a_matrix_with_a_row_per_party_is_turned() {
    for name in ["matrix.xlsx", "matrix.ods", "matrix.html"] {
        let (grid, _, plan) = taken(name, &new_case());
        assert!(grid.is_turned(), "{name}");
        let case = plan.case();
        assert_eq!(
            case.parties.iter().map(|it| it.name.as_str()).collect::<Vec<_>>(),
            ["Syria", "Israel", "United States"],
            "{name}"
        );
        assert_eq!(
            case.issues.iter().map(|it| it.title.as_str()).collect::<Vec<_>>(),
            ["Withdrawal", "Security guarantees", "Reconstruction"]
        );
        assert_eq!(case.positions.len(), 8);
        assert_eq!(
            plan.skipped.iter().map(|it| (it.place.to_string(), it.reason.clone())).collect::<Vec<_>>(),
            [("D3".to_owned(), Reason::NoPosition)]
        );
    }
}

#[test]
fn an_arabic_sheet_in_an_old_encoding_is_read() {
    let snapshot = Snapshot::new(Arc::new(edit::begin("x", &[("سوريا", demarche::case::Role::Principal)], &[], &[])));
    let (_, mapping, plan) = taken("arabic-1256.csv", &snapshot);
    assert_eq!(mapping.column(&ColumnRole::Title), Some(0));
    assert_eq!(mapping.column(&ColumnRole::Status), Some(3));
    let case = plan.case();
    assert_eq!(case.parties.len(), 2, "one was there");
    assert_eq!(case.issues.iter().map(|it| it.status.as_str()).collect::<Vec<_>>(), ["contested", "under_discussion"]);
    assert_eq!(case.positions.len(), 3);
}

#[test]
fn a_table_goes_into_the_open_case_as_one_step_and_a_second_time_changes_nothing() {
    let sample = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json")).unwrap();
    let snapshot = file::parse(&sample).unwrap();
    let before = check(&snapshot).len();
    let (grid, mapping, plan) = taken("demands.xlsx", &snapshot);
    assert_eq!(plan.count(Noun::Party, Fate::New), 0, "the case knows both parties");
    let mut document = Document::new(snapshot.clone(), true);
    document.apply(plan.edit()).unwrap();
    assert_eq!(document.steps().len(), 1);
    assert!(file::parse(&file::to_bytes(document.snapshot().case())).is_ok());
    assert!(check(document.snapshot()).len() >= before);
    assert!(import::plan(&grid, &mapping, document.snapshot()).is_empty());
    document.undo();
    assert!(Arc::ptr_eq(document.snapshot().case(), snapshot.case()));
}

#[test]
fn what_somebody_corrects_in_the_mapping_is_what_is_made() {
    let snapshot = new_case();
    let (grid, mut mapping, _) = taken("demands.xlsx", &snapshot);
    mapping.set(3, ColumnRole::Party(import::PartyChoice::new("Syria"), Kind::Interest));
    mapping.set(6, ColumnRole::Ignore);
    mapping.visibility = demarche::case::Visibility::Public;
    let case = import::plan(&grid, &mapping, &snapshot).case();
    assert!(
        case.positions.iter().any(|it| it.kind == Kind::Interest)
            && case.positions.iter().all(|it| it.kind != Kind::Concession)
    );
    assert!(case.issues.iter().all(|it| it.status == Status::Unknown));
    assert!(case.positions.iter().all(|it| it.visibility.is_none()));
}

#[test]
fn a_locked_workbook_says_so() {
    assert_eq!(import::read(&bytes("locked.xlsx"), None), Err(ImportError::Password));
}

#[test]
fn a_bracketed_draft_becomes_an_issue_for_each_paragraph() {
    let snapshot = new_case();
    let text = import::read_text(&bytes("draft.txt"), Some("draft.txt")).unwrap();
    let parsed = brackets::parse(&text, &Parties::of(&snapshot));
    let choices = brackets::guess(&parsed, &snapshot);
    let plan = brackets::plan(&parsed, &choices, &snapshot);
    let case = plan.case();
    let issues: Vec<_> = case.issues.iter().map(|it| (it.number.as_deref().unwrap(), it.axis.as_str())).collect();
    assert_eq!(issues, [("T1", "territorial"), ("T2", "territorial"), ("S1", "security"), ("S2", "security")]);
    let said = positions(&case);
    assert!(said.contains(&own([
        case.issues.get(0).unwrap().id.as_str(),
        "syrian",
        "demand",
        "Israel shall withdraw its forces from the area entered after 8 December 2024 within 90 days."
    ])));
    assert_eq!(case.issues.get(3).unwrap().options.len(), 2);
    let places: Vec<_> = plan.skipped.iter().filter(|it| it.reason.matters()).map(|it| it.place.to_string()).collect();
    assert_eq!(places, ["line 7, column 47", "line 12, column 10"]);
}

#[test]
fn a_made_up_case_of_any_size_can_be_laid_out_and_taken_in_again() {
    let case = generate::case(7, generate::Size::of(300));
    let snapshot = Snapshot::new(Arc::new(case));
    let parties: Vec<_> = snapshot.case().parties.iter().collect();
    let mut rows = vec![["No", "Issue"].map(str::to_owned).to_vec()];
    rows[0].extend(parties.iter().map(|party| format!("{} demands", party.name)));
    for issue in &snapshot.case().issues {
        let mut row = vec![issue.number.clone().unwrap_or_default(), issue.title.clone()];
        row.extend(parties.iter().map(|party| {
            let mut of = snapshot.positions_on(&issue.id).filter(|it| it.party == party.id && it.kind == Kind::Demand);
            of.next().map(|it| it.text.clone()).unwrap_or_default()
        }));
        rows.push(row);
    }
    let grid = Grid::of("x", &rows).unwrap();
    let mapping = import::guess(&grid, &snapshot);
    let plan = import::plan(&grid, &mapping, &snapshot);
    let odd: Vec<_> = plan.made.iter().filter(|it| it.fate != Fate::Same && it.noun != Noun::Note).collect();
    assert!(odd.is_empty(), "{odd:#?}");
}
