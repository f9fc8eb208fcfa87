//! The window's state: what is open, what is asked, and what each request does.
//!
//! Views collect [`Request`]s while they draw; they are carried out after the frame, here and nowhere else.

mod actions;
mod answers;
mod arrangement;
mod begin;
mod clipboard;
mod compare;
mod derive;
mod desktop;
mod export;
mod files;
mod importing;
mod keep;
mod keyboard;
mod load;
mod merging;
mod open_case;
mod outside;
mod pick;
mod recent;
mod recover;
mod removal;
mod settings;
mod sides;
mod signal;
mod strokes;
mod window;
mod workspace;

use std::path::PathBuf;
use std::time::Duration;

use egui::{Context, Frame, Margin, OpenUrl, Panel, ThemePreference, Ui, ViewportCommand};

pub use keep::Keep;
pub use load::Opening;
pub use open_case::{Mode, OpenCase, Origin};
pub use window::{Draw, WindowError, run};

use crate::command::{Command, Request, Situation};
use crate::ui::dialogs::{Dialog, Purpose};
use crate::ui::failure::ErrorView;
use crate::ui::loading::loading_over_ui;
use crate::ui::menu_bar::menu_bar_ui;
use crate::ui::notices::notices_ui;
use crate::ui::palette::{Palette, palette_ui};
use crate::ui::start::start_ui;
use crate::ui::{drop, focus, form, history, navigator, theme};
use crate::words::{edits, saving, screen};
use begin::BegunPage;
use export::Exports;
use files::{Leave, Leaving, file_state, shown_name};
use importing::Imports;
use keyboard::Keyboard;
use load::{LoadEvent, Loader};
use merging::{Merging, TakenIn};
use pick::{Picked, Picker};
use recent::RecentFiles;
use recover::Recovery;
use settings::Settings;
use sides::{Side, Sides};
use signal::Signal;
use strokes::Strokes;
use workspace::workspace_ui;

/// The program's window.
pub struct App {
    ctx: Context,
    open: Option<OpenCase>,
    settings: Settings,
    sides: Sides,
    recent: RecentFiles,
    loader: Loader,
    picker: Picker,
    palette: Palette,
    keyboard: Keyboard,
    dialog: Option<Dialog>,
    /// What kept the last file from being opened, while no case is open.
    error: Option<ErrorView>,
    requests: Vec<Request>,
    title: String,
    /// What waits for an answer, or for the case to be saved.
    leave: Leave,
    /// The window is to close, and nothing is asked any more.
    quitting: bool,
    signal: Signal,
    /// Where journals, backups and claims stand; nothing while nothing is kept.
    state: Option<PathBuf>,
    /// Somebody has changed the file that is to be saved: once it is read, both versions come together.
    merging_first: bool,
    /// Two versions that are coming together.
    merging: Option<Merging>,
    /// What has come in by the last merge.
    taken_in: Option<TakenIn>,
    /// What earlier runs have left behind.
    recovery: Recovery,
    /// The page for a new case, as far as it has been filled in.
    begun: BegunPage,
    /// What was done unasked or could not be done, until it has been read.
    told: Option<String>,
    exports: Exports,
    imports: Imports,
    /// No frame has been drawn yet.
    is_new: bool,
}

impl App {
    /// Starts with the settings of the last run and, if there is one, the file that was asked for.
    #[must_use]
    pub fn new(ctx: &Context, storage: Option<&dyn eframe::Storage>, file: Option<PathBuf>) -> Self {
        Self::with(ctx, storage, file.map(Opening::begin).unwrap_or_default())
    }

    /// Starts with the settings of the last run, and a file that is being read already.
    #[must_use]
    pub fn with(ctx: &Context, storage: Option<&dyn eframe::Storage>, opening: Opening) -> Self {
        let settings = Settings::load(storage);
        settings.apply(ctx);
        let mut recent = RecentFiles::new(settings.recent.iter().cloned());
        recent.look(ctx);
        // The program decides when Ctrl+Plus and Ctrl+Minus apply, so that they stand in the menus like the rest.
        ctx.options_mut(|options| options.zoom_with_keyboard = false);
        ctx.add_plugin(Strokes::default());
        let mut app = Self {
            ctx: ctx.clone(),
            open: None,
            recent,
            settings,
            sides: Sides::default(),
            loader: Loader::default(),
            picker: Picker::default(),
            palette: Palette::default(),
            keyboard: Keyboard::default(),
            dialog: None,
            error: None,
            requests: Vec::new(),
            title: String::new(),
            leave: Leave::default(),
            quitting: false,
            signal: Signal::default(),
            state: None,
            merging_first: false,
            merging: None,
            taken_in: None,
            recovery: Recovery::default(),
            begun: BegunPage::default(),
            told: None,
            exports: Exports::default(),
            imports: Imports::default(),
            is_new: true,
        };
        app.loader.take(ctx, opening);
        app
    }

    /// Ends when the system asks the program to, with everything unsaved kept for the next start.
    #[must_use]
    pub fn ending_on_signals(mut self, ctx: &Context) -> Self {
        self.signal = Signal::watch(ctx);
        self
    }

    /// Keeps unsaved work, backups and word of other windows in a folder, where there is one.
    #[must_use]
    pub fn keeping_work_in(mut self, state: Option<PathBuf>) -> Self {
        self.recovery = state.as_deref().map(Recovery::look).unwrap_or_default();
        self.state = state;
        self
    }

    /// The case that is open.
    #[must_use]
    pub fn open_case(&self) -> Option<&OpenCase> {
        self.open.as_ref()
    }

    /// Asks for something, to be done after the next frame.
    pub fn ask(&mut self, request: Request) {
        self.requests.push(request);
        self.ctx.request_repaint();
    }

    fn situation(&self) -> Situation {
        self.open.as_ref().map(OpenCase::situation).unwrap_or_default()
    }

    /// One frame: shows everything, then does what was asked for.
    ///
    /// A window has been cleared to the colour of the panels by then; without one it is painted here.
    pub fn frame_ui(&mut self, ui: &mut Ui, window: Option<&eframe::Frame>) {
        let ctx = ui.ctx().clone();
        self.receive(&ctx);
        self.guard_closing(&ctx);
        let awaited = self.awaits_keyboard(&ctx);
        if self.keyboard.follow(&ctx, awaited) {
            self.ask(Request::Do(Command::FocusComparison));
        }
        let mut out = std::mem::take(&mut self.requests);
        self.shortcuts(&ctx, &mut out);

        let covered = self.is_covered();
        let palette = theme::Palette::of(ui);
        let margin = Margin { left: 10, right: 10, top: 2, bottom: 0 };
        if window.is_none() {
            ui.painter().rect_filled(ui.max_rect(), 0.0, palette.paper);
        }
        let frame = Frame::new().inner_margin(margin);
        Panel::top("menus").frame(frame).show_separator_line(false).show(ui, |ui| {
            menu_bar_ui(ui, self.situation(), self.recent.files(), &mut out);
        });
        let loading = self.loader.view(&ctx);
        let notices = self.notices();
        match &mut self.open {
            Some(open) => {
                let (file, state) = (shown_name(&open.origin), file_state(open));
                notices_ui(ui, &notices, &mut out);
                workspace_ui(ui, open, &self.settings, &mut self.sides, (&file, state), &mut out);
                if !self.loader.is_idle() {
                    loading_over_ui(&ctx, loading.as_ref(), &mut out);
                }
            }
            None => start_ui(ui, self.recent.files(), loading.as_ref(), self.error.as_ref(), &mut out),
        }
        let situation = self.situation();
        let places = self.open.as_ref().map(OpenCase::places);
        let mut chosen = Vec::new();
        palette_ui(&ctx, &mut self.palette, situation, places, &mut chosen);
        // Not before it is gone, for as long as it covers the window nothing else can have the keyboard.
        for request in chosen {
            self.ask(request);
        }
        self.export_ui(&ctx, window);
        self.import_ui(&ctx);
        self.dialog_ui(&ctx, window);
        self.tend_begun(&ctx);
        drop::drop_ui(&ctx, &mut out);
        focus::focus_ring_ui(&ctx);

        for request in out {
            self.keyboard.await_what_opens(&request);
            self.handle(&ctx, window, request);
        }
        self.retitle(&ctx);
        self.edit_open(|open| open.tend_made(&ctx));
        if covered && !self.is_covered() {
            self.keyboard.await_uncovering();
        }
        Strokes::follow(&ctx, self.awaits_keyboard(&ctx));
    }

    /// Takes in what background threads have finished.
    fn receive(&mut self, ctx: &Context) {
        self.recent.poll();
        self.take_pasted(ctx);
        if let Some(open) = &mut self.open {
            open.begin_frame();
        }
        self.receive_save(ctx, false);
        self.look_outside(ctx);
        self.look_at_merge(ctx, false);
        self.look_at_comparison(ctx);
        if self.loader.is_idle() {
            self.offer_recovered(ctx);
        }
        // A window that shows the case at once is there sooner than one that shows an empty page first.
        let wait = if std::mem::take(&mut self.is_new) { FIRST_PATIENCE } else { Duration::ZERO };
        match self.loader.poll(wait) {
            Some(LoadEvent::Opened(loaded)) => self.show(*loaded),
            Some(LoadEvent::Failed(error)) => self.fail(error),
            Some(LoadEvent::Cancelled) | None => {}
        }
        match self.picker.poll() {
            Some(Picked::Open(path)) => self.leave(ctx, Leaving::Open(path)),
            Some(Picked::Compare(path)) => self.compare_with(ctx, path),
            Some(Picked::Import(path)) => self.import_from(ctx, path),
            Some(Picked::Save(path)) => self.save_picked(ctx, &path),
            Some(Picked::Export(path)) => self.export_picked(ctx, &path),
            Some(Picked::Cancelled) => self.stay(),
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
        // Those with Shift come first, for a shortcut without it takes no notice of Shift.
        let has_shift = |command: &Command| command.shortcut().is_some_and(|shortcut| shortcut.modifiers.shift);
        let (with_shift, without): (Vec<Command>, Vec<Command>) = Command::ALL.iter().copied().partition(has_shift);
        let choosing = egui::Popup::is_any_open(ctx) || form::has_keyboard(ctx);
        for command in &[with_shift, without].concat() {
            let Some(shortcut) = command.shortcut() else { continue };
            // What a text field does with its keys is the field's, and letters are the open menu's or the form's.
            if (typing && command.yields_to_typing()) || (choosing && command.is_typed()) {
                continue;
            }
            if command.is_letter() && self.open.as_ref().is_none_or(|open| !open.takes_letter(ctx, *command)) {
                continue;
            }
            if !command.is_enabled(situation) {
                continue;
            }
            let pressed = if *command == Command::Copy {
                // The clipboard keys arrive as an event of their own.
                ctx.input_mut(|input| take_copy(&mut input.events))
            } else {
                // A letter with Alt or Shift is another key; egui would not tell them apart.
                let another = command.is_typed() && ctx.input(|input| input.modifiers.shift || input.modifiers.alt);
                !another && ctx.input_mut(|input| input.consume_shortcut(&shortcut))
            };
            if pressed {
                out.push(Request::Do(*command));
            }
        }
    }

    fn handle(&mut self, ctx: &Context, window: Option<&eframe::Frame>, request: Request) {
        if request == Request::Do(Command::FocusComparison) {
            self.sides.leave();
        }
        let request = match &mut self.open {
            Some(open) => open.handle(request),
            None => Some(request),
        };
        match request {
            Some(Request::Do(command)) => self.run(ctx, window, command),
            Some(Request::Open(path)) => self.leave(ctx, Leaving::Open(path)),
            Some(Request::Forget(path)) => {
                self.recent.forget(&path);
            }
            Some(Request::OpenSample(sample)) => self.leave(ctx, Leaving::Sample(sample)),
            Some(Request::CancelLoading) => self.loader.cancel(),
            Some(Request::OpenUrl(url)) => ctx.open_url(OpenUrl::new_tab(url)),
            Some(Request::OpenExported(path)) => self.open_exported(&path, false),
            Some(Request::ShowExported(path)) => self.open_exported(&path, true),
            Some(Request::CopyText(text)) => ctx.copy_text(text),
            Some(request) => self.edit(ctx, request),
            None => {}
        }
    }

    fn run(&mut self, ctx: &Context, window: Option<&eframe::Frame>, command: Command) {
        match command {
            Command::ToggleNavigator => self.toggle_side(Side::Navigator),
            Command::ToggleInspector => self.toggle_side(Side::Inspector),
            Command::ToggleProblems => self.toggle_problems(ctx),
            Command::ToggleHistory => {
                self.settings.history = !self.settings.history;
                if self.settings.history {
                    ctx.memory_mut(|memory| memory.request_focus(history::focus_id()));
                }
            }
            Command::New => self.show_begin_page(),
            Command::Export => self.begin_export(ctx),
            Command::CompareWith => self.pick(ctx, window, Purpose::Compare),
            Command::ImportTable => self.pick(ctx, window, Purpose::Import),
            Command::PasteTable => self.paste_table(ctx),
            Command::Open => self.pick(ctx, window, Purpose::Open),
            Command::OpenPath => self.ask_for_path(Purpose::Open, None),
            Command::Save => self.save(ctx, window),
            Command::SaveAs => self.pick(ctx, window, Purpose::Save),
            Command::SaveAsPath => self.ask_for_path(Purpose::Save, None),
            Command::Revert => self.leave(ctx, Leaving::Revert),
            Command::OpenBackup => self.open_backup(ctx),
            Command::CloseCase => self.leave(ctx, Leaving::Close),
            Command::Quit => self.leave(ctx, Leaving::Quit),
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
                self.show_side(Side::Navigator);
                ctx.memory_mut(|memory| memory.request_focus(navigator::focus_id()));
            }
            Command::FocusInspector => self.inspect(ctx),
            Command::EditRecord => {
                // With the inspector folded, the form is what is asked for.
                let shown = self.sees_side(Side::Inspector);
                if self.open.as_ref().is_some_and(|open| open.editing && shown) {
                    self.edit_open(|open| open.editing = false);
                    self.inspect(ctx);
                } else {
                    self.edit_record(ctx);
                }
            }
            Command::Palette => self.palette.open(),
            Command::Shortcuts => self.dialog = Some(Dialog::Shortcuts),
            Command::About => self.dialog = Some(Dialog::About),
            // The rest concerns the open case.
            command => self.act(ctx, command),
        }
    }

    /// Does what changes the open case.
    fn edit(&mut self, ctx: &Context, request: Request) {
        let Some(open) = &mut self.open else { return };
        match request {
            Request::Edit(edit) => {
                if let Err(refusal) = open.apply(ctx, *edit) {
                    // What a view proposes fits the case it shows; only a case that has just changed can refuse it.
                    self.told = Some(edits::refusal(&refusal));
                }
            }
            Request::Seal => open.seal(),
            Request::LeaveField => open.leave_field(ctx),
            Request::Add(edit) => {
                if let Some(key) = open.make_in_form(ctx, *edit) {
                    self.write(ctx, &key);
                }
            }
            Request::Write(key, added) => {
                if let Some(run) = added {
                    open.write_made(&key, run);
                } else if let Some(target) = key.target() {
                    open.select(target.clone());
                }
                self.write(ctx, &key);
            }
            Request::CancelRun => {
                open.cancel_run(ctx);
            }
            Request::Abandon(key) => open.abandon(ctx, &key),
            Request::Choose(choice) => open.choose(ctx, &choice),
            Request::Jump(done) => open.jump(ctx, done),
            Request::EndComparing => open.comparing = None,
            Request::Remove(key) => self.ask_to_remove(ctx, &key),
            Request::Outside(action) => self.answer_outside(ctx, action),
            Request::Dismiss => (self.told, self.exports.done, self.taken_in) = (None, None, None),
            _ => {}
        }
    }

    fn retitle(&mut self, ctx: &Context) {
        let title = match &self.open {
            Some(open) if open.is_unsaved() => saving::unsaved_title(&open.document.snapshot().case().title),
            Some(open) => screen::window_title(&open.snapshot.case().title),
            None => screen::PROGRAM.to_owned(),
        };
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
    }
}

/// How long the first frame waits for the file: an ordinary one has been read by then.
const FIRST_PATIENCE: Duration = Duration::from_millis(30);
/// How much Ctrl+Plus enlarges.
const ZOOM_STEP: f32 = 0.1;

fn set_zoom(ctx: &Context, factor: f32) {
    ctx.set_zoom_factor(((factor * 10.0).round() / 10.0).clamp(*settings::ZOOM.start(), *settings::ZOOM.end()));
}

fn take_copy(events: &mut Vec<egui::Event>) -> bool {
    let before = events.len();
    events.retain(|event| !matches!(event, egui::Event::Copy));
    events.len() != before
}
