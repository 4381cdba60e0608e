//! The quotations of an article, printed for reading.

use std::borrow::Cow;
use std::io;

use super::article_file::ArticleFile;
use crate::cli::out::{Out, OutputStyle};
use crate::cli::paragraph::{Look, Paragraph};
use crate::cli::system::is_standard_input;
use crate::cli::text::quotations;
use kzq_extract::article::Article;
use kzq_extract::candidate::{Candidate, CandidateKind, unwrap_lines};
use kzq_extract::unclosed_marks;
use kzq_text::{Safe, safe};

/// Takes the place, one for one, of a character that must not be printed.
const REPLACEMENT: char = '\u{fffd}';

/// A text with as many characters as before, and none that drives a terminal or turns the order of a line round. Tabs and
/// the line breaks of Windows stay.
pub(super) fn printable(text: Cow<'_, str>) -> Cow<'_, str> {
    if Safe::text(&*text).as_str() == text {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let mut bytes = [0; 4];
        let own = &*c.encode_utf8(&mut bytes);
        let is_blank = c == '\t' || c == '\r' && chars.peek() == Some(&'\n');
        out.push(if is_blank || Safe::text(own).as_str() == own { c } else { REPLACEMENT });
    }
    Cow::Owned(out)
}

/// Prints the text of an article, in which the positions of its quotations are.
///
/// # Errors
///
/// If writing fails.
pub(in crate::cli) fn print_text(out: &mut Out<'_>, article: &Article<'_>) -> io::Result<()> {
    out.rendered(&printable(Cow::Borrowed(article.text())))
}

/// Prints candidates, with blank lines between them; terms only if `with_terms`.
///
/// # Errors
///
/// If writing fails.
pub(in crate::cli) fn print_candidates(
    out: &mut Out<'_>,
    article: &Article<'_>,
    candidates: &[Candidate],
    with_terms: bool,
) -> io::Result<()> {
    let shown = candidates.iter().filter(|candidate| with_terms || candidate.kind == CandidateKind::Quote);
    for (number, candidate) in shown.enumerate() {
        if number > 0 {
            out.line(&Safe::default())?;
        }
        print_candidate(out, article, candidate)?;
    }
    Ok(())
}

fn print_candidate(out: &mut Out<'_>, article: &Article<'_>, candidate: &Candidate) -> io::Result<()> {
    let (line, column) = article.plain.place(candidate.range().start);
    let place = (OutputStyle::Plain, safe!(line, ":", column, "  "));
    let text = |range: &std::ops::Range<usize>| Safe::line(unwrap_lines(&article.text()[range.clone()]));
    match (candidate.kind, &candidate.speaker) {
        (CandidateKind::Term, _) => out.styled_line(&[place, (OutputStyle::Plain, "term".into())])?,
        (CandidateKind::Quote, speaker) => {
            let speaker = match speaker {
                Some(name) => (OutputStyle::Plain, Safe::line(name.as_str())),
                None => (OutputStyle::Warning, "unsure".into()),
            };
            let cue = candidate.cue.as_ref().map_or_else(Safe::default, |cue| safe!("  (", text(cue), ")"));
            out.styled_line(&[place, speaker, (OutputStyle::Plain, cue)])?;
        }
    }
    let words = Safe::text(candidate.unwrapped_words(article.text()));
    Paragraph::new(&safe!("“", words, "”")).write(out, &Safe::default())?;
    if let Some(lead) = &candidate.lead {
        let mut lead = Paragraph::new(&safe!("lead-in: ", text(lead)));
        lead.add_look(0..lead.text().as_str().len(), Look::Dim);
        lead.write(out, &Safe::default())?;
    }
    Ok(())
}

/// What the user should look at in an article, each with its place in the file: quotation marks that nothing closes, and
/// words after the last label of a transcript.
pub(in crate::cli) fn doubts(article: &Article<'_>, file: &ArticleFile<'_>) -> Vec<Safe<'static>> {
    let name = if is_standard_input(file.path) { "-".into() } else { Safe::line(file.path.display().to_string()) };
    let at_place = |at, doubt: Safe<'static>| {
        let (line, column) = article.plain.place(at);
        safe!(name, ":", line, ":", column, ": ", doubt)
    };
    let unclosed = |at| at_place(at, "a quotation mark without a partner: check what is quoted there".into());
    let unlabelled = article.unlabelled.as_ref().map(|range| {
        let (last, _) = article.plain.place(range.end.saturating_sub(1));
        let what = "no label says who speaks from here to line ";
        at_place(range.start, safe!(what, last, ": only what is in quotation marks is extracted"))
    });
    unclosed_marks(article).into_iter().map(unclosed).chain(unlabelled).collect()
}

/// Says how many quotations there are, and how many have a speaker.
///
/// # Errors
///
/// If writing fails.
pub(in crate::cli) fn print_summary(
    messages: &mut Out<'_>,
    candidates: &[Candidate],
    with_terms: bool,
) -> io::Result<()> {
    let quotes = || candidates.iter().filter(|candidate| candidate.kind == CandidateKind::Quote);
    let (all, attributed) = (quotes().count(), quotes().filter(|candidate| candidate.speaker.is_some()).count());
    let mut summary = quotations(all);
    if all > 0 {
        summary = safe!(summary, ", ", attributed, " with a speaker");
    }
    if attributed < all {
        summary = safe!(summary, ", ", all - attributed, " unsure");
    }
    let terms = candidates.len() - all;
    if terms > 0 {
        let terms = safe!(", ", terms, if terms == 1 { " term" } else { " terms" });
        summary = safe!(summary, terms, if with_terms { "" } else { " left out (--all shows them)" });
    }
    messages.line(&summary)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_text_has_the_same_number_of_characters() {
        for (text, expected) in [
            ("plain – “naïve”", "plain – “naïve”"),
            ("a\tb\r\nc", "a\tb\r\nc"),
            ("a\x1b[2Jb\rc\u{202e}d", "a\u{fffd}[2Jb\u{fffd}c\u{fffd}d"),
            ("co\u{ad}op", "co\u{ad}op"),
        ] {
            assert_eq!(printable(Cow::Borrowed(text)), expected);
            assert_eq!(expected.chars().count(), text.chars().count());
        }
    }
}
