//! Labels before the turns of transcripts and interviews: `NOVAK:`, `Q:`.

use std::ops::Range;

use super::cast::{Cast, Found};
use super::tokens::Narration;
use crate::candidate::{Candidate, CandidateKind, Why};
use crate::languages::tongue::{Tongue, key};

/// Sets the speaker of quotations that follow a label on their line, and what each answers.
pub(super) fn attribute(narration: &Narration<'_>, cast: &Cast, candidates: &mut [Candidate]) {
    let text = narration.text;
    let mut last: Option<(String, Range<usize>)> = None;
    let guest = cast.only_guest(narration);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.kind == CandidateKind::Quote) {
        let range = candidate.range();
        let Some(label) = label_before(text, range.start) else {
            last = None;
            continue;
        };
        let name = text[label.clone()].to_owned();
        candidate.cue = text[label.end..range.start].find(':').map(|at| label.end + at..label.end + at + 1);
        candidate.speaker = Some(match guest.as_ref().filter(|_| is_answer(&name)) {
            Some(guest) => guest.clone(),
            None => full_name(&name, cast),
        })
        .filter(|speaker| !is_answer(speaker));
        if candidate.speaker.is_some() {
            candidate.speaker_span = Some(label);
            candidate.why = Why::Label;
        }
        if let Some((before, asked)) = &last
            && *before != name
            && text[asked.clone()].trim_end().ends_with(['?', ';'])
            && !text[range.clone()].trim_end().ends_with('?')
        {
            candidate.lead = Some(asked.clone());
        }
        last = Some((name, range));
    }
}

/// Whether a label is that of the one who answers.
fn is_answer(label: &str) -> bool {
    matches!(label, "A" | "ANSWER" | "ANTWORT" | "R" | "RÉPONSE" | "О" | "ОТВЕТ")
}

/// The label that stands on the line before a place and nothing else.
fn label_before(text: &str, at: usize) -> Option<Range<usize>> {
    const MAX_WORDS: usize = 5;
    /// A label and its marks, in bytes.
    const MAX_BYTES: usize = 160;
    let lowest = text.floor_char_boundary(at.saturating_sub(MAX_BYTES));
    let line = text[lowest..at].rfind('\n').map(|line| lowest + line + 1);
    let start = line.or((lowest == 0).then_some(0))?;
    let line = text[start..at].trim_end();
    let label = line.trim_start_matches(['*', '_', ' ']).trim_end_matches(['*', '_', ' ']);
    let label = label.strip_suffix(':')?.trim_end().trim_end_matches(['*', '_']);
    let begin = start + text[start..at].find(label)?;
    let letters = label.chars().filter(|c| c.is_alphabetic());
    let is_capitals = letters.clone().count() > 0 && letters.clone().all(char::is_uppercase);
    let is_marked = text[..begin].ends_with('*');
    let fits = !label.is_empty()
        && label.split_whitespace().count() <= MAX_WORDS
        && !label.contains(['“', '"', '«', '„', ',', ';']);
    (fits && (is_capitals || is_marked)).then(|| begin..begin + label.len())
}

/// The full name of the person whom a label means, by the article's cast.
fn full_name(label: &str, cast: &Cast) -> String {
    let words: Vec<String> = label.split_whitespace().map(|word| key(word.trim_end_matches('.'))).collect();
    let is_title = |word: &String| {
        kzq_text::persons::title(word).is_some() || matches!(word.as_str(), "m" | "mme" | "herr" | "frau")
    };
    let core: Vec<String> = words.iter().skip_while(|word| is_title(word)).cloned().collect();
    match cast.find(&core, None, Tongue::English, usize::MAX) {
        Found::One(number) if !core.is_empty() => cast.persons[number].name.clone(),
        _ => label.to_owned(),
    }
}
