//! What every test of something on the screen is built with.

use demarche::ui::theme;
use egui::Vec2;
use egui_kittest::{Harness, HarnessBuilder};

/// The screen that everything has to fit on, in points.
pub(crate) const SCREEN: Vec2 = Vec2::new(1280.0, 800.0);
/// How many frames may pass until nothing moves any more: threads that are done wake the window again, on a loaded
/// machine a few frames later.
const STEPS: u64 = 24;

/// The beginning of every harness: the program's fonts and theme, on the smallest screen that it is made for.
pub(crate) fn builder<State>() -> HarnessBuilder<State> {
    Harness::builder().with_size(SCREEN).with_max_steps(STEPS).with_context_setup(theme::install)
}
