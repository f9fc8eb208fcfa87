//! The four layouts: each makes a paper of what an audience may see of a case.

mod brief;
mod cites;
mod record;
mod scribe;
mod side_by_side;
mod summary;
#[cfg(test)]
mod tests;

use crate::case::{Snapshot, fingerprint};
use crate::compare::{Comparison, Filter};
use crate::words::{export as words, names, panels, terms};

use super::paper::{Block, Paper, Picture};
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
    let draft = match choices.layout {
        Layout::SideBySide => side_by_side::blocks(snapshot, choices, progress)?,
        Layout::Brief => brief::blocks(snapshot, choices),
        Layout::Summary => summary::blocks(snapshot, choices),
        Layout::Record => record::blocks(snapshot, choices, progress)?,
    };
    stopped(progress)?;
    let case = snapshot.case();
    Ok(Paper {
        title: case.title.clone(),
        subtitle: draft.subtitle,
        language: case.language.clone(),
        right_to_left: choices.direction.is_right_to_left(case.language.as_deref()),
        sheet: choices.sheet,
        landscape: draft.landscape,
        dense: choices.layout == Layout::Brief,
        handling: case.handling.clone(),
        marking: marking(choices.audience).map(str::to_owned),
        footer: footer(snapshot, choices),
        blocks: draft.blocks,
    })
}

/// What stands on each page of a workbook.
pub(super) fn marks(snapshot: &Snapshot, choices: &Choices) -> Marks {
    Marks { marking: marking(choices.audience).map(str::to_owned), footer: footer(snapshot, choices) }
}

/// The picture of the axes as a file of its own, with what stands on each page of a paper; nothing when no issue that
/// is shown has options.
pub(super) fn picture_alone(snapshot: &Snapshot, choices: &Choices) -> Option<Picture> {
    let Marks { marking, footer } = marks(snapshot, choices);
    let case = snapshot.case();
    let heading = Heading { title: case.title.clone(), handling: case.handling.clone(), marking, footer };
    picture::standalone(snapshot, &choices.filter(), &choices.columns(snapshot), &heading)
}

/// What stands at the head of each page that is not for everybody.
fn marking(audience: Audience) -> Option<&'static str> {
    match audience {
        Audience::Public => None,
        Audience::Shared => Some(words::MARKED_SHARED),
        Audience::Internal => Some(words::MARKED_INTERNAL),
    }
}

/// The case's date, the version of what is shown, for whom it is, and when it was made if that was asked for.
fn footer(snapshot: &Snapshot, choices: &Choices) -> String {
    let case = snapshot.case();
    let mut parts = Vec::new();
    parts.extend(case.as_of.as_ref().map(|date| words::as_of(&terms::date(date))));
    // Half of the number tells versions apart well enough, and can be read out.
    parts.push(words::version(fingerprint(case) >> 32));
    parts.push(audience(choices.audience).to_owned());
    parts.extend(choices.made_on.as_deref().map(words::made_on));
    words::dotted(&parts)
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
fn chosen(snapshot: &Snapshot, choices: &Choices, comparison: &Comparison) -> Option<String> {
    let Filter { axes, issues: _, parties, kinds, statuses: _, visibilities: _, round, text: _, also: _ } =
        &choices.filter();
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
    }
    (!parts.is_empty()).then(|| words::dotted(&parts))
}

/// How wide and high a picture is on a page, in CSS pixels: the size at which its text is easy to read in print.
const ON_LANDSCAPE: Room = Room { width: 1080.0, height: Some(670.0) };
/// About half a page, so that two fit on one and a short one fits below a text.
const ON_PORTRAIT: Room = Room { width: 760.0, height: Some(520.0) };

/// The pictures of the axes, none higher than a page.
fn pictures(snapshot: &Snapshot, choices: &Choices, room: Room) -> impl Iterator<Item = Block> {
    picture::axes_by_group(snapshot, &choices.filter(), &choices.columns(snapshot), room)
        .into_iter()
        .map(Block::Picture)
}

/// An error when the export is not wanted any more.
fn stopped(progress: &Progress) -> Result<(), Cancelled> {
    if progress.is_cancelled() { Err(Cancelled) } else { Ok(()) }
}
