//! The foot of the window: which file this is, whether it is saved, and how many problems it has.

use egui::Ui;

use super::text::Text;
use super::theme::{self, Palette};
use crate::case::Case;
use crate::command::{Command, Request};
use crate::words::{screen, terms};

/// Shows the state of the open case.
pub fn status_bar_ui(ui: &mut Ui, case: &Case, file: &str, state: &str, problems: usize, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    ui.horizontal_centered(|ui| {
        ui.spacing_mut().item_spacing.x = theme::EDGE;
        let name = format!("{file} · {state}");
        ui.add(Text::new(&name, &palette.label()).max_rows(1));
        let word = screen::problem_count(problems);
        let color = if problems == 0 { palette.second } else { palette.ochre };
        if ui.button(egui::RichText::new(word).color(color)).clicked() {
            out.push(Request::Do(Command::ToggleProblems));
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = theme::EDGE;
            let zoom = screen::percent(ui.ctx().zoom_factor());
            if ui
                .button(egui::RichText::new(zoom).color(palette.second))
                .on_hover_text(Command::ZoomReset.label())
                .clicked()
            {
                out.push(Request::Do(Command::ZoomReset));
            }
            if let Some(date) = &case.as_of {
                ui.add(Text::new(&screen::as_of(&terms::date(date)), &palette.label()));
            }
        });
    });
}
