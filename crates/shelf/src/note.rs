//! Merging of notes edited in two places: both versions are kept, one after the other.

use std::collections::HashSet;

use kzq_text::Safe;
use kzq_text::steps::count;

/// Separates two versions of a note that were written concurrently.
pub(super) const SEPARATOR: &str = "\n\n--- noted elsewhere meanwhile: ---\n\n";

/// Merges an edit of a note from `from` to `to` into the current note `current`, which may have changed in the
/// meantime. Neither version is lost.
pub(super) fn merge_notes(
    current: Option<&Safe<'static>>,
    from: Option<&Safe<'static>>,
    to: Option<&Safe<'static>>,
) -> Option<Safe<'static>> {
    let Some(now) = current.filter(|now| Some(*now) != from) else { return to.cloned() };
    let framed = |note: &str| format!("{SEPARATOR}{note}{SEPARATOR}");
    let parts = framed(now.as_str());
    if to.is_some_and(|to| parts.contains(&framed(to.as_str()))) {
        return Some(now.clone());
    }
    let seen = from.map(|from| framed(from.as_str()));
    let parts = match (seen.filter(|seen| parts.contains(seen)), to) {
        (Some(seen), Some(to)) => parts.replacen(&seen, &framed(to.as_str()), 1),
        (Some(seen), None) => remove_all(parts, &seen),
        (None, Some(to)) => {
            let both = format!("{parts}{to}{SEPARATOR}");
            // The editor saw both parts and has removed these.
            if from.is_some_and(|from| both == framed(from.as_str())) { framed(to.as_str()) } else { both }
        }
        (None, None) => parts,
    };
    parts
        .strip_prefix(SEPARATOR)
        .and_then(|parts| parts.strip_suffix(SEPARATOR))
        .map(|note| Safe::text(note.to_owned()))
}

/// Joins the notes on an entry that a file has. Several are divided into their versions, each of which is kept once.
pub(super) fn join_notes(mut notes: Vec<Safe<'static>>) -> Option<Safe<'static>> {
    if notes.len() < 2 {
        return notes.pop();
    }
    let mut seen = HashSet::new();
    let versions = notes.iter().flat_map(|note| note.as_str().split(SEPARATOR)).filter(|version| {
        count(version.len());
        seen.insert(*version)
    });
    Some(Safe::text(versions.collect::<Vec<_>>().join(SEPARATOR)))
}

/// Removes all occurrences of a part.
fn remove_all(mut parts: String, part: &str) -> String {
    while parts.contains(part) {
        parts = parts.replacen(part, SEPARATOR, 1);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_notes_keep_each_version_once() {
        let both = format!("a{SEPARATOR}b");
        for (notes, expected) in [
            (&[][..], None),
            (&["a"], Some("a".to_owned())),
            (&[&both], Some(both.clone())),
            (&["a", "a"], Some("a".to_owned())),
            (&["a", "b", "a"], Some(both.clone())),
            (&[&both, "b", "c"], Some(format!("{both}{SEPARATOR}c"))),
        ] {
            let joined = join_notes(notes.iter().map(|note| Safe::text((*note).to_owned())).collect());
            assert_eq!(joined.map(|note| note.as_str().to_owned()), expected, "{notes:?}");
        }
    }

    #[test]
    fn concurrent_notes_are_both_kept() {
        let both = format!("theirs{SEPARATOR}mine");
        for (now, from, to, expected) in [
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
            let merged = merge_notes(safe(now).as_ref(), safe(from).as_ref(), safe(to).as_ref());
            assert_eq!(merged, safe(expected), "{now:?}: {from:?} to {to:?}");
        }
    }
}
