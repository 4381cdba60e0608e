//! [`Report`]: entries under headings, with citations, and a bibliography at the end.

use std::collections::{BTreeMap, HashMap};

use crate::cite::{CitationStyle, cited_sources};
use crate::formats::{ExportedEntry, Format, ReportMarkup, Writer};
use crate::long_date_or_nd;
use kzq_corpus::{Corpus, CountValue, DateUnit, Entry, EntryId, SourceId, TopicId};
use kzq_text::Safe;
use kzq_text::fold::fold;

/// What the headings of a report are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// Topics, in the order of the collection. An entry is under each of its topics.
    Topic,
    /// Who said the words, by name.
    Speaker,
    /// Where they appeared, by title.
    Source,
    /// The years in which they were said: see [`Corpus::date_of`].
    Year,
}

impl GroupBy {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Topic, Self::Speaker, Self::Source, Self::Year];

    /// The name in options.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Topic => "topic",
            Self::Speaker => "speaker",
            Self::Source => "source",
            Self::Year => "year",
        }
    }

    /// The group with a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.name() == name)
    }

    /// The groups to which an entry belongs, at least one.
    fn groups_of(self, corpus: &Corpus, entry: Entry<'_>) -> Vec<CountValue> {
        let mut groups: Vec<CountValue> = match self {
            Self::Topic => entry.topics().iter().map(|&topic| CountValue::Topic(topic)).collect(),
            Self::Speaker => entry.speaker().map(CountValue::Speaker).into_iter().collect(),
            Self::Source => entry.source().map(CountValue::Source).into_iter().collect(),
            Self::Year => {
                let date = corpus.date_of(entry).map(|date| CountValue::Date(date.period(DateUnit::Year)));
                date.into_iter().collect()
            }
        };
        groups.sort_unstable();
        groups.dedup();
        if groups.is_empty() {
            groups.push(CountValue::Missing);
        }
        groups
    }

    /// The heading of a group.
    fn heading(self, corpus: &Corpus, group: CountValue) -> Safe<'static> {
        match group {
            CountValue::Topic(topic) => topic_path(corpus, topic),
            CountValue::Speaker(speaker) => corpus.speaker(speaker).name.clone(),
            CountValue::Source(source) => {
                let source = corpus.source(source);
                let date = source.date.map(|date| kzq_text::safe!(", ", long_date_or_nd(Some(date))));
                kzq_text::safe!(source.title, date.unwrap_or_default())
            }
            CountValue::Date(date) => Safe::line(date.long_form()),
            CountValue::Missing => match self {
                Self::Topic => "No topic".into(),
                Self::Speaker => "Unknown speaker".into(),
                Self::Source => "No source given".into(),
                Self::Year => "Undated".into(),
            },
        }
    }
}

/// The labels from the root to a topic.
fn topic_path(corpus: &Corpus, topic: TopicId) -> Safe<'static> {
    let mut topics: Vec<TopicId> = corpus.topic_ancestors(topic).collect();
    topics.sort_by_key(|&topic| corpus.topic(topic).depth);
    Safe::join(topics.into_iter().map(|topic| corpus.topic_label(topic)), " / ")
}

/// How to make a report of entries: under headings, each with its citation, and with their sources at the end.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// The title; without it, that of the only collection.
    pub title: Option<Safe<'static>>,
    /// What the headings are; without it, there are none.
    pub group_by: Option<GroupBy>,
    /// How sources are cited.
    pub style: CitationStyle,
}

impl Report {
    /// Writes entries as a report, in the order given within each group, in parts to be concatenated; nothing in a
    /// format that [has no reports](Format::has_reports).
    pub fn parts(&self, corpus: &Corpus, ids: &[EntryId], format: Format) -> Vec<Safe<'static>> {
        let row = format.row();
        let (Some(markup), Writer::Entry(write)) = (row.report, row.writer) else { return Vec::new() };
        let sources = CitedSources::new(corpus, ids, self.style, markup);
        let mut blocks = vec![(markup.title)(&(markup.escape)(&self.title(corpus)))];
        for (heading, entries) in self.groups(corpus, ids) {
            let is_in_group = heading.is_some();
            blocks.extend(heading.map(|heading| (markup.heading)(&(markup.escape)(&heading))));
            blocks.extend(entries.into_iter().map(|id| {
                let exported = ExportedEntry::new(corpus, id, usize::MAX).into_visible();
                let citation = sources.citations.get(&id).cloned().unwrap_or_default();
                write(&ExportedEntry { citation, is_in_group, ..exported })
            }));
        }
        if !sources.references.is_empty() {
            blocks.push((markup.heading)(&self.style.heading().into()));
            blocks.push((markup.references)(sources.references, self.style.is_numbered()));
        }
        blocks.extend((!markup.end.is_empty()).then(|| markup.end.into()));
        let last = blocks.len() - 1;
        let end_of = |at| if at == last { Safe::default() } else { "\n\n".into() };
        blocks.into_iter().enumerate().flat_map(|(at, block)| [block.into_visible(), end_of(at)]).collect()
    }

    /// The number of entries that are under several headings.
    pub fn repeated(&self, corpus: &Corpus, ids: &[EntryId]) -> usize {
        let Some(group_by) = self.group_by else { return 0 };
        ids.iter().filter(|&&id| group_by.groups_of(corpus, corpus.entry(id)).len() > 1).count()
    }

    fn title(&self, corpus: &Corpus) -> Safe<'static> {
        match (&self.title, corpus.collections()) {
            (Some(title), _) => title.clone(),
            (None, [only]) => only.title.clone(),
            (None, _) => "Quotations".into(),
        }
    }

    /// The groups with their headings, in order: entries without a topic, speaker, source or date come last.
    fn groups(&self, corpus: &Corpus, ids: &[EntryId]) -> Vec<(Option<Safe<'static>>, Vec<EntryId>)> {
        let Some(group_by) = self.group_by else { return vec![(None, ids.to_vec())] };
        let mut groups: BTreeMap<CountValue, Vec<EntryId>> = BTreeMap::new();
        for &id in ids {
            for group in group_by.groups_of(corpus, corpus.entry(id)) {
                groups.entry(group).or_default().push(id);
            }
        }
        let mut groups: Vec<(Safe<'static>, CountValue, Vec<EntryId>)> =
            groups.into_iter().map(|(group, entries)| (group_by.heading(corpus, group), group, entries)).collect();
        if matches!(group_by, GroupBy::Speaker | GroupBy::Source) {
            groups.sort_by_cached_key(|(heading, group, _)| (*group == CountValue::Missing, fold(heading.as_str())));
        }
        groups.into_iter().map(|(heading, _, entries)| (Some(heading), entries)).collect()
    }
}

/// The sources of a report.
struct CitedSources {
    /// The citation of each entry that has a source, after a blank.
    citations: HashMap<EntryId, Safe<'static>>,
    /// Each source once, in alphabetical order.
    references: Vec<Safe<'static>>,
}

impl CitedSources {
    fn new(corpus: &Corpus, ids: &[EntryId], style: CitationStyle, markup: &ReportMarkup) -> Self {
        let works = cited_sources(corpus, ids);
        let mut listed: Vec<(Safe<'static>, usize)> =
            works.iter().enumerate().map(|(at, work)| (style.reference(work), at)).collect();
        // A title without an author may begin with a quotation mark.
        let sort_key = |text: &Safe<'_>| fold(text.as_str().trim_start_matches(|c: char| !c.is_alphanumeric()));
        listed.sort_by_cached_key(|(reference, _)| sort_key(reference));
        let mut numbers = vec![0; works.len()];
        for (index, (_, at)) in listed.iter().enumerate() {
            numbers[*at] = index + 1;
        }
        let references = listed.into_iter().zip(1..).map(|((reference, _), number)| {
            (markup.reference)((markup.escape)(&reference), style.is_numbered().then_some(number))
        });
        let references = references.collect();

        // The passages of a source are in the order of the entries.
        let mut places: HashMap<SourceId, (usize, usize)> = HashMap::new();
        let mut citations = HashMap::new();
        for &id in ids {
            let Some(source) = corpus.entry(id).source() else { continue };
            let next = places.len();
            let (at, passage) = places.entry(source).or_insert((next, 0));
            let work = &works[*at];
            let citation = style.citation(work, &work.passages[*passage], numbers[*at]);
            let citation = (markup.citation)((markup.escape)(&citation), numbers[*at]);
            citations.insert(id, kzq_text::safe!(" ", citation));
            *passage += 1;
        }
        Self { citations, references }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kzq_corpus::read;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "Sea & Sky", speakers: {
            "b": (name: "Bob Stone"), "a": (name: "Ada Byron"),
        },
        sources: {
            "log": (kind: Book, title: "The Log", authors: ["Bob Stone"], date: "1843"),
            "air": (kind: Article, title: "Air", container: "The Paper", date: "1850-01-02"),
        },
        topics: [(id: "sea", label: "The Sea", topics: [(id: "calm", label: "Calm")]), (id: "sky", label: "Sky")],
        entries: [
            Quote(id: "one", by: "b", text: "Calm.", topics: ["sky", "sea/calm", "sky"], source: (id: "log", page: "3")),
            Quote(id: "two", by: "a", text: "Blue.", topics: ["sky"], source: (id: "air")),
            Paraphrase(id: "three", of: "a", text: "It was grey.", date: "1841"),
            Quote(id: "four", text: "Stars.", source: (id: "log", page: "9")),
        ])"#;

    fn written(text: &str, format: Format, group_by: Option<GroupBy>, style: CitationStyle) -> String {
        let corpus = read("c.ron", text.as_bytes()).corpus.unwrap();
        let ids: Vec<EntryId> = corpus.entry_ids().collect();
        let report = Report { title: None, group_by, style };
        Safe::join(report.parts(&corpus, &ids, format), "").to_string()
    }

    #[test]
    fn groups_are_in_order_and_ungrouped_entries_come_last() {
        for (group_by, headings) in [
            (GroupBy::Topic, "The Sea / Calm: Calm. | Sky: Calm. Blue. | No topic: It was grey. Stars."),
            (GroupBy::Speaker, "Ada Byron: Blue. It was grey. | Bob Stone: Calm. | Unknown speaker: Stars."),
            (
                GroupBy::Source,
                "Air, 2 January 1850: Blue. | The Log, 1843: Calm. Stars. | No source given: It was grey.",
            ),
            (GroupBy::Year, "1841: It was grey. | 1843: Calm. Stars. | 1850: Blue."),
        ] {
            let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
            let ids: Vec<EntryId> = corpus.entry_ids().collect();
            let report = Report { group_by: Some(group_by), ..Report::default() };
            let groups = report.groups(&corpus, &ids).into_iter().map(|(heading, entries)| {
                let words: Vec<&str> =
                    entries.iter().map(|&id| corpus.entry(id).text().as_borrowed().unwrap()).collect();
                format!("{}: {}", heading.unwrap(), words.join(" "))
            });
            assert_eq!(groups.collect::<Vec<_>>().join(" | "), headings);
            assert_eq!(report.repeated(&corpus, &ids), usize::from(group_by == GroupBy::Topic));
        }
    }

    #[test]
    fn citations_refer_to_a_sorted_numbered_bibliography() {
        assert_eq!(
            written(COLLECTION, Format::Markdown, Some(GroupBy::Speaker), CitationStyle::Chicago),
            "# Sea \\& Sky\n\n\
             ## Ada Byron\n\n\
             > Blue.\n>\n> — Ada Byron, Air, The Paper, 2 January 1850 \\[1\\]\n\n\
             It was grey.\n\n— on Ada Byron, 1841, no source given (reported, not the speaker's words)\n\n\
             ## Bob Stone\n\n\
             > Calm.\n>\n> — Bob Stone, The Log, 1843, p. 3 \\[2\\]\n\n\
             ## Unknown speaker\n\n\
             > Stars.\n>\n> — unknown speaker, in The Log by Bob Stone, 1843, p. 9 \\[2\\]\n\n\
             ## Bibliography\n\n\
             1. Paper. “Air.” January 2, 1850.\n\
             2. Stone, Bob. The Log. 1843."
        );
    }

    #[test]
    fn each_format_has_its_headings_and_references() {
        for (format, style, expected) in [
            (
                Format::Attributed,
                CitationStyle::Chicago,
                &["Sea & Sky\n=========\n\n1841\n----\n", "\n\n[2] Stone, Bob."][..],
            ),
            (Format::Attributed, CitationStyle::Apa, &["p. 3 (Stone, 1843, p. 3)\n", "References\n----------\n\nAir."]),
            (
                Format::Org,
                CitationStyle::Mla,
                &["#+TITLE: Sea & Sky\n\n* 1841\n\n** Ada Byron\n", "* Works Cited\n\n- “Air.”"],
            ),
            (
                Format::Html,
                CitationStyle::Chicago,
                &[
                    "<title>Sea &amp; Sky</title>",
                    "<h2>1841</h2>",
                    "<a href=\"#source-2\">[2]</a>",
                    "<li id=\"source-2\">Stone",
                ],
            ),
        ] {
            let text = written(COLLECTION, format, Some(GroupBy::Year), style);
            for part in expected {
                assert!(text.contains(part), "{part} in {text}");
            }
        }
        let plain = written(COLLECTION, Format::Org, None, CitationStyle::Chicago);
        assert!(plain.starts_with("#+TITLE: Sea & Sky\n\n* Bob Stone\n"), "{plain}");
        assert_eq!(written(COLLECTION, Format::Json, Some(GroupBy::Year), CitationStyle::Chicago), "");
    }

    #[test]
    fn html_page_closes_its_elements_and_escapes_texts() {
        let text = COLLECTION
            .replace("The Sea", "<script>sea</script>")
            .replace("Sea & Sky", "</title><b>")
            .replace("The Log", "\\\"Log\\\" <i> & more")
            .replace("Blue.", "Blue </figure> & <br> 'grey'.\\n\\nTwo.");
        for group_by in [None, Some(GroupBy::Topic), Some(GroupBy::Source)] {
            let page = written(&text, Format::Html, group_by, CitationStyle::Chicago);
            assert!(page.starts_with("<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">"), "{page}");
            for raw in ["<script", "<b>", "<i>", "</figure> &"] {
                assert!(!page.contains(raw), "{raw} in {page}");
            }
            let mut open: Vec<&str> = Vec::new();
            for tag in page.split('<').skip(2).map(|rest| rest.split('>').next().unwrap()) {
                let name = tag.split_whitespace().next().unwrap();
                match name.strip_prefix('/') {
                    Some(name) => assert_eq!(open.pop(), Some(name), "{page}"),
                    None if matches!(name, "meta" | "br") => {}
                    None => open.push(name),
                }
            }
            assert!(open.is_empty(), "{open:?}");
        }
    }

    #[test]
    fn format_is_chosen_by_file_name_extension() {
        for (ending, format) in [
            ("md", Some(Format::Markdown)),
            ("HTML", Some(Format::Html)),
            ("txt", Some(Format::Attributed)),
            ("json", Some(Format::Json)),
            ("jsonl", Some(Format::Ndjson)),
            ("csv", Some(Format::Csv)),
            ("bib", Some(Format::Bibtex)),
            ("ris", Some(Format::Ris)),
            ("org", Some(Format::Org)),
            ("ron", Some(Format::Collection)),
            ("docx", None),
            ("", None),
        ] {
            assert_eq!(Format::from_ending(ending), format, "{ending}");
        }
    }
}
