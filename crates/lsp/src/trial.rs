//! Proposals are tried before they are offered: what is around the quotation is checked with their edits.

use std::ops::Range;

use kzq_edit::{Splice, TextEdit};
use kzq_fidelity::DraftVerdict;
use kzq_text::Safe;

use crate::collections::Collections;
use crate::document::{Draft, Quotation};

/// Edits that may help a quotation.
pub(crate) struct Proposal {
    pub(crate) title: Safe<'static>,
    pub(crate) edits: Vec<TextEdit>,
    pub(crate) is_preferred: bool,
    /// What the quotation must be afterwards.
    pub(crate) expected: Expected,
}

/// What becomes of a quotation by edits that help.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    /// It is fine.
    Fine,
    /// Its edits are marked.
    Edited,
    /// It is not judged any more.
    Gone,
}

/// A part of a draft in which proposals for one of its quotations are tried.
struct Trial<'d> {
    draft: &'d Draft,
    /// Its range of bytes in the draft.
    range: Range<usize>,
    /// The number of the quotation among those of the part.
    number: usize,
    /// How many it has.
    count: usize,
}

/// The proposals after which a quotation is what they expect.
pub(crate) fn those_that_help(
    draft: &Draft,
    quotation: &Quotation,
    mut proposals: Vec<Proposal>,
    collections: &Collections<'_>,
) -> Vec<Proposal> {
    let Some(trial) =
        Trial::nearby(draft, quotation, &proposals, collections).or_else(|| Trial::whole(draft, quotation))
    else {
        return Vec::new();
    };
    proposals.retain(|proposal| trial.succeeds(proposal, collections));
    proposals
}

impl<'d> Trial<'d> {
    /// A trial in the paragraphs that the proposals change and those beside them, which may say whose the words are. `None`
    /// if the quotation is not the same there as in the whole draft, as when they are inside a longer block of code.
    fn nearby(
        draft: &'d Draft,
        quotation: &Quotation,
        proposals: &[Proposal],
        collections: &Collections<'_>,
    ) -> Option<Self> {
        let edits = || proposals.iter().flat_map(|proposal| &proposal.edits);
        let start = edits().map(|edit| edit.range.start).fold(quotation.range.start, usize::min);
        let end = edits().map(|edit| edit.range.end).fold(quotation.range.end, usize::max);
        let trial = Self::within(draft, with_neighbours(draft.text(), &(start..end)), quotation)?;
        let alone = draft.quotations_of(trial.text(), collections);
        let own = alone.get(trial.number).filter(|_| alone.len() == trial.count)?;
        let is_same = own.range.start + trial.range.start == quotation.range.start
            && own.judged.verdict == quotation.judged.verdict
            && own.judged.attributed_to == quotation.judged.attributed_to;
        is_same.then_some(trial)
    }

    /// A trial in the whole draft.
    fn whole(draft: &'d Draft, quotation: &Quotation) -> Option<Self> {
        Self::within(draft, 0..draft.text().len(), quotation)
    }

    fn within(draft: &'d Draft, range: Range<usize>, quotation: &Quotation) -> Option<Self> {
        let inside = || draft.quotations().iter().filter(|own| range.contains(&own.range.start));
        let number = inside().position(|own| own.range == quotation.range)?;
        let count = inside().count();
        Some(Self { draft, range, number, count })
    }

    fn text(&self) -> &'d str {
        &self.draft.text()[self.range.clone()]
    }

    /// Whether the quotation is what a proposal expects, once its edits are made.
    fn succeeds(&self, proposal: &Proposal, collections: &Collections<'_>) -> bool {
        let start = self.range.start;
        let moved = |edit: &TextEdit| TextEdit {
            range: edit.range.start - start..edit.range.end - start,
            replacement: edit.replacement.clone(),
        };
        let changed = Splice::new(proposal.edits.iter().map(moved).collect()).apply(self.text());
        let after = self.draft.quotations_of(&changed, collections);
        let own = after.get(self.number).map(|own| own.judged.verdict);
        match proposal.expected {
            Expected::Fine => own.is_some_and(DraftVerdict::is_fine),
            Expected::Edited => own == Some(DraftVerdict::Edited),
            Expected::Gone => after.len() < self.count,
        }
    }
}

/// The paragraphs of a text that contain a range, with one on either side. Blank lines separate paragraphs.
fn with_neighbours(text: &str, range: &Range<usize>) -> Range<usize> {
    let (mut starts, mut at, mut is_behind_blank) = (vec![0], 0, false);
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if is_behind_blank && !is_blank {
            starts.push(at);
        }
        (is_behind_blank, at) = (is_blank, at + line.len());
    }
    let first = starts.partition_point(|&start| start <= range.start) - 1;
    let behind = starts.partition_point(|&start| start < range.end);
    starts[first.saturating_sub(1)]..starts.get(behind + 1).copied().unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use kzq_search::Engine;

    use super::*;
    use crate::actions::proposals;
    use crate::collections::CollectionFiles;
    use crate::protocol::DocumentItem;

    const COLLECTION: &str = r#"(schema: 1, id: "c", title: "C",
        speakers: {"ada": (name: "Ada Byron"), "bob": (name: "Bob Babbage")},
        entries: [
            Quote(id: "engine", by: "ada", text: "The engine has no pretensions to originate anything at all."),
            Quote(id: "cost", by: "bob", text: "Whatever it may cost, the engine shall not be stopped by anybody here."),
        ])"#;

    #[test]
    fn local_trials_agree_with_whole_draft_trials() {
        let engine = Engine::new(Arc::new(kzq_corpus::read("c.ron", COLLECTION.as_bytes()).corpus.unwrap()));
        let files = CollectionFiles::default();
        let collections = Collections::new(&engine, &files);
        let drifted = "“The engine has no pretension to originate anything at all”";
        let wrong = "“Whatever it may cost, the engine shall not be stopped by anybody here,” Byron said.";
        for (language, draft, trials) in [
            ("markdown", format!("{drifted}, Byron said. {wrong}"), "nearby nearby"),
            ("markdown", format!("Babbage said:\n\n> {}\n\nSo be it.", &drifted[3..drifted.len() - 3]), "nearby"),
            ("markdown", format!("It ends.[^1]\n\n[^1]: {drifted}, Byron said."), "nearby"),
            ("markdown", format!("```\na\n\nb\n\nc\n```\n{drifted}, Byron said."), "whole"),
            ("html", format!("<p>{drifted}, Byron said.</p>\n\n<p>{wrong}</p>"), "nearby nearby"),
            ("latex", format!("\\begin{{document}}\n\n{drifted}, Byron said.\\footnote{{{wrong}}}\n"), "nearby nearby"),
            ("restructuredtext", format!("Title\n=====\n\n{drifted}, Byron said.\n\n{wrong}\n"), "nearby nearby"),
            ("asciidoc", format!("[quote,Bob Babbage]\n____\n{drifted}\n____\n\n{wrong}\n"), "nearby nearby"),
            ("typst", format!("= Title\n\n{drifted}, Byron said.\n\n{wrong}"), "nearby nearby"),
        ] {
            // A long draft, in which the first and the last paragraphs are far away.
            let far = "Nobody spoke.\n\n".repeat(5);
            let text = format!("{far}{draft}\n\n{far}");
            let (uri, language_id) = ("file:///a".to_owned(), language.to_owned());
            let mut draft = Draft::open(DocumentItem { uri, language_id, version: 1, text });
            draft.check(&collections);
            let found: Vec<&str> = draft
                .quotations()
                .iter()
                .map(|quotation| {
                    let proposals = proposals(&draft, quotation, &collections);
                    let whole = Trial::whole(&draft, quotation).unwrap();
                    let nearby = Trial::nearby(&draft, quotation, &proposals, &collections);
                    for proposal in &proposals {
                        let helps = whole.succeeds(proposal, &collections);
                        let helps_nearby = nearby.as_ref().map(|trial| trial.succeeds(proposal, &collections));
                        assert!(helps_nearby.is_none_or(|it| it == helps), "{}: {}", proposal.title, draft.text());
                    }
                    nearby.map_or("whole", |_| "nearby")
                })
                .collect();
            assert_eq!(found.join(" "), trials, "{}", draft.text());
        }
    }

    #[test]
    fn paragraphs_include_their_neighbours() {
        let text = "a\n\n\nb\nb\n \nc\n\nd\n\ne";
        for (needle, expected) in
            [("a", "a\n\n\nb\nb\n \n"), ("b\n \nc", "a\n\n\nb\nb\n \nc\n\nd\n\n"), ("e", "d\n\ne")]
        {
            let start = text.find(needle).unwrap();
            assert_eq!(&text[with_neighbours(text, &(start..start + needle.len()))], expected, "{needle:?}");
        }
        assert_eq!(with_neighbours("", &(0..0)), 0..0);
    }
}
