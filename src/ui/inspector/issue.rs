//! The page of an issue: what is asked, where it stands, and what each party says on it.

use egui::Ui;

use super::page::Page;
use crate::case::{Issue, IssueOption, PartyId, Position, Ref};
use crate::ui::text::text_ui;
use crate::ui::theme::{GAP, UNIT};
use crate::ui::widgets::section::{fact_text_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{names, panels, screen, terms};

impl Page<'_> {
    pub(super) fn issue_ui(&mut self, ui: &mut Ui, issue: &Issue) {
        let axis = self.snapshot.axis(&issue.axis).map_or(screen::NO_AXIS, |axis| &axis.name);
        self.caps_link_ui(ui, axis, &Ref::Axis(issue.axis.clone()));
        self.title_ui(ui, &names::issue(issue));
        self.status_ui(ui, &issue.status);
        ui.add_space(UNIT);
        if let Some(question) = &issue.question {
            long_text_ui(ui, question, &self.palette.text());
            ui.add_space(UNIT);
        }
        if let Some(background) = &issue.background {
            long_text_ui(ui, background, &self.small());
        }
        self.tags_ui(ui, &issue.tags);
        self.evidence_list_ui(ui, panels::STATUS_EVIDENCE, &issue.status_evidence, panels::STATUS_EVIDENCE);
        let positions: Vec<&Position> = self.snapshot.positions_on(&issue.id).map(|position| &**position).collect();
        self.options_ui(ui, issue, &positions);
        self.positions_ui(ui, &positions);
        self.terms_on_ui(ui, issue);
        let target = Ref::Issue(issue.id.clone());
        let outcomes: Vec<Ref> =
            self.snapshot.dependents(&target).iter().filter(|from| matches!(from, Ref::Outcome(_))).cloned().collect();
        self.links_ui(ui, panels::OUTCOMES, &outcomes);
        self.dependents_ui(ui, &target);
        self.keep("", &issue.extra);
    }

    /// The options from pole to pole, each with who wants, would accept or refuses it now.
    fn options_ui(&mut self, ui: &mut Ui, issue: &Issue, positions: &[&Position]) {
        if issue.options.is_empty() {
            return;
        }
        section_ui(ui, panels::OPTIONS, Some(issue.options.len()));
        stepped_ui(ui, "options", issue.options.len(), |ui, number| {
            let Some(option) = issue.options.get(number) else { return };
            self.option_ui(ui, option, number, positions);
        });
    }

    fn option_ui(&mut self, ui: &mut Ui, option: &IssueOption, number: usize, positions: &[&Position]) {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let place = (number + 1).to_string();
            let look = self.palette.label();
            let laid = crate::ui::text::Text::new(&place, &look).layout(ui.ctx(), f32::INFINITY);
            let (rect, _) = ui.allocate_exact_size(egui::vec2(20.0, laid.size().y), egui::Sense::hover());
            laid.paint(ui.painter(), rect.min);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                long_text_ui(ui, &option.label, &self.palette.strong_label());
                if let Some(about) = &option.about {
                    long_text_ui(ui, about, &self.palette.label());
                }
                let standing = |position: &&&Position| {
                    position.options.contains(&option.id)
                        && position.until.is_none()
                        && self.snapshot.replaced_by(&position.id).next().is_none()
                };
                let wanting: Vec<Ref> =
                    positions.iter().filter(standing).map(|position| Ref::Position(position.id.clone())).collect();
                if wanting.is_empty() {
                    self.quiet_ui(ui, panels::NOBODY);
                }
                stepped_ui(ui, option.id.as_str(), wanting.len(), |ui, number| {
                    let Some(target) = wanting.get(number) else { return };
                    self.stand_link_ui(ui, target);
                });
            });
        });
        ui.add_space(UNIT);
        self.keep(&option.label, &option.extra);
    }

    /// Who says it and whether it is wanted, accepted or refused, in one line.
    fn stand_link_ui(&mut self, ui: &mut Ui, target: &Ref) {
        let Ref::Position(id) = target else { return };
        let Some(position) = self.snapshot.position(id) else { return };
        let head = panels::stands(
            names::party_label(self.snapshot, &position.party),
            &position.kind,
            !position.conditions.is_empty(),
            position.visibility(),
        );
        self.short_link_ui(ui, target, &head);
    }

    /// The positions party by party, in the parties' order.
    fn positions_ui(&mut self, ui: &mut Ui, positions: &[&Position]) {
        let count = (positions.len() > 1).then_some(positions.len());
        section_ui(ui, panels::POSITIONS, count);
        if positions.is_empty() {
            self.quiet_ui(ui, terms::NO_POSITION);
            return;
        }
        let mut sorted = positions.to_vec();
        let place = |party: &PartyId| self.snapshot.party_number(party).unwrap_or(usize::MAX);
        sorted.sort_by_key(|position| place(&position.party));
        stepped_ui(ui, "positions", sorted.len(), |ui, number| {
            let Some(position) = sorted.get(number) else { return };
            let before = number.checked_sub(1).and_then(|before| sorted.get(before));
            if before.is_none_or(|before| before.party != position.party) {
                if before.is_some() {
                    ui.add_space(UNIT);
                }
                self.party_line_ui(ui, &position.party);
            }
            let head = panels::version_head(self.snapshot, position);
            self.record_link_in_ui(ui, &Ref::Position(position.id.clone()), Some(&head));
        });
    }

    /// What is on the table on this issue.
    fn terms_on_ui(&mut self, ui: &mut Ui, issue: &Issue) {
        let snapshot = self.snapshot;
        let proposals = snapshot.dependents(&Ref::Issue(issue.id.clone())).iter().filter_map(|from| match from {
            Ref::Proposal(id) => snapshot.proposal(id),
            _ => None,
        });
        let terms: Vec<_> = proposals
            .flat_map(|proposal| proposal.terms.iter().map(move |term| (proposal, term)))
            .filter(|(_, term)| term.issue == issue.id)
            .collect();
        if terms.is_empty() {
            return;
        }
        section_ui(ui, screen::PROPOSALS, Some(terms.len()));
        stepped_ui(ui, "terms", terms.len(), |ui, number| {
            let Some((proposal, term)) = terms.get(number) else { return };
            self.record_link_ui(ui, &Ref::Proposal(proposal.id.clone()));
            long_text_ui(ui, &term.text, &self.small());
            if let Some(option) = &term.option {
                fact_text_ui(ui, panels::OPTION, &self.option_words(&issue.id, option));
            }
            ui.add_space(GAP - UNIT);
        });
    }

    /// A party's name over what it says.
    pub(super) fn party_line_ui(&mut self, ui: &mut Ui, party: &PartyId) {
        let name = names::party_label(self.snapshot, party);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let (rect, _) = ui.allocate_exact_size(egui::vec2(10.0, 18.0), egui::Sense::hover());
            if let Some(accent) = self.accent(party) {
                crate::ui::widgets::marks::paint_rule(ui.painter(), rect.shrink2(egui::vec2(0.0, 2.0)), accent);
            }
            text_ui(ui, name, &self.palette.strong_label());
        });
    }
}
