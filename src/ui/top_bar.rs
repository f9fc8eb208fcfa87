//! The head of the window: which case this is, how it may be handled, and the search.

use egui::{Id, Key, Margin, Modifiers, Rect, Role, Sense, TextEdit, Ui, Vec2, WidgetInfo, pos2, vec2};

use super::text::{Laid, Text};
use super::theme::{self, Palette};
use super::widgets::bar::{switch_ui, switch_width};
use super::widgets::controls::{field_edge, hover_text, icon_button_ui};
use super::widgets::icons::{Icon, paint_icon};
use crate::case::Case;
use crate::command::{Command, Request};
use crate::compare::{Beyond, Secrecy};
use crate::words::{found, palette, screen};

/// The id of the search field.
pub const SEARCH: &str = "search field";
/// The size of the sign of a Mac's command key, in points.
const SIGN: f32 = 11.0;

/// What the switch and the search take of a wide window, in points.
const CONTROLS: f32 = 640.0;
/// The least width of the search field, in points.
const LEAST_SEARCH: f32 = 88.0;
/// The room for what the search has found and how to go through it, in points.
const FOUND: f32 = 250.0;
/// The room for the switch that leaves only what matches, in points.
const ONLY_MATCHING: f32 = 116.0;
/// The least room for where a match is, in points.
const LEAST_PLACE: f32 = 64.0;
/// The least room for the text in which a match is, in points.
const LEAST_BEYOND: f32 = 110.0;
/// The room for the palette's keys, in points.
const KEYS: f32 = 64.0;
/// The room for the sign before what is not for everybody, in points.
const WARNING: f32 = 20.0;
/// A title in less room than this tells nothing.
const LEAST_TITLE: f32 = 60.0;

/// The search field's text and state, as the bar needs it.
pub struct SearchField<'a> {
    pub query: &'a mut String,
    pub only_matching: &'a mut bool,
    pub take_focus: &'a mut bool,
    /// How many places there are, and which one is at.
    pub hits: usize,
    pub at: Option<usize>,
    /// In which text that place is, where the comparison does not show it.
    pub beyond: Option<Beyond>,
}

/// Shows the case's title, the switch between the views and the search; true when the search has changed.
pub fn top_bar_ui(
    ui: &mut Ui,
    case: &Case,
    shows_axes: bool,
    search: &mut SearchField<'_>,
    out: &mut Vec<Request>,
) -> bool {
    let mut changed = false;
    let words = [screen::TABLE, screen::AXES];
    ui.horizontal(|ui| {
        ui.set_min_height(36.0);
        let fixed = switch_width(ui, &words) + theme::GAP + ui.spacing().item_spacing.x * 2.0;
        // What is found stands where the palette's keys stand otherwise.
        let searching = !search.query.is_empty();
        let least = fixed + LEAST_SEARCH + if searching { FOUND } else { KEYS };
        // The switch stays where it is while one searches; in a narrow window the title gives way to what is found.
        let controls = CONTROLS.min(ui.available_width() * 0.66).max(least).min(ui.available_width());
        let room = ui.available_width() - controls - ui.spacing().item_spacing.x;
        if room >= LEAST_TITLE {
            ui.allocate_ui_with_layout(vec2(room, 36.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_min_width(room);
                ui.set_max_width(room);
                title_ui(ui, case);
            });
        } else {
            ui.add_space(room.max(0.0));
        }
        if let Some(chosen) = switch_ui(ui, &words, usize::from(shows_axes)) {
            out.push(Request::Do(if chosen == 0 { Command::ShowTable } else { Command::ShowAxes }));
        }
        ui.add_space(theme::GAP);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if !searching {
                palette_ui(ui, out);
            }
            changed = search_ui(ui, search, out);
        });
    });
    changed
}

fn title_ui(ui: &mut Ui, case: &Case) {
    let palette = Palette::of(ui);
    let (title, color) = match case.title.trim() {
        "" => (screen::UNTITLED, palette.second),
        title => (title, palette.ink),
    };
    let look = theme::colored(palette.title(), color);
    let shown = ui.add(Text::new(title, &look).max_rows(1));
    // A title that is cut off is shown whole by itself.
    if let Some(summary) = &case.summary {
        hover_text(&shown, summary);
    }
}

/// Shows how the case may be handled, across the window, as its author wrote it; and beside it, what of the window is
/// not for everybody. True when only what is public is asked for.
pub fn handling_ui(ui: &mut Ui, handling: &str, secrecy: Secrecy) -> bool {
    let palette = Palette::of(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 22.0), Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette.banner);
    let mut right = rect.right() - theme::EDGE;
    let mut asked = false;
    if let Some(words) = screen::not_public(secrecy) {
        let look = theme::colored(palette.strong_label(), palette.ink);
        let laid = Text::new(&words, &look).max_rows(1).hug(true).layout(ui.ctx(), rect.width() * 0.6);
        let size = vec2(laid.size().x + WARNING + 2.0 * theme::INSET, rect.height());
        let place = Rect::from_min_size(pos2(right + theme::INSET - size.x, rect.top()), size);
        right = place.left() - theme::GAP;
        let note = ui.interact(place, Id::unique("not public"), Sense::click());
        note.widget_info(|| WidgetInfo::labeled(Role::Button, true, &words));
        if note.hovered() || note.has_focus() {
            ui.painter().rect_filled(place, theme::CORNER, palette.hovered);
        }
        let sign = pos2(place.left() + theme::INSET + WARNING / 2.0 - 2.0, place.center().y);
        paint_icon(ui.painter(), sign, 13.0, Icon::Problem, palette.ink);
        let at = pos2(place.left() + theme::INSET + WARNING, place.center().y - laid.size().y / 2.0);
        laid.paint(ui.painter(), at);
        let note = note.on_hover_cursor(egui::CursorIcon::PointingHand);
        asked = note.on_hover_text(screen::ONLY_PUBLIC).clicked();
    }
    let look = theme::colored(palette.caps(), palette.ink);
    let text = handling.to_uppercase();
    let left = rect.left() + theme::EDGE;
    let laid = Text::new(&text, &look).max_rows(1).layout(ui.ctx(), (right - left).max(1.0));
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, screen::handling(handling)));
    laid.paint(ui.painter(), pos2(left, rect.center().y - laid.size().y / 2.0));
    hover_text(&response, handling);
    asked
}

/// The keys that open the palette, which opens by a click on them too.
fn palette_ui(ui: &mut Ui, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    let Some(keys) = Command::Palette.shortcut() else { return };
    // The fonts do not have a Mac's sign for its command key, so it is drawn.
    let is_mac = ui.ctx().os().is_mac();
    let text = if is_mac { keys.logical_key.symbol_or_name().to_owned() } else { ui.ctx().format_shortcut(&keys) };
    let looks = [palette.label(), theme::colored(palette.label(), palette.ink)];
    let [quiet, noticed] = looks.map(|look| Text::new(&text, &look).hug(true).layout(ui.ctx(), f32::INFINITY));
    let sign = if is_mac { SIGN + 2.0 } else { 0.0 };
    let size = vec2(sign + quiet.size().x + 2.0 * theme::INSET, theme::CONTROL_HEIGHT);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), palette::OPEN));
    let busy = response.hovered() || response.has_focus();
    if busy {
        ui.painter().rect_filled(rect, theme::CORNER, palette.hovered);
    }
    let (laid, color) = if busy { (noticed, palette.ink) } else { (quiet, palette.second) };
    let left = rect.left() + theme::INSET;
    if is_mac {
        paint_icon(ui.painter(), pos2(left + SIGN / 2.0, rect.center().y), SIGN, Icon::Command, color);
    }
    laid.paint(ui.painter(), pos2(left + sign, rect.center().y - laid.size().y / 2.0));
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).on_hover_text(palette::OPEN).clicked() {
        out.push(Request::Do(Command::Palette));
    }
}

/// Which of the places the search is at and, under it, where that is: in two lines, so that the bar grows little wider.
fn place_ui(ui: &mut Ui, lines: [Option<&str>; 2], room: f32) {
    let look = Palette::of(ui).label();
    let laid: Vec<Laid> = lines
        .into_iter()
        .flatten()
        .map(|line| Text::new(line, &look).max_rows(1).hug(true).layout(ui.ctx(), room))
        .collect();
    let size = laid.iter().fold(Vec2::ZERO, |size, line| vec2(size.x.max(line.size().x), size.y + line.size().y));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let mut at = rect.min;
    for (number, line) in laid.iter().enumerate() {
        let response = ui.interact(
            Rect::from_min_size(at, line.size()),
            Id::unique(SEARCH).with(("place", number)),
            Sense::hover(),
        );
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, line.text()));
        line.paint(ui.painter(), at);
        if line.is_elided() {
            hover_text(&response, line.text());
        }
        at.y += line.size().y;
    }
}

fn search_ui(ui: &mut Ui, search: &mut SearchField<'_>, out: &mut Vec<Request>) -> bool {
    let palette = Palette::of(ui);
    let mut changed = false;
    let id = Id::unique(SEARCH);
    if !search.query.is_empty() {
        if icon_button_ui(ui, Icon::Close, screen::CLEAR_SEARCH).clicked() {
            search.query.clear();
            *search.only_matching = false;
            changed = true;
        }
        ui.add_enabled_ui(search.hits > 0, |ui| {
            if icon_button_ui(ui, Icon::Down, Command::FindNext.label()).clicked() {
                out.push(Request::Do(Command::FindNext));
            }
            if icon_button_ui(ui, Icon::Up, Command::FindPrevious.label()).clicked() {
                out.push(Request::Do(Command::FindPrevious));
            }
        });
        let count = screen::hit_count(search.at, search.hits);
        let room = (ui.available_width() - LEAST_SEARCH - ONLY_MATCHING).max(LEAST_PLACE);
        // A few letters of it tell nothing.
        let beyond = search.beyond.map(found::beyond).filter(|_| room >= LEAST_BEYOND);
        place_ui(ui, [Some(count.as_str()), beyond], room);
        let word = if *search.only_matching { screen::ALL_ISSUES } else { screen::ONLY_MATCHING };
        if ui.selectable_label(*search.only_matching, screen::MATCHING).on_hover_text(word).clicked() {
            *search.only_matching = !*search.only_matching;
            changed = true;
        }
    }
    let width = ui.available_width().max(LEAST_SEARCH);
    let response = ui.add_sized(
        vec2(width, theme::CONTROL_HEIGHT),
        TextEdit::singleline(search.query)
            .id(id)
            .hint_text(screen::SEARCH)
            .margin(Margin { left: 26, right: 6, top: 4, bottom: 4 })
            .align(egui::Align2::LEFT_CENTER),
    );
    let text = search.query.clone();
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(text.clone()),
        ..WidgetInfo::labeled(Role::SearchInput, true, screen::SEARCH_NAME)
    });
    let rect: Rect = response.rect;
    field_edge(ui, &response);
    paint_icon(ui.painter(), pos2(rect.left() + 14.0, rect.center().y), 12.0, Icon::Search, palette.second);
    if std::mem::take(search.take_focus) {
        response.request_focus();
    }
    // Enter goes on from match to match and keeps the field; Escape leaves the search.
    if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
        let back = ui.input(|input| input.modifiers.contains(Modifiers::SHIFT));
        out.push(Request::Do(if back { Command::FindPrevious } else { Command::FindNext }));
        response.request_focus();
    } else if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Escape)) {
        out.push(Request::Do(Command::FocusComparison));
    }
    changed || response.changed()
}
