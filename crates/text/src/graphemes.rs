//! [`clusters`]: splits text into units that each occupy one place on the screen.

use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// Maximum sum of the column widths of a cluster's characters. The widest emoji of Unicode (two people with a heart and
/// a kiss between them, each with a skin tone) needs this many.
const MAX_COLUMNS: usize = 12;

/// A grapheme (UAX #29), or a piece of an overlong one.
///
/// A grapheme may contain any number of characters with width: conjuncts, joined emoji, old Hangul. Left whole, it
/// would not fit on the screen and would hide what follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster<'t> {
    /// Byte offset of the cluster in the text.
    pub offset: usize,
    /// The characters of the cluster.
    pub text: &'t str,
    /// Width in columns (UAX #11, as computed by unicode-width); may be 0.
    pub columns: usize,
}

/// Splits a text into clusters, in order and without gaps.
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { graphemes: text.grapheme_indices(true), rest: None }
}

/// The iterator returned by [`clusters`].
pub struct Clusters<'t> {
    graphemes: GraphemeIndices<'t>,
    /// The unread rest of an overlong grapheme.
    rest: Option<(usize, &'t str)>,
}

impl<'t> Iterator for Clusters<'t> {
    type Item = Cluster<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let (at, grapheme) = self.rest.take().or_else(|| self.graphemes.next())?;
        let (text, rest) = grapheme.split_at(piece_len(grapheme));
        self.rest = (!rest.is_empty()).then_some((at + text.len(), rest));
        Some(Cluster { offset: at, text, columns: cluster_columns(text) })
    }
}

/// The byte length of a grapheme, or of the piece to cut off if it is too wide.
fn piece_len(grapheme: &str) -> usize {
    // No character has more columns than bytes.
    if grapheme.len() <= MAX_COLUMNS {
        return grapheme.len();
    }
    let mut used = 0;
    let end = grapheme.char_indices().find(|&(at, c)| {
        used += char_columns(c);
        at > 0 && used > MAX_COLUMNS
    });
    end.map_or(grapheme.len(), |(at, _)| at)
}

/// The width of a cluster. A one-column grapheme counts as two if a terminal that ignores its variation selector would
/// draw it in two: otherwise the line would shift, whereas a column left empty does no harm.
fn cluster_columns(cluster: &str) -> usize {
    // Each is a cluster of its own.
    if cluster.len() > 1 && cluster.chars().all(crate::sanitise::is_harmless_format) {
        return 0;
    }
    match cluster.width() {
        one @ ..=1 => one.max(unjoined_columns(cluster).min(2)),
        more => more,
    }
}

/// The width of a cluster if the terminal draws each of its characters separately.
pub fn unjoined_columns(cluster: &str) -> usize {
    cluster.chars().map(char_columns).sum()
}

fn char_columns(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Whether every character is a cluster of its own, one column wide. Knows the common left-to-right scripts only, so it
/// may return `false` for other simple text.
pub(super) fn is_single_column(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(c,
            ' '..='~' | '\u{a0}'..='\u{a8}' | '\u{aa}'..='\u{ac}' | '\u{af}'..='\u{2ff}' | '\u{370}'..='\u{482}'
            | '\u{48a}'..='\u{52f}' | '\u{1e00}'..='\u{1fff}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{203b}')
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, usize)> {
        clusters(text).map(|cluster| (cluster.text, cluster.columns)).collect()
    }

    #[test]
    fn graphemes_are_clusters() {
        for (text, expected) in [
            ("né", &[("n", 1), ("é", 1)][..]),
            ("e\u{301}字", &[("e\u{301}", 1), ("字", 2)]),
            ("👩🏽‍❤️‍💋‍👨🏿👨‍👩‍👧‍👦", &[("👩🏽‍❤️‍💋‍👨🏿", 2), ("👨‍👩‍👧‍👦", 2)]),
            ("🇰🇿a", &[("🇰🇿", 2), ("a", 1)]),
            ("ｶﾞ", &[("ｶﾞ", 2)]),
            ("a\u{ad}\u{200b}b", &[("a", 1), ("\u{ad}", 0), ("\u{200b}", 0), ("b", 1)]),
            ("⌚\u{fe0e}☠\u{fe0f}", &[("⌚\u{fe0e}", 2), ("☠\u{fe0f}", 2)]),
        ] {
            assert_eq!(found(text), expected);
        }
    }

    #[test]
    fn overlong_graphemes_are_split() {
        for (piece, each) in [("\u{1100}", 2), ("क\u{94d}", 1), ("ำ", 1), ("ﾞ", 1), ("🏽", 2)] {
            let text = format!("a{}z", piece.repeat(100));
            let found = found(&text);
            assert!(found.iter().all(|(part, _)| unjoined_columns(part) <= MAX_COLUMNS), "{found:?}");
            assert!(found.len() > 100 * each / MAX_COLUMNS, "{found:?}");
            assert_eq!(found.last(), Some(&("z", 1)));
        }
    }

    #[test]
    fn single_column_chars_are_their_own_clusters() {
        for c in ('\0'..=char::MAX).filter(|c| is_single_column(c.encode_utf8(&mut [0; 4]))) {
            assert_eq!(found(&format!("a{c}{c}é")).iter().map(|(_, columns)| columns).collect::<Vec<_>>(), [&1; 4]);
        }
    }

    proptest::proptest! {
        #[test]
        fn clusters_cover_the_whole_text(text in "([a-z’é汉]|[👩🏽🚀❤ｶﾞ\u{1100}\u{1161}\u{11a8}กำक\u{94d}\u{200d}\u{fe0e}\u{fe0f}\u{301}🇰]{0,30}|\\PC){0,12}") {
            let mut at = 0;
            for cluster in clusters(&text) {
                proptest::prop_assert_eq!(cluster.offset, at);
                proptest::prop_assert!(!cluster.text.is_empty() && unjoined_columns(cluster.text) <= MAX_COLUMNS);
                proptest::prop_assert!(cluster.columns > 1 || unjoined_columns(cluster.text) <= cluster.columns);
                at += cluster.text.len();
            }
            proptest::prop_assert_eq!(at, text.len());
        }

        #[test]
        fn clusters_do_not_depend_on_what_precedes_them(text in "[a👩🏽❤ｶﾞ\u{1100}\u{1161}\u{11a8}क\u{94d}\u{200d}\u{fe0f}\u{301}]{0,60}") {
            if let Some(first) = clusters(&text).next() {
                let rest: Vec<_> = clusters(&text).skip(1).map(|cluster| cluster.text).collect();
                let alone: Vec<_> = clusters(&text[first.text.len()..]).map(|cluster| cluster.text).collect();
                proptest::prop_assert_eq!(rest, alone);
            }
        }
    }
}
