//! The cost of a query in a loaded collection, and of a key while a query is typed, without a terminal.

use anyhow::Result;

use crate::bench::{Effort, Slot, in_turn, timed};
use crate::table::{Samples, Table, figure, ratio};

/// The queries in kzq's syntax.
const QUERIES: [&str; 20] = [
    "u",
    "un",
    "m",
    "un reform",
    "middle powers",
    "kazakhstan",
    "digitl kazakhstan",
    "xqz",
    "\"security council of the united\"",
    "topic:ai kind:quote war",
    "!war peace",
    "war OR peace",
    "(war OR peace) government",
    "\"security states\"~5",
    "/kaza.*/",
    "date:2005..2010 war",
    "topic:ai,law war",
    "speaker:weber war",
    "war sort:date",
    "has:source year:2020",
];

/// A query that matches nothing, since no text has this character: it measures what a program needs to read its input.
const NOTHING: &str = "\u{1}\u{1}";

/// Texts that are typed letter by letter and deleted again.
pub const TYPED: [&str; 2] = ["middle powers", "un reform"];

/// The time of each query for each peer, and how many entries it finds.
#[derive(Default)]
struct Cell {
    times: Samples,
    hits: usize,
    failed: bool,
}

/// Measures the queries in rounds and returns the table of medians.
pub fn queries(slots: &mut [Slot<'_>], effort: Effort) -> String {
    let rows: Vec<&str> = QUERIES.into_iter().chain([NOTHING]).collect();
    let mut cells: Vec<Vec<Cell>> = rows.iter().map(|_| slots.iter().map(|_| Cell::default()).collect()).collect();
    for round in 0..effort.rounds {
        for (query, row) in rows.iter().zip(&mut cells) {
            for at in in_turn(slots.len(), round) {
                measure(&mut slots[at], query, &mut row[at], effort);
            }
        }
    }
    query_table(slots, &rows, &cells)
}

fn measure(slot: &mut Slot<'_>, query: &str, cell: &mut Cell, effort: Effort) {
    let Some(peer) = &mut slot.peer else { return };
    if query == NOTHING && !peer.is_program() {
        return;
    }
    if cell.failed || cell.times.sum() > effort.enough.as_secs_f64() * 1e3 {
        return;
    }
    let query = peer.translate(query);
    match timed(|| peer.ask(&query)) {
        Ok((found, time)) => {
            cell.times.add_time(time);
            cell.hits = found.hits;
        }
        Err(error) => {
            eprintln!("{}: {query}: {error:#}", slot.name);
            cell.failed = true;
        }
    }
}

fn query_table(slots: &[Slot<'_>], rows: &[&str], cells: &[Vec<Cell>]) -> String {
    let mut headings = vec!["query".to_owned(), "hits of kzq".to_owned()];
    headings.extend(slots.iter().map(|slot| heading(slot)));
    let mut table = Table::new(&headings.iter().map(String::as_str).collect::<Vec<_>>());
    for (query, row) in rows.iter().zip(cells) {
        let name = if *query == NOTHING { "nothing matches".to_owned() } else { format!("`{query}`") };
        let kzq = row[0].times.median();
        let hits = row[0].times.median().map_or("–".to_owned(), |_| row[0].hits.to_string());
        let mut line = vec![name, hits];
        for (at, slot) in slots.iter().enumerate() {
            let idle = slot.is_filter().then(|| cells.last().and_then(|row| row[at].times.median())).flatten();
            line.push(query_cell(slot, &row[at], idle.filter(|_| *query != NOTHING), kzq));
        }
        table.row(line);
    }
    table.finish()
}

fn heading(slot: &Slot<'_>) -> String {
    if slot.is_filter() { format!("{}, whole / net", slot.name) } else { slot.name.to_owned() }
}

/// A median; for a program also net of reading the collection, which is the figure to compare.
fn query_cell(slot: &Slot<'_>, cell: &Cell, idle: Option<f64>, kzq: Option<f64>) -> String {
    if slot.peer.is_none() {
        return "not installed".to_owned();
    }
    if cell.failed {
        return "failed".to_owned();
    }
    let median = cell.times.median();
    match (median, idle) {
        (None, _) => figure(None),
        _ if slot.name == "kzq" => format!("**{}**", figure(median)),
        (Some(whole), Some(idle)) => {
            let net = Some((whole - idle).max(0.0));
            format!("{} / {}{}", figure(median), figure(net), ratio(net, kzq))
        }
        _ => format!("{}{}", figure(median), ratio(median, kzq)),
    }
}

/// Measures typing in rounds: every peer answers a key before the next one is pressed. Programs that restart for each
/// answer are left out (they are typed into in a terminal), and nucleo-matcher, which nucleo represents.
pub fn keystrokes(slots: &mut [Slot<'_>], effort: Effort) -> Result<String> {
    let mut table = Table::new(&["typed and deleted", "peer", "keys", "median", "worst"]);
    let takes_part =
        |slot: &Slot<'_>| slot.name != "nucleo-matcher" && slot.peer.as_ref().is_some_and(|peer| !peer.is_program());
    let mut slots: Vec<&mut Slot<'_>> = slots.iter_mut().filter(|slot| takes_part(slot)).collect();
    for text in TYPED {
        let mut keys = vec![Samples::default(); slots.len()];
        for round in 0..effort.rounds {
            for query in steps(text) {
                for at in in_turn(slots.len(), round) {
                    press(slots[at], &query, &mut keys[at], effort)?;
                }
            }
        }
        let kzq = (keys[0].median(), keys[0].worst());
        for (slot, keys) in slots.iter().zip(&keys) {
            let (median, worst) = (keys.median(), keys.worst());
            let (near, far) = (ratio(median, kzq.0), ratio(worst, kzq.1));
            let cells = [figure(median) + &near, figure(worst) + &far];
            let [median, worst] = if slot.name == "kzq" { [figure(median), figure(worst)] } else { cells };
            table.row([format!("`{text}`"), slot.name.to_owned(), keys.len().to_string(), median, worst]);
        }
    }
    Ok(table.finish())
}

fn press(slot: &mut Slot<'_>, query: &str, keys: &mut Samples, effort: Effort) -> Result<()> {
    let Some(peer) = &mut slot.peer else { return Ok(()) };
    if keys.sum() > effort.patience.as_secs_f64() * 1e3 / TYPED.len() as f64 {
        return Ok(());
    }
    let (_, time) = timed(|| peer.ask_on(query))?;
    keys.add_time(time);
    Ok(())
}

/// The queries on the screen while a text is typed, and while it is deleted down to its first letter.
fn steps(text: &str) -> Vec<String> {
    let ends: Vec<usize> = text.char_indices().map(|(at, c)| at + c.len_utf8()).collect();
    let back = ends.iter().rev().skip(1);
    ends.iter().chain(back).map(|&end| text[..end].to_owned()).collect()
}

impl Slot<'_> {
    /// Whether it is a ranking program, whose reading time is left out of the comparison.
    fn is_filter(&self) -> bool {
        matches!(self.name, "fzf" | "sk")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_goes_there_and_back() {
        assert_eq!(steps("u n"), ["u", "u ", "u n", "u ", "u"]);
    }
}
