//! Dates as people write them, read where there is only one way to.

use crate::case::CaseDate;

/// The date that a text means, as the file writes it; nothing when it could mean another as well.
///
/// `6 January 2026`, `Jan 2026`, `2026/1/6` and `25/12/2025` can be read, `06/01/2026` cannot: the first number may be
/// the day or the month.
#[must_use]
pub fn read_date(text: &str) -> Option<CaseDate> {
    let plain: String = text.chars().map(western).collect();
    let parts: Vec<&str> = plain.split(|letter: char| !letter.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let (year, month, day) = match parts.as_slice() {
        [compact] if compact.len() == 8 && compact.is_ascii() => {
            (year(compact.get(..4)?)?, number(compact.get(4..6)?), number(compact.get(6..)?))
        }
        [only] => (year(only)?, None, None),
        [first, second] => match (year(first), year(second)) {
            (Some(year), None) => (year, Some(month(second)?), None),
            (None, Some(year)) => (year, Some(month(first)?), None),
            _ => return None,
        },
        [first, second, third] => match (year(first), year(third)) {
            (Some(year), None) => (year, Some(month(second)?), Some(day(third)?)),
            (None, Some(year)) => {
                let (month, day) = month_and_day(first, second)?;
                (year, Some(month), Some(day))
            }
            _ => return None,
        },
        _ => return None,
    };
    let date = match (month, day) {
        (Some(month), Some(day)) => format!("{year}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year}-{month:02}"),
        _ => year.to_owned(),
    };
    Some(CaseDate::from(&*date)).filter(|date| date.parse().is_some())
}

/// A month and a day in either order, when only one order makes sense.
fn month_and_day(first: &str, second: &str) -> Option<(u8, u8)> {
    if let Some(month) = named_month(first) {
        return Some((month, day(second)?));
    }
    if let Some(month) = named_month(second) {
        return Some((month, day(first)?));
    }
    let (one, other) = (number(first)?, number(second)?);
    match (one <= 12, other <= 12) {
        (true, true) if one != other => None,
        (true, _) => Some((one, other)),
        (false, true) => Some((other, one)),
        (false, false) => None,
    }
}

fn year(text: &str) -> Option<&str> {
    (text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())).then_some(text)
}

fn month(text: &str) -> Option<u8> {
    number(text).or_else(|| named_month(text))
}

fn named_month(text: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let name = text.to_lowercase();
    let is_meant = |month: &str| month == name || (name.len() == 3 || name == "sept") && month.starts_with(&name);
    let at = MONTHS.iter().position(|month| is_meant(month))?;
    u8::try_from(at + 1).ok()
}

/// A day, `6` or `6th`.
fn day(text: &str) -> Option<u8> {
    let plain = ["st", "nd", "rd", "th"].iter().find_map(|ending| text.strip_suffix(ending));
    number(plain.unwrap_or(text))
}

fn number(text: &str) -> Option<u8> {
    (text.len() <= 2 && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
}

/// The digits of Arabic and Persian as those of the format.
fn western(letter: char) -> char {
    let digit = match letter {
        '٠'..='٩' => u32::from(letter) - u32::from('٠'),
        '۰'..='۹' => u32::from(letter) - u32::from('۰'),
        _ => return letter,
    };
    char::from_digit(digit, 10).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_read_when_it_can_mean_but_one_day() {
        for (text, date) in [
            ("2026", "2026"),
            (" 2026-1-6 ", "2026-01-06"),
            ("2026/01/06", "2026-01-06"),
            ("20260106", "2026-01-06"),
            ("6 January 2026", "2026-01-06"),
            ("6th of", ""),
            ("January 6th, 2026", "2026-01-06"),
            ("6. Jan. 2026", "2026-01-06"),
            ("Sept 2025", "2025-09"),
            ("2025 December", "2025-12"),
            ("1/2026", "2026-01"),
            ("25/12/2025", "2025-12-25"),
            ("12/25/2025", "2025-12-25"),
            ("03.03.2025", "2025-03-03"),
            ("٦/٦/٢٠٢٦", "2026-06-06"),
            ("06/01/2026", ""),
            ("30 February 2026", ""),
            ("2025-26", ""),
            ("6 January", ""),
            ("6-7 January 2026", ""),
            ("6 January 26", ""),
            ("2026-01-06T10:00", ""),
            ("early 2026", ""),
            ("ma 2026", ""),
            ("", ""),
            ("１２３４５６７８", ""),
        ] {
            assert_eq!(read_date(text), Some(CaseDate::from(date)).filter(|_| !date.is_empty()), "{text}");
        }
    }
}
