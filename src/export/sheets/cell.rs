//! What stands in the cell of a column, from a field's JSON and back to it.

use serde_json::Number;

use super::object::{json, object};
use super::packed;
use super::schema::Holds;
use crate::case::Object;

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Text(String),
    Number(f64),
}

/// What a column expects where something else stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    Number,
    /// A whole number from 0 to 255.
    Grade,
    Whole,
    /// `id: number; id: number`
    Values,
}

/// Before a word that this version does not know and that reads like one of its labels.
const WORD: &str = "word:";

/// A column's way from values to cells and back.
#[derive(Clone, Debug)]
pub struct Codec {
    pub holds: Holds,
    labels: Vec<(&'static str, String)>,
}

impl Codec {
    #[must_use]
    pub fn new(holds: Holds) -> Self {
        let labels = if let Holds::Word(vocabulary) = holds { vocabulary() } else { Vec::new() };
        Self { holds, labels }
    }

    /// The labels of the words that can stand here; none where any text can.
    #[must_use]
    pub fn labels(&self) -> Vec<&str> {
        self.labels.iter().map(|(_, label)| label.as_str()).collect()
    }

    /// What the cell shows for a value.
    #[must_use]
    pub fn write(&self, value: &str) -> Cell {
        match self.holds {
            Holds::Text | Holds::Short | Holds::Named(_) => Cell::Text(text(value)),
            Holds::Word(_) => Cell::Text(self.label(&text(value))),
            Holds::Number | Holds::Grade | Holds::Whole => number(value),
            Holds::Words => {
                let words: Vec<String> = serde_json::from_str(value).unwrap_or_default();
                Cell::Text(packed::join(&words))
            }
            Holds::Values => {
                let values: Object = serde_json::from_str(value).unwrap_or_default();
                Cell::Text(packed::join_pairs(values.iter()))
            }
        }
    }

    /// The value that a cell shows, as JSON.
    ///
    /// # Errors
    /// What should stand there instead.
    pub fn read(&self, cell: &Cell) -> Result<String, Wanted> {
        let shown = match cell {
            Cell::Text(text) => text.clone(),
            Cell::Number(number) => number.to_string(),
        };
        Ok(match self.holds {
            Holds::Text | Holds::Short | Holds::Named(_) => json(&shown),
            Holds::Word(_) => json(self.word(&shown)),
            Holds::Number => numeral(&shown).ok_or(Wanted::Number)?,
            Holds::Grade => json(&shown.trim().parse::<u8>().map_err(|_not_one| Wanted::Grade)?),
            Holds::Whole => json(&shown.trim().parse::<u32>().map_err(|_not_one| Wanted::Whole)?),
            Holds::Words => json(&packed::split(&shown)),
            Holds::Values => {
                let pairs = packed::split_pairs(&shown).map_err(|_part| Wanted::Values)?;
                let pair = |(key, value): (String, String)| numeral(&value).map(|value| (key, value));
                object(pairs.into_iter().map(pair).collect::<Option<Vec<_>>>().ok_or(Wanted::Values)?)
            }
        })
    }

    fn label(&self, word: &str) -> String {
        let known = self.labels.iter().find(|(known, _)| *known == word);
        let label = known.map_or(word, |(_, label)| label);
        if self.word(label) == word { label.to_owned() } else { format!("{WORD}{word}") }
    }

    fn word<'a>(&'a self, shown: &'a str) -> &'a str {
        if let Some(word) = shown.strip_prefix(WORD) {
            return word;
        }
        let is = |name: &str| name.eq_ignore_ascii_case(shown.trim());
        let known = self.labels.iter().find(|(word, label)| is(label) || is(word));
        known.map_or(shown, |(word, _)| word)
    }
}

fn text(value: &str) -> String {
    serde_json::from_str(value).unwrap_or_default()
}

/// A number as a number where every program keeps it to the last digit, else as text.
fn number(value: &str) -> Cell {
    let float = serde_json::from_str::<f64>(value).ok();
    let plain = float.filter(|float| {
        let size = float.abs();
        (float.to_bits() == 0 || (1e-6..1e15).contains(&size))
            && numeral(&float.to_string()).as_deref() == Some(value)
            // Not every program keeps more than fifteen digits.
            && format!("{float:.14e}").parse() == Ok(*float)
    });
    plain.map_or_else(|| Cell::Text(value.to_owned()), Cell::Number)
}

/// A number as JSON writes it; nothing for anything else.
fn numeral(shown: &str) -> Option<String> {
    serde_json::from_str::<Number>(shown.trim()).ok().map(|number| number.to_string())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::schema::TABLES;
    use super::*;

    fn codec(table: &str, field: &str) -> Codec {
        let table = TABLES.iter().find(|known| known.key == table).unwrap();
        Codec::new(table.columns.iter().find(|column| column.field == field).unwrap().holds)
    }

    #[test]
    fn words_are_shown_as_labels_and_read_as_either() {
        let kind = codec("positions", "kind");
        assert_eq!(kind.write(r#""red_line""#), Cell::Text("Red line".to_owned()));
        for shown in ["Red line", "red line", "red_line", " Red Line "] {
            assert_eq!(kind.read(&Cell::Text(shown.to_owned())).unwrap(), r#""red_line""#);
        }
        // What is no word of this version comes back as it is, also where it looks like one.
        for word in ["hope", "Red line", "RED_LINE", "word:x", "", " demand"] {
            let value = json(word);
            assert_eq!(kind.read(&kind.write(&value)).unwrap(), value, "{word}");
        }
    }

    #[test]
    fn numbers_come_back_digit_by_digit() {
        let weight = codec("assessments", "weight");
        for number in
            ["0", "70", "70.0", "-0.0", "33.5", "33.333333333333336", "5e-324", "18446744073709551615", "1e20"]
        {
            let value = numeral(number).unwrap();
            assert_eq!(weight.read(&weight.write(&value)).unwrap(), value);
        }
        assert_eq!(weight.write("70"), Cell::Number(70.0));
        // Programs drop the sign of a zero.
        assert_eq!(weight.write("-0.0"), Cell::Text("-0.0".to_owned()));
        assert_eq!(weight.read(&Cell::Text("much".to_owned())), Err(Wanted::Number));
        let values = codec("assessments", "values");
        assert_eq!(values.write(r#"{"full":90,"part: one":4.5}"#), Cell::Text(r"full: 90; part\: one: 4.5".to_owned()));
        assert_eq!(values.read(&Cell::Text("full: most".to_owned())), Err(Wanted::Values));
        assert_eq!(codec("evidence", "credibility").read(&Cell::Number(2.5)), Err(Wanted::Grade));
    }

    proptest! {
        #[test]
        fn any_number_comes_back(number in any::<f64>().prop_filter("no JSON", |number| number.is_finite())) {
            let weight = codec("assessments", "weight");
            let value = json(&number);
            prop_assert_eq!(weight.read(&weight.write(&value)).unwrap(), value);
        }
    }
}
