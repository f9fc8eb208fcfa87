//! What is read when the pointer rests on a part of the view.

use egui::{Response, Ui};

use super::layout::Sheet;
use crate::case::PositionNumber;
use crate::safe::own;
use crate::ui::hover::pointer_leads;
use crate::ui::text::Text;
use crate::ui::theme::{self, Palette};
use crate::words::{axes as words, chip, terms};

/// The width of a tip, in points.
const WIDTH: f32 = 380.0;

/// The whole of a position.
pub(super) fn position_ui(response: Response, sheet: &Sheet<'_>, number: PositionNumber, options: &[&str]) {
    let (snapshot, palette) = (sheet.snapshot, sheet.palette);
    let Some(position) = snapshot.numbered(number) else { return };
    tip_ui(response, |ui| {
        let party = snapshot.party(&position.party).map_or(position.party.as_str(), |party| party.label());
        let head = format!("{} · {}", own(party), terms::kind(&position.kind));
        line(ui, &head, &theme::colored(palette.strong_label(), palette.kind(&position.kind)));
        if !options.is_empty() {
            line(ui, &options.join(", "), &palette.label());
        }
        line(ui, &position.text, &palette.text());
        if !position.conditions.is_empty() {
            line(ui, &words::only_if(snapshot, position), &theme::colored(palette.label(), palette.ink));
        }
        line(ui, &chip::evidence(snapshot, &position.evidence), &palette.label());
        sheet.marked.change_ui(ui, palette, number);
    });
}

/// An option by its label, and what that means where it is said.
pub(super) fn option_ui(response: Response, palette: &'static Palette, label: &str, about: Option<&str>) {
    tip_ui(response, |ui| {
        line(ui, label, &palette.strong_label());
        if let Some(about) = about {
            line(ui, about, &theme::colored(palette.label(), palette.ink));
        }
    });
}

/// A text that is shortened where it stands.
pub(super) fn text_ui(response: Response, palette: &'static Palette, text: &str) {
    tip_ui(response, |ui| {
        line(ui, text, &theme::colored(palette.label(), palette.ink));
    });
}

fn tip_ui(response: Response, contents: impl FnOnce(&mut Ui)) {
    if pointer_leads(&response.ctx) {
        response.on_hover_ui(|ui| {
            ui.set_max_width(WIDTH);
            contents(ui);
        });
    }
}

fn line(ui: &mut Ui, text: &str, look: &crate::ui::text::Look) {
    ui.add(Text::new(text, look).hug(true).max_rows(40));
}
