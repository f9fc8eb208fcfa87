//! The folder in which the program keeps what is nobody's case file.

use std::ffi::OsString;
use std::fs::{DirBuilder, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use super::stamp::hash;

/// How long a file that is about to be renamed can stand, before its writer is taken for dead.
const ABANDONED: Duration = Duration::from_hours(1);

/// Where the program keeps journals, backups and claims of this user; nothing where the system has no such place.
#[must_use]
pub fn state_folder() -> Option<PathBuf> {
    let folders = directories::ProjectDirs::from("", "", "demarche")?;
    Some(folders.state_dir().unwrap_or_else(|| folders.data_local_dir()).to_owned())
}

/// Makes a folder that nobody else can look into; one that is there already stays as it is.
pub(super) fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// What stands for a path in a name: the same for every way to write it, as far as the system can tell.
pub(super) fn name_of(path: &Path) -> String {
    format!("{:016x}", hash(canonical(path).as_os_str().as_encoded_bytes()))
}

/// The path without links; of a file that is not there, that of its folder and the name.
fn canonical(path: &Path) -> PathBuf {
    let whole = || std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    path.canonicalize().unwrap_or_else(|_| {
        let whole = whole();
        let folder = whole.parent().and_then(|folder| folder.canonicalize().ok());
        folder.zip(whole.file_name()).map_or_else(|| whole.clone(), |(folder, name)| folder.join(name))
    })
}

/// A file's name after a hash of its path, or the hash alone where both are too long for one name.
pub(super) fn name_with(path: &Path) -> OsString {
    let mut name = OsString::from(name_of(path));
    if let Some(file) = path.file_name().filter(|file| file.len() <= 200) {
        name.push("-");
        name.push(file);
    }
    name
}

/// Whether a half-written file is so old that nobody writes it any more; a clock that was set back makes nothing old.
pub(super) fn is_abandoned(file: &Metadata) -> bool {
    let age = file.modified().ok().and_then(|modified| SystemTime::now().duration_since(modified).ok());
    age.is_some_and(|age| age > ABANDONED)
}
