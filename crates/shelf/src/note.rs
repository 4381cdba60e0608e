//! Merging of notes edited in two places: both versions are kept, one after the other.

use kzq_text::Safe;

/// Separates two versions of a note that were written concurrently.
pub(super) const BETWEEN: &str = "\n\n--- noted elsewhere meanwhile: ---\n\n";

/// Merges an edit of a note from `from` to `to` into the current note `current`, which may have changed in the
/// meantime. Neither version is lost.
pub(super) fn merged(
    now: Option<&Safe<'static>>,
    from: Option<&Safe<'static>>,
    to: Option<&Safe<'static>>,
) -> Option<Safe<'static>> {
    let Some(now) = now.filter(|now| Some(*now) != from) else { return to.cloned() };
    let framed = |note: &str| format!("{BETWEEN}{note}{BETWEEN}");
    let parts = framed(now.as_str());
    if to.is_some_and(|to| parts.contains(&framed(to.as_str()))) {
        return Some(now.clone());
    }
    let seen = from.map(|from| framed(from.as_str()));
    let parts = match (seen.filter(|seen| parts.contains(seen)), to) {
        (Some(seen), Some(to)) => parts.replacen(&seen, &framed(to.as_str()), 1),
        (Some(seen), None) => without(parts, &seen),
        (None, Some(to)) => {
            let both = format!("{parts}{to}{BETWEEN}");
            // The editor saw both parts and has removed these.
            if from.is_some_and(|from| both == framed(from.as_str())) { framed(to.as_str()) } else { both }
        }
        (None, None) => parts,
    };
    parts.strip_prefix(BETWEEN).and_then(|parts| parts.strip_suffix(BETWEEN)).map(|note| Safe::text(note.to_owned()))
}

/// Removes all occurrences of a part.
fn without(mut parts: String, part: &str) -> String {
    while parts.contains(part) {
        parts = parts.replacen(part, BETWEEN, 1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_was_written_is_lost() {
        let both = format!("theirs{BETWEEN}mine");
        for (now, from, to, becomes) in [
            (None, None, Some("mine"), Some("mine")),
            (Some("old"), Some("old"), Some("mine"), Some("mine")),
            (Some("old"), Some("old"), None, None),
            // Another process saved first.
            (Some("theirs"), None, Some("mine"), Some(both.as_str())),
            (Some("theirs"), Some("old"), Some("mine"), Some(&both)),
            (Some("theirs"), Some("old"), None, Some("theirs")),
            (None, Some("old"), Some("mine"), Some("mine")),
            (None, Some("old"), None, None),
            // A merged note is not merged twice, and its parts can be edited separately.
            (Some(&both), Some("old"), Some("mine"), Some(&both)),
            (Some(&both), Some("mine"), None, Some("theirs")),
            (Some(&both), Some("theirs"), None, Some("mine")),
            (Some(&both), Some("mine"), Some("better"), Some(&both.replace("mine", "better"))),
            (Some(&both), Some(&both), Some("one"), Some("one")),
            (Some("theirs"), Some(&both), Some("mine"), Some("mine")),
        ] {
            let safe = |text: Option<&str>| text.map(|text| Safe::text(text.to_owned()));
            let merged = merged(safe(now).as_ref(), safe(from).as_ref(), safe(to).as_ref());
            assert_eq!(merged, safe(becomes), "{now:?}: {from:?} to {to:?}");
        }
    }
}
