//! Texts that are kept in `tests/golden`.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::fs;
use std::path::Path;

/// Compares with the file of this name, and says where they part; `UPDATE_GOLDEN=1` writes it anew.
pub(crate) fn is_golden(name: &str, now: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(name);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, now).unwrap();
    }
    let golden = fs::read_to_string(&path).unwrap_or_default().replace("\r\n", "\n");
    if now != golden {
        let lines = now.lines().zip(golden.lines()).enumerate();
        let part = lines.into_iter().find(|(_, (now, golden))| now != golden);
        let (line, (now, golden)) = part.unwrap_or((0, ("one is longer", "than the other")));
        panic!("{name}, line {}:\n  now    {now}\n  golden {golden}\nUPDATE_GOLDEN=1 writes it anew.", line + 1);
    }
}
