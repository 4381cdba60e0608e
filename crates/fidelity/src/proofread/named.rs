//! Whom a draft names as the speaker of an entry's words.

use std::ops::Range;

use super::judge::Proofreader;
use kzq_corpus::{Entry, EntryId, SpeakerId};
use kzq_extract::attribution::{Attribution, has_all_words};
use kzq_extract::quotes::find_quotes;
use kzq_text::Safe;
use kzq_text::markup::PlainText;

impl Proofreader<'_> {
    /// The speaker named in the draft, if it is not the speaker of the entry. Nobody is, if that is unknown.
    pub(super) fn other_speaker_named(&self, entry: Entry<'_>, attribution: &Attribution) -> Option<Safe<'static>> {
        let speaker = entry.speaker()?;
        let name = |id: SpeakerId| self.corpus().speaker(id).name.clone();
        let is_theirs = |&id: &SpeakerId| self.is_same_person(id, speaker);
        let known = &attribution.speakers;
        if let Some(&first) = known.first() {
            return (!known.iter().any(is_theirs)).then(|| name(first));
        }
        let said = attribution.name.as_ref()?;
        (!self.name_fits_entry(entry, said)).then(|| Safe::line(said.clone()))
    }

    /// Whether a name that is not a speaker's refers to the speaker of an entry or to where the words were printed:
    /// `the President of Kazakhstan`, `Al Jazeera`.
    fn name_fits_entry(&self, entry: Entry<'_>, name: &str) -> bool {
        let corpus = self.corpus();
        let speaker = corpus.speaker_of(entry);
        let printed = [corpus.source_of(entry), corpus.original_source_of(entry)].into_iter().flatten();
        let places =
            printed.flat_map(|source| [Some(&source.title), source.container.as_ref(), source.publisher.as_ref()]);
        let own = speaker.map(|speaker| speaker.role.as_ref());
        let mut texts = own.into_iter().chain(places).flatten();
        texts.any(|text| has_all_words(text.as_str(), name))
    }

    /// The name to report as the draft's attribution.
    pub(super) fn attributed_to(&self, entry: Option<EntryId>, attribution: &Attribution) -> Option<Safe<'static>> {
        let known = &attribution.speakers;
        let own = entry.and_then(|entry| self.corpus().entry(entry).speaker());
        let theirs = known.iter().find(|&&id| own.is_some_and(|own| self.is_same_person(id, own)));
        let first = known.first().filter(|&first| known.iter().all(|id| id == first));
        let speaker = theirs.or(first).map(|&id| self.corpus().speaker(id).name.clone());
        speaker.or_else(|| attribution.name.clone().map(Safe::line))
    }
    /// Where a draft names the person to whom it attributes a quotation, as a range of its text: the occurrence of the
    /// name nearest to the quotation. `quotation` is the range with the marks.
    pub fn speaker_name_in(&self, plain: &PlainText<'_>, quotation: &Range<usize>) -> Option<Range<usize>> {
        let text = plain.text();
        let quotes = find_quotes(plain).quotes;
        let at = quotes.iter().position(|quote| quote.range == *quotation)?;
        let name = self.attributions(text, &quotes).swap_remove(at).name?;
        let context = quotes[at].context(text);
        let credit = context.credit.unwrap_or_else(|| quotation.clone());
        // A quotation may inherit its attribution from one before it in the paragraph.
        let start = context.before.start.min(quotation.start);
        let start = text[..start].rfind("\n\n").map_or(0, |at| at + 2);
        let end = context.after.end.max(credit.end);
        let is_whole = |range: &Range<usize>| {
            let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
            !is_letter(text[..range.start].chars().next_back()) && !is_letter(text[range.end..].chars().next())
        };
        let words = &text[start..end.max(start)];
        let occurrences = words.match_indices(&name).map(|(at, name)| start + at..start + at + name.len());
        let outside = occurrences.filter(|range| range.end <= quotation.start || range.start >= quotes[at].content.end);
        outside.filter(is_whole).min_by_key(|range| {
            if range.end <= quotation.start {
                quotation.start - range.end
            } else {
                range.start - quotes[at].content.end
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use kzq_search::Engine;
    use kzq_text::markup::Markup;

    #[test]
    fn attributed_speaker_name_is_located() {
        let collection = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada Byron")}, entries: [])"#;
        let engine = Engine::new(Arc::new(kzq_corpus::read("c.ron", collection.as_bytes()).corpus.unwrap()));
        let proofreader = Proofreader::new(&engine);
        for (draft, before) in [
            ("Babbage left. “We go,” Babbage said.", "Babbage left. “We go,” "),
            ("Babbage left. Bob Babbage said: “We go.”", "Babbage left. "),
            ("> We *go*.\n>\n> — Bob Babbage", "We go.\n\n— "),
            ("“We go,” he said.", "-"),
        ] {
            let plain = Markup::Markdown.read(draft);
            let quote = find_quotes(&plain).quotes.swap_remove(0);
            let found = proofreader.speaker_name_in(&plain, &quote.range);
            let text = found.map_or("-", |range| &plain.text()[..range.start]);
            assert_eq!(text, before, "{draft}");
        }
    }
}
