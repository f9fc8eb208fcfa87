//! How the views mark what has changed since an earlier round, and show what stood then.

use egui::{Role, Sense, Ui, WidgetInfo, vec2};

use super::text::{Look, Text, text_ui};
use super::theme::{self, Palette};
use super::widgets::marks;
use super::wording::{apart, piece_marks, spoken_pieces};
use crate::case::{Position, PositionNumber, Snapshot, Status};
use crate::compare::{Change, Comparison, Filter, aspects};
use crate::edit::diff::{Fate, words as reworded};
use crate::words::{since as words, terms};

/// What has changed since a round, for those who draw.
#[derive(Clone, Copy)]
pub struct Marked<'a> {
    snapshot: &'a Snapshot,
    comparison: &'a Comparison,
    /// The round's label; nothing where nothing is compared.
    round: Option<&'a str>,
    /// What is shown is as it stood in an earlier round.
    is_earlier: bool,
}

impl<'a> Marked<'a> {
    /// What `comparison` says, which was made with this filter.
    #[must_use]
    pub fn new(snapshot: &'a Snapshot, comparison: &'a Comparison, filter: &Filter) -> Self {
        let since = filter.since.as_ref().and_then(|since| snapshot.round(&since.round));
        let is_earlier = filter.round.as_ref().is_some_and(|round| snapshot.round(round).is_some());
        Self { snapshot, comparison, round: since.map(|round| round.label.as_str()), is_earlier }
    }

    /// An issue's status, which is today's whatever round is shown.
    #[must_use]
    pub fn status(&self, status: &Status) -> String {
        words::status(status, self.is_earlier)
    }

    /// How many issues there are of each status.
    #[must_use]
    pub fn counts(&self, counts: &[(Status, usize)]) -> String {
        words::issue_counts(counts, self.is_earlier)
    }

    /// The label of the round that is compared with.
    #[must_use]
    pub fn round(&self) -> Option<&'a str> {
        self.round
    }

    /// What has become of a position.
    #[must_use]
    pub fn change(&self, position: PositionNumber) -> Option<Change> {
        self.round.and_then(|_| self.comparison.change(position))
    }

    /// The same in words: "Changed since Baku".
    #[must_use]
    pub fn words(&self, position: PositionNumber) -> Option<String> {
        Some(words::mark(self.change(position)?, self.round?))
    }

    /// The mark and what it means, with what stood in the round, word by word; nothing where nothing has changed.
    pub(super) fn change_ui(&self, ui: &mut Ui, palette: &'static Palette, position: PositionNumber) {
        let (Some(change), Some(round)) = (self.change(position), self.round) else { return };
        let head = theme::colored(palette.strong_label(), palette.focus);
        text_ui(ui, &format!("{} {}", words::sign(change), words::mark(change, round)), &head);
        let versions = |earlier| Some((self.snapshot.numbered(earlier)?, self.snapshot.numbered(position)?));
        match change {
            Change::New => _ = text_ui(ui, words::NOTHING_THEN, &palette.label()),
            Change::Withdrawn => _ = text_ui(ui, words::NOT_NOW, &palette.label()),
            Change::Changed(earlier) => {
                if let Some((before, after)) = versions(earlier) {
                    text_ui(ui, &words::stood_in(round), &palette.label());
                    self.before_ui(ui, palette, before, after);
                }
            }
        }
    }

    fn before_ui(&self, ui: &mut Ui, palette: &'static Palette, before: &Position, after: &Position) {
        let aspects = aspects(before, after);
        kind_ui(ui, palette, before);
        let ink = theme::colored(palette.label(), palette.ink);
        reworded_ui(ui, palette, &before.text, &after.text, &ink);
        for line in words::otherwise(self.snapshot, before, &aspects) {
            text_ui(ui, &line, &ink);
        }
    }
}

/// The kind of what stood then, by mark and word.
fn kind_ui(ui: &mut Ui, palette: &'static Palette, position: &Position) {
    let color = palette.kind(&position.kind);
    let look = theme::colored(palette.strong_label(), color);
    let laid = Text::new(terms::kind(&position.kind), &look).hug(true).layout(ui.ctx(), ui.available_width());
    let indent = vec2(marks::SIZE + 6.0, 0.0);
    let (rect, response) = ui.allocate_exact_size(laid.size() + indent, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, laid.text()));
    let center = rect.left_center() + vec2(marks::SIZE / 2.0, 0.0);
    marks::paint_kind(ui.painter(), center, marks::SIZE, &position.kind, color);
    laid.paint(ui.painter(), rect.min + indent);
}

/// Both wordings in one: what has gone is struck through, and what has come is underlined. The earlier one alone where
/// they are the same, or have too little in common for that.
fn reworded_ui(ui: &mut Ui, palette: &Palette, before: &str, after: &str, look: &Look) {
    let pieces = reworded(before, after);
    if before == after || pieces.iter().all(|piece| piece.fate != Fate::Kept) {
        text_ui(ui, before, look);
        return;
    }
    let pieces = apart(pieces);
    let whole: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
    let marks = piece_marks(palette, &pieces);
    let response = ui.add(Text::new(&whole, look).marks(&marks));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, spoken_pieces(&pieces)));
}
