//! One issue's line, drawn and made to answer the pointer.

use std::cell::Cell;

use egui::{Id, Painter, Rangef, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::layout::{LineLayout, Plot, STRIP, Sheet, TextLine};
use super::shapes::{paint_dashed, paint_distance, paint_hatch};
use super::tip;
use crate::case::{PositionNumber, Ref, Snapshot};
use crate::command::{Command, Request};
use crate::compare::axes::{AxisLine, Common, Span};
use crate::ui::theme;
use crate::ui::widgets::marks;
use crate::words::axes as words;

/// Ticks nearer to each other than this are left out, in points.
const LEAST_TICK: f32 = 5.0;

/// What one line is drawn with.
pub(super) struct Line<'a, 's> {
    pub(super) sheet: &'a Sheet<'s>,
    pub(super) painter: Painter,
    pub(super) id: Id,
    /// The left top of the line on the screen.
    pub(super) origin: Vec2,
    pub(super) clip: Rect,
    pub(super) selection: Option<&'a Ref>,
    pub(super) keyboard_here: bool,
    /// The search is on this line.
    pub(super) found_here: bool,
    pub(super) issue_name: String,
    /// What has been clicked.
    pub(super) clicked: Cell<Option<Ref>>,
}

/// A part of the line that stands for a record.
pub(super) struct Spot {
    pub(super) rect: Rect,
    pub(super) salt: Id,
    pub(super) target: Ref,
}

impl Line<'_, '_> {
    /// Draws the line; gives what has been asked for.
    pub(super) fn show(self, ui: &Ui, layout: &LineLayout<'_>) -> Vec<Request> {
        self.head_ui(ui, layout);
        if let Some(plot) = &layout.plot {
            self.plot_ui(ui, layout, plot);
        }
        self.texts_ui(ui, layout);
        let to_the_table = self.more_ui(ui, layout);
        let mut asked: Vec<Request> = self.clicked.into_inner().map(Request::Select).into_iter().collect();
        asked.extend(to_the_table.then_some(Request::Do(Command::ShowTable)));
        asked
    }

    fn head_ui(&self, ui: &Ui, layout: &LineLayout<'_>) {
        let rect = layout.head.translate(self.origin);
        let spot = Spot { rect, salt: self.id, target: Ref::Issue(layout.issue.id.clone()) };
        let finding = layout.finding.1.text().to_owned();
        let mut name = format!("{}, {}, {finding}", self.issue_name, layout.status.1.text());
        if self.found_here {
            name = words::found_here(&name);
        }
        let Some(response) = self.spot_ui(ui, &spot, || name.clone()) else { return };
        self.ground(&spot, &response, rect);
        for (at, laid) in [&layout.number, &layout.title, &layout.status, &layout.finding] {
            laid.paint(&self.painter, *at + self.origin);
        }
        let mark = layout.status.0 + vec2(-marks::SIZE / 2.0 - 6.0, layout.status.1.size().y / 2.0) + self.origin;
        let color = self.sheet.palette.status(&layout.issue.status);
        marks::paint_status(&self.painter, mark, marks::SIZE, &layout.issue.status, color);
        let whole = layout.issue.question.as_deref().unwrap_or(&layout.issue.title);
        tip::text_ui(response, self.sheet.palette, whole);
    }

    fn plot_ui(&self, ui: &Ui, layout: &LineLayout<'_>, plot: &Plot) {
        let palette = self.sheet.palette;
        let hairline = Stroke::new(theme::HAIRLINE, palette.hairline);
        let (left, top) = (self.origin.x, self.origin.y);
        let ticks = || (0..plot.options).step_by(plot.stride(LEAST_TICK)).map(|option| plot.x(option) + left);
        for x in ticks() {
            self.painter.vline(x, Rangef::new(plot.top() + top, plot.axis + top), hairline);
        }
        for lane in &plot.lanes {
            let y = lane.center() + top;
            if self.clip.y_range().contains(y) {
                self.painter.hline(shifted(plot.scale, left), y, hairline);
            }
        }
        if let Common::Meet(spans) = &layout.line.common {
            for span in spans {
                self.zone(plot, *span);
            }
        }
        for (lane, rows) in layout.line.lanes.iter().zip(&plot.lanes) {
            self.lane_ui(ui, layout, plot, *rows, lane);
        }
        let axis = plot.axis + top;
        self.painter.hline(shifted(plot.scale, left), axis, Stroke::new(1.25, palette.outline));
        for x in ticks() {
            self.painter.vline(x, Rangef::new(axis, axis + 6.0), Stroke::new(1.25, palette.outline));
        }
        for (option, at, laid) in &plot.labels {
            let rect = Rect::from_min_size(*at + self.origin, laid.size());
            laid.paint(&self.painter, rect.min);
            let name = words::option_name(*option, plot.options, laid.text());
            let response = self.label(ui, rect, ("option", *option), &name);
            let about = layout.issue.options.get(*option as usize).and_then(|option| option.about.as_deref());
            if let Some(response) = response
                && (laid.is_elided() || about.is_some())
            {
                tip::option_ui(response, palette, laid.text(), about);
            }
        }
        self.strip(ui, layout.line, plot);
    }

    /// The hatched zone of common ground, with a whole outline or, under conditions, a broken one.
    fn zone(&self, plot: &Plot, span: Span) {
        let x = shifted(zone(plot, span), self.origin.x);
        let y = shifted(Rangef::new(plot.top() - 2.0, plot.axis), self.origin.y);
        let rect = Rect::from_x_y_ranges(x, y);
        let green = self.sheet.palette.green;
        paint_hatch(&self.painter, rect, 8.0, Stroke::new(1.0, green.gamma_multiply(0.45)));
        if span.conditional {
            paint_dashed(&self.painter, rect, Stroke::new(1.25, green));
        } else {
            self.painter.rect_stroke(rect, 0.0, Stroke::new(1.25, green), StrokeKind::Inside);
        }
    }

    /// Names the common ground or measures the distance above the lanes.
    fn strip(&self, ui: &Ui, line: &AxisLine, plot: &Plot) {
        let Some(top) = plot.strip else { return };
        let palette = self.sheet.palette;
        match &line.common {
            Common::Meet(spans) => {
                let look = theme::colored(palette.strong_label(), palette.green);
                let zones: Vec<Rangef> = spans.iter().map(|span| zone(plot, *span)).collect();
                for (number, (span, zone)) in spans.iter().zip(&zones).enumerate() {
                    // Each has the room as far as the middle between it and the next.
                    let before = number.checked_sub(1).and_then(|before| zones.get(before));
                    let least = before.map_or(plot.scale.min, |before| f32::midpoint(before.max, zone.min) + 4.0);
                    let after = zones.get(number + 1);
                    let end = after.map_or(plot.scale.max, |after| f32::midpoint(zone.max, after.min) - 4.0);
                    let text = words::common_ground(self.sheet.snapshot, line, *span);
                    let laid = self.sheet.text(&text, &look, 1, end - least);
                    let most = (end - laid.size().x).max(least);
                    let x = (zone.center() - laid.size().x / 2.0).clamp(least, most);
                    let at = pos2(x, top + STRIP - laid.size().y - 5.0) + self.origin;
                    laid.paint(&self.painter, at);
                    let rect = Rect::from_min_size(at, laid.size());
                    if let Some(response) = self.label(ui, rect, ("common", span.first), &text)
                        && laid.is_elided()
                    {
                        tip::text_ui(response, palette, &text);
                    }
                }
            }
            Common::Apart { steps, .. } => {
                let Some((from, to)) = line.nearest() else { return };
                let y = top + STRIP / 2.0 - 1.0 + self.origin.y;
                let span = shifted(Rangef::new(plot.x(from.min(to)), plot.x(from.max(to))), self.origin.x);
                paint_distance(&self.painter, span, y, Stroke::new(1.25, palette.second));
                let laid = self.sheet.text(&words::steps_apart(*steps), &palette.strong_label(), 1, plot.scale.span());
                // A label wider than the distance stands beside it.
                let fits = laid.size().x + 20.0 < span.span();
                let x = if fits {
                    span.center() - laid.size().x / 2.0
                } else if span.max + laid.size().x + 8.0 < plot.scale.max + self.origin.x {
                    span.max + 8.0
                } else {
                    span.min - laid.size().x - 8.0
                };
                let rect = Rect::from_min_size(pos2(x, y - laid.size().y / 2.0), laid.size());
                self.knock_out(rect.expand2(vec2(6.0, 0.0)));
                laid.paint(&self.painter, rect.min);
            }
            _ => {}
        }
    }

    fn texts_ui(&self, ui: &Ui, layout: &LineLayout<'_>) {
        let palette = self.sheet.palette;
        for text in &layout.texts {
            let rect = text.rect.translate(self.origin);
            let tip = self.text_line_ui(ui, text, rect);
            let rule = rect.shrink2(vec2(0.0, 3.0));
            marks::paint_rule(&self.painter, rule, self.accent(text.lane));
            let row = text.party.size().y;
            let y = rect.top() + 3.0;
            text.party.paint(&self.painter, pos2(rect.left() + theme::RULE + 7.0, y));
            let mut x = rect.left() + self.sheet.names + 10.0;
            if let (Some(kind), Some(position)) = (&text.kind, text.position) {
                let center = pos2(x + marks::SIZE / 2.0, y + row / 2.0);
                let color = palette.kind(&position.kind);
                marks::paint_kind(&self.painter, center, marks::SIZE, &position.kind, color);
                x += marks::SIZE + 6.0;
                kind.paint(&self.painter, pos2(x, y));
                x += kind.size().x + 10.0;
            }
            text.text.paint(&self.painter, pos2(x, y));
            let number = text.position.and_then(|position| self.sheet.snapshot.position_number(&position.id));
            if let (Some(response), Some(number)) = (tip, number) {
                tip::position_ui(response, self.sheet, number, &[]);
            }
        }
    }

    /// The link to the positions that are left to the table; whether it has been followed.
    fn more_ui(&self, ui: &Ui, layout: &LineLayout<'_>) -> bool {
        let Some((at, laid)) = &layout.more else { return false };
        let rect = Rect::from_min_size(*at + self.origin, laid.size());
        let seen = rect.intersect(self.clip);
        if !seen.is_positive() {
            return false;
        }
        let response = ui.interact(seen, self.id.with("more"), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::Link, true, laid.text()));
        laid.paint(&self.painter, rect.min);
        if response.hovered() {
            laid.paint_underline(&self.painter, rect.min);
        }
        let clicked = response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked();
        if clicked {
            self.clicked.set(Some(Ref::Issue(layout.issue.id.clone())));
        }
        clicked
    }

    /// Takes the clicks of a text and draws its ground.
    fn text_line_ui(&self, ui: &Ui, text: &TextLine<'_>, rect: Rect) -> Option<Response> {
        let Some(position) = text.position else {
            let party = words::party(self.sheet.snapshot, text.lane);
            let name = words::lane_name(party, &self.issue_name, text.text.text());
            return self.label(ui, rect, ("silent", &text.lane.party), &name);
        };
        let target = Ref::Position(position.id.clone());
        let spot = Spot { rect, salt: self.id.with(&position.id), target };
        let number = self.sheet.snapshot.position_number(&position.id);
        let changed = number.and_then(|number| self.sheet.marked.words(number));
        let name = || words::mark_name(self.sheet.snapshot, position, changed.as_deref(), &self.issue_name, &[]);
        let response = self.spot_ui(ui, &spot, name)?;
        self.ground(&spot, &response, rect);
        Some(response)
    }

    /// A part that can be clicked; nothing when it is not in view.
    pub(super) fn spot_ui(&self, ui: &Ui, spot: &Spot, name: impl Fn() -> String) -> Option<Response> {
        let seen = spot.rect.intersect(self.clip);
        if !seen.is_positive() {
            return None;
        }
        // Not focusable by Tab: the view is one stop, and arrows move within it.
        let response = ui.interact(seen, spot.salt, Sense::CLICK);
        let selected = self.selection == Some(&spot.target);
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, name()));
        if response.clicked() {
            self.clicked.set(Some(spot.target.clone()));
        }
        Some(response)
    }

    /// A part that is only read.
    pub(super) fn label(&self, ui: &Ui, rect: Rect, salt: impl egui::AsIdSalt, name: &str) -> Option<Response> {
        let seen = rect.intersect(self.clip);
        if !seen.is_positive() {
            return None;
        }
        let response = ui.interact(seen, self.id.with(salt), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name));
        Some(response)
    }

    pub(super) fn is_selected(&self, position: PositionNumber) -> bool {
        let position = self.sheet.snapshot.numbered(position);
        matches!((self.selection, position), (Some(Ref::Position(id)), Some(position)) if *id == position.id)
    }
}

/// A range moved along.
fn shifted(range: Rangef, by: f32) -> Rangef {
    Rangef::new(range.min + by, range.max + by)
}

/// From left to right of a zone of common ground.
pub(super) fn zone(plot: &Plot, span: Span) -> Rangef {
    let beside = (plot.reach() + 10.0).min(plot.step() / 2.0);
    Rangef::new(plot.x(span.first) - beside, plot.x(span.last) + beside)
}

/// The top and bottom of what is to be in view for a position: the whole line where there is room for it.
pub(super) fn part_of(
    layout: &LineLayout<'_>,
    snapshot: &Snapshot,
    position: Option<PositionNumber>,
    room: f32,
) -> (f32, f32) {
    let whole = (0.0, layout.height);
    let Some(position) = position.filter(|_| layout.height > room) else { return whole };
    let lanes = layout.plot.iter().flat_map(|plot| layout.line.lanes.iter().zip(&plot.lanes));
    let mut holding = lanes.filter(|(lane, _)| lane.marks.iter().any(|mark| mark.position == position));
    if let Some((_, rows)) = holding.next() {
        return (rows.min, rows.max);
    }
    let id = snapshot.numbered(position).map(|position| &position.id);
    let text = layout.texts.iter().find(|text| text.position.is_some_and(|position| Some(&position.id) == id));
    text.map_or(whole, |text| (text.rect.top() - 4.0, text.rect.bottom() + 4.0))
}
