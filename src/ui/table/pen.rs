//! How each item of the table is laid out and painted.

use egui::{Painter, Pos2, Rect, pos2, vec2};

use super::cards::{Cards, State};
use super::sheet::Item;
use crate::case::{IssueNumber, Party, Position, Proposal, Ref, Term, Visibility};
use crate::compare::{Change, Column, Entry};
use crate::fold;
use crate::ui::text::{Look, Mark, Text, has_rtl, typed};
use crate::ui::theme::{self, Palette};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::marks;
use crate::words::{chip, editing, names, screen, since, terms};

/// A text longer than this is shown whole in the inspector only.
const MAX_ROWS: usize = 40;
/// The height of the line at the end of an axis.
const ADD_LINE: f32 = 28.0;
/// The width of the field in which an axis's name is edited.
const AXIS_FIELD: f32 = 280.0;
/// The widest that the text of a proposal on no issue gets, in points: some sixty characters.
const LOOSE: f32 = 560.0;
/// Between a mark and the word beside it.
const MARK_GAP: f32 = 6.0;

/// What became of an item that was laid out.
#[derive(Clone, Copy, Debug)]
pub(super) struct Drawn {
    /// In points.
    pub(super) height: f32,
    /// A text in it is longer than what is shown.
    pub(super) elided: bool,
}

/// Lays an item out from `at` downwards and paints it, or without a painter only measures.
pub(super) fn draw(
    cards: &Cards<'_>,
    item: Item,
    at: Pos2,
    width: f32,
    state: State,
    painter: Option<&Painter>,
) -> Drawn {
    let mut pen = Pen { cards, painter, item, left: at.x, right: at.x + width, y: at.y, elided: false };
    match item {
        Item::Entry(entry) => pen.entry(entry),
        Item::Issue(issue) => pen.issue(issue),
        Item::IssueLine(issue) => pen.issue_line(issue, state),
        Item::Column(column) => pen.column(column),
        Item::Axis(group) => pen.axis(group),
        Item::Band(group) => pen.band(group, state),
        Item::Nothing => pen.nothing(terms::NO_POSITION, state),
        Item::Former(count) => pen.nothing(&screen::former(count as usize), state),
        Item::AddIssue(_) => pen.add_issue(state),
        Item::Proposal(proposal) => pen.loose(proposal),
        Item::Filtered(hidden) => pen.quiet(&screen::filtered_out(hidden as usize)),
        Item::Blank => {}
    }
    Drawn { height: pen.y - at.y, elided: pen.elided }
}

/// Where the next thing of an item stands.
struct Pen<'a> {
    cards: &'a Cards<'a>,
    painter: Option<&'a Painter>,
    item: Item,
    left: f32,
    right: f32,
    y: f32,
    elided: bool,
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

    /// One paragraph across the width, of what a search looks through.
    fn text(&mut self, text: &str, look: &Look) {
        let marks = self.marks(text);
        self.paragraph(text, look, &marks);
    }

    /// One paragraph across the width, of words that no search finds.
    fn plain(&mut self, text: &str, look: &Look) {
        self.paragraph(text, look, &[]);
    }

    fn paragraph(&mut self, text: &str, look: &Look, marks: &[Mark]) {
        let laid = Text::new(text, look)
            .marks(marks)
            .max_rows(MAX_ROWS)
            .layout(self.cards.ctx, (self.right - self.left).max(1.0));
        if let Some(painter) = self.painter {
            laid.paint(painter, pos2(self.left, self.y));
        }
        self.elided |= laid.is_elided();
        self.y += laid.size().y;
    }

    /// A text that can be edited where it stands: its field, if it is being edited.
    fn editable(&mut self, text: &str, look: &Look) {
        match self.cards.draft.filter(|draft| draft.item == self.item) {
            Some(draft) => self.field(draft.text, look),
            None if matches!(self.item, Item::Column(_) | Item::Axis(_)) => self.plain(text, look),
            None => self.text(text, look),
        }
    }

    fn is_edited(&self) -> bool {
        self.cards.draft.is_some_and(|draft| draft.item == self.item)
    }

    /// Leaves room for a field, and shows how its text reads where it runs from the right.
    fn field(&mut self, text: &str, look: &Look) {
        let width = (self.right - self.left).max(1.0);
        let height = typed(self.cards.ctx, text, look, width).size().y.max(Self::line_height(look));
        let rect = Rect::from_min_size(pos2(self.left, self.y), vec2(width, height));
        if let Some(painter) = self.painter {
            self.cards.field.set(Some((rect, painter.clip_rect())));
        }
        self.y = rect.bottom();
        if has_rtl(text) {
            self.y += theme::UNIT + 2.0;
            self.text(text, &theme::colored(look.clone(), self.palette().second));
        }
    }

    /// A text on the line that `y` is at, which stays; gives the width it took.
    fn inline(&mut self, text: &str, look: &Look, x: f32, line: f32) -> f32 {
        let laid = Text::new(text, look).max_rows(1).hug(true).layout(self.cards.ctx, (self.right - x).max(1.0));
        if let Some(painter) = self.painter {
            laid.paint(painter, pos2(x, self.y + (line - laid.size().y) / 2.0));
        }
        laid.size().x
    }

    /// How wide a text is on one line.
    fn width(&self, text: &str, look: &Look) -> f32 {
        Text::new(text, look).max_rows(1).hug(true).layout(self.cards.ctx, f32::INFINITY).size().x
    }

    fn marks(&self, text: &str) -> Vec<Mark> {
        if self.cards.needle.is_empty() {
            return Vec::new();
        }
        let now = self.cards.found_now == Some(self.item);
        let ground = if now { self.palette().found_now } else { self.palette().found };
        let outline = now.then_some(self.palette().ink);
        let ranges = fold::Folded::new(text).find_all(self.cards.needle);
        ranges.into_iter().map(|range| Mark { range, ground, outline, rule: None }).collect()
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

    /// What has become of the position since the round that is compared with.
    fn changed(&self) -> Option<Change> {
        let Item::Entry(Entry::Position(number)) = self.item else { return None };
        self.cards.marked.change(number)
    }

    /// Says it, in one line above the position; what has no room is read in the tip.
    fn change(&mut self) {
        let (Some(change), Some(round)) = (self.changed(), self.cards.marked.round()) else { return };
        let palette = self.palette();
        let look = theme::colored(palette.strong_label(), palette.focus);
        let line = Self::line_height(&look);
        self.inline(since::sign(change), &look, self.left + 1.0, line);
        self.inline(&since::mark(change, round), &look, self.left + marks::SIZE + MARK_GAP, line);
        self.y += line;
    }

    fn position(&mut self, position: &Position) {
        self.change();
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
        if self.cards.is_disputed(&Ref::Position(position.id.clone()), &position.evidence) {
            self.disputed(x + theme::GAP, line);
        }
        self.y += line + 2.0;
        let withdrawn = self.changed() == Some(Change::Withdrawn);
        let text = if withdrawn { theme::colored(palette.text(), palette.second) } else { palette.text() };
        self.editable(&position.text, &text);
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
        // Of what it says a search looks through the source alone.
        let source = match position.evidence.as_slice() {
            [only] => chip
                .find(chip::publisher(self.cards.snapshot, &only.source))
                .map(|at| at..at + chip::publisher(self.cards.snapshot, &only.source).len()),
            _ => None,
        };
        let mut marks = self.marks(&chip);
        marks.retain(|mark| source.as_ref().is_some_and(|it| it.start <= mark.range.start && mark.range.end <= it.end));
        self.paragraph(&chip, &palette.label(), &marks);
    }

    fn disputed(&mut self, x: f32, line: f32) {
        let palette = self.palette();
        if let Some(painter) = self.painter {
            paint_icon(painter, pos2(x + 6.0, self.y + line / 2.0), 12.0, Icon::Disputed, palette.ochre);
        }
        let look = theme::colored(palette.label(), palette.ochre);
        self.inline(screen::DISPUTED, &look, x + 12.0 + MARK_GAP, line);
    }

    fn term(&mut self, proposal: &Proposal, term: &Term) {
        let palette = self.palette();
        self.text(&proposal.title, &palette.strong_label());
        self.y += 2.0;
        self.editable(&term.text, &palette.text());
        self.y += 4.0;
        self.stand(proposal);
    }

    /// A proposal on no issue; over the first of them stands what they are.
    fn loose(&mut self, number: u32) {
        let Some(proposal) = self.cards.proposal(number) else { return };
        let palette = self.palette();
        self.inset(theme::EDGE, theme::EDGE, 0.0);
        if self.cards.comparison.loose.first() == Some(&number) {
            let line = 34.0;
            let caps = theme::colored(palette.caps(), palette.ink);
            self.inline(&screen::NO_ISSUE.to_uppercase(), &caps, self.left + 16.0, line);
            self.y += line;
        } else {
            self.y += theme::INSET;
        }
        self.left += 16.0;
        self.right = self.right.min(self.left + LOOSE);
        self.text(&proposal.title, &palette.strong_label());
        self.y += 2.0;
        self.text(&proposal.text, &palette.text());
        self.y += 4.0;
        self.stand(proposal);
        self.y += theme::INSET;
    }

    /// Whose a proposal is, how it stands, and what the parties say to it.
    fn stand(&mut self, proposal: &Proposal) {
        let palette = self.palette();
        let sponsor = self.cards.party_label(&proposal.sponsor);
        self.plain(&screen::proposal_line(sponsor, &proposal.status), &palette.label());
        if self.cards.is_disputed(&Ref::Proposal(proposal.id.clone()), &proposal.evidence) {
            let line = Self::line_height(&palette.label());
            self.disputed(self.left, line);
            self.y += line;
        }
        for response in &proposal.responses {
            let party = self.cards.party_label(&response.party);
            self.plain(&screen::response_line(party, &response.stance), &palette.label());
        }
    }

    fn issue(&mut self, number: IssueNumber) {
        let Some(issue) = self.cards.issue(number) else { return };
        let palette = self.palette();
        self.inset(theme::EDGE, theme::INSET, 6.0);
        if let Some(number) = &issue.number {
            self.text(number, &palette.label());
        }
        self.editable(&issue.title, &palette.strong());
        self.y += 4.0;
        let color = palette.status(&issue.status);
        let look = theme::colored(palette.label(), color);
        let line = Self::line_height(&look);
        if let Some(painter) = self.painter {
            let center = pos2(self.left + marks::SIZE / 2.0, self.y + line / 2.0);
            marks::paint_status(painter, center, marks::SIZE, &issue.status, color);
        }
        self.left += marks::SIZE + MARK_GAP;
        self.plain(&self.cards.marked.status(&issue.status), &look);
        self.y += theme::INSET;
    }

    /// What heads the cards of an issue in a column of a whole axis, the same for each party.
    fn issue_line(&mut self, number: IssueNumber, state: State) {
        let Some(issue) = self.cards.issue(number) else { return };
        self.inset(theme::RULE + theme::INSET, theme::INSET, 8.0);
        let look = self.palette().strong_label();
        let draft = self.cards.draft.filter(|draft| draft.item == self.item);
        let text = names::issue(issue);
        match draft.filter(|_| state.edited || self.painter.is_none()) {
            None => self.text(&text, &look),
            Some(draft) => {
                // As high as where it is only read.
                let mut read = Self { painter: None, ..*self };
                read.text(&text, &look);
                let (read, title) = (read.y, self.palette().strong());
                if let Some(number) = &issue.number {
                    self.left += self.inline(number, &look, self.left, Self::line_height(&title)) + MARK_GAP;
                }
                self.field(draft.text, &title);
                self.y = self.y.max(read);
            }
        }
        self.y += 2.0;
    }

    fn column(&mut self, number: u32) {
        let palette = self.palette();
        let Some(column) = self.cards.comparison.columns.get(number as usize) else { return };
        if let (Some(painter), Some(accent)) = (self.painter, self.cards.accent(self.item)) {
            let bottom = self.y + self.cards.height(self.item, self.right - self.left) - 4.0;
            let rect = Rect::from_min_max(pos2(self.left, self.y + 6.0), pos2(self.right, bottom));
            marks::paint_rule(painter, rect, accent);
        }
        self.inset(theme::RULE + theme::INSET, theme::INSET, 6.0);
        match column {
            Column::Party(id) => {
                let Some(party) = self.cards.snapshot.party(id) else { return };
                self.party(party);
            }
            Column::Proposals => {
                self.plain(screen::PROPOSALS, &palette.strong());
                self.plain(&screen::PROPOSALS_ROLE.to_uppercase(), &palette.caps());
            }
        }
        self.y += 4.0;
    }

    /// A party's name, its name in its own script where there is room for it, and its role.
    fn party(&mut self, party: &Party) {
        let palette = self.palette();
        let (name, role) = (palette.strong(), palette.caps());
        let (large, small) = (theme::colored(palette.text(), palette.second), palette.label());
        let native = party.native_name.as_deref();
        let room = self.right - self.left - theme::INSET;
        let beside = |text: f32, native: f32| text + native <= room;

        let name_width = self.width(party.label(), &name);
        // A name that runs from the right stands at the right, where the other would.
        let is_free = !self.is_edited() && !has_rtl(party.label());
        let by_name = native.filter(|native| is_free && beside(name_width, self.width(native, &large)));
        if let Some(native) = by_name {
            self.inline(native, &large, self.left + name_width + theme::INSET, Self::line_height(&name));
        }
        self.editable(party.label(), &name);
        let word = terms::role(&party.role).to_uppercase();
        let role_width = self.width(&word, &role);
        let native = native.filter(|_| by_name.is_none());
        let by_role = native.filter(|native| beside(role_width, self.width(native, &small)));
        if let Some(native) = by_role {
            self.inline(native, &small, self.left + role_width + theme::INSET, Self::line_height(&role));
        }
        self.plain(&word, &role);
        if let Some(native) = native.filter(|_| by_role.is_none()) {
            self.inline(native, &small, self.left, Self::line_height(&small));
            self.y += Self::line_height(&small);
        }
    }

    fn axis(&mut self, number: u32) {
        let Some(group) = self.cards.group(number) else { return };
        let palette = self.palette();
        let axis = group.axis.and_then(|axis| self.cards.snapshot.case().axes.get(axis as usize));
        let name = axis.map_or(screen::NO_AXIS, |axis| &axis.name);
        self.inset(theme::RULE + theme::INSET, theme::INSET, 6.0);
        self.editable(name, &palette.strong());
        self.plain(&self.cards.marked.counts(&group.counts), &palette.label());
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
        let edited = self.cards.draft.filter(|draft| draft.item == self.item);
        let x = match edited {
            Some(draft) => {
                let look = palette.strong_label();
                let field = Self { left: start, right: start + AXIS_FIELD, ..*self };
                let height = Self::line_height(&look);
                Self { y: self.y + (line - height) / 2.0, ..field }.field(draft.text, &look);
                start + AXIS_FIELD
            }
            None => start + self.inline(&name.to_uppercase(), &caps, start, line),
        };
        self.inline(&self.cards.marked.counts(&group.counts), &palette.label(), x + theme::EDGE, line);
        self.y += line;
    }

    /// That a party says nothing, or where the keyboard is, which key makes what there; both are equally high.
    fn nothing(&mut self, said: &str, state: State) {
        let start = self.y;
        let rows = editing::KINDS.len().div_ceil(2);
        #[expect(clippy::cast_precision_loss, reason = "two rows")]
        let keys = 6.0 + rows as f32 * Self::line_height(&self.palette().label()) + 7.0;
        if state.focused {
            self.keys();
        } else {
            self.quiet(said);
        }
        self.y = self.y.max(start + keys);
    }

    /// Which key makes what in an empty cell.
    fn keys(&mut self) {
        self.inset(theme::RULE + theme::INSET, theme::INSET, 6.0);
        let palette = self.palette();
        let (strong, plain) = (palette.strong_label(), palette.label());
        let line = Self::line_height(&plain);
        let half = (self.right - self.left) / 2.0;
        for (number, kind) in editing::KINDS.iter().enumerate() {
            let x = if number % 2 == 0 { self.left } else { self.left + half };
            let after = x + self.inline(editing::key_of(kind), &strong, x, line) + MARK_GAP;
            self.inline(terms::kind(kind), &plain, after, line);
            if number % 2 == 1 {
                self.y += line;
            }
        }
        self.y += 7.0;
    }

    /// The quiet line at the end of an axis.
    fn add_issue(&mut self, state: State) {
        let palette = self.palette();
        let color = if state.hovered || state.focused { palette.ink } else { palette.second };
        self.inset(theme::EDGE, theme::EDGE, 0.0);
        let line = ADD_LINE;
        if let Some(painter) = self.painter {
            paint_icon(painter, pos2(self.left + 4.0, self.y + line / 2.0), 9.0, Icon::Add, color);
        }
        self.inline(editing::ADD_ISSUE, &theme::colored(palette.label(), color), self.left + 16.0, line);
        self.y += line;
    }

    fn quiet(&mut self, text: &str) {
        self.inset(theme::RULE + theme::INSET, theme::INSET, 6.0);
        let look = self.palette().label();
        self.plain(text, &look);
        self.y += 7.0;
    }
}
