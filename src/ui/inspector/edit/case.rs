//! The form of the case itself, and all its lists: from here every record can be reached and made.

use egui::{Id, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::parts::extras_ui;
use super::rows::rows_ui;
use crate::case::{Kind, Ref, Role as PartyRole};
use crate::edit::{self, Edit, Key, ListName};
use crate::safe::own;
use crate::ui::clock;
use crate::ui::form::{At, Form, Size};
use crate::ui::text::Text;
use crate::ui::theme::{self, CONTROL_HEIGHT, HAIRLINE, INSET};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::link::follow_focus;
use crate::words::form::{self as words, label};
use crate::words::panels;

/// The lists in the order in which a case is written down.
const LISTS: [ListName; 13] = [
    ListName::Party,
    ListName::Axis,
    ListName::Issue,
    ListName::Position,
    ListName::Proposal,
    ListName::Outcome,
    ListName::Round,
    ListName::Event,
    ListName::Source,
    ListName::Assessment,
    ListName::Note,
    ListName::Glossary,
    ListName::Log,
];

pub(super) fn case_ui(form: &mut Form<'_>, ui: &mut Ui) {
    let at = At::record();
    form.case_ui(ui, |form, ui, case| {
        form.text_ui(ui, &at.field("title", label::TITLE), &mut case.title, Size::Line);
        form.optional_text_ui(ui, &at.field("summary", label::SUMMARY), &mut case.summary, Size::Text);
        form.optional_date_ui(ui, &at.field("as_of", panels::AS_OF), &mut case.as_of);
        form.optional_text_ui(ui, &at.field("handling", panels::HANDLING), &mut case.handling, Size::Line);
        form.language_ui(ui, &at.field("language", panels::LANGUAGE), &mut case.language);
        ui.add_space(theme::GAP);
        for list in LISTS {
            list_ui(form, ui, list);
        }
        extras_ui(ui, &case.extra);
    });
}

/// Under which it is kept whether a list is unfolded.
pub(super) fn list_id(list: ListName) -> Id {
    Id::unique(("list of the form", list.key()))
}

/// One of the case's lists: its name and length, and its records once it is unfolded.
fn list_ui(form: &mut Form<'_>, ui: &mut Ui, list: ListName) {
    let count = list.len(form.snapshot.case());
    let id = list_id(list);
    let open = ui.data(|data| data.get_temp::<bool>(id)).unwrap_or(false);
    if head_ui(ui, id, words::list(list), count, open) {
        ui.data_mut(|data| data.insert_temp(id, !open));
    }
    form.list_trouble_ui(ui, &At::record(), list.key());
    if !open {
        return;
    }
    rows_ui(form, ui, list);
    if let Some(missing) = missing(form, list) {
        form.hint_ui(ui, missing);
    } else if let Some(words) = form.adding_ui(ui, &At::record(), list.key(), words::new_record(list))
        && let Some(edit) = added(form, list, &words)
    {
        form.add(edit);
    }
    ui.add_space(INSET);
}

/// The line of a list; true when it was pressed.
fn head_ui(ui: &mut Ui, id: Id, name: &str, count: usize, open: bool) -> bool {
    let palette = theme::Palette::of(ui);
    let (_, rect) = ui.allocate_space(vec2(ui.available_width(), CONTROL_HEIGHT + 4.0));
    let response = follow_focus(ui.interact(rect, id, Sense::click()));
    response.widget_info(|| {
        WidgetInfo::labeled(Role::DisclosureTriangle, ui.is_enabled(), panels::navigator_group(name, count))
    });
    ui.ctx().accesskit_node_builder(id, |node| node.set_expanded(open));
    if response.hovered() {
        ui.painter().rect_filled(rect.expand2(vec2(INSET, 0.0)), theme::CORNER, palette.hovered);
    }
    let icon = if open { Icon::Down } else { Icon::Right };
    paint_icon(ui.painter(), pos2(rect.left() + 6.0, rect.center().y), 8.0, icon, palette.second);
    let strong = palette.strong_label();
    let laid = Text::new(name, &strong).layout(ui.ctx(), f32::INFINITY);
    laid.paint(ui.painter(), pos2(rect.left() + 18.0, rect.center().y - laid.size().y / 2.0));
    let number = count.to_string();
    let laid = Text::new(&number, &palette.label()).layout(ui.ctx(), f32::INFINITY);
    laid.paint(ui.painter(), pos2(rect.right() - laid.size().x, rect.center().y - laid.size().y / 2.0));
    let line = egui::Stroke::new(HAIRLINE, palette.hairline);
    ui.painter().hline(rect.x_range(), rect.bottom(), line);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

/// What has to be there before a record of a list can be added.
fn missing(form: &Form<'_>, list: ListName) -> Option<&'static str> {
    let case = form.snapshot.case();
    match list {
        ListName::Issue if case.axes.is_empty() => Some(words::NEEDS_AXIS),
        ListName::Position if case.parties.is_empty() || case.issues.is_empty() => Some(words::NEEDS_PARTY_AND_ISSUE),
        ListName::Proposal | ListName::Assessment if case.parties.is_empty() => Some(words::NEEDS_PARTY),
        _ => None,
    }
}

/// The edit that adds a record to a list, of the words that it begins with.
///
/// What it must belong to besides is the first there is, and is chosen in its own form.
fn added(form: &Form<'_>, list: ListName, words: &str) -> Option<Edit> {
    let snapshot = form.snapshot;
    let case = snapshot.case();
    let party = case.parties.get(0).map(|party| party.id.clone());
    Some(match list {
        ListName::Party => edit::add_party(snapshot, words, PartyRole::Principal).0,
        ListName::Axis => edit::add_axis(snapshot, words).0,
        ListName::Issue => edit::add_issue(snapshot, &case.axes.get(0)?.id, None, words).0,
        ListName::Position => {
            let (edit, _) = edit::add_position(snapshot, &party?, &case.issues.get(0)?.id, Kind::Demand);
            with_field(edit, "text", words)?
        }
        ListName::Proposal => edit::add_proposal(snapshot, &party?, words).0,
        ListName::Outcome => edit::add_outcome(snapshot, words).0,
        ListName::Round => edit::add_round(snapshot, words).0,
        ListName::Event => {
            let date = case.as_of.clone().unwrap_or_else(clock::today);
            edit::add_event(snapshot, date, words).0
        }
        ListName::Source => edit::add_source(snapshot, words).0,
        ListName::Assessment => with_field(edit::add_assessment(snapshot, &party?, None).0, "rationale", words)?,
        ListName::Note => with_field(edit::add_note(snapshot, None).0, "text", words)?,
        ListName::Glossary => edit::add_glossary(snapshot, words).0,
        ListName::Log => edit::add_log(snapshot, &clock::now(), None, words).0,
    })
}

/// The edit with a text written into the record that it adds.
fn with_field(mut edit: Edit, field: &str, text: &str) -> Option<Edit> {
    let value = serde_json::to_string(text).ok()?;
    for change in &mut edit.changes {
        if let edit::Change::Insert { record, .. } = change {
            record.set_field(field, Some(&value)).ok()?;
        }
    }
    Some(edit)
}

/// What a record of a list is called in a line.
pub(super) fn called(form: &Form<'_>, key: &Key) -> String {
    use crate::words::names;
    let snapshot = form.snapshot;
    let case = snapshot.case();
    let words = match key {
        Key::Case => None,
        Key::Record(target) => Some(match target {
            Ref::Party(_) | Ref::Axis(_) | Ref::Round(_) | Ref::Proposal(_) | Ref::Outcome(_) => {
                names::of(snapshot, target).text
            }
            Ref::Event(id) => snapshot.event(id).map_or_else(String::new, |event| {
                format!("{} · {}", crate::words::terms::date(&event.date), own(&event.text))
            }),
            _ => names::of(snapshot, target).spoken(),
        }),
        Key::Assessment(at) => case.assessments.get(*at).map(|assessment| {
            let party = names::party_label(snapshot, &assessment.party);
            let issue = assessment
                .issue
                .as_ref()
                .map(|issue| snapshot.issue(issue).map_or_else(|| issue.to_string(), |issue| names::issue(issue)));
            issue.map_or_else(|| party.to_owned(), |issue| format!("{} · {issue}", own(party)))
        }),
        Key::Glossary(at) => case.glossary.get(*at).map(|entry| entry.term.clone()),
        Key::Log(at) => case.log.get(*at).map(|entry| entry.text.clone()),
    };
    words.filter(|words| !words.trim().is_empty()).unwrap_or_else(|| words::UNNAMED.to_owned())
}
