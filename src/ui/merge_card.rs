//! One conflict of a merge: what each side has, and what was before, one of which is chosen.

use egui::accesskit::Role;
use egui::{Color32, CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Response, Sense, Stroke, StrokeKind, Ui};
use egui::{WidgetInfo, pos2, vec2};

use super::text::{Laid, Mark, Rule, Text};
use super::theme::{self, CORNER, GAP, HAIRLINE, INSET, Palette, UNIT};
use super::widgets::controls::default_button;
use super::widgets::link::{MARK_ROOM, follow_focus, mark_of, paint_mark};
use super::widgets::marks;
use crate::case::Snapshot;
use crate::edit::Record;
use crate::edit::diff::{Fate, words};
use crate::edit::merge::{Choice, Clash, Conflict};
use crate::words::fields::{self, Reader};
use crate::words::merging;
use crate::words::names::Name;

/// The room for the ring before the name of a side, in points.
const RING: f32 = 20.0;

/// A conflict, ready to be shown.
#[derive(Clone, Debug)]
pub(super) struct Card {
    record: Option<Record>,
    /// Knows the parties' colours.
    base: Snapshot,
    name: Name,
    field: String,
    versions: Vec<Version>,
}

/// What one side has.
#[derive(Clone, Debug)]
struct Version {
    choice: Choice,
    lines: Vec<Line>,
}

/// A line of a value, with the bytes of it that the original does not have.
#[derive(Clone, Debug)]
struct Line {
    text: String,
    fresh: Vec<std::ops::Range<usize>>,
}

impl Card {
    /// The conflict in words; each side names things as it knows them.
    pub(super) fn new(conflict: &Conflict, base: &Snapshot, ours: &Reader<'_>, theirs: &Reader<'_>) -> Self {
        let record = conflict.record.as_ref();
        let name = record.map_or_else(
            || Name { head: crate::words::diff::CASE.to_owned(), text: String::new() },
            |record| ours.record(record),
        );
        let (field, versions) = match &conflict.clash {
            Clash::Field { name, base: was, ours: mine, theirs: yours } => {
                let value = |choice, reader: &Reader<'_>, json: &Option<Box<str>>| {
                    let lines = reader.lines(record, name, json.as_deref());
                    let before = ours.lines(record, name, was.as_deref());
                    let lines = lines.into_iter().map(|line| against(line, &before, choice, name)).collect();
                    Version { choice, lines }
                };
                let mut versions = vec![value(Choice::Ours, ours, mine), value(Choice::Theirs, theirs, yours)];
                // What both have added was nothing before, which cannot be gone back to.
                let is_known = record.is_none_or(|record| {
                    Record::find(base, &conflict.key).is_some_and(|found| found.list() == record.list())
                });
                versions.extend(is_known.then(|| value(Choice::Base, ours, was)));
                (fields::label(record.map(Record::list), name), versions)
            }
            Clash::Record { base: was, ours: mine, theirs: yours, uses } => {
                let users = |reader: &Reader<'_>| {
                    uses.iter().map(|record| plain(reader.record(record).spoken())).collect::<Vec<_>>()
                };
                // Whoever has taken it out does not know all that uses it.
                let knowing = if mine.is_some() { ours } else { theirs };
                let side = |choice, reader: &Reader<'_>, record: Option<&Record>| {
                    let mut lines = match record {
                        None if uses.is_empty() => vec![plain(merging::REMOVED.to_owned())],
                        None => vec![plain(merging::REMOVED_WITH.to_owned())],
                        Some(record) if record == was => vec![plain(merging::KEPT_USED.to_owned())],
                        Some(record) => changed(reader, was, record),
                    };
                    lines.extend(users(knowing));
                    Version { choice, lines }
                };
                let mut versions =
                    vec![side(Choice::Ours, ours, mine.as_ref()), side(Choice::Theirs, theirs, yours.as_ref())];
                // As it was is as the side has it that only uses it.
                let is_unchanged = [mine, yours].into_iter().flatten().any(|record| record == was);
                let before = || Version { choice: Choice::Base, lines: vec![plain(merging::AS_IT_WAS.to_owned())] };
                versions.extend((!is_unchanged).then(before));
                let words = if is_unchanged { merging::REMOVED_OR_USED } else { merging::REMOVED_OR_CHANGED };
                (words.to_owned(), versions)
            }
        };
        Self { record: conflict.record.clone(), base: base.clone(), name, field, versions }
    }

    fn spoken(&self) -> String {
        merging::conflict(&self.name.spoken(), &self.field)
    }
}

fn plain(text: String) -> Line {
    Line { text, fresh: Vec::new() }
}

/// A line with the words marked that the original has not; a line that the original has word by word is left alone.
fn against(text: String, before: &[String], choice: Choice, field: &str) -> Line {
    let is_known = choice == Choice::Base || before.contains(&text);
    if is_known || !fields::is_prose(field) {
        return plain(text);
    }
    let pieces = match before {
        [before] => words(before, &text),
        _ => words("", &text),
    };
    let mut fresh = Vec::new();
    let mut at = 0;
    for piece in pieces.iter().filter(|piece| piece.fate != Fate::Removed) {
        let end = at + piece.text.len();
        if piece.fate == Fate::Added {
            fresh.push(at..end);
        }
        at = end;
    }
    Line { text, fresh }
}

/// The fields of a record that differ from the original.
fn changed(reader: &Reader<'_>, was: &Record, record: &Record) -> Vec<Line> {
    let names = was.changed_fields(record);
    let line = |name: &std::borrow::Cow<'static, str>| {
        let value = reader.line(Some(record), name, record.field(name).as_deref());
        plain(format!("{}: {value}", fields::label(Some(record.list()), name)))
    };
    std::iter::once(plain(merging::KEPT_CHANGED.to_owned())).chain(names.iter().map(line)).collect()
}

/// Shows a conflict with what can be chosen.
pub(super) fn card_ui(ui: &mut Ui, card: &Card, number: usize, choice: &mut Option<Choice>) {
    let palette = Palette::of(ui);
    ui.add_space(GAP);
    head_ui(ui, card);
    ui.add_space(UNIT);
    let count = card.versions.len();
    #[expect(clippy::cast_precision_loss, reason = "two or three columns")]
    let width = (ui.available_width() - GAP) / 3.0_f32.max(count as f32) - INSET;
    let laid: Vec<Vec<Laid>> =
        card.versions.iter().map(|version| lay_out(ui, version, width - RING - 2.0 * INSET)).collect();
    let line = palette.label().line_height.unwrap_or(theme::CONTROL_HEIGHT);
    let tall = |laid: &Vec<Laid>| laid.iter().map(|laid| laid.size().y).sum::<f32>();
    let height = laid.iter().map(tall).fold(0.0, f32::max) + line + 2.0 * INSET + UNIT;
    let (row, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let spoken = card.spoken();
    let id = |at: usize| Id::unique("conflict").with((number, at));
    let mut wanted = None;
    let focused = ui.memory(egui::Memory::focused);
    // For the keyboard the versions of a conflict are one stop.
    let chosen = card.versions.iter().position(|version| *choice == Some(version.choice));
    let stop = (0..count).find(|at| focused == Some(id(*at))).or(chosen).unwrap_or(0);
    for (at, (version, laid)) in card.versions.iter().zip(&laid).enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "two or three columns")]
        let left = row.left() + at as f32 * (width + INSET);
        let rect = Rect::from_min_size(pos2(left, row.top()), vec2(width, height));
        let response = ui.interact(rect, id(at), if at == stop { Sense::click() } else { Sense::CLICK });
        if (number, at) == (0, stop) {
            default_button(&response);
        }
        let chosen = *choice == Some(version.choice);
        let value = version.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("; ");
        let name = merging::version(side(version.choice), &value, &spoken);
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, true, chosen, &name));
        paint(ui, version, laid, rect, chosen, &response);
        if response.clicked() {
            *choice = Some(version.choice);
        }
        wanted = wanted.or_else(|| step(ui, &response).map(|by| (at + count).saturating_add_signed(by) % count));
        drop(follow_focus(response.on_hover_cursor(CursorIcon::PointingHand)));
    }
    if let Some(version) = wanted.and_then(|at| card.versions.get(at)) {
        *choice = Some(version.choice);
        ui.memory_mut(|memory| memory.request_focus(id(wanted.unwrap_or_default())));
    }
}

/// Where Left and Right lead from a version that has the keyboard.
fn step(ui: &Ui, response: &Response) -> Option<isize> {
    if !response.has_focus() {
        return None;
    }
    let arrows = EventFilter { tab: false, horizontal_arrows: true, vertical_arrows: false, escape: false };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, arrows));
    ui.input_mut(|input| {
        let right = input.consume_key(Modifiers::NONE, Key::ArrowRight);
        let left = input.consume_key(Modifiers::NONE, Key::ArrowLeft);
        if right { Some(1) } else { left.then_some(-1) }
    })
}

fn side(choice: Choice) -> &'static str {
    match choice {
        Choice::Ours => merging::MINE,
        Choice::Theirs => merging::THEIRS,
        Choice::Base => merging::ORIGINAL,
    }
}

fn lay_out(ui: &Ui, version: &Version, width: f32) -> Vec<Laid> {
    let palette = Palette::of(ui);
    let look = theme::colored(palette.label(), palette.ink);
    let lay = |line: &Line| {
        let mark = |range: &std::ops::Range<usize>| Mark {
            range: range.clone(),
            ground: Color32::TRANSPARENT,
            outline: None,
            rule: Some(Rule::Under(palette.green)),
        };
        let marks: Vec<Mark> = line.fresh.iter().map(mark).collect();
        Text::new(&line.text, &look).marks(&marks).hug(true).layout(ui.ctx(), width.max(40.0))
    };
    version.lines.iter().map(lay).collect()
}

fn paint(ui: &Ui, version: &Version, laid: &[Laid], rect: Rect, chosen: bool, response: &Response) {
    if !ui.is_rect_visible(rect) {
        return;
    }
    let palette = Palette::of(ui);
    let painter = ui.painter();
    let ground = match (chosen, response.hovered()) {
        (true, _) => palette.selected,
        (false, true) => palette.hovered,
        (false, false) => palette.surface,
    };
    let edge = if chosen { Stroke::new(1.5, palette.focus) } else { Stroke::new(HAIRLINE, palette.hairline) };
    painter.rect(rect, CORNER, ground, edge, StrokeKind::Inside);
    let word = theme::colored(palette.strong_label(), if chosen { palette.focus } else { palette.second });
    let word = Text::new(side(version.choice), &word).hug(true).layout(ui.ctx(), rect.width());
    let top = rect.top() + INSET;
    let center = pos2(rect.left() + INSET + 6.0, top + word.size().y / 2.0);
    let ring = if chosen { palette.focus } else { palette.outline };
    painter.circle_stroke(center, 5.5, Stroke::new(1.5, ring));
    if chosen {
        painter.circle_filled(center, 3.0, ring);
    }
    word.paint(painter, pos2(rect.left() + INSET + RING, top));
    let mut at = pos2(rect.left() + INSET + RING, top + word.size().y + UNIT);
    for line in laid {
        line.paint(painter, at);
        at.y += line.size().y;
    }
}

/// Which record and which of its fields.
fn head_ui(ui: &mut Ui, card: &Card) {
    let palette = Palette::of(ui);
    let width = ui.available_width();
    let mark = card.record.as_ref().and_then(|record| mark_of(palette, &card.base, record));
    let indent = if mark.is_some() { MARK_ROOM } else { 0.0 };
    let field = Text::new(&card.field, &palette.strong_label()).hug(true).layout(ui.ctx(), width * 0.4);
    let look = palette.label();
    let head = Text::new(&card.name.head, &look).max_rows(1).hug(true).layout(ui.ctx(), width * 0.3);
    let beside = if card.name.head.is_empty() { 0.0 } else { head.size().x + INSET };
    let room = (width - indent - beside - field.size().x - 2.0 * GAP).max(1.0);
    let ink = theme::colored(palette.label(), palette.ink);
    let text = Text::new(&card.name.text, &ink).max_rows(1).hug(true).layout(ui.ctx(), room);
    let height = field.size().y.max(head.size().y).max(text.size().y);
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, card.spoken()));
    if let Some(mark) = mark {
        let center = pos2(rect.left() + marks::SIZE / 2.0, rect.center().y);
        paint_mark(ui.painter(), palette, center, mark);
    }
    let mut at = pos2(rect.left() + indent, rect.top());
    head.paint(ui.painter(), at);
    at.x += beside;
    text.paint(ui.painter(), at);
    at.x += if card.name.text.is_empty() { 0.0 } else { text.size().x + GAP };
    field.paint(ui.painter(), at);
}
