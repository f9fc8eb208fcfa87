//! The pages of what stands behind the positions: axes, rounds, events, sources and notes.

use egui::Ui;

use super::mentions::issues_of;
use super::page::Page;
use crate::case::{Axis, Event, Note, Round, Source};
use crate::ui::theme::UNIT;
use crate::ui::widgets::section::{fact_text_ui, fact_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{form, panels, screen, terms};

impl Page<'_> {
    pub(super) fn axis_ui(&mut self, ui: &mut Ui, axis: &Axis) {
        self.title_ui(ui, &axis.name);
        if let Some(about) = &axis.about {
            long_text_ui(ui, about, &self.palette.text());
        }
        let targets = issues_of(ui, self.snapshot.case(), &axis.id);
        if targets.is_empty() {
            self.quiet_ui(ui, panels::NO_ISSUES);
        }
        self.links_ui(ui, panels::ISSUES, &targets);
        self.keep("", &axis.extra);
    }

    pub(super) fn round_ui(&mut self, ui: &mut Ui, round: &Round) {
        self.title_ui(ui, &round.label);
        if let Some(result) = &round.result {
            long_text_ui(ui, result, &self.palette.text());
            ui.add_space(UNIT);
        }
        if let Some(place) = &round.place {
            fact_text_ui(ui, panels::PLACE, place);
        }
        if let Some(start) = &round.start {
            fact_text_ui(ui, panels::START, &terms::date(start));
        }
        if let Some(end) = &round.end {
            fact_text_ui(ui, panels::END, &terms::date(end));
        }
        if !round.participants.is_empty() {
            section_ui(ui, panels::PARTICIPANTS, Some(round.participants.len()));
            stepped_ui(ui, "participants", round.participants.len(), |ui, number| {
                let Some(participant) = round.participants.get(number) else { return };
                self.party_head_ui(ui, &participant.party, |page, ui| {
                    if !participant.people.is_empty() {
                        long_text_ui(ui, &participant.people.join(", "), &page.small());
                    }
                });
                ui.add_space(UNIT);
                self.keep(participant.party.as_str(), &participant.extra);
            });
        }
        self.evidence_or_none_ui(ui, &round.evidence);
        let mentions = self.mentions;
        self.links_ui(ui, panels::DATED, &mentions.dated);
        self.keep("", &round.extra);
    }

    pub(super) fn event_ui(&mut self, ui: &mut Ui, event: &Event) {
        self.title_ui(ui, &terms::date(&event.date));
        long_text_ui(ui, &event.text, &self.palette.text());
        self.evidence_or_none_ui(ui, &event.evidence);
        self.dependents_ui(ui);
        self.keep("", &event.extra);
    }

    pub(super) fn source_ui(&mut self, ui: &mut Ui, source: &Source) {
        self.title_ui(ui, &source.publisher);
        if let Some(title) = &source.title {
            long_text_ui(ui, &panels::quoted(title), &self.palette.text());
            ui.add_space(UNIT);
        }
        if let Some(date) = &source.date {
            fact_text_ui(ui, panels::DATE, &terms::date(date));
        }
        if let Some(kind) = &source.kind {
            fact_text_ui(ui, screen::KIND, &panels::sentence(terms::source_kind(kind)));
        }
        if let Some(language) = &source.language {
            fact_text_ui(ui, panels::LANGUAGE, form::language(language).unwrap_or(language));
        }
        if let Some(url) = &source.url {
            fact_ui(ui, panels::LINK, |ui| self.url_ui(ui, url));
        }
        if let Some(note) = &source.note {
            fact_text_ui(ui, panels::REMARK, note);
        }
        let mentions = self.mentions;
        self.links_ui(ui, panels::CITED_BY, &mentions.cited_by);
        self.keep("", &source.extra);
    }

    pub(super) fn note_ui(&mut self, ui: &mut Ui, note: &Note) {
        self.visibility_tag_ui(ui, note.visibility());
        long_text_ui(ui, &note.text, &self.palette.text());
        ui.add_space(UNIT);
        if let Some(author) = &note.author {
            fact_text_ui(ui, panels::AUTHOR, author);
        }
        if let Some(created) = &note.created {
            fact_text_ui(ui, panels::CREATED, created);
        }
        fact_text_ui(ui, screen::VISIBILITY, panels::visibility(note.visibility()));
        if let Some(target) = &note.on {
            self.links_ui(ui, panels::NOTE_ON, std::slice::from_ref(target));
        }
        self.keep("", &note.extra);
    }
}
