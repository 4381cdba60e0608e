//! Makes the [`Sheet`] of what proofreading found.

use super::passage::{Found, entry_words, find_entry, find_words, words_unquoted};
use super::sheet::{DraftSheet, Passage, QuotationSheet, Sheet};
use crate::cli::against::{AgainstPlace, AgainstTexts};
use crate::cli::draft_report::{DraftPlace, DraftReport};
use crate::cli::text::count;
use kzq_corpus::{Corpus, Date, Entry, EntryId, NotLoaded, Source, SourceId, Wording};
use kzq_export::{
    Format, LinkBuilder, SourceTextLookup, ascii_url, caveats, export, long_date_or_nd, recording_address, seconds_of,
};
use kzq_fidelity::{Judgement, SourcePlace, SourceText, VerificationTexts, checked_sentence};
use kzq_text::calendar::format_unix_time;
use kzq_text::{Safe, safe};

/// What the report is made of.
pub(crate) struct SheetInput<'i> {
    /// The collections.
    pub(crate) corpus: &'i Corpus,
    /// The texts that stand in for collections.
    pub(crate) against: &'i AgainstTexts,
    /// What was found in the drafts.
    pub(crate) drafts: &'i [DraftReport],
    /// The texts of the sources.
    pub(crate) texts: &'i VerificationTexts,
    /// The files that were not loaded.
    pub(crate) not_loaded: &'i [NotLoaded],
    /// The number of days from the start of 1970 to the day of the run (UTC).
    pub(crate) day: u64,
}

/// Makes the sheets of quotations; it keeps what it looked up of the sources.
struct Builder<'i> {
    corpus: &'i Corpus,
    texts: &'i VerificationTexts,
    links: LinkBuilder<'i>,
}

impl SheetInput<'_> {
    /// Makes the sheet.
    pub(super) fn sheet(&self) -> Sheet {
        let lookup = |source| self.texts.get(Some(source)).ok().map(|text| text.text().clone());
        let lookup: &SourceTextLookup<'_> = &lookup;
        let links = LinkBuilder::new(self.corpus, lookup);
        let mut builder = Builder { corpus: self.corpus, texts: self.texts, links };
        let mut numbers = 1..;
        // A note without quotations is not worth a heading.
        let is_empty = |draft: &DraftReport| {
            draft.part.is_some() && draft.report.judgements.is_empty() && draft.report.ignored == 0
        };
        let drafts = self.drafts.iter().filter(|&draft| !is_empty(draft)).map(|draft| DraftSheet {
            name: draft.name(),
            quotations: draft
                .judged()
                .zip(numbers.by_ref())
                .map(|((judged, place), number)| builder.quotation(number, judged, place))
                .collect(),
            ignored: draft.report.ignored,
            terms_skipped: draft.report.terms_skipped,
            unpaired_marks: draft.report.unpaired_marks,
        });
        let drafts = drafts.collect();
        let not_loaded = self.not_loaded.iter().map(NotLoaded::full);
        Sheet {
            day: day_in_words(self.day),
            checked_against: checked_against(self.corpus, self.against),
            not_read: not_loaded.chain(self.texts.unreadable().into_iter().cloned()).collect(),
            drafts,
        }
    }
}

/// A day, counted from the start of 1970, as ISO 8601 and in words.
fn day_in_words(day: u64) -> [Safe<'static>; 2] {
    const SECONDS_PER_DAY: i64 = 86_400;
    let time = format_unix_time(i64::try_from(day).unwrap_or_default().saturating_mul(SECONDS_PER_DAY));
    let day = time.split('T').next().unwrap_or_default().to_owned();
    let words = day.parse::<Date>().map_or_else(|_| day.clone(), Date::long_form);
    [Safe::line(day), Safe::line(words)]
}

/// The texts, and the collections with the number of their entries.
fn checked_against(corpus: &Corpus, against: &AgainstTexts) -> Vec<Safe<'static>> {
    let mut entries = vec![0; corpus.collections().len()];
    for entry in corpus.entries() {
        entries[entry.collection().index()] += 1;
    }
    let collections = corpus.collections().iter().zip(entries);
    let collections = collections.filter(|(collection, _)| !against.is_collection(&collection.id));
    let collections = collections.map(|(collection, entries)| {
        safe!(collection.title, " (", collection.id, "), ", count(entries, "entry", "entries"))
    });
    against.files().into_iter().chain(collections).collect()
}

impl<'i> Builder<'i> {
    fn quotation(&mut self, number: usize, judged: &Judgement, place: &DraftPlace) -> QuotationSheet {
        let sheet = QuotationSheet {
            number,
            verdict: judged.verdict,
            gist: judged.meaning(),
            is_fine: judged.is_fine(),
            place: place.in_words(),
            short_place: place.short(),
            words: judged.text.clone(),
            diff: judged.diff.clone().filter(|diff| !diff.is_empty()),
            lang: None,
            attributed_to: judged.attributed_to.clone(),
            speaker: None,
            entry: None,
            citation: None,
            link: None,
            passages: Vec::new(),
            remarks: remarks(judged),
        };
        if let Some(source) = &place.against {
            return self.with_text(sheet, source, judged);
        }
        match (judged.entry, judged.in_source) {
            (Some(id), _) => self.with_entry(sheet, id, judged.text.as_str()),
            (None, Some(place)) => self.with_source(sheet, place, judged.text.as_str()),
            (None, None) => sheet,
        }
    }

    /// Adds where a text that the draft was checked against has the words.
    fn with_text(&self, mut sheet: QuotationSheet, place: &AgainstPlace, judged: &Judgement) -> QuotationSheet {
        let entry = judged.entry.map(|id| self.corpus.entry(id));
        let speaker = entry.and_then(|entry| self.corpus.speaker_of(entry));
        sheet.speaker =
            Some(speaker.map_or_else(|| "unknown; the text does not say".into(), |speaker| speaker.name.clone()));
        sheet.citation = Some(place.file.clone());
        let source = judged.in_source.map(|found| found.source).or_else(|| entry?.source());
        let text = self.source_text(source).map(|(_, text)| text);
        if let Some(found) = text.and_then(|text| find_words(text, judged.text.as_str())) {
            let caption = safe!("The source: ", place.shown());
            sheet.passages.push(Passage { caption, context: found.context, lang: None });
        }
        sheet
    }

    /// Adds what the collection says about an entry.
    fn with_entry(&mut self, mut sheet: QuotationSheet, id: EntryId, quoted: &str) -> QuotationSheet {
        let corpus = self.corpus;
        let entry = corpus.entry(id);
        let name = corpus.speaker_name(entry.speaker());
        let about = if entry.wording() == Wording::Verbatim { "" } else { "on " };
        let caveats: Vec<_> = caveats(corpus, entry).into_iter().map(|caveat| safe!(" ", caveat)).collect();
        let citation = export(corpus, &[id], Format::ChicagoNote).text;
        sheet.lang = entry.lang().cloned();
        sheet.speaker = Some(safe!(about, name, Safe::join(caveats, "")));
        sheet.entry = Some(corpus.shown_id(id).into_owned());
        sheet.citation = (!citation.is_empty()).then_some(citation);
        sheet.link = self.link_to_entry(id, entry).filter(is_web_address);
        let is_changed = self.texts.has_changed(entry) == Some(true);
        sheet.remarks.extend(entry.checked().map(|checked| checked_sentence(checked, is_changed)));
        self.add_passages(&mut sheet, entry, quoted);
        sheet
    }

    /// Adds where the words of an entry are in the text of its source, or else the words themselves.
    fn add_passages(&self, sheet: &mut QuotationSheet, entry: Entry<'_>, quoted: &str) {
        let corpus = self.corpus;
        let words = entry.text();
        let is_verbatim = entry.wording() == Wording::Verbatim;
        if let Some((name, text)) = self.source_text(entry.source()).filter(|_| is_verbatim) {
            match find_entry(text, words.as_str(), quoted) {
                Some(found) => {
                    if !found.has_entry {
                        sheet.remarks.push("the text of the source differs from the entry".into());
                    }
                    return sheet.passages.push(passage(&name, found, entry.lang()));
                }
                None => sheet.remarks.push(safe!("the words of the entry are not in ", name)),
            }
        }
        let caption = if is_verbatim { "The entry" } else { "The paraphrase" };
        let context = entry_words(&words, quoted);
        sheet.passages.push(Passage { caption: caption.into(), context, lang: entry.lang().cloned() });
        sheet.passages.extend(entry.basis().iter().map(|&id| {
            let basis = corpus.entry(id);
            let speaker = corpus.speaker_name(basis.speaker());
            let caption = safe!("It rests on the words of ", speaker, " (", corpus.shown_id(id), ")");
            Passage { caption, context: words_unquoted(&basis.text()), lang: basis.lang().cloned() }
        }));
    }

    /// Adds what the text of a source has, where no entry has the words.
    fn with_source(&mut self, mut sheet: QuotationSheet, place: SourcePlace, quoted: &str) -> QuotationSheet {
        let id = place.source;
        let source = self.corpus.source(id);
        sheet.speaker = Some("unknown; the words are in no entry".into());
        sheet.citation = Some(name_and_date(source));
        let named = self.source_text(Some(id));
        let found = named.as_ref().and_then(|(_, text)| find_words(text, quoted));
        // As the source prints them: a draft may have its own punctuation.
        let printed = found.as_ref().map_or(quoted, |found| found.context.passage.as_str());
        let link = self.links.link_to_words(id, printed).or_else(|| address(source));
        sheet.link = link.filter(is_web_address);
        match (named, found) {
            (Some((name, _)), Some(found)) => sheet.passages.push(passage(&name, found, None)),
            (Some((name, _)), None) => sheet.remarks.push(safe!("in ", name, ", line ", place.line)),
            (None, _) => {}
        }
        sheet
    }

    /// The text of a source, with the name of its file.
    fn source_text(&self, source: Option<SourceId>) -> Option<(Safe<'static>, &'i SourceText)> {
        let text = self.texts.get(source).ok()?;
        let source = self.corpus.source(source?);
        Some((source.text.clone().unwrap_or_else(|| source.title.clone()), text))
    }

    /// The address of the words of an entry: in a recording by the time, in a page by the words.
    fn link_to_entry(&mut self, id: EntryId, entry: Entry<'_>) -> Option<Safe<'static>> {
        let source = self.corpus.source_of(entry)?;
        let time = entry.time().and_then(|time| seconds_of(time.as_str()));
        match (&source.url, time) {
            (Some(url), Some(seconds)) => Some(ascii_url(&recording_address(url, seconds))),
            _ => self.links.link(id, entry).or_else(|| address(source)),
        }
    }
}

fn passage(name: &Safe<'_>, found: Found, lang: Option<&Safe<'static>>) -> Passage {
    let caption = safe!("The source: ", name, ", line ", found.line);
    Passage { caption, context: found.context, lang: lang.cloned() }
}

fn address(source: &Source) -> Option<Safe<'static>> {
    source.address().as_ref().map(ascii_url)
}

/// Whether an address is one of the web: nothing else may be followed from the report.
fn is_web_address(address: &Safe<'_>) -> bool {
    let scheme = address.as_str().split_once("://").map_or("", |(scheme, _)| scheme);
    ["http", "https"].iter().any(|web| scheme.eq_ignore_ascii_case(web))
}

/// The title of a source, what it appeared in, and when.
fn name_and_date(source: &Source) -> Safe<'static> {
    let container = source.container.as_ref().map(|container| safe!(", ", container)).unwrap_or_default();
    safe!(source.title, container, ", ", long_date_or_nd(source.date))
}

/// What an editor should know or check.
fn remarks(judged: &Judgement) -> Vec<Safe<'static>> {
    let prints = judged.print_differences.iter().map(|difference| difference.name());
    let changes = judged.silent_changes.iter().map(|change| change.name());
    let differences: Vec<Safe<'_>> = prints.chain(changes).map(Safe::from).collect();
    let differs = (!differences.is_empty()).then(|| safe!("different: ", Safe::join(differences, ", ")));
    differs.into_iter().chain(judged.note.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_http_urls_become_links() {
        for (address, expected) in [
            ("https://example.org/a", true),
            ("HTTP://example.org", true),
            ("javascript:alert(1)//://", false),
            ("javascript://x", false),
            ("file:///etc/passwd", false),
            ("data:text/html,https://x", false),
            ("//example.org", false),
            (" https://example.org", false),
        ] {
            assert_eq!(is_web_address(&address.into()), expected, "{address}");
        }
    }

    #[test]
    fn day_is_formatted_as_iso_date_and_in_words() {
        assert_eq!(day_in_words(20_786).map(|day| day.to_string()), ["2026-11-29", "29 November 2026"]);
    }
}
