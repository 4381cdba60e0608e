//! [`Transcript`]: the entries of a source in order, by section and turn.

use crate::corpus::Corpus;
use crate::ids::{CollectionId, EntryId, SourceId, to_u32};
use crate::optional_fields::OptionalFields;
use kzq_text::Safe;

/// The entries of a source in the order it prints them, which is the order of the file.
///
/// Costs a few bytes per entry: headings, turns and leads are looked up on demand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// The source; `None` for the entries that name no source.
    pub source: Option<SourceId>,
    entries: Vec<EntryId>,
    /// The position in `entries` where each section begins; every change of heading begins a new one.
    sections: Vec<u32>,
}

impl Transcript {
    /// Returns the transcript of a source.
    pub fn of_source(corpus: &Corpus, source: SourceId) -> Self {
        Self::collect(corpus, Some(source), 0..to_u32(corpus.len()))
    }

    /// Returns the transcript that contains an entry: that of its source or, if it has none, all entries of its
    /// collection without a source.
    pub fn containing(corpus: &Corpus, id: EntryId) -> Self {
        let entry = corpus.entry(id);
        match entry.source() {
            Some(source) => Self::of_source(corpus, source),
            None => Self::collect(corpus, None, corpus.entries_of_collection(entry.collection())),
        }
    }

    fn collect(corpus: &Corpus, source: Option<SourceId>, entry_range: std::ops::Range<u32>) -> Self {
        let mut transcript = Self { source, ..Self::default() };
        let mut heading: Option<&str> = None;
        for (block, &base) in corpus.blocks().iter().zip(corpus.first_entry_of_blocks()) {
            // Headings are stored separately, in the same order as the entries.
            let mut optional = block.optional.as_slice();
            for (id, (at, refs)) in (base..).zip(block.refs.iter().enumerate()) {
                if refs.source.get() != source || !entry_range.contains(&id) {
                    continue;
                }
                let heading_here = heading_at(&mut optional, at);
                if heading_here != heading || transcript.entries.is_empty() {
                    transcript.sections.push(to_u32(transcript.entries.len()));
                    heading = heading_here;
                }
                transcript.entries.push(EntryId(id));
            }
        }
        transcript
    }

    /// Returns the entries, in order.
    pub fn entries(&self) -> &[EntryId] {
        &self.entries
    }

    /// Returns the position of an entry.
    pub fn position(&self, id: EntryId) -> Option<usize> {
        self.entries.binary_search(&id).ok()
    }

    /// Returns the number of sections; without headings there is one.
    pub fn section_count(&self) -> usize {
        self.sections.len()
    }

    /// Returns the positions of the entries of a section; empty if there is no such section.
    pub fn section_range(&self, number: usize) -> std::ops::Range<usize> {
        let section_start = |number: usize| self.sections.get(number).map_or(self.entries.len(), |&at| at as usize);
        section_start(number)..section_start(number + 1)
    }

    /// Returns the section that contains a position.
    pub fn section_of(&self, position: usize) -> usize {
        self.sections.partition_point(|&begin| begin as usize <= position).saturating_sub(1)
    }

    /// Returns the heading of a section.
    pub fn heading<'c>(&self, corpus: &'c Corpus, number: usize) -> Option<&'c Safe<'static>> {
        let &first = self.entries.get(self.section_range(number).start)?;
        corpus.entry(first).citation()?.section
    }

    /// Returns the turn that begins at a position: `Some(None)` if the entry belongs to no turn, `None` if the turn of
    /// the previous entry continues.
    pub fn turn_start_at(&self, corpus: &Corpus, position: usize) -> Option<Option<u32>> {
        let turn = |at: usize| self.entries.get(at).and_then(|&id| corpus.entry(id).turn());
        let turn_here = turn(position);
        let continues = position > self.section_range(self.section_of(position)).start
            && turn_here.is_some()
            && turn(position - 1) == turn_here;
        (!continues).then_some(turn_here)
    }

    /// Returns whether the lead at a position repeats the lead or the text of the previous entry.
    pub fn lead_is_repeated(&self, corpus: &Corpus, position: usize) -> bool {
        let entry = |at: usize| self.entries.get(at).map(|&id| corpus.entry(id));
        let (Some(this), Some(before)) = (entry(position), position.checked_sub(1).and_then(entry)) else {
            return false;
        };
        let is_repeated = |lead: &Safe<'_>| {
            *lead == before.text() || before.lead().is_some_and(|other| other.text().as_str() == lead.as_str())
        };
        self.section_of(position) == self.section_of(position - 1)
            && this.lead().is_some_and(|lead| is_repeated(lead.text()))
    }
}

impl Corpus {
    /// Returns the range of the entries of a collection.
    pub fn entries_of_collection(&self, collection: CollectionId) -> std::ops::Range<u32> {
        let first_entry = |index: usize| self.first_of_collection.get(index).copied().unwrap_or(to_u32(self.len()));
        first_entry(collection.index())..first_entry(collection.index() + 1)
    }
}

/// Returns the heading of an entry, advancing `fields` past the rows of the entries before it.
fn heading_at<'b>(fields: &mut &'b [(u32, OptionalFields)], at: usize) -> Option<&'b str> {
    while let [(before, _), rest @ ..] = fields
        && (*before as usize) < at
    {
        *fields = rest;
    }
    let (_, optional) = fields.first().filter(|(place, _)| *place as usize == at)?;
    optional.section.as_ref().map(Safe::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lookup, read};

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
        sources: {"s": (title: "S"), "t": (title: "T")},
        entries: [
            Quote(id: "one", by: "a", text: "1", turn: 1, source: (id: "s", section: "First"), lead: Asked("Well?")),
            Quote(id: "two", by: "a", text: "2", turn: 1, source: (id: "s", section: "First"), lead: Asked("Well?")),
            Quote(id: "else", by: "a", text: "x", turn: 1, source: (id: "t")),
            Paraphrase(id: "three", of: "a", text: "She went on.", turn: 2, source: (id: "s", section: "First")),
            Quote(id: "four", by: "a", text: "4", turn: 2, source: (id: "s", section: "First"), lead: Narrated("She went on.")),
            Quote(id: "five", by: "a", text: "5", turn: 2, source: (id: "s", section: "Second"), lead: Narrated("She went on.")),
            Quote(id: "six", by: "a", text: "6", source: (id: "s")),
            Quote(id: "seven", by: "a", text: "7", source: (id: "s")),
            Quote(id: "none", by: "a", text: "n"),
            Quote(id: "nothing", by: "a", text: "n"),
        ])"#;

    fn entry_ids(corpus: &Corpus, transcript: &Transcript) -> Vec<String> {
        transcript.entries().iter().map(|&id| corpus.entry(id).id().to_string()).collect()
    }

    #[test]
    fn transcript_is_ordered_by_section_and_turn() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let transcript = Transcript::of_source(&corpus, SourceId(0));
        assert_eq!(entry_ids(&corpus, &transcript), ["one", "two", "three", "four", "five", "six", "seven"]);
        let sections: Vec<_> = (0..transcript.section_count())
            .map(|number| (transcript.heading(&corpus, number).map(Safe::as_str), transcript.section_range(number)))
            .collect();
        assert_eq!(sections, [(Some("First"), 0..4), (Some("Second"), 4..5), (None, 5..7)]);
        let turns: Vec<_> = (0..7).map(|at| transcript.turn_start_at(&corpus, at)).collect();
        assert_eq!(turns, [Some(Some(1)), None, Some(Some(2)), None, Some(Some(2)), Some(None), Some(None)]);
        let known: Vec<_> = (0..7).map(|at| transcript.lead_is_repeated(&corpus, at)).collect();
        assert_eq!(known, [false, true, false, true, false, false, false]);
        assert_eq!(transcript.section_of(4), 1);
        assert_eq!(transcript.section_range(9), 7..7);
    }

    #[test]
    fn entries_without_a_source_are_in_file_order() {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let Lookup::Found(none) = corpus.look_up("none") else { panic!("it is there") };
        let transcript = Transcript::containing(&corpus, none);
        assert_eq!(entry_ids(&corpus, &transcript), ["none", "nothing"]);
        assert_eq!((transcript.section_count(), transcript.position(none)), (1, Some(0)));

        let other = COLLECTION.replace("id: \"c\"", "id: \"d\"");
        let both = [COLLECTION, &other].map(|text| read("x.ron", text.as_bytes()));
        let (corpus, _) = Corpus::merge(both.into());
        let Lookup::Found(none) = corpus.look_up("d/none") else { panic!("it is there") };
        let transcript = Transcript::containing(&corpus, none);
        assert_eq!(transcript.entries().len(), 2);
        assert_eq!(transcript.position(none), Some(0));
    }

    #[test]
    fn an_empty_transcript_has_no_sections() {
        let transcript = Transcript::default();
        assert_eq!((transcript.section_count(), transcript.section_range(0), transcript.section_of(0)), (0, 0..0, 0));
        assert!(!transcript.lead_is_repeated(&Corpus::default(), 0));
    }
}
