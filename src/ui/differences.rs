//! What differs between two versions of a case, by issue and party, with the words that came and went.

use egui::{Color32, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::text::{Mark, Rule, Text, text_ui};
use super::theme::{self, GAP, INSET, Palette, UNIT};
use crate::case::{Ref, Snapshot};
use crate::command::Request;
use crate::edit::diff::{
    Detail, Differences, Fate, FieldChange, IssueDifferences, ItemChange, Piece, RecordChange, RecordDifference,
};
use crate::words::diff::{self as say, Versions};

/// How far a line stands in for each level, in points.
const STEP: f32 = 16.0;
/// So many lines are made at once; the rest is counted.
const MOST: usize = 2_000;
/// The room for the sign before a line, in points.
const SIGN: f32 = 16.0;

/// Differences as lines, ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct DifferencesView {
    lines: Vec<Line>,
    left_out: usize,
}

#[derive(Clone, Debug)]
struct Line {
    depth: u8,
    kind: LineKind,
    pieces: Vec<Piece>,
    /// What it concerns, to be selected.
    target: Option<Ref>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineKind {
    /// An axis or a list.
    Heading,
    /// An issue or a party.
    Name,
    Added,
    Removed,
    Changed,
    Moved,
    /// A field and what changed in it.
    Field,
}

impl DifferencesView {
    /// The lines of the differences between two versions.
    #[must_use]
    pub fn new(before: &Snapshot, after: &Snapshot, differences: &Differences) -> Self {
        let mut writer = Writer { say: Versions { before, after }, view: Self::default() };
        writer.all(differences);
        writer.view
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }
}

/// Shows the lines one below the other; one that concerns a record selects it.
pub fn differences_ui(ui: &mut Ui, view: &DifferencesView, out: &mut Vec<Request>) {
    ui.spacing_mut().item_spacing = vec2(0.0, UNIT / 2.0);
    if view.is_empty() {
        text_ui(ui, say::SAME, &Palette::of(ui).label());
    }
    for (number, line) in view.lines.iter().enumerate() {
        line_ui(ui, number, line, out);
    }
    if view.left_out > 0 {
        text_ui(ui, &say::left_out(view.left_out), &Palette::of(ui).label());
    }
}

fn line_ui(ui: &mut Ui, number: usize, line: &Line, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    let text: String = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
    if matches!(line.kind, LineKind::Heading) {
        ui.add_space(INSET);
        text_ui(ui, &text.to_uppercase(), &palette.caps());
        return;
    }
    let (sign, color) = sign(palette, line.kind);
    let look = match line.kind {
        LineKind::Name => palette.strong_label(),
        LineKind::Field => theme::colored(palette.label(), palette.ink),
        _ => theme::colored(palette.label(), palette.ink),
    };
    let marks = marks(palette, &line.pieces);
    let left = f32::from(line.depth) * STEP;
    let width = (ui.available_width() - left - SIGN - GAP).max(80.0);
    let laid = Text::new(&text, &look).marks(&marks).layout(ui.ctx(), width);
    let sense = if line.target.is_some() { Sense::click() } else { Sense::hover() };
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), laid.size().y), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(("difference", number)), sense);
    let spoken = spoken(line);
    let role = if line.target.is_some() { Role::Link } else { Role::Label };
    response.widget_info(|| WidgetInfo::labeled(role, true, &spoken));
    if response.hovered() && line.target.is_some() {
        ui.painter().rect_filled(rect, theme::CORNER, palette.hovered);
    }
    let sign = Text::new(sign, &theme::colored(palette.strong_label(), color)).hug(true).layout(ui.ctx(), SIGN);
    sign.paint(ui.painter(), pos2(rect.left() + left, rect.top()));
    laid.paint(ui.painter(), pos2(rect.left() + left + SIGN, rect.top()));
    if let Some(target) = line.target.as_ref().filter(|_| response.clicked()) {
        out.push(Request::Select(target.clone()));
    }
}

/// The sign before a line and its colour; the sign alone says what happened.
fn sign(palette: &Palette, kind: LineKind) -> (&'static str, Color32) {
    match kind {
        LineKind::Added => ("+", palette.green),
        LineKind::Removed => ("−", palette.crimson),
        LineKind::Changed => ("~", palette.ochre),
        LineKind::Moved => ("→", palette.second),
        LineKind::Heading | LineKind::Name | LineKind::Field => ("", palette.second),
    }
}

fn marks(palette: &Palette, pieces: &[Piece]) -> Vec<Mark> {
    let mut at = 0;
    let mut marks = Vec::new();
    for piece in pieces {
        let range = at..at + piece.text.len();
        at = range.end;
        let rule = match piece.fate {
            Fate::Kept => continue,
            Fate::Added => Rule::Under(palette.green),
            Fate::Removed => Rule::Through(palette.crimson),
        };
        marks.push(Mark { range, ground: Color32::TRANSPARENT, outline: None, rule: Some(rule) });
    }
    marks
}

/// The line for those who hear it: the words that came and went are named.
fn spoken(line: &Line) -> String {
    let what = match line.kind {
        LineKind::Added => format!("{}: ", say::ADDED),
        LineKind::Removed => format!("{}: ", say::REMOVED),
        LineKind::Changed => format!("{}: ", say::CHANGED),
        LineKind::Moved => format!("{}: ", say::MOVED),
        LineKind::Heading | LineKind::Name | LineKind::Field => String::new(),
    };
    let words = line.pieces.iter().map(|piece| match piece.fate {
        Fate::Kept => piece.text.clone(),
        Fate::Added => format!("[{}: {}]", say::ADDED, piece.text),
        Fate::Removed => format!("[{}: {}]", say::REMOVED, piece.text),
    });
    what + &words.collect::<String>()
}

struct Writer<'a> {
    say: Versions<'a>,
    view: DifferencesView,
}

impl Writer<'_> {
    fn line(&mut self, depth: u8, kind: LineKind, pieces: Vec<Piece>, target: Option<&Ref>) {
        if self.view.lines.len() == MOST {
            self.view.left_out += 1;
            return;
        }
        let target = target.filter(|target| self.say.after.resolves(target)).cloned();
        self.view.lines.push(Line { depth, kind, pieces, target });
    }

    fn words(&mut self, depth: u8, kind: LineKind, words: String, target: Option<&Ref>) {
        self.line(depth, kind, vec![Piece { text: words, fate: Fate::Kept }], target);
    }

    fn all(&mut self, found: &Differences) {
        if !found.head.is_empty() {
            self.words(0, LineKind::Heading, say::CASE.to_owned(), None);
            self.fields(0, &found.head, None);
        }
        for axis in &found.axes {
            let name = axis.axis.as_ref().map_or_else(|| say::NO_AXIS.to_owned(), |axis| self.say.axis(axis));
            self.words(0, LineKind::Heading, name, None);
            for issue in &axis.issues {
                self.issue(issue);
            }
        }
        for list in &found.lists {
            self.words(0, LineKind::Heading, say::list(list.list).to_owned(), None);
            for record in &list.records {
                self.record(0, record);
            }
        }
        if !found.reordered.is_empty() {
            self.words(0, LineKind::Heading, say::ORDER.to_owned(), None);
        }
        for list in &found.reordered {
            let names: Vec<String> = list.records.iter().map(|record| self.say.name(record)).collect();
            self.words(0, LineKind::Moved, say::moved(list.list, &names), None);
        }
    }

    fn issue(&mut self, issue: &IssueDifferences) {
        let target = Ref::Issue(issue.issue.clone());
        let title = self.say.issue(&issue.issue);
        match issue.own.as_ref().map(|own| &own.change) {
            Some(RecordChange::Added(_)) => self.words(0, LineKind::Added, title, Some(&target)),
            Some(RecordChange::Removed(_)) => self.words(0, LineKind::Removed, title, None),
            Some(RecordChange::Changed { fields, .. }) => {
                self.words(0, LineKind::Changed, title, Some(&target));
                self.fields(1, fields, Some(&target));
            }
            None => self.words(0, LineKind::Name, title, Some(&target)),
        }
        for party in &issue.parties {
            let name = self.say.party(&party.party);
            self.words(1, LineKind::Name, name, None);
            for position in &party.positions {
                self.record(2, position);
            }
        }
    }

    fn record(&mut self, depth: u8, difference: &RecordDifference) {
        let record = difference.change.record();
        let text = say::text(record).map(|text| format!(": {text}")).unwrap_or_default();
        let name = self.say.name(record);
        let target = difference.key.target();
        match &difference.change {
            RecordChange::Added(_) => self.words(depth, LineKind::Added, name + &text, target),
            RecordChange::Removed(_) => self.words(depth, LineKind::Removed, name + &text, None),
            RecordChange::Changed { fields, .. } => {
                self.words(depth, LineKind::Changed, name, target);
                self.fields(depth + 1, fields, target);
            }
        }
    }

    fn fields(&mut self, depth: u8, fields: &[FieldChange], target: Option<&Ref>) {
        for field in fields {
            let mut pieces = vec![Piece { text: format!("{}: ", field.name), fate: Fate::Kept }];
            match &field.detail {
                Detail::Text(words) => pieces.extend(words.iter().cloned()),
                Detail::Whole => {
                    let side = |json: &Option<Box<str>>, fate| {
                        json.as_deref().map(|json| Piece { text: say::thing(json), fate })
                    };
                    let (before, after) = (side(&field.before, Fate::Removed), side(&field.after, Fate::Added));
                    pieces.extend(before);
                    // Between the two, so that they do not read as one word.
                    pieces.push(Piece { text: " ".to_owned(), fate: Fate::Kept });
                    pieces.extend(after);
                }
                Detail::Moved => pieces.push(Piece { text: self.say.way(field), fate: Fate::Kept }),
                Detail::Entries(entries) => {
                    self.line(depth, LineKind::Field, pieces, target);
                    self.fields(depth + 1, entries, target);
                    continue;
                }
                Detail::Items(items) => {
                    self.line(depth, LineKind::Field, pieces, target);
                    self.items(depth + 1, items, target);
                    continue;
                }
            }
            self.line(depth, LineKind::Field, pieces, target);
        }
    }

    fn items(&mut self, depth: u8, items: &[ItemChange], target: Option<&Ref>) {
        for item in items {
            match item {
                ItemChange::Added(json) => self.words(depth, LineKind::Added, say::thing(json), target),
                ItemChange::Removed(json) => self.words(depth, LineKind::Removed, say::thing(json), target),
                ItemChange::Moved(json) => self.words(depth, LineKind::Moved, say::thing(json), target),
                ItemChange::Changed { after, fields } => {
                    self.words(depth, LineKind::Changed, say::thing(after), target);
                    self.fields(depth + 1, fields, target);
                }
            }
        }
    }
}
