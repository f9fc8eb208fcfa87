//! What can be said for what we ask: our needs, what was said word by word, and who else asks for it.

use super::super::scribe::{heading, labelled, with_visibility};
use super::{Brief, Line, Side};
use crate::case::{Evidence, Issue, Kind, Position};
use crate::export::paper::{Block, Look, Text};
use crate::words::{export as words, names, panels, terms};

/// A quotation of fewer words is a fragment.
const SENTENCE: usize = 5;

impl Brief<'_> {
    /// Our needs, our own words on what we ask for, and who else asks for it.
    pub(super) fn arguments(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::ARGUMENTS));
        let mut items = Vec::new();
        for (issue, position) in self.held(Side::Ours, &[Kind::Interest]) {
            items.push(self.item(&issue.id, position, |brief| {
                let text = labelled(None, names::short_issue(issue), &position.text, Look::Plain);
                let text = with_visibility(text, position.visibility());
                brief.rests_on(text, &position.evidence)
            }));
        }
        for (issue, position) in self.held(Side::Ours, &[Kind::Demand, Kind::RedLine]) {
            let quoted = position.evidence.iter().find(|entry| entry.quote.as_deref().is_some_and(is_sentence));
            let quote = |entry| self.item(&issue.id, position, |brief| brief.quote(issue, position, entry));
            items.extend(quoted.map(quote));
        }
        for (issue, position) in self.held(Side::Third, &[Kind::Demand, Kind::RedLine]) {
            if self.supports(&self.rows, issue, position) {
                let label = words::joined(names::short_issue(issue), self.scribe.label(&position.party));
                items.push(self.item(&issue.id, position, |brief| brief.claim(&label, position, Side::Third, false)));
            }
        }
        let nothing = words::no_argument(self.own.label());
        blocks.push(if items.is_empty() { self.no_argument(nothing) } else { Block::List(items) });
    }

    /// What was said for one of our positions, word by word, and by whom.
    fn quote(&mut self, issue: &Issue, position: &Position, entry: &Evidence) -> Text {
        let quote = panels::quoted(entry.quote.as_deref().unwrap_or_default());
        let mut text = labelled(None, names::short_issue(issue), &quote, Look::Quote);
        let speaker = entry.speaker.iter().map(String::as_str);
        let told: Vec<&str> = speaker.chain([terms::attribution(&entry.attribution)]).collect();
        text = text.with(words::after_dot(&told.join(", ")), Look::Quiet);
        text = with_visibility(text, position.visibility());
        self.scribe.cited(text, std::slice::from_ref(entry))
    }

    /// Whether somebody else asks for an option that we ask for, or refuses one that we refuse.
    pub(super) fn supports(&self, lines: &[Line<'_>], issue: &Issue, other: &Position) -> bool {
        let line = lines.iter().find(|line| line.issue.id == issue.id);
        let ours = line
            .into_iter()
            .flat_map(|line| &line.positions)
            .filter(|position| position.party == self.own.id && position.kind == other.kind);
        ours.into_iter().any(|position| position.options.iter().any(|option| other.options.contains(option)))
    }
}

/// Whether a quotation can be read by itself: it begins as a sentence does and is not too short to be one.
pub(super) fn is_sentence(quote: &str) -> bool {
    let first = quote.chars().find(|letter| letter.is_alphabetic());
    // Most scripts have no capitals.
    first.is_some_and(|letter| !letter.is_lowercase()) && quote.split_whitespace().count() >= SENTENCE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fragment_is_no_sentence() {
        assert!(is_sentence("We freeze all military activities on both sides"));
        assert!(is_sentence("برعاية الولايات المتحدة، اجتمع مسؤولون إسرائيليون وسوريون"));
        for fragment in ["the withdrawal of Israeli forces", "Never again", "for the future", "", "1974"] {
            assert!(!is_sentence(fragment), "{fragment}");
        }
    }
}
