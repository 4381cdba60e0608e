//! Entries related to an entry, with the reasons.

use std::ops::Range;

use crate::block::place;
use crate::corpus::Corpus;
use crate::ids::{EntryId, TopicId};

/// Why one entry is related to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tie {
    /// Both belong to the same answer of the speaker.
    SameTurn,
    /// The other has the words that this one restates.
    Ground,
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
    SameGround,
    /// Both have this many topics in common.
    Topics(usize),
}

impl Tie {
    /// Returns the reason as shown to the user.
    pub fn reason(self) -> &'static str {
        match self {
            Self::SameTurn => "same answer",
            Self::Ground => "the words it rests on",
            Self::Restatement => "restates it",
            Self::Original => "its original",
            Self::Translation => "a translation of it",
            Self::Variant => "the same words elsewhere",
            Self::SaysSame => "says the same",
            Self::SameGround => "rests on the same words",
            Self::Topics(1) => "same topic",
            Self::Topics(_) => "same topics",
        }
    }

    /// Returns whether the collection links the two entries explicitly.
    pub fn is_link(self) -> bool {
        !matches!(self, Self::SameTurn | Self::SameGround | Self::Topics(_))
    }
}

/// An entry that is related to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Related {
    /// The related entry.
    pub entry: EntryId,
    /// The reasons, strongest first; never empty.
    pub ties: Vec<Tie>,
}

impl Corpus {
    /// Returns up to `limit` entries related to `id`, the closest first: those of the same answer, those linked by the
    /// collection, then those that share topics, most shared topics first.
    ///
    /// Links are followed wherever they lead. Otherwise only entries up to `window` positions before or after are
    /// considered, so that moving to another entry costs the same in a collection of any size.
    pub fn related(&self, id: EntryId, reach: usize, most: usize) -> Vec<Related> {
        let mut found: Vec<Related> = Vec::new();
        let mut add = |entry: EntryId, tie: Tie| match found.iter_mut().find(|known| known.entry == entry) {
            _ if entry == id => {}
            Some(known) => known.ties.push(tie),
            None => found.push(Related { entry, ties: vec![tie] }),
        };
        self.same_turn(id, reach).into_iter().for_each(|other| add(other, Tie::SameTurn));
        self.links(id).into_iter().for_each(|(other, tie)| add(other, tie));
        let is_known = |other: EntryId| found.iter().any(|known| known.entry == other);
        let sharing = self.sharing_topics(id, reach, most + found.len());
        let new = sharing.iter().filter(|(other, _)| !is_known(*other));
        let new: Vec<Related> =
            new.map(|&(entry, shared)| Related { entry, ties: vec![Tie::Topics(shared)] }).collect();
        for known in &mut found {
            let shared = self.shared_topics(id, known.entry).count();
            known.ties.extend((shared > 0).then_some(Tie::Topics(shared)));
            known.ties.sort_unstable();
            known.ties.dedup();
        }
        found.sort_by_key(|related| (related.ties[0], related.entry));
        found.extend(new);
        found.truncate(most);
        found
    }

    /// Iterates over the topics that two entries share.
    pub fn shared_topics(&self, one: EntryId, other: EntryId) -> impl Iterator<Item = TopicId> + '_ {
        let others = self.entry(other).topics();
        self.entry(one).topics().iter().copied().filter(|topic| others.contains(topic))
    }

    /// Returns the other entries of the answer that an entry belongs to.
    fn same_turn(&self, id: EntryId, reach: usize) -> Vec<EntryId> {
        let entry = self.entry(id);
        let (Some(source), Some(turn)) = (entry.source(), entry.turn()) else { return Vec::new() };
        let near = self.near(id, reach);
        // An answer ends where its source continues with another one.
        let of_turn = |others: &mut dyn Iterator<Item = u32>| -> Vec<EntryId> {
            let in_source = others.map(EntryId).filter(|&other| self.entry(other).source() == Some(source));
            in_source.take_while(|&other| self.entry(other).turn() == Some(turn)).collect()
        };
        let mut found = of_turn(&mut (near.start..id.0).rev());
        found.extend(of_turn(&mut (id.0 + 1..near.end)));
        found
    }

    /// Returns the entries linked with an entry by the collection, in both directions.
    fn links(&self, id: EntryId) -> Vec<(EntryId, Tie)> {
        let entry = self.entry(id);
        let mut links: Vec<(EntryId, Tie)> = Vec::new();
        let mut add = |others: &[EntryId], tie: Tie| links.extend(others.iter().map(|&other| (other, tie)));
        add(entry.ground(), Tie::Ground);
        add(self.restatements(id), Tie::Restatement);
        add(entry.translation_of().as_slice(), Tie::Original);
        add(self.translations(id), Tie::Translation);
        add(&self.printings(id), Tie::Variant);
        add(&self.saying_same(id), Tie::SaysSame);
        for &ground in entry.ground() {
            add(self.restatements(ground), Tie::SameGround);
        }
        links
    }

    /// Returns the entries that share the most topics with an entry, with the number they share; ties are broken by
    /// distance in the file.
    fn sharing_topics(&self, id: EntryId, reach: usize, most: usize) -> Vec<(EntryId, usize)> {
        let topics = self.entry(id).topics();
        if topics.is_empty() {
            return Vec::new();
        }
        let near = self.near(id, reach);
        let mut sharing = Vec::new();
        for (block, &base) in self.blocks().iter().zip(self.bases()) {
            let end = base + place(block.len());
            for other in near.start.clamp(base, end)..near.end.clamp(base, end) {
                let others = self.topic_lists().get(block.topics[(other - base) as usize]);
                let shared = shared(topics, others);
                if shared > 0 && other != id.0 {
                    let same_home = topics.first() == others.first();
                    sharing.push((usize::MAX - shared, !same_home, other.abs_diff(id.0), EntryId(other)));
                }
            }
        }
        if most < sharing.len() {
            sharing.select_nth_unstable(most);
            sharing.truncate(most);
        }
        sharing.sort_unstable();
        sharing.into_iter().map(|(left, _, _, other)| (other, usize::MAX - left)).collect()
    }

    /// Returns the range of entries up to `window` positions before and after an entry.
    fn near(&self, id: EntryId, reach: usize) -> Range<u32> {
        let reach = place(reach);
        id.0.saturating_sub(reach)..id.0.saturating_add(reach).saturating_add(1).min(place(self.len()))
    }
}

/// Returns how many topics two lists share.
fn shared(one: &[TopicId], other: &[TopicId]) -> usize {
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

    fn related(name: &str, reach: usize, most: usize) -> Vec<(String, Vec<Tie>)> {
        let corpus = read("c.ron", COLLECTION.as_bytes()).corpus.unwrap();
        let Lookup::Found(id) = corpus.look_up(name) else { panic!("{name} is there") };
        let named = |related: Related| (corpus.entry(related.entry).id().to_string(), related.ties);
        corpus.related(id, reach, most).into_iter().map(named).collect()
    }

    #[test]
    fn each_has_its_reasons_and_the_nearest_come_first() {
        let found = related("q", usize::MAX, 99);
        let expected = [
            ("next", vec![Tie::SameTurn, Tie::Topics(1)]),
            ("p", vec![Tie::Restatement, Tie::Topics(1)]),
            ("r", vec![Tie::Restatement]),
            ("t", vec![Tie::Translation]),
            ("v", vec![Tie::Variant]),
            ("home", vec![Tie::Topics(2)]),
            ("both", vec![Tie::Topics(2)]),
            ("before", vec![Tie::Topics(1)]),
            ("one", vec![Tie::Topics(1)]),
        ];
        let expected: Vec<_> = expected.into_iter().map(|(name, ties)| (name.to_owned(), ties)).collect();
        assert_eq!(found, expected);
        assert_eq!(related("q", usize::MAX, 3), expected[..3]);
    }

    #[test]
    fn links_lead_both_ways() {
        assert_eq!(related("t", usize::MAX, 9), [("q".to_owned(), vec![Tie::Original])]);
        assert_eq!(related("v", usize::MAX, 9)[0], ("q".to_owned(), vec![Tie::Variant]));
        let names =
            |name| related(name, usize::MAX, 9).into_iter().map(|(name, ties)| (name, ties[0])).collect::<Vec<_>>();
        assert_eq!(
            names("r"),
            [("q".to_owned(), Tie::Ground), ("next".to_owned(), Tie::Ground), ("p".to_owned(), Tie::SameGround)]
        );
    }

    #[test]
    fn beyond_its_reach_only_links_lead() {
        let names = related("q", 1, 99).into_iter().map(|(name, _)| name).collect::<Vec<_>>();
        assert_eq!(names, ["p", "r", "t", "v", "before"]);
        assert_eq!(related("none", 0, 99), []);
    }
}
