//! Entries related to an entry, with the reasons.

use std::ops::Range;

use crate::corpus::Corpus;
use crate::ids::{EntryId, TopicId, to_u32};

/// Why one entry is related to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// Both belong to the same answer of the speaker.
    SameTurn,
    /// The other has the words that this one restates.
    Basis,
    /// The other restates this one.
    Restatement,
    /// The other is the original that this one translates.
    Original,
    /// The other is a translation of this one.
    Translation,
    /// The other has the same words as printed by another source.
    Variant,
    /// The collection says that both say the same.
    SaysSame,
    /// Both restate the same words.
    SameBasis,
    /// Both have this many topics in common.
    SharedTopics(usize),
}

impl Relation {
    /// Returns the reason as shown to the user.
    pub fn reason(self) -> &'static str {
        match self {
            Self::SameTurn => "same answer",
            Self::Basis => "the words it rests on",
            Self::Restatement => "restates it",
            Self::Original => "its original",
            Self::Translation => "a translation of it",
            Self::Variant => "the same words elsewhere",
            Self::SaysSame => "says the same",
            Self::SameBasis => "rests on the same words",
            Self::SharedTopics(1) => "same topic",
            Self::SharedTopics(_) => "same topics",
        }
    }

    /// Returns whether the collection links the two entries explicitly.
    pub fn is_explicit(self) -> bool {
        !matches!(self, Self::SameTurn | Self::SameBasis | Self::SharedTopics(_))
    }
}

/// An entry that is related to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The entry that it is related to.
    pub entry: EntryId,
    /// The reasons, strongest first; never empty.
    pub relations: Vec<Relation>,
}

impl Corpus {
    /// Returns up to `limit` entries related to `id`, the closest first: those of the same answer, those linked by the
    /// collection, then those that share topics, most shared topics first.
    ///
    /// Links are followed wherever they lead. Otherwise only entries up to `window` positions before or after are
    /// considered, so that moving to another entry costs the same in a collection of any size.
    pub fn related(&self, id: EntryId, window: usize, limit: usize) -> Vec<Related> {
        let mut found: Vec<Related> = Vec::new();
        let mut add = |entry: EntryId, relation: Relation| match found.iter_mut().find(|known| known.entry == entry) {
            _ if entry == id => {}
            Some(known) => known.relations.push(relation),
            None => found.push(Related { entry, relations: vec![relation] }),
        };
        self.entries_of_same_turn(id, window).into_iter().for_each(|other| add(other, Relation::SameTurn));
        self.linked_entries(id).into_iter().for_each(|(other, tie)| add(other, tie));
        let is_found = |other: EntryId| found.iter().any(|known| known.entry == other);
        let topic_matches = self.entries_sharing_topics(id, window, limit + found.len());
        let new = topic_matches.iter().filter(|(other, _)| !is_found(*other));
        let new: Vec<Related> =
            new.map(|&(entry, shared)| Related { entry, relations: vec![Relation::SharedTopics(shared)] }).collect();
        for known in &mut found {
            let shared = self.shared_topics(id, known.entry).count();
            known.relations.extend((shared > 0).then_some(Relation::SharedTopics(shared)));
            known.relations.sort_unstable();
            known.relations.dedup();
        }
        found.sort_by_key(|related| (related.relations[0], related.entry));
        found.extend(new);
        found.truncate(limit);
        found
    }

    /// Iterates over the topics that two entries share.
    pub fn shared_topics(&self, one: EntryId, other: EntryId) -> impl Iterator<Item = TopicId> + '_ {
        let others = self.entry(other).topics();
        self.entry(one).topics().iter().copied().filter(|topic| others.contains(topic))
    }

    /// Returns the other entries of the answer that an entry belongs to.
    fn entries_of_same_turn(&self, id: EntryId, window: usize) -> Vec<EntryId> {
        let entry = self.entry(id);
        let (Some(source), Some(turn)) = (entry.source(), entry.turn()) else { return Vec::new() };
        let range = self.window_around(id, window);
        // An answer ends where its source continues with another one.
        let take_turn = |others: &mut dyn Iterator<Item = u32>| -> Vec<EntryId> {
            let in_source = others.map(EntryId).filter(|&other| self.entry(other).source() == Some(source));
            in_source.take_while(|&other| self.entry(other).turn() == Some(turn)).collect()
        };
        let mut found = take_turn(&mut (range.start..id.0).rev());
        found.extend(take_turn(&mut (id.0 + 1..range.end)));
        found
    }

    /// Returns the entries linked with an entry by the collection, in both directions.
    fn linked_entries(&self, id: EntryId) -> Vec<(EntryId, Relation)> {
        let entry = self.entry(id);
        let mut links: Vec<(EntryId, Relation)> = Vec::new();
        let mut add =
            |others: &[EntryId], relation: Relation| links.extend(others.iter().map(|&other| (other, relation)));
        add(entry.basis(), Relation::Basis);
        add(self.restatements(id), Relation::Restatement);
        add(entry.translation_of().as_slice(), Relation::Original);
        add(self.translations(id), Relation::Translation);
        add(&self.variants_of(id), Relation::Variant);
        add(&self.equivalents_of(id), Relation::SaysSame);
        for &basis in entry.basis() {
            add(self.restatements(basis), Relation::SameBasis);
        }
        links
    }

    /// Returns the entries that share the most topics with an entry, with the number they share; ties are broken by
    /// distance in the file.
    fn entries_sharing_topics(&self, id: EntryId, window: usize, limit: usize) -> Vec<(EntryId, usize)> {
        let topics = self.entry(id).topics();
        if topics.is_empty() {
            return Vec::new();
        }
        let range = self.window_around(id, window);
        let mut candidates = Vec::new();
        for (block, &base) in self.blocks().iter().zip(self.first_entry_of_blocks()) {
            let end = base + to_u32(block.len());
            for other in range.start.clamp(base, end)..range.end.clamp(base, end) {
                let others = self.topic_lists().get(block.topic_lists[(other - base) as usize]);
                let shared = count_shared(topics, others);
                if shared > 0 && other != id.0 {
                    let same_main_topic = topics.first() == others.first();
                    candidates.push((usize::MAX - shared, !same_main_topic, other.abs_diff(id.0), EntryId(other)));
                }
            }
        }
        if limit < candidates.len() {
            candidates.select_nth_unstable(limit);
            candidates.truncate(limit);
        }
        candidates.sort_unstable();
        candidates.into_iter().map(|(left, _, _, other)| (other, usize::MAX - left)).collect()
    }

    /// Returns the range of entries up to `window` positions before and after an entry.
    fn window_around(&self, id: EntryId, window: usize) -> Range<u32> {
        let reach = to_u32(window);
        id.0.saturating_sub(reach)..id.0.saturating_add(reach).saturating_add(1).min(to_u32(self.len()))
    }
}

/// Returns how many topics two lists share.
fn count_shared(one: &[TopicId], other: &[TopicId]) -> usize {
    one.iter().filter(|topic| other.contains(topic)).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lookup, read};

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C", speakers: {"a": (name: "Ada")},
        sources: {"s": (title: "S"), "t": (title: "T")},
        topics: [(id: "x"), (id: "y"), (id: "z")],
        entries: [
            Quote(id: "before", by: "a", text: "0", turn: 1, topics: ["x"], source: (id: "s")),
            Quote(id: "q", by: "a", text: "1", turn: 2, topics: ["x", "y"], source: (id: "s"), variants: ["v"]),
            Quote(id: "v", by: "a", text: "2", turn: 2, topics: ["z"], source: (id: "t")),
            Quote(id: "next", by: "a", text: "3", turn: 2, topics: ["y"], source: (id: "s")),
            Paraphrase(id: "p", of: "a", text: "4", rests_on: ["q"], topics: ["x"]),
            Paraphrase(id: "r", of: "a", text: "5", rests_on: ["q", "next"]),
            Quote(id: "t", by: "a", text: "6", translation_of: "q"),
            Quote(id: "both", by: "a", text: "7", topics: ["y", "x"]),
            Quote(id: "one", by: "a", text: "8", topics: ["x"]),
            Quote(id: "home", by: "a", text: "9", topics: ["x", "y"]),
            Quote(id: "none", by: "a", text: "10", topics: ["z"]),
        ])"#;

    fn related(name: &str, window: usize, limit: usize) -> Vec<(String, Vec<Relation>)> {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let Lookup::Found(id) = corpus.look_up(name) else { panic!("{name} is there") };
        let named = |related: Related| (corpus.entry(related.entry).id().to_string(), related.relations);
        corpus.related(id, window, limit).into_iter().map(named).collect()
    }

    #[test]
    fn related_entries_have_reasons_and_are_sorted_by_closeness() {
        let found = related("q", usize::MAX, 99);
        let expected = [
            ("next", vec![Relation::SameTurn, Relation::SharedTopics(1)]),
            ("p", vec![Relation::Restatement, Relation::SharedTopics(1)]),
            ("r", vec![Relation::Restatement]),
            ("t", vec![Relation::Translation]),
            ("v", vec![Relation::Variant]),
            ("home", vec![Relation::SharedTopics(2)]),
            ("both", vec![Relation::SharedTopics(2)]),
            ("before", vec![Relation::SharedTopics(1)]),
            ("one", vec![Relation::SharedTopics(1)]),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(name, ties)| (name.to_owned(), ties)).collect();
        assert_eq!(found, expected);
        assert_eq!(related("q", usize::MAX, 3), expected[..3]);
    }

    #[test]
    fn links_work_in_both_directions() {
        assert_eq!(related("t", usize::MAX, 9), [("q".to_owned(), vec![Relation::Original])]);
        assert_eq!(related("v", usize::MAX, 9)[0], ("q".to_owned(), vec![Relation::Variant]));
        let names =
            |name| related(name, usize::MAX, 9).into_iter().map(|(name, ties)| (name, ties[0])).collect::<Vec<_>>();
        assert_eq!(
            names("r"),
            [
                ("q".to_owned(), Relation::Basis),
                ("next".to_owned(), Relation::Basis),
                ("p".to_owned(), Relation::SameBasis)
            ]
        );
    }

    #[test]
    fn outside_the_window_only_links_count() {
        let names = related("q", 1, 99).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names, ["p", "r", "t", "v", "before"]);
        assert_eq!(related("none", 0, 99), []);
    }
}
