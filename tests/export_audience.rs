//! No document holds what its audience may not see: not in a corner of any format, whatever field it was written in.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/skip.rs"]
mod skip;

use std::fs;
use std::io::{Cursor, Read as _};
use std::process::Command;
use std::sync::Arc;

use demarche::case::{
    Assessment, Case, Condition, Evidence, Fields, LogEntry, Note, Outcome, Position, Proposal, ProposalResponse,
    Snapshot, Source, Term,
};
use demarche::export::audience::redacted;
use demarche::export::{Audience, Choices, ExportError, Format, Layout, Progress, export};
use serde_json::{Value, json};

/// Stands in everything that is internal; in lower case also in ids and keys.
const INTERNAL: &str = "Kryptonite";
/// Stands in everything that is shared.
const SHARED: &str = "Xenolith";
/// Stands in what everybody may read.
const PUBLIC: &str = "Daylight";

const LAYOUTS: [Layout; 4] = [Layout::SideBySide, Layout::Brief, Layout::Summary, Layout::Record];

/// Evidence with the word in every field that can hold one.
fn evidence(word: &str) -> Value {
    json!({
        "source": format!("{}-source", word.to_lowercase()), "quote": format!("{word} quote"),
        "speaker": format!("{word} speaker"), "attribution": format!("{word} attribution"),
        "via": format!("{}-courier", word.to_lowercase()), "date": format!("{word} date"),
        "reliability": format!("{word} grade"), "credibility": 3,
        "disputes": format!("position:{}-position", word.to_lowercase()), "note": format!("{word} note"),
    })
}

fn condition(word: &str) -> Value {
    json!({ "text": format!("{word} condition"), "requires": format!("position:{}-position", word.to_lowercase()),
            "from": format!("{}-party", word.to_lowercase()) })
}

/// The records of one visibility, with the word in every field that can hold one, and once more as they would show.
fn records(word: &str, visibility: &str) -> Value {
    let id = |what: &str| format!("{}-{what}", word.to_lowercase());
    let text = |what: &str| format!("{word} {what}");
    json!({
        // An issue has no visibility: it goes with what stands on it.
        "issues": [{
            "id": id("issue"), "axis": "territorial", "number": text("number"), "title": text("issue"),
            "question": text("question"), "background": text("background"), "status": "contested",
            "options": [{ "id": id("option"), "label": text("option"), "about": text("about") }], "tags": [text("tag")],
        }],
        "positions": [
            {
                "id": id("position"), "party": "north", "issue": "line", "kind": "demand", "text": text("demand"),
                "basis": "stated", "firmness": "firm", "options": ["here"], "conditions": [condition(word)],
                "since": "round", "until": text("until"), "replaces": id("position-odd"), "evidence": [evidence(word)],
                "visibility": visibility, "tags": [text("tag")], "comment": format!("{INTERNAL} comment"),
            },
            {
                "id": id("position-odd"), "party": id("party"), "issue": id("issue"), "kind": text("kind"),
                "text": text("text"), "basis": text("basis"), "firmness": text("firmness"), "options": [id("option")],
                "conditions": [condition(word)], "since": text("since"), "until": text("until"),
                "replaces": "open-position", "evidence": [evidence(word)], "visibility": visibility,
                "tags": [text("tag")], "comment": format!("{INTERNAL} comment"),
            },
            { "id": id("concession"), "party": "south", "issue": "line", "kind": "concession",
              "text": text("concession"), "options": ["there"], "visibility": visibility },
            { "id": id("red-line"), "party": "south", "issue": "line", "kind": "red_line", "basis": "stated",
              "text": text("red line"), "options": ["here"], "visibility": visibility },
        ],
        "proposals": [{
            "id": id("proposal"), "sponsor": "north", "title": text("proposal"), "text": text("text"),
            "status": text("status"), "evidence": [evidence(word)], "visibility": visibility,
            "terms": [{ "issue": "line", "option": id("option"), "text": text("term") }],
            "responses": [{ "party": "south", "stance": text("stance"), "text": text("answer"),
                            "conditions": [condition(word)], "evidence": [evidence(word)] }],
        }],
        "outcomes": [{
            "id": id("outcome"), "title": text("outcome"), "text": text("text"), "state": "agreed",
            "date": text("date"), "parties": ["north", id("party")], "issues": ["line", id("issue")],
            "evidence": [evidence(word), { "source": id("source"), "attribution": "joint_text" }],
            "visibility": visibility,
        }],
        "assessments": [{
            "party": "north", "issue": "line", "weight": 50, "values": { id("option"): 7 },
            "walk_away": text("walk-away"), "confidence": text("confidence"), "rationale": text("rationale"),
            "visibility": visibility,
        }],
        "notes": [{
            "id": id("note"), "on": format!("position:{}", id("position")), "text": text("note"),
            "author": text("author"), "created": text("created"), "visibility": visibility,
        }],
        "sources": [
            { "id": id("source"), "publisher": text("publisher"), "title": text("title"), "date": text("date"),
              "url": format!("https://{}.example/", word.to_lowercase()), "language": text("language"),
              "kind": text("kind"), "note": text("note") },
            { "id": id("courier"), "publisher": text("courier"), "title": text("title") },
        ],
    })
}

/// A case whose public records point at what is not public in every way in which records can point.
fn secret_case() -> Value {
    let points = |what: &str| format!("{}:{}-{what}", what, INTERNAL.to_lowercase());
    let disputing = |target: String| {
        json!({ "source": "open-source", "quote": format!("{PUBLIC} quote"), "attribution": "on_record",
                "disputes": target })
    };
    let needs = |target: String| json!({ "text": format!("{PUBLIC} condition"), "requires": target });
    let internal = INTERNAL.to_lowercase();
    let shared = SHARED.to_lowercase();
    let mut case = json!({
        "format": "demarche/case", "version": 1, "title": format!("{PUBLIC} talks"), "summary": "A summary.",
        "language": "en", "as_of": "2026-01-07", "handling": "For the file",
        "parties": [
            { "id": "north", "name": "North", "role": "principal", "delegation": [{ "name": "A. Envoy" }] },
            { "id": "south", "name": "South", "role": "principal" },
        ],
        "axes": [{ "id": "territorial", "name": "Territorial" }],
        "issues": [{ "id": "line", "axis": "territorial", "number": "T1", "title": format!("{PUBLIC} line"),
                     "status": "agreed", "options": [{ "id": "here", "label": "Here" }, { "id": "there", "label": "There" }],
                     "status_evidence": [disputing(points("outcome"))] }],
        "positions": [
            { "id": "open-position", "party": "north", "issue": "line", "kind": "demand", "basis": "stated",
              "text": format!("{PUBLIC} demand"), "options": ["here"], "visibility": "public",
              "conditions": [needs(points("position")), needs(points("proposal")), needs(points("outcome")),
                             needs(points("note")), needs(points("source")), needs(points("assessment")),
                             needs(points("issue")),
                             needs(format!("position:{shared}-position"))],
              "evidence": [disputing(points("position"))], "comment": format!("{INTERNAL} comment") },
            { "id": "later-position", "party": "north", "issue": "line", "kind": "concession",
              "text": format!("{PUBLIC} concession"), "replaces": format!("{internal}-position"), "options": ["there"] },
        ],
        "proposals": [{ "id": "open-proposal", "sponsor": "south", "title": format!("{PUBLIC} plan"), "text": "Text",
            "status": "floated", "terms": [{ "issue": "line", "text": "Term" }],
            "responses": [{ "party": "north", "stance": "open", "conditions": [needs(points("position"))],
                            "evidence": [disputing(points("outcome"))] }] }],
        "rounds": [{ "id": "round", "label": "Round", "participants": [{ "party": "north", "people": ["A. Envoy"] }],
                     "evidence": [disputing(points("position"))] }],
        "events": [{ "id": "event", "date": "2026-01-06", "text": format!("{PUBLIC} event"),
                     "evidence": [disputing(points("outcome"))] }],
        "sources": [{ "id": "open-source", "publisher": format!("{PUBLIC} paper") }],
        "notes": [{ "id": "open-note", "on": points("position"), "text": format!("{PUBLIC} note"),
                    "visibility": "public" }],
        "assessments": [{ "party": "north", "issue": "line", "rationale": format!("{PUBLIC} judgement"),
                          "visibility": "public" }],
        "outcomes": [],
        "glossary": [{ "term": "Line", "definition": "A line", "evidence": [disputing(points("position"))] }],
        "log": [{ "at": format!("{INTERNAL} time"), "on": points("position"), "text": format!("{INTERNAL} log") }],
    });
    for more in [records(INTERNAL, "internal"), records(INTERNAL, "eyes only"), records(SHARED, "shared")] {
        for (list, records) in more.as_object().unwrap() {
            let known = case[list].as_array_mut().unwrap();
            for mut record in records.as_array().unwrap().iter().cloned() {
                // A second set of ids for the second set of internal records, which cites the same sources.
                let is_known = known.iter().any(|known| known.get("id").is_some_and(|id| Some(id) == record.get("id")));
                if is_known && (list == "sources" || list == "issues") {
                    continue;
                }
                if is_known {
                    record["id"] = json!(format!("{}-too", record["id"].as_str().unwrap()));
                }
                known.push(record);
            }
        }
    }
    add_unknown_keys(&mut case);
    case
}

/// Puts a key that this version does not know into every record, and into everything in it.
fn add_unknown_keys(value: &mut Value) {
    match value {
        Value::Object(map) => {
            for (_, inner) in map.iter_mut().filter(|(key, _)| *key != "values") {
                add_unknown_keys(inner);
            }
            map.insert(
                format!("{}_key", INTERNAL.to_lowercase()),
                json!({ "a": [INTERNAL], format!("{INTERNAL} b"): INTERNAL }),
            );
        }
        Value::Array(list) => list.iter_mut().for_each(add_unknown_keys),
        _ => {}
    }
}

fn snapshot() -> Snapshot {
    let text = secret_case().to_string();
    Snapshot::new(Arc::new(serde_json::from_str::<Case>(&text).unwrap()))
}

/// The words that this audience must not find.
fn forbidden(audience: Audience) -> &'static [&'static str] {
    match audience {
        Audience::Public => &[INTERNAL, SHARED],
        Audience::Shared => &[INTERNAL],
        Audience::Internal => &[],
    }
}

/// Where a word stands in a text, whatever the case of its letters, with what is around it.
fn leak(text: &str, word: &str) -> Option<String> {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    let at = text.find(&word)?;
    let around: String = text.get(at.saturating_sub(60)..).unwrap_or(&text).chars().take(140).collect();
    Some(around)
}

/// Everything that can be read in a file: its bytes as text, what is packed in it, and what a reader of the format sees.
fn unpacked(format: Format, bytes: &[u8]) -> Vec<(String, String)> {
    let mut texts = vec![("the bytes".to_owned(), String::from_utf8_lossy(bytes).into_owned())];
    match format {
        Format::Docx | Format::Xlsx => {
            let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
            for number in 0..archive.len() {
                let mut member = archive.by_index(number).unwrap();
                let name = member.name().unwrap().into_owned();
                let mut content = Vec::new();
                member.read_to_end(&mut content).unwrap();
                texts.push((name.clone(), format!("{name} {}", String::from_utf8_lossy(&content))));
            }
        }
        Format::Pdf => {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("paper.pdf");
            fs::write(&file, bytes).unwrap();
            for (program, before, after) in
                [("pdftotext", &[][..], &["-"][..]), ("pdfinfo", &[], &[]), ("pdfinfo", &["-meta"], &[])]
            {
                match Command::new(program).args(before).arg(&file).args(after).output() {
                    Ok(output) if output.status.success() => {
                        // The tool may name the file that it reads; the document must not.
                        let told = String::from_utf8_lossy(&output.stdout).into_owned();
                        texts.push((program.to_owned(), told));
                    }
                    Ok(output) => panic!("{program}: {}", String::from_utf8_lossy(&output.stderr)),
                    Err(error) => skip::skip("export_audience", &format!("{program} cannot be started ({error})")),
                }
            }
        }
        Format::Html | Format::Markdown | Format::Csv | Format::Svg | Format::Png => {}
    }
    texts
}

/// Every document of a case for an audience that this build can make, with how it was made.
fn documents(snapshot: &Snapshot, audience: Audience) -> Vec<(Format, String, Vec<u8>)> {
    let mut made = Vec::new();
    for format in Format::ALL {
        for layout in LAYOUTS {
            for own in ["north", "south"] {
                let choices =
                    Choices { layout, audience, own_party: Some(own.into()), picture: true, ..Choices::default() };
                match export(snapshot, &choices, format, &Progress::default()) {
                    Ok(document) => {
                        made.push((format, format!("{format:?} {layout:?} {own} {audience:?}"), document.bytes));
                    }
                    Err(ExportError::NotBuilt(_)) => {}
                    Err(error) => panic!("{format:?} {layout:?}: {error}"),
                }
                // Whose brief it is matters to a brief alone.
                if layout != Layout::Brief {
                    break;
                }
            }
            if !format.has_layout() {
                break;
            }
        }
    }
    made
}

#[test]
fn the_case_of_this_test_fills_every_field() {
    let case = secret_case();
    let filled = |list: &str, pick: fn(&Value) -> &Value, names: &[&str]| {
        let records = case[list].as_array().unwrap();
        let record = records.iter().map(pick).find(|record| record.to_string().contains(INTERNAL)).unwrap();
        let missing: Vec<_> = names.iter().filter(|name| record.get(**name).is_none()).collect();
        assert!(missing.is_empty(), "{list}: a field came that this test does not fill: {missing:?}");
    };
    let internal = |records: &str| {
        let record = records.to_owned();
        let list = case[&record].as_array().unwrap();
        list.iter().position(|record| record["visibility"] == "internal").unwrap()
    };
    for (list, names) in [
        ("positions", Position::NAMES),
        ("proposals", Proposal::NAMES),
        ("outcomes", Outcome::NAMES),
        ("assessments", Assessment::NAMES),
        ("notes", Note::NAMES),
    ] {
        let record = &case[list][internal(list)];
        let missing: Vec<_> = names.iter().filter(|name| record.get(**name).is_none()).collect();
        assert!(missing.is_empty(), "{list}: a field came that this test does not fill: {missing:?}");
    }
    filled("log", |record| record, LogEntry::NAMES);
    let position = &case["positions"][internal("positions")];
    let proposal = &case["proposals"][internal("proposals")];
    let source = case["sources"].as_array().unwrap().iter().find(|source| source["id"] == "kryptonite-source").unwrap();
    for (record, names) in [
        (&position["evidence"][0], Evidence::NAMES),
        (&position["conditions"][0], Condition::NAMES),
        (&proposal["terms"][0], Term::NAMES),
        (&proposal["responses"][0], ProposalResponse::NAMES),
        (source, Source::NAMES),
    ] {
        let missing: Vec<_> = names.iter().filter(|name| record.get(**name).is_none()).collect();
        assert!(missing.is_empty(), "a field came that this test does not fill: {missing:?} in {record}");
    }
}

#[test]
fn the_case_that_is_left_holds_nothing_of_what_was_taken_out() {
    let snapshot = snapshot();
    for audience in [Audience::Public, Audience::Shared] {
        let (left, left_out) = redacted(&snapshot, audience);
        let text = serde_json::to_string(&**left.case()).unwrap();
        for word in forbidden(audience) {
            assert_eq!(leak(&text, word), None, "{audience:?}");
        }
        assert!(text.contains(PUBLIC) && left_out.internal.total() > 20, "{left_out:?}");
        assert_eq!(text.contains(SHARED), audience == Audience::Shared);
    }
    let (whole, _) = redacted(&snapshot, Audience::Internal);
    assert!(Arc::ptr_eq(whole.case(), snapshot.case()));
}

#[test]
fn no_document_holds_what_its_audience_may_not_see() {
    let snapshot = snapshot();
    for audience in [Audience::Public, Audience::Shared] {
        let documents = documents(&snapshot, audience);
        assert!(documents.iter().any(|(format, ..)| *format == Format::Markdown), "nothing was made");
        for (format, name, bytes) in documents {
            let texts = unpacked(format, &bytes);
            for (place, text) in &texts {
                for word in forbidden(audience) {
                    assert_eq!(leak(text, word), None, "{name}: {place}");
                }
            }
            // A picture of dots shows its words to eyes alone, a picture of the axes only those of the axes.
            if !matches!(format, Format::Png | Format::Svg) {
                assert!(texts.iter().any(|(_, text)| text.contains(PUBLIC)), "{name} says nothing at all");
            }
        }
    }
}

#[test]
fn the_internal_audience_does_see_it() {
    // Else the test above would find nothing, whatever leaked.
    let choices = Choices { layout: Layout::Record, audience: Audience::Internal, ..Choices::default() };
    let document = export(&snapshot(), &choices, Format::Markdown, &Progress::default()).unwrap();
    let text = String::from_utf8(document.bytes).unwrap();
    for word in ["demand", "comment", "walk\\-away", "walk-away", "note", "log", "proposal", "outcome", "publisher"] {
        let plain = word.replace('\\', "");
        assert!(text.contains(&format!("{INTERNAL} {plain}")), "{word}");
    }
    assert!(text.contains(SHARED) && document.left_out.total() == 0);
}

#[test]
fn no_document_knows_who_made_it_where_or_when() {
    let folder = tempfile::Builder::new().prefix("zirkonium").tempdir().unwrap();
    let file = folder.path().join("topasfile.json");
    fs::write(&file, secret_case().to_string()).unwrap();
    let host = fs::read_to_string("/etc/hostname").unwrap_or_default().trim().to_owned();
    let mut words = vec!["zirkonium", "topasfile", "smaragdine", "rubinhost", "/work/", "/home/", "/root/", "/tmp/"];
    // A name of a few letters is part of other words.
    if host.len() >= 6 {
        words.push(&host);
    }
    let words_of_sources: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    for format in Format::ALL {
        for layout in ["side-by-side", "brief", "summary", "record"] {
            let output = Command::new(env!("CARGO_BIN_EXE_demarche"))
                .current_dir(folder.path())
                .env("USER", "smaragdine")
                .env("LOGNAME", "smaragdine")
                .env("USERNAME", "smaragdine")
                .env("HOSTNAME", "rubinhost")
                .arg("export")
                .arg(&file)
                .args(["--to", format.extension(), "--layout", layout, "--out", "-"])
                .output()
                .expect("the program runs");
            let error = String::from_utf8_lossy(&output.stderr);
            if error.contains("was built without") {
                continue;
            }
            assert!(output.status.success(), "{format:?} {layout}: {error}");
            for (place, text) in unpacked(format, &output.stdout) {
                for word in &words_of_sources {
                    assert_eq!(leak(&text, word), None, "{format:?} {layout}: {place}");
                }
            }
            if !format.has_layout() {
                break;
            }
        }
    }
}

#[test]
fn the_same_case_and_choices_give_the_same_bytes() {
    let snapshot = snapshot();
    let again = self::snapshot();
    for audience in [Audience::Public, Audience::Internal] {
        let (one, other) = (documents(&snapshot, audience), documents(&again, audience));
        for ((_, name, one), (_, _, other)) in one.iter().zip(&other) {
            assert!(one == other, "{name}");
        }
    }
}
