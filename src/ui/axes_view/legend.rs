//! The line above the axes that says what the shapes mean.

use egui::{Id, Painter, Rect, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::shapes::{MARK, paint_changed, paint_hatch, paint_mark};
use super::{AXES, AxesInput};
use crate::case::Kind;
use crate::compare::axes::MarkKind;
use crate::ui::text::Text;
use crate::ui::theme::{self, Palette};
use crate::words::{axes as words, since, terms};

/// The height of the legend, in points.
const HEIGHT: f32 = 34.0;

/// Shows the legend at the top of `whole`; gives its place.
pub(super) fn legend_ui(ui: &Ui, whole: Rect, input: &AxesInput<'_>, palette: &'static Palette) -> Rect {
    let rect = whole.with_max_y(whole.top() + HEIGHT);
    let painter = ui.painter_at(rect);
    painter.rect_filled(rect, 0.0, palette.paper);
    painter.hline(rect.x_range(), rect.bottom() - 0.5, Stroke::new(theme::HAIRLINE, palette.hairline));
    let y = rect.center().y - 0.5;
    let mut x = rect.left() + theme::EDGE;
    let ink = palette.second;
    let mark = |kind, open| {
        move |painter: &Painter, at: Rect| paint_mark(painter, at.center(), kind, open, palette.paper, ink)
    };
    let mut item = |width: f32, word: &str, paint: &dyn Fn(&Painter, Rect)| {
        let look = palette.label();
        let laid = Text::new(word, &look).max_rows(1).hug(true).layout(ui.ctx(), rect.width());
        let start = x + if width > 0.0 { width + 6.0 } else { 0.0 };
        let place = Rect::from_min_max(pos2(x, rect.top()), pos2(start + laid.size().x, rect.bottom()));
        // What has no room is left out whole.
        if place.right() > rect.right() - theme::EDGE {
            return;
        }
        paint(&painter, Rect::from_center_size(pos2(x + width / 2.0, y), vec2(width, MARK)));
        laid.paint(&painter, pos2(start, y - laid.size().y / 2.0));
        let response = ui.interact(place, Id::unique((AXES, "legend", word)), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
        x = place.right() + theme::EDGE + 2.0;
    };
    item(MARK, &terms::kind(&Kind::Demand).to_lowercase(), &mark(MarkKind::Demand, false));
    item(MARK, words::ACCEPTS, &mark(MarkKind::Concession, false));
    item(MARK, words::ONLY_IF, &mark(MarkKind::Concession, true));
    item(MARK, words::REFUSES, &mark(MarkKind::RedLine, false));
    item(26.0, words::COMMON_GROUND, &|painter, at| {
        let at = at.expand2(vec2(0.0, 1.0));
        paint_hatch(painter, at, 6.0, Stroke::new(1.0, palette.green.gamma_multiply(0.45)));
        painter.rect_stroke(at, 0.0, Stroke::new(1.0, palette.green), StrokeKind::Inside);
    });
    if input.marked.round().is_some() {
        item(8.0, since::LEGEND, &|painter, at| {
            paint_changed(painter, at.center(), palette.paper, palette.focus);
        });
    }
    if input.axes.principals_hidden > 0 {
        item(0.0, &words::hidden_principals(input.axes.principals_hidden), &|_, _| {});
    }
    rect
}
