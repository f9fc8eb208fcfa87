//! The words that tables use for what Demarche knows: one list each, compared as search compares text.
//!
//! These are words that are read, not shown, so they stand here and not with the words of the program.

use std::sync::LazyLock;

use hashbrown::HashMap;

use crate::case::{Kind, Status};
use crate::fold::fold;

/// A text as words are compared: folded, blanks as one, without the signs around it.
pub(super) fn plain(text: &str) -> String {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().collect();
    bare(&words.join(" ")).to_owned()
}

fn bare(folded: &str) -> &str {
    folded.trim_matches(|letter: char| !letter.is_alphanumeric())
}

/// The words of a text, folded.
pub(super) fn words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let words = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '\'');
    words.filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Words with what they stand for, by their plain form; the first of equal words counts.
type Words<T> = LazyLock<HashMap<String, T>>;

fn table<T: Clone>(entries: &[(T, &str)]) -> HashMap<String, T> {
    let mut table = HashMap::new();
    for (meaning, words) in entries {
        for word in words.split('|') {
            table.entry(plain(word)).or_insert_with(|| meaning.clone());
        }
    }
    table
}

/// Cells that say that there is no position.
///
/// "No comment", "no" and "0" are not among them: each is something that was said. "Deleted" is not either: in a table
/// of drafts it says that the party wants the text out.
static NO_POSITION: Words<()> = LazyLock::new(|| {
    let words = "empty|blank|none|nil|n/a|n.a|n / a|na|not applicable|not available|not addressed|not stated|\
        no position|no position stated|no stated position|no recorded position|no position recorded|\
        no position yet|no known position|no text|no data|no information|unknown|not known|\
        not specified|unspecified|tbd|tbc|to be determined|to be confirmed|to be defined|to be decided|\
        pending|#n/a|#ref!|#value!|#name?|#null!|#div/0!|null|nothing|neant|sans objet|s/o|\
        pas de position|a determiner|sin posicion|no consta|nicht vorhanden|entfallt|لا يوجد|لا موقف|\
        غير متوفر|لا ينطبق|אין|אין עמדה|לא ידוע|לא רלוונטי";
    table(&[((), words)])
});

/// Whether a cell says that there is no position, by its words or by having none.
pub(super) fn is_no_position(text: &str) -> bool {
    // Dashes, dots and question marks stand for nothing. What is long is a text.
    text.len() < 80 && {
        let plain = plain(text);
        plain.is_empty() || NO_POSITION.contains_key(&plain)
    }
}

/// Cells that refer to another one.
static SAME: Words<()> = LazyLock::new(|| {
    let words = "idem|ibid|ibidem|ditto|same|same as above|see above|same as left|see left|as above|dito";
    table(&[((), words)])
});

/// A cell that stands for the text of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Same {
    /// It names whose text that is.
    As(String),
    /// It does not say which.
    Somewhere,
}

/// Whether a cell stands for another, as "idem" and "same as Syria" do.
pub(super) fn same(text: &str) -> Option<Same> {
    let trimmed = text.trim();
    if matches!(trimmed, "\"" | "”" | "“" | "〃" | "״" | "''" | "’’") {
        return Some(Same::Somewhere);
    }
    let plain = plain(trimmed);
    if SAME.contains_key(&plain) {
        return Some(Same::Somewhere);
    }
    let named =
        ["same as ", "identical to ", "idem ", "as in ", "see "].iter().find_map(|lead| plain.strip_prefix(lead))?;
    // What is longer says something of its own.
    let named = named.trim_start_matches("the ").trim_start_matches("for ").trim_start_matches("in ");
    (named.split(' ').count() <= 5 && !named.is_empty()).then(|| Same::As(named.to_owned()))
}

static STATUSES: Words<Status> = LazyLock::new(|| {
    table(&[
        (
            Status::AgreedInPrinciple,
            "agreed in principle|in principle|agreement in principle|provisionally agreed|provisional|\
            provisional agreement|tentatively agreed|tentative|agreed ad ref|ad ref|ad referendum|\
            agreed ad referendum|mostly agreed|largely agreed|partly agreed|partially agreed|near agreement|\
            accord de principe|اتفاق مبدئي|متفق عليه مبدئيا|הסכמה עקרונית|מוסכם עקרונית",
        ),
        (
            Status::Agreed,
            "agreed|agreement|agree|closed|settled|resolved|done|final|green|ok|accepted|consensus|\
            agreed text|confirmed|concluded|accord|convenu|acordado|vereinbart|متفق عليه|تم الاتفاق|מוסכם|\
            סוכם",
        ),
        (
            Status::UnderDiscussion,
            "under discussion|in discussion|being discussed|discussion|under negotiation|in negotiation|\
            negotiating|ongoing|in progress|open|under review|under consideration|yellow|amber|orange|\
            pending discussion|en discussion|en cours|en discusion|offen|قيد النقاش|قيد البحث|بדיון|בדיון",
        ),
        (
            Status::Contested,
            "contested|disputed|blocked|deadlock|deadlocked|stuck|not agreed|no agreement|disagreed|\
            disagreement|rejected|opposed|red|conflict|gap|conteste|desaccord|bloque|strittig|خلافي|\
            محل خلاف|שנוי במחלוקת|במחלוקת",
        ),
        (
            Status::NotAddressed,
            "not addressed|not discussed|not yet discussed|not raised|not started|to be discussed|\
            not yet addressed|deferred|postponed|parked|grey|gray|non aborde|لم يناقش|לא נדון",
        ),
        (Status::Unknown, "unknown|unclear|inconnu|غير معروف|לא ידוע"),
    ])
});

/// The status that a cell names, in one of its usual spellings.
pub(super) fn status(text: &str) -> Option<Status> {
    if text.len() > 80 {
        return None;
    }
    STATUSES.get(&plain(&text.replace('_', " "))).cloned()
}

/// What a word in a heading says of the positions below it.
static KINDS: Words<Kind> = LazyLock::new(|| {
    table(&[
        (
            Kind::RedLine,
            "red|redline|redlines|refuses|refusal|refusals|rejects|rejection|rejections|unacceptable|opposes|\
            refus",
        ),
        (
            Kind::Concession,
            "concession|concessions|offer|offers|offered|gives|give|accepts|acceptable|flexibility|fallback|\
            contribution|contributions|offre|offres|تنازلات|ויתורים",
        ),
        (
            Kind::Interest,
            "interest|interests|need|needs|why|concern|concerns|motive|motives|reasons|rationale|interets|\
            مصالح|אינטרסים",
        ),
        (
            Kind::Demand,
            "demand|demands|wants|want|asks|ask|request|requests|claim|claims|objective|objectives|seeks|\
            demandes|مطالب|דרישות",
        ),
    ])
});

/// Words of a heading that say no more than that a party speaks below it.
static SPEAKS: Words<()> = LazyLock::new(|| {
    let words = "position|positions|proposal|proposals|mandate|text|draft|view|views|amendments|version|stance|\
        statement|side|party|delegation|of|the|by|from|s|line|lines|'s|موقف|עמדת";
    table(&[((), words)])
});

/// The kind of position that a single word stands for.
pub(super) fn kind(text: &str) -> Option<Kind> {
    let words = words(text);
    let is_red_line =
        words.windows(2).any(|pair| matches!(pair, [one, two] if one == "red" && two.starts_with("line")));
    if is_red_line {
        return Some(Kind::RedLine);
    }
    // "Red" alone is a colour.
    words.iter().filter(|word| *word != "red").find_map(|word| KINDS.get(word)).cloned()
}

/// A heading without the words for a kind and for speaking: what is left names the party.
pub(super) fn named_party(text: &str) -> String {
    let is_filler = |word: &str| {
        let plain = plain(word);
        plain.is_empty() || SPEAKS.contains_key(&plain) || KINDS.contains_key(&plain)
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_left = |word: &&str| !is_filler(word);
    let Some(first) = words.iter().position(&is_left) else { return String::new() };
    let last = words.iter().rposition(is_left).unwrap_or(first);
    let left = words.get(first..=last).unwrap_or_default().join(" ");
    let left = left.trim_matches(|letter: char| !letter.is_alphanumeric() && !matches!(letter, ')' | '(' | '.'));
    left.strip_suffix("'s")
        .or_else(|| left.strip_suffix("’s"))
        .unwrap_or(left)
        .trim_matches([':', ' ', '-', '–', '—'])
        .to_owned()
}

/// What the heading of a column says of it, apart from parties.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Heading {
    Number,
    Title,
    Axis,
    Question,
    Background,
    Status,
    Draft,
    Evidence,
    Note,
    PartyName,
    Statement,
    Kind,
    Ignore,
}

/// Headings as a whole.
static HEADINGS: Words<Heading> = LazyLock::new(|| {
    table(&[
        (
            Heading::Number,
            "no|nr|n°|num|number|#|id|ref|reference|item no|issue no|issue number|row|article no|line|s/n|\
            numero|رقم|מספר|מס'",
        ),
        (
            Heading::Title,
            "issue|issues|topic|topics|title|subject|item|items|matter|article|provision|clause|agenda item|\
            point|theme|sujet|question at issue|tema|thema|الموضوع|القضية|الموضوع/القضية|נושא|סוגיה|הנושא",
        ),
        (
            Heading::Axis,
            "axis|axes|category|chapter|area|basket|track|cluster|section|group|pillar|part|file|dossier|\
            محور|المحور|ציר|תחום|volet",
        ),
        (Heading::Question, "question|key question|what is at issue"),
        (Heading::Background, "background|context|description|details|about|contexte|summary|خلفية|רקע"),
        (
            Heading::Status,
            "status|state|state of play|progress|standing|stage|statut|etat|estado|الحالة|الوضع|סטטוס|מצב",
        ),
        (
            Heading::Draft,
            "draft agreement|draft text|draft compromise|compromise|compromise text|compromise proposal|\
            agreed text|common text|common ground|joint text|consolidated text|bridging proposal|draft|\
            agreement|provisional agreement|final text|texte commun|projet d'accord|مسودة الاتفاق|\
            טיוטת הסכם",
        ),
        (Heading::Evidence, "source|sources|evidence|citation|citations|reported by|المصدر|מקור"),
        (Heading::Note, "note|notes|comment|comments|remark|remarks|observations|remarques|ملاحظات|הערות"),
        (Heading::PartyName, "party|parties|delegation|country|actor|side|member|stakeholder|who|partie|الطرف|צד"),
        (Heading::Statement, "position|positions|text|statement|stance|view|claim|الموقف|עמדה"),
        (Heading::Kind, "kind|type|position type|kind of position|type of position"),
        (Heading::Ignore, "owner|responsible|deadline|due|due date|updated|last updated|created|author|priority"),
    ])
});

/// What a heading says as a whole.
pub(super) fn heading(text: &str) -> Option<Heading> {
    match text.trim() {
        "#" => Some(Heading::Number),
        long if long.len() > 80 => None,
        text => HEADINGS.get(&plain(text)).filter(|_| !plain(text).is_empty()).copied(),
    }
}

/// What a heading probably says: by words within it.
pub(super) fn probable_heading(text: &str) -> Option<Heading> {
    let words = words(text);
    let has = |word: &str| words.iter().any(|it| it == word);
    match () {
        () if has("draft") && (has("agreement") || has("compromise") || has("text")) => Some(Heading::Draft),
        () if has("compromise") || has("common") && (has("text") || has("ground")) => Some(Heading::Draft),
        () if has("status") => Some(Heading::Status),
        () if has("source") || has("sources") => Some(Heading::Evidence),
        () if has("comments") || has("notes") || has("remarks") => Some(Heading::Note),
        () if has("issue") || has("topic") || has("subject") => Some(Heading::Title),
        () if has("background") || has("context") => Some(Heading::Background),
        () => None,
    }
}

/// Words for the three axes that are always there.
static AXES: Words<&'static str> = LazyLock::new(|| {
    table(&[
        (
            "territorial",
            "territorial|territory|territories|border|borders|boundary|land|الأراضي|إقليمي|טריטוריאלי|\
            territoire",
        ),
        (
            "security",
            "security|military|defence|defense|securite|seguridad|sicherheit|أمن|الأمن|أمني|الأمنية|ביטחון|\
            ביטחוני",
        ),
        (
            "economic",
            "economic|economy|economics|trade|financial|economique|wirtschaft|اقتصاد|اقتصادي|الاقتصادية|\
            כלכלה|כלכלי",
        ),
    ])
});

/// The standard axis that a text speaks of, by a word in it.
pub(super) fn axis_word(text: &str) -> Option<&'static str> {
    words(text).iter().find_map(|word| AXES.get(word)).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_that_say_nothing_are_told_from_those_that_say_something() {
        for text in [
            "empty",
            "(Empty)",
            "[empty]",
            "–",
            "-",
            "—",
            "n/a",
            "N/A",
            "N.A.",
            "None.",
            "No position",
            "TBD",
            "?",
            "…",
            " ",
            "لا يوجد",
            "néant",
            "#N/A",
        ] {
            assert!(is_no_position(text), "{text}");
        }
        for text in ["no", "No comment", "0", "deleted", "none of the lines", "Nada más", "yes", "لا"] {
            assert!(!is_no_position(text), "{text}");
        }
    }

    #[test]
    fn a_cell_can_stand_for_another() {
        assert_eq!(same("Same as Commission proposal"), Some(Same::As("commission proposal".into())));
        assert_eq!(same("idem COM"), Some(Same::As("com".into())));
        assert_eq!(same("Idem."), Some(Same::Somewhere));
        assert_eq!(same("\""), Some(Same::Somewhere));
        assert_eq!(same("Same as Syria but only once the lines of 1974 are back"), None);
    }

    #[test]
    fn statuses_are_known_by_several_words() {
        let known = [
            ("Agreed", Status::Agreed),
            ("CLOSED", Status::Agreed),
            ("agreed_in_principle", Status::AgreedInPrinciple),
            ("Provisionally agreed", Status::AgreedInPrinciple),
            ("under negotiation", Status::UnderDiscussion),
            ("Not agreed", Status::Contested),
            ("not yet discussed", Status::NotAddressed),
            ("متّفق عليه", Status::Agreed),
        ];
        for (text, expected) in known {
            assert_eq!(status(text), Some(expected), "{text}");
        }
        assert_eq!(status("perhaps agreed"), None);
        assert_eq!(status("–"), None);
    }

    #[test]
    fn a_heading_gives_a_party_and_a_kind() {
        let read = |text: &str| (named_party(text), kind(text));
        assert_eq!(read("Syria demands"), ("Syria".into(), Some(Kind::Demand)));
        assert_eq!(read("Offers of Syria"), ("Syria".into(), Some(Kind::Concession)));
        assert_eq!(read("Israel – red lines"), ("Israel".into(), Some(Kind::RedLine)));
        assert_eq!(read("Commission proposal"), ("Commission".into(), None));
        assert_eq!(read("Position of the United States"), ("United States".into(), None));
        assert_eq!(read("Red Sea States"), ("Sea States".into(), None));
        assert_eq!(read("Positions"), (String::new(), None));
    }
}
