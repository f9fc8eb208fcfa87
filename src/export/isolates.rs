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

use crate::case::{Case, Condition, Evidence, List, Snapshot};
use crate::safe::{CLOSE, OPEN, safe};

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
/// Its own words decide, by the first strong letter outside all isolates; a paragraph that consists of isolates alone
/// runs as they do where they agree, and as the page where they do not.
pub(super) fn runs_right_to_left(text: &str, page: bool) -> bool {
    let mut depth = 0_usize;
    // The directions of the isolates: whether one runs from left to right, and whether one from right to left.
    let (mut left_to_right, mut right_to_left) = (false, false);
    let mut told = false;
    for letter in text.chars() {
        match letter {
            OPEN => {
                told &= depth > 0;
                depth += 1;
            }
            CLOSE => depth = depth.saturating_sub(1),
            _ => match direction(letter) {
                Some(rtl) if depth == 0 => return rtl,
                Some(rtl) if !told => {
                    told = true;
                    left_to_right |= !rtl;
                    right_to_left |= rtl;
                }
                _ => {}
            },
        }
    }
    if left_to_right == right_to_left { page } else { right_to_left }
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
            pen.maybe(&mut issue.number);
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

/// Each line of a text between isolates, as no isolate reaches over the end of a line.
/// A text of the case as a sentence takes it in, on a page that does or does not run from right to left.
pub(super) fn own(text: &str, right_to_left: bool) -> String {
    let mut own = text.to_owned();
    Pen { right_to_left, changed: false }.text(&mut own);
    own
}

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
    fn a_paragraph_runs_as_its_own_words_and_not_as_what_it_takes_in() {
        assert!(!runs_right_to_left("Principals: \u{2068}سوريا\u{2069}, \u{2068}ישראל\u{2069}", true));
        assert!(!runs_right_to_left("\u{2068}سوريا\u{2069} · 1 issue", true));
        assert!(runs_right_to_left("سوريا, Latin", false));
        assert!(!runs_right_to_left("\u{2068}S1\u{2069} · \u{2068}ישראל\u{2069} · Red line", true));
        for page in [false, true] {
            assert_eq!(runs_right_to_left("1974", page), page);
            // A number that has letters, and a title: neither is the sentence's own.
            assert_eq!(runs_right_to_left("\u{2068}T1\u{2069} \u{2068}انسحاب\u{2069}", page), page);
            assert!(runs_right_to_left("“\u{2068}انسحاب (UNDOF)\u{2069}” [3]", page));
        }
    }

    #[test]
    fn each_line_is_isolated_and_isolates_of_the_text_itself_are_spelt_out() {
        assert_eq!(wrapped("سوريا\n\nb"), "\u{2068}سوريا\u{2069}\n\n\u{2068}b\u{2069}");
        assert_eq!(wrapped("ا\u{2069}ب"), "\u{2068}ا[PDI]ب\u{2069}");
    }
}
