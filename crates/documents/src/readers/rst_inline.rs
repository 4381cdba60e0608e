//! The markup of `reStructuredText` within paragraphs.

use crate::lines::Joined;
use crate::story::Story;

/// Roles whose text is code, a formula or a citation.
const SKIPPED_ROLES: &[&str] = &[
    "code",
    "math",
    "literal",
    "samp",
    "raw",
    "eval",
    "file",
    "envvar",
    "cite",
    "cite:p",
    "cite:t",
    "footcite",
    "footcite:p",
    "footcite:t",
];
/// Length in bytes of the longest name of a role, and of the longest mark of a note.
const MAX_NAME_LEN: usize = 40;

/// Adds a paragraph.
pub(super) fn push_inline(story: &mut Story<'_>, lines: &Joined) {
    let text = lines.text.as_str();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let before = text[..at].chars().next_back();
        match first {
            '\\' => {
                let next = rest[1..].chars().next();
                if let Some(c) = next.filter(|c| !c.is_whitespace()) {
                    story.push_lines(lines, at + 1..at + 1 + c.len_utf8());
                }
                at += 1 + next.map_or(0, char::len_utf8);
            }
            '`' if rest.starts_with("``") => match rest[2..].find("``") {
                Some(end) => at += end + 4,
                None => at = push_char(story, lines, at),
            },
            '`' => match interpreted(rest) {
                Some((shown, length)) => {
                    story.push_lines(lines, at + 1..at + 1 + shown);
                    at += length;
                }
                None => at = push_char(story, lines, at),
            },
            ':' => match role(rest) {
                Some((name, length)) => {
                    at += length;
                    if let Some((_, whole)) = interpreted(&text[at..]).filter(|_| SKIPPED_ROLES.contains(&name)) {
                        at += whole;
                    }
                }
                None => at = push_char(story, lines, at),
            },
            '*' => {
                let signs = if rest.starts_with("**") { 2 } else { 1 };
                let after = rest[signs..].chars().next();
                let is_outside = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
                let is_blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
                let begins = is_outside(before) && !is_blank(after);
                let ends = is_outside(after) && !is_blank(before);
                if !begins && !ends {
                    story.push_lines(lines, at..at + signs);
                }
                at += signs;
            }
            '[' => match note_mark_len(rest) {
                Some(length) => at += length,
                None => at = push_char(story, lines, at),
            },
            '_' => {
                let signs = rest.len() - rest.trim_start_matches('_').len();
                let after = rest[signs..].chars().next();
                let ends_word = before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric);
                if !(ends_word && signs <= 2) && after != Some('`') {
                    story.push_lines(lines, at..at + signs);
                }
                at += signs;
            }
            ' ' | '\t' => {
                story.blank(lines.original(at));
                at += 1;
            }
            _ => at = push_char(story, lines, at),
        }
    }
}

/// Adds a character and what follows it up to the next that may be markup.
fn push_char(story: &mut Story<'_>, lines: &Joined, at: usize) -> usize {
    let rest = &lines.text[at..];
    let first = rest.chars().next().map_or(0, char::len_utf8);
    let length = rest[first..].find(['\\', '`', ':', '*', '[', '_', ' ', '\t']).map_or(rest.len(), |next| next + first);
    story.push_lines(lines, at..at + length);
    at + length
}

/// Reads a text between grave accents; returns the length of what is shown of it, and of all of it.
fn interpreted(text: &str) -> Option<(usize, usize)> {
    let inside = text.strip_prefix('`')?;
    let end = inside.find('`')?;
    let shown = &inside[..end];
    if shown.is_empty() || shown.trim() != shown {
        return None;
    }
    // The target of a link is in angle brackets.
    let target = shown.strip_suffix('>').and_then(|shown| shown.rfind('<'));
    let shown = target.map_or(shown, |at| shown[..at].trim_end());
    let after = &inside[end + 1..];
    let suffix = (after.len() - after.trim_start_matches('_').len()).min(2);
    Some((shown.len(), end + 2 + suffix))
}

/// The name of the role that a text begins with, before a grave accent, and the length of both colons with it.
fn role(text: &str) -> Option<(&str, usize)> {
    let name = &text[1..text.floor_char_boundary(text.len().min(MAX_NAME_LEN))];
    let end = name.find(":`")?;
    let name = &name[..end];
    let is_name =
        !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.' | '+'));
    is_name.then_some((name, end + 2))
}

/// The length of the mark of a note that a text begins with: `[1]_`, `[#]_`, `[*]_`, `[Roe2020]_`.
fn note_mark_len(text: &str) -> Option<usize> {
    let start = &text[..text.floor_char_boundary(text.len().min(MAX_NAME_LEN))];
    let end = start.find("]_")?;
    let mark = &start[1..end];
    let is_mark = !mark.is_empty()
        && mark.chars().all(|c| c.is_alphanumeric() || matches!(c, '#' | '*' | '-' | '_' | '.' | ':' | '+'));
    is_mark.then_some(end + 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lines::lines;

    #[test]
    fn inline_markup_is_removed() {
        for (original, expected) in [
            ("*one* **two** ``\"no\"`` three*four 2 * 3", "one two three*four 2 * 3"),
            ("`one two\n<http://a>`_ word_ other__ a_b _`target`", "one two word other a_b target"),
            (":emphasis:`one` :math:`\"no\"` :ref:`two <x>` at 10:30 `three`", "one two at 10:30 three"),
            ("Text [1]_ on [#a]_ and [sic] x[Roe]_.", "Text on and [sic] x."),
            ("a\\*b\\ c \\\\ `open ``open", "a*bc \\ `open ``open"),
        ] {
            let mut story = Story::new(original);
            push_inline(&mut story, &Joined::new(lines(original)));
            assert_eq!(story.text().text(), expected, "{original}");
        }
    }
}
