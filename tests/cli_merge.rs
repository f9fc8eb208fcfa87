//! `demarche merge` and `demarche diff`, as a person, another program and git meet them.

#![expect(clippy::expect_used, clippy::unwrap_used, reason = "a test may stop here")]

#[path = "support/skip.rs"]
mod skip;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};
use tempfile::TempDir;

const CASE: &str = r#"{
  "format": "demarche/case",
  "version": 1,
  "title": "Talks",
  "parties": [
    {
      "id": "israel",
      "name": "Israel",
      "role": "principal"
    },
    {
      "id": "syria",
      "name": "Syria",
      "role": "principal"
    }
  ],
  "axes": [
    {
      "id": "territorial",
      "name": "Territorial"
    }
  ],
  "issues": [
    {
      "id": "withdrawal",
      "axis": "territorial",
      "number": "T1",
      "title": "Withdrawal",
      "status": "contested"
    }
  ],
  "positions": [
    {
      "id": "isr-guarantees",
      "party": "israel",
      "issue": "withdrawal",
      "kind": "demand",
      "text": "Guarantees before any withdrawal."
    },
    {
      "id": "syr-lines",
      "party": "syria",
      "issue": "withdrawal",
      "kind": "demand",
      "text": "انسحاب كامل من الأراضي"
    }
  ]
}
"#;

const TEXT: &str = "Guarantees before any withdrawal.";

fn demarche() -> Command {
    Command::new(env!("CARGO_BIN_EXE_demarche"))
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A folder with files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// What merging three texts answers, and the outcome.
fn merge(base: &str, ours: &str, theirs: &str) -> (Output, String) {
    let folder = folder(&[("base", base), ("ours", ours), ("theirs", theirs)]);
    let output = demarche()
        .current_dir(folder.path())
        .args(["merge", "base", "ours", "theirs", "-o", "out.json"])
        .output()
        .unwrap();
    let merged = fs::read_to_string(folder.path().join("out.json")).unwrap_or_default();
    (output, merged)
}

/// What comparing two texts answers.
fn diff(before: &str, after: &str, arguments: &[&str]) -> Output {
    let folder = folder(&[("a.json", before), ("b.json", after)]);
    demarche().current_dir(folder.path()).args(["diff", "a.json", "b.json"]).args(arguments).output().unwrap()
}

#[test]
fn different_fields_merge_with_status_0_and_nothing_to_say() {
    let ours = CASE.replace("\"contested\"", "\"under_discussion\"");
    let theirs = CASE.replace(TEXT, "Guarantees first.");
    let (output, merged) = merge(CASE, &ours, &theirs);
    assert_eq!((output.status.code(), out(&output), err(&output)), (Some(0), String::new(), String::new()));
    assert_eq!(merged, ours.replace(TEXT, "Guarantees first."));
}

#[test]
fn a_conflict_is_told_by_issue_and_party_and_the_rest_is_merged() {
    let ours = CASE.replace(TEXT, "Guarantees by June.").replace("\"Talks\"", "\"Our talks\"");
    let theirs = CASE.replace(TEXT, "Guarantees by May.").replace("\"contested\"", "\"unknown\"");
    let (output, merged) = merge(CASE, &ours, &theirs);
    assert_eq!(
        err(&output),
        "issue T1, Israel, demand isr-guarantees: field text: ours “Guarantees by June.”, theirs “Guarantees by May.”\n\
         1 conflict remains. The outcome has ours there, and everything else is merged.\n"
    );
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(merged, ours.replace("\"contested\"", "\"unknown\""));
}

#[test]
fn a_record_that_one_side_removed_and_the_other_changed_is_told() {
    let changed =
        CASE.replace("\"territorial\",\n      \"name\": \"Territorial\"", "\"territorial\",\n      \"name\": \"Land\"");
    let start = CASE.find("  \"axes\"").unwrap();
    let end = CASE.find("  \"issues\"").unwrap();
    let removed = format!("{}{}", &CASE[..start], &CASE[end..]);
    let (output, merged) = merge(CASE, &removed, &changed);
    assert!(
        err(&output).starts_with("axis territorial: removed in ours, changed in theirs (field name)\n"),
        "{}",
        err(&output)
    );
    assert_eq!((output.status.code(), merged.as_str()), (Some(1), removed.as_str()));
    let (output, _) = merge(CASE, &changed, &removed);
    assert!(err(&output).starts_with("axis territorial: changed in ours (field name), removed in theirs\n"));
}

/// The case with more in one of its lists.
fn plus(case: &str, list: &str, record: Value) -> String {
    let mut value: Value = serde_json::from_str(case).unwrap();
    let records = value.as_object_mut().unwrap().entry(list).or_insert_with(|| json!([]));
    records.as_array_mut().unwrap().push(record);
    serde_json::to_string_pretty(&value).unwrap()
}

#[test]
fn two_statements_under_one_id_are_both_kept_and_told_with_status_0() {
    let side = |text: &str, title: &str| {
        let case = plus(CASE, "sources", json!({ "id": "reuters", "publisher": "Reuters", "title": title }));
        let evidence = json!([{ "source": "reuters", "attribution": "on_record", "quote": text }]);
        let position = json!({ "id": "israel-withdrawal", "party": "israel", "issue": "withdrawal", "kind": "demand",
            "text": text, "evidence": evidence });
        plus(&case, "positions", position)
    };
    let (output, merged) = merge(CASE, &side("Two posts.", "Talks resume"), &side("Three posts.", "Talks end"));
    assert_eq!(
        err(&output),
        "issue T1, Israel, demand israel-withdrawal-2 “Three posts.”: added in theirs as israel-withdrawal, which is \
         another in ours; both are kept\n\
         source reuters-2 “Talks end”: added in theirs as reuters, which is another in ours; both are kept\n"
    );
    assert_eq!(output.status.code(), Some(0));
    let merged: Value = serde_json::from_str(&merged).unwrap();
    let positions = merged["positions"].as_array().unwrap();
    for (at, text, source) in [(2, "Two posts.", "reuters"), (3, "Three posts.", "reuters-2")] {
        let evidence = &positions[at]["evidence"][0];
        assert_eq!(
            (&positions[at]["text"], &evidence["quote"], &evidence["source"]),
            (&json!(text), &json!(text), &json!(source))
        );
    }
}

#[test]
fn the_next_number_is_given_once_and_the_other_is_told() {
    let side = |id: &str, title: &str| {
        let issue = json!({ "id": id, "axis": "territorial", "number": "T2", "title": title, "status": "unknown" });
        plus(CASE, "issues", issue)
    };
    let (output, merged) = merge(CASE, &side("water", "Water"), &side("posts", "Posts"));
    assert_eq!(
        (output.status.code(), err(&output).as_str()),
        (Some(0), "issue T3 “Posts”: T2 in theirs; has another number, as that is another issue’s in ours\n")
    );
    let merged: Value = serde_json::from_str(&merged).unwrap();
    assert_eq!((&merged["issues"][1]["number"], &merged["issues"][2]["number"]), (&json!("T2"), &json!("T3")));
}

#[test]
fn what_is_removed_on_one_side_and_used_anew_on_the_other_is_told_by_issue_and_party_with_status_1() {
    let issue = json!({ "id": "water", "axis": "territorial", "number": "T2", "title": "Water", "status": "unknown" });
    let base = plus(CASE, "issues", issue);
    let position = json!({ "id": "np", "party": "syria", "issue": "water", "kind": "demand", "text": "All of it." });
    let used = plus(&base, "positions", position);
    let (output, merged) = merge(&base, CASE, &used);
    assert_eq!(
        err(&output),
        "issue T2: removed in ours, used anew in theirs by issue T2, Syria, demand np “All of it.”\n\
         1 conflict remains. The outcome has ours there, and everything else is merged.\n"
    );
    assert_eq!((output.status.code(), merged.as_str()), (Some(1), CASE));
    let (output, merged) = merge(&base, &used, CASE);
    assert!(
        err(&output)
            .starts_with("issue T2: used anew in ours by issue T2, Syria, demand np “All of it.”, removed in theirs\n")
    );
    assert_eq!((output.status.code(), merged.as_str()), (Some(1), used.as_str()));
}

#[test]
fn a_list_in_conflict_is_told_in_lines() {
    let with = |options: Value| {
        let mut value: Value = serde_json::from_str(CASE).unwrap();
        value["issues"][0]["options"] = options;
        serde_json::to_string_pretty(&value).unwrap()
    };
    let option = |label: &str| json!({ "id": "full", "label": label });
    let base = with(json!([option("Full"), { "id": "none", "label": "No withdrawal" }]));
    let ours = base.replace("\"Full\"", "\"Full withdrawal\"");
    let (output, _) = merge(&base, &ours, &base.replace("\"Full\"", "\"All of it\""));
    assert_eq!(
        err(&output),
        "issue T1: field options:\n\
         \x20 ours:\n    Full withdrawal\n    No withdrawal\n\
         \x20 theirs:\n    All of it\n    No withdrawal\n\
         1 conflict remains. The outcome has ours there, and everything else is merged.\n"
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn the_outcome_has_the_form_of_ours() {
    let theirs = CASE.replace(TEXT, "Guarantees first.");
    for form in [|text: &str| text.replace('\n', "\r\n"), |text: &str| format!("\u{feff}{text}")] {
        let (output, merged) = merge(CASE, &form(CASE), &theirs);
        assert_eq!(output.status.code(), Some(0));
        assert!(merged == form(&theirs));
    }
    // Where nothing is taken from theirs not even the spaces change.
    let ours = CASE.replace("  ", "\t");
    assert_eq!(merge(CASE, &ours, CASE).1, ours);
}

#[test]
fn an_empty_base_is_a_case_without_anything_in_it() {
    let theirs = CASE.replace("\"syr-lines\"", "\"syr-borders\"");
    let (output, merged) = merge("", CASE, &theirs);
    assert_eq!(output.status.code(), Some(0), "{}", err(&output));
    for id in ["isr-guarantees", "syr-lines", "syr-borders"] {
        assert_eq!(merged.matches(&format!("\"id\": \"{id}\"")).count(), 1, "{id}");
    }
    assert_eq!(merge("", CASE, &CASE.replace("Talks", "Meetings")).0.status.code(), Some(1));
}

#[test]
fn a_file_that_cannot_be_read_or_written_gives_status_2_and_leaves_all_as_it_was() {
    let (output, merged) = merge(CASE, CASE, "{");
    assert!(err(&output).starts_with("theirs: Line 1, column 2: "), "{}", err(&output));
    assert_eq!((output.status.code(), merged.as_str()), (Some(2), ""));
    let (output, _) = merge(CASE, "", CASE);
    assert_eq!(output.status.code(), Some(2));
    let folder = folder(&[("case.json", CASE)]);
    let output = demarche()
        .current_dir(folder.path())
        .args(["merge", "case.json", "case.json", "case.json", "-o", "no/such/folder.json"])
        .output()
        .unwrap();
    assert!(err(&output).contains("was not saved"), "{}", err(&output));
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn differences_are_printed_by_issue_and_party_with_status_1() {
    let after = CASE
        .replace("\"Talks\"", "\"Talks in Paris\"")
        .replace("any withdrawal", "a partial withdrawal")
        .replace("كامل", "جزئي")
        .replace("\"contested\"", "\"unknown\"");
    let output = diff(CASE, &after, &[]);
    assert_eq!(
        out(&output),
        "--- a.json\n\
         +++ b.json\n\
         Case\n\
         \x20 title: Talks{+ in Paris+}\n\
         Territorial\n\
         \x20 T1 Withdrawal\n\
         \x20   status: [-contested-]{+unknown+}\n\
         \x20   Israel\n\
         \x20     Changed demand isr-guarantees\n\
         \x20       text: Guarantees before [-any-]{+a partial+} withdrawal.\n\
         \x20   Syria\n\
         \x20     Changed demand syr-lines\n\
         \x20       text: انسحاب [-كامل-]{+جزئي+} من الأراضي\n"
    );
    assert_eq!(output.status.code(), Some(1));
    let output = diff(CASE, &CASE.replace("  ", "\t"), &[]);
    assert_eq!(out(&output), "--- a.json\n+++ b.json\nThe cases have the same content.\n");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn what_was_added_removed_and_moved_is_named() {
    let start = CASE.find(",\n    {\n      \"id\": \"syr-lines\"").unwrap();
    let fewer = format!("{}\n  ]\n}}\n", &CASE[..start]);
    assert!(out(&diff(CASE, &fewer, &[])).contains("      Removed demand syr-lines: انسحاب كامل من الأراضي\n"));
    assert!(out(&diff(&fewer, CASE, &[])).contains("      Added demand syr-lines: انسحاب كامل من الأراضي\n"));
    let moved = CASE.replacen("\"party\": \"israel\"", "\"party\": \"syria\"", 1);
    assert!(out(&diff(CASE, &moved, &[])).contains("        party: from Israel to Syria\n"));
    let evidence = CASE.replace(
        "before any withdrawal.\"",
        "before any withdrawal.\", \"evidence\": [{ \"source\": \"wire\", \"attribution\": \"on_record\" }]",
    );
    let shown = out(&diff(CASE, &evidence, &[]));
    assert!(shown.contains("        evidence:\n          Added {+source: wire, attribution: on_record+}\n"), "{shown}");
    let graded = evidence.replace("\"on_record\"", "\"on_record\", \"credibility\": 2");
    let shown = out(&diff(&evidence, &graded, &[]));
    assert!(shown.contains("          Changed source: wire"), "{shown}");
    assert!(shown.contains("            credibility: {+2+}\n"), "{shown}");
    let mut value: Value = serde_json::from_str(CASE).unwrap();
    value["parties"].as_array_mut().unwrap().reverse();
    assert!(out(&diff(CASE, &value.to_string(), &[])).contains("Order\n  Parties: moved "));
}

#[test]
fn json_output_carries_the_same_for_other_programs() {
    let output = diff(CASE, &CASE.replace("any withdrawal", "a partial withdrawal"), &["--format", "json"]);
    let report: Value = serde_json::from_str(&out(&output)).unwrap();
    let position = &report["axes"][0]["issues"][0]["parties"][0]["positions"][0];
    assert_eq!((&position["record"], &position["change"]), (&"position:isr-guarantees".into(), &"changed".into()));
    assert_eq!(position["fields"][0]["words"][1]["removed"], "any");
    assert_eq!(position["fields"][0]["before"], TEXT);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(diff(CASE, CASE, &["--format", "json"]).status.code(), Some(0));
}

#[test]
fn a_file_that_cannot_be_compared_gives_status_2() {
    let output = diff(CASE, "no case", &[]);
    assert!(err(&output).starts_with("b.json: "), "{}", err(&output));
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(demarche().args(["diff", "only-one.json"]).output().unwrap().status.code(), Some(2));
}

/// A git repository in a folder of its own, with the lines of the README and nobody's settings.
struct Repository(TempDir);

impl Repository {
    /// Nothing when there is no git.
    fn start(test: &str) -> Option<Self> {
        let repository = Self(tempfile::tempdir().unwrap());
        if Command::new("git").arg("--version").output().is_err() {
            skip::skip_unless("DEMARCHE_REQUIRE_GIT", test, "git is not installed");
            return None;
        }
        repository.git(&["init", "--quiet", "--initial-branch=main"]);
        let readme = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap();
        let lines: Vec<&str> = readme.lines().filter(|line| line.starts_with("git config --global ")).collect();
        assert_eq!(lines.len(), 2, "the README has the two lines");
        for line in lines {
            // As it stands there, by the shell that people paste it into.
            let output = repository.alone(Command::new("sh").args(["-c", line])).output().expect("sh runs");
            assert!(output.status.success(), "{line}: {}", err(&output));
        }
        let attributes = readme.lines().find(|line| line.contains("merge=demarche diff=demarche")).unwrap();
        fs::write(repository.0.path().join(".gitattributes"), format!("{attributes}\n")).unwrap();
        repository.commit("talks.case.json", CASE, "First");
        Some(repository)
    }

    /// A command in the repository with no settings but its own, which finds the program by its name.
    fn alone<'a>(&self, command: &'a mut Command) -> &'a mut Command {
        for (name, _) in std::env::vars_os().filter(|(name, _)| name.to_string_lossy().starts_with("GIT_")) {
            command.env_remove(name);
        }
        let program = PathBuf::from(env!("CARGO_BIN_EXE_demarche"));
        let before = std::env::var_os("PATH").unwrap_or_default();
        let mut paths = vec![program.parent().expect("it lies in a folder").to_owned()];
        paths.extend(std::env::split_paths(&before));
        command
            .current_dir(self.0.path())
            .env("PATH", std::env::join_paths(paths).unwrap())
            .env("GIT_CONFIG_GLOBAL", self.0.path().join(".git/settings-of-the-user"))
            .env("GIT_CONFIG_NOSYSTEM", "1")
            .env("LC_ALL", "C")
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.alone(&mut Command::new("git"))
            .args(["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"])
            .arg("--no-pager")
            .args(arguments)
            .output()
            .expect("git runs")
    }

    fn git(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert!(output.status.success(), "git {arguments:?}: {}{}", out(&output), err(&output));
        out(&output)
    }

    fn commit(&self, file: &str, content: &str, message: &str) {
        fs::write(self.0.path().join(file), content).unwrap();
        self.git(&["add", "--all"]);
        self.git(&["commit", "--quiet", "--message", message]);
    }

    /// Makes two branches with a version each, and merges the other into main.
    fn merge(&self, ours: &str, theirs: &str) -> (Output, String) {
        self.git(&["checkout", "--quiet", "-b", "other"]);
        self.commit("talks.case.json", theirs, "Theirs");
        self.git(&["checkout", "--quiet", "main"]);
        self.commit("talks.case.json", ours, "Ours");
        let output = self.run(&["merge", "--no-edit", "other"]);
        (output, fs::read_to_string(self.0.path().join("talks.case.json")).unwrap())
    }
}

#[test]
fn git_merges_neighbouring_lines_that_are_different_fields() {
    let Some(repository) = Repository::start("git_merges_neighbouring_lines_that_are_different_fields") else { return };
    let ours = CASE.replace("\"title\": \"Withdrawal\"", "\"title\": \"Leaving\"");
    let theirs = CASE.replace("\"contested\"", "\"unknown\"");
    let (output, merged) = repository.merge(&ours, &theirs);
    assert!(output.status.success(), "{}{}", out(&output), err(&output));
    assert_eq!(merged, ours.replace("\"contested\"", "\"unknown\""));
    assert_eq!(repository.git(&["status", "--porcelain"]), "");
}

#[test]
fn git_reports_what_is_in_conflict_and_the_file_still_opens() {
    let Some(repository) = Repository::start("git_reports_what_is_in_conflict_and_the_file_still_opens") else {
        return;
    };
    let ours = CASE.replace(TEXT, "Guarantees by June.");
    let theirs = CASE.replace(TEXT, "Guarantees by May.").replace("\"contested\"", "\"unknown\"");
    let (output, merged) = repository.merge(&ours, &theirs);
    assert_eq!(output.status.code(), Some(1));
    assert!(out(&output).contains("CONFLICT (content): Merge conflict in talks.case.json"), "{}", out(&output));
    assert!(err(&output).contains("issue T1, Israel, demand isr-guarantees: field text: "), "{}", err(&output));
    assert_eq!(merged, ours.replace("\"contested\"", "\"unknown\""));
    assert_eq!(repository.git(&["status", "--porcelain"]), "UU talks.case.json\n");
    let shown = repository.git(&["diff", "--theirs"]);
    assert!(shown.contains("talks.case.json: unmerged\n--- a/talks.case.json\n"), "{shown}");
}

#[test]
fn git_merges_a_file_that_both_branches_added() {
    let Some(repository) = Repository::start("git_merges_a_file_that_both_branches_added") else { return };
    repository.git(&["checkout", "--quiet", "-b", "other"]);
    repository.commit("new.case.json", &CASE.replace("syr-lines", "syr-borders"), "Theirs");
    repository.git(&["checkout", "--quiet", "main"]);
    repository.commit("new.case.json", CASE, "Ours");
    repository.git(&["merge", "--quiet", "--no-edit", "other"]);
    let merged = fs::read_to_string(repository.0.path().join("new.case.json")).unwrap();
    assert!(merged.contains("syr-lines") && merged.contains("syr-borders"));
}

#[test]
fn git_keeps_what_both_branches_added_under_one_id() {
    let Some(repository) = Repository::start("git_keeps_what_both_branches_added_under_one_id") else { return };
    let side = |text: &str| {
        let position = json!({ "id": "syria-withdrawal", "party": "syria", "issue": "withdrawal", "kind": "demand", "text": text });
        plus(CASE, "positions", position)
    };
    let (output, merged) = repository.merge(&side("By May."), &side("By June."));
    assert!(output.status.success(), "{}{}", out(&output), err(&output));
    assert!(merged.contains("By May.") && merged.contains("By June.") && merged.contains("\"syria-withdrawal-2\""));
    assert!(err(&output).contains("both are kept"), "{}", err(&output));
}

#[test]
fn git_shows_differences_in_the_words_of_the_case() {
    let Some(repository) = Repository::start("git_shows_differences_in_the_words_of_the_case") else { return };
    let file = repository.0.path().join("talks.case.json");
    fs::write(&file, CASE.replace("any withdrawal", "a partial withdrawal")).unwrap();
    let shown = repository.git(&["diff"]);
    assert!(shown.starts_with("--- a/talks.case.json\n+++ b/talks.case.json\nTerritorial\n"), "{shown}");
    assert!(shown.contains("text: Guarantees before [-any-]{+a partial+} withdrawal."));
    fs::remove_file(&file).unwrap();
    let shown = repository.git(&["diff"]);
    assert!(shown.starts_with("--- a/talks.case.json\n+++ /dev/null\n"), "{shown}");
    assert!(shown.contains("Removed T1 Withdrawal"), "{shown}");
    repository.git(&["checkout", "--quiet", "talks.case.json"]);
    fs::write(repository.0.path().join("more.case.json"), CASE).unwrap();
    fs::write(repository.0.path().join("broken.case.json"), "<<<<<<<").unwrap();
    repository.git(&["add", "--all"]);
    let shown = repository.git(&["diff", "--cached"]);
    assert!(shown.contains("--- /dev/null\n+++ b/more.case.json\n"), "{shown}");
    assert!(shown.contains("b/broken.case.json: "), "a file that is no case does not end it: {shown}");
    repository.git(&["commit", "--quiet", "--message", "More"]);
    repository.git(&["mv", "more.case.json", "moved.case.json"]);
    fs::write(repository.0.path().join("moved.case.json"), CASE.replace("Talks", "Meetings")).unwrap();
    repository.git(&["add", "--all"]);
    let shown = repository.git(&["diff", "--cached", "--find-renames"]);
    assert!(shown.contains("--- a/more.case.json\n+++ b/moved.case.json\n"), "{shown}");
    assert!(repository.git(&["log", "-p", "--ext-diff"]).contains("Added T1 Withdrawal"));
}
