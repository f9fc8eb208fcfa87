//! Moving about the comparison by keyboard, the same keys in the table and on the axes.

use egui::{Event, FocusDirection, Key, Modifiers, Ui};

/// What a key asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::ui) enum Move {
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    /// To the first row.
    Top,
    /// To the last row.
    Bottom,
    /// To the head of the row.
    RowStart,
    /// To the last column.
    RowEnd,
    /// Open what the keyboard is on.
    Enter,
    /// Select nothing.
    Leave,
}

/// The moves that the keys pressed since the last frame ask for; they are taken out of the input.
pub(in crate::ui) fn take(ui: &Ui) -> Vec<Move> {
    let mut moves = Vec::new();
    ui.input_mut(|input| {
        input.events.retain(|event| {
            let Event::Key { key, pressed: true, modifiers, .. } = event else { return true };
            let asked = asked(*key, *modifiers);
            moves.extend(asked);
            asked.is_none()
        });
    });
    if !moves.is_empty() {
        // A filter of keys holds from the frame after focus came: until then arrows would move the focus on.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    moves
}

fn asked(key: Key, modifiers: Modifiers) -> Option<Move> {
    let ctrl = modifiers.command;
    if modifiers.alt || modifiers.shift {
        return None;
    }
    Some(match key {
        Key::ArrowUp if !ctrl => Move::Up,
        Key::ArrowDown if !ctrl => Move::Down,
        Key::ArrowLeft if !ctrl => Move::Left,
        Key::ArrowRight if !ctrl => Move::Right,
        Key::PageUp if !ctrl => Move::PageUp,
        Key::PageDown if !ctrl => Move::PageDown,
        Key::Home if ctrl => Move::Top,
        Key::End if ctrl => Move::Bottom,
        Key::Home => Move::RowStart,
        Key::End => Move::RowEnd,
        Key::Enter if !ctrl => Move::Enter,
        Key::Escape => Move::Leave,
        _ => return None,
    })
}
