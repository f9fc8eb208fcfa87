//! Lists within a record: entries that are added, removed, folded and moved, by keys and by pointer.

use egui::{
    CursorIcon, EventFilter, Id, Key, Modifiers, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::{At, Field, Form};
use crate::case::Path;
use crate::ui::text::Text;
use crate::ui::theme::{self, INSET, Palette, UNIT};
use crate::ui::widgets::controls::icon_button_ui;
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::link::follow_focus;
use crate::ui::widgets::section::{hairline_ui, quiet_button_ui};
use crate::words::form as words;

/// The room for the handle by which an entry is moved, in points.
const HANDLE: f32 = 16.0;

/// What a list of entries is called.
#[derive(Clone, Copy, Debug)]
pub struct Entries<'a> {
    /// Its key in the record.
    pub key: &'static str,
    /// What one of its entries is called.
    pub noun: &'a str,
    /// Entries are shown by their heads until they are unfolded.
    pub folds: bool,
    /// Whoever shows the list takes entries out: something has to be asked before.
    pub asks: bool,
}

impl Entries<'_> {
    /// A list of entries that are short enough to be shown whole.
    #[must_use]
    pub fn new<'a>(key: &'static str, noun: &'a str) -> Entries<'a> {
        Entries { key, noun, folds: false, asks: false }
    }
}

/// What happens to a list once it has been shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Move {
    /// The entry at the first place goes to the second.
    To(usize, usize),
    Out(usize),
}

impl Move {
    /// Does it to a list.
    pub(super) fn apply<T>(self, list: &mut Vec<T>) {
        match self {
            Self::To(from, to) if from < list.len() => {
                let entry = list.remove(from);
                list.insert(to.min(list.len()), entry);
            }
            Self::Out(at) if at < list.len() => drop(list.remove(at)),
            _ => {}
        }
    }
}

/// A list being drawn: where its entries are, and what is asked of it.
pub(super) struct Lister {
    id: Id,
    count: usize,
    tops: Vec<f32>,
    dragged: Option<(usize, bool)>,
    pub(super) moves: Option<Move>,
}

impl Lister {
    pub(super) fn new(id: Id, count: usize) -> Self {
        Self { id, count, tops: Vec::with_capacity(count), dragged: None, moves: None }
    }

    fn handle_id(&self, index: usize) -> Id {
        self.id.with(("handle", index))
    }

    /// The handle of the entry that begins here.
    pub(super) fn handle_ui(&mut self, ui: &mut Ui, height: f32, name: &str) -> Response {
        let index = self.tops.len();
        let (_, rect) = ui.allocate_space(vec2(HANDLE, height));
        self.tops.push(rect.top());
        let id = self.handle_id(index);
        let response = ui.interact(rect, id, Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), words::move_entry(name)));
        let palette = Palette::of(ui);
        let color = if response.hovered() || response.has_focus() || response.dragged() {
            palette.ink
        } else {
            palette.outline
        };
        for (column, row) in [(0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0), (0.0, 2.0), (1.0, 2.0)] {
            let at = pos2(rect.left() + 3.0 + column * 4.5, rect.center().y - 4.5 + row * 4.5);
            ui.painter().circle_filled(at, 1.1, color);
        }
        if response.has_focus() {
            let arrows = EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, arrows));
            let (up, down) = ui.input_mut(|input| {
                let mut pressed = |key| input.consume_key(Modifiers::NONE, key);
                (pressed(Key::ArrowUp), pressed(Key::ArrowDown))
            });
            if up && index > 0 {
                self.move_to(ui, index, index - 1);
            } else if down && index + 1 < self.count {
                self.move_to(ui, index, index + 1);
            }
        }
        if response.dragged() || response.drag_stopped() {
            self.dragged = Some((index, response.drag_stopped()));
        }
        let response = follow_focus(response).on_hover_cursor(CursorIcon::Grab);
        response.on_hover_text(words::MOVE_HINT)
    }

    fn move_to(&mut self, ui: &Ui, from: usize, to: usize) {
        self.moves = Some(Move::To(from, to));
        let id = self.handle_id(to);
        ui.memory_mut(|memory| memory.request_focus(id));
    }

    /// Shows where a dragged entry would go, and asks for it once it is let go.
    pub(super) fn finish(&mut self, ui: &Ui, list: Rect) {
        let Some((from, dropped)) = self.dragged else { return };
        let Some(pointer) = ui.input(|input| input.pointer.interact_pos()) else { return };
        let ends = self.tops.iter().skip(1).copied().chain([list.bottom()]);
        let middles = self.tops.iter().zip(ends).map(|(top, bottom)| f32::midpoint(*top, bottom));
        let gap = middles.take_while(|middle| *middle < pointer.y).count();
        let to = if gap > from { gap - 1 } else { gap };
        if dropped {
            if to != from {
                self.moves = Some(Move::To(from, to));
            }
            return;
        }
        let y = self.tops.get(gap).copied().unwrap_or(list.bottom()) - UNIT / 2.0;
        ui.painter().hline(list.x_range(), y, Stroke::new(2.0, Palette::of(ui).focus));
        ui.set_cursor_icon(CursorIcon::Grabbing);
    }
}

impl Form<'_> {
    /// A list of entries, each with a handle to move it, a head and a button that takes it out.
    ///
    /// `head` says in few words what an entry holds. Gives the entry that is to be taken out when the list
    /// [asks](Entries::asks) before.
    pub fn entries_ui<T>(
        &mut self,
        ui: &mut Ui,
        at: &At,
        entries: Entries<'_>,
        list: &mut Vec<T>,
        head: impl Fn(&T) -> String,
        mut draw: impl FnMut(&mut Self, &mut Ui, &At, &mut T),
    ) -> Option<usize> {
        let path = at.path.key(entries.key);
        let id = self.scope.id.with((path.to_string(), "entries"));
        let mut open: Vec<bool> = ui.data(|data| data.get_temp(id)).unwrap_or_default();
        // A list of one is what is looked for, and a problem is to stand beside its field.
        for index in open.len()..list.len() {
            open.push(list.len() == 1 || self.is_troubled(&path.index(index)));
        }
        let mut lister = Lister::new(id, list.len());
        let top = ui.cursor().top();
        let mut out = None;
        for (index, entry) in list.iter_mut().enumerate() {
            if index > 0 {
                ui.add_space(UNIT);
                hairline_ui(ui);
            }
            let place = at.entry(entries.key, index, entries.noun);
            let is_open = open.get(index).copied().unwrap_or(true) || !entries.folds;
            let said = head(entry);
            // Buttons within keep their ids whatever stands above them.
            ui.push_id((entries.key, index), |ui| {
                let fold = entries.folds.then_some(is_open);
                let (pressed, removed) = self.entry_head_ui(ui, &mut lister, &place, &said, fold);
                if pressed && let Some(open) = open.get_mut(index) {
                    *open = !*open;
                }
                if removed {
                    out = Some(index);
                }
                if is_open {
                    draw(self, ui, &place, entry);
                }
            });
        }
        let whole = Rect::from_min_max(pos2(ui.min_rect().left(), top), pos2(ui.min_rect().right(), ui.cursor().top()));
        lister.finish(ui, whole);
        if !entries.asks
            && let Some(index) = out.take()
        {
            lister.moves = Some(Move::Out(index));
        }
        if let Some(moves) = lister.moves {
            moves.apply(list);
            moves.apply(&mut open);
        }
        ui.data_mut(|data| data.insert_temp(id, open));
        out
    }

    /// The line above an entry; tells whether it was pressed and whether the entry is to be taken out.
    fn entry_head_ui(
        &self,
        ui: &mut Ui,
        lister: &mut Lister,
        place: &At,
        said: &str,
        open: Option<bool>,
    ) -> (bool, bool) {
        const FOLD: f32 = 14.0;
        let palette = self.palette;
        // What the entry holds says more than what it is called, of which its number is enough then.
        let told = open.is_some() && !said.is_empty();
        let (strong, ink) = (palette.strong_label(), theme::colored(palette.label(), palette.ink));
        let title = short(place.whose());
        let title = if told { title.rsplit(' ').next().unwrap_or(title) } else { title };
        let title = Text::new(title, &strong).max_rows(1).hug(true).layout(ui.ctx(), f32::INFINITY);
        let before = HANDLE + if open.is_some() { FOLD } else { 0.0 };
        let after = theme::CONTROL_HEIGHT + 2.0 * UNIT;
        let room = ui.available_width() - before - title.size().x - INSET - after;
        let shown = if told { said } else { "" };
        let shown = Text::new(shown, &ink).max_rows(2).hug(true).layout(ui.ctx(), room.max(1.0));
        let height = theme::CONTROL_HEIGHT.max(shown.size().y + 2.0 * UNIT);
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            lister.handle_ui(ui, theme::CONTROL_HEIGHT, place.whose());
            let width = ui.available_width() - theme::CONTROL_HEIGHT - UNIT;
            let id = lister.id.with(("head", place.whose()));
            let (_, rect) = ui.allocate_space(vec2(width, height));
            let sense = if open.is_some() { Sense::click() } else { Sense::hover() };
            let response = follow_focus(ui.interact(rect, id, sense));
            let hides_trouble = open == Some(false) && self.is_troubled(&place.path);
            let spoken = words::entry_head(place.whose(), said, hides_trouble);
            let role = if open.is_some() { Role::DisclosureTriangle } else { Role::Label };
            response.widget_info(|| WidgetInfo::labeled(role, ui.is_enabled(), &spoken));
            let middle = rect.top() + theme::CONTROL_HEIGHT / 2.0;
            let mut left = rect.left();
            if let Some(open) = open {
                ui.ctx().accesskit_node_builder(response.id, |node| node.set_expanded(open));
                let icon = if open { Icon::Down } else { Icon::Right };
                let color = if response.hovered() { palette.ink } else { palette.second };
                paint_icon(ui.painter(), pos2(left + 5.0, middle), 8.0, icon, color);
                left += FOLD;
            }
            if hides_trouble {
                paint_icon(ui.painter(), pos2(rect.right() - 6.0, middle), 13.0, Icon::Problem, palette.ochre);
            }
            let top = middle - title.size().y / 2.0;
            title.paint(ui.painter(), pos2(left, top));
            shown.paint(ui.painter(), pos2(left + title.size().x + INSET, top));
            ui.add_space(UNIT);
            let remove = icon_button_ui(ui, Icon::Close, &words::remove_entry(place.whose()));
            (response.clicked() && open.is_some(), remove.clicked())
        })
        .inner
    }

    /// A button that adds something, and has what it adds take the keyboard.
    pub fn add_ui(&mut self, ui: &mut Ui, at: &At, key: &'static str, count: usize, label: &str) -> bool {
        let pressed = ui.push_id(("add", key), |ui| quiet_button_ui(ui, label).clicked()).inner;
        if pressed {
            self.added(ui, at, key, count);
        }
        pressed
    }

    /// Unfolds the entry that has just been added to a list at `index`, and has it take the keyboard.
    pub fn added(&mut self, ui: &Ui, at: &At, key: &'static str, index: usize) {
        let path = at.path.key(key);
        let id = self.scope.id.with((path.to_string(), "entries"));
        ui.data_mut(|data| {
            let open: &mut Vec<bool> = data.get_temp_mut_or_default(id);
            open.resize(index.max(open.len()), false);
            open.insert(index, true);
        });
        self.begin_within(&path.index(index));
    }

    /// The problems of a list as a whole.
    pub fn list_trouble_ui(&mut self, ui: &mut Ui, at: &At, key: &'static str) {
        let path: Path = at.path.key(key);
        self.trouble_ui(ui, &path, true);
    }
}

/// The name of an entry without that of what it stands in, which is in sight above it.
fn short(whose: &str) -> &str {
    let words: Vec<(usize, &str)> = whose.match_indices(' ').collect();
    match words.len().checked_sub(2).and_then(|at| words.get(at)) {
        Some((at, _)) => whose.get(at + 1..).unwrap_or(whose),
        None => whose,
    }
}

impl Field {
    /// The field of one entry of a list of texts.
    pub(super) fn of_entry(&self, index: usize, noun: &str) -> Self {
        self.entry_of(index, format!("{noun} {}", index + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_entry_goes_where_it_is_moved() {
        let mut list = vec!['a', 'b', 'c'];
        Move::To(0, 2).apply(&mut list);
        assert_eq!(list, ['b', 'c', 'a']);
        Move::To(2, 0).apply(&mut list);
        assert_eq!(list, ['a', 'b', 'c']);
        Move::Out(1).apply(&mut list);
        Move::Out(7).apply(&mut list);
        Move::To(7, 0).apply(&mut list);
        assert_eq!(list, ['a', 'c']);
    }

    #[test]
    fn an_entry_of_an_entry_is_called_by_its_own_name() {
        assert_eq!(short("Condition 1"), "Condition 1");
        assert_eq!(short("Answer 2 condition 1"), "condition 1");
    }
}
