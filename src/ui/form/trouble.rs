//! The problems of a record, each beside the field that it concerns.

use std::sync::Arc;

use egui::{Id, Role, Sense, Ui, WidgetInfo, vec2};

use super::{Form, Input};
use crate::case::{Case, Path, Problem, ProblemKind, Step};
use crate::command::Request;
use crate::edit::{self, Key, ListName, Repair};
use crate::ui::text::Text;
use crate::ui::theme::{self, UNIT};
use crate::ui::widgets::icons::{Icon, paint_icon};
use crate::ui::widgets::section::quiet_button_ui;
use crate::words::{edits, panels, problem, problem_hint};

/// Before the words of a problem, in points.
const ICON_ROOM: f32 = 20.0;

/// What was gathered, and from what.
#[derive(Clone)]
struct Cached {
    case: Arc<Case>,
    problems: (usize, usize),
    own: Arc<Vec<Own>>,
}

/// A problem of a record.
#[derive(Debug)]
pub(super) struct Own {
    /// As a number into the list of all.
    number: usize,
    repair: Option<Repair>,
}

/// The problems of a record and their repairs; gathered once, not in every frame.
pub(super) fn concerning(ui: &Ui, input: &Input<'_>, key: &Key, place: Option<(ListName, usize)>) -> Arc<Vec<Own>> {
    let id = Id::unique(("problems of", key));
    let place_of_list = (input.problems.as_ptr().addr(), input.problems.len());
    let case = input.snapshot.case();
    let known = ui.data(|data| data.get_temp::<Cached>(id));
    if let Some(known) = known.filter(|it| Arc::ptr_eq(&it.case, case) && it.problems == place_of_list) {
        return known.own;
    }
    let is_own = |problem: &Problem| match (key.target(), place) {
        (Some(target), _) => problem.subject.as_ref() == Some(target),
        (None, Some((list, at))) => match problem.path.0.as_slice() {
            [Step::Key(key), Step::Index(index), ..] => key == list.key() && *index == at,
            _ => false,
        },
        (None, None) => problem.path.0.len() == 1,
    };
    // A list that is worked out for an earlier version may place the record elsewhere, where nothing must be written.
    let is_in_place = |problem: &Problem| match (place, problem.path.0.as_slice()) {
        (Some((list, at)), [Step::Key(key), Step::Index(index), ..]) => key == list.key() && *index == at,
        (place, _) => place.is_none(),
    };
    let numbers = input.problems.iter().enumerate().filter(|(_, problem)| is_own(problem));
    let own = numbers.map(|(number, problem)| {
        let repair = is_in_place(problem).then(|| edit::repair(input.snapshot, problem)).flatten();
        Own { number, repair }
    });
    let own: Arc<Vec<Own>> = Arc::new(own.collect());
    let cached = Cached { case: Arc::clone(case), problems: place_of_list, own: Arc::clone(&own) };
    ui.data_mut(|data| data.insert_temp(id, cached));
    own
}

impl Form<'_> {
    /// The problems at a place of the record, as numbers into its own; with `below` also those of what stands in it.
    fn problems_at(&self, path: &Path, below: bool) -> Vec<usize> {
        let skip = if self.scope.place.is_some() { 2 } else { 0 };
        let is_here = |own: &Own| {
            let Some(problem) = self.input.problems.get(own.number) else { return false };
            let Some(rest) = problem.path.0.get(skip..) else { return false };
            if below { rest.starts_with(&path.0) } else { rest == path.0.as_slice() }
        };
        let own = self.scope.problems.iter().enumerate();
        own.filter(|(_, own)| is_here(own)).map(|(number, _)| number).collect()
    }

    /// Whether something is wrong at a place of the record, or within it.
    pub(super) fn is_troubled(&self, path: &Path) -> bool {
        !self.problems_at(path, true).is_empty()
    }

    /// Shows what is wrong at a place of the record, and offers to mend it.
    pub(super) fn trouble_ui(&mut self, ui: &mut Ui, path: &Path, below: bool) {
        for number in self.problems_at(path, below) {
            self.problem_ui(ui, number);
        }
    }

    /// Shows what is wrong with the record as a whole.
    pub fn record_trouble_ui(&mut self, ui: &mut Ui) {
        self.trouble_ui(ui, &Path::default(), false);
    }

    fn problem_ui(&mut self, ui: &mut Ui, number: usize) {
        let problems = Arc::clone(&self.scope.problems);
        let Some(own) = problems.get(number) else { return };
        let Some(found) = self.input.problems.get(own.number) else { return };
        // The date field itself says what it makes of the date, as it is typed.
        if matches!(found.kind, ProblemKind::UnreadableDate(_)) {
            return;
        }
        let (what, hint) = (problem(&found.kind), problem_hint(&found.kind));
        let words = format!("{what} {hint}");
        let look = theme::colored(self.palette.label(), self.palette.ochre);
        let laid = Text::new(&words, &look).layout(ui.ctx(), ui.available_width() - ICON_ROOM);
        let size = vec2(ui.available_width(), laid.size().y + UNIT);
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, panels::problem_name(&what, &hint)));
        let line = laid.rows().next().map_or(0.0, |row| row.height());
        let center = rect.min + vec2(7.0, UNIT / 2.0 + line / 2.0);
        paint_icon(ui.painter(), center, 14.0, Icon::Problem, self.palette.ochre);
        laid.paint(ui.painter(), rect.min + vec2(ICON_ROOM, UNIT / 2.0));
        if let Some(repair) = &own.repair {
            ui.horizontal(|ui| {
                ui.add_space(ICON_ROOM - ui.spacing().item_spacing.x);
                if ui
                    .push_id(("repair", number), |ui| quiet_button_ui(ui, &edits::repair(&repair.kind)).clicked())
                    .inner
                {
                    self.out.push(Request::Edit(Box::new(repair.edit.clone())));
                }
            });
        }
    }
}
