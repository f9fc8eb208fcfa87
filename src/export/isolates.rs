//! Keeps each text of a case in its own direction wherever a sentence takes it in.
//!
//! A document's sentences are made of English words and of what the case holds. Put together plainly, an Arabic title
//! beside a number, or two names of different scripts beside each other, would be torn apart and put in the order of
//! the sentence. Unicode's isolates (UAX #9, section 2.4) prevent that: what stands between FSI and PDI is ordered by
//! itself, and is one thing to what stands around it. They are put in here, once for all layouts; each format writes
//! them in its own way.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_bidi::{BidiClass, bidi_class};

use super::paper::{Block, RowKind, Run, Text};
use crate::case::{Case, Condition, Evidence, List, Snapshot};
use crate::safe::{self, CLOSE, OPEN, Piece, safe};
use crate::words::export::DOT;

/// Begins an isolate of words that are not the case's: Unicode's mark of a text that runs from left to right.
const NO_SAY: char = '\u{200E}';

/// The case with isolates around the texts that need them: those written from right to left and, on pages that run so
/// themselves, all that have a direction.
///
/// A case that needs none is given back as it is.
pub(super) fn isolated(snapshot: &Snapshot, right_to_left: bool) -> Snapshot {
    let mut case = Case::clone(snapshot.case());
    let mut pen = Pen { right_to_left, changed: false };
    pen.case(&mut case);
    if pen.changed { Snapshot::new(Arc::new(case)) } else { snapshot.clone() }
}

/// Whether a paragraph runs from right to left, on a page that does or does not.
///
/// The first strong letter outside all isolates decides; a paragraph that consists of isolates alone runs as the case's
/// texts in it do where they agree, and as the page where they do not. On pages that run from right to left [`settle`]
/// has put the interface's words in isolates that have no say.
pub(super) fn runs_right_to_left(text: &str, page: bool) -> bool {
    let Said { outside, left_to_right, right_to_left } = said(text);
    outside.unwrap_or(if left_to_right == right_to_left { page } else { right_to_left })
}

/// In which directions the parts of a paragraph are written.
struct Said {
    /// That of the first strong letter outside all isolates.
    outside: Option<bool>,
    /// Whether one of the case's texts runs from left to right, and whether one from right to left.
    left_to_right: bool,
    right_to_left: bool,
}

fn said(text: &str) -> Said {
    let mut said = Said { outside: None, left_to_right: false, right_to_left: false };
    let (mut depth, mut told) = (0_usize, false);
    for letter in text.chars() {
        match (letter, depth) {
            (OPEN, _) => {
                told &= depth > 0;
                depth += 1;
            }
            (CLOSE, _) => depth = depth.saturating_sub(1),
            (_, 0) => said.outside = said.outside.or_else(|| direction(letter)),
            (NO_SAY, _) => told = true,
            (_, 1..) if !told => {
                let Some(rtl) = direction(letter) else { continue };
                told = true;
                said.left_to_right |= !rtl;
                said.right_to_left |= rtl;
            }
            _ => {}
        }
    }
    said
}

/// Lets what a page that runs from right to left says run as the case's texts in it do, and as the page where they do
/// not agree: never as the interface's words, which become isolates of their own.
///
/// What takes in no text of the case that runs from right to left stays as it is; but in a list each item that takes in
/// none at all runs as the page, so that the numbers of all stand at the same side.
pub(super) fn settle(blocks: &mut [Block]) {
    settle_in(blocks, false);
}

fn settle_in(blocks: &mut [Block], in_list: bool) {
    for block in blocks {
        match block {
            Block::Heading { text, .. } | Block::Paragraph(text) => settle_text(text, in_list),
            Block::List(items) => items.iter_mut().for_each(|item| settle_in(item, true)),
            Block::Card(card) => settle_in(&mut card.blocks, in_list),
            Block::About(about) => settle_in(&mut about.blocks, in_list),
            Block::Table(table) => {
                table.columns.iter_mut().for_each(|column| settle_in(&mut column.head, false));
                for row in &mut table.rows {
                    match &mut row.kind {
                        RowKind::Group(text) => settle_text(text, false),
                        RowKind::Cells(cells) => cells.iter_mut().for_each(|cell| settle_in(cell, false)),
                    }
                }
            }
            Block::Sources(sources) => sources.iter_mut().for_each(|source| settle_text(&mut source.text, false)),
            Block::Picture(_) | Block::PageBreak => {}
        }
    }
}

fn settle_text(text: &mut Text, in_list: bool) {
    if !settles(&text.words(), in_list) {
        return;
    }
    for run in &mut text.0 {
        if let Run::Words { text, .. } = run {
            *text = set_apart(text);
        }
    }
}

/// A line that stands by itself, as [`settle`] does it.
pub(super) fn settled(line: &str) -> String {
    if settles(line, false) { set_apart(line) } else { line.to_owned() }
}

/// Whether a paragraph runs from right to left although words of the interface in it do not.
fn settles(text: &str, in_list: bool) -> bool {
    let said = said(text);
    said.outside == Some(false) && (said.right_to_left || in_list && !said.left_to_right)
}

/// The text with isolates around the words that stand outside all isolates and run from left to right. A part of the
/// line that holds nothing else is one isolate as a whole, so that an English condition stays in its own order.
fn set_apart(text: &str) -> String {
    let (mut apart, mut part) = (String::with_capacity(text.len() + 16), String::new());
    let mut depth = 0_usize;
    for piece in safe::pieces(text) {
        match piece {
            Piece::Words(words) if depth == 0 => {
                for (nth, words) in words.split(DOT).enumerate() {
                    if nth > 0 {
                        apart.extend([&part_apart(&part), DOT]);
                        part.clear();
                    }
                    part.push_str(words);
                }
            }
            Piece::Words(words) => part.push_str(words),
            Piece::Open => {
                depth += 1;
                part.push(OPEN);
            }
            Piece::Close => {
                depth = depth.saturating_sub(1);
                part.push(CLOSE);
            }
        }
    }
    apart.push_str(&part_apart(&part));
    apart
}

/// The same of a part of a line.
fn part_apart(part: &str) -> String {
    if !part.chars().any(|letter| direction(letter) == Some(true)) {
        return interface(&safe::plain(part), str::trim);
    }
    let mut apart = String::with_capacity(part.len() + 16);
    let mut depth = 0_usize;
    for piece in safe::pieces(part) {
        match piece {
            Piece::Open => {
                depth += 1;
                apart.push(OPEN);
            }
            Piece::Close => {
                depth = depth.saturating_sub(1);
                apart.push(CLOSE);
            }
            Piece::Words(words) if depth > 0 => apart.push_str(words),
            Piece::Words(words) => {
                apart.push_str(&interface(words, |words| words.trim_matches(|letter: char| !letter.is_alphanumeric())));
            }
        }
    }
    apart
}

/// What `bare` leaves of these words as an isolate that has no say in how a line runs, if it runs from left to right.
fn interface(words: &str, bare: impl Fn(&str) -> &str) -> String {
    let inner = bare(words);
    if !inner.chars().any(|letter| direction(letter) == Some(false)) {
        return words.to_owned();
    }
    words.replacen(inner, &format!("{OPEN}{NO_SAY}{inner}{CLOSE}"), 1)
}

/// Whether a letter is written from right to left; nothing where it has no direction of its own.
fn direction(letter: char) -> Option<bool> {
    match bidi_class(letter) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    }
}

/// Puts isolates into a case.
struct Pen {
    right_to_left: bool,
    changed: bool,
}

impl Pen {
    fn text(&mut self, text: &mut String) {
        let needs = |letter| direction(letter).is_some_and(|rtl| rtl || self.right_to_left);
        if text.chars().any(needs) {
            *text = wrapped(text);
            self.changed = true;
        }
    }

    fn maybe(&mut self, text: &mut Option<String>) {
        if let Some(text) = text {
            self.text(text);
        }
    }

    fn all(&mut self, texts: &mut [String]) {
        for text in texts {
            self.text(text);
        }
    }

    /// Each record of a list; those that need nothing stay shared with the case.
    fn each<T: Clone>(&mut self, list: &mut List<T>, change: impl Fn(&mut Self, &mut T)) {
        for at in 0..list.len() {
            let Some(record) = list.get(at) else { continue };
            let mut record = T::clone(record);
            let before = std::mem::take(&mut self.changed);
            change(self, &mut record);
            if self.changed {
                list.set(at, Arc::new(record));
            }
            self.changed |= before;
        }
    }

    // The log is not handed out, and names of files, addresses, tags and ids are no text.
    fn case(&mut self, case: &mut Case) {
        self.maybe(&mut case.summary);
        self.each(&mut case.parties, |pen, party| {
            pen.text(&mut party.name);
            pen.maybe(&mut party.short_name);
            pen.maybe(&mut party.native_name);
            pen.maybe(&mut party.about);
            for delegate in &mut party.delegation {
                pen.text(&mut delegate.name);
                pen.maybe(&mut delegate.title);
                pen.all(&mut delegate.also_written);
            }
        });
        self.each(&mut case.axes, |pen, axis| {
            pen.text(&mut axis.name);
            pen.maybe(&mut axis.about);
        });
        self.each(&mut case.issues, |pen, issue| {
            // A number is no text that a line could run as.
            if issue
                .number
                .as_deref()
                .is_some_and(|number| number.chars().any(|letter| direction(letter) == Some(true)))
            {
                pen.maybe(&mut issue.number);
            }
            pen.text(&mut issue.title);
            pen.maybe(&mut issue.question);
            pen.maybe(&mut issue.background);
            pen.evidence(&mut issue.status_evidence);
            for option in &mut issue.options {
                pen.text(&mut option.label);
                pen.maybe(&mut option.about);
            }
        });
        self.each(&mut case.positions, |pen, position| {
            pen.text(&mut position.text);
            pen.conditions(&mut position.conditions);
            pen.evidence(&mut position.evidence);
            pen.maybe(&mut position.comment);
        });
        self.each(&mut case.proposals, |pen, proposal| {
            pen.text(&mut proposal.title);
            pen.text(&mut proposal.text);
            for term in &mut proposal.terms {
                pen.text(&mut term.text);
            }
            for response in &mut proposal.responses {
                pen.maybe(&mut response.text);
                pen.conditions(&mut response.conditions);
                pen.evidence(&mut response.evidence);
            }
            pen.evidence(&mut proposal.evidence);
        });
        self.each(&mut case.outcomes, |pen, outcome| {
            pen.text(&mut outcome.title);
            pen.text(&mut outcome.text);
            pen.evidence(&mut outcome.evidence);
        });
        self.around(case);
    }

    /// What stands around the issues.
    fn around(&mut self, case: &mut Case) {
        self.each(&mut case.rounds, |pen, round| {
            pen.text(&mut round.label);
            pen.maybe(&mut round.place);
            pen.maybe(&mut round.result);
            for participant in &mut round.participants {
                pen.all(&mut participant.people);
            }
            pen.evidence(&mut round.evidence);
        });
        self.each(&mut case.events, |pen, event| {
            pen.text(&mut event.text);
            pen.evidence(&mut event.evidence);
        });
        self.each(&mut case.sources, |pen, source| {
            pen.text(&mut source.publisher);
            pen.maybe(&mut source.title);
            pen.maybe(&mut source.note);
        });
        self.each(&mut case.assessments, |pen, assessment| {
            pen.maybe(&mut assessment.walk_away);
            pen.maybe(&mut assessment.rationale);
        });
        self.each(&mut case.notes, |pen, note| {
            pen.text(&mut note.text);
            pen.maybe(&mut note.author);
        });
        self.each(&mut case.glossary, |pen, entry| {
            pen.text(&mut entry.term);
            pen.text(&mut entry.definition);
            pen.evidence(&mut entry.evidence);
        });
        self.each(&mut case.log, |pen, entry| pen.text(&mut entry.text));
    }

    fn conditions(&mut self, conditions: &mut [Condition]) {
        for condition in conditions {
            self.text(&mut condition.text);
        }
    }

    fn evidence(&mut self, evidence: &mut [Evidence]) {
        for entry in evidence {
            self.maybe(&mut entry.quote);
            self.maybe(&mut entry.speaker);
            self.maybe(&mut entry.note);
        }
    }
}

/// A text of the case as a sentence takes it in, on a page that does or does not run from right to left.
pub(super) fn own(text: &str, right_to_left: bool) -> String {
    let mut own = text.to_owned();
    Pen { right_to_left, changed: false }.text(&mut own);
    own
}

/// Each line of a text between isolates, as no isolate reaches over the end of a line.
fn wrapped(text: &str) -> String {
    // What the text itself holds of isolates is spelt out first.
    let text: Cow<'_, str> = safe(text);
    let lines = text
        .split('\n')
        .map(|line| if line.trim().is_empty() { line.to_owned() } else { format!("{OPEN}{line}{CLOSE}") });
    lines.collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_runs_as_the_texts_in_it_do_and_not_as_the_words_of_the_interface() {
        let runs = |text: &str, in_list: bool| {
            let mut text = Text::plain(text);
            settle_text(&mut text, in_list);
            runs_right_to_left(&text.words(), true)
        };
        for right_to_left in [
            "T1 \u{2068}انسحاب\u{2069} · firm",
            "T1 \u{2068}انسحاب\u{2069} Only if \u{2068}خلال\u{2069} (T2).",
            "Only if \u{2068}خلال\u{2069}",
            "6 January 2026 · Agreed \u{2068}خلال\u{2069} · \u{2068}Reuters\u{2069}",
            "\u{2068}سوريا\u{2069} · 1 issue",
            "Principals: \u{2068}سوريا\u{2069}, \u{2068}ישראל\u{2069}",
            "“\u{2068}انسحاب (UNDOF)\u{2069}” [3]",
        ] {
            assert!(runs(right_to_left, true) && runs(right_to_left, false), "{right_to_left}");
        }
        for left_to_right in ["T1 \u{2068}Withdrawal\u{2069} · firm", "\u{2068}Cyprus\u{2069} · 1 issue"] {
            assert!(!runs(left_to_right, true) && !runs(left_to_right, false), "{left_to_right}");
        }
        // A number that has letters is the sentence's own as little as the interface's words are.
        assert!(runs("T1, T2 our objective, above", true) && !runs("No position", false));
        assert!(runs("1974", true));
    }

    #[test]
    fn words_of_the_interface_stand_apart_from_what_they_stand_beside() {
        let shown = |text: &str| set_apart(text).replace("\u{2068}\u{200E}", "<");
        assert_eq!(shown("T1 \u{2068}ب\u{2069} · firm"), "<T1\u{2069} \u{2068}ب\u{2069} · <firm\u{2069}");
        assert_eq!(
            shown("Only if \u{2068}ب\u{2069} (S1, for us to meet)."),
            "<Only if\u{2069} \u{2068}ب\u{2069} (<S1, for us to meet\u{2069})."
        );
        assert_eq!(shown("Only if \u{2068}it · stops\u{2069} (T2)."), "<Only if it · stops (T2).\u{2069}");
        assert_eq!(shown("[3] 1974"), "[3] 1974");
    }

    #[test]
    fn each_line_is_isolated_and_isolates_of_the_text_itself_are_spelt_out() {
        assert_eq!(wrapped("سوريا\n\nb"), "\u{2068}سوريا\u{2069}\n\n\u{2068}b\u{2069}");
        assert_eq!(wrapped("ا\u{2069}ب"), "\u{2068}ا[PDI]ب\u{2069}");
    }
}
