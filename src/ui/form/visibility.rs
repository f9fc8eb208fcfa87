//! Who may see a record: three words with their marks, always in sight.

use egui::{Painter, Pos2, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::{Field, Form};
use crate::case::Visibility;
use crate::ui::text::Text;
use crate::ui::theme::{self, CORNER, HAIRLINE, Palette, UNIT};
use crate::ui::widgets::link::follow_focus;
use crate::words::{form as words, panels, terms};

/// The room for a mark before its word, in points.
const MARK_ROOM: f32 = 18.0;

impl Form<'_> {
    /// Who may see the record; `default` is what the format says where the file says nothing.
    pub fn visibility_ui(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        visibility: &mut Option<Visibility>,
        default: &Visibility,
    ) {
        let palette = self.palette;
        let now = visibility.clone().unwrap_or_else(|| default.clone());
        let mut all: Vec<Visibility> = Visibility::KNOWN.to_vec();
        all.extend((!all.contains(&now)).then(|| now.clone()));
        let strong = theme::colored(palette.strong_label(), palette.ink);
        let quiet = palette.label();
        #[expect(clippy::cast_precision_loss, reason = "a handful of words")]
        let width = ui.available_width() / all.len() as f32;
        let (_, whole) = ui.allocate_space(vec2(ui.available_width(), theme::CONTROL_HEIGHT + UNIT));
        let edge = Stroke::new(HAIRLINE, palette.outline);
        let ground = if now == Visibility::Public { palette.surface } else { palette.judgement };
        ui.painter().rect(whole, CORNER, ground, edge, StrokeKind::Inside);
        let mut left = whole.left();
        let mut chosen = None;
        for word in all {
            let rect = Rect::from_min_size(pos2(left, whole.top()), vec2(width, whole.height()));
            left = rect.right();
            let on = word == now;
            let response = follow_focus(ui.interact(rect, self.id(field).with(word.as_str()), Sense::click()));
            let label = terms::visibility(&word);
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), on, label));
            if on {
                ui.painter().rect_filled(rect.shrink(2.0), 3.0, palette.selected);
            } else if response.hovered() {
                ui.painter().rect_filled(rect.shrink(2.0), 3.0, palette.hovered);
            }
            let look = if on { &strong } else { &quiet };
            let laid = Text::new(label, look).max_rows(1).hug(true).layout(ui.ctx(), width - 26.0);
            let start = rect.center().x - laid.size().x / 2.0 - MARK_ROOM / 2.0;
            paint_mark(ui.painter(), pos2(start + 6.0, rect.center().y), &word, look.color, palette);
            laid.paint(ui.painter(), pos2(start + MARK_ROOM, rect.center().y - laid.size().y / 2.0));
            if response.on_hover_text(panels::visibility_meaning(&word)).clicked() && !on {
                chosen = Some(word);
            }
        }
        self.hint_ui(ui, &words::as_sentence(panels::visibility_meaning(&now)));
        if let Some(chosen) = chosen {
            // What the format says by itself need not stand in the file.
            *visibility = Some(chosen).filter(|chosen| chosen != default);
        }
        self.after_ui(ui, field);
    }
}

/// An open ring for everybody, two rings that meet for some, a lock for the own side.
fn paint_mark(painter: &Painter, center: Pos2, visibility: &Visibility, color: egui::Color32, palette: &Palette) {
    let stroke = Stroke::new(1.5, color);
    match visibility {
        Visibility::Public => {
            painter.circle_stroke(center, 5.0, stroke);
        }
        Visibility::Shared => {
            painter.circle_stroke(center - vec2(2.5, 0.0), 4.0, stroke);
            painter.circle_stroke(center + vec2(2.5, 0.0), 4.0, stroke);
        }
        Visibility::Internal => {
            painter.circle_stroke(center - vec2(0.0, 2.0), 3.0, stroke);
            let body = Rect::from_center_size(center + vec2(0.0, 2.5), vec2(9.0, 6.5));
            painter.rect_filled(body, 1.0, color);
            painter.circle_filled(body.center(), 1.0, palette.surface);
        }
        Visibility::Other(_) => {
            painter.circle_stroke(center, 1.5, stroke);
        }
    }
}
