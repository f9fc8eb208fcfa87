//! What is remembered from one run to the next.

use std::path::PathBuf;

use eframe::Storage;
use egui::{Context, ThemePreference};
use serde_json::{Map, Value};

use super::arrangement::Arrangements;
use super::recent::RecentFiles;

/// Under which the settings stand in eframe's storage, as JSON.
const KEY: &str = "demarche";
/// How much smaller and larger everything can be made.
pub(super) const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// The user's choices; the place of the window is kept by eframe.
#[derive(Clone, Debug, PartialEq)]
#[expect(clippy::struct_excessive_bools, reason = "one for each panel that folds by itself")]
pub(super) struct Settings {
    /// The files that were open before, the latest first.
    pub(super) recent: Vec<PathBuf>,
    /// How the tables of files were arranged.
    pub(super) arrangements: Arrangements,
    /// Light, dark, or as the system.
    pub(super) theme: ThemePreference,
    /// How large everything is; 1 is 100 %.
    pub(super) zoom: f32,
    /// The navigator is unfolded.
    pub(super) navigator: bool,
    /// The inspector is unfolded.
    pub(super) inspector: bool,
    /// The list of problems is unfolded.
    pub(super) problems: bool,
    /// The list of steps is unfolded.
    pub(super) history: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent: Vec::new(),
            arrangements: Arrangements::default(),
            theme: ThemePreference::System,
            zoom: 1.0,
            navigator: true,
            inspector: true,
            problems: false,
            history: false,
        }
    }
}

impl Settings {
    /// Reads what the last run has left; what is missing or damaged is as in a first run.
    #[must_use]
    pub(super) fn load(storage: Option<&dyn Storage>) -> Self {
        storage.and_then(|storage| storage.get_string(KEY)).map_or_else(Self::default, |text| Self::from_text(&text))
    }

    /// Leaves the settings for the next run.
    pub(super) fn save(&self, storage: &mut dyn Storage) {
        storage.set_string(KEY, self.to_text());
    }

    /// Gives the window the theme and the size.
    pub(super) fn apply(&self, ctx: &Context) {
        ctx.set_theme(self.theme);
        ctx.set_zoom_factor(self.zoom);
    }

    /// Takes over what was changed in the running window.
    pub(super) fn take_from(&mut self, ctx: &Context, recent: &RecentFiles) {
        self.theme = ctx.options(|options| options.theme_preference);
        self.zoom = ctx.zoom_factor();
        self.recent = recent.files().iter().map(|file| file.path.clone()).collect();
    }

    /// Field by field, so that one that is damaged does not take the others with it.
    fn from_text(text: &str) -> Self {
        let fields: Map<String, Value> = serde_json::from_str(text).unwrap_or_default();
        let flag = |name: &str, default| fields.get(name).and_then(Value::as_bool).unwrap_or(default);
        let first = Self::default();
        let recent = fields.get("recent").and_then(Value::as_array).into_iter().flatten();
        #[expect(clippy::cast_possible_truncation, reason = "a zoom needs no more digits")]
        let zoom = fields.get("zoom").and_then(Value::as_f64).map(|zoom| zoom as f32);
        Self {
            recent: recent.filter_map(Value::as_str).map(PathBuf::from).collect(),
            arrangements: Arrangements::from_json(fields.get("arrangements")),
            theme: match fields.get("theme").and_then(Value::as_str) {
                Some("light") => ThemePreference::Light,
                Some("dark") => ThemePreference::Dark,
                _ => ThemePreference::System,
            },
            zoom: zoom.map_or(first.zoom, |zoom| zoom.clamp(*ZOOM.start(), *ZOOM.end())),
            navigator: flag("navigator", first.navigator),
            inspector: flag("inspector", first.inspector),
            problems: flag("problems", first.problems),
            history: flag("history", first.history),
        }
    }

    fn to_text(&self) -> String {
        // A path that is no text cannot be written as JSON; the others are not lost for it.
        let recent: Vec<&str> = self.recent.iter().filter_map(|path| path.to_str()).collect();
        let theme = match self.theme {
            ThemePreference::System => "system",
            ThemePreference::Light => "light",
            ThemePreference::Dark => "dark",
        };
        serde_json::json!({
            "recent": recent,
            "arrangements": self.arrangements.to_json(),
            "theme": theme,
            "zoom": self.zoom,
            "navigator": self.navigator,
            "inspector": self.inspector,
            "problems": self.problems,
            "history": self.history,
        })
        .to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_is_found_again() {
        let settings = Settings {
            recent: vec!["/talks/محادثات.json".into(), "/talks/paris.json".into()],
            arrangements: Arrangements::from_json(Some(&serde_json::json!([
                { "path": "/talks/paris.json", "pinned": 2, "columns": ["proposals", "party:syria"] },
            ]))),
            theme: ThemePreference::Dark,
            zoom: 1.25,
            navigator: false,
            inspector: true,
            problems: true,
            history: true,
        };
        assert_ne!(settings.arrangements, Arrangements::default());
        assert_eq!(Settings::from_text(&settings.to_text()), settings);
    }

    #[test]
    fn a_damaged_field_is_as_in_a_first_run_and_the_others_stay() {
        let text = r#"{"recent": ["/a.json", 4], "theme": 7, "zoom": 1e300, "navigator": "yes", "problems": true}"#;
        let settings = Settings::from_text(text);
        assert_eq!(settings.recent, [PathBuf::from("/a.json")]);
        assert_eq!((settings.theme, settings.zoom), (ThemePreference::System, 3.0));
        assert!(settings.navigator && settings.problems);
    }

    #[test]
    fn what_is_no_settings_at_all_is_a_first_run() {
        for text in ["", "[]", "null", "{", "(recent: [])"] {
            assert_eq!(Settings::from_text(text), Settings::default(), "{text}");
        }
    }
}
