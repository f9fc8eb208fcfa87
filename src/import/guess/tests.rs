use std::sync::Arc;

use serde_json::json;

use super::super::mapping::{PartyChoice, RowUse};
use super::super::plan;
use super::*;
use crate::case::Kind;

fn talks() -> Snapshot {
    let parties = [("syria", "Syria"), ("israel", "Israel"), ("usa", "United States")];
    let parties: Vec<_> =
        parties.iter().map(|(id, name)| json!({ "id": id, "name": name, "role": "principal" })).collect();
    let axes: Vec<_> =
        ["territorial", "security", "economic"].iter().map(|id| json!({ "id": id, "name": id })).collect();
    let case = json!({ "format": "demarche/case", "version": 1, "title": "x", "parties": parties, "axes": axes });
    Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
}

fn guessed(rows: &[&[&str]]) -> (Grid, Mapping) {
    let grid = Grid::of("Sheet1", rows.iter().map(|row| row.iter())).unwrap();
    let mapping = guess(&grid, &talks());
    (grid, mapping)
}

fn roles(mapping: &Mapping) -> Vec<String> {
    let role = |role: &ColumnRole| match role {
        ColumnRole::Party(PartyChoice::Existing(id), kind) => format!("{id} {}", kind.as_str()),
        ColumnRole::Party(PartyChoice::New { name, .. }, kind) => format!("+{name} {}", kind.as_str()),
        other => format!("{other:?}"),
    };
    mapping.columns.iter().map(|column| role(&column.role)).collect()
}

#[test]
fn headings_are_known_by_their_words_and_by_the_parties_of_the_case() {
    let (_, mapping) = guessed(&[
        &[
            "No.",
            "Issue",
            "Chapter",
            "Syrian position",
            "Israel – red lines",
            "US",
            "State of play",
            "Draft agreement",
            "Sources",
            "Remarks",
            "Owner",
        ],
        &["1", "Lines", "Land", "all", "none", "half", "open", "some", "Reuters", "-", "me"],
    ]);
    assert_eq!((mapping.headers.clone(), mapping.headers_certainty), (0..1, Certainty::Certain));
    assert_eq!(
        roles(&mapping),
        [
            "Number",
            "Title",
            "Axis",
            "syria demand",
            "israel red_line",
            "usa demand",
            "Status",
            "Draft",
            "Evidence",
            "Note",
            "Ignore"
        ]
    );
    assert_eq!(mapping.columns[3].certainty, Certainty::Likely);
    assert_eq!(mapping.columns[4].certainty, Certainty::Certain);
}

#[test]
fn a_column_without_a_known_heading_is_told_by_what_stands_in_it() {
    let (_, mapping) = guessed(&[
        &["", "What", "Where", "Damascus", "Jerusalem", "How far"],
        &["1", "Withdrawal to the lines", "Territorial", "All of it and soon", "Nothing of it for now", "contested"],
        &["2", "A hotline between armies", "Security", "Within a month", "Within a year", "agreed"],
    ]);
    assert_eq!(roles(&mapping), ["Number", "Title", "Axis", "+Damascus demand", "+Jerusalem demand", "Status"]);
    assert!(mapping.columns[3].certainty < Certainty::Certain);
}

#[test]
fn headings_of_two_rows_are_one_heading() {
    let (grid, mapping) = guessed(&[
        &["Positions, January"],
        &["Issue", "Syria", "", "Israel", ""],
        &["", "Demands", "Offers", "Demands", "Offers"],
        &["Lines", "a", "b", "c", "d"],
    ]);
    assert_eq!(mapping.headers, 1..3);
    assert_eq!(heading(&grid, &mapping.headers, 4), "Israel Offers");
    assert_eq!(roles(&mapping)[1..], ["syria demand", "syria concession", "israel demand", "israel concession"]);
}

#[test]
fn a_heading_over_all_parties_is_no_part_of_their_names() {
    let page = "<table><tr><th rowspan=2>Issue<th colspan=2>Parties<th rowspan=2>Status</tr>\
        <tr><th>Damascus<th>Jerusalem</tr>\
        <tr><td>Lines<td>all of it and soon<td>none of it for now<td>contested</tr></table>";
    let grid = crate::import::read(page.as_bytes(), Some("html")).unwrap().remove(0);
    let mapping = guess(&grid, &talks());
    assert_eq!(mapping.headers, 0..2);
    assert_eq!([1, 2].map(|column| heading(&grid, &mapping.headers, column)), ["Damascus", "Jerusalem"]);
    assert_eq!(roles(&mapping)[1..3], ["+Damascus demand", "+Jerusalem demand"]);
}

#[test]
fn a_row_with_one_text_across_names_the_axis_of_those_that_follow() {
    let (_, mapping) = guessed(&[
        &["Issue", "Syria", "Israel"],
        &["I. Territorial issues", "", ""],
        &["Lines", "all", "none"],
        &["CHAPTER TWO", "", ""],
        &["Guards", "", ""],
        &["", "", ""],
        &["Issue", "Syria", "Israel"],
    ]);
    let letters: String = mapping
        .rows
        .iter()
        .map(|row| match row {
            RowUse::Skip => '-',
            RowUse::Axis => 'A',
            RowUse::Issue => 'i',
        })
        .collect();
    assert_eq!(letters, "-AiAi--");
}

#[test]
fn a_table_without_headings_has_none() {
    let (_, mapping) = guessed(&[
        &[
            "The lines of 1974 and what comes after them",
            "Full withdrawal to the lines of December",
            "Withdrawal only after an agreement",
        ],
        &["Guards", "International ones", "Own ones"],
    ]);
    assert_eq!(mapping.headers, 0..0);
    assert_eq!(mapping.columns[0].role, ColumnRole::Title);
}

#[test]
fn a_row_for_each_position_names_its_party() {
    let (grid, mapping) = guessed(&[
        &["Party", "Issue", "Type", "Position"],
        &["Syria", "Lines", "Demand", "all"],
        &["Israeli side", "Lines", "Red line", "never"],
        &["", "Lines", "Demand", "who says so?"],
    ]);
    assert_eq!(roles(&mapping), ["PartyName", "Title", "Kind", "Statement(Demand)"]);
    let plan = plan(&grid, &mapping, &talks());
    let said: Vec<_> = plan.after().case().positions.iter().map(|it| (it.party.to_string(), it.kind.clone())).collect();
    assert_eq!(said, [("syria".to_owned(), Kind::Demand), ("israel".to_owned(), Kind::RedLine)]);
    assert_eq!(plan.skipped.len(), 1);
}

#[test]
fn a_table_with_a_row_per_party_is_turned() {
    let rows: [&[&str]; 3] =
        [&["Party", "Withdrawal", "Security"], &["Syria", "all", "guards"], &["Türkiye", "some", "–"]];
    let grid = Grid::of("x", rows.iter().map(|row| row.iter())).unwrap();
    let turned = oriented(grid, &talks());
    assert!(turned.is_turned());
    let mapping = guess(&turned, &talks());
    assert_eq!(roles(&mapping), ["Title", "syria demand", "+Türkiye demand"]);
    let plan = plan(&turned, &mapping, &talks());
    let issues: Vec<_> = plan.after().case().issues.iter().map(|issue| issue.title.clone()).collect();
    assert_eq!(issues, ["Withdrawal", "Security"]);
    assert_eq!(plan.skipped[0].place.to_string(), "C3", "places are those of the table that was read");
}

#[test]
fn a_table_of_parties_and_their_texts_is_about_one_issue() {
    let rows: [&[&str]; 3] = [&["Party", "Position"], &["Syria", "all of it"], &["Israel", "nothing"]];
    let grid = Grid::of("Withdrawal", rows.iter().map(|row| row.iter())).unwrap();
    let grid = oriented(grid, &talks());
    let plan = plan(&grid, &guess(&grid, &talks()), &talks());
    let issues: Vec<_> = plan.after().case().issues.iter().map(|issue| issue.title.clone()).collect();
    assert_eq!((issues, plan.after().case().positions.len()), (vec!["Withdrawal".to_owned()], 1));
}

#[test]
fn an_ordinary_table_is_not_turned() {
    let rows: [&[&str]; 2] = [&["Issue", "Syria", "Israel"], &["Lines", "all", "none"]];
    let grid = Grid::of("x", rows.iter().map(|row| row.iter())).unwrap();
    assert!(!oriented(grid, &talks()).is_turned());
}

#[test]
fn the_name_of_a_sheet_can_be_the_axis() {
    let rows: [&[&str]; 2] = [&["Issue", "Syria"], &["Lines", "all"]];
    let grid = Grid::of("2. Security", rows.iter().map(|row| row.iter())).unwrap();
    assert_eq!(guess(&grid, &talks()).axis, AxisChoice::Existing("security".into()));
}
