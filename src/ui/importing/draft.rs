//! A draft with brackets: its paragraphs beside what each party reads in them, and what the names in it stand for.

use egui::{Color32, Id, ScrollArea, Sense, Ui, pos2, vec2};

use super::sheet::{Cell, Parts, Sheet, column_width, sheet_ui};
use super::task::Done;
use super::view::ImportView;
use crate::case::{Kind, Snapshot};
use crate::import::brackets::{LabelUse, Meaning, Version};
use crate::import::{Certainty, PartyChoice, Place};
use crate::ui::begin::{choice_ui, option_ui};
use crate::ui::text::{Look, Mark, Rule, Text, text_ui};
use crate::ui::theme::{self, GAP, INSET, Palette, UNIT};
use crate::ui::widgets::controls::section_ui;
use crate::words::{import, importing as words, terms};

/// The least and the most that a column is wide, in points.
const NARROW: f32 = 220.0;
const WIDE: f32 = 520.0;
/// The height of a paragraph, in points: four lines.
const ROW: f32 = 80.0;
/// The height of the columns' names, in points.
const HEAD: f32 = 30.0;
/// The most room that the names take, in points.
const NAMES: f32 = 118.0;
/// The width of a name with its menu, in points.
const NAME: f32 = 296.0;
/// The height of a menu, in points.
const FIELD: f32 = 31.0;
/// The width of a menu, in points.
const MENU: f32 = 184.0;

/// Shows the draft.
pub(super) fn draft_ui(ui: &mut Ui, view: &mut ImportView, done: Option<&Done>, base: &Snapshot, height: f32) {
    let top = ui.cursor().top();
    names_ui(ui, view, base);
    ui.add_space(INSET);
    let versions = done.map_or(&[][..], Done::versions);
    let columns = Readers::of(versions);
    let sheet = Sheet {
        id: Id::unique("import draft"),
        name: words::PARAGRAPHS,
        rows: versions.len(),
        columns: columns.count(),
        width: column_width(ui, columns.count(), NARROW, WIDE),
        row_height: ROW,
        head_height: HEAD,
        lines: 4,
    };
    let mut parts = DraftParts { versions, columns, base };
    let left = (height - (ui.cursor().top() - top)).max(HEAD + ROW);
    sheet_ui(ui, &sheet, &mut view.cursor, left, &mut parts);
}

/// The names in the text, each with a menu that says what it stands for.
fn names_ui(ui: &mut Ui, view: &mut ImportView, base: &Snapshot) {
    let labels = view.choices.as_ref().map(|choices| choices.labels.clone()).unwrap_or_default();
    section_ui(ui, &words::names(labels.len()));
    ui.add_space(UNIT);
    if labels.is_empty() {
        text_ui(ui, words::NO_NAMES, &Palette::of(ui).label());
        return;
    }
    let mut chosen = None;
    ScrollArea::vertical().id_salt("import names").max_height(NAMES).auto_shrink([false, true]).show(ui, |ui| {
        ui.spacing_mut().item_spacing = vec2(GAP, INSET);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few names beside each other")]
        let beside = ((ui.available_width() + GAP) / (NAME + GAP)).floor().max(1.0) as usize;
        for line in labels.chunks(beside) {
            ui.horizontal_top(|ui| {
                for label in line {
                    ui.vertical(|ui| {
                        ui.set_width(NAME);
                        if let Some(meaning) = name_ui(ui, label, &labels, base) {
                            chosen = Some((label.name.clone(), meaning));
                        }
                    });
                }
            });
        }
    });
    if let Some((name, meaning)) = chosen {
        view.correct_label(&name, meaning);
    }
}

fn name_ui(ui: &mut Ui, label: &LabelUse, all: &[LabelUse], base: &Snapshot) -> Option<Meaning> {
    let palette = Palette::of(ui);
    let mut chosen = None;
    ui.horizontal_top(|ui| {
        ui.spacing_mut().item_spacing.x = INSET;
        let words = words::name_in_draft(&label.name, label.count);
        let look = theme::colored(palette.label(), palette.ink);
        let room = NAME - MENU - 2.0 * INSET;
        let (rect, _) = ui.allocate_exact_size(vec2(room, FIELD), Sense::hover());
        let laid = Text::new(&words, &look).max_rows(1).layout(ui.ctx(), room);
        laid.paint(ui.painter(), pos2(rect.left(), rect.center().y - laid.size().y / 2.0));
        ui.vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            choice_ui(ui, &words::name_means(&label.name), &meaning_name(&label.meaning, base), MENU, |ui| {
                for other in meanings(label, all, base) {
                    if option_ui(ui, other == label.meaning, &meaning_name(&other, base)).clicked() {
                        chosen = Some(other);
                    }
                }
            });
            if label.certainty == Certainty::Unsure {
                text_ui(ui, words::UNSURE, &theme::colored(palette.label(), palette.ochre));
            }
        });
    });
    chosen
}

fn meaning_name(meaning: &Meaning, base: &Snapshot) -> String {
    match meaning {
        Meaning::Party(choice) => choice.name(base),
        Meaning::Option => words::AN_OPTION.to_owned(),
        Meaning::Ignore => import::NOT_READ.to_owned(),
    }
}

/// What a name can stand for: a party of the case, one of its own name, that of another name, an option, nothing.
fn meanings(label: &LabelUse, all: &[LabelUse], base: &Snapshot) -> Vec<Meaning> {
    let in_case = base.case().parties.iter().map(|party| Meaning::Party(PartyChoice::Existing(party.id.clone())));
    let mut meanings: Vec<Meaning> = in_case.collect();
    let new = all.iter().filter(|other| matches!(other.meaning, Meaning::Party(PartyChoice::New { .. })));
    let own = Meaning::Party(PartyChoice::new(&label.name));
    for meaning in [own].into_iter().chain(new.map(|other| other.meaning.clone())) {
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }
    meanings.extend([Meaning::Option, Meaning::Ignore]);
    meanings
}

/// Who reads something somewhere in the text, in the order in which they come up.
struct Readers {
    parties: Vec<PartyChoice>,
    has_options: bool,
}

impl Readers {
    fn of(versions: &[Version]) -> Self {
        let mut parties: Vec<PartyChoice> = Vec::new();
        for (party, ..) in versions.iter().flat_map(|version| &version.said) {
            if !parties.contains(party) {
                parties.push(party.clone());
            }
        }
        Self { parties, has_options: versions.iter().any(|version| !version.options.is_empty()) }
    }

    /// With the column of the text itself.
    fn count(&self) -> usize {
        1 + self.parties.len() + usize::from(self.has_options)
    }
}

struct DraftParts<'a> {
    versions: &'a [Version],
    columns: Readers,
    base: &'a Snapshot,
}

impl Parts for DraftParts<'_> {
    fn head_ui(&mut self, ui: &mut Ui, column: usize, _width: f32) {
        let party = column.checked_sub(1).and_then(|at| self.columns.parties.get(at));
        let name = match (column, party) {
            (0, _) => words::THE_TEXT.to_owned(),
            (_, Some(party)) => party.name(self.base),
            (_, None) => words::OPTIONS.to_owned(),
        };
        ui.add_space(UNIT);
        ui.horizontal(|ui| {
            ui.add_space(INSET);
            ui.add(Text::new(&name, &Palette::of(ui).strong_label()).max_rows(1));
        });
    }

    fn name(&self, ui: &Ui, row: usize) -> (String, Look) {
        let place = match self.versions.get(row).map(|version| version.place) {
            Some(Place::Text { line, .. }) => words::line(line + 1),
            Some(place) => place.to_string(),
            None => String::new(),
        };
        (place, Palette::of(ui).label())
    }

    fn cell(&self, ui: &Ui, row: usize, column: usize) -> Cell<'_> {
        let palette = Palette::of(ui);
        let look = theme::colored(palette.label(), palette.ink);
        let plain = |text: String, look: Look| Cell { text: text.into(), look, marks: Vec::new(), is_heading: false };
        let Some(version) = self.versions.get(row) else { return plain(String::new(), look) };
        if column == 0 {
            let mark = |range: &std::ops::Range<usize>| Mark {
                range: range.clone(),
                ground: Color32::TRANSPARENT,
                outline: None,
                rule: Some(Rule::Under(palette.focus)),
            };
            let marks = version.alternatives.iter().map(mark).collect();
            return Cell { text: version.text.as_str().into(), look, marks, is_heading: false };
        }
        let Some(party) = self.columns.parties.get(column - 1) else {
            let options = version.options.iter().map(|(label, text)| words::option(label, text));
            return plain(options.collect::<Vec<_>>().join("\n"), look);
        };
        let said = version.said.iter().filter(|(own, ..)| own == party);
        let said: Vec<String> = said
            .map(
                |(_, kind, text)| {
                    if *kind == Kind::RedLine { words::of_kind(terms::kind(kind), text) } else { text.clone() }
                },
            )
            .collect();
        if said.is_empty() {
            return plain(words::NO_READING.to_owned(), palette.label());
        }
        plain(said.join("\n"), look)
    }
}
