//! Any bytes as a draft and as a source text: quotations are found in it and judged, each at its location.

use std::sync::OnceLock;

use kzq_fidelity::{Proofreader, SourceText, proofread};
use kzq_search::Engine;
use kzq_text::markup::Markup;

use super::{embedded, is_showable};

fn reader() -> &'static Proofreader<'static> {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    static READER: OnceLock<Proofreader<'static>> = OnceLock::new();
    READER.get_or_init(|| Proofreader::new(ENGINE.get_or_init(|| Engine::new(embedded()))))
}

pub fn run(data: &[u8]) {
    let draft = String::from_utf8_lossy(data);
    for format in [Markup::Plain, Markup::Markdown, Markup::Html, Markup::Captions] {
        for judged in proofread(reader(), &format.read(&draft)).judgements {
            let line = draft.lines().nth(judged.line - 1).unwrap_or_default();
            assert!(judged.column > 0 && judged.column <= line.chars().count() + 1, "{format:?}: {judged:?}");
            assert!(is_showable(judged.text.visible().as_str()));
            assert!(judged.attributed_to.is_none_or(|name| is_showable(name.visible().as_str())));
            assert!(judged.note.is_none_or(|note| is_showable(note.visible().as_str())));
            assert!(judged.similarity.is_none_or(|similarity| (0.0..=1.0).contains(&similarity)));
        }
    }
    let source = SourceText::new(draft.into_owned());
    for id in embedded().entry_ids().take(3) {
        let found = source.find(embedded().entry(id).text().as_str());
        assert!(!found.verdict.name().is_empty());
    }
}
