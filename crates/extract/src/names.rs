//! Finds names in the text of a draft.

use std::ops::Range;

use crate::languages::{Role, ends_in_office, role};
use kzq_text::calendar::is_month_or_weekday;
use kzq_text::fold::{fold, without_possessive};
use kzq_text::persons::{PARTICLES, TitleKind, is_abbreviated_title, suffix, title};
use kzq_text::words::words;

/// A word of a draft with its byte range.
#[derive(Clone, Debug)]
pub struct DraftWord<'t> {
    /// The word as written.
    pub text: &'t str,
    /// The word folded.
    pub folded: String,
    /// Its byte range in the text.
    pub range: Range<usize>,
    /// What it may mean.
    pub role: Role,
}

impl DraftWord<'_> {
    /// Whether a full stop after it does not end a sentence: an initial, a dotted acronym, an abbreviation.
    pub fn is_abbreviation(&self) -> bool {
        let mut letters = self.text.chars();
        let is_initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none() && self.text != "I";
        is_initial || self.text.contains('.') || is_abbreviated_title(self.text) || self.role.is(Role::ABBREVIATION)
    }

    /// Whether it begins with a capital letter.
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    /// Whether it is a title before a name and not part of it.
    pub fn is_title(&self) -> bool {
        title(&self.folded).is_some_and(|title| title.kind != TitleKind::Epithet) || ends_in_office(&self.folded)
    }

    /// Whether it has several letters, all of them capital.
    pub fn is_acronym(&self) -> bool {
        let bare = self.text.split(['\'', '’']).next().unwrap_or_default();
        bare.chars().filter(|c| c.is_alphabetic()).count() > 1 && !bare.contains(char::is_lowercase)
    }
}

/// The words of a part of a text. A French article or preposition before an apostrophe is a word of its own: `d’Hugo`.
pub fn draft_words(text: &str, part: Range<usize>) -> Vec<DraftWord<'_>> {
    let start = part.start;
    let mut found = Vec::new();
    let mut push = |at: usize, text: &str| {
        let folded = fold(text);
        let role = role(without_possessive(&folded));
        found.push((folded, role, start + at..start + at + text.len()));
    };
    for (at, word) in words(&text[part]) {
        match elision_len(word) {
            Some(length) => {
                push(at.start, word[..length].trim_end_matches(['\'', '’']));
                push(at.start + length, &word[length..]);
            }
            None => push(at.start, word),
        }
    }
    let word = |(folded, role, range): (String, Role, Range<usize>)| DraftWord {
        text: &text[range.clone()],
        folded,
        range,
        role,
    };
    found.into_iter().map(word).collect()
}

/// The length of an elided French word and its apostrophe at the start of a word.
fn elision_len(word: &str) -> Option<usize> {
    const ELIDED: &[&str] = &["l", "d", "s", "n", "j", "m", "c", "t", "qu", "L", "D", "S", "N", "J", "M", "C", "Qu"];
    let (elided, rest) = word.split_once(['\'', '’'])?;
    let is_word = rest.chars().nth(1).is_some() && rest.starts_with(char::is_alphabetic);
    (is_word && ELIDED.contains(&elided)).then(|| word.len() - rest.len())
}

/// A name of a person or thing in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameSpan {
    /// Indices of its words among those of the text, with titles.
    pub words: Range<usize>,
    /// Indices of its words without titles.
    pub core: Range<usize>,
    /// Its byte range in the text, without titles.
    pub range: Range<usize>,
    /// Whether it ends in a possessive.
    pub is_possessive: bool,
}

/// Finds the names among some words of a text: runs of capitalised words.
pub fn find_names(text: &str, words: &[DraftWord<'_>]) -> Vec<NameSpan> {
    let mut names = Vec::new();
    let mut at = 0;
    while at < words.len() {
        let end = capitalised_run_end(text, words, at);
        let start = name_start(words, at..end);
        if let Some(start) = start {
            let last = &words[end - 1];
            let is_possessive = without_possessive(&last.folded).len() < last.folded.len();
            // An apostrophe is one byte in the folded word and up to three in the text.
            let cut = last.text.rfind(['\'', '’', 'ʼ']).filter(|_| is_possessive).unwrap_or(last.text.len());
            let bytes = words[start].range.start..last.range.start + cut;
            // In Turkish, an apostrophe separates a name from its case ending.
            names.push(NameSpan { words: at..end, core: start..end, range: bytes, is_possessive });
        }
        at = end.max(at + 1);
    }
    names
}

/// Where a name begins in a run of capitalised words: after the last title.
fn name_start(words: &[DraftWord<'_>], run: Range<usize>) -> Option<usize> {
    // `R-Ill.`, a party and a state.
    if let [party, _] = &words[run.clone()]
        && is_party(party.text)
    {
        return None;
    }
    let precedes_name =
        |at: &usize| words[*at].is_title() && *at + 1 < run.end && suffix(words[*at + 1].text).is_none();
    let title = run.clone().rev().find(precedes_name).map_or(run.start, |at| at + 1);
    let is_initial = |at: usize| words[at].text.chars().nth(1).is_none() && at + 1 < run.end;
    (title..run.end).find(|&at| is_initial(at) || !(is_before_name(&words[at]) || words[at].role.is(Role::PLACE)))
}

/// Whether a word is the letter of an American party.
pub fn is_party(word: &str) -> bool {
    matches!(word, "D" | "R" | "I")
}

/// Whether a capitalised word does not belong to the name after it.
fn is_before_name(word: &DraftWord<'_>) -> bool {
    word.is_title()
        || is_month_or_weekday(&word.folded)
        || (word.role.is(Role::OPENER) && !word.is_acronym())
        || PARTICLES.contains(&word.text)
        || word.text.starts_with(char::is_numeric)
}

/// The end of the run of capitalised words that begins at `start`; `start` itself if that word has no capital.
fn capitalised_run_end(text: &str, words: &[DraftWord<'_>], start: usize) -> usize {
    let mut end = start;
    while end < words.len() && words[end].is_capital() {
        end += 1;
        let last = &words[end - 1];
        // The first word of a sentence is not part of the name after it, nor is a possessive.
        let is_initial = last.text.chars().nth(1).is_none() && text[last.range.end..].starts_with('.');
        let is_opener = last.role.is(Role::OPENER) && !is_initial && !last.is_acronym();
        if without_possessive(&last.folded).len() < last.folded.len()
            || is_opener
            || (is_month_or_weekday(&last.folded) && end == start + 1)
        {
            break;
        }
        // “The spokesman of” is not a name with a particle, nor is “Doe of the press”.
        let mut next = end;
        let may_have_particle = !last.is_title() && !last.role.is(Role::ANONYMOUS) && !last.role.is(Role::UTTERANCE);
        let is_particle = |at: usize| {
            let word = words[at].text;
            PARTICLES.contains(&word) && (at > end || !matches!(word, "der" | "des" | "den" | "la" | "el"))
        };
        while may_have_particle && next < words.len().min(end + 3) && is_particle(next) {
            next += 1;
        }
        // “Said Doe”, and “сказал Доу ТАСС” without a preposition.
        let begins_sentence =
            start == 0 || text[words[start - 1].range.end..words[start].range.start].contains(['.', '\n']);
        let is_verb = end == start + 1 && last.role.is(Role::VERB) && begins_sentence;
        let is_agency = words.get(next).is_some_and(|word| word.role.is(Role::ORGANISATION) && word.is_acronym());
        if is_verb || (is_agency && !last.is_acronym()) {
            break;
        }
        let joined = |at: usize| {
            let gap = &text[words[at - 1].range.end..words[at].range.start];
            matches!(gap, " " | "-" | "\u{a0}" | "‑" | "\n" | "\u{202f}")
                || (matches!(gap, ". " | ".-" | "." | ".\u{a0}" | ".\n") && words[at - 1].is_abbreviation())
        };
        if next >= words.len() || !words[next].is_capital() || !(end..=next).all(joined) {
            break;
        }
        end = next;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found() {
        for (text, expected) in [
            ("President Kassym-Jomart Tokayev said", "Kassym-Jomart Tokayev"),
            ("said Kazakhstan’s President Tokayev’s aide", "Tokayev"),
            ("He met Ursula von der Leyen. Then J. F. Smith left", "Ursula von der Leyen|J. F. Smith"),
            ("said Doe ТАСС", "Doe|ТАСС"),
            ("When Putin came, the UN’s Mr. Guterres left", "Putin|Guterres"),
            ("the President of Kazakhstan", ""),
            ("The Prime Minister spoke", ""),
            ("then Lt. Col. Milley, Rev. Doe and Rabbi Sacks came", "Milley|Doe|Sacks"),
            ("the U.S. Rep. K.-J. Doe", "K.-J. Doe"),
            ("Mother Teresa and St. Paul", "Mother Teresa|St. Paul"),
            ("by Ursula le Guin, d’Émile Zola", "Ursula le Guin|Émile Zola"),
            ("On Monday Doe", "Doe"),
            ("nobody here", ""),
        ] {
            let words = draft_words(text, 0..text.len());
            let found: Vec<&str> = find_names(text, &words).into_iter().map(|name| &text[name.range]).collect();
            assert_eq!(found.join("|"), expected, "{text}");
        }
    }
}
