//! Finds characters in a file that are not seen, such as the soft hyphens of a copied web page.

use std::ops::Range;

use super::diagnostics::{Diagnostic, LocationIndex, Rule, Severity};
use kzq_text::print::unseen_chars;
use kzq_text::steps::count;
use kzq_text::{Safe, safe};

/// Returns a warning for each line of a file, called `file` in diagnostics, that has invisible characters that no
/// script or emoji needs there, literally or as escapes in strings. A byte-order mark does not count.
pub fn invisible_characters(file: &str, text: &str) -> Vec<Diagnostic> {
    let mut found: Vec<(Range<usize>, char)> =
        unseen_chars(text).filter(|&at| at != (0, '\u{feff}')).map(|(at, c)| (at..at + c.len_utf8(), c)).collect();
    found.extend(escaped_chars(text).filter(|(_, c)| unseen_chars(c.encode_utf8(&mut [0; 4])).next().is_some()));
    found.sort_unstable_by_key(|(span, _)| span.start);
    if found.is_empty() {
        return Vec::new();
    }
    let locations = LocationIndex::new(text);
    let line = |at: &(Range<usize>, char)| locations.line_of(at.0.start);
    let warning = |of_line: &[(Range<usize>, char)]| {
        let (span, c) = &of_line[0];
        let more = match of_line.len() - 1 {
            0 => Safe::default(),
            count => safe!(", and ", count, " more in this line"),
        };
        Diagnostic {
            severity: Severity::Warning,
            rule: Rule::InvisibleCharacter,
            message: safe!("invisible character ", code_point(*c), more),
            file: Safe::line(file.to_owned()),
            location: locations.locate(span),
            help: Some("kzq ignores it when it searches and compares; delete it unless the source needs it".into()),
        }
    };
    found.chunk_by(|one, next| line(one) == line(next)).map(warning).collect()
}

/// The code point and, for the commonest, the name.
fn code_point(c: char) -> Safe<'static> {
    let name = match c {
        '\u{ad}' => " (soft hyphen)",
        '\u{200b}' => " (zero-width space)",
        '\u{200c}' => " (zero-width non-joiner)",
        '\u{200d}' => " (zero-width joiner)",
        '\u{200e}' => " (left-to-right mark)",
        '\u{200f}' => " (right-to-left mark)",
        '\u{202a}'..='\u{202e}' => " (override of the writing direction)",
        '\u{2060}' => " (word joiner)",
        '\u{2066}'..='\u{2069}' => " (directional isolate)",
        '\u{feff}' => " (zero-width no-break space)",
        _ => "",
    };
    safe!(Safe::line(format!("U+{:04X}", u32::from(c))), name)
}

/// Maximum number of digits of an escape.
const MAX_DIGITS: usize = 16;

/// The characters of a text that are escaped as `\u{…}`.
fn escaped_chars(text: &str) -> impl Iterator<Item = (Range<usize>, char)> {
    text.match_indices("\\u{").filter_map(|(at, opening)| {
        // An escaped backslash begins no escape.
        let backslashes = text[..at].len() - text[..at].trim_end_matches('\\').len();
        let rest = &text[at + opening.len()..];
        count(MAX_DIGITS);
        let digits = &rest[..rest.bytes().take(MAX_DIGITS + 1).position(|byte| byte == b'}')?];
        let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
        backslashes.is_multiple_of(2).then_some((at..at + opening.len() + digits.len() + 1, c))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_with_invisible_characters_is_reported_once() {
        let text = "\u{feff}(\n  text: \"co\u{ad}op\u{ad}ed\",\n  note: \"می\u{200c}خواهم 👩\u{200d}🚀\",\n  by: \"x\\u{200B}\\\\u{ad}y\",\n)";
        let found: Vec<(usize, usize, String)> = invisible_characters("c.ron", text)
            .into_iter()
            .map(|finding| (finding.location.line, finding.location.column, finding.message.to_string()))
            .collect();
        let expected = [
            (2, 12, "invisible character U+00AD (soft hyphen), and 1 more in this line".to_owned()),
            (4, 9, "invisible character U+200B (zero-width space)".to_owned()),
        ];
        assert_eq!(found, expected);
        let excerpt = invisible_characters("c.ron", text).remove(0).location.excerpt;
        assert_eq!(excerpt.as_str(), "  text: \"co⟨U+00AD⟩op⟨U+00AD⟩ed\",");
        assert_eq!(invisible_characters("c.ron", "(\t“plain” — é,\r\n)"), []);
    }
}
