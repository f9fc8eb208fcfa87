//! One issue made of two.

use std::sync::Arc;

use super::around::records_around;
use super::pointer::{Fate, Pointer, redirect, rewrite_of};
use super::{Change, Edit, Intent, Key, Record, Target, fresh_option};
use crate::case::{Extra, Issue, IssueId, IssueOption, OptionId, Ref, Snapshot, Status};

/// Makes one issue of two: all that was on the first goes to the second, and the first is gone.
///
/// Positions, terms, outcomes, assessments, notes and conditions follow. Options of the same label are one
/// afterwards; the others come last, under another id where theirs is taken. The second keeps its title, number,
/// axis and status (but that an unknown one yields to one that is known and not agreed); the first's number, title
/// and background stand at the end of its background. Nothing when either is missing, or both are the same.
#[must_use]
pub fn merge_issues(snapshot: &Snapshot, from: &IssueId, into: &IssueId) -> Option<Edit> {
    let (source, target) = (snapshot.issue(from)?, snapshot.issue(into)?);
    if from == into {
        return None;
    }
    let mut merged = Issue::clone(target);
    let options = unite_options(&mut merged, &source.options);
    let renamed = |option: &OptionId| {
        options.iter().find(|(old, _)| old == option).map_or_else(|| option.clone(), |(_, new)| new.clone())
    };
    let fate = |_, pointer: Pointer<'_>| match pointer.target() {
        Some(Target::Record(Ref::Issue(id))) if id == *from => Fate::LeadsTo(Target::Record(Ref::Issue(into.clone()))),
        Some(Target::Option(issue, option)) if issue == *from => {
            Fate::LeadsTo(Target::Option(into.clone(), renamed(&option)))
        }
        _ => Fate::Stays,
    };
    unite_rest(&mut merged, source);
    let mut merged = Record::from(merged);
    redirect(&mut merged, &fate);

    let (from_key, into_key) = (Key::Record(Ref::Issue(from.clone())), Key::Record(Ref::Issue(into.clone())));
    let around = records_around(snapshot, &Target::Record(Ref::Issue(from.clone())));
    let mut changes = rewrite_of(around, &|key| *key == from_key || *key == into_key, &fate, &once);
    changes.extend(Change::between(into_key, &Arc::clone(target).into(), &merged));
    changes.push(Change::Remove(from_key));
    Some(Edit {
        intent: Intent::MergeIssues,
        changes,
        goes_to: Some(Ref::Issue(into.clone())),
        comes_from: Some(Ref::Issue(from.clone())),
        run: None,
    })
}

/// An outcome that concerned both issues concerns the one once.
fn once(record: &mut Record) {
    if let Record::Outcome(outcome) = record {
        let issues = &mut Arc::make_mut(outcome).issues;
        let mut seen = Vec::new();
        issues.retain(|issue| {
            let is_new = !seen.contains(issue);
            seen.push(issue.clone());
            is_new
        });
    }
}

/// Brings options into an issue, and tells what each is called there.
fn unite_options(merged: &mut Issue, options: &[IssueOption]) -> Vec<(OptionId, OptionId)> {
    let own = merged.options.len();
    // Two of the first never become one, else a value for each would be lost.
    let mut matched = vec![false; own];
    let mut names: Vec<(OptionId, OptionId)> = Vec::new();
    let plain = |label: &str| label.trim().to_lowercase();
    for option in options {
        let is_same =
            |known: &IssueOption| !option.label.trim().is_empty() && plain(&known.label) == plain(&option.label);
        let mut candidates = merged.options.iter_mut().take(own).zip(&mut matched);
        if let Some((known, matched)) = candidates.find(|(known, matched)| !**matched && is_same(known)) {
            *matched = true;
            known.about = joined(known.about.take(), option.about.clone(), "\n\n");
            add_extra(&mut known.extra, &option.extra);
            names.push((option.id.clone(), known.id.clone()));
            continue;
        }
        let is_taken = merged.options.iter().any(|known| known.id == option.id);
        let id = if is_taken { fresh_option(merged, option.id.as_str()) } else { option.id.clone() };
        names.push((option.id.clone(), id.clone()));
        merged.options.push(IssueOption { id, ..option.clone() });
    }
    names
}

fn unite_rest(merged: &mut Issue, source: &Issue) {
    merged.question = joined(merged.question.take(), source.question.clone(), " ");
    let heading = match &source.number {
        Some(number) => format!("{number} {}", source.title),
        None => source.title.clone(),
    };
    let background = source.background.as_ref().filter(|text| merged.background.as_ref() != Some(text));
    let background = background.map_or_else(|| heading.clone(), |text| format!("{heading}\n{text}"));
    merged.background = joined(merged.background.take(), Some(background), "\n\n");
    let is_agreed = matches!(source.status, Status::Agreed | Status::AgreedInPrinciple);
    if merged.status == Status::Unknown && !is_agreed {
        merged.status = source.status.clone();
    }
    for evidence in &source.status_evidence {
        if !merged.status_evidence.contains(evidence) {
            merged.status_evidence.push(evidence.clone());
        }
    }
    for tag in &source.tags {
        if !merged.tags.contains(tag) {
            merged.tags.push(tag.clone());
        }
    }
    add_extra(&mut merged.extra, &source.extra);
}

/// Both texts, or the one that is there; one alone when they are the same.
fn joined(one: Option<String>, other: Option<String>, between: &str) -> Option<String> {
    match (one, other) {
        (Some(one), Some(other)) if !one.is_empty() && !other.is_empty() && one != other => {
            Some(format!("{one}{between}{other}"))
        }
        (Some(one), other) if one.is_empty() => other.or(Some(one)),
        (one, other) => one.or(other),
    }
}

/// Keeps the other's unknown keys that a record lacks; where both have one, its own stays.
fn add_extra(own: &mut Extra, other: &Extra) {
    for (key, value) in other.iter().filter(|(key, _)| own.get(key).is_none()).collect::<Vec<_>>() {
        // What was read as JSON is JSON, the one thing that is asked of it.
        let _always_fits = own.set(key, Some(value.get()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::testing::{after, dangling, everything};
    use crate::edit::{around::records, references_to};

    fn merged() -> (Snapshot, Snapshot) {
        let start = everything();
        let edit = merge_issues(&start, &"guarantees".into(), &"withdrawal".into()).unwrap();
        let end = after(&start, &edit);
        (start, end)
    }

    #[test]
    fn nothing_that_was_on_the_first_issue_is_lost() {
        let (start, end) = merged();
        assert_eq!(dangling(&end), []);
        assert!(references_to(&end, &Ref::Issue("guarantees".into())).is_empty());
        assert_eq!(records(&end).count(), records(&start).count() - 1);
        assert_eq!(end.positions_on(&"withdrawal".into()).count(), 3);
        let proposal = end.case().proposals.get(0).unwrap();
        assert!(proposal.terms.iter().all(|term| term.issue.as_str() == "withdrawal"));
        assert_eq!(end.case().outcomes.get(0).unwrap().issues, ["withdrawal".into()]);
        assert_eq!(end.case().assessments.get(0).unwrap().issue, Some("withdrawal".into()));
        assert_eq!(end.case().notes.get(0).unwrap().on, Some(Ref::Issue("withdrawal".into())));
        assert_eq!(end.case().log.get(0).unwrap().on, Some(Ref::Issue("withdrawal".into())));
        assert_eq!(end.position(&"new".into()).unwrap().conditions[0].requires, Some(Ref::Issue("withdrawal".into())));
        let issue = end.issue(&"withdrawal".into()).unwrap();
        assert_eq!(issue.question.as_deref(), Some("Which?"));
        assert_eq!(issue.background.as_deref(), Some("Since 2024.\n\nS4 Guarantees\nOld."));
        assert_eq!(
            (issue.tags.as_slice(), issue.status_evidence.len()),
            (&["land".to_owned(), "lines".to_owned()][..], 1)
        );
    }

    #[test]
    fn options_of_one_label_become_one_and_others_of_one_id_stay_apart() {
        let (_, end) = merged();
        let issue = end.issue(&"withdrawal".into()).unwrap();
        let options: Vec<_> = issue.options.iter().map(|it| (it.id.as_str(), it.label.as_str())).collect();
        assert_eq!(options, [("none", "None"), ("full", "Full"), ("full-2", "All")]);
        assert_eq!(issue.options[0].about.as_deref(), Some("Nil."));
        // Nothing and everything, as the party refused them before.
        assert_eq!(end.position(&"lines".into()).unwrap().options, ["none".into(), "full-2".into()]);
        assert_eq!(end.position(&"old".into()).unwrap().options, ["full".into()]);
        let values = &end.case().assessments.get(0).unwrap().values.0;
        assert_eq!(values.iter().map(|(id, _)| id.as_str()).collect::<Vec<_>>(), ["full-2", "none"]);
        let terms = &end.case().proposals.get(0).unwrap().terms;
        assert_eq!(
            terms.iter().map(|term| term.option.clone().unwrap()).collect::<Vec<_>>(),
            ["none".into(), "full".into()]
        );
    }

    #[test]
    fn agreed_is_not_passed_on_but_contested_is() {
        let start = everything();
        let (from, into) = ("withdrawal".into(), "guarantees".into());
        let end = after(&start, &merge_issues(&start, &from, &into).unwrap());
        assert_eq!(end.issue(&into).unwrap().status, Status::Unknown);
        let start = super::super::testing::talks();
        let end = after(&start, &merge_issues(&start, &from, &into).unwrap());
        assert_eq!(end.issue(&into).unwrap().status, Status::Contested);
        assert!(merge_issues(&start, &into, &into).is_none());
    }
}
