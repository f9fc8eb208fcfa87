//! What a test does on a machine that lacks what it needs.

use std::io::{self, Write as _};

/// Says that a test has tested nothing, or fails where that is not allowed.
///
/// The line is written past the test runner, which keeps what a passing test prints to itself.
pub(crate) fn skip(test: &str, reason: &str) {
    assert!(std::env::var_os("DEMARCHE_REQUIRE_GPU").is_none(), "{test} cannot be skipped here: {reason}");
    let _unseen = writeln!(io::stderr(), "SKIPPED: {test}: {reason}");
}
