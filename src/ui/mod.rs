//! What is drawn in the window.

pub mod fonts;
pub mod text;
