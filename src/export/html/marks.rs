//! The drawn marks of kinds and statuses, once for the whole page.

use maud::{Markup, PreEscaped, html};

use crate::export::paper::Mark;

/// Each mark's name and its shapes, in a square from -1 to 1.
const SHAPES: [(&str, &str); 12] = [
    ("demand", r#"<path d="M0-.9 1 .8H-1z"/>"#),
    ("concession", r#"<path d="M-1-.8H1L0 .9z"/>"#),
    ("red-line", r#"<g class="s"><circle r=".84"/><path d="M-.6 0H.6"/></g>"#),
    ("interest", r#"<path d="M0-1 1 0 0 1-1 0z"/>"#),
    ("other", r#"<g class="s"><circle r=".8"/></g>"#),
    ("agreed", r#"<g class="s"><path d="M-.9.05-.25.7.9-.65"/></g>"#),
    ("agreed-in-principle", r#"<g class="s t"><circle r=".92"/><path d="M-.5.03-.14.39.5-.36"/></g>"#),
    ("under-discussion", r#"<g class="s t"><circle r=".88"/></g><path d="M0-.88A.88.88 0 0 0 0 .88z"/>"#),
    ("contested", r#"<g class="s"><path d="M-.78-.78.78.78M-.78.78.78-.78"/></g>"#),
    ("not-addressed", r#"<g class="s"><path d="M-.8 0H.8"/></g>"#),
    ("unknown", r#"<g class="s d"><circle r=".86"/></g>"#),
    ("disputed", r#"<path d="M-1-.75-.12 0-1 .75zM1-.75.12 0 1 .75z"/>"#),
];

/// The shapes, for the marks to use; itself it shows nothing.
pub(super) fn symbols() -> Markup {
    html! {
        svg.symbols width="0" height="0" aria-hidden="true" {
            @for (name, shapes) in SHAPES {
                symbol id=(format!("mark-{name}")) viewBox="-1.1 -1.1 2.2 2.2" { (PreEscaped(shapes)) }
            }
        }
    }
}

/// A mark in a line of text; its word follows on the same line.
pub(super) fn mark(mark: &Mark) -> Markup {
    let name = mark.name();
    html! {
        svg class=(format!("mark {name}")) aria-hidden="true" { use href=(format!("#mark-{name}")) {} }
        "\u{2060}"
    }
}
