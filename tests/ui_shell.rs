//! The parts around the comparison: start page, menus, palette, list of shortcuts, dialogs, dropped files.

#[path = "support/harness.rs"]
mod harness;

use std::path::PathBuf;
use std::sync::Arc;

use demarche::case::{Kind, Ref, Snapshot};
use demarche::command::{Command, Request, Sample, Situation};
use demarche::compare::{Column, Filter, SearchIndex, all_columns};
use demarche::ui::dialogs::{Answer, Dialog, PathPrompt, Purpose, dialog_ui};
use demarche::ui::drop::drop_ui;
use demarche::ui::failure::{ErrorPlace, ErrorView};
use demarche::ui::loading::LoadingView;
use demarche::ui::menu_bar::menu_bar_ui;
use demarche::ui::palette::{Palette, Places, palette_ui};
use demarche::ui::shortcuts::keys_of;
use demarche::ui::start::{RecentFile, start_ui};
use demarche::words::{palette, screen};
use egui::Key;
use egui::accesskit::Role;
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

/// Everything around the comparison, as the program puts it together.
#[derive(Default)]
struct Shell {
    situation: Situation,
    snapshot: Option<Snapshot>,
    index: Option<SearchIndex>,
    filter: Filter,
    /// Those that are hidden.
    hidden: Vec<Column>,
    recent: Vec<RecentFile>,
    loading: Option<LoadingView>,
    error: Option<ErrorView>,
    palette: Palette,
    dialog: Option<Dialog>,
    answer: Option<Answer>,
    asked: Vec<Request>,
}

fn harness(shell: Shell) -> Harness<'static, Shell> {
    let mut harness = harness::builder().build_ui_state(
        move |ui, shell: &mut Shell| {
            let ctx = ui.ctx().clone();
            let out = &mut shell.asked;
            egui::Panel::top("menus").show(ui, |ui| menu_bar_ui(ui, shell.situation, &shell.recent, out));
            start_ui(ui, &shell.recent, shell.loading.as_ref(), shell.error.as_ref(), out);
            let all_columns = shell.snapshot.as_ref().map(all_columns).unwrap_or_default();
            let is_shown = |column: &&Column| !shell.hidden.contains(column);
            let columns: Vec<Column> = all_columns.iter().filter(is_shown).cloned().collect();
            let places = shell.snapshot.as_ref().zip(shell.index.as_ref()).map(|(snapshot, index)| Places {
                snapshot,
                words: (index, snapshot),
                filter: &shell.filter,
                columns: &columns,
                all_columns: &all_columns,
            });
            palette_ui(&ctx, &mut shell.palette, shell.situation, places, out);
            if let Some(answer) = shell.dialog.as_mut().and_then(|dialog| dialog_ui(&ctx, dialog)) {
                shell.answer = Some(answer);
                shell.dialog = None;
            }
            drop_ui(&ctx, out);
        },
        shell,
    );
    harness.run();
    harness
}

fn with_case() -> Shell {
    let sample = demarche::file::parse(include_bytes!("../sample-data/paris-2026.json")).ok();
    Shell {
        situation: Situation { case: true, table: true, ..Situation::default() },
        index: sample.as_ref().map(SearchIndex::build),
        snapshot: sample,
        ..Shell::default()
    }
}

fn with_palette(mut shell: Shell) -> Harness<'static, Shell> {
    shell.palette.open();
    harness(shell)
}

fn type_into(harness: &mut Harness<'_, Shell>, text: &str) {
    harness.get_by_role(Role::TextInput).type_text(text);
    harness.run();
}

fn press(harness: &mut Harness<'_, Shell>, key: Key) {
    harness.key_press(key);
    harness.run();
}

#[test]
fn typing_and_enter_asks_for_the_command_and_closes_the_palette() {
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "rows turn");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().asked, [Request::Do(Command::Transpose)]);
    assert!(!harness.state().palette.is_open());
}

#[test]
fn the_arrows_choose_and_the_chosen_row_is_told() {
    let mut harness = with_palette(with_case());
    let first = harness.get_by_role_and_label(Role::ListBoxOption, Command::New.label());
    assert_eq!(first.accesskit_node().is_selected(), Some(true));
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowUp);
    let second = harness.get_by_role_and_label(Role::ListBoxOption, Command::Open.label());
    assert_eq!(second.accesskit_node().is_selected(), Some(true));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().asked, [Request::Do(Command::Open)]);
}

#[test]
fn escape_closes_the_palette_and_asks_for_nothing() {
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "save");
    press(&mut harness, Key::Escape);
    assert!(!harness.state().palette.is_open());
    assert_eq!(harness.state().asked, []);
}

#[test]
fn the_palette_goes_to_an_issue_by_its_number_and_to_a_party_by_its_own_script() {
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "t3");
    press(&mut harness, Key::Enter);
    let asked = harness.state().asked.clone();
    assert!(matches!(asked.as_slice(), [Request::Select(Ref::Issue(_))]), "{asked:?}");

    let mut harness = with_palette(with_case());
    type_into(&mut harness, "سوريا");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().asked, [Request::Select(Ref::from("party:syria"))]);

    // Sources and events are places as well.
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "daily sabah");
    press(&mut harness, Key::Enter);
    let asked = harness.state().asked.clone();
    assert!(matches!(asked.as_slice(), [Request::Select(Ref::Source(_))]), "{asked:?}");
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "31 may 1974");
    press(&mut harness, Key::Enter);
    let asked = harness.state().asked.clone();
    assert!(matches!(asked.as_slice(), [Request::Select(Ref::Event(_))]), "{asked:?}");
}

#[test]
fn the_palette_hides_and_shows_columns() {
    let israel = Column::Party("israel".into());
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "hide israel");
    press(&mut harness, Key::Enter);
    let asked = harness.state().asked.clone();
    assert!(matches!(asked.as_slice(), [Request::Columns(columns)] if !columns.contains(&israel)), "{asked:?}");

    let mut harness = with_palette(Shell { hidden: vec![israel.clone(), Column::Proposals], ..with_case() });
    type_into(&mut harness, "show all columns");
    press(&mut harness, Key::Enter);
    let all = all_columns(harness.state().snapshot.as_ref().unwrap());
    let asked = harness.state().asked.clone();
    assert!(matches!(asked.as_slice(), [Request::Columns(columns)] if columns.len() == all.len()), "{asked:?}");

    let mut harness = with_palette(Shell { hidden: vec![israel.clone()], ..with_case() });
    type_into(&mut harness, "show israel");
    press(&mut harness, Key::Enter);
    let asked = harness.state().asked.clone();
    assert!(matches!(asked.as_slice(), [Request::Columns(columns)] if columns.contains(&israel)), "{asked:?}");
}

#[test]
fn the_palette_filters_and_takes_a_filter_off_again() {
    let red_lines = Filter { kinds: vec![Kind::RedLine], ..Filter::default() };
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "filter: red lines");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().asked, [Request::Filter(red_lines.clone())]);

    let mut harness = with_palette(Shell { filter: red_lines, ..with_case() });
    type_into(&mut harness, "red lines");
    harness.get_by_role_and_label(Role::ListBoxOption, &palette::filter(true, palette::kinds(&Kind::RedLine)));
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().asked, [Request::Filter(Filter::default())]);
}

#[test]
fn the_palette_goes_to_a_position_by_its_words_and_tells_its_party_and_issue() {
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "israel mount hermon");
    let found: Vec<_> =
        harness.get_all_by_role(Role::ListBoxOption).filter_map(|row| row.accesskit_node().label()).collect();
    assert!(found.iter().any(|label| label.starts_with("Israel · T")), "{found:?}");
    press(&mut harness, Key::Enter);
    let asked = harness.state().asked.clone();
    let [Request::Select(Ref::Position(id))] = asked.as_slice() else { panic!("{asked:?}") };
    let position = harness.state().snapshot.as_ref().unwrap().position(id).unwrap();
    assert!(position.party == "israel".into() && position.text.contains("Hermon"), "{position:?}");
}

#[test]
fn a_command_that_cannot_be_used_is_shown_and_not_run() {
    let mut harness = with_palette(Shell::default());
    type_into(&mut harness, "transpose save");
    press(&mut harness, Key::Enter);
    assert!(harness.state().palette.is_open());

    let mut harness = with_palette(Shell::default());
    type_into(&mut harness, "close case");
    assert!(harness.get_by_role_and_label(Role::ListBoxOption, "Close case").accesskit_node().is_disabled());
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().asked, []);
    assert!(harness.state().palette.is_open());
}

#[test]
fn the_palette_says_when_nothing_matches() {
    let mut harness = with_palette(with_case());
    type_into(&mut harness, "qqq");
    harness.get_by_label(&palette::nothing("qqq"));
}

#[test]
fn the_start_page_lists_recent_files_and_forgets_them() {
    let files = ["/talks/paris.json", "/talks/gone.json"];
    let recent = files.map(|path| RecentFile { path: path.into(), missing: path.contains("gone") });
    let mut harness = harness(Shell { recent: recent.to_vec(), ..Shell::default() });
    harness.get_by_label_contains("paris.json, ").click();
    harness.run();
    harness.get_by_label_contains(screen::MISSING_FILE);
    harness.get_by_label(&screen::forget("gone.json")).click();
    harness.run();
    assert_eq!(harness.state().asked, [Request::Open(files[0].into()), Request::Forget(files[1].into())]);
}

#[test]
fn the_start_page_is_walked_by_tab_and_used_by_enter() {
    let mut harness = harness(Shell::default());
    harness.get_by_label(screen::OPEN_FILE).focus();
    harness.run();
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Enter);
    press(&mut harness, Key::Tab);
    press(&mut harness, Key::Enter);
    let buttons = [Command::Open, Command::New, Command::OpenPath].map(Request::Do);
    let asked = [&buttons[..], &[Request::OpenSample(Sample::Paris)]].concat();
    assert_eq!(harness.state().asked, asked);
}

#[test]
fn without_recent_files_the_start_page_says_what_will_stand_there() {
    harness(Shell::default()).get_by_label(screen::NO_RECENT_FILES);
}

#[test]
fn what_keeps_a_file_from_opening_is_told_with_its_place_and_can_be_tried_again() {
    let path = PathBuf::from("/talks/paris.json");
    let place = ErrorPlace {
        location: "paris.json:12:7".to_owned(),
        what: "positions[3].kind: a text is missing.".to_owned(),
        hint: "Add it.".to_owned(),
    };
    let error = ErrorView {
        path: Some(path.clone()),
        what: screen::cannot_open("paris.json", 1),
        hint: String::new(),
        places: vec![place],
    };
    let mut harness = harness(Shell { error: Some(error), ..Shell::default() });
    harness.get_by_role(Role::Alert);
    harness.get_by_label("paris.json:12:7");
    harness.get_by_label(screen::TRY_AGAIN).click();
    harness.run();
    assert_eq!(harness.state().asked, [Request::Open(path)]);
}

#[test]
fn a_file_that_is_being_read_can_be_cancelled() {
    let loading = LoadingView {
        name: "big.json".to_owned(),
        phase: screen::loading_phase(demarche::file::Phase::Reading),
        fraction: Some(0.5),
    };
    let mut harness = harness(Shell { loading: Some(loading), ..Shell::default() });
    harness.get_by_role_and_label(Role::ProgressIndicator, &screen::reading("big.json"));
    harness.get_by_label(screen::CANCEL).click();
    harness.run();
    assert_eq!(harness.state().asked, [Request::CancelLoading]);
}

#[test]
fn the_list_of_shortcuts_has_every_shortcut() {
    let mut harness = harness(Shell { dialog: Some(Dialog::Shortcuts), ..Shell::default() });
    for command in Command::ALL {
        if let Some(keys) = command.shortcut() {
            let keys = keys_of(&harness.ctx, &keys);
            harness.get_by_label(&format!("{}: {keys}", command.label()));
        }
    }
    let fold = Command::ToggleAxis.shortcut().unwrap();
    assert!(keys_of(&harness.ctx, &fold).ends_with('.'), "{}", keys_of(&harness.ctx, &fold));
    for (label, keys) in screen::COMPARISON_KEYS {
        harness.get_by_label(&format!("{label}: {keys}"));
    }
    press(&mut harness, Key::Escape);
    assert_eq!(harness.state().answer, Some(Answer::Closed));
}

#[test]
fn every_command_stands_in_its_menu() {
    for menu in demarche::command::Menu::ALL {
        let mut harness = harness(with_case());
        harness.get_by_role_and_label(Role::Button, menu.label()).click();
        harness.run();
        for command in Command::ALL.iter().filter(|command| command.menu() == menu) {
            let found = harness
                .query_all_by_label(command.label())
                .any(|node| matches!(node.accesskit_node().role(), Role::MenuItem | Role::MenuItemRadio));
            assert!(found, "{command:?}");
        }
    }
}

#[test]
fn the_keyboard_opens_a_menu_runs_a_command_and_leaves() {
    let mut harness = harness(with_case());
    press(&mut harness, Key::F10);
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowRight);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().asked, [Request::Do(Command::ShowAxes)]);
    assert!(harness.query_by_role(Role::MenuItemRadio).is_none());
}

#[test]
fn a_menu_that_down_opens_keeps_the_keyboard_from_what_lies_below() {
    let mut harness = harness(with_case());
    press(&mut harness, Key::F10);
    press(&mut harness, Key::ArrowDown);
    assert!(harness.get_by_role_and_label(Role::Button, "File").accesskit_node().is_focused());
    press(&mut harness, Key::ArrowDown);
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().asked, [Request::Do(Command::New)]);
}

#[test]
fn the_theme_that_is_on_is_ticked_in_its_menu() {
    let mut harness = harness(Shell::default());
    harness.ctx.set_theme(egui::Theme::Dark);
    harness.get_by_role_and_label(Role::Button, "View").click();
    harness.run();
    let ticked = |command: Command| {
        harness.get_by_role_and_label(Role::MenuItemRadio, command.label()).accesskit_node().toggled()
    };
    assert_ne!(ticked(Command::ThemeDark), ticked(Command::ThemeLight));
}

#[test]
fn a_typed_path_is_opened_by_enter_and_an_empty_one_is_not() {
    let dialog = Dialog::Path(PathPrompt::new(Purpose::Open, None));
    let mut harness = harness(Shell { dialog: Some(dialog), ..Shell::default() });
    press(&mut harness, Key::Enter);
    harness.get_by_label(screen::PATH_EMPTY);
    type_into(&mut harness, "/talks/paris.json");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().answer, Some(Answer::Open("/talks/paris.json".into())));
}

#[test]
fn nothing_is_replaced_by_pressing_enter_in_passing() {
    let dialog = Dialog::Replace("/talks/paris.json".into(), Purpose::Save);
    let mut harness = harness(Shell { dialog: Some(dialog), ..Shell::default() });
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().answer, Some(Answer::Closed));
}

#[test]
fn a_message_is_an_alert_that_enter_closes() {
    let error = ErrorView { what: "It cannot be saved.".to_owned(), ..ErrorView::default() };
    let mut harness = harness(Shell { dialog: Some(Dialog::Message(error)), ..Shell::default() });
    harness.get_by_role_and_label(Role::AlertDialog, "It cannot be saved.");
    press(&mut harness, Key::Enter);
    assert_eq!(harness.state().answer, Some(Answer::Closed));
}

#[test]
fn of_the_dropped_files_the_first_case_is_opened() {
    let mut harness = harness(Shell::default());
    for name in ["/talks/notes.txt", "/talks/paris.JSON", "/talks/oslo.json"] {
        let file: Arc<dyn egui::DroppedFile + Send + Sync> = Arc::new(Dropped(name.into()));
        harness.input_mut().dropped_files.push(file);
    }
    harness.run();
    assert_eq!(harness.state().asked, [Request::Open("/talks/paris.JSON".into())]);
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl egui::DroppedFile for Dropped {
    fn path(&self) -> &std::path::Path {
        &self.0
    }
    fn bytes(&self) -> Result<Vec<u8>, String> {
        Ok(Vec::new())
    }
}
