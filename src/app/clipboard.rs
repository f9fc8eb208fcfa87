//! What Copy puts on the clipboard.

use super::open_case::OpenCase;
use crate::case::{Evidence, Ref, Snapshot};
use crate::words::{cite, names, screen, terms};

impl OpenCase {
    /// What Copy puts on the clipboard: the selected record's own words, with who says them and what they rest on.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        let case = &self.snapshot;
        Some(match self.selection.as_ref()? {
            Ref::Position(id) => {
                let position = case.position(id)?;
                let party = case.party(&position.party).map_or(position.party.as_str(), |party| &party.name);
                let conditions = position.conditions.iter().map(|condition| screen::only_if(&condition.text, None));
                let text = std::iter::once(format!("{party}: {}", position.text)).chain(conditions);
                lines(text.chain(cited(case, &position.evidence)))
            }
            Ref::Issue(id) => names::plain_issue(case.issue(id)?),
            Ref::Party(id) => case.party(id)?.name.clone(),
            Ref::Proposal(id) => {
                let proposal = case.proposal(id)?;
                let text = [proposal.title.clone(), proposal.text.clone()].into_iter();
                lines(text.chain(cited(case, &proposal.evidence)))
            }
            Ref::Outcome(id) => {
                let outcome = case.outcome(id)?;
                let text = [outcome.title.clone(), outcome.text.clone()].into_iter();
                lines(text.chain(cited(case, &outcome.evidence)))
            }
            Ref::Round(id) => case.round(id)?.label.clone(),
            Ref::Event(id) => {
                let event = case.event(id)?;
                let text = std::iter::once(format!("{}: {}", terms::date(&event.date), event.text));
                lines(text.chain(cited(case, &event.evidence)))
            }
            Ref::Source(id) => {
                case.source(id)?;
                cite::source(case, id)
            }
            Ref::Note(id) => case.note(id)?.text.clone(),
            Ref::Axis(id) => case.axis(id)?.name.clone(),
            Ref::Other(_) => return None,
        })
    }
}

fn cited<'a>(case: &'a Snapshot, evidence: &'a [Evidence]) -> impl Iterator<Item = String> + 'a {
    evidence.iter().map(|evidence| format!("– {}", cite::evidence(case, evidence)))
}

fn lines(lines: impl Iterator<Item = String>) -> String {
    lines.collect::<Vec<_>>().join("\n")
}
