//! The menus along the top, made from the table of commands.

use egui::accesskit::Role;
use egui::containers::menu::{MenuBar, MenuButton, MenuConfig, SubMenu};
use egui::style::StyleModifier;
use egui::{
    FocusDirection, Key, Modifiers, Popup, Rect, Response, Sense, Stroke, Style, ThemePreference, Ui, WidgetInfo,
};
use egui::{pos2, vec2};

use crate::command::{Command, Menu, Request, Situation};
use crate::ui::shortcuts::keys_of;
use crate::ui::start::{RecentFile, SAMPLES};
use crate::ui::text::Text;
use crate::ui::theme::{self, CONTROL_HEIGHT, CORNER, EDGE, GAP, HAIRLINE, INSET, Palette, UNIT};
use crate::ui::widgets::controls::paint_in_row;
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::words::screen;

/// Where the words of a menu begin, behind the room for a tick.
const INDENT: f32 = 26.0;
/// The widest a file's name gets in a menu.
const NAME: f32 = 360.0;
/// The narrowest a menu gets.
const NARROWEST: f32 = 220.0;

/// Shows the menus in a row.
///
/// F10 moves the keyboard to them; the arrows walk, Enter opens and runs, Escape closes.
pub fn menu_bar_ui(ui: &mut Ui, situation: Situation, recent: &[RecentFile], out: &mut Vec<Request>) {
    let style = StyleModifier::new(|style: &mut Style| {
        style.spacing.button_padding = vec2(INSET, UNIT);
        style.spacing.item_spacing.x = 0.0;
    });
    let config = MenuConfig::new().style(StyleModifier::new(|style: &mut Style| style.spacing.item_spacing.y = 0.0));
    // With Shift it asks for the menu of what the keyboard is on.
    let summoned = ui.input_mut(|input| !input.modifiers.shift && input.consume_key(Modifiers::NONE, Key::F10));
    let shown = MenuBar::new().style(style).config(config).ui(ui, |ui| {
        let mut heads = Vec::new();
        for menu in Menu::ALL {
            let (head, _) = MenuButton::new(menu.label()).ui(ui, |ui| menu_ui(ui, menu, situation, recent, out));
            heads.push(head);
        }
        if summoned && let Some(first) = heads.first() {
            first.request_focus();
        }
        walk(ui, &heads);
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::MenuBar, true, screen::MENUS));
}

/// Lets Down open the menu that the keyboard is on, and left and right go to its neighbours.
fn walk(ui: &Ui, heads: &[Response]) {
    let Some(focused) = heads.iter().position(Response::has_focus) else { return };
    let any_open = heads.iter().any(|head| Popup::is_id_open(ui.ctx(), Popup::default_response_id(head)));
    let (left, right, down) = ui.input(|input| {
        (input.key_pressed(Key::ArrowLeft), input.key_pressed(Key::ArrowRight), input.key_pressed(Key::ArrowDown))
    });
    let wanted = match (left, right) {
        (true, false) => focused.checked_sub(1).unwrap_or(heads.len() - 1),
        (false, true) => (focused + 1) % heads.len(),
        _ => focused,
    };
    let Some(head) = heads.get(wanted) else { return };
    if wanted != focused || down {
        // Otherwise egui would look for its own neighbour of the button.
        ui.memory_mut(|memory| memory.move_focus(FocusDirection::None));
    }
    if wanted != focused {
        head.request_focus();
    }
    if down || (any_open && wanted != focused) {
        Popup::open_id(ui.ctx(), Popup::default_response_id(head));
    }
}

fn menu_ui(ui: &mut Ui, menu: Menu, situation: Situation, recent: &[RecentFile], out: &mut Vec<Request>) {
    ui.set_min_width(NARROWEST);
    for command in Command::ALL.iter().copied().filter(|command| command.menu() == menu) {
        if starts_group(command) {
            separator_ui(ui);
        }
        command_ui(ui, command, situation, out);
        if command == Command::OpenPath {
            sub_menu_ui(ui, screen::OPEN_RECENT, |ui| recent_ui(ui, recent, out));
            sub_menu_ui(ui, screen::SAMPLES, |ui| samples_ui(ui, out));
        }
    }
}

/// Shows a command as a line of a menu, and closes the menu once it has been chosen.
pub(super) fn command_ui(ui: &mut Ui, command: Command, situation: Situation, out: &mut Vec<Request>) -> Response {
    let keys = command.shortcut().map(|keys| keys_of(ui.ctx(), &keys)).unwrap_or_default();
    let label = command.label_now(situation);
    let item = Item { label: &label, keys: &keys, ticked: ticked(ui, command, situation), sub: false };
    let enabled = command.is_enabled(situation);
    let response = ui.add_enabled_ui(enabled, |ui| item_ui(ui, &item)).inner;
    if response.clicked() {
        out.push(Request::Do(command));
        ui.close();
    }
    response
}

/// Whether a line stands above the command in its menu.
fn starts_group(command: Command) -> bool {
    matches!(
        command,
        Command::Save
            | Command::CompareWith
            | Command::CloseCase
            | Command::Copy
            | Command::EditInPlace
            | Command::MoveUp
            | Command::Remove
            | Command::Find
            | Command::AddIssue
            | Command::AddProposal
            | Command::AddSource
            | Command::Transpose
            | Command::ChangedSince
            | Command::ToggleNavigator
            | Command::ThemeSystem
            | Command::ZoomIn
            | Command::FocusNavigator
            | Command::About
    )
}

/// Whether the command names a choice, and whether that is how things are.
fn ticked(ui: &Ui, command: Command, situation: Situation) -> Option<bool> {
    let theme = |wanted| Some(ui.ctx().options(|options| options.theme_preference) == wanted);
    match command {
        Command::ShowTable => Some(situation.case && situation.table),
        Command::ShowAxes => Some(situation.case && !situation.table),
        Command::OnlyChanged => Some(situation.only_changed),
        Command::ThemeSystem => theme(ThemePreference::System),
        Command::ThemeLight => theme(ThemePreference::Light),
        Command::ThemeDark => theme(ThemePreference::Dark),
        _ => None,
    }
}

fn recent_ui(ui: &mut Ui, recent: &[RecentFile], out: &mut Vec<Request>) {
    if recent.is_empty() {
        let item = Item { label: screen::NO_RECENT, ..Item::default() };
        ui.add_enabled_ui(false, |ui| item_ui(ui, &item));
    }
    for file in recent {
        let name = file.name();
        let keys = if file.missing { screen::MISSING_FILE } else { "" };
        let response = ui.push_id(&file.path, |ui| item_ui(ui, &Item { label: &name, keys, ..Item::default() })).inner;
        if response.clicked() {
            out.push(Request::Open(file.path.clone()));
            ui.close();
        }
        response.on_hover_ui(|ui| {
            let look = Palette::of(ui).label();
            ui.add(Text::new(&file.path.display().to_string(), &look).hug(true));
        });
    }
}

fn samples_ui(ui: &mut Ui, out: &mut Vec<Request>) {
    for (sample, title, _) in SAMPLES {
        if item_ui(ui, &Item { label: title, ..Item::default() }).clicked() {
            out.push(Request::OpenSample(sample));
            ui.close();
        }
    }
}

fn sub_menu_ui(ui: &mut Ui, label: &str, content: impl FnOnce(&mut Ui)) {
    let response = item_ui(ui, &Item { label, sub: true, ..Item::default() });
    SubMenu::new().show(ui, &response, content);
}

/// A line of a menu.
#[derive(Clone, Copy, Debug, Default)]
struct Item<'a> {
    label: &'a str,
    /// The shortcut, or another word at the right.
    keys: &'a str,
    /// For a choice, whether it is the one that is on.
    ticked: Option<bool>,
    /// It opens a menu of its own.
    sub: bool,
}

fn item_ui(ui: &mut Ui, item: &Item<'_>) -> Response {
    let palette = Palette::of(ui);
    let enabled = ui.is_enabled();
    let look = theme::colored(palette.label(), palette.ink);
    let label = Text::new(item.label, &look).max_rows(1).hug(true).layout(ui.ctx(), NAME);
    let look = palette.label();
    let keys = Text::new(item.keys, &look).layout(ui.ctx(), f32::INFINITY);
    let wide = INDENT + label.size().x + EDGE * 2.0 + keys.size().x + GAP;
    let (id, rect) = ui.allocate_space(vec2(wide, CONTROL_HEIGHT));
    let response = ui.interact(rect, id, Sense::click());
    response.widget_info(|| match item.ticked {
        Some(ticked) => WidgetInfo::selected(Role::MenuItemRadio, enabled, ticked, item.label),
        None => WidgetInfo::labeled(Role::MenuItem, enabled, item.label),
    });
    if ui.is_rect_visible(rect) {
        let open = item.sub && Popup::is_id_open(ui.ctx(), SubMenu::id_from_widget_id(id));
        if enabled && (response.hovered() || response.has_focus() || open) {
            ui.painter().rect_filled(rect, CORNER, palette.selected);
        }
        if item.ticked == Some(true) {
            paint_icon(ui.painter(), pos2(rect.left() + 13.0, rect.center().y), 10.0, Icon::Tick, palette.ink);
        }
        paint_in_row(ui, rect, rect.left() + INDENT, &label);
        paint_in_row(ui, rect, rect.right() - GAP - keys.size().x, &keys);
        if item.sub {
            paint_icon(ui.painter(), pos2(rect.right() - GAP, rect.center().y), 9.0, Icon::Right, palette.second);
        }
    }
    response
}

/// A line between groups of a menu.
pub(super) fn separator_ui(ui: &mut Ui) {
    let (_, rect) = ui.allocate_space(vec2(NARROWEST, UNIT * 2.0 + HAIRLINE));
    let rule = Rect::from_center_size(rect.center(), vec2(rect.width(), HAIRLINE));
    ui.painter().hline(rule.x_range(), rule.center().y, Stroke::new(HAIRLINE, Palette::of(ui).hairline));
}
