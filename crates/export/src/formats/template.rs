//! [`Template`]: user-defined export formats.
//!
//! - `{speaker}` and the other placeholders of [`PLACEHOLDERS`] are replaced by values of the entry. `{{` and `}}` are
//!   literal braces, `{[}` and `{]}` literal brackets.
//! - `[…]` is an optional group: it is omitted if any value in it is missing.
//! - Elsewhere a missing value also removes the text before it, back to the previous placeholder; at the beginning of a
//!   line it removes the text after it. Parentheses around it are removed too, and so is a line with no values left.
//! - Words are never misattributed: `{quoted}` puts only verbatim words in quotation marks, a template with its own
//!   marks around the words is rejected, and anything not verbatim, translated or misattributed gets a caveat unless the
//!   template already has it: after the words in a template of one line, so that it stays one, otherwise at the end.

mod parse;
mod part;

pub use self::part::{PLACEHOLDERS, TemplateError};
use self::part::{TemplatePart, WORD_PLACEHOLDERS};
use crate::caveats;
use crate::locator_text;
use crate::words::{plain_text, quoted_text};
use kzq_corpus::{Corpus, Entry, EntryText, Source};
use kzq_text::Safe;

/// The name of the placeholder for the caveat.
const CAVEAT: &str = "caveat";

/// A valid template.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Template {
    lines: Vec<Vec<TemplatePart>>,
    contains_words: bool,
}

impl Template {
    /// Parses a template; tabs become spaces, so that the text can be shown.
    ///
    /// # Errors
    ///
    /// Returns all problems of the template.
    pub fn parse(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, "    ")
    }

    /// Parses a template for machine-readable output; tabs are kept.
    ///
    /// # Errors
    ///
    /// Returns all problems of the template.
    pub fn parse_with_tabs(text: &str) -> Result<Self, Vec<TemplateError>> {
        Self::parse_with(text, "\t")
    }

    fn parse_with(text: &str, tab: &'static str) -> Result<Self, Vec<TemplateError>> {
        let (mut lines, errors) = parse::parse(text, tab);
        let has_words = lines.iter().any(|line| contains_words(line));
        if let [only] = lines.iter_mut().filter(|line| !line.is_empty()).collect::<Vec<_>>().as_mut_slice() {
            add_caveat(only);
        }
        if errors.is_empty() { Ok(Self { lines, contains_words: has_words }) } else { Err(errors) }
    }

    /// Renders an entry with the given texts.
    pub(crate) fn render(&self, corpus: &Corpus, entry: Entry<'_>, words: &EntryText<'_>) -> Safe<'static> {
        let renderer = TemplateRenderer { corpus, entry, words };
        let lines = self.lines.iter().filter_map(|line| renderer.render_line(line));
        let rendered = Safe::join(lines.collect::<Vec<_>>(), "\n");
        let rendered = rendered.slice(0..rendered.as_str().trim_end().len()).into_owned();
        match renderer.caveat().filter(|caveat| self.contains_words && !rendered.as_str().contains(caveat.as_str())) {
            Some(caveat) => kzq_text::safe!(rendered, "\n", caveat),
            None => rendered,
        }
    }
}

/// Returns whether any part is a placeholder for the words.
fn contains_words(parts: &[TemplatePart]) -> bool {
    contains(parts, &|name| WORD_PLACEHOLDERS.contains(&name))
}

/// Returns whether any part is a placeholder whose name is wanted.
fn contains(parts: &[TemplatePart], is_wanted: &dyn Fn(&str) -> bool) -> bool {
    parts.iter().any(|part| match part {
        TemplatePart::Text(_) => false,
        TemplatePart::Placeholder(index) => is_wanted(PLACEHOLDERS[*index].0),
        TemplatePart::Optional(parts) | TemplatePart::Parenthesised(parts) => contains(parts, is_wanted),
    })
}

/// Puts a caveat after the words of a line, unless the line has one.
fn add_caveat(parts: &mut Vec<TemplatePart>) {
    let Some(caveat) = PLACEHOLDERS.iter().position(|(name, _)| *name == CAVEAT) else { return };
    let last = parts.iter().rposition(|part| contains_words(std::slice::from_ref(part)));
    let Some(at) = last.filter(|_| !contains(parts, &|name| name == CAVEAT)) else { return };
    match &mut parts[at] {
        TemplatePart::Optional(inner) | TemplatePart::Parenthesised(inner) => add_caveat(inner),
        TemplatePart::Placeholder(_) | TemplatePart::Text(_) => {
            let caveat = vec![TemplatePart::Text(" ".into()), TemplatePart::Placeholder(caveat)];
            parts.insert(at + 1, TemplatePart::Optional(caveat));
        }
    }
}

/// An entry being rendered with a template.
struct TemplateRenderer<'f> {
    corpus: &'f Corpus,
    entry: Entry<'f>,
    words: &'f EntryText<'f>,
}

impl TemplateRenderer<'_> {
    /// Renders a line; `None` if it has placeholders and all are missing.
    fn render_line(&self, parts: &[TemplatePart]) -> Option<Safe<'static>> {
        let rendered = self.render_parts(parts);
        let raw = rendered.text.as_str();
        if raw.trim().is_empty() && rendered.placeholder_count > 0 {
            return None;
        }
        let end = if rendered.has_omissions { raw.trim_end().len() } else { raw.len() };
        Some(rendered.text.slice(0..end).into_owned())
    }

    fn render_parts(&self, parts: &[TemplatePart]) -> RenderedParts {
        let mut rendered = RenderedParts::default();
        // The text since the last value, and whether the line already has a value.
        let mut pending = Safe::default();
        let mut has_value = false;
        let mut skip_next_text = false;
        for part in parts {
            let value = match part {
                TemplatePart::Text(text) => {
                    if !std::mem::take(&mut skip_next_text) {
                        pending = append_text(&rendered.text, &pending, text, rendered.has_omissions);
                    }
                    continue;
                }
                TemplatePart::Placeholder(index) => {
                    rendered.placeholder_count += 1;
                    self.placeholder_value(PLACEHOLDERS[*index].0)
                }
                TemplatePart::Optional(parts) => {
                    let inner = self.render_parts(parts);
                    rendered.placeholder_count += inner.placeholder_count;
                    // An omitted group does not remove text around it.
                    if inner.missing_count == 0 {
                        rendered.text = kzq_text::safe!(rendered.text, pending, inner.text);
                        (pending, has_value) = (Safe::default(), true);
                    }
                    rendered.has_omissions |= inner.missing_count > 0;
                    continue;
                }
                TemplatePart::Parenthesised(parts) => {
                    let inner = self.render_parts(parts);
                    rendered.placeholder_count += inner.placeholder_count;
                    rendered.missing_count += inner.missing_count;
                    (!inner.text.as_str().trim().is_empty()).then(|| kzq_text::safe!("(", inner.text, ")"))
                }
            };
            if let Some(value) = value {
                rendered.text = kzq_text::safe!(rendered.text, pending, value);
                has_value = true;
            } else {
                rendered.missing_count += usize::from(matches!(part, TemplatePart::Placeholder(_)));
                rendered.has_omissions = true;
                skip_next_text = !has_value;
            }
            pending = Safe::default();
        }
        rendered.text = kzq_text::safe!(rendered.text, pending);
        rendered
    }

    /// Returns the value of a placeholder, if the entry has it.
    fn placeholder_value(&self, name: &str) -> Option<Safe<'static>> {
        let Self { corpus, entry, words } = self;
        let source = corpus.source_of(*entry);
        let occasion = corpus.original_source_of(*entry);
        let date = |date: Option<kzq_corpus::Date>| date.map(|date| Safe::line(date.long_form()));
        let value = match name {
            "quoted" => Some(quoted_text(*entry, words)),
            "words" => Some(plain_text(words)),
            "speaker" => Some(corpus.speaker_name(entry.speaker()).into_owned()),
            "role" => corpus.speaker_of(*entry).and_then(|speaker| speaker.role.clone()),
            "source" => source.map(|source| source.short_name().clone()),
            "title" => source.map(|source| source.title.clone()),
            "published" => date(source.and_then(|source| source.date)),
            "section" => entry.citation().and_then(|citation| citation.section.cloned()),
            "occasion" => occasion.map(|occasion| occasion.occasion_name().clone()),
            "place" => {
                let texts = entry.citation().map_or(&[][..], |citation| citation.locators).iter();
                Some(Safe::join(texts.map(|(field, text)| locator_text(*field, text)).collect::<Vec<_>>(), ", "))
            }
            "date" => date(entry.date().or_else(|| occasion?.date)),
            "time" => entry.time().cloned(),
            "url" => source.and_then(Source::address),
            "accessed" => date(source.and_then(|source| source.accessed)),
            "tags" => Some(Safe::join(entry.tags().iter().map(Safe::to_borrowed), ", ")),
            "id" => Some(entry.id().into_owned()),
            "wording" => Some(entry.wording().name().into()),
            CAVEAT => self.caveat(),
            _ => None,
        };
        value.filter(|value| !value.as_str().trim().is_empty())
    }

    fn caveat(&self) -> Option<Safe<'static>> {
        let caveats = caveats(self.corpus, self.entry);
        (!caveats.is_empty()).then(|| Safe::join(caveats, " "))
    }
}

/// The result of rendering some parts.
#[derive(Default)]
struct RenderedParts {
    text: Safe<'static>,
    /// The number of placeholders.
    placeholder_count: usize,
    /// How many of them have no value.
    missing_count: usize,
    /// Whether anything was omitted.
    has_omissions: bool,
}

/// Joins texts: after an omission, drops spaces at the beginning or after another space.
fn append_text(before: &Safe<'_>, pending: &Safe<'_>, text: &Safe<'_>, has_omissions: bool) -> Safe<'static> {
    let preceding = if pending.is_empty() { before } else { pending };
    let takes_no_space = preceding.is_empty() || preceding.as_str().ends_with([' ', '(']);
    let skipped_spaces = if has_omissions && takes_no_space {
        text.as_str().len() - text.as_str().trim_start_matches(' ').len()
    } else {
        0
    };
    kzq_text::safe!(pending, text.slice(skipped_spaces..text.as_str().len()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Format, export, export_prefix};
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
    fn render(template: &str, name: &str) -> String {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let Lookup::Found(id) = corpus.look_up(name) else { panic!("no {name}") };
        let template = Box::leak(Box::new(Template::parse(template).unwrap()));
        export(&corpus, &[id], Format::Template(Some(template))).text.to_string()
    }

    #[test]
    fn placeholders_are_replaced() {
        let all = PLACEHOLDERS.map(|(name, _)| format!("{name}={{{name}}}")).join("\n");
        assert_eq!(
            render(&all, "said"),
            "quoted=“It ‘thinks’.”\nwords=It “thinks”.\nspeaker=Ada Byron\nrole=Countess\nsource=The Paper\n\
             title=A day\nsection=One\noccasion=The Talk\ndate=29 May 2025\nurl=https://example.org/a\nid=said\n\
             wording=verbatim"
        );
    }

    #[test]
    fn missing_values_leave_no_stray_punctuation() {
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
            assert_eq!(render(template, entry), expected, "{template}");
        }
    }

    #[test]
    fn only_verbatim_words_are_quoted_and_others_have_a_caveat() {
        assert_eq!(
            render("{quoted} — {speaker}", "made"),
            "Ada made it. (summary, not the speaker's words) — Ada Byron",
            "a template of one line stays one line"
        );
        assert_eq!(
            render("{quoted}\n— {speaker}", "made"),
            "Ada made it.\n— Ada Byron\n(summary, not the speaker's words)"
        );
        assert_eq!(
            render("[{id}: ({words})] {speaker}", "made"),
            "made: (Ada made it. (summary, not the speaker's words)) Ada Byron"
        );
        assert_eq!(render("[{id}: ({words})] {speaker}", "bare"), "bare: (One.) B");
        assert_eq!(
            render("{quoted} {caveat} — {speaker}", "made"),
            "Ada made it. (summary, not the speaker's words) — Ada Byron"
        );
        assert_eq!(render("{words}", "made"), "Ada made it. (summary, not the speaker's words)");
        assert_eq!(render("{quoted}", "other"), "“Eins.” (translation)");
        assert_eq!(render("{quoted} {caveat}", "said"), "“It ‘thinks’.”");
        assert_eq!(render("{speaker}, {id}", "made"), "Ada Byron, made", "there are no words to tell of");
        assert_eq!(render("{quoted}", "asked"), "Q: Does it?\nA: “No.”");
    }

    #[test]
    fn errors_are_reported_with_their_span() {
        let errors = |text: &str| {
            let faults = Template::parse(text).unwrap_err();
            let told = faults.iter().map(|fault| format!("{}: {}", &text[fault.span.clone()], fault.message));
            told.collect::<Vec<_>>()
        };
        assert_eq!(errors("{word} {foo}"), ["{word}: unknown placeholder {word}", "{foo}: unknown placeholder {foo}"]);
        assert_eq!(errors("{speaker"), ["{speaker: this `{` is not closed after a name"]);
        assert_eq!(errors("a {"), ["{: this `{` is not closed after a name"]);
        assert_eq!(errors("[{url}\n]"), ["[: this `[` is not closed in its line", "]: this `]` closes nothing"]);
        assert_eq!(errors("}"), ["}: this `}` closes nothing"]);
        assert_eq!(errors(&"[".repeat(50))[0], "[: this `[` is not closed in its line");
        assert_eq!(errors("“{quoted}”"), ["{quoted}: these quotation marks would also enclose words that nobody said"]);
        let marked = "these quotation marks would also enclose words that nobody said";
        for text in [
            "“{words}”",
            "\"{words}\" — x",
            "« {words} »",
            "„{words}“",
            "'{words}'",
            "<q>{words}</q>",
            "“{speaker}: {words}”",
        ] {
            assert_eq!(errors(text), [format!("{{words}}: {marked}")], "{text}");
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
    fn a_prefix_matches_the_export() {
        let text = COLLECTION.replace("One.", &"One and more. ".repeat(40));
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let template = Box::leak(Box::new(Template::parse("{quoted}\n— {speaker}, {date}").unwrap()));
        let whole = export(&corpus, &ids, Format::Template(Some(template))).text;
        for bytes in (0..2_000).step_by(50) {
            let beginning = export_prefix(&corpus, &ids, Format::Template(Some(template)), bytes);
            assert!(beginning.is_none_or(|text| whole.as_str().starts_with(text.as_str())), "{bytes}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_template_renders_cleanly_or_reports_errors(text in "(\\{(words|quoted|speaker|url|date|x)?\\}?|[\\[\\](){}“”\"\n, a–é]){0,20}") {
            match Template::parse(&text) {
                Err(faults) => {
                    proptest::prop_assert!(!faults.is_empty());
                    for fault in faults {
                        proptest::prop_assert!(text.get(fault.span.clone()).is_some_and(|part| !part.is_empty()), "{:?}", fault);
                    }
                }
                Ok(template) => {
                    let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
                    let Lookup::Found(id) = corpus.look_up("made") else { panic!("it is there") };
                    let entry = corpus.entry(id);
                    let filled = template.render(&corpus, entry, &entry.texts());
                    // Omissions leave no trailing white space, and quotation marks never surround non-verbatim words.
                    proptest::prop_assert!(!filled.as_str().ends_with([' ', '\n']), "{filled}");
                    proptest::prop_assert!(!filled.as_str().contains("“Ada made it.”"), "{filled}");
                }
            }
        }
    }
}
