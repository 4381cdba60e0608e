//! [`Template`]: user-defined export formats.
//!
//! - `{speaker}` and the other placeholders of [`PLACEHOLDERS`] are replaced by values of the entry. `{{` and `}}` are
//!   literal braces, `{[}` and `{]}` literal brackets.
//! - `[…]` is an optional group: it is omitted if any value in it is missing.
//! - Elsewhere a missing value also removes the text before it, back to the previous placeholder; at the beginning of a
//!   line it removes the text after it. Parentheses around it are removed too, and so is a line with no values left.
//! - Words are never misattributed: `{quoted}` puts only verbatim words in quotation marks, a template with its own
//!   marks around the words is rejected, and anything not verbatim, or translated, gets a caveat at the end unless the
//!   template already has it.

mod parse;

use std::ops::Range;

use crate::{caveat, render, translation_note};
use kzq_corpus::{Corpus, Entry, Words};
use kzq_text::Safe;

/// The placeholders: name and description.
pub const PLACEHOLDERS: [(&str, &str); 16] = [
    ("quoted", "the words; in quotation marks where they are verbatim"),
    ("words", "the words without marks"),
    ("speaker", "who said them"),
    ("role", "what the speaker is"),
    ("source", "who prints them, in short"),
    ("title", "the title of what they stand in"),
    ("published", "when that was published"),
    ("section", "the section in which they stand"),
    ("occasion", "what they were said in"),
    ("date", "when they were said"),
    ("time", "where they are in a recording"),
    ("url", "where they can be read"),
    ("accessed", "when they were read there"),
    ("id", "the id of the entry"),
    ("wording", "verbatim, reported or summary"),
    ("caveat", "that they are not the speaker's words, or a translation"),
];

/// A valid template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    lines: Vec<Vec<Part>>,
    has_words: bool,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Part {
    /// Literal text.
    Text(Safe<'static>),
    /// A placeholder, as an index into [`PLACEHOLDERS`].
    Value(usize),
    /// An optional group in brackets.
    Optional(Vec<Part>),
    /// A group in parentheses.
    Aside(Vec<Part>),
}

/// A problem in a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateFault {
    /// The byte range of the problem.
    pub at: Range<usize>,
    /// What is wrong.
    pub message: Safe<'static>,
    /// How to fix it, if known.
    pub help: Option<Safe<'static>>,
}

impl Template {
    /// Parses a template.
    ///
    /// # Errors
    ///
    /// Returns all problems of the template.
    pub fn parse(text: &str) -> Result<Self, Vec<TemplateFault>> {
        let (lines, faults) = parse::parse(text);
        let has_words = lines.iter().any(|line| holds_words(line));
        if faults.is_empty() { Ok(Self { lines, has_words }) } else { Err(faults) }
    }

    /// Renders an entry with the given texts.
    pub(super) fn fill(&self, corpus: &Corpus, entry: Entry<'_>, words: &Words<'_>) -> Safe<'static> {
        let filling = Filling { corpus, entry, words };
        let lines = self.lines.iter().filter_map(|line| filling.line(line));
        let filled = Safe::join(lines.collect::<Vec<_>>(), "\n");
        let filled = filled.slice(0..filled.as_str().trim_end().len()).into_owned();
        match filling.caveat().filter(|caveat| self.has_words && !filled.as_str().contains(caveat.as_str())) {
            Some(caveat) => kzq_text::safe!(filled, "\n", caveat),
            None => filled,
        }
    }
}

/// Returns whether any part is a placeholder for the words.
fn holds_words(parts: &[Part]) -> bool {
    parts.iter().any(|part| match part {
        Part::Text(_) => false,
        Part::Value(place) => WORDS.contains(&PLACEHOLDERS[*place].0),
        Part::Optional(parts) | Part::Aside(parts) => holds_words(parts),
    })
}

/// The placeholders for the words.
const WORDS: [&str; 2] = ["quoted", "words"];

/// An entry being rendered with a template.
struct Filling<'f> {
    corpus: &'f Corpus,
    entry: Entry<'f>,
    words: &'f Words<'f>,
}

impl Filling<'_> {
    /// Renders a line; `None` if it has placeholders and all are missing.
    fn line(&self, parts: &[Part]) -> Option<Safe<'static>> {
        let filled = self.parts(parts);
        let raw = filled.text.as_str();
        if raw.trim().is_empty() && filled.values > 0 {
            return None;
        }
        let end = if filled.has_gaps { raw.trim_end().len() } else { raw.len() };
        Some(filled.text.slice(0..end).into_owned())
    }

    fn parts(&self, parts: &[Part]) -> Filled {
        let mut filled = Filled::default();
        // The text since the last value, and whether the line already has a value.
        let mut between = Safe::default();
        let mut is_begun = false;
        let mut drops_next = false;
        for part in parts {
            let value = match part {
                Part::Text(text) => {
                    if !std::mem::take(&mut drops_next) {
                        between = joined(&filled.text, &between, text, filled.has_gaps);
                    }
                    continue;
                }
                Part::Value(place) => {
                    filled.values += 1;
                    self.value(PLACEHOLDERS[*place].0)
                }
                Part::Optional(parts) => {
                    let inner = self.parts(parts);
                    filled.values += inner.values;
                    // An omitted group does not remove text around it.
                    if inner.missing == 0 {
                        filled.text = kzq_text::safe!(filled.text, between, inner.text);
                        (between, is_begun) = (Safe::default(), true);
                    }
                    filled.has_gaps |= inner.missing > 0;
                    continue;
                }
                Part::Aside(parts) => {
                    let inner = self.parts(parts);
                    filled.values += inner.values;
                    filled.missing += inner.missing;
                    (!inner.text.as_str().trim().is_empty()).then(|| kzq_text::safe!("(", inner.text, ")"))
                }
            };
            if let Some(value) = value {
                filled.text = kzq_text::safe!(filled.text, between, value);
                is_begun = true;
            } else {
                filled.missing += usize::from(matches!(part, Part::Value(_)));
                filled.has_gaps = true;
                drops_next = !is_begun;
            }
            between = Safe::default();
        }
        filled.text = kzq_text::safe!(filled.text, between);
        filled
    }

    /// Returns the value of a placeholder, if the entry has it.
    fn value(&self, name: &str) -> Option<Safe<'static>> {
        let Self { corpus, entry, words } = self;
        let source = corpus.source_of(*entry);
        let occasion = corpus.occasion_of(*entry);
        let date = |date: Option<kzq_corpus::Date>| date.map(|date| Safe::line(date.in_words()));
        let value = match name {
            "quoted" => Some(render::set(*entry, words)),
            "words" => Some(render::plain(words)),
            "speaker" => Some(corpus.speaker(entry.speaker()).name.clone()),
            "role" => corpus.speaker(entry.speaker()).role.clone(),
            "source" => source.map(|source| source.short_name().clone()),
            "title" => source.map(|source| source.title.clone()),
            "published" => date(source.and_then(|source| source.date)),
            "section" => entry.citation().and_then(|citation| citation.section.cloned()),
            "occasion" => occasion.map(|occasion| occasion.programme().clone()),
            "date" => date(occasion.and_then(|occasion| occasion.date)),
            "time" => entry.time().cloned(),
            "url" => source.and_then(|source| source.url.clone()),
            "accessed" => date(source.and_then(|source| source.accessed)),
            "id" => Some(entry.id().into_owned()),
            "wording" => Some(entry.wording().name().into()),
            "caveat" => self.caveat(),
            _ => None,
        };
        value.filter(|value| !value.as_str().trim().is_empty())
    }

    fn caveat(&self) -> Option<Safe<'static>> {
        let told = [caveat(self.entry.wording()).map(Safe::from), translation_note(self.corpus, self.entry)];
        let told: Vec<Safe<'static>> = told.into_iter().flatten().collect();
        (!told.is_empty()).then(|| Safe::join(told, " "))
    }
}

/// The result of rendering some parts.
#[derive(Default)]
struct Filled {
    text: Safe<'static>,
    /// The number of placeholders.
    values: usize,
    /// How many of them have no value.
    missing: usize,
    /// Whether anything was omitted.
    has_gaps: bool,
}

/// Joins texts: after an omission, drops spaces at the beginning or after another space.
fn joined(before: &Safe<'_>, between: &Safe<'_>, text: &Safe<'_>, has_gaps: bool) -> Safe<'static> {
    let left = if between.is_empty() { before } else { between };
    let is_open = left.is_empty() || left.as_str().ends_with([' ', '(']);
    let blanks =
        if has_gaps && is_open { text.as_str().len() - text.as_str().trim_start_matches(' ').len() } else { 0 };
    kzq_text::safe!(between, text.slice(blanks..text.as_str().len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, write_beginning, write_out};
    use kzq_corpus::{EntryId, Lookup, read};

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"a": (name: "Ada Byron", role: "Countess"), "b": (name: "B")},
        sources: {
            "talk": (kind: Broadcast, title: "Episode 1", container: "The Talk", date: "2025-05-29"),
            "paper": (kind: Article, title: "A day", publisher: "The Paper", url: "https://example.org/a", reports: "talk"),
            "page": (kind: Summary(machine: true), title: "In short"),
        },
        entries: [
            Quote(id: "said", by: "a", text: "It “thinks”.", source: (id: "paper", section: "One")),
            Paraphrase(id: "made", of: "a", text: "Ada made it.", source: (id: "page")),
            Qa(id: "asked", answers_for: "a", wording: Verbatim, question: "Does it?", answer: "No.", source: (id: "page")),
            Quote(id: "bare", by: "b", text: "One."),
            Quote(id: "other", by: "b", text: "Eins.", translation_of: "bare"),
        ])"#;

    /// Renders an entry with a template.
    fn filled(template: &str, name: &str) -> String {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let Lookup::Found(id) = corpus.look_up(name) else { panic!("no {name}") };
        let template = Box::leak(Box::new(Template::parse(template).unwrap()));
        write_out(&corpus, &[id], Format::Template(template)).text.to_string()
    }

    #[test]
    fn what_an_entry_has_stands_in_its_place() {
        let all = PLACEHOLDERS.map(|(name, _)| format!("{name}={{{name}}}")).join("\n");
        assert_eq!(
            filled(&all, "said"),
            "quoted=“It ‘thinks’.”\nwords=It “thinks”.\nspeaker=Ada Byron\nrole=Countess\nsource=The Paper\n\
             title=A day\nsection=One\noccasion=The Talk\ndate=29 May 2025\nurl=https://example.org/a\nid=said\n\
             wording=verbatim"
        );
    }

    #[test]
    fn what_is_missing_leaves_nothing_behind() {
        for (template, entry, expected) in [
            (
                "{words} — {speaker}, {source}, {date} {url}",
                "said",
                "It “thinks”. — Ada Byron, The Paper, 29 May 2025 https://example.org/a",
            ),
            ("{words} — {speaker}, {source}, {date} {url}", "bare", "One. — B"),
            ("{words} ({source})", "bare", "One."),
            ("{words} ({source}, {date})", "bare", "One."),
            ("{words} ({source}, {date})", "asked", "Q: Does it?\nA: No. (In short)"),
            ("{words} (by {speaker})", "bare", "One. (by B)"),
            ("{words} [in {source} of {date}]", "asked", "Q: Does it?\nA: No."),
            ("{words}[, in {source}[ of {date}]]", "asked", "Q: Does it?\nA: No., in In short"),
            ("{words} [({date})] {speaker}", "bare", "One. B"),
            ("{role}: {words}", "bare", "One."),
            ("{role}, {speaker}: {words}", "bare", "B: One."),
            ("[{role}, ]{speaker}", "said", "Countess, Ada Byron"),
            ("{words}\n— {source}\n{speaker}", "bare", "One.\nB"),
            ("{words}\n\n{speaker}\n{url}\n", "bare", "One.\n\nB"),
            ("{{{speaker}}} {[}{id}{]} (a) )b( }}", "bare", "{B} [bare] (a) )b( }"),
            ("no more", "bare", "no more"),
        ] {
            assert_eq!(filled(template, entry), expected, "{template}");
        }
    }

    #[test]
    fn only_verbatim_words_get_marks_and_all_else_says_what_it_is() {
        assert_eq!(
            filled("{quoted} — {speaker}", "made"),
            "Ada made it. — Ada Byron\n(summary, not the speaker's words)"
        );
        assert_eq!(
            filled("{quoted} {caveat} — {speaker}", "made"),
            "Ada made it. (summary, not the speaker's words) — Ada Byron"
        );
        assert_eq!(filled("{words}", "made"), "Ada made it.\n(summary, not the speaker's words)");
        assert_eq!(filled("{quoted}", "other"), "“Eins.”\n(translation)");
        assert_eq!(filled("{quoted} {caveat}", "said"), "“It ‘thinks’.”");
        assert_eq!(filled("{speaker}, {id}", "made"), "Ada Byron, made", "there are no words to tell of");
        assert_eq!(filled("{quoted}", "asked"), "Q: Does it?\nA: “No.”");
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        let told = |text: &str| {
            let faults = Template::parse(text).unwrap_err();
            let told = faults.iter().map(|fault| format!("{}: {}", &text[fault.at.clone()], fault.message));
            told.collect::<Vec<_>>()
        };
        assert_eq!(
            told("{word} {foo}"),
            ["{word}: there is no placeholder {word}", "{foo}: there is no placeholder {foo}"]
        );
        assert_eq!(told("{speaker"), ["{speaker: this `{` is not closed behind a name"]);
        assert_eq!(told("a {"), ["{: this `{` is not closed behind a name"]);
        assert_eq!(told("[{url}\n]"), ["[: this `[` is not closed in its line", "]: this `]` closes nothing"]);
        assert_eq!(told("}"), ["}: this `}` closes nothing"]);
        assert_eq!(told(&"[".repeat(50))[0], "[: this `[` is not closed in its line");
        assert_eq!(told("“{quoted}”"), ["{quoted}: these marks would stand around words that nobody said, too"]);
        let marked = "these marks would stand around words that nobody said, too";
        for text in [
            "“{words}”",
            "\"{words}\" — x",
            "« {words} »",
            "„{words}“",
            "'{words}'",
            "<q>{words}</q>",
            "“{speaker}: {words}”",
        ] {
            assert_eq!(told(text), [format!("{{words}}: {marked}")], "{text}");
        }
        for text in [
            "“{title}”: {words} (“{source}”)",
            "\"{title}\" {words} \"{id}\"",
            "{speaker}'s: {words}, '25",
            "„{title}“ {quoted}",
        ] {
            assert!(Template::parse(text).is_ok(), "{text}");
        }
    }

    #[test]
    fn a_beginning_is_the_beginning_of_what_is_written() {
        let text = COLLECTION.replace("One.", &"One and more. ".repeat(40));
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.ids().collect();
        let template = Box::leak(Box::new(Template::parse("{quoted}\n— {speaker}, {date}").unwrap()));
        let whole = write_out(&corpus, &ids, Format::Template(template)).text;
        for bytes in (0..2_000).step_by(50) {
            let beginning = write_beginning(&corpus, &ids, Format::Template(template), bytes);
            assert!(beginning.is_none_or(|text| whole.as_str().starts_with(text.as_str())), "{bytes}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_a_template_or_is_told_why_not(text in "(\\{(words|quoted|speaker|url|date|x)?\\}?|[\\[\\](){}“”\"\n, a–é]){0,20}") {
            match Template::parse(&text) {
                Err(faults) => {
                    proptest::prop_assert!(!faults.is_empty());
                    for fault in faults {
                        proptest::prop_assert!(text.get(fault.at.clone()).is_some_and(|part| !part.is_empty()), "{:?}", fault);
                    }
                }
                Ok(template) => {
                    let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
                    let Lookup::Found(id) = corpus.look_up("made") else { panic!("it is there") };
                    let entry = corpus.entry(id);
                    let filled = template.fill(&corpus, entry, &entry.words());
                    // Omissions leave no trailing white space, and no marks surround words that nobody said.
                    proptest::prop_assert!(!filled.as_str().ends_with([' ', '\n']), "{filled}");
                    proptest::prop_assert!(!filled.as_str().contains("“Ada made it.”"), "{filled}");
                }
            }
        }
    }
}
