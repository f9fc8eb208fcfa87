//! Where the keyboard is, made visible.

use egui::{Context, Event, Id, LayerId, Order, Stroke, StrokeKind};

use super::theme::{self, Palette};

/// Draws a ring around what has the keyboard, as soon as keys are used and until the pointer is.
pub fn focus_ring_ui(ctx: &Context) {
    let by_keys = Id::unique("keys are used");
    let used = ctx.input(|input| {
        input.events.iter().rev().find_map(|event| match event {
            Event::Key { pressed: true, .. } => Some(true),
            Event::PointerButton { pressed: true, .. } => Some(false),
            _ => None,
        })
    });
    let keys = ctx.data_mut(|data| {
        if let Some(used) = used {
            data.insert_temp(by_keys, used);
        }
        data.get_temp(by_keys).unwrap_or(false)
    });
    let Some(focused) = ctx.memory(egui::Memory::focused).filter(|_| keys) else { return };
    // These show their own place.
    let own = [
        Id::unique(super::axes_view::AXES),
        super::navigator::focus_id(),
        super::problems::focus_id(),
        super::history::focus_id(),
        super::comparing::focus_id(),
    ];
    if own.contains(&focused) || super::table::shows_keyboard(ctx, focused) || ctx.text_edit_focused() {
        return;
    }
    let Some(response) = ctx.read_response(focused) else { return };
    let palette = Palette::when(ctx.theme() == egui::Theme::Dark);
    let layer = LayerId::new(Order::Foreground, Id::unique("focus ring"));
    let rect = response.interact_rect.expand(1.0);
    ctx.layer_painter(layer).rect_stroke(rect, theme::CORNER, Stroke::new(2.0, palette.focus), StrokeKind::Outside);
}
