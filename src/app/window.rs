//! Opens the program's window, by whatever way to draw the machine has.

use std::cell::RefCell;

use eframe::{CreationContext, NativeOptions};
use egui::{Context, IconData, Theme, Ui, ViewportBuilder, ViewportCommand, vec2};

use super::{App, desktop};
use crate::ui::theme;
use crate::words::screen;

/// Names the program to the desktop, and its folder for settings.
const APP_ID: &str = "demarche";

/// How wide the picture of all letters is at most, in pixels.
///
/// egui makes it as wide as the graphics card allows, and then hands over megabytes of it at the start.
const TEXTURE_SIDE: usize = 4096;
/// Which library draws the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Draw {
    /// OpenGL: starts fastest, and works without a graphics card.
    Glow,
    /// Vulkan, Metal or Direct3D.
    Wgpu,
}

/// Why there is no window; each reads as one sentence with what to try.
#[derive(Debug, thiserror::Error)]
pub enum WindowError {
    /// There is no display to open a window on.
    #[error("{}", screen::NO_DISPLAY)]
    NoDisplay,
    /// None of these ways to draw works.
    #[error("{}", screen::no_graphics(.0))]
    NoGraphics(String),
    /// Anything else, in the words of the library.
    #[error("{}", screen::no_window(.0))]
    Other(String),
}

/// Opens the window and runs the program until it is closed.
///
/// Without `draw` it is drawn by OpenGL, or by wgpu where there is no OpenGL.
///
/// # Errors
/// When there is no display, or nothing that can draw on it.
pub fn run(
    draw: Option<Draw>,
    create: impl FnOnce(&CreationContext<'_>) -> Box<dyn eframe::App>,
) -> Result<(), WindowError> {
    if !has_display() {
        return Err(WindowError::NoDisplay);
    }
    // Handed to the first way to draw that gets as far as making the program.
    let create = RefCell::new(Some(create));
    let mut tried = Vec::new();
    let all = [Draw::Glow, Draw::Wgpu];
    for draw in draw.as_ref().map_or(&all[..], std::slice::from_ref).iter().copied() {
        let result = eframe::run_native(
            screen::PROGRAM,
            options(draw),
            Box::new(|cc| {
                let create = create.borrow_mut().take().ok_or("the program has already been made")?;
                prepare(&cc.egui_ctx);
                Ok(create(cc))
            }),
        );
        match result {
            Ok(()) => return Ok(()),
            Err(error) if create.borrow().is_none() => return Err(WindowError::Other(plain(&error))),
            Err(eframe::Error::WinitEventLoop(error)) => {
                log::warn!("no event loop: {error}");
                return Err(WindowError::NoDisplay);
            }
            Err(error) => {
                let name = match draw {
                    Draw::Glow => "OpenGL",
                    Draw::Wgpu => "wgpu",
                };
                log::warn!("{name} cannot draw the window: {error}");
                tried.push(name);
            }
        }
    }
    Err(WindowError::NoGraphics(tried.join(" and ")))
}

impl eframe::App for App {
    // Runs also while the window is hidden, when no frame is drawn.
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        if self.signal.has_come() && !self.quitting {
            // Who ends a program from outside is not there to answer; what is unsaved is kept for the next start.
            self.quitting = true;
            if let Some(open) = &self.open {
                open.keep.flush();
            }
            self.begun.flush(ctx, self.state.as_deref());
            ctx.send_viewport_cmd(ViewportCommand::Close);
        }
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.frame_ui(ui, Some(frame));
    }

    fn raw_input_hook(&mut self, _: &Context, input: &mut egui::RawInput) {
        input.max_texture_side = input.max_texture_side.map(|side| side.min(TEXTURE_SIDE));
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
        self.remember_arrangement();
        self.settings.take_from(&self.ctx, &self.recent);
        self.settings.save(storage);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    // What egui itself remembers is sizes of panels; scroll places of another case would only be in the way.
    fn persist_egui_memory(&self) -> bool {
        true
    }
}

/// The fonts, the colours, and the theme that "as the system" means until the desktop has answered.
fn prepare(ctx: &Context) {
    theme::install(ctx);
    ctx.options_mut(|options| options.fallback_theme = Theme::Light);
    desktop::watch_theme(ctx);
}

fn options(draw: Draw) -> NativeOptions {
    let viewport = ViewportBuilder::default()
        .with_title(screen::PROGRAM)
        .with_app_id(APP_ID)
        .with_icon(icon())
        .with_inner_size(vec2(1280.0, 800.0))
        .with_min_inner_size(vec2(800.0, 560.0))
        .with_drag_and_drop(true);
    let renderer = match draw {
        Draw::Glow => eframe::Renderer::Glow,
        Draw::Wgpu => eframe::Renderer::Wgpu,
    };
    // Dithering is for gradients, of which there are none, and costs every pixel of every frame.
    NativeOptions { viewport, renderer, persist_window: true, dithering: false, ..NativeOptions::default() }
}

fn icon() -> IconData {
    eframe::icon_data::from_png_bytes(include_bytes!("../../assets/icon.png")).unwrap_or_default()
}

/// An error's words on one line.
fn plain(error: &eframe::Error) -> String {
    error.to_string().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether a display server answers; asked first, as the libraries may end the program where none does.
#[cfg(all(unix, not(target_os = "macos")))]
fn has_display() -> bool {
    use std::env::var_os;
    use std::os::unix::net::UnixStream;
    use std::path::PathBuf;

    let set = |name: &str| var_os(name).filter(|value| !value.is_empty());
    let wayland = set("WAYLAND_DISPLAY").is_some_and(|name| {
        let folder = set("XDG_RUNTIME_DIR").map(PathBuf::from).unwrap_or_default();
        UnixStream::connect(folder.join(name)).is_ok()
    });
    // An X display may be on another machine, so that only the library can tell whether it answers.
    wayland || set("WAYLAND_SOCKET").is_some() || set("DISPLAY").is_some()
}

#[cfg(not(all(unix, not(target_os = "macos"))))]
fn has_display() -> bool {
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_icon_is_a_picture_of_256_points() {
        let icon = icon();
        assert_eq!((icon.width, icon.height), (256, 256));
    }

    #[test]
    fn an_error_is_one_line_with_what_to_try() {
        for error in [WindowError::NoDisplay, WindowError::NoGraphics("x".into()), WindowError::Other("y".into())] {
            let text = error.to_string();
            assert!(!text.contains('\n') && text.len() > 60, "{text}");
        }
    }
}
