//! Somebody else's changes to a file are noticed, the program's own are not reported.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

use demarche::file::{self, Seen, Stamp, Watch, WatchEvent};
use tempfile::TempDir;

use crate::{Woken, wait_for};

/// Long enough for a watch to have noticed and reported a change.
const LONG: Duration = Duration::from_millis(2500);

struct Watched {
    _folder: TempDir,
    path: PathBuf,
    watch: Watch,
    woken: Woken,
}

impl Watched {
    fn new(content: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("talks.json");
        let stamp = file::save(&path, content.as_bytes()).unwrap();
        let woken = Woken::default();
        let watch = Watch::new(&path, stamp, woken.wake()).unwrap();
        Self { _folder: folder, path, watch, woken }
    }

    fn event(&self) -> WatchEvent {
        let event = wait_for("an event", || self.watch.poll());
        assert!(self.woken.times() > 0, "the window was not woken");
        event
    }

    fn changed(&self) -> (Vec<u8>, Stamp) {
        match self.event() {
            WatchEvent::Changed { bytes, stamp } => (bytes.to_vec(), stamp),
            other => panic!("{other:?}"),
        }
    }

    fn nothing_happens(&self) {
        thread::sleep(LONG);
        let event = self.watch.poll();
        assert!(event.is_none(), "{event:?}");
    }
}

fn replace(path: &Path, content: &str) {
    let beside = path.with_extension("part");
    fs::write(&beside, content).unwrap();
    fs::rename(beside, path).unwrap();
}

#[test]
fn a_file_that_is_written_to_is_noticed_once() {
    let watched = Watched::new("one");
    fs::write(&watched.path, "theirs").unwrap();
    let (bytes, stamp) = watched.changed();
    assert_eq!(bytes, b"theirs");
    assert!(stamp.is_current(&watched.path));
    watched.nothing_happens();
    assert_eq!(watched.woken.times(), 1);
}

#[test]
fn a_file_that_is_replaced_is_noticed_even_with_the_same_length_and_time() {
    let watched = Watched::new("one");
    let time = fs::metadata(&watched.path).unwrap().modified().unwrap();
    let beside = watched.path.with_extension("part");
    fs::write(&beside, "two").unwrap();
    // Where files have no number to tell them apart by, the time has to.
    if cfg!(unix) {
        File::options().write(true).open(&beside).unwrap().set_modified(time).unwrap();
    }
    fs::rename(beside, &watched.path).unwrap();
    assert_eq!(watched.changed().0, b"two");
}

#[test]
fn a_file_that_is_only_touched_or_written_again_is_no_event() {
    let watched = Watched::new("one");
    let later = SystemTime::now() + Duration::from_mins(1);
    File::options().write(true).open(&watched.path).unwrap().set_modified(later).unwrap();
    watched.nothing_happens();
    replace(&watched.path, "one");
    watched.nothing_happens();
    assert_eq!(watched.woken.times(), 0);
    // Still, the next change is one.
    replace(&watched.path, "two");
    assert_eq!(watched.changed().0, b"two");
}

#[test]
fn the_own_save_is_no_event_however_long_it_takes() {
    let watched = Watched::new("one");
    let hold = watched.watch.hold();
    let stamp = file::save(&watched.path, b"mine").unwrap();
    thread::sleep(LONG);
    watched.watch.expect(stamp);
    drop(hold);
    watched.nothing_happens();
    // What was there before is news again.
    replace(&watched.path, "one");
    assert_eq!(watched.changed().0, b"one");
}

#[test]
fn a_file_that_goes_and_comes_back_is_told_of() {
    let watched = Watched::new("one");
    let away = watched.path.with_extension("away");
    fs::rename(&watched.path, &away).unwrap();
    assert!(matches!(watched.event(), WatchEvent::Removed));
    watched.nothing_happens();
    fs::rename(&away, &watched.path).unwrap();
    assert!(matches!(watched.event(), WatchEvent::Restored));
    fs::remove_file(&watched.path).unwrap();
    assert!(matches!(watched.event(), WatchEvent::Removed));
    replace(&watched.path, "theirs");
    assert_eq!(watched.changed().0, b"theirs");
}

#[test]
fn a_file_that_gives_way_to_a_folder_cannot_be_read_and_is_told_of_once() {
    let watched = Watched::new("one");
    fs::remove_file(&watched.path).unwrap();
    fs::create_dir(&watched.path).unwrap();
    match watched.event() {
        WatchEvent::Unreadable(error) => assert!(error.to_string().ends_with("is a folder, not a case file.")),
        other => panic!("{other:?}"),
    }
    watched.nothing_happens();
    fs::remove_dir(&watched.path).unwrap();
    fs::write(&watched.path, "one").unwrap();
    loop {
        match watched.event() {
            // Between the two the path leads nowhere, which may be seen.
            WatchEvent::Removed => {}
            WatchEvent::Restored => break,
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn what_changed_between_opening_and_watching_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    let stamp = file::save(&path, b"one").unwrap();
    fs::write(&path, "theirs").unwrap();
    let watch = Watch::new(&path, stamp, Woken::default().wake()).unwrap();
    let event = wait_for("the change", || watch.poll());
    assert!(matches!(event, WatchEvent::Changed { bytes, .. } if *bytes == b"theirs"));
}

#[test]
fn what_can_be_read_where_nothing_could_be_read_before_is_noticed() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    let gone = Watch::of_seen(&path, Seen::at(&path), Woken::default().wake()).unwrap();
    fs::write(&path, "theirs").unwrap();
    let event = wait_for("the new file", || gone.poll());
    assert!(matches!(event, WatchEvent::Changed { bytes, .. } if *bytes == b"theirs"));
    let unreadable = Watch::of_seen(&path, Seen::at(&path), Woken::default().wake()).unwrap();
    thread::sleep(LONG);
    assert!(unreadable.poll().is_none(), "what was seen is no news");
    replace(&path, "theirs again");
    let event = wait_for("the other file", || unreadable.poll());
    assert!(matches!(event, WatchEvent::Changed { bytes, .. } if *bytes == b"theirs again"));
}

#[test]
fn the_thread_ends_with_the_watch() {
    let Watched { watch, woken, .. } = Watched::new("one");
    assert!(!woken.is_left_alone());
    drop(watch);
    wait_for("the thread to end", || woken.is_left_alone().then_some(()));
}
