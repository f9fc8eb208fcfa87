//! The picture of the axes: what stands in it, and that it is drawn right.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking, in its helpers too")]

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{env, fs};

use demarche::case::{Case, Role, Snapshot};
use demarche::compare::{Filter, default_columns};
use demarche::export::fonts::svg_options;
use demarche::export::paper::Picture;
use demarche::export::picture::{self, Heading, Room};
use demarche::generate::{self, Size};
use image::GrayImage;
use resvg::usvg::{Node, Rect, TextChunk, Tree};
use serde_json::json;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn paris() -> Snapshot {
    let bytes = fs::read(root().join("sample-data/paris-2026.json")).unwrap();
    Snapshot::new(Arc::new(serde_json::from_slice(&bytes).unwrap()))
}

fn heading(snapshot: &Snapshot) -> Heading {
    let case = snapshot.case();
    Heading { title: case.title.clone(), handling: case.handling.clone(), ..Heading::default() }
}

fn drawn(snapshot: &Snapshot) -> Picture {
    picture::standalone(snapshot, &Filter::default(), &default_columns(snapshot), &heading(snapshot)).unwrap()
}

/// The picture's own words, lines joined, without those of titles and descriptions.
fn words(picture: &Picture) -> String {
    let mut words = String::new();
    let mut rest = picture.svg.as_str();
    while let Some((_, behind)) = rest.split_once("<text ") {
        let (text, after) = behind.split_once('>').unwrap().1.split_once("</text>").unwrap();
        words.push_str(text);
        words.push(' ');
        rest = after;
    }
    words
}

/// Compares with the file kept in `tests/golden`; `UPDATE_SNAPSHOTS=1` makes it anew.
fn golden(name: &str, made: &str) {
    let path = root().join("tests/golden").join(name);
    if env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, made).unwrap();
        return;
    }
    let kept = fs::read_to_string(&path).unwrap_or_default();
    let differs = kept.lines().zip(made.lines()).position(|(kept, made)| kept != made);
    assert!(kept == made, "{} differs, first in line {differs:?}; UPDATE_SNAPSHOTS=1 makes it anew", path.display());
}

/// Leaves a picture to be looked at in `target/looked-at`.
fn leave(name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("looked-at");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}

#[test]
fn the_picture_of_the_sample_is_as_it_was_when_it_was_looked_at() {
    let picture = drawn(&paris());
    leave("axes.svg", &picture::svg(&picture));
    leave("axes.png", &picture::png(&picture, 2.0).unwrap());
    golden("paris-axes.svg", &String::from_utf8(picture::svg(&picture)).unwrap());
}

#[test]
fn the_same_case_gives_the_same_bytes() {
    let (one, other) = (drawn(&paris()), drawn(&paris()));
    assert!(one == other);
    assert!(picture::png(&one, 1.0).unwrap() == picture::png(&other, 1.0).unwrap());
}

#[test]
fn every_issue_every_option_and_every_party_that_has_a_place_is_in_the_picture() {
    let snapshot = paris();
    let words = words(&drawn(&snapshot));
    let holds = |text: &str| text.split_whitespace().all(|word| words.contains(word));
    for issue in &snapshot.case().issues {
        assert!(words.contains(issue.number.as_deref().unwrap()) && holds(&issue.title), "{}", issue.title);
        for option in &issue.options {
            assert!(holds(&option.label), "{}: {}", issue.title, option.label);
        }
    }
    for party in snapshot.case().parties.iter().filter(|party| party.role == Role::Principal) {
        assert!(words.contains(party.label()), "{}", party.name);
    }
    assert!(words.contains("only if") && words.contains("common ground") && words.contains("apart"));
    assert!(!words.contains('…'), "something of the sample is cut off");
}

#[test]
fn the_picture_is_read_without_a_complaint_and_needs_nothing_from_outside() {
    let picture = drawn(&paris());
    let tree = Tree::from_str(&picture.svg, &svg_options()).unwrap();
    assert_eq!((tree.size().width(), tree.size().height()), (picture.width, picture.height));
    for reference in ["href", "url(", "<style", "<script", "<image", " id=", "http://", "https://"] {
        let found = picture.svg.replace("http://www.w3.org/2000/svg", "").contains(reference);
        assert!(!found, "{reference}");
    }
}

#[test]
fn pictures_for_pages_fit_their_pages_and_hold_together_what_the_whole_holds() {
    let snapshot = paris();
    let columns = default_columns(&snapshot);
    // The text of an upright page of A4, in CSS pixels.
    let room = Room { width: 680.0, ..Room::FREE };
    let pictures = picture::axes_by_issue(&snapshot, &Filter::default(), &columns, room);
    assert_eq!(pictures.len(), snapshot.case().issues.len());
    let mut all = String::new();
    for (number, (_, picture)) in pictures.iter().enumerate() {
        leave(&format!("axes-page-{number}.png"), &picture::png(picture, 1.5).unwrap());
        assert!(picture.width <= 680.0 && picture.height <= 960.0, "{number}: {}", picture.height);
        all.push_str(&words(picture));
    }
    for issue in &snapshot.case().issues {
        assert_eq!(all.matches(&format!("{} ", issue.number.as_deref().unwrap())).count(), 1, "{}", issue.title);
    }
}

/// Every text of a drawing with its place.
fn texts(group: &resvg::usvg::Group, found: &mut Vec<(String, Rect)>) {
    for node in group.children() {
        match node {
            Node::Group(group) => texts(group, found),
            Node::Text(text) => {
                let words = text.chunks().iter().map(TextChunk::text).collect();
                found.push((words, text.abs_bounding_box()));
            }
            _ => {}
        }
    }
}

#[test]
fn no_text_is_drawn_over_another() {
    let mut sizes = vec![paris()];
    sizes.push(Snapshot::new(Arc::new(generate::case(7, Size::of(300)))));
    for (number, snapshot) in sizes.iter().enumerate() {
        let picture = drawn(snapshot);
        leave(&format!("axes-case-{number}.svg"), &picture::svg(&picture));
        let tree = Tree::from_str(&picture.svg, &svg_options()).unwrap();
        let mut found = Vec::new();
        texts(tree.root(), &mut found);
        assert!(found.len() > 50);
        for (number, (one, place)) in found.iter().enumerate() {
            for (other, at) in &found[number + 1..] {
                let across = place.right().min(at.right()) - place.left().max(at.left());
                // A line of Arabic is said to be twice as high as its letters: lines of one text may touch.
                let between = (place.top() + place.bottom() - at.top() - at.bottom()).abs() / 2.0;
                assert!(across <= 1.0 || between >= 13.0, "“{one}” and “{other}” at {place:?}");
            }
        }
    }
}

/// A case with one issue in this language.
fn in_language(title: &str, options: [&str; 3], party: &str) -> Snapshot {
    let option = |(number, label): (usize, &str)| json!({ "id": format!("o{number}"), "label": label });
    let case = json!({
        "format": "demarche/case", "version": 1, "title": title,
        "parties": [
            { "id": "one", "name": party, "role": "principal" }, { "id": "other", "name": "B", "role": "principal" },
        ],
        "axes": [{ "id": "security", "name": "Security" }],
        "issues": [{ "id": "i", "axis": "security", "number": "S1", "title": title, "status": "contested",
            "options": options.into_iter().enumerate().map(option).collect::<Vec<_>>() }],
        "positions": [{ "id": "p", "party": "one", "issue": "i", "kind": "demand", "text": title, "options": ["o1"] }],
    });
    Snapshot::new(Arc::new(serde_json::from_str::<Case>(&case.to_string()).unwrap()))
}

/// The dots of one line of text, cut out of a drawing of its own.
fn dots_of(text: &str, size: f32) -> GrayImage {
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"400\" height=\"60\"><rect width=\"400\" height=\"60\" \
         fill=\"#fff\"/><text x=\"10\" y=\"40\" font-size=\"{size}\" font-family=\"Noto Sans\">{text}</text></svg>"
    );
    let picture = Picture { svg, width: 400.0, height: 60.0, label: String::new(), continues: false };
    image::load_from_memory(&picture::png(&picture, 2.0).unwrap()).unwrap().to_luma8()
}

fn ink(dots: &GrayImage) -> usize {
    dots.pixels().filter(|dot| dot.0[0] < 128).count()
}

/// How many dots of two drawings are dark in one and light in the other.
fn difference(one: &GrayImage, other: &GrayImage) -> usize {
    one.pixels().zip(other.pixels()).filter(|(one, other)| one.0[0].abs_diff(other.0[0]) > 128).count()
}

#[test]
fn arabic_and_hebrew_are_joined_and_run_from_right_to_left() {
    for (word, first, last) in [("سوريا", "س", "ا"), ("ישראל", "י", "ל")] {
        let drawn = dots_of(word, 30.0);
        assert!(ink(&drawn) > 200, "{word} is drawn");
        // In reverse it would look otherwise, and so would letter by letter.
        let reversed: String = word.chars().rev().collect();
        assert!(difference(&drawn, &dots_of(&reversed, 30.0)) > 200, "{word}");
        let (begins, ends) = (dots_of(first, 30.0), dots_of(last, 30.0));
        assert!(ink(&begins) > 20 && ink(&ends) > 20);
    }
    let apart: String = "سوريا".chars().flat_map(|letter| [letter, '\u{200C}']).collect();
    assert!(difference(&dots_of("سوريا", 30.0), &dots_of(&apart, 30.0)) > 200, "letters are joined");
}

#[test]
fn a_right_to_left_paragraph_keeps_numbers_and_brackets_in_their_place() {
    let snapshot = in_language("قرار UNSCR 2334 (1974)", ["انسحاب كامل", "قوات مشتركة (S2)", "ישראל 2334"], "سوريا");
    let picture = drawn(&snapshot);
    leave("axes-rtl.svg", &picture::svg(&picture));
    leave("axes-rtl.png", &picture::png(&picture, 2.0).unwrap());
    assert!(picture.svg.contains(">\u{202B}قرار UNSCR 2334 (1974)\u{202C}</text>"));
    // What usvg makes of it: the same dots as of a line put in its order by hand. The word stands at the right, and
    // the number in brackets stays behind the Latin name.
    let told = dots_of("\u{202B}قرار UNSCR 2334 (1974)\u{202C}", 24.0);
    let by_hand = dots_of("UNSCR 2334 (1974) قرار", 24.0);
    assert_eq!(difference(&told, &by_hand), 0);
    let untold = dots_of("قرار UNSCR 2334 (1974)", 24.0);
    assert!(difference(&told, &untold) > 500, "without being told it would be out of order");
    let tree = Tree::from_str(&picture.svg, &svg_options()).unwrap();
    let mut found = Vec::new();
    texts(tree.root(), &mut found);
    for word in ["سوريا", "انسحاب كامل", "ישראל 2334"] {
        let (_, place) = found.iter().find(|(text, _)| text.contains(word)).unwrap();
        assert!(place.width() > 20.0 && place.height() > 8.0, "{word}: {place:?}");
    }
}

#[test]
fn in_shades_of_grey_every_meaning_still_has_a_shape_or_a_word() {
    let picture = drawn(&paris());
    let words = words(&picture);
    for word in ["demand", "would accept", "refuses", "common ground", "Contested", "Under discussion"] {
        assert!(words.contains(word), "{word}");
    }
    // A filled band and an outlined one differ in shade as well: a tint with an edge, and white.
    let dots = image::load_from_memory(&picture::png(&picture, 1.0).unwrap()).unwrap().to_luma8();
    assert!(dots.pixels().any(|dot| (0xB0..0xE0).contains(&dot.0[0])));
}

#[test]
fn a_large_case_is_drawn_within_seconds() {
    let snapshot = Snapshot::new(Arc::new(generate::case(3, Size::of(10_000))));
    let start = std::time::Instant::now();
    let picture = drawn(&snapshot);
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
    assert!(picture.svg.len() > 100_000);
}
