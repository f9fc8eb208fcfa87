//! The page without a case: open a file, go on with a recent one, look at a sample.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::{CentralPanel, CursorIcon, Frame, Rect, Response, ScrollArea, Sense, Ui, UiBuilder, WidgetInfo, pos2, vec2};

use crate::command::{Command, Request, Sample};
use crate::ui::failure::{ErrorView, failure_ui};
use crate::ui::loading::{LoadingView, loading_ui};
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, CONTROL_HEIGHT, EDGE, GAP, INSET, Palette, UNIT};
use crate::ui::widgets::controls::{Weight, button_ui, paint_in_row, row_ui, section_ui};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::logo::paint_logo;
use crate::words::screen;

/// The column that everything on the page stands in, in points.
const COLUMN: f32 = 600.0;
/// The height of a recent file.
const FILE_ROW: f32 = 32.0;
/// The height of a sample: a title and a line about it.
const SAMPLE_ROW: f32 = 56.0;
/// The side of the program's mark.
const LOGO: f32 = 52.0;
/// Where the text of a row begins, behind its icon.
const INDENT: f32 = 30.0;

/// A file that was open before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecentFile {
    /// Where it was.
    pub path: PathBuf,
    /// Whether it is not there any more.
    pub missing: bool,
}

impl RecentFile {
    /// The file's name without its folder.
    #[must_use]
    pub fn name(&self) -> String {
        file_name(&self.path)
    }
}

/// A file's name without its folder, as far as it can be written.
#[must_use]
pub fn file_name(path: &Path) -> String {
    path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned())
}

/// A path with the home folder as `~`.
#[must_use]
pub fn short_path(path: &Path) -> String {
    match std::env::home_dir().and_then(|home| path.strip_prefix(home).ok().map(Path::to_path_buf)) {
        Some(rest) if rest.as_os_str().is_empty() => "~".to_owned(),
        Some(rest) => format!("~{}{}", std::path::MAIN_SEPARATOR, rest.display()),
        None => path.display().to_string(),
    }
}

/// Every sample with its title and what it is.
pub const SAMPLES: [(Sample, &str, &str); 2] = [
    (Sample::Paris, screen::SAMPLE_PARIS, screen::SAMPLE_PARIS_ABOUT),
    (Sample::Template, screen::SAMPLE_TEMPLATE, screen::SAMPLE_TEMPLATE_ABOUT),
];

/// Shows the start page in all the room there is.
///
/// `loading` takes the place of the button, `error` stands under it until another file is asked for.
pub fn start_ui(
    ui: &mut Ui,
    recent: &[RecentFile],
    loading: Option<&LoadingView>,
    error: Option<&ErrorView>,
    out: &mut Vec<Request>,
) {
    let palette = Palette::of(ui);
    CentralPanel::default().frame(Frame::new().fill(palette.paper)).show(ui, |ui| {
        // Measured outside the scrolled area, so that nothing moves when the bar comes.
        let room = ui.max_rect();
        ScrollArea::vertical().content_margin(egui::Margin::ZERO).auto_shrink(false).show(ui, |ui| {
            let width = COLUMN.min(room.width() - 2.0 * EDGE);
            // Left of the middle and above it, as a page's text stands on a page.
            let left = ((room.width() - width) * 0.42).max(EDGE).round();
            let top = (room.height() * 0.11).clamp(EDGE * 2.0, 120.0).round();
            let column = Rect::from_min_size(ui.max_rect().left_top() + vec2(left, top), vec2(width, f32::INFINITY));
            ui.scope_builder(UiBuilder::new().max_rect(column), |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                page_ui(ui, recent, loading, error, out);
                ui.add_space(EDGE * 2.0);
            });
        });
    });
}

fn page_ui(
    ui: &mut Ui,
    recent: &[RecentFile],
    loading: Option<&LoadingView>,
    error: Option<&ErrorView>,
    out: &mut Vec<Request>,
) {
    title_ui(ui);
    ui.add_space(EDGE * 2.0);
    match loading {
        Some(loading) => loading_ui(ui, loading, out),
        None => open_ui(ui, out),
    }
    if let (Some(error), None) = (error, loading) {
        ui.add_space(EDGE);
        error_ui(ui, error, out);
    }
    ui.add_space(EDGE * 2.5);
    recent_ui(ui, recent, out);
    ui.add_space(EDGE * 2.0);
    samples_ui(ui, out);
}

fn title_ui(ui: &mut Ui) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP + UNIT;
        let (square, _) = ui.allocate_exact_size(vec2(LOGO, LOGO), Sense::hover());
        paint_logo(ui.painter(), square);
        ui.vertical(|ui| {
            let name = ui.add(Text::new(screen::PROGRAM, &palette.title()).hug(true));
            name.widget_info(|| WidgetInfo::labeled(Role::Heading, true, screen::PROGRAM));
            let tagline = theme::colored(palette.text(), palette.second);
            text_ui(ui, screen::TAGLINE, &tagline);
        });
    });
}

fn open_ui(ui: &mut Ui, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = GAP;
        let open = button_ui(ui, screen::OPEN_FILE, Weight::Primary);
        let keys = Command::Open.shortcut().map(|keys| ui.ctx().format_shortcut(&keys));
        let open = match keys {
            Some(keys) => open.on_hover_text(keys),
            None => open,
        };
        if open.clicked() {
            out.push(Request::Do(Command::Open));
        }
        let begin = button_ui(ui, Command::New.label(), Weight::Secondary);
        let keys = Command::New.shortcut().map(|keys| ui.ctx().format_shortcut(&keys)).unwrap_or_default();
        if begin.on_hover_text(keys).clicked() {
            out.push(Request::Do(Command::New));
        }
        if button_ui(ui, Command::OpenPath.label(), Weight::Secondary).clicked() {
            out.push(Request::Do(Command::OpenPath));
        }
        ui.add(Text::new(screen::DROP_HINT, &palette.label()));
    });
}

fn error_ui(ui: &mut Ui, error: &ErrorView, out: &mut Vec<Request>) {
    failure_ui(ui, error);
    if let Some(path) = &error.path {
        ui.add_space(INSET);
        if button_ui(ui, screen::TRY_AGAIN, Weight::Secondary).clicked() {
            out.push(Request::Open(path.clone()));
        }
    }
}

fn recent_ui(ui: &mut Ui, recent: &[RecentFile], out: &mut Vec<Request>) {
    section_ui(ui, screen::RECENT_FILES);
    ui.add_space(UNIT);
    if recent.is_empty() {
        ui.add_space(UNIT);
        text_ui(ui, screen::NO_RECENT_FILES, &Palette::of(ui).label());
    }
    for file in recent {
        ui.push_id(&file.path, |ui| recent_file_ui(ui, file, out));
    }
}

fn recent_file_ui(ui: &mut Ui, file: &RecentFile, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    let name = file.name();
    let folder = file.path.parent().map(short_path).unwrap_or_default();
    let spoken =
        if file.missing { format!("{name}, {folder}, {}", screen::MISSING_FILE) } else { format!("{name}, {folder}") };
    let full = ui.available_width();
    let (rect, response) = row_ui(ui, FILE_ROW, Role::Link, &spoken);
    let close = Rect::from_center_size(
        pos2(rect.right() - UNIT - CONTROL_HEIGHT / 2.0, rect.center().y),
        vec2(CONTROL_HEIGHT, CONTROL_HEIGHT),
    );
    let forget = forget_ui(ui, close, &response, &name);
    if ui.is_rect_visible(rect) {
        paint_icon(ui.painter(), pos2(rect.left() + 15.0, rect.center().y), 14.0, Icon::File, palette.second);
        let ink = if file.missing { palette.second } else { palette.ink };
        let look = theme::colored(palette.text(), ink);
        let name = Text::new(&name, &look).max_rows(1).hug(true).layout(ui.ctx(), full * 0.55);
        paint_in_row(ui, rect, rect.left() + INDENT, &name);
        let mut left = rect.left() + INDENT + name.size().x + GAP;
        if file.missing {
            let look = theme::colored(palette.label(), palette.ochre);
            let word = Text::new(screen::MISSING_FILE, &look).layout(ui.ctx(), f32::INFINITY);
            paint_in_row(ui, rect, left, &word);
            left += word.size().x + GAP;
        }
        let look = palette.label();
        let room = (close.left() - INSET - left).max(0.0);
        let folder = Text::new(&folder, &look).max_rows(1).hug(true).layout(ui.ctx(), room);
        paint_in_row(ui, rect, close.left() - INSET - folder.size().x, &folder);
    }
    if forget.clicked() {
        out.push(Request::Forget(file.path.clone()));
    } else if response.clicked() {
        out.push(Request::Open(file.path.clone()));
    }
    if !forget.hovered() {
        response.on_hover_ui(|ui| {
            ui.add(Text::new(&file.path.display().to_string(), &palette.label()).hug(true));
        });
    }
}

/// The button that takes a file off the list: always reachable, drawn when the row is pointed at.
fn forget_ui(ui: &Ui, rect: Rect, row: &Response, name: &str) -> Response {
    let palette = Palette::of(ui);
    let response = ui.interact(rect, ui.scope_id().with("forget"), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), screen::forget(name)));
    if row.contains_pointer() || row.has_focus() || response.has_focus() {
        let color = if response.hovered() { palette.ink } else { palette.second };
        paint_icon(ui.painter(), rect.center(), 11.0, Icon::Close, color);
    }
    response.on_hover_cursor(CursorIcon::PointingHand).on_hover_text(screen::FORGET)
}

fn samples_ui(ui: &mut Ui, out: &mut Vec<Request>) {
    let palette = Palette::of(ui);
    section_ui(ui, screen::SAMPLE_CASES);
    ui.add_space(UNIT);
    for (sample, title, about) in SAMPLES {
        let (rect, response) = row_ui(ui, SAMPLE_ROW, Role::Link, title);
        if ui.is_rect_visible(rect) {
            let inner = rect.shrink2(vec2(INSET, 0.0));
            let look = palette.text();
            let title = Text::new(title, &look).max_rows(1).layout(ui.ctx(), inner.width());
            let look = palette.label();
            let about = Text::new(about, &look).max_rows(1).layout(ui.ctx(), inner.width());
            let both = title.size().y + about.size().y;
            let top = (rect.center().y - both / 2.0).round();
            title.paint(ui.painter(), pos2(inner.left(), top));
            about.paint(ui.painter(), pos2(inner.left(), top + title.size().y));
        }
        if response.clicked() {
            out.push(Request::OpenSample(sample));
        }
    }
    ui.add_space(INSET);
    text_ui(ui, screen::SAMPLES_ARE_COPIES, &palette.label());
}
