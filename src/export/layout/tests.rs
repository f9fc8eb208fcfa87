//! What each layout holds, looked at in the paper itself.

use std::path::Path;
use std::sync::Arc;

use serde_json::{Value, json};

use super::*;
use crate::case::{Case, PartyId};
use crate::export::audience::redacted;
use crate::export::paper::{Link, RowKind, Run, Text};

fn sample() -> Snapshot {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    Snapshot::new(Arc::new(serde_json::from_slice::<Case>(&std::fs::read(path).unwrap()).unwrap()))
}

fn case(lists: Value) -> Snapshot {
    let mut case = json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [
            { "id": "north", "name": "North", "role": "principal" },
            { "id": "south", "name": "South", "role": "principal" },
        ],
        "axes": [{ "id": "security", "name": "Security" }],
        "issues": [
            { "id": "line", "axis": "security", "number": "S1", "title": "Line", "status": "contested" },
            { "id": "arms", "axis": "security", "number": "S2", "title": "Arms", "status": "unknown" },
        ],
    });
    if let (Some(case), Value::Object(lists)) = (case.as_object_mut(), lists) {
        case.extend(lists);
    }
    Snapshot::new(Arc::new(serde_json::from_value::<Case>(case).unwrap()))
}

fn position(id: &str, party: &str, kind: &str, more: Value) -> Value {
    let mut position =
        json!({ "id": id, "party": party, "issue": "line", "kind": kind, "text": format!("Says {id}.") });
    if let (Some(position), Value::Object(more)) = (position.as_object_mut(), more) {
        position.extend(more);
    }
    position
}

fn layout(layout: Layout) -> Choices {
    Choices { layout, ..Choices::default() }
}

fn brief_of(party: &str) -> Choices {
    Choices { own_party: Some(PartyId::from(party)), ..layout(Layout::Brief) }
}

fn paper_of(snapshot: &Snapshot, choices: &Choices) -> Paper {
    let (snapshot, _) = redacted(snapshot, choices.audience);
    paper(&snapshot, choices, &Progress::default()).unwrap().without_choices()
}

/// Every text of some blocks, in the order in which they are read; a heading after `#`.
fn texts(blocks: &[Block], found: &mut Vec<Text>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } => found.push(Text::plain(format!("# {}", text.words()))),
            Block::Paragraph(text) => found.push(text.clone()),
            Block::List(items) => items.iter().for_each(|item| texts(item, found)),
            Block::Card(card) => texts(&card.blocks, found),
            Block::Table(table) => {
                table.columns.iter().for_each(|column| texts(&column.head, found));
                for row in &table.rows {
                    match &row.kind {
                        RowKind::Group(text) => found.push(text.clone()),
                        RowKind::Cells(cells) => cells.iter().for_each(|cell| texts(cell, found)),
                    }
                }
            }
            Block::Sources(sources) => found.extend(sources.iter().map(|source| source.text.clone())),
            Block::About(about) => texts(&about.blocks, found),
            Block::Picture(_) | Block::PageBreak => {}
        }
    }
}

fn words_of(paper: &Paper) -> Vec<String> {
    let mut found = Vec::new();
    texts(&paper.blocks, &mut found);
    found.iter().map(Text::words).collect()
}

/// The lines between a heading and the next.
fn part(paper: &Paper, heading: &str) -> Vec<String> {
    let lines = words_of(paper);
    let start = lines.iter().position(|line| *line == format!("# {heading}")).unwrap();
    lines[start + 1..].iter().take_while(|line| !line.starts_with("# ")).cloned().collect()
}

const LAYOUTS: [Layout; 4] = [Layout::SideBySide, Layout::Brief, Layout::Summary, Layout::Record];

#[test]
fn a_summary_has_at_most_120_words() {
    for snapshot in [sample(), case(json!({}))] {
        let paper = paper_of(&snapshot, &layout(Layout::Summary));
        let head = [&paper.title, &paper.subtitle, paper.handling.as_deref().unwrap_or_default()];
        let head: usize = head.into_iter().map(summary::count).sum();
        let words = head + words_of(&paper).iter().map(|line| summary::count(line)).sum::<usize>();
        assert!((1..=summary::WORDS).contains(&words), "{words} words on {}", snapshot.case().title);
    }
    let long = "word ".repeat(300);
    let snapshot = case(json!({
        "parties": [{ "id": "north", "name": long, "role": "principal" }],
        "issues": (0..300).map(|number| json!({
            "id": number.to_string(), "axis": "security", "title": format!("Issue {number} {long}"),
            "status": "contested",
        })).collect::<Vec<_>>(),
    }));
    let words: usize = words_of(&paper_of(&snapshot, &layout(Layout::Summary))).iter().map(|l| summary::count(l)).sum();
    assert!((1..=summary::WORDS).contains(&words), "{words}");
}

#[test]
fn a_summary_says_how_the_issues_stand_and_what_came_out() {
    let lines = words_of(&paper_of(&sample(), &layout(Layout::Summary)));
    assert_eq!(lines[0], "Principals: Syria, Israel");
    assert_eq!(lines[2], "19 issues: 1 agreed, 5 under discussion, 7 contested, 1 not addressed, 5 unknown");
    assert!(lines[3].starts_with("Outcomes: Joint Liaison Mechanism (agreed, joint text);"), "{lines:?}");
    assert_eq!(
        lines[4],
        "T1: Syria: Full withdrawal to the lines before December 2024; \
         Israel: No withdrawal, or on conditions: Recently taken areas, but not Mount Hermon"
    );
    let refused = "T4: Syria: Israel leaves the summit (inferred); Israel refuses it".to_owned();
    assert!(lines.contains(&refused), "{lines:?}");
    assert!(lines.contains(&"And 4 further contested issues: T5, S2, S7, P1.".to_owned()), "{lines:?}");
    assert_eq!(lines.last().unwrap(), "Common ground: S4");
}

#[test]
fn a_brief_has_its_parts_in_the_order_in_which_they_are_needed() {
    for snapshot in [sample(), case(json!({}))] {
        let own = snapshot.case().parties.get(0).unwrap().id.to_string();
        let lines = words_of(&paper_of(&snapshot, &brief_of(&own)));
        let headings: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("# ")).collect();
        let parts = [
            "Our objectives",
            "Arguments to use",
            "Tactical points",
            "Their objectives",
            "Our response",
            "Press line",
            "Background",
        ];
        assert_eq!(headings[..7], parts);
        assert!(headings[7..].iter().all(|heading| *heading == "Sources"));
    }
}

#[test]
fn a_part_without_material_says_so() {
    let paper = paper_of(&case(json!({})), &brief_of("north"));
    assert_eq!(part(&paper, "Our objectives"), ["No demand of North is on record."]);
    assert_eq!(
        part(&paper, "Tactical points"),
        [
            "What we can give",
            "No concession of North is on record.",
            "Our red lines",
            "No red line of North is on record.",
            "What they can give",
            "No concession of the other side is on record."
        ]
    );
    assert_eq!(part(&paper, "Background"), ["No round or dated fact is on record."]);
    assert_eq!(part(&paper, "Press line"), ["The record holds no public outcome or statement of ours to quote."]);
    let demands = Choices { kinds: vec![crate::case::Kind::Demand], ..brief_of("north") };
    let paper = paper_of(&case(json!({ "positions": [position("give", "north", "concession", json!({}))] })), &demands);
    // What was not asked for is not called unrecorded.
    assert_eq!(part(&paper, "Tactical points")[1], "Left out by choice: 1 on record.");
}

#[test]
fn a_brief_knows_ours_from_theirs_and_what_is_for_us_to_do() {
    let snapshot = case(json!({ "positions": [
        position("ask", "north", "demand", json!({ "firmness": "firm" })),
        position("give", "north", "concession", json!({ "conditions": [{ "text": "they stop", "requires": "issue:arms" }] })),
        position("never", "north", "red_line", json!({})),
        position("theirs", "south", "demand", json!({})),
        position("offer", "south", "concession", json!({ "conditions": [
            { "text": "Only if North stops", "requires": "issue:arms", "from": "north" }] })),
    ] }));
    let paper = paper_of(&snapshot, &brief_of("north"));
    assert_eq!(part(&paper, "Our objectives"), ["S1 Says ask. · firm · no evidence"]);
    assert_eq!(part(&paper, "Tactical points")[1], "S1 Says give. · no evidence\nOnly if they stop (S2).");
    assert_eq!(
        part(&paper, "Tactical points")[5],
        "S1 Says offer. · no evidence\nOnly if North stops (S2, for us to meet)."
    );
    assert_eq!(part(&paper, "Their objectives"), ["S1 Says theirs. · no evidence"]);
    assert_eq!(
        part(&paper, "Our response"),
        ["S1 To what they ask or refuse here: our objective, our red line and what we can give, above"]
    );
    let theirs = paper_of(&snapshot, &brief_of("south"));
    assert_eq!(part(&theirs, "Our objectives"), ["S1 Says theirs. · no evidence"]);
}

#[test]
fn a_press_line_quotes_only_what_is_public_and_was_said_openly() {
    let stated = |visibility: &str| json!({ "basis": "stated", "visibility": visibility });
    let snapshot = case(json!({
        "positions": [
            position("open", "north", "interest", stated("public")),
            position("told", "north", "interest", stated("shared")),
            position("ours", "north", "demand", stated("internal")),
            position("rumour", "north", "demand", json!({ "basis": "reported" })),
        ],
        "outcomes": [
            { "id": "a", "title": "Freeze", "text": "Both sides freeze all operations at once. No end is set.", "state": "agreed", "date": "2026-01-06",
              "evidence": [{ "source": "paper", "attribution": "joint_text" }] },
            { "id": "b", "title": "Channel", "text": "", "state": "agreed", "date": "2026-01-06",
              "evidence": [{ "source": "paper", "attribution": "on_record" }] },
            { "id": "c", "title": "Whisper", "text": "…", "state": "announced",
              "evidence": [{ "source": "paper", "attribution": "anonymous_official" }] },
            { "id": "d", "title": "Side letter", "text": "…", "state": "agreed", "visibility": "internal",
              "evidence": [{ "source": "paper", "attribution": "joint_text" }] },
        ],
        "sources": [{ "id": "paper", "publisher": "Paper" }],
    }));
    for audience in [Audience::Public, Audience::Shared, Audience::Internal] {
        let paper = paper_of(&snapshot, &Choices { audience, ..brief_of("north") });
        assert_eq!(
            part(&paper, "Press line"),
            [
                "Agreed on 6 January 2026: Both sides freeze all operations at once.\u{A0}[1] Channel\u{A0}[1]",
                "Says open."
            ],
            "{audience:?}"
        );
    }
}

#[test]
fn an_empty_cell_is_called_unrecorded_only_where_nothing_is_recorded() {
    let snapshot = case(json!({ "positions": [position("give", "north", "concession", json!({}))] }));
    let all = words_of(&paper_of(&snapshot, &layout(Layout::SideBySide)));
    assert_eq!(all.iter().filter(|line| *line == terms::NO_POSITION).count(), 3);
    let round = case(json!({
        "positions": [
            position("was", "north", "demand", json!({ "until": "2025" })),
            position("is", "south", "demand", json!({})),
        ],
    }));
    let lines = words_of(&paper_of(&round, &layout(Layout::SideBySide)));
    assert!(lines.contains(&"No recorded position now · 1 earlier version".to_owned()), "{lines:?}");
    let demands = Choices { kinds: vec![crate::case::Kind::Demand], ..layout(Layout::SideBySide) };
    let both = case(json!({
        "positions": [position("ask", "north", "demand", json!({})), position("give", "south", "concession", json!({}))],
    }));
    let lines = words_of(&paper_of(&both, &demands));
    assert!(lines.contains(&"1 on record, not shown here".to_owned()), "{lines:?}");
}

#[test]
fn the_record_has_every_position_with_all_its_evidence() {
    let snapshot = sample();
    let lines = words_of(&paper_of(&snapshot, &layout(Layout::Record)));
    let whole = lines.join("\n");
    for position in &snapshot.case().positions {
        assert!(lines.contains(&position.text), "{}", position.id);
        for evidence in &position.evidence {
            let quote = evidence.quote.as_deref().map(panels::quoted);
            assert!(quote.is_none_or(|quote| lines.contains(&quote)), "{}", position.id);
            assert!(evidence.note.as_ref().is_none_or(|note| whole.contains(note.as_str())), "{}", position.id);
        }
    }
    for event in &snapshot.case().events {
        assert!(whole.contains(&event.text), "{}", event.id);
    }
    for note in &snapshot.case().notes {
        assert!(lines.contains(&note.text), "{}", note.id);
    }
}

#[test]
fn every_number_leads_to_a_source_and_numbers_follow_the_first_citation() {
    for choice in LAYOUTS {
        let paper = paper_of(&sample(), &layout(choice));
        let mut found = Vec::new();
        texts(&paper.blocks, &mut found);
        let cited = found.iter().flat_map(|text| &text.0).filter_map(|run| match run {
            Run::Words { link: Some(Link::Source(number)), .. } => Some(*number),
            _ => None,
        });
        let mut next = 1;
        for number in cited {
            assert!(number <= next, "{choice:?}: {number} before {next}");
            next = next.max(number + 1);
        }
        let numbers = paper.blocks.iter().find_map(|block| match block {
            Block::Sources(sources) => Some(sources.iter().map(|source| source.number).collect::<Vec<_>>()),
            _ => None,
        });
        assert_eq!(numbers.unwrap_or_default(), (1..next).collect::<Vec<_>>(), "{choice:?}");
    }
}

#[test]
fn reports_that_contradict_each_other_stand_in_one_row() {
    let paper = paper_of(&sample(), &layout(Layout::Record));
    let tables = paper.blocks.iter().filter_map(|block| match block {
        Block::Table(table) if table.label == words::DISPUTED_REPORTS => Some((table.columns.len(), table.rows.len())),
        _ => None,
    });
    // Baku and the stalled autumn; and the three sites of the zone, which are one dispute.
    assert_eq!(tables.collect::<Vec<_>>(), [(2, 2), (3, 1)]);
}

#[test]
fn only_what_is_chosen_is_shown_and_the_paper_says_so() {
    let choices = Choices {
        axes: vec!["territorial".into()],
        parties: vec!["israel".into()],
        kinds: vec![crate::case::Kind::RedLine],
        ..layout(Layout::SideBySide)
    };
    let lines = words_of(&paper_of(&sample(), &choices));
    assert_eq!(
        lines[0],
        "Chosen by filter: 2 of 19 issues · Axis: only Territorial · Parties: only Israel · Positions: only Red line"
    );
    assert!(!lines.iter().any(|line| line.contains("Syria withdraws")), "{lines:?}");
    let issue = Choices { issues: vec!["golan".into()], ..layout(Layout::Record) };
    let lines = words_of(&paper_of(&sample(), &issue));
    assert!(lines.contains(&"# T3 Golan Heights".to_owned()) && !lines.contains(&"# T4 Mount Hermon".to_owned()));
}

#[test]
fn columns_stand_as_they_were_chosen() {
    let columns = vec![crate::compare::Column::Proposals, crate::compare::Column::Party("israel".into())];
    let paper = paper_of(&sample(), &Choices { columns, ..layout(Layout::SideBySide) });
    let table = paper.blocks.iter().find_map(|block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    });
    let parties: Vec<Option<&str>> =
        table.unwrap().columns.iter().map(|column| column.party.as_ref().map(PartyId::as_str)).collect();
    assert_eq!(parties, [None, None, Some("israel")]);
}

#[test]
fn the_foot_names_the_date_the_version_and_the_audience_and_no_clock() {
    let paper = paper_of(&sample(), &layout(Layout::Brief));
    let version = format!("Version {:08x}", fingerprint(redacted(&sample(), Audience::Public).0.case()) >> 32);
    assert_eq!(paper.footer, format!("As of 7 January 2026 · {version} · Public"));
    assert_eq!((paper.handling.as_deref(), &paper.marking), (Some("Case marking: Public sources only"), &None));
    let internal =
        Choices { audience: Audience::Internal, made_on: Some("8 January 2026".to_owned()), ..layout(Layout::Brief) };
    let paper = paper_of(&sample(), &internal);
    assert!(paper.footer.ends_with(" · Internal to the own delegation · Made on 8 January 2026"), "{}", paper.footer);
    assert_eq!(paper.marking.as_deref(), Some("Internal: own delegation only"));
}

#[test]
fn what_is_not_for_everybody_says_so_where_it_stands() {
    let snapshot =
        case(json!({ "positions": [position("ours", "north", "demand", json!({ "visibility": "internal" }))] }));
    for choice in [Layout::SideBySide, Layout::Brief, Layout::Record] {
        let paper = paper_of(&snapshot, &Choices { audience: Audience::Internal, ..layout(choice) });
        assert!(words_of(&paper).iter().any(|line| line.contains(" · internal")), "{choice:?}");
    }
}

#[test]
fn a_text_from_right_to_left_comes_before_its_label() {
    let arabic = scribe::labelled(None, "T1", "انسحاب كامل", crate::export::paper::Look::Plain);
    assert_eq!(arabic.words(), "انسحاب كامل · T1");
    let english = scribe::labelled(None, "T1", "Full withdrawal", crate::export::paper::Look::Plain);
    assert_eq!(english.words(), "T1 Full withdrawal");
}

#[test]
fn an_export_that_is_not_wanted_stops() {
    let progress = Progress::default();
    progress.cancel();
    for choice in LAYOUTS {
        assert_eq!(paper(&sample(), &layout(choice), &progress), Err(Cancelled));
    }
}
