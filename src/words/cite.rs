//! What a claim rests on, written out so that it can be cited.

use super::{chip, terms};
use crate::case::{Evidence, Snapshot, SourceId};

/// A source by its publisher, title, date and address, for example
/// "Reuters, “Under US pressure …”, 16 September 2025, https://…".
#[must_use]
pub fn source(snapshot: &Snapshot, id: &SourceId) -> String {
    let Some(source) = snapshot.source(id) else { return id.to_string() };
    let parts = [
        Some(source.publisher.clone()),
        source.title.as_ref().map(|title| format!("“{title}”")),
        source.date.as_ref().map(terms::date),
        source.url.clone(),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

/// One entry of evidence as a line: who says it and how directly, in which words, and where that stands.
#[must_use]
pub fn evidence(snapshot: &Snapshot, evidence: &Evidence) -> String {
    let attribution = terms::attribution(&evidence.attribution);
    let mut line = match &evidence.speaker {
        Some(speaker) => format!("{speaker} ({attribution})"),
        None => attribution.to_owned(),
    };
    if let Some(date) = &evidence.date {
        line = format!("{line}, {}", terms::date(date));
    }
    if let Some(quote) = &evidence.quote {
        line = format!("{line}: “{quote}”");
    }
    line = format!("{line}. {}", source(snapshot, &evidence.source));
    if let Some(via) = &evidence.via {
        line = format!("{line}; read in {}", source(snapshot, via));
    }
    match chip::grade(evidence) {
        Some(grade) => format!("{line} [{grade}]"),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_says_who_when_in_which_words_and_where_it_was_read() {
        let case = serde_json::json!({
            "format": "demarche/case", "version": 1, "title": "Talks",
            "sources": [
                { "id": "wire", "publisher": "Reuters", "title": "Talks resume", "date": "2026-01-05",
                  "url": "https://example.org/1" },
                { "id": "paper", "publisher": "Daily Sabah" },
            ],
        });
        let snapshot = Snapshot::new(std::sync::Arc::new(serde_json::from_value(case).unwrap()));
        let cited = |entry: serde_json::Value| evidence(&snapshot, &serde_json::from_value(entry).unwrap());
        assert_eq!(
            cited(serde_json::json!({ "source": "wire", "attribution": "anonymous_official", "via": "paper",
                "speaker": "Syrian official", "quote": "Not yet", "date": "2026-01-06", "reliability": "B",
                "credibility": 2 })),
            "Syrian official (anonymous official), 6 January 2026: “Not yet”. Reuters, “Talks resume”, \
             5 January 2026, https://example.org/1; read in Daily Sabah [B2]"
        );
        assert_eq!(cited(serde_json::json!({ "source": "gone", "attribution": "analyst" })), "analyst. gone");
    }
}
