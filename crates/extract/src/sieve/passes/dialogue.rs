//! Dialogues with a dash before each turn, and interviews whose questions and answers have no label.

use std::ops::Range;

use crate::candidate::{Candidate, CandidateKind, Why};
use crate::sieve::cast::Cast;
use crate::sieve::text::Narration;

/// Sets the speakers of turns without a cue: two who alternate, or the one interviewed.
pub(crate) fn attribute(narration: &Narration<'_>, cast: &Cast, candidates: &mut [Candidate]) {
    let turns: Vec<usize> = (0..candidates.len())
        .filter(|&at| {
            let candidate = &candidates[at];
            candidate.kind == CandidateKind::Quote && begins_with_dash(narration.text, candidate.range().start)
        })
        .collect();
    if is_interview(narration.text, &turns, candidates) {
        answer(narration, cast, &turns, candidates);
    } else {
        alternate(narration.text, &turns, candidates);
    }
}

/// Whether a dash at the beginning of the line precedes a place, perhaps with a direction in brackets between.
fn begins_with_dash(text: &str, at: usize) -> bool {
    /// A dash, a direction and blanks, in bytes.
    const MAX_BYTES: usize = 80;
    let lowest = text.floor_char_boundary(at.saturating_sub(MAX_BYTES));
    let line = &text[text[lowest..at].rfind('\n').map_or(lowest, |line| lowest + line + 1)..at];
    let line = line.trim_matches(['*', '_', ' ', '\u{a0}', '\u{202f}', '\t']);
    let Some(rest) = line.strip_prefix(['—', '–', '―', '-']) else { return false };
    let rest = rest.trim();
    rest.is_empty() || rest.starts_with(['(', '[']) && rest.ends_with([')', ']'])
}

fn asks(text: &str, candidate: &Candidate) -> bool {
    text[candidate.range()].trim_end().ends_with('?')
}

/// Whether the turns are questions and answers of which none has a cue.
fn is_interview(text: &str, turns: &[usize], candidates: &[Candidate]) -> bool {
    const MIN_TURNS: usize = 4;
    let questions = turns.iter().filter(|&&at| asks(text, &candidates[at])).count();
    let is_bare = |at: &usize| candidates[*at].cue.is_none() && candidates[*at].speaker.is_none();
    turns.len() >= MIN_TURNS
        && turns.iter().all(is_bare)
        && asks(text, &candidates[turns[0]])
        && questions * 3 >= turns.len()
        && questions * 3 <= turns.len() * 2
}

/// Gives the answers of an interview to the only person whom the article presents before it.
fn answer(narration: &Narration<'_>, cast: &Cast, turns: &[usize], candidates: &mut [Candidate]) {
    let text = narration.text;
    let start = candidates[turns[0]].range().start;
    let interviewer = interviewer(narration, cast);
    let place = |number: usize| narration.tokens[cast.persons[number].first].range.clone();
    let mut guests = (0..cast.persons.len()).filter(|&it| Some(it) != interviewer && place(it).start < start);
    let guest = guests.next().filter(|_| guests.next().is_none());
    let mut asked: Option<Range<usize>> = None;
    for &at in turns {
        let is_question = asks(text, &candidates[at]);
        let range = candidates[at].range();
        let speaker = if is_question { interviewer } else { guest.filter(|_| asked.is_some()) };
        let candidate = &mut candidates[at];
        if let Some(number) = speaker {
            candidate.speaker = Some(cast.persons[number].name.clone());
            candidate.speaker_span = Some(place(number));
            candidate.why = Why::Continuation;
        }
        if !is_question && candidate.lead.is_none() {
            candidate.lead.clone_from(&asked);
        }
        asked = is_question.then_some(range);
    }
}

/// Who asks, by the byline: `Беседовала Анна Роу`, `Propos recueillis par Jeanne Roux`.
fn interviewer(narration: &Narration<'_>, cast: &Cast) -> Option<usize> {
    const BYLINES: &[&str] =
        &["текст", "беседовал", "беседовала", "интервью", "recueillis", "interview", "interviewte"];
    const MAX_WORDS: usize = 3;
    (0..cast.persons.len()).find(|&number| {
        let first = cast.persons[number].first;
        narration.tokens[first.saturating_sub(MAX_WORDS)..first]
            .iter()
            .any(|token| BYLINES.contains(&token.key.as_str()))
    })
}

/// Gives the turns of a dialogue that follow one another to the two who are known to speak in it.
fn alternate(text: &str, turns: &[usize], candidates: &mut [Candidate]) {
    let follows = |candidates: &[Candidate], before: usize, at: usize| {
        let between = &text[candidates[before].range().end..candidates[at].range().start];
        between.matches("\n\n").count() <= 1 && between.matches('\n').count() <= 2
    };
    let give = |candidates: &mut [Candidate], from: usize, to: usize| {
        if candidates[to].speaker.is_none() && candidates[to].cue.is_none() && candidates[from].speaker.is_some() {
            let known = &candidates[from];
            let (speaker, span) = (known.speaker.clone(), known.speaker_span.clone());
            let candidate = &mut candidates[to];
            (candidate.speaker, candidate.speaker_span, candidate.why) = (speaker, span, Why::Continuation);
        }
    };
    // A question, and the answer of the one who spoke before it.
    for pair in turns.windows(2) {
        let (question, answer) = (pair[0], pair[1]);
        let Some(before) = question.checked_sub(1) else { continue };
        let is_answered = asks(text, &candidates[question]) && !asks(text, &candidates[answer]);
        let is_other = candidates[question].speaker.is_some()
            && candidates[before].speaker.is_some()
            && candidates[before].speaker != candidates[question].speaker;
        if is_answered && is_other && follows(candidates, before, question) && follows(candidates, question, answer) {
            give(candidates, before, answer);
        }
    }
    let triples: Vec<(usize, usize)> = turns
        .windows(3)
        .filter(|it| follows(candidates, it[0], it[1]) && follows(candidates, it[1], it[2]))
        .map(|it| (it[0], it[2]))
        .collect();
    for &(first, third) in &triples {
        give(candidates, first, third);
    }
    for &(first, third) in triples.iter().rev() {
        give(candidates, third, first);
    }
}
