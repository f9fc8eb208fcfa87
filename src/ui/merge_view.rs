//! Two versions of a case that clash: side by side, to be decided one by one or all at once.

use std::sync::Arc;

use egui::accesskit::Role;
use egui::{Context, Key, Modifiers, ScrollArea, Ui, WidgetInfo, vec2};

use super::dialogs::{heading_ui, modal};
use super::differences::{DifferencesView, differences_ui};
use super::merge_card::{Card, card_ui};
use super::text::text_ui;
use super::theme::{self, GAP, INSET, Palette, UNIT};
use super::widgets::controls::{Weight, answers_ui, button_ui, buttons_ui, default_button};
use super::widgets::section::{hairline_ui, stepped_ui};
use crate::case::Snapshot;
use crate::edit::diff::diff;
use crate::edit::merge::{Choice, Merged};
use crate::words::fields::Reader;
use crate::words::{merging, screen};

/// The width of the page, in points.
const WIDTH: f32 = 1040.0;

/// A merge, and how far one has got in deciding it.
#[derive(Clone, Debug)]
pub struct MergeView {
    /// The name of the file that both have changed.
    file: String,
    cards: Vec<Card>,
    choices: Vec<Option<Choice>>,
    /// What comes in from the file without a question.
    taken_in: DifferencesView,
    /// What is done by itself and should be told; empty for nothing.
    news: String,
    /// What comes of both is saved at once.
    saves: bool,
}

/// What the page was left with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeAnswer {
    /// Bring both together, with each conflict settled by the choice of the same number.
    Take(Vec<Choice>),
    /// Leave everything as it is.
    Cancel,
}

impl MergeView {
    /// A merge of the open case and what is now in its file, which is called `file_name`; with `saves` it is the first
    /// half of saving.
    #[must_use]
    pub fn new(merged: &Merged, ours: &Snapshot, theirs: &Snapshot, file_name: String, saves: bool) -> Self {
        let base = Snapshot::new(Arc::new(merged.base().clone()));
        let now = Snapshot::new(Arc::new(merged.case.clone()));
        let ours_first = Reader::new(vec![ours, theirs, &base]);
        let theirs_first = Reader::new(vec![theirs, ours, &base]);
        let card = |conflict| Card::new(conflict, &base, &ours_first, &theirs_first);
        let taken_in = diff(ours.case(), now.case());
        let now_first = Reader::new(vec![&now]);
        Self {
            file: file_name,
            cards: merged.conflicts.iter().map(card).collect(),
            choices: vec![None; merged.conflicts.len()],
            taken_in: DifferencesView::new(ours, &now, &taken_in).unlinked(),
            news: merging::news(&merged.news, |record| now_first.record(record)),
            saves,
        }
    }

    fn undecided(&self) -> usize {
        self.choices.iter().filter(|choice| choice.is_none()).count()
    }

    fn decide_all(&mut self, choice: Choice) {
        self.choices.fill(Some(choice));
    }
}

/// Shows the page; answers once it is left.
pub fn merge_ui(ctx: &Context, view: &mut MergeView) -> Option<MergeAnswer> {
    // Taken before the version that has the keyboard counts it as a click.
    let is_done = ctx.input_mut(|input| input.consume_key(Modifiers::COMMAND, Key::Enter));
    let shown = modal(ctx, "merge", WIDTH).show(ctx, |ui| {
        ui.set_width(WIDTH.min(ui.available_width()));
        heading_ui(ui, merging::HEADING);
        intro_ui(ui, view);
        ui.add_space(INSET);
        hairline_ui(ui);
        let most = (ui.ctx().content_rect().height() - 330.0).max(160.0);
        ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
            ui.spacing_mut().item_spacing = vec2(INSET, UNIT);
            if view.cards.is_empty() {
                ui.add_space(INSET);
                differences_ui(ui, &view.taken_in, &mut Vec::new());
            }
            let MergeView { cards, choices, .. } = view;
            stepped_ui(ui, "conflicts", cards.len(), |ui, number| {
                if let (Some(card), Some(choice)) = (cards.get(number), choices.get_mut(number)) {
                    ui.push_id(number, |ui| card_ui(ui, card, number, choice));
                }
            });
        });
        hairline_ui(ui);
        buttons_ui(ui, |ui| answer_ui(ui, view, is_done))
    });
    shown.response.widget_info(|| WidgetInfo::labeled(Role::Dialog, true, merging::HEADING));
    let closed = shown.should_close().then_some(MergeAnswer::Cancel);
    shown.inner.or(closed)
}

fn intro_ui(ui: &mut Ui, view: &MergeView) {
    let palette = Palette::of(ui);
    if view.cards.is_empty() {
        let words = if view.taken_in.is_empty() { merging::NOTHING_NEW } else { merging::NO_CONFLICT };
        text_ui(ui, words, &palette.text());
        return;
    }
    text_ui(ui, &merging::intro(&view.file, view.cards.len()), &palette.text());
    text_ui(ui, &merging::taken_in(&view.taken_in.summary()), &palette.label());
    if !view.news.is_empty() {
        text_ui(ui, &view.news, &palette.label());
    }
    text_ui(ui, merging::KEYS, &palette.label());
}

fn answer_ui(ui: &mut Ui, view: &mut MergeView, is_done: bool) -> Option<MergeAnswer> {
    let palette = Palette::of(ui);
    let label = if view.saves { merging::MERGE_AND_SAVE } else { merging::MERGE };
    let line = |from_left: bool| {
        let center = egui::Align::Center;
        if from_left { egui::Layout::left_to_right(center) } else { egui::Layout::right_to_left(center) }
    };
    // In the order in which they are read, as the keyboard comes to them.
    let [cancel, merge] = ui
        .with_layout(line(true), |ui| {
            ui.spacing_mut().item_spacing.x = INSET;
            if !view.cards.is_empty() {
                if button_ui(ui, merging::ALL_MINE, Weight::Secondary).clicked() {
                    view.decide_all(Choice::Ours);
                }
                if button_ui(ui, merging::ALL_THEIRS, Weight::Secondary).clicked() {
                    view.decide_all(Choice::Theirs);
                }
            }
            ui.with_layout(line(false), |ui| {
                let undecided = view.undecided();
                let words = [(screen::CANCEL, Weight::Secondary, true), (label, Weight::Primary, undecided == 0)];
                let answers = answers_ui(ui, words);
                if !view.cards.is_empty() {
                    ui.add_space(GAP);
                    let color = if undecided == 0 { palette.green } else { palette.ochre };
                    text_ui(ui, &merging::undecided(undecided), &theme::colored(palette.label(), color));
                }
                answers
            })
            .inner
        })
        .inner;
    if view.cards.is_empty() {
        default_button(&merge);
    }
    if merge.clicked() || (is_done && view.undecided() == 0) {
        return Some(MergeAnswer::Take(view.choices.iter().copied().flatten().collect()));
    }
    cancel.clicked().then_some(MergeAnswer::Cancel)
}
