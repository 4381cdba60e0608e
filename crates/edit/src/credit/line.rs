//! Where in a line its credit begins.

use kzq_text::{marks, sentence};

use super::{Credit, Likeness};

/// What follows the words of a line.
#[derive(Debug)]
pub enum Inline<'t> {
    /// No credit.
    None,
    /// The words, and the credit after them.
    Found(&'t str, Box<Credit>),
    /// The words, and what may be a credit after them if others of the file have one: `words – Capitalised Words`.
    Weak(&'t str, Box<Credit>),
    /// It may be a credit, or part of the words.
    Unsure(&'t str),
}

/// The longest credit that is looked for, in bytes.
const LONGEST: usize = 160;

fn is_dash(c: char) -> bool {
    matches!(c, '-' | '–' | '—' | '―' | '‒' | '~')
}

/// What follows the dashes that a line begins with: `-- Name`, `--Name`, `--- Name`, `―Name`, `—— Name`, `- Name`.
pub fn after_dash(line: &str) -> Option<&str> {
    let line = line.trim();
    let rest = line.trim_start_matches(is_dash);
    let dashes = line.len() - rest.len();
    if dashes == 0 {
        return None;
    }
    let is_hyphen = dashes == 1 && line.starts_with('-');
    let rest = rest.trim_start();
    // `-5` and `-v` are not credits.
    let is_name = !is_hyphen || line[1..].starts_with([' ', '\t']) || rest.starts_with(char::is_uppercase);
    // Nor are lines of a drawing.
    let letters = rest.chars().filter(|c| c.is_alphanumeric()).count();
    let others = rest.chars().filter(|c| !c.is_alphanumeric() && !c.is_whitespace()).count();
    (is_name && letters > 0 && letters >= others).then_some(rest)
}

/// Looks for a credit at the end of words: `words – Name`.
///
/// After the end of a sentence, a single name is enough; elsewhere it must clearly look like one.
pub fn in_line(text: &str) -> Inline<'_> {
    in_line_by(text, super::read)
}

/// Like [`in_line`]; `read` reads a credit.
pub(super) fn in_line_by(text: &str, mut read: impl FnMut(&str) -> Credit) -> Inline<'_> {
    let text = text.trim_end();
    let from = text.floor_char_boundary(text.len().saturating_sub(LONGEST));
    let mut unsure = None;
    let mut weak = None;
    let mut end_of_last = from;
    let mut hyphens = 0;
    for (at, c) in text[from..].char_indices().map(|(at, c)| (from + at, c)).filter(|&(_, c)| is_dash(c)) {
        if at < end_of_last {
            continue;
        }
        let rest = text[at..].trim_start_matches(is_dash);
        let dashes = text.len() - at - rest.len();
        end_of_last = at + dashes;
        let before = &text[..at];
        let words = before.trim_end();
        let ends = words.ends_with(|c: char| sentence::is_terminator(c) || sentence::is_closing_mark(c) || is_mark(c));
        let is_hyphen = c == '-' && dashes == 1;
        let is_spaced = words.len() < before.len() && (!is_hyphen || rest.starts_with([' ', '\t', '\u{a0}']));
        if words.is_empty() || rest.trim().is_empty() || !(is_spaced || ends) {
            continue;
        }
        hyphens += usize::from(is_hyphen);
        let credit = read(rest);
        match (ends, credit.likeness) {
            (true, Likeness::Possible | Likeness::Certain) => return Inline::Found(words, Box::new(credit)),
            // The rest of a sentence after a dash looks like two names only if all its words have capitals.
            (false, Likeness::Certain) => weak = Some((words, credit)),
            (false, Likeness::Possible) if credit.is_plausible() => weak = Some((words, credit)),
            (_, Likeness::Possible) => unsure = Some(rest.trim()),
            (true, Likeness::No) if credit.source.is_some() => return Inline::Found(words, Box::new(credit)),
            _ => {}
        }
    }
    match (weak, unsure) {
        (Some((_, credit)), _) if hyphens > 1 && credit.likeness != Likeness::Certain => {
            Inline::Unsure(text.rsplit_once('-').map_or("", |(_, rest)| rest.trim()))
        }
        (Some((words, credit)), _) if credit.likeness == Likeness::Certain => Inline::Found(words, Box::new(credit)),
        (Some((words, credit)), _) => Inline::Weak(words, Box::new(credit)),
        (None, Some(rest)) => Inline::Unsure(rest),
        (None, None) => Inline::None,
    }
}

fn is_mark(c: char) -> bool {
    marks::is_quotation_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leading_dashes_introduce_a_credit() {
        for (line, expected) in [
            ("-- Jane Austen", Some("Jane Austen")),
            ("\t\t-- Jane Austen", Some("Jane Austen")),
            ("--Jane", Some("Jane")),
            ("--- Jane", Some("Jane")),
            ("―Jane", Some("Jane")),
            ("—— 鲁迅", Some("鲁迅")),
            ("- jane", Some("jane")),
            ("-Jane", Some("Jane")),
            ("~ Jane", Some("Jane")),
            ("-5 degrees", None),
            ("-v", None),
            ("---", None),
            ("~####(( // ))###", None),
            ("-##^^## Jane ##^^##", None),
            ("Jane", None),
            ("", None),
        ] {
            assert_eq!(after_dash(line), expected, "{line}");
        }
    }

    #[test]
    fn credits_after_the_words_are_found() {
        for (line, words, name) in [
            ("It is so. - Jane Austen", "It is so.", "Jane Austen"),
            ("It is so – Jane Austen", "It is so", "Jane Austen"),
            ("“It is so” — Plato", "“It is so”", "Plato"),
            ("It is so.—Plato", "It is so.", "Plato"),
            ("It is so.--Jane Austen.", "It is so.", "Jane Austen"),
            ("It is so! ― Stravinsky", "It is so!", "Stravinsky"),
            ("It is - as they say - so. - Jane Austen, Emma", "It is - as they say - so.", "Jane Austen"),
            ("A well-known line. - Jane Austen", "A well-known line.", "Jane Austen"),
            ("It is so. — Jane Austen — Emma", "It is so.", "Jane Austen"),
        ] {
            let Inline::Found(found, credit) = in_line(line) else { panic!("{line}") };
            assert_eq!((found, credit.speaker.unwrap().name.as_str()), (words, name), "{line}");
        }
    }

    #[test]
    fn lines_without_a_certain_credit_are_not_split() {
        for line in ["Your fault -- core dumped", "It is so", "A well-known line", "One - two - three", "-- ", ""] {
            assert!(matches!(in_line(line), Inline::None), "{line}");
        }
        assert!(matches!(in_line("Wait for me - Bob"), Inline::Unsure("Bob")));
        assert!(matches!(in_line("Garbage In – Gospel Out"), Inline::Weak("Garbage In", _)));
    }

    proptest::proptest! {
        #[test]
        fn words_before_a_credit_are_a_prefix_of_the_line(line in "([A-Za-zé]{1,5}|[ .!?”\"-]|–|—|--| - ){0,40}") {
            if let Inline::Found(words, _) | Inline::Weak(words, _) = in_line(&line) {
                proptest::prop_assert!(line.starts_with(words) && !words.is_empty());
            }
            let _ = after_dash(&line);
        }
    }
}
