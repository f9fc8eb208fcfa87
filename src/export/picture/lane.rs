//! A party's lane: bands, red lines, marks, and the conditions beside them.

use std::collections::BTreeMap;

use super::lettering::Laid;
use super::pen::{Anchor, Area, Pen, Stroke};
use super::scale::{Extent, Scale};
use super::shapes::{self, MARK, RULE};
use super::{Sheet, looks};
use crate::case::{Issue, Position, PositionNumber};
use crate::compare::axes::{Lane, Mark, MarkKind, Place};
use crate::export::ink::{self, Ink};
use crate::words::{axes as words, names};

/// The least height of a lane, and where everything stands close.
const LEAST: f32 = 30.0;
const CLOSE_LEAST: f32 = 21.0;
/// The height of the rule before a party's name.
const RULE_HEIGHT: f32 = 20.0;
/// From a party's rule to its name.
pub(super) const RULE_GAP: f32 = 7.0;
/// Half the height of a band.
const BAND: f32 = 6.0;
/// From one mark to the next where several stand at one option.
const BESIDE: f32 = 17.0;
/// At most so many marks stand at one option.
const MOST_MARKS: usize = 6;
/// The least room in which a condition can be read.
const LEAST_CONDITION: f32 = 84.0;
/// A condition that needs more lines is read below the scale.
const MOST_LINES: usize = 3;

/// The marks at one option.
struct Cluster<'a> {
    x: Extent,
    marks: Vec<(f32, &'a Mark)>,
    left_out: usize,
}

/// A condition beside a mark, or the words "only if" above it.
struct Note {
    x: f32,
    anchor: Anchor,
    laid: Laid,
    above: bool,
}

/// A lane with the place of everything on it, from left to right.
pub(super) struct LanePlan<'a> {
    lane: &'a Lane,
    accent: (Ink, usize),
    name: Laid,
    /// What is said of a party that has no mark.
    says: Option<&'static str>,
    /// The accepted options, and whether only under conditions.
    bands: Vec<(Extent, bool)>,
    bars: Vec<Extent>,
    clusters: Vec<Cluster<'a>>,
    notes: Vec<Note>,
    /// The positions whose condition has no room on the lane.
    pub(super) unread: Vec<&'a Position>,
    pub(super) height: f32,
}

impl<'a> LanePlan<'a> {
    /// Finds a place for everything; conditions keep out of the zones of common ground.
    pub(super) fn lay(sheet: &Sheet<'a>, scale: &Scale, lane: &'a Lane, zones: &[Extent]) -> Self {
        let says = match lane.place {
            Place::Silent | Place::NotShown | Place::TextOnly => Some(words::lane_says(lane.place)),
            Place::OnlyRefuses | Place::Contradicts | Place::Accepts => None,
        };
        let mut plan = Self {
            lane,
            accent: sheet.accent(lane),
            name: looks::LABEL.lay(words::party(sheet.snapshot, lane), sheet.names - RULE - RULE_GAP, 4),
            says,
            bands: bands(scale, lane),
            bars: bars(scale, lane),
            clusters: clusters(scale, lane),
            notes: Vec::new(),
            unread: Vec::new(),
            height: 0.0,
        };
        let mut taken: Vec<Extent> =
            plan.bands.iter().map(|(band, _)| *band).chain(plan.bars.iter().copied()).collect();
        taken.extend(plan.clusters.iter().map(|cluster| cluster.x.expanded(2.0)));
        plan.conditions(sheet, scale, zones, &mut taken);
        let above = |note: &Note| note.laid.height() * if note.above { 2.0 } else { 1.0 };
        let notes = plan.notes.iter().map(|note| above(note) + if note.above { BAND * 2.0 + 4.0 } else { 6.0 });
        let (least, around) = if sheet.close { (CLOSE_LEAST, 2.0) } else { (LEAST, 8.0) };
        plan.height = notes.fold(least.max(plan.name.height() + around), f32::max).ceil();
        plan
    }

    /// Puts each condition beside its mark where it can be read.
    fn conditions(&mut self, sheet: &Sheet<'a>, scale: &Scale, zones: &[Extent], taken: &mut Vec<Extent>) {
        let mut read: Vec<PositionNumber> = Vec::new();
        let mut unread: Vec<PositionNumber> = Vec::new();
        for cluster in &self.clusters {
            let mut conditional = cluster.marks.iter().map(|(_, mark)| *mark).filter(|mark| mark.conditional);
            let first = conditional.find(|mark| mark.kind != MarkKind::RedLine && !read.contains(&mark.position));
            let Some(mark) = first else { continue };
            let Some(position) = sheet.position(mark.position) else { continue };
            let note = beside(scale, cluster, &words::only_if(sheet.snapshot, position), zones, taken);
            if note.above {
                unread.push(mark.position);
            } else {
                read.push(mark.position);
            }
            self.notes.push(note);
        }
        let mut all: Vec<PositionNumber> =
            self.lane.marks.iter().filter(|mark| mark.conditional).map(|mark| mark.position).collect();
        all.retain(|position| !read.contains(position));
        all.dedup();
        self.unread = all.into_iter().filter_map(|position| sheet.position(position)).collect();
    }

    /// Draws the lane between `top` and its height below it.
    pub(super) fn draw(
        &self,
        pen: &mut Pen,
        sheet: &Sheet<'_>,
        issue: &Issue,
        scale: &Scale,
        (names, top): (f32, f32),
    ) {
        let y = top + self.height / 2.0;
        let party = words::party(sheet.snapshot, self.lane);
        let head = Area { x: names, y: y - RULE_HEIGHT / 2.0, width: RULE, height: RULE_HEIGHT };
        shapes::rule(pen, head, self.accent);
        pen.text(&self.name, names + RULE + RULE_GAP, y - self.name.height() / 2.0, Anchor::Start);
        if let Some(says) = self.says {
            pen.open(0.0, &words::lane_name(party, &names::issue(issue), says));
            let laid = looks::SECOND.lay(says, scale.extent.width(), 2);
            let (x, top) = (scale.extent.min + 6.0, y - laid.height() / 2.0);
            knock_out(pen, Area { x: x - 6.0, y: top, width: laid.width() + 12.0, height: laid.height() });
            pen.text(&laid, x, top, Anchor::Start);
            pen.close();
            return;
        }
        let (ink, _) = self.accent;
        for (band, conditional) in &self.bands {
            let area = Area { x: band.min, y: y - BAND, width: band.width(), height: BAND * 2.0 };
            if *conditional {
                pen.rect(area, 4.0, Some(ink::WHITE), Some(Stroke::new(1.25, ink)));
            } else {
                pen.rect(area, 4.0, Some(ink.tint()), Some(Stroke::new(1.0, ink.mixed(ink::WHITE, 6))));
            }
        }
        for bar in &self.bars {
            shapes::bar(pen, bar.min, bar.max, y, ink);
        }
        for note in &self.notes {
            let height = note.laid.height();
            let top = if note.above { y - BAND - height } else { y - height / 2.0 };
            let width = note.laid.width();
            let left = if note.anchor == Anchor::End { note.x - width } else { note.x };
            knock_out(pen, Area { x: left - 2.0, y: top + 2.0, width: width + 4.0, height: height - 4.0 });
            pen.text(&note.laid, note.x, top, note.anchor);
        }
        for cluster in &self.clusters {
            for (x, mark) in &cluster.marks {
                let Some(position) = sheet.position(mark.position) else { continue };
                let options: Vec<&str> = mark
                    .options
                    .iter()
                    .filter_map(|option| issue.options.get(*option as usize))
                    .map(|option| option.label.as_str())
                    .collect();
                pen.open(0.0, &words::mark_name(sheet.snapshot, position, None, &names::issue(issue), &options));
                shapes::mark(pen, (*x, y), mark.kind, mark.conditional, ink);
                pen.close();
            }
            if cluster.left_out > 0 {
                let laid = looks::in_ink(looks::LABEL, ink).lay(&words::more(cluster.left_out), BESIDE * 2.0, 1);
                pen.text(&laid, cluster.x.max - BESIDE + 2.0, y - laid.height() / 2.0, Anchor::Start);
            }
        }
    }
}

/// The accepted options: a conditional band begins where its unconditional neighbour ends.
fn bands(scale: &Scale, lane: &Lane) -> Vec<(Extent, bool)> {
    let band = |(number, span): (usize, &crate::compare::axes::Span)| {
        let touches = |other: Option<usize>, at: u32| {
            let other = other.and_then(|other| lane.accepted.get(other));
            other.is_some_and(|other| span.conditional && other.first <= at && at <= other.last)
        };
        let start = match span.first.checked_sub(1) {
            Some(before) if touches(number.checked_sub(1), before) => scale.x(before) + scale.reach(),
            _ => scale.x(span.first) - scale.reach(),
        };
        let after = span.last.saturating_add(1);
        let end = if touches(Some(number + 1), after) {
            scale.x(after) - scale.reach()
        } else {
            scale.x(span.last) + scale.reach()
        };
        (Extent::new(start, end), span.conditional)
    };
    lane.accepted.iter().enumerate().map(band).collect()
}

/// A bar across each run of refused options.
fn bars(scale: &Scale, lane: &Lane) -> Vec<Extent> {
    let runs = lane.refused.chunk_by(|one, next| one + 1 == *next);
    let bar = |run: &[u32]| {
        let (first, last) = (run.first()?, run.last()?);
        Some(Extent::new(scale.x(*first), scale.x(*last)).expanded(scale.reach() + 4.0))
    };
    runs.filter_map(bar).collect()
}

/// The marks of each option, as many as there is room for.
fn clusters<'a>(scale: &Scale, lane: &'a Lane) -> Vec<Cluster<'a>> {
    let mut at: BTreeMap<u32, Vec<&Mark>> = BTreeMap::new();
    for mark in &lane.marks {
        for option in &mark.options {
            at.entry(*option).or_default().push(mark);
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
    let room = ((scale.step() / BESIDE) as usize).clamp(1, MOST_MARKS);
    let cluster = |(option, mut marks): (u32, Vec<&'a Mark>)| {
        let mut left_out = 0;
        if marks.len() > room {
            let kept = room.saturating_sub(1).max(1);
            left_out = marks.len() - kept;
            marks.truncate(kept);
        }
        let places = marks.len() + usize::from(left_out > 0);
        #[expect(clippy::cast_precision_loss, reason = "at most a handful")]
        let place = |number: usize| (number as f32 - (places as f32 - 1.0) / 2.0) * BESIDE + scale.x(option);
        let x = Extent::new(place(0) - MARK / 2.0, place(places.saturating_sub(1)) + MARK / 2.0);
        let marks = marks.into_iter().enumerate().map(|(number, mark)| (place(number), mark)).collect();
        Cluster { x, marks, left_out }
    };
    at.into_iter().map(cluster).collect()
}

/// Finds the place of a condition: away from its band where it can be read there, else on the other side, else the
/// words "only if" above.
fn beside(scale: &Scale, cluster: &Cluster<'_>, whole: &str, zones: &[Extent], taken: &mut Vec<Extent>) -> Note {
    let band = merged(taken, cluster.x);
    let rightwards = cluster.x.center() >= band.center();
    let all: Vec<Extent> = taken.iter().chain(zones).copied().collect();
    let around = merged(&all, cluster.x);
    let next = all.iter().map(|range| range.min).filter(|min| *min > around.max).fold(scale.extent.max, f32::min);
    let before = all.iter().map(|range| range.max).filter(|max| *max < around.min).fold(scale.extent.min, f32::max);
    let right = (Anchor::Start, Extent::new(around.max + 6.0, next - 6.0));
    let left = (Anchor::End, Extent::new(before + 6.0, around.min - 6.0));
    let rooms = if rightwards { [right, left] } else { [left, right] };
    let laid = rooms
        .into_iter()
        .filter(|(_, room)| room.width() >= LEAST_CONDITION)
        .map(|(anchor, room)| (anchor, room, looks::LABEL.lay_evenly(whole, room.width(), MOST_LINES)))
        .filter(|(_, _, laid)| !laid.elided)
        // Two lines are as good as one; the side away from the band comes first.
        .min_by_key(|(_, _, laid)| laid.lines.len().max(2));
    if let Some((anchor, room, laid)) = laid {
        let width = laid.width();
        let (x, used) = match anchor {
            Anchor::End => (room.max, Extent::new(room.max - width, room.max)),
            _ => (room.min, Extent::new(room.min, room.min + width)),
        };
        taken.push(used);
        return Note { x, anchor, laid, above: false };
    }
    let laid = looks::LABEL.lay(words::ONLY_IF, f32::INFINITY, 1);
    let x = scale.extent.hold(cluster.x.center(), laid.width());
    Note { x, anchor: Anchor::Start, laid, above: true }
}

/// The run of touching stretches around `x`.
fn merged(taken: &[Extent], x: Extent) -> Extent {
    let mut around = x;
    loop {
        let touching = taken.iter().filter(|range| range.min <= around.max + 8.0 && range.max >= around.min - 8.0);
        let wider = touching.fold(around, |wide, range| Extent::new(wide.min.min(range.min), wide.max.max(range.max)));
        if wider == around {
            return around;
        }
        around = wider;
    }
}

/// Puts the ground over the lines behind a part of the drawing.
pub(super) fn knock_out(pen: &mut Pen, area: Area) {
    pen.rect(area, 0.0, Some(ink::WHITE), None);
}
