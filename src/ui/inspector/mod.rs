//! Everything that the file says of the selected record.

mod background;
mod blocks;
mod case;
mod edit;
mod evidence;
mod issue;
mod mentions;
mod offers;
mod page;
mod party;
mod position;

use egui::style::ScrollAnimation;
use egui::{EventFilter, Id, Key, Margin, Role, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, vec2};

use crate::case::{Problem, Ref, Snapshot};
use crate::command::{Command, Request};
use crate::compare::Secrecy;
use crate::ui::form::{Fresh, Input};
use crate::ui::since::Marked;
use crate::ui::text::Text;
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::link::text_link_ui;
use crate::ui::widgets::section::marking;
use crate::words::{form, panels, terms};
pub use edit::{is_on_page, unfold};
use page::Page;

/// How far an arrow key scrolls, in points.
const LINE: f32 = 48.0;
/// Farther than any page is long, in points.
const FAR: f32 = 1.0e7;

/// The id of the inspector as something that takes the keyboard; its links come after it.
#[must_use]
pub fn focus_id() -> Id {
    Id::unique("inspector")
}

/// What the inspector shows.
#[derive(Clone, Copy)]
pub struct InspectorInput<'a> {
    /// The case as it is, with everything that has been typed.
    pub snapshot: &'a Snapshot,
    pub selection: Option<&'a Ref>,
    pub problems: &'a [Problem],
    /// What has changed since an earlier round, where that is shown.
    pub marked: Option<Marked<'a>>,
    /// The record is edited, not read.
    pub editing: bool,
    /// What is searched for, folded: marked where it is read.
    pub needle: &'a str,
    /// Another number whenever something was undone or redone.
    pub rewound: u64,
    /// What has just been made and has its form open.
    pub fresh: Option<&'a Fresh>,
    /// What the fields of the selected record's form are told apart by, where that is not its id.
    pub salt: Option<u64>,
}

/// Shows the selected record in all the room there is, to be read or to be edited; without a selection, the case.
pub fn inspector_ui(ui: &mut Ui, input: InspectorInput<'_>, out: &mut Vec<Request>) {
    head_ui(ui, &input, out);
    if input.editing {
        let whole = ui.available_rect_before_wrap();
        let body = ui.interact(whole, focus_id(), Sense::focusable_noninteractive());
        body.widget_info(|| WidgetInfo::labeled(Role::Form, true, panels::INSPECTOR));
        let InspectorInput { snapshot, problems, rewound, fresh, .. } = input;
        let salt = input.selection.zip(input.salt);
        let form = Input { snapshot, problems, rewound, home: focus_id(), fresh, salt };
        edit::edit_ui(ui, form, input.selection, out);
    } else {
        read_ui(ui, &input, out);
    }
}

/// How much of what the inspector shows is not for everybody; of a form, whether its record is.
pub fn secrecy(ui: &Ui, input: &InspectorInput<'_>) -> Secrecy {
    let InspectorInput { snapshot, selection, problems, editing, .. } = *input;
    match selection {
        Some(target) if editing => mentions::visibility(snapshot, target).map(Secrecy::of).unwrap_or_default(),
        _ => mentions::mentions(ui, snapshot, selection, problems).secrecy,
    }
}

/// What kind of record it is, and the button that changes between reading and editing.
fn head_ui(ui: &mut Ui, input: &InspectorInput<'_>, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    let margin = Margin { left: 16, right: 20, top: 8, bottom: 4 };
    egui::Frame::new().inner_margin(margin).show(ui, |ui| {
        ui.horizontal(|ui| {
            let kind = kind_of(input).to_uppercase();
            ui.add(Text::new(&kind, &palette.caps()).hug(true));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let word = if input.editing { form::DONE } else { form::EDIT };
                let keys = Command::EditRecord.shortcut().map(|keys| ui.ctx().format_shortcut(&keys));
                let button = text_link_ui(ui, word, &theme::colored(palette.label(), palette.focus));
                // There is a menu of the same word.
                let name = if input.editing { word } else { Command::EditRecord.label() };
                button.widget_info(|| WidgetInfo::labeled(Role::Button, true, name));
                if button.on_hover_text(keys.unwrap_or_default()).clicked() {
                    out.push(Request::Do(Command::EditRecord));
                }
            });
        });
    });
}

/// What kind of record is selected.
fn kind_of<'a>(input: &InspectorInput<'a>) -> &'a str {
    match input.selection {
        None | Some(Ref::Other(_)) => panels::CASE,
        Some(Ref::Party(_)) => panels::PARTY,
        Some(Ref::Axis(_)) => panels::AXIS,
        Some(Ref::Issue(_)) => panels::ISSUE,
        Some(Ref::Position(id)) => {
            input.snapshot.position(id).map_or(panels::POSITION, |position| terms::kind(&position.kind))
        }
        Some(Ref::Proposal(_)) => panels::PROPOSAL,
        Some(Ref::Outcome(_)) => panels::OUTCOME,
        Some(Ref::Round(_)) => panels::ROUND,
        Some(Ref::Event(_)) => panels::EVENT,
        Some(Ref::Source(_)) => panels::SOURCE,
        Some(Ref::Note(_)) => panels::NOTE,
    }
}

fn read_ui(ui: &mut Ui, input: &InspectorInput<'_>, out: &mut Vec<Request>) {
    let InspectorInput { snapshot, selection, problems, marked, needle, .. } = *input;
    let whole = ui.available_rect_before_wrap();
    let body = ui.interact(whole, focus_id(), Sense::focusable_noninteractive());
    body.widget_info(|| WidgetInfo::labeled(Role::Document, true, panels::INSPECTOR));
    let scroll = if body.has_focus() { scroll_by_keys(ui, focus_id(), whole.height()) } else { 0.0 };
    let mentions = mentions::mentions(ui, snapshot, selection, problems);
    // Each record keeps the place that it was scrolled to.
    ScrollArea::vertical()
        .id_salt(("inspector", selection))
        .content_margin(egui::Margin::ZERO)
        .auto_shrink(false)
        .show(ui, |ui| {
            if scroll != 0.0 {
                ui.scroll_with_delta_animation(vec2(0.0, -scroll), ScrollAnimation::none());
            }
            let margin = Margin { left: 16, right: 20, top: 4, bottom: 32 };
            egui::Frame::new().inner_margin(margin).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(theme::INSET, theme::UNIT);
                // Lines of words and links are as high as their text, not as a button.
                ui.spacing_mut().interact_size.y = theme::size::LABEL * 1.4;
                let part = UiBuilder::new().id_salt(selection).ui_stack_info(marking(needle));
                ui.scope_builder(part, |ui| {
                    let palette = Palette::of(ui);
                    let mentions = &*mentions;
                    let mut page = Page { snapshot, palette, problems, mentions, marked, out, extras: Vec::new() };
                    page.show(ui, selection);
                });
            });
        });
}

/// How far the keys pressed since the last frame scroll, in points; they are taken out of the input.
pub(in crate::ui) fn scroll_by_keys(ui: &Ui, id: Id, page: f32) -> f32 {
    let arrows = EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
    let mut scroll = 0.0;
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let egui::Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let by = match key {
                _ if modifiers.any() => return true,
                Key::ArrowDown => LINE,
                Key::ArrowUp => -LINE,
                Key::PageDown => page - LINE,
                Key::PageUp => LINE - page,
                Key::Home => -FAR,
                Key::End => FAR,
                _ => return true,
            };
            scroll += by;
            false
        });
    });
    scroll
}
