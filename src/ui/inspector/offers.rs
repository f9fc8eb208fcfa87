//! The pages of proposals and outcomes.

use egui::Ui;

use super::page::Page;
use crate::case::{Outcome, Proposal, ProposalResponse, Ref};
use crate::ui::text::text_ui;
use crate::ui::theme::{GAP, INSET, UNIT};
use crate::ui::widgets::section::{fact_text_ui, fact_ui, hairline_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{names, panels, screen, terms};

impl Page<'_> {
    pub(super) fn proposal_ui(&mut self, ui: &mut Ui, proposal: &Proposal) {
        self.visibility_tag_ui(ui, proposal.visibility());
        self.title_ui(ui, &proposal.title);
        long_text_ui(ui, &proposal.text, &self.palette.text());
        ui.add_space(UNIT);
        fact_ui(ui, panels::SPONSOR, |ui| {
            let name = names::party_label(self.snapshot, &proposal.sponsor);
            self.word_link_ui(ui, name, &Ref::Party(proposal.sponsor.clone()));
        });
        fact_text_ui(ui, screen::STATUS, terms::proposal_status(&proposal.status));
        fact_text_ui(ui, screen::VISIBILITY, panels::visibility(proposal.visibility()));
        if !proposal.terms.is_empty() {
            section_ui(ui, panels::TERMS, Some(proposal.terms.len()));
            stepped_ui(ui, "terms", proposal.terms.len(), |ui, number| {
                let Some(term) = proposal.terms.get(number) else { return };
                self.issue_link_ui(ui, &term.issue);
                long_text_ui(ui, &term.text, &self.small());
                if let Some(option) = &term.option {
                    fact_ui(ui, panels::OPTION, |ui| self.option_words_ui(ui, &term.issue, option));
                }
                ui.add_space(INSET);
                self.keep(panels::TERMS, &term.extra);
            });
        }
        if !proposal.responses.is_empty() {
            section_ui(ui, panels::ANSWERS, Some(proposal.responses.len()));
            stepped_ui(ui, "answers", proposal.responses.len(), |ui, number| {
                let Some(response) = proposal.responses.get(number) else { return };
                if number > 0 {
                    ui.add_space(GAP - UNIT);
                    hairline_ui(ui);
                    ui.add_space(GAP - UNIT);
                }
                ui.push_id(number, |ui| self.response_ui(ui, response));
            });
        }
        self.evidence_or_none_ui(ui, &proposal.evidence);
        self.dependents_ui(ui);
        self.keep("", &proposal.extra);
    }

    fn response_ui(&mut self, ui: &mut Ui, response: &ProposalResponse) {
        let name = names::party_label(self.snapshot, &response.party).to_owned();
        self.party_head_ui(ui, &response.party, |page, ui| {
            let look = page.palette.strong_label();
            text_ui(ui, &panels::sentence(terms::stance(&response.stance)), &look);
        });
        if let Some(text) = &response.text {
            long_text_ui(ui, text, &self.small());
        }
        self.conditions_ui(ui, &response.conditions, &name);
        self.evidence_entries_ui(ui, &response.evidence, &name);
        self.keep(&name, &response.extra);
    }

    pub(super) fn outcome_ui(&mut self, ui: &mut Ui, outcome: &Outcome) {
        self.visibility_tag_ui(ui, outcome.visibility());
        self.title_ui(ui, &outcome.title);
        long_text_ui(ui, &outcome.text, &self.palette.text());
        ui.add_space(UNIT);
        fact_text_ui(ui, panels::STATE, terms::outcome_state(&outcome.state));
        if let Some(date) = &outcome.date {
            fact_text_ui(ui, panels::DATE, &terms::date(date));
        }
        fact_text_ui(ui, screen::VISIBILITY, panels::visibility(outcome.visibility()));
        let parties: Vec<Ref> = outcome.parties.iter().cloned().map(Ref::Party).collect();
        self.links_ui(ui, panels::PARTIES, &parties);
        let issues: Vec<Ref> = outcome.issues.iter().cloned().map(Ref::Issue).collect();
        self.links_ui(ui, panels::ISSUES, &issues);
        self.evidence_or_none_ui(ui, &outcome.evidence);
        self.dependents_ui(ui);
        self.keep("", &outcome.extra);
    }
}
