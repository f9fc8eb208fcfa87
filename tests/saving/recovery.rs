//! Unsaved work comes back after whatever ended the program.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use demarche::case::{Case, Fields as _};
use demarche::edit::{Change, Document, Edit, Field, Intent, Key, Noun};
use demarche::file::{self, Journal, JournalHeader, Line, Opened, Orphan, RecoverError, Recovered};
use tempfile::TempDir;

use crate::child::{self, Running};
use crate::{PATIENCE, Woken, wait_for};

const CASE: &str = "{\r\n  \"format\": \"demarche/case\",\r\n  \"version\": 1,\r\n  \"title\": \"Talks\",\r\n  \"mood\": [\r\n    1.50\r\n  ]\r\n}\r\n";

/// An open case with its journal, as the window has them.
pub(crate) struct Session {
    pub(crate) document: Document,
    pub(crate) journal: Journal,
    pub(crate) woken: Woken,
}

impl Session {
    pub(crate) fn start(state: &Path, opened: Opened) -> Self {
        let woken = Woken::default();
        let Opened { path, snapshot, original, .. } = opened;
        let header = JournalHeader { path, name: "talks.json".to_owned(), opened: SystemTime::now() };
        let saved = header.path.is_some();
        let case = Arc::clone(snapshot.case());
        let journal = Journal::start(state, header, original, case, woken.wake());
        Self { document: Document::new(snapshot, saved), journal, woken }
    }

    pub(crate) fn edit(&mut self, edit: Edit) {
        if self.document.apply(edit.clone()).unwrap_or(false) {
            self.journal.record(Line::Edit(Arc::new(edit)));
        }
    }

    fn title(&mut self, title: &str) {
        self.edit(titled(title, None));
    }

    pub(crate) fn flush(&self) {
        assert!(self.journal.flush(PATIENCE), "{:?}", self.journal.failure());
    }

    /// Ends the program without a word, as far as that can be done from within.
    pub(crate) fn crash(self) -> Document {
        self.document
    }
}

pub(crate) fn titled(title: &str, run: Option<u64>) -> Edit {
    let field = Field { name: "title".into(), value: Some(serde_json::to_string(title).unwrap().into()) };
    Edit { run, ..Edit::new(Intent::Edit(Noun::Case), vec![Change::Set { key: Key::Case, fields: vec![field] }], None) }
}

/// A folder of the program, and a case that is open.
fn session() -> (TempDir, PathBuf, Session) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    fs::write(&path, CASE).unwrap();
    let opened = file::read(&path, &file::Progress::default()).unwrap();
    let session = Session::start(folder.path(), opened);
    (folder, path, session)
}

/// The one journal that is offered.
///
/// A process that another test starts at this moment keeps the locks of this one for the blink of an eye, which is why
/// this asks again.
pub(crate) fn the_orphan(state: &Path) -> Orphan {
    let mut orphans =
        wait_for("a journal that nobody holds", || Some(file::orphans(state)).filter(|orphans| !orphans.is_empty()));
    assert_eq!(orphans.len(), 1);
    orphans.pop().unwrap()
}

pub(crate) fn recover(state: &Path) -> Recovered {
    the_orphan(state).read().unwrap()
}

fn title_of(recovered: &Recovered) -> &str {
    &recovered.document.snapshot().case().title
}

fn in_recovery(state: &Path) -> Vec<PathBuf> {
    let Ok(files) = fs::read_dir(state.join("recovery")) else { return Vec::new() };
    files.map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn unsaved_work_comes_back_with_its_history_and_the_form_of_its_file() {
    let (folder, path, mut session) = session();
    session.title("One");
    session.title("Two");
    session.document.undo();
    session.journal.record(Line::Undo);
    session.flush();
    assert!(file::orphans(folder.path()).is_empty(), "its program is alive");
    session.crash();
    // What becomes of the file meanwhile does not matter.
    fs::remove_file(&path).unwrap();
    let Recovered { mut document, original, header, lost, .. } = recover(folder.path());
    assert_eq!((lost, header.path.as_deref(), header.name.as_str()), (0, Some(path.as_path()), "talks.json"));
    assert!(document.is_unsaved());
    assert_eq!((document.done(), document.steps().len()), (1, 2));
    let bytes = |document: &Document| String::from_utf8(original.bytes_of(document.snapshot().case()).into()).unwrap();
    assert_eq!(bytes(&document), CASE.replace("Talks", "One"));
    document.redo().unwrap();
    assert_eq!(document.snapshot().case().title, "Two");
    document.jump(0).unwrap();
    assert!(!document.is_unsaved());
    assert_eq!(bytes(&document), CASE);
}

#[test]
fn nothing_is_written_before_the_first_edit_nor_stays_after_closing() {
    let (folder, _path, mut session) = session();
    session.journal.record(Line::Seal);
    session.journal.record(Line::Undo);
    session.flush();
    assert!(in_recovery(folder.path()).is_empty());
    session.title("One");
    session.flush();
    assert_eq!(in_recovery(folder.path()).len(), 1);
    session.journal.close();
    assert!(in_recovery(folder.path()).is_empty());
}

#[test]
fn what_is_recorded_is_written_without_being_asked_for() {
    let (folder, _path, mut session) = session();
    session.title("One");
    wait_for("the journal", || in_recovery(folder.path()).pop().filter(|path| path.extension().unwrap() == "journal"));
    session.title("Two");
    let length = || in_recovery(folder.path()).iter().map(|path| fs::metadata(path).unwrap().len()).sum::<u64>();
    let before = length();
    wait_for("the second edit", || (length() > before).then_some(()));
    drop(session.crash());
    assert_eq!(title_of(&recover(folder.path())), "Two");
}

#[test]
fn what_is_saved_is_not_offered_and_undoing_the_saved_is() {
    let (folder, path, mut session) = session();
    session.title("One");
    session.document.mark_saved(&Arc::clone(session.document.snapshot().case()));
    session.journal.record(Line::Saved(path.clone()));
    session.flush();
    let document = session.crash();
    assert!(!document.is_unsaved());
    assert_eq!(in_recovery(folder.path()).len(), 1);
    wait_for("what tells of nothing unsaved to be cleared away", || {
        assert!(file::orphans(folder.path()).is_empty());
        in_recovery(folder.path()).is_empty().then_some(())
    });

    let (folder, _path, mut session) = self::session();
    session.title("One");
    let elsewhere = folder.path().join("elsewhere.json");
    session.journal.record(Line::Saved(elsewhere.clone()));
    session.flush();
    session.journal.record(Line::Undo);
    session.flush();
    session.crash();
    let recovered = recover(folder.path());
    assert_eq!((title_of(&recovered), recovered.document.is_unsaved()), ("Talks", true));
    assert_eq!(recovered.header.path, Some(elsewhere));
}

#[test]
fn an_edit_that_comes_while_a_save_is_under_way_stays_unsaved() {
    let (folder, path, mut session) = session();
    session.title("One");
    session.journal.record(Line::Saving);
    session.title("Two");
    session.journal.record(Line::Saved(path));
    session.flush();
    session.crash();
    let recovered = recover(folder.path());
    assert_eq!(title_of(&recovered), "Two");
    assert!(recovered.document.is_unsaved());
    assert_eq!(recovered.document.saved().unwrap().title, "One");
}

#[test]
fn a_case_that_has_no_file_comes_back_as_one_that_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(folder.path(), file::untitled(CASE.as_bytes()).unwrap());
    session.title("One");
    session.crash();
    let recovered = recover(folder.path());
    assert_eq!((title_of(&recovered), recovered.header.path.as_ref()), ("One", None));
    assert!(recovered.document.saved().is_none() && recovered.document.is_unsaved());
}

#[test]
fn saving_before_the_first_edit_only_tells_the_path() {
    let folder = tempfile::tempdir().unwrap();
    let mut session = Session::start(folder.path(), file::untitled(CASE.as_bytes()).unwrap());
    session.journal.record(Line::Saved(folder.path().join("new.json")));
    session.flush();
    assert!(in_recovery(folder.path()).is_empty());
    session.title("One");
    session.crash();
    let recovered = recover(folder.path());
    assert_eq!(recovered.header.path, Some(folder.path().join("new.json")));
    assert_eq!(recovered.document.saved().unwrap().title, "Talks");
}

#[test]
fn nothing_is_deleted_until_the_user_decides() {
    let (folder, _path, mut session) = session();
    session.title("One");
    session.crash();
    for _ in 0..2 {
        let orphan = the_orphan(folder.path());
        assert!(file::orphans(folder.path()).is_empty(), "one window offers it, and no other");
        assert_eq!(orphan.header().unwrap().name, "talks.json");
        assert!(orphan.changed() <= SystemTime::now() && orphan.path().exists());
    }
    the_orphan(folder.path()).discard().unwrap();
    assert!(in_recovery(folder.path()).is_empty());
}

#[test]
fn what_was_recovered_and_worked_on_comes_back_as_well() {
    let (folder, _path, mut first) = session();
    first.edit(titled("One", Some(1)));
    first.crash();
    let orphan = the_orphan(folder.path());
    let recovered = orphan.read().unwrap();
    let journal = orphan.resume(&recovered, Woken::default().wake());
    let mut second = Session { document: recovered.document, journal, woken: Woken::default() };
    // The same number is another run of typing by now.
    second.edit(titled("Two", Some(1)));
    second.flush();
    assert!(file::orphans(folder.path()).is_empty());
    second.crash();
    let recovered = recover(folder.path());
    assert_eq!((title_of(&recovered), recovered.document.steps().len()), ("Two", 2));
}

/// A journal of three edits: its bytes, and where the last of them begins.
fn three_edits() -> (Vec<u8>, usize) {
    let (folder, _path, mut session) = session();
    let mut lengths = Vec::new();
    for title in ["One", "Two", "Three"] {
        session.title(title);
        session.flush();
        lengths.push(fs::read(&in_recovery(folder.path())[0]).unwrap().len());
    }
    session.crash();
    (fs::read(&in_recovery(folder.path())[0]).unwrap(), lengths[1])
}

/// A folder of the program in which a journal of these bytes has been left.
fn left_behind(bytes: &[u8]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("recovery")).unwrap();
    fs::write(folder.path().join("recovery/1-x.journal"), bytes).unwrap();
    folder
}

#[test]
fn a_journal_that_was_torn_anywhere_in_its_last_line_gives_the_rest() {
    let (bytes, last) = three_edits();
    for end in last..bytes.len() {
        let folder = left_behind(&bytes[..end]);
        let recovered = recover(folder.path());
        assert_eq!((title_of(&recovered), recovered.lost), ("Two", (end - last) as u64), "torn at {end}");
    }
    // After a power cut the end may be zeros.
    let mut zeroed = bytes.clone();
    zeroed[last + 3..].fill(0);
    let folder = left_behind(&zeroed);
    let orphan = the_orphan(folder.path());
    let recovered = orphan.read().unwrap();
    assert_eq!(title_of(&recovered), "Two");
    // What is recorded from then on takes the place of what was torn.
    let journal = orphan.resume(&recovered, Woken::default().wake());
    let mut session = Session { document: recovered.document, journal, woken: Woken::default() };
    session.title("Four");
    session.crash();
    let recovered = recover(folder.path());
    assert_eq!((title_of(&recovered), recovered.lost, recovered.document.steps().len()), ("Four", 0, 3));
}

#[test]
fn a_journal_that_is_of_no_use_says_so_and_stays() {
    let (bytes, _) = three_edits();
    let newer = {
        let text = r#"["demarche/journal",2,{"anything":true}]"#;
        // FNV-1a, as in the program.
        let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        let hash = text.bytes().fold(0xCBF2_9CE4_8422_2325, step);
        format!("{} {hash:016x}\n{text}\n", text.len())
    };
    for (bytes, of_later_version) in
        [(&b""[..], false), (b"{}", false), (&bytes[..40], false), (&bytes[..220], false), (newer.as_bytes(), true)]
    {
        let folder = left_behind(bytes);
        let orphan = the_orphan(folder.path());
        let error = orphan.read().unwrap_err();
        assert_eq!(matches!(error, RecoverError::Newer(_)), of_later_version, "{error}");
        assert!(matches!(error, RecoverError::Newer(_) | RecoverError::Damaged(_)) && error.to_string().ends_with('.'));
        drop(orphan);
        assert_eq!(in_recovery(folder.path()).len(), 1);
    }
}

#[test]
fn a_journal_that_cannot_be_written_says_so_and_catches_up() {
    let (folder, _path, mut session) = session();
    // A file stands where the folder should be.
    fs::write(folder.path().join("recovery"), "").unwrap();
    session.title("One");
    wait_for("the failure", || session.journal.failure());
    assert!(session.woken.times() == 1 && !session.journal.flush(PATIENCE));
    session.title("Two");
    fs::remove_file(folder.path().join("recovery")).unwrap();
    wait_for("the journal to catch up", || session.journal.failure().is_none().then_some(()));
    assert_eq!(session.woken.times(), 2);
    session.flush();
    session.crash();
    let recovered = recover(folder.path());
    assert_eq!((title_of(&recovered), recovered.document.steps().len()), ("Two", 2));
}

#[cfg(unix)]
#[test]
fn nobody_else_can_read_a_journal() {
    use std::os::unix::fs::PermissionsExt as _;
    let (folder, _path, mut session) = session();
    session.title("One");
    session.flush();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&in_recovery(folder.path())[0]), 0o600);
    assert_eq!(mode(&folder.path().join("recovery")), 0o700);
}

#[cfg(unix)]
#[test]
#[ignore = "is a child of a_disk_that_fills_up_keeps_what_was_journalled_before"]
fn types_until_the_disk_is_full() {
    let Some(folder) = child::folder() else { return };
    let opened = file::read(&folder.join("talks.json"), &file::Progress::default()).unwrap();
    let mut session = Session::start(&folder, opened);
    let mut written = 0;
    for number in 1.. {
        session.title(&format!("{number} {}", "x".repeat(3000)));
        if !session.journal.flush(PATIENCE) {
            break;
        }
        written = number;
    }
    child::say(written);
    child::say(session.journal.failure().unwrap());
    thread::sleep(PATIENCE);
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_keeps_what_was_journalled_before() {
    let (folder, _path, session) = session();
    session.journal.close();
    let Some(mut running) = Running::start_confined("recovery::types_until_the_disk_is_full", folder.path(), 64) else {
        return;
    };
    let written = running.hear().unwrap();
    running.hear().unwrap();
    running.kill();
    let recovered = recover(folder.path());
    assert_eq!(title_of(&recovered).split(' ').next(), Some(written.as_str()));
    assert!(written.parse::<usize>().unwrap() > 5);
}

#[test]
#[ignore = "is a child of what_was_typed_two_seconds_before_a_kill_comes_back"]
fn types_until_it_is_killed() {
    let Some(folder) = child::folder() else { return };
    let opened = file::read(&folder.join("talks.json"), &file::Progress::default()).unwrap();
    let mut session = Session::start(&folder, opened);
    let start = Instant::now();
    for number in 1_u64.. {
        session.edit(titled(&format!("{number}"), Some(number / 50)));
        child::say(number);
        thread::sleep(Duration::from_millis(5));
        assert!(start.elapsed() < PATIENCE, "nobody has killed it");
    }
}

/// When the typing children are killed, in milliseconds: at moments that no rhythm of writing hits all at its best.
const KILLS: [u64; 8] = [2_100, 2_400, 2_900, 3_300, 3_800, 4_300, 5_100, 6_000];

#[test]
fn what_was_typed_two_seconds_before_a_kill_comes_back() {
    thread::scope(|scope| {
        for after in KILLS {
            scope.spawn(move || killed_while_typing(Duration::from_millis(after)));
        }
    });
}

fn killed_while_typing(after: Duration) {
    let (folder, path, session) = session();
    session.journal.close();
    let mut running = Running::start("recovery::types_until_it_is_killed", folder.path());
    let mut heard = Vec::new();
    let mut start = Instant::now();
    while start.elapsed() < after {
        let number: u64 = running.hear().unwrap().parse().unwrap();
        if heard.is_empty() {
            start = Instant::now();
        }
        heard.push((start.elapsed(), number));
    }
    assert!(file::orphans(folder.path()).is_empty(), "its program is alive");
    running.kill();
    let end = start.elapsed();
    let typed = heard.iter().rev().find(|(at, _)| *at + Duration::from_secs(2) < end).unwrap().1;
    let recovered = recover(folder.path());
    let found: u64 = title_of(&recovered).parse().unwrap();
    assert!(found >= typed, "killed after {after:?}: {found} has come back, {typed} had been typed");
    assert_eq!(recovered.document.steps().len() as u64, found / 50 + 1, "each run of typing is a step");
    assert_eq!(recovered.document.saved().map(|case| &case.title), Some(&"Talks".to_owned()));
    let case: &Case = recovered.document.snapshot().case();
    assert_eq!(case.field("mood").as_deref(), Some("[\r\n    1.50\r\n  ]"));
    assert_eq!(fs::read(&path).unwrap(), CASE.as_bytes(), "the file itself was left alone");
}
