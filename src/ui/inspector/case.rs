//! The page that is shown while nothing is selected: what to do next, and what the file says of the case itself.

use egui::Ui;

use super::page::Page;
use crate::case::{GlossaryEntry, LogEntry};
use crate::ui::theme::UNIT;
use crate::ui::widgets::section::{disclosed_ui, fact_text_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{form, panels, terms};

impl Page<'_> {
    pub(super) fn case_ui(&mut self, ui: &mut Ui) {
        let case = self.snapshot.case();
        self.quiet_ui(ui, panels::NOTHING_SELECTED);
        section_ui(ui, panels::ABOUT_THE_CASE, None);
        self.title_ui(ui, &case.title);
        if let Some(summary) = &case.summary {
            long_text_ui(ui, summary, &self.small());
            ui.add_space(UNIT);
        }
        if let Some(handling) = &case.handling {
            fact_text_ui(ui, panels::HANDLING, handling);
        }
        if let Some(as_of) = &case.as_of {
            fact_text_ui(ui, panels::AS_OF, &terms::date(as_of));
        }
        if let Some(language) = &case.language {
            fact_text_ui(ui, panels::LANGUAGE, form::language(language).unwrap_or(language));
        }
        if !case.glossary.is_empty() {
            section_ui(ui, panels::GLOSSARY, Some(case.glossary.len()));
            stepped_ui(ui, "glossary", case.glossary.len(), |ui, number| {
                if let Some(entry) = case.glossary.get(number) {
                    ui.push_id(number, |ui| self.glossary_entry_ui(ui, entry));
                }
            });
        }
        if !case.log.is_empty() {
            section_ui(ui, panels::LOG, Some(case.log.len()));
            stepped_ui(ui, "log", case.log.len(), |ui, number| {
                if let Some(entry) = case.log.get(number) {
                    self.log_entry_ui(ui, entry);
                }
            });
        }
        self.keep("", &case.extra);
        if !self.extras.is_empty() {
            section_ui(ui, panels::ALSO_IN_FILE, None);
            self.extra_facts_ui(ui);
        }
    }

    fn glossary_entry_ui(&mut self, ui: &mut Ui, entry: &GlossaryEntry) {
        long_text_ui(ui, &entry.term, &self.palette.strong_label());
        long_text_ui(ui, &entry.definition, &self.small());
        let shown = disclosed_ui(ui, &panels::evidence_count(entry.evidence.len()), entry.evidence.len());
        if shown {
            self.evidence_entries_ui(ui, &entry.evidence, &entry.term);
        }
        ui.add_space(UNIT);
        self.keep(&entry.term, &entry.extra);
    }

    fn log_entry_ui(&mut self, ui: &mut Ui, entry: &LogEntry) {
        self.quiet_ui(ui, &terms::time(&entry.at));
        long_text_ui(ui, &entry.text, &self.small());
        if let Some(target) = &entry.on {
            self.record_link_ui(ui, target);
        }
        ui.add_space(UNIT);
        self.keep(panels::LOG, &entry.extra);
    }
}
