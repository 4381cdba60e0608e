//! Reported speech: whose words go on where no cue is.

use std::ops::ControlFlow;

use super::sieve::Sieve;
use crate::candidate::Why;
use crate::languages::tongue::{Sense, Tongue, key};
use crate::languages::verbs::is_german_verb;
use crate::sieve::coreference::{Speaker, SpeakerKind};
use crate::sieve::sayings::Saying;
use crate::sieve::text::Gap;
use crate::sieve::words::gender::Gender;
use crate::sieve::words::verbs::NO_VERB;

impl Sieve<'_, '_> {
    /// Who says something in a French or Russian sentence without a quotation, over its beginning: `Lors d’une visite avec
    /// Roe, Doe a déclaré que`.
    pub(super) fn reporting_subject(&self, sentence: usize) -> Option<Speaker> {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        let is_russian = narration.tongue == Tongue::Russian;
        if !narration.tongue.is_french_or_russian() {
            return None;
        }
        let cue = range.clone().find(|&at| narration.is_cue(at) && !narration.tokens[at].is(Sense::WEAK))?;
        let phrase = narration.subject_of(cue, &range, false)?;
        if is_russian && phrase.is_thing {
            return self.discourse.resolve(&phrase, narration.is_in_case(&phrase), sentence, true);
        }
        let named = Some(phrase).filter(|phrase| phrase.name.is_some())?;
        self.discourse.resolve(&named, false, sentence, true).filter(|speaker| speaker.kind == SpeakerKind::Person)
    }

    /// Who is said at the end of a sentence without a quotation to have said it.
    pub(crate) fn credited(&self, sentence: usize) -> Option<Speaker> {
        let range = self.narration.sentences[sentence].clone();
        let narration = self.narration;
        let saying = narration.set_off_credit(range.clone()).or_else(|| narration.comparison(&range));
        let saying = saying.or_else(|| narration.short_credit(range.clone()));
        let opens = |it: &Saying| narration.tongue == Tongue::German && it.cue.start == range.start;
        let saying = saying.or_else(|| narration.according_to(range.clone()).filter(opens))?;
        self.discourse.resolve(&saying.subject, saying.is_oblique, sentence, true)
    }

    /// Whose speech the sentences before a quotation report, in its paragraph.
    pub(crate) fn voice(&self, sentence: usize) -> Option<Speaker> {
        let (at, speaker) = self.voice.as_ref()?;
        let is_here = self.narration.paragraph_of[*at] == self.narration.paragraph_of[sentence];
        let is_reported =
            |between: usize| self.narration.sentences[between].clone().any(|at| self.narration.is_reported(at));
        let is_next = self.narration.tongue == Tongue::German
            && speaker.kind != SpeakerKind::Thing
            && self.narration.paragraph_of[*at] + 1 == self.narration.paragraph_of[sentence]
            && (at + 1..sentence).all(is_reported);
        (is_here || is_next).then(|| Speaker { why: Why::Continuation, ..speaker.clone() })
    }

    /// Whose words a quotation is part of, when its sentence goes on with reported speech: `Das sei “dumm”.`
    pub(crate) fn reported(&self, number: usize) -> Option<Speaker> {
        let narration = self.narration;
        let &first = self.parts[number].first()?;
        let sentence = narration.sentence_of[first];
        let mut words = narration.sentences[sentence].clone();
        let is_reported = words.clone().any(|at| narration.is_reported(at));
        if let ControlFlow::Break(source) = self.source_of_report(sentence, first) {
            return source;
        }
        if let ControlFlow::Break(source) = self.told_inside(sentence, first) {
            return source;
        }
        let speaker = self.voice(sentence).filter(|_| is_reported);
        let speaker = speaker.or_else(|| self.subject_reports(sentence, first))?;
        // Nobody names himself, except as the subject of a verb of saying: `Doe lehnte ab. Roe solle “…”`.
        let has_cue = words.clone().any(|at| narration.is_cue(at));
        let surname = speaker.name.split_whitespace().next_back().map(key);
        let is_named = |at: usize| {
            let token = &narration.tokens[at];
            token.quote.is_none() && token.is_capital() && surname.as_ref() == Some(&token.key)
        };
        if speaker.kind == SpeakerKind::Person && !has_cue && words.clone().any(is_named) {
            let before = self.discourse.subject_of(narration.sentence_before(sentence)?)?;
            let is_other =
                before.kind == SpeakerKind::Person && before.why != Why::Unnamed && before.name != speaker.name;
            return is_other.then(|| Speaker { why: Why::Continuation, ..before.clone() });
        }
        (!words.any(|at| narration.tokens[at].is(Sense::ME))).then_some(speaker)
    }

    /// Who says what a German sentence reports, if a clause inside of it names another source than the sentences before:
    /// `Er solle, heißt es darin, „…“`, `Das liege am Wetter, verteidigt ihn Doe: Der Bau sei „…“`.
    fn told_inside(&self, sentence: usize, quote: usize) -> ControlFlow<Option<Speaker>> {
        const GOES_ON: &[&str] = &["weiter", "zudem", "ferner", "ausserdem", "dazu"];
        let narration = self.narration;
        if narration.tongue != Tongue::German {
            return ControlFlow::Continue(());
        }
        let range = narration.sentences[sentence].clone();
        let key = |at: usize| narration.key_at(at);
        let is_it_said = |at: usize| matches!(key(at), "heisst" | "hiess") && key(at + 1) == "es";
        if let Some(at) = (range.start..quote).find(|&at| at + 1 < range.end && is_it_said(at)) {
            let goes_on = (at + 2..range.end.min(at + 4)).any(|it| GOES_ON.contains(&key(it)));
            let goes_on = goes_on || at > range.start && GOES_ON.contains(&key(at - 1));
            return if goes_on { ControlFlow::Continue(()) } else { ControlFlow::Break(None) };
        }
        let Some(colon) = (range.start + 1..quote).rev().find(|&at| narration.tokens[at].gap.has(Gap::COLON)) else {
            return ControlFlow::Continue(());
        };
        let start = narration.chunk_start(colon, range.start);
        let opens = !narration.tokens[start].is_capital() && narration.tokens[start].gap.has(Gap::COMMA);
        let is_verb = narration.key_at(start).ends_with('t') && !narration.tokens[start].is(NO_VERB);
        let named = (start + 1..colon).find_map(|at| {
            let phrase = narration.phrase_at(at, colon)?;
            (phrase.name.is_some() && phrase.tokens.end == colon).then_some(phrase)
        });
        let named = named.filter(|_| opens && is_verb);
        named.map_or(ControlFlow::Continue(()), |it| {
            ControlFlow::Break(self.discourse.resolve(&it, false, sentence, true))
        })
    }

    /// The person with a name whom the sentence before is about, if the next one reports what he says of himself:
    /// `Doe versuchte zu vermitteln. Er habe „…“ dafür.` German only.
    fn subject_reports(&self, sentence: usize, quote: usize) -> Option<Speaker> {
        let narration = self.narration;
        let range = &narration.sentences[sentence];
        let before = narration.sentence_before(sentence).filter(|_| narration.tongue == Tongue::German)?;
        let verb =
            (range.start + 1..quote).take_while(|&at| narration.is_joined(at)).find(|&at| narration.is_reported(at))?;
        let is_main = !narration.tokens[range.start].is(Sense::SUBORDINATOR) && !narration.tokens[verb].is_capital();
        let mut own = narration.sentences[before].clone();
        let is_told = own.all(|at| narration.tokens[at].quote.is_none());
        let subject = self.discourse.subject_of(before).filter(|_| is_main && is_told)?;
        let is_named = subject.kind == SpeakerKind::Person && subject.why != Why::Unnamed;
        let fits = match narration.key_at(range.start) {
            "er" => subject.gender != Some(Gender::Woman),
            "sie" => subject.gender != Some(Gender::Man),
            _ => true,
        };
        let is_alone = !self.discourse.names_other(before, &subject.name);
        (is_named && fits && is_alone).then(|| Speaker { why: Why::Reference, ..subject.clone() })
    }

    /// Who says what the end of a German sentence reports, if its first clause is no report: `Das Gutachten war zu dem
    /// Schluss gekommen, das Tor sei “alt”.`
    fn source_of_report(&self, sentence: usize, quote: usize) -> ControlFlow<Option<Speaker>> {
        let narration = self.narration;
        let range = narration.sentences[sentence].clone();
        let mut end = range.start + 1;
        while end < quote && narration.is_joined(end) {
            end += 1;
        }
        let is_verb = |at: usize| {
            let token = &narration.tokens[at];
            let is_finite = token.is(Sense::AUX.or(Sense::CUE)) || is_german_verb(&token.key) && !token.is(NO_VERB);
            !token.is_capital() && is_finite
        };
        let is_clause = narration.tokens[range.start].is(Sense::SUBORDINATOR);
        let is_report = (range.start..end).any(|at| narration.is_reported(at));
        let has_verb = (range.start..end).any(is_verb);
        let reports = (end..quote).any(|at| narration.is_reported(at));
        if narration.tongue != Tongue::German || is_clause || is_report || !has_verb || !reports {
            return ControlFlow::Continue(());
        }
        let subject = narration.main_subject(&range).filter(|it| it.tokens.end <= end);
        ControlFlow::Break(subject.and_then(|it| self.discourse.resolve(&it, false, sentence, true)))
    }

    /// Whose words a quotation behind a sentence of reported speech goes on with.
    pub(super) fn after_report(&self, number: usize) -> Option<Speaker> {
        let &first = self.parts[number].first()?;
        let before = self.narration.sentence_of[first].checked_sub(1)?;
        let mut words = self.narration.sentences[before].clone();
        words.any(|at| self.narration.is_reported(at)).then(|| self.goes_on(number)).flatten()
    }

    /// Whose words a quotation goes on with, over narration about things or reported speech: `Doe said … The shop was
    /// closed. “…”`, and behind `Then:`.
    pub(crate) fn goes_on(&self, number: usize) -> Option<Speaker> {
        const MAX_LEAD: usize = 2;
        const MAX_SENTENCES: usize = 3;
        let narration = self.narration;
        let (&first, &last) = (self.parts[number].first()?, self.parts[number].last()?);
        let own = narration.sentence_of[first];
        let sentence = &narration.sentences[own];
        let is_led_in = narration.tokens[first].gap.has(Gap::COLON) && first - sentence.start <= MAX_LEAD;
        // “И добавляет:”.
        let small = Sense::ADVERB.or(Sense::CONJUNCTION);
        let small = if narration.tongue == Tongue::Russian { small.or(Sense::CUE) } else { small };
        let is_lead_small = (sentence.start..first).all(|at| narration.tokens[at].is(small));
        let is_led_in = is_led_in && is_lead_small || narration.is_bare_lead(&(sentence.start..first), first);
        if sentence.end != last + 1 || !(sentence.start == first || is_led_in) {
            return None;
        }
        let (at, _) = self.voice.as_ref()?;
        if own - at > MAX_SENTENCES {
            return None;
        }
        let speaker = self.voice(own)?;
        let is_other = |between: usize| {
            let mut words = narration.sentences[between].clone();
            !words.any(|at| narration.is_reported(at)) && self.discourse.names_other(between, &speaker.name)
        };
        (!(at + 1..own).any(is_other)).then_some(speaker)
    }
}
