//! Finds the parts of a JSON document without reading their values.
//!
//! Positions are byte offsets. In text that is not JSON the scan stops early;
//! it never fails, and it never calls itself, however deep the nesting.

use std::borrow::Cow;

/// A key of an object and its value.
pub(super) struct Member<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) key_at: usize,
    pub(super) value_at: usize,
}

/// The first byte at or after `at` that is not white space.
pub(super) fn skip_space(text: &str, at: usize) -> usize {
    let rest = text.as_bytes().get(at..).unwrap_or_default();
    at + rest.iter().position(|byte| !matches!(byte, b' ' | b'\n' | b'\r' | b'\t')).unwrap_or(rest.len())
}

/// The byte at `at`, or zero after the end.
pub(super) fn byte_at(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// The end of the string whose opening quote stands at `at`.
fn skip_string(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut at = at + 1;
    loop {
        at += memchr::memchr2(b'"', b'\\', bytes.get(at..)?)?;
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            _ => at += 2,
        }
    }
}

/// The end of the value that begins at `at`.
pub(super) fn skip_value(text: &str, at: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut depth = 0_usize;
    let mut at = at;
    loop {
        match bytes.get(at)? {
            b'"' => at = skip_string(text, at)?,
            b'{' | b'[' => {
                depth += 1;
                at += 1;
            }
            b'}' | b']' => {
                depth = depth.checked_sub(1)?;
                at += 1;
            }
            _ if depth > 0 => at += 1,
            _ => {
                let rest = bytes.get(at..)?;
                let end = |byte: &u8| matches!(byte, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t');
                at += rest.iter().position(end).unwrap_or(rest.len());
            }
        }
        if depth == 0 {
            return Some(at);
        }
    }
}

/// The members of the object that begins at `at`; none when there is no object.
pub(super) fn members(text: &str, at: usize) -> impl Iterator<Item = Member<'_>> {
    let mut next = (byte_at(text, at) == b'{').then_some(at + 1);
    std::iter::from_fn(move || {
        let key_at = skip_space(text, next.take()?);
        if byte_at(text, key_at) != b'"' {
            return None;
        }
        let key_end = skip_string(text, key_at)?;
        let raw = text.get(key_at + 1..key_end - 1)?;
        let key = if raw.contains('\\') {
            Cow::Owned(serde_json::from_str(text.get(key_at..key_end)?).ok()?)
        } else {
            Cow::Borrowed(raw)
        };
        let colon = skip_space(text, key_end);
        if byte_at(text, colon) != b':' {
            return None;
        }
        let value_at = skip_space(text, colon + 1);
        next = after_comma(text, value_at);
        Some(Member { key, key_at, value_at })
    })
}

/// Where the entries of the list that begins at `at` begin; none when there is no list.
pub(super) fn items(text: &str, at: usize) -> impl Iterator<Item = usize> {
    let mut next = (byte_at(text, at) == b'[').then_some(at + 1);
    std::iter::from_fn(move || {
        let value_at = skip_space(text, next.take()?);
        if matches!(byte_at(text, value_at), b']' | 0) {
            return None;
        }
        next = after_comma(text, value_at);
        Some(value_at)
    })
}

fn after_comma(text: &str, value_at: usize) -> Option<usize> {
    let comma = skip_space(text, skip_value(text, value_at)?);
    (byte_at(text, comma) == b',').then_some(comma + 1)
}
