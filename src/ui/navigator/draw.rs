//! How the navigator's rows look.

use std::cell::RefCell;
use std::sync::Arc;

use egui::{CursorIcon, Rangef, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use hashbrown::HashMap;

use super::rows::{Folds, Outline, Records, Row};
use crate::case::{Case, Issue, IssueNumber, Ref, Snapshot};
use crate::compare::{Comparison, recorded, standing};
use crate::ui::text::{Look, Text, text_ui};
use crate::ui::theme::{self, EDGE, HAIRLINE, INSET, Palette, UNIT};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::link::{Mark, paint_mark, paint_ring};
use crate::ui::widgets::marks;
use crate::words::{names, panels, screen, terms};

/// Where text starts under a heading: right of the heading's arrow, in points.
pub(super) const INDENT: f32 = 28.0;
/// The widest that the column of issue numbers gets, in points.
const NUMBERS: f32 = 56.0;
/// The room for the count of positions, in points.
const COUNTS: f32 = 16.0;
/// The widest a tooltip gets, in points.
const HOVER_WIDTH: f32 = 400.0;

/// Everything that the rows are drawn from.
pub(super) struct Draw<'a> {
    case: &'a Outline<'a>,
    folds: &'a Folds,
    palette: &'static Palette,
    comparison: &'a Comparison,
    /// How wide the column of issue numbers is, in points.
    numbers: f32,
    counts: RefCell<Counts>,
}

/// How many positions stand on the issues that have been in sight: counted once for a version of the case, as counting
/// them in every frame took longer than drawing the rows.
#[derive(Clone, Default)]
pub(super) struct Counts {
    case: Option<Arc<Case>>,
    known: HashMap<IssueNumber, usize>,
}

impl Counts {
    fn of(&mut self, snapshot: &Snapshot, issue: IssueNumber) -> usize {
        if self.case.as_ref().is_none_or(|case| !Arc::ptr_eq(case, snapshot.case())) {
            *self = Self { case: Some(Arc::clone(snapshot.case())), known: HashMap::new() };
        }
        *self.known.entry(issue).or_insert_with(|| standing(snapshot, issue))
    }
}

impl<'a> Draw<'a> {
    pub(super) fn new(
        ui: &Ui,
        case: &'a Outline<'a>,
        folds: &'a Folds,
        comparison: &'a Comparison,
        counts: Counts,
    ) -> Self {
        let palette = Palette::of(ui);
        let longest = case.content.longest_number.and_then(|issue| case.snapshot.numbered_issue(issue));
        let numbers = longest.and_then(|issue| issue.number.as_deref()).map_or(0.0, |number| {
            let laid = Text::new(number, &palette.strong_label()).layout(ui.ctx(), f32::INFINITY);
            (laid.size().x.ceil() + INSET).min(NUMBERS)
        });
        Self { case, folds, palette, comparison, numbers, counts: RefCell::new(counts) }
    }

    /// What has been counted, for the next frame.
    pub(super) fn into_counts(self) -> Counts {
        self.counts.into_inner()
    }

    /// How many positions stand on an issue.
    fn standing(&self, issue: IssueNumber) -> usize {
        self.counts.borrow_mut().of(self.case.snapshot, issue)
    }

    pub(super) fn row_ui(&self, ui: &mut Ui, row: Row, rect: Rect, selected: bool, keyboard_here: bool) -> Response {
        // Not focusable by Tab: the navigator is one stop, and arrows move within it.
        // An issue can be dragged to another place.
        let sense = if matches!(row, Row::Issue(_)) { Sense::CLICK | Sense::DRAG } else { Sense::CLICK };
        let response = ui.interact(rect, super::focus_id().with(row_key(row)), sense);
        response.widget_info(|| WidgetInfo::selected(Role::TreeItem, true, selected, self.name(row)));
        if matches!(row, Row::Axis(_) | Row::Head(_)) {
            let open = !self.folds.is_folded(self.case, row);
            ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
        }
        if selected {
            ui.painter().rect_filled(rect, 0.0, self.palette.selected);
        } else if response.hovered() {
            ui.painter().rect_filled(rect, 0.0, self.palette.hovered);
        }
        let elided = self.paint(ui, row, rect);
        if keyboard_here {
            paint_ring(ui, rect.shrink(1.0));
        }
        let response = response.on_hover_cursor(CursorIcon::PointingHand);
        if elided { response.on_hover_ui(|ui| self.tooltip_ui(ui, row)) } else { response }
    }

    /// Paints what stands in a row; tells whether there is more to read than that.
    pub(super) fn paint(&self, ui: &Ui, row: Row, rect: Rect) -> bool {
        match row {
            Row::All => self.all(ui, rect),
            Row::Axis(number) => self.axis(ui, rect, number),
            Row::Head(list) => self.heading(ui, rect, row, title(list), list.count(self.case.snapshot)),
            Row::Issue(number) => self.case.snapshot.numbered_issue(number).is_some_and(|issue| {
                self.issue(ui, rect, number, issue);
                true
            }),
            Row::Record(..) => self.record(ui, rect, row),
        }
    }

    fn name(&self, row: Row) -> String {
        let snapshot = self.case.snapshot;
        match row {
            Row::All => panels::navigator_group(panels::ALL_ISSUES, snapshot.case().issues.len()),
            Row::Axis(number) => {
                let count = self.case.content.axes.get(number).map_or(0, |(_, issues)| issues.len());
                panels::navigator_group(self.axis_name(number), count)
            }
            Row::Head(list) => panels::navigator_group(title(list), list.count(snapshot)),
            Row::Issue(number) => snapshot.numbered_issue(number).map_or_else(String::new, |issue| {
                panels::navigator_issue(issue, self.standing(number), self.is_shown(number))
            }),
            Row::Record(..) => {
                self.case.target(row).map_or_else(String::new, |target| names::of(snapshot, &target).spoken())
            }
        }
    }

    fn axis_name(&self, number: usize) -> &str {
        let axis = self.case.content.axes.get(number).and_then(|(axis, _)| *axis);
        let axis = axis.and_then(|axis| self.case.snapshot.case().axes.get(axis as usize));
        axis.map_or(screen::NO_AXIS, |axis| &axis.name)
    }

    /// Whether the filter lets an issue through.
    fn is_shown(&self, issue: IssueNumber) -> bool {
        self.comparison.shows(issue)
    }

    fn all(&self, ui: &Ui, rect: Rect) -> bool {
        let (shown, total) = (self.comparison.issues.len(), self.case.snapshot.case().issues.len());
        let count = panels::shown_of(shown, total);
        let left = line_right(ui, rect, rect.right() - EDGE, &count, &self.palette.label());
        let look = self.palette.strong_label();
        line(ui, rect, Rangef::new(rect.left() + EDGE, left - INSET), panels::ALL_ISSUES, &look) || shown < total
    }

    fn axis(&self, ui: &Ui, rect: Rect, number: usize) -> bool {
        let count = self.case.content.axes.get(number).map_or(0, |(_, issues)| issues.len());
        self.heading(ui, rect, Row::Axis(number), self.axis_name(number), count)
    }

    fn heading(&self, ui: &Ui, rect: Rect, row: Row, name: &str, count: usize) -> bool {
        let hairline = Stroke::new(HAIRLINE, self.palette.hairline);
        ui.painter().hline((rect.left() + EDGE)..=(rect.right() - EDGE), rect.top() + 0.5, hairline);
        let icon = if self.folds.is_folded(self.case, row) { Icon::Right } else { Icon::Down };
        paint_icon(ui.painter(), pos2(rect.left() + EDGE + 2.0, rect.center().y), 8.0, icon, self.palette.second);
        let left = line_right(ui, rect, rect.right() - EDGE, &count.to_string(), &self.palette.label());
        let span = Rangef::new(rect.left() + INDENT, left - INSET);
        line(ui, rect, span, &name.to_uppercase(), &self.palette.caps())
    }

    fn issue(&self, ui: &Ui, rect: Rect, number: IssueNumber, issue: &Issue) {
        let shown = self.is_shown(number);
        let palette = self.palette;
        let left = rect.left() + INDENT;
        let bold = if shown { palette.strong_label() } else { palette.label() };
        if let Some(number) = &issue.number {
            line(ui, rect, Rangef::new(left, left + self.numbers - 2.0), number, &bold);
        }
        let mark = pos2(rect.right() - EDGE - marks::SIZE / 2.0, rect.center().y);
        let color = if shown { palette.status(&issue.status) } else { palette.outline };
        marks::paint_status(ui.painter(), mark, marks::SIZE, &issue.status, color);
        let counts = mark.x - marks::SIZE / 2.0 - INSET;
        let count = self.standing(number);
        let mut right = counts - COUNTS;
        if count > 0 {
            right = right.min(line_right(ui, rect, counts, &count.to_string(), &palette.label()) - UNIT);
        }
        let ink = if shown { palette.ink } else { palette.second };
        let span = Rangef::new(left + self.numbers, right);
        line(ui, rect, span, &issue.title, &theme::colored(palette.label(), ink));
    }

    fn record(&self, ui: &Ui, rect: Rect, row: Row) -> bool {
        let Some(target) = self.case.target(row) else { return false };
        let name = names::of(self.case.snapshot, &target);
        let mut left = rect.left() + INDENT;
        if let Ref::Party(party) = &target
            && let Some(accent) = self.palette.party(self.case.snapshot, party)
        {
            let at = pos2(left + 1.5, rect.center().y);
            paint_mark(ui.painter(), self.palette, at, Mark::Party(accent));
            left += 10.0;
        }
        let text = match row {
            Row::Record(Records::Events | Records::Sources, _) => panels::dated(&name.head, &name.text),
            _ => name.text,
        };
        let ink = theme::colored(self.palette.label(), self.palette.ink);
        line(ui, rect, Rangef::new(left, rect.right() - EDGE), &text, &ink)
    }

    fn tooltip_ui(&self, ui: &mut Ui, row: Row) {
        ui.set_max_width(HOVER_WIDTH);
        let snapshot = self.case.snapshot;
        let ink = theme::colored(self.palette.label(), self.palette.ink);
        match row {
            Row::All => {
                text_ui(ui, panels::SHOW_ALL_ISSUES, &ink);
            }
            Row::Axis(number) => {
                text_ui(ui, self.axis_name(number), &ink);
            }
            Row::Head(_) => {}
            Row::Issue(number) => {
                let Some(issue) = snapshot.numbered_issue(number) else { return };
                text_ui(ui, &names::issue(issue), &self.palette.strong_label());
                ui.horizontal(|ui| {
                    let (rect, _) = ui.allocate_exact_size(vec2(marks::SIZE, 18.0), Sense::hover());
                    paint_mark(ui.painter(), self.palette, rect.center(), Mark::Status(&issue.status));
                    text_ui(ui, terms::status(&issue.status), &ink);
                });
                let (now, all) = (self.standing(number), recorded(snapshot, number));
                text_ui(ui, &panels::positions_now(now, all - now), &self.palette.label());
                if !self.is_shown(number) {
                    text_ui(ui, panels::FILTERED_OUT, &self.palette.label());
                }
            }
            Row::Record(..) => {
                let Some(target) = self.case.target(row) else { return };
                let name = names::of(snapshot, &target);
                text_ui(ui, &name.head, &self.palette.label());
                text_ui(ui, &name.text, &ink);
            }
        }
    }
}

/// What tells a row's widget from the others'.
fn row_key(row: Row) -> (u8, usize) {
    match row {
        Row::All => (0, 0),
        Row::Axis(number) => (1, number),
        Row::Issue(number) => (2, number.index()),
        Row::Head(list) => (3, list as usize),
        Row::Record(list, number) => (4 + list as u8, number),
    }
}

fn title(list: Records) -> &'static str {
    match list {
        Records::Parties => panels::PARTIES,
        Records::Proposals => panels::PROPOSALS,
        Records::Outcomes => panels::OUTCOMES,
        Records::Rounds => panels::ROUNDS,
        Records::Events => panels::EVENTS,
        Records::Sources => panels::SOURCES,
        Records::Notes => panels::NOTES,
    }
}

/// One line of text in the middle of a row's height; says whether it had to be shortened.
fn line(ui: &Ui, rect: Rect, span: Rangef, text: &str, look: &Look) -> bool {
    let laid = Text::new(text, look).max_rows(1).layout(ui.ctx(), span.span().max(1.0));
    laid.paint(ui.painter(), pos2(span.min, (rect.center().y - laid.size().y / 2.0).round()));
    laid.is_elided()
}

/// As [`line`], at the right end.
fn line_right(ui: &Ui, rect: Rect, right: f32, text: &str, look: &Look) -> f32 {
    let laid = Text::new(text, look).layout(ui.ctx(), f32::INFINITY);
    let left = right - laid.size().x;
    laid.paint(ui.painter(), pos2(left, (rect.center().y - laid.size().y / 2.0).round()));
    left
}
