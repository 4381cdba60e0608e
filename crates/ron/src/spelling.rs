//! Names that a person meant, and words of a file as part of a message.

use kzq_text::Safe;

/// Formats text from a file for a message: on one line, and truncated if long.
pub fn quote_for_message(text: &str) -> Safe<'static> {
    const LENGTH: usize = 60;
    match text.char_indices().nth(LENGTH) {
        Some((cut, _)) => kzq_text::safe!(Safe::line(&text[..cut]), "…"),
        None => Safe::line(text).into_owned(),
    }
}

/// Returns the candidate most similar to `name`, if any is similar enough; ties go to the one that sorts first.
pub fn find_similar<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    const ALIKE: f64 = 0.7;
    // The cost of a comparison is the product of the lengths.
    const LONG: usize = 200;
    // A path without its upper topics matches the full path.
    let is_end = |path: &str| path.rsplit_once('/').is_some_and(|(_, end)| end == name);
    candidates
        .filter(|candidate| name.len() + candidate.len() <= LONG)
        .map(|candidate| (if is_end(candidate) { 1.0 } else { strsim::jaro_winkler(name, candidate) }, candidate))
        .filter(|&(likeness, _)| likeness >= ALIKE)
        .max_by(|one, other| one.0.total_cmp(&other.0).then_with(|| other.1.cmp(one.1)))
        .map(|(_, candidate)| candidate)
}
