//! Fields that point at a record, found by typing a part of its name.

use egui::{Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::popup::{Chosen, Entry, Face, List};
use super::{Field, Form, opener_ui};
use crate::case::{IssueId, OptionId, PartyId, PositionId, Ref, Snapshot, SourceId};
use crate::command::Request;
use crate::edit::{self, ListName};
use crate::ui::text::Text;
use crate::ui::theme::{self, UNIT};
use crate::ui::widgets::controls::icon_button_ui;
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::link::{MARK_ROOM, Mark, paint_mark};
use crate::words::{form as words, names};

/// The records that a field can point at.
#[derive(Clone, Copy, Debug)]
pub enum Among<'a> {
    Parties,
    Axes,
    Issues,
    Rounds,
    Sources,
    /// The positions of a party, but for one.
    PositionsOf(&'a PartyId, &'a PositionId),
    /// What can be settled or agreed first: positions, issues, outcomes, proposals.
    Requirements,
    /// What can be disputed: positions, outcomes, events.
    Disputed,
    /// Everything that has an id.
    Anything,
}

impl Among<'_> {
    fn lists(self) -> &'static [ListName] {
        use ListName::{Axis, Event, Issue, Note, Outcome, Party, Position, Proposal, Round, Source};
        match self {
            Self::Parties => &[Party],
            Self::Axes => &[Axis],
            Self::Issues => &[Issue],
            Self::Rounds => &[Round],
            Self::Sources => &[Source],
            Self::PositionsOf(..) => &[Position],
            Self::Requirements => &[Issue, Position, Outcome, Proposal],
            Self::Disputed => &[Position, Outcome, Event],
            Self::Anything => &[Issue, Position, Party, Proposal, Outcome, Round, Event, Source, Axis, Note],
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Self::Parties => words::FIND_PARTY,
            Self::Axes => words::FIND_AXIS,
            Self::Issues => words::FIND_ISSUE,
            Self::Rounds => words::FIND_ROUND,
            Self::Sources => words::FIND_SOURCE,
            Self::PositionsOf(..) => words::FIND_POSITION,
            Self::Requirements | Self::Disputed | Self::Anything => words::FIND_ANYTHING,
        }
    }

    /// What can be chosen, as references, each found by its name and its id.
    fn entries(self, snapshot: &Snapshot) -> Vec<Entry> {
        let case = snapshot.case();
        let records = self.lists().iter().flat_map(|list| {
            (0..list.len(case)).filter_map(|at| list.get(case, at)).filter(move |record| match (self, record) {
                (Self::PositionsOf(party, but), edit::Record::Position(position)) => {
                    position.party == *party && position.id != *but
                }
                _ => true,
            })
        });
        let targets = records.filter_map(|record| record.target());
        targets
            .map(|target| {
                let name = names::of(snapshot, &target);
                Entry::new(target.to_string(), &format!("{} {} {}", name.text, name.head, target.id()))
            })
            .collect()
    }
}

/// What was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Pick {
    /// Nothing: the field is to be empty.
    Nothing,
    /// A record.
    Record(Ref),
    /// A new one, by what was typed.
    New(String),
}

impl<'a> Form<'a> {
    /// The party that a field names.
    pub fn party_ui(&mut self, ui: &mut Ui, field: &Field, party: &mut PartyId) {
        let current = Ref::Party(party.clone());
        if let Some(Pick::Record(Ref::Party(id))) =
            self.record_pick_ui(ui, field, Some(&current), Among::Parties, false)
        {
            *party = id;
        }
    }

    /// The party that a field may name.
    pub fn optional_party_ui(&mut self, ui: &mut Ui, field: &Field, party: &mut Option<PartyId>) {
        let current = party.clone().map(Ref::Party);
        match self.record_pick_ui(ui, field, current.as_ref(), Among::Parties, true) {
            Some(Pick::Record(Ref::Party(id))) => *party = Some(id),
            Some(Pick::Nothing) => *party = None,
            _ => {}
        }
    }

    /// The issue that a field names; true when it is another one now.
    pub fn issue_ui(&mut self, ui: &mut Ui, field: &Field, issue: &mut IssueId) -> bool {
        let current = Ref::Issue(issue.clone());
        let picked = self.record_pick_ui(ui, field, Some(&current), Among::Issues, false);
        let Some(Pick::Record(Ref::Issue(id))) = picked else { return false };
        let changed = *issue != id;
        *issue = id;
        changed
    }

    /// Any record that a field has to point at.
    pub fn required_target_ui(&mut self, ui: &mut Ui, field: &Field, target: &mut Option<Ref>, among: Among<'_>) {
        if let Some(Pick::Record(picked)) = self.record_pick_ui(ui, field, target.as_ref(), among, false) {
            *target = Some(picked);
        }
    }

    /// Any record that a field may point at.
    pub fn target_ui(&mut self, ui: &mut Ui, field: &Field, target: &mut Option<Ref>, among: Among<'_>) {
        match self.record_pick_ui(ui, field, target.as_ref(), among, true) {
            Some(Pick::Record(picked)) => *target = Some(picked),
            Some(Pick::Nothing) => *target = None,
            _ => {}
        }
    }

    /// The source that a field names, or a new one.
    pub fn source_ui(&mut self, ui: &mut Ui, field: &Field, source: &mut SourceId) {
        let current = Ref::Source(source.clone());
        let pick = self.record_pick_ui(ui, field, Some(&current), Among::Sources, false);
        if let Some(id) = pick.and_then(|pick| self.picked_source(pick)) {
            *source = id;
        }
    }

    /// The source that a field may name, or a new one.
    pub fn optional_source_ui(&mut self, ui: &mut Ui, field: &Field, source: &mut Option<SourceId>) {
        let current = source.clone().map(Ref::Source);
        if let Some(pick) = self.record_pick_ui(ui, field, current.as_ref(), Among::Sources, true) {
            *source = self.picked_source(pick);
        }
    }

    /// The source that was picked; a new one is added together with the change of the record.
    pub fn picked_source(&mut self, pick: Pick) -> Option<SourceId> {
        let target = match pick {
            Pick::Nothing => None,
            Pick::Record(target) => Some(target),
            Pick::New(publisher) => {
                let (edit, target) = edit::add_source(self.snapshot, &publisher);
                self.first(edit);
                Some(target)
            }
        };
        if let Some(Ref::Source(id)) = target { Some(id) } else { None }
    }

    /// One of an issue's options, or none.
    pub fn option_ui(&mut self, ui: &mut Ui, field: &Field, issue: &IssueId, option: &mut Option<OptionId>) {
        let snapshot = self.snapshot;
        let known = snapshot.issue(issue).map_or(&[][..], |issue| &issue.options);
        let label = |id: &str| {
            let found = known.iter().find(|option| option.id.as_str() == id);
            found.map_or_else(|| words::unknown_option(id), |option| option.label.clone())
        };
        let shown = option.as_ref().map(|option| label(option.as_str()));
        let response = self.picker_ui(ui, field, shown.as_deref(), None, words::NONE);
        let current = option.as_ref().map(OptionId::as_str);
        let list = List { name: &field.name, search: None, nothing: Some(words::NONE), new: &|_| None, current };
        let entries = || known.iter().map(|it| Entry::new(it.id.as_str().to_owned(), &it.label)).collect();
        let face = |id: &str| Face { text: label(id), ..Face::default() };
        match list.show(&response, entries, face) {
            Some(Chosen::Value(id)) => *option = Some(id.as_str().into()),
            Some(Chosen::Nothing) => *option = None,
            Some(Chosen::New(_)) | None => {}
        }
        self.after_ui(ui, field);
    }

    /// A field that points at a record: what it points at, the way there, and the list to choose another from.
    fn record_pick_ui(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        current: Option<&Ref>,
        among: Among<'_>,
        optional: bool,
    ) -> Option<Pick> {
        self.label_ui(ui, &field.label);
        let snapshot = self.snapshot;
        let leads = current.filter(|target| snapshot.resolves(target));
        let picked = ui
            .horizontal_top(|ui| {
                ui.spacing_mut().item_spacing.x = UNIT;
                let room = if leads.is_some() { theme::CONTROL_HEIGHT + UNIT } else { 0.0 };
                let width = ui.available_width() - room;
                let picked = ui
                    .scope(|ui| {
                        ui.set_width(width);
                        let shown = current.map(|target| shown(snapshot, target));
                        let mark = current.and_then(|target| self.mark(target));
                        let unsaid = if optional { words::NONE } else { words::CHOOSE };
                        let response = self.picker_ui(ui, &field.clone().bare(), shown.as_deref(), mark, unsaid);
                        self.list_ui(&response, field, current, among, optional)
                    })
                    .inner;
                if let Some(target) = leads {
                    let name = words::open_record(&field.name);
                    if icon_button_ui(ui, Icon::Right, &name).clicked() {
                        self.out.push(Request::Select(target.clone()));
                    }
                }
                picked
            })
            .inner;
        self.after_ui(ui, field);
        picked
    }

    /// A button that opens a list of records to add one of them; its words are `label`.
    pub fn add_pick_ui(&mut self, ui: &mut Ui, field: &Field, label: &str, among: Among<'_>) -> Option<Pick> {
        let id = self.id(field).with("add");
        let (rect, response) = {
            let look = theme::colored(self.palette.label(), self.palette.focus);
            let laid = Text::new(label, &look).hug(true).layout(ui.ctx(), ui.available_width());
            let (_, rect) = ui.allocate_space(laid.size() + vec2(0.0, theme::INSET));
            let response = ui.interact(rect, id, Sense::click());
            laid.paint(ui.painter(), rect.min + vec2(0.0, UNIT));
            if response.hovered() {
                laid.paint_underline(ui.painter(), rect.min + vec2(0.0, UNIT));
            }
            (rect, response)
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), label));
        if response.gained_focus() {
            ui.scroll_to_rect(rect, None);
        }
        self.list_ui(&response.on_hover_cursor(egui::CursorIcon::PointingHand), field, None, among, false)
    }

    fn list_ui(
        &self,
        control: &egui::Response,
        field: &Field,
        current: Option<&Ref>,
        among: Among<'_>,
        optional: bool,
    ) -> Option<Pick> {
        let snapshot = self.snapshot;
        let value = current.map(ToString::to_string);
        let is_source = matches!(among, Among::Sources);
        let new = |typed: &str| (is_source && !typed.is_empty()).then(|| words::new_source(typed));
        let list = List {
            name: &field.name,
            search: Some(among.hint()),
            nothing: optional.then_some(words::NONE),
            new: &new,
            current: value.as_deref(),
        };
        let chosen = list.show(control, || among.entries(snapshot), |value| self.face(&Ref::from(value)))?;
        Some(match chosen {
            Chosen::Nothing => Pick::Nothing,
            Chosen::Value(value) => Pick::Record(Ref::from(value.as_str())),
            Chosen::New(typed) => Pick::New(typed),
        })
    }

    /// The control of a picker, as high as what it shows.
    pub(super) fn picker_ui(
        &mut self,
        ui: &mut Ui,
        field: &Field,
        shown: Option<&str>,
        mark: Option<Mark<'_>>,
        unsaid: &str,
    ) -> egui::Response {
        self.label_ui(ui, &field.label);
        let palette = self.palette;
        let ink = if shown.is_some() { palette.ink } else { palette.second };
        let look = theme::colored(palette.label(), ink);
        let indent = if mark.is_some() { MARK_ROOM } else { 0.0 };
        let words = shown.unwrap_or(unsaid);
        let width = ui.available_width() - theme::INSET - 24.0 - indent;
        let laid = Text::new(words, &look).max_rows(3).layout(ui.ctx(), width.max(1.0));
        let (response, room) = opener_ui(ui, self.id(field), laid.size().y + UNIT * 1.5, palette);
        let line = laid.rows().next().map_or(0.0, |row| row.height());
        let top = room.center().y - laid.size().y / 2.0;
        if let Some(mark) = mark {
            paint_mark(ui.painter(), palette, pos2(room.left() + 6.0, top + line / 2.0), mark);
        }
        laid.paint(ui.painter(), pos2(room.left() + indent, top));
        response.widget_info(|| WidgetInfo {
            current_text_value: Some(words.to_owned()),
            ..WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), &field.name)
        });
        self.follow(field, &response);
        response
    }

    fn face(&self, target: &Ref) -> Face<'a> {
        let mut name = names::of(self.snapshot, target);
        if let Ref::Source(id) = target
            && let Some(source) = self.snapshot.source(id)
        {
            name.text = names::source_detail(source);
            let is_alike = |other: &&std::sync::Arc<crate::case::Source>| {
                other.publisher == source.publisher && names::source_detail(other) == name.text
            };
            // Nothing else tells them apart.
            if self.snapshot.case().sources.iter().filter(is_alike).count() > 1 {
                name.text = format!("{} {id}", name.text).trim().into();
            }
        }
        let head_first = name.text.is_empty() || matches!(target, Ref::Source(_));
        let (text, note) = if head_first { (name.head, name.text) } else { (name.text, name.head) };
        Face { mark: self.mark(target), text, note }
    }

    /// The shape that goes before a record.
    #[must_use]
    pub fn mark(&self, target: &Ref) -> Option<Mark<'a>> {
        match target {
            Ref::Position(id) => self.snapshot.position(id).map(|position| Mark::Kind(&position.kind)),
            Ref::Issue(id) => self.snapshot.issue(id).map(|issue| Mark::Status(&issue.status)),
            Ref::Party(id) => self.snapshot.party_number(id).map(|number| Mark::Party(self.palette.accent(number))),
            _ => None,
        }
    }
}

/// A record in the field that points at it: for a position also whose it is.
fn shown(snapshot: &Snapshot, target: &Ref) -> String {
    let name = names::of(snapshot, target);
    match target {
        Ref::Party(_) | Ref::Round(_) | Ref::Axis(_) if snapshot.resolves(target) => name.text,
        _ => name.spoken(),
    }
}
