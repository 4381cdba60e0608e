//! Names for things of several collections, which may have the same id.

use std::collections::{HashMap, HashSet};

use kzq_text::Safe;

/// Returns new names for items that share their id, each by its index: the id of their collection before their own, and a
/// number where that is taken, too. Items are pairs of an id and the id of a collection; `fold` maps ids that must not
/// both be used to the same text.
pub(crate) fn rename_duplicates(
    items: &[(Safe<'_>, Safe<'_>)],
    fold: impl Fn(&str) -> String,
) -> HashMap<usize, Safe<'static>> {
    let mut counts: HashMap<String, usize> = HashMap::with_capacity(items.len());
    for (id, _) in items {
        *counts.entry(fold(id.as_str())).or_default() += 1;
    }
    let mut new_names: HashSet<String> = HashSet::new();
    let mut renamed = HashMap::new();
    for (index, (id, collection)) in items.iter().enumerate() {
        if counts.get(&fold(id.as_str())).is_some_and(|&count| count < 2) {
            continue;
        }
        let prefixed = kzq_text::safe!(collection, "-", id);
        let mut name = prefixed.clone();
        let mut number = 1;
        while counts.contains_key(&fold(name.as_str())) || !new_names.insert(fold(name.as_str())) {
            number += 1;
            name = kzq_text::safe!(prefixed, "-", number);
        }
        renamed.insert(index, name);
    }
    renamed
}
