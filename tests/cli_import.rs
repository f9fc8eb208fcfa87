//! `demarche import` as it is called in a shell.

#![expect(clippy::unwrap_used, reason = "what a test's helpers stumble over, the test reports")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use serde_json::{Value, json};

fn table(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/tables").join(name)
}

/// What a run printed: its exit status, standard output and standard error.
fn run(arguments: &[&str], input: Option<&str>) -> (i32, String, String) {
    let mut command = Command::cargo_bin("demarche").unwrap();
    command.arg("import").args(arguments);
    if let Some(input) = input {
        command.write_stdin(input);
    }
    let output = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
}

fn path(path: &Path) -> &str {
    path.to_str().unwrap()
}

fn read(path: &Path) -> Value {
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// The exit status of `demarche check`.
fn checked(case: &Path) -> i32 {
    Command::cargo_bin("demarche").unwrap().arg("check").arg(case).output().unwrap().status.code().unwrap()
}

#[test]
fn a_table_becomes_a_case_without_errors() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["demands.xlsx", "demands.xls", "demands.ods", "four-columns.docx", "matrix.html", "arabic-1256.csv"] {
        let out = folder.path().join(format!("{name}.json"));
        let (status, printed, told) = run(&[path(&table(name)), "--out", path(&out)], None);
        assert!(status <= 1, "{name}: {told}");
        assert_eq!(printed, "");
        assert!(checked(&out) < 2, "{name}");
        assert!(!read(&out)["positions"].as_array().unwrap().is_empty(), "{name}");
    }
    let case = read(&folder.path().join("demands.xlsx.json"));
    assert_eq!(case["title"], "Positions");
    assert_eq!(case["positions"][0]["visibility"], "internal");
}

#[test]
fn what_was_understood_made_and_left_out_is_told() {
    let (status, printed, told) = run(&[path(&table("demands.xlsx"))], None);
    assert_eq!((status, printed.as_str()), (1, ""));
    for line in [
        "Table “Positions” (10 rows, 9 columns), headings in rows 3 to 4:",
        "  D “Syria Offers”: Syria (new), concession",
        "new issue “T1 Withdrawal from land taken since December 2024” (B6)",
        "D7: “–” says that there is no position",
        "column I: “Updated” this column is not read",
        "G10: “nearly there?” is no known status; the status stays as it is",
        "Nothing was written; --out CASE.json writes the case, --json the rows.",
    ] {
        assert!(told.lines().any(|it| it == line), "{line}\n{told}");
    }
}

#[test]
fn flags_say_what_the_columns_are() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("talks.json");
    let input = "Positions\nWas;Wer A;Wer B;Stand\nLines;all;none of it;closed\nGuards;;ours;open\n";
    let (status, _, told) = run(
        &[
            "-",
            "--out",
            path(&out),
            "--header",
            "2",
            "--issue",
            "was",
            "--party",
            "B=Syria",
            "--party",
            "3=Israel:red_line",
            "--status",
            "Stand",
            "--default-axis",
            "Security",
            "--visibility",
            "shared",
            "--title",
            "Talks",
        ],
        Some(input),
    );
    assert_eq!(status, 0, "{told}");
    let case = read(&out);
    assert_eq!(case["title"], "Talks");
    assert_eq!(
        case["issues"][0],
        json!({ "id": "lines", "axis": "security", "number": "S1", "title": "Lines", "status": "agreed" })
    );
    let kinds: Vec<_> = case["positions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["party"].clone(), it["kind"].clone(), it["visibility"].clone()))
        .collect();
    assert_eq!(kinds[1], (json!("israel"), json!("red_line"), json!("shared")));
    assert_eq!(kinds.len(), 3);
}

#[test]
fn json_has_a_record_for_each_row_with_a_field_for_each_party() {
    let (status, printed, _) =
        run(&["-", "--json"], Some("No,Issue,Syria demands,Israel demands\nT1,Lines,all,n/a\nT2,Guards,,ours\n"));
    assert_eq!(status, 0);
    assert_eq!(
        serde_json::from_str::<Value>(&printed).unwrap(),
        json!([
            { "from": "A2", "number": "T1", "issue": "Lines", "Syria": "all", "Israel": null },
            { "from": "A3", "number": "T2", "issue": "Guards", "Syria": null, "Israel": "ours" },
        ])
    );
}

#[test]
fn a_second_table_updates_the_case_that_it_goes_into() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("talks.json");
    let run = |input: &str, more: &[&str]| run(&[&["-", "--out", path(&out)], more].concat(), Some(input));
    assert_eq!(run("Issue,Syria demands\nLines,all\nGuards,ours\n", &[]).0, 0);
    let first = std::fs::read(&out).unwrap();
    let (status, _, told) = run("Issue,Syria demands\nLines,half\n", &[]);
    assert_eq!(status, 2);
    assert!(told.contains("was not overwritten"), "{told}");
    assert_eq!(std::fs::read(&out).unwrap(), first);
    assert_eq!(run("Issue,Syria demands\nLines,half\n", &["--into", path(&out)]).0, 0);
    let case = read(&out);
    assert_eq!(case["positions"][0]["text"], "half");
    assert_eq!((case["issues"].as_array().unwrap().len(), case["positions"].as_array().unwrap().len()), (2, 2));
    let second = std::fs::read(&out).unwrap();
    assert_eq!(run("Issue,Syria demands\nLines,half\n", &["--into", path(&out)]).0, 0);
    assert_eq!(std::fs::read(&out).unwrap(), second, "nothing new leaves the file as it is");
    assert_eq!(run("Issue,Syria demands\nLines,half\n", &["--force"]).0, 0);
    assert_eq!(read(&out)["issues"].as_array().unwrap().len(), 1);
}

#[test]
fn a_draft_with_brackets_is_taken_in_by_paragraph() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("draft.json");
    let draft = table("draft.txt");
    // "Syrian" and "Israeli", which the draft has as well, follow what is said of the abbreviations.
    let arguments = [path(&draft), "--brackets", "--out", path(&out), "--label", "S=Syria", "--label", "I=Israel"];
    let (status, _, told) = run(&arguments, None);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("line 7, column 47: “(see annex.” this bracket has no partner"), "{told}");
    let case = read(&out);
    assert_eq!(case["parties"].as_array().unwrap().len(), 3);
    assert_eq!(case["issues"].as_array().unwrap().len(), 4);
    assert!(checked(&out) < 2);
    let (_, printed, _) = run(&[path(&draft), "--brackets", "--json"], None);
    assert_eq!(serde_json::from_str::<Value>(&printed).unwrap().as_array().unwrap().len(), 4);
}

#[test]
fn what_cannot_be_done_is_told_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = folder.path().join("nothing.csv");
    let pdf = folder.path().join("x.pdf");
    std::fs::write(&pdf, "%PDF-1.7").unwrap();
    let matrix = table("matrix.xlsx");
    let locked = table("locked.xlsx");
    for (arguments, sentence) in [
        (vec![path(&nothing)], "There is no file"),
        (vec![path(&pdf)], "This is a PDF; no table is looked for in it. Copy the table"),
        (vec![path(&locked)], "The file is protected by a password."),
        (vec![path(&matrix), "--sheet", "Nowhere"], "There is no table “Nowhere”. There are: “Matrix”."),
        (vec![path(&matrix), "--issue", "Z"], "There is no column “Z”."),
        (vec![path(&matrix), "--header", "99"], "“99” is no row of the table."),
        (vec![path(&matrix), "--party", "B"], "--party “B” has no equals sign."),
        (vec![path(&matrix), "--party", "B=Syria:wish"], "“wish” is no kind of position."),
        (vec![path(&matrix), "--into", path(&nothing)], "There is no file"),
    ] {
        let (status, printed, told) = run(&arguments, None);
        assert_eq!((status, printed.as_str()), (2, ""), "{arguments:?}");
        assert!(told.contains(sentence), "{arguments:?}: {told}");
    }
    assert_eq!(run(&["-"], Some("")).0, 2);
}

/// The Paris case as the program exports it for an audience.
fn exported(folder: &Path, format: &str, audience: &str) -> PathBuf {
    let file = folder.join(format!("paris.{format}"));
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    let arguments = ["--to", format, "--audience", audience, "--out"];
    Command::cargo_bin("demarche").unwrap().arg("export").arg(sample).args(arguments).arg(&file).assert().success();
    file
}

#[test]
fn a_workbook_that_comes_back_is_the_same_case_byte_for_byte() {
    let folder = tempfile::tempdir().unwrap();
    let book = exported(folder.path(), "xlsx", "internal");
    let out = folder.path().join("back.json");
    Command::cargo_bin("demarche").unwrap().arg("import").arg(book).arg("--out").arg(&out).assert().success();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    assert_eq!(fs::read(sample).unwrap(), fs::read(out).unwrap());
}

#[test]
fn a_table_of_positions_brings_only_what_was_changed_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let table = exported(folder.path(), "csv", "public");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    let case: serde_json::Value = serde_json::from_slice(&fs::read(&sample).unwrap()).unwrap();
    let before = case["positions"][0]["text"].as_str().unwrap();
    let text = fs::read_to_string(&table).unwrap();
    assert!(text.contains(before));
    fs::write(&table, text.replace(before, "Changed in a spreadsheet")).unwrap();
    let out = folder.path().join("back.json");
    Command::cargo_bin("demarche")
        .unwrap()
        .arg("import")
        .arg(&table)
        .arg("--into")
        .arg(&sample)
        .arg("--out")
        .arg(&out)
        .assert()
        .success();
    let original = fs::read_to_string(&sample).unwrap();
    assert_eq!(fs::read_to_string(&out).unwrap(), original.replacen(before, "Changed in a spreadsheet", 1));
}

fn paris() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json")
}

/// The table brought back into a case, with more arguments.
fn back(table: &Path, case: &Path, more: &[&str]) -> (i32, String) {
    let (status, _, told) = run(&[&[path(table), "--into", path(case)], more].concat(), None);
    (status, told)
}

#[test]
fn what_the_choices_left_out_of_a_table_is_not_deleted_when_it_comes_back() {
    let folder = tempfile::tempdir().unwrap();
    for format in ["xlsx", "csv"] {
        for choices in [&["--axis", "security", "--kind", "demand"][..], &["--party", "syria"]] {
            let file = folder.path().join(format!("part.{format}"));
            let mut export = Command::cargo_bin("demarche").unwrap();
            export.arg("export").arg(paris()).args(["--to", format, "--out"]).arg(&file).args(choices);
            export.assert().success();
            let out = folder.path().join("back.json");
            let (status, told) = back(&file, &paris(), &["--out", path(&out), "--force"]);
            assert_eq!(status, 0, "{told}");
            assert!(told.contains("Nothing in it differs from the case."), "{told}");
            assert_eq!(fs::read(paris()).unwrap(), fs::read(&out).unwrap());
        }
    }
}

#[test]
fn a_row_that_is_gone_takes_nothing_out_of_the_case_unless_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let table = exported(folder.path(), "csv", "public");
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_path(&table).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let mut shorter = csv::Writer::from_path(&table).unwrap();
    for row in rows.iter().enumerate().filter(|(at, _)| *at != 1).map(|(_, row)| row) {
        shorter.write_record(row).unwrap();
    }
    drop(shorter);
    let (status, told) = back(&table, &paris(), &[]);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("1 record is in the case and not in the table: "), "{told}");
    assert!(told.contains("Nothing in it differs"), "{told}");
    let (status, told) = back(&table, &paris(), &["--remove"]);
    assert!(status < 2 && told.contains("What it changes in the case:"), "{told}");
    assert_eq!(told.matches("Removed ").count(), 1, "{told}");
    assert!(told.ends_with(&format!("{}\n", demarche::words::import::DRY_RUN)), "{told}");
}

#[test]
fn a_table_that_is_older_than_the_case_says_what_it_would_put_back() {
    let folder = tempfile::tempdir().unwrap();
    let table = exported(folder.path(), "csv", "public");
    let text = fs::read_to_string(paris()).unwrap();
    let case: Value = serde_json::from_str(&text).unwrap();
    let first = case["positions"][0]["text"].as_str().unwrap();
    let newer = folder.path().join("newer.json");
    fs::write(&newer, text.replacen(first, "Newer than the table", 1)).unwrap();
    let (status, told) = back(&table, &newer, &[]);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("What the table says may be older than the case"), "{told}");
    let taken_back: Vec<&str> = told.split("[-").skip(1).filter_map(|rest| rest.split("-]").next()).collect();
    assert!(taken_back.join(" ").contains("Newer"), "the list shows what would go: {told}");
}

#[test]
fn a_mistyped_party_or_kind_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let table = exported(folder.path(), "csv", "public");
    let text = fs::read_to_string(&table).unwrap();
    fs::write(&table, text.replacen(",syria,", ",nobody,", 1)).unwrap();
    let (status, told) = back(&table, &paris(), &[]);
    assert_eq!(status, 2, "{told}");
    assert!(told.contains("The case has no party “nobody”, and “syria” in it has the same name."), "{told}");
    fs::write(&table, text.replacen(",Demand,", ",Bogus,", 1)).unwrap();
    let (status, told) = back(&table, &paris(), &[]);
    assert_eq!(status, 1, "{told}");
    assert!(told.contains("“Bogus” is not a word that this version knows here."), "{told}");
}

#[test]
fn a_table_of_ours_without_one_of_its_columns_is_refused_with_its_name() {
    let folder = tempfile::tempdir().unwrap();
    let table = exported(folder.path(), "csv", "public");
    let mut rows = csv::ReaderBuilder::new().has_headers(false).from_path(&table).unwrap();
    let rows: Vec<csv::StringRecord> = rows.records().map(Result::unwrap).collect();
    let gone = rows[0].iter().position(|name| name == "Kind").unwrap();
    let mut narrower = csv::Writer::from_path(&table).unwrap();
    for row in &rows {
        narrower.write_record(row.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, cell)| cell)).unwrap();
    }
    drop(narrower);
    let (status, told) = back(&table, &paris(), &[]);
    assert_eq!(status, 2, "{told}");
    assert!(told.contains("Column Kind: The column is not there."), "{told}");
}

#[test]
fn what_was_assumed_is_told_and_can_be_said_otherwise() {
    let input =
        "Issue,Axis,Syria demands,Status,Source\nLines,Land,all,agreed,State Dept\nGuards,,few,,\nPosts,,none,,\n";
    let (_, _, told) = run(&["-"], Some(input));
    for sentence in [
        "Sources are cited for what the parties say, as outlet report (assumed; --attribution says otherwise), and not \
         for the status",
        "D2: “agreed” is taken for the status Agreed",
        "B2: “Land” is taken for the axis of 2 rows below that name none",
    ] {
        assert!(told.contains(sentence), "{sentence}: {told}");
    }
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("said.json");
    let (_, _, told) = run(&["-", "--attribution", "on-record", "--cite-status", "--out", path(&out)], Some(input));
    assert!(told.contains("as on record, and for the status."), "{told}");
    let issue = &read(&out)["issues"][0];
    assert_eq!(issue["status_evidence"][0]["attribution"], "on_record");
    let (status, _, told) = run(&["-", "--attribution", "hearsay"], Some(input));
    assert!(status == 2 && told.contains("“hearsay” is no attribution."), "{told}");
    let (_, _, told) = run(&["-"], Some("Issue,Syria,Israel\nTerritorial,,\nLines,all,none\n"));
    assert!(told.contains("A2: “Territorial” in a row of its own is taken for the axis of the rows below"), "{told}");
}

#[test]
fn a_table_of_which_nothing_can_be_taken_says_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let table = folder.path().join("table.csv");
    for input in ["Only one column\nof text\n", "Issue,Syria,Israel\n"] {
        fs::write(&table, input).unwrap();
        let (status, _, told) = run(&[path(&table)], None);
        assert_eq!(status, 1, "{input}: {told}");
        assert!(told.contains("Say which column is which, for example --issue A"), "{told}");
    }
}
