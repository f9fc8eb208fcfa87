//! What is on the screen: views read the case and ask for changes, and change nothing.

pub mod fonts;
pub mod text;
pub mod theme;
pub mod widgets;
