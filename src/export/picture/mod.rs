//! The picture of the axes: the window's axes view on paper, as one SVG.
//!
//! What is drawn is worked out by [`crate::compare::axes`]; here it only gets its place. Paper has no pointer to ask
//! with, so what the window shortens and tells on hovering stands here in full: conditions that have no room beside
//! their mark are read below the scale. Text is text, wrapped at what it measures in the bundled fonts; shapes tell
//! everything that colours tell. Nothing in the SVG has an id, so that several can stand in one page of HTML.

mod drawn;
mod lane;
mod legend;
mod lettering;
mod line;
mod looks;
mod page;
mod pen;
mod png;
mod scale;
mod shapes;
#[cfg(test)]
mod tests;

use self::line::LinePlan;
use self::page::{Head, Part};
use self::shapes::RULE;
use super::ink::{self, Ink};
use super::paper::Picture;
use crate::case::{AxisId, Position, PositionNumber, Snapshot};
use crate::compare::axes::{Axes, AxisGroup, Lane};
use crate::compare::{Column, Comparison, Filter};
use crate::safe::undrawable;
use crate::words::axes as words;

pub(super) use self::drawn::in_stretches;
pub use self::page::Heading;
pub(super) use self::png::draw;
pub use self::png::{Dots, PngError, png, top};

/// The least width of the parties' names with their rule.
const NAMES_LEAST: f32 = 54.0;
/// The most width of the parties' names with their rule; longer ones are wrapped.
const NAMES_MOST: f32 = 122.0;

/// How much room a picture has, in CSS pixels, and what it is to show there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// From 480 on; a narrower picture is made as wide as that.
    pub width: f32,
    /// Whether issues without a scale, of which words alone can tell, are left out.
    pub scales_only: bool,
    /// Whether the picture reads from the right: the first pole, the parties' names and all texts begin there.
    pub right_to_left: bool,
}

impl Room {
    /// A picture that stands for itself: as wide as a landscape page, as high as it needs to be.
    pub const FREE: Self = Self { width: 960.0, scales_only: false, right_to_left: false };

    const LEAST: f32 = 480.0;
}

impl Default for Room {
    fn default() -> Self {
        Self::FREE
    }
}

/// The axes of a comparison as one picture; nothing when no issue has options.
#[must_use]
pub fn axes(snapshot: &Snapshot, filter: &Filter, columns: &[Column]) -> Option<Picture> {
    standalone(snapshot, filter, columns, &Heading::default())
}

/// The same with a heading and a footer, for a file of its own.
#[must_use]
pub fn standalone(snapshot: &Snapshot, filter: &Filter, columns: &[Column], heading: &Heading) -> Option<Picture> {
    standalone_parts(snapshot, filter, columns, heading, f32::INFINITY).pop()
}

/// The same in several files, in order, where one would be higher than `most` CSS pixels: each has the heading, and its
/// footer says which part it is. An issue is never cut. None when no issue has options.
#[must_use]
pub fn standalone_parts(
    snapshot: &Snapshot,
    filter: &Filter,
    columns: &[Column],
    heading: &Heading,
    most: f32,
) -> Vec<Picture> {
    let Some(axes) = build(snapshot, filter, columns) else { return Vec::new() };
    let sheet = Sheet::new(snapshot, &axes, Room { right_to_left: heading.right_to_left, ..Room::FREE });
    let hidden = axes.principals_hidden;
    let parts = sheet.divided(&axes, &Head { heading, hidden, legend: true, closed: true, continues: false }, most);
    let all = parts.len();
    let draw = |(number, part): (usize, Vec<Part<'_>>)| {
        let mut heading = heading.clone();
        if all > 1 {
            heading.footer = words::part_of(&heading.footer, number + 1, all);
        }
        page::picture(&sheet, &Head { heading: &heading, hidden, legend: true, closed: true, continues: false }, &part)
    };
    parts.into_iter().enumerate().map(draw).collect()
}

/// The axes of a comparison as one picture for each, in pieces that stand below each other, one for each issue, so that
/// pages can end between any two of them, each with its axis; the first has the legend, and the first of each axis its heading. None when no
/// issue has options.
#[must_use]
pub fn axes_by_issue(
    snapshot: &Snapshot,
    filter: &Filter,
    columns: &[Column],
    room: Room,
) -> Vec<(Option<AxisId>, Picture)> {
    let Some(axes) = build(snapshot, filter, columns) else { return Vec::new() };
    let sheet = Sheet { close: true, ..Sheet::new(snapshot, &axes, room) };
    let heading = Heading::default();
    let hidden = axes.principals_hidden;
    let mut head = Head { heading: &heading, hidden, legend: true, closed: false, continues: false };
    let mut pictures = Vec::new();
    for group in &axes.groups {
        let number = group.axis.and_then(|number| usize::try_from(number).ok());
        let of = number.and_then(|number| snapshot.case().axes.get(number)).map(|axis| axis.id.clone());
        let mut band = Some(Part::Band { group, continued: false });
        for plan in sheet.plans(&axes, group).filter(|plan| !room.scales_only || plan.has_scale()) {
            let parts: Vec<Part<'_>> = band.take().into_iter().chain([Part::Line(plan)]).collect();
            // One picture for each axis, in pieces.
            head.continues = parts.len() == 1;
            pictures.push((of.clone(), page::picture(&sheet, &head, &parts)));
            head.legend = false;
        }
    }
    pictures
}

/// The letters of pictures that no bundled font has, each once in the order in which they are met.
#[must_use]
pub fn undrawn(pictures: &[Picture]) -> Vec<char> {
    let mut letters = Vec::new();
    for picture in pictures {
        picture.each_text(&mut |text| {
            for letter in undrawable(text, lettering::draws) {
                if !letters.contains(&letter) {
                    letters.push(letter);
                }
            }
        });
    }
    letters
}

/// A picture as the bytes of an SVG file.
#[must_use]
pub fn svg(picture: &Picture) -> Vec<u8> {
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}", picture.svg).into_bytes()
}

fn build(snapshot: &Snapshot, filter: &Filter, columns: &[Column]) -> Option<Axes> {
    let comparison = Comparison::build(snapshot, filter, columns);
    let axes = Axes::build(snapshot, filter, &comparison);
    axes.lines.iter().any(|line| line.options > 0).then_some(axes)
}

/// Everything that a picture is drawn from.
struct Sheet<'a> {
    snapshot: &'a Snapshot,
    width: f32,
    /// The width of the parties' names with their rule.
    names: f32,
    right_to_left: bool,
    /// Whether everything stands close, as on a page that a picture shares with a text.
    close: bool,
}

impl<'a> Sheet<'a> {
    fn new(snapshot: &'a Snapshot, axes: &Axes, room: Room) -> Self {
        let mut seen = hashbrown::HashSet::new();
        let lanes = axes.lines.iter().flat_map(|line| &line.lanes).filter(|lane| seen.insert(&lane.party));
        let width_of = |lane: &Lane| {
            let name = words::party(snapshot, lane);
            looks::LABEL.lay(name, NAMES_MOST - RULE - lane::RULE_GAP, 4).width() + RULE + lane::RULE_GAP
        };
        let names = lanes.map(width_of).fold(NAMES_LEAST, f32::max).min(NAMES_MOST).ceil();
        Self { snapshot, width: room.width.max(Room::LEAST), names, right_to_left: room.right_to_left, close: false }
    }

    fn plans<'s>(&'s self, axes: &'a Axes, group: &AxisGroup) -> impl Iterator<Item = Box<LinePlan<'a>>> + use<'a, 's> {
        let lines = axes.lines.get(group.lines.clone()).unwrap_or_default();
        lines.iter().filter_map(|line| LinePlan::lay(self, line)).map(Box::new)
    }

    /// The axes in pictures that are no higher than `most` unless a single issue is.
    fn divided(&self, axes: &'a Axes, head: &Head<'_>, most: f32) -> Vec<Vec<Part<'a>>> {
        let empty = page::height(self, head, &[]);
        let mut pictures = Vec::new();
        let mut parts: Vec<Part<'a>> = Vec::new();
        let mut height = empty;
        for group in &axes.groups {
            // A heading goes with the issue after it.
            let mut band = Some(Part::Band { group, continued: false });
            for plan in self.plans(axes, group) {
                let with_band = band.as_ref().map_or(0.0, Part::height);
                if !parts.is_empty() && height + with_band + plan.height > most {
                    pictures.push(std::mem::take(&mut parts));
                    height = empty;
                    band = band.or(Some(Part::Band { group, continued: true }));
                }
                for part in band.take().into_iter().chain([Part::Line(plan)]) {
                    height += part.height();
                    parts.push(part);
                }
            }
            if let Some(band) = band {
                height += band.height();
                parts.push(band);
            }
        }
        pictures.push(parts);
        pictures
    }

    fn position(&self, number: PositionNumber) -> Option<&'a Position> {
        self.snapshot.numbered(number).map(|position| &**position)
    }

    /// The colour and pattern of a lane's party.
    fn accent(&self, lane: &Lane) -> (Ink, usize) {
        ink::accent(&ink::accent_of(self.snapshot, &lane.party))
    }
}
