//! Where the lines of a paragraph break, at a given width.

use std::ops::Range;

use unicode_linebreak::linebreaks;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// The byte ranges of the lines into which `text` falls at `columns`: broken where Unicode allows
/// (UAX #14), inside a word only where the word alone is too wide, at each line feed always.
///
/// A line does not hold the spaces at which it was broken, nor the line feed; everything else of the
/// text stands in exactly one line. A grapheme wider than `columns` has a line of its own.
/// There is always at least one line.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, columns, &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

/// Wraps one paragraph that begins at byte `base` of the whole text.
fn wrap_paragraph(paragraph: &str, base: usize, columns: usize, lines: &mut Vec<Range<usize>>) {
    let mut line = 0..0;
    let mut used = 0;
    let mut at = 0;
    for (next, _) in linebreaks(paragraph) {
        let chunk = &paragraph[at..next];
        let solid = chunk.trim_end_matches(' ');
        if used + solid.width() > columns && line.end > line.start {
            push(lines, base, &line);
            line = at..at;
            used = 0;
        }
        for (offset, grapheme) in solid.grapheme_indices(true) {
            let wide = grapheme.width();
            if used + wide > columns && at + offset > line.start {
                push(lines, base, &(line.start..at + offset));
                line.start = at + offset;
                used = 0;
            }
            used += wide;
            line.end = at + offset + grapheme.len();
        }
        used += chunk.len() - solid.len();
        at = next;
    }
    push(lines, base, &line);
}

fn push(lines: &mut Vec<Range<usize>>, base: usize, line: &Range<usize>) {
    lines.push(base + line.start..base + line.end);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn breaks_where_a_reader_expects_it() {
        for (text, columns, lines) in [
            ("", 10, vec![""]),
            ("We must be frank.", 10, vec!["We must be", "frank."]),
            ("We must be frank.", 80, vec!["We must be frank."]),
            ("one\n\ntwo", 10, vec!["one", "", "two"]),
            ("Baku-Ceyhan pipeline", 8, vec!["Baku-", "Ceyhan", "pipeline"]),
            ("multilateralism", 6, vec!["multil", "ateral", "ism"]),
            ("汉字汉字", 5, vec!["汉字", "汉字"]),
            ("a 汉", 1, vec!["a", "汉"]),
            ("two  spaces", 5, vec!["two", "space", "s"]),
        ] {
            assert_eq!(wrapped(text, columns), lines, "{text:?} at {columns}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_line_is_too_wide_and_no_word_is_lost(text in "([a-z’é汉👩‍🚀-]{0,12}[ \n]?){0,12}", columns in 2_usize..30) {
            let lines = wrapped(&text, columns);
            for line in &lines {
                proptest::prop_assert!(line.width() <= columns || line.graphemes(true).count() == 1, "{line:?}");
            }
            let kept: String = lines.concat();
            proptest::prop_assert_eq!(kept.replace(' ', ""), text.replace([' ', '\n'], ""));
        }
    }
}
