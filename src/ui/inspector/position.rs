//! The page of a position.

use egui::Ui;

use super::blocks::tags_ui;
use super::page::Page;
use crate::case::{Position, PositionNumber, Ref};
use crate::ui::theme::{GAP, INSET, UNIT};
use crate::ui::widgets::section::{fact_text_ui, fact_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{panels, screen, terms};

impl Page<'_> {
    pub(super) fn position_ui(&mut self, ui: &mut Ui, position: &Position) {
        self.party_head_ui(ui, &position.party, |page, ui| page.issue_link_ui(ui, &position.issue));
        ui.add_space(GAP - UNIT);
        self.kind_ui(ui, &position.kind, position.visibility());
        long_text_ui(ui, &position.text, &self.palette.text());
        self.since_ui(ui, position);
        ui.add_space(INSET);
        self.position_facts_ui(ui, position);
        if !position.conditions.is_empty() {
            section_ui(ui, screen::ONLY_IF, Some(position.conditions.len()));
            self.conditions_ui(ui, &position.conditions, "");
        }
        self.evidence_or_none_ui(ui, &position.evidence);
        self.dependents_ui(ui);
        self.versions_ui(ui, position);
        self.comment_ui(ui, position.comment.as_ref());
        self.keep("", &position.extra);
    }

    /// What has become of it since the round that the comparison is compared with.
    fn since_ui(&self, ui: &mut Ui, position: &Position) {
        let number = self.snapshot.position_number(&position.id);
        if let (Some(marked), Some(number)) = (self.marked, number)
            && marked.change(number).is_some()
        {
            ui.add_space(INSET);
            marked.change_ui(ui, self.palette, number);
        }
    }

    fn position_facts_ui(&mut self, ui: &mut Ui, position: &Position) {
        if !position.options.is_empty() {
            fact_ui(ui, panels::options_label(&position.kind), |ui| {
                stepped_ui(ui, "options", position.options.len(), |ui, number| {
                    let Some(option) = position.options.get(number) else { return };
                    self.option_words_ui(ui, &position.issue, option);
                });
            });
        }
        if let Some(basis) = &position.basis {
            fact_text_ui(ui, panels::BASIS, terms::basis(basis));
        }
        if let Some(firmness) = &position.firmness {
            fact_text_ui(ui, panels::FIRMNESS, panels::firmness(firmness));
        }
        fact_text_ui(ui, screen::VISIBILITY, panels::visibility(position.visibility()));
        self.moment_ui(ui, panels::SINCE, position.since.as_ref());
        self.moment_ui(ui, panels::UNTIL, position.until.as_ref());
        tags_ui(ui, &position.tags);
    }

    /// What has a condition on the record.
    pub(super) fn dependents_ui(&mut self, ui: &mut Ui) {
        let mentions = self.mentions;
        self.links_ui(ui, panels::DEPENDENTS, &mentions.depends);
    }

    fn versions_ui(&mut self, ui: &mut Ui, position: &Position) {
        let mentions = self.mentions;
        let snapshot = self.snapshot;
        let refs = |numbers: &[PositionNumber]| {
            let found = numbers.iter().filter_map(|number| snapshot.numbered(*number));
            found.map(|position| Ref::Position(position.id.clone())).collect::<Vec<_>>()
        };
        self.version_links_ui(ui, panels::LATER, &refs(&mentions.later));
        let mut earlier = refs(&mentions.earlier);
        if let Some(replaces) = position.replaces.as_ref().filter(|_| earlier.is_empty() && !mentions.looped) {
            earlier.push(Ref::Position(replaces.clone()));
        }
        self.version_links_ui(ui, panels::EARLIER, &earlier);
        if mentions.looped {
            self.quiet_ui(ui, panels::VERSIONS_LOOP);
        }
    }

    /// Other versions of the position, with from when to when each was held.
    fn version_links_ui(&mut self, ui: &mut Ui, title: &str, targets: &[Ref]) {
        if targets.is_empty() {
            return;
        }
        section_ui(ui, title, Some(targets.len()));
        stepped_ui(ui, title, targets.len(), |ui, number| {
            let Some(target) = targets.get(number) else { return };
            let position = if let Ref::Position(id) = target { self.snapshot.position(id) } else { None };
            match position {
                Some(position) => self.record_link_in_ui(ui, target, &panels::version_head(self.snapshot, position)),
                None => self.record_link_ui(ui, target),
            }
        });
    }
}
