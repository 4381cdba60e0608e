//! Maps ranges of a decoded string to the file it was parsed from.

use std::ops::Range;

/// Returns where the bytes `part` of a string `text` are in `file`; `span` is the string literal there, with quotes and
/// escapes. Returns the whole span if that can't be determined.
pub(super) fn span_in_file(file: &str, span: &Range<usize>, text: &str, part: &Range<usize>) -> Range<usize> {
    let whole = span.clone();
    let Some(raw) = file.get(whole.clone()) else { return whole };
    let Some(inner) = raw.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) else {
        // A raw string (`r#"…"#`) has no escapes.
        return raw.find(text).map_or(whole, |at| span.start + at + part.start..span.start + at + part.end);
    };
    let start = span.start + 1;
    let offsets = char_offsets(inner);
    let count = |end: usize| text.get(..end).map(|before| before.chars().count());
    let place = |end: usize| count(end).and_then(|chars| offsets.get(chars).copied());
    if offsets.len() != text.chars().count() + 1 {
        return whole;
    }
    match (place(part.start), place(part.end)) {
        (Some(from), Some(to)) => start + from..start + to,
        _ => whole,
    }
}

/// Start offsets of the characters of a string literal, counting an escape as one, and the end of the last.
fn char_offsets(inner: &str) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut at = 0;
    while let Some(c) = inner[at..].chars().next() {
        starts.push(at);
        at += if c == '\\' { escape_len(&inner[at..]) } else { c.len_utf8() };
    }
    starts.push(at);
    starts
}

/// The length in bytes of the escape at the start of `rest`.
fn escape_len(rest: &str) -> usize {
    let long = match rest.as_bytes().get(1) {
        Some(b'x') => 4,
        Some(b'u') => rest.find('}').map_or(2, |end| end + 1),
        _ => 1 + rest.chars().nth(1).map_or(0, char::len_utf8),
    };
    rest.ceil_char_boundary(long.min(rest.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_parts_after_escapes() {
        for (ron, text, part) in [
            ("x: \"ab cd\"", "ab cd", "cd"),
            ("x: \"é\\n\\\"b\\\" cd\"", "é\n\"b\" cd", "cd"),
            ("x: \"\\u{e9}\\x41\\tcd\"", "éA\tcd", "cd"),
            ("x: r#\"a \"b\" cd\"#", "a \"b\" cd", "cd"),
        ] {
            let span = 3..ron.len();
            let at = text.find(part).unwrap();
            let found = span_in_file(ron, &span, text, &(at..at + part.len()));
            assert_eq!(&ron[found], part, "{ron}");
        }
        assert_eq!(span_in_file("x: \"ab\"", &(3..7), "other", &(0..1)), 3..7);
    }
}
