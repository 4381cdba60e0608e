//! A realistic collection of any size, the same at every run.
//!
//! The texts come from an order-2 word chain: each word follows two that it follows somewhere in the source texts, so
//! words are as frequent and as connected as there. Lengths are log-normal around [`LENGTH`] bytes. It uses the
//! standard library only.

use std::collections::HashMap;
use std::io::{self, Write};

/// The mean length of a text, in bytes.
const LENGTH: u16 = 220;

/// The standard deviation of the logarithm of lengths.
const DEVIATION: f64 = 0.6;

/// The minimum length of a text, in bytes.
const SHORTEST: usize = 20;

/// The share of texts that are copied from the source texts word for word, in per cent: popular sayings repeat.
const REPEATED: usize = 2;

/// The maximum number of words in a generated sentence.
const LONGEST_SENTENCE: usize = 60;

/// An id and a label.
type Named = (&'static str, &'static str);

/// The topics with their subtopics.
const TOPICS: [(&str, &str, &[Named]); 5] = [
    (
        "world",
        "World",
        &[
            ("middle-powers", "Middle powers"),
            ("un-reform", "UN reform"),
            ("security", "Security"),
            ("nuclear", "Nuclear"),
        ],
    ),
    ("economy", "Economy", &[("trade", "Trade"), ("energy", "Energy"), ("inequality", "Inequality")]),
    ("digital", "Digital", &[("ai", "AI"), ("digitalisation", "Digitalisation"), ("computing", "Computing")]),
    ("society", "Society", &[("war-and-peace", "War & peace"), ("law", "Law"), ("medicine", "Medicine")]),
    ("letters", "Letters", &[("humour", "Humour"), ("philosophy", "Philosophy"), ("love", "Love")]),
];

const FIRST_NAMES: [&str; 16] = [
    "Aigerim", "Björn", "Chidi", "Dana", "Émile", "Fatima", "Grace", "Hugo", "Ines", "Jun", "Kamala", "Łukasz", "Mei",
    "Noor", "Ömer", "Pavel",
];

const LAST_NAMES: [&str; 16] = [
    "Abdi",
    "Becker",
    "Çelik",
    "Dubois",
    "Esen",
    "Fofanah",
    "García",
    "Hopper",
    "Ivanov",
    "Johnson",
    "Kim",
    "Liskov",
    "Müller",
    "Nurpeisov",
    "O’Brien",
    "Әуезов",
];

const ROLES: [&str; 8] =
    ["President", "Foreign Minister", "Ambassador", "Analyst", "Author", "Correspondent", "Economist", "Editor"];

const PUBLISHERS: [&str; 6] = [
    "Al Jazeera",
    "Qazinform",
    "The Evening Post",
    "Collected sayings",
    "Public lecture",
    "Astana International Forum",
];

const KINDS: [&str; 5] = ["Article", "Broadcast", "Book", "Speech", "Web"];

/// A pseudorandom generator with a fixed sequence (`SplitMix64`).
pub struct Random(u64);

impl Random {
    /// Creates a generator from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bits ^ (bits >> 31)
    }

    /// A number below `end`, which is not 0.
    #[allow(clippy::cast_possible_truncation, reason = "what is below a size is a size")]
    pub fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    /// A number from 0 to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// One of `items`, which must not be empty.
    pub fn pick<'i, T>(&mut self, items: &'i [T]) -> &'i T {
        &items[self.below(items.len())]
    }

    /// A number with mean 0 and standard deviation 1, nearly normal (Irwin–Hall).
    fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }
}

/// Writes a collection of `entries` as RON, and also as lines of speaker, text and question, separated by tabs.
///
/// # Errors
///
/// Errors of writing, and an error if `texts` have too few words for a chain.
pub fn generate(entries: usize, texts: &[&str], ron: &mut impl Write, lines: &mut impl Write) -> io::Result<()> {
    let chain = Chain::of(texts);
    if chain.starts.is_empty() {
        return Err(io::Error::other("no texts to make others of"));
    }
    let whole = texts.iter().map(|text| text.split_whitespace().collect::<Vec<_>>().join(" "));
    let whole = whole
        .map(|text| bare(&text).to_owned())
        .filter(|text| (SHORTEST..2 * usize::from(LENGTH)).contains(&text.len()))
        .collect();
    let mut maker = Maker::new(chain, whole, entries);
    maker.write_head(entries, ron)?;
    for number in 0..entries {
        maker.write_entry(number, ron, lines)?;
    }
    ron.write_all(b"    ],\n)\n")
}

/// The successors of each pair of words.
struct Chain<'t> {
    words: Vec<&'t str>,
    /// The words after each pair, repeated by frequency; [`END`] where a text ends.
    next: HashMap<(u32, u32), Vec<u32>>,
    /// The first two words of each sentence.
    starts: Vec<(u32, u32)>,
}

/// Marks the end of a text.
const END: u32 = u32::MAX;

impl<'t> Chain<'t> {
    fn of(texts: &[&'t str]) -> Self {
        let mut chain = Self { words: Vec::new(), next: HashMap::new(), starts: Vec::new() };
        let mut known = HashMap::new();
        for text in texts {
            let words: Vec<u32> = text.split_whitespace().map(|word| chain.number(&mut known, word)).collect();
            chain.learn(&words);
        }
        chain
    }

    fn number(&mut self, known: &mut HashMap<&'t str, u32>, word: &'t str) -> u32 {
        *known.entry(word).or_insert_with(|| {
            self.words.push(word);
            u32::try_from(self.words.len() - 1).unwrap_or(END)
        })
    }

    fn learn(&mut self, words: &[u32]) {
        for (at, pair) in words.windows(2).enumerate() {
            let follower = words.get(at + 2).copied().unwrap_or(END);
            self.next.entry((pair[0], pair[1])).or_default().push(follower);
            if at == 0 || ends_sentence(self.words[words[at - 1] as usize]) {
                self.starts.push((pair[0], pair[1]));
            }
        }
    }

    fn sentence(&self, random: &mut Random) -> String {
        let (mut first, mut second) = *random.pick(&self.starts);
        let mut sentence = self.words[first as usize].to_owned();
        for _ in 1..LONGEST_SENTENCE {
            let word = self.words[second as usize];
            sentence.push(' ');
            sentence.push_str(word);
            let follower = self.next.get(&(first, second)).map_or(END, |followers| *random.pick(followers));
            if follower == END || ends_sentence(word) {
                break;
            }
            (first, second) = (second, follower);
        }
        sentence
    }
}

fn ends_sentence(word: &str) -> bool {
    word.trim_end_matches(['"', '\'', ')', '”', '’']).ends_with(['.', '!', '?'])
}

/// Generates one entry after another.
struct Maker<'t> {
    chain: Chain<'t>,
    /// The source texts of medium length.
    whole: Vec<String>,
    random: Random,
    speakers: Vec<String>,
    sources: usize,
    /// The latest quotation of each speaker, for paraphrases to rest on.
    quoted: Vec<Option<usize>>,
}

impl<'t> Maker<'t> {
    fn new(chain: Chain<'t>, whole: Vec<String>, entries: usize) -> Self {
        let mut random = Random::new(0x6b7a_7100 + entries as u64);
        let count = (entries / 60).clamp(20, 5000);
        let speakers: Vec<String> =
            (0..count).map(|_| format!("{} {}", random.pick(&FIRST_NAMES), random.pick(&LAST_NAMES))).collect();
        Self { chain, whole, random, quoted: vec![None; count], speakers, sources: (entries / 200).clamp(10, 2000) }
    }

    fn write_head(&mut self, entries: usize, ron: &mut impl Write) -> io::Result<()> {
        writeln!(
            ron,
            "(\n    schema: 1,\n    id: \"generated-{entries}\",\n    title: \"{entries} generated entries\","
        )?;
        writeln!(ron, "    speakers: {{")?;
        for (number, name) in self.speakers.iter().enumerate() {
            writeln!(ron, "        \"s{number}\": (name: \"{name}\", role: \"{}\"),", self.random.pick(&ROLES))?;
        }
        writeln!(ron, "    }},\n    sources: {{")?;
        for number in 0..self.sources {
            self.write_source(number, ron)?;
        }
        writeln!(ron, "    }},\n    topics: [")?;
        for (id, label, below) in TOPICS {
            let below: Vec<String> =
                below.iter().map(|(id, label)| format!("(id: \"{id}\", label: \"{label}\")")).collect();
            writeln!(ron, "        (id: \"{id}\", label: \"{label}\", topics: [{}]),", below.join(", "))?;
        }
        writeln!(ron, "    ],\n    entries: [")
    }

    fn write_source(&mut self, number: usize, ron: &mut impl Write) -> io::Result<()> {
        let title = cut(self.chain.sentence(&mut self.random), 60);
        let (kind, publisher) = (self.random.pick(&KINDS), self.random.pick(&PUBLISHERS));
        let (year, month, day) = (2000 + self.random.below(26), 1 + self.random.below(12), 1 + self.random.below(28));
        write!(
            ron,
            "        \"src{number}\": (kind: {kind}, title: \"{}\", publisher: \"{publisher}\", ",
            quoted(&title)
        )?;
        writeln!(ron, "date: \"{year}-{month:02}-{day:02}\"),")
    }

    fn write_entry(&mut self, number: usize, ron: &mut impl Write, lines: &mut impl Write) -> io::Result<()> {
        let speaker = self.speaker();
        let (topics, source) = (self.topics(), self.random.below(self.sources));
        let rest = format!("topics: [{topics}], source: (id: \"src{source}\")");
        let text = self.text();
        let mut question = String::new();
        let (says, chance) = (quoted(&text), self.random.below(100));
        if chance < 55 {
            self.quoted[speaker] = Some(number);
            writeln!(ron, "        Quote(id: \"e{number}\", by: \"s{speaker}\", {rest}, text: \"{says}\"),")?;
        } else if chance < 75 {
            let ground = self.quoted[speaker].filter(|_| self.random.below(3) == 0);
            let ground = ground.map_or_else(String::new, |quote| format!("rests_on: [\"e{quote}\"], "));
            writeln!(
                ron,
                "        Paraphrase(id: \"e{number}\", of: \"s{speaker}\", {ground}{rest}, text: \"{says}\"),"
            )?;
        } else {
            question = self.question();
            let wording = self.random.pick(&["Verbatim", "Paraphrase"]);
            write!(ron, "        Qa(id: \"e{number}\", answers_for: \"s{speaker}\", wording: {wording}, {rest}, ")?;
            writeln!(ron, "question: \"{}\", answer: \"{says}\"),", quoted(&question))?;
        }
        writeln!(lines, "{}\t{text}\t{question}", self.speakers[speaker])
    }

    /// A few speakers say much and most say little.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of a size is a size")]
    fn speaker(&mut self) -> usize {
        let share = self.random.share();
        (share * share * self.speakers.len() as f64) as usize
    }

    fn topics(&mut self) -> String {
        let mut topics: Vec<String> = Vec::new();
        for _ in 0..=self.random.below(3) {
            let (above, _, below) = self.random.pick(&TOPICS);
            let topic = format!("\"{above}/{}\"", self.random.pick(below).0);
            if !topics.contains(&topic) {
                topics.push(topic);
            }
        }
        topics.join(", ")
    }

    fn text(&mut self) -> String {
        if !self.whole.is_empty() && self.random.below(100) < REPEATED {
            return self.random.pick(&self.whole).clone();
        }
        loop {
            let text = bare(&self.chained()).to_owned();
            if text.len() >= SHORTEST {
                return text;
            }
        }
    }

    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a length of at least SHORTEST")]
    fn chained(&mut self) -> String {
        let mean = f64::from(LENGTH).ln() - DEVIATION * DEVIATION / 2.0;
        let length = (mean + DEVIATION * self.random.normal()).exp().max(SHORTEST as f64) as usize;
        let mut text = self.chain.sentence(&mut self.random);
        while text.len() < length {
            text.push(' ');
            text.push_str(&self.chain.sentence(&mut self.random));
        }
        // The last sentence may be long; without this, short texts would be rare.
        if text.len() > length + length / 3 { cut(text, length) + "." } else { text }
    }

    fn question(&mut self) -> String {
        let sentence = self.chain.sentence(&mut self.random);
        format!("{}?", sentence.trim_end_matches(|c: char| !c.is_alphanumeric()))
    }
}

/// A text without quotation marks at its ends; kzq adds them to verbatim words.
fn bare(text: &str) -> &str {
    text.trim_matches(['"', '“', '”'])
}

/// The first words of a text, in `length` bytes.
fn cut(mut text: String, length: usize) -> String {
    if text.len() > length {
        let end = text.floor_char_boundary(length);
        text.truncate(text[..end].rfind(' ').unwrap_or(end));
        text.truncate(text.trim_end_matches(|c: char| !c.is_alphanumeric()).len());
    }
    text
}

/// A text escaped for a RON string.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"")
}

/// The texts, questions and answers of a RON collection, found roughly: enough to generate others from.
pub fn texts_of(ron: &str) -> Vec<&str> {
    let after = |key: &'static str| ron.split(key).skip(1).filter_map(|rest| rest.split('"').next());
    ["text: \"", "question: \"", "answer: \""].into_iter().flat_map(after).collect()
}
