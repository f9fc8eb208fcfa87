//! What a problem is, and what to do about it.

use super::show::shortened;
use crate::case::{ProblemKind, Ref};

/// What is wrong, as one sentence.
#[must_use]
pub fn problem(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::NoSuchRecord(Ref::Other(text)) => format!("{} is no reference.", shortened(text)),
        ProblemKind::NoSuchRecord(target) => {
            format!("There is no {} {}.", target.kind(), shortened(target.id()))
        }
        ProblemKind::NoSuchOption { issue: Some(issue), option } => {
            format!("The issue {} has no option {}.", shortened(issue.as_str()), shortened(option.as_str()))
        }
        ProblemKind::NoSuchOption { issue: None, option } => {
            format!("The option {} belongs to no issue.", shortened(option.as_str()))
        }
        ProblemKind::NoSuchMoment(moment) => {
            format!("{} is neither a round of this case nor a date.", shortened(moment.as_str()))
        }
        ProblemKind::UnreadableDate(date) => format!("{} is no date.", shortened(date.as_str())),
        ProblemKind::UnreadableTime(time) => format!("{} is no time with its offset.", shortened(time)),
        ProblemKind::UnknownWord { word, .. } => {
            format!("{} is not a word that this version knows here.", shortened(word))
        }
        ProblemKind::AgreedWithoutEvidence => "The issue is marked as agreed, but nothing is cited for it.".to_owned(),
        ProblemKind::RedLineCrossed { concession, option } => format!(
            "The party refuses {}, but its own concession {} accepts it.",
            shortened(option.as_str()),
            shortened(concession.as_str())
        ),
        ProblemKind::DemandRefused { demand, option } => format!(
            "The party refuses {}, but its own demand {} asks for it.",
            shortened(option.as_str()),
            shortened(demand.as_str())
        ),
        ProblemKind::ReplacesLoop(1) => "The position replaces itself.".to_owned(),
        ProblemKind::ReplacesLoop(length) => {
            format!("{length} positions replace each other in a circle, so none of them is the latest.")
        }
        ProblemKind::ReplacesOtherParty(earlier) => {
            format!("The position replaces {}, which is another party's.", shortened(earlier.as_str()))
        }
        ProblemKind::Uncited => "No evidence cites this source.".to_owned(),
        ProblemKind::NoEvidence => "The position cites no evidence.".to_owned(),
        ProblemKind::MissingAxis(axis) => format!("The axis {} is not there.", shortened(axis.as_str())),
        ProblemKind::OutOfRange { value, low, high } => format!("{value} is not between {low} and {high}."),
        ProblemKind::UnreadableColor(color) => format!("{} is no color.", shortened(color)),
        ProblemKind::NumberTaken { number, first } => {
            format!("The issue {} has the number {} already.", shortened(first.as_str()), shortened(number))
        }
        ProblemKind::OptionTaken(option) => {
            format!("The issue has an option {} already.", shortened(option.as_str()))
        }
        ProblemKind::EmptyText => "This text is empty.".to_owned(),
        ProblemKind::UnusualId(id) => format!("{} is not written like an id.", shortened(id)),
    }
}

/// What to do about it, as one sentence.
#[must_use]
pub fn problem_hint(kind: &ProblemKind) -> String {
    match kind {
        ProblemKind::NoSuchRecord(Ref::Other(_)) => {
            "Write the kind of record, a colon and its id, for example issue:withdrawal."
        }
        ProblemKind::NoSuchRecord(_) => "Add it, or correct the id.",
        ProblemKind::NoSuchOption { issue: Some(_), .. } => "Add the option to the issue, or correct the id.",
        ProblemKind::NoSuchOption { issue: None, .. } => "Name the issue that the values are about.",
        ProblemKind::NoSuchMoment(_) => "Write a round’s id, or a date such as 2026, 2026-01 or 2026-01-06.",
        ProblemKind::UnreadableDate(_) => "Write what the source gives: 2026, 2026-01 or 2026-01-06.",
        ProblemKind::UnreadableTime(_) => "Write it like 2026-01-06T15:30:00+01:00.",
        ProblemKind::UnknownWord { known, .. } => {
            return format!("It is kept as it is. Known words: {}.", known.join(", "));
        }
        ProblemKind::AgreedWithoutEvidence => "Cite the evidence in status_evidence, or choose another status.",
        ProblemKind::RedLineCrossed { .. } => {
            "If the position moved, let the later one replace the earlier; else look at both again."
        }
        ProblemKind::DemandRefused { .. } => "Take the option out of one of the two.",
        ProblemKind::ReplacesLoop(_) => "Take replaces out of the earliest position.",
        ProblemKind::ReplacesOtherParty(_) => "Name an earlier position of the same party.",
        ProblemKind::Uncited => "Cite it where it is used, or take it out.",
        ProblemKind::NoEvidence => "Cite a source, even if the position is inferred.",
        ProblemKind::MissingAxis(_) => "Every case has the axes territorial, security and economic.",
        ProblemKind::OutOfRange { .. } => "Correct the number, or leave the field out.",
        ProblemKind::UnreadableColor(_) => "Write it like #2f6f8f, or leave it out and the program chooses one.",
        ProblemKind::NumberTaken { .. } => "An issue’s number is its own and permanent; give this one another.",
        ProblemKind::OptionTaken(_) => "Give this option an id of its own.",
        ProblemKind::EmptyText => "Fill it in.",
        ProblemKind::UnusualId(_) => "Use lower-case words with hyphens between them, for example pre-2024-lines.",
    }
    .to_owned()
}
