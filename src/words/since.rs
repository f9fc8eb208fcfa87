//! What has changed since an earlier round.

use super::{axes, names, panels, screen, terms};
use crate::case::{OptionId, Position, Snapshot, Status};
use crate::compare::{Aspect, Change};
use crate::safe::own;

/// The menu of rounds to compare with, and the question in the palette.
pub const CHANGED_SINCE: &str = "Changed since";
/// The menu where there is little room.
pub const CHANGES: &str = "Changes";
/// In that menu: no round.
pub const NOT_COMPARED: &str = "No comparison";
/// What the count of changes does.
pub const ONLY_CHANGED: &str = "Show only issues with changes";
/// What it does when only those are shown.
pub const UNCHANGED_TOO: &str = "Show the issues without changes again";
/// In the legend of the axes, beside the dot.
pub const LEGEND: &str = "changed";
/// Of what is new: there is nothing to be compared with.
pub const NOTHING_THEN: &str = "No earlier version of it stood then.";
/// Of what has been withdrawn.
pub const NOT_NOW: &str = "It stood then, and neither it nor a later version stands now.";
/// Before the conditions of an earlier version that had none.
pub const NO_CONDITION: &str = "No condition";

/// The sign before the words on a card, which alone says what has become of it.
#[must_use]
pub fn sign(change: Change) -> &'static str {
    match change {
        Change::New => "+",
        Change::Changed(_) => "~",
        Change::Withdrawn => "−",
    }
}

/// "Changed since Baku, 12 July 2025".
#[must_use]
pub fn mark(change: Change, round: &str) -> String {
    let word = match change {
        Change::New => "New",
        Change::Changed(_) => "Changed",
        Change::Withdrawn => "Withdrawn",
    };
    format!("{word} since {}", own(round))
}

/// "7 changed since Baku, 12 July 2025".
#[must_use]
pub fn count(changed: usize, round: &str) -> String {
    let round = own(round);
    match changed {
        0 => format!("Nothing changed since {round}"),
        _ => format!("{changed} changed since {round}"),
    }
}

/// In the place of the count, where the round that is shown is not after the one to compare with.
#[must_use]
pub fn not_after(round: &str) -> String {
    format!("The round shown is not after {}", own(round))
}

/// Over what stood in a round.
#[must_use]
pub fn stood_in(round: &str) -> String {
    format!("What stood in {}", own(round))
}

/// What an earlier version of a position said otherwise, besides its words, a line each.
#[must_use]
pub fn otherwise(snapshot: &Snapshot, before: &Position, aspects: &[Aspect]) -> Vec<String> {
    let line = |aspect: &Aspect| match aspect {
        Aspect::Text | Aspect::Kind => None,
        Aspect::Place => {
            let issue = snapshot.issue(&before.issue).map_or_else(|| before.issue.to_string(), |it| names::issue(it));
            Some(format!("{}, {issue}", own(names::party_label(snapshot, &before.party))))
        }
        Aspect::Conditions if before.conditions.is_empty() => Some(NO_CONDITION.to_owned()),
        Aspect::Conditions => Some(axes::only_if(snapshot, before)),
        Aspect::Options => {
            let all = snapshot.issue(&before.issue).map_or(&[][..], |issue| &issue.options);
            let label = |id: &OptionId| {
                all.iter().find(|option| option.id == *id).map_or_else(|| id.to_string(), |option| option.label.clone())
            };
            let options: Vec<String> = before.options.iter().map(label).collect();
            Some(if options.is_empty() {
                "Named no option".to_owned()
            } else {
                screen::chosen_one("Options", &options.join(", "))
            })
        }
        Aspect::Firmness => Some(match &before.firmness {
            Some(firmness) => screen::chosen_one(panels::FIRMNESS, panels::firmness(firmness)),
            None => "Firmness not recorded".to_owned(),
        }),
    };
    aspects.iter().filter_map(line).collect()
}

/// An issue's status: the file knows only today's, which is said where what is shown is of an earlier round.
#[must_use]
pub fn status(status: &Status, is_earlier: bool) -> String {
    let word = terms::status(status);
    if is_earlier { format!("Today: {}", word.to_lowercase()) } else { word.to_owned() }
}

/// The same of many issues: "5 issues · today 4 contested".
#[must_use]
pub fn issue_counts(counts: &[(Status, usize)], is_earlier: bool) -> String {
    let line = screen::issue_counts(counts);
    if is_earlier { line.replacen(" · ", " · today ", 1) } else { line }
}
