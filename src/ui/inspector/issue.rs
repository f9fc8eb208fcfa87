//! The page of an issue: what is asked, where it stands, and what each party says on it.

use egui::{Sense, Ui, vec2};

use super::blocks::tags_ui;
use super::page::Page;
use crate::case::{Issue, IssueOption, PartyId, Ref};
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{GAP, UNIT};
use crate::ui::widgets::link::MARK_ROOM;
use crate::ui::widgets::marks::paint_rule;
use crate::ui::widgets::section::{fact_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{names, panels, screen, terms};

impl Page<'_> {
    pub(super) fn issue_ui(&mut self, ui: &mut Ui, issue: &Issue) {
        let axis = self.snapshot.axis(&issue.axis).map_or(screen::NO_AXIS, |axis| &axis.name);
        self.caps_link_ui(ui, axis, &Ref::Axis(issue.axis.clone()));
        self.issue_title_ui(ui, issue);
        self.status_ui(ui, &issue.status);
        ui.add_space(UNIT);
        if let Some(question) = &issue.question {
            long_text_ui(ui, question, &self.palette.text());
            ui.add_space(UNIT);
        }
        if let Some(background) = &issue.background {
            long_text_ui(ui, background, &self.small());
        }
        tags_ui(ui, &issue.tags);
        self.evidence_list_ui(ui, panels::STATUS_EVIDENCE, &issue.status_evidence, panels::STATUS_EVIDENCE);
        self.options_ui(ui, issue);
        self.positions_ui(ui);
        self.terms_on_ui(ui, issue);
        let mentions = self.mentions;
        self.links_ui(ui, panels::OUTCOMES, &mentions.outcomes);
        self.dependents_ui(ui);
        self.keep("", &issue.extra);
    }

    /// The options from pole to pole, each with who wants, would accept or refuses it now.
    fn options_ui(&mut self, ui: &mut Ui, issue: &Issue) {
        if issue.options.is_empty() {
            return;
        }
        section_ui(ui, panels::OPTIONS, Some(issue.options.len()));
        stepped_ui(ui, "options", issue.options.len(), |ui, number| {
            let Some(option) = issue.options.get(number) else { return };
            ui.horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = 0.0;
                let place = (number + 1).to_string();
                let laid = Text::new(&place, &self.palette.label()).layout(ui.ctx(), f32::INFINITY);
                let (rect, _) = ui.allocate_exact_size(vec2(MARK_ROOM, laid.size().y), Sense::hover());
                laid.paint(ui.painter(), rect.min);
                ui.vertical(|ui| {
                    ui.spacing_mut().item_spacing.y = 2.0;
                    self.option_ui(ui, option, number);
                });
            });
            ui.add_space(UNIT);
            self.keep(&option.label, &option.extra);
        });
    }

    fn option_ui(&mut self, ui: &mut Ui, option: &IssueOption, number: usize) {
        long_text_ui(ui, &option.label, &self.palette.strong_label());
        if let Some(about) = &option.about {
            long_text_ui(ui, about, &self.palette.label());
        }
        let mentions = self.mentions;
        let case = self.snapshot.case();
        let stands = mentions.stands.get(number).map_or(&[][..], Vec::as_slice);
        let found = mentions.terms.iter().filter_map(|(proposal, term)| {
            let proposal = case.proposals.get(*proposal)?;
            (proposal.terms.get(*term)?.option.as_ref() == Some(&option.id)).then_some(proposal)
        });
        let proposals: Vec<_> = found.collect();
        if stands.is_empty() && proposals.is_empty() {
            self.quiet_ui(ui, panels::NOBODY);
        }
        ui.push_id(number, |ui| {
            stepped_ui(ui, "stands", stands.len(), |ui, number| {
                let Some(position) = stands.get(number).and_then(|number| self.snapshot.numbered(*number)) else {
                    return;
                };
                let words = panels::stands(
                    names::party_label(self.snapshot, &position.party),
                    &position.kind,
                    !position.conditions.is_empty(),
                    position.visibility(),
                );
                self.short_link_ui(ui, &Ref::Position(position.id.clone()), &words);
            });
            stepped_ui(ui, "proposals", proposals.len(), |ui, number| {
                let Some(proposal) = proposals.get(number) else { return };
                let words = panels::proposed_by(names::party_label(self.snapshot, &proposal.sponsor));
                self.short_link_ui(ui, &Ref::Proposal(proposal.id.clone()), &words);
            });
        });
    }

    /// The positions party by party, in the parties' order.
    fn positions_ui(&mut self, ui: &mut Ui) {
        let mentions = self.mentions;
        let snapshot = self.snapshot;
        section_ui(ui, panels::POSITIONS, Some(mentions.positions.len()));
        if mentions.positions.is_empty() {
            self.quiet_ui(ui, terms::NO_POSITION);
        }
        let position = |number: usize| mentions.positions.get(number).and_then(|number| snapshot.numbered(*number));
        stepped_ui(ui, "positions", mentions.positions.len(), |ui, number| {
            let Some(position_here) = position(number) else { return };
            let before = number.checked_sub(1).and_then(position);
            if before.is_none_or(|before| before.party != position_here.party) {
                if before.is_some() {
                    ui.add_space(UNIT);
                }
                self.party_line_ui(ui, &position_here.party);
            }
            let head = panels::version_head(self.snapshot, position_here);
            self.record_link_in_ui(ui, &Ref::Position(position_here.id.clone()), &head);
        });
    }

    /// What is on the table on this issue.
    fn terms_on_ui(&mut self, ui: &mut Ui, issue: &Issue) {
        let mentions = self.mentions;
        let case = self.snapshot.case();
        if mentions.terms.is_empty() {
            return;
        }
        section_ui(ui, screen::PROPOSALS, Some(mentions.terms.len()));
        stepped_ui(ui, "terms", mentions.terms.len(), |ui, number| {
            let Some((proposal, term)) = mentions.terms.get(number) else { return };
            let Some(proposal) = case.proposals.get(*proposal) else { return };
            let Some(term) = proposal.terms.get(*term) else { return };
            self.record_link_ui(ui, &Ref::Proposal(proposal.id.clone()));
            long_text_ui(ui, &term.text, &self.small());
            if let Some(option) = &term.option {
                fact_ui(ui, panels::OPTION, |ui| self.option_words_ui(ui, &issue.id, option));
            }
            ui.add_space(GAP - UNIT);
        });
    }

    /// A party's name over what it says.
    pub(super) fn party_line_ui(&mut self, ui: &mut Ui, party: &PartyId) {
        let name = names::party_label(self.snapshot, party);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (rect, _) = ui.allocate_exact_size(vec2(10.0, 18.0), Sense::hover());
            if let Some(accent) = self.accent(party) {
                paint_rule(ui.painter(), rect.shrink2(vec2(0.0, 2.0)), accent);
            }
            text_ui(ui, name, &self.palette.strong_label());
        });
    }
}
