//! What stands in the table's cells, measured and painted by the same code.

use std::cell::Cell;

use egui::{Context, Painter, Pos2, Rect, Ui};

use super::pen;
use super::sheet::{Item, Place, Sheet};
use crate::case::{
    Condition, Evidence, Issue, IssueNumber, PartyId, Position, PositionNumber, Proposal, Ref, Snapshot,
};
use crate::compare::{Column, Comparison, Entry, Group};
use crate::ui::since::Marked;
use crate::ui::text::Text;
use crate::ui::theme::{self, Accent, Palette};
use crate::ui::widgets::marks;
use crate::words::{chip, editing, names, screen, terms};

/// The width in which a text that is too long for its cell is read, in points.
const TIP: f32 = 560.0;
/// The rows of such a text that are shown; what is longer is read in the inspector.
const TIP_ROWS: usize = 24;

/// Everything that the items of a table are drawn from.
pub(super) struct Cards<'a> {
    pub ctx: &'a Context,
    pub palette: &'static Palette,
    pub snapshot: &'a Snapshot,
    pub comparison: &'a Comparison,
    /// What has changed since an earlier round.
    pub marked: Marked<'a>,
    /// What is searched for, folded; empty for nothing.
    pub needle: &'a str,
    /// The item that the search is at.
    pub found_now: Option<Item>,
    /// What is being edited, and what its field holds.
    pub draft: Option<Draft<'a>>,
    /// Where the field of the draft stands, and where it may paint, once its item has been painted.
    pub field: Cell<Option<(Rect, Rect)>>,
}

/// A text that is being edited where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Draft<'a> {
    pub item: Item,
    pub text: &'a str,
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
    /// Of the places where a text stands, this is the one in which it is edited.
    pub edited: bool,
}

impl Cards<'_> {
    /// How high an item is in a column so wide, in points.
    #[must_use]
    pub(super) fn height(&self, item: Item, width: f32) -> f32 {
        pen::draw(self, item, Pos2::ZERO, width, State::default(), None).height
    }

    /// Paints an item in its place; tells whether a text in it is longer than what is shown.
    pub(super) fn paint(&self, painter: &Painter, item: Item, rect: Rect, state: State) -> bool {
        let is_card = matches!(item, Item::Entry(_));
        if state.selected {
            painter.rect_filled(rect, theme::CORNER, self.palette.selected);
        } else if state.hovered {
            painter.rect_filled(rect, theme::CORNER, self.palette.hovered);
        }
        if is_card && let Some(accent) = self.accent(item) {
            marks::paint_rule(painter, rect, accent);
        }
        let drawn = pen::draw(self, item, rect.min, rect.width(), state, Some(painter));
        if state.focused {
            let stroke = egui::Stroke::new(2.0, self.palette.focus);
            painter.rect_stroke(rect.shrink(1.0), theme::CORNER, stroke, egui::StrokeKind::Inside);
        }
        drawn.elided
    }

    pub(super) fn accent(&self, item: Item) -> Option<Accent> {
        let party = match item {
            Item::Entry(Entry::Position(position)) => &self.position(position)?.party,
            Item::Entry(Entry::Term { proposal, .. }) => &self.proposal(proposal)?.sponsor,
            Item::Column(column) => match self.comparison.columns.get(column as usize)? {
                Column::Party(party) => party,
                Column::Proposals => return None,
            },
            _ => return None,
        };
        self.palette.party(self.snapshot, party)
    }

    pub(super) fn position(&self, number: PositionNumber) -> Option<&Position> {
        self.snapshot.numbered(number).map(|position| &**position)
    }

    pub(super) fn proposal(&self, number: u32) -> Option<&Proposal> {
        self.snapshot.case().proposals.get(number as usize).map(|proposal| &**proposal)
    }

    pub(super) fn issue(&self, number: IssueNumber) -> Option<&Issue> {
        self.snapshot.numbered_issue(number).map(|issue| &**issue)
    }

    pub(super) fn group(&self, number: u32) -> Option<&Group> {
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
                let issue = self.snapshot.issue(&position.issue).map(|issue| names::issue(issue)).unwrap_or_default();
                let kind = terms::kind(&position.kind);
                let mark = self.marked.words(number).map(|mark| format!(", {mark}")).unwrap_or_default();
                let mut name = format!("{party}, {issue}, {kind}{mark}: {}", position.text);
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
                let issue = self.snapshot.issue(&term.issue).map(|issue| names::issue(issue)).unwrap_or_default();
                Some(format!("{}, {issue}, {}: {}", screen::PROPOSALS, proposal.title, term.text))
            }
            Item::Proposal(number) => {
                let proposal = self.proposal(number)?;
                Some(format!("{}, {}, {}: {}", screen::PROPOSALS, screen::NO_ISSUE, proposal.title, proposal.text))
            }
            Item::Issue(number) | Item::IssueLine(number) => {
                let issue = self.issue(number)?;
                Some(format!("{}, {}", names::issue(issue), self.marked.status(&issue.status)))
            }
            Item::Column(column) => match self.comparison.columns.get(column as usize)? {
                Column::Party(party) => {
                    // What is read on the screen comes first, then the name in full.
                    let party = self.snapshot.party(party)?;
                    let label = party.label();
                    let name = if party.name == label { String::new() } else { format!(", {}", party.name) };
                    Some(format!("{label}{name}, {}", terms::role(&party.role)))
                }
                Column::Proposals => Some(screen::PROPOSALS.to_owned()),
            },
            Item::Band(number) | Item::Axis(number) => {
                let group = self.group(number)?;
                let axis = group.axis.and_then(|axis| case.axes.get(axis as usize));
                let name = axis.map_or(screen::NO_AXIS, |axis| &axis.name);
                Some(format!("{name}, {}", self.marked.counts(&group.counts)))
            }
            Item::AddIssue(number) => {
                let axis = self.group(number)?.axis.and_then(|axis| case.axes.get(axis as usize))?;
                Some(editing::add_issue_to(&axis.name))
            }
            Item::Nothing | Item::Former(_) | Item::Filtered(_) | Item::Blank => None,
        }
    }

    /// Whether an item is a position that has changed since the round that is compared with.
    pub(super) fn is_changed(&self, item: Item) -> bool {
        matches!(item, Item::Entry(Entry::Position(number)) if self.marked.change(number).is_some())
    }

    /// What is read over an item: what of it may be too long for its cell, and what stood there in an earlier round.
    pub(super) fn tip_ui(&self, ui: &mut Ui, item: Item, elided: bool) {
        ui.set_max_width(TIP);
        if elided {
            self.whole_ui(ui, item);
        }
        if let Item::Entry(Entry::Position(number)) = item {
            self.marked.change_ui(ui, self.palette, number);
        }
    }

    /// The texts of an item that may be too long for a cell, to be read where there is more room.
    fn whole_ui(&self, ui: &mut Ui, item: Item) {
        let (text, conditions) = match item {
            Item::Entry(Entry::Position(number)) => match self.position(number) {
                Some(position) => (&position.text, position.conditions.as_slice()),
                None => return,
            },
            Item::Entry(Entry::Term { proposal, term }) => {
                let term = self.proposal(proposal).and_then(|proposal| proposal.terms.get(term as usize));
                let Some(term) = term else { return };
                (&term.text, [].as_slice())
            }
            Item::Issue(number) | Item::IssueLine(number) => match self.issue(number) {
                Some(issue) => (&issue.title, [].as_slice()),
                None => return,
            },
            _ => return,
        };
        let look = theme::colored(self.palette.label(), self.palette.ink);
        let laid = Text::new(text, &look).max_rows(TIP_ROWS).hug(true).layout(ui.ctx(), TIP);
        let read_on = laid.is_elided();
        ui.add(Text::new(text, &look).max_rows(TIP_ROWS).hug(true));
        for condition in conditions.iter().filter(|_| !read_on) {
            ui.add(Text::new(&self.only_if(condition), &self.palette.label()).max_rows(TIP_ROWS).hug(true));
        }
        if read_on {
            ui.add(Text::new(screen::READ_ON, &self.palette.label()).hug(true));
        }
    }

    /// What an empty cell says, with whose it is: the party first, whichever way round the table is.
    #[must_use]
    pub(super) fn empty_name(&self, sheet: &Sheet, place: Place, item: Item) -> String {
        let said = match item {
            Item::Filtered(hidden) => screen::filtered_out(hidden as usize),
            Item::Former(count) => screen::former(count as usize),
            Item::Blank => screen::NO_PROPOSAL.to_owned(),
            _ => terms::NO_POSITION.to_owned(),
        };
        let Some((column, issue)) = sheet.cell_at(self.comparison, place) else { return said };
        let heads = [self.column_name(column), self.issue(issue).map(names::issue)];
        let heads: Vec<String> = heads.into_iter().flatten().collect();
        format!("{}: {said}", heads.join(", "))
    }

    /// What heads a column of the comparison, without its role.
    fn column_name(&self, column: usize) -> Option<String> {
        Some(match self.comparison.columns.get(column)? {
            Column::Party(party) => self.snapshot.party(party)?.label().to_owned(),
            Column::Proposals => screen::PROPOSALS.to_owned(),
        })
    }

    pub(super) fn only_if(&self, condition: &Condition) -> String {
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

    pub(super) fn chip(&self, position: &Position) -> String {
        chip::evidence(self.snapshot, &position.evidence)
    }

    /// What a party is called, or its id where it leads nowhere.
    pub(super) fn party_label<'b>(&'b self, id: &'b PartyId) -> &'b str {
        self.snapshot.party(id).map_or(id.as_str(), |party| party.label())
    }

    /// Whether reports of a record contradict each other.
    pub(super) fn is_disputed(&self, target: &Ref, evidence: &[Evidence]) -> bool {
        evidence.iter().any(|evidence| evidence.disputes.is_some()) || !self.snapshot.disputed_by(target).is_empty()
    }
}
