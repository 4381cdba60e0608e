//! Wraps paragraphs into lines of a given width.

use std::ops::Range;

use unicode_linebreak::linebreaks;

use crate::graphemes::clusters;
use crate::width::width;

/// Wraps `text` at `columns` and returns the byte ranges of the lines. Breaks where UAX #14 allows, inside a word only
/// if the word alone is too wide, and at every line feed.
///
/// Lines exclude the line feed and the spaces at which they were broken; everything else is in exactly one line. A
/// cluster wider than `columns` gets a line of its own. There is always at least one line.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    wrap_with(text, columns, |line| lines.push(line));
    lines
}

/// Like [`wrap`], but passes each line to `emit`. A line other than the last depends on nothing after the next line:
/// wrapping a prefix of a text yields the same lines, except for the last one.
pub fn wrap_with(text: &str, columns: usize, mut emit: impl FnMut(Range<usize>)) {
    let columns = columns.max(1);
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, columns, |line| emit(start + line.start..start + line.end));
        start += paragraph.len() + 1;
    }
}

fn wrap_paragraph(paragraph: &str, columns: usize, mut emit: impl FnMut(Range<usize>)) {
    let mut line = 0..0;
    let mut used = 0;
    let mut at = 0;
    for (next, _) in linebreaks(paragraph) {
        let chunk = &paragraph[at..next];
        let trimmed = chunk.trim_end_matches(' ');
        let plain = is_printable_ascii(trimmed);
        let chunk_width = if plain { trimmed.len() } else { width(trimmed) };
        if used + chunk_width > columns && line.end > line.start {
            emit(std::mem::replace(&mut line, at..at));
            used = 0;
        }
        let fits = used + chunk_width <= columns;
        let mut place = |offset: usize, len: usize, wide: usize| {
            if used + wide > columns && at + offset > line.start {
                // Leading blanks are the ones at which the line was broken.
                emit(line.clone());
                line.start = at + offset;
                used = 0;
            }
            used += wide;
            line.end = at + offset + len;
        };
        if trimmed.is_empty() {
            // Only blanks, at which a line may break.
        } else if fits {
            place(0, trimmed.len(), chunk_width);
        } else if plain {
            (0..trimmed.len()).for_each(|offset| place(offset, 1, 1));
        } else {
            clusters(trimmed).for_each(|cluster| place(cluster.offset, cluster.text.len(), cluster.columns));
        }
        used += chunk.len() - trimmed.len();
        at = next;
    }
    emit(line);
}

/// Whether every byte is a character and a cluster one column wide.
fn is_printable_ascii(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn breaks_where_users_expect_it() {
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
            ("   in", 2, vec!["", "in"]),
        ] {
            assert_eq!(wrapped(text, columns), lines, "{text:?} at {columns}");
        }
    }

    /// Reference implementation, without the ASCII shortcuts.
    fn wrap_reference(text: &str, columns: usize) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut base = 0;
        for paragraph in text.split('\n') {
            let (mut line, mut used, mut at) = (0..0, 0, 0);
            for (next, _) in linebreaks(paragraph) {
                let chunk = &paragraph[at..next];
                let solid = chunk.trim_end_matches(' ');
                let wide: usize = clusters(solid).map(|cluster| cluster.columns).sum();
                if used + wide > columns && line.end > line.start {
                    lines.push(base + line.start..base + line.end);
                    line = at..at;
                    used = 0;
                }
                for cluster in clusters(solid) {
                    if used + cluster.columns > columns && at + cluster.offset > line.start {
                        lines.push(base + line.start..base + line.end);
                        line.start = at + cluster.offset;
                        used = 0;
                    }
                    used += cluster.columns;
                    line.end = at + cluster.offset + cluster.text.len();
                }
                used += chunk.len() - solid.len();
                at = next;
            }
            lines.push(base + line.start..base + line.end);
            base += paragraph.len() + 1;
        }
        lines
    }

    proptest::proptest! {
        #[test]
        fn wrapping_matches_the_reference(text in "([a-z’é“(汉👩‍🚀1.,-]{0,14}[ \n]{0,3}|[a-z( ]{0,40}){0,9}", columns in 1_usize..30) {
            proptest::prop_assert_eq!(wrap(&text, columns), wrap_reference(&text, columns));
        }

        #[test]
        fn lines_fit_and_no_text_is_lost(text in "([a-z’é汉👩‍🚀क्ｶﾞ\u{1100}-]{0,12}[ \n]{0,3}){0,12}", columns in 2_usize..30) {
            let lines = wrapped(&text, columns);
            for line in &lines {
                proptest::prop_assert!(width(line) <= columns || clusters(line).count() == 1, "{line:?}");
            }
            let kept: String = lines.concat();
            proptest::prop_assert_eq!(kept.replace(' ', ""), text.replace([' ', '\n'], ""));
        }

        #[test]
        fn lines_of_a_prefix_match_those_of_the_text(text in "([a-z’é“( 汉👩‍🚀1.,-]{0,14}[ \n]?){0,16}", cut in 0_usize..90, columns in 1_usize..30) {
            let beginning = &text[..text.floor_char_boundary(cut)];
            let (lines, whole) = (wrap(beginning, columns), wrap(&text, columns));
            proptest::prop_assert_eq!(&lines[..lines.len() - 1], &whole[..lines.len() - 1]);
        }
    }
}
