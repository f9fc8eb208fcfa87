//! What has happened meanwhile, in a line above the comparison, with what can be done about it.

use egui::{Frame, Margin, Panel, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::text::Text;
use super::theme::{self, EDGE, HAIRLINE, Palette, UNIT};
use super::widgets::controls::{Weight, button_ui};
use super::widgets::icons::{Icon, paint_icon};
use crate::command::Request;

/// How a notice is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something has been done as it was asked for.
    Done,
    /// Something has happened.
    Told,
    /// There is a danger to the user's work.
    Grave,
}

/// Something that the user should know and need not answer at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// What has happened, in a sentence.
    pub text: String,
    pub tone: Tone,
    /// What can be done: the word on each button, and what it asks for; the first is the likeliest.
    pub actions: Vec<(String, Request)>,
}

/// Shows the notices one below the other; takes no room where there is none.
pub fn notices_ui(ui: &mut Ui, notices: &[Notice], out: &mut Vec<Request>) {
    for (number, notice) in notices.iter().enumerate() {
        let palette = Palette::of(ui);
        let margin = Margin { left: 16, right: 16, top: 4, bottom: 4 };
        let frame = Frame::new().fill(palette.banner).inner_margin(margin);
        Panel::top(egui::Id::unique("notice").with(number)).frame(frame).show_separator_line(false).show(ui, |ui| {
            let shown = ui.horizontal_wrapped(|ui| notice_ui(ui, notice, out));
            let line = shown.response.rect.expand2(vec2(EDGE, UNIT));
            ui.painter().hline(line.x_range(), line.bottom(), Stroke::new(HAIRLINE, palette.hairline));
        });
    }
}

fn notice_ui(ui: &mut Ui, notice: &Notice, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    ui.spacing_mut().item_spacing = vec2(theme::INSET, UNIT);
    let (square, _) = ui.allocate_exact_size(vec2(16.0, theme::CONTROL_HEIGHT), Sense::hover());
    let (icon, color) = match notice.tone {
        Tone::Done => (Icon::Tick, palette.green),
        Tone::Told => (Icon::Problem, palette.ochre),
        Tone::Grave => (Icon::Problem, palette.crimson),
    };
    paint_icon(ui.painter(), square.center(), 14.0, icon, color);
    let look = theme::colored(palette.label(), palette.ink);
    let laid = Text::new(&notice.text, &look).hug(true).layout(ui.ctx(), (ui.available_width() - 8.0).max(160.0));
    let size = vec2(laid.size().x, laid.size().y.max(theme::CONTROL_HEIGHT));
    let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Alert, true, &notice.text));
    laid.paint(ui.painter(), egui::pos2(rect.left(), rect.center().y - laid.size().y / 2.0));
    for (label, request) in &notice.actions {
        if button_ui(ui, label, Weight::Secondary).clicked() {
            out.push(request.clone());
        }
    }
}
