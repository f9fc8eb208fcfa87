//! The form of a position.

use egui::Ui;

use super::parts::{conditions_ui, evidence_ui, extras_ui};
use crate::case::{Kind, Position, Ref, Visibility};
use crate::ui::form::{Among, At, Form, Size, Word};
use crate::ui::widgets::link::Mark;
use crate::ui::widgets::section::section_ui;
use crate::words::form::{label, noun};
use crate::words::{panels, terms};

pub(super) fn visibility_ui(form: &mut Form<'_>, ui: &mut Ui, position: &mut Position) {
    let field = At::record().field("visibility", label::VISIBILITY);
    form.visibility_ui(ui, &field, &mut position.visibility, &Visibility::Public);
}

pub(super) fn position_ui(form: &mut Form<'_>, ui: &mut Ui, position: &mut Position) {
    let at = At::record();
    form.record_trouble_ui(ui);
    form.text_ui(ui, &at.field("text", label::TEXT), &mut position.text, Size::Main);
    let kind = Word::explained(terms::kind, terms::kind_meaning).marked(|kind: &Kind| Mark::Kind(kind));
    form.choice_ui(ui, &at.field("kind", label::KIND), &mut position.kind, kind);
    form.party_ui(ui, &at.field("party", panels::PARTY), &mut position.party);
    let known = |form: &Form<'_>, position: &Position| {
        form.snapshot.issue(&position.issue).map(|issue| issue.options.clone()).unwrap_or_default()
    };
    let before = known(form, position);
    if form.issue_ui(ui, &at.field("issue", panels::ISSUE), &mut position.issue) {
        // The options of the issue before mean nothing here, unless this one has them as well.
        let after = known(form, position);
        let has = |options: &[crate::case::IssueOption], id| options.iter().any(|option| option.id == id);
        position.options.retain(|id| has(&after, id.clone()) || !has(&before, id.clone()));
    }
    let options = known(form, position);
    let field = at.field("options", panels::OPTIONS).labeled(panels::options_label(&position.kind));
    form.options_ui(ui, &field, &options, &mut position.options);
    conditions_ui(form, ui, &at, &mut position.conditions);
    evidence_ui(form, ui, &at, "evidence", &mut position.evidence);
    section_ui(ui, panels::ABOUT_THE_POSITION, None);
    form.pair_ui(ui, |form, left, right| {
        let basis = Word::new(crate::case::Basis::as_str);
        form.optional_choice_ui(left, &at.field("basis", label::BASIS), &mut position.basis, basis);
        let firmness = Word::new(panels::firmness);
        form.optional_choice_ui(right, &at.field("firmness", panels::FIRMNESS), &mut position.firmness, firmness);
    });
    form.pair_ui(ui, |form, left, right| {
        form.moment_ui(left, &at.field("since", panels::SINCE), &mut position.since);
        form.moment_ui(right, &at.field("until", panels::UNTIL), &mut position.until);
    });
    let mut replaces = position.replaces.clone().map(Ref::Position);
    let among = Among::PositionsOf(&position.party, &position.id);
    form.target_ui(ui, &at.field("replaces", label::REPLACES), &mut replaces, among);
    position.replaces = match replaces {
        Some(Ref::Position(id)) => Some(id),
        _ => None,
    };
    form.strings_ui(ui, &at, "tags", noun::TAG, &mut position.tags);
    form.optional_text_ui(ui, &at.field("comment", label::COMMENT), &mut position.comment, Size::Text);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Position(position.id.clone()));
    extras_ui(ui, &position.extra);
}
