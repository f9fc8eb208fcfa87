//! One backup of each case file: the version that was opened, before the first save over it.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::save::sync_folder;
use super::state::{name_with, private_folder};

/// The backups of this user, which stand in a folder of the program and not beside the cases.
#[derive(Clone, Debug)]
pub struct Backups(PathBuf);

/// The backup of a case file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// Where it is.
    pub path: PathBuf,
    /// When it was made.
    pub made: SystemTime,
}

impl Backups {
    /// The backups in the program's folder, which [`state_folder`](super::state_folder) tells.
    #[must_use]
    pub fn new(state: &Path) -> Self {
        Self(state.join("backups"))
    }

    /// Keeps the bytes as the one backup of a case file, in place of an earlier one.
    ///
    /// To be called before the first save over a file that was opened, with the bytes that were opened.
    ///
    /// # Errors
    /// When the system does not take the file; an earlier backup is unchanged then.
    pub fn store(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        private_folder(&self.0)?;
        // Nobody but the user can read a temporary file, and that stays so.
        let mut file = tempfile::Builder::new().prefix(".new-").tempfile_in(&self.0)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(self.place(path)).map_err(|error| error.error)?;
        sync_folder(&self.0);
        Ok(())
    }

    /// The backup of a case file, if there is one.
    #[must_use]
    pub fn of(&self, path: &Path) -> Option<Backup> {
        let path = self.place(path);
        let file = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
        Some(Backup { made: file.modified().ok()?, path })
    }

    fn place(&self, path: &Path) -> PathBuf {
        self.0.join(name_with(path))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_has_one_backup_however_its_path_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let (one, other) = (folder.path().join("talks.json"), folder.path().join("other.json"));
        fs::write(&one, "now").unwrap();
        let backups = Backups::new(&folder.path().join("state"));
        assert_eq!(backups.of(&one), None);
        backups.store(&one, b"first").unwrap();
        backups.store(&folder.path().join(".").join("talks.json"), b"second").unwrap();
        let backup = backups.of(&one).unwrap();
        assert_eq!(fs::read(&backup.path).unwrap(), b"second");
        assert!(backup.path.to_string_lossy().ends_with("-talks.json"));
        assert_eq!((backups.of(&other), fs::read_dir(&backups.0).unwrap().count()), (None, 1));
    }

    #[test]
    fn the_name_of_a_long_file_still_makes_a_backup() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(format!("{}.json", "x".repeat(245)));
        let backups = Backups::new(folder.path());
        backups.store(&path, b"{}").unwrap();
        assert!(backups.of(&path).is_some());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_a_backup() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let backups = Backups::new(&folder.path().join("state"));
        backups.store(Path::new("talks.json"), b"{}").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&backups.of(Path::new("talks.json")).unwrap().path), 0o600);
        assert_eq!((mode(&backups.0), mode(&folder.path().join("state"))), (0o700, 0o700));
    }
}
