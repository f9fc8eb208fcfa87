//! Dates as sources give them: a year, a month or a day, and no more.

use std::borrow::Cow;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::extra::Key;

/// A date as written in the file, whether or not it can be understood.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct CaseDate(Box<str>);

/// What a date says: a year, a month of a year, or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precise {
    /// A whole year.
    Year(i16),
    /// A month, 1 to 12.
    Month(i16, i8),
    /// One day.
    Day(Date),
}

impl CaseDate {
    /// The date as it stands in the file.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the date says, or nothing when it is not `2026`, `2026-01` or `2026-01-06`.
    #[must_use]
    pub fn parse(&self) -> Option<Precise> {
        let digits = |text: &str, length: usize| {
            (text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| text.parse::<i16>().ok())?
        };
        let mut parts = self.0.split('-');
        let year = digits(parts.next()?, 4)?;
        let Some(month) = parts.next() else { return Some(Precise::Year(year)) };
        let month = i8::try_from(digits(month, 2)?).ok().filter(|month| (1..=12).contains(month))?;
        let Some(day) = parts.next() else { return Some(Precise::Month(year, month)) };
        let day = i8::try_from(digits(day, 2)?).ok()?;
        if parts.next().is_some() {
            return None;
        }
        Date::new(year, month, day).ok().map(Precise::Day)
    }

    /// A key that sorts dates by time, a coarse date before the finer ones within it; unreadable dates come last.
    #[must_use]
    pub fn sort_key(&self) -> (i16, i8, i8) {
        match self.parse() {
            Some(Precise::Year(year)) => (year, 0, 0),
            Some(Precise::Month(year, month)) => (year, month, 0),
            Some(Precise::Day(date)) => (date.year(), date.month(), date.day()),
            None => (i16::MAX, 0, 0),
        }
    }
}

impl From<&str> for CaseDate {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl fmt::Display for CaseDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Serialize for CaseDate {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for CaseDate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Key::deserialize(deserializer)?.as_str().into()))
    }
}

impl schemars::JsonSchema for CaseDate {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$" })
    }
}

/// A point in the talks: a round, or a date.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Moment(Box<str>);

impl Moment {
    /// The moment as it stands in the file: a date or a round id.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The date, when the moment is one.
    #[must_use]
    pub fn date(&self) -> Option<CaseDate> {
        let date = CaseDate::from(&*self.0);
        date.parse().is_some().then_some(date)
    }
}

impl From<&str> for Moment {
    fn from(text: &str) -> Self {
        Self(text.into())
    }
}

impl Serialize for Moment {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Moment {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self(Key::deserialize(deserializer)?.as_str().into()))
    }
}

impl schemars::JsonSchema for Moment {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Moment".into()
    }
    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "type": "string", "minLength": 1,
            "description": "a round's id, or a date: 2026, 2026-01 or 2026-01-06"
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn partial_dates_say_what_the_source_gives_and_no_more() {
        assert_eq!(CaseDate::from("2026").parse(), Some(Precise::Year(2026)));
        assert_eq!(CaseDate::from("2026-01").parse(), Some(Precise::Month(2026, 1)));
        assert_eq!(CaseDate::from("2026-01-06").parse(), Some(Precise::Day(jiff::civil::date(2026, 1, 6))));
    }

    #[test]
    fn what_is_no_date_is_not_guessed_at() {
        for text in ["", "26", "2026-13", "2026-02-30", "2026-1-6", "2026-01-06-07", "January", "٢٠٢٦", "+026"] {
            assert_eq!(CaseDate::from(text).parse(), None, "{text}");
        }
    }

    #[test]
    fn coarse_dates_sort_before_the_finer_ones_within_them() {
        let mut dates = ["2026-01-06", "x", "2026", "2025-12", "2026-01"].map(CaseDate::from);
        dates.sort_by_key(CaseDate::sort_key);
        assert_eq!(dates.each_ref().map(CaseDate::as_str), ["2025-12", "2026", "2026-01", "2026-01-06", "x"]);
    }
}
