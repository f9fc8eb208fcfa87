//! The program as it is delivered, on a screen of its own and without one.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test's helpers stumble over, the test reports"
)]

mod support;

use image::RgbaImage;
use support::{Program, SAMPLE, Screen, comparison_on, skip, wait_for};
use x11rb::connection::Connection as _;
use x11rb::protocol::xproto::{
    AtomEnum, ClientMessageEvent, ConnectionExt as _, EventMask, ImageFormat, MapState, Window,
};
use x11rb::rust_connection::RustConnection;

#[test]
fn without_a_display_the_program_ends_with_one_clear_sentence() {
    let mut program = Program::start(None, &[SAMPLE], &[]);
    let status = program.wait();
    let said = program.stderr();
    assert!(!status.success(), "{status}");
    let lines: Vec<&str> = said.lines().collect();
    assert_eq!(lines.len(), 1, "{said}");
    assert!(!said.contains("panicked") && said.contains("display") && said.trim_end().ends_with('.'), "{said}");
}

#[test]
fn with_a_display_that_does_not_answer_the_program_ends_with_one_clear_sentence() {
    let mut program = Program::start(None, &[SAMPLE], &[("DISPLAY", ":9999")]);
    let status = program.wait();
    let said = program.stderr();
    assert!(!status.success(), "{status}");
    assert_eq!(said.lines().count(), 1, "{said}");
    assert!(!said.contains("panicked") && said.contains("display"), "{said}");
}

#[test]
#[cfg_attr(feature = "inspect", ignore = "this is not the ordinary build")]
fn the_ordinary_build_shows_the_case_opens_no_network_socket_and_closes_with_its_window() {
    let test = "the_ordinary_build_shows_the_case_opens_no_network_socket_and_closes_with_its_window";
    let Some(screen) = Screen::start(test) else { return };
    // What would open a port in a build with `inspect` opens none in this one.
    let mut program = Program::start(Some(&screen), &[SAMPLE], &[("EGUI_INSPECTION", "127.0.0.1:0")]);
    let (display, number) = x11rb::connect(Some(&screen.display)).unwrap();
    let root = display.setup().roots[number].root;

    let window = wait_for("a window that bears the case's title", || {
        if let Some(status) = program.ended() {
            assert!(!program.stderr().contains("panicked"), "{}", program.stderr());
            return Some(Err(format!("the program ended with {status}: {}", program.stderr())));
        }
        window_titled(&display, root, "Syria").map(Ok)
    });
    let window = match window {
        Ok(window) => window,
        Err(reason) => return skip(test, &reason),
    };

    comparison_on("desktop.png", || picture_of(&display, window));

    let opened = program.network_sockets();
    assert!(opened.is_empty(), "the program holds the network sockets {opened:?}");

    close(&display, window);
    let status = program.wait();
    assert!(status.success(), "{status}: {}", program.stderr());
    assert!(!program.stderr().contains("panicked"), "{}", program.stderr());
}

/// A visible window whose title holds `words`.
fn window_titled(display: &RustConnection, root: Window, words: &str) -> Option<Window> {
    let name = display.intern_atom(false, b"_NET_WM_NAME").unwrap().reply().unwrap().atom;
    let windows = display.query_tree(root).unwrap().reply().unwrap().children;
    windows.into_iter().find(|window| {
        // A window may go between two questions; then it is none that is looked for.
        let title = display.get_property(false, *window, name, AtomEnum::ANY, 0, 1024).unwrap().reply();
        let seen = display.get_window_attributes(*window).unwrap().reply();
        title.is_ok_and(|title| String::from_utf8_lossy(&title.value).contains(words))
            && seen.is_ok_and(|seen| seen.map_state == MapState::VIEWABLE)
    })
}

/// What the window shows on the screen.
fn picture_of(display: &RustConnection, window: Window) -> RgbaImage {
    let size = display.get_geometry(window).unwrap().reply().unwrap();
    let (width, height) = (size.width, size.height);
    let image = display.get_image(ImageFormat::Z_PIXMAP, window, 0, 0, width, height, u32::MAX).unwrap().reply();
    let mut pixels = image.unwrap().data;
    for pixel in pixels.chunks_exact_mut(4) {
        pixel.swap(0, 2);
        pixel[3] = u8::MAX;
    }
    RgbaImage::from_raw(width.into(), height.into(), pixels).unwrap()
}

/// Asks the window to close, as a window manager does.
fn close(display: &RustConnection, window: Window) {
    let atom = |name: &[u8]| display.intern_atom(false, name).unwrap().reply().unwrap().atom;
    let message = ClientMessageEvent::new(32, window, atom(b"WM_PROTOCOLS"), [atom(b"WM_DELETE_WINDOW"), 0, 0, 0, 0]);
    display.send_event(false, window, EventMask::NO_EVENT, message).unwrap();
    display.flush().unwrap();
}
