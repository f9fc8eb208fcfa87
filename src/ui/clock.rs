//! What the clock on the wall says: for what people write down, never for what is worked out.

use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

use crate::case::CaseDate;

/// The time by RFC 3339, as it is here, with its offset from universal time.
#[must_use]
pub fn now() -> String {
    // Nobody writes the fractions of a second into a log.
    here().strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()
}

/// The day it is here.
#[must_use]
pub fn today() -> CaseDate {
    CaseDate::from(here().strftime("%Y-%m-%d").to_string().as_str())
}

/// A time as the clock here tells it, to the minute.
#[must_use]
pub fn local(time: Timestamp) -> String {
    time.to_zoned_datetime(zone()).strftime("%-d %B %Y, %H:%M").to_string()
}

fn here() -> ZonedDateTime {
    Timestamp::now().to_zoned_datetime(zone())
}

fn zone() -> TimeZone {
    TimeZone::try_system().unwrap_or(TimeZone::UTC)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn now_is_the_same_moment_with_the_offset_of_this_place() {
        let before = Timestamp::now().as_second();
        let now = now();
        let read: Timestamp = now.parse().unwrap();
        assert!((before..=Timestamp::now().as_second()).contains(&read.as_second()), "{now}");
        let offset = zone().to_offset(read);
        let written: jiff::fmt::temporal::Pieces<'_> = jiff::fmt::temporal::Pieces::parse(&now).unwrap();
        assert_eq!(written.to_numeric_offset(), Some(offset), "{now}");
        assert!(now.starts_with(today().as_str()) || zone().to_offset(Timestamp::now()) != offset);
    }
}
