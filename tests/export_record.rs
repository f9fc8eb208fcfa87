//! What a document says is not on record is not on record: a choice leaves out, it does not unsay.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop here")]

#[allow(dead_code, reason = "not every test reads all of a package")]
#[path = "support/package.rs"]
mod package;

use std::path::Path;
use std::sync::{Arc, LazyLock};

use demarche::case::{IssueId, Kind, PartyId, Position, Role, Snapshot};
use demarche::export::audience::redacted;
use demarche::export::paper::{Block, RowKind};
use demarche::export::{Audience, Choices, Layout, Progress, paper};
use demarche::file;
use demarche::generate::{Size, case};
use demarche::words::{names, panels, screen, terms};
use proptest::prelude::*;
use proptest::sample::subsequence;

static SAMPLE: LazyLock<Snapshot> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    file::read(&path, &file::Progress::default()).unwrap().snapshot
});

/// A case that a failure does not print in full.
#[derive(Clone)]
struct Talks(Snapshot, String);

impl std::fmt::Debug for Talks {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.1)
    }
}

/// The sample, or a made-up case.
fn any_case() -> impl Strategy<Value = Talks> {
    let made_up = |(seed, positions, parties)| {
        let made_up = Snapshot::new(Arc::new(case(seed, Size { positions, parties })));
        Talks(made_up, format!("case({seed}, {positions} positions, {parties} parties)"))
    };
    prop_oneof![
        2 => Just(Talks(SAMPLE.clone(), "the sample".to_owned())),
        1 => (any::<u64>(), 0_usize..120, 3_usize..6).prop_map(made_up),
    ]
}

/// At most this many of a case's ids, mostly none.
fn some<T: Clone + std::fmt::Debug + 'static>(all: Vec<T>) -> BoxedStrategy<Vec<T>> {
    let most = all.len().min(3);
    prop_oneof![2 => Just(Vec::new()), 1 => subsequence(all, 0..=most)].boxed()
}

prop_compose! {
    fn any_choices()(Talks(snapshot, name) in any_case())(
        axes in some(snapshot.case().axes.iter().map(|record| record.id.clone()).collect()),
        issues in some(snapshot.case().issues.iter().map(|record| record.id.clone()).collect()),
        parties in some(snapshot.case().parties.iter().map(|record| record.id.clone()).collect()),
        kinds in some(vec![Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest]),
        round in some(snapshot.case().rounds.iter().map(|record| record.id.clone()).collect::<Vec<_>>())
            .prop_map(|rounds| rounds.into_iter().next()),
        own_party in proptest::option::of(0..snapshot.case().parties.len()),
        audience in prop_oneof![Just(Audience::Public), Just(Audience::Internal)],
        talks in Just(Talks(snapshot.clone(), name)),
    ) -> (Talks, Choices) {
        let own_party = own_party.map(|number| talks.0.case().parties.get(number).unwrap().id.clone());
        (talks, Choices { axes, issues, parties, kinds, round, own_party, audience, ..Choices::default() })
    }
}

/// Every paragraph and heading, a heading after `#`.
fn lines(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } => found.push(format!("# {}", text.words())),
            Block::Paragraph(text) => found.push(text.words()),
            Block::List(items) => items.iter().for_each(|item| lines(item, found)),
            Block::Card(card) => lines(&card.blocks, found),
            Block::Table(table) => table.rows.iter().for_each(|row| match &row.kind {
                RowKind::Group(text) => found.push(text.words()),
                RowKind::Cells(cells) => cells.iter().for_each(|cell| lines(cell, found)),
            }),
            // A paper that is looked at has nothing to choose from.
            Block::About(_) | Block::Sources(_) | Block::Picture(_) | Block::PageBreak => {}
        }
    }
}

fn lines_of(snapshot: &Snapshot, choices: &Choices) -> Vec<String> {
    let (paper, _) = paper(snapshot, choices, &Progress::default()).unwrap();
    let mut found = Vec::new();
    lines(&paper.blocks, &mut found);
    found
}

/// Whether a line claims that the record is silent.
fn claims_silence(line: &str) -> bool {
    (line.starts_with("No ")
        || line.starts_with("The record holds no ")
        || line.starts_with("The other side asks for "))
        && (line.contains("on record") || line.contains("statement of ours"))
}

/// The issues that a line of the brief is about: their numbers, or titles, with commas between them.
fn named<'a>(seen: &'a Snapshot, list: &str) -> Vec<&'a IssueId> {
    let listed: Vec<&str> = list.trim().split(", ").collect();
    let issues = seen.case().issues.iter().filter(|issue| listed.contains(&names::short_issue(issue)));
    issues.map(|issue| &issue.id).collect()
}

fn check_brief(snapshot: &Snapshot, seen: &Snapshot, choices: &Choices) {
    let found = lines_of(snapshot, choices);
    let own = choices.own_party(seen).unwrap();
    let positions = &seen.case().positions;
    let ours = |position: &Position| position.party == own.id;
    let theirs = |position: &Position| {
        !ours(position) && seen.party(&position.party).is_some_and(|party| party.role == Role::Principal)
    };
    let kinds = [("demand", Kind::Demand), ("concession", Kind::Concession), ("red line", Kind::RedLine)];
    for line in &found {
        for (word, kind) in &kinds {
            if *line == format!("No {word} of {} is on record.", own.label()) {
                assert!(!positions.iter().any(|held| ours(held) && held.kind == *kind), "{line}");
            }
        }
        if line == "No concession of the other side is on record." {
            assert!(!positions.iter().any(|held| theirs(held) && held.kind == Kind::Concession), "{line}");
        }
        if line == "No demand, red line or interest of the other side is on record." {
            assert!(!positions.iter().any(|held| theirs(held) && held.kind != Kind::Concession), "{line}");
        }
        if let Some((numbers, _)) = line.split_once(&format!("{} of {}", terms::NO_POSITION, own.label())) {
            let numbers = numbers.split_once(" To ").map_or(numbers, |(numbers, _)| numbers);
            for issue in named(seen, numbers) {
                assert!(!seen.positions_on(issue).any(|held| ours(held)), "{line}: {issue}");
            }
        }
    }
    // What the whole brief does not call unrecorded, no part of it does.
    let whole = Choices { own_party: choices.own_party.clone(), audience: choices.audience, ..Choices::default() };
    let whole = lines_of(snapshot, &Choices { layout: Layout::Brief, ..whole });
    for line in found.iter().filter(|line| claims_silence(line) && !line.contains(" to: ")) {
        assert!(whole.contains(line), "{line}");
    }
}

fn check_table(snapshot: &Snapshot, seen: &Snapshot, choices: &Choices) {
    let (paper, _) = paper(snapshot, choices, &Progress::default()).unwrap();
    let table = paper.blocks.iter().find_map(|block| if let Block::Table(table) = block { Some(table) } else { None });
    let Some(table) = table else { return };
    let words = |cell: &[Block]| {
        let mut found = Vec::new();
        lines(cell, &mut found);
        found
    };
    for row in &table.rows {
        let RowKind::Cells(cells) = &row.kind else { continue };
        let title = &words(&cells[0])[0];
        let issue = seen.case().issues.iter().find(|issue| names::issue(issue) == *title).unwrap();
        for (cell, column) in cells.iter().zip(&table.columns).skip(1) {
            let nothing = words(cell);
            match &column.party {
                Some(party) if nothing == [terms::NO_POSITION] => {
                    assert!(!seen.positions_on(&issue.id).any(|held| held.party == *party), "{title}: {party}");
                }
                None if nothing == [screen::NO_PROPOSAL] => {
                    let mut all = seen.case().proposals.iter().flat_map(|proposal| &proposal.terms);
                    assert!(!all.any(|term| term.issue == issue.id), "{title}");
                }
                _ => {}
            }
        }
    }
}

fn check_record(seen: &Snapshot, found: &[String]) {
    let mut issue = None;
    let mut before = "";
    for line in found {
        if let Some(heading) = line.strip_prefix("# ") {
            issue = seen.case().issues.iter().find(|issue| names::issue(issue) == heading);
        }
        if let (Some(issue), Some(party)) = (issue, line.strip_suffix(&format!(": {}", terms::NO_POSITION))) {
            let party: &PartyId = &seen.case().parties.iter().find(|known| known.label() == party).unwrap().id;
            assert!(!seen.positions_on(&issue.id).any(|held| held.party == *party), "{}: {line}", issue.id);
        }
        if let (Some(issue), true) = (issue, line == panels::NOBODY) {
            let named = |options: &[demarche::case::OptionId]| {
                issue.options.iter().any(|option| {
                    (option.label == before || option.about.as_deref() == Some(before)) && options.contains(&option.id)
                })
            };
            assert!(!seen.positions_on(&issue.id).any(|held| named(&held.options)), "{}: {before}", issue.id);
            let mut all = seen.case().proposals.iter().flat_map(|proposal| &proposal.terms);
            let on_option = all.any(|term| term.issue == issue.id && named(term.option.as_slice()));
            assert!(!on_option, "{}: {before}", issue.id);
        }
        before = line;
    }
}

fn check(snapshot: &Snapshot, choices: &Choices) {
    // What is chosen may be something that the audience does not see at all.
    let (seen, _) = redacted(snapshot, choices.audience);
    check_brief(snapshot, &seen, &Choices { layout: Layout::Brief, ..choices.clone() });
    check_table(snapshot, &seen, &Choices { layout: Layout::SideBySide, ..choices.clone() });
    check_record(&seen, &lines_of(snapshot, &Choices { layout: Layout::Record, ..choices.clone() }));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_on_record_is_called_unrecorded((Talks(snapshot, _), choices) in any_choices()) {
        check(&snapshot, &choices);
    }
}

#[test]
fn words_and_outcomes_of_after_the_chosen_round_are_not_called_unrecorded() {
    let found = [
        (14_606_453_416_067_883_436, 32, 4, None, "round-1"),
        (3_658_045_971_223_622_067, 16, 4, Some("party-2"), "round-4"),
        (8_987_927_335_314_139_357, 33, 4, Some("party-1"), "round-1"),
        (6_581_238_197_759_443_407, 2, 4, None, "round-1"),
    ];
    for (seed, positions, parties, own, round) in found {
        let snapshot = Snapshot::new(Arc::new(case(seed, Size { positions, parties })));
        check(
            &snapshot,
            &Choices { own_party: own.map(PartyId::from), round: Some(round.into()), ..Choices::default() },
        );
    }
}

/// The lines below a heading of a brief for Syria.
fn syria(heading: &str, choices: Choices) -> Vec<String> {
    let found = lines_of(&SAMPLE, &Choices { layout: Layout::Brief, own_party: Some("syria".into()), ..choices });
    let start = found.iter().position(|line| *line == format!("# {heading}")).unwrap();
    found[start + 1..].iter().take_while(|line| !line.starts_with("# ")).cloned().collect()
}

#[test]
fn a_brief_on_one_axis_says_that_demands_on_the_others_are_left_out_by_choice() {
    let economic = || Choices { axes: vec!["economic".into()], ..Choices::default() };
    assert_eq!(syria("Our objectives", economic()), ["Left out by choice: 6 on record."]);
    assert!(syria("Tactical points", economic()).contains(&"Left out by choice: 1 on record.".to_owned()));
}

#[test]
fn a_brief_of_red_lines_does_not_call_the_rest_unrecorded() {
    let red_lines = || Choices { kinds: vec![Kind::RedLine], ..Choices::default() };
    let response = syria("Our response", red_lines());
    assert!(response.iter().any(|line| line.contains("T3") && line.contains("Left out by choice")), "{response:?}");
    assert!(!response.iter().any(|line| line.contains(terms::NO_POSITION)), "{response:?}");
}

#[test]
fn an_option_that_only_a_proposal_names_is_not_called_unnamed() {
    let found = lines_of(&SAMPLE, &Choices { layout: Layout::Record, ..Choices::default() });
    let frozen = found.iter().position(|line| line == "Operations frozen").unwrap();
    assert_eq!(found[frozen + 2], "“Joint Security Task Force in Amman” proposes it");
}

/// The lines of the sample as it stood in London in September 2025.
fn in_london(layout: Layout) -> Vec<String> {
    lines_of(&SAMPLE, &Choices { layout, round: Some("london-sept-2025".into()), ..Choices::default() })
}

#[test]
fn a_round_knows_nothing_of_what_was_proposed_answered_or_agreed_after_it() {
    for layout in [Layout::SideBySide, Layout::Brief, Layout::Summary, Layout::Record] {
        let found = in_london(layout);
        for later in ["Joint Security Task Force in Amman", "economic zone for", "Joint Liaison Mechanism (agreed"] {
            assert!(!found.iter().any(|line| line.contains(later)), "{layout:?}: {later}");
        }
        let head = found.iter().find(|line| line.contains("as it stood in the round London")).unwrap();
        assert!(head.contains("3 proposals reported only later left out"), "{head}");
    }
    let record = in_london(Layout::Record);
    assert!(
        !record.contains(&"# Paris, 5–6 January 2026".to_owned()) && !record.contains(&"6 January 2026".to_owned())
    );
    assert!(record.contains(&"# London, 16–17 September 2025".to_owned()));
}

#[test]
fn a_status_that_no_evidence_of_the_round_bears_is_marked_as_one_of_today() {
    let found = in_london(Layout::SideBySide);
    let status = |issue: &str| found[found.iter().position(|line| line == issue).unwrap() + 1].clone();
    assert!(status("T1 Withdrawal from land taken since Dec 2024").starts_with("today: Contested"), "{found:?}");
    // Reuters reported in those days that the Golan was left out.
    assert!(status("T3 Golan Heights").starts_with("Not addressed"), "{found:?}");
    assert!(found.iter().any(|line| line.starts_with("by Israel · status today: ")), "{found:?}");
}

#[test]
fn a_column_that_is_not_shown_is_named_at_the_head_of_the_table() {
    let columns = ["usa", "syria"].map(|party| demarche::compare::Column::Party(party.into())).to_vec();
    let found = lines_of(&SAMPLE, &Choices { columns, ..Choices::default() });
    assert!(found[0].starts_with("Columns not shown: Israel (19 positions), "), "{}", found[0]);
    assert!(found[0].contains("on the table ("), "{}", found[0]);
}

#[test]
fn a_status_has_one_sign_in_word_and_in_markdown() {
    use demarche::case::Status;
    use demarche::export::paper::{Mark, Paper, Text};
    use demarche::export::{docx, markdown};
    use demarche::words::export::signs;
    let states = [
        Status::Agreed,
        Status::AgreedInPrinciple,
        Status::UnderDiscussion,
        Status::Contested,
        Status::NotAddressed,
        Status::Unknown,
    ];
    let kinds = [Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest];
    let marks = states.iter().map(|status| (Mark::Status(status.clone()), signs::status(status)));
    for (mark, sign) in marks.chain(kinds.iter().map(|kind| (Mark::Kind(kind.clone()), signs::kind(kind)))) {
        let text = Text::default().marked(mark).with("word", demarche::export::paper::Look::Plain);
        let paper = Paper { title: "Signs".to_owned(), blocks: vec![Block::Paragraph(text)], ..Paper::default() };
        let document = docx::write(&paper, &Progress::default()).unwrap();
        let body = package::part(&document, "word/document.xml");
        assert!(words_in(&body).contains(sign), "{sign} in Word");
        let markdown = markdown::write(&paper, &Progress::default()).unwrap();
        assert!(String::from_utf8(markdown).unwrap().contains(sign), "{sign} in Markdown");
    }
}

fn words_in(element: &package::Element) -> String {
    let own = std::iter::once(element.text.clone());
    own.chain(element.children.iter().map(words_in)).collect()
}
