//! The embedded collection says what its two sources say, to the character.
//!
//! Where the sources lie beside the project, every text is compared with them. Everywhere else, fingerprints
//! recorded in `tests/model/dataset.fingerprints` hold the texts to what they were when they were compared.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use kzq_corpus::{Corpus, Entry, EntryKind, Lead, ParsedCollection, Wording, read};

static CORPUS: LazyLock<Corpus> = LazyLock::new(|| Corpus::merge(vec![embedded()]).0);

fn embedded() -> ParsedCollection {
    read("tokayev-al-jazeera.ron", include_bytes!("../../data/tokayev-al-jazeera.ron"))
}

fn in_project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The entries of one source in the order of the file.
fn entries_of(source: &str) -> Vec<Entry<'static>> {
    let is_of = |entry: &Entry<'_>| CORPUS.source_of(*entry).is_some_and(|known| known.id.as_str() == source);
    CORPUS.entries().filter(is_of).collect()
}

fn quotations() -> Vec<Entry<'static>> {
    CORPUS.entries().filter(|entry| entry.kind() == EntryKind::Quote).collect()
}

fn texts<'e>(entries: &[Entry<'e>]) -> Vec<&'e str> {
    entries.iter().map(|entry| entry.text().as_borrowed().expect("it stands in the corpus")).collect()
}

fn section(entry: Entry<'_>) -> &str {
    entry.citation().and_then(|citation| citation.section).map_or("", |section| section.as_str())
}

mod sources {
    //! The texts against the article and the page from which they were taken.

    use super::*;

    /// The sources as they were published.
    struct Published {
        article: String,
        page: String,
    }

    impl Published {
        fn find() -> Option<Self> {
            let source = |name: &str| fs::read_to_string(in_project("../shared/seeds").join(name)).ok();
            Some(Self { article: source("article.txt")?, page: source("summary-page.txt")? })
        }
    }

    #[test]
    fn the_texts_are_as_the_sources_print_them() {
        let Some(Published { article, page }) = Published::find() else {
            eprintln!("SKIPPED: the sources (article.txt, summary-page.txt) do not lie in ../shared/seeds.");
            eprintln!("SKIPPED: only the recorded fingerprints hold the texts to them here.");
            return;
        };
        every_quotation_of_the_article_is_there_and_no_other(&article);
        the_outlet_s_own_comma_is_no_part_of_a_quotation(&article);
        apostrophes_are_as_straight_and_as_curly_as_in_print(&article);
        leads_and_reports_are_paragraphs_of_the_article(&article);
        every_paragraph_of_the_article_is_there_or_left_out_on_purpose(&article);
        what_the_differences_quote_stands_in_a_source(&article, &page);
        titles_and_sections_are_lines(&article, &page);
        the_page_is_there_line_by_line(&page);
    }

    /// Compares one by one, to name the entry that differs.
    #[track_caller]
    fn assert_texts(entries: &[Entry<'_>], printed: &[&str]) {
        for (entry, printed) in entries.iter().zip(printed) {
            assert_eq!(entry.text().as_str(), *printed, "{}", entry.id());
        }
        assert_eq!(entries.len(), printed.len());
    }

    /// What stands between curly marks in the article, but for the one term in scare quotes.
    fn between_marks(article: &str) -> Vec<&str> {
        let quoted = article.split('“').skip(1).map(|rest| rest.split_once('”').expect("every mark is closed").0);
        quoted.filter(|quoted| *quoted != "New Kazakhstan").collect()
    }

    fn without_comma(quoted: &str) -> &str {
        quoted.strip_suffix(',').unwrap_or(quoted)
    }

    fn every_quotation_of_the_article_is_there_and_no_other(article: &str) {
        let printed: Vec<&str> = between_marks(article).into_iter().map(without_comma).collect();
        assert_texts(&quotations(), &printed);
    }

    fn the_outlet_s_own_comma_is_no_part_of_a_quotation(article: &str) {
        let with_comma = |text: &&str| article.contains(&format!("“{text},”"));
        let without = |text: &&str| article.contains(&format!("“{text}”"));
        let texts = texts(&quotations());
        assert_eq!(texts.iter().filter(|text| with_comma(text)).count(), 5);
        assert_eq!(texts.iter().filter(|text| without(text)).count(), 11);
    }

    fn apostrophes_are_as_straight_and_as_curly_as_in_print(article: &str) {
        let count = |texts: &[&str]| ['’', '\''].map(|mark| texts.iter().map(|text| text.matches(mark).count()).sum());
        let whole: [usize; 2] = count(&[article]);
        assert_eq!(whole, [18, 7]);
        let said: [usize; 2] = count(&between_marks(article));
        assert_eq!(said, [10, 4]);
        assert_eq!(count(&texts(&quotations())), said);
    }

    /// The article's lines, without the colon that announces a quotation.
    fn paragraphs(article: &str) -> BTreeSet<&str> {
        article.lines().map(|line| line.strip_suffix(':').unwrap_or(line)).collect()
    }

    fn leads_and_reports_are_paragraphs_of_the_article(article: &str) {
        let paragraphs = paragraphs(article);
        for entry in entries_of("article") {
            let lead = entry.lead().map(|lead| lead.text().to_string());
            let report = (entry.kind() == EntryKind::Paraphrase).then(|| entry.text().to_string());
            for text in lead.into_iter().chain(report) {
                assert!(paragraphs.contains(text.as_str()), "{}: {text}", entry.id());
            }
        }
    }

    fn every_paragraph_of_the_article_is_there_or_left_out_on_purpose(article: &str) {
        const LEFT_OUT: [&str; 4] = [
            "President of Kazakhstan Kassym-Jomart Tokayev gave an exclusive interview",
            "President Tokayev's exclusive interview",
            "photo: ",
            "Photo credit: ",
        ];
        let entries = entries_of("article");
        // A quotation may run over two paragraphs.
        let mut there: BTreeSet<&str> = texts(&entries).into_iter().flat_map(|text| text.split("\n\n")).collect();
        there.extend(entries.iter().map(|&entry| section(entry)));
        let leads: Vec<String> = entries.iter().filter_map(|entry| Some(entry.lead()?.text().to_string())).collect();
        there.extend(leads.iter().map(String::as_str));
        for paragraph in article.lines().skip(1).filter(|line| !line.is_empty()) {
            // The article's own words may stand behind a quotation: “…,” he said.
            let said = paragraph.trim_start_matches('“').split('”').next().map_or("", without_comma);
            let is_there = [said, paragraph, paragraph.trim_end_matches(':')].iter().any(|words| there.contains(words));
            assert!(is_there || LEFT_OUT.iter().any(|beginning| paragraph.starts_with(beginning)), "{paragraph}");
        }
    }

    /// Every passage in curly marks among what differs, and in the notes.
    fn what_the_differences_quote_stands_in_a_source(article: &str, page: &str) {
        for entry in CORPUS.entries() {
            for line in entry.differs().iter().chain(entry.note()) {
                for quoted in line.as_str().split('“').skip(1).filter_map(|rest| rest.split_once('”')) {
                    assert!(article.contains(quoted.0) || page.contains(quoted.0), "{}: {line}", entry.id());
                }
            }
        }
    }

    fn titles_and_sections_are_lines(article: &str, page: &str) {
        for (source, text) in [("article", article), ("summary-page", page)] {
            let lines: Vec<&str> = text.lines().collect();
            let title = &CORPUS.sources().iter().find(|known| known.id.as_str() == source).unwrap().title;
            assert_eq!(lines[0], title.as_str());
            for entry in entries_of(source) {
                assert!(lines.contains(&section(entry)), "{}: {}", entry.id(), section(entry));
            }
        }
    }

    fn the_page_is_there_line_by_line(page: &str) {
        let (summary, takeaways) =
            (lines_between(page, "Summary", "Takeaways"), lines_between(page, "Takeaways", "Q & A"));
        assert_texts(&of_section("Summary"), &after_marks(&summary, "TLDR"));
        assert_texts(&of_section("Takeaways"), &after_marks(&takeaways, "- 😀 "));

        let lines = lines_between(page, "Q & A", "Outlines");
        let (questions, answers): (Vec<&str>, Vec<&str>) = lines.chunks_exact(2).map(|pair| (pair[0], pair[1])).unzip();
        let answered = of_section("Q & A");
        assert_texts(&answered, &after_marks(&answers, "-"));
        let asked = answered.iter().filter_map(|entry| entry.question().map(|text| text.to_string()));
        assert!(asked.eq(questions));
    }

    /// The lines of the page behind one heading and before the next.
    fn lines_between<'p>(page: &'p str, heading: &str, next: &str) -> Vec<&'p str> {
        page.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| *line != next).collect()
    }

    /// The lines without the mark that the page sets before each.
    fn after_marks<'p>(lines: &[&'p str], mark: &str) -> Vec<&'p str> {
        lines.iter().map(|line| line.strip_prefix(mark).expect("every line has its mark")).collect()
    }

    /// The page's entries under a heading, which are numbered as they stand there.
    fn of_section(heading: &str) -> Vec<Entry<'static>> {
        let entries: Vec<Entry<'_>> =
            entries_of("summary-page").into_iter().filter(|entry| section(*entry) == heading).collect();
        let numbers = entries.iter().filter_map(|entry| entry.citation()?.item);
        assert!(entries.len() == 1 || numbers.eq(1..=u32::try_from(entries.len()).unwrap()), "{heading}");
        entries
    }
}

mod fingerprints {
    //! The texts against what was recorded of them.

    use super::*;

    /// The file of the record, and the variable that has it written anew.
    const RECORD: &str = "tests/model/dataset.fingerprints";
    const RECORD_ANEW: &str = "KZQ_RECORD";

    #[test]
    fn the_texts_are_as_recorded() {
        let now: String = CORPUS.entries().map(line).collect();
        if std::env::var_os(RECORD_ANEW).is_some_and(|value| value == "1") {
            fs::write(in_project(RECORD), now).expect("the record can be written");
            return;
        }
        let recorded = fs::read_to_string(in_project(RECORD)).unwrap_or_default();
        let differences = differences(&recorded, &now);
        assert!(
            differences.is_empty(),
            "the embedded texts are not what {RECORD} says:\n{differences}\
            If they were changed on purpose, and compared with their sources, run this test with {RECORD_ANEW}=1."
        );
    }

    /// The line of the record for an entry.
    fn line(entry: Entry<'_>) -> String {
        format!("{} {:016x}\n", entry.id(), fingerprint(entry))
    }

    /// The fingerprint of an entry's words: its question, text and lead.
    fn fingerprint(entry: Entry<'_>) -> u64 {
        let lead = entry.lead().map(Lead::into_text);
        let words = [entry.question(), Some(entry.text()), lead].map(|text| text.unwrap_or_default().to_string());
        fnv_1a(words.join("\0").as_bytes())
    }

    /// The 64-bit FNV-1a hash: short, and the same on every machine.
    fn fnv_1a(bytes: &[u8]) -> u64 {
        const OFFSET: u64 = 0xcbf2_9ce4_8422_2325;
        const PRIME: u64 = 0x0100_0000_01b3;
        bytes.iter().fold(OFFSET, |hash, &byte| (hash ^ u64::from(byte)).wrapping_mul(PRIME))
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        assert_eq!(fnv_1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv_1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv_1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    /// The lines that only one of the two has, and whether the order is another.
    fn differences(recorded: &str, now: &str) -> String {
        let mut differences = String::new();
        for (what, here, there) in [("recorded", recorded, now), ("now", now, recorded)] {
            for line in here.lines().filter(|line| there.lines().all(|other| other != *line)) {
                let _ = writeln!(differences, "  {what:8}  {line}");
            }
        }
        if differences.is_empty() && recorded != now {
            differences.push_str("  the order of the entries is another\n");
        }
        differences
    }

    #[test]
    fn a_difference_names_its_entry() {
        let recorded = "a 1\nb 2\nc 3\n";
        assert_eq!(differences(recorded, recorded), "");
        assert_eq!(differences(recorded, "a 1\nb 4\nc 3\n"), "  recorded  b 2\n  now       b 4\n");
        assert_eq!(differences(recorded, "a 1\nc 3\n"), "  recorded  b 2\n");
        assert_eq!(differences(recorded, "b 2\na 1\nc 3\n"), "  the order of the entries is another\n");
    }
}

mod entries {
    //! What every entry must have.

    use super::*;

    #[test]
    fn nothing_is_found_wrong() {
        let reading = embedded();
        assert_eq!(reading.diagnostics, []);
        assert_eq!(Corpus::merge(vec![reading]).1, []);
    }

    #[test]
    fn there_are_sixteen_quotations_and_twenty_six_accounts_of_them() {
        let count = |kind| CORPUS.entries().filter(|entry| entry.kind() == kind).count();
        assert_eq!([EntryKind::Quote, EntryKind::Paraphrase, EntryKind::Qa].map(count), [16, 16, 10]);
        let worded = |wording| CORPUS.entries().filter(|entry| entry.wording() == wording).count();
        assert_eq!(Wording::ALL.map(worded), [16, 4, 22]);
        assert_eq!((entries_of("article").len(), entries_of("summary-page").len()), (20, 22));
    }

    #[test]
    fn each_has_a_speaker_a_topic_and_a_place_in_its_source() {
        for entry in CORPUS.entries() {
            assert_eq!(CORPUS.speaker(entry.speaker()).name.as_str(), "Kassym-Jomart Tokayev", "{}", entry.id());
            assert!(!entry.topics().is_empty(), "{} has no topic", entry.id());
            assert!(!section(entry).is_empty(), "{} has no section", entry.id());
        }
    }

    #[test]
    fn each_account_says_on_which_words_it_rests() {
        for entry in CORPUS.entries() {
            assert_eq!(entry.rests_on().is_some(), entry.wording() != Wording::Verbatim, "{}", entry.id());
            for &ground in entry.basis() {
                assert_eq!(CORPUS.entry(ground).wording(), Wording::Verbatim, "{}", entry.id());
            }
        }
    }

    #[test]
    fn each_account_that_rests_on_no_words_says_how_it_differs() {
        for entry in CORPUS.entries().filter(|entry| entry.wording() != Wording::Verbatim) {
            assert!(!entry.basis().is_empty() || !entry.differs().is_empty(), "{}", entry.id());
        }
    }

    #[test]
    fn what_says_the_same_says_so_of_each_other() {
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
    fn no_account_opens_with_a_quotation_mark() {
        for entry in CORPUS.entries().filter(|entry| entry.wording() != Wording::Verbatim) {
            assert!(!entry.text().as_str().starts_with(['“', '"', '«', '„']), "{}", entry.id());
        }
    }

    #[test]
    fn every_topic_without_topics_under_it_has_an_entry() {
        let parents: BTreeSet<_> = CORPUS.topics().iter().filter_map(|topic| topic.parent).collect();
        let used: BTreeSet<_> = CORPUS.entries().flat_map(|entry| entry.topics().iter().copied()).collect();
        for leaf in CORPUS.topic_ids().filter(|topic| !parents.contains(topic)) {
            assert!(used.contains(&leaf), "no entry is about {}", CORPUS.topic(leaf).path);
        }
        assert!(used.is_disjoint(&parents), "an entry is filed under a topic that has topics under it");
    }

    #[test]
    fn the_turns_follow_the_article_without_a_gap() {
        let mut turns: Vec<u32> = entries_of("article").iter().filter_map(|entry| entry.turn()).collect();
        assert_eq!(turns.len(), 20);
        assert!(turns.is_sorted());
        turns.dedup();
        assert!(turns.into_iter().eq(1..=12));
    }
}
