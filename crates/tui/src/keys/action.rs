//! The table of actions: one row declares an action's name, its doc, what it needs, its default keys and its footer
//! hints.
//!
//! The keymap, the help, the footer, the palette, `kzq keys` and the tables of keys in the documentation are all made
//! from [`TABLE`], with the user's overrides applied: see [`Keymap`](super::keymap::Keymap).

use super::needs::Needs;
pub use super::scope::Scope;
use super::table::actions;

/// One row of the table of actions.
#[derive(Debug)]
pub struct Definition {
    /// The action that the row describes.
    pub action: Action,
    /// The stable name used in the configuration.
    pub name: &'static str,
    /// The name in earlier versions, which the configuration may still use.
    pub old_name: Option<&'static str>,
    /// What the action does, in a few words.
    pub doc: &'static str,
    /// What the action needs to do anything.
    pub needs: Needs,
    /// The default keys, one item per scope.
    pub keys: &'static [Keys],
}

/// The default keys of an action in one scope.
#[derive(Debug)]
pub struct Keys {
    /// The scope in which the keys apply.
    pub scope: Scope,
    /// The keys; the chords of a sequence are separated by spaces.
    pub keys: &'static [&'static str],
    /// The footer hint in this scope and its priority; hints with a low priority are dropped first when space is tight.
    pub hint: Option<(&'static str, u8)>,
}

actions! {
    Down "down" "down one row or line" {
        Panes ["j", "Down"];
        Filter ["Down"] => "list" 50;
        Pick ["Down", "Ctrl-n", "Ctrl-j"] => "list" 50;
        Menu ["j", "Down", "Ctrl-n"];
        Note ["Down", "Ctrl-n"];
        Lists ["j", "Down", "Ctrl-n"];
        InList ["j", "Down", "Ctrl-n"];
        Form ["Down", "Ctrl-n"] => "suggestions" 75;
        Palette ["Down", "Ctrl-n", "Ctrl-j"];
        Help ["j", "Down"];
        View ["j", "Down"];
        Select ["j", "Down"];
    }
    Up "up" "up one row or line" {
        Panes ["k", "Up"];
        Filter ["Up"];
        Pick ["Up", "Ctrl-p", "Ctrl-k"];
        Menu ["k", "Up", "Ctrl-p"];
        Note ["Up", "Ctrl-p"];
        Lists ["k", "Up", "Ctrl-p"];
        InList ["k", "Up", "Ctrl-p"];
        Form ["Up", "Ctrl-p"];
        Palette ["Up", "Ctrl-p", "Ctrl-k"];
        Help ["k", "Up"];
        View ["k", "Up"];
        Select ["k", "Up"];
    }
    ListDown "list-down" "down the list" { Filter ["Ctrl-j"]; }
    ListUp "list-up" "up the list" { Filter ["Ctrl-k"]; }
    HalfPageDown "half-page-down" "half a page down" {
        Panes ["Ctrl-d"];
        Menu ["Ctrl-d"];
        Help ["Ctrl-d"];
        View ["Ctrl-d"];
        Select ["Ctrl-d"];
        Review ["Ctrl-d"];
    }
    HalfPageUp "half-page-up" "half a page up" {
        Panes ["Ctrl-u"];
        Menu ["Ctrl-u"];
        Help ["Ctrl-u"];
        View ["Ctrl-u"];
        Select ["Ctrl-u"];
        Review ["Ctrl-u"];
    }
    PageDown "page-down" "a page down" {
        Panes ["PgDn", "Ctrl-f"];
        Filter ["PgDn"];
        Pick ["PgDn"];
        Menu ["PgDn", "Space"] => "scroll" 40;
        Note ["PgDn"];
        Lists ["PgDn"];
        InList ["PgDn"];
        Form ["PgDn"];
        Palette ["PgDn"];
        Help ["PgDn", "Space"] => "scroll" 40;
        View ["PgDn", "Ctrl-f"];
        Quiet ["PgDn", "Ctrl-f", "Space"];
        Select ["PgDn", "Ctrl-f"];
        Review ["PgDn", "Ctrl-f", "Space"];
    }
    PageUp "page-up" "a page up" {
        Panes ["PgUp", "Ctrl-b"];
        Filter ["PgUp"];
        Pick ["PgUp"];
        Menu ["PgUp"];
        Note ["PgUp"];
        Lists ["PgUp"];
        InList ["PgUp"];
        Form ["PgUp"];
        Palette ["PgUp"];
        Help ["PgUp"];
        View ["PgUp", "Ctrl-b"];
        Select ["PgUp", "Ctrl-b"];
        Review ["PgUp", "Ctrl-b"];
    }
    First "first" "to the beginning" {
        Panes ["g g", "Home"];
        Menu ["g g", "Home"];
        Lists ["g g", "Home"];
        InList ["g g", "Home"];
        Help ["g g", "Home"];
        View ["g g", "Home"];
        Select ["g g"];
        Review ["g g", "Home"];
    }
    Last "last" "to the end" {
        Panes ["G", "End"];
        Menu ["G", "End"];
        Lists ["G", "End"];
        InList ["G", "End"];
        Help ["G", "End"];
        View ["G", "End"];
        Select ["G"];
        Review ["G", "End"];
    }
    Filter "filter" "filter the list as you type" { Panes ["/"] => "filter" 80; }
    AcceptFilter "accept-filter" was "keep-filter" "keep the filter, go to the list" { Filter ["Enter"] => "keep" 90; }
    OpenDetail "open-detail" was "read" needs Entry "read the quotation" { List ["Enter"] => "read" 60; }
    NextEntry "next-entry" needs Entry "next entry of the list" {
        Panes ["Ctrl-n"];
        View ["Ctrl-n"];
        Quiet ["Ctrl-n", "l", "Right"];
    }
    PreviousEntry "previous-entry" needs Entry "previous entry of the list" {
        Panes ["Ctrl-p"];
        View ["Ctrl-p"];
        Quiet ["Ctrl-p", "h", "Left"];
    }
    RandomEntry "random-entry" needs Entry "random entry of the list" {
        Panes ["R"] => "random" 20;
        Quiet ["R"];
    }
    NextLink "next-row" needs Links "to the next row you can open" { Detail ["}", "Alt-Down"] => "rows" 29; }
    PreviousLink "previous-row" needs Links "to the previous row you can open" { Detail ["{", "Alt-Up"]; }
    OpenLink "open-row" needs SelectedLink "open the row: go to the entry, or filter by the topic" { Detail ["Enter"] => "open" 86; }
    QuietPage "quiet-page" needs Entry "show only the quotation, or go back" {
        Panes ["f"] => "quiet page" 21;
        View ["f"];
        Quiet ["f"];
    }
    CompactList "compact-list" "compact list, with one row for each entry, or the full list" { Panes ["c"] => "compact" 22; }
    Complete "complete" needs Completion "take the completion shown, or go to the next pane" { Filter ["Tab"] => "complete" 85; }
    NextCandidate "next-candidate" "next completion, or down one row" { Filter ["Ctrl-n"]; }
    PreviousCandidate "previous-candidate" "previous completion, or up one row" { Filter ["Ctrl-p"]; }
    ApplyFacet "apply-facet" was "choose" "filter by this; press again to remove it" { Topics ["Enter"] => "filter by" 60; }
    AddFacet "add-facet" needs FacetValue "filter by this, too; press again to remove it" { Topics ["+"] => "add" 58; }
    ExcludeFacet "exclude-facet" needs FacetValue "exclude this value, or stop excluding it" { Topics ["!"] => "exclude" 57; }
    DeleteSearch "delete-search" needs SavedSearch "delete the saved search" { Topics ["d"] => "delete" 58; }
    Fold "fold" needs Subtopics "fold or unfold the topic" { Topics ["Space", "z"] => "fold" 59; }
    CopySelected "copy-selected" was "take" "copy in this format" { Menu ["Enter", "y"] => "copy" 90; }
    SetDefaultFormat "set-default-format" "copy in this format without the menu from now on" { Menu ["d"] => "make default" 60; }
    Back "back" "one step back; never quits" {
        Panes ["Esc"];
        Filter ["Esc"] => "clear" 80;
        Ask ["Esc"];
        Find ["Esc"];
        Menu ["Esc", "q"] => "close" 80;
        Lists ["Esc", "q"] => "close" 80;
        InList ["Esc", "q", "h", "Left"] => "back" 80;
        Naming ["Esc"] => "back" 80;
        Form ["Esc"] => "close" 80;
        Palette ["Esc", "F2"] => "close" 85;
        Help ["Esc", "q", "?", "F1"] => "close" 80;
        View ["Esc"] => "close" 85;
        Quiet ["Esc"] => "close" 85;
        Select ["Esc"] => "leave" 85;
        Review ["Esc"];
    }
    NextPane "next-pane" "next pane" { Panes ["Tab"]; }
    PreviousPane "previous-pane" "previous pane" { Panes ["Shift-Tab"]; Filter ["Shift-Tab"]; }
    NextOrder "order" "change the order of the list" { Panes ["S"] => "order" 23; }
    PaneLeft "pane-left" "pane to the left" { Panes ["h", "Left"]; }
    PaneRight "pane-right" "pane to the right" { Panes ["l", "Right"]; }
    TopicsPane "topics" "topics, kinds, speakers and sources" { Panes ["1"] => "topics" 35; }
    ListPane "list" "the list" { Panes ["2"]; }
    DetailPane "detail" "the quotation" { Panes ["3"]; }
    Copy "copy" needs Entry "copy what the preview shows" {
        Panes ["y"] => "copy" 90;
        View ["y"] => "copy" 90;
        Select ["y"] => "copy" 90;
    }
    CopyAs "copy-as" needs Entry "choose a format and see what it pastes" {
        Panes ["Y"] => "copy as" 70;
        View ["Y"] => "copy as" 70;
    }
    Mark "mark" needs Marking "mark or unmark" {
        List ["Space"] => "mark" 32;
        Detail ["Space"] => "mark" 32;
        Pick ["Tab"] => "mark" 85;
    }
    Pick "pick" needs Picking "print the entry, or those that are marked" { Pick ["Enter"] => "pick" 90; }
    AllMarked "all-marked" "apply to all marked entries" { Ask ["a"]; }
    OnlyCurrent "only-current" "apply to the entry at the cursor only" { Ask ["c"]; }
    UnmarkAll "unmark-all" needs Marks "unmark all" { Panes ["U"] => "unmark all" 33; }
    Star "star" needs Entry "add or remove a star" { Panes ["s"] => "star" 52; View ["s"] => "star" 55; }
    WriteNote "note" needs Entry "write a note" { Panes ["e"] => "note" 41; View ["e"] => "note" 45; }
    Lists "lists" "your lists: add it to one, or make one" { Panes ["L"] => "lists" 34; View ["L"] => "lists" 42; }
    AcceptFound "accept-found" "accept the quotation, and go to the next undecided one" { Review ["a"] => "accept" 99; }
    RejectFound "reject-found" "reject it, and go to the next undecided one" { Review ["x"] => "reject" 98; }
    AcceptSpeaker "accept-speaker" "accept all undecided quotations of its speaker" { Review ["A"] => "all of speaker" 70; }
    NextUndecided "next-undecided" "to the next undecided quotation" { Review ["]"] => "undecided" 62; }
    PreviousUndecided "previous-undecided" "to the previous undecided quotation" { Review ["["]; }
    NextFound "next-found" "to the next quotation or term" { Review ["j", "Down"] => "next" 60; }
    PreviousFound "previous-found" "to the previous quotation or term" { Review ["k", "Up"]; }
    ChooseSpeaker "choose-speaker" "choose or type its speaker" { Review ["s"] => "speaker" 85; }
    NumberedSpeaker "numbered-speaker" "give it the speaker with this number" {
        Review ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
    }
    StartEarlier "start-earlier" "begin a word earlier" { Review ["h", "Left"] => "start" 50; }
    StartLater "start-later" "begin a word later" { Review ["l", "Right"]; }
    EndEarlier "end-earlier" "end a word earlier" { Review ["H"] => "end" 49; }
    EndLater "end-later" "end a word later" { Review ["L"]; }
    JoinNext "join-next" "join it with the next one" { Review ["J"] => "join" 47; }
    Divide "divide" "split it at the end of a sentence, near its middle" { Review ["B"] => "break" 46; }
    FoundTopics "found-topics" "add topics" { Review ["t"] => "topics" 48; }
    ToggleTerm "toggle-term" "make it a term, or a quotation again" { Review ["T"] => "term" 55; }
    WriteAccepted "write-accepted" "write what is accepted" { Review ["w"] => "write" 95; }
    Add "add" "add a quotation to your collection" { Panes ["a"] => "add" 31; View ["a"]; }
    Assign "assign" needs Entry "give it a speaker, topics or tags" { Panes ["t"] => "topics, tags" 26; View ["t"]; }
    EditEntry "edit-entry" needs Entry "edit the entry in its file, in your editor" {
        Panes ["E"] => "edit" 27;
        View ["E"];
    }
    SaveForm "save-form" "save the form" { Form ["Ctrl-s"] => "save" 95; }
    NextField "next-field" "to the next field" { Form ["Tab"] => "next" 90; }
    PreviousField "previous-field" "to the previous field" { Form ["Shift-Tab"]; }
    AcceptField "accept-field" "take the suggestion, and go to the next field" { Form ["Enter"] => "next" 70; }
    Undo "undo" "undo the last change" {
        Panes ["u"];
        View ["u"];
        Lists ["u"] => "undo" 50;
        InList ["u"] => "undo" 50;
        Review ["u"] => "undo" 65;
    }
    Redo "redo" "redo what was undone" {
        Panes ["Ctrl-r"];
        View ["Ctrl-r"];
        Lists ["Ctrl-r"];
        InList ["Ctrl-r"];
    }
    SaveNote "save-note" was "keep-note" "save the note and close it" { Note ["Ctrl-s", "Esc"] => "save" 90; }
    LeaveNote "leave-note" "leave without saving; undo brings it back" { Note ["Ctrl-x"] => "leave unsaved" 85; }
    NewLine "new-line" "start a new line" { Note ["Enter"]; }
    OpenEditor "open-editor" was "edit-outside" "write it in your editor ($VISUAL, $EDITOR)" {
        Note ["Ctrl-g"] => "your editor" 70;
    }
    AddToList "add-to-list" was "put-in" "add it to the list, or remove it" { Lists ["Enter", "Space"] => "add" 90; }
    AcceptName "accept-name" was "keep-name" "accept the name" { Naming ["Enter"] => "accept" 90; }
    OpenList "open-list" "open the list" { Lists ["l", "Right"] => "open" 85; }
    OpenListEntry "open-list-entry" was "read-listed" "read the entry" { InList ["Enter", "l", "Right"] => "read" 90; }
    NewList "new-list" "make a new list" { Lists ["n"] => "new" 75; }
    RenameList "rename-list" "rename the list" { Lists ["r"] => "rename" 60; }
    MoveDown "move-down" "move it down" { Lists ["J"] => "move" 40; InList ["J"] => "move" 40; }
    MoveUp "move-up" "move it up" { Lists ["K"]; InList ["K"]; }
    RemoveFromList "delete" "delete the list, or remove the entry from it" {
        Lists ["d"] => "delete" 55;
        InList ["d"] => "remove" 55;
    }
    Find "find" "search in this text, or filter what is shown" {
        View ["/"] => "search" 48;
        Menu ["/"] => "filter" 70;
        Help ["/"] => "filter" 60;
    }
    AcceptFind "accept-find" "keep the search" { Find ["Enter"]; }
    NextMatch "next-match" needs Matches "next match" { Panes ["n"]; View ["n"] => "next match" 82; Find ["Down", "Ctrl-n"]; }
    PreviousMatch "previous-match" needs Matches "previous match" { Panes ["N"]; View ["N"]; Find ["Up", "Ctrl-p"]; }
    NextInSource "next-in-source" was "said-next" needs Entry "next entry in the source, even if filtered out" { Panes ["]"] => "next" 30; }
    PreviousInSource "previous-in-source" was "said-previous" needs Entry "previous entry in the source" { Panes ["["]; }
    OpenSource "open-source" needs Entry "open the source, or the recording at the words" {
        Panes ["o"] => "open source" 25;
        View ["o"];
    }
    Compare "compare" needs Entry "compare with its paraphrases or original words, or the marked entries" {
        Panes ["="] => "compare" 58;
        View ["="];
    }
    SelectPhrase "select-phrase" was "choose-words" needs Entry "select words of the quotation, to copy an excerpt" { Panes ["v"] => "select words" 24; }
    ToggleAnchor "toggle-anchor" was "begin-or-end" "start or end a selection" { Select ["Space", "v"] => "start or end" 88; }
    SwapAnchor "swap-anchor" was "other-end" "jump to the other end of the selection" { Select ["o"] => "other end" 40; }
    Highlight "highlight" needs Entry "add or remove a highlight" { Panes ["H"]; Select ["H"] => "highlight" 75; }
    RemoveRange "remove-range" was "take-back" "drop this selection" { Select ["x"] => "drop" 45; }
    NextWord "next-word" was "word-next" "to the next word" { Select ["w", "l", "Right"] => "words" 60; }
    PreviousWord "previous-word" was "word-previous" "to the previous word" { Select ["b", "h", "Left"]; }
    LineStart "line-start" "to the first word of the line" { Select ["0", "^", "Home"]; }
    LineEnd "line-end" "to the last word of the line" { Select ["$", "End"]; }
    Interview "interview" needs Entry "the whole source, in reading order" {
        Panes ["i"] => "source" 44;
        View ["i"];
    }
    Related "related" needs Entry "related entries, and why" { Panes ["r"] => "related" 28; View ["r"]; }
    Passage "passage" needs SourceText "the passage in the source text, if there is one" { Panes ["p"] => "passage" 57; }
    Keywords "keywords" "keywords: topics, acronyms and names" { Panes ["K"]; View ["K"]; }
    Coverage "coverage" "coverage: said vs. reported, by topic" { Panes ["C"]; View ["C"]; }
    Timeline "timeline" "timeline: when the entries of the list were said" { Panes ["T"]; View ["T"]; }
    About "about" "about the speaker; press again for the source" { Panes ["A"]; View ["A"]; }
    GoTo "go-to" needs Destination "go to the entry, or filter by this" { View ["Enter"] => "go to" 80; }
    NextSection "next-section" was "stop-next" "to the next section" { View ["]"] => "next" 50; }
    PreviousSection "previous-section" was "stop-previous" "to the previous section" { View ["["]; }
    FoldHeading "fold-heading" "fold or unfold the heading" { View ["Space", "z"] => "fold" 40; }
    FoldAll "fold-all" "fold or unfold everything" { View ["Z"]; }
    JumpBack "jump-back" was "come-back" "back to where you were before" { Panes ["Ctrl-o"]; View ["Ctrl-o"]; }
    JumpForward "jump-forward" was "go-forth" "forward again after going back" { Panes ["Alt-o", "Ctrl-i"]; View ["Alt-o", "Ctrl-i"]; }
    ToggleMouse "mouse" "give the mouse to the terminal, or take it back" {
        Panes ["m"];
        View ["m"];
        Select ["m"];
        Review ["m"];
    }
    Palette "palette" "find a command, a format, a topic, a speaker …, and run it" {
        Panes [":", "F2"] => "command" 34;
        Filter ["F2"] => "command" 34;
        View [":", "F2"] => "command" 34;
        Select [":", "F2"] => "command" 34;
        Review [":", "F2"] => "command" 34;
    }
    RunCommand "run-command" was "perform" "run this command" { Palette ["Enter"] => "run" 90; }
    CompleteCommand "complete-command" "complete what is typed" { Palette ["Tab"] => "complete" 80; }
    Help "help" "the keys that work here" {
        Panes ["?", "F1"] => "keys" 250;
        Filter ["F1"] => "keys" 250;
        Pick ["F1"] => "keys" 250;
        View ["?", "F1"] => "keys" 250;
        Select ["?", "F1"] => "keys" 250;
        Review ["?", "F1"] => "keys" 250;
    }
    Quit "quit" "quit" {
        Panes ["q"] => "quit" 255;
        View ["q"] => "quit" 255;
        Select ["q"] => "quit" 255;
        Review ["q"] => "leave" 255;
    }
    Cancel "cancel" was "leave" "leave the filter, or quit" { Everywhere ["Ctrl-c"]; Pick ["Esc"] => "leave" 255; }
    Suspend "suspend" "suspend kzq; `fg` brings it back" { Everywhere ["Ctrl-z"]; }
    Redraw "redraw" "redraw the screen" { Everywhere ["Ctrl-l"]; }
    CursorLeft "cursor-left" "one character to the left" { Typing ["Left", "Ctrl-b"]; }
    CursorRight "cursor-right" "one character to the right" { Typing ["Right", "Ctrl-f"]; }
    CursorStart "cursor-start" "to the start of the line" { Typing ["Home", "Ctrl-a"]; }
    CursorEnd "cursor-end" "to the end of the line" { Typing ["End", "Ctrl-e"]; }
    DeleteBack "delete-back" "delete the character before the cursor" { Typing ["Backspace", "Ctrl-h"]; }
    DeleteForward "delete-forward" "delete the character at the cursor" { Typing ["Delete", "Ctrl-d"]; }
    CursorWordLeft "cursor-word-left" "one word to the left" { Typing ["Ctrl-Left", "Alt-b", "Alt-Left"]; }
    CursorWordRight "cursor-word-right" "one word to the right" { Typing ["Ctrl-Right", "Alt-f", "Alt-Right"]; }
    DeleteWord "delete-word" "delete back to a space" { Typing ["Ctrl-w"]; }
    DeleteWordBack "delete-word-back" "delete the word before the cursor" { Typing ["Alt-Backspace"]; }
    DeleteWordForward "delete-word-forward" "delete the word after the cursor" { Typing ["Alt-d"]; }
    DeleteToStart "delete-to-start" "delete everything before the cursor" { Typing ["Ctrl-u"]; }
}

impl Action {
    /// Returns the action's row of the table.
    pub fn definition(self) -> &'static Definition {
        // The table has the order of the variants.
        &TABLE[self as usize]
    }

    /// Whether the action only moves the cursor by rows; such keys are known by hand, so the palette lists them last.
    pub fn is_movement(self) -> bool {
        use Action::{Down, First, HalfPageDown, HalfPageUp, Last, PageDown, PageUp, Up};
        matches!(self, Down | Up | HalfPageDown | HalfPageUp | PageDown | PageUp | First | Last)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn every_action_has_a_name_a_doc_and_a_key() {
        let mut names = HashSet::new();
        for definition in TABLE {
            assert_eq!(definition.action.definition().name, definition.name);
            for name in [definition.name].into_iter().chain(definition.old_name) {
                assert!(names.insert(name), "{name} is given twice");
            }
            assert!(!definition.doc.is_empty() && !definition.doc.ends_with('.'), "{}", definition.name);
            assert!(definition.keys.iter().all(|keys| !keys.keys.is_empty()) && !definition.keys.is_empty());
        }
    }

    #[test]
    fn help_and_quit_have_the_highest_hint_priority() {
        let mut hints: Vec<_> = TABLE
            .iter()
            .flat_map(|definition| definition.keys)
            .filter(|keys| keys.scope == Scope::Panes)
            .filter_map(|keys| keys.hint)
            .collect();
        hints.sort_by_key(|&(_, priority)| std::cmp::Reverse(priority));
        assert_eq!([hints[0].0, hints[1].0], ["quit", "keys"]);
    }
}
