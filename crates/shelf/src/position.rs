//! [`InsertPosition`]: where an item comes in an ordered list.

use serde::{Deserialize, Serialize};

/// Where to insert an item into an ordered list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum InsertPosition<T> {
    /// Before all other items.
    First,
    /// After the given item, or at the end if that item is missing.
    After(T),
    /// At the end; when adding, an item already present keeps its position.
    Last,
}

/// Inserts an item at a position.
pub(crate) fn insert_at<T, A>(
    items: &mut Vec<T>,
    item: T,
    position: &InsertPosition<A>,
    matches: impl Fn(&T, &A) -> bool,
) {
    let at = match position {
        InsertPosition::First => 0,
        InsertPosition::After(anchor) => {
            items.iter().position(|other| matches(other, anchor)).map_or(items.len(), |at| at + 1)
        }
        InsertPosition::Last => items.len(),
    };
    items.insert(at, item);
}

/// Returns the position of the item at an index.
pub(crate) fn position_of<T, A>(items: &[T], at: usize, anchor: impl Fn(&T) -> A) -> InsertPosition<A> {
    at.checked_sub(1).map_or(InsertPosition::First, |before| InsertPosition::After(anchor(&items[before])))
}
