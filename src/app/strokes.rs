//! Keys in the order in which they were pressed: each finds the window as the one before has left it.
//!
//! What a key asks for is done after the frame, and a field that it opens takes the keyboard a frame or two later.
//! On a slow machine several keys come in one frame. So keys that do different things are given to one frame each,
//! and wait for as long as something is on its way that is to have them.

use std::collections::VecDeque;

use egui::{Context, Event, Key, Modifiers, Plugin, Pos2, RawInput};

use crate::command::Command;

/// How long keys wait at the most, in seconds: nothing that the program does for them takes so long.
const PATIENCE: f64 = 3.0;

/// The keys that have not had their turn.
#[derive(Debug, Default)]
pub(super) struct Strokes {
    held: VecDeque<Event>,
    /// A text field has the keyboard.
    typing: bool,
    /// Something is on its way that is to have the next key.
    waiting: bool,
    /// When the keys began to wait.
    since: Option<f64>,
    pointer: Pointer,
}

/// Where the pointer is, and whether the window takes it for gone while one types.
#[derive(Debug, Default)]
struct Pointer {
    at: Option<Pos2>,
    /// A button is held down.
    down: bool,
    hidden: bool,
}

impl Pointer {
    /// Takes the pointer for gone while keys are pressed, so that nothing is told of what it happens to lie on; gives
    /// the events with its going and its coming back.
    fn follow(&mut self, events: Vec<Event>) -> Vec<Event> {
        let mut followed = Vec::with_capacity(events.len());
        for event in events {
            match &event {
                Event::PointerMoved(at) => (self.at, self.hidden) = (Some(*at), false),
                Event::PointerGone => (self.at, self.hidden) = (None, false),
                Event::PointerButton { pressed, .. } => self.down = *pressed,
                _ => {}
            }
            let is_pressed = is_press(Some(&event)) || matches!(event, Event::Text(_));
            if is_pressed && !self.down && !self.hidden && self.at.is_some() {
                self.hidden = true;
                followed.push(Event::PointerGone);
            }
            let needs_pointer =
                matches!(event, Event::PointerButton { .. } | Event::MouseWheel { .. } | Event::Zoom(_));
            if let Some(at) = self.at.filter(|_| needs_pointer && self.hidden) {
                self.hidden = false;
                followed.push(Event::PointerMoved(at));
            }
            followed.push(event);
        }
        followed
    }
}

/// What a key is for, as far as keys for the same can share a frame.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// It writes into the field that has the keyboard, or moves about in it.
    Typed,
    /// It moves from one thing to the next.
    Move,
    /// It is a command, or leaves a field; while it is held down it can come with itself.
    Key(Key, Modifiers),
    /// A press elsewhere.
    Pointer,
    /// What the clipboard keys send.
    Clipboard,
}

impl Strokes {
    /// To be told after each frame, for the next one.
    pub(super) fn follow(ctx: &Context, waiting: bool) {
        let typing = ctx.text_edit_focused();
        ctx.with_plugin(|strokes: &mut Self| (strokes.typing, strokes.waiting) = (typing, waiting));
    }

    /// What the event at a place is for; nothing for what only goes along with others.
    fn class(&self, events: &[Event], at: usize) -> Option<Class> {
        match events.get(at)? {
            Event::Key { pressed: false, .. } => None,
            Event::Key { key, modifiers, .. } => {
                let writes = matches!(events.get(at + 1), Some(Event::Text(_)));
                let plain = !modifiers.ctrl && !modifiers.command && !modifiers.alt;
                Some(match key {
                    _ if self.typing && writes => Class::Typed,
                    Key::Backspace | Key::Delete if self.typing => Class::Typed,
                    key if plain && is_move(*key) => {
                        if self.typing {
                            Class::Typed
                        } else {
                            Class::Move
                        }
                    }
                    key => Class::Key(*key, *modifiers),
                })
            }
            // The letter of a key that is a command.
            Event::Text(_) if !self.typing && at.checked_sub(1).is_some_and(|at| is_press(events.get(at))) => None,
            Event::Text(_) | Event::Ime(_) => Some(Class::Typed),
            Event::Copy | Event::Cut | Event::Paste(_) => Some(Class::Clipboard),
            Event::PointerButton { .. } => Some(Class::Pointer),
            _ => None,
        }
    }

    /// Takes out what the next frame is to have.
    fn next(&mut self) -> Vec<Event> {
        let events: Vec<Event> = self.held.drain(..).collect();
        let mut first = None;
        let end = (0..events.len()).find(|at| match (self.class(&events, *at), first) {
            // The letter of a command's key goes with it, and a modifier that is let go of after it waits.
            (None, Some(Class::Key(..))) => !matches!(events.get(*at), Some(Event::Text(_) | Event::Key { .. })),
            (None, _) => false,
            (Some(class), None) => {
                first = Some(class);
                false
            }
            // Of a key that is held down the window follows as many as it can; pressed twice it is meant twice.
            (Some(Class::Key(..)), Some(_)) if !is_repeat(events.get(*at)) => true,
            (Some(class), Some(first)) => class != first,
        });
        let mut events = events;
        self.held.extend(events.drain(end.unwrap_or(events.len())..));
        events
    }
}

impl Plugin for Strokes {
    fn debug_name(&self) -> &'static str {
        "strokes"
    }

    fn input_hook(&mut self, ctx: &Context, input: &mut RawInput) {
        let events = without_letters_of_shortcuts(std::mem::take(&mut input.events));
        let events = self.pointer.follow(events);
        for event in events {
            let in_turn = match &event {
                Event::Key { .. }
                | Event::Text(_)
                | Event::Ime(_)
                | Event::Copy
                | Event::Cut
                | Event::Paste(_)
                | Event::ModifiersChanged(_) => true,
                // A press comes after the keys that were before it, and for itself waits for nothing.
                Event::PointerButton { .. } => !self.held.is_empty(),
                _ => false,
            };
            if in_turn {
                self.held.push_back(event);
            } else {
                input.events.push(event);
            }
        }
        if self.held.is_empty() {
            self.since = None;
            return;
        }
        let now = input.time.unwrap_or_default();
        let since = *self.since.get_or_insert(now);
        if self.waiting && now - since < PATIENCE {
            ctx.request_repaint();
            return;
        }
        self.since = None;
        input.events.extend(self.next());
        if !self.held.is_empty() {
            ctx.request_repaint();
        }
    }
}

fn is_press(event: Option<&Event>) -> bool {
    matches!(event, Some(Event::Key { pressed: true, .. }))
}

fn is_repeat(event: Option<&Event>) -> bool {
    matches!(event, Some(Event::Key { repeat: true, .. }))
}

fn is_move(key: Key) -> bool {
    matches!(
        key,
        Key::ArrowUp
            | Key::ArrowDown
            | Key::ArrowLeft
            | Key::ArrowRight
            | Key::PageUp
            | Key::PageDown
            | Key::Home
            | Key::End
    )
}

/// The events without what shortcuts with Alt would write.
///
/// A window sends the sign of a key after the key itself, unless Ctrl is held; with Alt it is no text. `AltGr` is not
/// Alt: its signs come without one, or with Ctrl as well, and no shortcut is both.
fn without_letters_of_shortcuts(events: Vec<Event>) -> Vec<Event> {
    let mut is_shortcut = false;
    let mut kept = Vec::with_capacity(events.len());
    for event in events {
        match &event {
            Event::Text(_) if is_shortcut => {
                is_shortcut = false;
                continue;
            }
            Event::Key { key, pressed: true, modifiers, .. } => is_shortcut = is_with_alt(*key, *modifiers),
            _ => is_shortcut = false,
        }
        kept.push(event);
    }
    kept
}

/// Whether a key is that of a command with Alt, whether or not the command can be used now.
fn is_with_alt(key: Key, modifiers: Modifiers) -> bool {
    let own = |command: &Command| {
        command.shortcut().is_some_and(|keys| {
            keys.modifiers.alt && keys.logical_key == key && modifiers.matches_logically(keys.modifiers)
        })
    };
    modifiers.alt && Command::ALL.iter().any(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(key: Key, modifiers: Modifiers) -> Event {
        Event::Key { key, physical_key: None, pressed: true, repeat: false, modifiers }
    }

    fn text(text: &str) -> Event {
        Event::Text(text.to_owned())
    }

    fn frames(typing: bool, events: Vec<Event>) -> Vec<usize> {
        let mut strokes = Strokes { typing, held: events.into(), ..Strokes::default() };
        std::iter::from_fn(|| Some(strokes.next().len()).filter(|length| *length > 0)).collect()
    }

    #[test]
    fn the_sign_of_a_shortcut_with_alt_is_no_text() {
        let typed = |modifiers: Modifiers| {
            without_letters_of_shortcuts(vec![key(Key::Num1, modifiers), text("¡"), text("a")]).len()
        };
        assert_eq!(typed(Modifiers::ALT), 2);
        // AltGr, as Linux and Windows tell of it.
        assert_eq!(typed(Modifiers::NONE), 3);
        assert_eq!(typed(Modifiers::ALT | Modifiers::CTRL), 3);
        // No command's: a sign that Option makes.
        let other = vec![key(Key::L, Modifiers::ALT), text("@")];
        assert_eq!(without_letters_of_shortcuts(other).len(), 2);
    }

    #[test]
    fn a_command_ends_its_frame_and_what_is_typed_comes_together() {
        let none = Modifiers::NONE;
        let letters = || vec![key(Key::N, none), text("n"), key(Key::O, none), text("o")];
        assert_eq!(frames(false, letters()), [2, 2]);
        assert_eq!(frames(true, letters()), [4]);
        let left = vec![key(Key::O, none), text("o"), key(Key::Tab, none), key(Key::D, none), text("d")];
        assert_eq!(frames(true, left), [2, 1, 2]);
        let moves = vec![key(Key::ArrowDown, none), key(Key::ArrowRight, none), key(Key::D, none), text("d")];
        assert_eq!(frames(false, moves), [2, 2]);
        // Pressed twice a key is meant twice; held down it must not go on after it was let go of.
        assert_eq!(frames(true, vec![key(Key::Tab, none), key(Key::Tab, none)]), [1, 1]);
        let held = |key: Event| match key {
            Event::Key { key, physical_key, pressed, modifiers, .. } => {
                Event::Key { key, physical_key, pressed, repeat: true, modifiers }
            }
            other => other,
        };
        assert_eq!(frames(true, vec![key(Key::Tab, none), held(key(Key::Tab, none))]), [2]);
    }

    #[test]
    fn a_modifier_is_held_until_its_key_has_had_its_turn() {
        let ctrl = Modifiers::CTRL | Modifiers::COMMAND;
        let enter = vec![
            Event::ModifiersChanged(ctrl),
            key(Key::Enter, ctrl),
            Event::ModifiersChanged(Modifiers::NONE),
            key(Key::D, Modifiers::NONE),
        ];
        assert_eq!(frames(true, enter), [2, 2]);
    }
}
