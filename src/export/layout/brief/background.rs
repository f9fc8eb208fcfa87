//! The background of a brief: the last round, what came of the talks, and short dated facts, the latest first.

use hashbrown::HashSet;
use unicode_segmentation::UnicodeSegmentation as _;

use super::super::scribe::{dispute, heading, labelled, quiet, with_visibility};
use super::press::{concerns, is_open};
use super::{Brief, attributions};
use crate::case::{CaseDate, Event, Outcome, Precise, Ref, Round, SourceId};
use crate::compare::Times;
use crate::export::paper::{Block, Look, Text};
use crate::safe::{CLOSE, OPEN};
use crate::words::{export as words, terms};

/// How many facts of the last round's days, and since, there are at most.
const RECENT: usize = 3;
/// How many facts of the year before the last round there are at most.
const BEFORE: usize = 3;
/// How many older facts there are at most.
const OLD: usize = 2;
/// How many rounds before the last are named at most.
const ROUNDS: usize = 6;
/// A fact with more letters is told by its first sentence.
const SHORT: usize = 120;
/// An outcome with more letters is told by its first sentence; what is said against it often stands in the second.
const OUTCOME: usize = 320;

/// A day as it is put in order: year, month, day.
type Day = (i16, i8, i8);

impl<'a> Brief<'a> {
    pub(super) fn background(&mut self, blocks: &mut Vec<Block>) {
        blocks.push(heading(1, words::BACKGROUND));
        let before = blocks.len();
        let last = self.last_round();
        if let Some(round) = last {
            let text = self.round(round);
            blocks.push(Block::Paragraph(text));
            let text = self.rounds_before(round);
            blocks.extend(text.map(Block::Paragraph));
        }
        let mut items = Vec::new();
        for outcome in self.other_outcomes() {
            let text = self.outcome(outcome);
            items.push(vec![self.scribe.about(&outcome.issues, &outcome.parties, vec![Block::Paragraph(text)])]);
        }
        let (events, more) = self.facts(last);
        for event in events {
            items.push(vec![Block::Paragraph(self.fact(event))]);
        }
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

    /// The rounds before one, the latest first: named, with nothing said of them; nothing where there is none.
    fn rounds_before(&self, last: &Round) -> Option<Text> {
        let begun = |round: &Round| round.start.as_ref().or(round.end.as_ref()).map(CaseDate::sort_key);
        let rounds = self.scribe.case().rounds.iter().map(|round| &**round);
        let mut earlier: Vec<&'a Round> = rounds.filter(|round| begun(round) < begun(last)).collect();
        earlier.sort_by_key(|round| std::cmp::Reverse(begun(round)));
        let more = earlier.len().saturating_sub(ROUNDS);
        let mut text = Text::default();
        for (nth, round) in earlier.into_iter().take(ROUNDS).enumerate() {
            let lead = if nth == 0 { words::EARLIER_ROUNDS } else { &words::after_semicolon("") };
            text = text.with(lead, if nth == 0 { Look::Strong } else { Look::Plain }).with(&round.label, Look::Plain);
        }
        if more > 0 {
            text = text.with(words::and_more(more), Look::Plain);
        }
        (!text.0.is_empty()).then_some(text)
    }

    /// The outcomes that the press line does not tell, on the issues that are shown.
    fn other_outcomes(&self) -> Vec<&'a Outcome> {
        let told = self.public_outcomes();
        let outcomes = self.scribe.case().outcomes.iter().map(|outcome| &**outcome);
        let others = outcomes.filter(|outcome| !told.iter().any(|known| known.id == outcome.id));
        others.filter(|outcome| concerns(outcome, &self.rows) && !self.scribe.came_later(outcome)).collect()
    }

    /// What came of the talks, with how that is known.
    fn outcome(&mut self, outcome: &'a Outcome) -> Text {
        let state = terms::outcome_state(&outcome.state);
        let label = match &outcome.date {
            Some(date) => words::joined(&terms::date(date), state),
            None => state.to_owned(),
        };
        let body = shortened(&outcome.text, OUTCOME);
        let mut text = labelled(None, &label, if body.is_empty() { &outcome.title } else { &body }, Look::Plain);
        if !outcome.evidence.is_empty() {
            text = text.with(words::after_dot(&attributions(&outcome.evidence)), Look::Quiet);
        }
        text = with_visibility(text, outcome.visibility());
        let text = self.rests_on(text, &outcome.evidence);
        let target = Ref::Outcome(outcome.id.clone());
        if self.scribe.is_disputed(&target, &outcome.evidence) { dispute(text) } else { text }
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

    /// The facts of the last round's days and since, of the year before it, and a few older ones, the latest first; and
    /// how many more there are. Where a round was chosen, nothing after it is told.
    fn facts(&self, last: Option<&'a Round>) -> (Vec<&'a Event>, usize) {
        let times = Times::new(self.scribe.snapshot, last.map(|round| &round.id));
        let mut events: Vec<&'a Event> = self.scribe.case().events.iter().map(|event| &**event).collect();
        if self.scribe.times.is_chosen() {
            // What only later reports tell may speak of what came later, whatever its own date.
            events.retain(|event| !times.is_later(&event.date) && !times.rests_on_later(&event.evidence));
        }
        let total = events.len();
        // The latest first; of one day in the order of the file.
        events.sort_by_key(|event| std::cmp::Reverse(event.date.sort_key()));
        let in_round = last.and_then(|round| round.start.as_ref().or(round.end.as_ref())).map(CaseDate::sort_key);
        let known = |key: &Day| key.0 < i16::MAX;
        let newest = || events.iter().map(|event| event.date.sort_key()).find(known);
        let year_before = in_round.filter(known).or_else(newest).map(|(year, month, day)| (year - 1, month, day));
        let is_old = |event: &Event| year_before.is_some_and(|limit| event.date.sort_key() < limit);
        let (old, new): (Vec<_>, Vec<_>) = events.iter().copied().partition(|event| is_old(event));
        let is_recent = |event: &Event| in_round.is_some() && !times.is_earlier(&event.date);
        let (recent, before): (Vec<_>, Vec<_>) = new.into_iter().partition(|event| is_recent(event));
        let mut facts = self.most_telling(recent, last);
        facts.extend(before.into_iter().take(BEFORE));
        facts.extend(landmarks(&old));
        facts.sort_by_key(|event| std::cmp::Reverse(event.date.sort_key()));
        let more = total - facts.len();
        (facts, more)
    }

    /// Of the facts of the last days those that say most beside what is told of the round: first what rests on other
    /// sources, and there what nobody disputes, what somebody stands for openly, and what has a day.
    fn most_telling(&self, mut recent: Vec<&'a Event>, last: Option<&Round>) -> Vec<&'a Event> {
        let told: HashSet<&SourceId> =
            last.into_iter().flat_map(|round| &round.evidence).map(|entry| &entry.source).collect();
        recent.sort_by_key(|event| {
            let repeats = !event.evidence.is_empty() && event.evidence.iter().all(|entry| told.contains(&entry.source));
            let disputed = self.scribe.is_disputed(&Ref::Event(event.id.clone()), &event.evidence);
            let open = event.evidence.iter().any(|entry| is_open(&entry.attribution));
            let has_day = matches!(event.date.parse(), Some(Precise::Day(_)));
            (repeats, disputed, !open, !has_day)
        });
        recent.truncate(RECENT);
        recent
    }

    fn fact(&mut self, event: &'a Event) -> Text {
        let mut text = labelled(None, &terms::date(&event.date), &shortened(&event.text, SHORT), Look::Plain);
        if !event.evidence.iter().any(|entry| is_open(&entry.attribution)) && !event.evidence.is_empty() {
            text = text.with(words::after_dot(&attributions(&event.evidence)), Look::Quiet);
        }
        let text = self.rests_on(text, &event.evidence);
        let target = Ref::Event(event.id.clone());
        if self.scribe.is_disputed(&target, &event.evidence) { dispute(text) } else { text }
    }
}

/// A few of the facts of long ago: of each month the first, as it set off the others; what was signed by all before what
/// one side says, and then the latest.
fn landmarks<'a>(old: &[&'a Event]) -> Vec<&'a Event> {
    let month = |event: &Event| {
        let (year, month, _) = event.date.sort_key();
        (year, month)
    };
    let mut firsts: Vec<&'a Event> = Vec::new();
    // From the earliest on: they are given the latest first, and those of one day in the order of the file.
    let mut by_time = old.to_vec();
    by_time.sort_by_key(|event| event.date.sort_key());
    for event in by_time {
        if firsts.last().is_none_or(|last| month(last) != month(event)) {
            firsts.push(event);
        }
    }
    firsts.reverse();
    let best = |event: &Event| event.evidence.iter().map(|entry| &entry.attribution).min().cloned();
    firsts.sort_by_key(|event| (event.evidence.is_empty(), best(event)));
    firsts.truncate(OLD);
    firsts
}

/// A text with more than `most` letters by its first sentence, with a sign that it goes on.
fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let first = first_sentence(text);
    if first.len() < text.trim_end().len() { words::goes_on(&first) } else { text.to_owned() }
}

/// A text's first sentence; what looks like a very short one is an abbreviation more often than not, and takes the
/// next with it.
pub(super) fn first_sentence(text: &str) -> String {
    const LEAST: usize = 30;
    let mut end = 0;
    for sentence in text.split_sentence_bounds() {
        end += sentence.len();
        if end >= LEAST {
            break;
        }
    }
    let mut first = text.get(..end).unwrap_or(text).trim_end().to_owned();
    // An isolate that began ends with the sentence.
    let count = |mark: char| first.chars().filter(|letter| *letter == mark).count();
    let open = count(OPEN).saturating_sub(count(CLOSE));
    first.extend(std::iter::repeat_n(CLOSE, open));
    first
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_fact_is_told_by_its_first_sentence() {
        let long = "The two governments sign the agreement of disengagement. It has an annex and a map, and a protocol \
                    on the force that supervises it.";
        assert_eq!(shortened(long, SHORT), "The two governments sign the agreement of disengagement. …");
        assert_eq!(shortened("Short. And whole.", SHORT), "Short. And whole.");
        let one = "word ".repeat(60);
        assert_eq!(shortened(&one, SHORT), one);
    }

    #[test]
    fn an_abbreviation_ends_no_fact() {
        let text = format!("The U.S. President spoke with both. {}", "He said nothing else on it. ".repeat(6));
        assert_eq!(shortened(&text, SHORT), "The U.S. President spoke with both. …");
    }
}
