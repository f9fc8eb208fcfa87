//! Before something is removed: what points at it, and what is to become of that.

use egui::accesskit::Role;
use egui::{Context, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::dialogs::{Answer, heading_ui, modal};
use super::text::{Text, text_ui};
use super::theme::{self, EDGE, GAP, INSET, Palette, UNIT};
use super::widgets::controls::{Weight, answers_ui, buttons_ui, default_button};
use super::widgets::link::{MARK_ROOM, mark_of, paint_mark};
use super::widgets::marks;
use super::widgets::section::{hairline_ui, stepped_ui};
use crate::case::{Ref, STANDARD_AXES, Snapshot};
use crate::edit::{Key, Noun, Record, Reference, References, Takes, goes_along, references_to};
use crate::words::edits::{self, ReferenceLine};
use crate::words::{records, removal, screen};

/// The width of the dialog's text, in points.
const WIDTH: f32 = 580.0;
/// How many records are named of those that do not point at the one itself.
const FEW: usize = 4;

/// A record that is to be removed, with all that points at it.
#[derive(Clone, Debug)]
pub struct Removal {
    key: Key,
    record: Record,
    snapshot: Snapshot,
    groups: Vec<Group>,
    /// What goes along when the references are removed.
    along: Option<String>,
    /// Those of them that do not point at the record themselves.
    further: Vec<Key>,
    /// What stays and points at something that goes along.
    losing: Vec<Key>,
}

/// References of one kind.
#[derive(Clone, Debug)]
struct Group {
    line: ReferenceLine,
    from: Vec<Key>,
}

impl Removal {
    /// What has to be asked before a record is removed; nothing where it can simply go, or is not there.
    #[must_use]
    pub fn of(snapshot: &Snapshot, key: &Key) -> Option<Self> {
        let record = Record::find(snapshot, key)?;
        let references = key.target().map(|target| references_to(snapshot, target)).unwrap_or_default();
        let along = goes_along(snapshot, key);
        let goes = |other: &Key| other == key || along.iter().any(|(known, _)| known == other);
        let points_here = |other: &Key| references.iter().any(|reference| reference.from == *other);
        let targets = along.iter().filter_map(|(other, _)| other.target());
        let pointing = targets.flat_map(|target| references_to(snapshot, target)).map(|reference| reference.from);
        let mut losing: Vec<Key> = Vec::new();
        for from in pointing.filter(|from| !goes(from)) {
            if !losing.contains(&from) {
                losing.push(from);
            }
        }
        let removal = Self {
            key: key.clone(),
            record,
            groups: groups(&references),
            further: along.iter().map(|(other, _)| other.clone()).filter(|other| !points_here(other)).collect(),
            losing,
            along: edits::goes_along(&along),
            snapshot: snapshot.clone(),
        };
        (!references.is_empty() || removal.is_standard_axis()).then_some(removal)
    }

    fn is_standard_axis(&self) -> bool {
        matches!(&self.key, Key::Record(Ref::Axis(axis)) if STANDARD_AXES.contains(&axis.as_str()))
    }
}

/// The references by what becomes of them: what goes altogether stands first.
fn groups(references: &[Reference]) -> Vec<Group> {
    // The kinds of position are told under one name.
    let kind = |reference: &Reference| match reference.noun {
        Noun::Demand | Noun::Concession | Noun::RedLine | Noun::Interest => Noun::Position,
        other => other,
    };
    let mut sorted: Vec<Vec<Reference>> = Vec::new();
    for reference in references {
        let alike = |known: &Reference| known.place == reference.place && kind(known) == kind(reference);
        match sorted.iter_mut().find(|group| group.first().is_some_and(alike)) {
            Some(group) => group.push(reference.clone()),
            None => sorted.push(vec![reference.clone()]),
        }
    }
    let mut groups: Vec<Group> = Vec::new();
    for group in sorted {
        let mut from: Vec<Key> = group.iter().map(|reference| reference.from.clone()).collect();
        from.dedup();
        groups.extend(edits::references(&group).pop().map(|line| Group { line, from }));
    }
    groups.sort_by_key(|group| std::cmp::Reverse(group.line.takes));
    groups
}

/// Shows what is to be removed; answers once it is decided.
pub(super) fn removal_ui(ctx: &Context, removal: &Removal) -> Option<Answer> {
    let heading = removal::heading(Noun::from(&removal.record));
    let shown = modal(ctx, "removal", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, &heading);
        record_ui(ui, &removal.snapshot, &removal.key, 3);
        ui.add_space(GAP);
        if removal.is_standard_axis() {
            text_ui(ui, removal::STANDARD_AXIS, &theme::colored(Palette::of(ui).label(), Palette::of(ui).ochre));
            ui.add_space(INSET);
        }
        references_ui(ui, removal);
        buttons_ui(ui, |ui| {
            let words = [
                (screen::CANCEL, Weight::Secondary, true),
                (removal::KEEP_REFERENCES, Weight::Secondary, true),
                (removal::WITH_REFERENCES, Weight::Destructive, true),
            ];
            let [cancel, keep, with] = answers_ui(ui, words);
            // What takes nothing away is what Enter does.
            default_button(&cancel);
            (with.clicked(), keep.clicked(), cancel.clicked())
        })
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::AlertDialog, true, &heading));
    match shown.inner {
        (true, ..) => Some(Answer::Remove(removal.key.clone(), References::Remove)),
        (_, true, _) => Some(Answer::Remove(removal.key.clone(), References::Keep)),
        (.., cancelled) => (cancelled || shown.should_close()).then_some(Answer::Closed),
    }
}

fn references_ui(ui: &mut Ui, removal: &Removal) {
    let palette = Palette::of(ui);
    hairline_ui(ui);
    let most = (ui.ctx().content_rect().height() * 0.4).max(120.0);
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(INSET, UNIT);
        for group in &removal.groups {
            ui.add_space(INSET);
            line_ui(ui, &group.line);
            stepped_ui(ui, &group.line.what, group.from.len(), |ui, number| {
                if let Some(key) = group.from.get(number) {
                    record_ui(ui, &removal.snapshot, key, 1);
                }
            });
        }
        ui.add_space(INSET);
    });
    hairline_ui(ui);
    ui.add_space(INSET);
    if let Some(along) = &removal.along {
        text_ui(ui, &removal::along(along), &theme::colored(palette.label(), palette.ink));
        ui.add_space(UNIT);
        few_ui(ui, &removal.snapshot, removal::FURTHER, &removal.further);
        few_ui(ui, &removal.snapshot, removal::LOSE, &removal.losing);
    }
    text_ui(ui, removal::MEANS, &palette.label());
}

/// The first few of some records by their names, and how many more there are.
fn few_ui(ui: &mut Ui, snapshot: &Snapshot, heading: &str, keys: &[Key]) {
    if keys.is_empty() {
        return;
    }
    text_ui(ui, heading, &Palette::of(ui).strong_label());
    for key in keys.iter().take(FEW) {
        record_ui(ui, snapshot, key, 1);
    }
    if let Some(more) = keys.len().checked_sub(FEW).filter(|more| *more > 0) {
        text_ui(ui, &removal::and_more(more), &Palette::of(ui).label());
    }
    ui.add_space(UNIT);
}

/// How many point there, and what becomes of them.
fn line_ui(ui: &mut Ui, line: &ReferenceLine) {
    let palette = Palette::of(ui);
    let color = if line.takes == Takes::Pointer { palette.second } else { palette.crimson };
    let look = theme::colored(palette.label(), color);
    let consequence = Text::new(&line.consequence, &look).hug(true);
    let consequence = consequence.layout(ui.ctx(), ui.available_width() / 2.0);
    let room = ui.available_width() - consequence.size().x - GAP;
    let what = Text::new(&line.what, &palette.strong_label()).layout(ui.ctx(), room);
    let height = what.size().y.max(consequence.size().y);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, format!("{}: {}", line.what, line.consequence)));
    what.paint(ui.painter(), rect.min);
    consequence.paint(ui.painter(), pos2(rect.right() - consequence.size().x, rect.top()));
}

/// A record by its mark and its name.
fn record_ui(ui: &mut Ui, snapshot: &Snapshot, key: &Key, rows: usize) {
    let palette = Palette::of(ui);
    let name = records::of_key(snapshot, key);
    let record = Record::find(snapshot, key);
    let mark = record.as_ref().and_then(|record| mark_of(palette, snapshot, record));
    let indent = if mark.is_some() { MARK_ROOM } else { 0.0 };
    let width = (ui.available_width() - indent - EDGE).max(1.0);
    let look = palette.label();
    let head = Text::new(&name.head, &look).max_rows(1).hug(true).layout(ui.ctx(), width * 0.6);
    let beside = if name.head.is_empty() { 0.0 } else { head.size().x + INSET };
    let ink = theme::colored(palette.label(), palette.ink);
    let text = Text::new(&name.text, &ink).max_rows(rows).hug(true).layout(ui.ctx(), (width - beside).max(1.0));
    let height = head.size().y.max(text.size().y);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, name.spoken()));
    let line = head.rows().next().map_or(height, |row| row.height());
    if let Some(mark) = mark {
        let center = pos2(rect.left() + marks::SIZE / 2.0, rect.top() + line / 2.0);
        paint_mark(ui.painter(), palette, center, mark);
    }
    let left = rect.left() + indent;
    head.paint(ui.painter(), pos2(left, rect.top()));
    text.paint(ui.painter(), pos2(left + beside, rect.top()));
}
