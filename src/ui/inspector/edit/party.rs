//! The forms of parties and axes.

use egui::Ui;

use super::super::mentions::issues_of;
use super::parts::{extra_ui, extras_ui, picked};
use crate::case::{Axis, Delegate, Extra, Kind, Party, Ref};
use crate::edit;
use crate::ui::form::{Among, At, Entries, Form, Size, Word};
use crate::ui::widgets::section::section_ui;
use crate::words::form::{self as words, label, noun};
use crate::words::{panels, terms};

pub(super) fn party_ui(form: &mut Form<'_>, ui: &mut Ui, party: &mut Party) {
    let at = At::record();
    form.text_ui(ui, &at.field("name", panels::FULL_NAME), &mut party.name, Size::Line);
    form.optional_text_ui(ui, &at.field("short_name", label::SHORT_NAME), &mut party.short_name, Size::Line);
    form.optional_text_ui(ui, &at.field("native_name", label::NATIVE_NAME), &mut party.native_name, Size::Line);
    form.choice_ui(ui, &at.field("role", label::ROLE), &mut party.role, Word::new(terms::role));
    let number = form.snapshot.party_number(&party.id).unwrap_or_default();
    let own = form.palette.accent(number).color;
    form.color_ui(ui, &at.field("color", panels::COLOR), &mut party.color, own);
    form.optional_text_ui(ui, &at.field("about", label::ABOUT), &mut party.about, Size::Text);
    section_ui(ui, panels::DELEGATION, Some(party.delegation.len()));
    let entries = Entries { folds: true, ..Entries::new("delegation", noun::DELEGATE) };
    let head = |delegate: &Delegate| delegate.name.clone();
    form.entries_ui(ui, &at, entries, &mut party.delegation, head, |form, ui, at, delegate| {
        form.text_ui(ui, &at.field("name", panels::FULL_NAME), &mut delegate.name, Size::Line);
        form.optional_text_ui(ui, &at.field("title", label::TITLE), &mut delegate.title, Size::Line);
        form.strings_ui(ui, at, "also_written", noun::SPELLING, &mut delegate.also_written);
        extra_ui(ui, &delegate.extra);
    });
    if form.add_ui(ui, &at, "delegation", party.delegation.len(), &words::add(noun::DELEGATE)) {
        let extra = Extra::default();
        party.delegation.push(Delegate { name: String::new(), title: None, also_written: Vec::new(), extra });
    }
    ui.add_space(crate::ui::theme::INSET);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Party(party.id.clone()));
    extras_ui(ui, &party.extra);
    more_ui(form, ui, party);
}

/// What else can be written of a party: positions and proposals.
fn more_ui(form: &mut Form<'_>, ui: &mut Ui, party: &Party) {
    let snapshot = form.snapshot;
    section_ui(ui, panels::POSITIONS, None);
    let field = At::record().field("positions", panels::POSITIONS);
    let pick = form.add_pick_ui(ui, &field, words::ADD_POSITION, Among::Issues);
    if let Some(issue) = picked(pick, |target| if let Ref::Issue(id) = target { Some(id) } else { None }) {
        let (edit, _) = edit::add_position(snapshot, &party.id, &issue, Kind::Demand);
        form.add(edit);
    }
    if form.add_ui(ui, &At::record(), "proposals", 0, words::ADD_PROPOSAL) {
        let (edit, _) = edit::add_proposal(snapshot, &party.id, "");
        form.add(edit);
    }
}

pub(super) fn axis_ui(form: &mut Form<'_>, ui: &mut Ui, axis: &mut Axis) {
    let at = At::record();
    form.text_ui(ui, &at.field("name", panels::FULL_NAME), &mut axis.name, Size::Line);
    form.optional_text_ui(ui, &at.field("about", label::ABOUT), &mut axis.about, Size::Text);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Axis(axis.id.clone()));
    extras_ui(ui, &axis.extra);
    let snapshot = form.snapshot;
    let issues = issues_of(ui, snapshot.case(), &axis.id);
    section_ui(ui, panels::ISSUES, Some(issues.len()));
    super::links_ui(form, ui, "issues", &issues);
    let name = words::new_record(edit::ListName::Issue);
    if let Some(title) = form.adding_ui(ui, &at, "issues", name) {
        let (edit, _) = edit::add_issue(snapshot, &axis.id, None, &title);
        form.add(edit);
    }
}
