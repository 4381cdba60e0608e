//! Property tests for shelves and changes.

use std::sync::Arc;

use proptest::prelude::*;

use crate::note::SEPARATOR;
use crate::*;
use kzq_corpus::Wording;
use kzq_text::Safe;

fn name() -> impl Strategy<Value = EntryName> {
    (0..4_u8).prop_map(|number| EntryName::from_text(&format!("c/{number}")))
}

fn list() -> impl Strategy<Value = Safe<'static>> {
    prop_oneof![Just("A".into()), Just("B".into()), Just("a list".into())]
}

fn search() -> impl Strategy<Value = SavedSearch> {
    let query = prop_oneof![Just("war"), Just("speaker:\"Ada\" \"cold war\" sort:date")];
    (list(), query).prop_map(|(name, query)| SavedSearch { name, query: query.into() })
}

fn snapshot() -> impl Strategy<Value = Arc<EntrySnapshot>> {
    (0..2_u64).prop_map(|version| {
        Arc::new(EntrySnapshot {
            fingerprint: version,
            wording: Wording::Reported,
            text: Safe::text(format!("version {version}")),
            speaker: "Ada".into(),
            source: "Notes, n.d.".into(),
        })
    })
}

fn note() -> impl Strategy<Value = Option<Safe<'static>>> {
    let part = prop_oneof![Just("x"), Just("y"), Just("x\ny"), Just("--- x")];
    proptest::collection::vec(part, 0..3).prop_map(|parts| {
        let note = parts.join(SEPARATOR);
        (!note.is_empty()).then(|| Safe::text(note))
    })
}

fn highlight() -> impl Strategy<Value = Highlight> {
    (0..3_usize, 3..5_usize).prop_map(|(start, end)| Highlight { start, end, words: "words".into() })
}

fn used() -> impl Strategy<Value = Use> {
    (1..4_u8, prop_oneof![Just("text"), Just("apa")])
        .prop_map(|(day, format)| Use { date: format!("2026-11-0{day}").parse().unwrap(), format: format.into() })
}

fn insert_position<T: Clone + std::fmt::Debug>(
    one: impl Strategy<Value = T>,
) -> impl Strategy<Value = InsertPosition<T>> {
    prop_oneof![Just(None), Just(Some(None)), one.prop_map(|one| Some(Some(one)))].prop_map(|spot| match spot {
        None => InsertPosition::First,
        Some(None) => InsertPosition::Last,
        Some(Some(one)) => InsertPosition::After(one),
    })
}

fn change() -> impl Strategy<Value = Change> {
    let snapshot_option = || snapshot().prop_map(Some);
    prop_oneof![
        (name(), snapshot_option()).prop_map(|(entry, snapshot)| Change::Star(entry, snapshot)),
        name().prop_map(Change::Unstar),
        (name(), snapshot_option(), note(), note()).prop_map(|(entry, snapshot, from, to)| Change::Note {
            entry,
            snapshot,
            from,
            to
        }),
        (name(), snapshot_option(), highlight())
            .prop_map(|(entry, snapshot, it)| Change::Highlight(entry, snapshot, it)),
        (name(), highlight()).prop_map(|(entry, it)| Change::Unhighlight(entry, it)),
        (name(), snapshot_option(), used()).prop_map(|(entry, snapshot, it)| Change::Use(entry, snapshot, it)),
        (name(), used()).prop_map(|(entry, it)| Change::Unuse(entry, it)),
        (name(), snapshot(), snapshot()).prop_map(|(entry, from, to)| Change::Accept { entry, from, to }),
        (list(), insert_position(list())).prop_map(|(list, spot)| Change::List(list, spot)),
        (list(), proptest::collection::vec(name(), 0..4)).prop_map(|(list, known)| Change::DeleteList(list, known)),
        (list(), list()).prop_map(|(from, to)| Change::Rename { from, to }),
        (list(), insert_position(list())).prop_map(|(list, spot)| Change::MoveList(list, spot)),
        (list(), name(), snapshot_option(), insert_position(name()))
            .prop_map(|(list, entry, snapshot, position)| Change::Add { list, entry, snapshot, position }),
        (list(), name()).prop_map(|(list, entry)| Change::Remove(list, entry)),
        (list(), name(), insert_position(name())).prop_map(|(list, entry, spot)| Change::Move(list, entry, spot)),
        (search(), insert_position(list())).prop_map(|(search, spot)| Change::SaveSearch(search, spot)),
        search().prop_map(Change::DeleteSearch),
        (list(), list()).prop_map(|(from, to)| Change::RenameSearch { from, to }),
    ]
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    proptest::collection::vec(change(), 0..20)
}

fn shelf_of(changes: &[Change]) -> Shelf {
    let mut shelf = Shelf::default();
    for change in changes {
        change.apply(&mut shelf);
    }
    shelf
}

/// Whether the shelf contains what a change adds, regardless of other additions.
fn is_contained(change: &Change, shelf: &Shelf) -> bool {
    match change {
        Change::Star(entry, _) => shelf.is_starred(entry),
        Change::Note { entry, to: Some(to), .. } => {
            shelf.note(entry).is_some_and(|note| note.as_str().contains(to.as_str()))
        }
        Change::Highlight(entry, _, it) => shelf.annotation(entry).is_some_and(|held| held.highlights.contains(it)),
        Change::Use(entry, _, it) => shelf.annotation(entry).is_some_and(|held| held.uses.contains(it)),
        Change::List(list, _) => shelf.list(list.as_str()).is_some(),
        Change::Add { list, entry, .. } => shelf.list(list.as_str()).is_some_and(|it| it.entries.contains(entry)),
        _ => true,
    }
}

/// Whether a change removes nothing that another process may have added.
fn only_adds(change: &Change) -> bool {
    use Change::{Add, Highlight, List, Move, MoveList, Note, Star, Use};
    matches!(change, Star(..) | Use(..) | Highlight(..) | List(..) | MoveList(..) | Add { .. } | Move(..))
        // If its author saw no note, the change replaces none.
        || matches!(change, Note { from: None, to: Some(_), .. })
}

proptest! {
    #[test]
    fn changes_are_idempotent(before in changes(), change in change()) {
        let mut once = shelf_of(&before);
        change.apply(&mut once);
        let mut twice = once.clone();
        change.apply(&mut twice);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn undo_and_redo_are_inverse(before in changes(), steps in proptest::collection::vec(changes(), 0..6)) {
        let first = shelf_of(&before);
        let mut shelf = first.clone();
        let mut history = History::default();
        let mut states = vec![first];
        for changes in steps {
            if history.apply(1, UndoStep { label: "step".into(), changes }, &mut shelf) {
                states.push(shelf.clone());
            }
        }
        for state in states.iter().rev().skip(1) {
            prop_assert!(history.undo(&mut shelf).is_some());
            prop_assert_eq!(&shelf, state);
        }
        prop_assert!(history.undo(&mut shelf).is_none());
        for state in &states[1..] {
            prop_assert!(history.redo(1, &mut shelf).is_some());
            prop_assert_eq!(&shelf, state);
        }
        prop_assert!(history.redo(1, &mut shelf).is_none());
    }

    #[test]
    fn concurrent_additions_are_all_kept(before in changes(), ours in changes(), theirs in changes()) {
        let mut shelf = shelf_of(&before);
        let both: Vec<Change> = ours.into_iter().chain(theirs).filter(only_adds).collect();
        for change in &both {
            change.apply(&mut shelf);
        }
        for change in &both {
            prop_assert!(is_contained(change, &shelf), "{change:?} in {shelf:?}");
        }
    }

    #[test]
    fn any_shelf_round_trips(changes in changes()) {
        let shelf = shelf_of(&changes);
        let text = serialize(&shelf).unwrap();
        let merging = serialize_as(&shelf, FileForm::Merging).unwrap();
        prop_assert_eq!(parse(merging.as_bytes()), Ok(ParsedShelf { shelf: shelf.clone(), damage: None }));
        prop_assert_eq!(parse(text.as_bytes()), Ok(ParsedShelf { shelf, damage: None }));
    }

    #[test]
    fn entries_are_annotated_or_listed(changes in changes()) {
        let shelf = shelf_of(&changes);
        for (name, held) in shelf.entries() {
            prop_assert!(!held.is_empty() || shelf.lists_containing(name).next().is_some(), "{name}");
        }
        for list in shelf.lists() {
            prop_assert!(list.entries.iter().all(|entry| shelf.annotation(entry).is_some()));
        }
    }
}

#[test]
fn many_changes_take_linear_time() {
    let stars = |count: usize| {
        let stars = (0..count).map(|number| Change::Star(EntryName::from_text(&format!("c/{number}")), None));
        stars.collect::<Vec<_>>()
    };
    let star_all = |changes: &Vec<Change>| {
        let step = UndoStep { label: "starred".into(), changes: changes.clone() };
        assert!(History::default().apply(1, step, &mut Shelf::default()));
    };
    assert_eq!(kzq_text::steps::more_than_linear(64, 6, stars, star_all), []);
}

#[test]
fn ineffective_steps_are_not_recorded() {
    let mut shelf = Shelf::default();
    let mut history = History::default();
    let nothing = UndoStep { label: "star taken".into(), changes: vec![Change::Unstar(EntryName::from_text("c/1"))] };
    assert!(!history.apply(1, nothing, &mut shelf));
    assert!(history.undo(&mut shelf).is_none());
}
