//! Punctuation around titles: where two marks meet, one is left.

use kzq_text::{Safe, organisations, sentence};

/// Adds a full stop, unless the text already ends a sentence. It goes inside a closing quotation mark, as in American style.
pub(super) fn with_full_stop(text: &Safe<'_>) -> Safe<'static> {
    if ends_sentence(text) { text.clone().into_owned() } else { followed_by(text, ".") }
}

/// Adds a comma or full stop, inside a closing quotation mark.
pub(super) fn followed_by(text: &Safe<'_>, mark: &'static str) -> Safe<'static> {
    let (whole, inner) = (text.as_str(), text.as_str().trim_end_matches(['”', '"']));
    kzq_text::safe!(text.slice(0..inner.len()), mark, text.slice(inner.len()..whole.len()))
}

/// Returns whether a text ends in a sentence-ending mark, optionally followed by a closing quotation mark.
pub(super) fn ends_sentence(text: &Safe<'_>) -> bool {
    text.as_str().trim_end_matches(['”', '’', '"']).ends_with(['.', '?', '!', '…'])
}

/// Leaves out the full stop at the end of a title, where another mark or a bracket follows: `Ended.` → `Ended`. Those of
/// abbreviations and omissions stay.
pub(super) fn before_punctuation(text: &Safe<'_>) -> Safe<'static> {
    let inner = text.as_str().trim_end_matches(['”', '’', '"']);
    let is_dropped = |rest: &str| {
        let last = rest.rsplit(' ').next().unwrap_or_default();
        let ends_as_sentence = sentence::starts_at(&format!("{rest}. A"), rest.len() + 2);
        !rest.is_empty() && !rest.ends_with('.') && !organisations::is_legal_form(last) && ends_as_sentence
    };
    match inner.strip_suffix('.').filter(|rest| is_dropped(rest)) {
        Some(rest) => kzq_text::safe!(text.slice(0..rest.len()), text.slice(inner.len()..text.as_str().len())),
        None => text.clone().into_owned(),
    }
}

/// Puts a title in quotation marks, with a comma or full stop inside them as in American style; inner quotation marks
/// are flipped. A title that ends in its own mark gets no additional full stop, and loses its own before another mark.
pub(super) fn quoted_title(title: &Safe<'static>, punctuation: &'static str) -> Safe<'static> {
    if punctuation == "." && ends_sentence(title) {
        return crate::marks::quoted(title);
    }
    let title = if punctuation == "." { title.clone() } else { before_punctuation(title) };
    crate::marks::quoted(&followed_by(&title, punctuation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_stop_is_added_once_inside_quotation_marks() {
        for (text, expected) in [
            ("On Ropes", "On Ropes."),
            ("Who Asks?", "Who Asks?"),
            ("On “Ropes”", "On “Ropes.”"),
            ("On “Ropes.”", "On “Ropes.”"),
            ("For the Sailors’", "For the Sailors’."),
        ] {
            assert_eq!(with_full_stop(&text.into()).as_str(), expected);
        }
    }

    #[test]
    fn final_full_stop_is_dropped_before_other_punctuation() {
        for (title, bare, with_comma, with_stop) in [
            ("Ended.", "Ended", "“Ended,”", "“Ended.”"),
            ("Ask Not", "Ask Not", "“Ask Not,”", "“Ask Not.”"),
            ("Who Asks?", "Who Asks?", "“Who Asks?,”", "“Who Asks?”"),
            ("Inside the U.S.", "Inside the U.S.", "“Inside the U.S.,”", "“Inside the U.S.”"),
            ("Fall of Acme Inc.", "Fall of Acme Inc.", "“Fall of Acme Inc.,”", "“Fall of Acme Inc.”"),
            ("And then...", "And then...", "“And then...,”", "“And then...”"),
            ("He said “never.”", "He said “never”", "“He said ‘never,’”", "“He said ‘never.’”"),
        ] {
            let title = Safe::from(title);
            let got = (before_punctuation(&title), quoted_title(&title, ","), quoted_title(&title, "."));
            assert_eq!(got, (bare.into(), with_comma.into(), with_stop.into()), "{title:?}");
        }
    }
}
