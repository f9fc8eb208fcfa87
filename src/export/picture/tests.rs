use std::collections::BTreeSet;

use quick_xml::Reader;
use quick_xml::events::Event;
use serde_json::{Value, json};

use super::*;
use crate::case::Case;
use crate::compare::default_columns;

fn snapshot(case: &Value) -> Snapshot {
    Snapshot::new(serde_json::from_str::<Case>(&case.to_string()).unwrap().into())
}

/// A case of two principals and a mediator with one issue of so many options, and these positions: party, kind,
/// numbers of options, condition.
fn talks(options: usize, positions: &[(&str, &str, &[usize], &str)]) -> Value {
    let label = |number: usize| json!({ "id": format!("o{number}"), "label": format!("Option number {number}") });
    let positions: Vec<Value> = (0..)
        .zip(positions)
        .map(|(number, (party, kind, options, condition)): (u32, _)| {
            let conditions: Vec<Value> =
                if condition.is_empty() { Vec::new() } else { vec![json!({ "text": condition })] };
            json!({
                "id": format!("p{number}"), "party": party, "issue": "arms", "kind": kind, "text": format!("Text {number}"),
                "options": options.iter().map(|number| format!("o{number}")).collect::<Vec<_>>(),
                "conditions": conditions,
            })
        })
        .collect();
    json!({
        "format": "demarche/case", "version": 1, "title": "Talks",
        "parties": [
            { "id": "syria", "name": "Syria", "role": "principal" },
            { "id": "israel", "name": "Israel", "role": "principal" },
            { "id": "usa", "name": "United States", "role": "mediator" },
        ],
        "axes": [{ "id": "security", "name": "Security" }, { "id": "economic", "name": "Economic" }],
        "issues": [
            { "id": "arms", "axis": "security", "number": "S1", "title": "Arms", "status": "contested",
              "options": (1..=options).map(label).collect::<Vec<_>>() },
            { "id": "trade", "axis": "economic", "number": "E1", "title": "Trade", "status": "unknown" },
        ],
        "positions": positions,
    })
}

fn drawn(case: &Value) -> Picture {
    let snapshot = snapshot(case);
    axes(&snapshot, &Filter::default(), &default_columns(&snapshot)).unwrap()
}

/// The texts of a picture as they are read, line by line, without those that tell what a group is.
fn texts(picture: &Picture) -> Vec<String> {
    let mut reader = Reader::from_str(&picture.svg);
    let (mut texts, mut within) = (Vec::new(), false);
    loop {
        match reader.read_event().unwrap() {
            Event::Start(start) if start.name().as_ref() == "text" => {
                within = true;
                texts.push(String::new());
            }
            Event::End(end) if end.name().as_ref() == "text" => within = false,
            Event::Text(text) if within => {
                texts.last_mut().unwrap().push_str(text.as_ref());
            }
            Event::GeneralRef(name) if within => texts.last_mut().unwrap().push_str(match name.as_ref() {
                "amp" => "&",
                "lt" => "<",
                "gt" => ">",
                other => panic!("{other:?}"),
            }),
            Event::Eof => return texts,
            _ => {}
        }
    }
}

fn all_text(picture: &Picture) -> String {
    texts(picture).join(" ")
}

#[test]
fn there_is_no_picture_of_a_case_without_a_scale() {
    let snapshot = snapshot(&talks(0, &[("syria", "demand", &[], "")]));
    let columns = default_columns(&snapshot);
    assert_eq!(axes(&snapshot, &Filter::default(), &columns), None);
    assert!(axes_by_issue(&snapshot, &Filter::default(), &columns, Room::FREE).is_empty());
}

#[test]
fn a_distance_is_told_and_the_silent_keep_their_lane() {
    let case = talks(4, &[("syria", "demand", &[1], ""), ("israel", "demand", &[3], "")]);
    let text = all_text(&drawn(&case));
    assert!(text.contains("2 steps apart"), "{text}");
    let text = all_text(&drawn(&talks(4, &[("syria", "demand", &[1], "")])));
    assert!(text.contains("Israel No recorded position"), "{text}");
    assert!(text.contains("Common ground unknown:"), "{text}");
}

#[test]
fn common_ground_is_hatched_and_named() {
    let picture = drawn(&talks(3, &[("syria", "demand", &[2], ""), ("israel", "concession", &[2], "")]));
    let named = texts(&picture).iter().filter(|text| *text == "common ground").count();
    assert_eq!(named, 2, "in the legend and at the zone");
    let zone = format!("stroke=\"{}\" stroke-width=\"1.25\"/>", ink::GREEN);
    assert_eq!(picture.svg.matches(&zone).count(), 1);
    assert!(!picture.svg.contains("stroke-dasharray"));

    let picture = drawn(&talks(3, &[("syria", "demand", &[2], ""), ("israel", "concession", &[2], "arms are down")]));
    assert!(all_text(&picture).contains("common ground, only if arms are down"));
    assert_eq!(picture.svg.matches("stroke-dasharray").count(), 1);
}

#[test]
fn a_condition_is_read_in_full_beside_its_mark_or_below_the_scale() {
    let short = "guarantees are in place";
    let long = "robust guarantees are in place, inspected by all sides, and renewed ".repeat(12);
    for condition in [short, long.trim()] {
        let case = talks(3, &[("syria", "demand", &[1], ""), ("israel", "concession", &[3], condition)]);
        let text = all_text(&drawn(&case));
        assert!(text.contains("only if"), "{text}");
        let words = condition.split(' ').filter(|word| *word == "inspected").count();
        // What needs more than six lines ends with an ellipsis; it is told whole to those who point at the mark.
        assert!(text.matches("inspected").count() >= words.min(6), "{text}");
    }
    // No room beside the mark: the words stand above it, the condition below the scale, with its party.
    let case = talks(9, &[("syria", "concession", &[1, 9], ""), ("israel", "concession", &[5], "the line is drawn")]);
    let text = all_text(&drawn(&case));
    assert!(text.contains("only if the line is drawn"), "{text}");
}

#[test]
fn the_condition_of_a_red_line_is_read_below_the_scale() {
    let text = all_text(&drawn(&talks(3, &[("israel", "red_line", &[1], "the summit is asked for")])));
    assert!(text.contains("Israel Red line only if the summit is asked for"), "{text}");
}

#[test]
fn labels_that_have_no_room_are_numbered_and_listed() {
    for (options, listed) in [(3, false), (12, false), (40, true)] {
        let text = all_text(&drawn(&talks(options, &[("syria", "demand", &[1], "")])));
        for option in 1..=options {
            assert!(text.contains(&format!("number {option}")), "{options}: {option}");
        }
        assert_eq!(text.contains(" 1 Option number 1 2 Option number 2 "), listed, "{text}");
    }
}

#[test]
fn a_picture_for_each_issue_with_one_legend_and_a_heading_for_each_axis() {
    let mut case = talks(3, &[("syria", "demand", &[1], ""), ("israel", "demand", &[3], "")]);
    let issue = case["issues"][0].clone();
    for number in 2..=9 {
        let mut issue = issue.clone();
        issue["id"] = json!(format!("arms{number}"));
        issue["number"] = json!(format!("S{number}"));
        if number == 9 {
            issue["options"] = json!([]);
        }
        case["issues"].as_array_mut().unwrap().push(issue);
    }
    let snapshot = snapshot(&case);
    let columns = default_columns(&snapshot);
    let pictures = |room| -> Vec<Picture> {
        axes_by_issue(&snapshot, &Filter::default(), &columns, room).into_iter().map(|(_, picture)| picture).collect()
    };
    let all = pictures(Room { width: 700.0, ..Room::FREE });
    assert_eq!(all.len(), snapshot.case().issues.len());
    let told = |what: &str| all.iter().filter(|picture| all_text(picture).contains(what)).count();
    assert_eq!((told("accepted if conditions are met"), told("SECURITY"), told("ECONOMIC")), (1, 1, 1));
    for number in 1..=9 {
        assert_eq!(told(&format!("S{number} ")), 1);
        assert!(all.iter().any(|picture| picture.label.contains(&format!("S{number} "))), "{number} is told in words");
    }
    // Where only scales are wanted, what is words alone is left out.
    let scales = pictures(Room { scales_only: true, ..Room::FREE });
    let text: String = scales.iter().map(all_text).collect();
    assert!(text.contains("S8 ") && !text.contains("S9 "));
}

#[test]
fn from_right_to_left_everything_is_mirrored_but_letters_and_ticks() {
    let mut case = talks(3, &[("syria", "demand", &[1], ""), ("israel", "demand", &[3], "")]);
    case["issues"][0]["status"] = json!("agreed");
    let snapshot = snapshot(&case);
    let columns = default_columns(&snapshot);
    let drawn = |right_to_left| {
        let room = Room { right_to_left, ..Room::FREE };
        axes_by_issue(&snapshot, &Filter::default(), &columns, room).remove(0).1
    };
    let (ltr, rtl) = (drawn(false), drawn(true));
    assert_eq!((ltr.width, ltr.height, &ltr.label), (rtl.width, rtl.height, &rtl.label));
    let attribute = |element: &str, name: &str| -> Option<f32> {
        element.split_once(&format!(" {name}=\""))?.1.split('"').next()?.parse().ok()
    };
    let mut texts = 0;
    for (left, right) in ltr.svg.lines().zip(rtl.svg.lines()) {
        if left.starts_with("<rect") {
            let mirrored = ltr.width - attribute(left, "x").unwrap() - attribute(left, "width").unwrap();
            assert!((attribute(right, "x").unwrap() - mirrored).abs() < 0.02, "{left} {right}");
        }
        if left.starts_with("<text") {
            texts += 1;
            let mirrored = ltr.width - attribute(left, "x").unwrap();
            assert!((attribute(right, "x").unwrap() - mirrored).abs() < 0.02, "{left} {right}");
            assert_eq!(left.split_once('>').map(|(_, text)| text), right.split_once('>').map(|(_, text)| text));
        }
    }
    assert!(texts > 10);
    // A tick goes down and then up, whichever way is read.
    let tick = |picture: &Picture| {
        let path = picture.svg.lines().find(|line| line.contains("stroke-width=\"1.76\"")).unwrap().to_owned();
        let numbers: Vec<f32> =
            path.split(['M', 'L', ' ', '"']).filter_map(|number| number.parse().ok()).take(6).collect();
        (numbers[0] < numbers[2], numbers[2] < numbers[4])
    };
    assert_eq!((tick(&ltr), tick(&rtl)), ((true, true), (true, true)));
}

#[test]
fn what_is_too_high_for_one_file_goes_on_in_others_that_have_their_markings() {
    let mut case = talks(3, &[("syria", "demand", &[1], ""), ("israel", "demand", &[3], "")]);
    let issue = case["issues"][0].clone();
    for number in 2..=9 {
        let mut issue = issue.clone();
        issue["id"] = json!(format!("arms{number}"));
        issue["number"] = json!(format!("S{number}"));
        case["issues"].as_array_mut().unwrap().push(issue);
    }
    let snapshot = snapshot(&case);
    let columns = default_columns(&snapshot);
    let heading = Heading { title: "Talks".to_owned(), marking: Some("Internal".to_owned()), ..Heading::default() };
    let parts = |most| standalone_parts(&snapshot, &Filter::default(), &columns, &heading, most);
    let whole = parts(f32::INFINITY);
    assert_eq!(whole, [standalone(&snapshot, &Filter::default(), &columns, &heading).unwrap()]);
    assert!(!all_text(&whole[0]).contains("Part"));
    let files = parts(700.0);
    assert!(files.len() > 2, "{}", files.len());
    let mut seen = BTreeSet::new();
    for (number, file) in files.iter().enumerate() {
        assert!(file.height <= 700.0);
        let text = all_text(file);
        assert!(
            text.contains("INTERNAL") && text.contains(&format!("Part {} of {}", number + 1, files.len())),
            "{text}"
        );
        assert!(text.contains("SECURITY") || text.contains("ECONOMIC"), "each names its axis: {text}");
        seen.extend((1..=9).map(|number| format!("S{number}")).filter(|number| text.contains(number.as_str())));
    }
    assert_eq!(seen.len(), 9);
}

#[test]
fn a_file_of_its_own_has_title_markings_and_footer_and_a_picture_in_a_document_has_none() {
    let snapshot = snapshot(&talks(3, &[("syria", "demand", &[1], "")]));
    let columns = default_columns(&snapshot);
    let heading = Heading {
        title: "Talks <in> Paris".to_owned(),
        handling: Some("Limited".to_owned()),
        marking: Some("Internal".to_owned()),
        footer: "as of 7 January 2026".to_owned(),
        right_to_left: false,
    };
    let alone = standalone(&snapshot, &Filter::default(), &columns, &heading).unwrap();
    let first: Vec<String> = texts(&alone).into_iter().take(2).collect();
    assert_eq!(first, ["INTERNAL · LIMITED", "Talks <in> Paris"]);
    assert_eq!(texts(&alone).last().unwrap(), "as of 7 January 2026");
    let within = axes(&snapshot, &Filter::default(), &columns).unwrap();
    assert!(within.height < alone.height && !within.svg.contains("Paris"));
}

#[test]
fn text_can_neither_break_out_of_the_picture_nor_reorder_it() {
    let mut case = talks(2, &[("syria", "demand", &[1], "")]);
    let evil = "</text><script>alert(1)</script>&amp;\u{202E}\u{0}\u{FFFF}]]>";
    for place in
        ["/parties/0/name", "/issues/0/title", "/issues/0/options/0/label", "/axes/0/name", "/positions/0/text"]
    {
        *case.pointer_mut(place).unwrap() = json!(evil);
    }
    *case.pointer_mut("/parties/0").unwrap() = json!({
        "id": "syria", "name": evil, "role": "principal", "color": "\"/><script>"
    });
    let picture = drawn(&case);
    assert!(!picture.svg.contains("<script") && !picture.svg.contains('\u{202E}') && !picture.svg.contains('\u{0}'));
    let joined: String = texts(&picture).concat();
    assert!(joined.contains("<script>") && joined.contains("[RLO]") && joined.contains("&amp;"), "{joined}");
    assert!(resvg::usvg::Tree::from_str(&picture.svg, &crate::export::fonts::svg_options()).is_ok());
}

#[test]
fn anything_that_a_case_holds_gives_a_picture_within_its_edges() {
    let word = "Nichtangriffsvereinbarungsentwurfsfassung".repeat(6);
    let mut case = talks(30, &[("syria", "demand", &[1, 15, 30], &word), ("israel", "red_line", &[2, 3, 15], "")]);
    case["issues"][0]["title"] = json!(word);
    case["parties"][1]["name"] = json!(word);
    case["axes"][0]["name"] = json!(word);
    case["issues"][0]["options"][4]["label"] = json!("");
    let snapshot = snapshot(&case);
    let columns = default_columns(&snapshot);
    for width in [1.0, 480.0, 700.0, 960.0, 4000.0] {
        let room = Room { width, ..Room::FREE };
        for (_, picture) in axes_by_issue(&snapshot, &Filter::default(), &columns, room) {
            let tree = resvg::usvg::Tree::from_str(&picture.svg, &crate::export::fonts::svg_options()).unwrap();
            let drawn = tree.root().abs_bounding_box();
            assert!(drawn.left() >= -1.0 && drawn.right() <= picture.width + 1.0, "{width}: {drawn:?}");
            assert!(drawn.top() >= -1.0 && drawn.bottom() <= picture.height + 1.0, "{width}: {drawn:?}");
        }
    }
}

#[test]
fn dots_are_as_many_as_asked_for_and_never_more_than_there_is_room_for() {
    let picture = drawn(&talks(3, &[("syria", "demand", &[1], "")]));
    let dots = image::load_from_memory(&png(&picture, 0.5).unwrap()).unwrap();
    assert_eq!(dots.width(), 480);
    for dots in [1e6, 0.0, -1.0, f32::NAN, f32::INFINITY] {
        assert!(matches!(png(&picture, dots), Err(PngError::TooLarge { .. })), "{dots}");
    }
    let seen = top(&picture, 0.5, 100.0).unwrap();
    assert_eq!((seen.width, seen.height, seen.rgba.len()), (480, 100, 480 * 100 * 4));
    assert!(seen.rgba.chunks(4).all(|dot| dot[3] == 255));
    assert!(top(&picture, 0.5, 1e6).unwrap().height < 1000);
    let broken = Picture { svg: "<svg".to_owned(), ..picture };
    assert!(matches!(png(&broken, 1.0), Err(PngError::Drawing(_))));
}

#[test]
fn letters_that_no_font_has_are_found_in_the_drawing_alone() {
    let svg = "<svg><title>\u{5916}</title><text x=\"1\">a \u{64A4}<tspan>\u{519B}</tspan> &amp; \u{202B}سوريا\u{202C}</text>\
               <text>\u{64A4}</text></svg>";
    let picture =
        Picture { svg: svg.to_owned(), width: 1.0, height: 1.0, label: "\u{90E8}".to_owned(), continues: false };
    assert_eq!(undrawn(&[picture]), ['\u{64A4}', '\u{519B}']);
}
