//! The running window from within: what it tells those who hear it, what it draws, what its keys do.
#![cfg(target_os = "linux")]
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what a test's helpers stumble over, the test reports"
)]

mod support;

use std::net::{TcpListener, TcpStream};
use std::time::Duration;

use egui::accesskit::{Node, Role};
use egui::{Event, Key, Modifiers};
use egui_inspection::protocol::{Request, Response, read_handshake, read_message, write_message};
use image::RgbaImage;
use support::{Program, SAMPLE, Screen, comparison_on, count, palette, skip, wait_for};

/// A connection to the inside of a running window.
struct Inside(TcpStream);

impl Inside {
    /// Connects as soon as the window listens.
    fn of(program: &mut Program, address: &str) -> Result<Self, String> {
        let stream = wait_for("the window to listen", || {
            if let Some(status) = program.ended() {
                assert!(!program.stderr().contains("panicked"), "{}", program.stderr());
                return Some(Err(format!("the program ended with {status}: {}", program.stderr())));
            }
            TcpStream::connect(address).ok().map(Ok)
        })?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        read_handshake(&stream).unwrap();
        Ok(Self(stream))
    }

    fn ask(&self, request: &Request) -> Response {
        write_message(&self.0, request).unwrap();
        read_message(&self.0).unwrap()
    }

    /// Everything in the window that has a name or a value, with it.
    fn nodes(&self) -> Vec<(String, Node)> {
        let Response::Tree { accesskit, .. } = self.ask(&Request::GetTree) else { panic!("no tree") };
        let nodes = accesskit.map(|update| update.nodes).unwrap_or_default();
        nodes
            .into_iter()
            .filter_map(|(_, node)| Some((node.label().or_else(|| node.value())?.to_owned(), node)))
            .collect()
    }

    /// What the window draws, a pixel for a point.
    fn picture(&self) -> RgbaImage {
        match self.ask(&Request::GetScreenshot { pixels_per_point: Some(1.0) }) {
            Response::Screenshot(png) => image::load_from_memory(&png.bytes).unwrap().into_rgba8(),
            other => panic!("no picture: {other:?}"),
        }
    }

    fn press(&self, key: Key, modifiers: Modifiers) {
        let event = |pressed| Event::Key { key, physical_key: None, pressed, repeat: false, modifiers };
        self.send(vec![event(true), event(false)]);
    }

    /// Gives the window these events, and waits until a frame has had them.
    fn send(&self, events: Vec<Event>) {
        let response = self.ask(&Request::ApplyEvents { events });
        assert!(matches!(response, Response::Done), "{response:?}");
    }

    /// Presses the keys for quitting; the window may be gone before it can answer.
    fn quit(&self) {
        let modifiers = Modifiers { ctrl: true, command: true, ..Modifiers::NONE };
        let event = Event::Key { key: Key::Q, physical_key: None, pressed: true, repeat: false, modifiers };
        write_message(&self.0, &Request::ApplyEvents { events: vec![event] }).unwrap();
    }

    /// Waits for a node of this role whose name holds these words.
    fn wait_for(&self, role: Role, words: &str) {
        wait_for(words, || self.has(role, words).then_some(()));
    }

    /// Opens the demand of the first party on the first issue, and types at its end.
    fn type_into_first_demand(&self, words: &str) {
        self.wait_for(Role::Cell, "Demand");
        self.press(Key::Num2, Modifiers::ALT);
        for key in [Key::ArrowDown, Key::ArrowDown, Key::ArrowRight, Key::ArrowRight] {
            self.press(key, Modifiers::NONE);
        }
        self.press(Key::Enter, Modifiers::NONE);
        self.wait_for(Role::MultilineTextInput, "Text of demand");
        self.send(vec![Event::Text(words.to_owned())]);
        wait_for("the typed text on the screen", || {
            let holds = |node: &Node| node.value().is_some_and(|value| value.contains(words));
            self.nodes().iter().any(|(_, node)| holds(node)).then_some(())
        });
    }

    fn has(&self, role: Role, words: &str) -> bool {
        self.nodes().iter().any(|(name, node)| node.role() == role && name.contains(words))
    }
}

/// The first node with this role whose name holds all these words.
fn find<'a>(nodes: &'a [(String, Node)], role: Role, words: &[&str]) -> &'a (String, Node) {
    nodes
        .iter()
        .find(|(name, node)| node.role() == role && words.iter().all(|word| name.contains(word)))
        .unwrap_or_else(|| {
            let names: Vec<String> = nodes.iter().map(|(name, node)| format!("{:?} {name}", node.role())).collect();
            panic!("no {role:?} with {words:?} among\n{}", names.join("\n"))
        })
}

/// A place to listen at, which is free for as long as it takes to tell it to the program.
fn free_address() -> String {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().to_string()
}

#[test]
fn the_window_shows_the_comparison_and_the_keys_for_quitting_end_it_well() {
    let test = "the_window_shows_the_comparison_and_the_keys_for_quitting_end_it_well";
    let Some(screen) = Screen::start(test) else { return };
    let address = free_address();
    let mut program = Program::start(Some(&screen), &[SAMPLE], &[("EGUI_INSPECTION", &address)]);
    let inside = match Inside::of(&mut program, &address) {
        Ok(inside) => inside,
        Err(reason) => return skip(test, &reason),
    };

    let nodes = wait_for("the comparison among what the window tells", || {
        let nodes = inside.nodes();
        nodes.iter().any(|(_, node)| node.role() == Role::Cell).then_some(nodes)
    });
    find(&nodes, Role::Grid, &["Comparison"]);
    find(&nodes, Role::ColumnHeader, &["Syria"]);
    find(&nodes, Role::ColumnHeader, &["Israel"]);
    find(&nodes, Role::ColumnHeader, &["On the table"]);
    find(&nodes, Role::RowHeader, &["T1"]);
    find(&nodes, Role::Cell, &["Israel, T1", "Concession"]);
    let (name, card) = find(&nodes, Role::Cell, &["Syria, T1", "Demand"]);

    let picture = comparison_on("window.png", || inside.picture());
    let palette = palette(&picture);
    let bounds = card.bounds().unwrap();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the window is 1280 by 800")]
    let [left, top, right, bottom] = [bounds.x0, bounds.y0, bounds.x1, bounds.y1].map(|edge| edge.max(0.0) as u32);
    assert!(right > left + 100 && bottom > top + 40, "{name}: {bounds:?}");
    let ink = count(&picture, [left, top, right, bottom], palette.ink);
    assert!(ink > 100, "{name}: only {ink} pixels of ink in {bounds:?}");
    // The rule of its party at its left edge.
    let rule = count(&picture, [left, top, left + 4, bottom], palette.accent(0).color);
    assert!(rule > bottom - top, "{name}: only {rule} pixels of accent at the left of {bounds:?}");

    // What the ordinary build must not have is seen where it is.
    assert!(!program.network_sockets().is_empty());

    inside.quit();
    let status = program.wait();
    assert!(status.success(), "{status}: {}", program.stderr());
    assert!(!program.stderr().contains("panicked"), "{}", program.stderr());
}

#[test]
fn what_was_typed_before_the_program_was_killed_is_offered_at_the_next_start() {
    let test = "what_was_typed_before_the_program_was_killed_is_offered_at_the_next_start";
    let Some(screen) = Screen::start(test) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    std::fs::copy(SAMPLE, &path).unwrap();
    let before = std::fs::read(&path).unwrap();

    let address = free_address();
    let mut program = Program::start(Some(&screen), &[&path], &[("EGUI_INSPECTION", &address)]);
    let inside = match Inside::of(&mut program, &address) {
        Ok(inside) => inside,
        Err(reason) => return skip(test, &reason),
    };
    inside.type_into_first_demand(" Typed before the crash.");
    // What is unsaved is on the disk within two seconds.
    std::thread::sleep(Duration::from_secs(2));

    let address = free_address();
    program.kill_and_start(Some(&screen), &[&path], &[("EGUI_INSPECTION", &address)]);
    assert_eq!(std::fs::read(&path).unwrap(), before);
    let inside = Inside::of(&mut program, &address).unwrap();
    inside.wait_for(Role::AlertDialog, "Unsaved work was found");
    assert!(
        inside.nodes().iter().any(|(name, _)| name.contains("Typed before the crash")),
        "what differs is not shown"
    );
    assert!(!inside.has(Role::Cell, "Typed before the crash"));
    inside.press(Key::Enter, Modifiers::NONE);
    inside.wait_for(Role::Cell, "Typed before the crash");
    inside.press(Key::S, Modifiers { ctrl: true, command: true, ..Modifiers::NONE });
    wait_for("the file to be saved", || {
        String::from_utf8(std::fs::read(&path).unwrap()).unwrap().contains("Typed before the crash").then_some(())
    });
    inside.quit();
    assert!(program.wait().success(), "{}", program.stderr());

    // Nothing is offered a second time.
    let address = free_address();
    program.kill_and_start(Some(&screen), &[&path], &[("EGUI_INSPECTION", &address)]);
    let inside = Inside::of(&mut program, &address).unwrap();
    inside.wait_for(Role::Cell, "Typed before the crash");
    assert!(!inside.has(Role::AlertDialog, "Unsaved work was found"));
}

/// Types, sends the signal at once, and starts the program again, which has to offer what was typed.
fn is_kept_after(test: &str, signal: &str) {
    let Some(screen) = Screen::start(test) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    std::fs::copy(SAMPLE, &path).unwrap();
    let before = std::fs::read(&path).unwrap();

    let address = free_address();
    let mut program = Program::start(Some(&screen), &[&path], &[("EGUI_INSPECTION", &address)]);
    let inside = match Inside::of(&mut program, &address) {
        Ok(inside) => inside,
        Err(reason) => return skip(test, &reason),
    };
    inside.type_into_first_demand(" Typed before the signal.");
    // Not a moment later: what the journal has not yet written down must be written now.
    program.ends_well_after(signal);
    assert_eq!(
        std::fs::read(&path).unwrap(),
        before,
        "a program that is told to end writes no file that it was not asked to"
    );

    let address = free_address();
    program.kill_and_start(Some(&screen), &[&path], &[("EGUI_INSPECTION", &address)]);
    let inside = Inside::of(&mut program, &address).unwrap();
    inside.wait_for(Role::AlertDialog, "Unsaved work was found");
    inside.press(Key::Enter, Modifiers::NONE);
    inside.wait_for(Role::Cell, "Typed before the signal");
    inside.press(Key::S, Modifiers { ctrl: true, command: true, ..Modifiers::NONE });
    wait_for("the file to be saved", || {
        String::from_utf8(std::fs::read(&path).unwrap()).unwrap().contains("Typed before the signal").then_some(())
    });
    inside.wait_for(Role::Label, "talks.json · saved");
    program.ends_well_after(signal);

    // With everything saved there is nothing to offer.
    let address = free_address();
    program.kill_and_start(Some(&screen), &[&path], &[("EGUI_INSPECTION", &address)]);
    let inside = Inside::of(&mut program, &address).unwrap();
    inside.wait_for(Role::Cell, "Typed before the signal");
    assert!(!inside.has(Role::AlertDialog, "Unsaved work was found"));
}

#[test]
fn a_termination_signal_loses_nothing() {
    is_kept_after("a_termination_signal_loses_nothing", "TERM");
}

#[test]
fn an_interrupt_from_the_terminal_loses_nothing() {
    is_kept_after("an_interrupt_from_the_terminal_loses_nothing", "INT");
}

#[test]
fn a_terminal_that_goes_away_loses_nothing() {
    is_kept_after("a_terminal_that_goes_away_loses_nothing", "HUP");
}

#[test]
fn a_signal_ends_the_program_while_a_question_is_open() {
    let test = "a_signal_ends_the_program_while_a_question_is_open";
    let Some(screen) = Screen::start(test) else { return };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    std::fs::copy(SAMPLE, &path).unwrap();
    let address = free_address();
    let mut program = Program::start(Some(&screen), &[&path], &[("EGUI_INSPECTION", &address)]);
    let inside = match Inside::of(&mut program, &address) {
        Ok(inside) => inside,
        Err(reason) => return skip(test, &reason),
    };
    inside.type_into_first_demand(" Typed before the question.");
    inside.press(Key::W, Modifiers { ctrl: true, command: true, ..Modifiers::NONE });
    inside.wait_for(Role::AlertDialog, "Save the changes to talks.json?");
    program.ends_well_after("TERM");
    let address = free_address();
    program.kill_and_start(Some(&screen), &[&path], &[("EGUI_INSPECTION", &address)]);
    let inside = Inside::of(&mut program, &address).unwrap();
    inside.wait_for(Role::AlertDialog, "Unsaved work was found");
}
