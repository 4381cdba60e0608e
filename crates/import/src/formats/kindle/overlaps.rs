//! [`Overlaps`]: finds the highlights of a book that overlap with a place.

use super::place::{Place, Span};
use kzq_text::steps::count;

/// How many highlights are considered for one place: more than any reader has at one. All of many would take quadratic
/// time.
pub(super) const MAX_COMPARED: usize = 256;

/// Highlights by their places.
pub(super) struct Overlaps {
    located: Spans,
    /// All highlights with a page, and those that have no location.
    paged: Spans,
    only_paged: Spans,
}

impl Overlaps {
    /// Sorts highlights, each a place and the number of its record.
    pub(super) fn new<'p>(highlights: impl Iterator<Item = (&'p Place, usize)> + Clone) -> Self {
        let paged = highlights.clone().filter_map(|(place, at)| Some((place, place.page.as_ref()?, at)));
        Self {
            located: Spans::new(highlights.filter_map(|(place, at)| Some((place.location.as_ref()?, at)))),
            paged: Spans::new(paged.clone().map(|(_, page, at)| (page, at))),
            only_paged: Spans::new(
                paged.filter(|(place, ..)| place.location.is_none()).map(|(_, page, at)| (page, at)),
            ),
        }
    }

    /// Returns the highlights that overlap with a place.
    pub(super) fn with<'s>(&'s self, place: &'s Place) -> impl Iterator<Item = usize> + 's {
        let by_page = if place.location.is_some() { &self.only_paged } else { &self.paged };
        let located = place.location.iter().flat_map(|span| self.located.with(span));
        located.chain(place.page.iter().flat_map(|span| by_page.with(span)))
    }
}

/// Spans in the order of their first numbers.
struct Spans {
    /// The first number, the last one and the record of each.
    sorted: Vec<(i64, i64, usize)>,
    /// The highest last number up to each.
    highest: Vec<i64>,
}

impl Spans {
    fn new<'p>(spans: impl Iterator<Item = (&'p Span, usize)>) -> Self {
        let ordered = spans.map(|(span, at)| {
            let (first, last) = span.ordered();
            (first, last, at)
        });
        let mut sorted: Vec<_> = ordered.collect();
        sorted.sort_unstable();
        let highest = sorted.iter().scan(i64::MIN, |highest, &(_, last, _)| {
            *highest = last.max(*highest);
            Some(*highest)
        });
        Self { highest: highest.collect(), sorted }
    }

    /// Returns the records that overlap with a span, of those that begin before its end: the last ones first.
    fn with(&self, span: &Span) -> impl Iterator<Item = usize> {
        let (first, last) = span.ordered();
        let end = self.sorted.partition_point(|&(start, ..)| start <= last);
        let before = self.sorted[..end].iter().zip(&self.highest).rev();
        let near = before.take_while(move |&(_, &highest)| highest >= first).take(MAX_COMPARED);
        near.inspect(|_| count(1)).filter(move |((_, own_last, _), _)| *own_last >= first).map(|(&(.., at), _)| at)
    }
}
