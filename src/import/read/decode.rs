//! Bytes of a text file to text, whatever it was saved as.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::super::{Foreign, ImportError};

/// How much of a text the guess of its encoding looks at, in bytes.
const LOOKED_AT: usize = 1 << 20;

/// The text: by its byte order mark, as UTF-8 where it is that, as UTF-16 where every other byte is zero, else in the
/// encoding that its bytes are most likely in.
pub(super) fn decode(bytes: &[u8]) -> Result<String, ImportError> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return Ok(text(bytes.get(length..).unwrap_or_default(), encoding));
    }
    if let Some(encoding) = without_mark(bytes) {
        return Ok(text(bytes, encoding));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return if text.contains('\0') { Err(ImportError::Foreign(Foreign::Unknown)) } else { Ok(text.to_owned()) };
    }
    if bytes.contains(&0) {
        return Err(ImportError::Foreign(Foreign::Unknown));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let looked_at = bytes.get(..LOOKED_AT).unwrap_or(bytes);
    detector.feed(looked_at, looked_at.len() == bytes.len());
    Ok(text(bytes, detector.guess(None, Utf8Detection::Allow)))
}

fn text(bytes: &[u8], encoding: &'static Encoding) -> String {
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// UTF-16 without a mark, told by the zero bytes that its spaces and Latin letters have.
fn without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let pairs = bytes.get(..LOOKED_AT).unwrap_or(bytes).chunks_exact(2);
    let (mut low, mut high, mut all) = (0_usize, 0_usize, 0_usize);
    for pair in pairs {
        let [first, second] = pair else { continue };
        all += 1;
        low += usize::from(*second == 0 && *first != 0);
        high += usize::from(*first == 0 && *second != 0);
    }
    // Arabic and Hebrew text has a zero in its spaces, digits and signs alone.
    let enough = |count: usize| count * 12 >= all;
    match () {
        () if bytes.len() % 2 == 1 || all == 0 => None,
        () if enough(low) && high == 0 => Some(UTF_16LE),
        () if enough(high) && low == 0 => Some(UTF_16BE),
        () => None,
    }
    .filter(|encoding| *encoding != UTF_8)
}

#[cfg(test)]
mod tests {
    use encoding_rs::{WINDOWS_1252, WINDOWS_1255, WINDOWS_1256};

    use super::*;

    #[test]
    fn a_text_is_read_in_the_encoding_that_it_was_saved_in() {
        let samples = [
            (WINDOWS_1252, "Thème;Proposition;Réponse de la délégation\nRetrait;Immédiat;Après l’accord, à l’été\n"),
            (WINDOWS_1255, "נושא;עמדת ישראל;עמדת סוריה\nנסיגה;לאחר הסכם ביטחוני בלבד;נסיגה מלאה לקווי שמונה בדצמבר\n"),
            (
                WINDOWS_1256,
                "الموضوع;موقف سوريا;موقف إسرائيل\nالانسحاب;انسحاب كامل إلى خطوط الثامن من ديسمبر;بعد الاتفاق فقط\n",
            ),
        ];
        for (encoding, sample) in samples {
            let (bytes, _, lossy) = encoding.encode(sample);
            assert!(!lossy);
            assert_eq!(decode(&bytes).unwrap(), sample, "{}", encoding.name());
        }
    }

    #[test]
    fn unicode_is_read_with_and_without_a_mark() {
        let sample = "Issue\tסוריה\nWithdrawal\t“full” من ٢٠٢٤\n";
        let little: Vec<u8> = sample.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = sample.encode_utf16().flat_map(u16::to_be_bytes).collect();
        for (mark, bytes) in [(&[][..], &little), (&[0xFF, 0xFE], &little), (&[], &big), (&[0xFE, 0xFF], &big)] {
            assert_eq!(decode(&[mark, bytes].concat()).unwrap(), sample);
        }
        assert_eq!(decode(format!("\u{FEFF}{sample}").as_bytes()).unwrap(), sample);
    }

    #[test]
    fn what_is_no_text_is_told() {
        assert!(matches!(decode(b"ab\0\0\0c\xFF\x00zz"), Err(ImportError::Foreign(Foreign::Unknown))));
    }
}
