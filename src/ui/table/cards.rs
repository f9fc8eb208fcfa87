//! What stands in the table's cells, measured and painted by the same code.

use egui::{Context, Painter, Pos2, Rect, pos2, vec2};

use super::sheet::{Item, Place, Sheet};
use crate::case::{Condition, Issue, Position, Proposal, Ref, Snapshot, Term, Visibility};
use crate::compare::{Column, Comparison, Entry, Group};
use crate::fold;
use crate::ui::text::{Look, Mark, Text};
use crate::ui::theme::{self, Accent, Palette};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::marks;
use crate::words::{chip, screen, terms};

/// A text longer than this is shown whole in the inspector only.
const MAX_ROWS: usize = 40;
/// Between a mark and the word beside it.
const MARK_GAP: f32 = 6.0;

/// Everything that the items of a table are drawn from.
pub(super) struct Cards<'a> {
    pub ctx: &'a Context,
    pub palette: &'static Palette,
    pub snapshot: &'a Snapshot,
    pub comparison: &'a Comparison,
    /// What is searched for, folded; empty for nothing.
    pub needle: &'a str,
    /// The item that the search is at.
    pub found_now: Option<Item>,
}

/// How an item stands in its place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent states, each drawn in its own way")]
pub(super) struct State {
    pub hovered: bool,
    pub selected: bool,
    /// The keyboard is here.
    pub focused: bool,
    /// An axis is folded.
    pub folded: bool,
}

impl Cards<'_> {
    /// How high an item is in a column so wide, in points.
    #[must_use]
    pub(super) fn height(&self, item: Item, width: f32) -> f32 {
        self.draw(item, Pos2::ZERO, width, State::default(), None)
    }

    /// Paints an item with its left top at `at`.
    pub(super) fn paint(&self, painter: &Painter, item: Item, rect: Rect, state: State) {
        let is_card = matches!(item, Item::Entry(_));
        if state.selected {
            painter.rect_filled(rect, theme::CORNER, self.palette.selected);
        } else if state.hovered {
            painter.rect_filled(rect, theme::CORNER, self.palette.hovered);
        }
        if is_card && let Some(accent) = self.accent(item) {
            marks::paint_rule(painter, rect, accent);
        }
        self.draw(item, rect.min, rect.width(), state, Some(painter));
        if state.focused {
            let stroke = egui::Stroke::new(2.0, self.palette.focus);
            painter.rect_stroke(rect.shrink(1.0), theme::CORNER, stroke, egui::StrokeKind::Inside);
        }
    }

    fn draw(&self, item: Item, at: Pos2, width: f32, state: State, painter: Option<&Painter>) -> f32 {
        let mut pen = Pen { cards: self, painter, item, left: at.x, right: at.x + width, top: at.y, y: at.y };
        match item {
            Item::Entry(entry) => pen.entry(entry),
            Item::Issue(issue) => pen.issue(issue),
            Item::IssueLine(issue) => pen.issue_line(issue),
            Item::Column(column) => pen.column(column),
            Item::Axis(group) => pen.axis(group),
            Item::Band(group) => pen.band(group, state),
            Item::Nothing => pen.quiet(terms::NO_POSITION),
            Item::Filtered(hidden) => pen.quiet(&screen::filtered_out(hidden as usize)),
            Item::Blank => {}
        }
        pen.y - pen.top
    }

    fn accent(&self, item: Item) -> Option<Accent> {
        let party = match item {
            Item::Entry(Entry::Position(position)) => &self.position(position)?.party,
            Item::Entry(Entry::Term { proposal, .. }) => &self.proposal(proposal)?.sponsor,
            Item::Column(column) => match self.comparison.columns.get(column as usize)? {
                Column::Party(party) => party,
                Column::Proposals => return None,
            },
            _ => return None,
        };
        Some(self.palette.accent(self.snapshot.party_number(party)?))
    }

    fn position(&self, number: u32) -> Option<&Position> {
        self.snapshot.case().positions.get(number as usize).map(|position| &**position)
    }

    fn proposal(&self, number: u32) -> Option<&Proposal> {
        self.snapshot.case().proposals.get(number as usize).map(|proposal| &**proposal)
    }

    fn issue(&self, number: u32) -> Option<&Issue> {
        self.snapshot.case().issues.get(number as usize).map(|issue| &**issue)
    }

    fn group(&self, number: u32) -> Option<&Group> {
        self.comparison.groups.get(number as usize)
    }

    /// The whole of an item in words, for those who hear the screen; `None` for what is not to be reached.
    #[must_use]
    pub(super) fn name(&self, item: Item) -> Option<String> {
        let case = self.snapshot.case();
        match item {
            Item::Entry(Entry::Position(number)) => {
                let position = self.position(number)?;
                let party = self.snapshot.party(&position.party).map_or(position.party.as_str(), |party| party.label());
                let issue = self.snapshot.issue(&position.issue).map(|issue| issue_name(issue)).unwrap_or_default();
                let mut name = format!("{party}, {issue}, {}: {}", terms::kind(&position.kind), position.text);
                for condition in &position.conditions {
                    name.push_str(". ");
                    name.push_str(&self.only_if(condition));
                }
                name.push_str(". ");
                name.push_str(&self.chip(position));
                Some(name)
            }
            Item::Entry(Entry::Term { proposal, term }) => {
                let proposal = self.proposal(proposal)?;
                let term = proposal.terms.get(term as usize)?;
                let issue = self.snapshot.issue(&term.issue).map(|issue| issue_name(issue)).unwrap_or_default();
                Some(format!("{}, {issue}, {}: {}", screen::PROPOSALS, proposal.title, term.text))
            }
            Item::Issue(number) | Item::IssueLine(number) => {
                let issue = self.issue(number)?;
                Some(format!("{}, {}", issue_name(issue), terms::status(&issue.status)))
            }
            Item::Column(column) => match self.comparison.columns.get(column as usize)? {
                Column::Party(party) => {
                    let party = self.snapshot.party(party)?;
                    Some(format!("{}, {}", party.name, terms::role(&party.role)))
                }
                Column::Proposals => Some(screen::PROPOSALS.to_owned()),
            },
            Item::Band(number) | Item::Axis(number) => {
                let group = self.group(number)?;
                let axis = group.axis.and_then(|axis| case.axes.get(axis as usize));
                let name = axis.map_or(screen::NO_AXIS, |axis| &axis.name);
                Some(format!("{name}, {}", screen::issue_counts(&group.counts)))
            }
            Item::Nothing | Item::Filtered(_) | Item::Blank => None,
        }
    }

    /// What an empty cell says, with whose it is.
    #[must_use]
    pub(super) fn empty_name(&self, sheet: &Sheet, place: Place, item: Item) -> String {
        let head = place.column.checked_sub(1).map(|column| sheet.head(column)).and_then(|head| self.name(head));
        let said = match item {
            Item::Filtered(hidden) => screen::filtered_out(hidden as usize),
            _ => terms::NO_POSITION.to_owned(),
        };
        let mut row = Vec::new();
        sheet.fill(self.comparison, place.row, 0, &mut row);
        let row = row.first().and_then(|item| self.name(*item));
        [head, row, Some(said)].into_iter().flatten().collect::<Vec<_>>().join(", ")
    }

    fn only_if(&self, condition: &Condition) -> String {
        let number = condition.requires.as_ref().and_then(|target| self.number_of(target));
        screen::only_if(&condition.text, number)
    }

    /// The permanent number of the issue that a reference leads to.
    fn number_of(&self, target: &Ref) -> Option<&str> {
        let issue = match target {
            Ref::Issue(issue) => issue,
            Ref::Position(position) => &self.snapshot.position(position)?.issue,
            _ => return None,
        };
        self.snapshot.issue(issue)?.number.as_deref()
    }

    fn chip(&self, position: &Position) -> String {
        chip::evidence(self.snapshot, &position.evidence)
    }

    fn is_disputed(&self, position: &Position) -> bool {
        position.evidence.iter().any(|evidence| evidence.disputes.is_some())
            || !self.snapshot.disputed_by(&Ref::Position(position.id.clone())).is_empty()
    }
}

/// An issue's number and title.
#[must_use]
pub fn issue_name(issue: &Issue) -> String {
    match &issue.number {
        Some(number) => format!("{number} {}", issue.title),
        None => issue.title.clone(),
    }
}

/// Lays an item out from top to bottom; without a painter it only measures.
struct Pen<'a> {
    cards: &'a Cards<'a>,
    painter: Option<&'a Painter>,
    item: Item,
    left: f32,
    right: f32,
    top: f32,
    y: f32,
}

impl Pen<'_> {
    fn palette(&self) -> &'static Palette {
        self.cards.palette
    }

    /// Leaves room on both sides and above.
    fn inset(&mut self, left: f32, right: f32, top: f32) {
        self.left += left;
        self.right -= right;
        self.y += top;
    }

    /// One paragraph across the width.
    fn text(&mut self, text: &str, look: &Look) {
        let marks = self.marks(text);
        let laid = Text::new(text, look)
            .marks(&marks)
            .max_rows(MAX_ROWS)
            .layout(self.cards.ctx, (self.right - self.left).max(1.0));
        if let Some(painter) = self.painter {
            laid.paint(painter, pos2(self.left, self.y));
        }
        self.y += laid.size().y;
    }

    /// A text on the line that `y` is at, which stays; gives the width it took.
    fn inline(&mut self, text: &str, look: &Look, x: f32, line: f32) -> f32 {
        let laid = Text::new(text, look).max_rows(1).hug(true).layout(self.cards.ctx, (self.right - x).max(1.0));
        if let Some(painter) = self.painter {
            laid.paint(painter, pos2(x, self.y + (line - laid.size().y) / 2.0));
        }
        laid.size().x
    }

    fn marks(&self, text: &str) -> Vec<Mark> {
        if self.cards.needle.is_empty() {
            return Vec::new();
        }
        let now = self.cards.found_now == Some(self.item);
        let ground = if now { self.palette().found_now } else { self.palette().found };
        let outline = now.then_some(self.palette().ink);
        let ranges = fold::Folded::new(text).find_all(self.cards.needle);
        ranges.into_iter().map(|range| Mark { range, ground, outline }).collect()
    }

    fn line_height(look: &Look) -> f32 {
        look.line_height.unwrap_or(look.font.size)
    }

    fn entry(&mut self, entry: Entry) {
        self.inset(theme::RULE + theme::INSET, theme::INSET, 6.0);
        match entry {
            Entry::Position(number) => {
                if let Some(position) = self.cards.position(number) {
                    self.position(position);
                }
            }
            Entry::Term { proposal, term } => {
                if let Some(proposal) = self.cards.proposal(proposal)
                    && let Some(term) = proposal.terms.get(term as usize)
                {
                    self.term(proposal, term);
                }
            }
        }
        self.y += 7.0;
    }

    fn position(&mut self, position: &Position) {
        let palette = self.palette();
        let color = palette.kind(&position.kind);
        let word = theme::colored(palette.strong_label(), color);
        let line = Self::line_height(&word);
        if let Some(painter) = self.painter {
            let center = pos2(self.left + marks::SIZE / 2.0, self.y + line / 2.0);
            marks::paint_kind(painter, center, marks::SIZE, &position.kind, color);
        }
        let start = self.left + marks::SIZE + MARK_GAP;
        let mut x = start + self.inline(terms::kind(&position.kind), &word, start, line);
        if *position.visibility() != Visibility::Public {
            x += theme::GAP;
            let label = terms::visibility(position.visibility());
            x += self.inline(label, &theme::colored(palette.strong_label(), palette.ochre), x, line);
        }
        if self.cards.is_disputed(position) {
            x += theme::GAP;
            if let Some(painter) = self.painter {
                paint_icon(painter, pos2(x + 6.0, self.y + line / 2.0), 12.0, Icon::Disputed, palette.ochre);
            }
            x += 12.0 + MARK_GAP;
            self.inline(screen::DISPUTED, &theme::colored(palette.label(), palette.ochre), x, line);
        }
        self.y += line + 2.0;
        self.text(&position.text, &palette.text());
        for condition in &position.conditions {
            self.y += 3.0;
            let text = self.cards.only_if(condition);
            let (left, top) = (self.left, self.y);
            self.left += theme::GAP;
            self.text(&text, &theme::colored(palette.label(), palette.ink));
            self.left = left;
            if let Some(painter) = self.painter {
                // A hooked line ties the condition to the text above it.
                let stroke = egui::Stroke::new(1.25, palette.outline);
                let corner = pos2(left + 2.0, top + Self::line_height(&palette.label()) / 2.0);
                painter.line_segment([pos2(left + 2.0, top - 1.0), corner], stroke);
                painter.line_segment([corner, corner + vec2(6.0, 0.0)], stroke);
            }
        }
        self.y += 4.0;
        let chip = self.cards.chip(position);
        self.text(&chip, &palette.label());
    }

    fn term(&mut self, proposal: &Proposal, term: &Term) {
        let palette = self.palette();
        self.text(&proposal.title, &palette.strong_label());
        self.y += 2.0;
        self.text(&term.text, &palette.text());
        self.y += 4.0;
        let sponsor = self.cards.snapshot.party(&proposal.sponsor);
        let sponsor = sponsor.map_or(proposal.sponsor.as_str(), |party| party.label());
        self.text(&screen::proposal_line(sponsor, &proposal.status), &palette.label());
        for response in &proposal.responses {
            let party = self.cards.snapshot.party(&response.party);
            let party = party.map_or(response.party.as_str(), |party| party.label());
            self.text(&screen::response_line(party, &response.stance), &palette.label());
        }
    }

    fn issue(&mut self, number: u32) {
        let Some(issue) = self.cards.issue(number) else { return };
        let palette = self.palette();
        self.inset(theme::EDGE, theme::INSET, 6.0);
        if let Some(number) = &issue.number {
            self.text(number, &palette.label());
        }
        self.text(&issue.title, &palette.strong());
        self.y += 4.0;
        let color = palette.status(&issue.status);
        let look = theme::colored(palette.label(), color);
        let line = Self::line_height(&look);
        if let Some(painter) = self.painter {
            let center = pos2(self.left + marks::SIZE / 2.0, self.y + line / 2.0);
            marks::paint_status(painter, center, marks::SIZE, &issue.status, color);
        }
        self.left += marks::SIZE + MARK_GAP;
        self.text(terms::status(&issue.status), &look);
        self.y += theme::INSET;
    }

    fn issue_line(&mut self, number: u32) {
        let Some(issue) = self.cards.issue(number) else { return };
        self.inset(theme::INSET, theme::INSET, 8.0);
        let look = self.palette().strong_label();
        self.text(&issue_name(issue), &look);
        self.y += 2.0;
    }

    fn column(&mut self, number: u32) {
        let palette = self.palette();
        let Some(column) = self.cards.comparison.columns.get(number as usize) else { return };
        if let (Some(painter), Some(accent)) = (self.painter, self.cards.accent(self.item)) {
            let bottom = self.y + 44.0;
            let rect = Rect::from_min_max(pos2(self.left, self.y + 6.0), pos2(self.right, bottom));
            marks::paint_rule(painter, rect, accent);
        }
        self.inset(theme::RULE + theme::INSET, theme::INSET, 6.0);
        match column {
            Column::Party(id) => {
                let Some(party) = self.cards.snapshot.party(id) else { return };
                let look = palette.strong();
                let line = Self::line_height(&look);
                let x = self.left + self.inline(party.label(), &look, self.left, line) + theme::INSET;
                if let Some(native) = &party.native_name
                    && x < self.right
                {
                    let look = theme::colored(palette.text(), palette.second);
                    self.inline(native, &look, x, line);
                }
                self.y += line;
                self.text(&terms::role(&party.role).to_uppercase(), &palette.caps());
            }
            Column::Proposals => {
                self.text(screen::PROPOSALS, &palette.strong());
                self.text(&screen::PROPOSALS_ROLE.to_uppercase(), &palette.caps());
            }
        }
        self.y += 4.0;
    }

    fn axis(&mut self, number: u32) {
        let Some(group) = self.cards.group(number) else { return };
        let palette = self.palette();
        let axis = group.axis.and_then(|axis| self.cards.snapshot.case().axes.get(axis as usize));
        let name = axis.map_or(screen::NO_AXIS, |axis| &axis.name);
        self.inset(theme::INSET, theme::INSET, 6.0);
        self.text(name, &palette.strong());
        self.text(&screen::issue_counts(&group.counts), &palette.label());
        self.y += 6.0;
    }

    fn band(&mut self, number: u32, state: State) {
        let Some(group) = self.cards.group(number) else { return };
        let palette = self.palette();
        let axis = group.axis.and_then(|axis| self.cards.snapshot.case().axes.get(axis as usize));
        let name = axis.map_or(screen::NO_AXIS, |axis| &axis.name);
        self.inset(theme::EDGE, theme::EDGE, 0.0);
        let line = 34.0;
        if let Some(painter) = self.painter {
            let icon = if state.folded { Icon::Right } else { Icon::Down };
            paint_icon(painter, pos2(self.left + 4.0, self.y + line / 2.0), 9.0, icon, palette.second);
        }
        let caps = theme::colored(palette.caps(), palette.ink);
        let start = self.left + 16.0;
        let x = start + self.inline(&name.to_uppercase(), &caps, start, line);
        self.inline(&screen::issue_counts(&group.counts), &palette.label(), x + theme::EDGE, line);
        self.y += line;
    }

    fn quiet(&mut self, text: &str) {
        self.inset(theme::RULE + theme::INSET, theme::INSET, 6.0);
        let look = self.palette().label();
        self.text(text, &look);
        self.y += 7.0;
    }
}
