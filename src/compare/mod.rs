//! Pure views of a case that screen and exports share: what is shown, and where the parties stand.

pub mod axes;
mod comparison;
mod filter;

pub use comparison::{Column, Comparison, Entry, Group};
pub use filter::Filter;
