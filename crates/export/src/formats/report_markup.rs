//! [`ReportMarkup`]: how a format writes the parts of a report other than its entries.

use kzq_text::Safe;

/// How a format writes the parts of a report other than its entries.
#[derive(Debug)]
pub(crate) struct ReportMarkup {
    /// Escapes a text, and makes it one line.
    pub(crate) escape: fn(&Safe<'_>) -> Safe<'static>,
    /// Writes the beginning of the report, with its escaped title.
    pub(crate) title: fn(&Safe<'_>) -> Safe<'static>,
    /// Writes an escaped heading.
    pub(crate) heading: fn(&Safe<'_>) -> Safe<'static>,
    /// Makes an escaped citation point at the source with this number, if the format can.
    pub(crate) citation: fn(Safe<'static>, usize) -> Safe<'static>,
    /// Writes an escaped reference, with its number if citations are numbers.
    pub(crate) reference: fn(Safe<'static>, Option<usize>) -> Safe<'static>,
    /// Writes all references, which may be numbered.
    pub(crate) references: fn(Vec<Safe<'static>>, bool) -> Safe<'static>,
    /// Ends the report.
    pub(crate) end: &'static str,
}

/// Writes references as a list, in the syntax that Markdown and Org share.
pub(super) fn list_items(references: Vec<Safe<'static>>, is_numbered: bool) -> Safe<'static> {
    let items = references
        .into_iter()
        .enumerate()
        .map(|(at, text)| if is_numbered { kzq_text::safe!(at + 1, ". ", text) } else { kzq_text::safe!("- ", text) });
    Safe::join(items.collect::<Vec<_>>(), "\n")
}
