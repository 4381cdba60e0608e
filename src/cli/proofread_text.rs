//! How a quotation of a draft, and what it was found to be, are named in lines.

use super::draft_report::DraftPlace;
use super::findings::one_line;
use super::lookup::source_name;
use kzq_corpus::Corpus;
use kzq_fidelity::{DraftVerdict, Judgement};
use kzq_text::{Safe, safe};

/// The entry or the text that has the words, or similar ones, with the speaker; empty if there is none.
pub(super) fn reference(corpus: &Corpus, judged: &Judgement, at: &DraftPlace) -> Safe<'static> {
    let speaker = judged.entry.and_then(|entry| corpus.speaker_of(corpus.entry(entry)));
    match (judged.entry, judged.in_source) {
        _ if let Some(place) = &at.against => {
            safe!(place.shown(), speaker.map(|speaker| safe!(", ", speaker.name)).unwrap_or_default())
        }
        (None, None) => Safe::default(),
        (None, Some(place)) => safe!(source_name(corpus, place.source), ":", place.line),
        (Some(entry), _) => {
            let speaker = corpus.speaker_name(corpus.entry(entry).speaker());
            let of = if judged.verdict == DraftVerdict::Paraphrase { ", on " } else { ", " };
            safe!(corpus.shown_id(entry), of, speaker)
        }
    }
}

/// The words of a quotation on one line, shortened. A paraphrase is printed without quotation marks.
pub(super) fn excerpt(judged: &Judgement) -> Safe<'static> {
    let cut = one_line(&judged.text);
    match judged.verdict {
        DraftVerdict::Paraphrase => safe!("≈ ", cut),
        _ => safe!("“", cut, "”"),
    }
}
