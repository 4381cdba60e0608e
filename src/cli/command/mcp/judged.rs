//! Verdicts for reading: each says whose words the entry has, in which wording. A paraphrase is never in quotation marks.

use kzq_corpus::{Corpus, EntryId};
use kzq_export::{Format, export};
use kzq_fidelity::{DraftVerdict, Judgement, QuoteMatch, TextUnavailable, Verdict};
use kzq_text::{Safe, safe};

use crate::cli::draft_report::DraftPlace;
use crate::cli::lookup::source_name;

/// An entry with its id, its wording and its attribution.
pub(super) fn entry(corpus: &Corpus, id: EntryId) -> Safe<'static> {
    let label = corpus.entry(id).label();
    let text = export(corpus, &[id], Format::Attributed).text;
    safe!(corpus.shown_id(id), " (", label, ")\n", text)
}

/// A verdict on words; `place` says where they are in a text.
pub(super) fn judgement(corpus: &Corpus, judged: &Judgement, place: Option<&DraftPlace>) -> Safe<'static> {
    let place = place.map(|place| safe!(place.in_words(), ": ")).unwrap_or_default();
    let words = judged.text.to_single_line();
    let words = match judged.verdict {
        DraftVerdict::Paraphrase => safe!("≈ ", words),
        _ => safe!("“", words, "”"),
    };
    let mut lines = vec![safe!(place, judged.verdict.name(), " – ", judged.meaning()), words];
    if let Some(diff) = judged.diff.as_ref().filter(|diff| !diff.is_empty()) {
        lines.push(safe!("from the entry's words to these: ", diff.render_line()));
    }
    lines.extend(judged.remarks("found nowhere in the collections"));
    if let Some(found) = judged.in_source {
        lines.push(safe!("in the text of the source ", source_name(corpus, found.source), ", line ", found.line));
    }
    lines.extend(judged.entry.map(|id| entry(corpus, id)));
    Safe::join(lines, "\n")
}

/// A verdict on an entry and the text of its source.
pub(super) fn verification(corpus: &Corpus, id: EntryId, found: &Result<QuoteMatch, TextUnavailable>) -> Safe<'static> {
    let source =
        corpus.entry(id).source().map_or_else(Safe::default, |source| source_name(corpus, source).into_owned());
    let verdict = match found {
        Err(why) => safe!("not checked – ", why.message()),
        Ok(found) => {
            let place = found.passage.as_ref().map(|passage| safe!(" (line ", passage.line, ")")).unwrap_or_default();
            let means: Safe<'_> = match &found.verdict {
                Verdict::Exact => "the text of the source has exactly these words".into(),
                Verdict::Folded(_) => "the text of the source has these words; only print differs".into(),
                Verdict::Near { diff, .. } => {
                    safe!("the text of the source has other words; from it to the entry: ", diff.render_line())
                }
                Verdict::Missing => "the text of the source does not have these words".into(),
            };
            safe!(found.verdict.name(), " – ", means, place)
        }
    };
    let source = if source.is_empty() { source } else { safe!("source: ", source, "\n") };
    safe!(verdict, "\n", source, entry(corpus, id))
}
