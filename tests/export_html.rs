//! Papers as a page for browsers.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test's helpers stumble over, the test reports"
)]

#[path = "support/browser.rs"]
mod browser;
#[path = "support/pages.rs"]
#[cfg(feature = "pdf")]
mod pages;
#[path = "support/paper.rs"]
mod paper;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use demarche::case::{Case, Snapshot};
use demarche::export::paper::{Block, Look, Mark, NumberedSource, Paper, Row, RowKind, Table, TableColumn, Text};
use demarche::export::paper::{Card, Link};
use demarche::export::{Choices, Format, Layout, Progress, export, html};
use scraper::{ElementRef, Html, Selector};
use serde_json::json;

use browser::Browser;
use paper::{ARABIC, HEBREW};

/// Writes a paper, and keeps the file in `target/briefings` for looking at.
fn written(name: &str, paper: &Paper) -> (String, PathBuf) {
    kept(name, html::write(paper, &Progress::default()).unwrap())
}

/// The same with a layout of a case.
fn exported(name: &str, snapshot: &Snapshot, choices: &Choices) -> (String, PathBuf) {
    let document = export(snapshot, choices, Format::Html, &Progress::default()).unwrap();
    kept(name, String::from_utf8(document.bytes).unwrap())
}

fn kept(name: &str, page: String) -> (String, PathBuf) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("briefings");
    fs::create_dir_all(&folder).unwrap();
    let file = folder.join(name).with_extension("html");
    fs::write(&file, &page).unwrap();
    (page, file)
}

fn all<'a>(page: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    page.select(&Selector::parse(selector).unwrap()).collect()
}

fn text(element: &ElementRef<'_>) -> String {
    element.text().collect::<String>().replace('\u{2060}', "")
}

fn plain(blocks: Vec<Block>) -> Paper {
    Paper { title: "Plain".to_owned(), blocks, ..Paper::default() }
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(Text::plain(text))
}

#[test]
fn every_word_of_a_paper_stands_on_the_page() {
    let snapshot = paper::sample();
    for (name, paper) in [("side", paper::side_by_side(&snapshot)), ("everything", paper::everything(&snapshot))] {
        let (page, _) = written(name, &paper);
        let page = Html::parse_document(&page);
        let text: String = text(&page.root_element());
        for words in paper::words(&paper) {
            assert!(text.contains(&words), "{name} lacks {words:?}");
        }
    }
}

#[test]
fn the_same_paper_gives_the_same_page_and_it_leads_nowhere() {
    let paper = paper::everything(&paper::sample());
    let (page, _) = written("everything", &paper);
    assert_eq!(page, html::write(&paper, &Progress::default()).unwrap());
    let page = Html::parse_document(&page);
    assert!(all(&page, "link, img, iframe, object, embed, base, [src], [srcset]").is_empty(), "something is loaded");
    let policy = all(&page, "meta[http-equiv=Content-Security-Policy]");
    assert!(policy[0].attr("content").unwrap().starts_with("default-src 'none'; "));
    assert_eq!(all(&page, "script").len(), 1);
}

#[test]
fn it_is_built_as_screen_readers_need_it() {
    let (page, _) = written("everything", &paper::everything(&paper::sample()));
    let page = Html::parse_document(&page);
    assert_eq!(page.root_element().attr("lang"), Some("en"));
    assert_eq!(page.root_element().attr("dir"), Some("ltr"));
    assert_eq!(all(&page, "h1").len(), 1);
    let heads = all(&page, "thead th[scope=col]").len();
    assert_eq!(heads, all(&page, "colgroup col").len());
    assert_eq!(all(&page, "tbody tr:not(.group) > th[scope=row]").len(), all(&page, "tbody tr:not(.group)").len());
    assert_eq!(all(&page, "tr.group > th[scope=rowgroup]").len(), all(&page, "tbody").len());
    assert_eq!(text(&all(&page, "caption")[0]), "The parties' positions, issue by issue");
    assert_eq!(all(&page, "figure")[0].attr("aria-label"), Some("Where the parties stand on T1"));
    for mark in all(&page, "svg.mark") {
        assert_eq!(mark.attr("aria-hidden"), Some("true"));
    }
    for id in ["source-1", "source-23"] {
        assert_eq!(all(&page, &format!("li#{id}")).len(), 1);
    }
    for link in all(&page, "a[href^='#']") {
        let target = link.attr("href").unwrap().trim_start_matches('#');
        assert_eq!(all(&page, &format!("[id={target}]")).len(), 1, "{target}");
    }
    // Without a script there is nothing that does not work.
    assert!(all(&page, "form.tools")[0].attr("hidden").is_some());
}

#[test]
fn what_would_be_markup_stands_as_text() {
    let harm = "</style></script><script>alert(1)</script><img src=x onerror=alert(1)> \" onload='x' &amp; ]]>";
    let say = || Text::plain(harm);
    let column = TableColumn { head: vec![paragraph(harm)], share: 1.0, party: Some(harm.into()), accent: None };
    let row = |kind| Row { axis: Some(harm.into()), kind };
    let table = Table {
        label: harm.to_owned(),
        columns: vec![column.clone(), column],
        rows: vec![row(RowKind::Group(say())), row(RowKind::Cells(vec![vec![paragraph(harm)], Vec::new()]))],
    };
    let link = Text::default().linked(harm, Look::Strong, Link::Url(format!("https://a.b/{harm}")));
    let script = Text::default().linked("run", Look::Plain, Link::Url("javascript:alert(1)".to_owned()));
    let accent = demarche::export::paper::Accent { number: 0, color: Some(harm.to_owned()) };
    let paper = Paper {
        title: harm.to_owned(),
        subtitle: harm.to_owned(),
        language: Some(harm.to_owned()),
        handling: Some(harm.to_owned()),
        marking: Some(harm.to_owned()),
        footer: harm.to_owned(),
        blocks: vec![
            Block::Heading { level: 1, text: say().marked(Mark::Disputed) },
            Block::Paragraph(link),
            Block::Paragraph(script),
            Block::Card(Card { accent: Some(accent), blocks: vec![paragraph(harm)] }),
            Block::List(vec![vec![paragraph(harm)]]),
            Block::Table(table),
            Block::Sources(vec![NumberedSource { number: 1, text: say() }]),
        ],
        ..Paper::default()
    };
    let (page, file) = written("harm", &paper);
    let page = Html::parse_document(&page);
    assert_eq!(all(&page, "script").len(), 1);
    assert_eq!(all(&page, "style").len(), 1);
    assert!(all(&page, "img, [onerror], [onload]").is_empty());
    assert!(all(&page, "a[href^='javascript']").is_empty());
    assert!(all(&page, "main p").iter().any(|element| text(element).contains("<script>alert(1)</script>")));
    assert!(!all(&page, "style")[0].text().collect::<String>().contains('<'));
    if let Some(browser) = Browser::find("what_would_be_markup_stands_as_text") {
        let answer = browser.ask(&file, "return { title: page.title, scripts: page.scripts.length };");
        assert_eq!(answer["title"], format!("{harm} – {harm}"));
        assert_eq!(answer["scripts"], 1);
    }
}

#[test]
fn letters_that_act_on_others_are_spelt_out() {
    let (page, _) = written("controls", &plain(vec![paragraph("pay \u{202E}001\u{202C} now\u{0}\u{7}")]));
    assert!(page.contains("pay [RLO]001[PDF] now[U+0000][U+0007]"));
    assert!(!page.chars().any(|letter| letter == '\u{202E}' || (letter.is_control() && letter != '\n')));
}

#[test]
fn the_page_and_each_paragraph_have_their_direction() {
    let paper = Paper {
        right_to_left: true,
        language: Some("ar".to_owned()),
        ..plain(vec![
            paragraph(ARABIC),
            paragraph(HEBREW),
            paragraph("Latin"),
            paragraph("\u{2068}T1\u{2069} \u{2068}سوريا\u{2069}"),
        ])
    };
    let (page, _) = written("rtl", &paper);
    let page = Html::parse_document(&page);
    assert_eq!((page.root_element().attr("dir"), page.root_element().attr("lang")), (Some("rtl"), Some("ar")));
    // A paragraph says its direction where it is not the page's; what it takes in is ordered by itself.
    let directions: Vec<_> = all(&page, "main p").iter().map(|element| element.attr("dir")).collect();
    assert_eq!(directions, [None, None, Some("ltr"), None]);
    let isolated: Vec<String> = all(&page, "main p bdi").iter().map(|element| element.text().collect()).collect();
    assert_eq!(isolated, ["T1", "سوريا"]);
}

#[test]
fn it_can_be_stopped() {
    let progress = Progress::default();
    progress.cancel();
    assert!(html::write(&paper::long(10), &progress).is_err());
}

#[test]
fn search_and_filters_work_in_a_browser_without_an_error() {
    let Some(browser) = Browser::find("search_and_filters_work_in_a_browser_without_an_error") else { return };
    let (_, file) = written("side", &paper::side_by_side(&paper::sample()));
    let answer = browser.ask(
        &file,
        r#"
        const count = () => page.querySelector(".count").textContent;
        const shown = () => Array.from(page.querySelectorAll("tbody tr:not(.group)")).filter(row => row.offsetParent !== null).length;
        const columns = () => Array.from(page.querySelectorAll("thead th")).filter(head => head.offsetParent !== null).length;
        const groups = () => Array.from(page.querySelectorAll("tr.group")).filter(row => row.offsetParent !== null).length;
        const answer = { tools: !page.querySelector("form.tools").hidden, all: count(), rows: shown() };
        await type("HERMON");
        Object.assign(answer, { found: count(), foundRows: shown(), foundGroups: groups() });
        await type("no such word");
        Object.assign(answer, { none: count(), nothing: !page.querySelector(".nothing").hidden });
        await type("");
        await tick("axis", "security");
        Object.assign(answer, { axis: count(), axisRows: shown(), axisGroups: groups() });
        await tick("party", "syria");
        Object.assign(answer, { columns: columns(), span: page.querySelector("tr.group th").colSpan });
        page.querySelector("form.tools button").click();
        await wait();
        Object.assign(answer, { reset: count(), resetColumns: columns() });
        return answer;
        "#,
    );
    assert_eq!(answer["tools"], true, "{answer}");
    assert_eq!(answer["all"], "19 of 19 issues");
    assert_eq!(answer["rows"], 19);
    let found = answer["foundRows"].as_u64().unwrap();
    assert!((1..10).contains(&found), "{answer}");
    assert_eq!(answer["found"], format!("{found} of 19 issues"));
    assert_eq!((&answer["none"], &answer["nothing"]), (&"0 of 19 issues".into(), &true.into()));
    assert_eq!(
        (&answer["axis"], &answer["axisRows"], &answer["axisGroups"]),
        (&"8 of 19 issues".into(), &8.into(), &1.into())
    );
    // The issue, Syria, and the proposals, which are nobody's.
    assert_eq!((&answer["columns"], &answer["span"]), (&3.into(), &3.into()));
    assert_eq!((&answer["reset"], &answer["resetColumns"]), (&"19 of 19 issues".into(), &6.into()));
}

#[test]
fn a_record_without_a_table_is_searched_by_its_sections() {
    let Some(browser) = Browser::find("a_record_without_a_table_is_searched_by_its_sections") else { return };
    let mut paper = paper::everything(&paper::sample());
    paper.blocks.retain(|block| !matches!(block, Block::Table(_)));
    let (_, file) = written("sections", &paper);
    let answer = browser.ask(
        &file,
        r#"
        const heads = () => Array.from(page.querySelectorAll("h2, h3, h4")).filter(head => head.offsetParent !== null).map(head => head.textContent);
        const all = page.querySelector(".count").textContent;
        await type("Druze");
        return { all, count: page.querySelector(".count").textContent, heads: heads() };
        "#,
    );
    let heads: Vec<&str> = answer["heads"].as_array().unwrap().iter().map(|head| head.as_str().unwrap()).collect();
    assert!(heads.contains(&"S6 Protection of the Druze community") && heads.contains(&"Security"), "{answer}");
    assert!(heads.contains(&"Sources") && !heads.contains(&"Economic"), "{answer}");
    assert!(answer["count"].as_str().unwrap().ends_with(" sections"), "{answer}");
}

#[test]
#[cfg(feature = "pdf")]
fn printed_it_has_all_rows_and_repeats_the_head() {
    let Some(browser) = Browser::find("printed_it_has_all_rows_and_repeats_the_head") else { return };
    let mut paper = paper::long(150);
    paper.handling = Some("Restricted".to_owned());
    let (_, file) = written("printed", &paper);
    let printed = pages::texts(&browser.print(&file));
    let text = printed.concat();
    for number in 0..150 {
        assert!(text.contains(&format!("ROW{number:05}")), "row {number} is not printed");
    }
    assert!(printed.len() > 3);
    for (number, page) in printed.iter().enumerate() {
        assert!(page.contains("ISSUELYDIAMEDIA"), "page {} has no head", number + 1);
        assert!(page.contains("RESTRICTED"), "page {} has no marking", number + 1);
        assert!(page.contains(&format!("{}/{}", number + 1, printed.len())), "page {} has no number", number + 1);
    }
}

/// What a reader sees of a page, in words.
const SEEN: &str = r#"
    const seen = selector => Array.from(page.querySelectorAll(selector)).filter(one => one.offsetParent !== null);
    const heads = () => seen("main h2, main h3, main h4").map(head => head.textContent);
    const count = () => page.querySelector(".count").textContent;
    const clear = async () => { page.querySelector("form.tools button").click(); await wait(); };
"#;

fn list(value: &serde_json::Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap()).collect()
}

#[test]
fn a_record_is_chosen_from_by_axis_and_party_and_lists_its_contents() {
    let Some(browser) = Browser::find("a_record_is_chosen_from_by_axis_and_party_and_lists_its_contents") else {
        return;
    };
    let choices = Choices { layout: Layout::Record, picture: true, ..Choices::default() };
    let (page, file) = exported("paris-record", &paper::sample(), &choices);
    let body = r#"
        const cards = () => seen("main .card").length;
        const listed = () => seen(".contents a").map(link => link.textContent);
        const answer = { all: heads(), cards: cards(), count: count(), listed: listed() };
        await tick("axis", "economic");
        Object.assign(answer, { economic: heads(), economicListed: listed(), pictures: seen("main figure").length });
        await tick("party", "israel");
        Object.assign(answer, { israel: heads(), texts: seen("main .card > p:first-child").map(one => one.textContent) });
        await type("no such word");
        Object.assign(answer, { none: count(), nothing: !page.querySelector(".nothing").hidden });
        await clear();
        Object.assign(answer, { again: heads(), cardsAgain: cards() });
        return answer;
    "#;
    let answer = browser.ask(&file, &format!("{SEEN}{body}"));
    let all = list(&answer["all"]);
    assert_eq!(all, list(&answer["listed"]), "the contents are not the headings");
    assert!(all.contains(&"T1 Withdrawal from land taken since Dec 2024") && all.len() > 40);
    let economic = list(&answer["economic"]);
    assert!(economic.contains(&"E1 Joint economic zone") && economic.contains(&"Demilitarised joint economic zone"));
    // What is of no axis stays.
    assert!(economic.contains(&"Timeline") && economic.contains(&"Sources"));
    assert!(!economic.iter().any(|head| head.starts_with('T') && head.contains("Withdrawal")), "{economic:?}");
    assert_eq!(economic, list(&answer["economicListed"]));
    assert!(answer["pictures"].as_u64().unwrap() > 0, "{answer}");
    let texts = list(&answer["texts"]);
    assert!(texts.iter().any(|text| text.contains("Israel")) && !texts.iter().any(|text| text.contains("· Syria")));
    assert!(list(&answer["israel"]).contains(&"E1 Joint economic zone"));
    assert_eq!((&answer["nothing"], answer["none"].as_str().unwrap().split(' ').next()), (&true.into(), Some("0")));
    assert_eq!((&answer["again"], &answer["cardsAgain"]), (&answer["all"], &answer["cards"]));
    // Without a script it is all there, and the links lead somewhere.
    let page = Html::parse_document(&page);
    for link in all_links(&page) {
        assert_eq!(self::all(&page, &format!("[id='{link}']")).len(), 1, "{link}");
    }
}

fn all_links(page: &Html) -> Vec<String> {
    let links = all(page, "nav.contents a");
    assert!(!links.is_empty());
    links.iter().map(|link| link.attr("href").unwrap().trim_start_matches('#').to_owned()).collect()
}

#[test]
fn a_brief_and_a_summary_are_chosen_from_entry_by_entry() {
    let Some(browser) = Browser::find("a_brief_and_a_summary_are_chosen_from_entry_by_entry") else { return };
    let brief = Choices { layout: Layout::Brief, own_party: Some("israel".into()), ..Choices::default() };
    let (page, file) = exported("paris-brief-israel", &paper::sample(), &brief);
    assert!(all(&Html::parse_document(&page), "nav.contents").is_empty(), "two pages need no contents");
    let body = r#"
        const entries = () => seen("main li[data-entry]").map(entry => entry.textContent);
        const answer = { all: entries().length, count: count() };
        await tick("axis", "security");
        Object.assign(answer, { security: entries(), securityCount: count(), heads: heads() });
        await tick("party", "syria");
        Object.assign(answer, { syria: entries(), without: heads() });
        await clear();
        await type("hermon");
        Object.assign(answer, { hermon: entries(), hermonHeads: heads() });
        await type("our objectives");
        Object.assign(answer, { part: entries().length });
        return answer;
    "#;
    let answer = browser.ask(&file, &format!("{SEEN}{body}"));
    let total = answer["all"].as_u64().unwrap();
    assert_eq!(answer["count"], format!("{total} of {total} entries"));
    let security = list(&answer["security"]);
    assert!((5..total).contains(&(security.len() as u64)), "{answer}");
    assert_eq!(answer["securityCount"], format!("{} of {total} entries", security.len()));
    assert!(!security.iter().any(|entry| entry.starts_with("T1 ") || entry.starts_with("P1 ")), "{security:?}");
    // Nothing of ours is theirs.
    assert!(
        !list(&answer["without"]).contains(&"Our objectives") && list(&answer["heads"]).contains(&"Our objectives")
    );
    assert!(list(&answer["syria"]).len() < security.len());
    assert!(list(&answer["hermon"]).iter().all(|entry| entry.to_lowercase().contains("hermon")), "{answer}");
    assert!(!list(&answer["hermon"]).is_empty() && !list(&answer["hermonHeads"]).contains(&"Press line"));
    // A part is found by its name, whole.
    assert!(answer["part"].as_u64().unwrap() > 1, "{answer}");

    let (_, file) = exported("paris-summary", &paper::sample(), &Choices { layout: Layout::Summary, ..brief });
    let body = r#"
        const pictures = () => seen("main figure").length;
        const text = () => page.querySelector("main").innerText;
        const answer = { all: pictures() };
        await tick("axis", "territorial");
        Object.assign(answer, { territorial: text() });
        await clear();
        await tick("axis", "security");
        return Object.assign(answer, { security: pictures(), text: text() });
    "#;
    let answer = browser.ask(&file, &format!("{SEEN}{body}"));
    let (all, security) = (answer["all"].as_u64().unwrap(), answer["security"].as_u64().unwrap());
    assert!(security > 0 && security < all, "{answer}");
    let [territorial, security] = ["territorial", "text"].map(|key| answer[key].as_str().unwrap());
    assert!(territorial.contains("T1:") && territorial.contains("Principals:"), "{territorial}");
    assert!(!security.contains("T1:") && security.contains("Principals:"), "{security}");
}

/// A case in Arabic with so many parties that a table of them is wider than a window.
fn wide() -> Snapshot {
    let parties: Vec<_> = (1..=12)
        .map(|number| json!({ "id": format!("p{number}"), "name": format!("الطرف {number}"), "role": "principal" }))
        .collect();
    let positions: Vec<_> = (1..=12)
        .map(|number| {
            json!({ "id": format!("q{number}"), "party": format!("p{number}"), "issue": "line", "kind": "demand",
                    "text": ARABIC })
        })
        .collect();
    let case = json!({
        "format": "demarche/case", "version": 1, "title": "محادثات", "language": "ar", "parties": parties,
        "axes": [{ "id": "territorial", "name": "الأرض" }, { "id": "security", "name": "الأمن" }],
        "issues": [
            { "id": "line", "axis": "territorial", "number": "T1", "title": "انسحاب كامل", "status": "contested" },
            { "id": "arms", "axis": "security", "number": "S1", "title": "السلاح", "status": "unknown" },
        ],
        "positions": positions,
    });
    Snapshot::new(Arc::new(serde_json::from_value::<Case>(case).unwrap()))
}

#[test]
fn a_table_wider_than_the_window_scrolls_with_it_and_has_no_scroll_bar_of_its_own() {
    let Some(browser) = Browser::find("a_table_wider_than_the_window_scrolls_with_it") else { return };
    let (_, file) = exported("wide-rtl", &wide(), &Choices::default());
    let answer = browser.ask(
        &file,
        r#"
        const style = one => frame.contentWindow.getComputedStyle(one);
        const boxes = Array.from(page.querySelectorAll("body *")).filter(one => style(one).overflowX === "auto").length;
        const root = page.scrollingElement;
        const place = selector => { const box = page.querySelector(selector).getBoundingClientRect(); return [box.left, box.right]; };
        const answer = { boxes, wide: root.scrollWidth, window: root.clientWidth, head: place("thead th"), title: place("h1") };
        root.scrollLeft = -600;
        await wait();
        return Object.assign(answer, { scrolled: root.scrollLeft, headThen: place("thead th"), titleThen: place("h1") });
        "#,
    );
    assert_eq!(answer["boxes"], 0, "{answer}");
    assert!(answer["wide"].as_f64() > answer["window"].as_f64(), "{answer}");
    assert_eq!(answer["scrolled"], -600);
    // The title stays in sight, and so does the column of the issues.
    assert_eq!(answer["title"], answer["titleThen"], "{answer}");
    let right = |place: &serde_json::Value| place[1].as_f64().unwrap();
    let window = answer["window"].as_f64().unwrap();
    assert!(right(&answer["headThen"]) <= window && right(&answer["headThen"]) > window - 30.0, "{answer}");
}

#[test]
fn a_picture_in_a_page_has_the_colours_of_the_theme_and_alone_those_of_paper() {
    let choices = Choices { layout: Layout::Summary, ..Choices::default() };
    let (page, _) = exported("paris-summary-dark", &paper::sample(), &choices);
    let dark = page.split_once("prefers-color-scheme:dark").unwrap().1;
    let parsed = Html::parse_document(&page);
    let used: std::collections::BTreeSet<&str> = all(&parsed, "figure [fill], figure [stroke]")
        .iter()
        .flat_map(|element| ["fill", "stroke"].into_iter().filter_map(|name| element.attr(name)))
        .filter(|color| color.starts_with('#'))
        .collect();
    assert!(used.len() > 8, "{used:?}");
    for color in used {
        assert!(dark.contains(&format!("=\"{color}\"]")), "{color} stays as it is in the dark");
    }
    let alone = export(&paper::sample(), &choices, Format::Svg, &Progress::default()).unwrap();
    assert!(!String::from_utf8(alone.bytes).unwrap().contains("<style"));
}

#[test]
#[cfg(feature = "pdf")]
fn a_printed_record_has_everything_and_no_controls() {
    let Some(browser) = Browser::find("a_printed_record_has_everything_and_no_controls") else { return };
    let sample = paper::sample();
    let choices = Choices { layout: Layout::Record, ..Choices::default() };
    let (page, file) = exported("paris-record", &sample, &choices);
    let printed = pages::texts(&browser.print(&file)).concat();
    for heading in all(&Html::parse_document(&page), "main :is(h2, h3, h4)") {
        assert!(printed.contains(&pages::bare(&text(&heading))), "{} is not printed", text(&heading));
    }
    for event in &sample.case().events {
        assert!(printed.contains(&pages::bare(&demarche::words::terms::date(&event.date))), "{}", event.text);
    }
    assert!(!printed.contains("SECTIONS") && !printed.contains("CONTENTS"));
}
