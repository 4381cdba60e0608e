//! The line that says whose words these are, and where they stand.

use crate::corpus::{Corpus, Date, Entry, Source, Wording};
use crate::text::Safe;

/// What must stand beside words that are not the speaker's own.
pub fn caveat(wording: Wording) -> Option<&'static str> {
    match wording {
        Wording::Verbatim => None,
        Wording::Reported => Some("(reported, not the speaker's words)"),
        Wording::Summary => Some("(summary, not the speaker's words)"),
    }
}

/// The attribution of an entry: a dash, the speaker, the occasion and its date, and in parentheses the source
/// that prints it where that is another. A date that is not known is "n.d.".
pub fn attribution(corpus: &Corpus, entry: &Entry) -> Safe<'static> {
    line(corpus, entry, |source| source.short_name().clone())
}

/// The attribution, with `name` writing the source that prints the words.
pub(super) fn line(corpus: &Corpus, entry: &Entry, name: impl Fn(&Source) -> Safe<'static>) -> Safe<'static> {
    let speaker = &corpus.speaker(entry.speaker).name;
    let dash = if entry.wording == Wording::Verbatim { "— " } else { "— on " };
    let mut line = crate::safe!(dash, speaker, ", ", place(corpus, entry, name));
    if let Some(caveat) = caveat(entry.wording) {
        line = crate::safe!(line, " ", caveat);
    }
    line
}

fn place(corpus: &Corpus, entry: &Entry, name: impl Fn(&Source) -> Safe<'static>) -> Safe<'static> {
    let (Some(source), Some(occasion)) = (corpus.source_of(entry), corpus.occasion_of(entry)) else {
        return "no source given".into();
    };
    if source.reports.is_none() {
        let own = crate::safe!(name(source), ", ", date(source.date));
        return match &source.publisher {
            Some(_) => crate::safe!(source.title, ", ", own),
            None => own,
        };
    }
    let printed = crate::safe!(" (", name(source), ", ", date(source.date), ")");
    crate::safe!(occasion_name(occasion), ", ", date(occasion.date), printed)
}

/// An occasion by its programme or title, and by who published it where the name does not say so.
fn occasion_name(occasion: &Source) -> Safe<'static> {
    let name = occasion.container.as_ref().unwrap_or(&occasion.title);
    match &occasion.publisher {
        Some(publisher) if !name.as_str().contains(publisher.as_str()) => crate::safe!(name, ", ", publisher),
        _ => name.clone(),
    }
}

/// A date in words, or "n.d.".
fn date(date: Option<Date>) -> Safe<'static> {
    date.map_or_else(|| "n.d.".into(), |date| Safe::line(date.in_words()))
}
