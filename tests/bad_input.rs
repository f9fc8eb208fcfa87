//! Whatever a file holds, opening it ends with a case or with a clear message, and nothing is overwritten.

#![expect(clippy::expect_used, clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop here")]

use std::fs;
use std::path::Path;

use demarche::case::{self, Word as _};
use demarche::file::{self, FileError, FileErrorKind, OpenError, Progress, Shape, Syntax};
use demarche::words;

fn sample() -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json")).unwrap()
}

fn errors(content: impl AsRef<[u8]>) -> Vec<FileError> {
    match file::parse(content.as_ref()) {
        Ok(_) => panic!("this should not open"),
        Err(errors) => {
            assert!(!errors.is_empty());
            for error in &errors {
                assert!(!words::file_error(&error.kind).is_empty() && !words::file_hint(&error.kind).is_empty());
            }
            errors
        }
    }
}

/// The only error, as `line:column path message`.
fn error(content: impl AsRef<[u8]>) -> String {
    let errors = errors(content);
    assert_eq!(errors.len(), 1, "{errors:?}");
    let FileError { place, path, kind } = &errors[0];
    format!("{}:{} {path} {}", place.line, place.column, words::file_error(kind))
}

fn kind(content: impl AsRef<[u8]>) -> FileErrorKind {
    errors(content).swap_remove(0).kind
}

/// A case with something between its title and its end.
fn with(fields: &str) -> String {
    format!("{{\n  \"format\": \"demarche/case\",\n  \"version\": 1,\n  \"title\": \"Talks\",\n{fields}\n}}\n")
}

const PARTY: &str = r#"{ "id": "a", "name": "A", "role": "principal" }"#;

#[test]
fn a_truncated_file_says_in_the_middle_of_what_it_ends() {
    let text = sample();
    for end in (1..text.trim_end().len()).step_by(977).filter(|end| text.is_char_boundary(*end)) {
        let cut = &text[..end];
        assert!(matches!(kind(cut), FileErrorKind::Truncated(_)), "{:?}", kind(cut));
    }
    let cut = text.find("\"Yahyel").unwrap() + 4;
    let line = text[..cut].lines().count();
    assert_eq!(
        error(&text[..cut]),
        format!("{line}:17 parties[1].delegation[0].also_written[0] The file ends in the middle of a text.")
    );
}

#[test]
fn what_is_not_json_is_told_in_plain_words() {
    for (content, expected) in [
        ("", FileErrorKind::Empty),
        (" \r\n\t", FileErrorKind::Empty),
        ("hello", FileErrorKind::NotACase),
        ("[1, 2]", FileErrorKind::NotACase),
        ("null", FileErrorKind::NotACase),
        ("<!DOCTYPE html><p>", FileErrorKind::Foreign(file::Foreign::Markup)),
        ("%PDF-1.7", FileErrorKind::Foreign(file::Foreign::Pdf)),
        ("PK\u{3}\u{4}...", FileErrorKind::Foreign(file::Foreign::Office)),
    ] {
        assert_eq!(kind(content), expected, "{content:?}");
    }
    for (fields, expected) in [
        ("'x': 1", Syntax::WrongQuotes),
        ("\"x\": ‘1’", Syntax::WrongQuotes),
        ("x: 1", Syntax::BareKey),
        ("// why", Syntax::Comment),
        ("\"x\": 1 # why", Syntax::Comment),
        ("\"x\": True", Syntax::BareWord),
        ("\"x\": trve", Syntax::BareWord),
        ("\"x\": ]", Syntax::NoValue),
        ("\"x\" 1", Syntax::NoColon),
        ("\"x\": 1 \"y\": 2", Syntax::NoCommaInObject),
        ("\"parties\": [1 2]", Syntax::NoCommaInList),
        ("\"x\": 1,", Syntax::TrailingComma),
        ("\"x\": 1 } }", Syntax::TextAfterEnd),
        ("\"summary\": \"\\x\"", Syntax::BadEscape),
        ("\"summary\": \"a\nb\"", Syntax::ControlInText),
        ("\"summary\": \"\\ud800\"", Syntax::LoneSurrogate),
        ("\"summary\": \"\\udc00\"", Syntax::LoneSurrogate),
        ("\"summary\": \"\\ud800\\u0041\"", Syntax::LoneSurrogate),
        ("\"x\": 01", Syntax::BadNumber),
    ] {
        let found = kind(with(fields));
        let list_of_numbers = fields.contains("[1 2]");
        assert!(found == FileErrorKind::Syntax(expected) || list_of_numbers, "{fields}: {found:?}");
    }
}

#[test]
fn a_syntax_error_has_its_line_its_column_in_characters_and_its_path() {
    let text = with(&format!("  \"parties\": [\n    {{ \"id\": \"ä\", \"name\": \"سوريا\", \"role\" }}, {PARTY}\n  ]"));
    assert_eq!(error(text), "6:42 parties[0] A colon should stand between a key and its value.");
}

#[test]
fn an_unresolved_merge_is_called_by_its_name() {
    let conflict = "<<<<<<< ours\n  \"summary\": \"a\"\n=======\n  \"summary\": \"b\"\n>>>>>>> theirs";
    assert_eq!(kind(with(conflict)), FileErrorKind::MergeConflict);
    assert_eq!(kind(format!("<<<<<<< ours\n{}", with("  \"x\": 1"))), FileErrorKind::MergeConflict);
}

#[test]
fn other_encodings_are_told_apart() {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
    assert_eq!(kind(utf16("\u{feff}{}")), FileErrorKind::Encoding("UTF-16"));
    assert_eq!(kind(utf16("{}")), FileErrorKind::Encoding("UTF-16"));
    assert_eq!(kind([0xFE, 0xFF, 0, b'{']), FileErrorKind::Encoding("UTF-16"));
    assert_eq!(kind([0, b'{', 0, b'}']), FileErrorKind::Encoding("UTF-16"));
    assert_eq!(kind([0xFF, 0xFE, 0, 0, b'{', 0, 0, 0]), FileErrorKind::Encoding("UTF-32"));
    assert_eq!(kind([0, 0, 0, b'{']), FileErrorKind::Encoding("UTF-32"));
    let latin: Vec<u8> =
        with("  \"summary\": \"caf#\"").bytes().map(|byte| if byte == b'#' { 0xE9 } else { byte }).collect();
    assert_eq!(error(latin), "5:18  The file is not UTF-8 text: the byte 0xE9 cannot stand here.");
}

#[test]
fn a_byte_order_mark_and_carriage_returns_are_welcome() {
    let text = sample();
    for content in
        [format!("\u{feff}{text}"), text.replace('\n', "\r\n"), format!("\u{feff}{}", text.replace('\n', "\r\n"))]
    {
        let snapshot = file::parse(content.as_bytes()).unwrap();
        assert!(case::check(&snapshot).is_empty());
    }
    let broken = format!("\u{feff}{}", with("  \"summary\": 5").replace('\n', "\r\n"));
    assert!(error(broken).starts_with("5:14 summary This should be a text"));
}

#[test]
fn wrong_types_are_all_told_at_once_one_for_each_record() {
    let text = with(
        "  \"summary\": [],\n  \"parties\": [\n    { \"id\": 1, \"name\": 2 },\n    { \"id\": \"b\", \"name\": \"B\" },\n    \
         {\"id\": \"c\", \"name\": \"C\", \"role\": \"principal\", \"delegation\": {}}\n  ],\n  \"positions\": {},\n  \
         \"assessments\": [{ \"party\": \"b\", \"weight\": \"50\" }, { \"party\": \"b\", \"values\": [] }]",
    );
    let found: Vec<_> = errors(text)
        .iter()
        .map(|error| {
            format!("{}:{} {} {}", error.place.line, error.place.column, error.path, words::file_error(&error.kind))
        })
        .collect();
    assert_eq!(
        found,
        [
            "5:14 summary This should be a text, but a list [ … ] was found.",
            "7:13 parties[0].id This should be a text, but a number was found.",
            "8:5 parties[1] The required field “role” is missing.",
            "9:65 parties[2].delegation This should be a list [ … ], but an object { … } was found.",
            "12:45 assessments[0].weight This should be a number, but a text was found.",
            "12:79 assessments[1].values This should be an object { … }, but a list [ … ] was found.",
        ]
    );
}

#[test]
fn numbers_that_their_field_cannot_hold_are_errors_and_others_problems() {
    let evidence = |credibility: &str| {
        with(&format!(
            "\"events\": [{{ \"id\": \"e\", \"date\": \"2026\", \"text\": \"t\", \"evidence\": [{{ \"source\": \"s\", \"attribution\": \"analyst\", \"credibility\": {credibility} }}] }}]"
        ))
    };
    assert_eq!(kind(evidence("300")), FileErrorKind::NumberOutOfReach);
    assert_eq!(kind(evidence("-1")), FileErrorKind::NumberOutOfReach);
    assert_eq!(kind(evidence("1.5")), FileErrorKind::WrongType { expected: Shape::WholeNumber, found: Shape::Number });
    let problems = case::check(&file::parse(evidence("7").as_bytes()).unwrap());
    assert!(problems.iter().any(|problem| problem.path.to_string() == "events[0].evidence[0].credibility"));
    assert_eq!(
        kind(with("\"assessments\": [{ \"party\": \"a\", \"weight\": 1e999 }]")),
        FileErrorKind::Syntax(Syntax::HugeNumber)
    );
}

#[test]
fn a_key_or_an_id_that_stands_twice_names_both_lines() {
    let twice = "  \"title\": \"Again\"";
    assert_eq!(error(with(twice)), "5:3  The key “title” stands here a second time; the first is on line 4.");
    let unknown = "  \"x\": 1,\n  \"y\": 2,\n  \"\\u0078\": 3";
    assert_eq!(error(with(unknown)), "7:3  The key “x” stands here a second time; the first is on line 5.");
    let ids = format!("  \"parties\": [\n    {PARTY},\n    {PARTY},\n    {PARTY}\n  ]");
    let found = errors(with(&ids));
    assert_eq!(found.iter().map(|error| error.place.line).collect::<Vec<_>>(), [7, 8]);
    assert_eq!(found[0].kind, FileErrorKind::DuplicateId { id: "a".to_owned(), first_line: 6 });
    assert_eq!(found[0].place.column, 13);
    let many = (0..5000).map(|_| PARTY).collect::<Vec<_>>().join(",\n");
    let found = errors(with(&format!("\"parties\": [{many}]")));
    assert_eq!(found.len(), 1000);
    assert_eq!(found[999].kind, FileErrorKind::More);
}

#[test]
fn a_newer_version_is_refused_with_both_versions_named_before_anything_else() {
    let newer = "{ \"parties\": 5, \"version\": 2, \"format\": \"demarche/case\", broken";
    assert_eq!(
        error(newer),
        "1:28 version This file is of version 2 of the case format; this program reads version 1."
    );
    for huge in ["4294967297", "99999999999999999999999999"] {
        let text = with("").replace("\"version\": 1", &format!("\"version\": {huge}"));
        assert!(matches!(kind(text), FileErrorKind::NewerVersion(_)), "{huge}");
    }
    for (version, expected) in [
        ("0", FileErrorKind::NoSuchVersion("0".to_owned())),
        ("-3", FileErrorKind::NoSuchVersion("-3".to_owned())),
        ("\"1\"", FileErrorKind::WrongType { expected: Shape::WholeNumber, found: Shape::Text }),
        ("1.0", FileErrorKind::WrongType { expected: Shape::WholeNumber, found: Shape::Number }),
        ("null", FileErrorKind::WrongType { expected: Shape::WholeNumber, found: Shape::Null }),
    ] {
        let text = with("  \"summary\": \"s\"").replace("\"version\": 1", &format!("\"version\": {version}"));
        assert_eq!(kind(text), expected, "{version}");
    }
    assert_eq!(
        kind(with("  \"x\": 1").replace("  \"version\": 1,\n", "")),
        FileErrorKind::MissingField("version".to_owned())
    );
}

#[test]
fn json_of_another_program_is_told_apart() {
    assert_eq!(kind("{ \"name\": \"x\", \"version\": \"1.0\" }"), FileErrorKind::MissingField("format".to_owned()));
    assert_eq!(kind("{ \"version\": 7 }"), FileErrorKind::MissingField("format".to_owned()));
    assert_eq!(kind("{ \"format\": \"geojson\" }"), FileErrorKind::WrongFormat("geojson".to_owned()));
}

#[test]
fn ten_thousand_levels_are_kept_where_the_key_is_unknown_and_refused_elsewhere() {
    for deep in [
        format!("{}{}", "[".repeat(10_000), "]".repeat(10_000)),
        format!("{}1{}", "{\"x\":".repeat(10_000), "}".repeat(10_000)),
    ] {
        let text = with(&format!("  \"x\": {deep}"));
        let snapshot = file::parse(text.as_bytes()).unwrap();
        let saved = file::to_bytes(snapshot.case());
        assert!(String::from_utf8(saved).unwrap().contains(&deep));
        for key in ["title", "parties", "summary", "version"] {
            assert!(!errors(format!("{{ \"{key}\": {deep} }}")).is_empty());
            assert!(!errors(with(&format!("  \"notes\": [{{ \"{key}\": {deep}, \"text\": {deep} }}]"))).is_empty());
        }
    }
    for open in ["[", "{\"x\":", "{\"parties\":[", "{\"format\":"] {
        assert!(!errors(open.repeat(100_000)).is_empty());
    }
}

#[test]
fn half_a_character_in_an_unknown_key_is_kept_as_it_is_written() {
    let text = with("  \"x\": \"\\ud800\"");
    let snapshot = file::parse(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(file::to_bytes(snapshot.case())).unwrap(), text);
}

#[test]
fn a_hundred_thousand_unknown_keys_take_no_more_than_a_moment() {
    let keys: Vec<_> = (0..100_000).map(|number| format!("\"k{number}\":0")).collect();
    let text = with(&keys.join(","));
    let snapshot = file::parse(text.as_bytes()).unwrap();
    assert_eq!(snapshot.case().extra.iter().count(), 100_000);
    let values = format!("\"assessments\": [{{ \"party\": \"a\", \"values\": {{ {} }} }}]", keys.join(","));
    let snapshot = file::parse(with(&values).as_bytes()).unwrap();
    let problems = case::check(&snapshot);
    let paths: Vec<_> = problems.iter().map(|problem| &problem.path).collect();
    assert_eq!(file::locate(with(&values).as_bytes(), &paths).len(), problems.len());
}

#[test]
fn a_text_of_a_megabyte_and_control_characters_are_content_like_any_other() {
    let text = format!("a\\u0000b\\u202e{}", "x".repeat(1 << 20));
    let file = with(&format!("  \"notes\": [{{ \"id\": \"n\", \"text\": \"{text}\" }}]"));
    let snapshot = file::parse(file.as_bytes()).unwrap();
    let note = snapshot.case().notes.get(0).unwrap();
    assert!(note.text.starts_with("a\0b\u{202e}x"));
    assert!(words::visible(&note.text).starts_with("a\\u{0000}b\\u{202E}x"));
}

#[test]
fn references_to_nothing_loops_and_unknown_words_are_problems_and_the_case_opens() {
    let positions = r#"  "positions": [
    { "id": "p", "party": "nobody", "issue": "nothing", "kind": "threat", "text": "t", "replaces": "q" },
    { "id": "q", "party": "nobody", "issue": "nothing", "kind": "demand", "text": "t", "replaces": "p",
      "conditions": [{ "text": "c", "requires": "outcome:none", "from": "no-one" }], "since": "yesterday" }
  ]"#;
    let snapshot = file::parse(with(positions).as_bytes()).unwrap();
    assert!(!snapshot.case().positions.get(0).unwrap().kind.is_known());
    let problems = case::check(&snapshot);
    let codes: Vec<_> = problems.iter().map(|problem| problem.kind.code()).collect();
    for code in ["no_such_record", "unknown_word", "replaces_loop", "no_such_moment", "no_evidence", "missing_axis"] {
        assert!(codes.contains(&code), "{code} in {codes:?}");
    }
    for problem in &problems {
        assert!(!words::problem(&problem.kind).is_empty() && !words::problem_hint(&problem.kind).is_empty());
    }
}

fn open_error(path: &Path) -> OpenError {
    file::read(path, &Progress::default()).expect_err("this should not open")
}

#[test]
fn what_is_no_file_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(open_error(folder.path()), OpenError::Directory(_)));
    let gone = folder.path().join("gone.json");
    assert!(open_error(&gone).to_string().starts_with("There is no file "));
    #[cfg(unix)]
    {
        assert!(matches!(open_error(Path::new("/dev/zero")), OpenError::NotAFile(_)));
        let link = folder.path().join("link.json");
        std::os::unix::fs::symlink("link.json", &link).unwrap();
        assert!(matches!(open_error(&link), OpenError::Io { .. }));
    }
}

#[cfg(unix)]
#[test]
fn a_file_without_permission_is_told_apart() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    fs::write(&path, sample()).unwrap();
    fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
    if fs::File::open(&path).is_ok() {
        eprintln!("skipped: this user may read every file");
        return;
    }
    assert!(open_error(&path).to_string().starts_with("You have no permission to read "));
}

#[test]
fn a_file_beyond_the_limit_is_refused_before_it_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.json");
    // A file with a hole takes no room on the disk.
    fs::File::create(&path).unwrap().set_len(file::MAX_BYTES + 1).unwrap();
    assert!(matches!(open_error(&path), OpenError::TooLarge(_)));
}

#[test]
fn two_hundred_megabytes_open_or_are_refused_within_their_own_size() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.json");
    let note = format!("{{ \"id\": \"n#\", \"text\": \"{}\" }}", "x".repeat(1_000_000));
    let notes: Vec<_> = (0..200).map(|number| note.replace('#', &number.to_string())).collect();
    fs::write(&path, with(&format!("\"notes\": [{}]", notes.join(",\n")))).unwrap();
    let opened = file::read(&path, &Progress::default()).unwrap();
    assert_eq!(opened.snapshot.case().notes.len(), 200);
    drop(opened);
    fs::File::create(&path).unwrap().set_len(200 << 20).unwrap();
    assert!(matches!(open_error(&path), OpenError::Content(_)));
    fs::write(&path, vec![b'['; 200 << 20]).unwrap();
    assert!(matches!(open_error(&path), OpenError::Content(_)));
}

#[test]
fn a_cancelled_opening_stops() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    fs::write(&path, sample()).unwrap();
    let progress = Progress::default();
    progress.cancel();
    assert!(matches!(file::read(&path, &progress), Err(OpenError::Cancelled)));
    let progress = Progress::default();
    file::read(&path, &progress).unwrap();
    assert_eq!((progress.phase(), progress.fraction()), (file::Phase::Checking, Some(1.0)));
}
