//! The window's state: what is open, what is asked, and what each request does.
//!
//! Views collect [`Request`]s while they draw; they are carried out after the frame, here and nowhere else.

mod derive;
mod desktop;
mod load;
mod open_case;
mod pick;
mod recent;
mod settings;
mod window;
mod workspace;

use std::path::{Path, PathBuf};

use egui::{Context, Frame, Margin, OpenUrl, Panel, ThemePreference, Ui, ViewportCommand};

pub use open_case::{Mode, OpenCase, Origin};
pub use window::{Draw, WindowError, run};

use crate::case::Ref;
use crate::command::{Command, Request, Sample, Situation};
use crate::file;
use crate::ui::dialogs::{Answer, Dialog, PathPrompt, Purpose, dialog_ui};
use crate::ui::failure::ErrorView;
use crate::ui::loading::loading_ui;
use crate::ui::menu_bar::menu_bar_ui;
use crate::ui::palette::{Palette, palette_ui};
use crate::ui::start::start_ui;
use crate::ui::{drop, focus, form, inspector, navigator, theme};
use crate::words::screen;
use load::{LoadEvent, Loader};
use pick::{Picked, Picker};
use recent::RecentFiles;
use settings::Settings;
use workspace::workspace_ui;

/// The program's window.
pub struct App {
    ctx: Context,
    open: Option<OpenCase>,
    settings: Settings,
    recent: RecentFiles,
    loader: Loader,
    picker: Picker,
    palette: Palette,
    dialog: Option<Dialog>,
    /// What kept the last file from being opened, while no case is open.
    error: Option<ErrorView>,
    requests: Vec<Request>,
    title: String,
}

impl App {
    /// Starts with the settings of the last run and, if there is one, the file that was asked for.
    #[must_use]
    pub fn new(ctx: &Context, storage: Option<&dyn eframe::Storage>, file: Option<PathBuf>) -> Self {
        let settings = Settings::load(storage);
        settings.apply(ctx);
        let mut recent = RecentFiles::new(settings.recent.iter().cloned());
        recent.look(ctx);
        // The program decides when Ctrl+Plus and Ctrl+Minus apply, so that they stand in the menus like the rest.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        let mut app = Self {
            ctx: ctx.clone(),
            open: None,
            recent,
            settings,
            loader: Loader::default(),
            picker: Picker::default(),
            palette: Palette::default(),
            dialog: None,
            error: None,
            requests: Vec::new(),
            title: String::new(),
        };
        if let Some(file) = file {
            app.load(ctx, file);
        }
        app
    }

    /// The case that is open.
    #[must_use]
    pub fn open_case(&self) -> Option<&OpenCase> {
        self.open.as_ref()
    }

    fn situation(&self) -> Situation {
        self.open.as_ref().map(OpenCase::situation).unwrap_or_default()
    }

    /// One frame: shows everything, then does what was asked for.
    pub fn frame_ui(&mut self, ui: &mut Ui, window: Option<&eframe::Frame>) {
        let ctx = ui.ctx().clone();
        self.receive(&ctx);
        let mut out = std::mem::take(&mut self.requests);
        self.shortcuts(&ctx, &mut out);

        let palette = theme::Palette::of(ui);
        let margin = Margin { left: 10, right: 10, top: 2, bottom: 0 };
        let frame = Frame::new().fill(palette.paper).inner_margin(margin);
        Panel::top("menus").frame(frame).show_separator_line(false).show(ui, |ui| {
            menu_bar_ui(ui, self.situation(), self.recent.files(), &mut out);
        });
        let loading = self.loader.view(&ctx);
        match &mut self.open {
            Some(open) => {
                let (file, state) = origin_words(&open.origin);
                workspace_ui(ui, open, &self.settings, &file, state, &mut out);
                if let Some(loading) = &loading {
                    egui::Window::new(screen::LOADING)
                        .anchor(egui::Align2::CENTER_CENTER, egui::Vec2::ZERO)
                        .title_bar(false)
                        .resizable(false)
                        .show(&ctx, |ui| {
                            loading_ui(ui, loading, &mut out);
                        });
                }
            }
            None => start_ui(ui, self.recent.files(), loading.as_ref(), self.error.as_ref(), &mut out),
        }
        let situation = self.situation();
        let snapshot = self.open.as_ref().map(|open| &open.snapshot);
        palette_ui(&ctx, &mut self.palette, situation, snapshot, &mut out);
        self.dialog_ui(&ctx);
        drop::drop_ui(&ctx, &mut out);
        focus::focus_ring_ui(&ctx);

        for request in out {
            self.handle(&ctx, window, request);
        }
        self.retitle(&ctx);
    }

    /// Takes in what background threads have finished.
    fn receive(&mut self, ctx: &Context) {
        self.recent.poll();
        if let Some(open) = &mut self.open {
            open.receive(false);
        }
        match self.loader.poll() {
            Some(LoadEvent::Opened(loaded)) => self.show(*loaded),
            Some(LoadEvent::Failed(error)) => self.fail(error),
            Some(LoadEvent::Cancelled) | None => {}
        }
        match self.picker.poll() {
            Some(Picked::Open(path)) => self.load(ctx, path),
            Some(Picked::Save(path)) => self.save_to(&path),
            Some(Picked::Unavailable(purpose)) => self.ask_for_path(purpose, Some(screen::NO_FILE_DIALOG)),
            None => {}
        }
    }

    /// Runs the commands whose keys were pressed, unless a dialog or a text field has them.
    fn shortcuts(&self, ctx: &Context, out: &mut Vec<Request>) {
        if ctx.memory(|memory| memory.top_modal_layer().is_some()) {
            return;
        }
        let situation = self.situation();
        let typing = ctx.text_edit_focused();
        for command in Command::ALL {
            let Some(shortcut) = command.shortcut() else { continue };
            // What a text field does with its keys is the field's.
            if typing && matches!(command, Command::Copy | Command::Undo | Command::Redo) {
                continue;
            }
            if !command.is_enabled(situation) {
                continue;
            }
            let pressed = if *command == Command::Copy {
                // The clipboard keys arrive as an event of their own.
                ctx.input_mut(|input| take_copy(&mut input.events))
            } else {
                ctx.input_mut(|input| input.consume_shortcut(&shortcut))
            };
            if pressed {
                out.push(Request::Do(*command));
            }
        }
    }

    fn handle(&mut self, ctx: &Context, window: Option<&eframe::Frame>, request: Request) {
        let request = match &mut self.open {
            Some(open) => open.handle(request),
            None => Some(request),
        };
        match request {
            Some(Request::Do(command)) => self.run(ctx, window, command),
            Some(Request::Open(path)) => self.load(ctx, path),
            Some(Request::Forget(path)) => {
                self.recent.forget(&path);
            }
            Some(Request::OpenSample(sample)) => self.open_sample(sample),
            Some(Request::CancelLoading) => self.loader.cancel(),
            Some(Request::OpenUrl(url)) => ctx.open_url(OpenUrl::new_tab(url)),
            Some(Request::CopyText(text)) => ctx.copy_text(text),
            Some(request) => self.edit(ctx, request),
            None => {}
        }
    }

    fn run(&mut self, ctx: &Context, window: Option<&eframe::Frame>, command: Command) {
        match command {
            Command::ToggleNavigator => self.settings.navigator = !self.settings.navigator,
            Command::ToggleInspector => self.settings.inspector = !self.settings.inspector,
            Command::ToggleProblems => self.settings.problems = !self.settings.problems,
            Command::Open => self.pick(ctx, window, Purpose::Open),
            Command::OpenPath => self.ask_for_path(Purpose::Open, None),
            Command::Save => match self.open.as_ref().map(|open| open.origin.clone()) {
                Some(Origin::File(path)) => self.save_to(&path),
                Some(Origin::Untitled(_)) => self.pick(ctx, window, Purpose::Save),
                None => {}
            },
            Command::SaveAs => self.pick(ctx, window, Purpose::Save),
            Command::SaveAsPath => self.ask_for_path(Purpose::Save, None),
            Command::CloseCase => {
                self.open = None;
                self.error = None;
            }
            Command::Quit => ctx.send_viewport_cmd(ViewportCommand::Close),
            Command::Undo => self.edit_open(|open| open.undo(ctx)),
            Command::Redo => self.edit_open(|open| open.redo(ctx)),
            Command::Copy => {
                if let Some(text) = self.open.as_ref().and_then(OpenCase::selected_text) {
                    ctx.copy_text(text);
                }
            }
            Command::ThemeSystem => ctx.set_theme(ThemePreference::System),
            Command::ThemeLight => ctx.set_theme(ThemePreference::Light),
            Command::ThemeDark => ctx.set_theme(ThemePreference::Dark),
            Command::ZoomIn => set_zoom(ctx, ctx.zoom_factor() + ZOOM_STEP),
            Command::ZoomOut => set_zoom(ctx, ctx.zoom_factor() - ZOOM_STEP),
            Command::ZoomReset => set_zoom(ctx, 1.0),
            Command::FocusNavigator => {
                self.settings.navigator = true;
                ctx.memory_mut(|memory| memory.request_focus(navigator::focus_id()));
            }
            Command::FocusInspector => {
                self.settings.inspector = true;
                ctx.memory_mut(|memory| memory.request_focus(inspector::focus_id()));
            }
            Command::EditRecord => {
                if let Some(open) = &mut self.open {
                    // With the inspector folded, the form is what is asked for.
                    open.editing = !(open.editing && self.settings.inspector);
                    self.settings.inspector = true;
                    if open.editing {
                        form::focus_first(ctx);
                    } else {
                        ctx.memory_mut(|memory| memory.request_focus(inspector::focus_id()));
                    }
                }
            }
            Command::Palette => self.palette.open(),
            Command::Shortcuts => self.dialog = Some(Dialog::Shortcuts),
            Command::About => self.dialog = Some(Dialog::About),
            // The rest concerns the open case, which has had its turn.
            _ => {}
        }
    }

    /// Does what changes the open case.
    fn edit(&mut self, ctx: &Context, request: Request) {
        let Some(open) = &mut self.open else { return };
        match request {
            Request::Edit(edit) => {
                if let Err(refusal) = open.apply(ctx, *edit) {
                    // What a view proposes fits the case it shows; only a case that has just changed can refuse it.
                    log::warn!("an edit was refused: {refusal:?}");
                }
            }
            Request::Seal => open.document.seal(),
            Request::CancelRun => open.cancel_run(ctx),
            Request::Jump(done) => open.jump(ctx, done),
            _ => {}
        }
    }

    fn edit_open(&mut self, edit: impl FnOnce(&mut OpenCase)) {
        if let Some(open) = &mut self.open {
            edit(open);
        }
    }

    /// Shows the desktop's file dialog, or asks for a path where there is none.
    fn pick(&mut self, ctx: &Context, window: Option<&eframe::Frame>, purpose: Purpose) {
        let Some(window) = window else { return self.ask_for_path(purpose, None) };
        let origin = self.open.as_ref().map(|open| &open.origin);
        let folder = match origin {
            Some(Origin::File(path)) => path.parent(),
            _ => self.recent.folder(),
        };
        let name = origin.map(|origin| origin_words(origin).0).unwrap_or_default();
        let shown = match purpose {
            Purpose::Open => self.picker.open(ctx, window, folder),
            Purpose::Save => self.picker.save(ctx, window, folder, &name),
        };
        if !shown {
            // A dialog that hangs must not keep the user from their file.
            self.ask_for_path(purpose, Some(screen::FILE_DIALOG_BUSY));
        }
    }

    fn ask_for_path(&mut self, purpose: Purpose, because: Option<&'static str>) {
        let path = match self.open.as_ref().map(|open| &open.origin) {
            Some(Origin::File(path)) if purpose == Purpose::Save => Some(path.as_path()),
            _ => None,
        };
        let prompt = PathPrompt::new(purpose, path);
        self.dialog = Some(Dialog::Path(match because {
            Some(reason) => prompt.because(reason),
            None => prompt,
        }));
    }

    fn dialog_ui(&mut self, ctx: &Context) {
        let Some(dialog) = &mut self.dialog else { return };
        let Some(answer) = dialog_ui(ctx, dialog) else { return };
        self.dialog = None;
        match answer {
            Answer::Closed => {}
            Answer::Open(path) => self.load(ctx, path),
            Answer::SaveAs(path) if path.exists() => self.dialog = Some(Dialog::Replace(path)),
            Answer::SaveAs(path) | Answer::Replace(path) => self.save_to(&path),
        }
    }

    fn load(&mut self, ctx: &Context, path: PathBuf) {
        self.error = None;
        self.loader.open(ctx, path);
    }

    fn open_sample(&mut self, sample: Sample) {
        match load::sample(sample) {
            Ok(loaded) => self.show(loaded),
            Err(error) => self.fail(error),
        }
    }

    fn show(&mut self, loaded: load::Loaded) {
        if let Origin::File(path) = &loaded.origin {
            self.recent.remember(path);
        }
        self.error = None;
        self.open = Some(OpenCase::new(loaded));
    }

    fn fail(&mut self, error: ErrorView) {
        // With a case open its window stays as it is; without one the start page says what went wrong.
        if self.open.is_some() {
            self.dialog = Some(Dialog::Message(error));
        } else {
            self.error = Some(error);
        }
    }

    fn save_to(&mut self, path: &Path) {
        let Some(open) = &mut self.open else { return };
        let case = std::sync::Arc::clone(open.document.snapshot().case());
        let bytes = open.original.bytes_of(&case);
        match file::save(path, &bytes) {
            Ok(()) => {
                open.document.mark_saved(&case);
                open.origin = Origin::File(path.to_path_buf());
                self.recent.remember(path);
            }
            Err(error) => self.dialog = Some(Dialog::Message(load::save_error_view(path, &error))),
        }
    }

    fn retitle(&mut self, ctx: &Context) {
        let title = match &self.open {
            Some(open) => screen::window_title(&open.snapshot.case().title),
            None => screen::PROGRAM.to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// How much Ctrl+Plus enlarges.
const ZOOM_STEP: f32 = 0.1;

/// The file's name and its state, as the foot of the window says them.
fn origin_words(origin: &Origin) -> (String, &'static str) {
    match origin {
        Origin::File(path) => (crate::ui::start::file_name(path), screen::SAVED),
        Origin::Untitled(name) => (name.clone(), screen::NOT_SAVED_YET),
    }
}

fn set_zoom(ctx: &Context, factor: f32) {
    ctx.set_zoom_factor(((factor * 10.0).round() / 10.0).clamp(*settings::ZOOM.start(), *settings::ZOOM.end()));
}

fn take_copy(events: &mut Vec<egui::Event>) -> bool {
    let before = events.len();
    events.retain(|event| !matches!(event, egui::Event::Copy));
    events.len() != before
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.frame_ui(ui, Some(frame));
    }

    fn save(&mut self, storage: &mut dyn eframe::Storage) {
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

impl OpenCase {
    /// What Copy puts on the clipboard: the selected record's own words, with who says them.
    #[must_use]
    pub fn selected_text(&self) -> Option<String> {
        let case = &self.snapshot;
        Some(match self.selection.as_ref()? {
            Ref::Position(id) => {
                let position = case.position(id)?;
                let party = case.party(&position.party).map_or(position.party.as_str(), |party| &party.name);
                let conditions = position.conditions.iter().map(|condition| screen::only_if(&condition.text, None));
                let lines: Vec<String> =
                    std::iter::once(format!("{party}: {}", position.text)).chain(conditions).collect();
                lines.join("\n")
            }
            Ref::Issue(id) => crate::ui::table::issue_name(case.issue(id)?),
            Ref::Party(id) => case.party(id)?.name.clone(),
            Ref::Proposal(id) => {
                let proposal = case.proposal(id)?;
                format!("{}\n{}", proposal.title, proposal.text)
            }
            Ref::Outcome(id) => {
                let outcome = case.outcome(id)?;
                format!("{}\n{}", outcome.title, outcome.text)
            }
            Ref::Round(id) => case.round(id)?.label.clone(),
            Ref::Event(id) => case.event(id)?.text.clone(),
            Ref::Source(id) => {
                let source = case.source(id)?;
                [Some(source.publisher.as_str()), source.title.as_deref(), source.url.as_deref()]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join("\n")
            }
            Ref::Note(id) => case.note(id)?.text.clone(),
            Ref::Axis(id) => case.axis(id)?.name.clone(),
            Ref::Other(_) => return None,
        })
    }
}
