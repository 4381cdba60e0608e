//! The spans of quotations and terms, and the speakers of those whose spans are right.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;

use super::annotated::{Gold, Item, Kind, Tally, is_own, measure_all, own_directory, ratio};
use kzq_corpus::read;
use kzq_extract::article::Article;
use kzq_extract::candidate::{Candidate, CandidateKind};
use kzq_extract::extract;
use kzq_extract::speakers::SpeakerIndex;
use kzq_text::fold::fold;
use kzq_text::marks::is_quotation_mark;
use kzq_text::markup::Markup;

/// How often an answer was right, was not given, and was wrong.
#[derive(Clone, Copy, Debug, Default)]
struct Answers {
    right: usize,
    null: usize,
    wrong: usize,
}

impl Answers {
    fn add(&mut self, other: &Self) {
        self.right += other.right;
        self.null += other.null;
        self.wrong += other.wrong;
    }

    /// Counts an answer; `is_right` is only called if there is one.
    fn count(&mut self, found: Option<&str>, expects_one: bool, is_right: impl Fn(&str) -> bool) {
        match found {
            None if expects_one => self.null += 1,
            None => self.right += 1,
            Some(found) if is_right(found) => self.right += 1,
            Some(_) => self.wrong += 1,
        }
    }

    fn rate(&self, part: usize) -> f64 {
        ratio(part, self.right + self.null + self.wrong)
    }
}

/// The counts of some articles.
#[derive(Clone, Debug, Default)]
struct Counts {
    quotes: Spans,
    terms: Spans,
    /// The speakers of quotations with the right spans.
    speaker: Answers,
    /// The same by the evidence for a speaker, named as by [`kzq_extract::candidate::Why::name`].
    evidence: BTreeMap<&'static str, Answers>,
    cue: Answers,
    lead: Answers,
}

/// The numbers of annotated and proposed spans, and of those that are both, with the same words in the same parts.
#[derive(Clone, Copy, Debug, Default)]
struct Spans {
    annotated: usize,
    proposed: usize,
    hits: usize,
}

impl Spans {
    fn add(&mut self, other: &Self) {
        self.annotated += other.annotated;
        self.proposed += other.proposed;
        self.hits += other.hits;
    }

    fn precision(&self) -> f64 {
        ratio(self.hits, self.proposed)
    }

    fn recall(&self) -> f64 {
        ratio(self.hits, self.annotated)
    }

    fn f1(&self) -> f64 {
        ratio(2 * self.hits, self.annotated + self.proposed)
    }
}

impl Tally for Counts {
    const HEADINGS: &str = "quotations precis recall     F1 term:p term:r spkr:r   null  wrong  cue:r lead:r";

    fn add(&mut self, other: &Self) {
        self.quotes.add(&other.quotes);
        self.terms.add(&other.terms);
        self.speaker.add(&other.speaker);
        for (why, answers) in &other.evidence {
            self.evidence.entry(why).or_default().add(answers);
        }
        self.cue.add(&other.cue);
        self.lead.add(&other.lead);
    }

    fn row(&self) -> String {
        let Self { quotes, terms, speaker, cue, lead, .. } = self;
        let numbers = [
            quotes.precision(),
            quotes.recall(),
            quotes.f1(),
            terms.precision(),
            terms.recall(),
            speaker.rate(speaker.right),
            speaker.rate(speaker.null),
            speaker.rate(speaker.wrong),
            cue.rate(cue.right),
            lead.rate(lead.right),
        ];
        let numbers: Vec<String> = numbers.iter().map(|number| format!("{number:>6.3}")).collect();
        format!("{:>10} {}", quotes.annotated, numbers.join(" "))
    }
}

/// Returns words with single spaces, and without marks and spaces at the ends.
fn words_of(part: &str) -> String {
    let single: Vec<&str> = part.split_whitespace().collect();
    single.join(" ").trim_matches(|c: char| is_quotation_mark(c) || c.is_whitespace()).to_owned()
}

fn parts_of(text: &str, candidate: &Candidate) -> Vec<String> {
    candidate.spans.iter().map(|span| words_of(&text[span.clone()])).collect()
}

/// Returns a name in folded case, without article and title.
fn bare_name(name: &str) -> String {
    let name = fold(name);
    let articles =
        ["the ", "a ", "an ", "der ", "die ", "das ", "ein ", "eine ", "le ", "la ", "les ", "l'", "un ", "une "];
    let bare = articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn is_speaker(item: &Item, name: &str) -> bool {
    item.speaker.iter().chain(&item.or).any(|right| bare_name(right) == bare_name(name))
}

/// Whether one text contains the other.
fn overlaps(one: &str, other: &str) -> bool {
    let (one, other) = (fold(&words_of(one)), fold(&words_of(other)));
    one.contains(&other) || other.contains(&one)
}

/// Measures an article and lists its mistakes.
fn measure(name: &str, gold: &Gold, original: &str) -> (Counts, Vec<String>) {
    let empty = read("c.ron", br#"(schema: 1, id: "c", title: "C", entries: [])"#).corpus.unwrap();
    let article = Article::read(original, Markup::detect(name, original));
    let text = article.text();
    // Each with its words, until it is matched with an annotated one.
    let mut found: Vec<Option<(Candidate, Vec<String>)>> = extract(&article, &SpeakerIndex::new(&empty))
        .into_iter()
        .map(|found| Some((found.clone(), parts_of(text, &found))))
        .collect();
    let mut counts = Counts::default();
    for (candidate, _) in found.iter().flatten() {
        let is_quote = candidate.kind == CandidateKind::Quote;
        (if is_quote { &mut counts.quotes } else { &mut counts.terms }).proposed += 1;
    }
    let mut faults = Vec::new();
    for item in &gold.items {
        let parts: Vec<String> = item.parts.iter().map(|part| words_of(part)).collect();
        let wanted = if item.kind == Kind::quote { CandidateKind::Quote } else { CandidateKind::Term };
        let spans = if item.kind == Kind::quote { &mut counts.quotes } else { &mut counts.terms };
        spans.annotated += 1;
        let is_hit = |found: &&mut Option<(Candidate, Vec<String>)>| {
            found.as_ref().is_some_and(|(candidate, words)| candidate.kind == wanted && *words == parts)
        };
        let Some((hit, _)) = found.iter_mut().find(is_hit).and_then(Option::take) else {
            faults.push(format!("{name}: missed {:?}: {:?}", item.kind, item.parts));
            continue;
        };
        spans.hits += 1;
        if item.kind == Kind::term {
            continue;
        }
        let is_right = |name: &str| is_speaker(item, name);
        let evidence = counts.evidence.entry(hit.why.name()).or_default();
        for answers in [&mut counts.speaker, evidence] {
            answers.count(hit.speaker.as_deref(), item.speaker.is_some(), is_right);
        }
        if hit.speaker.as_deref().map_or(item.speaker.is_some(), |name| !is_right(name)) {
            let Item { parts, speaker, .. } = item;
            faults.push(format!("{name}: {:?} by {:?} ({:?}), not {speaker:?}", parts[0], hit.speaker, hit.why));
        }
        let slice = |range: Option<Range<usize>>| range.map(|range| &text[range]);
        let expected = |expected: &Option<String>, found: &str| expected.as_ref().is_some_and(|it| overlaps(it, found));
        counts.cue.count(slice(hit.cue), item.cue.is_some(), |found| expected(&item.cue, found));
        counts.lead.count(slice(hit.lead), item.lead.is_some(), |found| expected(&item.lead, found));
    }
    for (extra, parts) in found.iter().flatten() {
        if gold.neutral.iter().any(|neutral| *parts == [words_of(neutral)]) {
            let is_quote = extra.kind == CandidateKind::Quote;
            (if is_quote { &mut counts.quotes } else { &mut counts.terms }).proposed -= 1;
            continue;
        }
        faults.push(format!("{name}: not a {:?}: {parts:?}", extra.kind));
    }
    (counts, faults)
}

#[test]
fn quotations_and_speakers_of_annotated_articles_are_found() {
    let all = measure_all(measure);
    println!("evidence   speakers  right   null  wrong");
    for (why, answers) in &all.evidence {
        let Answers { right, null, wrong } = *answers;
        let [of_right, of_null, of_wrong] = [right, null, wrong].map(|part| answers.rate(part));
        println!("{why:<12} {:>6} {of_right:>6.3} {of_null:>6.3} {of_wrong:>6.3}", right + null + wrong);
    }
    if is_own() {
        let Counts { quotes, speaker, .. } = all;
        assert!(quotes.f1() >= 0.97, "F1 of the spans is {:.3}", quotes.f1());
        assert!(speaker.rate(speaker.right) >= 0.85, "{:.3} of the speakers are right", speaker.rate(speaker.right));
        assert!(speaker.rate(speaker.wrong) <= 0.03, "{:.3} of the speakers are wrong", speaker.rate(speaker.wrong));
    }
}

/// The article contains the quotations of the built-in collection; the page summarises the same interview.
#[test]
fn quotations_of_the_built_in_collection_are_found() {
    let measured = |name: &str| {
        let read = |ending: &str| fs::read_to_string(own_directory().join(format!("{name}.{ending}"))).unwrap();
        measure(name, &ron::from_str(&read("gold.ron")).unwrap(), &read("txt"))
    };
    let (Counts { quotes, terms, speaker, lead, .. }, faults) = measured("en-11-seed-interview");
    let counts =
        [quotes.annotated, quotes.proposed, quotes.hits, terms.proposed, terms.hits, speaker.right, lead.right];
    assert_eq!(counts, [16, 16, 16, 1, 1, 16, 16], "{faults:#?}");
    let (Counts { quotes, terms, .. }, faults) = measured("en-12-seed-summary-page");
    assert_eq!([quotes.proposed, terms.proposed], [0, 0], "{faults:#?}");
}
