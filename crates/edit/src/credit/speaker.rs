//! The speaker at the front of a credit.

use super::caveats::UNKNOWN_SPEAKER;
use super::date::read as read_date;
use super::fields::Credit;
use super::name::{self, Likeness, likeness, without_stop};
use super::place;
use super::segments::{CONNECTIVES, Kind, Segment};
use crate::draft::{SourceDraft, SpeakerDraft};
use kzq_text::organisations::is_clear_legal_form;

/// The most persons that a credit may list.
const MAX_SEVERAL: usize = 6;

/// Takes the names of several persons off the front of the parts of the credit `raw`; returns how many parts that took.
pub(super) fn take_several(parts: &[Segment<'_>], raw: &str, credit: &mut Credit) -> Option<usize> {
    let mut names: Vec<&str> = Vec::new();
    let (mut taken, mut has_and) = (0, false);
    for part in parts.iter().take(MAX_SEVERAL).take_while(|part| part.kind == Kind::Text) {
        taken += 1;
        let text = without_stop(part.text);
        let text_behind_and = ["and ", "& ", "und ", "et "].iter().find_map(|and| text.strip_prefix(and));
        if let Some(last) = text_behind_and.filter(|_| !names.is_empty()) {
            names.push(last);
            has_and = true;
            break;
        }
        let halves = name::persons(text);
        names.extend(&halves);
        if halves.len() > 1 {
            // “Pride and Prejudice” and “Romeo and Juliet” after a name look like two names.
            if taken > 1 && halves.iter().all(|name| likeness(name) != Likeness::Certain) {
                return None;
            }
            has_and = true;
            break;
        }
    }
    let likenesses = || names.iter().map(|name| likeness(name));
    let is_clear =
        likenesses().any(|found| found == Likeness::Certain) && likenesses().all(|found| found != Likeness::No);
    if !has_and || !is_clear {
        return None;
    }
    credit.likeness = likenesses().min().unwrap_or_default();
    credit.set_several(names.into_iter().map(str::to_owned).collect(), raw);
    Some(taken)
}

/// Takes the speaker off the front of the parts; returns how many parts that took.
pub(super) fn take_speaker(parts: &[Segment<'_>], credit: &mut Credit) -> Option<usize> {
    let (first, rest) = parts.split_first().filter(|(first, _)| first.kind == Kind::Text)?;
    let is_last = rest.is_empty();
    let text = if is_last { without_stop(first.text) } else { first.text };
    if let Some(second) = rest.first().filter(|part| part.kind == Kind::Text) {
        let given = if rest.len() == 1 { without_stop(second.text) } else { second.text };
        if is_clear_legal_form(given) && likeness(text) != Likeness::No {
            let name = format!("{text}, {}", second.text);
            credit.likeness = Likeness::Certain;
            credit.speaker = Some(SpeakerDraft { name, organisation: true, ..SpeakerDraft::default() });
            return Some(2);
        }
        let after = rest.get(1).filter(|part| part.kind == Kind::Text && part.is_after_comma);
        if second.is_after_comma
            && let Some((name, taken)) = name::turn_parts(text, given, after.map(|part| part.text))
        {
            credit.likeness = Likeness::Certain;
            credit.set_speaker(name);
            return Some(taken);
        }
        if kzq_text::persons::suffix(given).is_some() && likeness(text) != Likeness::No {
            credit.likeness = Likeness::Certain;
            credit.set_speaker(format!("{text}, {given}"));
            return Some(2);
        }
        if !text.contains(' ')
            && likeness(text) == Likeness::Possible
            && is_ambiguous_after_word(given)
            && !name::is_named_work(text, given)
        {
            // “Milton, John Smith”: a name inverted, or a name and a work?
            return None;
        }
    }
    if name::is_unknown(text) {
        credit.likeness = Likeness::Certain;
        if text != UNKNOWN_SPEAKER {
            credit.extra.push(("credit".to_owned(), text.to_owned()));
        }
        return Some(1);
    }
    let next = rest.first().filter(|part| part.kind == Kind::Title && part.is_joined);
    let (name, note) = divide_at_connective(text);
    let found = likeness(name);
    let has_place = rest.first().is_some_and(|part| place::is_place(part.text));
    if found == Likeness::No || has_place && found == Likeness::Possible && note.is_empty() {
        // “Hamlet, 3.1” is a work.
        if has_place && found == Likeness::Possible {
            credit.source = Some(place::work(name, credit));
        }
        return credit.source.is_some().then_some(1);
    }
    credit.likeness = found;
    credit.set_speaker(name.to_owned());
    let is_whole = note_in_front(note, next, credit);
    Some(1 + usize::from(is_whole))
}

/// Takes words before a title: “in” introduces the title, other words form a note with it. Returns whether the
/// title is part of the note only: “on “Hamlet””.
pub(super) fn note_in_front(words: &str, title: Option<&Segment<'_>>, credit: &mut Credit) -> bool {
    let Some(title) = title else {
        if let Some(source) = place::work_in(words, false, credit) {
            credit.source = credit.source.take().or(Some(source));
        } else if !words.is_empty() {
            credit.add_note(words);
        }
        return false;
    };
    if let Some(author) = place::author_in(words) {
        let source = SourceDraft { authors: vec![author.to_owned()], ..place::work(title.text, credit) };
        credit.source.get_or_insert(source);
        return true;
    }
    let last = words.rsplit(' ').next().unwrap_or_default();
    let is_source =
        words.is_empty() || matches!(last, "in" | "from" | "quoted") || last.ends_with("'s") || last.ends_with("’s");
    if !(words.is_empty() || matches!(words, "in" | "from" | "in his" | "in her" | "from his" | "from her")) {
        credit.add_note(&format!("{words} “{}”", title.text));
    }
    !is_source
}

/// Whether what follows a single name and a comma may just as well be given names: two or fewer capitalised words.
fn is_ambiguous_after_word(text: &str) -> bool {
    let words = text.split(' ').count();
    words <= 2
        && read_date(text).is_none()
        && likeness(text) != Likeness::No
        && !text.starts_with("The ")
        && !text.starts_with("Le ")
}

/// Divides “Rob Pike on X” into the name and the rest.
fn divide_at_connective(text: &str) -> (&str, &str) {
    let mut at = 0;
    for word in text.split(' ') {
        let ends_name = CONNECTIVES.contains(&word) && word != "of" || word.starts_with(['<', '#', '@']);
        if at > 0 && ends_name {
            return (text[..at].trim_end(), &text[at..]);
        }
        at += word.len() + 1;
    }
    (text, "")
}
