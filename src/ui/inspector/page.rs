//! What every page of the inspector is made of: its head, links to other records, and what stands on all of them.

use egui::{Margin, Role, Sense, StrokeKind, Ui, WidgetInfo, vec2};
use serde_json::value::RawValue;

use super::mentions::Mentions;
use crate::case::{Extra, Issue, IssueId, Kind, Moment, PartyId, Problem, Ref, RoundId, Snapshot, Status, Visibility};
use crate::command::Request;
use crate::ui::since::Marked;
use crate::ui::text::{Look, Text, text_ui};
use crate::ui::theme::{self, Accent, HAIRLINE, INSET, Palette, UNIT};
use crate::ui::widgets::icons::Icon;
use crate::ui::widgets::link::{Link, Mark, paint_mark, text_link_ui};
use crate::ui::widgets::marks;
use crate::ui::widgets::section::{fact_text_ui, fact_ui, section_ui, stepped_ui};
use crate::words::{names, panels, problem, problem_hint, terms};

/// One page, being drawn.
pub(super) struct Page<'a> {
    pub snapshot: &'a Snapshot,
    pub palette: &'static Palette,
    pub problems: &'a [Problem],
    pub mentions: &'a Mentions,
    pub marked: Option<Marked<'a>>,
    pub out: &'a mut Vec<Request>,
    /// Keys that this version does not know, with where they stand: shown last, so that nothing is hidden.
    pub extras: Vec<(String, String)>,
}

impl<'a> Page<'a> {
    pub(super) fn show(&mut self, ui: &mut Ui, selection: Option<&Ref>) {
        self.problems_ui(ui);
        let snapshot = self.snapshot;
        let Some(target) = selection else {
            self.case_ui(ui);
            return;
        };
        let shown = match target {
            Ref::Party(id) => snapshot.party(id).map(|it| self.party_ui(ui, it)),
            Ref::Axis(id) => snapshot.axis(id).map(|it| self.axis_ui(ui, it)),
            Ref::Issue(id) => snapshot.issue(id).map(|it| self.issue_ui(ui, it)),
            Ref::Position(id) => snapshot.position(id).map(|it| self.position_ui(ui, it)),
            Ref::Proposal(id) => snapshot.proposal(id).map(|it| self.proposal_ui(ui, it)),
            Ref::Outcome(id) => snapshot.outcome(id).map(|it| self.outcome_ui(ui, it)),
            Ref::Round(id) => snapshot.round(id).map(|it| self.round_ui(ui, it)),
            Ref::Event(id) => snapshot.event(id).map(|it| self.event_ui(ui, it)),
            Ref::Source(id) => snapshot.source(id).map(|it| self.source_ui(ui, it)),
            Ref::Note(id) => snapshot.note(id).map(|it| self.note_ui(ui, it)),
            Ref::Other(_) => None,
        };
        if shown.is_none() {
            self.quiet_ui(ui, panels::NOT_IN_THE_CASE);
            return;
        }
        self.disputed_by_ui(ui);
        self.notes_ui(ui);
        self.log_ui(ui);
        self.assessments_ui(ui, target);
        self.extras_ui(ui);
    }

    /// The problems of the record, above everything.
    fn problems_ui(&mut self, ui: &mut Ui) {
        let mentions = self.mentions;
        stepped_ui(ui, "problems", mentions.problems.len(), |ui, number| {
            let Some(number) = mentions.problems.get(number) else { return };
            let Some(found) = self.problems.get(*number) else { return };
            let (head, text) = (problem(&found.kind), problem_hint(&found.kind));
            let name = panels::problem_name(&head, &text);
            let link = Link::new(&head, &text).mark(Some(Mark::Problem)).name(&name);
            if link.rows(usize::MAX).show(ui).clicked() {
                self.out.push(Request::Problem(*number));
            }
        });
        if !mentions.problems.is_empty() {
            ui.add_space(theme::GAP);
        }
    }

    /// The title of a record.
    pub(super) fn title_ui(&self, ui: &mut Ui, title: &str) {
        let look = self.palette.strong();
        let laid = Text::new(title, &look).layout(ui.ctx(), ui.available_width());
        let (rect, response) = ui.allocate_exact_size(laid.size(), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Heading, true, laid.text()));
        laid.paint(ui.painter(), rect.min);
    }

    /// An issue's number and title; a title that reads from the right has a line of its own.
    pub(super) fn issue_title_ui(&self, ui: &mut Ui, issue: &Issue) {
        let look = self.palette.strong();
        let rtl = Text::new(&issue.title, &look).layout(ui.ctx(), ui.available_width()).is_rtl(0);
        match &issue.number {
            Some(number) if rtl => {
                text_ui(ui, number, &look);
                self.title_ui(ui, &issue.title);
            }
            _ => self.title_ui(ui, &names::issue(issue)),
        }
    }

    /// A party with its accent and its name in its own script.
    pub(super) fn party_head_ui(&mut self, ui: &mut Ui, id: &PartyId, below: impl FnOnce(&mut Self, &mut Ui)) {
        let accent = self.accent(id);
        let margin = Margin { left: 12, right: 0, top: 0, bottom: 2 };
        let shown = egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = INSET;
                self.strong_link_ui(ui, names::party_label(self.snapshot, id), &Ref::Party(id.clone()));
                if let Some(native) = self.snapshot.party(id).and_then(|party| party.native_name.as_ref()) {
                    ui.add(Text::new(native, &theme::colored(self.palette.text(), self.palette.second)).hug(true));
                }
            });
            below(self, ui);
        });
        if let Some(accent) = accent {
            marks::paint_rule(ui.painter(), shown.response.rect, accent);
        }
    }

    /// A kind with its mark and its meaning, and who may see the record when that is not everybody.
    pub(super) fn kind_ui(&self, ui: &mut Ui, kind: &Kind, visibility: &Visibility) {
        ui.horizontal(|ui| {
            self.marked_word_ui(
                ui,
                Mark::Kind(kind),
                terms::kind(kind),
                self.palette.kind(kind),
                terms::kind_meaning(kind),
            );
            self.visibility_tag_ui(ui, visibility);
        });
    }

    /// A status with its mark.
    pub(super) fn status_ui(&self, ui: &mut Ui, status: &Status) {
        let word = terms::status(status);
        self.marked_word_ui(
            ui,
            Mark::Status(status),
            word,
            self.palette.status(status),
            panels::status_meaning(status),
        );
    }

    fn marked_word_ui(&self, ui: &mut Ui, mark: Mark<'_>, word: &str, color: egui::Color32, meaning: &str) {
        let look = theme::colored(self.palette.strong_label(), color);
        let laid = Text::new(word, &look).hug(true).layout(ui.ctx(), ui.available_width() - marks::SIZE);
        let room = marks::SIZE + 6.0;
        let (rect, response) = ui.allocate_exact_size(laid.size() + vec2(room, 0.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
        let center = egui::pos2(rect.left() + marks::SIZE / 2.0, rect.center().y);
        paint_mark(ui.painter(), self.palette, center, mark);
        laid.paint(ui.painter(), rect.min + vec2(room, 0.0));
        response.on_hover_text(meaning);
    }

    /// A word in a frame for what not everybody may see.
    pub(super) fn visibility_tag_ui(&self, ui: &mut Ui, visibility: &Visibility) {
        if *visibility == Visibility::Public {
            return;
        }
        let word = terms::visibility(visibility);
        let capitals = word.to_uppercase();
        let look = theme::colored(self.palette.caps(), self.palette.ink);
        let laid = Text::new(&capitals, &look).hug(true).layout(ui.ctx(), ui.available_width());
        let (rect, response) = ui.allocate_exact_size(laid.size() + vec2(INSET * 1.5, 2.0), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, word));
        let edge = egui::Stroke::new(HAIRLINE, self.palette.outline);
        ui.painter().rect(rect, theme::CORNER, self.palette.judgement, edge, StrokeKind::Inside);
        laid.paint(ui.painter(), rect.center() - laid.size() / 2.0);
        response.on_hover_text(panels::visibility_meaning(visibility));
    }

    /// A sentence that steps back.
    pub(super) fn quiet_ui(&self, ui: &mut Ui, sentence: &str) {
        text_ui(ui, sentence, &self.palette.label());
    }

    /// Smaller than the text of a position, in full ink.
    pub(super) fn small(&self) -> Look {
        theme::colored(self.palette.label(), self.palette.ink)
    }

    pub(super) fn accent(&self, party: &PartyId) -> Option<Accent> {
        self.palette.party(self.snapshot, party)
    }

    fn link_look(&self) -> Look {
        theme::colored(self.palette.label(), self.palette.focus)
    }

    /// A link that is one word or two; where it leads nowhere it is only a text.
    pub(super) fn word_link_ui(&mut self, ui: &mut Ui, words: &str, target: &Ref) {
        self.link_in_ui(ui, words, target, &self.link_look());
    }

    /// A link in spaced capitals, for what a record belongs to.
    pub(super) fn caps_link_ui(&mut self, ui: &mut Ui, words: &str, target: &Ref) {
        self.link_in_ui(ui, &words.to_uppercase(), target, &self.palette.caps());
    }

    /// A link of one line with its mark, to a record of which the page says the rest.
    pub(super) fn short_link_ui(&mut self, ui: &mut Ui, target: &Ref, words: &str) {
        let spoken = names::of(self.snapshot, target).spoken();
        if Link::new(words, "").mark(self.mark(target)).name(&spoken).show(ui).clicked() {
            self.out.push(Request::Select(target.clone()));
        }
    }

    fn strong_link_ui(&mut self, ui: &mut Ui, words: &str, target: &Ref) {
        self.link_in_ui(ui, words, target, &self.palette.strong());
    }

    fn link_in_ui(&mut self, ui: &mut Ui, words: &str, target: &Ref, look: &Look) {
        if !self.snapshot.resolves(target) {
            ui.add(Text::new(words, &self.palette.label()).hug(true)).on_hover_text(panels::LEADS_NOWHERE);
        } else if text_link_ui(ui, words, look).clicked() {
            self.out.push(Request::Select(target.clone()));
        }
    }

    /// A link to an issue by its number and title.
    pub(super) fn issue_link_ui(&mut self, ui: &mut Ui, id: &IssueId) {
        let name = self.snapshot.issue(id).map_or_else(|| id.to_string(), |issue| names::issue(issue));
        self.word_link_ui(ui, &name, &Ref::Issue(id.clone()));
    }

    /// A link to any record, with its mark, where it belongs and how it begins.
    pub(super) fn record_link_ui(&mut self, ui: &mut Ui, target: &Ref) {
        self.link_to_ui(ui, target, None, self.mark(target));
    }

    /// A link to a record of which the page itself says where it belongs; `head` stands instead.
    pub(super) fn record_link_in_ui(&mut self, ui: &mut Ui, target: &Ref, head: &str) {
        self.link_to_ui(ui, target, Some(head), self.mark(target));
    }

    /// A link to a record without a mark, for a narrow place.
    pub(super) fn bare_link_ui(&mut self, ui: &mut Ui, target: &Ref) {
        self.link_to_ui(ui, target, None, None);
    }

    fn link_to_ui(&mut self, ui: &mut Ui, target: &Ref, head: Option<&str>, mark: Option<Mark<'_>>) {
        let name = names::of(self.snapshot, target);
        if !self.snapshot.resolves(target) {
            self.quiet_ui(ui, &name.spoken());
            return;
        }
        let spoken = name.spoken();
        let link = Link::new(head.unwrap_or(&name.head), &name.text).mark(mark).name(&spoken);
        if link.show(ui).clicked() {
            self.out.push(Request::Select(target.clone()));
        }
        ui.add_space(UNIT);
    }

    fn mark(&self, target: &Ref) -> Option<Mark<'a>> {
        match target {
            Ref::Position(id) => self.snapshot.position(id).map(|position| Mark::Kind(&position.kind)),
            Ref::Issue(id) => self.snapshot.issue(id).map(|issue| Mark::Status(&issue.status)),
            Ref::Party(id) => self.accent(id).map(Mark::Party),
            _ => Some(Mark::Icon(Icon::Right)),
        }
    }

    /// A section of links, left out when there are none.
    pub(super) fn links_ui(&mut self, ui: &mut Ui, title: &str, targets: &[Ref]) {
        if targets.is_empty() {
            return;
        }
        section_ui(ui, title, Some(targets.len()));
        stepped_ui(ui, title, targets.len(), |ui, number| {
            if let Some(target) = targets.get(number) {
                self.record_link_ui(ui, target);
            }
        });
    }

    /// A point in the talks as a fact: a round by its label, or a date.
    pub(super) fn moment_ui(&mut self, ui: &mut Ui, label: &str, moment: Option<&Moment>) {
        let Some(moment) = moment else { return };
        let round = RoundId::from(moment.as_str());
        if let Some(found) = self.snapshot.round(&round) {
            fact_ui(ui, label, |ui| self.word_link_ui(ui, &found.label, &Ref::Round(round.clone())));
        } else {
            let words = moment.date().map_or_else(|| moment.as_str().to_owned(), |date| terms::date(&date));
            fact_text_ui(ui, label, &words);
        }
    }

    /// Keeps the keys that this version does not know for the end of the page.
    pub(super) fn keep(&mut self, place: &str, extra: &Extra) {
        for (key, value) in extra.iter() {
            let key = if place.is_empty() { key.to_owned() } else { format!("{place} · {key}") };
            self.extras.push((key, RawValue::get(value).to_owned()));
        }
    }
}
