//! The embedded collection reproduces its two sources to the character.
//!
//! `tests/model/sources` contains the article and the page as published.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use kzq_corpus::{Corpus, Difference, Entry, EntryKind, LeadKind, ParsedCollection, Wording, read};

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::merge(vec![embedded()]).0);

fn embedded() -> ParsedCollection {
    read("tokayev-al-jazeera.ron", include_bytes!("../../data/tokayev-al-jazeera.ron"))
}

/// The entries of one source, in file order.
fn entries_of(source: &str) -> Vec<Entry<'static>> {
    let is_of = |entry: &Entry<'_>| CORPUS.source_of(*entry).is_some_and(|known| known.id.as_str() == source);
    CORPUS.entries().filter(is_of).collect()
}

fn quotations() -> Vec<Entry<'static>> {
    CORPUS.entries().filter(|entry| entry.kind() == EntryKind::Quote).collect()
}

fn texts<'e>(entries: &[Entry<'e>]) -> Vec<&'e str> {
    entries.iter().map(|entry| entry.text().as_borrowed().expect("it borrows from the corpus")).collect()
}

fn section(entry: Entry<'_>) -> &str {
    entry.citation().and_then(|citation| citation.section).map_or("", |section| section.as_str())
}

mod sources {
    //! Compares the texts with the article and the page from which they were taken.

    use super::*;

    const ARTICLE: &str = include_str!("sources/article.txt");
    const PAGE: &str = include_str!("sources/summary-page.txt");

    /// Compares the texts one by one, to name the entry that differs.
    #[track_caller]
    fn assert_texts(entries: &[Entry<'_>], printed: &[&str]) {
        for (entry, printed) in entries.iter().zip(printed) {
            assert_eq!(entry.text().as_str(), *printed, "{}", entry.id());
        }
        assert_eq!(entries.len(), printed.len());
    }

    /// The text in curly quotation marks in the article, except the one term in scare quotes.
    fn quoted_passages() -> Vec<&'static str> {
        let quoted = ARTICLE.split('“').skip(1).map(|rest| rest.split_once('”').expect("every mark is closed").0);
        quoted.filter(|quoted| *quoted != "New Kazakhstan").collect()
    }

    fn strip_trailing_comma(quoted: &str) -> &str {
        quoted.strip_suffix(',').unwrap_or(quoted)
    }

    #[test]
    fn quotations_match_the_article_exactly() {
        let printed: Vec<&str> = quoted_passages().into_iter().map(strip_trailing_comma).collect();
        assert_texts(&quotations(), &printed);
    }

    #[test]
    fn quotations_omit_the_outlets_trailing_comma() {
        let with_comma = |text: &&str| ARTICLE.contains(&format!("“{text},”"));
        let without = |text: &&str| ARTICLE.contains(&format!("“{text}”"));
        let texts = texts(&quotations());
        assert_eq!(texts.iter().filter(|text| with_comma(text)).count(), 5);
        assert_eq!(texts.iter().filter(|text| without(text)).count(), 11);
    }

    #[test]
    fn apostrophe_counts_match_the_article() {
        let count = |texts: &[&str]| ['’', '\''].map(|mark| texts.iter().map(|text| text.matches(mark).count()).sum());
        let whole: [usize; 2] = count(&[ARTICLE]);
        assert_eq!(whole, [18, 7]);
        let said: [usize; 2] = count(&quoted_passages());
        assert_eq!(said, [10, 4]);
        assert_eq!(count(&texts(&quotations())), said);
    }

    /// The article's lines, without the colon that introduces a quotation.
    fn paragraphs() -> BTreeSet<&'static str> {
        ARTICLE.lines().map(|line| line.strip_suffix(':').unwrap_or(line)).collect()
    }

    #[test]
    fn leads_and_paraphrases_are_paragraphs_of_the_article() {
        let paragraphs = paragraphs();
        for entry in entries_of("article") {
            let lead = entry.lead().map(|lead| lead.text().to_string());
            let report = (entry.kind() == EntryKind::Paraphrase).then(|| entry.text().to_string());
            for text in lead.into_iter().chain(report) {
                assert!(paragraphs.contains(text.as_str()), "{}: {text}", entry.id());
            }
        }
    }

    #[test]
    fn each_lead_is_the_closest_one_before_its_entry() {
        let entries = entries_of("article");
        let position_of = |text: &str| ARTICLE.find(text).expect("the article has it");
        let lead_of = |entry: &Entry<'_>| Some(position_of(&entry.lead()?.text().to_string()));
        let leads: Vec<usize> = entries.iter().filter_map(lead_of).collect();
        assert_eq!(leads.len(), 15);
        for entry in &entries {
            let Some(lead) = lead_of(entry) else { continue };
            let text = position_of(entry.text().as_str().split("\n\n").next().unwrap_or_default());
            let last = leads.iter().copied().filter(|&lead| lead < text).max();
            assert_eq!(last, Some(lead), "{}", entry.id());
        }
    }

    #[test]
    fn article_paragraphs_are_covered_or_omitted_on_purpose() {
        const LEFT_OUT: [&str; 4] = [
            "President of Kazakhstan Kassym-Jomart Tokayev gave an exclusive interview",
            "President Tokayev's exclusive interview",
            "photo: ",
            "Photo credit: ",
        ];
        let entries = entries_of("article");
        // A quotation may span two paragraphs.
        let mut there: BTreeSet<&str> = texts(&entries).into_iter().flat_map(|text| text.split("\n\n")).collect();
        there.extend(entries.iter().map(|&entry| section(entry)));
        let leads: Vec<String> = entries.iter().filter_map(|entry| Some(entry.lead()?.text().to_string())).collect();
        there.extend(leads.iter().map(String::as_str));
        for paragraph in ARTICLE.lines().skip(1).filter(|line| !line.is_empty()) {
            // A quotation may be followed by the article's own words: “…,” he said.
            let said = paragraph.trim_start_matches('“').split('”').next().map_or("", strip_trailing_comma);
            let is_there = [said, paragraph, paragraph.trim_end_matches(':')].iter().any(|words| there.contains(words));
            assert!(is_there || LEFT_OUT.iter().any(|beginning| paragraph.starts_with(beginning)), "{paragraph}");
        }
    }

    /// Every passage in curly quotation marks in the differences and the notes.
    #[test]
    fn passages_quoted_in_differences_and_notes_are_in_a_source() {
        for entry in CORPUS.entries() {
            let sentences = entry.differs().iter().filter_map(|difference| match difference {
                Difference::Other(sentence) => Some(sentence),
                Difference::Against { .. } | Difference::Beyond(_) => None,
            });
            for line in sentences.chain(entry.note()) {
                for quoted in line.as_str().split('“').skip(1).filter_map(|rest| rest.split_once('”')) {
                    assert!(ARTICLE.contains(quoted.0) || PAGE.contains(quoted.0), "{}: {line}", entry.id());
                }
            }
        }
    }

    #[test]
    fn titles_and_sections_are_lines_of_their_source() {
        for (source, text) in [("article", ARTICLE), ("summary-page", PAGE)] {
            let lines: Vec<&str> = text.lines().collect();
            let title = &CORPUS.sources().iter().find(|known| known.id.as_str() == source).unwrap().title;
            assert_eq!(lines[0], title.as_str());
            for entry in entries_of(source) {
                assert!(lines.contains(&section(entry)), "{}: {}", entry.id(), section(entry));
            }
        }
    }

    #[test]
    fn summary_page_entries_match_the_page_line_by_line() {
        let (summary, takeaways) = (lines_between("Summary", "Takeaways"), lines_between("Takeaways", "Q & A"));
        assert_texts(&entries_in_section("Summary"), &strip_marks(&summary, "TLDR"));
        assert_texts(&entries_in_section("Takeaways"), &strip_marks(&takeaways, "- 😀 "));

        let lines = lines_between("Q & A", "Outlines");
        let (questions, answers): (Vec<&str>, Vec<&str>) = lines.chunks_exact(2).map(|pair| (pair[0], pair[1])).unzip();
        let answered = entries_in_section("Q & A");
        assert_texts(&answered, &strip_marks(&answers, "-"));
        let asked = answered.iter().filter_map(|entry| entry.question().map(|text| text.to_string()));
        assert!(asked.eq(questions));
    }

    /// The lines of the page between one heading and the next.
    fn lines_between(heading: &str, next: &str) -> Vec<&'static str> {
        PAGE.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| *line != next).collect()
    }

    /// The lines without the mark at their beginning.
    fn strip_marks<'p>(lines: &[&'p str], mark: &str) -> Vec<&'p str> {
        lines.iter().map(|line| line.strip_prefix(mark).expect("every line has its mark")).collect()
    }

    /// The page's entries under a heading, which are numbered in page order.
    fn entries_in_section(heading: &str) -> Vec<Entry<'static>> {
        let entries: Vec<Entry<'_>> =
            entries_of("summary-page").into_iter().filter(|entry| section(*entry) == heading).collect();
        let numbers = entries.iter().filter_map(|entry| entry.citation()?.item);
        assert!(entries.len() == 1 || numbers.eq(1..=u32::try_from(entries.len()).unwrap()), "{heading}");
        entries
    }
}

mod entries {
    //! Requirements for every entry.

    use super::*;

    #[test]
    fn collection_has_no_findings() {
        let reading = embedded();
        assert_eq!(reading.diagnostics, []);
        assert_eq!(Corpus::merge(vec![reading]).1, []);
    }

    #[test]
    fn has_expected_entry_counts_by_kind_wording_and_source() {
        let count = |kind| CORPUS.entries().filter(|entry| entry.kind() == kind).count();
        assert_eq!([EntryKind::Quote, EntryKind::Paraphrase, EntryKind::Qa].map(count), [16, 16, 10]);
        let worded = |wording| CORPUS.entries().filter(|entry| entry.wording() == wording).count();
        assert_eq!(Wording::ALL.map(worded), [16, 4, 22]);
        assert_eq!((entries_of("article").len(), entries_of("summary-page").len()), (20, 22));
    }

    #[test]
    fn each_entry_has_a_speaker_a_topic_and_a_section() {
        for entry in CORPUS.entries() {
            assert_eq!(CORPUS.speaker_name(entry.speaker()).as_str(), "Kassym-Jomart Tokayev", "{}", entry.id());
            assert!(!entry.topics().is_empty(), "{} has no topic", entry.id());
            assert!(!section(entry).is_empty(), "{} has no section", entry.id());
        }
    }

    #[test]
    fn only_non_verbatim_entries_have_a_basis_and_it_is_verbatim() {
        for entry in CORPUS.entries() {
            assert_eq!(entry.rests_on().is_some(), entry.wording() != Wording::Verbatim, "{}", entry.id());
            for &ground in entry.basis() {
                assert_eq!(CORPUS.entry(ground).wording(), Wording::Verbatim, "{}", entry.id());
            }
        }
    }

    #[test]
    fn non_verbatim_entries_without_basis_list_differences() {
        for entry in CORPUS.entries().filter(|entry| entry.wording() != Wording::Verbatim) {
            assert!(!entry.basis().is_empty() || !entry.differs().is_empty(), "{}", entry.id());
        }
    }

    #[test]
    fn difference_phrases_occur_in_their_texts() {
        let (mut against, mut beyond) = (0, 0);
        for entry in CORPUS.entries() {
            let own: Vec<String> =
                entry.question().into_iter().chain([entry.text()]).map(|text| text.to_string()).collect();
            let has = |phrase: &str| own.iter().any(|text| text.contains(phrase));
            for difference in entry.differs() {
                match difference {
                    Difference::Against { phrase, words, .. } => {
                        against += 1;
                        let quotation = CORPUS.entry(entry.contradicted(difference).expect("a quotation"));
                        assert!(has(phrase.as_str()), "{}: {phrase}", entry.id());
                        assert!(quotation.text().as_str().contains(words.as_str()), "{}: {words}", entry.id());
                        assert_eq!(quotation.wording(), Wording::Verbatim, "{}", entry.id());
                    }
                    Difference::Beyond(phrase) => {
                        beyond += 1;
                        assert!(has(phrase.as_str()), "{}: {phrase}", entry.id());
                        let is_said = quotations().iter().any(|said| said.text().as_str().contains(phrase.as_str()));
                        assert!(!is_said, "{}: {phrase} is in a quotation", entry.id());
                    }
                    Difference::Other(_) => {}
                }
            }
        }
        assert_eq!((against, beyond), (7, 43));
    }

    #[test]
    fn six_leads_are_reported_questions_and_nine_are_narrated() {
        let count =
            |kind| CORPUS.entries().filter(|entry| entry.lead().is_some_and(|lead| lead.kind() == kind)).count();
        assert_eq!(LeadKind::ALL.map(count), [9, 0, 6]);
    }

    #[test]
    fn says_same_is_symmetric_within_a_source() {
        for entry in CORPUS.entries() {
            for &same in entry.says_same() {
                let other = CORPUS.entry(same);
                let back = other.says_same().iter().map(|&id| CORPUS.entry(id).id()).any(|id| id == entry.id());
                assert!(back && other.source() == entry.source(), "{} and {}", entry.id(), other.id());
            }
        }
        assert_eq!(CORPUS.entries().filter(|entry| !entry.says_same().is_empty()).count(), 12);
    }

    #[test]
    fn non_verbatim_entries_do_not_start_with_a_quotation_mark() {
        for entry in CORPUS.entries().filter(|entry| entry.wording() != Wording::Verbatim) {
            assert!(!entry.text().as_str().starts_with(['“', '"', '«', '„']), "{}", entry.id());
        }
    }

    #[test]
    fn all_leaf_topics_and_no_parent_topics_have_entries() {
        let parents: BTreeSet<_> = CORPUS.topics().iter().filter_map(|topic| topic.parent).collect();
        let used: BTreeSet<_> = CORPUS.entries().flat_map(|entry| entry.topics().iter().copied()).collect();
        for leaf in CORPUS.topic_ids().filter(|topic| !parents.contains(topic)) {
            assert!(used.contains(&leaf), "no entry is about {}", CORPUS.topic(leaf).path);
        }
        assert!(used.is_disjoint(&parents), "an entry is filed under a topic that has topics under it");
    }

    #[test]
    fn turns_ascend_without_gaps() {
        let mut turns: Vec<u32> = entries_of("article").iter().filter_map(|entry| entry.turn()).collect();
        assert_eq!(turns.len(), 20);
        assert!(turns.is_sorted());
        turns.dedup();
        assert!(turns.into_iter().eq(1..=12));
    }
}
