//! From which side pages run.

/// In which direction the pages run: from which side columns are counted and lines begin.
///
/// Each paragraph's text is ordered by what is in it, whatever the page does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Direction {
    /// As the case's `language` is written.
    #[default]
    OfTheCase,
    LeftToRight,
    RightToLeft,
}

/// Languages that are written from right to left where their tag names no script.
const LANGUAGES: [&str; 17] =
    ["ar", "arc", "arz", "ckb", "dv", "fa", "he", "iw", "ji", "ks", "prs", "ps", "sd", "syr", "ug", "ur", "yi"];
/// Scripts that run from right to left.
const SCRIPTS: [&str; 7] = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg"];

impl Direction {
    /// Whether pages run from right to left in a case with this BCP 47 tag.
    #[must_use]
    pub fn is_right_to_left(self, language: Option<&str>) -> bool {
        match self {
            Self::LeftToRight => false,
            Self::RightToLeft => true,
            Self::OfTheCase => {
                let tag = language.unwrap_or_default().to_ascii_lowercase();
                let mut parts = tag.split(['-', '_']);
                let language = parts.next().unwrap_or_default();
                // A script that is named says more than the language.
                let script = parts.find(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_alphabetic()));
                script.map_or(LANGUAGES.contains(&language), |script| SCRIPTS.contains(&script))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_run_as_the_language_is_written_unless_asked_otherwise() {
        for (tag, expected) in [
            ("ar", true),
            ("he-IL", true),
            ("prs", true),
            ("en", false),
            ("de", false),
            ("ar-Latn", false),
            ("az-Arab", true),
            ("", false),
        ] {
            assert_eq!(Direction::OfTheCase.is_right_to_left(Some(tag)), expected, "{tag}");
            assert!(!Direction::LeftToRight.is_right_to_left(Some(tag)));
            assert!(Direction::RightToLeft.is_right_to_left(Some(tag)));
        }
        assert!(!Direction::OfTheCase.is_right_to_left(None));
    }
}
