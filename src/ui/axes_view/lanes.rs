//! The parties' lanes: bands, red lines and marks, and what they say to pointer and reader.

use std::collections::BTreeMap;

use egui::{Pos2, Rangef, Rect, Response, Stroke, StrokeKind, Ui, pos2, vec2};

use super::layout::{CONDITION_PAD, CONDITION_ROWS, LEAST_CONDITION, LineLayout, Plot};
use super::shapes::{MARK, paint_changed, paint_mark};
use super::tip;
use super::view::{Line, Spot, zone};
use crate::case::Ref;
use crate::compare::axes::{Common, Lane, Mark, MarkKind, Place};
use crate::ui::text::Align;
use crate::ui::theme::{self, Accent};
use crate::ui::widgets::marks::paint_rule;
use crate::words::axes as words;

/// The height of the rule before a party's name.
const RULE: f32 = 20.0;
/// Half the height of a band.
const BAND: f32 = 6.0;
/// From one mark to the next where several stand at one option.
const BESIDE: f32 = 17.0;
/// At most so many marks stand at one option.
const MOST_MARKS: usize = 6;

/// The marks at one option, as they are drawn.
struct Cluster<'a> {
    x: Rangef,
    marks: Vec<(Pos2, &'a Mark)>,
    left_out: usize,
}

impl Line<'_, '_> {
    /// Draws a lane and takes its clicks.
    pub(super) fn lane_ui(&self, ui: &Ui, layout: &LineLayout<'_>, plot: &Plot, rows: Rangef, lane: &Lane) {
        let y = rows.center();
        let rect = Rect::from_x_y_ranges(Rangef::new(plot.names, plot.scale.max), rows).translate(self.origin);
        if !rect.intersects(self.clip) {
            return;
        }
        let accent = self.accent(lane);
        self.name(plot, y, lane, accent);
        let says = match lane.place {
            Place::Silent | Place::NotShown | Place::TextOnly => Some(words::lane_says(lane.place)),
            Place::OnlyRefuses | Place::Contradicts | Place::Accepts => None,
        };
        if let Some(says) = says {
            let laid = self.sheet.text(says, &self.sheet.palette.label(), 1, plot.scale.span());
            let at = pos2(plot.scale.min + 6.0, y - laid.size().y / 2.0) + self.origin;
            self.knock_out(Rect::from_min_size(at, laid.size()).expand2(vec2(6.0, 0.0)));
            laid.paint(&self.painter, at);
            let name = words::lane_name(words::party(self.sheet.snapshot, lane), &self.issue_name, says);
            self.label(ui, rect, ("silent", &lane.party), &name);
            return;
        }
        let mut taken = self.bands(plot, y, lane, accent);
        self.red_lines(plot, y, lane, accent, &mut taken);
        let clusters = self.clusters(plot, y, lane);
        taken.extend(clusters.iter().map(|cluster| cluster.x.expand(2.0)));
        for cluster in &clusters {
            for (center, mark) in &cluster.marks {
                self.mark_ui(ui, layout, *center, mark, accent);
            }
            if cluster.left_out > 0 {
                let look = theme::colored(self.sheet.palette.label(), accent.color);
                let laid = self.sheet.text(&words::more(cluster.left_out), &look, 1, BESIDE * 2.0);
                laid.paint(&self.painter, pos2(cluster.x.max - BESIDE + 2.0, y - laid.size().y / 2.0) + self.origin);
            }
        }
        let zones: Vec<Rangef> = match &layout.line.common {
            Common::Meet(spans) => spans.iter().map(|span| zone(plot, *span)).collect(),
            _ => Vec::new(),
        };
        for cluster in &clusters {
            self.only_if(ui, plot, rows, cluster, &zones, &mut taken);
        }
    }

    pub(super) fn accent(&self, lane: &Lane) -> Accent {
        let palette = self.sheet.palette;
        // A party that the file does not name has the accent after all others.
        let unknown = || palette.accent(self.sheet.snapshot.case().parties.len());
        palette.party(self.sheet.snapshot, &lane.party).unwrap_or_else(unknown)
    }

    fn name(&self, plot: &Plot, y: f32, lane: &Lane, accent: Accent) {
        let rule = Rect::from_center_size(pos2(plot.names + theme::RULE / 2.0, y), vec2(theme::RULE, RULE));
        paint_rule(&self.painter, rule.translate(self.origin), accent);
        let laid = self.sheet.party(lane);
        laid.paint(&self.painter, pos2(plot.names + theme::RULE + 7.0, y - laid.size().y / 2.0) + self.origin);
    }

    /// The accepted options: filled where unconditional, outlined where conditional.
    fn bands(&self, plot: &Plot, y: f32, lane: &Lane, accent: Accent) -> Vec<Rangef> {
        let mut taken = Vec::with_capacity(lane.accepted.len());
        for (number, span) in lane.accepted.iter().enumerate() {
            let touches = |other: Option<usize>, at: u32| {
                let other = other.and_then(|other| lane.accepted.get(other));
                other.is_some_and(|other| span.conditional && other.first <= at && at <= other.last)
            };
            // A conditional band begins where its unconditional neighbour ends.
            let start = match span.first.checked_sub(1) {
                Some(before) if touches(number.checked_sub(1), before) => plot.x(before) + plot.reach(),
                _ => plot.x(span.first) - plot.reach(),
            };
            let end = if touches(Some(number + 1), span.last + 1) {
                plot.x(span.last + 1) - plot.reach()
            } else {
                plot.x(span.last) + plot.reach()
            };
            let rect = Rect::from_x_y_ranges(Rangef::new(start, end), Rangef::new(y - BAND, y + BAND));
            let rect = rect.translate(self.origin);
            if span.conditional {
                let stroke = Stroke::new(1.25, accent.color);
                self.painter.rect(rect, theme::CORNER, self.sheet.palette.surface, stroke, StrokeKind::Inside);
            } else {
                self.knock_out(rect);
                let stroke = Stroke::new(1.0, accent.color.gamma_multiply(0.6));
                self.painter.rect(rect, theme::CORNER, accent.color.gamma_multiply(0.3), stroke, StrokeKind::Inside);
            }
            taken.push(Rangef::new(start, end));
        }
        taken
    }

    /// A bar across each run of refused options.
    fn red_lines(&self, plot: &Plot, y: f32, lane: &Lane, accent: Accent, taken: &mut Vec<Rangef>) {
        for run in lane.refused.chunk_by(|one, next| one + 1 == *next) {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let x = Rangef::new(plot.x(*first) - plot.reach() - 4.0, plot.x(*last) + plot.reach() + 4.0);
            let bar = Rect::from_x_y_ranges(x, Rangef::new(y - 2.0, y + 2.0)).translate(self.origin);
            self.knock_out(bar.expand2(vec2(0.0, 2.0)));
            self.painter.rect_filled(bar, 0.0, accent.color);
            for end in [bar.left(), bar.right()] {
                let cap = Rangef::new(bar.center().y - 6.0, bar.center().y + 6.0);
                self.painter.vline(end, cap, Stroke::new(2.0, accent.color));
            }
            taken.push(x);
        }
    }

    /// The marks of each option, the selected one first where there is not room for all.
    fn clusters<'l>(&self, plot: &Plot, y: f32, lane: &'l Lane) -> Vec<Cluster<'l>> {
        let mut at: BTreeMap<u32, Vec<&Mark>> = BTreeMap::new();
        for mark in &lane.marks {
            for option in &mark.options {
                at.entry(*option).or_default().push(mark);
            }
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small positive number")]
        let room = ((plot.step() / BESIDE) as usize).clamp(1, MOST_MARKS);
        at.into_iter()
            .map(|(option, mut marks)| {
                let mut left_out = 0;
                if marks.len() > room {
                    marks.sort_by_key(|mark| !self.is_selected(mark.position));
                    left_out = marks.len() - room.saturating_sub(1).max(1);
                    marks.truncate(room.saturating_sub(1).max(1));
                }
                let places = marks.len() + usize::from(left_out > 0);
                #[expect(clippy::cast_precision_loss, reason = "at most a handful")]
                let place = |number: usize| (number as f32 - (places as f32 - 1.0) / 2.0) * BESIDE + plot.x(option);
                let x = Rangef::new(place(0) - MARK / 2.0, place(places.saturating_sub(1)) + MARK / 2.0);
                let marks =
                    marks.into_iter().enumerate().map(|(number, mark)| (pos2(place(number), y), mark)).collect();
                Cluster { x, marks, left_out }
            })
            .collect()
    }

    fn mark_ui(&self, ui: &Ui, layout: &LineLayout<'_>, center: Pos2, mark: &Mark, accent: Accent) {
        let snapshot = self.sheet.snapshot;
        let Some(position) = snapshot.numbered(mark.position) else { return };
        let rect = Rect::from_center_size(center + self.origin, vec2(BESIDE + 3.0, BESIDE + 5.0));
        let options: Vec<&str> = mark
            .options
            .iter()
            .filter_map(|option| layout.issue.options.get(*option as usize))
            .map(|option| option.label.as_str())
            .collect();
        let changed = self.sheet.marked.words(mark.position);
        let name = || words::mark_name(snapshot, position, changed.as_deref(), &self.issue_name, &options);
        let salt = (mark.position, center.x.to_bits());
        let spot = Spot { rect, salt: self.id.with(salt), target: Ref::Position(position.id.clone()) };
        let Some(response) = self.spot_ui(ui, &spot, name) else { return };
        let palette = self.sheet.palette;
        let found = &self.sheet.found;
        if found.has(mark.position) {
            let ground = if found.is_at(mark.position) { palette.found_now } else { palette.found };
            self.painter.rect_filled(rect, theme::CORNER, ground);
        }
        self.ground(&spot, &response, rect);
        paint_mark(&self.painter, rect.center(), mark.kind, mark.conditional, palette.surface, accent.color);
        if changed.is_some() {
            paint_changed(&self.painter, rect.right_top() + vec2(-4.0, 5.0), palette.surface, palette.focus);
        }
        tip::position_ui(response, self.sheet, mark.position, &options);
    }

    /// The words "only if …" beside the marks that have a condition.
    fn only_if(
        &self,
        ui: &Ui,
        plot: &Plot,
        rows: Rangef,
        cluster: &Cluster<'_>,
        zones: &[Rangef],
        taken: &mut Vec<Rangef>,
    ) {
        let y = rows.center();
        let conditional = |mark: &&(Pos2, &Mark)| mark.1.conditional && mark.1.kind != MarkKind::RedLine;
        let Some((_, mark)) = cluster.marks.iter().find(conditional) else { return };
        let Some(position) = self.sheet.snapshot.numbered(mark.position) else { return };
        let band = merged(taken, cluster.x);
        let rightwards = cluster.x.center() >= band.center();
        taken.extend(zones);
        let around = merged(taken, cluster.x);
        let next = taken.iter().map(|range| range.min).filter(|min| *min > around.max).fold(plot.scale.max, f32::min);
        let before = taken.iter().map(|range| range.max).filter(|max| *max < around.min).fold(plot.scale.min, f32::max);
        taken.truncate(taken.len() - zones.len());
        let right = Rangef::new(around.max + 6.0, next - 6.0);
        let left = Rangef::new(before + 6.0, around.min - 6.0);
        let look = theme::colored(self.sheet.palette.label(), self.sheet.palette.ink);
        let whole = words::only_if(self.sheet.snapshot, position);
        // Away from the band where that is enough, else where there is more room.
        let [outward, inward] = if rightwards { [right, left] } else { [left, right] };
        let needed = self.sheet.text(&whole, &look, 1, f32::INFINITY).size().x;
        let room = if outward.span() >= needed.min(inward.span()) { outward } else { inward };
        let text = if room.span() < LEAST_CONDITION { words::ONLY_IF } else { &whole };
        let align = if room == left { Align::Right } else { Align::Start };
        let room_for = |most: usize| self.sheet.aligned(text, &look, most, room.span().max(LEAST_CONDITION), align);
        // As many rows as the lane has room for.
        let fits = |most: &usize| room_for(*most).size().y <= rows.span() - CONDITION_PAD + 1.0;
        let laid = room_for((3..=CONDITION_ROWS).rev().find(fits).unwrap_or(2));
        let size = laid.size();
        let at = if size.x > room.span() {
            // Nothing is free beside the band, so two words stand above it.
            let most = (plot.scale.max - size.x).max(plot.scale.min);
            pos2((cluster.x.center() - size.x / 2.0).clamp(plot.scale.min, most), y - BAND - size.y)
        } else {
            let x = if align == Align::Right { room.max - size.x } else { room.min };
            taken.push(Rangef::new(x, x + size.x));
            pos2(x, y - size.y / 2.0)
        };
        let rect = Rect::from_min_size(at + self.origin, size);
        self.knock_out(rect.expand2(vec2(2.0, -2.0)));
        laid.paint(&self.painter, rect.min);
        if (laid.is_elided() || text == words::ONLY_IF)
            && let Some(response) = self.label(ui, rect, ("only if", mark.position, cluster.x.min.to_bits()), &whole)
        {
            tip::text_ui(response, self.sheet.palette, &whole);
        }
    }

    /// Puts the surface over the lines behind a part of the drawing.
    pub(super) fn knock_out(&self, rect: Rect) {
        self.painter.rect_filled(rect, 0.0, self.sheet.palette.surface);
    }

    /// The ground behind what is selected or pointed at, and the frame around where the keyboard is.
    pub(super) fn ground(&self, spot: &Spot, response: &Response, rect: Rect) {
        let palette = self.sheet.palette;
        let selected = self.selection == Some(&spot.target);
        if selected {
            self.painter.rect_filled(rect, theme::CORNER, palette.selected);
            let width = if self.keyboard_here { 2.0 } else { 1.0 };
            self.painter.rect_stroke(rect, theme::CORNER, Stroke::new(width, palette.focus), StrokeKind::Inside);
        } else if response.hovered() {
            self.painter.rect_filled(rect, theme::CORNER, palette.hovered);
        }
    }
}

/// The run of touching ranges around `x`.
fn merged(taken: &[Rangef], x: Rangef) -> Rangef {
    let mut around = x;
    loop {
        let touching = taken.iter().filter(|range| range.min <= around.max + 8.0 && range.max >= around.min - 8.0);
        let wider = touching.fold(around, |wide, range| Rangef::new(wide.min.min(range.min), wide.max.max(range.max)));
        if wider == around {
            return around;
        }
        around = wider;
    }
}
