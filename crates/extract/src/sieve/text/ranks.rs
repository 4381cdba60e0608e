//! Ranks and titles that are written in short.

/// Abbreviated ranks and titles that are no words otherwise.
const RANKS: &[&str] = &[
    "major",
    "sgt",
    "cpl",
    "pte",
    "lt",
    "brig",
    "cllr",
    "cllrs",
    "insp",
    "supt",
    "cst",
    "const",
    "det",
    "adv",
    "hon",
    "atty",
    "dipl",
    "ing",
    "mag",
    "oberst",
    "oberstleutnant",
    "pr",
    "pre",
    "dre",
    "mgr",
];

/// Whether a word is a rank or title, alone or joined to another: `sgt`, `major-gen`.
pub(super) fn is_rank(key: &str) -> bool {
    let is_one = |part: &str| RANKS.contains(&part) || kzq_text::persons::title(part).is_some();
    RANKS.contains(&key) || (key.contains('-') && key.split('-').all(is_one))
}
