//! `demarche export`, as a person and a script meet it.

#![expect(clippy::unwrap_used, reason = "a test may stop here")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/paris-2026.json");

fn export(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_demarche")).current_dir(folder).arg("export").args(arguments).output().unwrap()
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// What the sample gives on standard output with these choices.
fn sample(arguments: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    let output = export(folder.path(), &[&[SAMPLE, "--to", "md", "--out", "-"], arguments].concat());
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    out(&output)
}

/// A folder with a case that has something for each audience.
fn talks() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let position = |id: &str, visibility: &str| {
        json!({ "id": id, "party": "north", "issue": "line", "kind": "demand", "text": format!("Says {id}."),
                "visibility": visibility })
    };
    let case: Value = json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [{ "id": "north", "name": "North", "role": "principal" },
                    { "id": "south", "name": "South", "role": "principal" }],
        "axes": [{ "id": "security", "name": "Security" }],
        "issues": [{ "id": "line", "axis": "security", "number": "S1", "title": "Line", "status": "contested" }],
        "positions": [position("open", "public"), position("told", "shared"), position("ours", "internal")],
        "notes": [{ "id": "note", "text": "Psst" }],
    });
    fs::write(folder.path().join("talks.json"), case.to_string()).unwrap();
    folder
}

#[test]
fn a_document_for_everybody_is_the_default_and_what_is_left_out_is_told() {
    let folder = talks();
    let output = export(folder.path(), &["talks.json", "--to", "md", "--out", "talks.md"]);
    assert_eq!((output.status.code(), out(&output)), (Some(0), String::new()));
    assert_eq!(
        err(&output),
        "2 internal items are not in this document: 1 position, 1 note. \
         1 shared item is not in this document: 1 position.\n"
    );
    let written = fs::read_to_string(folder.path().join("talks.md")).unwrap();
    assert!(written.contains("Says open.") && !written.contains("Says told.") && !written.contains("Says ours."));
}

#[test]
fn each_audience_gets_what_it_may_see_and_its_marking() {
    let folder = talks();
    let of = |audience: &str| {
        let output = export(folder.path(), &["talks.json", "--to", "md", "--out", "-", "--audience", audience]);
        (out(&output), err(&output))
    };
    let (shared, told) = of("shared");
    assert!(shared.contains("Says told.") && !shared.contains("Says ours."), "{shared}");
    assert!(shared.contains("**Shared: not for publication**"), "{shared}");
    assert_eq!(told, "2 internal items are not in this document: 1 position, 1 note.\n");
    let (internal, told) = of("internal");
    assert!(internal.contains("Says ours.") && internal.contains("**Internal: own delegation only**"), "{internal}");
    assert_eq!(told, "");
}

#[test]
fn every_choice_has_its_flag() {
    assert!(sample(&["--layout", "brief", "--for", "syria"]).contains("**Delegation brief for Syria**"));
    assert!(sample(&["--layout", "summary"]).contains("**19 issues:**"));
    let record = sample(&["--layout", "record", "--issue", "golan", "--picture"]);
    assert!(record.contains("#### T3 Golan Heights") && !record.contains("#### T4"));
    let chosen = sample(&[
        "--axis",
        "territorial",
        "--axis",
        "security",
        "--party",
        "israel",
        "--kind",
        "red-line",
        "--kind",
        "concession",
        "--round",
        "london-sept-2025",
        "--columns",
        "proposals,israel",
        "--paper",
        "letter",
    ]);
    let line = chosen.lines().find(|line| line.contains("of 19 issues")).unwrap();
    assert!(line.contains("Axis: only Territorial, Security"), "{line}");
    assert!(line.contains("Parties: only Israel"), "{line}");
    assert!(line.contains("Positions: only Red line, Concession"), "{line}");
    assert!(line.contains("as it stood in the round London, 16–17 September 2025"), "{line}");
    assert!(
        chosen
            .contains("| **Issue** | **On the table**<br>proposals | **Israel** \u{2068}ישראל\u{2069}<br>principal |"),
        "{chosen}"
    );
    assert!(sample(&["--direction", "rtl"]).starts_with("<div dir=\"rtl\">"));
}

#[test]
fn the_day_of_making_is_named_only_when_asked_for() {
    assert!(!sample(&[]).contains("Made on"));
    let dated = sample(&["--dated"]);
    let foot = dated.lines().last().unwrap();
    assert!(foot.contains(" · Public · Made on ") && foot.contains(" 20"), "{foot}");
}

#[test]
fn what_the_case_does_not_have_is_an_error_that_says_what_it_has() {
    let folder = talks();
    for (arguments, error) in [
        (&["--axis", "naval"][..], "There is no axis “naval”. The case has: security."),
        (&["--issue", "golan"], "There is no issue “golan”. The case has: line."),
        (&["--party", "west"], "There is no party “west”. The case has: north, south."),
        (&["--for", "west", "--layout", "brief"], "There is no party “west”. The case has: north, south."),
        (&["--columns", "north,proposals,west"], "There is no column “west”. The case has: north, south, proposals."),
        (&["--round", "first"], "There is no round “first”: the case has none at all."),
    ] {
        let given = [&["talks.json", "--to", "md", "--out", "talks.md"], arguments].concat();
        let output = export(folder.path(), &given);
        assert_eq!((output.status.code(), err(&output)), (Some(2), format!("error: {error}\n")));
        assert!(!folder.path().join("talks.md").exists());
    }
}

#[test]
fn a_case_that_cannot_be_read_and_a_file_that_cannot_be_written_are_told() {
    let folder = talks();
    let output = export(folder.path(), &["nothing.json", "--to", "md", "--out", "talks.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).starts_with("nothing.json: "), "{}", err(&output));
    fs::create_dir(folder.path().join("taken.md")).unwrap();
    let output = export(folder.path(), &["talks.json", "--to", "md", "--out", "taken.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("a folder has this name"), "{}", err(&output));
}

#[test]
fn an_old_document_is_replaced_whole() {
    let folder = talks();
    fs::write(folder.path().join("talks.md"), "old ".repeat(10_000)).unwrap();
    let output = export(folder.path(), &["talks.json", "--to", "md", "--out", "talks.md"]);
    assert_eq!(output.status.code(), Some(0));
    let written = fs::read_to_string(folder.path().join("talks.md")).unwrap();
    assert!(written.starts_with("# Talks\n") && !written.contains("old"));
    let files: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(files.len(), 2, "{files:?}");
}

#[test]
fn a_document_is_never_written_over_a_case() {
    let folder = talks();
    let before = fs::read(folder.path().join("talks.json")).unwrap();
    // A version that this program cannot read is a case as well.
    fs::write(folder.path().join("later.md"), "\u{FEFF}{\"format\": \"demarche/case\", \"version\": 99, \"").unwrap();
    for out in ["talks.json", "later.md"] {
        let output = export(folder.path(), &["talks.json", "--to", "md", "--out", out]);
        assert_eq!(output.status.code(), Some(2));
        assert!(err(&output).contains("is a case"), "{}", err(&output));
    }
    assert_eq!(fs::read(folder.path().join("talks.json")).unwrap(), before);
    assert!(fs::read_to_string(folder.path().join("later.md")).unwrap().contains("99"));
}

#[test]
fn a_picture_too_high_for_one_file_goes_on_in_numbered_ones() {
    let folder = tempfile::tempdir().unwrap();
    let case = demarche::generate::case(1, demarche::generate::Size::of(150));
    fs::write(folder.path().join("talks.json"), serde_json::to_vec(&case).unwrap()).unwrap();
    let output = export(folder.path(), &["talks.json", "--to", "png", "--out", "talks.v1.png"]);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    assert!(err(&output).contains("goes on in files with numbers, up to -2."), "{}", err(&output));
    let height = |name: &str| image::image_dimensions(folder.path().join(name)).unwrap().1;
    assert!(height("talks.v1.png") <= 16_384 && height("talks.v1-2.png") <= 16_384);
    assert!(!folder.path().join("talks.v1-3.png").exists());
    // There is one standard output.
    let output = export(folder.path(), &["talks.json", "--to", "png", "--out", "-"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(err(&output).contains("Name a file with --out"), "{}", err(&output));
}

#[test]
#[cfg(feature = "pdf")]
fn letters_that_a_pdf_cannot_show_are_told() {
    let folder = talks();
    let case = fs::read_to_string(folder.path().join("talks.json")).unwrap().replace("North", "Пхеньян 平壤");
    fs::write(folder.path().join("talks.json"), case).unwrap();
    let told = |format: &str| err(&export(folder.path(), &["talks.json", "--to", format, "--out", "talks.out"]));
    assert!(told("pdf").contains("2 letters have no form in the program’s fonts"), "{}", told("pdf"));
    assert!(told("pdf").contains("平 (U+5E73), 壤 (U+58E4)."));
    assert!(!told("docx").contains("U+5E73"));
}

#[test]
fn the_help_tells_of_every_choice() {
    let folder = tempfile::tempdir().unwrap();
    let help = out(&export(folder.path(), &["--help"]));
    for flag in [
        "--to",
        "--out",
        "--layout",
        "--for",
        "--audience",
        "--axis",
        "--issue",
        "--party",
        "--kind",
        "--round",
        "--columns",
        "--paper",
        "--direction",
        "--picture",
        "--dated",
    ] {
        assert!(help.contains(&format!("{flag} ")) || help.contains(&format!("{flag}\n")), "{flag} in\n{help}");
    }
    for word in ["pdf", "docx", "html", "md", "xlsx", "csv", "svg", "png", "side-by-side", "brief", "summary", "record"]
    {
        assert!(help.contains(word), "{word}");
    }
}

#[test]
fn an_issue_can_be_named_by_its_number() {
    assert_eq!(sample(&["--issue", "t3"]), sample(&["--issue", "golan"]));
}

#[test]
fn a_flag_that_makes_no_difference_is_named() {
    let folder = talks();
    let csv = ["talks.json", "--to", "csv", "--layout", "brief", "--paper", "letter", "--out", "talks.csv"];
    let output = export(folder.path(), &csv);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        err(&output).starts_with("warning: --layout, --paper make no difference to this format.\n"),
        "{}",
        err(&output)
    );
    let output = export(folder.path(), &["talks.json", "--to", "md", "--for", "south", "--out", "talks.md"]);
    assert!(err(&output).starts_with("warning: --for makes no difference to this layout.\n"), "{}", err(&output));
}

#[test]
fn a_column_is_named_once_and_an_unknown_one_is_told_of_the_proposals() {
    let folder = talks();
    let output = export(folder.path(), &["talks.json", "--to", "md", "--columns", "north,north", "--out", "talks.md"]);
    assert_eq!((output.status.code(), out(&output)), (Some(2), String::new()));
    assert!(err(&output).contains("The column “north” is named twice."), "{}", err(&output));
    let output = export(folder.path(), &["talks.json", "--to", "md", "--columns", "west", "--out", "talks.md"]);
    assert!(
        err(&output).contains("There is no column “west”. The case has: north, south, proposals."),
        "{}",
        err(&output)
    );
}
