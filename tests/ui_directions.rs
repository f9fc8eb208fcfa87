//! Texts of both directions of writing in the window's sentences, and what leaves the window of them.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

#[path = "support/package.rs"]
#[expect(dead_code, reason = "this test reads whole parts only")]
mod package;
#[path = "support/window.rs"]
mod window;

use demarche::case::Ref;
use demarche::command::{Command, Request};
use demarche::export::{Choices, Format, Layout, Progress, export};
use demarche::file;
use egui::accesskit::Role;
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use window::Window;

const CASE: &str = r#"{
  "format": "demarche/case", "version": 1, "title": "محادثات",
  "parties": [
    { "id": "a", "name": "سوريا", "role": "principal" },
    { "id": "b", "name": "ישראל", "role": "principal", "native_name": "מדינת ישראל" }
  ],
  "axes": [{ "id": "security", "name": "الأمن" }],
  "issues": [{ "id": "i", "axis": "security", "number": "S1", "title": "הסדרי ביטחון (Security) בדרום", "status": "contested",
    "options": [{ "id": "x", "label": "انسحاب" }, { "id": "y", "label": "נוכחות" }] }],
  "positions": [
    { "id": "p", "party": "a", "issue": "i", "kind": "demand", "text": "وقف العمليات", "options": ["x"], "since": "r",
      "conditions": [{ "text": "وقف العمليات العسكرية (S1)", "requires": "issue:i" }],
      "evidence": [{ "source": "s", "attribution": "on_record" }] },
    { "id": "q", "party": "b", "issue": "i", "kind": "concession", "text": "אזור מפורז", "options": ["y"] }
  ],
  "proposals": [{ "id": "o", "sponsor": "a", "title": "منطقة", "text": "منطقة", "status": "floated",
    "terms": [{ "issue": "i", "text": "منطقة" }], "responses": [{ "party": "b", "stance": "open" }] }],
  "rounds": [{ "id": "r", "label": "باريس" }],
  "sources": [{ "id": "s", "publisher": "الوطن" }]
}"#;

/// What keeps directions apart in a sentence that is drawn, and is no letter anywhere else.
const SIGNS: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

#[test]
fn those_who_hear_the_screen_are_told_plain_words_on_every_page() {
    let mut window = Window::with(CASE.as_bytes());
    for view in [Command::ShowTable, Command::ShowAxes] {
        window.command(view);
        for target in
            ["issue:i", "position:p", "position:q", "proposal:o", "party:b", "axis:security", "round:r", "source:s"]
        {
            window.ask(Request::Select(Ref::from(target)));
            let nodes = window.query_all_by(|_| true);
            let names: Vec<String> = nodes
                .flat_map(|node| [node.accesskit_node().label(), node.accesskit_node().value()])
                .flatten()
                .collect();
            let torn: Vec<&String> = names.iter().filter(|name| name.contains(SIGNS)).collect();
            assert!(torn.is_empty(), "{target}: {torn:?}");
        }
    }
    window.ask(Request::Select(Ref::from("position:p")));
    assert!(window.all(Role::Link).iter().any(|name| name == "S1 הסדרי ביטחון (Security) בדרום"));
}

#[test]
fn no_document_holds_the_signs_of_the_window() {
    let snapshot = file::parse(CASE.as_bytes()).unwrap();
    for layout in [Layout::SideBySide, Layout::Summary, Layout::Record] {
        for format in [Format::Markdown, Format::Html, Format::Docx, Format::Xlsx, Format::Csv, Format::Svg] {
            let choices = Choices { layout, ..Choices::default() };
            let bytes = export(&snapshot, &choices, format, &Progress::default()).unwrap().bytes;
            let parts = match format {
                Format::Docx | Format::Xlsx => package::parts(&bytes).into_iter().map(|part| part.bytes).collect(),
                _ => vec![bytes],
            };
            for part in parts {
                assert!(!String::from_utf8_lossy(&part).contains(SIGNS), "{layout:?} {format:?}");
            }
        }
    }
}
