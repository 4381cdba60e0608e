//! [`clusters`]: what stands in one place of the screen.

use unicode_segmentation::{GraphemeIndices, UnicodeSegmentation};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How many columns the characters of one cluster may take, each by itself: the widest emoji of Unicode, two people
/// with a heart and a kiss between them, each with a colour of skin, takes as many.
const WIDEST: usize = 12;

/// A grapheme (UAX #29), or a part of one that has no end.
///
/// A grapheme may hold any number of characters that take columns: conjuncts, joined emoji, old Hangul. Whole, it
/// would find no place on the screen, and hide what stands behind it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cluster<'t> {
    /// The byte of the text at which it begins.
    pub at: usize,
    /// Its characters.
    pub text: &'t str,
    /// The columns it takes (UAX #11, as unicode-width reads it). It may be none.
    pub columns: usize,
}

/// The clusters of a text, in order. They hold all of it.
pub fn clusters(text: &str) -> Clusters<'_> {
    Clusters { graphemes: text.grapheme_indices(true), rest: None }
}

/// The iterator that [`clusters`] gives.
pub struct Clusters<'t> {
    graphemes: GraphemeIndices<'t>,
    /// What is left of a grapheme.
    rest: Option<(usize, &'t str)>,
}

impl<'t> Iterator for Clusters<'t> {
    type Item = Cluster<'t>;

    fn next(&mut self) -> Option<Self::Item> {
        let (at, grapheme) = self.rest.take().or_else(|| self.graphemes.next())?;
        let (text, rest) = grapheme.split_at(length(grapheme));
        self.rest = (!rest.is_empty()).then_some((at + text.len(), rest));
        Some(Cluster { at, text, columns: columns(text) })
    }
}

/// The bytes of a grapheme, or of the beginning of one that is too wide.
fn length(grapheme: &str) -> usize {
    // No character has more columns than bytes.
    if grapheme.len() <= WIDEST {
        return grapheme.len();
    }
    let mut used = 0;
    let end = grapheme.char_indices().find(|&(at, c)| {
        used += alone(c);
        at > 0 && used > WIDEST
    });
    end.map_or(grapheme.len(), |(at, _)| at)
}

/// Where one column is enough for a grapheme that is drawn in two by a terminal that knows nothing of the variation
/// selector in it, it has two: the line would be moved otherwise, and no terminal minds a column that stays empty.
fn columns(cluster: &str) -> usize {
    match cluster.width() {
        one @ ..=1 => one.max(columns_apart(cluster).min(2)),
        more => more,
    }
}

/// The columns that a cluster takes where the terminal draws each of its characters by itself.
pub fn columns_apart(cluster: &str) -> usize {
    cluster.chars().map(alone).sum()
}

fn alone(c: char) -> usize {
    c.width().unwrap_or(0)
}

/// Whether every character has one column and is a cluster by itself: those of the usual scripts that are read from
/// left to right. It need not know all of them.
pub(super) fn is_simple(text: &str) -> bool {
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
            ("⌚\u{fe0e}☠\u{fe0f}", &[("⌚\u{fe0e}", 2), ("☠\u{fe0f}", 2)]),
        ] {
            assert_eq!(found(text), expected);
        }
    }

    #[test]
    fn what_has_no_end_is_cut() {
        for (piece, each) in [("\u{1100}", 2), ("क\u{94d}", 1), ("ำ", 1), ("ﾞ", 1), ("🏽", 2)] {
            let text = format!("a{}z", piece.repeat(100));
            let found = found(&text);
            assert!(found.iter().all(|(part, _)| columns_apart(part) <= WIDEST), "{found:?}");
            assert!(found.len() > 100 * each / WIDEST, "{found:?}");
            assert_eq!(found.last(), Some(&("z", 1)));
        }
    }

    #[test]
    fn simple_characters_are_clusters_of_one_column() {
        for c in ('\0'..=char::MAX).filter(|c| is_simple(c.encode_utf8(&mut [0; 4]))) {
            assert_eq!(found(&format!("a{c}{c}é")).iter().map(|(_, columns)| columns).collect::<Vec<_>>(), [&1; 4]);
        }
    }

    proptest::proptest! {
        #[test]
        fn clusters_are_the_whole_text(text in "([a-z’é汉]|[👩🏽🚀❤ｶﾞ\u{1100}\u{1161}\u{11a8}กำक\u{94d}\u{200d}\u{fe0e}\u{fe0f}\u{301}🇰]{0,30}|\\PC){0,12}") {
            let mut at = 0;
            for cluster in clusters(&text) {
                proptest::prop_assert_eq!(cluster.at, at);
                proptest::prop_assert!(!cluster.text.is_empty() && columns_apart(cluster.text) <= WIDEST);
                proptest::prop_assert!(cluster.columns > 1 || columns_apart(cluster.text) <= cluster.columns);
                at += cluster.text.len();
            }
            proptest::prop_assert_eq!(at, text.len());
        }

        #[test]
        fn what_follows_a_cluster_is_cut_alike_without_it(text in "[a👩🏽❤ｶﾞ\u{1100}\u{1161}\u{11a8}क\u{94d}\u{200d}\u{fe0f}\u{301}]{0,60}") {
            if let Some(first) = clusters(&text).next() {
                let rest: Vec<_> = clusters(&text).skip(1).map(|cluster| cluster.text).collect();
                let alone: Vec<_> = clusters(&text[first.text.len()..]).map(|cluster| cluster.text).collect();
                proptest::prop_assert_eq!(rest, alone);
            }
        }
    }
}
