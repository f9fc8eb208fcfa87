//! The words of the forms in which a case is edited.

use super::terms;

/// The button at the head of the inspector that shows the form.
pub const EDIT: &str = "Edit";
/// The button at the head of the inspector that leaves the form.
pub const DONE: &str = "Done";
/// The name of the form, for those who hear the screen.
pub const FORM: &str = "Edit in the inspector";

/// Above a text that runs from the right, as it reads.
pub const AS_IT_READS: &str = "AS IT READS";
/// Goes to the part before of a text that is too long for one field.
pub const PART_BEFORE: &str = "Part before";
/// Goes to the part after.
pub const PART_AFTER: &str = "Part after";

/// Which part of a long text is being edited.
#[must_use]
pub fn part_of(number: usize, of: usize) -> String {
    format!("A long text, edited part by part: {number} of {of}")
}

/// In a field for a word that is not given.
pub const NOT_SAID: &str = "Not said";
/// In a field that points at nothing.
pub const NONE: &str = "None";
/// In a field that has to point at something.
pub const CHOOSE: &str = "Choose…";
/// Where nothing has been typed yet and there is nothing to choose from.
pub const NOTHING_YET: &str = "There is none yet. Type a new one.";
/// Where nothing matches.
pub const NOTHING_FOUND: &str = "Nothing found. Type less, or another word.";
/// In place of the options of an issue that has none.
pub const NO_OPTIONS_YET: &str = "The issue has no options yet. Add them on its own page.";

/// In an empty search for a record.
pub const FIND_PARTY: &str = "Find a party";
/// In an empty search for a record.
pub const FIND_AXIS: &str = "Find an axis";
/// In an empty search for a record.
pub const FIND_ISSUE: &str = "Find an issue";
/// In an empty search for a record.
pub const FIND_ROUND: &str = "Find a round";
/// In an empty search for a record.
pub const FIND_SOURCE: &str = "Find a source, or type a new one";
/// In an empty search for a record.
pub const FIND_POSITION: &str = "Find an earlier position";
/// In an empty search for a record.
pub const FIND_ANYTHING: &str = "Find a record";
/// In an empty search for a moment of the talks.
pub const FIND_MOMENT: &str = "Find a round, or type a date";

/// In an empty field for a date.
pub const DATE_HINT: &str = "2026, 2026-01 or 2026-01-06";
/// Under a text that is being typed and will be written as a date: which one.
#[must_use]
pub fn understood_as(date: &str) -> String {
    format!("Understood as {date}")
}

/// Under a text that is no date.
pub const NO_DATE: &str = "Not a date: write 2026, 2026-01 or 2026-01-06.";
/// In an empty field for a point in time.
pub const TIME_HINT: &str = "2026-01-06T15:30:00+01:00";
/// In an empty field for a language.
pub const LANGUAGE_HINT: &str = "en, ar, he …";
/// In an empty field for a number.
pub const NUMBER_HINT: &str = "0 to 100";
/// Under a text that is no number.
pub const NO_NUMBER: &str = "Not a number: write one from 0 to 100.";
/// In an empty field for a colour.
pub const COLOR_HINT: &str = "#rrggbb";
/// Under an empty field for a colour.
pub const COLOR_CHOSEN: &str = "Left empty, the program chooses one that can be told from the others.";
/// In an empty field for an issue's number.
pub const ISSUE_NUMBER_HINT: &str = "T1";
/// Under a number that is to stay.
pub const ISSUE_NUMBER_MEANING: &str = "Permanent: it stays with the issue wherever it is moved.";
/// In an empty field for an address.
pub const URL_HINT: &str = "https://";
/// In an empty field for a quote.
pub const QUOTE_HINT: &str = "The source’s own words";

/// Under an empty id.
pub const ID_EMPTY: &str = "An id cannot be empty.";
/// Under an id that something else has.
pub const ID_TAKEN: &str = "Something else has this id already.";
/// Under an id that is being changed.
pub const ID_FOLLOWS: &str = "Enter changes it, and everything that points here follows.";
/// At a handle.
pub const MOVE_HINT: &str = "Drag, or move with the up and down keys";

/// Labels of fields.
pub mod label {
    pub const ABOUT: &str = "About";
    pub const ALSO_WRITTEN: &str = "Other spelling";
    pub const AT: &str = "Time";
    pub const AXIS: &str = "Axis";
    pub const BACKGROUND: &str = "Background";
    pub const BASIS: &str = "Basis";
    pub const COMMENT: &str = "Comment";
    pub const CREDIBILITY: &str = "Credibility";
    pub const DEFINITION: &str = "Definition";
    pub const DISPUTES: &str = "Contradicts";
    pub const FROM: &str = "To be met by";
    pub const ID: &str = "Id";
    pub const KIND: &str = "Kind";
    pub const LABEL: &str = "Label";
    pub const NATIVE_NAME: &str = "Name in its own script";
    pub const NOTE: &str = "Remark";
    pub const NUMBER: &str = "Number";
    pub const ON: &str = "On";
    pub const PUBLISHER: &str = "Publisher";
    pub const QUESTION: &str = "Question";
    pub const QUOTE: &str = "Quote";
    pub const RATIONALE: &str = "Rationale";
    pub const RELIABILITY: &str = "Reliability";
    pub const REPLACES: &str = "Replaces";
    pub const REQUIRES: &str = "Depends on";
    pub const RESULT: &str = "Result";
    pub const ROLE: &str = "Role";
    pub const SHORT_NAME: &str = "Short name";
    pub const SPEAKER: &str = "Said by";
    pub const SPONSOR: &str = "Proposed by";
    pub const STANCE: &str = "Answer";
    pub const SUMMARY: &str = "Summary";
    pub const TERM: &str = "Term";
    pub const TEXT: &str = "Text";
    pub const TITLE: &str = "Title";
    pub const URL: &str = "Address";
    pub const VIA: &str = "Read in";
    pub const VISIBILITY: &str = "Who may see it";
    pub const WALK_AWAY: &str = "Walks away when";
}

/// What an entry of a list is called.
pub mod noun {
    pub const ANSWER: &str = "Answer";
    pub const ASSESSMENT: &str = "Assessment";
    pub const CONDITION: &str = "Condition";
    pub const DELEGATE: &str = "Delegate";
    pub const ENTRY: &str = "Entry";
    pub const EVIDENCE: &str = "Evidence";
    pub const ISSUE: &str = "Issue";
    pub const OPTION: &str = "Option";
    pub const PARTICIPANT: &str = "Participant";
    pub const PARTY: &str = "Party";
    pub const PERSON: &str = "Person";
    pub const SPELLING: &str = "Other spelling";
    pub const TAG: &str = "Tag";
    pub const TERM: &str = "Term";
}

/// The label over a list of texts, by what one is called.
#[must_use]
pub fn plural_label(noun: &str) -> &'static str {
    match noun {
        noun::TAG => "Tags",
        noun::SPELLING => "Other spellings",
        noun::PERSON => "People",
        _ => "Entries",
    }
}

/// Adds an entry: "Add condition".
#[must_use]
pub fn add(noun: &str) -> String {
    format!("Add {}", noun.to_lowercase())
}

/// Adds an entry to another: "Add person to participant 1".
#[must_use]
pub fn add_to(noun: &str, whose: &str) -> String {
    format!("Add {} to {}", noun.to_lowercase(), whose.to_lowercase())
}

/// The head of an entry, for those who hear the screen: its name, what it holds, and whether something is wrong in it
/// that is folded away.
#[must_use]
pub fn entry_head(name: &str, said: &str, troubled: bool) -> String {
    let said = if said.is_empty() { String::new() } else { format!(": {said}") };
    let problem = if troubled { ", with a problem" } else { "" };
    format!("{name}{said}{problem}")
}

/// Takes an entry out: "Remove condition 1".
#[must_use]
pub fn remove_entry(name: &str) -> String {
    format!("Remove {}", begin_low(name))
}

/// The handle of an entry: "Move condition 1".
#[must_use]
pub fn move_entry(name: &str) -> String {
    format!("Move {}", begin_low(name))
}

fn begin_low(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// Goes to what a field points at.
#[must_use]
pub fn open_record(field: &str) -> String {
    format!("Open {}", begin_low(field))
}

/// The search of a list.
#[must_use]
pub fn search_for(list: &str) -> String {
    format!("Search: {list}")
}

/// Makes a new source of what was typed.
#[must_use]
pub fn new_source(publisher: &str) -> String {
    format!("New source “{publisher}”")
}

/// Takes a date instead of a round.
#[must_use]
pub fn the_date(date: &str) -> String {
    format!("The date {date}")
}

/// Writes what was meant.
#[must_use]
pub fn change_to(text: &str) -> String {
    format!("Change to “{text}”")
}

/// Where an issue has another status and its evidence is still that for the status before.
#[must_use]
pub fn cited_for(before: &str, now: &str) -> String {
    format!("The evidence below was cited while the status was “{before}”. Does it show that it is “{now}” now?")
}

/// The button that takes that evidence away.
pub const REMOVE_FORMER_EVIDENCE: &str = "Remove that evidence";
/// The button that says that it holds for the new status too.
pub const KEEP_FORMER_EVIDENCE: &str = "It does: keep it";

/// An option that its issue does not have.
#[must_use]
pub fn unknown_option(id: &str) -> String {
    format!("{id} (not an option of this issue)")
}

/// A word as the beginning of a field's content.
#[must_use]
pub fn sentence(word: &str) -> String {
    super::panels::sentence(word)
}

/// A meaning as a sentence.
#[must_use]
pub fn as_sentence(meaning: &str) -> String {
    format!("{}.", super::panels::sentence(meaning).trim_end_matches('.'))
}

/// The button that removes a record: "Remove demand".
#[must_use]
pub fn remove_record(noun: &str) -> String {
    format!("Remove {noun}…")
}

/// The button that adds a record like this one.
#[must_use]
pub fn duplicate(noun: &str) -> String {
    format!("Duplicate {noun}")
}

/// Above the keys that this version does not know.
pub const KEPT: &str = "Also in the file, kept as it is";
/// Where a record cannot be added yet.
pub const NEEDS_PARTY: &str = "Add a party first.";
/// Where a record cannot be added yet.
pub const NEEDS_AXIS: &str = "Add an axis first.";
/// Where a record cannot be added yet.
pub const NEEDS_PARTY_AND_ISSUE: &str = "Add a party and an issue first.";
/// At an assessment's heading while there is none.
pub const NO_ASSESSMENT: &str =
    "Judgements stand apart from what is reported, and are internal unless you say otherwise.";
/// The field that adds a record, by what is written into it.
#[must_use]
pub fn new_record(list: crate::edit::ListName) -> &'static str {
    use crate::edit::ListName;
    match list {
        ListName::Party => "New party: its name",
        ListName::Axis => "New axis: its name",
        ListName::Issue => "New issue: its title",
        ListName::Position => "New position: its text",
        ListName::Proposal => "New proposal: its title",
        ListName::Outcome => "New outcome: its title",
        ListName::Round => "New round: its name",
        ListName::Event => "New event: what happened",
        ListName::Source => "New source: its publisher",
        ListName::Assessment => "New assessment: its rationale",
        ListName::Note => "New note: its text",
        ListName::Glossary => "New term",
        ListName::Log => "New log entry: what was decided",
    }
}

/// A list of records.
#[must_use]
pub fn list(list: crate::edit::ListName) -> &'static str {
    use super::panels;
    use crate::edit::ListName;
    match list {
        ListName::Party => panels::PARTIES,
        ListName::Axis => "Axes",
        ListName::Issue => panels::ISSUES,
        ListName::Position => panels::POSITIONS,
        ListName::Proposal => panels::PROPOSALS,
        ListName::Outcome => panels::OUTCOMES,
        ListName::Round => panels::ROUNDS,
        ListName::Event => panels::EVENTS,
        ListName::Source => panels::SOURCES,
        ListName::Assessment => "Assessments",
        ListName::Note => panels::NOTES,
        ListName::Glossary => panels::GLOSSARY,
        ListName::Log => panels::LOG,
    }
}

/// Moves a record of a list up.
#[must_use]
pub fn move_up(name: &str) -> String {
    format!("Move up: {name}")
}

/// Moves a record of a list down.
#[must_use]
pub fn move_down(name: &str) -> String {
    format!("Move down: {name}")
}

/// Takes a record out of a list.
#[must_use]
pub fn remove_named(name: &str) -> String {
    format!("Remove: {name}")
}

/// Adds a position to an issue or a party.
pub const ADD_POSITION: &str = "Add position";
/// Adds a judgement.
pub const ADD_ASSESSMENT: &str = "Add assessment";
/// Adds a remark on the record.
pub const ADD_NOTE: &str = "Add note";
/// Adds a term on an issue to a proposal.
pub const ADD_TERM: &str = "Add term";
/// Adds a party's answer to a proposal.
pub const ADD_ANSWER: &str = "Add answer";
/// Adds a proposal of a party.
pub const ADD_PROPOSAL: &str = "Add proposal";

/// What removing an option leaves behind.
#[must_use]
pub fn option_is_named(label: &str, count: usize) -> String {
    let verb = if count == 1 { "names" } else { "name" };
    format!("{} {verb} “{label}”.", super::panels::sentence(&terms::count(count, "record")))
}

/// Removes an option and what names it.
pub const REMOVE_WITH_REFERENCES: &str = "Remove it there as well";
/// Removes an option and leaves what names it.
pub const KEEP_REFERENCES: &str = "Remove only here";
/// Leaves all as it is.
pub const CANCEL: &str = "Cancel";

/// What an option is worth to a party: the field's name.
#[must_use]
pub fn value_of(option: &str) -> String {
    format!("Value of {option}")
}

/// In the list of all records, an entry with nothing to call it by.
pub const UNNAMED: &str = "(nothing written yet)";

/// The name of a language by its tag, where it is one of those that are likely.
#[must_use]
pub fn language(tag: &str) -> Option<&'static str> {
    Some(match tag.split('-').next()?.to_lowercase().as_str() {
        "ar" => "Arabic",
        "de" => "German",
        "en" => "English",
        "es" => "Spanish",
        "fa" => "Persian",
        "fr" => "French",
        "he" => "Hebrew",
        "it" => "Italian",
        "ja" => "Japanese",
        "ku" => "Kurdish",
        "pt" => "Portuguese",
        "ru" => "Russian",
        "tr" => "Turkish",
        "uk" => "Ukrainian",
        "ur" => "Urdu",
        "zh" => "Chinese",
        _ => return None,
    })
}
