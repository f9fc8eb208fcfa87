//! The field in which a text is edited, exactly where it stands.

use egui::{
    EventFilter, Frame, Id, InputState, Key, Modifiers, Rect, Role, Stroke, StrokeKind, TextBuffer, TextEdit, Ui,
    UiBuilder, WidgetInfo, vec2,
};

use super::super::grid::Scene;
use super::super::sheet::Stop;
use super::super::{TABLE, TableView};
use super::tour::stop_of;
use super::{Editing, go};
use crate::command::Request;
use crate::ui::scroll::Heights;
use crate::ui::text::{Text, typed};
use crate::ui::theme;

/// How a field is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Leave {
    /// With the text of before.
    Back,
    /// For the table.
    Done,
    /// For the next cell.
    Next,
    /// For the cell before.
    Previous,
    /// For whatever has the keyboard now.
    Elsewhere,
}

/// Shows the field of what is being edited, and follows it.
pub(in super::super) fn field_ui(
    ui: &mut Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    heights: &Heights,
    out: &mut Vec<Request>,
) {
    if scene.cards.draft.is_none() {
        // Opened in this frame: its room is there in the next, and whatever was pressed has had its turn.
        if view.editing.is_some() {
            ui.ctx().request_repaint();
        }
        return;
    }
    let Some(mut editing) = view.editing.take() else { return };
    let document = scene.input.document;
    // What is in the case is what counts: something else may have changed or removed it.
    match editing.spot.text(document) {
        Some(text) if text != editing.text => editing.text = text,
        Some(_) => {}
        None => return,
    }
    let id = Id::unique((TABLE, "field", &editing.spot, editing.run, scene.input.rewound));
    if std::mem::take(&mut editing.fresh) {
        ui.memory_mut(|memory| memory.request_focus(id));
        // The next frame knows that Tab and Escape are the field's.
        ui.ctx().request_repaint();
    }
    let has_keyboard = ui.memory(|memory| memory.has_focus(id));
    let asked = if has_keyboard { ui.input_mut(|input| asked(input, editing.spot.is_line())) } else { None };
    let before = editing.text.clone();
    let in_view = show_ui(ui, view, scene, heights, (id, &mut editing));
    if editing.spot.is_line() && editing.text.contains(['\n', '\r']) {
        editing.text = editing.text.replace("\r\n", " ").replace(['\n', '\r'], " ");
    }
    if editing.text != before {
        out.extend(editing.spot.edit(document, &editing.text, editing.run).map(|edit| Request::Edit(Box::new(edit))));
        // The row grows with its text, and is seen whole where there is room for it.
        let fits = |stop: Stop| stop.cell().is_some_and(|cell| heights.get(cell.row) < scene.frame.body.height());
        if !in_view || editing.place.is_some_and(fits) {
            view.reveal_place = editing.place;
        }
    }
    let lost = !ui.memory(|memory| memory.has_focus(id));
    match asked.or(lost.then_some(Leave::Elsewhere)) {
        Some(leave) => left(ui, view, scene, (editing, leave), out),
        None => view.editing = Some(editing),
    }
}

/// What the keys ask for; they are taken before the field sees them.
fn asked(input: &mut InputState, is_line: bool) -> Option<Leave> {
    let mut pressed = |modifiers: Modifiers, key: Key| input.consume_key(modifiers, key);
    if pressed(Modifiers::SHIFT, Key::Tab) {
        Some(Leave::Previous)
    } else if pressed(Modifiers::NONE, Key::Tab) {
        Some(Leave::Next)
    } else if pressed(Modifiers::NONE, Key::Escape) {
        Some(Leave::Back)
    } else if pressed(Modifiers::COMMAND, Key::Enter) || (is_line && pressed(Modifiers::NONE, Key::Enter)) {
        Some(Leave::Done)
    } else {
        None
    }
}

/// Shows the field in the room that the item has left for it; false when that is out of sight.
fn show_ui(
    ui: &mut Ui,
    view: &mut TableView,
    scene: &Scene<'_>,
    heights: &Heights,
    (id, editing): (Id, &mut Editing),
) -> bool {
    let palette = scene.cards.palette;
    let body = scene.frame.body;
    // A field out of sight is shown nowhere, and goes on to be typed into.
    let place = scene.cards.field.take();
    let (rect, clip) = place.unwrap_or((Rect::from_min_size(body.min, vec2(300.0, 20.0)), Rect::NOTHING));
    let name = editing.spot.name(scene.input.document);
    let look = editing.spot.look(palette);
    let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(id));
    child.set_clip_rect(clip.intersect(ui.clip_rect()));
    let ground = rect.expand2(vec2(5.0, 2.0));
    let edge = Stroke::new(1.5, palette.focus);
    child.painter().rect(ground, theme::CORNER, palette.surface, edge, StrokeKind::Inside);
    let mut layouter = |ui: &Ui, text: &dyn TextBuffer, width: f32| typed(ui.ctx(), text.as_str(), &look, width);
    let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
    let output = TextEdit::multiline(&mut editing.text)
        .id(id)
        .font(look.font.clone())
        .frame(Frame::NONE)
        .desired_rows(1)
        .desired_width(rect.width())
        .event_filter(filter)
        .layouter(&mut layouter)
        .show(&mut child);
    let (role, text) = (if editing.spot.is_line() { Role::TextInput } else { Role::MultilineTextInput }, &editing.text);
    let hint = editing.spot.hint();
    if editing.text.is_empty() {
        // On one line, as the room that is left for the text.
        let quiet = theme::colored(look.clone(), palette.second);
        let laid = Text::new(hint, &quiet).max_rows(1).hug(true).layout(child.ctx(), rect.width());
        laid.paint(child.painter(), output.galley_pos);
    }
    output.response.widget_info(|| WidgetInfo {
        hint_text: Some(hint.to_owned()),
        current_text_value: Some(text.clone()),
        ..WidgetInfo::labeled(role, true, &name)
    });
    // The caret stays in sight, however long the text; heads are in sight wherever the rows are scrolled to.
    let scrolls = place.is_some() && !matches!(editing.place, Some(Stop::Head(_)));
    if let Some(cursor) = output.cursor_range.filter(|_| scrolls && output.response.changed()) {
        let caret = output.galley.pos_from_cursor(cursor.primary).translate(output.galley_pos.to_vec2());
        let below = caret.bottom() + theme::GAP - body.bottom();
        let above = caret.top() - theme::GAP - body.top();
        if below > 0.0 || above < 0.0 {
            view.scroll.by(heights, if below > 0.0 { below } else { above });
        }
    }
    place.is_some()
}

/// Ends the editing, and brings the keyboard to where it goes.
fn left(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, (editing, leave): (Editing, Leave), out: &mut Vec<Request>) {
    let here = stop_of(scene.input, scene.sheet, &editing.spot, editing.place);
    match leave {
        Leave::Back => editing.take_back(scene.input.document, out),
        _ => editing.end(scene.input.document, out),
    }
    if leave == Leave::Elsewhere {
        return;
    }
    ui.memory_mut(|memory| memory.request_focus(scene.id));
    if let Some(here) = here.filter(|_| matches!(leave, Leave::Next | Leave::Previous)) {
        go(view, scene, here, leave == Leave::Next, out);
    }
}
