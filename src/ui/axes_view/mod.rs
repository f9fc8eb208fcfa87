//! The comparison on the axes: a line per issue, its options from pole to pole, each party's place on a lane.
//!
//! What is drawn is worked out by [`crate::compare::axes`]; only the lines in view are laid out.

mod found;
mod lanes;
mod layout;
mod legend;
mod shapes;
mod stops;
#[cfg(test)]
mod tests;
mod tip;
mod view;

pub use found::FoundInput;

use std::cell::Cell;
use std::collections::HashSet;

use egui::{EventFilter, Id, Rangef, Rect, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::case::{AxisId, IssueNumber, Ref, Snapshot};
use crate::command::{Command, Request};
use crate::compare::axes::{Axes, AxisGroup};
use crate::ui::hover::pointer_leads;
use crate::ui::moves::{self, Move};
use crate::ui::scroll::{BAR, Heights, Scroll};
use crate::ui::since::Marked;
use crate::ui::text::Text;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::words::{axes as words, names};
use layout::Sheet;
use stops::Stop;
use view::Line;

/// The id of the view as one thing that takes the keyboard.
pub const AXES: &str = "comparison on the axes";

/// The height of an axis's heading, in points.
const BAND: f32 = 38.0;
/// The room for the sign that folds an axis, in points.
const CHEVRON: f32 = 16.0;
/// The least width of the parties' names, in points.
const NAMES_LEAST: f32 = 44.0;
/// The most width of the parties' names, in points, and as a share of the view.
const NAMES_MOST: (f32, f32) = (112.0, 0.2);
/// Of more parties than this only the first are measured.
const MOST_NAMES: usize = 60;

/// Where the view is scrolled to, and what was measured: nothing that belongs to the case.
#[derive(Clone, Debug, Default)]
pub struct AxesView {
    /// A record to bring into view as soon as it has a place.
    pub reveal: Option<Ref>,
    /// Take the keyboard in the next frame.
    pub take_focus: bool,
    scroll: Scroll,
    built: Option<Built>,
}

/// What was worked out for one comparison.
#[derive(Clone, Debug)]
struct Built {
    revision: u64,
    folded: HashSet<AxisId>,
    rows: Vec<Row>,
    /// The issue of each line.
    issues: Vec<IssueNumber>,
    heights: Heights,
    /// The width, the scale and the words for which the heights were measured.
    measured_for: (u32, u32, u64),
    /// The width of the parties' names.
    names: f32,
}

/// A row of the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    /// The heading of an axis, as a number in [`Axes::groups`].
    Band(usize),
    /// An issue, as a number in [`Axes::lines`].
    Line(usize),
}

/// What the view shows besides its own state.
#[derive(Clone, Copy)]
pub struct AxesInput<'a> {
    pub snapshot: &'a Snapshot,
    pub axes: &'a Axes,
    /// What has changed since an earlier round.
    pub marked: Marked<'a>,
    /// Another number whenever `axes` has other lines.
    pub revision: u64,
    /// Another number whenever words or places have changed, and with them perhaps heights.
    pub edited: u64,
    pub selection: Option<&'a Ref>,
    pub found: FoundInput<'a>,
    /// The axes whose issues are folded away.
    pub folded: &'a HashSet<AxisId>,
}

/// Shows the comparison on the axes in all the room there is.
pub fn axes_ui(ui: &mut Ui, input: AxesInput<'_>, view: &mut AxesView, out: &mut Vec<Request>) {
    pointer_leads(ui.ctx());
    let whole = ui.available_rect_before_wrap();
    let palette = Palette::of(ui);
    let id = Id::unique(AXES);
    let frame = ui.interact(whole, id, Sense::click());
    frame.widget_info(|| WidgetInfo::labeled(Role::Group, true, words::VIEW_NAME));
    ui.advance_cursor_after_rect(whole);
    if input.axes.lines.is_empty() {
        empty_ui(ui, whole, palette);
        return;
    }
    let header = legend::legend_ui(ui, whole, &input, palette);
    let body = Rect::from_min_max(pos2(whole.left(), header.bottom()), pos2(whole.right() - BAR, whole.bottom()));
    let ctx = ui.ctx().clone();
    let before = view.built.take();
    let is_for = |built: &Built| built.revision == input.revision && built.folded == *input.folded;
    let kept = before.as_ref().is_some_and(is_for);
    let built = if kept { before } else { Some(Built::new(&input, body.width(), before.as_ref())) };
    let Some(mut built) = built else { return };
    let fingerprint = (body.width().to_bits(), ctx.pixels_per_point().to_bits(), input.edited);
    if built.measured_for != fingerprint {
        built.measured_for = fingerprint;
        built.names = names_width(ui, palette, &input, body.width());
        built.heights.forget();
    }
    let Built { rows, heights, names, .. } = &mut built;
    let sheet =
        Sheet { ctx: &ctx, palette, snapshot: input.snapshot, found: input.found, marked: input.marked, names: *names };
    let mut frame = Frame { id, body, sheet: &sheet, input: &input, rows, heights };

    if std::mem::take(&mut view.take_focus) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    frame.wheel(ui, &mut view.scroll);
    let moved = frame.keyboard(ui, &view.scroll, out);
    let asked = view.reveal.take().and_then(|target| stops::find(input.snapshot, input.axes, &target));
    if let Some(stop) = moved.or(asked) {
        frame.reveal(&mut view.scroll, stop);
    }
    frame.settle(&mut view.scroll);
    frame.rows_ui(ui, view.scroll, out);
    let track = Rect::from_min_max(pos2(body.right(), body.top()), whole.max);
    view.scroll.bar_ui(ui, id.with("bar"), &built.heights, track, words::SCROLL);
    view.built = Some(built);
}

impl Built {
    /// Takes what is known of the heights from what was shown before.
    fn new(input: &AxesInput<'_>, width: f32, before: Option<&Self>) -> Self {
        let mut known: Vec<Option<f32>> = vec![None; input.snapshot.issue_limit()];
        if let Some(before) = before {
            for (row, part) in before.rows.iter().enumerate() {
                let Row::Line(line) = part else { continue };
                let issue = before.issues.get(*line);
                if let Some(slot) = issue.and_then(|issue| known.get_mut(issue.index())) {
                    *slot = Some(before.heights.get(row));
                }
            }
        }
        let mut rows = Vec::with_capacity(input.axes.lines.len() + input.axes.groups.len());
        for (number, group) in input.axes.groups.iter().enumerate() {
            rows.push(Row::Band(number));
            if !is_folded(input, group) {
                rows.extend(group.lines.clone().map(Row::Line));
            }
        }
        let guess = |row: &Row| match row {
            Row::Band(_) => BAND,
            Row::Line(line) => input.axes.lines.get(*line).map_or(0.0, |line| {
                let known = known.get(line.issue.index()).copied().flatten();
                known.unwrap_or_else(|| layout::estimate(line, width))
            }),
        };
        let heights = Heights::estimated(rows.iter().map(guess).collect());
        let issues = input.axes.lines.iter().map(|line| line.issue).collect();
        Self {
            revision: input.revision,
            folded: input.folded.clone(),
            rows,
            issues,
            heights,
            measured_for: (0, 0, 0),
            names: NAMES_LEAST,
        }
    }
}

/// Whether the issues of an axis are folded away.
fn is_folded(input: &AxesInput<'_>, group: &AxisGroup) -> bool {
    let axis = group.axis.and_then(|axis| input.snapshot.case().axes.get(axis as usize));
    axis.is_some_and(|axis| input.folded.contains(&axis.id))
}

/// The parts of one frame.
struct Frame<'a, 's> {
    id: Id,
    body: Rect,
    sheet: &'a Sheet<'s>,
    input: &'a AxesInput<'s>,
    rows: &'a [Row],
    heights: &'a mut Heights,
}

impl<'s> Frame<'_, 's> {
    fn layout(&self, row: usize) -> Option<layout::LineLayout<'s>> {
        let Some(Row::Line(line)) = self.rows.get(row) else { return None };
        self.sheet.line(self.input.axes.lines.get(*line)?, self.body.width())
    }

    fn wheel(&mut self, ui: &Ui, scroll: &mut Scroll) {
        if !ui.rect_contains_pointer(self.body) {
            return;
        }
        let delta = ui.input(egui::InputState::smooth_scroll_delta);
        if delta.y != 0.0 {
            scroll.by(self.heights, -delta.y);
            ui.input_mut(|input| input.smooth_scroll_delta = egui::Vec2::ZERO);
        }
    }

    /// Follows the keys; gives where the keyboard has gone.
    fn keyboard(&self, ui: &Ui, scroll: &Scroll, out: &mut Vec<Request>) -> Option<Stop> {
        if !ui.memory(|memory| memory.has_focus(self.id)) {
            return None;
        }
        let arrows = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: true, escape: true };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(self.id, arrows));
        let AxesInput { snapshot, axes, selection, .. } = *self.input;
        let start = selection.and_then(|target| stops::find(snapshot, axes, target));
        let mut here = start;
        for asked in moves::take(ui) {
            match asked {
                Move::Leave => {
                    here = None;
                    out.push(Request::Deselect);
                }
                Move::Enter => {
                    if here.is_some() {
                        out.push(Request::Do(Command::FocusInspector));
                    }
                }
                _ => {
                    let page = scroll.page(self.heights, self.body.height());
                    let next = match here {
                        Some(here) => self.past_folded(here, stops::step(snapshot, axes, here, asked, page), asked),
                        None => self.top_line(scroll).map(|line| Stop { line, position: None }),
                    };
                    out.extend(next.and_then(|next| stops::target(snapshot, axes, next)).map(Request::Select));
                    here = next.or(here);
                }
            }
        }
        here.filter(|_| here != start)
    }

    /// Where a move leads when what is folded away is passed over; nothing where nothing is left in that direction.
    fn past_folded(&self, here: Stop, next: Stop, asked: Move) -> Option<Stop> {
        let AxesInput { axes, .. } = self.input;
        let is_open = |line: &usize| {
            let group = axes.groups.iter().find(|group| group.lines.contains(line));
            group.is_none_or(|group| !is_folded(self.input, group))
        };
        if next.line == here.line || is_open(&next.line) {
            return Some(next);
        }
        let forward = matches!(asked, Move::Down | Move::PageDown | Move::Top);
        let line =
            if forward { (next.line..axes.lines.len()).find(is_open) } else { (0..=next.line).rev().find(is_open) };
        line.map(|line| Stop { line, position: None })
    }

    /// The first line whose start is in view; nothing where all are folded away.
    fn top_line(&self, scroll: &Scroll) -> Option<usize> {
        let from = scroll.anchor + usize::from(scroll.offset > 1.0);
        let mut lines = self.rows.iter().skip(from).filter_map(|row| match row {
            Row::Line(line) => Some(*line),
            Row::Band(_) => None,
        });
        lines.next()
    }

    fn reveal(&mut self, scroll: &mut Scroll, stop: Stop) {
        // What is folded away has no row.
        let Some(row) = self.rows.iter().position(|row| *row == Row::Line(stop.line)) else { return };
        let Some(layout) = self.layout(row) else { return };
        let room = self.body.height();
        let part = view::part_of(&layout, self.input.snapshot, stop.position, room);
        let (rows, sheet, input, width) = (self.rows, self.sheet, self.input, self.body.width());
        let measure = |row: usize| height(rows, sheet, input, width, row);
        // The heading of an axis comes along with its first line.
        let above = row.checked_sub(1).filter(|above| matches!(self.rows.get(*above), Some(Row::Band(_))));
        if let Some(above) = above.filter(|_| part.0 <= 0.0 && part.1 + BAND <= room) {
            scroll.reveal(self.heights, room, above, (0.0, BAND + part.1), measure);
        } else {
            scroll.reveal(self.heights, room, row, part, measure);
        }
    }

    fn settle(&mut self, scroll: &mut Scroll) {
        let (rows, sheet, input, width) = (self.rows, self.sheet, self.input, self.body.width());
        scroll.settle(self.heights, self.body.height(), |row| height(rows, sheet, input, width, row));
    }

    fn rows_ui(&self, ui: &Ui, scroll: Scroll, out: &mut Vec<Request>) {
        let keyboard_here = ui.memory(|memory| memory.has_focus(self.id));
        let painter = ui.painter_at(self.body);
        let palette = self.sheet.palette;
        let found_here = self.input.found.issue(self.input.snapshot);
        let mut y = self.body.top() - scroll.offset;
        for (number, row) in self.rows.iter().enumerate().skip(scroll.anchor) {
            if y >= self.body.bottom() {
                break;
            }
            let bottom = y + self.heights.get(number);
            let rect = Rect::from_x_y_ranges(self.body.x_range(), Rangef::new(y, bottom));
            y = bottom;
            match row {
                Row::Band(group) => {
                    if let Some(group) = self.input.axes.groups.get(*group) {
                        self.band_ui(ui, rect, group, out);
                    }
                }
                Row::Line(_) => {
                    let Some(layout) = self.layout(number) else { continue };
                    let line = Line {
                        sheet: self.sheet,
                        painter: painter.clone(),
                        id: self.id.with(layout.line.issue),
                        origin: rect.min.to_vec2(),
                        clip: self.body.intersect(ui.clip_rect()),
                        selection: self.input.selection,
                        keyboard_here,
                        found_here: found_here == Some(layout.line.issue),
                        issue_name: names::issue(layout.issue),
                        clicked: Cell::default(),
                    };
                    if line.found_here {
                        let rule = rect.with_max_x(rect.left() + theme::RULE).shrink2(vec2(0.0, 1.0));
                        painter.rect_filled(rule, 0.0, palette.ochre);
                    }
                    let asked = line.show(ui, &layout);
                    if !asked.is_empty() {
                        ui.memory_mut(|memory| memory.request_focus(self.id));
                        out.extend(asked);
                    }
                }
            }
            let line = Stroke::new(theme::HAIRLINE, palette.hairline);
            let whole = self.with_bar();
            ui.painter_at(whole).hline(whole.x_range(), rect.bottom() - 0.5, line);
        }
    }

    /// The rows with the scroll bar's room, into which grounds and lines go on.
    fn with_bar(&self) -> Rect {
        self.body.with_max_x(self.body.right() + BAR)
    }

    /// The heading of an axis: its name and how its issues stand.
    fn band_ui(&self, ui: &Ui, rect: Rect, group: &AxisGroup, out: &mut Vec<Request>) {
        let snapshot = self.input.snapshot;
        let palette = self.sheet.palette;
        let painter = ui.painter_at(self.body);
        let whole = self.with_bar();
        ui.painter_at(whole).rect_filled(rect.with_max_x(whole.right()), 0.0, palette.paper);
        let seen = rect.intersect(self.body);
        if !seen.is_positive() {
            return;
        }
        let name = words::group(snapshot, group.axis);
        let summary = words::summary(&group.summary);
        let target = group.axis.and_then(|axis| snapshot.case().axes.get(axis as usize));
        let target = target.map(|axis| Ref::Axis(axis.id.clone()));
        let selected = target.is_some() && target.as_ref() == self.input.selection;
        let response = ui.interact(seen, self.id.with(("axis", group.axis)), Sense::CLICK);
        let folded = is_folded(self.input, group);
        response.widget_info(|| WidgetInfo::labeled(Role::DisclosureTriangle, true, format!("{name}, {summary}")));
        ui.ctx().accesskit_node_builder(response.id, |node| {
            node.set_selected(selected);
            node.set_expanded(!folded);
        });
        if selected || response.hovered() {
            let ground = if selected { palette.selected } else { palette.hovered };
            painter.rect_filled(rect.shrink2(vec2(0.0, 1.0)), 0.0, ground);
        }
        let look = theme::colored(palette.caps(), palette.ink);
        let heading = self.sheet.text(&name.to_uppercase(), &look, 1, rect.width() / 2.0);
        let baseline = rect.center().y;
        let left = rect.left() + theme::EDGE;
        let icon = if folded { Icon::Right } else { Icon::Down };
        paint_icon(&painter, pos2(left + 4.0, baseline), 9.0, icon, palette.second);
        heading.paint(&painter, pos2(left + CHEVRON, baseline - heading.size().y / 2.0));
        let x = left + CHEVRON + heading.size().x + theme::EDGE;
        let laid = self.sheet.text(&summary, &palette.label(), 1, rect.right() - theme::EDGE - x);
        laid.paint(&painter, pos2(x, baseline - laid.size().y / 2.0));
        if let Some(target) = target.filter(|_| response.clicked()) {
            ui.memory_mut(|memory| memory.request_focus(self.id));
            out.extend([Request::Select(target), Request::Do(Command::ToggleAxis)]);
        }
    }
}

/// How high a row is, in points.
fn height(rows: &[Row], sheet: &Sheet<'_>, input: &AxesInput<'_>, width: f32, row: usize) -> f32 {
    match rows.get(row) {
        Some(Row::Line(line)) => {
            let line = input.axes.lines.get(*line);
            line.and_then(|line| sheet.line(line, width)).map_or(0.0, |layout| layout.height)
        }
        _ => BAND,
    }
}

fn empty_ui(ui: &Ui, whole: Rect, palette: &'static Palette) {
    let (strong, label) = (palette.strong(), palette.label());
    let title = Text::new(words::EMPTY, &strong).hug(true).layout(ui.ctx(), whole.width());
    let hint = Text::new(words::EMPTY_HINT, &label).hug(true).layout(ui.ctx(), whole.width());
    let mut y = whole.center().y - title.size().y;
    for laid in [title, hint] {
        let rect = Rect::from_min_size(pos2(whole.center().x - laid.size().x / 2.0, y), laid.size());
        let response = ui.interact(rect, Id::unique((AXES, laid.text())), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, laid.text()));
        laid.paint(&ui.painter_at(whole), rect.min);
        y += laid.size().y + theme::UNIT;
    }
}

/// The width that the parties' names need, within reason.
fn names_width(ui: &Ui, palette: &'static Palette, input: &AxesInput<'_>, width: f32) -> f32 {
    let look = palette.label();
    let (least, share) = NAMES_MOST;
    let most = least.max(width * share);
    let mut seen = hashbrown::HashSet::new();
    let lanes = input.axes.lines.iter().flat_map(|line| &line.lanes).filter(|lane| seen.insert(&lane.party));
    let widths = lanes.take(MOST_NAMES).map(|lane| {
        let name = words::party(input.snapshot, lane);
        Text::new(name, &look).max_rows(1).hug(true).layout(ui.ctx(), most).size().x
    });
    widths.fold(NAMES_LEAST, f32::max) + theme::RULE + 8.0
}
