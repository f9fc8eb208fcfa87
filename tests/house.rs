//! The order of the house, read from the source itself: who may know whom, and who may name what.

#![expect(clippy::unwrap_used, reason = "what a test's helpers stumble over, the test reports")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use proc_macro2::{TokenStream, TokenTree};

/// Each module at the top, and the other modules at the top that it may name.
const SEES: &[(&str, &[&str])] = &[
    ("case", &[]),
    ("fold", &[]),
    ("safe", &[]),
    ("generate", &["case"]),
    ("edit", &["case"]),
    ("compare", &["case", "fold"]),
    ("file", &["case", "edit"]),
    ("words", &["case", "compare", "edit", "file", "safe"]),
    ("export", &["case", "compare", "fold", "safe", "words"]),
    ("import", &["case", "edit", "export", "file", "fold", "words"]),
    ("command", &["case", "compare", "edit", "export", "import", "words"]),
    ("cli", &["case", "compare", "edit", "export", "file", "fold", "generate", "import", "words"]),
    ("ui", &["case", "command", "compare", "edit", "export", "file", "fold", "import", "safe", "words"]),
    ("app", &["case", "command", "compare", "edit", "export", "file", "fold", "import", "ui", "words"]),
    ("main", &["app", "cli", "file", "words"]),
];

/// A file that names one module more than its own module may, and why.
const EXCEPTIONS: &[(&str, &str, &str)] =
    &[("file/error.rs", "words", "an error is printed as its sentence, which stands with all other words")];

/// The modules that know there is a window.
const KNOWS_EGUI: &[&str] = &["app", "command", "main", "ui"];

/// Where colours are mixed: the theme, and its own tests.
const PALETTE: &[&str] = &["ui/theme.rs", "ui/theme/tests.rs"];

/// A file's length, in lines, beyond which it has to stand in [`LONG`].
const LINES: usize = 500;

/// Files that are longer, and why they are better whole.
const LONG: &[(&str, &str)] = &[("words/panels.rs", "a list of sentences, to be translated as one")];

/// A file under src, its module at the top, and its tokens without comments and tests.
struct Source {
    /// Relative to src.
    path: PathBuf,
    module: String,
    lines: usize,
    words: Vec<Word>,
}

/// A name, a punctuation mark or an opening bracket, and its line.
struct Word {
    text: String,
    line: usize,
}

impl Source {
    fn read(src: &Path, path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let path = path.strip_prefix(src).unwrap().to_owned();
        let tokens = TokenStream::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let mut words = Vec::new();
        collect(tokens, &mut words);
        let first = path.iter().next().unwrap();
        let module = Path::new(first).file_stem().unwrap().to_string_lossy().into_owned();
        Self { path, module, lines: text.lines().count(), words }
    }

    fn name(&self) -> String {
        self.path.iter().map(|part| part.to_string_lossy()).collect::<Vec<_>>().join("/")
    }

    fn at(&self, word: &Word) -> String {
        format!("src/{}:{}", self.name(), word.line)
    }

    /// Every path written out in this file from `root` on: what follows `root::`, one level deep.
    fn names_after(&self, root: &str) -> Vec<&Word> {
        let mut found = Vec::new();
        for (number, word) in self.words.iter().enumerate() {
            if word.text != root {
                continue;
            }
            match self.words.get(number + 1..).unwrap_or_default() {
                [one, two, rest @ ..] if one.text == ":" && two.text == ":" => names(rest, &mut found),
                _ => {}
            }
        }
        found
    }
}

fn collect(tokens: TokenStream, words: &mut Vec<Word>) {
    for token in tokens {
        let line = token.span().start().line;
        let text = match token {
            TokenTree::Ident(ident) => ident.to_string(),
            TokenTree::Punct(punct) => punct.as_char().to_string(),
            TokenTree::Literal(_) => continue,
            // A module's tests may use whatever helps them.
            TokenTree::Group(_) if after_tests_head(words) => continue,
            TokenTree::Group(group) => {
                words.push(Word { text: "{".to_owned(), line });
                collect(group.stream(), words);
                words.push(Word { text: "}".to_owned(), line });
                continue;
            }
        };
        words.push(Word { text, line });
    }
}

/// Whether what was read last is `#[cfg(test)] mod name`.
fn after_tests_head(words: &[Word]) -> bool {
    let Some((_name, before)) = words.split_last() else { return false };
    let head = ["#", "{", "cfg", "{", "test", "}", "}", "mod"];
    before.len() >= head.len() && before.iter().rev().zip(head.iter().rev()).all(|(word, part)| word.text == *part)
}

/// The name that `rest` begins with, or each first name of the group of imports that it begins with.
fn names<'a>(rest: &'a [Word], found: &mut Vec<&'a Word>) {
    let Some((first, inner)) = rest.split_first() else { return };
    if first.text != "{" {
        found.push(first);
        return;
    }
    let mut depth = 0;
    let mut starts = true;
    for word in inner {
        match word.text.as_str() {
            "{" => depth += 1,
            "}" if depth == 0 => return,
            "}" => depth -= 1,
            "," if depth == 0 => starts = true,
            _ if starts => {
                found.push(word);
                starts = false;
            }
            _ => {}
        }
    }
}

fn sources() -> Vec<Source> {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![src.clone()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(Source::read(&src, &path));
            }
        }
    }
    found.sort_by(|one, other| one.path.cmp(&other.path));
    assert!(found.len() > 20, "the sources are not where they are looked for");
    found
}

/// Fails with one line for each offence.
fn none(offences: &[String], rule: &str) {
    assert!(offences.is_empty(), "{rule}\n  {}", offences.join("\n  "));
}

#[test]
fn every_module_has_its_place_in_the_order() {
    let known: BTreeSet<&str> = SEES.iter().map(|(module, _)| *module).collect();
    let offences: Vec<String> = sources()
        .iter()
        .filter(|source| source.module != "lib" && !known.contains(source.module.as_str()))
        .map(|source| format!("src/{}", source.name()))
        .collect();
    none(&offences, "Give these modules a line in SEES, and say whom they may know.");
}

#[test]
fn the_order_of_the_modules_has_no_ring() {
    // Each module stands below those that it sees, so the list itself is the proof.
    let mut above: BTreeSet<&str> = BTreeSet::new();
    for (module, sees) in SEES {
        for seen in *sees {
            assert!(above.contains(seen), "{module} sees {seen}, which stands below it");
        }
        above.insert(module);
    }
}

#[test]
fn a_module_names_only_those_that_it_may_see() {
    let sees: BTreeMap<&str, &[&str]> = SEES.iter().copied().collect();
    let mut offences = Vec::new();
    let mut used = BTreeSet::new();
    for source in &sources() {
        let Some(allowed) = sees.get(source.module.as_str()) else { continue };
        // `super::` and the crate's own name lead to the top as well.
        for root in ["crate", "demarche", "super"] {
            for word in source.names_after(root) {
                let name = word.text.as_str();
                let excepted = EXCEPTIONS.iter().position(|(path, other, _)| *path == source.name() && *other == name);
                if let Some(number) = excepted {
                    used.insert(number);
                } else if sees.contains_key(name) && name != source.module && !allowed.contains(&name) {
                    offences.push(format!("{}: {} names {name}", source.at(word), source.module));
                }
            }
        }
    }
    let unused = EXCEPTIONS.iter().enumerate().filter(|(number, _)| !used.contains(number));
    offences.extend(unused.map(|(_, (path, name, _))| format!("src/{path} does not name {name} any more")));
    none(&offences, "Dependencies point one way; SEES in this test says which.");
}

#[test]
fn only_the_window_knows_egui() {
    let mut offences = Vec::new();
    for source in &sources() {
        if KNOWS_EGUI.contains(&source.module.as_str()) {
            continue;
        }
        for word in &source.words {
            if word.text.starts_with("egui") || word.text == "eframe" || word.text == "rfd" {
                offences.push(format!("{}: {}", source.at(word), word.text));
            }
        }
    }
    none(&offences, "Everything outside app, ui and command works without a window.");
}

#[test]
fn colours_are_mixed_in_the_theme_alone() {
    let mut offences = Vec::new();
    for source in sources().iter().filter(|source| !PALETTE.contains(&source.name().as_str())) {
        for colour in ["Color32", "Rgba", "Hsva"] {
            for word in source.names_after(colour) {
                if word.text.starts_with("from_") || word.text == "new" {
                    offences.push(format!("{}: {colour}::{}", source.at(word), word.text));
                }
            }
        }
        offences.extend(source.words.iter().filter(|word| word.text == "hex_color").map(|word| source.at(word)));
    }
    none(&offences, "Name the colour in ui/theme.rs, for both themes, and take it from the palette.");
}

#[test]
fn one_helper_builds_every_harness() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let helper = root.join("tests/support/harness.rs");
    let mut offences = Vec::new();
    let mut folders = vec![root.join("src"), root.join("tests"), root.join("benches")];
    // Put together, so that this test does not find itself.
    let begins = ["builder", "new"].map(|begin| format!("Harness::{begin}"));
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && path != helper {
                let text = fs::read_to_string(&path).unwrap();
                let builds = |line: &&str| begins.iter().any(|begin| line.contains(begin.as_str()));
                offences.extend(text.lines().filter(builds).map(|line| format!("{}: {}", path.display(), line.trim())));
            }
        }
    }
    assert!(helper.exists());
    none(
        &offences,
        "Begin with `harness::builder()` of tests/support/harness.rs, which has the program's fonts and theme.",
    );
}

#[test]
fn long_files_say_why_they_are_long() {
    let mut offences = Vec::new();
    let mut surplus: BTreeSet<&str> = LONG.iter().map(|(path, _)| *path).collect();
    for source in &sources() {
        if source.lines > LINES && !surplus.remove(source.name().as_str()) {
            offences.push(format!("src/{} has {} lines", source.name(), source.lines));
        }
    }
    offences.extend(surplus.iter().map(|path| format!("src/{path} is not that long any more: take it off the list")));
    none(&offences, "A file has one subject. Split it, or say in LONG why it is better whole.");
}
