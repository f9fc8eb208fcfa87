//! The page round a paper's blocks: its head, its title, what stands above and below.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::{marks, style, tools};
use crate::export::paper::Paper;
use crate::safe::safe;

/// Adds search and filters to a page that is read without it.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// The script's SHA-256 in base64; a test holds it to the script.
pub(super) const SCRIPT_HASH: &str = "sha256-Yb29zi9NXXfHAwZIFjsRjrmvr1bYK0os3qbyUJC9Zgw=";

/// The whole page.
pub(super) fn page(paper: &Paper, body: &Markup) -> Markup {
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src '{SCRIPT_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
    );
    let direction = if paper.right_to_left { "rtl" } else { "ltr" };
    let title = if paper.subtitle.is_empty() {
        safe(&paper.title).into_owned()
    } else {
        format!("{} – {}", safe(&paper.title), safe(&paper.subtitle))
    };
    html! {
        (DOCTYPE)
        html lang=(language(paper)) dir=(direction) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="Demarche";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(style::sheet(paper))) }
            }
            body {
                (marks::symbols())
                header.top {
                    @if paper.handling.is_some() || paper.marking.is_some() {
                        div.banner {
                            @if let Some(handling) = &paper.handling { p.handling dir="auto" { (safe(handling)) } }
                            @if let Some(marking) = &paper.marking { p.marking dir="auto" { (safe(marking)) } }
                        }
                    }
                    h1 dir="auto" { (safe(&paper.title)) }
                    @if !paper.subtitle.is_empty() { p.subtitle dir="auto" { (safe(&paper.subtitle)) } }
                }
                (tools::tools(paper))
                main { (body) }
                footer.foot { p dir="auto" { (safe(&paper.footer)) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// The case's language, as far as it is a language tag; the program's own words are English.
fn language(paper: &Paper) -> &str {
    let tag = paper.language.as_deref().unwrap_or_default();
    let proper =
        !tag.is_empty() && tag.len() <= 35 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if proper { tag } else { "en" }
}
