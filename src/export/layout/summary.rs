//! The whole in at most 120 words, made from counts, states, outcomes and common ground, and the picture of the axes.

use unicode_segmentation::UnicodeSegmentation as _;

use super::scribe::{came_later, quiet};
use super::{Draft, chosen};
use crate::case::{Outcome, Role, Snapshot, Status};
use crate::compare::axes::{Axes, AxisLine, Common};
use crate::compare::{Comparison, Filter, Times, count_statuses};
use crate::export::Choices;
use crate::export::paper::{Block, Look, Text};
use crate::words::{export as words, names, screen, terms};

/// How many words a summary has at most, the picture's not counted.
pub(super) const WORDS: usize = 120;

pub(super) fn blocks(snapshot: &Snapshot, choices: &Choices, pictures: Vec<Block>) -> Draft {
    let (filter, columns) = (choices.filter(), choices.columns(snapshot));
    let comparison = Comparison::build(snapshot, &filter, &columns);
    let mut summary = Summary { left: WORDS, blocks: Vec::new() };
    if let Some(chosen) = chosen(snapshot, &filter, &comparison)
        && summary.takes(&chosen)
    {
        summary.blocks.push(quiet(chosen));
    }
    summary.parties(snapshot);
    summary.states(snapshot, &filter, &comparison);
    summary.outcomes(snapshot, &filter, &comparison);
    summary.common_ground(snapshot, &Axes::build(snapshot, &filter, &comparison));
    summary.contested(snapshot, &comparison);
    let mut blocks = summary.blocks;
    blocks.extend(pictures);
    Draft { subtitle: words::SUMMARY.to_owned(), landscape: false, blocks }
}

/// How many words a text has: by the spaces between them or by the letters of its script, whichever is more.
pub(super) fn count(text: &str) -> usize {
    text.split_whitespace().count().max(text.unicode_words().count())
}

/// A summary as it grows; what does not fit whole is left out.
struct Summary {
    /// How many words are left.
    left: usize,
    blocks: Vec<Block>,
}

impl Summary {
    /// Takes the words of a text from those that are left, if there are as many.
    fn takes(&mut self, text: &str) -> bool {
        let Some(left) = self.left.checked_sub(count(text)) else { return false };
        self.left = left;
        true
    }

    fn line(&mut self, lead: &str, text: &str) {
        if self.takes(&format!("{lead} {text}")) {
            let words = Text::default().with(format!("{lead} "), Look::Strong).with(text, Look::Plain);
            self.blocks.push(Block::Paragraph(words));
        }
    }

    /// A line of as many items as fit, and how many more there are.
    fn items(&mut self, lead: &str, items: &[String], between: &str) {
        // No more can fit than there are words left.
        for shown in (1..=items.len().min(self.left)).rev() {
            let mut text = items.get(..shown).unwrap_or_default().join(between);
            if shown < items.len() {
                text.push_str(&words::and_more(items.len() - shown));
            }
            if count(lead) + count(&text) <= self.left {
                self.line(lead, &text);
                return;
            }
        }
    }

    fn parties(&mut self, snapshot: &Snapshot) {
        let of = |role: &Role| -> Vec<String> {
            let parties = snapshot.case().parties.iter().filter(|party| party.role == *role);
            parties.map(|party| party.label().to_owned()).collect()
        };
        self.items(words::BETWEEN, &of(&Role::Principal), ", ");
        self.items(words::MEDIATED_BY, &of(&Role::Mediator), ", ");
    }

    fn states(&mut self, snapshot: &Snapshot, filter: &Filter, comparison: &Comparison) {
        let times = Times::new(snapshot, filter.round.as_ref());
        let issues = comparison.issues.iter().filter_map(|number| snapshot.numbered_issue(*number));
        let known = issues.into_iter().all(|issue| times.was_known(&issue.status_evidence));
        let counts = count_statuses(snapshot, &comparison.issues);
        let total = terms::count(comparison.issues.len(), words::ISSUE_NOUN);
        let total = if known { total } else { words::states_today(&total) };
        let items: Vec<String> = counts.iter().map(|(status, count)| words::of_state(*count, status)).collect();
        if items.is_empty() {
            self.line(&words::lead(&total), words::NO_ISSUE);
        } else {
            self.items(&words::lead(&total), &items, ", ");
        }
    }

    /// What was agreed or announced on the issues that are shown, each with how far it can be relied on.
    fn outcomes(&mut self, snapshot: &Snapshot, filter: &Filter, comparison: &Comparison) {
        let times = Times::new(snapshot, filter.round.as_ref());
        let shown = |outcome: &Outcome| {
            let on_shown = |issue| snapshot.issue_number(issue).is_some_and(|number| comparison.shows(number));
            let shown = filter.is_empty() || outcome.issues.iter().any(on_shown);
            shown && !came_later(&times, outcome)
        };
        let outcomes = snapshot.case().outcomes.iter().filter(|outcome| shown(outcome));
        let items: Vec<String> = outcomes
            .map(|outcome| {
                let date = outcome.date.as_ref().map(terms::date);
                let attribution = outcome.evidence.iter().map(|entry| &entry.attribution).min();
                words::outcome(
                    &outcome.title,
                    terms::outcome_state(&outcome.state),
                    date.as_deref(),
                    attribution.map_or(screen::NO_EVIDENCE, terms::attribution),
                )
            })
            .collect();
        self.items(words::OUTCOMES_LEAD, &items, "; ");
    }

    /// On which issues the principals' places meet, and on which they do not.
    fn common_ground(&mut self, snapshot: &Snapshot, axes: &Axes) {
        let leads = [words::COMMON_GROUND, words::COMMON_GROUND_IF, words::APART, words::NOT_KNOWN];
        let mut issues = [const { Vec::new() }; 4];
        for line in &axes.lines {
            let place = match &line.common {
                Common::Meet(spans) => usize::from(spans.iter().all(|span| span.conditional)),
                Common::Apart { .. } | Common::Closed { .. } => 2,
                Common::Unknown => 3,
                Common::NoOptions | Common::NotCompared => continue,
            };
            if let Some(issues) = issues.get_mut(place) {
                issues.extend(number(snapshot, line));
            }
        }
        for (lead, issues) in leads.into_iter().zip(&issues) {
            self.items(lead, issues, ", ");
        }
    }

    /// The contested issues by name, as they are what the talks are about.
    fn contested(&mut self, snapshot: &Snapshot, comparison: &Comparison) {
        let issues = comparison.issues.iter().filter_map(|number| snapshot.numbered_issue(*number));
        let items: Vec<String> =
            issues.filter(|issue| issue.status == Status::Contested).map(|issue| names::issue(issue)).collect();
        self.items(words::CONTESTED, &items, "; ");
    }
}

/// The number of a line's issue, or its title.
fn number(snapshot: &Snapshot, line: &AxisLine) -> Option<String> {
    let issue = snapshot.numbered_issue(line.issue)?;
    Some(names::short_issue(issue).to_owned())
}
