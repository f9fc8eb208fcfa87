//! Pure views of a case that screen and exports share: what is shown, and where the parties stand.

pub mod axes;
mod build;
mod columns;
mod comparison;
mod filter;
#[cfg(test)]
mod fixtures;
mod hits;
mod outline;
mod search;
mod standing;

pub use build::lays_out;
pub use columns::{all_columns, default_columns};
pub use comparison::{Column, Comparison, Entry, Group};
pub use filter::Filter;
pub use hits::{Hit, Place, in_order};
pub use outline::{AxisTotal, count_statuses, recorded, totals, unplaced};
pub use search::{Document, Found, Matches, SearchIndex};
