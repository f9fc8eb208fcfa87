//! The inspector while it edits: a form for each kind of record, and for the case itself with its lists.

mod assessment;
mod background;
mod case;
mod issue;
mod parts;
mod party;
mod position;
mod proposal;
mod rows;

use egui::{Context, Frame, Id, Margin, ScrollArea, Ui, vec2};

use crate::case::{Ref, Snapshot};
use crate::command::Request;
use crate::edit::{self, Key, ListName, Noun, Record};
use crate::ui::form::{Form, Input};
use crate::ui::theme::{self, GAP};
use crate::ui::widgets::link::Link;
use crate::ui::widgets::section::{hairline_ui, quiet_button_ui, section_ui, stepped_ui};
use crate::words::form as words;
use crate::words::{edits, names, panels};

/// Whether a record without an id stands on the page of what is selected; otherwise it stands on the case's.
#[must_use]
pub fn is_on_page(snapshot: &Snapshot, selection: Option<&Ref>, key: &Key) -> bool {
    match (selection, key) {
        (Some(target @ (Ref::Party(_) | Ref::Issue(_) | Ref::Position(_))), Key::Assessment(number)) => {
            super::mentions::assessments(snapshot, target).contains(number)
        }
        _ => selection.is_none(),
    }
}

/// Has a record without an id unfolded in its list.
pub fn unfold(ctx: &Context, key: &Key) {
    let (list, number) = match key {
        Key::Assessment(number) => (ListName::Assessment, number),
        Key::Glossary(number) => (ListName::Glossary, number),
        Key::Log(number) => (ListName::Log, number),
        Key::Case | Key::Record(_) => return,
    };
    ctx.data_mut(|data| {
        data.insert_temp(case::list_id(list), true);
        data.insert_temp(rows::unfolded_id(list), *number);
    });
}

/// Shows the form of the selected record in all the room there is; without a selection, that of the case.
pub(super) fn edit_ui(ui: &mut Ui, input: Input<'_>, selection: Option<&Ref>, out: &mut Vec<Request>) {
    let mut form = Form::new(ui, input, out);
    match selection {
        None => scroll_ui(ui, Id::unique("the case"), |ui| case::case_ui(&mut form, ui)),
        Some(target) => {
            let salt = input.salt.map_or_else(|| Id::unique(target), |(_, salt)| Id::unique(salt));
            if selected_ui(&mut form, ui, target, salt).is_none() {
                scroll_ui(ui, salt, |ui| form.hint_ui(ui, panels::NOT_IN_THE_CASE));
            }
        }
    }
    form.finish(ui);
}

/// The form of a record; nothing when the case does not have it.
fn selected_ui(form: &mut Form<'_>, ui: &mut Ui, target: &Ref, salt: Id) -> Option<()> {
    macro_rules! record {
        ($id:ident, $find:ident, $module:ident::$fields:ident $(, $head:ident)?) => {{
            let record = form.snapshot.$find($id)?.clone();
            form.record_ui(ui, Key::Record(target.clone()), &record, |form, ui, record| {
                $( head_ui(ui, |ui| $module::$head(form, ui, record)); )?
                scroll_ui(ui, salt, |ui| {
                    $module::$fields(form, ui, record);
                    after_ui(form, ui, target);
                });
            });
        }};
    }
    match target {
        Ref::Party(id) => record!(id, party, party::party_ui),
        Ref::Axis(id) => record!(id, axis, party::axis_ui),
        Ref::Issue(id) => record!(id, issue, issue::issue_ui),
        Ref::Position(id) => record!(id, position, position::position_ui, visibility_ui),
        Ref::Proposal(id) => record!(id, proposal, proposal::proposal_ui, proposal_visibility_ui),
        Ref::Outcome(id) => record!(id, outcome, proposal::outcome_ui, outcome_visibility_ui),
        Ref::Round(id) => record!(id, round, background::round_ui),
        Ref::Event(id) => record!(id, event, background::event_ui),
        Ref::Source(id) => record!(id, source, background::source_ui),
        Ref::Note(id) => record!(id, note, background::note_ui, note_visibility_ui),
        Ref::Other(_) => return None,
    }
    Some(())
}

/// What stays in sight above the fields.
fn head_ui(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    Frame::new().inner_margin(Margin { left: 16, right: 20, top: 0, bottom: 0 }).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(theme::INSET, theme::UNIT);
        contents(ui);
    });
    hairline_ui(ui);
}

/// The fields, in as much room as they take.
fn scroll_ui(ui: &mut Ui, salt: Id, contents: impl FnOnce(&mut Ui)) {
    ScrollArea::vertical().id_salt(("form", salt)).content_margin(egui::Margin::ZERO).auto_shrink(false).show(
        ui,
        |ui| {
            Frame::new().inner_margin(Margin { left: 16, right: 20, top: 8, bottom: 48 }).show(ui, |ui| {
                ui.spacing_mut().item_spacing = vec2(theme::INSET, theme::UNIT);
                ui.spacing_mut().interact_size.y = theme::size::LABEL * 1.4;
                ui.push_id(("form", salt), contents);
            });
        },
    );
}

/// What follows the fields of each record: remarks and judgements on it, and what can be done with it as a whole.
fn after_ui(form: &mut Form<'_>, ui: &mut Ui, target: &Ref) {
    let snapshot = form.snapshot;
    if !matches!(target, Ref::Note(_)) {
        let notes = snapshot.dependents(target).iter().filter(|from| matches!(from, Ref::Note(_)));
        let notes: Vec<Ref> = notes.cloned().collect();
        section_ui(ui, panels::NOTES, Some(notes.len()));
        links_ui(form, ui, "notes", &notes);
        if ui.push_id("add note", |ui| quiet_button_ui(ui, words::ADD_NOTE).clicked()).inner {
            let (edit, _) = edit::add_note(snapshot, Some(target.clone()));
            form.add(edit);
        }
    }
    assessment::assessments_ui(form, ui, target);
    let key = Key::Record(target.clone());
    let Some(record) = Record::find(snapshot, &key) else { return };
    let noun = edits::noun(Noun::from(&record));
    ui.add_space(GAP);
    hairline_ui(ui);
    ui.push_id("whole", |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = theme::EDGE;
            if quiet_button_ui(ui, &words::duplicate(noun)).clicked()
                && let Some(edit) = edit::duplicate(snapshot, &key)
            {
                form.add(edit);
            }
            if quiet_button_ui(ui, &words::remove_record(noun)).clicked() {
                form.out.push(Request::Remove(key));
            }
        });
    });
}

/// Links to records that have pages of their own.
fn links_ui(form: &mut Form<'_>, ui: &mut Ui, what: &str, targets: &[Ref]) {
    stepped_ui(ui, what, targets.len(), |ui, number| {
        let Some(target) = targets.get(number) else { return };
        let name = names::of(form.snapshot, target);
        let spoken = name.spoken();
        let link = Link::new(&name.head, &name.text).mark(form.mark(target)).rows(2).name(&spoken);
        if ui.push_id(target, |ui| link.show(ui)).inner.clicked() {
            form.out.push(Request::Select(target.clone()));
        }
    });
}
