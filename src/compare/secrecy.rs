//! How much of what is shown is not for everybody.

use std::ops::{AddAssign, SubAssign};

use crate::case::Visibility;

/// How many records are not public, by who may see them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Secrecy {
    /// For the mediator or the other side.
    pub shared: usize,
    /// For the own delegation only; what a later version of the format may have more counts as this.
    pub internal: usize,
}

impl Secrecy {
    /// Of one record.
    #[must_use]
    pub fn of(visibility: &Visibility) -> Self {
        match visibility {
            Visibility::Public => Self::default(),
            Visibility::Shared => Self { shared: 1, internal: 0 },
            Visibility::Internal | Visibility::Other(_) => Self { shared: 0, internal: 1 },
        }
    }

    /// Whether anything is not for everybody.
    #[must_use]
    pub fn any(self) -> bool {
        self != Self::default()
    }
}

impl AddAssign for Secrecy {
    fn add_assign(&mut self, other: Self) {
        self.shared += other.shared;
        self.internal += other.internal;
    }
}

impl SubAssign for Secrecy {
    fn sub_assign(&mut self, other: Self) {
        self.shared -= other.shared;
        self.internal -= other.internal;
    }
}

impl std::iter::Sum for Secrecy {
    fn sum<I: Iterator<Item = Self>>(records: I) -> Self {
        records.fold(Self::default(), |mut sum, record| {
            sum += record;
            sum
        })
    }
}

/// What is counted of a row, whichever column it stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tally {
    /// The positions that the filter lets through, but no column shows.
    pub(super) without_column: usize,
    /// Of what is shown.
    pub(super) secrecy: Secrecy,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fixtures::{case, position};
    use super::super::{Comparison, Filter, default_columns};
    use super::*;

    #[test]
    fn a_comparison_counts_what_of_it_is_not_for_everybody() {
        let snapshot = case(json!({
            "positions": [
                position("a", "syria", "golan", "demand", json!({})),
                position("b", "syria", "golan", "demand", json!({ "visibility": "internal" })),
                position("c", "israel", "arms", "demand", json!({ "visibility": "shared" })),
                position("d", "israel", "arms", "demand", json!({ "visibility": "whispered" })),
            ],
            "proposals": [
                { "id": "zone", "sponsor": "usa", "title": "Zone", "text": "Zone", "status": "floated",
                  "visibility": "internal", "terms": [{ "issue": "arms", "text": "No tanks" }] },
                { "id": "loose", "sponsor": "usa", "title": "Loose", "text": "Loose", "status": "floated",
                  "visibility": "shared" },
            ],
        }));
        let secrecy = |visibilities: &[Visibility]| {
            let filter = Filter { visibilities: visibilities.to_vec(), ..Filter::default() };
            Comparison::build(&snapshot, &filter, &default_columns(&snapshot)).secrecy(&snapshot)
        };
        assert_eq!(secrecy(&[]), Secrecy { shared: 2, internal: 3 });
        assert_eq!(secrecy(&[Visibility::Shared]), Secrecy { shared: 2, internal: 0 });
        assert!(!secrecy(&[Visibility::Public]).any());
    }
}
