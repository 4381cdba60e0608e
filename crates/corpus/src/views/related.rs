//! Entries related to an entry, with the reasons.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use crate::corpus::Corpus;
use crate::ids::{EntryId, TopicId, to_u32};
use kzq_text::steps::count;

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
        let mut ties = self.links(id, limit);
        ties.push((Relation::SameTurn, Cow::Owned(self.entries_of_same_turn(id, window))));
        // The closest are among the first of each: an entry may be linked with all others, and is asked about at each step.
        let first = ties.iter().flat_map(|(_, others)| others.iter().filter(|&&other| other != id).take(limit));
        let entries: BTreeSet<EntryId> = first.inspect(|_| count(1)).copied().collect();
        let relations = |entry: EntryId| {
            let is_tied = |(_, others): &&(Relation, Cow<'_, [EntryId]>)| others.binary_search(&entry).is_ok();
            let mut relations: Vec<Relation> = ties.iter().filter(is_tied).map(|&(relation, _)| relation).collect();
            let shared = self.shared_topics(id, entry).count();
            relations.extend((shared > 0).then_some(Relation::SharedTopics(shared)));
            relations.sort_unstable();
            relations.dedup();
            relations
        };
        let mut found: Vec<Related> =
            entries.iter().map(|&entry| Related { entry, relations: relations(entry) }).collect();
        found.sort_by_key(|related| (related.relations[0], related.entry));
        let topic_matches = self.entries_sharing_topics(id, window, limit + found.len());
        let new = topic_matches.into_iter().filter(|(other, _)| !entries.contains(other));
        found.extend(new.map(|(entry, shared)| Related { entry, relations: vec![Relation::SharedTopics(shared)] }));
        found.truncate(limit);
        found
    }

    /// Iterates over the topics that two entries share.
    pub fn shared_topics(&self, one: EntryId, other: EntryId) -> impl Iterator<Item = TopicId> + '_ {
        let others = sorted(self.entry(other).topics());
        self.entry(one).topics().iter().copied().filter(move |topic| others.binary_search(topic).is_ok())
    }

    /// Returns the other entries of the answer that an entry belongs to, in order.
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
        found.reverse();
        found.extend(take_turn(&mut (id.0 + 1..range.end)));
        found
    }

    /// Returns the entries linked with an entry by the collection, in both directions, by relation and in order; of the
    /// entries that it rests on, the first few are asked what else rests on them.
    fn links(&self, id: EntryId, limit: usize) -> Vec<(Relation, Cow<'_, [EntryId]>)> {
        let entry = self.entry(id);
        let basis = sorted(entry.basis());
        let same_basis: Vec<_> =
            basis.iter().take(limit).map(|&it| (Relation::SameBasis, Cow::Borrowed(self.restatements(it)))).collect();
        let links = [
            (Relation::Basis, Cow::Owned(basis)),
            (Relation::Restatement, Cow::Borrowed(self.restatements(id))),
            (Relation::Original, Cow::Owned(entry.translation_of().as_slice().to_vec())),
            (Relation::Translation, Cow::Borrowed(self.translations(id))),
            (Relation::Variant, Cow::Owned(sorted(entry.variants()))),
            (Relation::Variant, Cow::Borrowed(self.back_links.variants.of(id))),
            (Relation::SaysSame, Cow::Owned(sorted(entry.says_same()))),
            (Relation::SaysSame, Cow::Borrowed(self.back_links.says_same.of(id))),
        ];
        links.into_iter().chain(same_basis).collect()
    }

    /// Returns the entries that share the most topics with an entry, with the number they share; ties are broken by
    /// distance in the file.
    fn entries_sharing_topics(&self, id: EntryId, window: usize, limit: usize) -> Vec<(EntryId, usize)> {
        let topics = self.entry(id).topics();
        if topics.is_empty() {
            return Vec::new();
        }
        let range = self.window_around(id, window);
        let own = sorted(topics);
        let mut candidates = Vec::new();
        for (block, &base) in self.blocks().iter().zip(self.first_entry_of_blocks()) {
            let end = base + to_u32(block.len());
            for other in range.start.clamp(base, end)..range.end.clamp(base, end) {
                let others = self.topic_lists().get(block.refs[(other - base) as usize].topic_list);
                let shared = count_shared(&own, others);
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

/// Returns how many of some topics are in a list that is in order.
fn count_shared(sorted: &[TopicId], topics: &[TopicId]) -> usize {
    count(topics.len());
    topics.iter().filter(|topic| sorted.binary_search(topic).is_ok()).count()
}

/// Puts ids in order.
fn sorted<T: Copy + Ord>(ids: &[T]) -> Vec<T> {
    count(ids.len());
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    ids
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lookup, read};
    use kzq_text::steps::more_than_linear;

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
    fn an_entry_linked_with_all_others_takes_linear_time() {
        // A name, the fields of the first entry, given the ids of all others, and the fields of the others.
        type Links = (&'static str, fn(&str) -> String, &'static str);
        let none: fn(&str) -> String = |_| String::new();
        let links: [Links; 6] = [
            ("said again by all", none, "says_same: [\"q0\"]"),
            ("says the same as all", |all| format!("says_same: [{all}]"), ""),
            ("both", |all| format!("says_same: [{all}]"), "says_same: [\"q0\"]"),
            ("variants", none, "variants: [\"q0\"]"),
            ("translations", none, "translation_of: \"q0\""),
            ("topics", |_| "topics: [\"x\"]".to_owned(), "topics: [\"x\"]"),
        ];
        for (name, of_first, of_others) in links {
            let collection = |size: usize| {
                let all: Vec<String> = (1..size).map(|number| format!("\"q{number}\"")).collect();
                let other = |number| format!("Quote(id: \"q{number}\", text: \"{number}\", {of_others}),\n");
                let (first, others) = (of_first(&all.join(", ")), (1..size).map(other).collect::<String>());
                let ron = format!(
                    "(schema: 1, id: \"c\", title: \"C\", topics: [(id: \"x\")],
                    entries: [Quote(id: \"q0\", text: \"0\", {first}), {others}])"
                );
                read("c.ron", ron.as_bytes()).corpus.unwrap()
            };
            let related = |corpus: &Corpus| {
                // As the page, the view and the command call it.
                for (window, limit) in [(64, 68), (usize::MAX, 200), (usize::MAX, corpus.len())] {
                    assert!(!corpus.related(EntryId(0), window, limit).is_empty());
                }
                corpus.equivalents_of(EntryId(0));
            };
            assert_eq!(more_than_linear(16, 10, collection, related), [], "{name}");
        }
    }

    #[test]
    fn outside_the_window_only_linked_entries_are_related() {
        let names = related("q", 1, 99).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names, ["p", "r", "t", "v", "before"]);
        assert_eq!(related("none", 0, 99), []);
    }
}
