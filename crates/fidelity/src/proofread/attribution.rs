//! Finds out to whom a draft attributes a quotation.
//!
//! The reliable signs are a verb of saying with its subject next to the quotation, in the same sentence or in a lead-in
//! that ends in a colon; or a credit after a dash. Without these, speakers of the collection who are named in the same
//! or an adjacent sentence are considered.

use std::ops::Range;

use super::names::{DraftWord, NameSpan, SpeakerIndex, draft_words, find_names};
use kzq_corpus::SpeakerId;
use kzq_text::calendar::is_month_or_weekday;
use kzq_text::marks::begins_with_dash;

/// Verbs of saying, as used in reports, folded.
const SPEECH_VERBS: &[&str] = &[
    "acknowledged",
    "added",
    "admitted",
    "affirmed",
    "announced",
    "answered",
    "argued",
    "asked",
    "asserted",
    "believes",
    "called",
    "calls",
    "claimed",
    "commented",
    "concluded",
    "confessed",
    "confirmed",
    "continued",
    "cried",
    "declared",
    "described",
    "emphasised",
    "emphasized",
    "explained",
    "explains",
    "expressed",
    "insisted",
    "insists",
    "joked",
    "mentioned",
    "noted",
    "notes",
    "observed",
    "pledged",
    "pointed",
    "promised",
    "put",
    "puts",
    "recalled",
    "remarked",
    "replied",
    "responded",
    "said",
    "saying",
    "says",
    "stated",
    "states",
    "stressed",
    "stresses",
    "suggested",
    "told",
    "tells",
    "underlined",
    "underscored",
    "urged",
    "vowed",
    "warned",
    "warns",
    "wrote",
    "writes",
    "tweeted",
    "posted",
    "sagte",
    "erklarte",
    "betonte",
    "fugte",
    "dit",
    "declare",
    "affirme",
    "explique",
    "сказал",
    "сказала",
    "заявил",
    "заявила",
    "отметил",
];
const PRONOUNS: &[&str] = &["he", "she", "they", "it", "er", "sie", "il", "elle"];

/// To whom a draft attributes a quotation.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attribution {
    /// The name as written in the draft.
    pub(super) name: Option<String>,
    /// The speakers the name may refer to.
    pub(super) speakers: Vec<SpeakerId>,
    /// Speakers named nearby.
    pub(super) nearby: Vec<SpeakerId>,
    /// Whether the words next to the quotation say that it was said, by whomever.
    pub(super) is_attributed: bool,
}

impl Attribution {
    /// The speakers to whom the quotation may be attributed: those named, else those nearby.
    pub(super) fn candidates(&self) -> &[SpeakerId] {
        if self.name.is_some() { &self.speakers } else { &self.nearby }
    }
}

/// A quotation's context in a draft.
#[derive(Clone, Debug)]
pub(super) struct QuoteContext<'t> {
    pub(super) text: &'t str,
    /// The text before it in its paragraph, or the lead-in above it.
    pub(super) before: Range<usize>,
    /// The text after it in its paragraph, or the credit below it.
    pub(super) after: Range<usize>,
    /// A range that names the person quoted and nothing else.
    pub(super) credit: Option<Range<usize>>,
}

impl QuoteContext<'_> {
    /// Determines to whom the quotation is attributed.
    pub(super) fn find_attribution(&self, speakers: &SpeakerIndex) -> Attribution {
        let before = ContextSide::new(self.text, self.before.clone());
        let after = ContextSide::new(self.text, self.after.clone());
        let credit = self.credit.clone().map(|credit| ContextSide::new(self.text, credit));
        let sentence_before = before.last_sentence();
        let sentence_after = after.first_sentence();
        let clue_before = before.clue_in_lead(&sentence_before);
        let clue_after = after.clue_in_tail(&sentence_after);
        let is_said = [clue_before, clue_after].iter().any(|clue| !matches!(clue, SpeakerClue::Absent));
        let credited = credit.as_ref().and_then(|side| Some((side, side.names.first()?)));
        let found = credited.or_else(|| clue_before.name()).or_else(|| clue_after.name());
        let mut attribution = Attribution { is_attributed: is_said || credited.is_some(), ..Attribution::default() };
        if let Some((side, name)) = found {
            attribution.name = Some(self.text[name.range.clone()].to_owned());
            attribution.speakers = speakers.find(&side.words[name.words.clone()]);
        }
        let speakers_named_in = |side: &ContextSide<'_>, words: &Range<usize>| {
            let inside = |name: &&NameSpan| words.contains(&name.words.start);
            let known =
                side.names.iter().filter(inside).flat_map(|name| speakers.find(&side.words[name.words.clone()]));
            known.collect::<Vec<_>>()
        };
        attribution.nearby =
            [speakers_named_in(&before, &sentence_before), speakers_named_in(&after, &sentence_after)].concat();
        if attribution.nearby.is_empty() {
            let (all, rest) = (0..before.words.len(), 0..after.second_sentence_end(&sentence_after));
            attribution.nearby = [speakers_named_in(&before, &all), speakers_named_in(&after, &rest)].concat();
        }
        attribution
    }
}

/// What the text on one side of a quotation says about its speaker.
#[derive(Clone, Copy, Debug)]
enum SpeakerClue<'s> {
    /// It was said by this person.
    Named(&'s ContextSide<'s>, &'s NameSpan),
    /// It was said, but the speaker is not named.
    Unnamed,
    Absent,
}

impl<'s> SpeakerClue<'s> {
    fn name(self) -> Option<(&'s ContextSide<'s>, &'s NameSpan)> {
        match self {
            Self::Named(side, name) => Some((side, name)),
            Self::Unnamed | Self::Absent => None,
        }
    }
}

/// The text on one side of a quotation, with its words and names.
#[derive(Debug)]
struct ContextSide<'t> {
    text: &'t str,
    part: Range<usize>,
    words: Vec<DraftWord<'t>>,
    names: Vec<NameSpan>,
}

impl<'t> ContextSide<'t> {
    fn new(text: &'t str, part: Range<usize>) -> Self {
        let words = draft_words(text, part.clone());
        let names = find_names(text, &words);
        Self { text, part, words, names }
    }

    /// The text between a word and the one before it.
    fn gap_before(&self, word: usize) -> &str {
        let start = word.checked_sub(1).map_or(self.part.start, |before| self.words[before].range.end);
        &self.text[start..self.words.get(word).map_or(self.part.end, |word| word.range.start)]
    }

    /// Whether a sentence ends before a word.
    fn sentence_ends_before(&self, word: usize) -> bool {
        let gap = self.gap_before(word);
        let abbreviates = || word.checked_sub(1).is_some_and(|before| self.words[before].is_abbreviation());
        gap.contains(['!', '?', '“', '„', '«'])
            || gap.contains("\n\n")
            || (gap.contains('.') && !(gap.starts_with(". ") && abbreviates()))
    }

    fn last_sentence(&self) -> Range<usize> {
        let end = self.words.len();
        (1..end).rev().find(|&word| self.sentence_ends_before(word)).unwrap_or(0)..end
    }

    fn first_sentence(&self) -> Range<usize> {
        let end = self.words.len();
        0..(1..end).find(|&word| self.sentence_ends_before(word)).unwrap_or(end)
    }

    fn second_sentence_end(&self, first: &Range<usize>) -> usize {
        let end = self.words.len();
        (first.end + 1..end).find(|&word| self.sentence_ends_before(word)).unwrap_or(end)
    }

    fn is_speech_verb(&self, word: usize) -> bool {
        SPEECH_VERBS.contains(&self.words[word].folded.as_str())
    }

    fn is_pronoun(&self, word: usize) -> bool {
        PRONOUNS.contains(&self.words[word].folded.as_str())
    }

    /// The subject of a verb: a name right before or after it, or before an aside in commas.
    fn subject_of(&self, verb: usize, sentence: &Range<usize>) -> Option<SpeakerClue<'_>> {
        /// Maximum number of words between the two, as in `has also said`.
        const MAX_WORDS_BETWEEN: usize = 2;
        const MAX_ASIDE_WORDS: usize = 12;
        let inside = |name: &&NameSpan| sentence.contains(&name.words.start) && !name.is_possessive;
        let is_pronoun = |from: usize| (from..verb).any(|word| self.is_pronoun(word));
        let is_subject = |name: &&NameSpan| {
            let end = name.words.end;
            let plain = end <= verb && (end..=verb).all(|word| !self.gap_before(word).contains(','));
            let aside = end < verb && self.gap_before(end).contains(',') && self.gap_before(verb).contains(',');
            !is_pronoun(end) && ((plain && verb - end <= MAX_WORDS_BETWEEN) || (aside && verb - end <= MAX_ASIDE_WORDS))
        };
        // “Tokayev was told by Putin”: the agent, not the subject.
        let is_passive = (sentence.start..verb).next_back().is_some_and(|before| {
            matches!(self.words[before].folded.as_str(), "was" | "were" | "is" | "are" | "been" | "being")
        });
        let agent = || {
            let by = sentence.contains(&(verb + 1)) && self.words[verb + 1].folded == "by";
            let name = self.names.iter().find(|name| name.words.start >= verb + 2).filter(inside)?;
            let titles = (verb + 2..name.words.start).all(|word| self.is_title(word));
            (by && titles).then_some(SpeakerClue::Named(self, name))
        };
        if is_passive {
            return Some(agent().unwrap_or(SpeakerClue::Unnamed));
        }
        if let Some(name) = self.names.iter().filter(inside).rfind(is_subject) {
            return Some(SpeakerClue::Named(self, name));
        }
        let start = sentence.start.max(verb.saturating_sub(MAX_WORDS_BETWEEN + 1));
        if is_pronoun(start) {
            return Some(SpeakerClue::Unnamed);
        }
        let mut behind = self.names.iter().filter(inside).filter(|name| name.words.start > verb);
        let follows = |name: &&NameSpan| {
            let titles = (verb + 1..name.words.start).all(|word| self.is_title(word));
            titles && (verb + 1..=name.words.start).all(|word| matches!(self.gap_before(word), " " | "\n" | "-" | ". "))
        };
        let first = behind.next().filter(follows)?;
        // “Said the President of Russia, Vladimir Putin”: the name after the office.
        let is_office = self.words[first.words.start - 1].folded == "of";
        let holder = behind.next().filter(|name| is_office && self.gap_before(name.words.start) == ", ");
        Some(SpeakerClue::Named(self, holder.unwrap_or(first)))
    }

    /// Whether a word may come between a verb and the name after it.
    fn is_title(&self, word: usize) -> bool {
        let text = &self.words[word];
        matches!(text.folded.as_str(), "the" | "of" | "der" | "le" | "la" | "former")
            || text.text.starts_with(char::is_uppercase)
    }

    /// The name after `according to`.
    fn according_to(&self, sentence: &Range<usize>) -> Option<SpeakerClue<'_>> {
        let is = |&at: &usize| {
            self.words[at].folded == "according" && self.words.get(at + 1).is_some_and(|to| to.folded == "to")
        };
        let at = sentence.clone().find(is)?;
        let name = self.names.iter().find(|name| name.words.start >= at + 2)?;
        let near = sentence.contains(&name.words.start) && (at + 2..name.words.start).all(|word| self.is_title(word));
        near.then_some(SpeakerClue::Named(self, name))
    }

    /// What the text before a quotation says about its speaker.
    fn clue_in_lead(&self, sentence: &Range<usize>) -> SpeakerClue<'_> {
        /// Maximum distance of a verb from the quotation: `told reporters in the capital on Monday that`.
        const MAX_VERB_DISTANCE: usize = 10;
        const ADJACENT_WORDS: usize = 3;
        if sentence.is_empty() || self.sentence_ends_before(sentence.end) {
            return SpeakerClue::Absent;
        }
        if let Some(said) = self.according_to(sentence) {
            return said;
        }
        let verbs_within = |distance: usize| {
            let words = sentence.start.max(sentence.end.saturating_sub(distance))..sentence.end;
            words.rev().filter(|&word| self.is_speech_verb(word))
        };
        if let Some(said) = verbs_within(MAX_VERB_DISTANCE).find_map(|verb| self.subject_of(verb, sentence)) {
            return said;
        }
        // A name alone before a colon, as in a printed interview.
        let only = self.names.iter().find(|name| sentence.contains(&name.words.start));
        let colon = self.gap_before(sentence.end).trim_end().ends_with(':');
        let is_all = |name: &&NameSpan| {
            name.words.end == sentence.end && (sentence.start..name.words.start).all(|word| self.is_title(word))
        };
        // “Emmanuel Macron, 29 May 2025:”.
        let is_dated = |name: &&NameSpan| {
            let mut titles = sentence.start..name.words.start;
            let dates = &self.words[name.words.end..sentence.end];
            let is_date =
                |word: &DraftWord<'_>| word.text.starts_with(char::is_numeric) || is_month_or_weekday(&word.folded);
            titles.all(|word| self.is_title(word)) && !dates.is_empty() && dates.iter().all(is_date)
        };
        match only.filter(|name| is_all(name) || is_dated(name)) {
            Some(name) if colon => SpeakerClue::Named(self, name),
            _ if verbs_within(ADJACENT_WORDS).next().is_some() => SpeakerClue::Unnamed,
            _ => SpeakerClue::Absent,
        }
    }

    /// What the text after a quotation says about its speaker.
    fn clue_in_tail(&self, sentence: &Range<usize>) -> SpeakerClue<'_> {
        const MAX_VERB_DISTANCE: usize = 12;
        let Some(first) = self.names.first().filter(|_| !sentence.is_empty()) else {
            return self.unnamed_clue(sentence);
        };
        let gap = self.gap_before(0);
        let dash = begins_with_dash(gap.trim_start());
        let ends = first.words.end >= self.words.len() || !matches!(self.gap_before(first.words.end), " " | "-");
        let bracket =
            gap.trim_start().starts_with('(') && self.gap_before(first.words.end).starts_with([')', ',', ';']);
        if (dash && ends || bracket) && first.words.start == 0 {
            return SpeakerClue::Named(self, first);
        }
        if let Some(said) = self.according_to(sentence) {
            return said;
        }
        let mut verbs = (0..sentence.end.min(MAX_VERB_DISTANCE)).filter(|&word| self.is_speech_verb(word));
        verbs.find_map(|verb| self.subject_of(verb, sentence)).unwrap_or_else(|| self.unnamed_clue(sentence))
    }

    /// Looks for a verb of saying without a name.
    fn unnamed_clue(&self, sentence: &Range<usize>) -> SpeakerClue<'_> {
        const MAX_VERB_DISTANCE: usize = 4;
        let speaks = sentence.clone().take(MAX_VERB_DISTANCE).any(|word| self.is_speech_verb(word));
        if speaks { SpeakerClue::Unnamed } else { SpeakerClue::Absent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {
        "t": (name: "Kassym-Jomart Tokayev"), "p": (name: "Vladimir Putin")}, entries: [])"#;

    /// The attribution of the text in the marks `“…”`: the name, the speaker ids it may refer to, and those nearby.
    fn attributed(text: &str) -> (Option<String>, String, String) {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let (open, close) = (text.find('“').unwrap(), text.find('”').unwrap() + '”'.len_utf8());
        let before = 0..text[..open].trim_end().len();
        let found = QuoteContext { text, before, after: close..text.len(), credit: None }
            .find_attribution(&SpeakerIndex::new(&corpus));
        let ids =
            |ids: Vec<SpeakerId>| ids.iter().map(|&id| corpus.speaker(id).id.as_str()).collect::<Vec<_>>().join(" ");
        (found.name, ids(found.speakers), ids(found.nearby))
    }

    #[test]
    fn quotations_are_attributed() {
        for (text, name, speakers) in [
            ("“Yes,” Tokayev said.", "Tokayev", "t"),
            ("“Yes,” said President Kassym-Jomart Tokayev.", "Kassym-Jomart Tokayev", "t"),
            ("“Yes,” said the President of Russia, Vladimir Putin.", "Vladimir Putin", "p"),
            ("“Yes,” said the President of Russia.", "Russia", ""),
            ("“Yes,” said Xi Jinping, the Chairman of China.", "Xi Jinping", ""),
            ("“Yes,” he said.", "", ""),
            ("“Yes,” the President emphasized.", "", ""),
            ("“Yes,” Putin, speaking in Moscow, said.", "Putin", "p"),
            ("Putin listened. Tokayev said: “Yes.”", "Tokayev", "t"),
            ("Asked about Putin’s words, Tokayev responded:\n\n“Yes.”", "Tokayev", "t"),
            ("Tokayev told reporters in the capital on Monday that “yes” was it", "Tokayev", "t"),
            ("According to Vladimir Putin, “yes” is it.", "Vladimir Putin", "p"),
            ("Putin: “Yes.”", "Putin", "p"),
            ("He stressed the importance of relations with China: “Yes.”", "", ""),
            ("While reaffirming the importance of CPC, he stressed the need for alternatives: “Yes.”", "", ""),
            ("“Yes” — Vladimir Putin, 2020", "Vladimir Putin", "p"),
            ("“Yes” - Vladimir Putin", "Vladimir Putin", "p"),
            ("“Yes” (Vladimir Putin)", "Vladimir Putin", "p"),
            ("“Yes” (Vladimir Putin, 2020) it was", "Vladimir Putin", "p"),
            ("“Yes” (Putin laughed)", "", ""),
            ("Vladimir Putin, 29 May 2025: “Yes.”", "Vladimir Putin", "p"),
            ("Tokayev was told by Putin: “Yes.”", "Putin", "p"),
            ("Tokayev was told: “Yes.”", "", ""),
            ("“Yes,” a critic of Tokayev said.", "critic of Tokayev", ""),
            ("“Yes,” the President of Russia said.", "Russia", ""),
            ("“Yes.” Then Putin left.", "", ""),
            ("What “yes” means.", "", ""),
        ] {
            let (found, ids, _) = attributed(text);
            assert_eq!((found.as_deref().unwrap_or_default(), ids.as_str()), (name, speakers), "{text}");
        }
    }

    #[test]
    fn nearby_speakers_are_found() {
        for (text, near) in [
            ("As for Tokayev, “yes” is it. Putin left.", "t"),
            ("Tokayev came. It was “yes” again. Putin left. Nobody cared.", "t p"),
            ("It was “yes”.", ""),
        ] {
            assert_eq!(attributed(text).2, near, "{text}");
        }
    }
}
