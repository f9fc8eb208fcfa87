//! The little of PDF's syntax that is needed to put files of one writer together: tokens, numbered objects.

use std::ops::Range;

/// A token of an object, outside its stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    /// Without its slash.
    Name(&'a [u8]),
    /// `(…)`, with its brackets.
    Text(&'a [u8]),
    /// A reference to an object of generation 0.
    Reference(usize),
    /// A whole number without a sign.
    Number(usize),
    /// `[`, `]`, `<<`, `>>`, and anything else as it is.
    Other(&'a [u8]),
}

/// The tokens of what stands before a stream or an object's end, each with its place.
pub(super) fn tokens(bytes: &[u8]) -> impl Iterator<Item = (Range<usize>, Token<'_>)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        while bytes.get(at).is_some_and(u8::is_ascii_whitespace) {
            at += 1;
        }
        let rest = bytes.get(at..)?;
        let (length, token) = first(rest)?;
        let range = at..at + length;
        at = range.end;
        Some((range, token))
    })
}

fn first(bytes: &[u8]) -> Option<(usize, Token<'_>)> {
    let regular = |byte: &u8| !byte.is_ascii_whitespace() && !b"()<>[]{}/%".contains(byte);
    let word = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + rest.iter().position(|byte| !regular(byte)).unwrap_or(rest.len())
    };
    let length = match bytes.first()? {
        b'/' => {
            let end = word(1);
            return Some((end, Token::Name(bytes.get(1..end)?)));
        }
        b'(' => {
            let end = text_end(bytes)?;
            return Some((end, Token::Text(bytes.get(..end)?)));
        }
        b'<' if bytes.get(1) == Some(&b'<') => 2,
        b'>' if bytes.get(1) == Some(&b'>') => 2,
        b'<' => bytes.iter().position(|byte| *byte == b'>')? + 1,
        byte if regular(byte) => {
            let end = word(0);
            if let Some(number) = number(bytes.get(..end)?) {
                // Two numbers and an R are one token.
                let tail = bytes.get(end..)?;
                if tail.starts_with(b" 0 R") && !tail.get(4).is_some_and(regular) {
                    return Some((end + 4, Token::Reference(number)));
                }
                return Some((end, Token::Number(number)));
            }
            end
        }
        _ => 1,
    };
    Some((length, Token::Other(bytes.get(..length)?)))
}

fn text_end(bytes: &[u8]) -> Option<usize> {
    let mut depth = 0_usize;
    let mut escaped = false;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

pub(super) fn number(digits: &[u8]) -> Option<usize> {
    let digits = std::str::from_utf8(digits).ok().filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    digits.parse().ok()
}

/// A PDF file's objects and what its trailer says.
pub(super) struct File<'a> {
    /// By their number, from 1: what stands between `obj` and `endobj`.
    pub(super) objects: Vec<Object<'a>>,
    pub(super) trailer: &'a [u8],
}

/// An object: its value, and its stream with the words round it where there is one.
#[derive(Clone, Copy, Default)]
pub(super) struct Object<'a> {
    pub(super) value: &'a [u8],
    pub(super) stream: &'a [u8],
}

impl<'a> File<'a> {
    /// Reads a file with a plain table of its objects; nothing when it is not one.
    pub(super) fn read(bytes: &'a [u8]) -> Option<Self> {
        let tail = bytes.len().saturating_sub(64);
        let start = tail + find(bytes.get(tail..)?, b"startxref")?;
        let (_, table) = tokens(bytes.get(start..)?).nth(1)?;
        let Token::Number(table) = table else { return None };
        let (table, trailer) =
            bytes.get(table..start)?.split_at_checked(find(bytes.get(table..start)?, b"trailer")?)?;
        // Two lines of a head, then a line for each object, the first of which stands for none.
        let offsets = table.split(|byte| *byte == b'\n').skip(3).map_while(|line| number(line.get(..10)?));
        let objects: Option<Vec<Object<'_>>> = offsets.map(|offset| object(bytes.get(offset..)?)).collect();
        Some(Self { objects: objects?, trailer: trailer.strip_prefix(b"trailer")? })
    }

    /// An object by its number.
    pub(super) fn get(&self, number: usize) -> Option<&Object<'a>> {
        self.objects.get(number.checked_sub(1)?)
    }
}

fn object(bytes: &[u8]) -> Option<Object<'_>> {
    let start = find(bytes.get(..32.min(bytes.len()))?, b"obj")? + 3;
    let bytes = bytes.get(start..)?;
    let mut length = None;
    let mut after_length = false;
    for (range, token) in tokens(bytes) {
        match token {
            Token::Name(name) => after_length = name == b"Length",
            Token::Number(number) if after_length => {
                length = Some(number);
                after_length = false;
            }
            Token::Other(b"stream") => {
                let (value, rest) = bytes.split_at_checked(range.start)?;
                // The word, a line's end, the bytes, and the word that ends them.
                let end = b"stream\n".len() + length?;
                let end = end + find(rest.get(end..)?, b"endstream")? + b"endstream".len();
                return Some(Object { value: value.trim_ascii(), stream: rest.get(..end)? });
            }
            Token::Other(b"endobj") => {
                return Some(Object { value: bytes.get(..range.start)?.trim_ascii(), stream: &[] });
            }
            _ => {}
        }
    }
    None
}

/// Where the bytes stand for the first time.
pub(super) fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    memchr::memmem::find(bytes, part)
}

/// What stands under a key of a dictionary, at its own level: one token, or all of an array or a dictionary.
pub(super) fn entry<'a>(dictionary: &'a [u8], key: &[u8]) -> Option<&'a [u8]> {
    let mut depth = 0_usize;
    let mut start = None;
    for (range, token) in tokens(dictionary) {
        if start.is_none() && depth == 1 && token == Token::Name(key) {
            start = Some(range.end);
            continue;
        }
        match token {
            Token::Other(b"<<" | b"[") => depth += 1,
            Token::Other(b">>" | b"]") => depth = depth.checked_sub(1)?,
            _ => {}
        }
        if let Some(start) = start
            && depth == 1
        {
            return dictionary.get(start..range.end).map(<[u8]>::trim_ascii);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart() {
        let bytes = br"<</A 12 0 R/B[1 -2.5(x\)(y))<0A>]/C 3 0 Rx true>>";
        let found: Vec<Token<'_>> = tokens(bytes).map(|(_, token)| token).collect();
        let expected = [
            Token::Other(b"<<"),
            Token::Name(b"A"),
            Token::Reference(12),
            Token::Name(b"B"),
            Token::Other(b"["),
            Token::Number(1),
            Token::Other(b"-2.5"),
            Token::Text(br"(x\)(y))"),
            Token::Other(b"<0A>"),
            Token::Other(b"]"),
            Token::Name(b"C"),
            Token::Number(3),
            Token::Number(0),
            Token::Other(b"Rx"),
            Token::Other(b"true"),
            Token::Other(b">>"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn an_entry_is_found_at_its_own_level_alone() {
        let bytes = b"<</X<</K 1>>/K[2<</K 3>>]/L 4 0 R>>";
        assert_eq!(entry(bytes, b"K"), Some(&b"[2<</K 3>>]"[..]));
        assert_eq!(entry(bytes, b"L"), Some(&b"4 0 R"[..]));
        assert_eq!(entry(bytes, b"X"), Some(&b"<</K 1>>"[..]));
        assert_eq!(entry(bytes, b"M"), None);
    }

    #[test]
    fn what_is_cut_off_gives_nothing() {
        assert_eq!(tokens(b"(never closed").next(), None);
        assert_eq!(tokens(b"<0A").next(), None);
        assert!(File::read(b"").is_none());
        assert!(File::read(b"%PDF-1.7\nstartxref\n999\n%%EOF").is_none());
    }
}
