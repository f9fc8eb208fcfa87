//! A text that is too long for one field, of which one part at a time is typed into.
//!
//! A field lays out all that it holds in every frame; some megabytes would take a second each.

use egui::{Id, Response, Ui};

use crate::ui::text::text_ui;
use crate::ui::theme::{INSET, Palette};
use crate::ui::widgets::controls::{Weight, button_ui};
use crate::words::form as words;

/// A text of more bytes than this is typed into part by part.
pub(in crate::ui) const LONG: usize = 64_000;
/// About how many bytes a part has.
const PART: usize = 8_000;
/// How far beyond that the end of a paragraph or a word is looked for, in bytes.
const REACH: usize = 2_000;

/// Which part of a text is typed into, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Part {
    start: usize,
    end: usize,
    /// How long the whole text was.
    whole: usize,
}

impl Part {
    /// The part in which a place falls, as the text is cut from its start.
    fn around(text: &str, place: usize) -> Self {
        let mut start = 0;
        loop {
            let end = cut(text, start);
            if place < end || end == text.len() {
                return Self { start, end, whole: text.len() };
            }
            start = end;
        }
    }

    /// The part before, and the one after.
    fn neighbours(self, text: &str) -> [Option<Self>; 2] {
        let before = self.start.checked_sub(1).map(|place| Self::around(text, place));
        // What is typed may have moved the end away from where the text would be cut now.
        let before = before.map(|before| Self { end: self.start.max(before.start), ..before });
        let after = (self.end < text.len()).then(|| Self { start: self.end, end: cut(text, self.end), ..self });
        [before, after]
    }

    /// The number of the part, from one, and how many there are.
    fn count(self, text: &str) -> (usize, usize) {
        let cuts = |from: usize, to: usize| {
            let next = |at: &usize| Some(cut(text, *at)).filter(|next| next > at && *next <= to);
            std::iter::successors(next(&from), next).count()
        };
        let before = cuts(0, self.start);
        (before + 1, before + 1 + cuts(self.end, text.len()))
    }
}

/// Where a part that starts at a place ends: behind a paragraph, or else a word.
fn cut(text: &str, start: usize) -> usize {
    if text.len() - start.min(text.len()) <= PART + REACH {
        return text.len();
    }
    let from = text.floor_char_boundary(start + PART);
    let reach = text.get(from..text.floor_char_boundary(from + REACH)).unwrap_or_default();
    let behind = |wanted: fn(char) -> bool| {
        let (at, letter) = reach.char_indices().find(|(_, letter)| wanted(*letter))?;
        Some(from + at + letter.len_utf8())
    };
    behind(|letter| letter == '\n').or_else(|| behind(char::is_whitespace)).unwrap_or(from)
}

/// Shows the part of a text that one is at by `show`, and above and below it the way to the others.
pub(super) fn part_ui(
    ui: &mut Ui,
    id: Id,
    text: &mut String,
    show: impl FnOnce(&mut Ui, &mut String) -> Response,
) -> Response {
    let known = ui.data(|data| data.get_temp::<Part>(id));
    let fits = |part: &Part| part.whole == text.len() && text.get(part.start..part.end).is_some();
    let mut part = known.filter(fits).unwrap_or_else(|| Part::around(text, known.map_or(0, |part| part.start)));
    let above = ways_ui(ui, part, text);
    let mut piece = text.get(part.start..part.end).unwrap_or_default().to_owned();
    let response = show(ui, &mut piece);
    if response.changed() && text.get(part.start..part.end).is_some_and(|before| *before != *piece) {
        text.replace_range(part.start..part.end, &piece);
        part.end = part.start + piece.len();
        part.whole = text.len();
    }
    // One ends at the lower end of a part, and may want to go back from the upper.
    let below = ways_ui(ui, part, text);
    if let Some(other) = above.or(below) {
        part = other;
        ui.ctx().request_repaint();
    }
    ui.data_mut(|data| data.insert_temp(id, part));
    response
}

/// Says which part of how many it is; gives the one that is gone to.
fn ways_ui(ui: &mut Ui, part: Part, text: &str) -> Option<Part> {
    let palette = Palette::of(ui);
    let (number, of) = part.count(text);
    let [before, after] = part.neighbours(text);
    let mut to = None;
    text_ui(ui, &words::part_of(number, of), &palette.label());
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        for (label, other) in [(words::PART_BEFORE, before), (words::PART_AFTER, after)] {
            let button = ui.add_enabled_ui(other.is_some(), |ui| button_ui(ui, label, Weight::Secondary)).inner;
            if button.clicked() {
                to = other;
            }
        }
    });
    to
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Vec<&str> {
        let mut part = Part::around(text, 0);
        let mut parts = vec![&text[part.start..part.end]];
        while let [_, Some(after)] = part.neighbours(text) {
            part = after;
            parts.push(&text[part.start..part.end]);
        }
        parts
    }

    #[test]
    fn the_parts_are_the_text_and_end_behind_a_paragraph_or_a_word() {
        for unit in ["One line of words.\n", "ــكلمة عربية ", "word ", "é", "\n"] {
            let text = unit.repeat(200_000 / unit.len());
            let parts = parts(&text);
            assert_eq!(parts.concat(), text);
            assert!(parts.len() > 9 && parts.iter().all(|part| part.len() <= PART + 2 * REACH), "{unit:?}");
            let inner = parts.iter().rev().skip(1);
            assert!(unit == "é" || inner.clone().all(|part| part.ends_with(char::is_whitespace)), "{unit:?}");
        }
    }

    #[test]
    fn one_comes_back_to_where_one_was_and_the_parts_are_counted() {
        let text = "One line of words.\n".repeat(10_000);
        let mut part = Part::around(&text, 0);
        let mut passed = Vec::new();
        let of = part.count(&text).1;
        while let [_, Some(after)] = part.neighbours(&text) {
            passed.push(part);
            part = after;
            assert_eq!(part.count(&text), (passed.len() + 1, of));
        }
        assert_eq!(passed.len() + 1, of);
        for before in passed.into_iter().rev() {
            part = part.neighbours(&text)[0].unwrap();
            assert_eq!(part, before);
        }
        assert_eq!(part.neighbours(&text)[0], None);
    }

    #[test]
    fn a_place_falls_into_its_part() {
        let text = "words ".repeat(20_000);
        let part = Part::around(&text, 50_000);
        assert!((part.start..part.end).contains(&50_000));
        assert_eq!(Part::around("short", 3), Part { start: 0, end: 5, whole: 5 });
    }
}
