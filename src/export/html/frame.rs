//! The page round a paper's blocks: its head, its title, what stands above and below.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::blocks::{Body, Words};
use super::{marks, style, tools};
use crate::export::paper::Paper;
use crate::safe::{plain, safe};

/// Adds search and filters to a page that is read without it.
pub(super) const SCRIPT: &str = include_str!("page.js");

/// The script's SHA-256 in base64; a test holds it to the script.
pub(super) const SCRIPT_HASH: &str = "sha256-62Rz8+YoTqESvyYaGRAbkvn+1TVY5ACoqbPBuMBPppA=";

/// The whole page.
pub(super) fn page(paper: &Paper, body: &Body) -> Markup {
    let policy = format!(
        "default-src 'none'; style-src 'unsafe-inline'; script-src '{SCRIPT_HASH}'; img-src data:; base-uri 'none'; form-action 'none'"
    );
    let direction = if paper.right_to_left { "rtl" } else { "ltr" };
    let title = if paper.subtitle.is_empty() {
        safe(&paper.title).into_owned()
    } else {
        format!("{} – {}", safe(&paper.title), safe(&plain(&paper.subtitle)))
    };
    let contents = tools::has_contents(&body.headings);
    html! {
        (DOCTYPE)
        html.table[paper.landscape].text[!paper.landscape].listed[contents].wide[body.wide] lang=(language(paper)) dir=(direction) {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="generator" content="Demarche";
                meta name="referrer" content="no-referrer";
                title { (title) }
                style { (PreEscaped(style::sheet(paper))) }
            }
            body {
                (marks::symbols())
                header.top {
                    @if paper.handling.is_some() || paper.marking.is_some() {
                        div.banner {
                            @if let Some(marking) = &paper.marking { p.marking dir="auto" { (Words(marking)) } }
                            @if let Some(handling) = &paper.handling { p.handling dir="auto" { (Words(handling)) } }
                        }
                    }
                    h1 dir="auto" { (safe(&paper.title)) }
                    @if !paper.subtitle.is_empty() { p.subtitle dir="auto" { (Words(&paper.subtitle)) } }
                }
                @if contents { (tools::contents(&body.headings)) }
                (tools::tools(paper))
                main { (body.blocks) }
                footer.foot { p dir="auto" { (Words(&paper.footer)) } }
                script { (PreEscaped(SCRIPT)) }
            }
        }
    }
}

/// The case's language, as far as it is a language tag; the program's own words are English.
fn language(paper: &Paper) -> &str {
    let tag = paper.language.as_deref().unwrap_or_default();
    let proper =
        !tag.is_empty() && tag.len() <= 35 && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if proper { tag } else { "en" }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// FIPS 180-4, written from its text: a test needs it once.
    fn sha256(message: &[u8]) -> Vec<u8> {
        let primes: Vec<u64> = (2..).filter(|n| (2..*n).all(|m| n % m != 0)).take(64).collect();
        // The first 32 bits of the fraction of a root, by whole numbers: of the square, then of the cube.
        let root = |prime: u64, power: u32| {
            let wanted = u128::from(prime) << (32 * power);
            let mut low = 0_u128;
            for bit in (0..40).rev() {
                let next = low | 1 << bit;
                if next.pow(power) <= wanted {
                    low = next;
                }
            }
            u32::try_from(low & 0xFFFF_FFFF).unwrap()
        };
        let constants: Vec<u32> = primes.iter().map(|prime| root(*prime, 3)).collect();
        let mut state: Vec<u32> = primes.iter().take(8).map(|prime| root(*prime, 2)).collect();
        let mut padded = message.to_vec();
        padded.push(0x80);
        while padded.len() % 64 != 56 {
            padded.push(0);
        }
        padded.extend((message.len() as u64 * 8).to_be_bytes());
        for block in padded.chunks(64) {
            let mut w: Vec<u32> = block.chunks(4).map(|four| u32::from_be_bytes(four.try_into().unwrap())).collect();
            for at in 16..64 {
                let (a, b) = (w[at - 15], w[at - 2]);
                let one = a.rotate_right(7) ^ a.rotate_right(18) ^ (a >> 3);
                let two = b.rotate_right(17) ^ b.rotate_right(19) ^ (b >> 10);
                w.push(w[at - 16].wrapping_add(one).wrapping_add(w[at - 7]).wrapping_add(two));
            }
            let mut s = state.clone();
            for at in 0..64 {
                let sum = s[4].rotate_right(6) ^ s[4].rotate_right(11) ^ s[4].rotate_right(25);
                let choice = (s[4] & s[5]) ^ (!s[4] & s[6]);
                let one = [sum, choice, constants[at], w[at]].into_iter().fold(s[7], u32::wrapping_add);
                let sum = s[0].rotate_right(2) ^ s[0].rotate_right(13) ^ s[0].rotate_right(22);
                let two = sum.wrapping_add((s[0] & s[1]) ^ (s[0] & s[2]) ^ (s[1] & s[2]));
                s.rotate_right(1);
                s[4] = s[4].wrapping_add(one);
                s[0] = one.wrapping_add(two);
            }
            state = state.iter().zip(s).map(|(one, other)| one.wrapping_add(other)).collect();
        }
        state.iter().flat_map(|word| word.to_be_bytes()).collect()
    }

    fn base64(bytes: &[u8]) -> String {
        let letters: Vec<char> = ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(['+', '/']).collect();
        let three = |three: &[u8]| {
            let bits =
                three.iter().fold(0_usize, |bits, byte| bits << 8 | usize::from(*byte)) << (8 * (3 - three.len()));
            let four = (0..4).map(|at| if at > three.len() { '=' } else { letters[bits >> (18 - 6 * at) & 63] });
            four.collect::<String>()
        };
        bytes.chunks(3).map(three).collect()
    }

    #[test]
    fn the_policy_lets_the_script_run_and_nothing_else() {
        assert_eq!(base64(&sha256(b"abc")), "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
        assert_eq!(SCRIPT_HASH, format!("sha256-{}", base64(&sha256(SCRIPT.as_bytes()))));
    }
}
