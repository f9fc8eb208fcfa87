//! Processes that are there to be killed: this test program again, with one of its ignored tests.

use std::env;
use std::io::{self, BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};

/// Names the folder in which a child works; without it a child's test does nothing.
const FOLDER: &str = "DEMARCHE_TEST_FOLDER";
/// What a child has to say begins so, which the test runner's own words do not.
const MARK: &str = "child: ";

/// In a child: its folder; nothing when the test was not started as one.
pub(crate) fn folder() -> Option<PathBuf> {
    env::var_os(FOLDER).map(PathBuf::from)
}

/// In a child: tells the parent something, in one line.
#[expect(clippy::print_stdout, reason = "the parent listens there")]
pub(crate) fn say(what: impl std::fmt::Display) {
    println!("\n{MARK}{what}");
}

/// In the parent: a running child, which ends with the test.
pub(crate) struct Running {
    child: Child,
    said: BufReader<ChildStdout>,
}

impl Running {
    /// Starts an ignored test of this program, by its whole name.
    pub(crate) fn start(test: &str, folder: &Path) -> Self {
        Self::spawn(Command::new(env::current_exe().unwrap()), test, folder)
    }

    /// The same in a shell where no file can grow beyond so many KiB, as on a disk that is full; nothing without bash.
    #[cfg(unix)]
    pub(crate) fn start_confined(test: &str, folder: &Path, kibibytes: usize) -> Option<Self> {
        if let Err(error) = Command::new("bash").args(["-c", "true"]).status() {
            let _unseen = writeln!(io::stderr(), "SKIPPED: {test}: bash cannot be started ({error})");
            return None;
        }
        let script = format!("trap '' XFSZ; ulimit -f {kibibytes}; exec \"$0\" \"$@\"");
        let mut shell = Command::new("bash");
        shell.arg("-c").arg(script).arg(env::current_exe().unwrap());
        Some(Self::spawn(shell, test, folder))
    }

    /// The same as a user who may do nothing special; nothing where that cannot be done.
    #[cfg(unix)]
    pub(crate) fn start_as_nobody(test: &str, folder: &Path) -> Option<Self> {
        use std::os::unix::fs::MetadataExt as _;
        use std::os::unix::process::CommandExt as _;
        let is_administrator = std::fs::metadata(folder).unwrap().uid() == 0;
        let program = env::current_exe().unwrap();
        let mut command = Command::new(&program);
        if is_administrator {
            command.uid(65_534).gid(65_534);
            let mut trial = Command::new(&program);
            trial.uid(65_534).gid(65_534).arg("--list").stdout(Stdio::null()).stderr(Stdio::null());
            if let Err(error) = trial.status() {
                let _unseen = writeln!(io::stderr(), "SKIPPED: {test}: nobody cannot start this program ({error})");
                return None;
            }
        }
        Some(Self::spawn(command, test, folder))
    }

    fn spawn(mut command: Command, test: &str, folder: &Path) -> Self {
        command.args(["--exact", test, "--ignored", "--nocapture", "--test-threads", "1"]);
        command.env(FOLDER, folder).stdin(Stdio::null()).stdout(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let said = BufReader::new(child.stdout.take().unwrap());
        Self { child, said }
    }

    /// Waits for the next thing that it says; nothing once it has ended.
    pub(crate) fn hear(&mut self) -> Option<String> {
        let mut line = String::new();
        while self.said.read_line(&mut line).unwrap() > 0 {
            if let Some(said) = line.trim_end().strip_prefix(MARK) {
                return Some(said.to_owned());
            }
            line.clear();
        }
        None
    }

    /// Kills it on the spot.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended by itself, which is just as well.
        drop(self.child.kill());
        drop(self.child.wait());
    }
}
