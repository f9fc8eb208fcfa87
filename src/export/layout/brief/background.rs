//! The background of a brief: the last round, and short dated facts.

use unicode_segmentation::UnicodeSegmentation as _;

use super::super::scribe::{dispute, heading, labelled, quiet};
use super::press::is_open;
use super::{Brief, attributions};
use crate::case::{CaseDate, Event, Ref, Round};
use crate::export::paper::{Block, Look, Text};
use crate::words::{export as words, terms};

/// How many dated facts there are at most.
const FACTS: usize = 10;
/// A fact with more letters is told by its first sentence.
const SHORT: usize = 120;

impl<'a> Brief<'a> {
    pub(super) fn background(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::BACKGROUND));
        let before = blocks.len();
        if let Some(round) = self.last_round() {
            let text = self.round(round);
            blocks.push(Block::Paragraph(text));
        }
        let (events, more) = self.facts(self.last_round());
        let items: Vec<Vec<Block>> = events.into_iter().map(|event| vec![Block::Paragraph(self.fact(event))]).collect();
        if !items.is_empty() {
            blocks.push(Block::List(items));
        }
        if more > 0 {
            blocks.push(quiet(words::more_facts(more)));
        }
        if blocks.len() == before {
            blocks.push(quiet(words::NO_BACKGROUND));
        }
    }

    /// The round that was chosen, else the one that began last; of several the one that stands last in the file.
    fn last_round(&self) -> Option<&'a Round> {
        let snapshot = self.scribe.snapshot;
        if let Some(round) = self.scribe.choices.round.as_ref().and_then(|round| snapshot.round(round)) {
            return Some(round);
        }
        let begun = |round: &Round| round.start.as_ref().or(round.end.as_ref()).map(CaseDate::sort_key);
        let rounds = self.scribe.case().rounds.iter().map(|round| &**round);
        rounds.max_by_key(|round| begun(round).filter(|key| key.0 < i16::MAX))
    }

    fn round(&mut self, round: &'a Round) -> Text {
        let mut text = Text::default().with(words::last_round(&round.label), Look::Strong);
        if let Some(result) = &round.result {
            text = text.with(words::after_space(result), Look::Plain);
        }
        let text = self.scribe.cited(text, &round.evidence);
        let target = Ref::Round(round.id.clone());
        if self.scribe.is_disputed(&target, &round.evidence) { dispute(text) } else { text }
    }

    /// The latest facts that somebody stands for openly, then the latest of the others, in order of time; and how many
    /// more there are.
    ///
    /// The days of the last round are told with the round. Where a round was chosen, nothing after it is told.
    fn facts(&self, last: Option<&Round>) -> (Vec<&'a Event>, usize) {
        let days = last.and_then(|round| {
            let end = round.end.as_ref().or(round.start.as_ref())?.sort_key();
            Some((round.start.as_ref().map_or(end, CaseDate::sort_key), end))
        });
        let to_come = |event: &Event| days.is_some_and(|(_, end)| event.date.sort_key() > end);
        let told = |event: &Event| days.is_some_and(|(start, end)| (start..=end).contains(&event.date.sort_key()));
        let chosen = self.scribe.choices.round.is_some();
        let mut events: Vec<&Event> = self.scribe.case().events.iter().map(|event| &**event).collect();
        events.retain(|event| !(told(event) || chosen && to_come(event)));
        events.sort_by_key(|event| event.date.sort_key());
        let open = |event: &Event| event.evidence.iter().any(|entry| is_open(&entry.attribution));
        let mut places: Vec<usize> = (0..events.len()).rev().collect();
        // A stable order: the latest stay first among their like.
        places.sort_by_key(|place| !events.get(*place).is_some_and(|event| open(event)));
        places.truncate(FACTS);
        places.sort_unstable();
        let facts: Vec<&Event> = places.into_iter().filter_map(|place| events.get(place).copied()).collect();
        let more = events.len() - facts.len();
        (facts, more)
    }

    fn fact(&mut self, event: &'a Event) -> Text {
        let mut text = labelled(None, &terms::date(&event.date), &first_sentence(&event.text), Look::Plain);
        if !event.evidence.iter().any(|entry| is_open(&entry.attribution)) && !event.evidence.is_empty() {
            text = text.with(words::after_dot(&attributions(&event.evidence)), Look::Quiet);
        }
        let text = self.rests_on(text, &event.evidence);
        let target = Ref::Event(event.id.clone());
        if self.scribe.is_disputed(&target, &event.evidence) { dispute(text) } else { text }
    }
}

/// A long text's first sentence, with a sign that it goes on.
///
/// What looks like a very short sentence is an abbreviation more often than not, and takes the next with it.
fn first_sentence(text: &str) -> String {
    const LEAST: usize = 30;
    if text.chars().count() <= SHORT {
        return text.to_owned();
    }
    let mut end = 0;
    for sentence in text.split_sentence_bounds() {
        end += sentence.len();
        if end >= LEAST {
            break;
        }
    }
    match text.get(..end).map(str::trim_end) {
        Some(first) if first.len() < text.trim_end().len() => words::goes_on(first),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_fact_is_told_by_its_first_sentence() {
        let long = "The two governments sign the agreement of disengagement. It has an annex and a map, and a protocol \
                    on the force that supervises it.";
        assert_eq!(first_sentence(long), "The two governments sign the agreement of disengagement. …");
        assert_eq!(first_sentence("Short. And whole."), "Short. And whole.");
        let one = "word ".repeat(60);
        assert_eq!(first_sentence(&one), one);
    }

    #[test]
    fn an_abbreviation_ends_no_fact() {
        let text = format!("The U.S. President spoke with both. {}", "He said nothing else on it. ".repeat(6));
        assert_eq!(first_sentence(&text), "The U.S. President spoke with both. …");
    }
}
