//! A screen without a monitor, and the program started on it; both end with the test, whatever becomes of it.

mod skip;

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use demarche::ui::theme::Palette;
use image::RgbaImage;
use tempfile::TempDir;

pub(crate) use skip::skip;

/// The case that is shown, relative to the crate.
pub(crate) const SAMPLE: &str = "sample-data/paris-2026.json";
/// How long the window may take, on a loaded machine that draws in software.
const PATIENCE: Duration = Duration::from_secs(90);
/// How long a program may take to end that is told to: a system that shuts down waits hardly longer.
const GOOD_TIME: Duration = Duration::from_secs(10);

/// Asks again and again until there is an answer, or fails with what was waited for.
pub(crate) fn wait_for<T>(what: &str, mut answer: impl FnMut() -> Option<T>) -> T {
    let start = Instant::now();
    loop {
        if let Some(answer) = answer() {
            return answer;
        }
        assert!(start.elapsed() < PATIENCE, "waited {} s in vain for {what}", PATIENCE.as_secs());
        thread::sleep(Duration::from_millis(100));
    }
}

/// A running X server of 1280 by 800 points that shows nothing to anyone.
pub(crate) struct Screen {
    server: Child,
    /// What `DISPLAY` is to be.
    pub(crate) display: String,
}

impl Screen {
    /// Starts a server on a display that is free; nothing when there is no Xvfb.
    pub(crate) fn start(test: &str) -> Option<Self> {
        // The server looks for a free display itself and tells it on its standard output.
        let server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn();
        let mut server = match server {
            Ok(server) => server,
            Err(error) => {
                skip(test, &format!("Xvfb cannot be started ({error})"));
                return None;
            }
        };
        let told = server.stdout.take().unwrap();
        let mut screen = Self { server, display: String::new() };
        let mut number = String::new();
        BufReader::new(told).read_line(&mut number).unwrap();
        assert!(!number.trim().is_empty(), "Xvfb ended without a display");
        screen.display = format!(":{}", number.trim());
        Some(screen)
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        end(&mut self.server);
    }
}

/// The program, with a home of its own.
pub(crate) struct Program {
    child: Child,
    home: TempDir,
}

impl Program {
    /// Starts it; without a screen it is told of none.
    pub(crate) fn start<S: AsRef<OsStr>>(screen: Option<&Screen>, arguments: &[S], settings: &[(&str, &str)]) -> Self {
        let home = tempfile::tempdir().unwrap();
        Self { child: spawn(home.path(), screen, arguments, settings), home }
    }

    /// Kills it, as a crash or a power cut would, and starts it again in the same home.
    #[allow(dead_code, reason = "not every test kills the program")]
    pub(crate) fn kill_and_start<S: AsRef<OsStr>>(
        &mut self,
        screen: Option<&Screen>,
        arguments: &[S],
        settings: &[(&str, &str)],
    ) {
        end(&mut self.child);
        self.child = spawn(self.home.path(), screen, arguments, settings);
    }

    /// What it has said on standard error.
    pub(crate) fn stderr(&self) -> String {
        fs::read_to_string(self.home.path().join("stderr")).unwrap()
    }

    /// Its exit status, if it has ended.
    pub(crate) fn ended(&mut self) -> Option<ExitStatus> {
        self.child.try_wait().unwrap()
    }

    /// The numbers of the network sockets that it holds, listening or not.
    pub(crate) fn network_sockets(&self) -> Vec<String> {
        let process = Path::new("/proc").join(self.child.id().to_string());
        let mut all = HashSet::new();
        for table in ["tcp", "tcp6", "udp", "udp6", "udplite", "udplite6", "raw", "raw6", "icmp", "icmp6"] {
            // A kernel without a protocol has no table of its sockets.
            let Ok(lines) = fs::read_to_string(process.join("net").join(table)) else { continue };
            all.extend(lines.lines().skip(1).filter_map(|line| line.split_whitespace().nth(9)).map(str::to_owned));
        }
        let files = fs::read_dir(process.join("fd")).unwrap();
        // A file that has been closed since has no link any more.
        let links = files.filter_map(|file| fs::read_link(file.unwrap().path()).ok());
        let numbers =
            links.filter_map(|link| Some(link.to_str()?.strip_prefix("socket:[")?.strip_suffix(']')?.to_owned()));
        numbers.filter(|number| all.contains(number)).collect()
    }

    /// Sends it a signal, by its name without SIG, and sees it end in good time and by its own will.
    #[allow(dead_code, reason = "not every test sends a signal")]
    pub(crate) fn ends_well_after(&mut self, signal: &str) {
        let command = format!("kill -{signal} {}", self.child.id());
        assert!(Command::new("sh").args(["-c", &command]).status().unwrap().success(), "{command}");
        let start = Instant::now();
        let status = self.wait();
        assert!(start.elapsed() < GOOD_TIME, "it took {:?} to end after SIG{signal}", start.elapsed());
        assert!(status.success(), "SIG{signal}: {status}: {}", self.stderr());
        assert!(!self.stderr().contains("panicked"), "{}", self.stderr());
    }

    /// Waits for it to end.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        wait_for("the program to end", || self.ended())
    }
}

fn spawn<S: AsRef<OsStr>>(home: &Path, screen: Option<&Screen>, arguments: &[S], settings: &[(&str, &str)]) -> Child {
    let mut command = Command::new(env!("CARGO_BIN_EXE_demarche"));
    command.args(arguments).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null()).stdout(Stdio::null());
    // What it says goes to a file, which never fills up as a pipe would.
    command.stderr(fs::File::create(home.join("stderr")).unwrap());
    for name in
        ["DISPLAY", "WAYLAND_DISPLAY", "WAYLAND_SOCKET", "DBUS_SESSION_BUS_ADDRESS", "EGUI_INSPECTION", "RUST_LOG"]
    {
        command.env_remove(name);
    }
    // Nor may the desktop of whoever runs the test play a part.
    for name in ["HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"] {
        command.env(name, home);
    }
    command.env("LIBGL_ALWAYS_SOFTWARE", "1").env("RUST_BACKTRACE", "0");
    if let Some(screen) = screen {
        command.env("DISPLAY", &screen.display);
    }
    command.envs(settings.iter().copied());
    command.spawn().unwrap()
}

impl Drop for Program {
    fn drop(&mut self) {
        end(&mut self.child);
    }
}

fn end(child: &mut Child) {
    // It may have ended by itself, which is just as well.
    drop(child.kill());
    drop(child.wait());
}

/// Where pictures of the window are kept for a look: target/window.
fn keep(picture: &RgbaImage, name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap().join("window");
    fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    picture.save(&path).unwrap();
    path
}

/// How often a colour stands in a part of a picture, given in pixels; near misses of one step in a channel count.
pub(crate) fn count(picture: &RgbaImage, [left, top, right, bottom]: [u32; 4], color: egui::Color32) -> u32 {
    let columns = left..right.min(picture.width());
    let mut found = 0;
    for y in top..bottom.min(picture.height()) {
        for x in columns.clone() {
            let pixel = picture.get_pixel(x, y).0;
            let near = |channel: usize| pixel[channel].abs_diff(color.to_array()[channel]) <= 1;
            found += u32::from((0..3).all(near));
        }
    }
    found
}

/// The theme that a picture is drawn in.
pub(crate) fn palette(picture: &RgbaImage) -> &'static Palette {
    let whole = [0, 0, picture.width(), picture.height()];
    let ground = |dark: bool| count(picture, whole, Palette::when(dark).surface);
    Palette::when(ground(true) > ground(false))
}

/// Waits for the window to show the comparison, keeps the picture under `name` whatever it shows, and gives it.
pub(crate) fn comparison_on(name: &str, mut take: impl FnMut() -> RgbaImage) -> RgbaImage {
    let start = Instant::now();
    loop {
        let picture = take();
        let wrong = not_the_comparison(&picture);
        let late = start.elapsed() > PATIENCE;
        if wrong.is_none() || late {
            let path = keep(&picture, name);
            assert_eq!(wrong, None, "{} does not show the comparison", path.display());
            return picture;
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// What is wrong with a picture that should show the comparison of the sample; nothing when it does.
///
/// It must have the window's ground, ink for text, many shades as only drawn text has, and the accents of the two
/// principals as upright rules.
fn not_the_comparison(picture: &RgbaImage) -> Option<String> {
    let (width, height) = picture.dimensions();
    if (width, height) != (1280, 800) {
        return Some(format!("it is {width} by {height}"));
    }
    let palette = palette(picture);
    let whole = [0, 0, width, height];
    let ground = count(picture, whole, palette.surface);
    if ground < 200_000 {
        return Some(format!("only {ground} pixels have the ground's colour"));
    }
    let ink = count(picture, whole, palette.ink);
    if ink < 2_000 {
        return Some(format!("only {ink} pixels have the ink's colour"));
    }
    let shades: HashSet<[u8; 4]> = picture.pixels().map(|pixel| pixel.0).collect();
    if shades.len() < 100 {
        return Some(format!("it has {} colours only", shades.len()));
    }
    for party in 0..2 {
        let rule = longest_upright(picture, palette.accent(party).color);
        if rule < 40 {
            return Some(format!("the longest rule in the accent of party {party} is {rule} pixels high"));
        }
    }
    None
}

/// The longest upright run of a colour, in pixels.
fn longest_upright(picture: &RgbaImage, color: egui::Color32) -> u32 {
    let mut longest = 0;
    for x in 0..picture.width() {
        let mut run = 0;
        for y in 0..picture.height() {
            run = if count(picture, [x, y, x + 1, y + 1], color) == 1 { run + 1 } else { 0 };
            longest = longest.max(run);
        }
    }
    longest
}
