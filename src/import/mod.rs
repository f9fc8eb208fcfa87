//! From the tables that people already have to a case.
//!
//! Everything here is pure: [`read()`] makes [`Grid`]s of bytes, [`guess()`] proposes what each column is,
//! [`plan()`] says what would be made of a grid and what is left out and why, and [`Plan::edit`] is that as one step
//! that can be undone. [`brackets`] does the same for a text in which alternatives are marked by party. A window and
//! the command line call the same four.

mod axes;
pub mod brackets;
mod error;
mod grid;
mod guess;
mod input;
mod mapping;
mod parties;
mod plan;
mod read;
pub mod sheets;
mod vocabulary;

pub use error::{Foreign, ImportError};
pub use grid::{Grid, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Place, column_name};
pub use guess::{guess, guess_below, heading, oriented};
pub use input::{Form, Input};
pub use mapping::{AxisChoice, Certainty, Column, ColumnRole, Mapping, PartyChoice, RowUse};
pub use parties::{Parties, PartyMatch};
pub use plan::{Fate, Inferred, Made, Plan, Reason, Skipped, plan, plan_watched, records};
pub use read::{MAX_BYTES, read, read_clipboard, read_text};
