//! What a claim rests on, entry by entry: the words, who said them, where they stand and how sure that is.

use egui::{Stroke, Ui, pos2, vec2};

use super::page::Page;
use crate::case::{Evidence, Ref, SourceId};
use crate::command::Request;
use crate::ui::text::{LIMIT, Text, text_ui};
use crate::ui::theme::{self, GAP, INSET, UNIT};
use crate::ui::widgets::link::text_link_ui;
use crate::ui::widgets::section::{fact_text_ui, fact_ui, hairline_ui, long_text_ui, section_ui, stepped_ui};
use crate::words::{chip, panels, terms};

/// Between the rule beside a quote and its words, in points.
const QUOTE_INDENT: f32 = 12.0;

impl Page<'_> {
    /// The evidence of a record; `place` says whose it is, where a page has evidence of several things.
    pub(super) fn evidence_list_ui(&mut self, ui: &mut Ui, title: &str, evidence: &[Evidence], place: &str) {
        if evidence.is_empty() {
            return;
        }
        section_ui(ui, title, Some(evidence.len()));
        self.evidence_entries_ui(ui, evidence, place);
    }

    /// As [`Self::evidence_list_ui`], and says so where there is none.
    pub(super) fn evidence_or_none_ui(&mut self, ui: &mut Ui, evidence: &[Evidence]) {
        if evidence.is_empty() {
            section_ui(ui, panels::EVIDENCE, None);
            self.quiet_ui(ui, panels::NO_EVIDENCE_RECORDED);
        }
        self.evidence_list_ui(ui, panels::EVIDENCE, evidence, "");
    }

    pub(super) fn evidence_entries_ui(&mut self, ui: &mut Ui, evidence: &[Evidence], place: &str) {
        ui.push_id(("evidence", place), |ui| {
            stepped_ui(ui, "evidence", evidence.len(), |ui, number| {
                let Some(entry) = evidence.get(number) else { return };
                if number > 0 {
                    ui.add_space(GAP - UNIT);
                    hairline_ui(ui);
                    ui.add_space(GAP - UNIT);
                }
                self.evidence_ui(ui, entry);
                self.keep(&panels::evidence_place(place, number), &entry.extra);
            });
        });
    }

    fn evidence_ui(&mut self, ui: &mut Ui, evidence: &Evidence) {
        if let Some(quote) = &evidence.quote {
            self.quote_ui(ui, quote);
            ui.add_space(UNIT);
        }
        if let Some(speaker) = &evidence.speaker {
            fact_text_ui(ui, panels::SAID_BY, speaker);
        }
        fact_ui(ui, panels::ATTRIBUTION, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            text_ui(ui, &panels::sentence(terms::attribution(&evidence.attribution)), &self.palette.strong_label());
            self.quiet_ui(ui, terms::attribution_meaning(&evidence.attribution));
        });
        if let Some(date) = &evidence.date {
            fact_text_ui(ui, panels::SAID_ON, &terms::date(date));
        }
        self.source_fact_ui(ui, panels::SOURCE, &evidence.source);
        if let Some(via) = &evidence.via {
            self.source_fact_ui(ui, panels::VIA, via);
        }
        if let Some(grade) = chip::grade(evidence) {
            fact_ui(ui, panels::GRADE, |ui| {
                ui.spacing_mut().item_spacing.y = 0.0;
                text_ui(ui, &grade, &self.palette.strong_label());
                self.quiet_ui(ui, &panels::grade_meaning(evidence.reliability.as_ref(), evidence.credibility));
            });
        }
        if let Some(disputes) = &evidence.disputes {
            fact_ui(ui, panels::CONTRADICTS, |ui| self.bare_link_ui(ui, disputes));
        }
        if let Some(note) = &evidence.note {
            fact_text_ui(ui, panels::REMARK, note);
        }
    }

    /// The source's own words between quotation marks, beside a rule on the side where reading starts.
    fn quote_ui(&self, ui: &mut Ui, quote: &str) {
        let words = panels::quoted(quote);
        let look = self.palette.text();
        let width = ui.available_width() - QUOTE_INDENT;
        let rtl = words.len() <= LIMIT && Text::new(&words, &look).layout(ui.ctx(), width).is_rtl(0);
        let margin = if rtl {
            egui::Margin { right: 12, ..egui::Margin::ZERO }
        } else {
            egui::Margin { left: 12, ..egui::Margin::ZERO }
        };
        let shown = egui::Frame::new().inner_margin(margin).show(ui, |ui| {
            ui.set_width(ui.available_width());
            long_text_ui(ui, &words, &look);
        });
        let rect = shown.response.rect.shrink2(vec2(0.0, 3.0));
        let x = if rtl { rect.right() - 1.0 } else { rect.left() + 1.0 };
        let rule = Stroke::new(2.0, self.palette.hairline);
        ui.painter().line_segment([pos2(x, rect.top()), pos2(x, rect.bottom())], rule);
    }

    fn source_fact_ui(&mut self, ui: &mut Ui, label: &str, id: &SourceId) {
        let snapshot = self.snapshot;
        fact_ui(ui, label, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            ui.horizontal_wrapped(|ui| {
                ui.spacing_mut().item_spacing.x = INSET;
                self.word_link_ui(ui, chip::publisher(snapshot, id), &Ref::Source(id.clone()));
                if let Some(date) = snapshot.source(id).and_then(|source| source.date.as_ref()) {
                    self.quiet_ui(ui, &terms::date(date));
                }
            });
            let Some(source) = snapshot.source(id) else { return };
            if let Some(title) = &source.title {
                text_ui(ui, &panels::quoted(title), &self.small());
            }
            if let Some(url) = &source.url {
                self.url_ui(ui, url);
            }
        });
    }

    /// A web address by its host; what is not on the web is only shown.
    pub(super) fn url_ui(&mut self, ui: &mut Ui, url: &str) {
        let Some(host) = panels::host(url) else {
            self.quiet_ui(ui, url);
            return;
        };
        let look = theme::colored(self.palette.label(), self.palette.focus);
        let response = text_link_ui(ui, host, &look);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Link, true, panels::open_url(host)));
        if response
            .on_hover_ui(|ui| {
                ui.set_max_width(440.0);
                self.quiet_ui(ui, url);
            })
            .clicked()
        {
            self.out.push(Request::OpenUrl(url.to_owned()));
        }
    }
}
