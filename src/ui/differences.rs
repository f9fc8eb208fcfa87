//! What differs between two versions of a case, by issue and party, with the words that came and went.

use egui::{Color32, CursorIcon, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2};

use super::text::{Laid, Text, text_ui};
use super::theme::{self, EDGE, GAP, HAIRLINE, INSET, Palette, UNIT};
use super::widgets::icons::{Icon, paint_icon};
use super::widgets::link::{self, follow_focus, mark_of, paint_mark};
use super::widgets::marks;
use super::wording::{piece_marks, spoken_pieces};
use crate::case::{PartyId, Ref, Snapshot};
use crate::command::Request;
use crate::edit::diff::{
    Detail, Differences, Fate, FieldChange, IssueDifferences, ItemChange, Piece, RecordChange, RecordDifference,
};
use crate::edit::{Noun, Record};
use crate::words::diff::{self as say, Counts, Versions};
use crate::words::fields::{self, Reader};
use crate::words::{edits, panels};

/// How far a line stands in for each level, in points.
const STEP: f32 = 16.0;
/// So many lines are made at once; the rest is counted.
const MOST: usize = 2_000;
/// The room for the sign before a line, in points.
const SIGN: f32 = 18.0;
/// The room for the word that says what happened, in points.
const WORD: f32 = 72.0;
/// The room for the name of a field, in points.
const LABEL: f32 = 156.0;
/// The longest that a line of text is, in points: longer ones are hard to read.
const LONGEST: f32 = 640.0;

/// Differences as lines, ready to be shown.
#[derive(Clone, Debug, Default)]
pub struct DifferencesView {
    lines: Vec<Line>,
    left_out: usize,
    counts: Counts,
    /// The later version, for the colours of its parties.
    after: Option<Snapshot>,
}

/// A line of the differences.
#[derive(Clone, Debug)]
struct Line {
    depth: u8,
    kind: LineKind,
    /// What is before the words: the name of a field, what kind of record it is.
    label: String,
    pieces: Vec<Piece>,
    /// What it concerns, to be selected.
    target: Option<Ref>,
}

#[derive(Clone, Debug, PartialEq)]
enum LineKind {
    /// An axis or a list.
    Heading,
    /// An issue.
    Issue,
    /// A party.
    Party(PartyId),
    /// What became of a record, which may have a mark.
    Record(Became, Option<Record>),
    /// A record's text.
    Text,
    /// A field and what changed in it.
    Field,
    /// A thing in a field.
    Item(Became),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Became {
    Added,
    Removed,
    Changed,
    Moved,
}

impl Became {
    /// The sign before a line, which alone says what happened; the word beside it says it again, and its colour.
    fn say(self, palette: &Palette) -> (&'static str, &'static str, Color32) {
        match self {
            Self::Added => ("+", say::ADDED, palette.green),
            Self::Removed => ("−", say::REMOVED, palette.crimson),
            Self::Changed => ("~", say::CHANGED, palette.ochre),
            Self::Moved => ("→", say::MOVED, palette.focus),
        }
    }

    fn fate(self) -> Fate {
        match self {
            Self::Added => Fate::Added,
            Self::Removed => Fate::Removed,
            Self::Changed | Self::Moved => Fate::Kept,
        }
    }
}

impl DifferencesView {
    /// The lines of the differences between two versions.
    #[must_use]
    pub fn new(before: &Snapshot, after: &Snapshot, differences: &Differences) -> Self {
        let view = Self { after: Some(after.clone()), ..Self::default() };
        let mut writer = Writer {
            say: Versions { before, after },
            now: Reader::new(vec![after, before]),
            then: Reader::new(vec![before, after]),
            view,
        };
        writer.all(differences);
        writer.view
    }

    /// The same without links, where the later version is in no window.
    #[must_use]
    pub fn unlinked(mut self) -> Self {
        for line in &mut self.lines {
            line.target = None;
        }
        self
    }

    /// Whether nothing differs.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// How many records were added, removed, changed and moved, in words.
    #[must_use]
    pub fn summary(&self) -> String {
        say::counted(self.counts)
    }
}

/// Shows the lines one below the other; one that concerns a record selects it.
pub fn differences_ui(ui: &mut Ui, view: &DifferencesView, out: &mut Vec<Request>) {
    ui.spacing_mut().item_spacing = vec2(0.0, UNIT / 2.0);
    if view.is_empty() {
        text_ui(ui, say::SAME, &Palette::of(ui).label());
    }
    for (number, line) in view.lines.iter().enumerate() {
        let response = line_ui(ui, view, number, line);
        if let Some(target) = line.target.as_ref().filter(|_| response.clicked()) {
            out.push(Request::Select(target.clone()));
        }
    }
    if view.left_out > 0 {
        text_ui(ui, &say::left_out(view.left_out), &Palette::of(ui).label());
    }
}

fn line_ui(ui: &mut Ui, view: &DifferencesView, number: usize, line: &Line) -> Response {
    let above = match &line.kind {
        LineKind::Heading if number > 0 => EDGE * 1.5,
        LineKind::Issue => GAP,
        LineKind::Party(_) | LineKind::Record(..) => INSET,
        _ => 0.0,
    };
    ui.add_space(above);
    let parts = Parts::of(ui, line);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), parts.height()), Sense::hover());
    let sense = if line.target.is_some() { Sense::click() } else { Sense::hover() };
    let response = ui.interact(rect, ui.scope_id().with(("difference", number)), sense);
    let role = match (&line.kind, &line.target) {
        (LineKind::Heading, _) => Role::Heading,
        (_, Some(_)) => Role::Link,
        (_, None) => Role::Label,
    };
    response.widget_info(|| WidgetInfo::labeled(role, true, spoken(line)));
    if ui.is_rect_visible(rect) {
        parts.paint(ui, view, line, rect, &response);
    }
    if line.target.is_some() {
        return follow_focus(response).on_hover_cursor(CursorIcon::PointingHand);
    }
    response
}

/// A line, laid out.
struct Parts {
    sign: Option<(Laid, Laid)>,
    /// The sign is drawn, as no font of the program has it.
    moved: bool,
    label: Laid,
    words: Laid,
    /// From the left edge to each of them.
    sign_at: f32,
    label_at: f32,
    words_at: f32,
}

impl Parts {
    fn of(ui: &Ui, line: &Line) -> Self {
        let palette = Palette::of(ui);
        let left = f32::from(line.depth) * STEP;
        let text: String = line.pieces.iter().map(|piece| piece.text.as_str()).collect();
        let ink = theme::colored(palette.label(), palette.ink);
        let look = match line.kind {
            LineKind::Heading => palette.caps(),
            LineKind::Issue => palette.strong(),
            LineKind::Party(_) => palette.strong_label(),
            LineKind::Text => palette.text(),
            _ => ink,
        };
        let text = if line.kind == LineKind::Heading { text.to_uppercase() } else { text };
        let became = match &line.kind {
            LineKind::Record(became, _) | LineKind::Item(became) => Some(*became),
            _ => None,
        };
        let sign = became.map(|became| {
            let (sign, word, color) = became.say(palette);
            let look = theme::colored(palette.strong_label(), color);
            let lay = |text: &str| Text::new(text, &look).hug(true).layout(ui.ctx(), f32::INFINITY);
            (lay(sign), lay(word))
        });
        let marked = matches!(&line.kind, LineKind::Record(_, Some(_)) | LineKind::Party(_));
        let mark = if marked { link::MARK_ROOM } else { 0.0 };
        let sign_room = if sign.is_some() { SIGN + WORD } else { 0.0 };
        let label_at = left + sign_room + mark;
        let label = Text::new(&line.label, &palette.label()).hug(true).layout(ui.ctx(), LABEL * 2.0);
        let words_at = match line.kind {
            LineKind::Field => left + LABEL,
            LineKind::Item(_) => left + sign_room,
            _ if line.label.is_empty() => label_at,
            _ => label_at + label.size().x + INSET,
        };
        let width = (ui.available_width() - words_at - GAP).clamp(80.0, LONGEST);
        let marks = piece_marks(palette, &line.pieces);
        let rows = if matches!(line.kind, LineKind::Record(..)) { 2 } else { usize::MAX };
        let words = Text::new(&text, &look).marks(&marks).max_rows(rows).hug(true).layout(ui.ctx(), width);
        let moved = became == Some(Became::Moved);
        Self { sign, moved, label, words, sign_at: left, label_at, words_at }
    }

    fn height(&self) -> f32 {
        self.words.size().y.max(self.label.size().y)
    }

    fn paint(&self, ui: &Ui, view: &DifferencesView, line: &Line, rect: Rect, response: &Response) {
        let palette = Palette::of(ui);
        let painter = ui.painter();
        if line.target.is_some() && (response.hovered() || response.has_focus()) {
            painter.rect_filled(rect.expand2(vec2(UNIT, 1.0)), theme::CORNER, palette.hovered);
        }
        if line.kind == LineKind::Heading {
            let y = rect.bottom() + 1.0;
            painter.hline(rect.x_range(), y, Stroke::new(HAIRLINE, palette.hairline));
        }
        let at = |x: f32| pos2(rect.left() + x, rect.top());
        if let Some((sign, word)) = &self.sign {
            if self.moved {
                let center = at(self.sign_at) + vec2(5.0, sign.size().y / 2.0);
                paint_icon(painter, center, 11.0, Icon::Arrow, palette.focus);
            } else {
                sign.paint(painter, at(self.sign_at));
            }
            word.paint(painter, at(self.sign_at + SIGN));
        }
        let row = self.words.rows().next().map_or(rect.height(), |row| row.height());
        let center = pos2(rect.left() + self.label_at - link::MARK_ROOM + marks::SIZE / 2.0, rect.top() + row / 2.0);
        if let Some(after) = &view.after {
            let mark = match &line.kind {
                LineKind::Record(_, Some(record)) => mark_of(palette, after, record),
                LineKind::Party(party) => palette.party(after, party).map(link::Mark::Party),
                _ => None,
            };
            if let Some(mark) = mark {
                paint_mark(painter, palette, center, mark);
            }
        }
        let label_at = if matches!(line.kind, LineKind::Field) { self.sign_at } else { self.label_at };
        self.label.paint(painter, at(label_at));
        self.words.paint(painter, at(self.words_at));
    }
}

/// The line for those who hear it: the words that came and went are named.
fn spoken(line: &Line) -> String {
    let mut parts = Vec::new();
    if let LineKind::Record(became, _) | LineKind::Item(became) = &line.kind {
        parts.push(became.say(Palette::when(false)).1.to_owned());
    }
    parts.extend(Some(line.label.clone()).filter(|label| !label.is_empty()));
    let whole = matches!(line.kind, LineKind::Text | LineKind::Item(_) | LineKind::Record(..));
    let words = match line.pieces.as_slice() {
        [only] if whole => only.text.clone(),
        pieces => spoken_pieces(pieces),
    };
    parts.extend(Some(words).filter(|words| !words.is_empty()));
    parts.join(": ")
}

struct Writer<'a> {
    say: Versions<'a>,
    /// Names things as the later version does, or as the earlier.
    now: Reader<'a>,
    then: Reader<'a>,
    view: DifferencesView,
}

impl Writer<'_> {
    fn line(&mut self, line: Line) {
        if self.view.lines.len() == MOST {
            self.view.left_out += 1;
            return;
        }
        let target = line.target.filter(|target| self.say.after.resolves(target));
        self.view.lines.push(Line { target, ..line });
    }

    fn words(&mut self, depth: u8, kind: LineKind, words: String, target: Option<&Ref>) {
        let pieces = vec![Piece { text: words, fate: Fate::Kept }];
        self.line(Line { depth, kind, label: String::new(), pieces, target: target.cloned() });
    }

    fn all(&mut self, found: &Differences) {
        if !found.head.is_empty() {
            self.words(0, LineKind::Heading, say::CASE.to_owned(), None);
            self.view.counts.changed += 1;
            self.fields(0, None, &found.head, None);
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
            self.view.counts.moved += list.records.len();
            for record in &list.records {
                let name = self.now.record(record);
                self.line(Line {
                    depth: 0,
                    kind: LineKind::Record(Became::Moved, Some(record.clone())),
                    label: name.head,
                    pieces: vec![Piece { text: name.text, fate: Fate::Kept }],
                    target: record.target(),
                });
            }
        }
    }

    fn issue(&mut self, issue: &IssueDifferences) {
        let target = Ref::Issue(issue.issue.clone());
        let title = self.say.issue(&issue.issue);
        self.words(0, LineKind::Issue, title, Some(&target));
        if let Some(own) = &issue.own {
            self.record(0, own);
        }
        for party in &issue.parties {
            let name = self.say.party(&party.party);
            self.words(0, LineKind::Party(party.party.clone()), name, None);
            for position in &party.positions {
                self.record(1, position);
            }
        }
    }

    fn record(&mut self, depth: u8, difference: &RecordDifference) {
        let record = difference.change.record();
        let (became, reader, counted) = match &difference.change {
            RecordChange::Added(_) => (Became::Added, &self.now, &mut self.view.counts.added),
            RecordChange::Removed(_) => (Became::Removed, &self.then, &mut self.view.counts.removed),
            RecordChange::Changed { fields, .. } if fields.iter().any(|field| field.detail == Detail::Moved) => {
                (Became::Moved, &self.now, &mut self.view.counts.moved)
            }
            RecordChange::Changed { .. } => (Became::Changed, &self.now, &mut self.view.counts.changed),
        };
        *counted += 1;
        let name = reader.record(record);
        let piece = |text: String| vec![Piece { text, fate: became.fate() }];
        let kind = LineKind::Record(became, Some(record.clone()));
        let target = difference.key.target().filter(|_| became != Became::Removed).cloned();
        match record {
            // Which issue and whose it is stands above.
            Record::Position(position) => {
                let head = panels::sentence(edits::noun(Noun::from(record)));
                let says_text = |fields: &[FieldChange]| fields.iter().any(|field| field.name == "text");
                self.line(Line { depth, kind, label: String::new(), pieces: plain(head), target: target.clone() });
                match &difference.change {
                    RecordChange::Changed { fields, .. } if says_text(fields) => {}
                    _ => self.text(depth + 1, piece(position.text.clone()), target.clone()),
                }
            }
            Record::Issue(_) => {
                let head = panels::sentence(edits::noun(Noun::Issue));
                self.line(Line { depth, kind, label: String::new(), pieces: plain(head), target: target.clone() });
            }
            _ => {
                let label = name.head;
                self.line(Line { depth, kind, label, pieces: piece(name.text), target: target.clone() });
            }
        }
        if let RecordChange::Changed { fields, after, .. } = &difference.change {
            self.fields(depth + 1, Some(after), fields, target.as_ref());
        }
    }

    fn text(&mut self, depth: u8, pieces: Vec<Piece>, target: Option<Ref>) {
        self.line(Line { depth, kind: LineKind::Text, label: String::new(), pieces, target });
    }

    fn fields(&mut self, depth: u8, of: Option<&Record>, changes: &[FieldChange], target: Option<&Ref>) {
        for field in changes {
            // A position's own text stands as texts do, without a word for it.
            let own_text = matches!((of, &*field.name), (Some(Record::Position(_)), "text"));
            if let (true, Detail::Text(words)) = (own_text, &field.detail) {
                self.text(depth, words.clone(), target.cloned());
                continue;
            }
            let label = fields::label(of.map(Record::list), &field.name);
            let mut below: (&[ItemChange], &[FieldChange]) = (&[], &[]);
            let pieces = match &field.detail {
                Detail::Text(words) if fields::is_prose(&field.name) => words.clone(),
                Detail::Text(_) | Detail::Whole => {
                    let side = |reader: &Reader<'_>, json: &Option<Box<str>>, fate| {
                        json.as_deref().map(|json| Piece { text: reader.line(of, &field.name, Some(json)), fate })
                    };
                    let before = side(&self.then, &field.before, Fate::Removed);
                    let after = side(&self.now, &field.after, Fate::Added);
                    // Between the two, so that they do not read as one word.
                    let gap = Piece { text: "  ".to_owned(), fate: Fate::Kept };
                    let both = before.is_some() && after.is_some();
                    before.into_iter().chain(both.then_some(gap)).chain(after).collect()
                }
                Detail::Moved => plain(self.say.way(field)),
                Detail::Entries(entries) => {
                    below.1 = entries;
                    Vec::new()
                }
                Detail::Items(items) => {
                    below.0 = items;
                    Vec::new()
                }
            };
            self.line(Line { depth, kind: LineKind::Field, label, pieces, target: target.cloned() });
            self.fields(depth + 1, of, below.1, target);
            self.items(depth + 1, of, &field.name, below.0, target);
        }
    }

    fn items(&mut self, depth: u8, of: Option<&Record>, field: &str, items: &[ItemChange], target: Option<&Ref>) {
        for item in items {
            let (became, json, inner): (_, _, &[FieldChange]) = match item {
                ItemChange::Added(json) => (Became::Added, json, &[]),
                ItemChange::Removed(json) => (Became::Removed, json, &[]),
                ItemChange::Moved(json) => (Became::Moved, json, &[]),
                ItemChange::Changed { after, fields } => (Became::Changed, after, fields),
            };
            let reader = if became == Became::Removed { &self.then } else { &self.now };
            let pieces = vec![Piece { text: reader.line(of, field, Some(json)), fate: became.fate() }];
            let (kind, target_ref) = (LineKind::Item(became), target.cloned());
            self.line(Line { depth, kind, label: String::new(), pieces, target: target_ref });
            self.fields(depth + 1, of, inner, target);
        }
    }
}

fn plain(text: String) -> Vec<Piece> {
    vec![Piece { text, fate: Fate::Kept }]
}
