//! The page of a party: who it is, whom it sends, and everything it says and answers.

use egui::{Ui, UiBuilder};

use super::page::Page;
use crate::case::{Delegate, Party, Ref};
use crate::command::Request;
use crate::ui::theme::{INSET, UNIT};
use crate::ui::widgets::link::{Link, Mark};
use crate::ui::widgets::list::rows_ui;
use crate::ui::widgets::section::{fact_text_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{names, panels, screen, terms};

/// A position in the list of a party's: where it belongs, and its first line, in points.
const ROW: f32 = 44.0;

impl Page<'_> {
    pub(super) fn party_ui(&mut self, ui: &mut Ui, party: &Party) {
        self.party_head_ui(ui, &party.id, |page, ui| page.quiet_ui(ui, &panels::sentence(terms::role(&party.role))));
        ui.add_space(INSET);
        if party.label() != party.name {
            fact_text_ui(ui, panels::FULL_NAME, &party.name);
        }
        if let Some(color) = &party.color {
            fact_text_ui(ui, panels::COLOR, color);
        }
        if let Some(about) = &party.about {
            ui.add_space(UNIT);
            long_text_ui(ui, about, &self.small());
        }
        if !party.delegation.is_empty() {
            section_ui(ui, panels::DELEGATION, Some(party.delegation.len()));
            stepped_ui(ui, "delegation", party.delegation.len(), |ui, number| {
                if let Some(delegate) = party.delegation.get(number) {
                    self.delegate_ui(ui, delegate);
                }
            });
        }
        self.positions_by_axis_ui(ui);
        let mentions = self.mentions;
        let proposals = &self.snapshot.case().proposals;
        let sponsored: Vec<Ref> = mentions
            .sponsored
            .iter()
            .filter_map(|number| proposals.get(*number))
            .map(|proposal| Ref::Proposal(proposal.id.clone()))
            .collect();
        self.links_ui(ui, panels::PROPOSES, &sponsored);
        self.answers_ui(ui);
        self.links_ui(ui, panels::ASKED_BY, &mentions.asked_by);
        self.links_ui(ui, panels::OUTCOMES, &mentions.outcomes);
        self.links_ui(ui, panels::ROUNDS, &mentions.rounds);
        self.keep("", &party.extra);
    }

    fn delegate_ui(&mut self, ui: &mut Ui, delegate: &Delegate) {
        long_text_ui(ui, &delegate.name, &self.palette.strong_label());
        if let Some(title) = &delegate.title {
            long_text_ui(ui, title, &self.small());
        }
        if !delegate.also_written.is_empty() {
            long_text_ui(ui, &panels::also_written(&delegate.also_written), &self.palette.label());
        }
        ui.add_space(UNIT);
        self.keep(&delegate.name, &delegate.extra);
    }

    fn positions_by_axis_ui(&mut self, ui: &mut Ui) {
        let mentions = self.mentions;
        let case = self.snapshot.case();
        if mentions.by_axis.is_empty() {
            section_ui(ui, panels::POSITIONS, None);
            self.quiet_ui(ui, terms::NO_POSITION);
        }
        for (axis, numbers) in &mentions.by_axis {
            let axis = axis.and_then(|axis| case.axes.get(axis));
            let name = axis.map_or(screen::NO_AXIS, |axis| &axis.name);
            section_ui(ui, &panels::positions_on_axis(name), Some(numbers.len()));
            rows_ui(ui, numbers.len(), ROW, |ui, row, rect| {
                let Some(position) = numbers.get(row).and_then(|number| self.snapshot.numbered(*number)) else {
                    return;
                };
                let target = Ref::Position(position.id.clone());
                let spoken = names::of(self.snapshot, &target).spoken();
                let issue =
                    self.snapshot.issue(&position.issue).map_or(position.issue.as_str(), |it| names::short_issue(it));
                let head = panels::stand_on(self.snapshot, issue, position);
                let place = UiBuilder::new().id_salt((name, row)).max_rect(rect);
                ui.scope_builder(place, |ui| {
                    let link = Link::new(&head, &position.text).mark(Some(Mark::Kind(&position.kind)));
                    if link.name(&spoken).rows(1).show(ui).clicked() {
                        self.out.push(Request::Select(target));
                    }
                });
            });
        }
    }

    /// What the party answers to proposals.
    fn answers_ui(&mut self, ui: &mut Ui) {
        let answers = &self.mentions.answers;
        let proposals = &self.snapshot.case().proposals;
        if answers.is_empty() {
            return;
        }
        section_ui(ui, panels::ANSWERS, Some(answers.len()));
        stepped_ui(ui, "answers", answers.len(), |ui, number| {
            let Some((proposal, response)) = answers.get(number) else { return };
            let Some(proposal) = proposals.get(*proposal) else { return };
            let Some(response) = proposal.responses.get(*response) else { return };
            let head = panels::sentence(terms::stance(&response.stance));
            self.record_link_in_ui(ui, &Ref::Proposal(proposal.id.clone()), &head);
        });
    }
}
