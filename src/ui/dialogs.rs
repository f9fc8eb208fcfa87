//! The small dialogs: about the program, a path to type, something that failed, a file to replace.

use std::path::{Path, PathBuf};

use egui::accesskit::Role;
use egui::text::{CCursor, CCursorRange};
use egui::text_edit::TextEditState;
use egui::{
    Context, FontId, Frame, Id, Key as Press, Margin, Modal, Modifiers, Sense, Stroke, TextEdit, Ui, WidgetInfo, vec2,
};

use crate::edit::{Key, References};
use crate::ui::begin::{BeginForm, Begun, begin_ui, left_ui};
use crate::ui::failure::{ErrorView, failure_text_ui};
use crate::ui::merge_view::{MergeAnswer, MergeView, merge_ui};
use crate::ui::recovery::{RecoveryAnswer, RecoveryView, recovery_ui};
use crate::ui::removal::{Removal, removal_ui};
use crate::ui::shortcuts::shortcuts_ui;
use crate::ui::start::{file_name, short_path};
use crate::ui::text::{Text, text_ui};
use crate::ui::theme::{self, CORNER, EDGE, GAP, HAIRLINE, Palette, UNIT, size};
use crate::ui::widgets::controls::{Weight, answers_ui, button_ui, buttons_ui, default_button, field_edge};
use crate::ui::widgets::logo::paint_logo;
use crate::words::{comparing, exporting, importing, saving, screen};

/// The width of a dialog with text in it, in points.
const WIDTH: f32 = 480.0;
/// Between a dialog's edge and its text, in points.
const MARGIN: i8 = 20;

/// A dialog in front of the window.
#[derive(Clone, Debug)]
pub enum Dialog {
    /// Which program this is.
    About,
    /// Every shortcut.
    Shortcuts,
    /// Asks for a path.
    Path(PathPrompt),
    /// Something failed.
    Message(ErrorView),
    /// Asks whether to write over this file, and what for.
    Replace(PathBuf, Purpose),
    /// Asks whether to save over a file that somebody else has changed and that cannot be read.
    WriteOver {
        /// The case's name.
        name: String,
        /// Why it cannot be read.
        why: String,
    },
    /// Asks what becomes of unsaved work.
    Unsaved {
        /// The case's name.
        name: String,
        /// How many steps are not in the file.
        changes: usize,
    },
    /// Offers unsaved work that an earlier run has left behind.
    Recovery(Box<RecoveryView>),
    /// Asks whether to give up unsaved work and read the file, of this name, again.
    Revert(String),
    /// The page on which a case begins.
    Begin(BeginForm),
    /// Asks what becomes of that page when the program is to end.
    Begun,
    /// Asks what becomes of what points at a record that is to be removed.
    Removal(Box<Removal>),
    /// Two versions that clash, to be decided.
    Merge(Box<MergeView>),
}

/// What a dialog was left with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// Nothing is to be done.
    Closed,
    /// Open this file.
    Open(PathBuf),
    /// Show how this file differs from what is open.
    Compare(PathBuf),
    /// Take in a table from this file.
    Import(PathBuf),
    /// Save to this path, where no file is.
    SaveAs(PathBuf),
    /// Save or export to this path, and write over what is there.
    Replace(PathBuf, Purpose),
    /// Save over the file as it is now.
    WriteOver,
    /// Export to this path.
    Export(PathBuf),
    /// Save, and then do what was asked for.
    SaveFirst,
    /// This is to become of the work that was found.
    Recovery(RecoveryAnswer),
    /// Let the unsaved work go, and do what was asked for.
    Discard,
    /// Make a case of this.
    Begin(BeginForm),
    /// This is to become of the page for a new case.
    Begun(Kept),
    /// Bring two versions together as decided, or leave them.
    Merge(MergeAnswer),
    /// Remove this record.
    Remove(Key, References),
}

/// What becomes of work that would be lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is kept, and then what was asked for is done.
    Keep,
    /// It is let go.
    LetGo,
    /// Nothing: one goes on with it.
    Stay,
}

/// What a path is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To open the file.
    Open,
    /// To save to it.
    Save,
    /// To see how it differs from what is open.
    Compare,
    /// To take in a table from it.
    Import,
    /// To export a document to it.
    Export,
}

/// A path that is being typed.
#[derive(Clone, Debug)]
pub struct PathPrompt {
    purpose: Purpose,
    text: String,
    /// The ending of the path that was filled in.
    ending: Option<String>,
    /// Why it is asked for here and not in the desktop's dialog.
    because: Option<&'static str>,
    error: Option<&'static str>,
    fresh: bool,
}

impl PathPrompt {
    /// Asks for a path, with one already filled in where there is one.
    #[must_use]
    pub fn new(purpose: Purpose, path: Option<&Path>) -> Self {
        let text = path.map(|path| path.display().to_string()).unwrap_or_default();
        let ending = path.and_then(Path::extension).map(|ending| ending.to_string_lossy().into_owned());
        Self { purpose, text, ending, because: None, error: None, fresh: true }
    }

    /// Says why the desktop's dialog is not used.
    #[must_use]
    pub fn because(self, reason: &'static str) -> Self {
        Self { because: Some(reason), ..self }
    }

    /// What a path looks like that does for it: with the ending of what it is asked for.
    fn hint(&self) -> String {
        let ending = match self.purpose {
            Purpose::Export => self.ending.as_deref().unwrap_or_default(),
            Purpose::Import => "xlsx",
            Purpose::Open | Purpose::Save | Purpose::Compare => "json",
        };
        screen::path_hint(ending)
    }

    /// What the typed path leads to, or what is wrong with it.
    fn answer(&self) -> Result<Answer, &'static str> {
        let typed = self.text.trim();
        if typed.is_empty() {
            return Err(screen::PATH_EMPTY);
        }
        let path = expand(typed);
        match self.purpose {
            Purpose::Open => Ok(Answer::Open(path)),
            Purpose::Compare => Ok(Answer::Compare(path)),
            Purpose::Import => Ok(Answer::Import(path)),
            _ if path.is_dir() => Err(screen::PATH_IS_FOLDER),
            _ if !path.parent().is_some_and(Path::is_dir) => Err(screen::PATH_NO_FOLDER),
            Purpose::Save => Ok(Answer::SaveAs(path)),
            Purpose::Export => Ok(Answer::Export(path)),
        }
    }
}

/// A typed path as an absolute one: `~` is the home folder, and a file manager's quotes go.
fn expand(typed: &str) -> PathBuf {
    let typed = typed.strip_prefix("file://").unwrap_or(typed);
    let typed = typed.trim_matches(|c| matches!(c, '"' | '\''));
    let path = match (typed.strip_prefix('~'), std::env::home_dir()) {
        (Some(rest), Some(home)) if rest.is_empty() || rest.starts_with(['/', '\\']) => {
            home.join(rest.trim_start_matches(['/', '\\']))
        }
        _ => PathBuf::from(typed),
    };
    std::path::absolute(&path).unwrap_or(path)
}

/// Shows a dialog; answers once it is left.
pub fn dialog_ui(ctx: &Context, dialog: &mut Dialog) -> Option<Answer> {
    match dialog {
        Dialog::About => about_ui(ctx).then_some(Answer::Closed),
        Dialog::Shortcuts => shortcuts_ui(ctx).then_some(Answer::Closed),
        Dialog::Path(prompt) => path_ui(ctx, prompt),
        Dialog::Message(error) => message_ui(ctx, error).then_some(Answer::Closed),
        Dialog::Replace(path, purpose) => replace_ui(ctx, path, *purpose),
        Dialog::WriteOver { name, why } => write_over_ui(ctx, name, why),
        Dialog::Unsaved { name, changes } => unsaved_ui(ctx, name, *changes),
        Dialog::Revert(name) => revert_ui(ctx, name),
        Dialog::Recovery(view) => recovery_ui(ctx, view).map(Answer::Recovery),
        Dialog::Merge(view) => merge_ui(ctx, view).map(Answer::Merge),
        Dialog::Removal(removal) => removal_ui(ctx, removal),
        Dialog::Begun => left_ui(ctx).map(Answer::Begun),
        Dialog::Begin(form) => begin_ui(ctx, form).map(|begun| match begun {
            Begun::Create => Answer::Begin(form.clone()),
            Begun::Cancel => Answer::Closed,
        }),
    }
}

/// An empty dialog in the program's look, with room of this width where the window has it.
pub(super) fn modal(ctx: &Context, name: &str, width: f32) -> Modal {
    let palette = Palette::when(ctx.theme() == egui::Theme::Dark);
    let id = Id::unique("dialog").with(name);
    let width = (width + 2.0 * f32::from(MARGIN)).min(ctx.content_rect().width() - 4.0 * EDGE);
    let height = ctx.content_rect().height() - 4.0 * EDGE;
    let area = Modal::default_area(id).default_size(vec2(width, height));
    let frame = Frame::popup(&ctx.style_of(ctx.theme())).inner_margin(Margin::same(MARGIN)).corner_radius(CORNER);
    Modal::new(id).area(area).frame(frame).backdrop_color(palette.shadow)
}

/// The head of a dialog; the bars of what scrolls below it stand in the dialog's margin, and take no room.
pub(super) fn heading_ui(ui: &mut Ui, heading: &str) {
    let scroll = &mut ui.spacing_mut().scroll;
    scroll.content_margin = Margin::ZERO;
    scroll.bar_outer_margin = 6.0 - f32::from(MARGIN);
    let palette = Palette::of(ui);
    let response = ui.add(Text::new(heading, &palette.strong()));
    response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, heading));
    ui.add_space(UNIT);
}

fn about_ui(ctx: &Context) -> bool {
    let shown = modal(ctx, "about", WIDTH).show(ctx, |ui| {
        let palette = Palette::of(ui);
        ui.set_width(WIDTH.min(ui.available_width()));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = EDGE;
            let (square, _) = ui.allocate_exact_size(vec2(56.0, 56.0), Sense::hover());
            paint_logo(ui.painter(), square);
            ui.vertical(|ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                let name = ui.add(Text::new(screen::PROGRAM, &palette.title()).hug(true));
                name.widget_info(|| WidgetInfo::labeled(Role::Heading, true, screen::ABOUT));
                text_ui(ui, &screen::version(env!("CARGO_PKG_VERSION")), &palette.label());
            });
        });
        ui.add_space(GAP);
        text_ui(ui, screen::TAGLINE, &palette.text());
        ui.add_space(UNIT);
        text_ui(ui, screen::ABOUT_OFFLINE, &palette.label());
        text_ui(ui, screen::ABOUT_LICENCE, &palette.label());
        buttons_ui(ui, |ui| button_ui(ui, screen::CLOSE, Weight::Secondary).clicked())
    });
    shown.inner || shown.should_close()
}

fn path_ui(ctx: &Context, prompt: &mut PathPrompt) -> Option<Answer> {
    let enter = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Press::Enter));
    let (heading, verb) = match prompt.purpose {
        Purpose::Open => (screen::OPEN_PATH, screen::OPEN),
        Purpose::Save => (screen::SAVE_PATH, screen::SAVE),
        Purpose::Compare => (comparing::PATH, comparing::COMPARE),
        Purpose::Import => (importing::PATH, importing::IMPORT),
        Purpose::Export => (exporting::PATH, exporting::EXPORT_NOW),
    };
    let shown = modal(ctx, "path", WIDTH + 80.0).show(ctx, |ui| {
        let palette = Palette::of(ui);
        ui.set_width((WIDTH + 80.0).min(ui.available_width()));
        heading_ui(ui, heading);
        if let Some(because) = prompt.because {
            text_ui(ui, because, &palette.label());
            ui.add_space(UNIT);
        }
        path_field_ui(ui, prompt);
        match prompt.error {
            Some(error) => text_ui(ui, error, &theme::colored(palette.label(), palette.crimson)),
            None => text_ui(ui, &prompt.hint(), &palette.label()),
        };
        buttons_ui(ui, |ui| {
            let [cancel, done] =
                answers_ui(ui, [(screen::CANCEL, Weight::Secondary, true), (verb, Weight::Primary, true)]);
            (done.clicked(), cancel.clicked())
        })
    });
    let (done, cancelled) = shown.inner;
    if cancelled || shown.should_close() {
        return Some(Answer::Closed);
    }
    if !(done || enter) {
        return None;
    }
    match prompt.answer() {
        Ok(answer) => Some(answer),
        Err(error) => {
            prompt.error = Some(error);
            prompt.fresh = true;
            None
        }
    }
}

fn path_field_ui(ui: &mut Ui, prompt: &mut PathPrompt) {
    let palette = Palette::of(ui);
    let frame = Frame::new()
        .fill(palette.surface)
        .stroke(Stroke::new(HAIRLINE, palette.outline))
        .corner_radius(CORNER)
        .inner_margin(Margin::symmetric(8, 6));
    let field = TextEdit::singleline(&mut prompt.text)
        .id_salt("path")
        .frame(frame)
        .font(FontId::proportional(size::TEXT))
        .desired_width(f32::INFINITY)
        .cursor_at_end(true);
    let response = ui.add(field);
    let text = prompt.text.clone();
    response.widget_info(|| WidgetInfo {
        current_text_value: Some(text.clone()),
        ..WidgetInfo::labeled(Role::TextInput, true, screen::PATH)
    });
    if std::mem::take(&mut prompt.fresh) {
        response.request_focus();
        // What the last prompt's field remembers, its caret and its own history, is none of this one's.
        let mut state = TextEditState::default();
        let end = CCursor::new(prompt.text.chars().count());
        state.cursor.set_char_range(Some(CCursorRange::one(end)));
        state.store(ui.ctx(), response.id);
    }
    if response.changed() {
        prompt.error = None;
    }
    field_edge(ui, &response);
    ui.add_space(UNIT);
}

fn message_ui(ctx: &Context, error: &ErrorView) -> bool {
    let enter = ctx.input_mut(|input| input.consume_key(Modifiers::NONE, Press::Enter));
    let shown = modal(ctx, "message", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        failure_text_ui(ui, error);
        buttons_ui(ui, |ui| button_ui(ui, screen::CLOSE, Weight::Primary).clicked())
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::AlertDialog, true, &error.what));
    shown.inner || enter || shown.should_close()
}

fn replace_ui(ctx: &Context, path: &Path, purpose: Purpose) -> Option<Answer> {
    let means = screen::replace_file_means(&path.parent().map(short_path).unwrap_or_default());
    let answer = Answer::Replace(path.to_path_buf(), purpose);
    sure_ui(ctx, &screen::replace_file(&file_name(path)), &means, screen::REPLACE, answer)
}

fn unsaved_ui(ctx: &Context, name: &str, changes: usize) -> Option<Answer> {
    let answers = [saving::DISCARD, screen::SAVE];
    let kept = keep_ui(ctx, "unsaved", &saving::save_first(name), &saving::unsaved_means(changes), answers)?;
    Some(match kept {
        Kept::Keep => Answer::SaveFirst,
        Kept::LetGo => Answer::Discard,
        Kept::Stay => Answer::Closed,
    })
}

/// Asks what becomes of work that would be lost, with the words for letting it go and for keeping it; Enter keeps it,
/// the one answer that loses nothing.
pub(super) fn keep_ui(
    ctx: &Context,
    name: &str,
    heading: &str,
    means: &str,
    [let_go, keep]: [&str; 2],
) -> Option<Kept> {
    let shown = modal(ctx, name, WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, heading);
        text_ui(ui, means, &Palette::of(ui).text());
        buttons_ui(ui, |ui| {
            let words = [
                (let_go, Weight::Destructive, true),
                (screen::CANCEL, Weight::Secondary, true),
                (keep, Weight::Primary, true),
            ];
            let [let_go, cancel, keep] = answers_ui(ui, words);
            default_button(&keep);
            (keep.clicked(), cancel.clicked(), let_go.clicked())
        })
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::AlertDialog, true, heading));
    match shown.inner {
        (true, _, _) => Some(Kept::Keep),
        (_, _, true) => Some(Kept::LetGo),
        (_, cancelled, _) => (cancelled || shown.should_close()).then_some(Kept::Stay),
    }
}

fn revert_ui(ctx: &Context, name: &str) -> Option<Answer> {
    sure_ui(ctx, &saving::revert(name), saving::REVERT_MEANS, saving::REVERT, Answer::Discard)
}

fn write_over_ui(ctx: &Context, name: &str, why: &str) -> Option<Answer> {
    let means = saving::write_over_means(why);
    sure_ui(ctx, &saving::write_over(name), &means, saving::WRITE_OVER, Answer::WriteOver)
}

/// Asks whether something is meant; Enter is Cancel, so that nothing is given up in passing.
fn sure_ui(ctx: &Context, heading: &str, means: &str, label: &str, answer: Answer) -> Option<Answer> {
    let shown = modal(ctx, "sure", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, heading);
        text_ui(ui, means, &Palette::of(ui).text());
        buttons_ui(ui, |ui| {
            let [cancel, sure] =
                answers_ui(ui, [(screen::CANCEL, Weight::Secondary, true), (label, Weight::Destructive, true)]);
            default_button(&cancel);
            (sure.clicked(), cancel.clicked())
        })
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::AlertDialog, true, heading));
    match shown.inner {
        (true, _) => Some(answer),
        (_, cancelled) => (cancelled || shown.should_close()).then_some(Answer::Closed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn prompt(purpose: Purpose, text: &str) -> PathPrompt {
        PathPrompt { text: text.to_owned(), ..PathPrompt::new(purpose, None) }
    }

    #[test]
    fn a_tilde_stands_for_the_home_folder() {
        let home = std::env::home_dir().unwrap();
        assert_eq!(expand("~/talks/paris.json"), home.join("talks/paris.json"));
        assert_eq!(expand("\"/tmp/two words.json\""), PathBuf::from("/tmp/two words.json"));
    }

    #[test]
    fn the_hint_names_the_ending_of_what_is_asked_for() {
        let export = PathPrompt::new(Purpose::Export, Some(Path::new("/talks/paris-brief.docx")));
        assert!(export.hint().ends_with("~/talks/paris.docx"));
        assert!(prompt(Purpose::Import, "").hint().ends_with("~/talks/paris.xlsx"));
        assert!(prompt(Purpose::Save, "").hint().ends_with("~/talks/paris.json"));
    }

    #[test]
    fn a_path_to_save_to_must_lie_in_a_folder_and_not_be_one() {
        let folder = tempfile::tempdir().unwrap();
        let inside = folder.path().join("case.json");
        let text = inside.display().to_string();
        assert_eq!(prompt(Purpose::Save, &text).answer(), Ok(Answer::SaveAs(inside)));
        let text = folder.path().display().to_string();
        assert_eq!(prompt(Purpose::Save, &text).answer(), Err(screen::PATH_IS_FOLDER));
        let text = folder.path().join("missing/case.json").display().to_string();
        assert_eq!(prompt(Purpose::Save, &text).answer(), Err(screen::PATH_NO_FOLDER));
        assert_eq!(prompt(Purpose::Open, "  ").answer(), Err(screen::PATH_EMPTY));
    }
}
