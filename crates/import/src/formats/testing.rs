//! Helpers of the readers' tests.

use kzq_edit::SpeakerReference;

use crate::format::{Format, Input, ReadOptions};
use crate::item::{Imported, Item, Sink};

/// What a reader found.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) entries: Vec<Imported>,
    pub(super) skipped: Vec<(usize, &'static str)>,
    pub(super) remarks: Vec<String>,
    pub(super) error: Option<String>,
}

impl Sink for Found {
    fn accept(&mut self, item: Item) -> bool {
        match item {
            Item::Entry(imported) => self.entries.push(imported),
            Item::Skipped(skipped) => self.skipped.push((skipped.line, skipped.reason)),
            Item::Source(_) => {}
        }
        true
    }

    fn remark(&mut self, remark: String) {
        self.remarks.push(remark);
    }
}

impl Found {
    /// Each entry as `LINE: WORDS — SPEAKER`.
    pub(super) fn brief(&self) -> Vec<String> {
        let brief = |entry: &Imported| {
            let name = match &entry.draft.speaker {
                Some(SpeakerReference::Described(speaker)) => format!(" — {}", speaker.name),
                Some(SpeakerReference::Id(id)) => format!(" — #{id}"),
                None => String::new(),
            };
            format!("{}: {}{name}", entry.line, entry.draft.text)
        };
        self.entries.iter().map(brief).collect()
    }
}

/// A text file.
pub(super) fn input<'i>(name: &'i str, text: &'i str) -> Input<'i> {
    Input { name, bytes: text.as_bytes(), text }
}

/// Recognises a file.
pub(super) fn sniff(format: &Format, input: Input<'_>) -> Option<String> {
    (format.sniff)(&input)
}

/// Reads a text.
pub(super) fn read(format: &Format, text: &str) -> Found {
    read_with(format, text, &ReadOptions::default())
}

/// Reads a text with options.
pub(super) fn read_with(format: &Format, text: &str, options: &ReadOptions) -> Found {
    let mut found = Found::default();
    let result = (format.read)(&input("file", text), options, &mut found);
    found.error = result.err().map(|error| error.to_string());
    found
}
