//! [`FacetFilter`]: the values of facets by which the list is narrowed; and the table of facets.
//!
//! To add a facet, write its row and its variant of [`FacetValue`]; `facets.rs` filters by it and `facet_counts.rs`
//! counts.

use kzq_corpus::{CollectionId, MaybeSpeaker, SourceId, TagId, TopicId, Wording};
use kzq_shelf::ShelfFacet;

/// The row of a facet.
#[derive(Debug)]
pub struct FacetRow {
    /// The name, as sessions have it.
    pub name: &'static str,
    /// The heading of its values.
    pub heading: &'static str,
    /// The name of the query field that finds values which are not listed.
    pub field: &'static str,
}

macro_rules! facets {
    ($($facet:ident($value:ty): $name:literal, $heading:literal, $field:literal;)+) => {
        /// What the list can be narrowed by.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Facet {
            $(#[doc = concat!("`", $name, "`, as its row says.")] $facet,)+
        }

        /// A value of a facet.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum FacetValue {
            $(#[doc = concat!("A value of the facet `", $name, "`.")] $facet($value),)+
        }

        impl Facet {
            /// All facets, in the order in which they are listed.
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$facet),+];

            /// Returns the facet's row of the table.
            pub fn row(self) -> &'static FacetRow {
                match self {
                    $(Self::$facet => &FacetRow { name: $name, heading: $heading, field: $field },)+
                }
            }
        }

        impl FacetValue {
            /// The facet that it is a value of.
            pub fn facet(self) -> Facet {
                match self {
                    $(Self::$facet(_) => Facet::$facet,)+
                }
            }
        }
    };
}

facets! {
    Topic(TopicId): "topic", "TOPIC", "topic";
    Wording(Wording): "wording", "KIND", "kind";
    Speaker(MaybeSpeaker): "speaker", "SPEAKER", "speaker";
    Source(SourceId): "source", "SOURCE", "source";
    Collection(CollectionId): "collection", "COLLECTION", "collection";
    Year(i16): "year", "YEAR", "year";
    Tag(TagId): "tag", "TAG", "tag";
    Shelf(ShelfFacet): "shelf", "SHELF", "list";
}

/// Whether entries with a value are kept or left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Choice {
    /// Entries must have this value, or another one that is included.
    Included,
    /// Entries must not have this value.
    Excluded,
}

/// The chosen values of facets. An entry must match every facet: it has one of the values that are included, if any are,
/// and none that is excluded. A topic has the entries of its subtopics, too.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FacetFilter {
    /// By facet, in the order of the table; the values of a facet in the order in which they were chosen.
    choices: Vec<(FacetValue, Choice)>,
}

impl FacetFilter {
    /// Whether no value is chosen.
    pub fn is_empty(&self) -> bool {
        self.choices.is_empty()
    }

    /// The chosen values, by facet.
    pub fn choices(&self) -> &[(FacetValue, Choice)] {
        &self.choices
    }

    /// The chosen values of a facet.
    pub fn choices_of(&self, facet: Facet) -> &[(FacetValue, Choice)] {
        let start = self.choices.partition_point(|(value, _)| value.facet() < facet);
        let end = self.choices.partition_point(|(value, _)| value.facet() <= facet);
        &self.choices[start..end]
    }

    /// Whether a value is included or excluded, if it is chosen.
    pub fn choice(&self, value: FacetValue) -> Option<Choice> {
        self.choices.iter().find(|(other, _)| *other == value).map(|&(_, choice)| choice)
    }

    /// The only value of a facet that is chosen and included.
    pub fn only(&self, facet: Facet) -> Option<FacetValue> {
        match self.choices_of(facet) {
            [(value, Choice::Included)] => Some(*value),
            _ => None,
        }
    }

    /// Chooses a value in addition to the others of its facet.
    pub fn set(&mut self, value: FacetValue, choice: Choice) {
        if let Some((_, old)) = self.choices.iter_mut().find(|(other, _)| *other == value) {
            *old = choice;
        } else {
            let at = self.choices.partition_point(|(other, _)| other.facet() <= value.facet());
            self.choices.insert(at, (value, choice));
        }
    }

    /// Removes a value.
    pub fn remove(&mut self, value: FacetValue) {
        self.choices.retain(|(other, _)| *other != value);
    }

    /// Removes all values of a facet.
    pub fn clear(&mut self, facet: Facet) {
        self.choices.retain(|(value, _)| value.facet() != facet);
    }

    /// Chooses a value in this way, or removes it if it already is.
    pub fn toggle(&mut self, value: FacetValue, choice: Choice) {
        if self.choice(value) == Some(choice) { self.remove(value) } else { self.set(value, choice) }
    }

    /// Includes a value instead of the others of its facet, or removes it if it is the only one.
    pub fn toggle_only(&mut self, value: FacetValue) {
        let is_only = self.only(value.facet()) == Some(value);
        self.clear(value.facet());
        if !is_only {
            self.set(value, Choice::Included);
        }
    }
}

impl FromIterator<FacetValue> for FacetFilter {
    /// Includes the values.
    fn from_iter<I: IntoIterator<Item = FacetValue>>(values: I) -> Self {
        values.into_iter().map(|value| (value, Choice::Included)).collect()
    }
}

impl FromIterator<(FacetValue, Choice)> for FacetFilter {
    fn from_iter<I: IntoIterator<Item = (FacetValue, Choice)>>(choices: I) -> Self {
        let mut filter = Self::default();
        choices.into_iter().for_each(|(value, choice)| filter.set(value, choice));
        filter
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const A: FacetValue = FacetValue::Year(1939);
    const B: FacetValue = FacetValue::Year(1941);
    const OTHER: FacetValue = FacetValue::Wording(Wording::Verbatim);

    /// Applies `=` (choose only), `+` (add) and `!` (exclude), each followed by a value.
    fn filter(steps: &str) -> FacetFilter {
        let mut filter = FacetFilter::default();
        for step in steps.split_whitespace() {
            let value = match &step[1..] {
                "a" => A,
                "b" => B,
                _ => OTHER,
            };
            match &step[..1] {
                "=" => filter.toggle_only(value),
                "+" => filter.toggle(value, Choice::Included),
                _ => filter.toggle(value, Choice::Excluded),
            }
        }
        filter
    }

    #[test]
    fn values_are_chosen_added_and_excluded() {
        use Choice::{Excluded, Included};
        for (steps, choices) in [
            ("", &[][..]),
            ("=a", &[(A, Included)]),
            ("=a =a", &[]),
            ("=a =b", &[(B, Included)]),
            ("=a +b", &[(A, Included), (B, Included)]),
            ("=a +b =a", &[(A, Included)]),
            ("=a +b +a", &[(B, Included)]),
            ("!a", &[(A, Excluded)]),
            ("!a !a", &[]),
            ("!a +a", &[(A, Included)]),
            ("!a =a", &[(A, Included)]),
            ("+a !a", &[(A, Excluded)]),
            ("=a =o !b", &[(OTHER, Included), (A, Included), (B, Excluded)]),
        ] {
            assert_eq!(filter(steps).choices(), choices, "{steps}");
        }
        let several = filter("=a =o !b");
        assert_eq!(several.choices_of(Facet::Year), [(A, Included), (B, Excluded)]);
        assert_eq!((several.only(Facet::Wording), several.only(Facet::Year)), (Some(OTHER), None));
        assert_eq!(several.choices_of(Facet::Shelf), []);
    }
}
