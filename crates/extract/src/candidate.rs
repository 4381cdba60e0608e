//! [`Candidate`]: a quotation found in an article, with its speaker, to be reviewed.

use std::borrow::Cow;
use std::ops::Range;

use serde::{Deserialize, Serialize};

/// What is in quotation marks, or set apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum CandidateKind {
    /// Words that a person said or wrote.
    Quote,
    /// A term, a title, a name, or words from which the writer distances himself.
    Term,
}

impl CandidateKind {
    /// The identifier used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Quote => "quote",
            Self::Term => "term",
        }
    }
}

/// How the speaker of a candidate was found, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Why {
    /// A name beside a verb of saying.
    Named,
    /// A name in the lead-in above, or before a colon.
    LeadIn,
    /// A credit behind or below: a dash and a name, or a name in brackets.
    Credit,
    /// A label at the beginning of the line: `Q:`, `NOVAK:`.
    Label,
    /// A pronoun or a role that refers to a person named before.
    Reference,
    /// The quotation continues where the one before it ended.
    Continuation,
    /// A noun phrase without a name: `a spokesman`.
    Unnamed,
    /// Nothing says who said it, or several persons may have.
    Unsure,
    /// A single word, a title, a label or the like before it: a term.
    Term,
}

impl Why {
    /// The identifier used in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Named => "named",
            Self::LeadIn => "lead-in",
            Self::Credit => "credit",
            Self::Label => "label",
            Self::Reference => "reference",
            Self::Continuation => "continuation",
            Self::Unnamed => "unnamed",
            Self::Unsure => "unsure",
            Self::Term => "term",
        }
    }
}

/// A quotation or term in an article. All ranges are in bytes of the article's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// Whether it is a quotation or a term.
    pub kind: CandidateKind,
    /// Its words without marks, in order: one range for each part, if the writer interrupts it or it runs on over
    /// paragraphs. Never empty.
    pub spans: Vec<Range<usize>>,
    /// The speaker, by the fullest name that the article or the cast gives, or by a noun phrase as written. `None` if that
    /// is not sure.
    pub speaker: Option<String>,
    /// Where the text names the speaker.
    pub speaker_span: Option<Range<usize>>,
    /// The verb of saying or what takes its place.
    pub cue: Option<Range<usize>>,
    /// The question that it answers, or the sentence that leads in to it.
    pub lead: Option<Range<usize>>,
    /// The heading above it.
    pub section: Option<Range<usize>>,
    /// How the speaker was found.
    pub why: Why,
}

impl Candidate {
    /// A quotation or term of which only the words are known.
    pub fn new(kind: CandidateKind, spans: Vec<Range<usize>>) -> Self {
        let why = if kind == CandidateKind::Quote { Why::Unsure } else { Why::Term };
        Self { kind, spans, speaker: None, speaker_span: None, cue: None, lead: None, section: None, why }
    }

    /// From the start of its first word to the end of its last one.
    pub fn range(&self) -> Range<usize> {
        let start = self.spans.first().map_or(0, |span| span.start);
        start..self.spans.last().map_or(start, |span| span.end)
    }

    /// Its words as printed: the parts joined as [`joint`] says. `text` is the article's text.
    pub fn words<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.spans.as_slice() {
            [only] => Cow::Borrowed(&text[only.clone()]),
            _ => Cow::Owned(self.joined(text, Cow::Borrowed)),
        }
    }

    /// Its words with a blank for each line break that ends no paragraph.
    pub fn unwrapped_words(&self, text: &str) -> String {
        self.joined(text, |part| Cow::Owned(unwrap_lines(part)))
    }

    fn joined<'t>(&self, text: &'t str, part: impl Fn(&'t str) -> Cow<'t, str>) -> String {
        let mut words = String::new();
        let mut end = None;
        for span in &self.spans {
            words.push_str(end.map_or("", |end| joint(&text[end..span.start.max(end)])));
            words.push_str(&part(&text[span.clone()]));
            end = Some(span.end);
        }
        words
    }
}

/// A text with a blank for each line break that ends no paragraph, and a blank line where a paragraph ends. A word that is
/// broken at the end of a line stays so: the hyphen may be its own.
pub fn unwrap_lines(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut blanks = 0;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            blanks += 1;
            continue;
        }
        if !words.is_empty() {
            let breaks_word =
                words.ends_with(['-', '\u{2010}', '\u{ad}', '¬']) && line.starts_with(char::is_alphanumeric);
            words.push_str(match blanks {
                0 if breaks_word => "\n",
                0 => " ",
                _ => "\n\n",
            });
        }
        words.push_str(line);
        blanks = 0;
    }
    words
}

/// What joins two parts of a quotation that have this between them: a blank line where a paragraph ends, a line feed where
/// the next part begins a line, and a blank for the words of the writer.
pub fn joint(between: &str) -> &'static str {
    let breaks = between.split(|c: char| !c.is_whitespace()).map(|blank| blank.matches('\n').count()).max();
    match breaks {
        Some(2..) => "\n\n",
        Some(1) if !between.contains(char::is_alphanumeric) => "\n",
        _ => " ",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_unwrapped_and_paragraphs_kept() {
        for (text, expected) in [
            ("We must\n  be frank.", "We must be frank."),
            ("One.\r\n\r\n\r\nTwo,\r\nthree.", "One.\n\nTwo, three."),
            ("a non-hydro-\n carbon one", "a non-hydro-\ncarbon one"),
            ("One.\n \nTwo.", "One.\n\nTwo."),
            ("", ""),
        ] {
            assert_eq!(unwrap_lines(text), expected, "{text:?}");
        }
    }

    #[test]
    fn parts_are_joined_according_to_the_text_between() {
        for (text, parts, expected) in [
            ("“We must,” he said, “be frank.”", &["We must,", "be frank."][..], "We must, be frank."),
            ("“We must,” he\nsaid, “be frank.”", &["We must,", "be frank."], "We must, be frank."),
            ("“One.\n\n“Two.\r\n\r\n“Three.”", &["One.", "Two.", "Three."], "One.\n\nTwo.\n\nThree."),
            ("“One.\n“Two.”", &["One.", "Two."], "One.\nTwo."),
            ("“One.”", &["One."], "One."),
        ] {
            let span = |part: &&str| text.find(*part).map(|start| start..start + part.len()).unwrap();
            let candidate = Candidate::new(CandidateKind::Quote, parts.iter().map(span).collect());
            assert_eq!(candidate.words(text), expected, "{text}");
        }
    }
}
