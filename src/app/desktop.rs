//! What the desktop is asked: on Linux its theme, and whether it has a file dialog; everywhere to open a file.
//!
//! What may wait for another program waits on a thread of its own, or is never called on the window's.

use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

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

/// Whether the desktop has something that opens a file and shows its folder.
pub(super) fn can_open() -> bool {
    OPENER.split_first().is_some_and(|(program, _)| is_in_path(program))
}

/// Opens a file with the program that the desktop has for it.
pub(super) fn open_file(path: &Path) -> io::Result<()> {
    start(OPENER, path)
}

/// Shows a file in the desktop's file manager, or at least its folder.
pub(super) fn show_in_folder(path: &Path) -> io::Result<()> {
    #[cfg(all(unix, not(target_os = "macos")))]
    if portal::can_show() {
        let path = path.to_owned();
        let shown = std::thread::Builder::new().name("file manager".to_owned()).spawn(move || {
            if let Err(error) = portal::show(&path) {
                log::info!("the file manager does not show the file: {error}");
                if let Err(error) = start(OPENER, path.parent().unwrap_or(&path)) {
                    log::warn!("the folder cannot be opened: {error}");
                }
            }
        });
        return shown.map(drop);
    }
    match SHOWER {
        Some(shower) => start(shower, path),
        None => start(OPENER, path.parent().unwrap_or(path)),
    }
}

/// What opens a file.
const OPENER: &[&str] = if cfg!(target_os = "macos") {
    &["open"]
} else if cfg!(windows) {
    &["explorer"]
} else {
    &["xdg-open"]
};

/// What shows a file in its folder, where that is a program.
const SHOWER: Option<&[&str]> = if cfg!(target_os = "macos") {
    Some(&["open", "-R"])
} else if cfg!(windows) {
    Some(&["explorer", "/select,"])
} else {
    None
};

/// Starts a program on a file and lets it go; what it says is not for us.
fn start(command: &[&str], path: &Path) -> io::Result<()> {
    let Some((program, arguments)) = command.split_first() else { return Ok(()) };
    let mut child = Command::new(program)
        .args(arguments)
        .arg(path)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    // Nobody waits for it, but it must not be left as a dead entry among the processes either.
    std::thread::Builder::new().name("opened".to_owned()).spawn(move || child.wait().map(drop)).map(drop)
}

fn is_in_path(program: &str) -> bool {
    // Windows finds its own programs without looking.
    if cfg!(windows) {
        return true;
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| is_program(&folder.join(program)))
}

#[cfg(unix)]
fn is_program(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    path.metadata().is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(path: &Path) -> bool {
    path.is_file()
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
        super::is_in_path("zenity") || has_portal_dialog()
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

    const MANAGER: &str = "org.freedesktop.FileManager1";

    /// Whether there is a session in which a file manager can be asked.
    pub(in crate::app) fn can_show() -> bool {
        std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some()
    }

    /// Has the file manager show a file.
    pub(in crate::app) fn show(path: &Path) -> zbus::Result<()> {
        let manager = Proxy::new(&session()?, MANAGER, "/org/freedesktop/FileManager1", MANAGER)?;
        manager.call("ShowItems", &(vec![uri(path)], ""))
    }

    /// A path as a `file` URI: every byte that means something in a URI, or may not stand in one, is written out.
    fn uri(path: &Path) -> String {
        use std::fmt::Write as _;
        use std::os::unix::ffi::OsStrExt as _;
        let mut uri = "file://".to_owned();
        for byte in path.as_os_str().as_bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'_' | b'.' | b'~' => {
                    uri.push(char::from(*byte));
                }
                // Writing to a String cannot fail.
                _ => drop(write!(uri, "%{byte:02X}")),
            }
        }
        uri
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
            assert!(super::super::is_in_path("sh"));
            assert!(!super::super::is_in_path("no-such-program-here"));
        }

        #[test]
        fn a_path_is_written_out_as_a_uri() {
            assert_eq!(
                uri(Path::new("/home/a b/سوريا#1.pdf")),
                "file:///home/a%20b/%D8%B3%D9%88%D8%B1%D9%8A%D8%A7%231.pdf"
            );
        }
    }
}
