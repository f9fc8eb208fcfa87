//! What a record is called where something points at it.

use super::{panels, terms};
use crate::case::{Issue, Position, Ref, Snapshot, Source, Visibility};
use crate::safe::{own, unmarked};

/// A record as a link shows it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Name {
    /// What kind of record it is and where it belongs: "Israel · S2 · Demand", "Proposal".
    pub head: String,
    /// The record's own title or text.
    pub text: String,
}

impl Name {
    /// Both parts in one line, as plain words.
    #[must_use]
    pub fn spoken(&self) -> String {
        let words = match (self.head.is_empty(), self.text.is_empty()) {
            (true, _) => self.text.clone(),
            (_, true) => self.head.clone(),
            _ => format!("{}: {}", self.head, self.text),
        };
        unmarked(&words).into_owned()
    }
}

/// An issue's number and title, for a window.
#[must_use]
pub fn issue(issue: &Issue) -> String {
    match &issue.number {
        Some(number) => format!("{} {}", own(number), own(&issue.title)),
        None => issue.title.clone(),
    }
}

/// The same as plain words, for what no window lays out.
#[must_use]
pub fn plain_issue(issue: &Issue) -> String {
    unmarked(&self::issue(issue)).into_owned()
}

/// What tells a source from others of its publisher: its title or where it stands, and its date.
#[must_use]
pub fn source_detail(source: &Source) -> String {
    let url = source.url.as_deref();
    let title = source.title.clone().filter(|title| !title.trim().is_empty());
    let what = title.or_else(|| url.map(|url| panels::host(url).unwrap_or(url).to_owned()));
    let parts = [what, source.date.as_ref().map(terms::date)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// The name of what a reference leads to; the reference itself where it leads nowhere.
#[must_use]
pub fn of(snapshot: &Snapshot, target: &Ref) -> Name {
    known(snapshot, target).unwrap_or_else(|| Name { head: panels::LEADS_NOWHERE.to_owned(), text: target.to_string() })
}

fn known(snapshot: &Snapshot, target: &Ref) -> Option<Name> {
    let name = |head: String, text: &str| Some(Name { head, text: text.to_owned() });
    match target {
        Ref::Party(id) => {
            let party = snapshot.party(id)?;
            name(format!("{} · {}", panels::PARTY, terms::role(&party.role)), party.label())
        }
        Ref::Axis(id) => name(panels::AXIS.to_owned(), &snapshot.axis(id)?.name),
        Ref::Issue(id) => {
            let found = snapshot.issue(id)?;
            name(String::new(), &issue(found))
        }
        Ref::Position(id) => {
            let position = snapshot.position(id)?;
            name(position_head(snapshot, position), &position.text)
        }
        Ref::Proposal(id) => {
            let proposal = snapshot.proposal(id)?;
            let sponsor = party_label(snapshot, &proposal.sponsor);
            name(marked(format!("{} · {}", panels::PROPOSAL, own(sponsor)), proposal.visibility()), &proposal.title)
        }
        Ref::Outcome(id) => {
            let outcome = snapshot.outcome(id)?;
            let head = format!("{} · {}", panels::OUTCOME, terms::outcome_state(&outcome.state).to_lowercase());
            name(marked(head, outcome.visibility()), &outcome.title)
        }
        Ref::Round(id) => name(panels::ROUND.to_owned(), &snapshot.round(id)?.label),
        Ref::Event(id) => {
            let event = snapshot.event(id)?;
            name(format!("{} · {}", panels::EVENT, terms::date(&event.date)), &event.text)
        }
        Ref::Source(id) => {
            let source = snapshot.source(id)?;
            let title = source.title.clone().unwrap_or_else(|| source_detail(source));
            name(source.publisher.clone(), &title)
        }
        Ref::Note(id) => {
            let note = snapshot.note(id)?;
            name(marked(panels::NOTE.to_owned(), note.visibility()), &note.text)
        }
        Ref::Other(_) => None,
    }
}

/// Whose a position is, on what, and of which kind: "Israel · S2 · Demand".
#[must_use]
pub fn position_head(snapshot: &Snapshot, position: &Position) -> String {
    let party = party_label(snapshot, &position.party);
    let number = snapshot.issue(&position.issue).map_or(position.issue.as_str(), |issue| short_issue(issue));
    marked(format!("{} · {} · {}", own(party), own(number), terms::kind(&position.kind)), position.visibility())
}

/// An issue's number, or its title where it has none.
#[must_use]
pub fn short_issue(issue: &Issue) -> &str {
    issue.number.as_deref().unwrap_or(&issue.title)
}

/// A party's short name, or its id where it leads nowhere.
#[must_use]
pub fn party_label<'a>(snapshot: &'a Snapshot, party: &'a crate::case::PartyId) -> &'a str {
    match snapshot.party(party).map_or(party.as_str(), |party| party.label()) {
        "" => panels::UNNAMED,
        label => label,
    }
}

/// Adds who may see a record, when that is not everybody.
fn marked(head: String, visibility: &Visibility) -> String {
    match visibility {
        Visibility::Public => head,
        other => format!("{head} · {}", terms::visibility(other).to_lowercase()),
    }
}
