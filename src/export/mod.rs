//! From a case to the papers that are handed out: pure, from a case and choices to bytes.
//!
//! The way of the data is one line, and nothing takes a short cut:
//!
//! 1. `audience` takes out of the case what the audience may not see. Everything after it works on what is left,
//!    so that nothing further down can let anything slip.
//! 2. `layout` lays the case out as a [`paper::Paper`]: headings, paragraphs, tables and pictures without a form.
//! 3. A module for each format writes the paper as bytes. The formats of tables for other programs (`sheets`) take
//!    the lists of the case instead of a paper.
//!
//! The same case and choices give the same bytes: nothing here asks for the time, the user or the machine.

mod choices;
pub mod fonts;
pub mod html;
pub mod ink;
pub mod paper;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod picture;
mod progress;

pub use choices::{Audience, Choices, Format, Language, Layout, Sheet};
pub use progress::{Cancelled, Progress};
