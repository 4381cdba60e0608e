//! Where sentences begin and end, as far as their marks tell.
//!
//! A rule for what must never be claimed wrongly: a full stop behind an initial, an acronym with dots or a common
//! abbreviation ends no sentence, although now and then it does.

/// What a full stop behind does not end a sentence, folded.
const ABBREVIATIONS: [&str; 17] = [
    "mr", "mrs", "ms", "dr", "st", "sen", "gen", "gov", "rep", "prof", "col", "jr", "vs", "no", "e.g", "i.e", "approx",
];

/// Whether a sentence begins at `start`, where a word or what opens it stands: nothing but a mark that ends one, and
/// blanks, stands before it.
pub fn begins(text: &str, start: usize) -> bool {
    let before = &text[..start];
    let before = before.trim_end_matches(is_opening);
    let solid = before.trim_end();
    if solid.is_empty() || before[solid.len()..].contains('\n') {
        return true;
    }
    if solid.len() == before.len() {
        return false;
    }
    let marks = solid.trim_end_matches(|c| is_closing(c) || is_end(c));
    let has_end = solid[marks.len()..].contains(is_end);
    has_end && !(solid.ends_with('.') && is_abbreviated(marks))
}

/// Where the sentence ends, closing marks and all, whose last word ends at `end`; nothing where it goes on. The end of
/// a text ends a sentence, too.
pub fn end(text: &str, end: usize) -> Option<usize> {
    let after = &text[end..];
    let rest = after.trim_start_matches(|c| is_closing(c) || is_end(c));
    let marks = &after[..after.len() - rest.len()];
    if rest.trim().is_empty() {
        return Some(text.len() - rest.len());
    }
    let is_apart = rest.starts_with(char::is_whitespace);
    let ends = marks.contains(is_end) && !(marks.starts_with('.') && is_abbreviated(&text[..end]));
    (is_apart && (ends || rest.starts_with('\n'))).then_some(end + marks.len())
}

/// Whether a full stop behind the last word of a text ends no sentence.
fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || is_opening(c)).next().unwrap_or_default();
    let is_initial = word.chars().count() == 1 && word.chars().all(char::is_uppercase) && word != "I";
    is_initial || word.contains('.') || ABBREVIATIONS.contains(&word.to_lowercase().as_str())
}

/// Whether a mark may end a sentence.
pub fn is_end(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？')
}

/// Whether a mark opens what follows it.
pub fn is_opening(c: char) -> bool {
    matches!(c, '“' | '‘' | '„' | '«' | '‹' | '(' | '[' | '¿' | '¡' | '"')
}

/// Whether a mark closes what precedes it.
pub fn is_closing(c: char) -> bool {
    matches!(c, '”' | '’' | '»' | '›' | ')' | ']' | '"')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_begin_behind_the_end_of_another() {
        for (text, word, expected) in [
            ("We go.", "We", true),
            ("We go. They stay.", "They", true),
            ("We go, they stay.", "they", false),
            ("He said: “We go.” They stay.", "They", true),
            ("Is it? It is.", "It", true),
            ("Mr. Putin came.", "Putin", false),
            ("The U.N. Council met.", "Council", false),
            ("First\nSecond", "Second", true),
            ("(We go.) And they.", "And", true),
            ("It is “We”.", "We", false),
            ("well-known", "known", false),
            ("And so … we went.", "we", true),
        ] {
            assert_eq!(begins(text, text.find(word).unwrap()), expected, "{word} in {text}");
        }
    }

    #[test]
    fn sentences_end_at_their_marks() {
        for (text, word, expected) in [
            ("We go. They stay.", "go", Some("We go.")),
            ("We go, they stay.", "go", None),
            ("“We go.” They stay.", "go", Some("“We go.”")),
            ("Is it?! Yes", "it", Some("Is it?!")),
            ("The U.N. Council met", "U.N", None),
            ("The U.N. Council met", "met", Some("The U.N. Council met")),
            ("First\nSecond", "First", Some("First")),
            ("at 3.14 per cent", "3", None),
        ] {
            let at = text.find(word).unwrap() + word.len();
            assert_eq!(end(text, at).map(|end| &text[..end]), expected, "{word} in {text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn ends_are_places_of_the_text(text in "([a-zé]{1,3}|[.!?…”’“ \n]){0,20}", at in 0_usize..40) {
            let at = text.floor_char_boundary(at);
            proptest::prop_assert!(end(&text, at).is_none_or(|end| end >= at && text.is_char_boundary(end)));
            let _ = begins(&text, at);
        }
    }
}
