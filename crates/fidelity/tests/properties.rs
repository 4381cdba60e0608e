//! Properties for any words: typography is ignored, identical characters match, and differences have a diff.

use std::sync::Arc;

use kzq_fidelity::{ChangeKind, DraftVerdict, Judgement, Proofreader, SourceText, Verdict, proofread};
use kzq_search::Engine;
use kzq_text::markup::Markup;
use proptest::prelude::*;
use proptest::sample::select;

/// Judges a quotation against a collection of one entry.
fn judge(said: &str, quoted: &str) -> Option<Judgement> {
    let collection = format!(
        r#"(schema: 1, id: "c", title: "C", speakers: {{"ada": (name: "Ada Byron")}}, entries: [
            Quote(id: "q", by: "ada", text: {said:?}),
        ])"#
    );
    let corpus = kzq_corpus::read("c.ron", collection.as_bytes()).corpus.expect("the collection is valid");
    let engine = Engine::new(Arc::new(corpus));
    let draft = format!("Ada Byron said: “{quoted}”");
    proofread(&Proofreader::new(&engine), &Markup::Plain.read(&draft)).judgements.into_iter().next()
}

fn is_same(verdict: &Verdict) -> bool {
    matches!(verdict, Verdict::Exact | Verdict::Folded(_))
}

/// Words, each with the punctuation that follows it.
fn words() -> impl Strategy<Value = Vec<(String, &'static str)>> {
    let word = "[a-eA-C]{2,6}|office|first|it’s|l’été|мы|ещё|well-known";
    let mark = select(vec![" ", " ", " ", ", ", "; ", " — "]);
    proptest::collection::vec((word, mark), 4..14)
}

fn text_of(words: &[(String, &'static str)]) -> String {
    let text: String = words.iter().flat_map(|(word, mark)| [word.as_str(), mark]).collect();
    text.trim_end_matches([' ', ',', ';', '—']).to_owned()
}

/// A typographic change that does not change the words.
#[derive(Clone, Copy, Debug)]
enum Print {
    Apostrophes,
    Dashes,
    NarrowSpaces,
    DoubleSpaces,
    LineBreaks,
    SoftHyphens,
    ZeroWidthSpaces,
    Ligatures,
    Hyphenation,
    Decomposed,
}

const PRINTS: [Print; 10] = [
    Print::Apostrophes,
    Print::Dashes,
    Print::NarrowSpaces,
    Print::DoubleSpaces,
    Print::LineBreaks,
    Print::SoftHyphens,
    Print::ZeroWidthSpaces,
    Print::Ligatures,
    Print::Hyphenation,
    Print::Decomposed,
];

/// Inserts a string into each long word.
fn broken(text: &str, inserted: &str) -> String {
    let word = |word: &str| {
        let is_plain = word.len() >= 5 && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_plain { format!("{}{inserted}{}", &word[..3], &word[3..]) } else { word.to_owned() }
    };
    text.split(' ').map(word).collect::<Vec<_>>().join(" ")
}

fn reprinted(text: &str, print: Print) -> String {
    match print {
        Print::Apostrophes => text.replace('’', "'"),
        Print::Dashes => text.replace(" — ", " – "),
        Print::NarrowSpaces => text.replace(' ', "\u{202f}"),
        Print::DoubleSpaces => text.replace(", ", ",  "),
        Print::LineBreaks => text.replace(", ", ",\n"),
        Print::SoftHyphens => broken(text, "\u{ad}"),
        Print::ZeroWidthSpaces => broken(text, "\u{200b}"),
        Print::Ligatures => text.replace("ffi", "ﬃ").replace("fi", "ﬁ"),
        Print::Hyphenation => broken(text, "-\n"),
        Print::Decomposed => text.replace('é', "e\u{301}").replace('ё', "е\u{308}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn identical_words_are_never_near_or_drifted(words in words(), from in 0_usize..10, length in 3_usize..10) {
        let said = text_of(&words);
        let from = from.min(words.len() - 3);
        let quoted = text_of(&words[from..(from + length).min(words.len())]);
        prop_assert!(is_same(&SourceText::new(said.as_str()).find(&quoted).verdict), "{} {}", said, quoted);
        if let Some(judged) = judge(&said, &quoted) {
            let fine = matches!(judged.verdict, DraftVerdict::Exact | DraftVerdict::Folded);
            prop_assert!(fine, "{} {} {:?}", said, quoted, judged);
        }
    }

    #[test]
    fn typographic_changes_are_exact_or_folded(words in words(), prints in proptest::collection::vec(select(PRINTS.to_vec()), 1..4)) {
        let said = text_of(&words);
        let quoted = prints.iter().fold(said.clone(), |text, print| reprinted(&text, *print));
        for (said, quoted) in [(&said, &quoted), (&quoted, &said)] {
            let verified = SourceText::new(said.as_str()).find(quoted).verdict;
            prop_assert!(is_same(&verified), "{:?} {:?} {:?}", said, quoted, verified);
            if let Some(judged) = judge(said, quoted) {
                let fine = matches!(judged.verdict, DraftVerdict::Exact | DraftVerdict::Folded);
                prop_assert!(fine, "{:?} {:?} {:?}", said, quoted, judged);
            }
        }
    }

    #[test]
    fn proofread_is_never_stricter_than_verify(
        said in words(),
        at in 0_usize..14,
        put in select(vec!["", "x", "’", "-", " ", "\u{ad}", ",", ".", "[12]", "\u{a0}"]),
    ) {
        let said = text_of(&said);
        let edges: Vec<usize> = said.char_indices().map(|(at, _)| at).collect();
        let at = edges[(at * 7) % edges.len()];
        let quoted = format!("{}{put}{}", &said[..at], &said[at..]);
        let verified = SourceText::new(said.as_str()).find(&quoted).verdict;
        if let Some(judged) = judge(&said, &quoted).filter(|_| is_same(&verified)) {
            let fine = matches!(judged.verdict, DraftVerdict::Exact | DraftVerdict::Folded | DraftVerdict::Edited);
            prop_assert!(fine, "{:?} {:?} {:?} {:?}", said, quoted, verified, judged);
        }
    }

    #[test]
    fn near_and_drifted_quotations_have_a_nonempty_diff(
        said in words(),
        quoted in proptest::collection::vec((0_usize..14, select(vec!["", "", "", " …", " [the]", " [sic]", " not", ",", " [she] x"])), 3..10),
    ) {
        let pick = |(at, put): &(usize, &str)| format!("{}{put}", said[at % said.len()].0);
        let quoted = quoted.iter().map(pick).collect::<Vec<_>>().join(" ");
        let said = text_of(&said);
        let differs = |parts: &[kzq_fidelity::DiffPart]| parts.iter().any(|part| part.kind != ChangeKind::Equal);
        if let Verdict::Near { diff, .. } = SourceText::new(said.as_str()).find(&quoted).verdict {
            prop_assert!(differs(&diff.0), "{:?} {:?}", said, quoted);
        }
        if let Some(judged) = judge(&said, &quoted).filter(|judged| judged.verdict == DraftVerdict::Drifted) {
            let diff = judged.diff.clone().unwrap_or_default();
            prop_assert!(differs(&diff.0), "{:?} {:?} {:?}", said, quoted, judged);
        }
    }
}
