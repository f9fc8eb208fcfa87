//! Pure views of a case that screen and exports share: what is shown, and where the parties stand.

pub mod axes;
mod build;
mod changes;
mod columns;
mod comparison;
mod filter;
#[cfg(test)]
mod fixtures;
mod follow;
mod hits;
mod matches;
mod outline;
mod search;
mod standing;

pub use changes::Changes;
pub use columns::{all_columns, columns_after, default_columns};
pub use comparison::{Column, Comparison, Entry, Group};
pub use filter::Filter;
pub use follow::Followed;
pub use hits::{Hit, Place, in_order};
pub use matches::{Document, Found, Matches};
pub use outline::{AxisTotal, axes_in_order, count_statuses, issues_by_axis, recorded, totals, unplaced};
pub use search::SearchIndex;
