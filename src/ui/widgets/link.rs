//! A link to a record: a mark, where the record belongs, and what it says.

use egui::{CursorIcon, Painter, Pos2, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::icons::{Icon, paint_icon};
use super::marks::{self, paint_kind, paint_status};
use crate::case::{Kind, Snapshot, Status};
use crate::edit::Record;
use crate::ui::text::{Laid, Look, Text, text_ui};
use crate::ui::theme::{self, Accent, Palette};
use crate::words::panels;

/// The room that a mark takes before the text, in points.
pub const MARK_ROOM: f32 = 20.0;
/// The widest a tooltip gets, in points.
const HOVER_WIDTH: f32 = 440.0;

/// The shape before a link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark<'a> {
    /// A position's kind.
    Kind(&'a Kind),
    /// An issue's status.
    Status(&'a Status),
    /// A party's accent.
    Party(Accent),
    /// One of the drawn icons, in second ink.
    Icon(Icon),
    /// A problem of the record.
    Problem,
}

/// A link as wide as the room there is.
#[derive(Clone, Copy, Debug)]
#[must_use]
pub struct Link<'a> {
    mark: Option<Mark<'a>>,
    head: &'a str,
    text: &'a str,
    rows: usize,
    name: Option<&'a str>,
}

impl<'a> Link<'a> {
    /// A link that is only its words.
    pub fn new(head: &'a str, text: &'a str) -> Self {
        // What has been added a moment ago has no words yet.
        let text = if head.is_empty() && text.is_empty() { panels::UNNAMED } else { text };
        Self { mark: None, head, text, rows: 3, name: None }
    }

    pub fn mark(mut self, mark: Option<Mark<'a>>) -> Self {
        self.mark = mark;
        self
    }

    /// How many rows of the text are shown; the pointer shows the rest.
    pub fn rows(mut self, rows: usize) -> Self {
        self.rows = rows;
        self
    }

    /// What is read aloud, where that is not head and text.
    pub fn name(mut self, name: &'a str) -> Self {
        self.name = Some(name);
        self
    }

    fn spoken(&self) -> String {
        match self.name {
            Some(name) => name.to_owned(),
            None if self.head.is_empty() => self.text.to_owned(),
            None if self.text.is_empty() => self.head.to_owned(),
            None => format!("{}: {}", self.head, self.text),
        }
    }

    /// Shows the link.
    pub fn show(self, ui: &mut Ui) -> Response {
        let palette = Palette::of(ui);
        let indent = if self.mark.is_some() { MARK_ROOM } else { 0.0 };
        let width = (ui.available_width() - indent).max(1.0);
        let link = theme::colored(palette.label(), palette.focus);
        let said = theme::colored(palette.label(), palette.ink);
        let mut parts: Vec<Laid> = Vec::with_capacity(2);
        for text in [self.head, self.text].into_iter().filter(|text| !text.is_empty()) {
            let look = if parts.is_empty() { &link } else { &said };
            parts.push(Text::new(text, look).max_rows(self.rows).layout(ui.ctx(), width));
        }
        let height: f32 = parts.iter().map(|part| part.size().y).sum();
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height.max(1.0)), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), self.spoken()));
        let response = follow_focus(response);
        if !ui.is_rect_visible(rect) {
            return response;
        }
        if response.hovered() {
            ui.painter().rect_filled(rect.expand2(vec2(6.0, 2.0)), theme::CORNER, palette.hovered);
        }
        if let Some(mark) = self.mark {
            let row_height = parts.first().and_then(|part| part.rows().next()).map_or(0.0, |row| row.height());
            let center = pos2(rect.left() + marks::SIZE / 2.0, rect.top() + row_height / 2.0);
            paint_mark(ui.painter(), palette, center, mark);
        }
        let mut at = pos2(rect.left() + indent, rect.top());
        for (number, part) in parts.iter().enumerate() {
            part.paint(ui.painter(), at);
            if number == 0 && (response.hovered() || response.has_focus()) {
                part.paint_underline(ui.painter(), at);
            }
            at.y += part.size().y;
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if parts.iter().any(Laid::is_elided) {
            return response.on_hover_ui(|ui| {
                ui.set_max_width(HOVER_WIDTH);
                if !self.head.is_empty() {
                    text_ui(ui, self.head, &link);
                }
                text_ui(ui, self.text, &said);
            });
        }
        response
    }
}

/// The mark before the name of a record; `snapshot` knows the parties' colours.
#[must_use]
pub fn mark_of<'a>(palette: &Palette, snapshot: &Snapshot, record: &'a Record) -> Option<Mark<'a>> {
    match record {
        Record::Position(position) => Some(Mark::Kind(&position.kind)),
        Record::Issue(issue) => Some(Mark::Status(&issue.status)),
        Record::Party(party) => palette.party(snapshot, &party.id).map(Mark::Party),
        Record::Assessment(assessment) => palette.party(snapshot, &assessment.party).map(Mark::Party),
        _ => None,
    }
}

/// Paints the mark before a link or a row.
pub fn paint_mark(painter: &Painter, palette: &Palette, center: Pos2, mark: Mark<'_>) {
    match mark {
        Mark::Kind(kind) => paint_kind(painter, center, marks::SIZE, kind, palette.kind(kind)),
        Mark::Status(status) => paint_status(painter, center, marks::SIZE, status, palette.status(status)),
        Mark::Party(accent) => {
            let rect = Rect::from_center_size(center, vec2(theme::RULE, 14.0));
            marks::paint_rule(painter, rect, accent);
        }
        Mark::Icon(icon) => paint_icon(painter, center, 10.0, icon, palette.second),
        Mark::Problem => paint_icon(painter, center, 14.0, Icon::Problem, palette.ochre),
    }
}

/// A link that is one stretch of text, as wide as its words.
pub fn text_link_ui(ui: &mut Ui, text: &str, look: &Look) -> Response {
    let response = ui.add(Text::new(text, look).hug(true).sense(Sense::click()));
    follow_focus(response)
}

/// Brings what the keyboard has just come to into view.
#[must_use]
pub fn follow_focus(response: Response) -> Response {
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response
}

/// Paints a ring around what the keyboard is at.
pub fn paint_ring(ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(2.0, Palette::of(ui).focus);
    ui.painter().rect_stroke(rect, theme::CORNER, stroke, StrokeKind::Inside);
}
