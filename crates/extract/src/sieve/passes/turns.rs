//! Labels before the turns of transcripts and interviews: `NOVAK:`, `Q:`.

use std::ops::Range;

use crate::article::Turn;
use crate::candidate::{Candidate, CandidateKind, Why};
use crate::languages::tongue::{Tongue, key};
use crate::sieve::cast::{Cast, Found};
use crate::sieve::text::Narration;

/// Sets the speaker of quotations that are turns of a transcript or an interview, and what each answers. The turns are in
/// order.
pub(crate) fn attribute(narration: &Narration<'_>, cast: &Cast, turns: &[Turn], candidates: &mut [Candidate]) {
    let text = narration.text;
    let mut last: Option<(&str, Range<usize>)> = None;
    let guest = cast.only_guest(narration);
    for candidate in candidates.iter_mut().filter(|candidate| candidate.kind == CandidateKind::Quote) {
        let range = candidate.range();
        let Some(turn) = turn_at(turns, range.start) else {
            last = None;
            continue;
        };
        let label = turn.label.clone();
        let name = &text[label.clone()];
        candidate.cue = text[label.end..range.start].find(':').map(|at| label.end + at..label.end + at + 1);
        let speaker = match name {
            "" => None,
            _ if is_answer(name) => guest.clone(),
            _ => Some(full_name(name, cast)),
        };
        (candidate.speaker_span, candidate.why) =
            if speaker.is_some() { (Some(label), Why::Label) } else { (None, Why::Unsure) };
        candidate.speaker = speaker;
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

/// The turn whose words begin at a place.
fn turn_at(turns: &[Turn], at: usize) -> Option<&Turn> {
    let next = turns.partition_point(|turn| turn.label.start <= at);
    let turn = &turns[next.checked_sub(1)?];
    turn.words.first().is_some_and(|first| first.contains(&at)).then_some(turn)
}

/// Whether a label is that of the one who answers.
fn is_answer(label: &str) -> bool {
    matches!(label, "A" | "ANSWER" | "ANTWORT" | "R" | "RÉPONSE" | "О" | "ОТВЕТ")
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
