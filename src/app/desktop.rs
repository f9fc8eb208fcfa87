//! What the desktop is asked on Linux: its theme, and whether it has a file dialog.
//!
//! Everything here may wait for another program, so it is never called on the window's thread.

#[cfg(all(unix, not(target_os = "macos")))]
pub(super) use portal::{has_file_dialog, watch_theme};

/// Other systems hand their theme to the window themselves.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn watch_theme(_: &egui::Context) {}

/// Other systems always have a file dialog.
#[cfg(not(all(unix, not(target_os = "macos"))))]
pub(super) fn has_file_dialog() -> bool {
    true
}

#[cfg(all(unix, not(target_os = "macos")))]
mod portal {
    use std::path::Path;
    use std::time::Duration;

    use egui::{Context, Theme};
    use zbus::blocking::connection::Builder;
    use zbus::blocking::{Connection, Proxy};
    use zbus::zvariant::{OwnedValue, Value};

    const PORTAL: &str = "org.freedesktop.portal.Desktop";
    const OBJECT: &str = "/org/freedesktop/portal/desktop";
    const SETTINGS: &str = "org.freedesktop.portal.Settings";
    const FILE_CHOOSER: &str = "org.freedesktop.portal.FileChooser";
    const APPEARANCE: &str = "org.freedesktop.appearance";
    const COLOR_SCHEME: &str = "color-scheme";
    /// A portal that has to be started first may take a while; one that hangs is given up.
    const PATIENCE: Duration = Duration::from_secs(5);

    /// Whether a desktop portal or zenity is there to show a file dialog.
    ///
    /// Where both are missing, rfd answers as if the dialog had been cancelled.
    pub(in crate::app) fn has_file_dialog() -> bool {
        in_path("zenity") || has_portal_dialog()
    }

    /// The desktop's theme from now on, for as long as the program runs.
    ///
    /// It becomes the theme that [`egui::ThemePreference::System`] means, as winit tells none on Linux.
    pub(in crate::app) fn watch_theme(ctx: &Context) {
        let ctx = ctx.clone();
        let watched = std::thread::Builder::new().name("desktop theme".to_owned()).spawn(move || {
            if let Err(error) = follow_theme(&ctx) {
                log::info!("the desktop tells no theme: {error}");
            }
        });
        if let Err(error) = watched {
            log::warn!("cannot ask the desktop for its theme: {error}");
        }
    }

    fn follow_theme(ctx: &Context) -> zbus::Result<()> {
        let connection = session()?;
        let settings = Proxy::new(&connection, PORTAL, OBJECT, SETTINGS)?;
        // Asked for before the value is read, so that no change falls between the two.
        let changes = settings.receive_signal_with_args("SettingChanged", &[(0, APPEARANCE), (1, COLOR_SCHEME)])?;
        if let Some(theme) = read_theme(&settings) {
            set(ctx, theme);
        }
        for change in changes {
            if let Ok((_, _, value)) = change.body().deserialize::<(&str, &str, Value<'_>)>() {
                set(ctx, theme_of(&value).unwrap_or(Theme::Light));
            }
        }
        Ok(())
    }

    fn read_theme(settings: &Proxy<'_>) -> Option<Theme> {
        let key = &(APPEARANCE, COLOR_SCHEME);
        // `Read` is the older call, and wraps the value once more.
        let value: zbus::Result<OwnedValue> = settings.call("ReadOne", key).or_else(|_| settings.call("Read", key));
        value.ok().and_then(|value| theme_of(&value))
    }

    /// 1 asks for a dark theme, 2 for a light one; anything else for neither.
    fn theme_of(value: &Value<'_>) -> Option<Theme> {
        match value {
            Value::Value(inner) => theme_of(inner),
            Value::U32(1) => Some(Theme::Dark),
            Value::U32(2) => Some(Theme::Light),
            _ => None,
        }
    }

    fn set(ctx: &Context, theme: Theme) {
        ctx.options_mut(|options| options.fallback_theme = theme);
        ctx.request_repaint();
    }

    fn has_portal_dialog() -> bool {
        let version = || {
            // Called by hand, as zbus would fetch all properties first, and wait for them without end.
            let properties = Proxy::new(&session()?, PORTAL, OBJECT, "org.freedesktop.DBus.Properties")?;
            properties.call::<_, _, OwnedValue>("Get", &(FILE_CHOOSER, "version"))
        };
        version().inspect_err(|error| log::info!("no file dialog through a desktop portal: {error}")).is_ok()
    }

    fn session() -> zbus::Result<Connection> {
        Builder::session()?.method_timeout(PATIENCE).build()
    }

    fn in_path(program: &str) -> bool {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| is_program(&folder.join(program)))
    }

    fn is_program(path: &Path) -> bool {
        use std::os::unix::fs::PermissionsExt as _;
        path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn the_desktops_answer_is_understood_in_both_wrappings() {
            let plain = Value::U32(1);
            assert_eq!(theme_of(&plain), Some(Theme::Dark));
            assert_eq!(theme_of(&Value::Value(Box::new(Value::U32(2)))), Some(Theme::Light));
            assert_eq!(theme_of(&Value::U32(0)), None);
            assert_eq!(theme_of(&Value::from("dark")), None);
        }

        #[test]
        fn a_program_is_found_only_where_it_can_be_run() {
            assert!(in_path("sh"));
            assert!(!in_path("no-such-program-here"));
        }
    }
}
