//! The files that were open before, and which of them are still there.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, Receiver};

use egui::Context;

use crate::ui::start::RecentFile;

/// How many files are remembered.
const MOST: usize = 10;

/// The files that were open before, the latest first.
#[derive(Debug, Default)]
pub(super) struct RecentFiles {
    files: Vec<RecentFile>,
    looking: Option<Receiver<Vec<RecentFile>>>,
}

impl RecentFiles {
    /// The remembered paths, each once; relative ones are left out, as nobody knows what they were relative to.
    #[must_use]
    pub(super) fn new(paths: impl IntoIterator<Item = PathBuf>) -> Self {
        let mut files: Vec<RecentFile> = Vec::new();
        for path in paths.into_iter().filter(|path| path.is_absolute()) {
            if files.len() < MOST && !files.iter().any(|file| file.path == path) {
                files.push(RecentFile { path, missing: false });
            }
        }
        Self { files, looking: None }
    }

    /// The files, the latest first.
    #[must_use]
    pub(super) fn files(&self) -> &[RecentFile] {
        &self.files
    }

    /// Puts a file at the top.
    pub(super) fn remember(&mut self, path: &Path) {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf());
        self.forget(&path);
        self.files.insert(0, RecentFile { path, missing: false });
        self.files.truncate(MOST);
    }

    /// Takes a file off the list.
    pub(super) fn forget(&mut self, path: &Path) {
        self.files.retain(|file| file.path != path);
    }

    /// The folder of the latest file, where a file dialog may begin.
    #[must_use]
    pub(super) fn folder(&self) -> Option<&Path> {
        self.files.first().and_then(|file| file.path.parent())
    }

    /// Looks for the files on a thread of its own, as a drive on the network may take its time.
    pub(super) fn look(&mut self, ctx: &Context) {
        let (sender, receiver) = mpsc::channel();
        let (mut files, ctx) = (self.files.clone(), ctx.clone());
        let looking = std::thread::Builder::new().name("recent files".to_owned()).spawn(move || {
            for file in &mut files {
                file.missing = file.path.try_exists().is_ok_and(|exists| !exists);
            }
            if sender.send(files).is_ok() {
                ctx.request_repaint();
            }
        });
        self.looking = looking.ok().map(|_| receiver);
    }

    /// Takes in what [`Self::look`] has found.
    pub(super) fn poll(&mut self) {
        let Some(found) = self.looking.as_ref().and_then(|looking| looking.try_recv().ok()) else { return };
        self.looking = None;
        for file in &mut self.files {
            if let Some(seen) = found.iter().find(|seen| seen.path == file.path) {
                file.missing = seen.missing;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(recent: &RecentFiles) -> Vec<String> {
        recent.files().iter().map(RecentFile::name).collect()
    }

    #[test]
    fn a_file_stands_once_with_the_latest_first_and_ten_at_most() {
        let mut recent = RecentFiles::default();
        for number in 0..12 {
            recent.remember(&PathBuf::from(format!("/talks/{number}.json")));
        }
        recent.remember(Path::new("/talks/5.json"));
        assert_eq!(names(&recent).first().map(String::as_str), Some("5.json"));
        assert_eq!(recent.files().len(), 10);
        assert_eq!(names(&recent).iter().filter(|name| *name == "5.json").count(), 1);
        recent.forget(Path::new("/talks/5.json"));
        assert!(!names(&recent).contains(&"5.json".to_owned()));
    }

    #[test]
    fn a_relative_path_is_remembered_as_an_absolute_one() {
        let mut recent = RecentFiles::default();
        recent.remember(Path::new("case.json"));
        assert!(recent.files().iter().all(|file| file.path.is_absolute()));
    }

    #[test]
    fn what_is_not_there_any_more_is_marked() {
        let folder = tempfile::tempdir().unwrap();
        let there = folder.path().join("there.json");
        std::fs::write(&there, "{}").unwrap();
        let mut recent = RecentFiles::new([there, folder.path().join("gone.json")]);
        recent.look(&Context::default());
        while recent.looking.is_some() {
            recent.poll();
        }
        assert_eq!(recent.files().iter().map(|file| file.missing).collect::<Vec<_>>(), [false, true]);
    }
}
