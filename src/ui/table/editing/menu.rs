//! The menu of what stands in the table, by the right button of the mouse or the menu key.

use egui::containers::menu::menu_style;
use egui::{Align, Id, Layout, Popup, PopupKind, Pos2, Response, Ui};

use super::super::grid::Scene;
use super::super::sheet::Item;
use super::super::{TABLE, TableView};
use crate::command::{Command, Request};
use crate::compare::{Column, Comparison, Entry};
use crate::ui::menu_bar::{command_ui, separator_ui};

/// What a menu is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Position,
    Term,
    Issue,
    Party,
    /// The column of what has been proposed.
    Proposals,
    Axis,
    /// A cell without a position.
    Cell,
    /// The kinds of positions alone.
    New,
}

/// A menu that is open.
#[derive(Clone, Copy, Debug)]
pub(in super::super) struct Menu {
    about: About,
    at: Pos2,
    /// How often it has been shown.
    shown: u8,
}

const NEW: &[Command] = &[Command::AddDemand, Command::AddConcession, Command::AddRedLine, Command::AddInterest];

impl About {
    fn of(comparison: &Comparison, item: Item) -> Option<Self> {
        Some(match item {
            Item::Entry(Entry::Position(_)) => Self::Position,
            Item::Entry(Entry::Term { .. }) | Item::Proposal(_) => Self::Term,
            Item::Issue(_) | Item::IssueLine(_) => Self::Issue,
            Item::Column(column) => match comparison.columns.get(column as usize)? {
                Column::Party(_) => Self::Party,
                Column::Proposals => Self::Proposals,
            },
            Item::Band(_) | Item::Axis(_) | Item::AddIssue(_) => Self::Axis,
            Item::Nothing | Item::Former(_) | Item::Filtered(_) => Self::Cell,
            Item::Blank => return None,
        })
    }

    /// What it offers, in groups.
    fn groups(self) -> &'static [&'static [Command]] {
        use Command as C;
        match self {
            Self::Position => &[
                &[C::EditInPlace, C::EditRecord],
                NEW,
                &[C::AddNote],
                &[C::Duplicate, C::MoveUp, C::MoveDown, C::MoveTo],
                &[C::Copy, C::Remove],
            ],
            Self::Term => {
                &[&[C::EditInPlace, C::EditRecord], &[C::AddTerm, C::AddNote], &[C::Duplicate], &[C::Copy, C::Remove]]
            }
            Self::Issue => &[
                &[C::EditInPlace, C::EditRecord],
                &[C::AddIssue, C::AddTerm, C::AddNote, C::AddAssessment],
                &[C::Duplicate, C::MoveUp, C::MoveDown, C::MoveTo, C::MergeInto],
                &[C::Copy, C::Remove],
            ],
            Self::Party => &[
                &[C::EditInPlace, C::EditRecord],
                &[C::AddParty, C::AddProposal, C::AddNote, C::AddAssessment],
                &[C::Duplicate, C::MovePartyLeft, C::MovePartyRight],
                &[C::Copy, C::Remove],
            ],
            Self::Proposals => &[&[C::AddProposal]],
            Self::Axis => &[
                &[C::EditInPlace, C::EditRecord, C::ToggleAxis],
                &[C::AddIssue, C::AddAxis],
                &[C::MoveUp, C::MoveDown],
                &[C::Remove],
            ],
            Self::Cell => &[NEW, &[C::AddNote, C::AddAssessment]],
            Self::New => &[NEW],
        }
    }
}

impl TableView {
    /// Opens the menu of an item when it is asked for by the right button, or by the key where the keyboard is.
    ///
    /// True when the item is to be selected for it.
    pub(in super::super) fn menu_on(
        &mut self,
        scene: &Scene<'_>,
        response: &Response,
        item: Item,
        focused: bool,
    ) -> bool {
        let by_key = focused && std::mem::take(&mut self.wants_menu);
        let pointed = response.secondary_clicked().then(|| response.interact_pointer_pos()).flatten();
        let at = if by_key { Some(response.rect.left_bottom()) } else { pointed };
        let (Some(at), Some(about)) = (at, About::of(scene.input.comparison, item)) else { return false };
        self.menu = Some(Menu { about, at, shown: 0 });
        true
    }

    /// Opens the menu of what can be added to a cell.
    pub(in super::super) fn menu_of_new(&mut self, at: Pos2) {
        self.menu = Some(Menu { about: About::New, at, shown: 0 });
    }
}

/// Shows the menu that is open.
pub(in super::super) fn menu_ui(ui: &Ui, view: &mut TableView, scene: &Scene<'_>, out: &mut Vec<Request>) {
    // Where nothing takes it, the key means nothing.
    view.wants_menu = false;
    let Some(menu) = &mut view.menu else { return };
    let id = Id::unique((TABLE, "context menu"));
    if menu.shown == 0 {
        Popup::open_id(ui.ctx(), id);
    }
    // What is selected for the menu is so only after the frame in which it was opened.
    menu.shown = menu.shown.saturating_add(1);
    let (about, first) = (menu.about, menu.shown == 2);
    let situation = scene.input.situation;
    let asked = out.len();
    Popup::new(id, ui.ctx().clone(), menu.at, ui.layer_id())
        .kind(PopupKind::Menu)
        .layout(Layout::top_down_justified(Align::Min))
        .style(menu_style)
        .open_memory(None)
        .anchor_widget(scene.id)
        .show(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            let mut wants_focus = first;
            for (number, group) in about.groups().iter().enumerate() {
                if number > 0 {
                    separator_ui(ui);
                }
                for command in *group {
                    let response = command_ui(ui, *command, situation, out);
                    if std::mem::take(&mut wants_focus) {
                        response.request_focus();
                    }
                }
            }
        });
    if menu.shown == 1 {
        ui.ctx().request_repaint();
    } else if !Popup::is_id_open(ui.ctx(), id) {
        view.menu = None;
        // Unless something else was pressed, the keyboard goes back to the table.
        if out.len() > asked || ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            ui.memory_mut(|memory| memory.request_focus(scene.id));
        }
    }
}
