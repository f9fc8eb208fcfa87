//! What is on the screen: views read the case and ask for changes, and change nothing.

pub mod dialogs;
pub mod drop;
pub mod failure;
pub mod fonts;
pub mod loading;
pub mod menu_bar;
pub mod palette;
pub mod shortcuts;
pub mod start;
pub mod text;
pub mod theme;
pub mod widgets;
