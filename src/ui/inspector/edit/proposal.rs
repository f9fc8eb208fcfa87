//! The forms of proposals, with their terms and answers, and of outcomes.

use egui::Ui;

use super::parts::{conditions_ui, evidence_ui, extra_ui, extras_ui, picked};
use crate::case::{Extra, IssueId, Outcome, PartyId, Proposal, ProposalResponse, Ref, Stance, Term, Visibility};
use crate::safe::own;
use crate::ui::form::{Among, At, Entries, Form, Size, Word};
use crate::ui::widgets::section::section_ui;
use crate::words::form::{self as words, label, noun};
use crate::words::{names, panels, screen, terms};

pub(super) fn proposal_visibility_ui(form: &mut Form<'_>, ui: &mut Ui, proposal: &mut Proposal) {
    let field = At::record().field("visibility", label::VISIBILITY);
    form.visibility_ui(ui, &field, &mut proposal.visibility, &Visibility::Public);
}

pub(super) fn proposal_ui(form: &mut Form<'_>, ui: &mut Ui, proposal: &mut Proposal) {
    let at = At::record();
    form.text_ui(ui, &at.field("title", label::TITLE), &mut proposal.title, Size::Line);
    form.text_ui(ui, &at.field("text", label::TEXT), &mut proposal.text, Size::Main);
    form.party_ui(ui, &at.field("sponsor", label::SPONSOR), &mut proposal.sponsor);
    form.choice_ui(ui, &at.field("status", screen::STATUS), &mut proposal.status, Word::new(terms::proposal_status));
    terms_ui(form, ui, &at, &mut proposal.terms);
    answers_ui(form, ui, &at, &mut proposal.responses);
    evidence_ui(form, ui, &at, "evidence", &mut proposal.evidence);
    ui.add_space(crate::ui::theme::INSET);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Proposal(proposal.id.clone()));
    extras_ui(ui, &proposal.extra);
}

fn terms_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, list: &mut Vec<Term>) {
    let snapshot = form.snapshot;
    section_ui(ui, panels::TERMS, Some(list.len()));
    let head =
        |term: &Term| snapshot.issue(&term.issue).map_or_else(|| term.issue.to_string(), |issue| names::issue(issue));
    let entries = Entries { folds: true, ..Entries::new("terms", noun::TERM) };
    form.entries_ui(ui, at, entries, list, head, |form, ui, at, term| {
        form.text_ui(ui, &at.field("text", label::TEXT), &mut term.text, Size::Text);
        if form.issue_ui(ui, &at.field("issue", panels::ISSUE), &mut term.issue) {
            term.option = None;
        }
        form.option_ui(ui, &at.field("option", panels::OPTION), &term.issue, &mut term.option);
        extra_ui(ui, &term.extra);
    });
    let field = at.field("terms", panels::TERMS);
    let pick = form.add_pick_ui(ui, &field, words::ADD_TERM, Among::Issues);
    if let Some(issue) = picked(pick, issue) {
        form.added(ui, at, "terms", list.len());
        list.push(Term { issue, option: None, text: String::new(), extra: Extra::default() });
    }
}

fn answers_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, list: &mut Vec<ProposalResponse>) {
    let snapshot = form.snapshot;
    section_ui(ui, panels::ANSWERS, Some(list.len()));
    let head = |response: &ProposalResponse| {
        format!("{} · {}", own(names::party_label(snapshot, &response.party)), terms::stance(&response.stance))
    };
    let entries = Entries { folds: true, ..Entries::new("responses", noun::ANSWER) };
    form.entries_ui(ui, at, entries, list, head, |form, ui, at, response| {
        form.choice_ui(ui, &at.field("stance", label::STANCE), &mut response.stance, Word::new(terms::stance));
        form.party_ui(ui, &at.field("party", panels::PARTY), &mut response.party);
        form.optional_text_ui(ui, &at.field("text", label::TEXT), &mut response.text, Size::Text);
        conditions_ui(form, ui, at, &mut response.conditions);
        evidence_ui(form, ui, at, "evidence", &mut response.evidence);
        extra_ui(ui, &response.extra);
    });
    let field = at.field("responses", panels::ANSWERS);
    let pick = form.add_pick_ui(ui, &field, words::ADD_ANSWER, Among::Parties);
    if let Some(party) = picked(pick, party) {
        form.added(ui, at, "responses", list.len());
        list.push(ProposalResponse {
            party,
            stance: Stance::Unknown,
            text: None,
            conditions: Vec::new(),
            evidence: Vec::new(),
            extra: Extra::default(),
        });
    }
}

pub(super) fn outcome_visibility_ui(form: &mut Form<'_>, ui: &mut Ui, outcome: &mut Outcome) {
    let field = At::record().field("visibility", label::VISIBILITY);
    form.visibility_ui(ui, &field, &mut outcome.visibility, &Visibility::Public);
}

pub(super) fn outcome_ui(form: &mut Form<'_>, ui: &mut Ui, outcome: &mut Outcome) {
    let at = At::record();
    form.text_ui(ui, &at.field("title", label::TITLE), &mut outcome.title, Size::Line);
    form.text_ui(ui, &at.field("text", label::TEXT), &mut outcome.text, Size::Main);
    form.choice_ui(ui, &at.field("state", panels::STATE), &mut outcome.state, Word::new(terms::outcome_state));
    form.optional_date_ui(ui, &at.field("date", panels::DATE), &mut outcome.date);
    section_ui(ui, panels::PARTIES, Some(outcome.parties.len()));
    let entries = Entries::new("parties", noun::PARTY);
    form.entries_ui(
        ui,
        &at,
        entries,
        &mut outcome.parties,
        |_| String::new(),
        |form, ui, at, id| {
            form.party_ui(ui, &at.itself(), id);
        },
    );
    let pick = form.add_pick_ui(ui, &at.field("parties", panels::PARTIES), &words::add(noun::PARTY), Among::Parties);
    outcome.parties.extend(picked(pick, party));
    section_ui(ui, panels::ISSUES, Some(outcome.issues.len()));
    let entries = Entries::new("issues", noun::ISSUE);
    form.entries_ui(
        ui,
        &at,
        entries,
        &mut outcome.issues,
        |_| String::new(),
        |form, ui, at, id| {
            form.issue_ui(ui, &at.itself(), id);
        },
    );
    let pick = form.add_pick_ui(ui, &at.field("issues", panels::ISSUES), &words::add(noun::ISSUE), Among::Issues);
    outcome.issues.extend(picked(pick, issue));
    evidence_ui(form, ui, &at, "evidence", &mut outcome.evidence);
    ui.add_space(crate::ui::theme::INSET);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Outcome(outcome.id.clone()));
    extras_ui(ui, &outcome.extra);
}

pub(super) fn party(target: Ref) -> Option<PartyId> {
    if let Ref::Party(id) = target { Some(id) } else { None }
}

fn issue(target: Ref) -> Option<IssueId> {
    if let Ref::Issue(id) = target { Some(id) } else { None }
}
