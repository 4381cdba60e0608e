//! The speakers alone, of quotations whose spans are given.

use std::ops::Range;

use super::annotated::{Gold, Item, Kind, Tally, is_own, measure_all, ratio};
use kzq_corpus::read;
use kzq_extract::article::Article;
use kzq_extract::candidate::{Candidate, CandidateKind};
use kzq_extract::sieve::attribute;
use kzq_extract::speakers::SpeakerIndex;
use kzq_text::fold::fold;
use kzq_text::markup::Markup;

#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    all: usize,
    right: usize,
    wrong: usize,
    cues: usize,
    right_cues: usize,
    leads: usize,
    right_leads: usize,
    extra_leads: usize,
}

impl Tally for Counts {
    const HEADINGS: &str = "quotes    right    wrong     cues    leads  extra";

    fn add(&mut self, other: &Self) {
        self.all += other.all;
        self.right += other.right;
        self.wrong += other.wrong;
        self.cues += other.cues;
        self.right_cues += other.right_cues;
        self.leads += other.leads;
        self.right_leads += other.right_leads;
        self.extra_leads += other.extra_leads;
    }

    fn row(&self) -> String {
        format!(
            "{:>6} {:>8.3} {:>8.3} {:>8.3} {:>8.3} {:>6}",
            self.all,
            ratio(self.right, self.all),
            ratio(self.wrong, self.all),
            ratio(self.right_cues, self.cues),
            ratio(self.right_leads, self.leads),
            self.extra_leads
        )
    }
}

/// Returns a text with each run of whitespace as one space, and the original offset of each of its bytes.
fn squeezed(text: &str) -> (String, Vec<usize>) {
    let (mut out, mut places) = (String::new(), Vec::new());
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            if !out.ends_with(' ') {
                out.push(' ');
                places.push(at);
            }
        } else {
            out.push(c);
            places.extend(at..at + c.len_utf8());
        }
    }
    places.push(text.len());
    (out, places)
}

/// Returns the candidates described by the annotation of an article.
fn candidates(text: &str, gold: &Gold) -> Vec<(Candidate, usize)> {
    let (squeezed_text, places) = squeezed(text);
    let mut at = 0;
    let mut found = Vec::new();
    for (number, item) in gold.items.iter().enumerate() {
        let find = |part: &String| -> Option<Range<usize>> {
            let part = squeezed(part).0;
            let start = squeezed_text[at..].find(&part).map(|start| at + start)?;
            at = start + part.len();
            Some(places[start]..places[at - 1] + 1)
        };
        let spans: Vec<Range<usize>> = item.parts.iter().filter_map(find).collect();
        if spans.len() != item.parts.len() {
            continue;
        }
        let kind = if item.kind == Kind::quote { CandidateKind::Quote } else { CandidateKind::Term };
        found.push((Candidate::new(kind, spans), number));
    }
    found
}

fn is_speaker(item: &Item, name: &str) -> bool {
    let bare = |name: &str| {
        let name = fold(&name.replace(['’', '\n'], "'"));
        let articles = ["the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "l'"];
        articles.iter().find_map(|article| name.strip_prefix(article)).unwrap_or(&name).trim().to_owned()
    };
    item.speaker.iter().chain(&item.or).any(|right| bare(right) == bare(name))
}

fn is_lead(lead: &str, found: &str) -> bool {
    squeezed(lead).0.trim() == squeezed(found).0.trim()
}

fn measure(name: &str, gold: &Gold, original: &str) -> (Counts, Vec<String>) {
    let empty = read("c.ron", br#"(schema: 1, id: "c", title: "C", entries: [])"#).corpus.unwrap();
    let article = Article::read(original, Markup::detect(name, original));
    let text = article.text();
    let numbered = candidates(text, gold);
    let (mut found, numbers): (Vec<Candidate>, Vec<usize>) = numbered.into_iter().unzip();
    attribute(&article, &mut found, &SpeakerIndex::new(&empty));
    let (mut counts, mut faults) = (Counts::default(), Vec::new());
    for (candidate, number) in found.iter().zip(numbers) {
        let item = &gold.items[number];
        if item.kind == Kind::term {
            continue;
        }
        counts.all += 1;
        let cue = candidate.cue.clone().map(|cue| &text[cue]);
        let is_right = match (&candidate.speaker, &item.speaker) {
            (None, None) => true,
            (Some(name), _) => is_speaker(item, name),
            (None, Some(_)) => false,
        };
        counts.right += usize::from(is_right);
        counts.wrong += usize::from(!is_right && candidate.speaker.is_some());
        if !is_right {
            let sign = if candidate.speaker.is_some() { "WRONG" } else { "miss" };
            faults.push(format!(
                "{sign} {name}: {:.40?} by {:?} ({:?}, {cue:?}), not {:?} {:?}",
                item.parts[0], candidate.speaker, candidate.why, item.speaker, item.cue
            ));
        }
        if let Some(right) = &item.cue {
            counts.cues += 1;
            counts.right_cues +=
                usize::from(cue.is_some_and(|cue| right.contains(cue) || cue.contains(right.as_str())));
        }
        let lead = candidate.lead.clone().map(|lead| &text[lead]);
        match (&item.lead, lead) {
            (Some(right), found) => {
                counts.leads += 1;
                let is_right = found.is_some_and(|found| is_lead(right, found));
                counts.right_leads += usize::from(is_right);
                if !is_right {
                    faults.push(format!("LEAD {name}: {:.30?}: {found:?}, not {right:?}", item.parts[0]));
                }
            }
            (None, Some(found)) => {
                counts.extra_leads += 1;
                faults.push(format!("EXTRA LEAD {name}: {:.30?}: {found:?}", item.parts[0]));
            }
            (None, None) => {}
        }
    }
    (counts, faults)
}

#[test]
fn speakers_of_given_quotations_are_found() {
    let all = measure_all(measure);
    if is_own() {
        assert!(ratio(all.right, all.all) >= 0.78, "{:.3} of the speakers are right", ratio(all.right, all.all));
        assert!(ratio(all.wrong, all.all) <= 0.055, "{:.3} of the speakers are wrong", ratio(all.wrong, all.all));
    }
}
