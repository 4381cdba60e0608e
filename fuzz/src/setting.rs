//! Any bytes as text to lay out: the lines contain all of it and are no wider than allowed; so are the parts that a
//! query matched.
//!
//! The first byte is the number of columns; the first line of the rest is the query.

use kzq_search::{Query, match_ranges};
use kzq_text::Safe;
use kzq_text::graphemes::clusters;
use kzq_text::width::{fitting_len, truncate, width};
use kzq_text::wrap::wrap;

pub fn run(data: &[u8]) {
    let Some((&columns, rest)) = data.split_first() else { return };
    let columns = usize::from(columns);
    let raw = String::from_utf8_lossy(rest);
    let (typed, raw) = raw.split_once('\n').unwrap_or(("", &raw));
    let safe = Safe::text(raw);
    let text = safe.as_str();

    let lines = wrap(text, columns);
    assert!(!lines.is_empty());
    let mut at = 0;
    for line in &lines {
        // Only text at which a line may break is left out: blanks, and one line feed.
        let between = text.get(at..line.start).expect("lines are in order, and of whole characters");
        assert!(between.matches('\n').count() <= 1 && between.chars().all(|c| c == ' ' || c == '\n'), "{between:?}");
        at = line.end;
        let line = &text[line.clone()];
        assert!(!line.contains('\n'));
        assert!(width(line) <= columns.max(1) || clusters(line).count() == 1, "{line:?} is wider than {columns}");
    }
    assert!(text[at..].chars().all(|c| c == ' ' || c == '\n'), "{:?} is lost", &text[at..]);

    let line = Safe::line(raw);
    let cut = truncate(&line, columns, "…");
    assert!(width(cut.as_str()) <= columns, "{cut:?} is wider than {columns}");
    assert!(width(&line.as_str()[..fitting_len(line.as_str(), columns)]) <= columns);

    let query = Query::parse(&typed[..typed.floor_char_boundary(200)]);
    for near in [false, true] {
        let found = match_ranges(&query, text, near);
        assert!(found.iter().all(|range| text.get(range.clone()).is_some_and(|part| !part.is_empty())));
        assert!(found.is_sorted_by(|one, other| one.end < other.start), "{found:?}");
    }
}
