//! What will be made of the table, what was taken for what, and what is left out and why.

use egui::accesskit::Role;
use egui::{Id, Rect, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use super::task::Planned;
use super::view::ImportView;
use crate::case::Ref;
use crate::import::Fate;

use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, GAP, Palette, UNIT};
use crate::ui::widgets::controls::{hover_text, section_ui};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::link::paint_ring;
use crate::ui::widgets::list::{List, list_ui};
use crate::words::{edits, import, importing as words, names};

/// The height of a row, in points.
const ROW: f32 = 22.0;
/// The room for a mark before what deserves a look, in points.
const MARK: f32 = 20.0;

/// Shows the lists beside each other, below what it comes to: that of what was taken for what only where there is such.
pub(super) fn lists_ui(ui: &mut Ui, view: &mut ImportView, planned: &Planned, height: f32) {
    let [made, left_out, _, inferred] = &mut view.rows;
    let made_ui = |ui: &mut Ui| {
        let lines = Lines {
            heading: words::made(planned.made.len()),
            nothing: words::NOTHING_MADE,
            id: "import made",
            count: planned.made.len(),
        };
        lines_ui(ui, &lines, made, |row| Some((made_line(planned, row)?, false)));
    };
    let left_out_ui = |ui: &mut Ui| {
        let lines = Lines {
            heading: words::left_out(planned.left_out.len(), planned.matter),
            nothing: words::NOTHING_LEFT_OUT,
            id: "import left out",
            count: planned.left_out.len(),
        };
        lines_ui(ui, &lines, left_out, |row| Some((left_out_line(planned, row)?, row < planned.matter)));
    };
    let count = planned.plan.inferred.len();
    if count == 0 {
        beside_ui(ui, height, made_ui, left_out_ui);
        return;
    }
    let inferred_ui = |ui: &mut Ui| {
        let lines = Lines { heading: words::inferred(count), nothing: "", id: "import inferred", count };
        lines_ui(ui, &lines, inferred, |row| Some((planned.plan.inferred.get(row)?.message_in_window(), false)));
    };
    parted_ui(ui, height, 1.0 / 3.0, made_ui, |ui| beside_ui(ui, height, inferred_ui, left_out_ui));
}

/// Shows two things beside each other, in all the room there is and a height.
pub(super) fn beside_ui(ui: &mut Ui, height: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    parted_ui(ui, height, 0.5, left, right);
}

/// The same with a share of the width for what stands at the left.
fn parted_ui(ui: &mut Ui, height: f32, share: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    let rect = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), height));
    ui.scope_builder(UiBuilder::new().max_rect(rect), |ui| {
        ui.set_min_size(rect.size());
        let (first, second) = rect.split_left_right_at_fraction(share);
        ui.scope_builder(UiBuilder::new().max_rect(first.with_max_x(first.right() - 2.0 * GAP)), left);
        ui.scope_builder(UiBuilder::new().max_rect(second), right);
    });
}

/// A list of lines under a heading.
struct Lines {
    heading: String,
    nothing: &'static str,
    id: &'static str,
    count: usize,
}

fn lines_ui(ui: &mut Ui, lines: &Lines, selected: &mut usize, line: impl Fn(usize) -> Option<(String, bool)>) {
    section_ui(ui, &lines.heading);
    let palette = Palette::of(ui);
    if lines.count == 0 {
        text_ui(ui, lines.nothing, &palette.label());
        return;
    }
    *selected = (*selected).min(lines.count - 1);
    let id = Id::unique(lines.id);
    let known = ui.data(|data| data.get_temp::<usize>(id));
    ui.data_mut(|data| data.insert_temp(id, *selected));
    let list = List {
        id,
        name: &lines.heading,
        role: Role::List,
        row_height: ROW,
        rows: lines.count,
        reveal: known.filter(|known| known != selected).map(|_| *selected),
    };
    let ink = theme::colored(palette.label(), palette.ink);
    let at = *selected;
    let steps = list_ui(ui, list, |ui, row, rect, focused| {
        let Some((text, matters)) = line(row) else { return };
        // The list is one stop of the keyboard, and arrows move within it.
        let response = ui.interact(rect, id.with(row), Sense::hover());
        response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, focused && row == at, &text));
        let mut left = rect.left() + UNIT;
        if matters {
            paint_icon(ui.painter(), pos2(left + 7.0, rect.center().y), 13.0, Icon::Problem, palette.ochre);
            left += MARK;
        }
        let room = Rect::from_min_max(pos2(left, rect.top()), rect.max);
        let laid = Text::new(&text, &ink).max_rows(1).layout(ui.ctx(), (room.width() - UNIT).max(1.0));
        laid.paint(ui.painter(), pos2(room.left(), (room.center().y - laid.size().y / 2.0).round()));
        if laid.is_elided() {
            hover_text(&response, &text);
        }
        if focused && row == at {
            paint_ring(ui, rect.shrink(1.0));
        }
    });
    for step in steps {
        if let Some(to) = step.lead(Some(*selected), lines.count) {
            *selected = to;
        }
    }
}

fn made_line(planned: &Planned, row: usize) -> Option<String> {
    let made = planned.plan.made.get(*planned.made.get(row)?)?;
    let name = match &made.target {
        Ref::Issue(id) => planned.plan.after().issue(id).map(|issue| names::plain_issue(issue)),
        _ => None,
    };
    let place = made.from.map(|place| place.to_string());
    let text = name.as_deref().unwrap_or(&made.text);
    Some(import::made_in_window(made.fate == Fate::New, edits::noun(made.noun), text, place.as_deref()))
}

fn left_out_line(planned: &Planned, row: usize) -> Option<String> {
    let skipped = planned.plan.skipped.get(*planned.left_out.get(row)?)?;
    Some(import::skipped_in_window(&skipped.place.to_string(), &skipped.text, skipped.reason.message()))
}
