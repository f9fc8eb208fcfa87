//! What a delegation finds in its brief of the sample, on how many pages.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop here")]

#[cfg(feature = "pdf")]
#[path = "support/pages.rs"]
mod pages;

use std::path::Path;
use std::sync::LazyLock;

use demarche::case::Snapshot;
use demarche::export::paper::{Block, Paper};
use demarche::export::{Choices, Layout, Progress, paper};
use demarche::file;

static SAMPLE: LazyLock<Snapshot> = LazyLock::new(|| {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/paris-2026.json");
    file::read(&path, &file::Progress::default()).unwrap().snapshot
});

const PRINCIPALS: [&str; 2] = ["syria", "israel"];

fn of(party: &str) -> Choices {
    Choices { layout: Layout::Brief, own_party: Some(party.into()), ..Choices::default() }
}

fn lines(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } => found.push(format!("# {}", text.words())),
            Block::Paragraph(text) => found.push(text.words()),
            Block::List(items) => items.iter().for_each(|item| lines(item, found)),
            _ => {}
        }
    }
}

fn made(choices: &Choices) -> Paper {
    paper(&SAMPLE, choices, &Progress::default()).unwrap().0
}

/// The lines between a heading and the next.
fn part(choices: &Choices, heading: &str) -> Vec<String> {
    let mut found = Vec::new();
    lines(&made(choices).blocks, &mut found);
    let start = found.iter().position(|line| *line == format!("# {heading}")).unwrap();
    found[start + 1..].iter().take_while(|line| !line.starts_with("# ")).cloned().collect()
}

#[test]
fn a_brief_names_what_the_talks_were_about() {
    for party in PRINCIPALS {
        let press = part(&of(party), "Press line").join("\n");
        assert!(press.contains("“joint fusion mechanism”"), "{party}: {press}");
        let background = part(&of(party), "Background");
        let freeze = background.iter().find(|line| line.contains("freeze on Israeli military operations")).unwrap();
        assert!(freeze.contains("no Israeli confirmation is recorded"), "{freeze}");
        assert!(freeze.contains("anonymous official"), "{freeze}");
        let whole = background.join("\n");
        for word in
            ["strategic files", "Prime Minister's Office", "London, 16", "Baku, 12 July", "October 2025", "Sweida"]
        {
            assert!(whole.contains(word), "{party}: {word} in {whole}");
        }
    }
}

#[test]
fn every_outcome_is_told_once_in_a_brief() {
    for party in PRINCIPALS {
        let told = [part(&of(party), "Press line"), part(&of(party), "Background")].concat().join("\n");
        for outcome in &SAMPLE.case().outcomes {
            let start: String = outcome.text.chars().take(60).collect();
            assert_eq!(told.matches(&start).count(), 1, "{party}: {}", outcome.id);
        }
    }
}

#[test]
fn the_background_goes_back_from_the_last_round_and_tells_few_old_facts() {
    for party in PRINCIPALS {
        let background = part(&of(party), "Background");
        assert!(background[0].starts_with("Last round: Paris, 5–6 January 2026."), "{background:?}");
        let old = ["1967", "31 May 1974", "14 December 1981", "17 December 1981", "8 December 2024", "9 December 2024"];
        let places: Vec<usize> =
            (0..background.len()).filter(|place| old.iter().any(|day| background[*place].starts_with(day))).collect();
        assert!((1..=3).contains(&places.len()), "{background:?}");
        let recent = background.iter().rposition(|line| line.starts_with("29 December 2025")).unwrap();
        assert!(places.iter().all(|place| *place > recent), "{background:?}");
        assert!(background.iter().any(|line| line.starts_with("31 May 1974")), "{background:?}");
    }
}

#[cfg(feature = "pdf")]
#[test]
fn a_brief_of_the_sample_has_two_pages_on_either_paper() {
    use demarche::export::{Audience, Format, Sheet, export};
    for party in PRINCIPALS {
        for (sheet, audience) in
            [(Sheet::A4, Audience::Public), (Sheet::Letter, Audience::Public), (Sheet::Letter, Audience::Internal)]
        {
            let choices = Choices { sheet, audience, ..of(party) };
            let document = export(&SAMPLE, &choices, Format::Pdf, &Progress::default()).unwrap();
            assert_eq!(pages::texts(&document.bytes).len(), 2, "{party}, {sheet:?}, {audience:?}");
        }
    }
}

#[test]
fn a_brief_for_one_party_names_no_filter_that_it_does_not_use() {
    let mut found = Vec::new();
    let choices = Choices { parties: vec!["syria".into()], ..of("israel") };
    lines(&made(&choices).blocks, &mut found);
    assert!(!found.iter().any(|line| line.contains("Parties: only")), "{:?}", found.first());
}

#[test]
fn the_response_repeats_no_objective_and_says_what_it_answers() {
    for party in PRINCIPALS {
        let response = part(&of(party), "Our response").join("\n");
        let own = SAMPLE.case().positions.iter().filter(|position| position.party.as_str() == party);
        for position in own {
            assert!(!response.contains(&position.text), "{party}: {}", position.text);
        }
    }
    let response = part(&of("syria"), "Our response");
    assert!(
        response.contains(&"T1, T2, T4, T5, S2 To what they ask or refuse here: our objective, above".to_owned()),
        "{response:?}"
    );
    assert!(response.contains(&"S7 To what they ask or refuse here: our red line, above".to_owned()), "{response:?}");
    assert!(
        response.iter().any(|line| line.starts_with("Humanitarian corridor to Sweida (S7 · by Israel")),
        "{response:?}"
    );
}

#[test]
fn an_argument_is_a_sentence_and_a_fragment_is_none() {
    let arguments = part(&of("syria"), "Arguments to use");
    assert!(!arguments.iter().any(|line| line.contains("“the withdrawal of Israeli forces”")), "{arguments:?}");
    assert!(arguments.iter().any(|line| line.contains("Both parties must respect the agreement of 1974")));
}

#[test]
fn what_is_agreed_is_not_offered_again_and_conditions_stand_by_themselves() {
    let tactics = part(&of("syria"), "Tactical points");
    let given =
        "Agreed already, so not to be given again: S4. In a joint text already, though not agreed: E3.".to_owned();
    assert!(tactics.contains(&given), "E3 is under discussion: {tactics:?}");
    assert!(!tactics.iter().any(|line| line.starts_with("S4 ")), "{tactics:?}");
    let files = tactics.iter().find(|line| line.starts_with("P1 ")).unwrap();
    assert!(
        files.ends_with("\nOnly if Israel first accepts a binding, clear timeline for its withdrawal (T2)."),
        "{files}"
    );
    let theirs = part(&of("syria"), "Their objectives");
    let scope = theirs.iter().find(|line| line.starts_with("P1 Any Israeli pullback")).unwrap();
    assert!(scope.contains("is one (for us to meet)"), "a condition does not refer to its own issue: {scope}");
}

#[test]
fn an_offer_is_not_agreed_because_what_was_agreed_has_the_same_source() {
    let mut value: serde_json::Value = serde_json::from_slice(&file::to_bytes(SAMPLE.case())).unwrap();
    value["positions"].as_array_mut().unwrap().push(serde_json::json!({
        "id": "offer", "issue": "commerce", "party": "israel", "kind": "concession",
        "text": "Israel offers to lift all customs duties.",
        "evidence": [{ "source": "syria-tv", "attribution": "outlet_report" }],
    }));
    let snapshot = file::parse(value.to_string().as_bytes()).unwrap();
    for party in PRINCIPALS {
        let mut found = Vec::new();
        lines(&paper(&snapshot, &of(party), &Progress::default()).unwrap().0.blocks, &mut found);
        let under = if party == "israel" { "What we can give" } else { "What they can give" };
        let (at, offer) =
            (found.iter().position(|line| line == under).unwrap(), "E3 Israel offers to lift all customs");
        let next = found[at + 1..].iter().take_while(|line| !line.contains("In a joint text"));
        assert!(next.into_iter().any(|line| line.starts_with(offer)), "{party}: {found:?}");
    }
}

#[test]
fn a_brief_for_an_earlier_round_cites_and_tells_nothing_later() {
    for party in PRINCIPALS {
        let choices = Choices { round: Some("london-sept-2025".into()), ..of(party) };
        let mut found = Vec::new();
        let made = made(&choices);
        lines(&made.blocks, &mut found);
        let whole = found.join("\n");
        assert!(!whole.contains("until the round in Paris"), "{party}: {whole}");
        let sources = made.blocks.iter().filter_map(|block| match block {
            Block::Sources(sources) => Some(sources),
            _ => None,
        });
        let cited: Vec<String> = sources.flatten().map(|source| source.text.words()).collect();
        assert!(
            !cited.is_empty() && cited.iter().all(|source| !source.contains("December 2025")),
            "{party}: {cited:?}"
        );
        assert!(cited.iter().all(|source| !source.contains("2026")), "{party}: {cited:?}");
    }
}

#[test]
fn a_press_line_has_the_own_public_word_or_says_that_there_is_none() {
    let press = part(&of("syria"), "Press line");
    let printed = press.iter().find(|line| line.contains("“the withdrawal of Israeli forces”")).unwrap();
    assert!(printed.starts_with("T1 ") && printed.contains("state media"), "{printed}");
}
