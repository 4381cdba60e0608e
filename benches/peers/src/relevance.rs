//! Relevance as known-item search: how many of the first results contain the intended words, and whether the entry that
//! they were taken from is among the very first.

use std::collections::HashSet;
use std::path::Path;

use anyhow::Result;

use crate::bench::{Effort, Selection, Slot, ranking_peers};
use crate::collection::Collection;
use crate::items::{Form, Item, items};
use crate::peer::{BEST, Found};
use crate::table::{Samples, Table, figure};

/// A user sees this many results without reading on.
const AT_ONCE: usize = 3;

/// The result of one peer.
struct Score {
    precision: [f64; Form::ALL.len()],
    /// The number of queries whose target is among the first results.
    at_once: usize,
    hits: [Samples; Form::ALL.len()],
}

/// Searches for all items in all forms with every ranking peer, and returns the table.
pub fn known_items(collection: &Collection, scratch: &Path, (effort, only): (Effort, &Selection)) -> Result<String> {
    let file = scratch.join("words.txt");
    let words = collection.write_words(&file)?;
    let items = items(&words, effort.items);
    let mut slots = ranking_peers(collection, &words, &file, only)?;
    let mut headings = vec!["peer", "precision"];
    headings.extend(Form::ALL.map(Form::name));
    let at_once = format!("among the first {AT_ONCE}");
    headings.extend([&*at_once, "hits, median"]);
    let mut table = Table::new(&headings);
    for slot in &mut slots {
        table.row(match score(slot, &items) {
            None => vec![slot.name.to_owned(), "not installed".to_owned()],
            Some(Err(error)) => vec![slot.name.to_owned(), format!("failed: {error:#}")],
            Some(Ok(score)) => row(slot.name, &score, items.len()),
        });
    }
    Ok(format!("{} queries: {} items in four forms.\n\n{}", items.len() * Form::ALL.len(), items.len(), table.finish()))
}

fn score(slot: &mut Slot<'_>, items: &[Item]) -> Option<Result<Score>> {
    let peer = slot.peer.as_mut()?;
    let mut score = Score { precision: [0.0; Form::ALL.len()], at_once: 0, hits: Default::default() };
    for item in items {
        let relevant: HashSet<usize> = item.relevant.iter().copied().collect();
        for (form, query) in item.queries.iter().enumerate() {
            match peer.ask(query) {
                Err(error) => return Some(Err(error.context(query.clone()))),
                Ok(found) => {
                    score.precision[form] += precision(&found, &relevant);
                    score.at_once += usize::from(found.best.iter().take(AT_ONCE).any(|&at| at == item.target));
                    score.hits[form].add(found.hits as f64);
                }
            }
        }
    }
    Some(Ok(score))
}

/// Precision among the first ten results, or among as many as are relevant if those are fewer.
fn precision(found: &Found, relevant: &HashSet<usize>) -> f64 {
    let first = BEST.min(relevant.len()).max(1);
    let right = found.best.iter().take(first).filter(|at| relevant.contains(at)).count();
    right as f64 / first as f64
}

fn row(name: &str, score: &Score, items: usize) -> Vec<String> {
    let of_items = |sum: f64| format!("{:.3}", sum / items.max(1) as f64);
    let mean = score.precision.iter().sum::<f64>() / Form::ALL.len() as f64;
    let mut row = vec![name.to_owned(), of_items(mean)];
    row.extend(score.precision.map(of_items));
    row.push(of_items(score.at_once as f64 / Form::ALL.len() as f64));
    let mut hits = Samples::default();
    score.hits.iter().for_each(|form| hits.join(form));
    row.push(figure(hits.median()));
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn precision_is_judged_among_as_many_as_are_relevant() {
        let found = |best: &[usize]| Found { hits: best.len(), best: best.to_vec() };
        let relevant = HashSet::from([1, 2]);
        for (best, expected) in [(&[1, 2, 3][..], 1.0), (&[3, 1, 2], 0.5), (&[1], 0.5), (&[], 0.0)] {
            assert!((precision(&found(best), &relevant) - expected).abs() < 1e-9);
        }
    }
}
