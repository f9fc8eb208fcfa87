//! The one line that says what a claim rests on.

use super::{screen, terms};
use crate::case::{Evidence, Snapshot, SourceId};
use crate::safe::own;

/// What a claim rests on, for example "on record · Reuters · B2" or "2 sources · joint text, outlet report".
///
/// Several entries are named by their attributions, the most direct first.
#[must_use]
pub fn evidence(snapshot: &Snapshot, evidence: &[Evidence]) -> String {
    match evidence {
        [] => screen::NO_EVIDENCE.to_owned(),
        [only] => {
            let mut line =
                format!("{} · {}", terms::attribution(&only.attribution), own(publisher(snapshot, &only.source)));
            if let Some(grade) = grade(only) {
                line.push_str(" · ");
                line.push_str(&grade);
            }
            line
        }
        several => {
            let mut attributions: Vec<_> = several.iter().map(|evidence| &evidence.attribution).collect();
            attributions.sort();
            attributions.dedup();
            let words: Vec<&str> = attributions.into_iter().map(terms::attribution).collect();
            let mut sources: Vec<&SourceId> = several.iter().map(|evidence| &evidence.source).collect();
            sources.sort();
            sources.dedup();
            format!("{} · {}", terms::count(sources.len(), "source"), words.join(", "))
        }
    }
}

/// A source's publisher, or its id where it leads nowhere.
#[must_use]
pub fn publisher<'a>(snapshot: &'a Snapshot, source: &'a SourceId) -> &'a str {
    snapshot.source(source).map_or(source.as_str(), |source| &source.publisher)
}

/// The two-part grade, for example "B2"; a part that is not given is left out.
#[must_use]
pub fn grade(evidence: &Evidence) -> Option<String> {
    let reliability = evidence.reliability.as_ref().map_or("", |reliability| reliability.as_str());
    let credibility = evidence.credibility.map(|credibility| credibility.to_string()).unwrap_or_default();
    let grade = format!("{reliability}{credibility}");
    (!grade.is_empty()).then_some(grade)
}
