//! The form of the analyst's own judgement, on its own ground and apart from what is reported.

use egui::{Frame, Margin, Ui};
use serde_json::Number;

use super::parts::extra_ui;
use crate::case::{Assessment, IssueId, OptionId, PartyId, Ref, Visibility};
use crate::command::Request;
use crate::edit::{self, Key};
use crate::ui::form::{Among, At, Form, Size, Word};
use crate::ui::theme::{self, GAP, UNIT};
use crate::ui::widgets::section::{heading_ui, quiet_button_ui};
use crate::words::form::{self as words, label, noun};
use crate::words::{panels, terms};

/// The judgements on a record's page, and a way to add one.
pub(super) fn assessments_ui(form: &mut Form<'_>, ui: &mut Ui, target: &Ref) {
    let snapshot = form.snapshot;
    let (party, issue): (Option<PartyId>, Option<IssueId>) = match target {
        Ref::Party(id) => (Some(id.clone()), None),
        Ref::Issue(id) => (None, Some(id.clone())),
        Ref::Position(id) => {
            let Some(position) = snapshot.position(id) else { return };
            (Some(position.party.clone()), Some(position.issue.clone()))
        }
        _ => return,
    };
    let numbers = super::super::mentions::assessments(snapshot, target);
    ui.add_space(GAP);
    let frame = Frame::new().fill(form.palette.judgement).corner_radius(theme::CORNER);
    frame.inner_margin(Margin::same(12)).outer_margin(Margin::symmetric(-12, 0)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        heading_ui(ui, panels::ASSESSMENT);
        if numbers.is_empty() {
            form.hint_ui(ui, words::NO_ASSESSMENT);
        }
        for (nth, number) in numbers.iter().enumerate() {
            let name = format!("{} {}", noun::ASSESSMENT, nth + 1);
            ui.push_id(("assessment", number), |ui| assessment_ui(form, ui, *number, &name));
        }
        let add = ui.push_id("add assessment", |ui| add_ui(form, ui, party.as_ref(), issue.as_ref())).inner;
        if let Some(edit) = add {
            form.add(edit);
        }
    });
}

fn add_ui(form: &mut Form<'_>, ui: &mut Ui, party: Option<&PartyId>, issue: Option<&IssueId>) -> Option<edit::Edit> {
    let snapshot = form.snapshot;
    let party = if let Some(party) = party {
        quiet_button_ui(ui, words::ADD_ASSESSMENT).clicked().then(|| party.clone())?
    } else {
        let field = At::record().field("assessments", noun::ASSESSMENT);
        let pick = form.add_pick_ui(ui, &field, words::ADD_ASSESSMENT, Among::Parties);
        super::parts::picked(pick, super::proposal::party)?
    };
    let (edit, _) = edit::add_assessment(snapshot, &party, issue);
    Some(edit)
}

/// One judgement by its place in the list, and a way to take it out.
pub(super) fn assessment_ui(form: &mut Form<'_>, ui: &mut Ui, number: usize, name: &str) {
    let Some(assessment) = form.snapshot.case().assessments.get(number).cloned() else { return };
    let key = Key::Assessment(number);
    form.record_ui(ui, key.clone(), &assessment, |form, ui, assessment| {
        fields_ui(form, ui, assessment, &At::called(name.to_owned()));
    });
    if quiet_button_ui(ui, &words::remove_entry(name)).clicked() {
        form.out.push(Request::Remove(key));
    }
    ui.add_space(GAP);
}

fn fields_ui(form: &mut Form<'_>, ui: &mut Ui, assessment: &mut Assessment, at: &At) {
    ui.add_space(UNIT);
    let field = at.field("visibility", label::VISIBILITY);
    form.visibility_ui(ui, &field, &mut assessment.visibility, &Visibility::Internal);
    form.party_ui(ui, &at.field("party", panels::PARTY), &mut assessment.party);
    let mut issue = assessment.issue.clone().map(Ref::Issue);
    form.target_ui(ui, &at.field("issue", panels::ISSUE), &mut issue, Among::Issues);
    assessment.issue = match issue {
        Some(Ref::Issue(id)) => Some(id),
        _ => None,
    };
    form.pair_ui(ui, |form, left, right| {
        form.number_ui(left, &at.field("weight", panels::WEIGHT), &mut assessment.weight);
        let confidence = Word::new(terms::confidence);
        let field = at.field("confidence", panels::CONFIDENCE);
        form.optional_choice_ui(right, &field, &mut assessment.confidence, confidence);
    });
    values_ui(form, ui, assessment, at);
    form.optional_text_ui(ui, &at.field("walk_away", label::WALK_AWAY), &mut assessment.walk_away, Size::Text);
    form.optional_text_ui(ui, &at.field("rationale", label::RATIONALE), &mut assessment.rationale, Size::Text);
    extra_ui(ui, &assessment.extra);
}

/// What each option of the issue is worth to the party; values of options that it does not have are kept.
fn values_ui(form: &mut Form<'_>, ui: &mut Ui, assessment: &mut Assessment, at: &At) {
    let snapshot = form.snapshot;
    let issue = assessment.issue.as_ref().and_then(|issue| snapshot.issue(issue));
    let options = issue.map_or(&[][..], |issue| &issue.options);
    let values = &mut assessment.values.0;
    let unknown: Vec<OptionId> =
        values.iter().map(|(id, _)| id.clone()).filter(|id| !options.iter().any(|it| it.id == *id)).collect();
    if options.is_empty() && unknown.is_empty() {
        return;
    }
    form.hint_ui(ui, panels::VALUES);
    let known = options.iter().map(|option| (option.id.clone(), option.label.clone()));
    let unknown = unknown.into_iter().map(|id| (id.clone(), words::unknown_option(id.as_str())));
    for (id, option) in known.chain(unknown) {
        let at_now = values.iter().position(|(known, _)| *known == id);
        let mut value: Option<Number> = at_now.and_then(|at| values.get(at)).map(|(_, value)| value.clone());
        let field = at.value("values", id.as_str(), words::value_of(&option)).labeled(&option);
        let before = value.clone();
        form.number_ui(ui, &field, &mut value);
        match (at_now, value) {
            (_, value) if value == before => {}
            (Some(at), Some(value)) => {
                if let Some(entry) = values.get_mut(at) {
                    entry.1 = value;
                }
            }
            (Some(at), None) => drop(values.remove(at)),
            (None, Some(value)) => values.push((id, value)),
            (None, None) => {}
        }
    }
}
