//! Workbooks and tables that Demarche makes for other programs, and what comes back from them.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/any_case.rs"]
mod any_case;
#[path = "support/convert.rs"]
mod convert;

use std::collections::BTreeSet;
use std::collections::HashSet;
use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use any_case::cases;
use demarche::case::{Case, Fields as _, Kind, Position, Snapshot, SourceId, Visibility};
use demarche::export::sheets::{Marks, SheetsError, csv, xlsx};
use demarche::export::{Audience, Choices, Format, Progress, export, handed_out};
use demarche::file;
use demarche::generate::{self, Size};
use demarche::import::sheets::{Returned, Taken, Trouble, TroubleKind, read, read_csv, read_xlsx};
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};

fn sample(name: &str) -> Snapshot {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data").join(name);
    file::parse(&fs::read(path).unwrap()).unwrap()
}

fn samples() -> [Snapshot; 2] {
    [sample("paris-2026.json"), sample("template.json")]
}

fn case(value: &Value) -> Case {
    serde_json::from_str(&value.to_string()).unwrap()
}

fn snapshot(case: &Case) -> Snapshot {
    Snapshot::new(Arc::new(case.clone()))
}

fn workbook(snapshot: &Snapshot) -> Vec<u8> {
    xlsx(snapshot, &Choices::default(), &Marks::default(), &Progress::default()).unwrap()
}

fn table(snapshot: &Snapshot) -> String {
    String::from_utf8(csv(snapshot, &Choices::default(), &Progress::default()).unwrap()).unwrap()
}

/// Asserts that two cases are the same to the byte, and shows the first line in which they are not.
fn same(one: &Case, other: &Case) {
    let [before, after] = [one, other].map(|case| String::from_utf8(file::to_bytes(case)).unwrap());
    let first = before.lines().zip(after.lines()).find(|(before, after)| before != after);
    assert!(before == after && one == other, "{first:?}");
}

/// What of a case a table of positions carries, without an order for what has none there.
fn carried(case: &Case) -> Case {
    let whole = serde_json::to_value(case).unwrap();
    let list = |key: &str| whole[key].as_array().cloned().unwrap_or_default();
    let only = |record: &Value, fields: &[&str]| -> Value {
        let record = record.as_object().unwrap();
        record
            .iter()
            .filter(|(key, _)| fields.contains(&key.as_str()))
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    let sorted = |mut list: Vec<Value>| {
        list.sort_by_key(|record| record["id"].to_string());
        Value::Array(list)
    };
    let issue = |record: &Value| {
        let mut kept = only(record, &["id", "axis", "number", "title", "status"]);
        if let Some(options) = record.get("options") {
            kept["options"] = options.as_array().unwrap().iter().map(|option| only(option, &["id", "label"])).collect();
        }
        kept
    };
    let cited: HashSet<&str> = case
        .positions
        .iter()
        .flat_map(|position| &position.evidence)
        .flat_map(|evidence| [Some(&evidence.source), evidence.via.as_ref()])
        .flatten()
        .map(SourceId::as_str)
        .collect();
    let sources = list("sources").into_iter().filter(|source| cited.contains(source["id"].as_str().unwrap()));
    let mut kept = json!({
        "format": "demarche/case", "version": 1, "title": "",
        "parties": sorted(list("parties").iter().map(|record| only(record, &["id", "name", "role"])).collect()),
        "axes": sorted(list("axes").iter().map(|record| only(record, &["id", "name"])).collect()),
        "issues": list("issues").iter().map(issue).collect::<Vec<_>>(),
        "sources": sorted(sources.map(|record| only(&record, &["id", "publisher"])).collect()),
    });
    // As they are, unknown keys to the letter.
    kept["positions"] = json!([]);
    let mut kept = self::case(&kept);
    kept.positions = case.positions.clone();
    kept
}

fn positions_come_back(snapshot: &Snapshot) {
    let taken = read_csv(table(snapshot).as_bytes()).unwrap_or_else(|troubles| panic!("{}", lines(&troubles)));
    assert_eq!(taken.left_out, []);
    same(&carried(snapshot.case()), &carried(&taken.case));
    // What comes back has nothing beside what the table is said to carry.
    assert_eq!(taken.case.notes.len() + taken.case.events.len() + taken.case.proposals.len(), 0);
}

fn lines(troubles: &[Trouble]) -> String {
    troubles.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
}

fn taken(bytes: &[u8]) -> Taken {
    read_xlsx(bytes).unwrap_or_else(|troubles| panic!("{}", lines(&troubles)))
}

#[test]
fn the_samples_come_back_from_a_workbook_as_they_were() {
    for snapshot in samples() {
        let taken = taken(&workbook(&snapshot));
        assert_eq!(taken.left_out, []);
        assert_eq!(taken.origin.map(|origin| origin.choices), Some(Choices::default()));
        same(snapshot.case(), &taken.case);
    }
}

#[test]
fn the_positions_of_the_samples_come_back_from_a_table() {
    for snapshot in samples() {
        positions_come_back(&snapshot);
    }
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let case = snapshot(&generate::case(3, Size::of(300)));
    let first = workbook(&case);
    for _ in 0..3 {
        assert!(workbook(&case) == first);
    }
    assert_eq!(table(&case), table(&case));
    let core = part(&first, "docProps/core.xml");
    assert!(core.contains("<dc:creator></dc:creator>") && !core.contains("dcterms:created>"), "{core}");
    assert!(!core.contains("dcterms:modified>") && !core.contains("2000"), "{core}");
    let app = part(&first, "docProps/app.xml");
    assert!(app.contains("<Application>Demarche</Application>") && !app.contains("Microsoft"), "{app}");
}

/// A part of a workbook as text.
fn part(workbook: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The workbook with its parts changed.
fn with_parts(workbook: &[u8], change: impl Fn(&str, String) -> String) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut changed = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let mut text = String::new();
        let mut part = archive.by_index(number).unwrap();
        part.read_to_string(&mut text).unwrap();
        let name = part.name().unwrap().into_owned();
        changed.start_file(&name, zip::write::SimpleFileOptions::default()).unwrap();
        changed.write_all(change(&name, text).as_bytes()).unwrap();
    }
    changed.finish().unwrap().into_inner()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, max_shrink_iters: 400, ..ProptestConfig::default() })]

    #[test]
    fn every_case_comes_back_from_a_workbook(case in cases()) {
        let taken = taken(&workbook(&snapshot(&case)));
        prop_assert_eq!(&taken.left_out, &vec![]);
        same(&case, &taken.case);
    }

    #[test]
    fn the_positions_of_every_case_come_back_from_a_table(case in cases()) {
        positions_come_back(&snapshot(&case));
    }

    #[test]
    fn a_table_that_comes_back_as_it_went_changes_nothing_whatever_it_was_to_hold(
        (open, choices) in cases().prop_flat_map(|case| {
            let choices = choices(&case);
            (Just(case), choices)
        }),
    ) {
        let open = snapshot(&open);
        for format in [Format::Xlsx, Format::Csv] {
            let bytes = export(&open, &choices, format, &Progress::default()).unwrap().bytes;
            let taken = read(&bytes).unwrap().unwrap_or_else(|troubles| panic!("{}", lines(&troubles)));
            let Some(origin) = taken.origin.clone() else {
                prop_assert_eq!(bytes.split(|byte| *byte == b'\n').count(), 2, "no row could say it");
                continue;
            };
            prop_assert_eq!(&origin.choices, &choices);
            prop_assert_eq!(origin.content, taken.content, "nobody has touched it");
            let returned = Returned::new(&open, &taken).unwrap();
            prop_assert_eq!(&returned.changes, &[]);
            prop_assert!(!returned.has_moved_on && returned.kept.is_empty());
        }
    }

    #[test]
    fn what_comes_back_can_be_taken_change_by_change(open in cases(), other in cases(), pick in any::<Index>()) {
        let (open, other) = (snapshot(&open), snapshot(&other));
        let returned = match Returned::new(&open, &taken(&workbook(&other))) {
            Ok(returned) => returned,
            // By chance both have a party of the same name, under different ids.
            Err(troubles) => {
                let is_second = |trouble: &Trouble| matches!(trouble.kind, TroubleKind::SecondParty { .. });
                prop_assert!(troubles.iter().all(is_second));
                return Ok(());
            }
        };
        let all = returned.changes.len();
        prop_assert!(*returned.case(&BTreeSet::new()) == **returned.after().case());
        prop_assert!(*returned.case(&(0..all).collect()) == **open.case());
        // What an earlier version of the case has as the table has it is older than the case, thing by thing.
        let older = returned.older(std::slice::from_ref(returned.after()));
        for (at, single) in returned.changes.iter().enumerate() {
            let has_id = single.key.target().is_some();
            prop_assert!(!has_id || older.contains(&at), "{single:?}");
        }
        prop_assert_eq!(returned.older(&[]).len(), 0);
        if all > 0 {
            let one = BTreeSet::from([pick.index(all)]);
            prop_assert!(*returned.case(&one) != **returned.after().case());
        }
    }

    #[test]
    fn a_damaged_file_gives_an_answer(at in any::<Index>(), byte in any::<u8>(), cut in any::<Index>()) {
        static BOOK: LazyLock<Vec<u8>> = LazyLock::new(|| workbook(&sample("template.json")));
        let mut bytes = BOOK.clone();
        let place = at.index(bytes.len());
        bytes[place] = byte;
        drop(read_xlsx(&bytes));
        drop(read_xlsx(&bytes[..cut.index(bytes.len())]));
        let mut text = table(&sample("paris-2026.json")).into_bytes();
        let place = at.index(text.len());
        text[place] = byte;
        drop(read_csv(&text));
        drop(read(&text));
    }
}

#[test]
fn unknown_keys_come_back_as_they_were_written() {
    let mut case = (**sample("paris-2026.json").case()).clone();
    case.set_field("x_mood", Some("{ \"tense\":  1.50 }")).unwrap();
    let mut position = (**case.positions.get(0).unwrap()).clone();
    position.set_field("x_odd", Some("[ 1.0,\n 2e1 ]")).unwrap();
    case.positions.set(0, Arc::new(position));
    let snapshot = snapshot(&case);
    same(&case, &taken(&workbook(&snapshot)).case);
    positions_come_back(&snapshot);
}

/// What a table may be narrowed to: some of what the case has, or all.
fn choices(case: &Case) -> impl Strategy<Value = Choices> + use<> {
    fn some<T: Clone + std::fmt::Debug + 'static>(all: Vec<T>) -> BoxedStrategy<Vec<T>> {
        let most = all.len();
        prop_oneof![Just(Vec::new()), proptest::sample::subsequence(all, 0..=most)].boxed()
    }
    let axes = some(case.axes.iter().map(|record| record.id.clone()).collect());
    let issues = some(case.issues.iter().map(|record| record.id.clone()).collect());
    let parties = some(case.parties.iter().map(|record| record.id.clone()).collect());
    let kinds = some(case.positions.iter().map(|record| record.kind.clone()).chain([Kind::Demand]).collect());
    let round = some(case.rounds.iter().map(|record| record.id.clone()).collect());
    let audience = prop_oneof![Just(Audience::Public), Just(Audience::Shared), Just(Audience::Internal)];
    (audience, axes, issues, parties, kinds, round).prop_map(|(audience, axes, issues, parties, kinds, round)| {
        Choices { audience, axes, issues, parties, kinds, round: round.into_iter().next(), ..Choices::default() }
    })
}

/// A case whose every text would be a formula.
fn formulas() -> Case {
    case(&json!({
        "format": "demarche/case", "version": 1, "title": "=cmd|' /C calc'!A0", "handling": "@SUM(A1)",
        "parties": [{ "id": "=a", "name": "+b", "role": "-c" }],
        "axes": [{ "id": "@d", "name": "\t=1" }],
        "issues": [{ "id": "=t", "axis": "@d", "title": "=1+1", "status": "=x", "options": [{ "id": "=o", "label": "=l" }],
            "tags": ["=tag"] }],
        "positions": [{ "id": "-p", "party": "=a", "issue": "=t", "kind": "@k", "text": "=HYPERLINK(\"http://x\")",
            "conditions": [{ "text": "=if" }], "evidence": [{ "source": "=s", "attribution": "+on" }], "comment": "\r=1" }],
        "sources": [{ "id": "=s", "publisher": "=pub" }],
        "notes": [{ "id": "n", "text": "\u{ff1d}1" }]
    }))
}

#[test]
fn a_text_that_looks_like_a_formula_is_none() {
    let case = snapshot(&formulas());
    let book = workbook(&case);
    let mut archive = zip::ZipArchive::new(Cursor::new(&book)).unwrap();
    let mut sheets = 0;
    for number in 0..archive.len() {
        let mut part = archive.by_index(number).unwrap();
        let mut xml = String::new();
        part.read_to_string(&mut xml).unwrap();
        let name = part.name().unwrap();
        if name.starts_with("xl/worksheets/sheet") {
            assert!(!xml.contains("<f>") && !xml.contains("<f "), "{name}");
            sheets += 1;
        }
    }
    assert_eq!(sheets, 22);
    same(case.case(), &taken(&book).case);
    // A style that keeps the text a text once it has been edited.
    assert!(part(&book, "xl/styles.xml").contains("quotePrefix=\"1\""));
    let csv = table(&case);
    let mut records = ::csv::ReaderBuilder::new().has_headers(false).from_reader(csv.as_bytes());
    let cells: Vec<String> =
        records.records().flat_map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>()).collect();
    assert!(cells.len() > 20);
    for cell in cells {
        assert!(!cell.trim_start().starts_with(['=', '+', '-', '@', '＝']), "{cell}");
    }
    positions_come_back(&case);
}

#[test]
fn a_text_too_long_for_a_cell_goes_on_in_further_columns() {
    let mut case = formulas();
    case.title = "ا".repeat(100_000);
    let mut position = (**case.positions.get(0).unwrap()).clone();
    position.text = "word \n".repeat(200_000);
    case.positions.set(0, Arc::new(position));
    let snapshot = snapshot(&case);
    let book = workbook(&snapshot);
    same(&case, &taken(&book).case);
    positions_come_back(&snapshot);
    // The comparison says where it is shortened.
    assert!(part(&book, "xl/sharedStrings.xml").contains("the whole text stands on the sheet Positions"));
    // A part that is gone is missed.
    let cut =
        with_parts(
            &book,
            |name, text| {
                if name == "xl/sharedStrings.xml" { text.replace("Text (2 of 38)", "Mine") } else { text }
            },
        );
    let troubles = lines(&read_xlsx(&cut).unwrap_err());
    assert_eq!(
        troubles,
        "Sheet Positions, column Text (2 of 38): The column is not there. Put it back; its cells may be empty."
    );
}

#[test]
fn sheets_have_filters_frozen_heads_and_the_marking_on_each_page() {
    let snapshot = sample("paris-2026.json");
    let marks = Marks {
        marking: Some("Internal".to_owned()),
        handling: Some("Case marking: Public sources only".to_owned()),
        footer: vec!["As of 7 January 2026".to_owned()],
    };
    let book = xlsx(&snapshot, &Choices::default(), &marks, &Progress::default()).unwrap();
    let names = part(&book, "xl/workbook.xml");
    for name in ["Case", "Comparison", "Parties", "Issues", "Positions", "Evidence", "Proposals", "Sources", "Log"] {
        assert!(names.contains(&format!("name=\"{name}\"")), "{name}");
    }
    for sheet in 1..=22 {
        let xml = part(&book, &format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(
            xml.contains("Internal\n&amp;\"-,Regular\"&amp;9 Case marking: Public sources only")
                && xml.contains("As of 7 January 2026"),
            "{sheet}"
        );
        let filters = xml.contains("<autoFilter ") || xml.contains("<tablePart ");
        assert!(sheet == 1 || xml.contains("state=\"frozen\"") && filters, "{sheet}");
        assert!(!xml.contains("rightToLeft"), "{sheet}");
    }
    for table in 1..=20 {
        assert!(part(&book, &format!("xl/tables/table{table}.xml")).contains("<autoFilter "), "{table}");
    }
    let mut hebrew = (**snapshot.case()).clone();
    hebrew.language = Some("he".to_owned());
    let book = workbook(&self::snapshot(&hebrew));
    assert!(part(&book, "xl/worksheets/sheet8.xml").contains("rightToLeft=\"1\""));
}

#[test]
fn a_table_that_is_not_for_everybody_says_so_first_in_every_row_and_comes_back_unchanged() {
    let snapshot = sample("paris-2026.json");
    for (audience, marking) in [
        (Audience::Shared, "Marking: Shared: not for publication; Made for: Shared; "),
        (Audience::Internal, "Marking: Internal: own delegation only; Made for: Internal; "),
    ] {
        let choices = Choices { audience, ..Choices::default() };
        let bytes = export(&snapshot, &choices, Format::Csv, &Progress::default()).unwrap().bytes;
        let text = String::from_utf8(bytes.clone()).unwrap();
        let mut reader = ::csv::ReaderBuilder::new().from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        assert_eq!(&reader.headers().unwrap()[0], "Handed out");
        let plain = marking.replacen("Marking: ", "", 1);
        for row in reader.records() {
            let first = row.unwrap()[0].replace(['"', '\\'], "");
            assert!(first.contains(plain.split(';').next().unwrap()), "{first}");
        }
        let taken = read(&bytes).unwrap().unwrap();
        assert_eq!(taken.origin.as_ref().unwrap().choices.audience, audience);
        assert_eq!(Returned::new(&snapshot, &taken).unwrap().changes, []);
    }
    let public = export(&snapshot, &Choices::default(), Format::Csv, &Progress::default()).unwrap().bytes;
    assert!(!String::from_utf8(public).unwrap().contains("Marking"));
}

#[test]
fn the_comparison_of_a_workbook_calls_nothing_unrecorded_that_is_left_out() {
    let snapshot = sample("paris-2026.json");
    let said = |choices: &Choices| {
        let book = export(&snapshot, choices, Format::Xlsx, &Progress::default()).unwrap().bytes;
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(book)).unwrap();
        let range = calamine::Reader::worksheet_range(&mut book, "Comparison").unwrap();
        range.rows().skip(2).flat_map(|row| row.iter().map(ToString::to_string)).collect::<Vec<_>>()
    };
    let whole = said(&Choices::default());
    assert!(whole.iter().any(|cell| cell == "No recorded position"));
    assert!(!whole.iter().any(|cell| cell.contains("not shown here")));
    let kinds = said(&Choices { kinds: vec![Kind::RedLine], ..Choices::default() });
    assert!(kinds.iter().any(|cell| cell == "1 on record, not shown here"), "{kinds:?}");
    let round = snapshot.case().rounds.get(0).unwrap().id.clone();
    let then = said(&Choices { round: Some(round), ..Choices::default() });
    assert!(then.iter().any(|cell| cell.starts_with("today: ")), "{then:?}");
}

#[test]
fn rows_that_were_sorted_filtered_or_added_are_read_by_their_numbers() {
    let snapshot = sample("paris-2026.json");
    let book = workbook(&snapshot);
    // Someone turns the rows of every sheet of a table around.
    let turned = with_parts(&book, |name, text| {
        let Some(number) = name.strip_prefix("xl/worksheets/sheet").and_then(|rest| rest.strip_suffix(".xml")) else {
            return text;
        };
        if number.parse::<u32>().unwrap() < 3 {
            return text;
        }
        let start = text.find("<row ").unwrap();
        let end = text.rfind("</row>").unwrap() + "</row>".len();
        let mut rows: Vec<&str> = text[start..end].split_inclusive("</row>").collect();
        rows[1..].reverse();
        let count = rows.len();
        let renumbered: String = rows
            .iter()
            .enumerate()
            .map(|(at, row)| {
                let old = if at == 0 { 1 } else { count - at + 1 };
                row.replacen(&format!("r=\"{old}\""), &format!("r=\"{}\"", at + 1), 1)
                    .replace(&format!("{old}\" s="), &format!("{}\" s=", at + 1))
            })
            .collect();
        format!("{}{renumbered}{}", &text[..start], &text[end..])
    });
    assert!(turned != book);
    same(snapshot.case(), &taken(&turned).case);
}

#[test]
fn what_is_wrong_is_told_with_sheet_row_and_column() {
    let book = workbook(&sample("paris-2026.json"));
    let changed = |from: &'static str, to: &'static str| {
        let book =
            with_parts(&book, |name, text| if name == "xl/sharedStrings.xml" { text.replace(from, to) } else { text });
        lines(&read_xlsx(&book).unwrap_err())
    };
    assert_eq!(
        changed("<t>party:syria</t>", "<t>party:syrien</t>").lines().next().unwrap(),
        "Sheet Delegations, row 2, column Belongs to: The row belongs to “party:syrien”, which is not in the table or cannot have such rows."
    );
    assert!(
        changed("<t>Attribution</t>", "<t>Said how</t>")
            .contains("Sheet Evidence, column Attribution: The column is not there.")
    );
    assert!(changed("<t>demarche/case</t>", "<t>demarche/list</t>").contains("Demarche has not made this table."));
    let gone = with_parts(&book, |name, text| {
        if name == "xl/workbook.xml" { text.replace("name=\"Sources\"", "name=\"Quellen\"") } else { text }
    });
    assert_eq!(
        lines(&read_xlsx(&gone).unwrap_err()),
        "Sheet Sources: The sheet is not there. Export the case again, or put the sheet back."
    );
    assert!(lines(&read_xlsx(b"PK").unwrap_err()).starts_with("This is no workbook"));
    assert!(lines(&read_xlsx(b"").unwrap_err()).starts_with("This is no workbook"));

    let csv = table(&sample("paris-2026.json"));
    let wrong = |from: &str, to: &str| lines(&read_csv(csv.replacen(from, to, 1).as_bytes()).unwrap_err());
    assert_eq!(
        wrong("source: ", "sauce: ").lines().next().unwrap(),
        "Row 2, column Evidence: There is no field “sauce”."
    );
    assert!(wrong("Position,", "Posture,").contains("Column Position: The column is not there."));
    assert!(wrong(",Contested,", ",Agreed,").contains("Another row says something else of"));
    assert_eq!(
        lines(&read_csv(b"\xff\xfe\x00").unwrap_err()),
        "The text is neither UTF-8 nor UTF-16. Save it as “CSV UTF-8”."
    );
}

#[test]
fn a_table_with_another_separator_or_encoding_is_read_too() {
    let snapshot = sample("paris-2026.json");
    let csv = table(&snapshot);
    assert!(csv.starts_with('\u{feff}') && csv.contains("\r\n"));
    let mut semicolons = ::csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let mut records =
        ::csv::ReaderBuilder::new().has_headers(false).from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    for record in records.records() {
        semicolons.write_record(&record.unwrap()).unwrap();
    }
    let semicolons = semicolons.into_inner().unwrap();
    let utf16: Vec<u8> = csv.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [semicolons, utf16] {
        assert!(read(&bytes).is_some());
        same(&carried(snapshot.case()), &carried(&read_csv(&bytes).unwrap().case));
    }
    assert!(read(b"Issue,Syria,Israel\nLand,all,none\n").is_none());
}

#[test]
fn what_was_changed_outside_comes_into_the_open_case_and_nothing_else() {
    // What the audience may not see is not in the table, and stays.
    let mut open = (**sample("paris-2026.json").case()).clone();
    let mut hidden = Position::clone(open.positions.get(3).unwrap());
    hidden.visibility = Some(Visibility::Internal);
    open.positions.set(3, Arc::new(hidden.clone()));
    let open = snapshot(&open);
    let public = handed_out(&open, &Choices::default());
    assert!(public.position(&hidden.id).is_none());
    let text = public.case().positions.get(0).unwrap().text.clone();
    for is_book in [true, false] {
        let taken = if is_book {
            let book = with_parts(&workbook(&public), |name, xml| {
                let text = text.replace('&', "&amp;");
                if name == "xl/sharedStrings.xml" {
                    xml.replace(&format!(">{text}<"), ">Changed outside<")
                } else {
                    xml
                }
            });
            taken(&book)
        } else {
            let cell = text.replace('"', "\"\"");
            read_csv(table(&public).replacen(&cell, "Changed outside", 1).as_bytes()).unwrap()
        };
        let returned = Returned::new(&open, &taken).unwrap();
        assert!(!returned.has_moved_on);
        let after = returned.after().case();
        let mut expected = (**open.case()).clone();
        let mut position = (**expected.positions.get(0).unwrap()).clone();
        position.text = "Changed outside".to_owned();
        expected.positions.set(0, Arc::new(position));
        same(&expected, after);
        assert!(after.positions.iter().any(|position| position.id == hidden.id));
    }
    // A table that came back as it went brings nothing.
    assert_eq!(Returned::new(&open, &taken(&workbook(&public))).unwrap().changes, []);
}

#[test]
fn libreoffice_opens_a_workbook_and_what_it_saves_is_the_same_case() {
    let folder = tempfile::tempdir().unwrap();
    let saved = tempfile::tempdir().unwrap();
    let mut all = vec![(**sample("paris-2026.json").case()).clone(), generate::case(11, Size::of(60)), formulas()];
    let mut runner = TestRunner::deterministic();
    all.extend((0..8).map(|_| cases().new_tree(&mut runner).unwrap().current()));
    let write = |(number, case): (usize, &Case)| {
        let path = folder.path().join(format!("case{number}.xlsx"));
        fs::write(&path, workbook(&snapshot(case))).unwrap();
        path
    };
    let files: Vec<PathBuf> = all.iter().enumerate().map(write).collect();
    let test = "libreoffice_opens_a_workbook_and_what_it_saves_is_the_same_case";
    let format = "xlsx:Calc MS Excel 2007 XML";
    let Some(made) = convert::convert(test, &files, None, format, saved.path()) else { return };
    for (case, made) in all.iter().zip(made) {
        same(case, &taken(&fs::read(made).unwrap()).case);
    }
}

#[test]
fn what_libreoffice_saves_in_formats_of_its_own_comes_back_as_well() {
    let folder = tempfile::tempdir().unwrap();
    let paris = sample("paris-2026.json");
    let mut spaced = (**paris.case()).clone();
    let mut position = Position::clone(spaced.positions.get(0).unwrap());
    position.text = "  two   blanks \n and a line ".to_owned();
    spaced.positions.set(0, Arc::new(position));
    let files = [("paris.xlsx", workbook(&paris)), ("spaced.xlsx", workbook(&snapshot(&spaced)))];
    let files: Vec<PathBuf> = files
        .into_iter()
        .map(|(name, bytes)| {
            let path = folder.path().join(name);
            fs::write(&path, bytes).unwrap();
            path
        })
        .collect();
    let test = "what_libreoffice_saves_in_formats_of_its_own_comes_back_as_well";
    for format in ["ods", "xls"] {
        let saved = tempfile::tempdir().unwrap();
        let Some(made) = convert::convert(test, &files, None, format, saved.path()) else { return };
        for (case, made) in [paris.case(), &Arc::new(spaced.clone())].into_iter().zip(made) {
            let bytes = fs::read(made).unwrap();
            let taken = read(&bytes).unwrap_or_else(|| panic!("{format}: not known as ours"));
            let taken = taken.unwrap_or_else(|troubles| panic!("{format}: {}", lines(&troubles)));
            same(case, &taken.case);
        }
    }
}

#[test]
fn libreoffice_opens_a_table_and_saves_the_same_positions() {
    let folder = tempfile::tempdir().unwrap();
    let saved = tempfile::tempdir().unwrap();
    let all = [(**sample("paris-2026.json").case()).clone(), formulas()];
    let write = |(number, case): (usize, &Case)| {
        let path = folder.path().join(format!("positions{number}.csv"));
        fs::write(&path, table(&snapshot(case))).unwrap();
        path
    };
    let files: Vec<PathBuf> = all.iter().enumerate().map(write).collect();
    let test = "libreoffice_opens_a_table_and_saves_the_same_positions";
    // Comma, quotation mark, UTF-8: what its dialog offers for such a file.
    let (filter, format) = ("CSV:44,34,76,1", "csv:Text - txt - csv (StarCalc):44,34,76");
    let Some(made) = convert::convert(test, &files, Some(filter), format, saved.path()) else { return };
    for (case, made) in all.iter().zip(made) {
        let taken = read_csv(&fs::read(made).unwrap()).unwrap_or_else(|troubles| panic!("{}", lines(&troubles)));
        same(&carried(case), &carried(&taken.case));
    }
}

#[test]
fn the_sheets_can_be_looked_at() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("briefings");
    fs::create_dir_all(&folder).unwrap();
    let paris = sample("paris-2026.json");
    let mut arabic = (**paris.case()).clone();
    arabic.language = Some("ar".to_owned());
    for (name, case) in [("sheets", paris.case()), ("sheets-rtl", &Arc::new(arabic))] {
        let path = folder.join(format!("{name}.xlsx"));
        let marks = Marks {
            marking: Some("Internal".to_owned()),
            handling: Some("Case marking: Public sources only".to_owned()),
            footer: vec!["As of 7 January 2026".to_owned()],
        };
        fs::write(&path, xlsx(&snapshot(case), &Choices::default(), &marks, &Progress::default()).unwrap()).unwrap();
        let test = "the_sheets_can_be_looked_at";
        let Some(pdf) = convert::convert(test, &[path], None, "pdf", &folder) else { return };
        let pages = convert::pictures(test, &pdf[0]);
        assert!(pages.is_none_or(|pages| pages >= 12), "{name}");
    }
    fs::write(folder.join("positions.csv"), table(&paris)).unwrap();
}

#[test]
fn an_export_can_be_stopped() {
    let progress = Progress::default();
    progress.cancel();
    let case = sample("paris-2026.json");
    let stopped = xlsx(&case, &Choices::default(), &Marks::default(), &progress);
    assert_eq!(stopped.unwrap_err(), SheetsError::Cancelled);
    assert_eq!(csv(&case, &Choices::default(), &progress).unwrap_err(), SheetsError::Cancelled);
}

#[test]
fn the_packing_of_a_workbook_tells_how_far_it_is_and_can_be_stopped() {
    let case = snapshot(&generate::case(5, Size::of(3_000)));
    let progress = Progress::default();
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| xlsx(&case, &Choices::default(), &Marks::default(), &progress));
        let mut told = Vec::new();
        // All rows are written at two thirds.
        while told.last().is_none_or(|last| *last < 0.7) && !writing.is_finished() {
            let now = progress.done();
            if told.last() != Some(&now) {
                told.push(now);
            }
            std::thread::yield_now();
        }
        assert!(!writing.is_finished(), "it was still being packed: {told:?}");
        progress.cancel();
        assert_eq!(writing.join().unwrap().unwrap_err(), SheetsError::Cancelled);
        assert!(told.is_sorted(), "{told:?}");
    });
}

#[test]
fn ten_thousand_positions_come_back_and_stay_small() {
    let case = generate::case(5, Size::of(10_000));
    let snapshot = snapshot(&case);
    let progress = Progress::default();
    let book = xlsx(&snapshot, &Choices::default(), &Marks::default(), &progress).expect("a large case fits");
    assert!(progress.done() >= 1.0);
    if let Some(most) = most_memory() {
        assert!(most < 1 << 30, "{} MB", most >> 20);
    }
    same(&case, &taken(&book).case);
    let csv = csv(&snapshot, &Choices::default(), &Progress::default()).unwrap();
    assert_eq!(read_csv(&csv).unwrap().case.positions, case.positions);
}

/// The most memory that this process has had, where the system tells.
fn most_memory() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse::<usize>().ok().map(|kilobytes| kilobytes << 10)
}
