//! The order of the glyphs as they are drawn, from left to right.

use egui::{Context, RawInput};
use proptest::prelude::*;
use unicode_bidi::BidiInfo;

use super::*;
use crate::ui::fonts;

const PARIS: &str = "برعاية الولايات المتحدة، اجتمع مسؤولون إسرائيليون وسوريون رفيعو المستوى في باريس.";

const MIXED: [&str; 16] = [
    PARIS,
    "سوريا",
    "ישראל",
    "قرار مجلس الأمن UNSCR 2334 (2016) بشأن الاستيطان",
    "خطوط ما قبل (1974) و[1967]",
    "سقط النظام في 8 December 2024، ثم تقدمت القوات 25 كم داخل المنطقة العازلة",
    "بنسبة 25% أو −3.5 أو 10,000 دولار؛ هل هذا صحيح؟!",
    "اتفاق فض الاشتباك ١٩٧٤/٥/٣١ والمادة ٥٪",
    "ישראל דורשת אזור מפורז עד \"Sa'sa\" (דרומית לדמשק), כ-60 ק\"מ",
    "השר אמר: \"The Golan is ours\" – ולא הוסיף דבר.",
    "החלטה 497 (1981) של מועצת הביטחון, 8.12.2024",
    "Syria (سوريا) and Israel (ישראל) met in Paris on 5–6 January 2026.",
    "The minister said “لن نتنازل عن الجولان” and left.",
    "A ≥ B «سوريا» < C",
    "كلمة\n\nEnglish paragraph, then\nעברית (1)\n(2)",
    "سورياישראל mixed سوريا-ישראל/Paris",
];

/// Runs in a context with the program's fonts, without a window or a GPU.
fn with_context<R>(run: impl Fn(&Context) -> R) -> R {
    let ctx = Context::default();
    ctx.set_fonts(fonts::definitions());
    let mut result = None;
    let output = ctx.run_ui(RawInput::default(), |ui| result = Some(run(ui.ctx())));
    output.drop_without_applying_deltas();
    result.unwrap()
}

fn look() -> Look {
    Look::new(FontId::proportional(15.0), Color32::BLACK)
}

fn laid(text: &str, width: f32) -> Laid {
    with_context(|ctx| Text::new(text, &look()).layout(ctx, width))
}

/// The glyphs of each row from left to right, without marks and without what ligatures swallow.
fn seen(laid: &Laid) -> Vec<String> {
    laid.inner
        .lines
        .iter()
        .map(|line| {
            let mut glyphs: Vec<(f32, char)> = Vec::new();
            for piece in &line.pieces {
                match &piece.row {
                    Some(row) => glyphs.extend(
                        row.glyphs
                            .iter()
                            .filter(|glyph| glyph.advance_width > 0.0)
                            .map(|glyph| (piece.x + glyph.pos.x, glyph.chr)),
                    ),
                    None => glyphs.extend(piece.range.clone().map(|_| (piece.x, ' '))),
                }
            }
            glyphs.sort_by(|a, b| a.0.total_cmp(&b.0));
            glyphs.into_iter().map(|(_, chr)| chr).collect()
        })
        .collect()
}

/// What the library for the bidirectional algorithm makes of the same rows, character by character.
fn expected(laid: &Laid) -> Vec<String> {
    let text = laid.text();
    laid.inner
        .lines
        .iter()
        .map(|line| {
            let start = line.pieces.iter().map(|piece| piece.range.start).min().unwrap_or(0);
            let end = line.pieces.iter().map(|piece| piece.range.end).max().unwrap_or(0);
            if start == end {
                return String::new();
            }
            let first = text[..start].rfind('\n').map_or(0, |at| at + 1);
            let last = text[start..].find('\n').map_or(text.len(), |at| start + at);
            let level = if line.rtl { unicode_bidi::Level::rtl() } else { unicode_bidi::Level::ltr() };
            let info = BidiInfo::new(&text[first..last], Some(level));
            let range = start - first..end - first;
            let levels = info.reordered_levels_per_char(&info.paragraphs[0], range.clone());
            let chars: Vec<(usize, char, unicode_bidi::Level)> = text[first..last]
                .char_indices()
                .zip(levels)
                .filter(|((at, c), _)| range.contains(at) && !matches!(c, '\u{2068}' | '\u{2069}'))
                .map(|((at, c), level)| (at, c, level))
                .collect();
            let levels: Vec<_> = chars.iter().map(|&(.., level)| level).collect();
            BidiInfo::reorder_visual(&levels)
                .into_iter()
                .filter(|&index| {
                    // Lam and alef are one glyph.
                    let before = index.checked_sub(1).map(|before| chars[before].1);
                    !(before == Some('ل') && matches!(chars[index].1, 'ا' | 'أ' | 'إ' | 'آ'))
                })
                .map(|index| if chars[index].2.is_rtl() { bidi::mirrored(chars[index].1) } else { chars[index].1 })
                .collect()
        })
        .collect()
}

#[test]
fn arabic_and_hebrew_words_run_from_right_to_left() {
    assert_eq!(seen(&laid("سوريا", 500.0)), ["ايروس"]);
    assert_eq!(seen(&laid("ישראל", 500.0)), ["לארשי"]);
    assert_eq!(seen(&laid("שלום עולם", 500.0)), ["םלוע םולש"]);
}

#[test]
fn numbers_brackets_and_latin_words_keep_their_own_order_inside_arabic() {
    assert_eq!(seen(&laid("قرار UNSCR 2334", 500.0)), ["UNSCR 2334 رارق"]);
    assert_eq!(seen(&laid("خط (1974)", 500.0)), ["(1974) طخ"]);
    // A number belongs to the Arabic before it: one reads "في", "8", "December 2024".
    assert_eq!(seen(&laid("في 8 December 2024", 500.0)), ["December 2024 8 يف"]);
    assert_eq!(seen(&laid("في December 8, 2024", 500.0)), ["December 8, 2024 يف"]);
    assert_eq!(seen(&laid("تقدم 25 كم", 500.0)), ["مك 25 مدقت"]);
    // In Arabic the percent sign follows the number in the direction of reading; in Hebrew it stays.
    assert_eq!(seen(&laid("بنسبة 25%.", 500.0)), [".%25 ةبسنب"]);
    assert_eq!(seen(&laid("בשיעור 25%.", 500.0)), [".25% רועישב"]);
    assert_eq!(seen(&laid("عام ١٩٧٤؟", 500.0)), ["؟١٩٧٤ ماع"]);
}

#[test]
fn a_quoted_latin_name_stands_in_hebrew_with_its_quotes() {
    assert_eq!(seen(&laid("העיר \"Sa'sa\" (בסוריה).", 500.0)), [".(הירוסב) \"Sa'sa\" ריעה"]);
    assert_eq!(seen(&laid("60 ק\"מ", 500.0)), ["מ\"ק 60"]);
}

#[test]
fn right_to_left_words_stand_in_a_latin_paragraph() {
    assert_eq!(seen(&laid("Syria (سوريا), 2 words: עולם שלום.", 500.0)), ["Syria (ايروس), 2 words: םולש םלוע."]);
}

#[test]
fn the_order_is_that_of_the_bidirectional_algorithm_at_every_width() {
    for text in MIXED {
        for width in [90.0, 170.0, 300.0, 2000.0, f32::INFINITY] {
            let laid = laid(text, width);
            if bidi::has_rtl(text) {
                assert_eq!(seen(&laid), expected(&laid), "{text} at {width}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(16))]

    #[test]
    fn any_mixture_is_in_the_order_of_the_bidirectional_algorithm(
        texts in prop::collection::vec("[سوريا ישראל abc 12٣٤ ().,%«»\"\\-/؟،\n]{1,40}", 100),
        width in 20.0..400.0_f32,
    ) {
        with_context(|ctx| {
            for text in texts.iter().filter(|text| bidi::has_rtl(text)) {
                let laid = Text::new(text, &look()).layout(ctx, width);
                assert_eq!(seen(&laid), expected(&laid), "{text:?} at {width}");
            }
        });
    }
}

#[test]
fn no_row_is_wider_than_the_text_may_be() {
    for text in MIXED {
        for width in [60.0, 90.0, 171.3, 300.0] {
            let laid = laid(text, width);
            for row in laid.rows() {
                let fits = row.left() > -0.1 && row.right() < width + 0.6;
                assert!(fits, "{text} at {width}: {row:?}");
            }
        }
    }
}

#[test]
fn only_a_single_grapheme_may_be_wider_than_the_row() {
    for text in ["مسؤولون", "שלום", "سوريا (1974)"] {
        for (row, glyphs) in laid(text, 3.0).rows().zip(seen(&laid(text, 3.0))) {
            assert!(row.width() < 3.5 || glyphs.chars().count() == 1, "{glyphs}");
        }
    }
}

#[test]
fn every_letter_is_on_some_row_once() {
    for text in MIXED {
        for width in [3.0, 40.0, 90.0, 300.0] {
            let laid = laid(text, width);
            let mut ranges: Vec<Range<usize>> =
                laid.inner.lines.iter().flat_map(|line| &line.pieces).map(|piece| piece.range.clone()).collect();
            ranges.sort_by_key(|range| range.start);
            let mut end = 0;
            for range in ranges {
                assert!(range.start >= end, "{text} at {width}");
                assert!(laid.text()[end..range.start].chars().all(char::is_whitespace), "{text} at {width}");
                end = range.end;
            }
            assert!(laid.text()[end..].chars().all(char::is_whitespace), "{text} at {width}");
        }
    }
}

#[test]
fn right_to_left_paragraphs_stand_at_the_right_and_others_at_the_left() {
    let text = laid("سوريا\nSyria\nישראל", 300.0);
    let rows: Vec<Rect> = text.rows().collect();
    assert!((text.size().x - 300.0).abs() < 0.1);
    assert!(text.is_rtl(0) && !text.is_rtl(1) && text.is_rtl(2));
    assert!((rows[0].right() - 300.0).abs() < 0.1);
    assert!(rows[1].left().abs() < 0.1);
    assert!((rows[2].right() - 300.0).abs() < 0.1);
}

#[test]
fn text_that_hugs_is_as_wide_as_its_longest_row_and_stays_so() {
    with_context(|ctx| {
        for text in MIXED {
            let look = look();
            let text = Text::new(text, &look).hug(true);
            let laid = text.layout(ctx, 200.0);
            let again = text.layout(ctx, laid.size().x);
            assert!(laid.size().x <= 200.1);
            assert_eq!(laid.rows().len(), again.rows().len());
        }
    });
}

#[test]
fn text_with_letters_of_one_direction_has_rows_of_one_height() {
    let look = look().line_height(21.0);
    with_context(|ctx| {
        for text in ["one row", "سوريا", "one سوريا", ""] {
            assert!((Text::new(text, &look).layout(ctx, 500.0).size().y - 21.0).abs() < 0.01, "{text}");
        }
        assert!((Text::new("سوريا\n\nx", &look).layout(ctx, 500.0).size().y - 63.0).abs() < 0.01);
    });
}

#[test]
fn the_last_row_that_is_allowed_ends_in_an_ellipsis() {
    with_context(|ctx| {
        let look = look();
        for text in MIXED {
            for (rows, width) in [(1, 120.0), (1, 30.0), (2, 90.0)] {
                let whole = Text::new(text, &look).layout(ctx, width);
                let laid = Text::new(text, &look).max_rows(rows).layout(ctx, width);
                assert_eq!(laid.is_elided(), whole.rows().len() > rows, "{text} at {width}");
                assert!(laid.rows().len() <= rows);
                assert!(laid.rows().all(|row| row.width() < width + 0.6), "{text} at {width}");
                if laid.is_elided() {
                    assert!(seen(&laid).last().unwrap().contains('…'), "{text} at {width}");
                    assert_eq!(laid.text(), whole.text());
                }
            }
        }
    });
    let arabic = with_context(|ctx| Text::new(PARIS, &look()).max_rows(1).layout(ctx, 150.0));
    assert!(seen(&arabic)[0].starts_with('…'));
}

#[test]
fn direction_overrides_are_seen_and_move_nothing() {
    let text = laid("pay \u{202E}001\u{202C} to a\u{2067}b", 500.0);
    assert_eq!(seen(&text), ["pay [RLO]001[PDF] to a[RLI]b"]);
    let text = laid("سوريا \u{202E}abc", 500.0);
    assert_eq!(seen(&text), ["abc[RLO] ايروس"]);
}

#[test]
fn every_character_can_be_handed_over() {
    let every: String = (0..=0x3_0000_u32).filter_map(char::from_u32).collect();
    with_context(|ctx| {
        assert_eq!(Text::new("a以b", &look()).layout(ctx, 600.0).text(), "a\u{FFFD}b");
        for chunk in chunks(&every).step_by(5) {
            let laid = Text::new(chunk, &look()).layout(ctx, 600.0);
            ctx.fonts_mut(|fonts| {
                for c in laid.text().chars() {
                    assert!(c == '\n' || fonts.has_glyph(&look().font, c), "{c:?}");
                }
            });
        }
    });
}

#[test]
fn a_mark_covers_its_word_wherever_it_stands() {
    let ground = Color32::YELLOW;
    let rects = |text: &str, word: &str, width: f32| {
        let at = text.find(word).unwrap();
        let marks = [Mark { range: at..at + word.len(), ground, outline: None, rule: None }];
        let laid = with_context(|ctx| Text::new(text, &look()).marks(&marks).layout(ctx, width));
        laid.marks.into_iter().map(|(rect, _)| rect).collect::<Vec<_>>()
    };
    let width_of = |text: &str| laid(text, f32::INFINITY).rows().next().unwrap().width();
    for (text, word) in [
        ("the word here", "word"),
        ("خط سوريا هنا", "سوريا"),
        ("קו ישראל כאן", "ישראל"),
        ("قرار UNSCR 2334", "2334"),
        ("Syria سوريا x", "سوريا"),
    ] {
        let found = rects(text, word, 500.0);
        assert_eq!(found.len(), 1, "{text}");
        assert!((found[0].width() - 2.0 - width_of(word)).abs() < 3.0, "{text}: {found:?}");
    }
    let first = rects("ישראל סוריה", "ישראל", 500.0)[0];
    let second = rects("ישראל סוריה", "סוריה", 500.0)[0];
    assert!(second.right() <= first.left() + 2.5);
    // Two letters of a word, at its right end.
    let part = rects("ישראל", "יש", 500.0)[0];
    assert!((part.right() - 501.0).abs() < 2.0 && part.width() < 30.0, "{part:?}");
    // A match over a row's end has a rectangle on each row.
    assert_eq!(rects("aaaaaaaa bbbbbbbb", "aa bb", 80.0).len(), 2);
}

#[test]
fn marks_follow_the_text_when_controls_are_shown() {
    let text = "x\u{202E}yz end";
    let at = text.find("end").unwrap();
    let marks = [Mark { range: at..at + 3, ground: Color32::YELLOW, outline: None, rule: None }];
    let laid = with_context(|ctx| Text::new(text, &look()).marks(&marks).layout(ctx, 500.0));
    let row = laid.rows().next().unwrap();
    assert!((laid.marks[0].0.right() - row.right() - 1.0).abs() < 1.5);
}

#[test]
fn a_very_long_text_is_cut_and_the_rest_can_be_read_in_parts() {
    for unit in ["word ", "كلمة ", "x", "ש", "a\u{301}", "line\n", "\u{301}"] {
        let text = unit.repeat(1_000_000 / unit.len());
        let laid = laid(&text, 400.0);
        assert!(laid.left_out() > 900_000, "{unit}");
        assert!(laid.text().ends_with('…'));
        assert_eq!(chunks(&text).collect::<String>(), text);
        assert!(chunks(&text).all(|chunk| chunk.len() <= LIMIT));
    }
}

#[test]
fn a_text_in_view_is_laid_out_once_and_forgotten_when_it_leaves() {
    let ctx = Context::default();
    ctx.set_fonts(fonts::definitions());
    let pass = |text: Option<&str>| {
        let mut inner = None;
        let output = ctx.run_ui(RawInput::default(), |ui| {
            inner = text.map(|text| Text::new(text, &look()).layout(ui.ctx(), 200.0).inner);
        });
        output.drop_without_applying_deltas();
        inner
    };
    pass(Some(PARIS));
    let first = pass(Some(PARIS)).unwrap();
    let second = pass(Some(PARIS)).unwrap();
    assert!(Arc::ptr_eq(&first, &second));
    for _ in 0..4 {
        pass(None);
    }
    assert_eq!(cache::len(&ctx), 0);
}

#[test]
fn the_layout_is_made_anew_when_egui_empties_its_font_texture() {
    let ctx = Context::default();
    ctx.set_fonts(fonts::definitions());
    let pass = || {
        let mut inner = None;
        let output = ctx.run_ui(RawInput::default(), |ui| {
            inner = Some(Text::new(PARIS, &look()).layout(ui.ctx(), 200.0).inner);
        });
        output.drop_without_applying_deltas();
        inner.unwrap()
    };
    pass();
    let before = pass();
    ctx.all_styles_mut(|style| style.visuals.text_options.font_hinting = false);
    pass();
    let after = pass();
    assert!(!Arc::ptr_eq(&before, &after));
}

#[test]
fn a_shortened_text_is_named_in_full_and_a_link_is_one() {
    use egui_kittest::kittest::Queryable as _;

    let clicked = std::cell::Cell::new(false);
    let mut harness = crate::ui::harness::builder().with_size([200.0, 100.0]).build_ui(|ui| {
        // Characters without a glyph would end the test.
        ui.add(Text::new(PARIS, &look()).max_rows(1));
        if ui.add(Text::new("לקבוצה 以色列 \u{202E}", &look()).sense(Sense::click())).clicked() {
            clicked.set(true);
        }
    });
    harness.get_by_role_and_label(Role::Label, PARIS);
    harness.get_by_role_and_label(Role::Link, "לקבוצה \u{FFFD}\u{FFFD}\u{FFFD} [RLO]").click();
    harness.run();
    assert!(clicked.get());
}

#[test]
fn a_sentence_keeps_each_text_of_the_case_in_its_own_order() {
    let title = "הסדרי ביטחון (Security) בדרום";
    let names = crate::words::names::issue(
        &serde_json::from_value(serde_json::json!({
            "id": "s1", "axis": "security", "number": "S1", "title": title, "status": "contested"
        }))
        .unwrap(),
    );
    let link = laid(&names, 500.0);
    assert_eq!(seen(&link), ["S1 םורדב (Security) ןוחטיב ירדסה"]);
    assert!(!link.is_rtl(0));
    let condition = crate::words::screen::only_if("وقف العمليات (S1)", Some("S1"));
    assert_eq!(seen(&laid(&condition, 500.0)), ["Only if (S1) تايلمعلا فقو (S1)"]);
    // Two lines: what is read first stands on the first, at its right.
    let narrow = laid(&names, 130.0);
    assert_eq!(seen(&narrow), ["S1 ןוחטיב ירדסה", "םורדב (Security)"]);
    for laid in [link, narrow, laid(&condition, 90.0)] {
        assert_eq!(seen(&laid), expected(&laid));
    }
}

#[test]
fn a_text_that_is_all_there_is_runs_as_it_does_by_itself() {
    let own = crate::safe::own("سوريا (UNDOF)");
    assert!(laid(&own, 500.0).is_rtl(0));
    assert_eq!(seen(&laid(&own, 500.0)), seen(&laid("سوريا (UNDOF)", 500.0)));
    // An isolate that a file holds is a word, not an order.
    assert_eq!(laid("\u{2068}سوريا\u{2069}", 500.0).text(), "[FSI]سوريا[PDI]");
}

#[test]
fn a_search_is_marked_where_the_words_stand_in_a_sentence() {
    let text = format!("by {} · open", crate::safe::own("سوريا الجديدة"));
    let at = text.find("الجديدة").unwrap();
    let marks = [Mark { range: at..at + "الجديدة".len(), ground: Color32::RED, outline: None, rule: None }];
    let rects = with_context(|ctx| {
        let laid = Text::new(&text, &look()).marks(&marks).layout(ctx, 500.0);
        laid.marks.iter().map(|(rect, _)| *rect).collect::<Vec<_>>()
    });
    let plain = with_context(|ctx| {
        let before = Text::new("by ", &look()).layout(ctx, 500.0).size().x;
        let word = Text::new("الجديدة", &look()).hug(true).layout(ctx, 500.0).size().x;
        (before, word)
    });
    assert_eq!(rects.len(), 1);
    // The second word of the name is the first from the left.
    assert!((rects[0].left() - plain.0).abs() < 8.0 && (rects[0].width() - plain.1).abs() < 6.0, "{rects:?} {plain:?}");
}
