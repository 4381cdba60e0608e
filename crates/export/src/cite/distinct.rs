//! Citations as a set: what tells the sources apart that are cited together.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{apa, mla, year_or_nd};
use crate::work::{CitedSource, TitleInText};
use kzq_corpus::{Corpus, EntryId};
use kzq_text::Safe;
use kzq_text::fold::fold;

/// Groups entries by their source like [`CitedSource::group_by_source`], each with what tells it apart from the others.
pub(crate) fn cited_sources<'c>(corpus: &'c Corpus, ids: &[EntryId]) -> Vec<CitedSource<'c>> {
    let mut works = CitedSource::group_by_source(corpus, ids);
    if works.len() > 1 {
        tell_first_authors_apart(&mut works);
        name_as_many_authors_as_needed(&mut works);
        add_letters(&mut works);
        add_titles(&mut works);
    }
    works
}

/// The places of the works that have the same key, by keys.
fn places_by<K: Ord>(
    works: &[CitedSource<'_>],
    key: impl Fn(&CitedSource<'_>) -> Option<K>,
) -> BTreeMap<K, Vec<usize>> {
    let mut places: BTreeMap<K, Vec<usize>> = BTreeMap::new();
    for (place, work) in works.iter().enumerate() {
        if let Some(key) = key(work) {
            places.entry(key).or_default().push(place);
        }
    }
    places
}

/// First authors with one family name need initials, or given names where the initials are the same, too.
fn tell_first_authors_apart(works: &mut [CitedSource<'_>]) {
    let mut known: HashMap<String, BTreeMap<String, BTreeSet<String>>> = HashMap::new();
    let name_of = |work: &CitedSource<'_>| {
        let first = work.heads.first()?;
        let parts = first.parts.as_ref()?;
        Some((fold(parts.family.as_str()), fold(parts.initials().as_str()), fold(first.whole.as_str())))
    };
    for (family, initials, whole) in works.iter().filter_map(name_of) {
        known.entry(family).or_default().entry(initials).or_default().insert(whole);
    }
    for work in works {
        let Some((family, initials, _)) = name_of(work) else { continue };
        let by_initials = &known[&family];
        work.distinction.needs_initials = by_initials.len() > 1;
        work.distinction.needs_given_name = by_initials[&initials].len() > 1;
    }
}

/// Works of several authors that begin alike and are of one year name as many as tell them apart (APA 7, 8.18).
fn name_as_many_authors_as_needed(works: &mut [CitedSource<'_>]) {
    let key = |work: &CitedSource<'_>| {
        let is_shortened = work.heads.len() > 2;
        is_shortened
            .then(|| (apa::names_in_text(work), year_or_nd(work.cited_date())))
            .map(|(names, year)| (names.unwrap_or_default().as_str().to_owned(), year.as_str().to_owned()))
    };
    for places in places_by(works, key).into_values().filter(|places| places.len() > 1) {
        let names = |place: usize| -> Vec<String> {
            works[place].heads.iter().map(|name| name.citation_name().as_str().to_owned()).collect()
        };
        let mut lists: Vec<(Vec<String>, usize)> = places.iter().map(|&place| (names(place), place)).collect();
        lists.sort();
        let mut distinct: Vec<Vec<String>> = lists.iter().map(|(names, _)| names.clone()).collect();
        distinct.dedup();
        // The list that begins most alike is next to it in order.
        let common = |at: usize, other: Option<usize>| {
            let other = other.and_then(|other| distinct.get(other))?;
            Some(distinct[at].iter().zip(other).take_while(|(one, other)| one == other).count())
        };
        let mut at = 0;
        for (names, place) in lists {
            while distinct[at] != names {
                at += 1;
            }
            let shared = common(at, at.checked_sub(1)).max(common(at, Some(at + 1)));
            works[place].distinction.named_authors = shared.map_or(0, |shared| shared + 1);
        }
    }
}

/// Works of the same authors and year have letters, in the order of the reference list: by date, then by title (APA 7, 8.19,
/// 9.47).
fn add_letters(works: &mut [CitedSource<'_>]) {
    let key = |work: &CitedSource<'_>| {
        let label = apa::names_in_text(work).unwrap_or_else(|| work.source.title.clone());
        Some((fold(label.as_str()), year_or_nd(work.cited_date()).as_str().to_owned()))
    };
    for mut places in places_by(works, key).into_values().filter(|places| places.len() > 1) {
        places.sort_by_cached_key(|&place| (works[place].cited_date(), title_order(&works[place].source.title)));
        for (letter, place) in places.into_iter().enumerate() {
            works[place].distinction.letter = Some(letter);
        }
    }
}

/// A title as it is sorted: without an article.
fn title_order(title: &Safe<'_>) -> String {
    let text = title.as_str().trim_start_matches(|c: char| !c.is_alphanumeric());
    let rest = ["A ", "An ", "The "].into_iter().find_map(|article| text.strip_prefix(article));
    fold(rest.unwrap_or(text))
}

/// Works whose authors are the same in the text have titles there (MLA 9), and whole ones where the short ones are the
/// same.
fn add_titles(works: &mut [CitedSource<'_>]) {
    let key = |work: &CitedSource<'_>| Some(mla::names_in_text(work).map(|names| fold(names.as_str())));
    for (names, places) in places_by(works, key) {
        let short_title = |&place: &usize| fold(mla::short_title_in_text(&works[place]).as_str());
        let short_titles: Vec<String> = places.iter().map(short_title).collect();
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for short in &short_titles {
            *counts.entry(short).or_default() += 1;
        }
        for (&place, short) in places.iter().zip(&short_titles) {
            works[place].distinction.title = match counts[short.as_str()] {
                1 if names.is_some() && places.len() > 1 => TitleInText::Short,
                1 => TitleInText::WithoutAuthor,
                _ => TitleInText::Whole,
            };
        }
    }
}
