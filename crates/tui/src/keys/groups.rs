//! The groups of actions in the help, for an overview of a place's keys.
//!
//! The help lists an action that is in no group under [`OTHER_TITLE`].

use super::action::Action;
use super::action::Action::{
    About, AcceptFilter, AcceptFound, AcceptName, AcceptSpeaker, Add, AddFacet, AddToList, AllMarked, ApplyFacet,
    Assign, Back, Cancel, ChooseSpeaker, CompactList, Compare, Complete, CompleteCommand, Copy, CopyAs, CopySelected,
    Coverage, CursorEnd, CursorLeft, CursorRight, CursorStart, CursorWordLeft, CursorWordRight, DeleteBack,
    DeleteForward, DeleteSearch, DeleteToStart, DeleteWord, DeleteWordBack, DeleteWordForward, DetailPane, Divide,
    Down, EditEntry, EndEarlier, EndLater, ExcludeFacet, Filter, Find, First, Fold, FoldAll, FoldHeading, FoundTopics,
    GoTo, HalfPageDown, HalfPageUp, Help, Highlight, Interview, JoinNext, JumpBack, JumpForward, Keywords, Last,
    LineEnd, LineStart, ListDown, ListPane, ListUp, Lists, Mark, NextCandidate, NextEntry, NextFound, NextInSource,
    NextLink, NextMatch, NextOrder, NextPane, NextSection, NextUndecided, NextWord, NumberedSpeaker, OnlyCurrent,
    OpenDetail, OpenLink, OpenSource, PageDown, PageUp, Palette, PaneLeft, PaneRight, Passage, PreviousCandidate,
    PreviousEntry, PreviousFound, PreviousInSource, PreviousLink, PreviousMatch, PreviousPane, PreviousSection,
    PreviousUndecided, PreviousWord, QuietPage, Quit, RandomEntry, Redo, Redraw, RejectFound, Related, RemoveRange,
    RunCommand, SelectPhrase, SetDefaultFormat, Star, StartEarlier, StartLater, Suspend, SwapAnchor, Timeline,
    ToggleAnchor, ToggleMouse, ToggleTerm, TopicsPane, Undo, UnmarkAll, Up, WriteAccepted, WriteNote,
};

/// Actions that belong together.
#[derive(Debug)]
pub struct KeyGroup {
    /// What they have in common.
    pub title: &'static str,
    /// The rows of the group.
    pub rows: &'static [KeyGroupRow],
}

/// A row of the overview: actions that are easier to remember together, and what they do in a few words.
#[derive(Debug)]
pub struct KeyGroupRow {
    /// The actions, in the order of the words.
    pub actions: &'static [Action],
    /// What they do, shorter than their docs.
    pub text: &'static str,
}

const fn row(actions: &'static [Action], text: &'static str) -> KeyGroupRow {
    KeyGroupRow { actions, text }
}

/// The title of actions that are in no group.
pub const OTHER_TITLE: &str = "Also";

/// The groups, in the order of the overview.
pub static GROUPS: &[KeyGroup] = &[
    KeyGroup {
        title: "Move",
        rows: &[
            row(&[Down, Up], "down, up"),
            row(&[HalfPageDown, HalfPageUp], "half a page"),
            row(&[PageDown, PageUp], "a page"),
            row(&[First, Last], "beginning, end"),
            row(&[ListDown, ListUp], "down, up in the list"),
            row(&[NextWord, PreviousWord], "next word, previous"),
            row(&[LineStart, LineEnd], "start of line, end"),
            row(&[NextPane, PreviousPane], "next pane, previous"),
            row(&[PaneLeft, PaneRight], "pane left, right"),
            row(&[TopicsPane, ListPane, DetailPane], "topics, list, quote"),
            row(&[NextSection, PreviousSection], "next section, previous"),
            row(&[NextInSource, PreviousInSource], "along the source"),
            row(&[NextEntry, PreviousEntry], "next entry, previous"),
            row(&[NextLink, PreviousLink], "next row to open, prev."),
            row(&[RandomEntry], "random entry"),
            row(&[JumpBack, JumpForward], "back, forward"),
        ],
    },
    KeyGroup {
        title: "Find",
        rows: &[
            row(&[Filter], "filter the list"),
            row(&[AcceptFilter], "keep the filter"),
            row(&[ApplyFacet], "filter by this"),
            row(&[AddFacet, ExcludeFacet], "add it, leave it out"),
            row(&[DeleteSearch], "delete the search"),
            row(&[NextOrder], "order of the list"),
            row(&[CompactList], "compact list"),
            row(&[Complete], "complete"),
            row(&[NextCandidate, PreviousCandidate], "next completion, prev."),
            row(&[Find], "search here"),
            row(&[NextMatch, PreviousMatch], "next match, previous"),
            row(&[Palette], "find a command"),
            row(&[RunCommand, CompleteCommand], "run it, complete it"),
        ],
    },
    KeyGroup {
        title: "Read",
        rows: &[
            row(&[OpenDetail], "read the quotation"),
            row(&[OpenLink], "open the row"),
            row(&[QuietPage], "quiet page"),
            row(&[GoTo], "go to it"),
            row(&[Compare], "compare"),
            row(&[Interview], "the whole source"),
            row(&[Related], "related entries"),
            row(&[Passage], "passage in source"),
            row(&[OpenSource], "open the source"),
            row(&[Fold], "fold"),
            row(&[FoldHeading, FoldAll], "fold, fold all"),
        ],
    },
    KeyGroup {
        title: "Overviews",
        rows: &[
            row(&[Keywords], "keywords"),
            row(&[Coverage], "coverage"),
            row(&[Timeline], "timeline"),
            row(&[About], "speaker, source"),
        ],
    },
    KeyGroup {
        title: "Copy",
        rows: &[
            row(&[Copy], "copy what is shown"),
            row(&[CopyAs], "copy in a format"),
            row(&[CopySelected], "copy in this format"),
            row(&[SetDefaultFormat], "make it the default"),
            row(&[SelectPhrase], "select words"),
            row(&[ToggleAnchor], "start or end"),
            row(&[SwapAnchor], "other end"),
            row(&[RemoveRange], "drop the selection"),
        ],
    },
    KeyGroup {
        title: "Keep",
        rows: &[
            row(&[Mark, UnmarkAll], "mark, unmark all"),
            row(&[AllMarked, OnlyCurrent], "all marked, only this"),
            row(&[Star], "star"),
            row(&[WriteNote], "note"),
            row(&[Lists], "lists"),
            row(&[AddToList], "add or remove"),
            row(&[AcceptName], "accept the name"),
            row(&[Highlight], "highlight"),
            row(&[Undo, Redo], "undo, redo"),
        ],
    },
    KeyGroup {
        title: "Collect",
        rows: &[row(&[Add], "add a quotation"), row(&[Assign], "speaker, topic, tags"), row(&[EditEntry], "edit")],
    },
    KeyGroup {
        title: "Review",
        rows: &[
            row(&[AcceptFound, RejectFound], "accept, reject"),
            row(&[AcceptSpeaker], "accept all of the speaker"),
            row(&[NextUndecided, PreviousUndecided], "next undecided, previous"),
            row(&[NextFound, PreviousFound], "next found, previous"),
            row(&[ChooseSpeaker], "choose the speaker"),
            row(&[NumberedSpeaker], "speaker by number, to 9"),
            row(&[StartEarlier, StartLater], "start a word earlier, later"),
            row(&[EndEarlier, EndLater], "end a word earlier, later"),
            row(&[JoinNext, Divide], "join with the next, break"),
            row(&[FoundTopics], "topics"),
            row(&[ToggleTerm], "a term, or a quotation"),
            row(&[WriteAccepted], "write what is accepted"),
        ],
    },
    KeyGroup {
        title: "Type",
        rows: &[
            row(&[CursorLeft, CursorRight], "left, right"),
            row(&[CursorWordLeft, CursorWordRight], "a word left, right"),
            row(&[CursorStart, CursorEnd], "start, end"),
            row(&[DeleteBack, DeleteForward], "delete a character"),
            row(&[DeleteWordBack, DeleteWordForward], "delete a word"),
            row(&[DeleteWord], "delete to a space"),
            row(&[DeleteToStart], "delete to the start"),
        ],
    },
    KeyGroup {
        title: "kzq",
        rows: &[
            row(&[Help], "these keys"),
            row(&[Back], "one step back"),
            row(&[ToggleMouse], "mouse on, off"),
            row(&[Quit], "quit"),
            row(&[Cancel], "leave or quit"),
            row(&[Suspend], "suspend"),
            row(&[Redraw], "redraw"),
        ],
    },
];

/// Whether an action is in one of the groups.
pub fn is_grouped(action: Action) -> bool {
    GROUPS.iter().flat_map(|group| group.rows).any(|row| row.actions.contains(&action))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn each_action_is_in_at_most_one_row() {
        let mut seen = HashSet::new();
        for action in GROUPS.iter().flat_map(|group| group.rows).flat_map(|row| row.actions) {
            assert!(seen.insert(*action), "{action:?} is in two rows");
        }
    }
}
