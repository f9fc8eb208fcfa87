//! A list that opens under a control, to choose from by keys or by pointer, with or without a search field.

use std::sync::Arc;

use egui::{
    EventFilter, FontId, Frame, Id, Key, Margin, Modifiers, Popup, PopupCloseBehavior, Rect, Response, RichText, Role,
    ScrollArea, Sense, SetOpenCommand, Stroke, TextEdit, Ui, WidgetInfo, pos2, vec2,
};

use crate::fold::Folded;
use crate::ui::palette::score;
use crate::ui::text::Text;
use crate::ui::theme::{self, CORNER, HAIRLINE, INSET, Palette, UNIT, size};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::link::{MARK_ROOM, Mark, paint_mark};
use crate::words::form as words;

/// The least that a list is wide, in points.
const WIDTH: f32 = 300.0;
/// How high the rows may stand before they scroll.
const HEIGHT: f32 = 320.0;
/// No one reads on behind so many rows; they type another letter.
const MOST: usize = 60;

/// Something to be chosen.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What is written into the field.
    pub value: String,
    /// What it is found by.
    folded: String,
}

impl Entry {
    pub(super) fn new(value: String, found_by: &str) -> Self {
        Self { value, folded: Folded::new(found_by).text().to_owned() }
    }
}

/// How an entry is shown.
#[derive(Clone, Debug, Default)]
pub(super) struct Face<'a> {
    pub mark: Option<Mark<'a>>,
    /// In ink.
    pub text: String,
    /// Behind it, or below it where both are long, in second ink.
    pub note: String,
}

/// What was chosen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Chosen {
    /// Nothing: the field is to be empty.
    Nothing,
    /// An entry, by its value.
    Value(String),
    /// Something new, by what was typed.
    New(String),
}

/// A list to be opened under a control.
pub(super) struct List<'a> {
    /// What is read aloud.
    pub name: &'a str,
    /// What stands in the search field; nothing for a list without one.
    pub search: Option<&'static str>,
    /// The words of the row that empties the field, where that can be.
    pub nothing: Option<&'static str>,
    /// The words of the row that makes something new of what was typed; nothing when it cannot.
    pub new: &'a dyn Fn(&str) -> Option<String>,
    /// What is in the field now.
    pub current: Option<&'a str>,
}

/// What an open list keeps from one frame to the next.
#[derive(Clone, Default)]
struct Open {
    query: String,
    at: usize,
    entries: Arc<Vec<Entry>>,
    rows: Arc<Vec<Row>>,
    follow: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Row {
    Nothing,
    Entry(usize),
    New,
}

impl List<'_> {
    /// Shows the list when the control was pressed, until something is chosen.
    ///
    /// `entries` is asked once, when the list opens; `face` for each row in sight.
    pub(super) fn show<'s>(
        &self,
        control: &Response,
        entries: impl FnOnce() -> Vec<Entry>,
        face: impl Fn(&str) -> Face<'s>,
    ) -> Option<Chosen> {
        let ctx = &control.ctx;
        let id = control.id.with("list");
        let popup = Popup::from_toggle_button_response(control).id(id);
        // Space and Enter press the control, as a click does; the down key opens the list as well.
        let is_open = Popup::is_id_open(ctx, id);
        let by_arrow = !is_open && is_opened_by_arrow(control);
        let popup = if by_arrow { popup.open_memory(SetOpenCommand::Bool(true)) } else { popup };
        let opened = by_arrow || (control.clicked() && !is_open);
        if opened {
            let open = Open { entries: Arc::new(entries()), ..Open::default() };
            ctx.data_mut(|data| data.insert_temp(id, self.sought(open)));
        }
        let mut open: Open = ctx.data(|data| data.get_temp(id))?;
        let step = if opened || !is_open { Step::By(0) } else { Step::pressed(control) };
        let was = open.at;
        open.walk(step);
        open.follow |= open.at != was || opened;
        let mut chosen = None;
        let shown = popup
            .accessible_name(self.name)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .gap(UNIT)
            .frame(Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(Margin::ZERO).corner_radius(CORNER))
            .show(|ui| {
                ui.set_width(control.rect.width().max(WIDTH));
                ui.spacing_mut().item_spacing.y = 0.0;
                self.focus_ui(ui, id, &mut open);
                chosen = self.rows_ui(ui, &mut open, &face);
                if step == Step::Close {
                    ui.close();
                }
            });
        let shown = shown?;
        if step == Step::Take {
            chosen = open.rows.get(open.at).copied();
        }
        let chosen = chosen.and_then(|row| match row {
            Row::Nothing => Some(Chosen::Nothing),
            Row::Entry(number) => open.entries.get(number).map(|entry| Chosen::Value(entry.value.clone())),
            Row::New => Some(Chosen::New(open.query.trim().to_owned())),
        });
        if chosen.is_some() || shown.response.should_close() {
            Popup::close_id(ctx, id);
            ctx.data_mut(|data| data.remove::<Open>(id));
            ctx.memory_mut(|memory| memory.request_focus(control.id));
        } else {
            ctx.data_mut(|data| data.insert_temp(id, open));
        }
        chosen
    }

    /// The rows that answer the query, the best first, with the current one chosen while nothing is typed.
    fn sought(&self, mut open: Open) -> Open {
        let query = Folded::new(&open.query).text().to_owned();
        let asked: Vec<&str> = query.split_whitespace().collect();
        let mut scored: Vec<(u32, usize)> = open
            .entries
            .iter()
            .enumerate()
            .filter_map(|(number, entry)| score(&asked, &entry.folded).map(|score| (score, number)))
            .collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        if self.search.is_some() {
            scored.truncate(MOST);
        }
        let nothing = (asked.is_empty() && self.nothing.is_some()).then_some(Row::Nothing);
        let new = (self.new)(open.query.trim()).map(|_| Row::New);
        let found = scored.into_iter().map(|(_, number)| Row::Entry(number));
        let rows: Vec<Row> = nothing.into_iter().chain(found).chain(new).collect();
        open.at = if asked.is_empty() {
            let is_current = |row: &Row| match row {
                Row::Nothing => self.current.is_none(),
                Row::Entry(number) => {
                    open.entries.get(*number).is_some_and(|entry| Some(entry.value.as_str()) == self.current)
                }
                Row::New => false,
            };
            rows.iter().position(is_current).unwrap_or(0)
        } else {
            0
        };
        open.rows = Arc::new(rows);
        open.follow = true;
        open
    }

    /// The search field, or else something unseen that takes the keys.
    fn focus_ui(&self, ui: &mut Ui, id: Id, open: &mut Open) {
        let filter = EventFilter { tab: true, horizontal_arrows: true, vertical_arrows: true, escape: true };
        let palette = Palette::of(ui);
        let Some(hint) = self.search else {
            let keys = ui.interact(ui.max_rect(), id.with("keys"), Sense::focusable_noninteractive());
            keys.widget_info(|| WidgetInfo::labeled(Role::ListBox, true, self.name));
            keys.request_focus();
            ui.memory_mut(|memory| memory.set_focus_lock_filter(keys.id, filter));
            return;
        };
        let row = Rect::from_min_size(ui.cursor().min, vec2(ui.available_width(), 34.0));
        ui.allocate_rect(row, Sense::hover());
        paint_icon(ui.painter(), pos2(row.left() + INSET + 7.0, row.center().y), 12.0, Icon::Search, palette.second);
        let field = TextEdit::singleline(&mut open.query)
            .id(id.with("query"))
            .frame(Frame::NONE)
            .font(FontId::proportional(size::LABEL))
            .event_filter(filter)
            .desired_width(row.width())
            .align(egui::Align2::LEFT_CENTER)
            .hint_text(RichText::new(hint).size(size::LABEL).color(palette.second));
        let inside = Rect::from_min_max(row.min + vec2(30.0, 0.0), row.max - vec2(INSET, 0.0));
        let response = ui.put(inside, field);
        let name = words::search_for(self.name);
        response.widget_info(|| WidgetInfo {
            hint_text: Some(hint.to_owned()),
            current_text_value: Some(open.query.clone()),
            ..WidgetInfo::labeled(Role::SearchInput, true, &name)
        });
        if response.changed() {
            *open = self.sought(std::mem::take(open));
        }
        response.request_focus();
        ui.painter().hline(row.x_range(), row.bottom(), Stroke::new(HAIRLINE, palette.hairline));
    }

    fn rows_ui<'s>(&self, ui: &mut Ui, open: &mut Open, face: &impl Fn(&str) -> Face<'s>) -> Option<Row> {
        let mut clicked = None;
        let follow = std::mem::take(&mut open.follow);
        ui.add_space(UNIT);
        if open.rows.is_empty() {
            Frame::new().inner_margin(INSET).show(ui, |ui| {
                let can_be_new = (self.new)("x").is_some();
                let nothing_yet = open.query.trim().is_empty() && can_be_new;
                let words = if nothing_yet { words::NOTHING_YET } else { words::NOTHING_FOUND };
                ui.add(Text::new(words, &Palette::of(ui).label()).hug(true));
            });
        }
        ScrollArea::vertical().max_height(HEIGHT).content_margin(egui::Margin::ZERO).auto_shrink([false, true]).show(
            ui,
            |ui| {
                for (number, row) in open.rows.iter().enumerate() {
                    let face = match row {
                        Row::Nothing => Face { text: self.nothing.unwrap_or_default().to_owned(), ..Face::default() },
                        Row::Entry(number) => match open.entries.get(*number) {
                            Some(entry) => face(&entry.value),
                            None => continue,
                        },
                        Row::New => Face { text: (self.new)(open.query.trim()).unwrap_or_default(), ..Face::default() },
                    };
                    let response = row_ui(ui, &face, number == open.at, *row != Row::Nothing);
                    if number == open.at && follow {
                        ui.scroll_to_rect(response.rect, None);
                    }
                    if response.clicked() {
                        clicked = Some(*row);
                    }
                }
            },
        );
        ui.add_space(UNIT);
        clicked
    }
}

impl Open {
    fn walk(&mut self, step: Step) {
        let last = self.rows.len().saturating_sub(1);
        self.at = match step {
            Step::First => 0,
            Step::Last => last,
            Step::By(by) => self.at.saturating_add_signed(by).min(last),
            Step::Take | Step::Close => self.at,
        };
    }
}

/// What the keys ask of an open list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    /// To the row so many rows below, or above when negative; nowhere by nought.
    By(isize),
    First,
    Last,
    Take,
    Close,
}

impl Step {
    /// What the keys pressed since the last frame ask, taken before the search field sees them.
    fn pressed(control: &Response) -> Self {
        const PAGE: isize = 8;
        control.ctx.input_mut(|input| {
            let mut times = |modifiers: Modifiers, key: Key| {
                isize::try_from(input.count_and_consume_key(modifiers, key)).unwrap_or_default()
            };
            let none = Modifiers::NONE;
            let steps = times(none, Key::ArrowDown) - times(none, Key::ArrowUp)
                + PAGE * (times(none, Key::PageDown) - times(none, Key::PageUp));
            if times(none, Key::Tab) + times(Modifiers::SHIFT, Key::Tab) + times(none, Key::Escape) > 0 {
                Self::Close
            } else if times(none, Key::Enter) > 0 {
                Self::Take
            } else if times(Modifiers::COMMAND, Key::Home) > 0 {
                Self::First
            } else if times(Modifiers::COMMAND, Key::End) > 0 {
                Self::Last
            } else {
                Self::By(steps)
            }
        })
    }
}

/// Whether the down key was pressed on a control that has the keyboard.
fn is_opened_by_arrow(control: &Response) -> bool {
    if !control.has_focus() {
        return false;
    }
    let arrows = EventFilter { tab: false, horizontal_arrows: false, vertical_arrows: true, escape: false };
    control.ctx.memory_mut(|memory| memory.set_focus_lock_filter(control.id, arrows));
    control.ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Key::ArrowDown))
}

fn row_ui(ui: &mut Ui, face: &Face<'_>, chosen: bool, marked: bool) -> Response {
    let palette = Palette::of(ui);
    let indent = if marked && face.mark.is_some() { MARK_ROOM } else { 0.0 };
    let width = (ui.available_width() - 2.0 * GUTTER - indent).max(1.0);
    let ink = theme::colored(palette.label(), palette.ink);
    let text = Text::new(&face.text, &ink).max_rows(2).layout(ui.ctx(), width);
    let note = Text::new(&face.note, &palette.label()).max_rows(2).layout(ui.ctx(), width);
    let beside = face.note.is_empty() || (text.rows().len() < 2 && text.size().x + GUTTER + note.size().x <= width);
    let height = if beside { text.size().y.max(note.size().y) } else { text.size().y + note.size().y };
    // The search field keeps the keyboard, so a row is not a stop of Tab.
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height + UNIT * 1.5), Sense::CLICK);
    let spoken = if face.note.is_empty() { face.text.clone() } else { format!("{}: {}", face.text, face.note) };
    response.widget_info(|| WidgetInfo::labeled(Role::ListBoxOption, true, &spoken));
    ui.ctx().accesskit_node_builder(response.id, |node| node.set_selected(chosen));
    if ui.is_rect_visible(rect) {
        let ground = rect.shrink2(vec2(UNIT, 0.0));
        if chosen {
            ui.painter().rect_filled(ground, CORNER, palette.selected);
        } else if response.hovered() {
            ui.painter().rect_filled(ground, CORNER, palette.hovered);
        }
        let top = pos2(rect.left() + GUTTER + indent, rect.top() + UNIT * 0.75);
        if let Some(mark) = face.mark.filter(|_| marked) {
            let line = text.rows().next().map_or(0.0, |row| row.height());
            paint_mark(ui.painter(), palette, pos2(rect.left() + GUTTER + 6.0, top.y + line / 2.0), mark);
        }
        text.paint(ui.painter(), top);
        let at = if beside {
            pos2(rect.right() - GUTTER - note.size().x, top.y)
        } else {
            pos2(top.x, top.y + text.size().y)
        };
        if !face.note.is_empty() {
            note.paint(ui.painter(), at);
        }
    }
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// Between a row's edge and its words, in points.
const GUTTER: f32 = 12.0;
