//! What of a case is to be shown.

use super::Since;
use crate::case::{AxisId, IssueId, Kind, PartyId, Ref, RoundId, Status, Visibility};

/// Which part of a case the comparison shows; an empty list lets everything through.
///
/// Axes, issues, states and text choose issues. Parties, kinds, visibilities and the
/// round choose what stands in the cells, and hide an issue for which nothing is
/// left in the columns shown. What several fields say must hold together. A proposal on no issue is shown with the
/// others unless axes, states or kinds are chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only issues on these axes.
    pub axes: Vec<AxisId>,
    /// Only these issues.
    pub issues: Vec<IssueId>,
    /// Only positions of these parties and proposals that they made or answered, and issues that have one.
    pub parties: Vec<PartyId>,
    /// Only positions of these kinds, and issues that have one; a proposal is of no kind.
    pub kinds: Vec<Kind>,
    /// Only issues in these states.
    pub statuses: Vec<Status>,
    /// Only positions and proposals of this visibility, and issues that have one.
    ///
    /// What stands is decided among what such readers may see: a later version that is more secret (public, shared,
    /// internal) than all that is let through replaces nothing. With only what is public, the last public word stands,
    /// whatever the own delegation has agreed on since; with what is internal, every version counts.
    pub visibilities: Vec<Visibility>,
    /// Positions as they stood in this round; without one, or when it leads nowhere, those that stand now.
    ///
    /// A position stands in a round when its `since` is not after the round, its
    /// `until` not before it, and no later version of it had begun by then; a
    /// moment that is missing or cannot be compared hides nothing. Two rounds are
    /// compared by their start, and by their order in the file where that does
    /// not tell; a date within a round's days is neither before nor after it, and
    /// a date counts only as finely as it is given. Without a round a position
    /// stands when no other replaces it and it has no `until`. Positions that
    /// replace each other in a loop replace nothing. A proposal stands in a round
    /// unless all that it rests on is dated after it.
    pub round: Option<RoundId>,
    /// Only issues in which this text occurs, in any script's plain form: in the issue's own words, or in those of a
    /// position or proposal that the other fields let through and a column shows, its evidence included.
    pub text: String,
    /// The earlier round with which what is shown is compared: by itself it hides nothing, and shows once more what has
    /// been withdrawn since.
    pub since: Option<Since>,
    /// Issues, positions and proposals that are shown whatever the rest hides, with their issues: what has just been
    /// made, and must not be gone before it has been written.
    pub also: Vec<Ref>,
}

impl Filter {
    /// The filter that hides nothing and compares with the same round.
    #[must_use]
    pub fn cleared(&self) -> Self {
        let since = self.since.clone().map(|since| Since { only_changed: false, ..since });
        Self { since, ..Self::default() }
    }

    /// Whether the filter hides nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let hides_unchanged = self.since.as_ref().is_some_and(|since| since.only_changed);
        !hides_unchanged && Self { since: None, also: Vec::new(), ..self.clone() } == Self::default()
    }
}
