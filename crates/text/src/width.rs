//! Display width of text in terminal columns, and truncation to a width.

use crate::Safe;
use crate::graphemes::{clusters, is_single_column};

/// The number of columns `text` occupies: the sum of its clusters.
pub fn width(text: &str) -> usize {
    if is_single_column(text) { text.chars().count() } else { clusters(text).map(|cluster| cluster.columns).sum() }
}

/// The byte length of the longest prefix of `text`, in whole clusters, that fits into `columns`.
pub fn fitting_len(text: &str, columns: usize) -> usize {
    let mut used = 0;
    for cluster in clusters(text) {
        used += cluster.columns;
        if used > columns {
            return cluster.offset;
        }
    }
    text.len()
}

/// Truncates `text` to `columns`, appending `ellipsis` if anything was cut.
pub fn truncate<'a>(text: &'a Safe<'_>, columns: usize, ellipsis: &'static str) -> Safe<'a> {
    if width(text.as_str()) <= columns {
        return text.to_borrowed();
    }
    let available = columns.saturating_sub(width(ellipsis));
    if available == 0 {
        return text.slice(0..fitting_len(text.as_str(), columns));
    }
    let kept = text.as_str()[..fitting_len(text.as_str(), available)].trim_end();
    crate::safe!(text.slice(0..kept.len()), ellipsis)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn truncates_between_graphemes_and_adds_an_ellipsis() {
        for (text, columns, cut) in [
            ("Security Council", 20, "Security Council"),
            ("Security Council", 10, "Security…"),
            ("汉字汉字", 5, "汉字…"),
            ("👩‍🚀👩‍🚀👩‍🚀", 4, "👩‍🚀…"),
            ("abc", 0, ""),
            ("abc", 1, "a"),
        ] {
            assert_eq!(truncate(&Safe::from(text), columns, "…").as_str(), cut);
        }
    }
}
