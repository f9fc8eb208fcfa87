//! Changes of a case: what can be changed, how it is undone, and what each action of a user comes down to.
//!
//! Views propose an [`Edit`]; [`Document::apply`] makes it, and nothing else changes a case.

mod align;
mod change;
pub mod diff;
mod document;
mod elements;
mod intent;
pub mod merge;
mod order;
mod record;
mod wording;

pub use change::{Change, Field, Refusal, apply};
pub use document::{Document, Edit, HISTORY_BYTES, Step};
pub use intent::{Intent, Noun};
pub use record::{Key, ListName, Record};
