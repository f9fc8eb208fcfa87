//! Every action a user can take: its label, its shortcut and when it can be taken.
//!
//! Menus, the palette and the list of shortcuts are made from this table, so an
//! action that stands here is reachable everywhere.

use std::borrow::Cow;
use std::path::PathBuf;

use egui::{Key, KeyboardShortcut, Modifiers};

use crate::case::{AxisId, IssueId, PartyId, PositionId, ProposalId, Ref, RoundId};
use crate::compare::{Column, Filter};
use crate::edit::{Edit, Intent, Key as RecordKey};
use crate::words::edits;

impl Command {
    /// What it is called now: Undo and Redo say what they undo and redo.
    #[must_use]
    pub fn label_now(self, situation: Situation) -> Cow<'static, str> {
        match (self, situation.undo, situation.redo) {
            (Self::Undo, Some(intent), _) => edits::undo_label(intent).into(),
            (Self::Redo, _, Some(intent)) => edits::redo_label(intent).into(),
            _ => self.label().into(),
        }
    }
}

/// What the window has to know to say whether a command can be used.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "independent facts, each asked for by its name")]
pub struct Situation {
    /// A case is open.
    pub case: bool,
    /// The case is the table, not the axes.
    pub table: bool,
    /// Something is selected.
    pub selection: bool,
    /// The search has found something.
    pub found: bool,
    /// The filter hides something.
    pub filtered: bool,
    /// There was a selection before this one.
    pub back: bool,
    /// A selection has been left by going back.
    pub forward: bool,
    /// What Undo would take back.
    pub undo: Option<Intent>,
    /// What Redo would do again.
    pub redo: Option<Intent>,
    /// The case differs from its file.
    pub unsaved: bool,
    /// The case has a file.
    pub file: bool,
    /// What is selected has a text in the table that can be edited where it stands.
    pub in_place: bool,
    /// A cell of a party and an issue is meant: the selected position's, or the one the keyboard is in.
    pub cell: bool,
    /// An issue is meant: the selected one, or the one of what is selected.
    pub on_issue: bool,
    /// A position is selected.
    pub position: bool,
    /// An issue is selected.
    pub issue: bool,
    /// A party is selected.
    pub party: bool,
    /// The inspector edits what is selected.
    pub form: bool,
    /// The case has parties.
    pub parties: bool,
    /// The case has proposals.
    pub proposals: bool,
    /// The case has rounds.
    pub rounds: bool,
    /// What is shown is compared with an earlier round.
    pub since: bool,
    /// Only issues are shown on which something has changed since.
    pub only_changed: bool,
}

/// The menu that a command stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Menu {
    File,
    Edit,
    Insert,
    View,
    Go,
    Help,
}

impl Menu {
    /// The menus from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Insert, Self::View, Self::Go, Self::Help];

    /// The word on the menu.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Insert => "Insert",
            Self::View => "View",
            Self::Go => "Go",
            Self::Help => "Help",
        }
    }
}

macro_rules! commands {
    ($( $(#[$meta:meta])* $name:ident: $menu:ident, $label:literal, $shortcut:expr, $enabled:expr; )*) => {
        /// An action that needs nothing but itself to be said.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Command { $( $(#[$meta])* $name, )* }

        impl Command {
            /// Every command, in the order of the menus.
            pub const ALL: &'static [Self] = &[ $( Self::$name, )* ];

            /// The menu it stands in.
            #[must_use]
            pub fn menu(self) -> Menu {
                match self { $( Self::$name => Menu::$menu, )* }
            }

            /// What it is called wherever it is shown.
            #[must_use]
            pub fn label(self) -> &'static str {
                match self { $( Self::$name => $label, )* }
            }

            /// The keys that run it.
            #[must_use]
            pub fn shortcut(self) -> Option<KeyboardShortcut> {
                match self { $( Self::$name => $shortcut, )* }
            }

            /// Whether it can be used now.
            #[must_use]
            pub fn is_enabled(self, situation: Situation) -> bool {
                let enabled: fn(Situation) -> bool = match self { $( Self::$name => $enabled, )* };
                enabled(situation)
            }
        }
    };
}

#[expect(clippy::unnecessary_wraps, reason = "the table below holds options")]
const fn ctrl(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND, key))
}

#[expect(clippy::unnecessary_wraps, reason = "the table below holds options")]
const fn ctrl_shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::COMMAND.plus(Modifiers::SHIFT), key))
}

#[expect(clippy::unnecessary_wraps, reason = "the table below holds options")]
const fn alt(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::ALT, key))
}

#[expect(clippy::unnecessary_wraps, reason = "the table below holds options")]
const fn alt_shift(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::ALT.plus(Modifiers::SHIFT), key))
}

#[expect(clippy::unnecessary_wraps, reason = "the table below holds options")]
const fn plain(key: Key) -> Option<KeyboardShortcut> {
    Some(KeyboardShortcut::new(Modifiers::NONE, key))
}

commands! {
    /// Begins a case on a page of its own.
    New: File, "New case…", ctrl(Key::N), |_| true;
    /// Shows the dialog for opening a file.
    Open: File, "Open…", ctrl(Key::O), |_| true;
    /// Asks for a path in the window, for machines without a file dialog.
    OpenPath: File, "Open by path…", ctrl_shift(Key::O), |_| true;
    /// Saves the case where it came from.
    Save: File, "Save", ctrl(Key::S), |now| now.case;
    /// Saves the case under another name.
    SaveAs: File, "Save as…", ctrl_shift(Key::S), |now| now.case;
    /// Saves the case to a path typed in the window.
    SaveAsPath: File, "Save as by path…", None, |now| now.case;
    /// Gives up what is unsaved and reads the file again.
    Revert: File, "Revert to saved…", None, |now| now.unsaved && now.file;
    /// Shows how the case differs from another version of it in a file.
    CompareWith: File, "Compare with file…", ctrl_shift(Key::D), |now| now.case;
    /// Takes a table in, into the case or a new one.
    ImportTable: File, "Import table…", ctrl_shift(Key::I), |_| true;
    /// Takes a table in that another program has put on the clipboard.
    PasteTable: File, "Paste table…", ctrl_shift(Key::V), |_| true;
    /// Shows the dialog that makes a document of the case.
    Export: File, "Export briefing…", ctrl_shift(Key::E), |now| now.case;
    /// Opens a copy of the version that was there before the first save over it.
    OpenBackup: File, "Open backup", None, |now| now.file;
    /// Goes back to the start page.
    CloseCase: File, "Close case", ctrl(Key::W), |now| now.case;
    /// Ends the program.
    Quit: File, "Quit", ctrl(Key::Q), |_| true;
    /// Takes the last step back.
    Undo: Edit, "Undo", ctrl(Key::Z), |now| now.undo.is_some();
    /// Does again what was undone last.
    Redo: Edit, "Redo", ctrl_shift(Key::Z), |now| now.redo.is_some();
    /// Opens what is selected for editing where it stands in the table.
    EditInPlace: Edit, "Edit in place", plain(Key::F2), |now| now.in_place;
    /// Adds a record like the selected one after it.
    Duplicate: Edit, "Duplicate", ctrl(Key::D), |now| now.selection;
    /// Moves what is selected before its neighbour.
    MoveUp: Edit, "Move up", alt_shift(Key::ArrowUp), |now| now.selection;
    /// Moves what is selected behind its neighbour.
    MoveDown: Edit, "Move down", alt_shift(Key::ArrowDown), |now| now.selection;
    /// Moves the selected party before its neighbour, in the case and not only on the screen.
    MovePartyLeft: Edit, "Move party left", alt_shift(Key::ArrowLeft), |now| now.party;
    /// Moves the selected party behind its neighbour, in the case and not only on the screen.
    MovePartyRight: Edit, "Move party right", alt_shift(Key::ArrowRight), |now| now.party;
    /// Asks to which cell the position is to go, or to which axis the issue.
    MoveTo: Edit, "Move to…", ctrl(Key::M), |now| now.position || now.issue;
    /// Asks with which other issue the selected one is to become one.
    MergeInto: Edit, "Merge into…", None, |now| now.issue;
    /// Takes out what is selected, after asking what becomes of what points at it.
    Remove: Edit, "Remove…", plain(Key::Delete), |now| now.selection;
    /// Puts the selected record's text on the clipboard, and what it rests on.
    Copy: Edit, "Copy with sources", ctrl(Key::C), |now| now.selection;
    /// Shows the selected record, or the case, as a form, or no longer.
    EditRecord: Edit, "Edit in the inspector", ctrl(Key::E), |now| now.case;
    /// Puts the cursor into the search field.
    Find: Edit, "Find…", ctrl(Key::F), |now| now.case;
    /// Goes to the next match.
    FindNext: Edit, "Find next", plain(Key::F3), |now| now.found;
    /// Goes to the match before.
    FindPrevious: Edit, "Find previous", Some(KeyboardShortcut::new(Modifiers::SHIFT, Key::F3)), |now| now.found;
    /// Shows the whole case again.
    ClearFilter: Edit, "Clear filter", ctrl_shift(Key::L), |now| now.filtered;
    /// Adds a demand to the cell.
    AddDemand: Insert, "New demand", plain(Key::D), |now| now.cell;
    /// Adds a concession to the cell.
    AddConcession: Insert, "New concession", plain(Key::C), |now| now.cell;
    /// Adds a red line to the cell.
    AddRedLine: Insert, "New red line", plain(Key::R), |now| now.cell;
    /// Adds an interest to the cell.
    AddInterest: Insert, "New interest", plain(Key::I), |now| now.cell;
    /// Adds an issue after the selected one.
    AddIssue: Insert, "New issue", plain(Key::N), |now| now.case;
    /// Adds a party.
    AddParty: Insert, "New party", plain(Key::P), |now| now.case;
    /// Adds an axis.
    AddAxis: Insert, "New axis", None, |now| now.case;
    /// Adds a proposal, of the selected party or else of the mediator.
    AddProposal: Insert, "New proposal", None, |now| now.parties;
    /// Adds a term on the issue to a proposal.
    AddTerm: Insert, "New term of a proposal", plain(Key::T), |now| now.on_issue && now.proposals;
    /// Adds an outcome.
    AddOutcome: Insert, "New outcome", None, |now| now.case;
    /// Adds a round.
    AddRound: Insert, "New round", None, |now| now.case;
    /// Adds an event.
    AddEvent: Insert, "New event", None, |now| now.case;
    /// Adds a source.
    AddSource: Insert, "New source", None, |now| now.case;
    /// Adds an entry to the glossary.
    AddGlossary: Insert, "New glossary entry", None, |now| now.case;
    /// Adds a note on what is selected, or on the case.
    AddNote: Insert, "New note", None, |now| now.case;
    /// Adds an assessment of the party on the issue.
    AddAssessment: Insert, "New assessment", None, |now| now.parties;
    /// Shows the comparison as a table.
    ShowTable: View, "Table", ctrl(Key::Num1), |now| now.case;
    /// Shows the comparison on the axes.
    ShowAxes: View, "On the axes", ctrl(Key::Num2), |now| now.case;
    /// Turns the table around, once more for axes as columns, and back.
    Transpose: View, "Turn rows and columns", ctrl(Key::T), |now| now.case && now.table;
    /// Folds or unfolds the axis of the selection.
    ToggleAxis: View, "Fold or unfold axis", ctrl(Key::Period), |now| now.case;
    /// Shows the columns that a case has when it is opened for the first time, in its order, as wide as there is room.
    ResetColumns: View, "Columns as in the case", None, |now| now.case;
    /// Asks for the round since which changes are marked.
    ChangedSince: View, "Changed since…", ctrl(Key::R), |now| now.rounds;
    /// Shows only issues on which something has changed since that round, or all again.
    OnlyChanged: View, "Only issues with changes", ctrl_shift(Key::R), |now| now.since;
    /// Folds or unfolds the navigator.
    ToggleNavigator: View, "Navigator", plain(Key::F6), |now| now.case;
    /// Folds or unfolds the inspector.
    ToggleInspector: View, "Inspector", plain(Key::F7), |now| now.case;
    /// Folds or unfolds the list of problems.
    ToggleProblems: View, "Problems", plain(Key::F8), |now| now.case;
    /// Folds or unfolds the list of steps.
    ToggleHistory: View, "History", plain(Key::F9), |now| now.case;
    /// The theme follows the system.
    ThemeSystem: View, "Theme: as the system", None, |_| true;
    /// The light theme.
    ThemeLight: View, "Theme: light", None, |_| true;
    /// The dark theme.
    ThemeDark: View, "Theme: dark", None, |_| true;
    /// Everything larger.
    ZoomIn: View, "Larger", ctrl(Key::Plus), |_| true;
    /// Everything smaller.
    ZoomOut: View, "Smaller", ctrl(Key::Minus), |_| true;
    /// Everything at 100 %.
    ZoomReset: View, "Actual size", ctrl(Key::Num0), |_| true;
    /// Selects what was selected before.
    Back: Go, "Back", alt(Key::ArrowLeft), |now| now.back;
    /// Undoes going back.
    Forward: Go, "Forward", alt(Key::ArrowRight), |now| now.forward;
    /// Moves the keyboard to the navigator.
    FocusNavigator: Go, "To the navigator", alt(Key::Num1), |now| now.case;
    /// Moves the keyboard to the comparison.
    FocusComparison: Go, "To the comparison", alt(Key::Num2), |now| now.case;
    /// Moves the keyboard to the inspector.
    FocusInspector: Go, "To the inspector", alt(Key::Num3), |now| now.case;
    /// Shows everything that can be done, to be found by typing.
    Palette: Help, "All commands…", ctrl(Key::K), |_| true;
    /// Shows the list of shortcuts.
    Shortcuts: Help, "Keyboard shortcuts", plain(Key::F1), |_| true;
    /// Says which program this is.
    About: Help, "About Demarche", None, |_| true;
}

impl Command {
    /// Whether a text field that has the keyboard keeps the command's keys for itself.
    #[must_use]
    pub fn yields_to_typing(self) -> bool {
        let own = matches!(self, Self::Copy | Self::Undo | Self::Redo);
        own || self.is_typed()
            || self.shortcut().is_some_and(|keys| keys.modifiers == Modifiers::ALT.plus(Modifiers::SHIFT))
    }

    /// Whether its key is a letter by itself, which means something only where the keyboard is on a thing of the table.
    #[must_use]
    pub fn is_letter(self) -> bool {
        let is_letter = |keys: KeyboardShortcut| keys.logical_key.name().len() == 1;
        self.is_typed() && self.shortcut().is_some_and(is_letter)
    }

    /// Whether its key is a letter or sign without Ctrl or Alt, which is typed where anything can be typed.
    #[must_use]
    pub fn is_typed(self) -> bool {
        let typed = |keys: KeyboardShortcut| {
            // The keys above the digits are never typed.
            let is_function = keys.logical_key.name().strip_prefix('F').is_some_and(|number| !number.is_empty());
            keys.modifiers.is_none() && !is_function
        };
        self.shortcut().is_some_and(typed)
    }
}

/// What can be chosen for what is selected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The position goes to this party's cell on this issue.
    Cell(PositionId, PartyId, IssueId),
    /// The issue goes to this axis, before one of its issues or to its end.
    Axis(IssueId, Option<IssueId>, AxisId),
    /// The first issue becomes one with the second.
    Merge(IssueId, IssueId),
    /// The proposal gets a term on the issue.
    Term(ProposalId, IssueId),
    /// What is shown is compared with this round, or with none.
    Since(Option<RoundId>),
}

/// A case that is shipped with the program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sample {
    /// The talks of January 2026.
    Paris,
    /// An empty case for a new negotiation.
    Template,
}

/// What is to become of a file that somebody else has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutsideAnswer {
    /// Their version takes the place of ours, as a step that can be undone.
    TakeTheirs,
    /// Both sides' changes come together.
    Merge,
    /// Ours stays, and the next save writes over theirs.
    KeepOurs,
    /// Both are left apart that were coming together.
    Stop,
}

/// What a view asks for; the app does it after the frame.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// Run a command.
    Do(Command),
    /// Open this file.
    Open(PathBuf),
    /// Take this file off the list of recent files.
    Forget(PathBuf),
    /// Open a sample as an untitled copy.
    OpenSample(Sample),
    /// Select a record, show it in the inspector and bring it into view.
    Select(Ref),
    /// Select nothing.
    Deselect,
    /// Show another part of the case.
    Filter(Filter),
    /// Show these columns, in this order.
    Columns(Vec<Column>),
    /// Go to a problem's place.
    Problem(usize),
    /// Stop what is being loaded.
    CancelLoading,
    /// Open a web address in the browser.
    OpenUrl(String),
    /// Put a text on the clipboard.
    CopyText(String),
    /// Change the case.
    Edit(Box<Edit>),
    /// What is typed from now on is a step of its own.
    Seal,
    /// A field of a record that has just been made has been left.
    LeaveField,
    /// Change the case by an edit that adds a record, and have it written in its form.
    Add(Box<Edit>),
    /// Have a record written in its form; the run is the one in which it has been added.
    Write(RecordKey, Option<u64>),
    /// Take back what has been typed since the field was entered.
    CancelRun,
    /// Take a record out of the case, after asking what becomes of what points at it.
    Remove(RecordKey),
    /// Take back what the run has added, or take it out again where it has become a part of the file.
    Abandon(RecordKey),
    /// Change the case as was chosen from a list.
    Choose(Choice),
    /// Show the comparison again in place of the differences.
    EndComparing,
    /// Undo or redo until so many steps are done.
    Jump(usize),
    /// Decide what becomes of what somebody else has made of the file.
    Outside(OutsideAnswer),
    /// What could not be done, or has been done, has been read.
    Dismiss,
    /// Open a document that was exported with the program that the desktop has for it.
    OpenExported(PathBuf),
    /// Show a document that was exported in the desktop's file manager.
    ShowExported(PathBuf),
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn no_two_commands_share_a_shortcut() {
        let mut seen: HashMap<(Modifiers, Key), Command> = HashMap::new();
        for command in Command::ALL {
            let Some(shortcut) = command.shortcut() else { continue };
            let earlier = seen.insert((shortcut.modifiers, shortcut.logical_key), *command);
            assert_eq!(earlier, None, "{command:?} has the shortcut of an earlier command");
        }
    }

    #[test]
    fn no_two_commands_share_a_label() {
        for (number, command) in Command::ALL.iter().enumerate() {
            let twin = Command::ALL[..number].iter().find(|earlier| earlier.label() == command.label());
            assert_eq!(twin, None, "{command:?}");
        }
    }

    #[test]
    fn undo_and_redo_are_named_after_what_they_do() {
        use crate::edit::Noun;
        let nothing = Situation::default();
        assert_eq!(Command::Undo.label_now(nothing), "Undo");
        let now = Situation { undo: Some(Intent::Edit(Noun::Demand)), redo: Some(Intent::Add(Noun::Issue)), ..nothing };
        assert_eq!(Command::Undo.label_now(now), "Undo edit demand");
        assert_eq!(Command::Redo.label_now(now), "Redo add issue");
        assert_eq!(Command::Save.label_now(now), "Save");
    }

    #[test]
    fn without_a_case_only_what_needs_none_can_be_used() {
        let usable: Vec<Command> =
            Command::ALL.iter().copied().filter(|command| command.is_enabled(Situation::default())).collect();
        assert!(usable.contains(&Command::Open) && usable.contains(&Command::Quit));
        assert!(!usable.contains(&Command::Save) && !usable.contains(&Command::Find));
    }
}
