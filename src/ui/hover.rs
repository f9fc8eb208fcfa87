//! Whether what the pointer rests on is what the user looks at.

use egui::{Context, Event, Id};

/// How it was in the last frame in which somebody asked.
#[derive(Clone, Copy, Debug, Default)]
struct Pointer {
    frame: u64,
    leads: bool,
}

/// Whether the pointer has been moved since a view came into sight and since a key was pressed.
///
/// What lies under it by chance is not to be explained over what one reads or types. A view asks in every frame.
pub(super) fn pointer_leads(ctx: &Context) -> bool {
    let id = Id::unique("the pointer leads");
    let now = ctx.cumulative_frame_nr();
    let before: Pointer = ctx.data(|data| data.get_temp(id)).unwrap_or_default();
    if before.frame == now {
        return before.leads;
    }
    let was_in_sight = before.frame + 1 == now;
    let leads = ctx.input(|input| {
        input.events.iter().fold(before.leads && was_in_sight, |leads, event| match event {
            Event::PointerMoved(_) => true,
            Event::Key { .. } | Event::Text(_) | Event::Ime(_) | Event::Paste(_) => false,
            _ => leads,
        })
    });
    ctx.data_mut(|data| data.insert_temp(id, Pointer { frame: now, leads }));
    leads
}
