//! The bar at the edge of what scrolls: shows how much is seen and is dragged or pressed.

use egui::{Id, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::theme::Palette;

/// Room for a bar, in points.
pub(in crate::ui) const BAR: f32 = 12.0;
/// The least length of a bar's handle, in points.
const HANDLE: f32 = 28.0;

/// What a bar shows of how much, in points.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct Part {
    pub(in crate::ui) from: f64,
    pub(in crate::ui) seen: f64,
    pub(in crate::ui) total: f64,
}

/// Shows a bar in its track, upright when `down`; gives where it has been moved to.
pub(in crate::ui) fn bar_ui(ui: &Ui, id: Id, track: Rect, down: bool, part: Part, name: &str) -> Option<f64> {
    let Part { from, seen, total } = part;
    if total <= seen {
        return None;
    }
    let length = f64::from(if down { track.height() } else { track.width() });
    let handle = (length * seen / total).max(f64::from(HANDLE)).min(length);
    let (travel, most) = (length - handle, total - seen);
    #[expect(clippy::cast_possible_truncation, reason = "screen coordinates")]
    let (start, handle_length) = ((travel * (from / most).clamp(0.0, 1.0)) as f32, handle as f32);
    let rect = if down {
        Rect::from_min_size(pos2(track.left() + 3.0, track.top() + start), vec2(BAR - 6.0, handle_length))
    } else {
        Rect::from_min_size(pos2(track.left() + start, track.top() + 3.0), vec2(handle_length, BAR - 6.0))
    };
    let response = ui.interact(track, id, Sense::DRAG | Sense::CLICK);
    response.widget_info(|| WidgetInfo::labeled(Role::ScrollBar, true, name));
    let palette = Palette::of(ui);
    let active = response.hovered() || response.dragged();
    let color = if active { palette.second } else { palette.outline.gamma_multiply(0.55) };
    ui.painter().rect_filled(rect, 3.0, color);
    let pointer = response.interact_pointer_pos().filter(|_| travel > 0.0)?;
    let place = if response.dragged() && !response.drag_started() {
        let delta = response.drag_delta();
        from + f64::from(if down { delta.y } else { delta.x }) * most / travel
    } else if (response.drag_started() || response.clicked()) && !rect.expand(3.0).contains(pointer) {
        // A press beside the handle brings the handle there.
        let at = if down { pointer.y - track.top() } else { pointer.x - track.left() };
        (f64::from(at) - handle / 2.0) / travel * most
    } else {
        return None;
    };
    Some(place.clamp(0.0, most))
}
