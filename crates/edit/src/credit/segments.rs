//! The parts of a credit: text between separators, titles in marks, and brackets.

/// The kind of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Words without marks.
    Text,
    /// Words in quotation marks or in italics: the title of a work.
    Title,
    /// What is in brackets.
    Bracket,
}

/// A part of a credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Segment<'t> {
    pub(super) kind: Kind,
    pub(super) text: &'t str,
    /// Whether no separator is between it and the text before it: `to “Greensleeves”`.
    pub(super) is_joined: bool,
    /// Whether a comma is before it.
    pub(super) is_after_comma: bool,
}

/// Separators between parts besides commas; each is between blanks.
const DASHES: [&str; 5] = [" - ", " – ", " — ", " ― ", " -- "];

/// Words before a title that belong to neither part: “Larry Wall in “Perl””.
pub(super) const CONNECTIVES: [&str; 16] = [
    "in", "on", "from", "at", "to", "of", "quoted", "as", "after", "before", "when", "about", "during", "writing",
    "via", "speaking",
];

/// Divides a credit into its parts.
pub(super) fn split(text: &str) -> Vec<Segment<'_>> {
    let mut segments = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text[at..];
        let is_word_start = text[..at].chars().next_back().is_none_or(|c| c.is_whitespace() || "([,;:".contains(c));
        if let Some(length) = separator(rest) {
            push(&mut segments, Kind::Text, &text[start..at], false, &text[..start]);
            at += length;
            start = at;
        } else if let Some((inside, length)) = is_word_start
            .then(|| {
                bracket(rest).map(|found| (Kind::Bracket, found)).or_else(|| {
                    title(rest)
                        .filter(|found| is_title(&text[start..at], &rest[found.1..]))
                        .map(|found| (Kind::Title, found))
                })
            })
            .flatten()
            .map(|(kind, (inside, length))| ((kind, inside), length))
        {
            let is_joined = !text[start..at].trim().is_empty();
            push(&mut segments, Kind::Text, &text[start..at], false, &text[..start]);
            push(&mut segments, inside.0, inside.1, is_joined, &text[..at]);
            at += length;
            start = at;
        } else {
            at += rest.chars().next().map_or(1, char::len_utf8);
        }
    }
    push(&mut segments, Kind::Text, &text[start..], false, &text[..start]);
    segments
}

fn push<'t>(segments: &mut Vec<Segment<'t>>, kind: Kind, text: &'t str, is_joined: bool, before: &str) {
    let is_after_comma = before.trim_end().ends_with(',');
    let mut text = text.trim().trim_matches(|c| matches!(c, ',' | ';')).trim();
    if kind == Kind::Text && !segments.is_empty() {
        // The full stop after a title.
        text = text.strip_prefix('.').map_or(text, str::trim_start);
    }
    // A full stop alone ends the credit.
    if !text.is_empty() && text != "." {
        segments.push(Segment { kind, text, is_joined, is_after_comma });
    }
}

/// The length of the separator that a text begins with.
fn separator(rest: &str) -> Option<usize> {
    if let Some(after) = rest.strip_prefix([',', ';', ':']) {
        let is_separator = after.is_empty() || after.starts_with(char::is_whitespace) || rest.starts_with(';');
        return is_separator.then_some(1);
    }
    DASHES.iter().find(|dash| rest.starts_with(**dash)).map(|dash| dash.len())
}

/// The inside of the bracket that a text begins with, and the length of the whole.
fn bracket(rest: &str) -> Option<(&str, usize)> {
    let close = match rest.as_bytes().first()? {
        b'(' => ')',
        b'[' => ']',
        _ => return None,
    };
    let open = rest.chars().next()?;
    let mut depth = 0;
    for (at, c) in rest.char_indices() {
        if c == open {
            depth += 1;
        } else if c == close {
            depth -= 1;
            if depth == 0 {
                return Some((&rest[1..at], at + 1));
            }
        }
    }
    // A bracket that is never closed: all the rest.
    Some((&rest[1..], rest.len()))
}

/// The inside of the marks that a text begins with, and the length of the whole.
fn title(rest: &str) -> Option<(&str, usize)> {
    let open = rest.chars().next()?;
    let closers: &[char] = match open {
        '"' => &['"'],
        '“' => &['”', '"'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‘' => &['’'],
        '\'' => &['\''],
        '_' => &['_'],
        '*' => &['*'],
        '《' => &['》'],
        '「' => &['」'],
        _ => return None,
    };
    let inside = &rest[open.len_utf8()..];
    if inside.starts_with(char::is_whitespace) {
        return None;
    }
    let is_end = |at: usize, c: char| {
        let after = inside[at + c.len_utf8()..].chars().next();
        // An apostrophe is inside a word; an underscore may be.
        !matches!(open, '‘' | '\'' | '_') || after.is_none_or(|next| !next.is_alphanumeric())
    };
    let (at, close) = inside.char_indices().find(|&(at, c)| at > 0 && closers.contains(&c) && is_end(at, c))?;
    Some((&inside[..at], open.len_utf8() + at + close.len_utf8()))
}

/// Whether marked words are a title rather than a nickname, `Dwight "Ike" Eisenhower`, or part of a description:
/// `author of "Emma"`.
fn is_title(before: &str, after: &str) -> bool {
    let before = before.trim();
    let first = before.split(' ').next().unwrap_or_default();
    let last = before.rsplit(' ').next().unwrap_or_default();
    let leads_over = matches!(last, "in" | "from" | "quoted");
    if before.starts_with(char::is_lowercase) && !CONNECTIVES.contains(&first) && !leads_over {
        return false;
    }
    before.is_empty()
        || CONNECTIVES.contains(&last)
        || last == "the"
        || !after.trim_start().starts_with(|c: char| c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::Kind::{Bracket, Text, Title};
    use super::*;

    #[test]
    fn credits_are_divided_at_separators_titles_and_brackets() {
        let cases: &[(&str, &[(Kind, &str)])] = &[
            ("Jane Austen", &[(Text, "Jane Austen")]),
            ("Jane Austen, \"Emma\" (1815)", &[(Text, "Jane Austen"), (Title, "Emma"), (Bracket, "1815")]),
            ("Austen, Jane. Emma", &[(Text, "Austen"), (Text, "Jane. Emma")]),
            ("Steve, _Hawaii Five-Oh_, 1970", &[(Text, "Steve"), (Title, "Hawaii Five-Oh"), (Text, "1970")]),
            ("Dwight \"Ike\" Eisenhower", &[(Text, "Dwight \"Ike\" Eisenhower")]),
            ("Larry Wall in “Perl”", &[(Text, "Larry Wall in"), (Title, "Perl")]),
            ("Jane Austen “Emma”", &[(Text, "Jane Austen"), (Title, "Emma")]),
            ("Swift, 'Gulliver's Travels'", &[(Text, "Swift"), (Title, "Gulliver's Travels")]),
            ("Seneca (4 B.C. - A.D. 65)", &[(Text, "Seneca"), (Bracket, "4 B.C. - A.D. 65")]),
            ("A (b (c)) d", &[(Text, "A"), (Bracket, "b (c)"), (Text, "d")]),
            ("A (open", &[(Text, "A"), (Bracket, "open")]),
            ("Jane Austen – Emma", &[(Text, "Jane Austen"), (Text, "Emma")]),
            ("Anne-Marie O'Brien", &[(Text, "Anne-Marie O'Brien")]),
            ("https://example.org/a", &[(Text, "https://example.org/a")]),
            ("Ann Roe, author of \"Emma\"", &[(Text, "Ann Roe"), (Text, "author of \"Emma\"")]),
            ("\"Emma\". Roe", &[(Title, "Emma"), (Text, "Roe")]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<(Kind, &str)> = split(text).into_iter().map(|part| (part.kind, part.text)).collect();
            assert_eq!(&found, expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn segments_of_any_text_are_substrings_of_it(text in "([a-zé]{1,3}|[\"“”„«»'‘’_*()\\[\\],;: -]|--|—){0,30}") {
            for part in split(&text) {
                proptest::prop_assert!(text.contains(part.text));
            }
        }
    }
}
