//! What stands on several pages: conditions, remarks, the log, the analyst's judgement, and what is left in the file.

use egui::{Margin, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::page::Page;
use crate::case::{Assessment, Condition, IssueId, OptionId, Ref};
use crate::ui::text::Text;
use crate::ui::theme::{self, GAP, INSET, UNIT};
use crate::ui::widgets::section::{fact_text_ui, fact_ui, heading_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{names, panels, screen, terms};

/// The room for a value before its option, in points.
const VALUE_ROOM: f32 = 36.0;

impl Page<'_> {
    /// The conditions of a position or an answer: what must be, where that leads, and who must do it.
    pub(super) fn conditions_ui(&mut self, ui: &mut Ui, conditions: &[Condition], place: &str) {
        ui.push_id(("conditions", place), |ui| {
            stepped_ui(ui, "conditions", conditions.len(), |ui, number| {
                let Some(condition) = conditions.get(number) else { return };
                if number > 0 {
                    ui.add_space(INSET);
                }
                long_text_ui(ui, &panels::sentence(&screen::only_if(&condition.text, None)), &self.small());
                if let Some(target) = &condition.requires {
                    self.record_link_ui(ui, target);
                }
                if let Some(party) = &condition.from {
                    fact_ui(ui, panels::TO_BE_DONE_BY, |ui| {
                        self.word_link_ui(ui, names::party_label(self.snapshot, party), &Ref::Party(party.clone()));
                    });
                }
                self.keep(&panels::condition_place(place, number), &condition.extra);
            });
        });
    }

    /// An option by its label, and where it stands between the poles.
    pub(super) fn option_words_ui(&self, ui: &mut Ui, issue: &IssueId, option: &OptionId) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let options = self.snapshot.issue(issue).map_or(&[][..], |issue| &issue.options);
        let number = options.iter().position(|known| known.id == *option);
        if let Some((number, found)) = number.and_then(|number| Some((number, options.get(number)?))) {
            long_text_ui(ui, &found.label, &self.small());
            self.quiet_ui(ui, &panels::option_place(number + 1, options.len()));
        } else {
            long_text_ui(ui, option.as_str(), &self.small());
            self.quiet_ui(ui, panels::NO_SUCH_OPTION);
        }
    }

    /// Everything whose evidence contradicts the record.
    pub(super) fn disputed_by_ui(&mut self, ui: &mut Ui) {
        let mentions = self.mentions;
        self.links_ui(ui, panels::DISPUTED_BY, &mentions.disputed_by);
    }

    /// The remarks of the people who keep the case.
    pub(super) fn notes_ui(&mut self, ui: &mut Ui) {
        let (snapshot, notes) = (self.snapshot, &self.mentions.notes);
        if notes.is_empty() {
            return;
        }
        section_ui(ui, panels::NOTES, Some(notes.len()));
        stepped_ui(ui, "notes", notes.len(), |ui, number| {
            let Some(note) = notes.get(number).and_then(|id| snapshot.note(id)) else { return };
            long_text_ui(ui, &note.text, &self.small());
            ui.horizontal_wrapped(|ui| {
                let by = panels::note_line(note.author.as_deref(), note.created.as_deref());
                self.word_link_ui(ui, &by, &Ref::Note(note.id.clone()));
                self.visibility_tag_ui(ui, note.visibility());
            });
            ui.add_space(INSET);
        });
    }

    /// What the log says of the record.
    pub(super) fn log_ui(&mut self, ui: &mut Ui) {
        let mentions = self.mentions;
        let case = self.snapshot.case();
        if mentions.log.is_empty() {
            return;
        }
        section_ui(ui, panels::LOG, Some(mentions.log.len()));
        stepped_ui(ui, "log", mentions.log.len(), |ui, number| {
            let Some(entry) = mentions.log.get(number).and_then(|number| case.log.get(*number)) else { return };
            self.quiet_ui(ui, &terms::time(&entry.at));
            long_text_ui(ui, &entry.text, &self.small());
            ui.add_space(UNIT);
            self.keep(panels::LOG, &entry.extra);
        });
    }

    /// The analyst's own judgement, on its own ground and apart from what is reported.
    pub(super) fn assessments_ui(&mut self, ui: &mut Ui, target: &Ref) {
        let mentions = self.mentions;
        let case = self.snapshot.case();
        stepped_ui(ui, "assessments", mentions.assessments.len(), |ui, number| {
            let number = mentions.assessments.get(number);
            let Some(assessment) = number.and_then(|number| case.assessments.get(*number)) else { return };
            ui.add_space(GAP);
            let frame = egui::Frame::new().fill(self.palette.judgement).corner_radius(theme::CORNER);
            frame.inner_margin(Margin::same(12)).outer_margin(Margin::symmetric(-12, 0)).show(ui, |ui| {
                ui.set_width(ui.available_width());
                self.assessment_ui(ui, assessment, target);
            });
            self.keep(panels::ASSESSMENT, &assessment.extra);
        });
    }

    fn assessment_ui(&mut self, ui: &mut Ui, assessment: &Assessment, target: &Ref) {
        heading_ui(ui, &panels::assessment_heading(assessment.visibility()));
        ui.add_space(UNIT);
        if *target != Ref::Party(assessment.party.clone()) {
            fact_ui(ui, panels::PARTY, |ui| {
                let party = &assessment.party;
                self.word_link_ui(ui, names::party_label(self.snapshot, party), &Ref::Party(party.clone()));
            });
        }
        if let Some(issue) = assessment.issue.as_ref().filter(|issue| *target != Ref::Issue((*issue).clone())) {
            fact_ui(ui, panels::ISSUE, |ui| self.issue_link_ui(ui, issue));
        }
        if let Some(weight) = &assessment.weight {
            fact_text_ui(ui, panels::WEIGHT, &panels::of_hundred(weight));
        }
        if let Some(confidence) = &assessment.confidence {
            fact_text_ui(ui, panels::CONFIDENCE, terms::confidence(confidence));
        }
        if let Some(walk_away) = &assessment.walk_away {
            fact_text_ui(ui, panels::WALK_AWAY, walk_away);
        }
        if !assessment.values.0.is_empty() {
            ui.add_space(UNIT);
            self.quiet_ui(ui, panels::VALUES);
            stepped_ui(ui, "values", assessment.values.0.len(), |ui, number| {
                let Some((option, value)) = assessment.values.0.get(number) else { return };
                let issue = assessment.issue.as_ref().and_then(|issue| self.snapshot.issue(issue));
                let known = issue.and_then(|issue| issue.options.iter().find(|known| known.id == *option));
                let label = known.map_or(option.as_str(), |option| &option.label);
                ui.horizontal_top(|ui| {
                    ui.spacing_mut().item_spacing.x = 0.0;
                    let (rect, _) = ui.allocate_exact_size(vec2(VALUE_ROOM, 1.0), Sense::hover());
                    let value = value.to_string();
                    let laid = Text::new(&value, &self.palette.strong_label()).layout(ui.ctx(), f32::INFINITY);
                    laid.paint(ui.painter(), pos2(rect.right() - laid.size().x - INSET, rect.top()));
                    let spoken = panels::value_name(label, &value);
                    let label = Text::new(label, &self.small()).layout(ui.ctx(), ui.available_width());
                    let (place, response) = ui.allocate_exact_size(label.size(), Sense::hover());
                    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
                    label.paint(ui.painter(), place.min);
                });
            });
        }
        if let Some(rationale) = &assessment.rationale {
            ui.add_space(UNIT);
            long_text_ui(ui, rationale, &self.small());
        }
    }

    /// What the file says that this version does not know.
    pub(super) fn extras_ui(&mut self, ui: &mut Ui) {
        if !self.extras.is_empty() {
            section_ui(ui, panels::ALSO_IN_FILE, None);
            self.extra_facts_ui(ui);
        }
    }

    pub(super) fn extra_facts_ui(&mut self, ui: &mut Ui) {
        let extras = std::mem::take(&mut self.extras);
        stepped_ui(ui, "extras", extras.len(), |ui, number| {
            let Some((key, value)) = extras.get(number) else { return };
            fact_text_ui(ui, key, value);
        });
    }

    /// A comment of the people who keep the case, on the record itself.
    pub(super) fn comment_ui(&self, ui: &mut Ui, comment: Option<&String>) {
        if let Some(comment) = comment {
            section_ui(ui, panels::COMMENT, None);
            long_text_ui(ui, comment, &self.small());
        }
    }
}

/// Tags as one fact.
pub(super) fn tags_ui(ui: &mut Ui, tags: &[String]) {
    if !tags.is_empty() {
        fact_text_ui(ui, panels::TAGS, &tags.join(", "));
    }
}
