//! Pure views of a case that screen and exports share: what is shown, and where the parties stand.

mod also;
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
mod meant;
mod outline;
mod search;
mod secrecy;
mod since;
mod standing;
mod times;

pub use changes::Changes;
pub use columns::{all_columns, arranged_anew, beside, default_columns, neighbours};
pub use comparison::{Column, Comparison, Entry, Group};
pub use filter::Filter;
pub use follow::Followed;
pub use hits::{Beyond, Hit, Place, beyond, in_order};
pub use matches::{Document, Found, Matches};
pub use meant::meant;
pub use outline::{AxisTotal, axes_in_order, count_statuses, issues_by_axis, recorded, standing, totals, unplaced};
pub use search::SearchIndex;
pub use secrecy::Secrecy;
pub use since::{Aspect, Change, Since, aspects, is_compared};
pub use times::Times;
