//! Any bytes as an article, in each format: what is found lies in its text, in order, with places in the original.

use std::ops::Range;
use std::sync::OnceLock;

use kzq_extract::article::{Article, ArticleFormat};
use kzq_extract::extract;
use kzq_extract::speakers::SpeakerIndex;

use super::embedded;

fn cast() -> &'static SpeakerIndex {
    static CAST: OnceLock<SpeakerIndex> = OnceLock::new();
    CAST.get_or_init(|| SpeakerIndex::new(&embedded()))
}

pub fn run(data: &[u8]) {
    let original = String::from_utf8_lossy(data);
    for format in [ArticleFormat::Plain, ArticleFormat::Markdown, ArticleFormat::Html, ArticleFormat::Transcript] {
        let article = Article::read(&original, format);
        let text = article.text();
        let lies_in_text = |range: &Range<usize>| text.get(range.clone()).is_some();
        assert!(article.headings.iter().all(lies_in_text));
        let found = extract(&article, cast());
        assert!(found.is_sorted_by_key(|candidate| candidate.range().start), "{format:?}: {found:?}");
        for candidate in &found {
            assert!(!candidate.words(text).trim().is_empty(), "{format:?}: {candidate:?}");
            assert!(candidate.spans.is_sorted_by(|one, other| one.end <= other.start), "{format:?}: {candidate:?}");
            let further = [&candidate.speaker_span, &candidate.cue, &candidate.lead, &candidate.section];
            assert!(further.into_iter().flatten().all(lies_in_text), "{format:?}: {candidate:?}");
            let (line, column) = article.plain.place(candidate.range().start);
            assert!(line > 0 && column > 0);
        }
    }
}
