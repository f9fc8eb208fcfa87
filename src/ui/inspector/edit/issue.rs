//! The form of an issue, and of its options in order.

use egui::{Id, Ui};

use super::parts::{evidence_ui, extra_ui, extras_ui, picked};
use crate::case::{AxisId, Evidence, Extra, Issue, IssueOption, Kind, OptionId, Ref, Status};
use crate::command::Request;
use crate::edit::{self, References};
use crate::ui::form::{Among, At, Entries, Form, Size, Word};
use crate::ui::theme;
use crate::ui::widgets::link::Mark;
use crate::ui::widgets::section::{quiet_button_ui, section_ui};
use crate::words::form::{self as words, label, noun};
use crate::words::{panels, screen, terms};

pub(super) fn issue_ui(form: &mut Form<'_>, ui: &mut Ui, issue: &mut Issue) {
    let at = At::record();
    form.text_ui(ui, &at.field("title", label::TITLE), &mut issue.title, Size::Line);
    let status = Word::explained(terms::status, panels::status_meaning).marked(|status: &Status| Mark::Status(status));
    let before = issue.status.clone();
    form.choice_ui(ui, &at.field("status", screen::STATUS), &mut issue.status, status);
    former_ui(form, ui, issue, before);
    form.optional_text_ui(ui, &at.field("question", label::QUESTION), &mut issue.question, Size::Text);
    options_ui(form, ui, &at, issue);
    evidence_ui(form, ui, &at, "status_evidence", &mut issue.status_evidence);
    section_ui(ui, panels::ABOUT_THE_ISSUE, None);
    form.optional_text_ui(ui, &at.field("background", label::BACKGROUND), &mut issue.background, Size::Text);
    axis_ui(form, ui, &at, &mut issue.axis);
    let number = at.field("number", label::NUMBER);
    form.hinted_text_ui(ui, &number, &mut issue.number, Size::Line, words::ISSUE_NUMBER_HINT);
    form.strings_ui(ui, &at, "tags", noun::TAG, &mut issue.tags);
    form.id_ui(ui, &at.field("id", label::ID), &Ref::Issue(issue.id.clone()));
    extras_ui(ui, &issue.extra);
    positions_ui(form, ui, issue);
}

/// What an issue's status rested on before it was set to another.
#[derive(Clone, Debug)]
struct Former {
    status: Status,
    evidence: Vec<Evidence>,
}

/// Asks of the evidence for the status of before whether it shows the new one; a new claim is never cited by silence.
fn former_ui(form: &mut Form<'_>, ui: &mut Ui, issue: &mut Issue, before: Status) {
    let id = Id::unique(("evidence for a former status", &issue.id));
    let known: Option<Former> = ui.data(|data| data.get_temp(id));
    let restated = (before != issue.status && !issue.status_evidence.is_empty())
        .then(|| Former { status: before, evidence: issue.status_evidence.clone() });
    let Some(former) = known.or(restated) else { return };
    let is_cited = |entry: &Evidence| former.evidence.contains(entry);
    let mut answered = former.status == issue.status || !issue.status_evidence.iter().any(is_cited);
    if !answered {
        let look = theme::colored(form.palette.label(), form.palette.ochre);
        let words = words::cited_for(terms::status(&former.status), terms::status(&issue.status));
        crate::ui::text::text_ui(ui, &words, &look);
        ui.horizontal_wrapped(|ui| {
            ui.spacing_mut().item_spacing.x = theme::EDGE;
            if quiet_button_ui(ui, words::REMOVE_FORMER_EVIDENCE).clicked() {
                issue.status_evidence.retain(|entry| !is_cited(entry));
                answered = true;
            }
            answered |= quiet_button_ui(ui, words::KEEP_FORMER_EVIDENCE).clicked();
        });
    }
    ui.data_mut(|data| {
        if answered {
            data.remove::<Former>(id);
        } else {
            data.insert_temp(id, former);
        }
    });
}

fn axis_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, axis: &mut AxisId) {
    let mut target = Some(Ref::Axis(axis.clone()));
    form.required_target_ui(ui, &at.field("axis", label::AXIS), &mut target, Among::Axes);
    if let Some(Ref::Axis(id)) = target {
        *axis = id;
    }
}

/// The options from pole to pole. One that a record names is only taken out once it is said what becomes of that.
fn options_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, issue: &mut Issue) {
    section_ui(ui, panels::OPTIONS, Some(issue.options.len()));
    let id = issue.id.clone();
    let entries = Entries { asks: true, folds: true, ..Entries::new("options", noun::OPTION) };
    let head = |option: &IssueOption| option.label.clone();
    let removed = form.entries_ui(ui, at, entries, &mut issue.options, head, |form, ui, at, option| {
        form.text_ui(ui, &at.field("label", label::LABEL), &mut option.label, Size::Line);
        form.optional_text_ui(ui, &at.field("about", label::ABOUT), &mut option.about, Size::Text);
        form.option_id_ui(ui, &at.field("id", label::ID), &id, &option.id);
        extra_ui(ui, &option.extra);
    });
    let asked = Id::unique(("option to be removed", &issue.id));
    if let Some((number, option)) = removed.and_then(|number| Some((number, issue.options.get(number)?.id.clone()))) {
        if edit::references_to_option(form.snapshot, &issue.id, &option).is_empty() {
            issue.options.remove(number);
        } else {
            ui.data_mut(|data| data.insert_temp(asked, option));
        }
    }
    if let Some(option) = ui.data(|data| data.get_temp::<OptionId>(asked)) {
        ask_ui(form, ui, issue, &option, asked);
    }
    if form.add_ui(ui, at, "options", issue.options.len(), &words::add(noun::OPTION)) {
        let id = edit::fresh_option(issue, "");
        issue.options.push(IssueOption { id, label: String::new(), about: None, extra: Extra::default() });
    }
}

/// Asks what becomes of the records that name an option.
fn ask_ui(form: &mut Form<'_>, ui: &mut Ui, issue: &Issue, option: &OptionId, asked: Id) {
    let Some(found) = issue.options.iter().find(|known| known.id == *option) else {
        ui.data_mut(|data| data.remove::<OptionId>(asked));
        return;
    };
    let count = edit::references_to_option(form.snapshot, &issue.id, option).len();
    ui.add_space(theme::UNIT);
    let look = theme::colored(form.palette.label(), form.palette.ink);
    crate::ui::text::text_ui(ui, &words::option_is_named(&found.label, count), &look);
    let mut answered = false;
    ui.horizontal_wrapped(|ui| {
        for (words, references) in [
            (words::REMOVE_WITH_REFERENCES, Some(References::Remove)),
            (words::KEEP_REFERENCES, Some(References::Keep)),
            (words::CANCEL, None),
        ] {
            if quiet_button_ui(ui, words).clicked() {
                answered = true;
                let edit = references.and_then(|it| edit::remove_option(form.snapshot, &issue.id, option, it));
                form.out.extend(edit.map(|edit| Request::Edit(Box::new(edit))));
            }
        }
    });
    if answered {
        ui.data_mut(|data| data.remove::<OptionId>(asked));
    }
}

/// What is said on the issue, and a way to say more.
fn positions_ui(form: &mut Form<'_>, ui: &mut Ui, issue: &Issue) {
    let snapshot = form.snapshot;
    let positions: Vec<Ref> = snapshot.positions_on(&issue.id).map(|it| Ref::Position(it.id.clone())).collect();
    section_ui(ui, panels::POSITIONS, Some(positions.len()));
    super::links_ui(form, ui, "positions", &positions);
    let field = At::record().field("positions", panels::POSITIONS);
    let pick = form.add_pick_ui(ui, &field, words::ADD_POSITION, Among::Parties);
    let party = picked(pick, |target| if let Ref::Party(id) = target { Some(id) } else { None });
    if let Some(party) = party {
        let (edit, _) = edit::add_position(snapshot, &party, &issue.id, Kind::Demand);
        form.add(edit);
    }
}
