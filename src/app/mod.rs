//! The running program: its window, its threads and what it remembers.

pub mod desktop;
pub mod load;
pub mod pick;
pub mod recent;
pub mod settings;
pub mod window;
