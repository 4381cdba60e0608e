//! Fuzz targets: one module each, with a function that takes any bytes and panics if an invariant is broken.
//!
//! `tests/model/fuzzing.rs` of kzq includes the same modules and replays `corpus/`.

pub mod article;
pub mod config;
pub mod credit;
pub mod import;
pub mod load;
pub mod markup;
pub mod proofread;
pub mod query;
pub mod sanitise;
pub mod setting;
pub mod shelf;

use std::sync::{Arc, OnceLock};

use kzq_corpus::{Corpus, read};

/// The embedded collection, as a file.
pub const EMBEDDED: &[u8] = include_bytes!("../../data/tokayev-al-jazeera.ron");

/// The embedded collection.
pub fn embedded() -> Arc<Corpus> {
    static CORPUS: OnceLock<Arc<Corpus>> = OnceLock::new();
    let corpus = CORPUS.get_or_init(|| Arc::new(Corpus::merge(vec![read("embedded.ron", EMBEDDED)]).0));
    Arc::clone(corpus)
}

/// Whether a text is safe to draw: no control character but the line feed, no bidirectional control, no tag character.
pub fn is_showable(text: &str) -> bool {
    text.chars().all(|c| match c {
        '\n' => true,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => false,
        '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{feff}' => false,
        '\u{e0000}'..='\u{e00ff}' | '\u{e01f0}'..='\u{e0fff}' => false,
        _ => !c.is_control(),
    })
}
