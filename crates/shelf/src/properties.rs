//! Property tests for shelves and changes.

use std::sync::Arc;

use proptest::prelude::*;

use crate::note::BETWEEN;
use crate::*;
use kzq_corpus::Wording;
use kzq_text::Safe;

fn name() -> impl Strategy<Value = EntryName> {
    (0..4_u8).prop_map(|number| EntryName::from_text(&format!("c/{number}")))
}

fn list() -> impl Strategy<Value = Safe<'static>> {
    prop_oneof![Just("A".into()), Just("B".into()), Just("a list".into())]
}

fn version() -> impl Strategy<Value = Arc<Imprint>> {
    (0..2_u64).prop_map(|version| {
        Arc::new(Imprint {
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
        let note = parts.join(BETWEEN);
        (!note.is_empty()).then(|| Safe::text(note))
    })
}

fn highlight() -> impl Strategy<Value = Highlight> {
    (0..3_usize, 3..5_usize).prop_map(|(start, end)| Highlight { start, end, words: "words".into() })
}

fn spot<T: Clone + std::fmt::Debug>(one: impl Strategy<Value = T>) -> impl Strategy<Value = Spot<T>> {
    prop_oneof![Just(None), Just(Some(None)), one.prop_map(|one| Some(Some(one)))].prop_map(|spot| match spot {
        None => Spot::First,
        Some(None) => Spot::Last,
        Some(Some(one)) => Spot::After(one),
    })
}

fn change() -> impl Strategy<Value = Change> {
    let imprint = || version().prop_map(Some);
    prop_oneof![
        (name(), imprint()).prop_map(|(entry, imprint)| Change::Star(entry, imprint)),
        name().prop_map(Change::Unstar),
        (name(), imprint(), note(), note()).prop_map(|(entry, imprint, from, to)| Change::Note {
            entry,
            imprint,
            from,
            to
        }),
        (name(), imprint(), highlight()).prop_map(|(entry, imprint, it)| Change::Highlight(entry, imprint, it)),
        (name(), highlight()).prop_map(|(entry, it)| Change::Unhighlight(entry, it)),
        (name(), version(), version()).prop_map(|(entry, from, to)| Change::Accept { entry, from, to }),
        (list(), spot(list())).prop_map(|(list, spot)| Change::List(list, spot)),
        (list(), proptest::collection::vec(name(), 0..4)).prop_map(|(list, known)| Change::Delist(list, known)),
        (list(), list()).prop_map(|(from, to)| Change::Rename { from, to }),
        (list(), spot(list())).prop_map(|(list, spot)| Change::MoveList(list, spot)),
        (list(), name(), imprint(), spot(name())).prop_map(|(list, entry, imprint, spot)| Change::Add {
            list,
            entry,
            imprint,
            spot
        }),
        (list(), name()).prop_map(|(list, entry)| Change::Remove(list, entry)),
        (list(), name(), spot(name())).prop_map(|(list, entry, spot)| Change::Move(list, entry, spot)),
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
fn is_there(change: &Change, shelf: &Shelf) -> bool {
    match change {
        Change::Star(entry, _) => shelf.is_starred(entry),
        Change::Note { entry, to: Some(to), .. } => {
            shelf.note(entry).is_some_and(|note| note.as_str().contains(to.as_str()))
        }
        Change::Highlight(entry, _, it) => shelf.held(entry).is_some_and(|held| held.highlights.contains(it)),
        Change::List(list, _) => shelf.list(list.as_str()).is_some(),
        Change::Add { list, entry, .. } => shelf.list(list.as_str()).is_some_and(|it| it.entries.contains(entry)),
        _ => true,
    }
}

/// Whether a change removes nothing that another process may have added.
fn only_adds(change: &Change) -> bool {
    use Change::{Add, Highlight, List, Move, MoveList, Note, Star};
    matches!(change, Star(..) | Highlight(..) | List(..) | MoveList(..) | Add { .. } | Move(..))
        // If its author saw no note, the change replaces none.
        || matches!(change, Note { from: None, to: Some(_), .. })
}

proptest! {
    #[test]
    fn what_is_done_twice_is_done_once(before in changes(), change in change()) {
        let mut once = shelf_of(&before);
        change.apply(&mut once);
        let mut twice = once.clone();
        change.apply(&mut twice);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn undoing_everything_leads_back_and_redoing_forth(before in changes(), steps in proptest::collection::vec(changes(), 0..6)) {
        let first = shelf_of(&before);
        let mut shelf = first.clone();
        let mut history = History::default();
        let mut states = vec![first];
        for changes in steps {
            if history.apply(1, Step { what: "step".into(), changes }, &mut shelf) {
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
    fn what_two_put_there_is_there(before in changes(), ours in changes(), theirs in changes()) {
        let mut shelf = shelf_of(&before);
        let both: Vec<Change> = ours.into_iter().chain(theirs).filter(only_adds).collect();
        for change in &both {
            change.apply(&mut shelf);
        }
        for change in &both {
            prop_assert!(is_there(change, &shelf), "{change:?} in {shelf:?}");
        }
    }

    #[test]
    fn every_shelf_can_be_written_and_read(changes in changes()) {
        let shelf = shelf_of(&changes);
        let text = write(&shelf).unwrap();
        prop_assert_eq!(read(text.as_bytes()), Ok(Read { shelf, damage: None }));
    }

    #[test]
    fn nothing_is_held_that_nothing_holds(changes in changes()) {
        let shelf = shelf_of(&changes);
        for (name, held) in shelf.entries() {
            prop_assert!(!held.is_bare() || shelf.lists_with(name).next().is_some(), "{name}");
        }
        for list in shelf.lists() {
            prop_assert!(list.entries.iter().all(|entry| shelf.held(entry).is_some()));
        }
    }
}

#[test]
fn a_step_that_changes_nothing_is_no_step() {
    let mut shelf = Shelf::default();
    let mut history = History::default();
    let nothing = Step { what: "star taken".into(), changes: vec![Change::Unstar(EntryName::from_text("c/1"))] };
    assert!(!history.apply(1, nothing, &mut shelf));
    assert!(history.undo(&mut shelf).is_none());
}
