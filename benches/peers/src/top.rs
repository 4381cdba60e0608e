//! The best five entries of each peer for ten queries, to judge by eye.

use std::fmt::Write as _;

use crate::bench::Slot;
use crate::collection::Collection;

const QUERIES: [&str; 10] = [
    "digitl kazakhstan",
    "middle powers",
    "\"security council\"",
    "un reform",
    "nuclear",
    "digitalization",
    "artificial inteligence",
    "oil pipeline",
    "war peace",
    "covid-19",
];

/// Entries shown per answer.
const SHOWN: usize = 5;

/// Characters shown per entry.
const EXCERPT: usize = 160;

/// The answers as Markdown. Programs keep their own order; rg has the order of the file.
pub fn answers(slots: &mut [Slot<'_>], collection: &Collection) -> String {
    let mut page = String::new();
    for query in QUERIES {
        // Writing to a string does not fail.
        _ = writeln!(page, "## `{query}`\n");
        for slot in &mut *slots {
            answer(&mut page, slot, query, &collection.lines);
        }
    }
    page
}

fn answer(page: &mut String, slot: &mut Slot<'_>, query: &str, lines: &[String]) {
    let Some(peer) = &mut slot.peer else {
        _ = writeln!(page, "**{}**: not installed\n", slot.name);
        return;
    };
    match peer.ask(&peer.translate(query)) {
        Err(error) => _ = writeln!(page, "**{}**: {error:#}\n", slot.name),
        Ok(found) => {
            _ = writeln!(page, "**{}**, {} hits\n", slot.name, found.hits);
            for (number, &at) in found.best.iter().take(SHOWN).enumerate() {
                _ = writeln!(page, "{}. `{at}` {}", number + 1, excerpt(&lines[at], query));
            }
            page.push('\n');
        }
    }
}

/// The context of the first query word in the line, or the start of the line.
fn excerpt(line: &str, query: &str) -> String {
    let plain: Vec<char> =
        line.split_whitespace().collect::<Vec<_>>().join(" ").replace(['*', '_', '`', '<'], " ").chars().collect();
    let lower: String = plain.iter().map(char::to_ascii_lowercase).collect();
    let found = query.split_whitespace().find_map(|word| lower.find(&word.trim_matches('"').to_lowercase()));
    let at = found.map_or(0, |byte| lower[..byte].chars().count()).saturating_sub(EXCERPT / 2);
    let start = if at == 0 { 0 } else { at.min(plain.len().saturating_sub(EXCERPT)) };
    let shown: String = plain.iter().skip(start).take(EXCERPT).collect();
    let (before, after) = (start > 0, start + EXCERPT < plain.len());
    format!("{}{shown}{}", if before { "…" } else { "" }, if after { "…" } else { "" })
}
