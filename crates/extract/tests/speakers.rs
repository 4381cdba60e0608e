//! Measures the speakers alone, on quotations whose spans are given:
//! `cargo test -p kzq-extract --test speakers -- --nocapture` prints the table.
//!
//! The articles are in `tests/extract`; `KZQ_ARTICLES=DIR` measures those of another directory and holds nothing.
//! `KZQ_ARTICLES_WRONG=1` lists what is wrong.

#![expect(clippy::disallowed_methods, clippy::disallowed_macros, reason = "a test reads files and prints a table")]

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

use kzq_corpus::read;
use kzq_extract::article::Article;
use kzq_extract::candidate::{Candidate, CandidateKind};
use kzq_extract::sieve::attribute;
use kzq_extract::speakers::SpeakerIndex;
use kzq_text::fold::fold;
use kzq_text::markup::Markup;

#[derive(Debug, serde::Deserialize)]
struct Gold {
    language: String,
    #[serde(default)]
    items: Vec<Item>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[expect(non_camel_case_types, reason = "as annotations write them")]
enum Kind {
    quote,
    term,
}

#[derive(Debug, serde::Deserialize)]
struct Item {
    kind: Kind,
    parts: Vec<String>,
    speaker: Option<String>,
    /// Other names of the speaker that are right.
    #[serde(default)]
    or: Vec<String>,
    #[serde(default)]
    cue: Option<String>,
    #[serde(default)]
    lead: Option<String>,
}

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

impl Counts {
    fn add(&mut self, other: Self) {
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

fn ratio(part: usize, whole: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap());
    if whole == 0 { 1.0 } else { number(part) / number(whole) }
}

fn directory() -> PathBuf {
    let own = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/extract");
    std::env::var_os("KZQ_ARTICLES").map_or_else(own, PathBuf::from)
}

/// A text with each run of white space as one blank, and for each of its bytes the place in the original.
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

/// The candidates that the annotation of an article describes.
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
    let mut by_language: BTreeMap<String, Counts> = BTreeMap::new();
    let mut all = Counts::default();
    let mut faults = Vec::new();
    let mut names: Vec<PathBuf> = fs::read_dir(directory()).unwrap().map(|item| item.unwrap().path()).collect();
    names.sort();
    for path in names.iter().filter(|path| path.to_string_lossy().ends_with(".gold.ron")) {
        let gold: Gold = ron::from_str(&fs::read_to_string(path).unwrap())
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let stem = path.to_string_lossy().trim_end_matches(".gold.ron").to_owned();
        let article = ["txt", "md", "html"].map(|extension| PathBuf::from(format!("{stem}.{extension}")));
        let Some(article) = article.iter().find(|path| path.exists()) else { continue };
        let name = article.file_name().unwrap().to_string_lossy();
        let (counts, found) = measure(&name, &gold, &fs::read_to_string(article).unwrap());
        faults.extend(found);
        by_language.entry(gold.language).or_default().add(counts);
        all.add(counts);
    }
    println!("language  quotes    right    wrong     cues    leads  extra");
    for (language, counts) in &by_language {
        println!("{language:<8} {}", counts.row());
    }
    println!("{:<8} {}", "all", all.row());
    if std::env::var_os("KZQ_ARTICLES_WRONG").is_some() {
        println!("{}", faults.join("\n"));
    }
    if std::env::var_os("KZQ_ARTICLES").is_none() {
        assert!(ratio(all.right, all.all) >= 0.78, "{:.3} of the speakers are right", ratio(all.right, all.all));
        assert!(ratio(all.wrong, all.all) <= 0.055, "{:.3} of the speakers are wrong", ratio(all.wrong, all.all));
    }
}
