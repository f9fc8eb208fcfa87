//! What of a case is to be shown.

use crate::case::{AxisId, Kind, PartyId, RoundId, Status, Visibility};

/// Which part of a case the comparison shows; an empty list lets everything through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only issues on these axes.
    pub axes: Vec<AxisId>,
    /// Only positions of these parties, and issues on which one of them has a position.
    pub parties: Vec<PartyId>,
    /// Only positions of these kinds, and issues that have one.
    pub kinds: Vec<Kind>,
    /// Only issues in these states.
    pub statuses: Vec<Status>,
    /// Only positions of this visibility, and issues that have one.
    pub visibilities: Vec<Visibility>,
    /// Positions as they stood in this round; without one, the positions that nothing has replaced.
    pub round: Option<RoundId>,
    /// Only issues in which this text occurs, in any script's plain form.
    pub text: String,
}

impl Filter {
    /// Whether the filter hides nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
