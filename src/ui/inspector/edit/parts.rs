//! The forms of what several kinds of record have: conditions, evidence, and keys that this version does not know.

use egui::Ui;

use crate::case::{Attribution, Condition, Evidence, Extra, SourceId};
use crate::safe::own;
use crate::ui::form::{Among, At, Entries, Form, Pick, Size, Word};
use crate::ui::widgets::section::{fact_text_ui, section_ui};
use crate::words::form::{self as words, label, noun};
use crate::words::{chip, panels, screen, terms};

/// The conditions of a position or an answer.
pub(super) fn conditions_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, conditions: &mut Vec<Condition>) {
    if at.whose().is_empty() {
        section_ui(ui, screen::ONLY_IF, Some(conditions.len()));
    }
    let entries = Entries { folds: true, ..Entries::new("conditions", noun::CONDITION) };
    form.entries_ui(
        ui,
        at,
        entries,
        conditions,
        |condition| condition.text.clone(),
        |form, ui, at, condition| {
            form.text_ui(ui, &at.field("text", label::TEXT), &mut condition.text, Size::Text);
            let requires = at.field("requires", label::REQUIRES);
            form.target_ui(ui, &requires, &mut condition.requires, Among::Requirements);
            form.optional_party_ui(ui, &at.field("from", label::FROM), &mut condition.from);
            extra_ui(ui, &condition.extra);
        },
    );
    let add = add_words(at, noun::CONDITION);
    if form.add_ui(ui, at, "conditions", conditions.len(), &add) {
        conditions.push(Condition { text: String::new(), requires: None, from: None, extra: Extra::default() });
    }
}

/// What a claim rests on. A new entry begins with its source, which may be a new one.
pub(super) fn evidence_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, key: &'static str, evidence: &mut Vec<Evidence>) {
    if at.whose().is_empty() {
        let title = if key == "evidence" { panels::EVIDENCE } else { panels::STATUS_EVIDENCE };
        section_ui(ui, title, Some(evidence.len()));
    }
    let snapshot = form.snapshot;
    let head = |entry: &Evidence| {
        let publisher = chip::publisher(snapshot, &entry.source);
        let grade = chip::grade(entry).map(|grade| format!(" · {grade}")).unwrap_or_default();
        format!("{} · {}{grade}", own(publisher), terms::attribution(&entry.attribution))
    };
    let entries = Entries { folds: true, ..Entries::new(key, noun::EVIDENCE) };
    form.entries_ui(ui, at, entries, evidence, head, entry_ui);
    let add = add_words(at, noun::EVIDENCE);
    if let Some(source) = add_source_ui(form, ui, at, key, &add) {
        form.added(ui, at, key, evidence.len());
        evidence.push(Evidence {
            source,
            quote: None,
            speaker: None,
            attribution: Attribution::OutletReport,
            via: None,
            date: None,
            reliability: None,
            credibility: None,
            disputes: None,
            note: None,
            extra: Extra::default(),
        });
    }
}

fn add_source_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, key: &'static str, add: &str) -> Option<SourceId> {
    let pick = form.add_pick_ui(ui, &at.field(key, panels::EVIDENCE), add, Among::Sources)?;
    form.picked_source(pick)
}

fn entry_ui(form: &mut Form<'_>, ui: &mut Ui, at: &At, entry: &mut Evidence) {
    form.source_ui(ui, &at.field("source", panels::SOURCE), &mut entry.source);
    let attribution = Word::explained(terms::attribution, terms::attribution_meaning);
    form.choice_ui(ui, &at.field("attribution", panels::ATTRIBUTION), &mut entry.attribution, attribution);
    form.hinted_text_ui(ui, &at.field("quote", label::QUOTE), &mut entry.quote, Size::Text, words::QUOTE_HINT);
    form.optional_text_ui(ui, &at.field("speaker", label::SPEAKER), &mut entry.speaker, Size::Line);
    form.optional_date_ui(ui, &at.field("date", panels::DATE), &mut entry.date);
    form.pair_ui(ui, |form, left, right| {
        let grade = Word::explained(crate::case::Reliability::as_str, terms::reliability);
        form.optional_choice_ui(left, &at.field("reliability", label::RELIABILITY), &mut entry.reliability, grade);
        let field = at.field("credibility", label::CREDIBILITY);
        form.grade_ui(right, &field, &mut entry.credibility, 1..=6, terms::credibility);
    });
    form.optional_source_ui(ui, &at.field("via", label::VIA), &mut entry.via);
    form.target_ui(ui, &at.field("disputes", label::DISPUTES), &mut entry.disputes, Among::Disputed);
    form.optional_text_ui(ui, &at.field("note", label::NOTE), &mut entry.note, Size::Text);
    extra_ui(ui, &entry.extra);
}

fn add_words(at: &At, noun: &str) -> String {
    if at.whose().is_empty() { words::add(noun) } else { words::add_to(noun, at.whose()) }
}

/// Keys that this version does not know: shown, and kept as they are.
pub(super) fn extra_ui(ui: &mut Ui, extra: &Extra) {
    for (key, value) in extra.iter() {
        fact_text_ui(ui, key, value.get());
    }
}

/// The same at the end of a form, with a heading.
pub(super) fn extras_ui(ui: &mut Ui, extra: &Extra) {
    if extra.iter().next().is_some() {
        section_ui(ui, words::KEPT, None);
        extra_ui(ui, extra);
    }
}

/// What was picked as a record of one kind.
pub(super) fn picked<T>(pick: Option<Pick>, kind: impl Fn(crate::case::Ref) -> Option<T>) -> Option<T> {
    match pick? {
        Pick::Record(target) => kind(target),
        Pick::Nothing | Pick::New(_) => None,
    }
}
