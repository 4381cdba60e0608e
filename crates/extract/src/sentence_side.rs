//! [`SentenceSide`]: the text on one side of a quotation, and the subjects of the verbs of saying in it.

use std::ops::Range;

use crate::languages::{Role, begins_with_doubt};
use crate::names::{DraftWord, NameSpan, draft_words, find_names, is_party};
use crate::speakers::{NameContext, Referent, SpeakerIndex};
use kzq_text::calendar::is_month_or_weekday;

/// What the text on one side of a quotation says about its speaker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Clue {
    /// It was said by the person with this name, at a range of bytes.
    Named(Range<usize>, Referent),
    /// It was said by a person whom a pronoun refers to.
    Pronoun,
    /// It was said, but the speaker is not named.
    Unnamed,
    /// Nothing.
    Absent,
}

/// The text on one side of a quotation, with its words and names.
#[derive(Debug)]
pub struct SentenceSide<'t> {
    /// The whole text.
    pub text: &'t str,
    part: Range<usize>,
    /// The words on this side.
    pub words: Vec<DraftWord<'t>>,
    /// The names on this side.
    pub names: Vec<NameSpan>,
    speakers: &'t SpeakerIndex,
}

/// What precedes a verb of saying.
pub enum Subject {
    /// A person with a name, at a range of bytes.
    Name(Range<usize>, Referent),
    /// A pronoun.
    Pronoun,
    /// A person without a name.
    Other,
    /// Nothing: the verb begins its clause.
    Nothing,
}

impl<'t> SentenceSide<'t> {
    /// Reads a part of a text.
    pub fn new(text: &'t str, part: Range<usize>, speakers: &'t SpeakerIndex) -> Self {
        let words = draft_words(text, part.clone());
        let names = find_names(text, &words);
        Self { text, part, words, names, speakers }
    }

    /// The text between a word and the one before it.
    pub fn gap_before(&self, word: usize) -> &str {
        let start = word.checked_sub(1).map_or(self.part.start, |before| self.words[before].range.end);
        &self.text[start..self.words.get(word).map_or(self.part.end, |word| word.range.start)]
    }

    /// Whether only a blank or the full stop of an abbreviation separates a word from the one before it.
    pub fn is_joined(&self, word: usize) -> bool {
        let gap = self.gap_before(word);
        let is_blank =
            gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '‑' | '\'' | '’')) && !gap.contains("\n\n");
        let stop = gap.strip_prefix('.').is_some_and(|rest| rest.trim().is_empty() && !rest.contains("\n\n"));
        is_blank || (stop && word > 0 && self.words[word - 1].is_abbreviation())
    }

    /// Whether a sentence ends before a word.
    pub fn sentence_ends_before(&self, word: usize) -> bool {
        let gap = self.gap_before(word);
        if gap.contains(['!', '?', '“', '„', '«', '。']) || gap.contains("\n\n") || self.is_after_dateline(word) {
            return true;
        }
        let Some((_, rest)) = gap.split_once('.') else { return false };
        let next = self.words.get(word).map(|word| word.text);
        let goes_on = next.is_some_and(|next| next.starts_with(|c: char| c.is_lowercase() || c.is_numeric()));
        let abbreviates = word.checked_sub(1).is_some_and(|before| self.words[before].is_abbreviation());
        !(goes_on || rest.starts_with([',', ';', ':']) || (gap.starts_with('.') && abbreviates))
    }

    /// Whether the dash after a dateline precedes a word: `WASHINGTON (AP) —`.
    pub fn is_after_dateline(&self, word: usize) -> bool {
        const MAX_DATELINE_WORDS: usize = 8;
        let gap = self.gap_before(word);
        let first = self.words.first().map_or("", |word| word.text);
        let is_capitals = first.chars().nth(2).is_some() && !first.contains(char::is_lowercase);
        let is_dash = gap.contains(['—', '–']) || gap.contains(" - ") || gap.contains("--");
        (1..=MAX_DATELINE_WORDS).contains(&word) && is_dash && (is_capitals || gap.trim_start().starts_with(')'))
    }

    /// The words of the last sentence.
    pub fn last_sentence(&self) -> Range<usize> {
        let end = self.words.len();
        (1..end).rev().find(|&word| self.sentence_ends_before(word)).unwrap_or(0)..end
    }

    /// The words of the first sentence.
    pub fn first_sentence(&self) -> Range<usize> {
        let end = self.words.len();
        0..(1..end).find(|&word| self.sentence_ends_before(word)).unwrap_or(end)
    }

    /// Whether there are words, and no sentence begins after the first one has ended.
    pub fn is_one_sentence(&self) -> bool {
        self.first_sentence().end == self.words.len()
    }

    /// Whether a sentence says that it is not sure, or not true, that somebody said it: `attributed to`, `supposedly`.
    pub fn says_doubt(&self, sentence: &Range<usize>) -> bool {
        let words = |at| self.words[at..sentence.end].iter().map(|word| word.folded.as_str());
        sentence.clone().any(|at| begins_with_doubt(&words(at)))
    }

    /// Whether a word is a verb of saying.
    pub fn is_verb(&self, word: usize) -> bool {
        let text = &self.words[word];
        // A capital makes it a name, unless it begins a sentence.
        text.role.is(Role::VERB) && (!text.is_capital() || word == 0 || self.sentence_ends_before(word))
    }

    /// Whether a word may come between a subject and its verb.
    pub fn is_filler(&self, word: usize) -> bool {
        let text = &self.words[word];
        let is_adverb = text.folded.len() > 4 && text.folded.ends_with("ly") && !text.is_capital();
        is_adverb
            || (text.role.is(Role::FILLER) && !text.is_capital())
            || text.text.starts_with(char::is_numeric)
            || is_month_or_weekday(&text.folded)
            || (text.role.is(Role::ABBREVIATION) && text.is_capital())
    }

    /// Who a name refers to; `near_verb` says whether it is next to a verb of saying.
    pub fn resolve(&self, name: &NameSpan, mut context: NameContext) -> Referent {
        let start = name.words.start;
        for at in (0..start).rev().take(3).take_while(|&at| self.is_joined(at + 1)) {
            let word = &self.words[at];
            // “A dit Doe”: not an article.
            if word.role.is(Role::VERB) && !word.is_capital() {
                break;
            }
            context.has_title |= word.is_title();
            context.is_woman |= word.role.is(Role::WOMAN_TITLE);
            if word.role.is(Role::DETERMINER) || matches!(word.folded.as_str(), "the" | "le" | "la") {
                context.follows_role = true;
            }
            if at + 1 == start
                && matches!(word.folded.as_str(), "in" | "at" | "from" | "aus" | "a" | "au" | "en" | "в" | "из")
            {
                context.follows_place = word.folded != "a";
            }
            if word.is_capital() && !word.is_title() {
                break;
            }
        }
        self.speakers.resolve(&self.words[name.words.clone()], &self.words[name.core.clone()], context)
    }

    /// The name that ends before, or begins at, a word.
    pub fn name_ending_at(&self, end: usize) -> Option<&NameSpan> {
        self.names.iter().find(|name| name.words.end == end)
    }

    /// The name that begins at a word.
    pub fn name_starting_at(&self, start: usize) -> Option<&NameSpan> {
        self.names.iter().find(|name| name.words.start == start)
    }

    /// What a name is as the subject of the verb after it.
    pub fn as_subject(&self, name: &NameSpan, sentence: &Range<usize>) -> Subject {
        // Go back over what the person is: “the former president”.
        let mut start = name.words.start;
        while start > sentence.start
            && self.is_joined(start)
            && !self.words[start - 1].is_capital()
            && (self.words[start - 1].is_title()
                || self.words[start - 1].role.is(Role::PLACE)
                || self.words[start - 1].role.is(Role::DETERMINER))
        {
            start -= 1;
        }
        let before = start.checked_sub(1).filter(|&at| at >= sentence.start && self.is_joined(at + 1));
        let before = before.map(|at| (&self.words[at], self.name_ending_at(at)));
        match before {
            // “An aide to Doe”, “Roe and Doe”.
            Some((word, _)) if word.role.is(Role::PREPOSITION) && !word.is_capital() => return Subject::Other,
            Some((word, Some(_))) if word.role.is(Role::CONJUNCTION) => return Subject::Other,
            _ => {}
        }
        match self.resolve(name, NameContext { is_next_to_verb: true, ..NameContext::default() }) {
            Referent::Unsure => Subject::Other,
            who if self.is_plural_opener(name, sentence) && who == Referent::Stranger => Subject::Other,
            who => Subject::Name(name.range.clone(), who),
        }
    }

    /// Whether a name is the first word of a sentence and looks like a plural: `Officials`.
    pub fn is_plural_opener(&self, name: &NameSpan, sentence: &Range<usize>) -> bool {
        let is_first = name.words.start == sentence.start && name.words.len() == 1;
        is_first && name.words.start == name.core.start && self.words[name.words.start].folded.ends_with('s')
    }

    /// What precedes a verb as its subject.
    pub fn subject_before(&self, verb: usize, sentence: &Range<usize>) -> Subject {
        /// Maximum number of words between the two.
        const MAX_WORDS_BETWEEN: usize = 8;
        let may_have_objects = self.words[verb].role.is(Role::VERB_LAST);
        let mut at = verb;
        for _ in 0..=MAX_WORDS_BETWEEN {
            if at <= sentence.start {
                return Subject::Nothing;
            }
            if !self.is_joined(at) {
                return self.subject_before_aside(at, sentence);
            }
            let word = &self.words[at - 1];
            if let Some(name) = self.name_ending_at(at) {
                let subject = if name.is_possessive && !may_have_objects {
                    Subject::Other
                } else {
                    self.as_subject(name, sentence)
                };
                let in_place = name.words.start > sentence.start && self.is_filler(name.words.start - 1);
                if matches!(subject, Subject::Other) && (in_place || may_have_objects) {
                    at = name.words.start;
                    continue;
                }
                return subject;
            }
            if word.role.is(Role::PRONOUN) {
                return Subject::Pronoun;
            }
            if word.role.is(Role::RELATIVE) {
                return match self.name_ending_at(self.party_start(at - 1)) {
                    Some(name) if !name.is_possessive => self.as_subject(name, sentence),
                    _ => Subject::Other,
                };
            }
            if word.role.is(Role::CONJUNCTION) && !self.is_filler(at - 1) {
                return self.first_subject(&(sentence.start..at - 1));
            }
            if !(self.is_filler(at - 1) || (may_have_objects && !word.role.is(Role::ANONYMOUS))) {
                return Subject::Other;
            }
            at -= 1;
        }
        Subject::Other
    }

    /// Where a party and a state before a word begin, if they are there: `Doe, R-Ill., who`.
    fn party_start(&self, end: usize) -> usize {
        match &self.words[..end] {
            [.., party, _] if is_party(party.text) && self.gap_before(end - 1) == "-" => end - 2,
            _ => end,
        }
    }

    /// The name with which a clause begins, if it does.
    pub fn first_subject(&self, clause: &Range<usize>) -> Subject {
        let first = self.names.iter().find(|name| clause.contains(&name.words.start) && !self.is_unsure(name));
        let pronoun = clause.clone().any(|at| self.words[at].role.is(Role::PRONOUN));
        match first {
            Some(name) if !pronoun && !name.is_possessive => self.as_subject(name, clause),
            _ if pronoun => Subject::Pronoun,
            _ => Subject::Other,
        }
    }

    /// Whether a name may be something other than a person's.
    pub fn is_unsure(&self, name: &NameSpan) -> bool {
        self.resolve(name, NameContext::default()) == Referent::Unsure
    }

    /// The subject before an aside in commas, dashes or brackets that ends before `end`: `Doe, who was there, said`.
    pub fn subject_before_aside(&self, end: usize, sentence: &Range<usize>) -> Subject {
        const MAX_ASIDE_WORDS: usize = 16;
        let is_candidate = |name: &&NameSpan| {
            sentence.contains(&name.words.start)
                && name.words.end < end
                && end - name.words.end <= MAX_ASIDE_WORDS
                && !name.is_possessive
                && !self.is_joined(name.words.end)
                && !self.sentence_ends_before(name.words.end)
        };
        let mut named = self.names.iter().filter(is_candidate).map(|name| self.as_subject(name, sentence));
        named.find(|subject| matches!(subject, Subject::Name(..))).unwrap_or(Subject::Nothing)
    }

    /// The person named after a verb or after `according to`: `said the president, John Doe`.
    pub fn name_after(&self, verb: usize, sentence: &Range<usize>) -> Clue {
        const MAX_WORDS_BETWEEN: usize = 8;
        let (mut is_anonymous, mut follows_preposition) = (false, false);
        let (mut has_title, mut is_office) = (false, false);
        let mut at = verb + 1;
        while at < sentence.end && at - verb <= MAX_WORDS_BETWEEN {
            let is_apposition = !self.is_joined(at);
            if is_apposition && (at == verb + 1 || !self.gap_before(at).trim_start().starts_with(',')) {
                break;
            }
            if let Some(name) = self.name_starting_at(at) {
                let is_next_to_verb = !is_apposition && name.core.start == verb + 1 + (name.core.start - at);
                let who = self.resolve(name, NameContext { has_title, is_next_to_verb, ..NameContext::default() });
                if !name.is_possessive && who != Referent::Unsure {
                    let is_part = is_anonymous || (follows_preposition && !is_office);
                    return if is_part && !is_apposition {
                        Clue::Unnamed
                    } else {
                        Clue::Named(name.range.clone(), who)
                    };
                }
                if is_apposition {
                    break;
                }
                at = name.words.end;
                continue;
            }
            let word = &self.words[at];
            if is_apposition {
                break;
            }
            if word.role.is(Role::PRONOUN) && !follows_preposition {
                return Clue::Pronoun;
            }
            if matches!(word.folded.as_str(), "that" | "dass" | "que" | "что" | "how" | "why" | "if") {
                return if at == verb + 1 { Clue::Absent } else { Clue::Unnamed };
            }
            is_anonymous |= word.role.is(Role::ANONYMOUS);
            let ends_title = word.role.is(Role::PREPOSITION) || word.role.is(Role::DETERMINER);
            has_title = word.is_title() || (has_title && !ends_title);
            is_office |= word.is_title();
            follows_preposition |= word.role.is(Role::PREPOSITION);
            at += 1;
        }
        if at == verb + 1 { Clue::Absent } else { Clue::Unnamed }
    }

    /// What a verb of saying tells; `is_tail` says whether its sentence follows the quotation.
    pub fn clue_of_verb(&self, verb: usize, sentence: &Range<usize>, is_tail: bool) -> Clue {
        let word = &self.words[verb];
        let is_form_of_be =
            |at: usize| matches!(self.words[at].folded.as_str(), "was" | "were" | "is" | "are" | "been" | "being");
        // “Doe was quoted as saying”, “the paper quoted Doe as saying”.
        if word.folded == "saying" && verb > sentence.start && self.words[verb - 1].folded == "as" {
            if let Some(name) = self.name_ending_at(verb - 1) {
                return Self::named(self.as_subject(name, sentence));
            }
            let quoted = (sentence.start..verb).rev().find(|&at| self.words[at].folded == "quoted");
            return quoted.map_or(Clue::Unnamed, |quoted| self.clue_of_verb(quoted, sentence, is_tail));
        }
        let is_passive = verb > sentence.start && is_form_of_be(verb - 1);
        if word.folded == "quoted" {
            if is_passive {
                return Self::named(self.subject_before(verb - 1, sentence));
            }
            return self.name_after(verb, sentence);
        }
        if is_passive {
            // “Doe was told by Roe”: the agent, not the subject.
            let by = sentence.contains(&(verb + 1)) && self.words[verb + 1].folded == "by";
            return if by { self.name_after(verb + 1, sentence) } else { Clue::Unnamed };
        }
        let is_first = is_tail && verb == sentence.start;
        let may_take_name = !word.role.is(Role::VERB_WITH_PERSON)
            || (is_first && matches!(word.folded.as_str(), "asked" | "warned" | "urged" | "begged" | "quoted"));
        match self.subject_before(verb, sentence) {
            Subject::Nothing if may_take_name => match self.name_after(verb, sentence) {
                Clue::Absent => Clue::Unnamed,
                clue => clue,
            },
            Subject::Other if word.role.is(Role::FREE_ORDER) => match self.name_after(verb, sentence) {
                Clue::Absent => Clue::Unnamed,
                clue => clue,
            },
            subject => Self::named(subject),
        }
    }

    /// What a subject says about the speaker.
    pub fn named(subject: Subject) -> Clue {
        match subject {
            Subject::Name(at, who) => Clue::Named(at, who),
            Subject::Pronoun => Clue::Pronoun,
            Subject::Other | Subject::Nothing => Clue::Unnamed,
        }
    }
}

/// Whether a text ends in “so-called”, which says nothing, unlike “called”.
pub(crate) fn is_so_called(before: &str) -> bool {
    let last = before.split_whitespace().next_back();
    last.is_some_and(|word| word.eq_ignore_ascii_case("so-called"))
}
