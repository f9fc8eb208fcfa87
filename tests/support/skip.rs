//! What a test does on a machine that lacks what it needs.

use std::io::{self, Write as _};

/// Says that a test has tested nothing, or fails where that is not allowed: where there has to be a screen and a driver.
#[allow(dead_code, reason = "not every test needs a screen")]
pub(crate) fn skip(test: &str, reason: &str) {
    skip_unless("DEMARCHE_REQUIRE_GPU", test, reason);
}

/// Says that a test has tested nothing, or fails where the environment variable `required` is set.
///
/// The line is written past the test runner, which keeps what a passing test prints to itself.
pub(crate) fn skip_unless(required: &str, test: &str, reason: &str) {
    assert!(std::env::var_os(required).is_none(), "{test} cannot be skipped here: {reason}");
    let _unseen = writeln!(io::stderr(), "SKIPPED: {test}: {reason}");
}
