//! Where the keyboard is, made visible, and how it is moved from one part of the window to another.

use egui::{Context, Event, Id, LayerId, Order, Stroke, StrokeKind};

use super::theme::{self, Palette};

/// A part of the window that the keyboard can be moved to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Area {
    Navigator,
    Inspector,
}

fn asked_for() -> Id {
    Id::unique("area that was asked for")
}

/// Asks for the keyboard to move to a part of the window when it is drawn next.
pub fn ask(ctx: &Context, area: Area) {
    ctx.data_mut(|data| data.insert_temp(asked_for(), area));
    ctx.request_repaint();
}

/// Whether the keyboard was asked to move here; says so once.
pub fn take(ctx: &Context, area: Area) -> bool {
    ctx.data_mut(|data| {
        let asked = data.get_temp::<Area>(asked_for()) == Some(area);
        if asked {
            data.remove::<Area>(asked_for());
        }
        asked
    })
}

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
    let Some(focused) = ctx.memory(|memory| memory.focused()).filter(|_| keys) else { return };
    // The comparison shows its own place.
    if focused == Id::unique(super::table::TABLE) || ctx.text_edit_focused() {
        return;
    }
    let Some(response) = ctx.read_response(focused) else { return };
    let palette = Palette::when(ctx.theme() == egui::Theme::Dark);
    let layer = LayerId::new(Order::Foreground, Id::unique("focus ring"));
    let rect = response.interact_rect.expand(1.0);
    ctx.layer_painter(layer).rect_stroke(rect, theme::CORNER, Stroke::new(2.0, palette.focus), StrokeKind::Outside);
}
