//! The whole in at most 120 words, the title's and the markings' among them: how the issues stand, what came out, who
//! wants what where they differ, and the picture of the axes.

use unicode_segmentation::UnicodeSegmentation as _;

use super::scribe::quiet;
use super::{Draft, chosen};
use crate::case::{Basis, Issue, Kind, Outcome, Party, Position, Role, Snapshot, Status};
use crate::compare::axes::{Axes, AxisLine, Common};
use crate::compare::{Column, Comparison, Entry, Filter, Times, count_statuses};
use crate::export::Choices;
use crate::export::paper::{About, Block, Look, Text};
use crate::words::{export as words, names, screen, terms};

/// How many words a summary has at most, the picture's not counted.
pub(super) const WORDS: usize = 120;
/// How many are left in any case for what a title says nothing of.
const LEAST: usize = 40;
/// How many of them the outcomes take at most.
const FOR_OUTCOMES: usize = 30;
/// How many the names of the issues take that are not told.
const FOR_REST: usize = 12;
/// How many are kept for where the parties meet.
const FOR_COMMON: usize = 12;

pub(super) fn blocks(snapshot: &Snapshot, choices: &Choices, pictures: Vec<Block>) -> Draft {
    let (filter, columns) = (choices.filter(), choices.columns(snapshot));
    let comparison = Comparison::build(snapshot, &filter, &columns);
    let case = snapshot.case();
    let marking = choices.audience.marking().unwrap_or_default();
    let handling = case.handling.as_deref().map(words::case_marking).unwrap_or_default();
    let head = [&case.title, words::SUMMARY, &handling, marking];
    let head: usize = head.into_iter().map(count).sum();
    let mut summary = Summary { left: WORDS.saturating_sub(head).max(LEAST), blocks: Vec::new() };
    if let Some(chosen) = chosen(snapshot, &filter, &comparison)
        && summary.takes(&chosen)
    {
        summary.blocks.push(quiet(chosen));
    }
    summary.parties(snapshot);
    summary.states(snapshot, &filter, &comparison);
    summary.outcomes(snapshot, &filter, &comparison);
    let common = common_ground(snapshot, &Axes::build(snapshot, &filter, &comparison));
    // Where they meet is not crowded out by where they do not.
    let kept = common.iter().map(|(lead, issues)| count(lead) + issues.len()).sum::<usize>();
    let kept = kept.min(FOR_COMMON).min(summary.left);
    summary.left -= kept;
    summary.contested(snapshot, &comparison);
    summary.left += kept;
    for (lead, issues) in &common {
        summary.items(lead, issues, ", ");
    }
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
        let line = self.taken(lead, text);
        self.blocks.extend(line);
    }

    /// A line, if there are words enough left for it.
    fn taken(&mut self, lead: &str, text: &str) -> Option<Block> {
        let words = Text::default().with(format!("{lead} "), Look::Strong).with(text, Look::Plain);
        self.takes(&format!("{lead} {text}")).then_some(Block::Paragraph(words))
    }

    /// A line of as many items as fit, and how many more there are.
    fn items(&mut self, lead: &str, items: &[String], between: &str) {
        self.items_within(self.left, lead, items, between);
    }

    /// The same in a part of the words that are left.
    fn items_within(&mut self, most: usize, lead: &str, items: &[String], between: &str) {
        let most = most.min(self.left);
        // No more can fit than there are words left.
        for shown in (0..=items.len().min(most)).rev() {
            let mut text = items.get(..shown).unwrap_or_default().join(between);
            if shown < items.len() {
                text.push_str(&words::and_more(items.len() - shown));
            }
            if !text.is_empty() && count(lead) + count(&text) <= most {
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
            shown && !times.came_later(outcome)
        };
        let outcomes = snapshot.case().outcomes.iter().filter(|outcome| shown(outcome));
        let items: Vec<String> = outcomes
            .map(|outcome| {
                let attribution = outcome.evidence.iter().map(|entry| &entry.attribution).min();
                words::outcome(
                    &outcome.title,
                    terms::outcome_state(&outcome.state),
                    attribution.map_or(screen::NO_EVIDENCE, terms::attribution),
                )
            })
            .collect();
        self.items_within(FOR_OUTCOMES, words::OUTCOMES_LEAD, &items, "; ");
    }

    /// The contested issues with what each principal wants there, as many as fit, and how many more there are.
    fn contested(&mut self, snapshot: &Snapshot, comparison: &Comparison) {
        let issues = (0..comparison.issues.len()).filter_map(|row| {
            let number = comparison.issues.get(row).copied()?;
            Some((row, &**snapshot.numbered_issue(number)?))
        });
        let contested: Vec<(usize, &Issue)> = issues.filter(|(_, issue)| issue.status == Status::Contested).collect();
        let named = |name: fn(&Issue) -> String| -> Vec<(String, String)> {
            let line =
                |(row, issue): &(usize, &Issue)| (words::colon(&name(issue)), wants(snapshot, comparison, *row, issue));
            contested.iter().map(line).collect()
        };
        // Their titles stand in the picture: numbers do where more can be told with them.
        let (titles, numbers) = (named(names::issue), named(|issue| names::short_issue(issue).to_owned()));
        let (with_titles, with_numbers) = (self.fitting(&titles, &contested), self.fitting(&numbers, &contested));
        let (lines, told) =
            if with_numbers.len() > with_titles.len() { (numbers, with_numbers) } else { (titles, with_titles) };
        for ((lead, text), (_, issue)) in told.iter().filter_map(|place| lines.get(*place).zip(contested.get(*place))) {
            let line = self.taken(lead, text);
            let about = |line| About { axes: vec![issue.axis.clone()], parties: Vec::new(), blocks: vec![line] };
            self.blocks.extend(line.map(about).map(Block::About));
        }
        if let Some(rest) = further(&told, &contested)
            && self.takes(&rest)
        {
            self.blocks.push(quiet(rest));
        }
    }

    /// Which of these lines fit, beside the words on how many do not.
    fn fitting(&self, lines: &[(String, String)], contested: &[(usize, &Issue)]) -> Vec<usize> {
        let mut told = Vec::new();
        let mut used = 0;
        for (place, (lead, text)) in lines.iter().enumerate() {
            let words = count(lead) + count(text);
            told.push(place);
            if used + words + further(&told, contested).as_deref().map_or(0, count) <= self.left {
                used += words;
            } else {
                told.pop();
            }
        }
        told
    }
}

/// On which issues the principals' places meet: in any case, and if conditions are met.
fn common_ground(snapshot: &Snapshot, axes: &Axes) -> Vec<(&'static str, Vec<String>)> {
    let mut grounds = vec![(words::COMMON_GROUND, Vec::new()), (words::COMMON_GROUND_IF, Vec::new())];
    for line in &axes.lines {
        let Common::Meet(spans) = &line.common else { continue };
        let place = usize::from(spans.iter().all(|span| span.conditional));
        if let Some((_, issues)) = grounds.get_mut(place) {
            issues.extend(number(snapshot, line));
        }
    }
    grounds.retain(|(_, issues)| !issues.is_empty());
    grounds
}

/// How many contested issues are not told; nothing where all are.
fn further(told: &[usize], contested: &[(usize, &Issue)]) -> Option<String> {
    let rest = contested.iter().enumerate().filter(|(place, _)| !told.contains(place));
    let names: Vec<&str> = rest.map(|(_, (_, issue))| names::short_issue(issue)).collect();
    words::further_contested(told.len(), &names, FOR_REST)
}

/// What each principal that is shown wants on an issue, else what it refuses or would accept: the options by their
/// labels, or the words of the first such position; with what it would accept instead, and whether that is inferred or
/// has conditions. What somebody wants comes before who refuses it.
fn wants(snapshot: &Snapshot, comparison: &Comparison, row: usize, issue: &Issue) -> String {
    let (mut wanted, mut others, mut asked) = (Vec::new(), Vec::new(), Vec::new());
    for (party, held, hidden) in principals(snapshot, comparison, row) {
        let of = |kind: Kind| -> Vec<&Position> { held.iter().copied().filter(|one| one.kind == kind).collect() };
        let kinds = [Kind::Demand, Kind::RedLine, Kind::Concession].into_iter().map(|kind| (of(kind.clone()), kind));
        let instead = of(Kind::Concession);
        match kinds.into_iter().find(|(held, _)| !held.is_empty()) {
            Some((held, Kind::Demand)) => {
                asked.extend(held.iter().flat_map(|one| &one.options));
                let line = words::wants(party.label(), &Kind::Demand, &labels(issue, &held));
                wanted.push(qualified(&line, issue, &held, &instead));
            }
            Some((held, kind)) => others.push((party, held, kind, instead)),
            None if hidden == 0 => wanted.push(words::fact(party.label(), &terms::NO_POSITION.to_lowercase())),
            None => {}
        }
    }
    for (party, held, kind, instead) in others {
        let refuses = |option| held.iter().any(|one| one.options.contains(option));
        let line = if kind == Kind::RedLine && !asked.is_empty() && asked.iter().all(|option| refuses(*option)) {
            words::refuses_it(party.label())
        } else {
            words::wants(party.label(), &kind, &labels(issue, &held))
        };
        wanted.push(qualified(&line, issue, &held, &instead));
    }
    wanted.join("; ")
}

/// What a party holds in a line, marked where it is inferred or has conditions, and with what it would accept instead.
fn qualified(line: &str, issue: &Issue, held: &[&Position], instead: &[&Position]) -> String {
    let line = words::remarked(line, &remarks(held, true));
    // What it would accept may be all that it holds, or what it asks for anyhow.
    let known = labels(issue, held);
    let further: Vec<&Position> = instead
        .iter()
        .copied()
        .filter(|one| labels(issue, &[one]).iter().any(|label| !known.contains(label)))
        .collect();
    if further.is_empty() {
        return line;
    }
    let accepted = words::remarked(&labels(issue, &further).join(" / "), &remarks(&further, false));
    words::or_would_accept(&line, &accepted, is_conditional(&further))
}

/// What has to be known of positions that are told by their options alone: what holds of any is said of all.
fn remarks(held: &[&Position], with_conditions: bool) -> Vec<&'static str> {
    let inferred = held.iter().any(|one| one.basis == Some(Basis::Inferred));
    let remarks = [(inferred, words::INFERRED_SHORT), (with_conditions && is_conditional(held), words::CONDITIONAL)];
    remarks.into_iter().filter(|(holds, _)| *holds).map(|(_, word)| word).collect()
}

fn is_conditional(held: &[&Position]) -> bool {
    held.iter().any(|one| !one.conditions.is_empty())
}

/// The principals that have a column, each with what it holds in a row, and how much of it is not shown.
fn principals<'a>(
    snapshot: &'a Snapshot,
    comparison: &'a Comparison,
    row: usize,
) -> impl Iterator<Item = (&'a Party, Vec<&'a Position>, usize)> {
    comparison.columns.iter().enumerate().filter_map(move |(column, kind)| {
        let Column::Party(id) = kind else { return None };
        let party = snapshot.party(id).filter(|party| party.role == Role::Principal)?;
        let held = comparison.cell(row, column).iter().filter_map(|entry| match entry {
            Entry::Position(number) => snapshot.numbered(*number).map(|position| &**position),
            Entry::Term { .. } => None,
        });
        Some((&**party, held.collect(), comparison.hidden(row, column)))
    })
}

/// The options that positions name, in the issue's order; the words of the first where they name none.
fn labels<'a>(issue: &'a Issue, held: &[&'a Position]) -> Vec<&'a str> {
    let named = issue.options.iter().filter(|option| held.iter().any(|one| one.options.contains(&option.id)));
    let mut labels: Vec<&str> = named.map(|option| option.label.as_str()).collect();
    if labels.is_empty() {
        labels.extend(held.first().map(|one| one.text.trim_end_matches('.')));
    }
    labels
}

/// The number of a line's issue, or its title.
fn number(snapshot: &Snapshot, line: &AxisLine) -> Option<String> {
    let issue = snapshot.numbered_issue(line.issue)?;
    Some(names::short_issue(issue).to_owned())
}
