//! Saving leaves the old file or the new one, whole, and nothing of its own behind for long.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use demarche::file::{self, Progress, SaveError, Seen};
use demarche::generate::{self, Size};

use crate::child::{self, Running};

/// How often the saving child is killed.
const KILLS: u32 = 60;

/// Two cases of some megabytes.
fn large_cases() -> [Vec<u8>; 2] {
    [1, 2].map(|seed| file::to_bytes(&generate::case(seed, Size::of(2000))))
}

fn left_over(folder: &Path) -> Vec<PathBuf> {
    let others = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    others.filter(|path| path.file_name().unwrap().to_string_lossy().starts_with('.')).collect()
}

#[test]
#[cfg(unix)]
fn a_pipe_is_written_to_and_stays_a_pipe() {
    use std::os::unix::fs::FileTypeExt as _;

    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("pipe");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let reader = std::thread::spawn({
        let pipe = pipe.clone();
        move || fs::read(pipe).unwrap()
    });
    file::save(&pipe, b"{}").unwrap();
    assert_eq!(reader.join().unwrap(), b"{}");
    assert!(fs::symlink_metadata(&pipe).unwrap().file_type().is_fifo());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
#[ignore = "is a child of killing_a_saving_program_leaves_the_old_or_the_new_file_whole"]
fn saves_again_and_again() {
    let Some(folder) = child::folder() else { return };
    let versions = ["one", "two"].map(|name| fs::read(folder.join(name)).unwrap());
    let start = Instant::now();
    for (number, bytes) in versions.iter().cycle().enumerate() {
        file::save(&folder.join("talks.json"), bytes).unwrap();
        if number == 0 {
            child::say(start.elapsed().as_micros());
        }
        assert!(start.elapsed() < crate::PATIENCE, "nobody has killed it");
    }
}

#[test]
fn killing_a_saving_program_leaves_the_old_or_the_new_file_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    let versions = large_cases();
    for (name, bytes) in ["one", "two"].iter().zip(&versions) {
        fs::write(folder.path().join(name), bytes).unwrap();
    }
    fs::write(&path, &versions[0]).unwrap();
    let mut seen = [0; 2];
    for number in 0..KILLS {
        let mut running = Running::start("save::saves_again_and_again", folder.path());
        let one_save = Duration::from_micros(running.hear().unwrap().parse().unwrap());
        // Ever later, up to the time of three saves, and never in step with them.
        let part = number.wrapping_mul(2_654_435_761) >> 16;
        thread::sleep(one_save * number / (KILLS / 3) + one_save * part / (u32::from(u16::MAX) * 4));
        running.kill();
        let found = fs::read(&path).unwrap();
        let version = versions.iter().position(|version| *version == found);
        seen[version.unwrap_or_else(|| panic!("kill {number} has left {} bytes", found.len()))] += 1;
    }
    assert!(file::read(&path, &Progress::default()).is_ok());
    assert!(seen.iter().all(|times| *times > 0), "the kills have hit one version only: {seen:?}");
    let abandoned = left_over(folder.path());
    assert!(!abandoned.is_empty(), "no kill has hit a save while it wrote");
    for path in &abandoned {
        assert!(path.extension().is_some_and(|extension| extension == "tmp"), "{} looks like a case", path.display());
    }
}

#[test]
fn what_a_dead_program_has_left_is_cleared_away_once_it_is_old_and_nothing_else_is() {
    let folder = tempfile::tempdir().unwrap();
    let [path, other] = ["talks.json", "other.json"].map(|name| folder.path().join(name));
    // The names are those of real saves, caught in the act.
    let caught = |target: &Path| {
        let mut running = Running::start("save::saves_one_file", target);
        running.hear().unwrap();
        crate::wait_for("a half-written file", || left_over(folder.path()).pop());
        running.kill();
        left_over(folder.path())
    };
    let bytes = &large_cases()[0];
    fs::write(folder.path().join("talks.json"), "{}").unwrap();
    let mut names = Vec::new();
    for target in [&path, &other] {
        for _ in 0..50 {
            let Some(caught) = caught(target).pop() else { continue };
            let bytes = fs::read(&caught).unwrap();
            fs::remove_file(&caught).unwrap();
            names.push((caught, bytes));
            break;
        }
    }
    let [mine, others] = [&names[0].0, &names[1].0];
    let young = mine.with_file_name(mine.file_name().unwrap().to_string_lossy().replace(".tmp", "x.tmp"));
    let unknown = folder.path().join(".demarche-notes.tmp");
    let long_ago = SystemTime::now() - Duration::from_hours(2);
    for file in [mine, others, &unknown, &young] {
        fs::write(file, "half").unwrap();
        if *file != young {
            File::options().write(true).open(file).unwrap().set_modified(long_ago).unwrap();
        }
    }
    file::save(&path, bytes).unwrap();
    let mut left = left_over(folder.path());
    let mut expected = vec![others.clone(), unknown, young];
    left.sort();
    expected.sort();
    assert_eq!(left, expected);
}

#[test]
#[ignore = "is a child of what_a_dead_program_has_left_is_cleared_away_once_it_is_old_and_nothing_else_is"]
fn saves_one_file() {
    let Some(path) = child::folder() else { return };
    let bytes = vec![b' '; 8 << 20];
    let start = Instant::now();
    child::say("saving");
    while start.elapsed() < crate::PATIENCE {
        file::save(&path, &bytes).unwrap();
    }
}

#[cfg(unix)]
#[test]
#[ignore = "is a child of a_full_disk_leaves_the_old_file_and_says_so"]
fn saves_once() {
    let Some(folder) = child::folder() else { return };
    let error = file::save(&folder.join("talks.json"), &large_cases()[0]).unwrap_err();
    child::say(error);
}

#[cfg(unix)]
#[test]
fn a_full_disk_leaves_the_old_file_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    fs::write(&path, "old").unwrap();
    let Some(mut running) = Running::start_confined("save::saves_once", folder.path(), 64) else { return };
    let said = running.hear().unwrap();
    assert!(
        said.contains("talks.json was not saved: ") && said.ends_with("The file on the disk is as it was."),
        "{said}"
    );
    assert!(!said.contains("os error"), "{said}");
    assert!(fs::read(&path).unwrap() == b"old", "the old file is not whole");
    assert!(left_over(folder.path()).is_empty());
}

#[cfg(unix)]
#[test]
fn saving_keeps_the_owner_where_that_is_allowed() {
    use std::os::unix::fs::{MetadataExt as _, chown};
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    fs::write(&path, "old").unwrap();
    // Only the administrator may give files away; for anyone else the file is theirs before and after.
    let given = chown(&path, Some(4321), Some(4322)).is_ok();
    let before = fs::metadata(&path).unwrap();
    file::save(&path, b"new").unwrap();
    let after = fs::metadata(&path).unwrap();
    assert_eq!((after.uid(), after.gid(), after.mode()), (before.uid(), before.gid(), before.mode()));
    assert_eq!(given, after.uid() == 4321);
}

#[test]
fn a_file_that_has_become_another_one_while_it_was_being_saved_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    let known = file::save(&path, b"one").unwrap().seen();
    fs::write(&path, "theirs").unwrap();
    let error = file::save_over(&path, b"mine", known).unwrap_err();
    assert!(matches!(error, SaveError::Overtaken(_)) && error.to_string().ends_with("Save again."), "{error}");
    let gone = Seen::at(&folder.path().join("nothing"));
    assert!(matches!(file::save_over(&path, b"mine", gone), Err(SaveError::Overtaken(_))), "somebody has made it");
    assert_eq!((fs::read(&path).unwrap().as_slice(), left_over(folder.path())), (&b"theirs"[..], Vec::new()));
    let theirs = Seen::at(&path);
    let mine = file::save_over(&path, b"mine", theirs).unwrap();
    assert!(mine.is_current(&path));
    let beside = folder.path().join("new.json");
    file::save_over(&beside, b"new", gone).unwrap();
    assert_eq!(fs::read(&beside).unwrap(), b"new");
}

#[test]
fn a_folder_that_is_gone_is_told_of() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gone/talks.json");
    let said = file::save(&path, b"mine").unwrap_err().to_string();
    assert!(said.ends_with("talks.json was not saved: its folder is not there. Save it elsewhere."), "{said}");
    assert!(!path.exists());
}

#[test]
fn a_file_that_is_marked_as_read_only_is_told_of_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    fs::write(&path, "old").unwrap();
    let mut permissions = fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    fs::set_permissions(&path, permissions).unwrap();
    let said = file::save(&path, b"mine").unwrap_err().to_string();
    assert!(said.ends_with("the file is marked as read-only. Save it under another name."), "{said}");
    assert_eq!((fs::read(&path).unwrap().as_slice(), left_over(folder.path())), (&b"old"[..], Vec::new()));
}

#[cfg(unix)]
#[test]
#[ignore = "is a child of a_folder_that_cannot_be_written_to_is_told_of_and_the_old_file_is_whole"]
fn saves_where_it_may_not() {
    let Some(folder) = child::folder() else { return };
    child::say(file::save(&folder.join("talks.json"), b"mine").unwrap_err());
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_written_to_is_told_of_and_the_old_file_is_whole() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    fs::write(&path, "old").unwrap();
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    // The administrator may write anywhere, so the child is nobody.
    let Some(mut running) = Running::start_as_nobody("save::saves_where_it_may_not", folder.path()) else { return };
    let said = running.hear().unwrap();
    assert!(said.contains("you have no permission to write in its folder. Save it elsewhere."), "{said}");
    assert_eq!((fs::read(&path).unwrap().as_slice(), left_over(folder.path())), (&b"old"[..], Vec::new()));
    drop(running);
    fs::set_permissions(folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_saved_file_is_known_by_its_stamp_until_someone_writes_to_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    let first = file::save(&path, b"one").unwrap();
    assert!(first.is_current(&path));
    fs::write(&path, "three").unwrap();
    assert!(!first.is_current(&path));
    let again = file::save(&path, b"one").unwrap();
    assert!(again.is_same_content(&first) && again != first);
    assert!(!first.is_current(&path.with_extension("gone")));
}

#[test]
fn an_opened_file_is_known_by_its_stamp_and_a_copy_without_a_name_has_none() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("talks.json");
    let bytes = file::to_bytes(&generate::case(1, Size::of(3)));
    let saved = file::save(&path, &bytes).unwrap();
    assert_eq!(file::read(&path, &Progress::default()).unwrap().stamp, Some(saved));
    assert_eq!(file::untitled(&bytes).unwrap().stamp, None);
}

#[test]
fn a_name_without_an_extension_gets_one() {
    for (given, expected) in [
        ("/talks/paris", "/talks/paris.json"),
        ("paris.", "paris.json"),
        ("paris.json", "paris.json"),
        ("paris.JSON", "paris.JSON"),
        ("paris.txt", "paris.txt"),
        ("Talks 7.1.2026", "Talks 7.1.2026.json"),
        ("Mr. Smith", "Mr. Smith.json"),
        ("محادثات", "محادثات.json"),
        (".hidden", ".hidden.json"),
        ("v1.2/talks", "v1.2/talks.json"),
    ] {
        assert_eq!(file::with_extension(Path::new(given)), Path::new(expected), "{given}");
    }
}
