//! The table as a whole: lays out what is in view, follows keys and wheel, and draws.

use egui::{Id, Painter, Rangef, Role, Sense, Stroke, Ui, WidgetInfo};

use super::cards::{Cards, Draft};
use super::columns::Columns;
use super::frame::Frame;
use super::sheet::Sheet;
use super::{Built, TABLE, TableInput, TableView, Turn};
use super::{editing, header, keys, rows, scrolling};
use crate::command::Request;
use crate::ui::scroll::{BAR, Heights};
use crate::ui::theme;
use crate::words::screen;

/// What the parts of the table are drawn from in one frame.
pub(super) struct Scene<'a> {
    /// The table as one thing that takes the keyboard.
    pub(super) id: Id,
    pub(super) input: &'a TableInput<'a>,
    pub(super) cards: &'a Cards<'a>,
    pub(super) sheet: &'a Sheet,
    pub(super) frame: Frame,
    /// The table has the keyboard.
    pub(super) keyboard_here: bool,
}

/// Shows the table and lets it be moved about in.
pub(super) fn grid_ui(
    ui: &mut Ui,
    input: &TableInput<'_>,
    view: &mut TableView,
    built: &mut Built,
    cards: &Cards<'_>,
    out: &mut Vec<Request>,
) {
    let whole = ui.available_rect_before_wrap();
    let id = Id::unique(TABLE);
    let table = ui.interact(whole, id, Sense::click());
    table.widget_info(|| WidgetInfo::labeled(Role::Grid, true, screen::TABLE_NAME));
    ui.ctx().accesskit_node_builder(id, |node| {
        node.set_row_count(built.sheet.rows() + 1);
        node.set_column_count(built.sheet.columns() + 1);
    });
    let painter = ui.painter_at(whole);

    let columns = view.widths.layout(input, &built.sheet, view.pinned, whole.width() - BAR);
    let fingerprint = measured_for(ui, input, &columns, cards.draft);
    if built.measured_for != fingerprint {
        built.measured_for = fingerprint;
        built.heights.forget();
    }
    let Built { sheet, heights, .. } = built;
    if std::mem::take(&mut view.take_focus) {
        ui.memory_mut(|memory| memory.request_focus(id));
    }
    let header_height = header::height(sheet, cards, &columns);
    let frame = Frame::new(whole, columns, header_height, view.across);
    view.across = frame.across;
    let keyboard_here = ui.memory(|memory| memory.has_focus(id));
    ui.data_mut(|data| data.insert_temp(id, view.cursor.is_some()));
    let mut scene = Scene { id, input, cards, sheet, frame, keyboard_here };

    view.start_opening(&scene, out);
    scrolling::wheel(ui, whole, view, heights);
    keys::keyboard(ui, view, &scene, heights, out);
    scrolling::reveal(view, &scene, heights);
    scrolling::settle(view, &scene, heights);
    scene.frame.across = view.across;

    rows::rows_ui(ui, view, &scene, heights, out);
    header::header_ui(ui, view, &scene, out);
    lines(&painter, view, &scene, heights);
    view.pass_on(input.situation, out);
    editing::field_ui(ui, view, &scene, heights, out);
    editing::drag_ui(ui, view, &scene, heights, out);
    editing::menu_ui(ui, view, &scene, out);
    scrolling::bars_ui(ui, view, &scene, heights);
    ui.advance_cursor_after_rect(whole);
}

fn measured_for(ui: &Ui, input: &TableInput<'_>, columns: &Columns, draft: Option<Draft<'_>>) -> Vec<u32> {
    let mut fingerprint = columns.fingerprint();
    fingerprint.push(ui.ctx().pixels_per_point().to_bits());
    // A number that comes round after four thousand million edits may well be taken for the same.
    fingerprint.push(u32::try_from(input.edited % (1 << 32)).unwrap_or_default());
    // A field is as high as what has been typed, which is in the case only once the frame is over.
    if let Some(draft) = draft {
        let hash = egui::util::hash((draft.item, draft.text));
        fingerprint.extend([1, u32::try_from(hash % (1 << 32)).unwrap_or_default()]);
    }
    fingerprint
}

/// The lines that show where what stays ends and what scrolls begins.
fn lines(painter: &Painter, view: &TableView, scene: &Scene<'_>, heights: &Heights) {
    let (frame, palette) = (&scene.frame, scene.cards.palette);
    let line = Stroke::new(theme::HAIRLINE, palette.hairline);
    painter.hline(frame.whole.left()..=frame.whole.right() + BAR, frame.header.bottom() - 0.5, line);
    let line = if frame.columns.pinned > 0 {
        Stroke::new(theme::HAIRLINE, palette.outline)
    } else if view.across > 0.0 || view.turn != Turn::IssuesDown {
        line
    } else {
        return;
    };
    let x = frame.whole.left() + frame.columns.sticky() - 0.5;
    painter.vline(x, frame.header.y_range(), line);
    // What goes across the whole table is not divided.
    let mut y = frame.body.top() - view.scroll.offset;
    for row in view.scroll.anchor..heights.len() {
        if y >= frame.body.bottom() {
            break;
        }
        let band = Rangef::new(y, y + heights.get(row));
        y = band.max;
        if !scene.sheet.is_wide(row) {
            painter.vline(x, band.intersection(frame.body.y_range()), line);
        }
    }
}
