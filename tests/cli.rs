//! The command line as a person or another program meets it.

use std::fs;
use std::path::Path;
use std::process::{Output, Stdio};

use assert_cmd::Command;
use serde_json::{Value, json};
use tempfile::TempDir;

const CASE: &str = r#"{
  "format": "demarche/case",
  "version": 1,
  "title": "Talks",
  "parties": [
    {
      "id": "north",
      "name": "North",
      "role": "principal"
    }
  ],
  "axes": [
    {
      "id": "territorial",
      "name": "Territorial"
    },
    {
      "id": "security",
      "name": "Security"
    },
    {
      "id": "economic",
      "name": "Economic"
    }
  ]
}
"#;

fn demarche() -> Command {
    Command::cargo_bin("demarche").unwrap()
}

fn run(arguments: &[&str]) -> Output {
    demarche().args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with files, and a command that runs in it.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn check(folder: &Path, arguments: &[&str]) -> Output {
    demarche().current_dir(folder).arg("check").args(arguments).output().unwrap()
}

#[test]
fn a_clean_file_gives_a_summary_and_status_0() {
    let folder = folder(&[("talks.json", CASE)]);
    let output = check(folder.path(), &["talks.json"]);
    assert_eq!(out(&output), "1 file checked: no errors, no problems.\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn a_problem_is_told_by_line_and_column_with_status_1() {
    let folder = folder(&[("talks.json", &CASE.replace("principal", "referee"))]);
    let output = check(folder.path(), &["talks.json"]);
    assert_eq!(
        out(&output),
        "talks.json:9:15: problem: “referee” is not a word that this version knows here. It is kept as it is. \
         Known words: principal, mediator, guarantor, observer, stakeholder. (parties[0].role, party:north)\n\
         1 file checked: no errors, 1 problem.\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn an_error_is_told_by_line_and_column_with_status_2() {
    let folder = folder(&[("good.json", CASE), ("bad.json", &CASE.replace("\"North\"", "7"))]);
    let output = check(folder.path(), &["good.json", "bad.json", "gone.json"]);
    let text = out(&output);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(
        lines,
        [
            "bad.json:8:15: error: This should be a text, but a number was found. \
             Put it in double quotation marks. (parties[0].name)",
            "gone.json: error: There is no file gone.json. It may have been moved or renamed; look for it with Open.",
            "3 files checked: 2 errors, no problems.",
        ]
    );
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn json_output_carries_the_same_for_other_programs() {
    let folder = folder(&[("talks.json", &CASE.replace("principal", "referee")), ("bad.json", "{")]);
    let output = check(folder.path(), &["--format", "json", "talks.json", "bad.json", "gone.json"]);
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let problem = &report["files"][0]["problems"][0];
    assert_eq!(problem["line"], 9);
    assert_eq!(problem["column"], 15);
    assert_eq!(problem["path"], "parties[0].role");
    assert_eq!(problem["record"], "party:north");
    assert_eq!(problem["code"], "unknown_word");
    assert_eq!(report["files"][0]["errors"], json!([]));
    assert_eq!(report["files"][1]["errors"][0]["code"], "truncated");
    assert_eq!(report["files"][2]["errors"][0]["code"], "cannot_open");
    assert_eq!(report["files"][2]["errors"][0].get("line"), None);
    assert_eq!(report["summary"], json!({ "files": 3, "errors": 2, "problems": 1 }));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn the_samples_have_neither_errors_nor_problems() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let output = check(&folder, &["paris-2026.json", "template.json"]);
    assert_eq!(out(&output), "2 files checked: no errors, no problems.\n");
}

#[test]
fn a_misspelt_command_is_an_error_that_names_the_right_one() {
    let folder = folder(&[("talks.json", CASE)]);
    for arguments in [&["chekc"][..], &["chekc", "talks.json"], &["Check", "talks.json", "--format", "json"]] {
        let output = demarche().current_dir(folder.path()).args(arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains("a command of a similar name exists: 'check'"), "{}", err(&output));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn an_unknown_option_is_an_error_with_a_suggestion() {
    for (arguments, suggestion) in [
        (&["--rendrer", "glow"][..], "--renderer"),
        (&["check", "--frmat", "json", "a.json"], "--format"),
        (&["check", "--format", "jsn", "a.json"], "json"),
        (&["--renderer", "wpgu"], "wgpu"),
    ] {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(err(&output).contains(&format!("'{suggestion}'")), "{}", err(&output));
    }
}

#[test]
fn a_file_that_is_not_there_is_an_error_before_any_window() {
    let output = run(&["no-such-case.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("there is no file 'no-such-case.json'"), "{}", err(&output));
}

#[test]
fn help_and_version_are_what_people_expect() {
    let version = run(&["--version"]);
    assert_eq!(out(&version), concat!("demarche ", env!("CARGO_PKG_VERSION"), "\n"));
    assert_eq!(version.status.code(), Some(0));
    let help = out(&run(&["--help"]));
    for word in ["check", "schema", "--renderer", "--version", "FILE"] {
        assert!(help.contains(word), "{word} in {help}");
    }
    assert_eq!(out(&run(&["-V"])), out(&version));
    let check = out(&run(&["check", "--help"]));
    for word in ["--format", "Exit status", "\"code\"", "no_such_record"] {
        assert!(check.contains(word), "{word} in {check}");
    }
}

#[test]
fn schema_prints_the_schema_file() {
    let output = run(&["schema"]);
    let file = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/case.schema.json")).unwrap();
    assert!(output.stdout == file);
}

#[test]
fn control_and_direction_characters_never_reach_the_terminal() {
    let case = CASE
        .replace("principal", "\u{202e}lapicnirp\\u001b[31m")
        .replace("\"Talks\"", "\"Talks\", \"as_of\": \"\\u0007\"");
    let folder = folder(&[("talks.json", &case), ("\u{1b}[2J\u{202e}.json", "{")]);
    for arguments in [&["talks.json", "\u{1b}[2J\u{202e}.json"][..], &["no\u{1b}ne.json"]] {
        let text = out(&check(folder.path(), arguments));
        let unsafe_character = |letter: char| (letter.is_control() && letter != '\n') || letter == '\u{202e}';
        assert!(!text.contains(unsafe_character), "{text:?}");
    }
    let text = out(&check(folder.path(), &["talks.json"]));
    assert!(text.contains(r"\u{202E}lapicnirp\u{001B}[31m"), "{text}");
}

#[test]
fn a_reader_that_goes_away_is_no_panic() {
    let positions: Vec<_> = (0..5000)
        .map(|number| json!({ "id": format!("p{number}"), "party": "x", "issue": "x", "kind": "x", "text": "" }))
        .collect();
    let case = json!({ "format": "demarche/case", "version": 1, "title": "Talks", "positions": positions });
    let folder = folder(&[("talks.json", &case.to_string())]);
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin("demarche"))
        .args(["check", "talks.json"])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(err(&output), "");
    assert!(output.status.code().is_some(), "{}", output.status);
}

#[cfg(target_os = "linux")]
#[test]
fn output_that_cannot_be_written_is_told() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = std::process::Command::new(assert_cmd::cargo::cargo_bin("demarche"))
        .arg("schema")
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert!(err(&output).contains("the output cannot be written"), "{}", err(&output));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn every_one_of_twenty_thousand_problems_has_its_own_line() {
    let positions: Vec<_> =
        (0..10_000).map(|number| json!({ "id": format!("p{number}"), "party": "north", "issue": "none", "kind": "demand", "text": "t", "evidence": [{}] })).collect();
    let mut case: Value = serde_json::from_str(CASE).unwrap();
    case["positions"] = Value::Array(positions);
    let text =
        serde_json::to_string_pretty(&case).unwrap().replace("{}", r#"{ "source": "s", "attribution": "on_record" }"#);
    let folder = folder(&[("talks.json", &text)]);
    let output = check(folder.path(), &["talks.json"]);
    let lines: Vec<_> = text.lines().collect();
    let mut found = 0;
    for line in out(&output).lines().filter(|line| line.contains("There is no issue")) {
        let number: usize = line.split(':').nth(1).unwrap().parse().unwrap();
        assert_eq!(lines[number - 1], r#"      "issue": "none","#);
        found += 1;
    }
    assert_eq!(found, 10_000);
    assert!(out(&output).ends_with("1 file checked: no errors, 20000 problems.\n"));
}
