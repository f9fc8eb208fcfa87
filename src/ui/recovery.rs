//! Offers unsaved work that an earlier run has left behind.

use egui::accesskit::Role;
use egui::{Context, ScrollArea, Ui, WidgetInfo};

use super::dialogs::{heading_ui, modal};
use super::differences::{DifferencesView, differences_ui};
use super::text::text_ui;
use super::theme::{self, GAP, Palette, UNIT};
use super::widgets::controls::{self, Weight, buttons_ui, default_button};
use crate::words::{recovery, screen};

/// The width of the dialog, in points.
const WIDTH: f32 = 620.0;

/// What was found, in words and as differences.
#[derive(Clone, Debug)]
pub struct Found {
    /// The case's name.
    pub name: String,
    /// The folder of its file.
    pub folder: String,
    /// When it was changed last.
    pub changed: String,
    /// How many steps are unsaved.
    pub steps: usize,
    /// How many bytes at the end could not be read.
    pub lost: u64,
    /// Why it cannot be recovered, if it cannot.
    pub error: Option<String>,
    /// How it differs from the file as it is now; nothing where there is no file.
    pub differences: Option<DifferencesView>,
}

/// The offer, and how far one has got in deciding.
#[derive(Clone, Debug)]
pub struct RecoveryView {
    found: Found,
    deleting: bool,
}

/// What was decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecoveryAnswer {
    /// Open it.
    Recover,
    /// Delete it.
    Delete,
    /// Keep it for the next start.
    Later,
}

impl RecoveryView {
    /// An offer of what was found.
    #[must_use]
    pub fn new(found: Found) -> Self {
        Self { found, deleting: false }
    }
}

/// Shows the offer; answers once it is decided. Escape decides nothing.
pub fn recovery_ui(ctx: &Context, view: &mut RecoveryView) -> Option<RecoveryAnswer> {
    let shown = modal(ctx, "recovery", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, recovery::HEADING);
        found_ui(ui, &view.found);
        if view.deleting {
            ui.add_space(GAP);
            text_ui(ui, recovery::DELETE_MEANS, &theme::colored(Palette::of(ui).text(), Palette::of(ui).crimson));
        }
        buttons_ui(ui, |ui| answers_ui(ui, view))
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::AlertDialog, true, recovery::HEADING));
    shown.inner.or_else(|| shown.should_close().then_some(RecoveryAnswer::Later))
}

fn found_ui(ui: &mut Ui, found: &Found) {
    let palette = Palette::of(ui);
    text_ui(ui, &recovery::of(&found.name, &found.folder, &found.changed), &palette.text());
    if let Some(error) = &found.error {
        ui.add_space(UNIT);
        text_ui(ui, error, &theme::colored(palette.text(), palette.crimson));
        return;
    }
    text_ui(ui, &recovery::amount(found.steps), &palette.text());
    if found.lost > 0 {
        text_ui(ui, &recovery::lost(found.lost), &palette.label());
    }
    ui.add_space(GAP);
    text_ui(ui, recovery::DIFFERS, &palette.strong_label());
    ui.add_space(UNIT);
    match &found.differences {
        None => {
            text_ui(ui, recovery::NO_FILE, &palette.label());
        }
        Some(differences) if differences.is_empty() => {
            text_ui(ui, recovery::SAME, &palette.label());
        }
        Some(differences) => {
            let most = (ui.ctx().content_rect().height() * 0.45).max(120.0);
            ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
                differences_ui(ui, differences, &mut Vec::new());
            });
        }
    }
}

fn answers_ui(ui: &mut Ui, view: &mut RecoveryView) -> Option<RecoveryAnswer> {
    let mut answer = None;
    if view.deleting {
        let words = [(recovery::DELETE_NOW, Weight::Destructive, true), (screen::CANCEL, Weight::Primary, true)];
        let [delete, cancel] = controls::answers_ui(ui, words);
        default_button(&cancel);
        view.deleting &= !cancel.clicked();
        return delete.clicked().then_some(RecoveryAnswer::Delete);
    }
    let words = [(recovery::DELETE, Weight::Secondary, true), (recovery::LATER, Weight::Secondary, true)];
    let [delete, later] = if view.found.error.is_none() {
        let [delete, later] = words;
        let [delete, later, recover] =
            controls::answers_ui(ui, [delete, later, (recovery::RECOVER, Weight::Primary, true)]);
        default_button(&recover);
        answer = recover.clicked().then_some(RecoveryAnswer::Recover);
        [delete, later]
    } else {
        controls::answers_ui(ui, words)
    };
    if later.clicked() {
        answer = Some(RecoveryAnswer::Later);
    }
    view.deleting |= delete.clicked();
    answer
}
