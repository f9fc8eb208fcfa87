//! What Copy puts on the clipboard.

use super::open_case::OpenCase;
use crate::case::Ref;
use crate::words::screen;

impl OpenCase {
    /// What Copy puts on the clipboard: the selected record's own words, with who says them.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        let case = &self.snapshot;
        Some(match self.selection.as_ref()? {
            Ref::Position(id) => {
                let position = case.position(id)?;
                let party = case.party(&position.party).map_or(position.party.as_str(), |party| &party.name);
                let conditions = position.conditions.iter().map(|condition| screen::only_if(&condition.text, None));
                let lines: Vec<String> =
                    std::iter::once(format!("{party}: {}", position.text)).chain(conditions).collect();
                lines.join("\n")
            }
            Ref::Issue(id) => crate::ui::table::issue_name(case.issue(id)?),
            Ref::Party(id) => case.party(id)?.name.clone(),
            Ref::Proposal(id) => {
                let proposal = case.proposal(id)?;
                format!("{}\n{}", proposal.title, proposal.text)
            }
            Ref::Outcome(id) => {
                let outcome = case.outcome(id)?;
                format!("{}\n{}", outcome.title, outcome.text)
            }
            Ref::Round(id) => case.round(id)?.label.clone(),
            Ref::Event(id) => case.event(id)?.text.clone(),
            Ref::Source(id) => {
                let source = case.source(id)?;
                [Some(source.publisher.as_str()), source.title.as_deref(), source.url.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            Ref::Note(id) => case.note(id)?.text.clone(),
            Ref::Axis(id) => case.axis(id)?.name.clone(),
            Ref::Other(_) => return None,
        })
    }
}
