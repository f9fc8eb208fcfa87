//! The words of the axes view.

use std::fmt::Write as _;

use super::{screen, terms};
use crate::case::{Issue, Position, Ref, Snapshot};
use crate::compare::axes::{AxisLine, Common, Lane, Place, Span, Summary};
use crate::safe::own;

/// An issue's line on which the search is.
#[must_use]
pub fn found_here(name: &str) -> String {
    format!("{name}, the search is here")
}

/// The name of the view, for those who hear the screen.
pub const VIEW_NAME: &str = "Positions on the axes";
/// The name of the scroll bar.
pub const SCROLL: &str = "Scroll down the axes";
/// In the legend: an unconditional concession.
pub const ACCEPTS: &str = "would accept";
/// In the legend of the picture: a filled band.
pub const ACCEPTED: &str = "accepted";
/// In the legend of the picture: an outlined band.
pub const ACCEPTED_IF: &str = "accepted if conditions are met";
/// Beside the name of an axis that began in the picture before.
pub const CONTINUED: &str = "continued";
/// In the footer of a picture that takes several files: which of them it is.
#[must_use]
pub fn part_of(footer: &str, part: usize, all: usize) -> String {
    let part = format!("Part {part} of {all}");
    if footer.is_empty() { part } else { format!("{footer} · {part}") }
}
/// In the legend: a refusal.
pub const REFUSES: &str = "refuses";
/// In the legend and at the options that all principals accept.
pub const COMMON_GROUND: &str = "common ground";
/// At a mark that has a condition, where there is no room for the condition.
pub const ONLY_IF: &str = "only if";
/// In the lane of a party whose positions are hidden or no longer stand.
pub const NOT_SHOWN: &str = "Positions not shown";
/// In the lane of a party whose positions name no option.
pub const TEXT_ONLY: &str = "No place on this scale, see below";
/// Where there is nothing to show.
pub const EMPTY: &str = "No issue to show on the axes";
/// What to do where there is nothing to show.
pub const EMPTY_HINT: &str = "Clear the filter, or open a case that has issues.";
/// An issue that has no options.
pub const NO_SCALE: &str = "No scale";
/// An issue on which fewer than two principals are shown.
pub const NOT_COMPARED: &str = "Not compared";

/// How an axis's issues stand: "2 meet · 1 meets if conditions are met · 3 apart · 1 unknown".
#[must_use]
pub fn summary(summary: &Summary) -> String {
    let Summary { meet, meet_if, apart, unknown, without_options, not_compared } = summary;
    let total = meet + meet_if + apart + unknown + without_options + not_compared;
    let mut line = terms::count(total, "issue");
    let verb = |count: usize| if count == 1 { "meets" } else { "meet" };
    for (count, words) in [
        (*meet, verb(*meet).to_owned()),
        (*meet_if, format!("{} if conditions are met", verb(*meet_if))),
        (*apart, "apart".to_owned()),
        (*unknown, "unknown".to_owned()),
        (*without_options, "without a scale".to_owned()),
        (*not_compared, "not compared".to_owned()),
    ] {
        if count > 0 {
            let _infallible = write!(line, " · {count} {words}");
        }
    }
    line
}

/// "1 step", "2 steps".
#[must_use]
pub fn steps(steps: u32) -> String {
    terms::count(steps as usize, "step")
}

/// Whether the principals meet on an issue, as one line.
#[must_use]
pub fn finding(snapshot: &Snapshot, line: &AxisLine) -> String {
    let together = if line.lanes.iter().filter(|lane| lane.principal).count() > 2 { ", all together" } else { "" };
    match &line.common {
        Common::NoOptions => NO_SCALE.to_owned(),
        Common::NotCompared => NOT_COMPARED.to_owned(),
        Common::Meet(spans) if spans.iter().all(|span| span.conditional) => {
            "Common ground if conditions are met".to_owned()
        }
        Common::Meet(_) => "Common ground".to_owned(),
        Common::Apart { steps, unconditional } => {
            let apart = format!("{} apart{together}", self::steps(*steps));
            match unconditional {
                Some(same) if same == steps => apart,
                Some(more) => format!("{apart}, if conditions are met; else {more}"),
                None => format!("{apart}, even if conditions are met"),
            }
        }
        Common::Closed { steps: Some(steps) } => {
            format!("At least {} apart{together}: {}", self::steps(*steps), unknown(snapshot, &line.lanes))
        }
        Common::Closed { steps: None } => "No option is left".to_owned(),
        Common::Unknown => format!("Common ground unknown: {}", unknown(snapshot, &line.lanes)),
    }
}

/// Why it is not known whether the principals meet.
fn unknown(snapshot: &Snapshot, lanes: &[Lane]) -> String {
    let principals = || lanes.iter().filter(|lane| lane.principal);
    if principals().all(|lane| lane.place == Place::Silent) {
        return "no recorded position".to_owned();
    }
    let mut unknown = principals().filter(|lane| lane.place != Place::Accepts);
    let (Some(lane), None) = (unknown.next(), unknown.next()) else {
        return "what several principals would accept is not on record".to_owned();
    };
    let party = own(party(snapshot, lane));
    match lane.place {
        Place::Silent | Place::Accepts => format!("no recorded position of {party}"),
        Place::NotShown => format!("positions of {party} are not shown"),
        Place::TextOnly => format!("positions of {party} name no option"),
        Place::OnlyRefuses => format!("{party} says only what it refuses"),
        Place::Contradicts => format!("{party} refuses what it also offers"),
    }
}

/// A lane's party, by its short name.
#[must_use]
pub fn party<'a>(snapshot: &'a Snapshot, lane: &'a Lane) -> &'a str {
    snapshot.party(&lane.party).map_or(lane.party.as_str(), |party| party.label())
}

/// "only if …": all conditions of a position, with the numbers of the issues that they lead to.
#[must_use]
pub fn only_if(snapshot: &Snapshot, position: &Position) -> String {
    let mut line = ONLY_IF.to_owned();
    for (number, condition) in position.conditions.iter().enumerate() {
        line.push_str(if number == 0 { " " } else { "; " });
        let text = condition.text.trim();
        let says_so = text.get(..ONLY_IF.len()).is_some_and(|start| start.eq_ignore_ascii_case(ONLY_IF));
        let text = if says_so { text.get(ONLY_IF.len()..).unwrap_or_default().trim_start() } else { text };
        line.push_str(&own(text));
        if let Some(issue) = condition.requires.as_ref().and_then(|target| number_of(snapshot, target)) {
            let _infallible = write!(line, " ({})", own(issue));
        }
    }
    line
}

/// What the common ground on a run of options depends on; nothing but its name when it depends on nothing.
#[must_use]
pub fn common_ground(snapshot: &Snapshot, line: &AxisLine, span: Span) -> String {
    let mut words = COMMON_GROUND.to_owned();
    let parts: Vec<String> = line
        .lanes
        .iter()
        .filter(|lane| lane.principal && span.conditional)
        .filter_map(|lane| {
            let ways: Vec<String> = lane
                .ways_to(span.first)
                .filter_map(|mark| snapshot.numbered(mark.position))
                .map(|position| only_if(snapshot, position))
                .collect();
            (!ways.is_empty()).then(|| ways.join(", or "))
        })
        .collect();
    if !parts.is_empty() {
        let _infallible = write!(words, ", {}", parts.join(", and "));
    }
    words
}

/// The options of a run, by their labels: "“Other areas” to “Full withdrawal”".
#[must_use]
pub fn span(issue: &Issue, span: Span) -> String {
    let label = |option: u32| own(issue.options.get(option as usize).map_or("", |option| option.label.as_str()));
    if span.first == span.last {
        return format!("“{}”", label(span.first));
    }
    format!("“{}” to “{}”", label(span.first), label(span.last))
}

/// The permanent number of the issue that a reference leads to.
fn number_of<'a>(snapshot: &'a Snapshot, target: &Ref) -> Option<&'a str> {
    let issue = match target {
        Ref::Issue(issue) => issue,
        Ref::Position(position) => &snapshot.position(position)?.issue,
        _ => return None,
    };
    snapshot.issue(issue)?.number.as_deref()
}

/// A position without a place, with what has become of it since an earlier round.
#[must_use]
pub fn marked(mark: &str, text: &str) -> String {
    format!("{}: {}", own(mark), own(text))
}

/// A position in words: "Israel, T1 Withdrawal, Concession at “Other areas”, only if …: text".
#[must_use]
pub fn mark_name(
    snapshot: &Snapshot,
    position: &Position,
    changed: Option<&str>,
    issue: &str,
    options: &[&str],
) -> String {
    let party = snapshot.party(&position.party).map_or(position.party.as_str(), |party| party.label());
    let mut name = format!("{party}, {issue}, {}", terms::kind(&position.kind));
    if let Some(changed) = changed {
        let _infallible = write!(name, ", {changed}");
    }
    for (number, option) in options.iter().enumerate() {
        let _infallible = write!(name, "{} “{option}”", if number == 0 { " at" } else { "," });
    }
    if !position.conditions.is_empty() {
        let _infallible = write!(name, ", {}", only_if(snapshot, position));
    }
    let _infallible = write!(name, ": {}", position.text);
    name
}

/// The place of an option on its scale.
#[must_use]
pub fn option_name(number: u32, total: u32, label: &str) -> String {
    format!("Option {} of {total}: {label}", number.saturating_add(1))
}

/// An empty lane in words.
#[must_use]
pub fn lane_name(party: &str, issue: &str, says: &str) -> String {
    format!("{party}, {issue}, {says}")
}

/// What a lane without a mark says.
#[must_use]
pub fn lane_says(place: Place) -> &'static str {
    match place {
        Place::NotShown => NOT_SHOWN,
        Place::TextOnly => TEXT_ONLY,
        _ => terms::NO_POSITION,
    }
}

/// Marks for which there is no room.
#[must_use]
pub fn more(count: usize) -> String {
    format!("+{count}")
}

/// Positions for which there is no room.
#[must_use]
pub fn more_positions(count: usize) -> String {
    format!("{} more in the table", terms::count(count, "position"))
}

/// Says that common ground is not among all principals.
#[must_use]
pub fn hidden_principals(hidden: usize) -> String {
    let verb = if hidden == 1 { "is" } else { "are" };
    format!("{} {verb} not shown and not counted", terms::count(hidden, "principal"))
}

/// The heading of a group of issues.
#[must_use]
pub fn group(snapshot: &Snapshot, axis: Option<u32>) -> &str {
    let axis = axis.and_then(|axis| snapshot.case().axes.get(axis as usize));
    axis.map_or(screen::NO_AXIS, |axis| &axis.name)
}

/// "2 steps apart".
#[must_use]
pub fn steps_apart(steps: u32) -> String {
    format!("{} apart", self::steps(steps))
}
