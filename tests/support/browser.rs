//! Chromium without a window, as the program that shows what we write.

#[path = "skip.rs"]
mod skip;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

/// Fails a test instead of skipping it where this is set.
const REQUIRED: &str = "DEMARCHE_REQUIRE_OFFICE";

/// Loads a page in a frame, does something with it, and keeps the answer in itself.
///
/// The page is as it was written, its security policy included; what drives it stands outside.
#[allow(dead_code, reason = "not every test asks")]
const DRIVER: &str = r#"<!doctype html><meta charset="utf-8"><iframe width="1280" height="900" src="PAGE"></iframe>
<pre id="answer"></pre><script>
const frame = document.querySelector("iframe");
frame.onload = async () => {
  const page = frame.contentDocument;
  const wait = () => new Promise(done => setTimeout(done, 250));
  const fire = (element, name) => element.dispatchEvent(new frame.contentWindow.Event(name, { bubbles: true }));
  const type = async text => {
    const field = page.querySelector("form.tools input[type=search]");
    field.value = text;
    fire(field, "input");
    await wait();
  };
  const tick = async (name, value) => {
    page.querySelector(`input[name="${name}"][value="${value}"]`).click();
    await wait();
  };
  let answer;
  try {
    answer = await (async () => { BODY })();
  } catch (error) {
    answer = { failed: String(error) };
  }
  document.getElementById("answer").textContent = "ANSWER" + JSON.stringify(answer ?? {}) + "END";
};
</script>"#;

/// A browser that was found on this machine.
pub(crate) struct Browser {
    program: &'static str,
}

impl Browser {
    /// The browser, or a word that the test is skipped.
    pub(crate) fn find(test: &str) -> Option<Self> {
        let starts = |program: &&str| Command::new(program).arg("--version").output().is_ok();
        let found = ["chromium", "chromium-browser", "google-chrome"].into_iter().find(|program| starts(program));
        if found.is_none() {
            skip::skip_unless(REQUIRED, test, "there is no Chromium");
        }
        found.map(|program| Self { program })
    }

    /// What a script says of a page; fails when the page's console has an error.
    ///
    /// The script has the page's document as `page`, and `type`, `tick` and `wait`.
    #[allow(dead_code, reason = "not every test asks")]
    pub(crate) fn ask(&self, page: &Path, body: &str) -> Value {
        let folder = TempDir::new().unwrap();
        let driver = folder.path().join("driver.html");
        let address = format!("file://{}", page.display());
        fs::write(&driver, DRIVER.replace("PAGE", &address).replace("BODY", body)).unwrap();
        let output = self.run(
            &folder,
            &["--allow-file-access-from-files", "--virtual-time-budget=20000", "--dump-dom"],
            &driver,
        );
        let console = String::from_utf8_lossy(&output.stderr).into_owned();
        let errors: Vec<&str> = console.lines().filter(|line| line.contains("CONSOLE")).collect();
        assert!(errors.is_empty(), "the console says {errors:?}");
        let shown = String::from_utf8_lossy(&output.stdout).into_owned();
        let answer = shown.split_once("<pre id=\"answer\">ANSWER").and_then(|(_, rest)| rest.split_once("END"));
        let answer = answer.unwrap_or_else(|| panic!("no answer in {shown}\n{console}")).0;
        // What a browser writes out is escaped.
        let answer = answer.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(answer.get("failed"), None, "{answer}");
        answer
    }

    /// A page as its print.
    #[allow(dead_code, reason = "not every test prints")]
    pub(crate) fn print(&self, page: &Path) -> Vec<u8> {
        let folder = TempDir::new().unwrap();
        let file: PathBuf = folder.path().join("print.pdf");
        let print = format!("--print-to-pdf={}", file.display());
        let output = self.run(&folder, &["--no-pdf-header-footer", &print], page);
        fs::read(&file).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
    }

    fn run(&self, folder: &TempDir, arguments: &[&str], page: &Path) -> Output {
        Command::new(self.program)
            .args(["--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr", "--hide-scrollbars"])
            .arg(format!("--user-data-dir={}", folder.path().join("profile").display()))
            .args(arguments)
            .arg(format!("file://{}", page.display()))
            .output()
            .unwrap()
    }
}
