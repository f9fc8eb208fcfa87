//! The forms of rounds, events, sources, notes, glossary and log.

use egui::Ui;

use super::parts::{evidence_ui, extra_ui, extras_ui, picked};
use super::proposal::party;
use crate::case::{Event, Extra, GlossaryEntry, LogEntry, Note, Participant, Ref, Round, Source, Visibility};
use crate::command::Request;
use crate::ui::form::{Among, At, Entries, Form, Size, Word};
use crate::ui::widgets::section::{quiet_button_ui, section_ui};
use crate::words::form::{self as words, label, noun};
use crate::words::{names, panels, terms};

pub(super) fn round_ui(form: &mut Form<'_>, ui: &mut Ui, round: &mut Round) {
    let at = At::record();
    form.text_ui(ui, &at.field("label", label::LABEL), &mut round.label, Size::Line);
    form.optional_text_ui(ui, &at.field("place", panels::PLACE), &mut round.place, Size::Line);
    form.optional_date_ui(ui, &at.field("start", panels::START), &mut round.start);
    form.optional_date_ui(ui, &at.field("end", panels::END), &mut round.end);
    form.optional_text_ui(ui, &at.field("result", label::RESULT), &mut round.result, Size::Text);
    section_ui(ui, panels::PARTICIPANTS, Some(round.participants.len()));
    let snapshot = form.snapshot;
    let head = |there: &Participant| names::party_label(snapshot, &there.party).to_owned();
    let entries = Entries { folds: true, ..Entries::new("participants", noun::PARTICIPANT) };
    form.entries_ui(ui, &at, entries, &mut round.participants, head, |form, ui, at, there| {
        form.party_ui(ui, &at.field("party", panels::PARTY), &mut there.party);
        form.strings_ui(ui, at, "people", noun::PERSON, &mut there.people);
        extra_ui(ui, &there.extra);
    });
    let field = at.field("participants", panels::PARTICIPANTS);
    let pick = form.add_pick_ui(ui, &field, &words::add(noun::PARTICIPANT), Among::Parties);
    if let Some(party) = picked(pick, party) {
        form.added(ui, &at, "participants", round.participants.len());
        round.participants.push(Participant { party, people: Vec::new(), extra: Extra::default() });
    }
    evidence_ui(form, ui, &at, "evidence", &mut round.evidence);
    ui.add_space(crate::ui::theme::INSET);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Round(round.id.clone()));
    extras_ui(ui, &round.extra);
}

pub(super) fn event_ui(form: &mut Form<'_>, ui: &mut Ui, event: &mut Event) {
    let at = At::record();
    form.text_ui(ui, &at.field("text", label::TEXT), &mut event.text, Size::Main);
    form.date_ui(ui, &at.field("date", panels::DATE), &mut event.date);
    evidence_ui(form, ui, &at, "evidence", &mut event.evidence);
    ui.add_space(crate::ui::theme::INSET);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Event(event.id.clone()));
    extras_ui(ui, &event.extra);
}

pub(super) fn source_ui(form: &mut Form<'_>, ui: &mut Ui, source: &mut Source) {
    let at = At::record();
    form.record_trouble_ui(ui);
    form.text_ui(ui, &at.field("publisher", label::PUBLISHER), &mut source.publisher, Size::Line);
    form.optional_text_ui(ui, &at.field("title", label::TITLE), &mut source.title, Size::Line);
    form.optional_date_ui(ui, &at.field("date", panels::DATE), &mut source.date);
    form.hinted_text_ui(ui, &at.field("url", label::URL), &mut source.url, Size::Line, words::URL_HINT);
    if let Some((url, host)) = source.url.as_ref().and_then(|url| Some((url, panels::host(url)?)))
        && ui.push_id("url", |ui| quiet_button_ui(ui, &panels::open_url(host))).inner.clicked()
    {
        form.out.push(Request::OpenUrl(url.clone()));
    }
    form.optional_choice_ui(ui, &at.field("kind", label::KIND), &mut source.kind, Word::new(terms::source_kind));
    form.language_ui(ui, &at.field("language", panels::LANGUAGE), &mut source.language);
    form.optional_text_ui(ui, &at.field("note", label::NOTE), &mut source.note, Size::Text);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Source(source.id.clone()));
    extras_ui(ui, &source.extra);
}

pub(super) fn note_visibility_ui(form: &mut Form<'_>, ui: &mut Ui, note: &mut Note) {
    let field = At::record().field("visibility", label::VISIBILITY);
    form.visibility_ui(ui, &field, &mut note.visibility, &Visibility::Internal);
}

pub(super) fn note_ui(form: &mut Form<'_>, ui: &mut Ui, note: &mut Note) {
    let at = At::record();
    form.text_ui(ui, &at.field("text", label::TEXT), &mut note.text, Size::Main);
    form.target_ui(ui, &at.field("on", label::ON), &mut note.on, Among::Anything);
    form.optional_text_ui(ui, &at.field("author", panels::AUTHOR), &mut note.author, Size::Line);
    form.hinted_text_ui(ui, &at.field("created", panels::CREATED), &mut note.created, Size::Line, words::TIME_HINT);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Note(note.id.clone()));
    extras_ui(ui, &note.extra);
}

pub(super) fn glossary_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, entry: &mut GlossaryEntry) {
    form.text_ui(ui, &at.field("term", label::TERM), &mut entry.term, Size::Line);
    form.text_ui(ui, &at.field("definition", label::DEFINITION), &mut entry.definition, Size::Text);
    evidence_ui(form, ui, at, "evidence", &mut entry.evidence);
    extra_ui(ui, &entry.extra);
}

pub(super) fn log_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, entry: &mut LogEntry) {
    form.text_ui(ui, &at.field("text", label::TEXT), &mut entry.text, Size::Text);
    form.text_ui(ui, &at.field("at", label::AT), &mut entry.at, Size::Line);
    form.target_ui(ui, &at.field("on", label::ON), &mut entry.on, Among::Anything);
    extra_ui(ui, &entry.extra);
}
