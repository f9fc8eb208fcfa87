//! What is on the screen: views read the case and ask for changes, and change nothing.

pub mod axes_view;
pub mod fonts;
pub mod table;
pub mod text;
pub mod theme;
pub mod widgets;
