//! The four layouts: each makes a paper of what an audience may see of a case.

mod brief;
mod cites;
mod record;
mod scribe;
mod side_by_side;
mod summary;
#[cfg(test)]
mod tests;

use crate::case::{AxisId, Party, Snapshot, fingerprint};
use crate::compare::{Column, Comparison, Filter, Times, all_columns};
use crate::words::{export as words, names, panels, screen, terms};

use super::ink;
use super::isolates::{self, isolated};
use super::paper::{About, Block, KnownParty, Paper, Picture};
use super::picture::{self, Heading, Room};
use super::sheets::Marks;
use super::{Audience, Cancelled, Choices, Layout, Progress};

/// What a layout makes; the rest of a paper is the same for all.
struct Draft {
    /// What kind of document it is, and whose.
    subtitle: String,
    landscape: bool,
    blocks: Vec<Block>,
}

/// Lays a case out; it must hold only what the audience may see.
///
/// # Errors
/// When the export is not wanted any more.
pub(super) fn paper(snapshot: &Snapshot, choices: &Choices, progress: &Progress) -> Result<Paper, Cancelled> {
    let case = snapshot.case();
    let right_to_left = choices.direction.is_right_to_left(case.language.as_deref());
    // Pictures order each of their texts by itself.
    let pictures = pictures(snapshot, choices, right_to_left);
    let isolated = isolated(snapshot, right_to_left);
    let mut draft = match choices.layout {
        Layout::SideBySide => side_by_side::blocks(&isolated, choices, pictures, progress)?,
        Layout::Brief => brief::blocks(&isolated, choices),
        Layout::Summary => summary::blocks(&isolated, choices, pictures),
        Layout::Record => record::blocks(&isolated, choices, pictures, progress)?,
    };
    stopped(progress)?;
    let settled = |line: &str| if right_to_left { isolates::settled(line) } else { line.to_owned() };
    if right_to_left {
        isolates::settle(&mut draft.blocks);
    }
    let own = |handling: &str| words::case_marking(&isolates::own(handling, right_to_left));
    Ok(Paper {
        title: case.title.clone(),
        subtitle: settled(&draft.subtitle),
        language: case.language.clone(),
        right_to_left,
        sheet: choices.sheet,
        landscape: draft.landscape,
        dense: matches!(choices.layout, Layout::Brief | Layout::Summary),
        marking: choices.audience.marking().map(str::to_owned),
        handling: case.handling.as_deref().map(|handling| settled(&own(handling))),
        footer: words::dotted(&footer(snapshot, choices)),
        axes: case.axes.iter().map(|axis| (axis.id.clone(), axis.name.clone())).collect(),
        parties: case.parties.iter().map(|party| known(snapshot, party)).collect(),
        blocks: draft.blocks,
    })
}

fn known(snapshot: &Snapshot, party: &Party) -> KnownParty {
    let accent = ink::accent_of(snapshot, &party.id);
    KnownParty { id: party.id.clone(), name: party.label().to_owned(), accent }
}

/// What stands on each page of a workbook.
pub(super) fn marks(snapshot: &Snapshot, choices: &Choices) -> Marks {
    let handling = snapshot.case().handling.as_deref().map(words::case_marking);
    let marking = choices.audience.marking().map(str::to_owned);
    Marks { marking, handling, footer: footer(snapshot, choices) }
}

/// The picture of the axes as a file of its own, with what stands on each page of a paper; nothing when no issue that
/// is shown has options.
pub(super) fn picture_alone(snapshot: &Snapshot, choices: &Choices) -> Option<Picture> {
    pictures_alone(snapshot, choices, f32::INFINITY).pop()
}

/// The same as several files where one would be higher than `most` CSS pixels.
pub(super) fn pictures_alone(snapshot: &Snapshot, choices: &Choices, most: f32) -> Vec<Picture> {
    let Marks { marking, handling, footer } = marks(snapshot, choices);
    let case = snapshot.case();
    let heading = Heading {
        title: case.title.clone(),
        handling,
        marking,
        footer: words::dotted(&footer),
        right_to_left: choices.direction.is_right_to_left(case.language.as_deref()),
    };
    picture::standalone_parts(snapshot, &choices.filter(), &choices.columns(snapshot), &heading, most)
}

/// The case's date, the version of what is shown, for whom it is, and when it was made if that was asked for.
fn footer(snapshot: &Snapshot, choices: &Choices) -> Vec<String> {
    let case = snapshot.case();
    let mut parts = Vec::new();
    parts.extend(case.as_of.as_ref().map(|date| words::as_of(&terms::date(date))));
    // Half of the number tells versions apart well enough, and can be read out.
    parts.push(words::version(fingerprint(case) >> 32));
    parts.push(audience(choices.audience).to_owned());
    parts.extend(choices.made_on.as_deref().map(words::made_on));
    parts
}

/// For whom a document is, in words.
fn audience(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => words::FOR_PUBLIC,
        Audience::Shared => words::FOR_SHARED,
        Audience::Internal => words::FOR_INTERNAL,
    }
}

/// What the choices let through, in a line; nothing when they let everything through.
///
/// `filter` must be what the comparison was built with, so that nothing is named that has no effect.
fn chosen(snapshot: &Snapshot, filter: &Filter, comparison: &Comparison) -> Option<String> {
    let Filter { axes, issues: _, parties, kinds, statuses: _, visibilities: _, round, text: _, since: _, also: _ } =
        filter;
    let mut parts = Vec::new();
    if comparison.issues.len() < comparison.total_issues {
        parts.push(words::some_issues(comparison.issues.len(), comparison.total_issues));
    }
    let axes: Vec<&str> =
        axes.iter().map(|id| snapshot.axis(id).map_or(id.as_str(), |axis| axis.name.as_str())).collect();
    let parties: Vec<&str> = parties.iter().map(|id| names::party_label(snapshot, id)).collect();
    let kinds: Vec<&str> = kinds.iter().map(terms::kind).collect();
    for (label, names) in [(panels::AXIS, axes), (panels::PARTIES, parties), (panels::POSITIONS, kinds)] {
        if !names.is_empty() {
            parts.push(words::only(label, &names));
        }
    }
    if let Some(round) = round.as_ref().and_then(|round| snapshot.round(round)) {
        parts.push(words::as_it_stood(&round.label));
        let times = Times::new(snapshot, Some(&round.id));
        let proposals = snapshot.case().proposals.iter();
        let later = proposals.filter(|proposal| times.rests_on_later(&proposal.evidence)).count();
        if later > 0 {
            parts.push(words::proposed_later(later));
        }
        parts.push(words::TODAY_MEANS.to_owned());
    }
    (!parts.is_empty()).then(|| words::chosen_by_filter(&parts))
}

/// The columns that are not shown although something stands there, in a line; nothing where there is none.
fn columns_not_shown(snapshot: &Snapshot, filter: &Filter, columns: &[Column]) -> Option<String> {
    let mut missing = all_columns(snapshot);
    missing.retain(|column| !columns.contains(column));
    let rest = Comparison::build(snapshot, filter, &missing);
    let mut counts = vec![0_usize; missing.len()];
    for row in 0..rest.issues.len() {
        for (column, _) in rest.row(row) {
            if let Some(count) = counts.get_mut(column) {
                *count += 1;
            }
        }
    }
    let hidden = missing.iter().zip(counts).filter(|(_, count)| *count > 0);
    let hidden: Vec<String> = hidden
        .map(|(column, count)| match column {
            Column::Party(party) => words::hidden_party(names::party_label(snapshot, party), count),
            Column::Proposals => words::hidden_proposals(count),
        })
        .collect();
    (!hidden.is_empty()).then(|| words::columns_not_shown(&hidden))
}

/// What an empty cell says: what no longer stands is not called hidden, and what is hidden not unrecorded. Nothing where
/// nothing is on the table.
pub(super) fn nothing(comparison: &Comparison, times: &Times, row: usize, column: usize) -> Option<String> {
    let former = comparison.former(row, column);
    let hidden = comparison.hidden(row, column).saturating_sub(former);
    match (hidden, former, comparison.columns.get(column)) {
        (0, 0, Some(Column::Party(_))) => Some(terms::NO_POSITION.to_owned()),
        (0, 0, _) => None,
        (0, former, _) if times.is_chosen() => Some(words::former_then(former)),
        (0, former, _) => Some(screen::former(former)),
        (hidden, ..) => Some(words::not_shown(hidden)),
    }
}

/// How wide a picture is on a page, in CSS pixels: the size at which its text is easy to read in print.
const ON_LANDSCAPE: Room = Room { width: 1080.0, ..Room::FREE };
const ON_PORTRAIT: Room = Room { width: 760.0, ..Room::FREE };
/// A little smaller, so that issues' heads stand beside their scales and a short text with its picture stays short.
const IN_SUMMARY: Room = Room { width: 940.0, scales_only: true, ..Room::FREE };

/// The pictures of the axes that the layout shows, one for each issue.
fn pictures(snapshot: &Snapshot, choices: &Choices, right_to_left: bool) -> Vec<Block> {
    let room = match choices.layout {
        Layout::SideBySide if choices.picture => ON_LANDSCAPE,
        Layout::Record if choices.picture => ON_PORTRAIT,
        Layout::Summary => IN_SUMMARY,
        _ => return Vec::new(),
    };
    let room = Room { right_to_left, ..room };
    let pictures = picture::axes_by_issue(snapshot, &choices.filter(), &choices.columns(snapshot), room);
    let about = |(axis, picture): (Option<AxisId>, Picture)| {
        let (axes, blocks) = (axis.into_iter().collect(), vec![Block::Picture(picture)]);
        Block::About(About { axes, parties: Vec::new(), blocks })
    };
    pictures.into_iter().map(about).collect()
}

/// An error when the export is not wanted any more.
fn stopped(progress: &Progress) -> Result<(), Cancelled> {
    if progress.is_cancelled() { Err(Cancelled) } else { Ok(()) }
}
