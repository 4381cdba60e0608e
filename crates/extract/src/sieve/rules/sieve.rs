//! The sieve: the rules by which a quotation gets its speaker, in order.

use std::collections::HashMap;
use std::ops::{ControlFlow, Range};

use foldhash::fast::RandomState;

use crate::candidate::{Candidate, CandidateKind, Why};
use crate::languages::tongue::{Sense, Tongue};
use crate::sieve::cast::Cast;
use crate::sieve::coreference::{Discourse, Speaker, SpeakerKind};
use crate::sieve::sayings::Saying;
use crate::sieve::text::{Gap, Narration};

/// What was found out about a quotation.
#[derive(Clone, Debug)]
pub(crate) struct Attributed {
    pub(crate) speaker: Option<Speaker>,
    pub(crate) cue: Option<Range<usize>>,
}

/// Applies the rules to the quotations of an article.
pub(crate) struct Sieve<'a, 't> {
    pub(crate) narration: &'a Narration<'t>,
    pub(crate) discourse: Discourse<'a, 't>,
    /// For each candidate its tokens.
    pub(crate) parts: Vec<Vec<usize>>,
    pub(crate) found: Vec<Option<Attributed>>,
    /// Who spoke last, and in which sentence.
    pub(crate) voice: Option<(usize, Speaker)>,
    /// The candidates of each sentence that begin in it.
    by_sentence: HashMap<usize, Vec<usize>, RandomState>,
}

impl<'a, 't> Sieve<'a, 't> {
    pub(crate) fn new(narration: &'a Narration<'t>, cast: &'a Cast, candidates: &[Candidate]) -> Self {
        let mut parts = vec![Vec::new(); candidates.len()];
        for (at, token) in narration.tokens.iter().enumerate() {
            if let Some(number) = token.quote {
                parts[number].push(at);
            }
        }
        let mut by_sentence: HashMap<usize, Vec<usize>, RandomState> = HashMap::default();
        for (number, tokens) in parts.iter().enumerate() {
            if let Some(&first) = tokens.first() {
                by_sentence.entry(narration.sentence_of[first]).or_default().push(number);
            }
        }
        let found = vec![None; candidates.len()];
        Self { narration, discourse: Discourse::new(narration, cast), parts, found, voice: None, by_sentence }
    }

    /// Sets what is found of each quotation.
    pub(crate) fn run(mut self, candidates: &mut [Candidate]) {
        for sentence in 0..self.narration.sentences.len() {
            self.read_sentence(sentence);
        }
        self.inherit_by_words();
        self.give_headline();
        self.give_opening();
        self.give_cataphora();
        for (candidate, found) in candidates.iter_mut().zip(self.found) {
            let Some(found) = found.filter(|_| candidate.kind == CandidateKind::Quote) else { continue };
            candidate.cue = found.cue;
            if let Some(speaker) = found.speaker {
                candidate.speaker = Some(speaker.name);
                candidate.speaker_span = Some(speaker.span);
                candidate.why = speaker.why;
            }
        }
    }

    fn read_sentence(&mut self, sentence: usize) {
        let quotes = self.by_sentence.get(&sentence).cloned().unwrap_or_default();
        let aside = self.note_names(sentence);
        let mut last = None;
        for number in quotes {
            let goes_on = self.goes_on_in_infinitive(number);
            let found = if goes_on.is_some() { None } else { self.own(number).or_else(|| self.delayed(number)) };
            // “Called a fool by one critic”: the sentence is not about the critic.
            let is_agent = found.as_ref().is_some_and(|saying| {
                let start = saying.subject.tokens.start;
                start > 0 && self.narration.tongue == Tongue::English && self.narration.tokens[start - 1].key == "by"
            });
            let mut attributed = if let Some(saying) = found {
                let is_oblique = saying.is_oblique
                    || self.narration.is_in_case(&saying.subject)
                    || self.narration.is_in_document(&saying.subject);
                let speaker =
                    self.discourse.resolve(&saying.subject, is_oblique, sentence, Narration::is_beside(&saying));
                // Before a bare colon, a name that may be a thing’s is no speaker.
                let is_bare = saying.cue.is_empty() || self.narration.is_label(&saying);
                let speaker = speaker.and_then(|it| self.agreeing(it, &saying, sentence));
                let speaker = speaker.filter(|it| {
                    let is_as_written = self.narration.text[it.span.clone()] == it.name;
                    let reads = self.parts[number]
                        .first()
                        .is_some_and(|&first| self.narration.is_reading_out(&saying.cue, first));
                    let is_single = !it.name.contains(' ');
                    let is_a_guess =
                        is_bare && it.why == Why::Named && it.gender.is_none() && is_as_written && is_single;
                    let is_vague = self.is_vague_thing(&saying, number, it, sentence);
                    !(reads || is_vague || is_a_guess || self.is_occasion_of_headline(&saying, sentence))
                });
                let speaker = speaker.and_then(|it| self.unless_asker(number, &saying, it, sentence));
                let speaker = speaker.and_then(|it| self.discourse.author_of(&saying.subject, it, sentence));
                if let Some(speaker) = &speaker {
                    self.discourse.note_unnamed(&saying.subject, speaker);
                }
                let tokens = &self.narration.tokens;
                let cue = (!saying.cue.is_empty())
                    .then(|| tokens[saying.cue.start].range.start..tokens[saying.cue.end - 1].range.end);
                Attributed { speaker, cue: cue.or_else(|| self.colon_before(number)) }
            } else if let Some(asking) = self.asked_before(number) {
                Attributed { speaker: self.answering(number, asking), cue: None }
            } else {
                let reported = goes_on
                    .or_else(|| self.goes_on_in_clause(number))
                    .or_else(|| self.without_subject(number))
                    .or_else(|| self.reported(number))
                    .or_else(|| self.after_report(number));
                let speaker = reported.or_else(|| self.continued(number));
                let speaker = speaker.or_else(|| if self.answers(number) { None } else { self.goes_on(number) });
                let speaker = speaker.or_else(|| self.same_sentence(number)).or_else(|| self.sole_person(number));
                let speaker = speaker.or_else(|| self.named_next(number)).or_else(|| self.hero_speaks(number));
                Attributed { speaker: speaker.filter(|it| !self.addresses(number, it)), cue: None }
            };
            if attributed.cue.is_none() && attributed.speaker.is_none() {
                attributed.cue = self.colon_before(number);
            }
            attributed.speaker = attributed.speaker.filter(|it| !self.speaks_of(number, it));
            let is_other = |it: &Speaker| is_agent || self.is_aside(sentence, it) || self.is_backstory(sentence, it);
            last = attributed.speaker.clone().filter(|it| !is_other(it)).or(last);
            self.found[number] = Some(attributed);
        }
        let is_quoted = last.is_some();
        let by_form = self.narration.tongue.is_french_or_russian();
        let is_told = !by_form || self.narration.has_incise_of_pronoun(sentence);
        let credited = if is_quoted || !is_told { None } else { self.credited(sentence) };
        let subject = last.or_else(|| self.named_in(sentence)).or_else(|| self.sentence_subject(sentence));
        let subject = subject.filter(|it| !self.is_backstory(sentence, it));
        for speaker in &aside {
            self.discourse.note(sentence, speaker);
        }
        self.discourse.note_introduced(sentence);
        if let Some(subject) = credited.as_ref().or(subject.as_ref()) {
            self.discourse.note_subject(sentence, subject);
            self.note_accused(sentence, subject);
        }
        let says = is_quoted || self.narration.sentences[sentence].clone().any(|at| self.narration.is_cue(at));
        let says = says || !by_form && credited.is_some();
        let credited = if is_quoted || !by_form { credited } else { self.credited(sentence) };
        if let Some(voice) = credited.or(subject).filter(|_| says) {
            let is_writer = voice.why == Why::Unnamed && matches!(voice.name.as_str(), "I" | "ich");
            let goes_on = voice.kind != SpeakerKind::Thing || self.discourse.is_organisation(&voice);
            if goes_on && !is_writer {
                self.voice = Some((sentence, voice));
            } else if !by_form {
                self.voice = None;
            }
        }
    }

    /// The place of the colon before a quotation.
    fn colon_before(&self, number: usize) -> Option<Range<usize>> {
        let first = *self.parts[number].first()?;
        let token = &self.narration.tokens[first];
        let from = first.checked_sub(1).map(|at| self.narration.tokens[at].range.end)?;
        if !token.gap.has(Gap::COLON) {
            return None;
        }
        let at = from + self.narration.text[from..token.range.start].find(':')?;
        Some(at..at + 1)
    }

    /// Remembers the persons named in a sentence, below its subject. Whom a pronoun of the sentence cannot mean is
    /// returned: `under cross-examination by Doe, he said`, `he said Doe`.
    fn note_names(&mut self, sentence: usize) -> Vec<Speaker> {
        let narration = self.narration;
        let mut aside = Vec::new();
        let is_plain = narration.tongue.is_french_or_russian();
        let mut has_pronoun = false;
        let range = narration.sentences[sentence].clone();
        let mut at = range.start;
        while at < range.end {
            has_pronoun |= narration.tokens[at].is(Sense::HE.or(Sense::SHE));
            if !narration.is_name_word(at) {
                at += 1;
                continue;
            }
            let phrase = narration.phrase_at(at, range.end);
            // A name may be in the complement of a noun: `In der Werkstatt von Jane Doe`.
            let phrase = phrase.filter(|phrase| is_plain || phrase.name.is_some());
            let end = phrase.as_ref().map_or(at + 1, |phrase| phrase.tokens.end);
            if let Some(phrase) = phrase.filter(|phrase| phrase.name.is_some())
                && let Some(speaker) = self.discourse.resolve(&phrase, false, sentence, false)
                && (speaker.gender.is_some()
                    || self.discourse.is_presented(&speaker.name)
                    || !is_plain && speaker.name.contains(' ') && narration.opens_as_topic(at, end)
                    || !is_plain && self.discourse.is_introduced(&speaker.span)
                    || self.discourse.is_of_cast(&speaker))
                && !phrase.name.as_ref().is_some_and(|name| narration.names_thing(name))
                && !narration.is_byline(at)
            {
                let is_object = at > range.start
                    && narration.tokens[at - 1].is(Sense::PREPOSITION)
                    && !narration.is_elaborated(at, end);
                if is_plain || !(has_pronoun || is_object || narration.tokens[end - 1].is_possessive) {
                    self.discourse.note(sentence, &speaker);
                } else if !narration.tokens[end - 1].is_possessive {
                    aside.push(speaker);
                }
            }
            at = end.max(at + 1);
        }
        aside
    }

    /// The subject of a sentence without a quotation.
    fn sentence_subject(&mut self, sentence: usize) -> Option<Speaker> {
        let range = self.narration.sentences[sentence].clone();
        if let Some(source) = self.source_of(sentence) {
            return Some(source);
        }
        if let Some(speaker) = self.reporting_subject(sentence) {
            return Some(speaker);
        }
        let phrase = self.narration.main_subject(&range)?;
        let phrase = self.narration.named_predicate(&phrase, &range).unwrap_or(phrase);
        let speaker = self.discourse.resolve(&phrase, false, sentence, false)?;
        self.discourse.note_unnamed(&phrase, &speaker);
        Some(speaker)
    }

    /// What is said about a quotation in its own sentence.
    fn own(&self, number: usize) -> Option<Saying> {
        /// Words of a sentence that are looked at.
        const MAX_SENTENCE: usize = 80;
        let narration = self.narration;
        let parts = &self.parts[number];
        let (&first, &last) = (parts.first()?, parts.last()?);
        // In the middle.
        for pair in parts.windows(2) {
            let part = pair[0] + 1..pair[1];
            if part.is_empty() {
                continue;
            }
            if let Some(saying) = narration.tail_saying(&part, &part) {
                return Some(saying);
            }
        }
        let sentence = narration.sentences[narration.sentence_of[first]].clone();
        let before_start = (sentence.start..first)
            .rev()
            .find(|&at| narration.tokens[at].quote.is_some())
            .map_or(sentence.start, |at| at + 1);
        let before = before_start..first;
        let last_sentence = narration.sentences[narration.sentence_of[last]].clone();
        let after_end =
            (last + 1..last_sentence.end).find(|&at| narration.tokens[at].quote.is_some()).unwrap_or(last_sentence.end);
        let after = last + 1..after_end;
        let is_colon = narration.tokens[first].gap.has(Gap::COLON);
        let placed = || narration.place_that_says(&before, &sentence);
        if let Some(saying) = narration.agent_behind(&before, &after).or_else(placed) {
            return Some(saying);
        }
        if is_colon && let Some(saying) = narration.lead_saying(&before, &sentence, true) {
            // A verb behind the quotation is surer than a bare colon before it.
            let behind = || {
                let saying = narration.tail_saying(&after, &last_sentence)?;
                (saying.is_near && saying.cue.start == after.start).then_some(saying)
            };
            let is_bare = saying.cue.is_empty() && !narration.tongue.is_french_or_russian();
            return if is_bare { behind() } else { None }.or(Some(saying));
        }
        let tail = narration.tail_saying(&after, &last_sentence);
        if let Some(saying) = tail.as_ref().filter(|saying| saying.is_near || before.is_empty()) {
            return Some(saying.clone());
        }
        let named_so = || {
            let named =
                narration.calling_as(&before, &sentence).or_else(|| narration.german_credit(&before, &sentence));
            named.or_else(|| narration.lead_saying(&before, &sentence, false))
        };
        // “A défendu un texte « … », selon les mots de Doe.”
        let worded =
            || narration.according_to(after.clone()).filter(|it| it.cue.start == after.start && it.cue.len() > 2);
        if narration.tongue == Tongue::French
            && let Some(saying) = worded()
        {
            return Some(saying);
        }
        let quoting = if is_colon { None } else { narration.document_of_relative(&before, &after) };
        if !is_colon && let Some(saying) = quoting.or_else(named_so) {
            return Some(saying);
        }
        narration
            .dash_credit(&after, &last_sentence)
            .or_else(|| narration.in_words_of(&before).or_else(|| narration.in_words_of(&after)))
            .or_else(|| narration.short_credit(before.clone()).or_else(|| narration.short_credit(after.clone())))
            .or_else(|| narration.elliptic_saying(&before))
            .or_else(|| narration.relative_source(&before))
            .or_else(|| narration.according_to(before.clone()))
            .or_else(|| narration.comparison(&before).or_else(|| narration.comparison(&after)))
            .or_else(|| narration.according_to(after.clone()))
            .or_else(|| narration.according_to(sentence.start.max(first.saturating_sub(MAX_SENTENCE))..first))
            .or_else(|| tail.filter(|saying| !narration.lacks_article(&saying.subject)))
            .or_else(|| narration.view_of(&sentence, first))
            .or_else(|| narration.shared_subject(&before, &sentence))
            .or_else(|| narration.closing_saying(last, &last_sentence))
            .or_else(|| narration.set_off_credit(last + 1..last_sentence.end))
            .or_else(|| narration.closing_source(last, &last_sentence))
            .or_else(|| narration.document_of_talk(&sentence, first, last))
    }

    /// A sentence behind a quotation that says whose words it is: `That was the verdict of Doe.`
    fn delayed(&self, number: usize) -> Option<Saying> {
        let narration = self.narration;
        let &last = self.parts[number].last()?;
        let at = narration.sentence_of[last];
        let next = narration.sentences.get(at + 1).filter(|next| next.start == last + 1)?;
        if narration.paragraph_of[at] != narration.paragraph_of[at + 1] {
            return None;
        }
        narration.delayed_saying(next)
    }

    /// Whose words a quotation without a cue goes on with.
    fn continued(&self, number: usize) -> Option<Speaker> {
        let narration = self.narration;
        let &first = self.parts[number].first()?;
        let own_sentence = narration.sentence_of[first];
        let sentence = &narration.sentences[own_sentence];
        // A sentence that says something else does not go on with the words before it.
        if sentence.start < first {
            return None;
        }
        // “Doe was blunt. ‘…’”: whom the sentence before is about.
        if let Some(before) = own_sentence.checked_sub(1).filter(|_| sentence.end == first + 1)
            && narration.paragraph_of[before] == narration.paragraph_of[own_sentence]
            && narration.sentences[before].clone().all(|at| narration.tokens[at].quote.is_none())
        {
            return self.about_before(before);
        }
        let earlier = (0..number).rev().find(|&other| !self.parts[other].is_empty())?;
        let last = *self.parts[earlier].last()?;
        let last_sentence = narration.sentence_of[last];
        let before = self.found[earlier].as_ref().and_then(|found| found.speaker.as_ref());
        let is_same_paragraph = narration.paragraph_of[last_sentence] == narration.paragraph_of[own_sentence];
        let inherit = |speaker: &Speaker| Speaker { why: Why::Continuation, ..speaker.clone() };
        if is_same_paragraph {
            if own_sentence > last_sentence + 1 {
                return None;
            }
            return self.turn_taken(number, earlier, first == last + 1).map(|it| inherit(&it));
        }
        let paragraph = narration.paragraph_of[own_sentence];
        if own_sentence == 0 || narration.paragraph_of[own_sentence - 1] + 1 != paragraph {
            return None;
        }
        let is_dialogue =
            |at: usize| narration.tokens[at].gap.has(Gap::DASH) && !narration.tokens[at].gap.has(Gap::MARK);
        if is_dialogue(first) {
            return None;
        }
        let is_alone = sentence.end == first + 1
            || narration.tokens[first + 1..sentence.end].iter().all(|token| token.quote.is_some());
        if !is_alone {
            return None;
        }
        // What is above a picture goes on below its caption.
        let lead = (own_sentence - 1).saturating_sub(usize::from(narration.is_caption(own_sentence - 1)));
        if last_sentence == lead {
            if let ControlFlow::Break(other) = self.takes_turns(number, earlier) {
                return other;
            }
            return before.map(inherit).or_else(|| self.in_focus(own_sentence));
        }

        if let ControlFlow::Break(answering) = self.answers_above(own_sentence, earlier) {
            return answering;
        }
        // A sentence in which somebody says something leads in.
        let said = narration.sentences[lead].clone().any(|at| narration.is_cue(at));
        let subject = self.discourse.subject_of(lead).filter(|subject| said && subject.kind == SpeakerKind::Person);
        let led_in = subject.map(|it| Speaker { why: Why::LeadIn, ..it.clone() });
        led_in.or_else(|| self.alone_in_focus(own_sentence))
    }
}
