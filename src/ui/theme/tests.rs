//! The palette's own rules: contrast, and accents that can be told apart.

use super::*;

#[test]
fn every_text_has_a_contrast_of_at_least_four_and_a_half_on_every_ground_it_stands_on() {
    for (theme, palette) in [("light", &LIGHT), ("dark", &DARK)] {
        let p = palette;
        let grounds = [
            ("paper", p.paper),
            ("surface", p.surface),
            ("selected", p.selected),
            ("hovered", p.hovered),
            ("found", p.found),
            ("found_now", p.found_now),
            ("judgement", p.judgement),
            ("banner", p.banner),
        ];
        for (ground_name, ground) in grounds {
            let mut texts = vec![("ink", p.ink), ("second", p.second)];
            // Matches of a search are marked only behind text in ink and second ink.
            if !ground_name.starts_with("found") {
                texts.extend([
                    ("focus", p.focus),
                    ("crimson", p.crimson),
                    ("green", p.green),
                    ("ochre", p.ochre),
                    ("vermilion", p.vermilion),
                    ("teal", p.teal),
                ]);
            }
            for (name, text) in texts {
                let ratio = contrast(text, ground);
                assert!(ratio >= 4.5, "{theme}: {name} on {ground_name} is {ratio:.2}");
            }
        }
    }
}

#[test]
fn a_filled_button_can_be_read_at_rest_pointed_at_and_pressed() {
    for (theme, p) in [("light", &LIGHT), ("dark", &DARK)] {
        for (state, ground) in [("at rest", p.focus), ("pointed at", p.pressed())] {
            let ratio = contrast(p.surface, ground);
            assert!(ratio >= 4.5, "{theme}: {state} it is {ratio:.2}");
        }
    }
}

#[test]
fn what_cannot_be_used_now_can_still_be_read() {
    for (theme, p) in [("light", Theme::Light), ("dark", Theme::Dark)] {
        let ctx = egui::Context::default();
        install(&ctx);
        // As a disabled control is painted: its colours let the ground through.
        let alpha = ctx.style_of(p).visuals.disabled_alpha;
        let p = if theme == "light" { &LIGHT } else { &DARK };
        for (name, text) in [("ink", p.ink), ("second", p.second), ("focus", p.focus)] {
            for ground in [p.paper, p.surface] {
                let ratio = contrast(ground.lerp_to_gamma(text, alpha), ground);
                assert!(ratio >= 3.0, "{theme}: disabled {name} is {ratio:.2}");
                assert!(contrast(text, ground) > ratio + 1.0, "{theme}: disabled {name} looks as if it could be used");
            }
        }
    }
}

#[test]
fn every_shape_has_a_contrast_of_at_least_three_on_the_grounds_it_is_drawn_on() {
    for (theme, p) in [("light", &LIGHT), ("dark", &DARK)] {
        let shapes = p.accents.iter().copied().chain([p.focus, p.outline]);
        for (number, shape) in shapes.enumerate() {
            for ground in [p.paper, p.surface] {
                let ratio = contrast(shape, ground);
                assert!(ratio >= SHAPE_CONTRAST, "{theme}: shape {number} has {ratio:.2}");
            }
        }
    }
}

#[test]
fn a_partys_own_colour_is_kept_where_it_can_be_seen_and_mixed_with_ink_where_not() {
    let party = |id: &str, color: &str| serde_json::json!({"id": id, "name": id, "role": "principal", "color": color});
    let parties = [("sea", "#2a5FC0"), ("snow", "#fffff0"), ("night", "#000010"), ("odd", "red"), ("short", "#12f")];
    let case = serde_json::json!({
        "format": "demarche/case", "version": 1, "title": "Colours",
        "parties": parties.map(|(id, color)| party(id, color)), "axes": [],
    });
    let snapshot = Snapshot::new(std::sync::Arc::new(serde_json::from_value(case).unwrap()));
    for (theme, p) in [("light", &LIGHT), ("dark", &DARK)] {
        for (id, _) in parties {
            let accent = p.party(&snapshot, &id.into()).unwrap();
            for ground in [p.paper, p.surface] {
                let ratio = contrast(accent.color, ground);
                assert!(ratio >= SHAPE_CONTRAST, "{theme}: {id} has {ratio:.2}");
            }
        }
        // What is no colour leaves the party the accent of its place.
        assert_eq!(p.party(&snapshot, &"odd".into()), Some(p.accent(3)));
        assert_eq!(p.party(&snapshot, &"short".into()), Some(p.accent(4)));
        assert_eq!(p.party(&snapshot, &"nobody".into()), None);
    }
    let sea = Accent { color: Color32::from_rgb(0x2A, 0x5F, 0xC0), pattern: 0 };
    assert_eq!(LIGHT.party(&snapshot, &"sea".into()), Some(sea));
}

#[test]
fn paper_has_the_colours_of_the_light_theme() {
    use crate::export::ink;
    let p = &LIGHT;
    let accents = p.accents.into_iter().zip(ink::ACCENTS);
    let others = [
        (p.surface, ink::WHITE),
        (p.paper, ink::PAPER),
        (p.banner, ink::BANNER),
        (p.ink, ink::INK),
        (p.second, ink::SECOND),
        (p.hairline, ink::HAIRLINE),
        (p.outline, ink::OUTLINE),
        (p.crimson, ink::CRIMSON),
        (p.green, ink::GREEN),
        (p.ochre, ink::OCHRE),
        (p.vermilion, ink::VERMILION),
        (p.teal, ink::TEAL),
    ];
    for (color, ink) in accents.chain(others) {
        assert_eq!([color.r(), color.g(), color.b()], [ink.0, ink.1, ink.2], "{ink}");
    }
    for kind in [Kind::Demand, Kind::Concession, Kind::RedLine, Kind::Interest] {
        assert_eq!(from_hex(&ink::kind(&kind).to_string()), Some(p.kind(&kind)), "{kind:?}");
    }
    for status in Status::KNOWN {
        assert_eq!(from_hex(&ink::status(status).to_string()), Some(p.status(status)), "{status:?}");
    }
}

#[test]
fn thirty_parties_can_be_told_apart_by_colour_and_pattern() {
    let accents: Vec<Accent> = (0..30).map(|number| LIGHT.accent(number)).collect();
    for (number, accent) in accents.iter().enumerate() {
        assert!(!accents[..number].contains(accent), "party {number} looks like an earlier one");
    }
}
