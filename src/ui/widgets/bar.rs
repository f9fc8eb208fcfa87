//! Controls that several bars are made of: a switch of two words, a menu of ticks.

use egui::{
    Align, Button, Key, Layout, Popup, PopupCloseBehavior, Rect, Response, Role, Sense, Stroke, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::controls::icon_button_ui;
use super::icons::{Icon, paint_icon};
use crate::command::{Command, Request};
use crate::ui::text::{Look, Text};
use crate::ui::theme::{self, Palette};
use crate::words::screen;

/// The least width of a menu, in points.
const MENU_LEAST: f32 = 180.0;
/// The most width of a menu, in points.
const MENU_MOST: f32 = 420.0;
/// The most height of a menu before it scrolls, in points.
const MENU_HIGH: f32 = 420.0;
/// What a menu leaves of a low window above and below it, in points.
const MENU_ABOVE: f32 = 60.0;
/// Beside the words on a menu's button where there is little room, in points.
const TIGHT: f32 = 5.0;
/// The room for the arrowhead on a menu's button, in points.
const ARROW: f32 = 14.0;
/// Of more lines than this only the first are measured.
const MENU_LINES: usize = 200;
/// The room for a tick before a line, in points.
const TICK: f32 = 30.0;

/// A choice between a few words, of which one is on.
pub fn switch_ui(ui: &mut Ui, words: &[&str], on: usize) -> Option<usize> {
    let palette = Palette::of(ui);
    let mut chosen = None;
    let looks = [palette.label(), theme::colored(palette.strong_label(), palette.ink)];
    let widths: Vec<f32> = switch_widths(ui, words).collect();
    let (whole, _) = ui.allocate_exact_size(vec2(widths.iter().sum(), theme::CONTROL_HEIGHT), Sense::hover());
    let outline = Stroke::new(theme::HAIRLINE, palette.hairline);
    ui.painter().rect(whole, theme::CORNER, palette.surface, outline, egui::StrokeKind::Inside);
    let mut left = whole.left();
    for (number, (word, width)) in words.iter().zip(&widths).enumerate() {
        let rect = Rect::from_min_max(pos2(left, whole.top()), pos2(left + width, whole.bottom()));
        left = rect.right();
        let selected = number == on;
        let response = ui.interact(rect, ui.scope_id().with(("switch", *word)), Sense::click());
        response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), selected, *word));
        if selected {
            ui.painter().rect_filled(rect.shrink(2.0), 3.0, palette.selected);
        } else if response.hovered() {
            ui.painter().rect_filled(rect.shrink(2.0), 3.0, palette.hovered);
        }
        let [off, strong] = &looks;
        centered(ui, word, if selected { strong } else { off }, rect);
        if response.clicked() {
            chosen = Some(number);
        }
    }
    chosen
}

/// The width of such a choice, in points.
#[must_use]
pub fn switch_width(ui: &Ui, words: &[&str]) -> f32 {
    switch_widths(ui, words).sum()
}

fn switch_widths(ui: &Ui, words: &[&str]) -> impl Iterator<Item = f32> {
    let look = Palette::of(ui).strong_label();
    words.iter().map(move |word| Text::new(word, &look).layout(ui.ctx(), f32::INFINITY).size().x + 20.0)
}

fn centered(ui: &Ui, text: &str, look: &Look, rect: Rect) {
    let laid = Text::new(text, look).hug(true).layout(ui.ctx(), f32::INFINITY);
    laid.paint(ui.painter(), rect.center() - laid.size() / 2.0);
}

/// The width of a menu that has these lines, in points.
pub fn menu_width<'a>(ui: &Ui, lines: impl Iterator<Item = &'a str>) -> f32 {
    let look = Palette::of(ui).label();
    let width = |line: &str| Text::new(line, &look).max_rows(1).hug(true).layout(ui.ctx(), MENU_MOST).size().x;
    let widest = lines.take(MENU_LINES).map(width).fold(0.0, f32::max);
    (widest + TICK + theme::EDGE).clamp(MENU_LEAST, MENU_MOST)
}

/// What stands on the button of a menu.
#[derive(Clone, Copy)]
pub struct MenuLabel<'a> {
    /// What the menu is known by, so that it stays open when something is put in before it.
    pub group: &'a str,
    pub word: &'a str,
    /// The same in full.
    pub name: &'a str,
    /// What the menu holds is not the default.
    pub strong: bool,
    /// There is little room beside it.
    pub tight: bool,
}

impl<'a> MenuLabel<'a> {
    /// What stands on the button where there is room.
    #[must_use]
    pub fn new(group: &'a str, word: &'a str, strong: bool) -> Self {
        Self { group, word, name: word, strong, tight: false }
    }
}

/// The width of the button that opens a menu, in points.
#[must_use]
pub fn menu_button_width(ui: &Ui, word: &str, strong: bool) -> f32 {
    let palette = Palette::of(ui);
    let look = if strong { palette.strong_label() } else { palette.label() };
    Text::new(word, &look).hug(true).layout(ui.ctx(), f32::INFINITY).size().x + ARROW + 2.0 * theme::INSET
}

/// A button that opens a menu so wide, with its arrowhead.
pub fn menu_button_ui<R>(
    ui: &mut Ui,
    MenuLabel { group, word, name, strong, tight }: MenuLabel<'_>,
    width: f32,
    contents: impl FnOnce(&mut Ui) -> R,
) -> Option<R> {
    let palette = Palette::of(ui);
    let look = if strong { theme::colored(palette.strong_label(), palette.focus) } else { palette.label() };
    let laid = Text::new(word, &look).hug(true).layout(ui.ctx(), f32::INFINITY);
    let inset = if tight { TIGHT } else { theme::INSET };
    let size = vec2(laid.size().x + ARROW + 2.0 * inset, theme::CONTROL_HEIGHT);
    let (_, rect) = ui.allocate_space(size);
    let response = ui.interact(rect, ui.scope_id().with(("menu", group)), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let open = Popup::is_id_open(ui.ctx(), Popup::default_response_id(&response));
    if response.hovered() || open {
        ui.painter().rect_filled(rect, theme::CORNER, palette.hovered);
    }
    laid.paint(ui.painter(), pos2(rect.left() + inset, rect.center().y - laid.size().y / 2.0));
    paint_icon(ui.painter(), pos2(rect.right() - inset - 4.0, rect.center().y + 1.0), 8.0, Icon::Down, look.color);
    let shown = Popup::menu(&response).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
        ui.set_width(width);
        if ui.input(|input| input.key_pressed(Key::Escape)) {
            ui.close();
        }
        // A menu grows with its lines, as far as the window lets it.
        let most = MENU_HIGH.min(ui.ctx().content_rect().height() - 2.0 * MENU_ABOVE).max(MENU_ABOVE);
        let lines = egui::ScrollArea::vertical().max_height(most).min_scrolled_height(most);
        lines.content_margin(egui::Margin::ZERO).show(ui, contents).inner
    });
    shown.map(|shown| shown.inner)
}

/// A few words that are on or off.
pub fn toggle_ui(ui: &mut Ui, on: bool, word: &str) -> Response {
    let palette = Palette::of(ui);
    let look = if on { theme::colored(palette.strong_label(), palette.focus) } else { palette.label() };
    let laid = Text::new(word, &look).max_rows(1).hug(true).layout(ui.ctx(), MENU_MOST);
    let size = vec2(laid.size().x + 2.0 * theme::INSET, theme::CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, word));
    let ground = if on {
        palette.selected
    } else if response.hovered() {
        palette.hovered
    } else {
        palette.paper
    };
    let outline = Stroke::new(theme::HAIRLINE, if on { palette.focus } else { palette.hairline });
    ui.painter().rect(rect.shrink2(vec2(0.0, 2.0)), theme::CORNER, ground, outline, egui::StrokeKind::Inside);
    laid.paint(ui.painter(), rect.center() - laid.size() / 2.0);
    response
}

/// The head of a list under the comparison: what it is, how many it has, and the cross that folds it away.
pub fn list_head_ui(ui: &mut Ui, title: &str, count: usize, folds: Command, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), theme::CONTROL_HEIGHT + 4.0), Sense::hover());
    let place =
        UiBuilder::new().max_rect(rect.shrink2(vec2(theme::EDGE, 0.0))).layout(Layout::left_to_right(Align::Center));
    ui.scope_builder(place, |ui| {
        let head = ui.add(Text::new(&title.to_uppercase(), &palette.caps()).hug(true));
        head.widget_info(|| WidgetInfo::labeled(Role::Heading, true, title));
        if count > 0 {
            ui.add(Text::new(&count.to_string(), &palette.label()).hug(true));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if icon_button_ui(ui, Icon::Close, &screen::fold_away(title)).clicked() {
                out.push(Request::Do(folds));
            }
        });
    });
}

/// A line of a menu whose words are the case's own, in their right order in any script.
pub fn line_ui(ui: &mut Ui, words: &str) -> Response {
    let palette = Palette::of(ui);
    let look = theme::colored(palette.label(), palette.ink);
    let laid = Text::new(words, &look).max_rows(1).hug(true).layout(ui.ctx(), MENU_MOST);
    let width = laid.size().x + 2.0 * theme::INSET;
    let response = ui.add(Button::new("").min_size(vec2(width, theme::CONTROL_HEIGHT)));
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), words));
    let at = pos2(response.rect.left() + theme::INSET, response.rect.center().y - laid.size().y / 2.0);
    laid.paint(ui.painter(), at);
    response
}

/// A line of a menu with a tick before it when it is on.
pub fn tick_ui(ui: &mut Ui, on: bool, word: &str) -> Response {
    let palette = Palette::of(ui);
    let response = ui.add(Button::new("").min_size(vec2(ui.available_width(), theme::CONTROL_HEIGHT)));
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), on, word));
    // Many of these words are the case's own, and may read from the right.
    let look = theme::colored(palette.label(), palette.ink);
    let room = (response.rect.width() - TICK - theme::INSET).max(1.0);
    let laid = Text::new(word, &look).max_rows(1).hug(true).layout(ui.ctx(), room);
    laid.paint(ui.painter(), pos2(response.rect.left() + TICK, response.rect.center().y - laid.size().y / 2.0));
    if on {
        paint_icon(
            ui.painter(),
            pos2(response.rect.left() + 14.0, response.rect.center().y),
            11.0,
            Icon::Tick,
            palette.focus,
        );
    }
    response
}
