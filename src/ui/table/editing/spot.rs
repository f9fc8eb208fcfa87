//! The texts of a case that can be edited where they stand in the table.

use std::sync::Arc;

use super::super::cards::Cards;
use super::super::sheet::{Item, Turn};
use crate::case::Snapshot;
use crate::case::{Axis, AxisId, Issue, IssueId, Party, PartyId, Position, PositionId, Proposal, ProposalId, Ref};
use crate::compare::{Column, Comparison, Entry};
use crate::edit::{self, Edit, Key, ListId, Record, fresh_id, usual_id};
use crate::ui::text::Look;
use crate::ui::theme::Palette;
use crate::words::editing as words;

/// One text of a case, named by its record.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Spot {
    /// A position's text.
    Position(PositionId),
    /// An issue's title.
    Title(IssueId),
    /// A party's short name or, without one, its name: what heads its column.
    Name(PartyId),
    /// The text of one of a proposal's terms.
    Term(ProposalId, usize),
    /// An axis's name.
    Axis(AxisId),
}

impl Spot {
    /// What can be edited of a record.
    #[must_use]
    pub fn of(target: &Ref) -> Option<Self> {
        Some(match target {
            Ref::Position(id) => Self::Position(id.clone()),
            Ref::Issue(id) => Self::Title(id.clone()),
            Ref::Party(id) => Self::Name(id.clone()),
            Ref::Axis(id) => Self::Axis(id.clone()),
            Ref::Proposal(id) => Self::Term(id.clone(), 0),
            _ => return None,
        })
    }

    /// What can be edited of an item.
    pub(in super::super) fn at(cards: &Cards<'_>, item: Item) -> Option<Self> {
        let case = cards.snapshot.case();
        Some(match item {
            Item::Entry(Entry::Position(number)) => Self::Position(cards.position(number)?.id.clone()),
            Item::Entry(Entry::Term { proposal, term }) => {
                Self::Term(cards.proposal(proposal)?.id.clone(), term as usize)
            }
            Item::Issue(number) | Item::IssueLine(number) => Self::Title(cards.issue(number)?.id.clone()),
            Item::Column(column) => match cards.comparison.columns.get(column as usize)? {
                Column::Party(party) => Self::Name(party.clone()),
                Column::Proposals => return None,
            },
            Item::Band(group) | Item::Axis(group) => {
                let axis = cards.group(group)?.axis?;
                Self::Axis(case.axes.get(axis as usize)?.id.clone())
            }
            _ => return None,
        })
    }

    /// The item in which it stands, wherever the table shows it when it is turned like this.
    pub(in super::super) fn item(&self, snapshot: &Snapshot, comparison: &Comparison, turn: Turn) -> Option<Item> {
        let number = |at: usize| u32::try_from(at).ok();
        Some(match self {
            Self::Position(id) => Item::Entry(Entry::Position(snapshot.position_number(id)?)),
            Self::Title(id) => {
                let issue = snapshot.issue_number(id)?;
                if turn == Turn::AxesAcross { Item::IssueLine(issue) } else { Item::Issue(issue) }
            }
            Self::Name(id) => {
                let column = Column::Party(id.clone());
                Item::Column(number(comparison.columns.iter().position(|known| *known == column)?)?)
            }
            Self::Term(id, term) => {
                let proposal = number(snapshot.proposal_number(id)?)?;
                Item::Entry(Entry::Term { proposal, term: number(*term)? })
            }
            Self::Axis(id) => {
                let axis = number(snapshot.axis_number(id)?);
                let group = number(comparison.groups.iter().position(|group| group.axis == axis)?)?;
                if turn == Turn::AxesAcross { Item::Axis(group) } else { Item::Band(group) }
            }
        })
    }

    /// The record whose text it is.
    #[must_use]
    pub fn target(&self) -> Ref {
        match self {
            Self::Position(id) => Ref::Position(id.clone()),
            Self::Title(id) => Ref::Issue(id.clone()),
            Self::Name(id) => Ref::Party(id.clone()),
            Self::Term(id, _) => Ref::Proposal(id.clone()),
            Self::Axis(id) => Ref::Axis(id.clone()),
        }
    }

    /// The text as the case has it; nothing when the record is not there.
    #[must_use]
    pub fn text(&self, snapshot: &Snapshot) -> Option<String> {
        Some(match self {
            Self::Position(id) => snapshot.position(id)?.text.clone(),
            Self::Title(id) => snapshot.issue(id)?.title.clone(),
            Self::Name(id) => snapshot.party(id)?.label().to_owned(),
            Self::Term(id, term) => snapshot.proposal(id)?.terms.get(*term)?.text.clone(),
            Self::Axis(id) => snapshot.axis(id)?.name.clone(),
        })
    }

    /// Writes another text, as a part of a run of typing.
    #[must_use]
    pub fn edit(&self, snapshot: &Snapshot, text: &str, run: u64) -> Option<Edit> {
        let (before, after) = self.rewritten(snapshot, text)?;
        edit::set(Key::Record(self.target()), &before, &after, Some(run))
    }

    fn rewritten(&self, snapshot: &Snapshot, text: &str) -> Option<(Record, Record)> {
        let text = text.to_owned();
        Some(match self {
            Self::Position(id) => {
                let before = snapshot.position(id)?;
                (Arc::clone(before).into(), Position { text, ..Position::clone(before) }.into())
            }
            Self::Title(id) => {
                let before = snapshot.issue(id)?;
                (Arc::clone(before).into(), Issue { title: text, ..Issue::clone(before) }.into())
            }
            Self::Name(id) => {
                let before = snapshot.party(id)?;
                let mut after = Party::clone(before);
                match &mut after.short_name {
                    Some(short) => *short = text,
                    None => after.name = text,
                }
                (Arc::clone(before).into(), after.into())
            }
            Self::Term(id, term) => {
                let before = snapshot.proposal(id)?;
                let mut after = Proposal::clone(before);
                after.terms.get_mut(*term)?.text = text;
                (Arc::clone(before).into(), after.into())
            }
            Self::Axis(id) => {
                let before = snapshot.axis(id)?;
                (Arc::clone(before).into(), Axis { name: text, ..Axis::clone(before) }.into())
            }
        })
    }

    /// Gives a record that has just been added the id that its text makes, as a part of the same step.
    #[must_use]
    pub fn named(&self, snapshot: &Snapshot, text: &str, run: u64) -> Option<Edit> {
        fn fresh<Id: ListId + std::fmt::Display>(snapshot: &Snapshot, text: &str) -> String {
            fresh_id::<Id>(snapshot, text).to_string()
        }
        let id = match self {
            _ if usual_id(text).is_empty() => return None,
            Self::Title(_) => fresh::<IssueId>(snapshot, text),
            Self::Name(_) => fresh::<PartyId>(snapshot, text),
            Self::Axis(_) => fresh::<AxisId>(snapshot, text),
            Self::Position(_) | Self::Term(..) => return None,
        };
        Some(Edit { run: Some(run), ..edit::rename(snapshot, &self.target(), &id)? })
    }

    /// How those who hear the screen know the field.
    #[must_use]
    pub fn name(&self, snapshot: &Snapshot) -> String {
        match self {
            Self::Position(id) => snapshot.position(id).map_or_else(String::new, |position| {
                let party = snapshot.party(&position.party).map_or(position.party.as_str(), |party| party.label());
                words::position_field(&position.kind, party, snapshot.issue(&position.issue).map(|issue| &**issue))
            }),
            Self::Title(id) => words::title_field(snapshot.issue(id).map(|issue| &**issue)),
            Self::Name(id) => words::name_field(snapshot.party(id).map_or("", |party| party.label())),
            Self::Term(id, term) => snapshot.proposal(id).map_or_else(String::new, |proposal| {
                let issue = proposal.terms.get(*term).and_then(|term| snapshot.issue(&term.issue));
                words::term_field(&proposal.title, issue.map(|issue| &**issue))
            }),
            Self::Axis(id) => words::axis_field(snapshot.axis(id).map_or("", |axis| &axis.name)),
        }
    }

    /// What stands in the field while it is empty.
    #[must_use]
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Position(_) => words::POSITION_HINT,
            Self::Title(_) => words::TITLE_HINT,
            Self::Name(_) => words::NAME_HINT,
            Self::Term(..) => words::TERM_HINT,
            Self::Axis(_) => words::AXIS_HINT,
        }
    }

    /// Whether it is a line, which Enter ends.
    #[must_use]
    pub fn is_line(&self) -> bool {
        !matches!(self, Self::Position(_) | Self::Term(..))
    }

    /// How it is drawn.
    pub(in super::super) fn look(&self, palette: &Palette) -> Look {
        match self {
            Self::Position(_) | Self::Term(..) => palette.text(),
            Self::Title(_) | Self::Name(_) => palette.strong(),
            Self::Axis(_) => palette.strong_label(),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::edit::Document;

    fn talks() -> Snapshot {
        let case = json!({
            "format": "demarche/case", "version": 1, "title": "Talks",
            "parties": [
                { "id": "syria", "name": "Syrian Arab Republic", "short_name": "Syria", "role": "principal" },
                { "id": "israel", "name": "Israel", "role": "principal" },
            ],
            "axes": [{ "id": "territorial", "name": "Territorial" }],
            "issues": [{ "id": "issue", "axis": "territorial", "number": "T1", "title": "", "status": "unknown" }],
            "positions": [{ "id": "a", "party": "syria", "issue": "issue", "kind": "red_line", "text": "No." }],
            "proposals": [{ "id": "p", "sponsor": "syria", "title": "Paper", "text": "", "status": "floated",
                "terms": [{ "issue": "issue", "text": "Half." }] }],
        });
        Snapshot::new(Arc::new(serde_json::from_value(case).unwrap()))
    }

    #[test]
    fn each_text_is_read_and_written_where_it_stands() {
        let snapshot = talks();
        let axis = Spot::Axis("territorial".into());
        for (spot, before) in [
            (Spot::Position("a".into()), "No."),
            (Spot::Title("issue".into()), ""),
            (Spot::Name("syria".into()), "Syria"),
            (Spot::Name("israel".into()), "Israel"),
            (Spot::Term("p".into(), 0), "Half."),
            (axis, "Territorial"),
        ] {
            assert_eq!(spot.text(&snapshot).as_deref(), Some(before));
            let mut document = Document::new(snapshot.clone(), true);
            document.apply(spot.edit(&snapshot, "Anew", 1).unwrap()).unwrap();
            assert_eq!(spot.text(document.snapshot()).as_deref(), Some("Anew"), "{spot:?}");
            assert!(!spot.name(&snapshot).is_empty());
        }
        assert_eq!(Spot::Position("a".into()).name(&snapshot), "Text of red line by Syria on T1");
    }

    #[test]
    fn what_is_added_is_called_after_its_title_within_the_same_step() {
        let mut document = Document::new(talks(), true);
        let spot = Spot::Title("issue".into());
        document.apply(spot.edit(document.snapshot(), "The Golan", 7).unwrap()).unwrap();
        document.apply(spot.named(document.snapshot(), "The Golan", 7).unwrap()).unwrap();
        assert_eq!(document.steps().len(), 1);
        assert_eq!(document.snapshot().position(&"a".into()).unwrap().issue, "the-golan".into());
        assert!(spot.named(&talks(), "…", 7).is_none());
    }
}
