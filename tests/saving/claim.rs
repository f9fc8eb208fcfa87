//! Windows that have the same file open know of each other.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;

use demarche::file::Claim;

use crate::child::{self, Running};
use crate::{Woken, wait_for};

fn locks(state: &Path) -> usize {
    fs::read_dir(state.join("claims")).unwrap().count()
}

fn others(claim: &Claim, count: usize) {
    wait_for(&format!("{count} other windows"), || (claim.others() == count).then_some(()));
}

/// A folder of the program and a case.
fn place() -> (tempfile::TempDir, PathBuf, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let (state, path) = (folder.path().join("state"), folder.path().join("talks.json"));
    fs::write(&path, "{}").unwrap();
    (folder, state, path)
}

#[test]
fn two_windows_on_one_file_learn_of_each_other_and_of_the_end() {
    let (folder, state, path) = place();
    let woken = Woken::default();
    let first = Claim::take(&state, &path, woken.wake()).unwrap();
    assert_eq!(first.others(), 0);
    let elsewhere = Claim::take(&state, &folder.path().join("other.json"), Woken::default().wake()).unwrap();
    // The same file by another way.
    let second = Claim::take(&state, &folder.path().join(".").join("talks.json"), Woken::default().wake()).unwrap();
    assert_eq!((second.others(), elsewhere.others()), (1, 0));
    others(&first, 1);
    wait_for("the window to be woken", || (woken.times() == 1).then_some(()));
    drop(second);
    others(&first, 0);
    wait_for("the window to be woken", || (woken.times() == 2).then_some(()));
    drop((first, elsewhere));
    wait_for("the thread to end", || woken.is_left_alone().then_some(()));
    assert_eq!(locks(&state), 0);
}

#[test]
#[ignore = "is a child of a_window_that_was_killed_counts_no_more"]
fn claims_until_it_is_killed() {
    let Some(folder) = child::folder() else { return };
    let claim = Claim::take(&folder.join("state"), &folder.join("talks.json"), Woken::default().wake()).unwrap();
    child::say(claim.others());
    thread::sleep(crate::PATIENCE);
}

#[test]
fn a_window_that_was_killed_counts_no_more() {
    let (folder, state, path) = place();
    let claim = Claim::take(&state, &path, Woken::default().wake()).unwrap();
    let mut running = Running::start("claim::claims_until_it_is_killed", folder.path());
    assert_eq!(running.hear().as_deref(), Some("1"), "the second window sees the first");
    others(&claim, 1);
    assert_eq!(locks(&state), 2);
    running.kill();
    others(&claim, 0);
    wait_for("its lock to be cleared away", || (locks(&state) == 1).then_some(()));
}
