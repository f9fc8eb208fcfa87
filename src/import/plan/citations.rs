//! The sources that a cell names.

use super::super::Place;
use super::super::vocabulary::plain;
use super::draft::Draft;
use crate::case::{Attribution, CaseDate, Evidence, Extra, Source, SourceId};
use crate::edit::{Noun, read_date};

/// The sources that cells name, as evidence; those that the case does not have yet are added.
///
/// A line, or what stands between semicolons, is one source: `Publisher, title, date` or an address.
pub(super) fn citations(draft: &mut Draft, cells: &[(String, Place)], attribution: &Attribution) -> Vec<Evidence> {
    let mut evidence: Vec<Evidence> = Vec::new();
    for (text, place) in cells {
        for part in text.split(['\n', ';']).map(str::trim).filter(|part| part.chars().any(char::is_alphanumeric)) {
            let cited = Cited::read(part);
            let source = source(draft, &cited, *place);
            if !evidence.iter().any(|known| known.source == source) {
                evidence.push(Evidence {
                    source,
                    quote: None,
                    speaker: None,
                    attribution: attribution.clone(),
                    via: None,
                    date: cited.date,
                    reliability: None,
                    credibility: None,
                    disputes: None,
                    note: None,
                    extra: Extra::default(),
                });
            }
        }
    }
    evidence
}

struct Cited {
    publisher: String,
    title: Option<String>,
    date: Option<CaseDate>,
    url: Option<String>,
}

impl Cited {
    fn read(text: &str) -> Self {
        let words = text.split_whitespace();
        let is_url = |word: &str| word.starts_with("https://") || word.starts_with("http://");
        let url = words
            .clone()
            .find(|word| is_url(word.trim_start_matches('(')))
            .map(|word| word.trim_matches(['(', ')', ',', '.']).to_owned());
        let rest = match &url {
            Some(url) => text.replacen(url.as_str(), "", 1),
            None => text.to_owned(),
        };
        let mut parts: Vec<&str> = rest
            .split(',')
            .map(|part| part.trim().trim_matches(['(', ')']).trim())
            .filter(|part| !part.is_empty())
            .collect();
        let mut date = None;
        // A date may have a comma within: "January 6, 2026".
        for length in [2, 1] {
            let Some(at) = parts.len().checked_sub(length).filter(|at| *at > 0 || url.is_some()) else { continue };
            let last = parts.get(at..).unwrap_or_default().join(" ");
            if let Some(found) = read_date(&last) {
                date = Some(found);
                parts.truncate(at);
                break;
            }
        }
        let host = url.as_deref().map(|url| {
            let host = url.split_once("://").map_or(url, |(_, rest)| rest);
            host.split(['/', '?', '#']).next().unwrap_or(host).trim_start_matches("www.").to_owned()
        });
        let mut parts = parts.into_iter();
        let publisher = parts.next().map(str::to_owned).or(host).unwrap_or_else(|| text.to_owned());
        let title = parts.collect::<Vec<_>>().join(", ");
        Self { publisher, title: Some(title).filter(|title| !title.is_empty()), date, url }
    }
}

fn source(draft: &mut Draft, cited: &Cited, place: Place) -> SourceId {
    let is_it = |source: &Source| match (&cited.url, &source.url) {
        (Some(url), Some(known)) => url == known,
        (Some(_), None) => false,
        (None, _) => {
            let named = plain(&source.publisher) == plain(&cited.publisher)
                || plain(source.id.as_str()) == plain(&cited.publisher);
            let titled = match (&cited.title, &source.title) {
                (Some(title), Some(known)) => plain(title) == plain(known),
                (Some(_), None) => false,
                (None, known) => known.is_none() || plain(source.id.as_str()) == plain(&cited.publisher),
            };
            named && titled && (cited.date.is_none() || source.date.is_none() || cited.date == source.date)
        }
    };
    let key = cited.url.clone().unwrap_or_else(|| plain(&cited.publisher));
    if let Some(known) = draft.sources(&key).find(|source| is_it(source)) {
        return known.id.clone();
    }
    let name =
        cited.title.as_ref().map_or_else(|| cited.publisher.clone(), |title| format!("{} {title}", cited.publisher));
    let id = draft.fresh_source(&name);
    let source = Source {
        id: id.clone(),
        publisher: cited.publisher.clone(),
        title: cited.title.clone(),
        date: cited.date.clone(),
        url: cited.url.clone(),
        language: None,
        kind: None,
        note: None,
        extra: Extra::default(),
    };
    draft.add(Noun::Source, source, &name, Some(place));
    id
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_taken_apart() {
        let read = |text: &str| {
            let cited = Cited::read(text);
            (
                cited.publisher,
                cited.title.unwrap_or_default(),
                cited.date.map(|date| date.to_string()).unwrap_or_default(),
                cited.url.unwrap_or_default(),
            )
        };
        let own = |parts: [&str; 4]| <(String, String, String, String)>::from(parts.map(str::to_owned));
        assert_eq!(read("Reuters"), own(["Reuters", "", "", ""]));
        assert_eq!(read("Reuters, 6 January 2026"), own(["Reuters", "", "2026-01-06", ""]));
        assert_eq!(read("Axios, Talks resume, January 6, 2026"), own(["Axios", "Talks resume", "2026-01-06", ""]));
        assert_eq!(read("https://www.axios.com/a?b=1"), own(["axios.com", "", "", "https://www.axios.com/a?b=1"]));
        assert_eq!(read("SANA (https://sana.sy/x), 2026-01-06"), own(["SANA", "", "2026-01-06", "https://sana.sy/x"]));
        assert_eq!(read("2026"), own(["2026", "", "", ""]));
    }
}
