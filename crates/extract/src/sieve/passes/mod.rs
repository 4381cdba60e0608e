//! Passes over a whole article behind the rules: dialogues, turns of transcripts, lead-ins and headlines.

pub(crate) mod dialogue;
pub(crate) mod fallback;
pub(crate) mod headlines;
pub(crate) mod leads;
pub(crate) mod turns;
