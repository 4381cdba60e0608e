//! Credits of photographs at the end of captions.

use std::ops::Range;

use kzq_text::markup::HtmlText;

/// Words with which a credit begins, before a colon or `by`, in lower case.
const WORDS: &[&str] = &[
    "photo",
    "photos",
    "photograph",
    "photography",
    "picture",
    "image",
    "images",
    "credit",
    "foto",
    "fotos",
    "bild",
    "grafik",
    "quelle",
    "crédit",
    "crédits",
    "фото",
    "снимок",
    "иллюстрация",
];
/// Words between those and the name.
const JOINING: &[&str] = &["by", "credit", "courtesy", "von", "par", "via"];
/// Length in bytes of the longest credit.
const MAX_CREDIT_LEN: usize = 120;
/// How many runs of text are looked at.
const MAX_RUNS: usize = 24;

/// The byte range in a page of the credit at the end of a caption, with the signs before it.
pub(super) fn photo_credit(page: &str, caption: &[HtmlText]) -> Option<Range<usize>> {
    let last = caption.iter().rev().take(MAX_RUNS).find(|text| !text.text.trim().is_empty())?;
    let raw = page.get(last.range.clone())?;
    let tail = &raw[raw.ceil_char_boundary(raw.len().saturating_sub(MAX_CREDIT_LEN))..];
    let at = raw.len() - tail.len() + find_credit(tail)?;
    let start =
        raw[..at].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '/' | '-' | '–' | '—' | '(' | '['));
    Some(last.range.start + start.len()..last.range.end)
}

/// The start of a credit that reaches to the end of a text.
fn find_credit(text: &str) -> Option<usize> {
    let is_credit = |&at: &usize| {
        let rest = &text[at..];
        if rest.starts_with('©') || rest.starts_with("&copy;") {
            return true;
        }
        let length = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        let word = rest[..length].to_lowercase();
        let mut after = rest[length..].trim_start_matches([' ', '\u{a0}', '\u{202f}', '\n']);
        after = after.strip_prefix("&nbsp;").unwrap_or(after);
        let next: String = after.chars().take_while(|c| c.is_alphabetic()).collect();
        WORDS.contains(&word.as_str())
            && (after.starts_with(':') || after.starts_with('©') || JOINING.contains(&next.to_lowercase().as_str()))
    };
    let begins_word = |&at: &usize| !text[..at].ends_with(char::is_alphanumeric);
    let at = text.char_indices().map(|(at, _)| at).filter(begins_word).find(is_credit)?;
    // A sentence or a quotation after it is part of the caption.
    let goes_on = text[at..].trim_end_matches(['.', ')', ']', ' ', '\n']).contains(['“', '”', '»', '"', '!', '?']);
    (!goes_on && !text[at..].trim_end_matches(['.', ' ', '\n']).contains(". ")).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trailing_photo_credits_are_removed_from_captions() {
        for (caption, expected) in [
            ("„Kein Grund zur Panik“, sagt Seiffert. Foto: Archiv", "„Kein Grund zur Panik“, sagt Seiffert."),
            (
                "La cale. «&nbsp;Il n’en reste que le nom&nbsp;» | PHOTO&nbsp;: DR",
                "La cale. «&nbsp;Il n’en reste que le nom&nbsp;»",
            ),
            ("The span (Photo by Ada Byron/Agency)", "The span"),
            ("The span. © Ada Byron", "The span."),
            ("Photograph: Ada Byron/Agency", ""),
            ("The photo: “It is mine,” she said.", "The photo: “It is mine,” she said."),
            ("A photograph of a bridge that fell.", "A photograph of a bridge that fell."),
            ("Photos are kept", "Photos are kept"),
        ] {
            let end = find_credit(caption).map_or(caption.len(), |_| {
                let text = HtmlText { parent: None, range: 0..caption.len(), text: caption.to_owned() };
                photo_credit(caption, &[text]).unwrap().start
            });
            assert_eq!(&caption[..end], expected);
        }
    }
}
