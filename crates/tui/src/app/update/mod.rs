//! Applies events to the model.

mod copy;
mod highlight;
mod jump;
mod list;
mod mouse;
mod page;
mod palette;
mod phrase_select;
mod popup;
mod reload;
mod restore;
mod search;
mod shelf;
mod shelf_popup;
mod sidebar;
mod source_check;
mod typing;
mod view;

use super::event::{Effect, Event};
use super::focus::Focus;
use super::line_edit::LineEdit;
use super::model::{Model, Toast, Tone};
use super::panes::Width;
use super::phrase_select::{Picking, Step};
use super::popup::Popup;
use super::scroll::{Move, Scroll};
use super::text_edit::TextEdit;
use crate::keys::action::Action;
use crate::keys::chord::Chord;
use crate::keys::keymap::Meaning;
use crate::keys::scope::Scope;
use crate::layout::view_kind::Subject;
use kzq_corpus::EntryId;
use kzq_search::Selection;
use kzq_text::Safe;
pub(super) use page::Later;
pub(super) use restore::Returning;

impl Model {
    /// Applies an event, and returns the effects to run.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        let by_hand = matches!(event, Event::Key(_) | Event::Paste(_) | Event::Mouse(_));
        let stand = (by_hand && self.returning.is_some()).then(|| self.stand());
        match event {
            Event::Key(chord) => self.on_key(chord, &mut effects),
            Event::Paste(text) => self.on_paste(&text, &mut effects),
            Event::Mouse(mouse) => {
                self.toast = None;
                self.later = None;
                self.on_mouse(mouse, &mut effects);
            }
            Event::Resize(columns, rows) => self.size = (columns, rows),
            Event::Grown(growth) => self.on_growth(*growth, &mut effects),
            Event::Reloaded(reloaded) => self.on_reloaded(*reloaded, &mut effects),
            Event::Unreadable(reason) => self.on_unreadable(&reason),
            Event::Answered(generation, answer) => self.on_answer(generation, *answer),
            Event::Kept(kept) => self.on_kept(*kept, &mut effects),
            Event::Remembered(remembered) => self.on_remembered(*remembered, &mut effects),
            Event::Edited(text) => self.on_edited(&text),
            Event::LaidOut(laid_out) => self.on_laid_out(*laid_out, &mut effects),
            Event::Verified(verified) => self.on_verified(*verified),
            Event::Done(text) => self.say(text, Tone::Good),
            Event::Failed(text) => self.say(text, Tone::Bad),
        }
        self.stay(stand);
        self.go_on_returning(&mut effects);
        self.settle(&mut effects);
        self.ask_for_more(&mut effects);
        effects
    }

    /// Returns the scopes in which keys are looked up now, narrowest first.
    pub fn scopes(&self) -> &'static [Scope] {
        self.scope().chain()
    }

    /// Returns the scope that receives the keys.
    fn scope(&self) -> Scope {
        match (&self.popup, self.focus) {
            (Some(Popup::Help { .. }), _) => Scope::Help,
            (Some(Popup::Menu(_)), _) => Scope::Menu,
            (Some(Popup::Note(_)), _) => Scope::Note,
            (Some(Popup::Lists(lists)), _) if lists.is_naming() => Scope::Naming,
            (Some(Popup::Lists(lists)), _) if lists.is_within() => Scope::Listed,
            (Some(Popup::Lists(_)), _) => Scope::Lists,
            (Some(Popup::Palette(_)), _) => Scope::Palette,
            (None, _) if !self.sheets.is_empty() => Scope::Sheet,
            (None, _) if self.picking.is_some() => Scope::Words,
            (None, Focus::Filter) => Scope::Filter,
            (None, Focus::Topics) => Scope::Topics,
            (None, Focus::List) => Scope::List,
            (None, Focus::Detail) => Scope::Detail,
        }
    }

    /// Returns whether an action can do anything, as far as it needs an entry, marked entries or a source text.
    pub fn can_do(&self, action: Action) -> bool {
        let has_entry = self.entry_at_hand().is_some();
        let leads_on = || action == Action::GoTo && self.sheet().is_some_and(|sheet| sheet.finds().is_some());
        let has_marks = !self.marked.is_empty();
        let has_text = self.has_source_text();
        (has_entry || !action.needs_entry() || leads_on())
            && (has_marks || !action.needs_marks())
            && (has_text || !action.needs_source_text())
    }

    fn on_key(&mut self, chord: Chord, effects: &mut Vec<Effect>) {
        self.toast = None;
        self.later = None;
        self.pending.push(chord);
        let typing = self.is_typing();
        match self.keymap.meaning(self.scopes(), &self.pending, typing) {
            Meaning::Action(action) => {
                self.pending.clear();
                self.act(action, effects);
            }
            Meaning::Beginning => {}
            Meaning::Nothing if self.pending.len() > 1 => {
                // A key that does not continue the sequence is handled on its own.
                self.pending.clear();
                self.on_key(chord, effects);
            }
            Meaning::Nothing => {
                self.pending.clear();
                match chord.typed() {
                    Some(c) if typing => self.insert(c.encode_utf8(&mut [0; 4]), effects),
                    Some(c) => self.jump_in_menu(chord.on_qwerty().and_then(Chord::typed).unwrap_or(c)),
                    None => {}
                }
            }
        }
    }

    fn act(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Down if self.recalls(Move::Down) => self.recall(Move::Down, effects),
            Action::Up if self.recalls(Move::Up) => self.recall(Move::Up, effects),
            Action::Down => self.go(Move::Down),
            Action::Up => self.go(Move::Up),
            Action::HalfDown => self.go(Move::HalfDown),
            Action::HalfUp => self.go(Move::HalfUp),
            Action::PageDown => self.go(Move::PageDown),
            Action::PageUp => self.go(Move::PageUp),
            Action::First => self.go(Move::First),
            Action::Last => self.go(Move::Last),
            Action::Filter => self.enter_filter(),
            Action::Keep => self.keep_filter(effects),
            Action::ListPane => self.focus = Focus::List,
            Action::Read => {
                self.remember_query(effects);
                self.focus = Focus::Detail;
            }
            Action::DetailPane => self.focus = Focus::Detail,
            Action::TopicsPane => self.focus = Focus::Topics,
            Action::Choose => self.choose(effects),
            Action::Fold => self.fold_row(),
            Action::Take => self.take(effects),
            Action::Star => self.star(effects),
            Action::WriteNote => self.open_note(),
            Action::Lists => self.open_lists(),
            Action::Highlight => self.highlight(effects),
            Action::Undo => self.undo(effects),
            Action::Redo => self.redo(effects),
            Action::KeepNote => self.save_note(effects),
            Action::NewLine => self.insert("\n", effects),
            Action::EditOutside => self.edit_outside(effects),
            Action::PutIn => self.put_in(effects),
            Action::ReadListed => self.go_to_listed(),
            Action::KeepName => self.name_list(effects),
            Action::OpenList => self.open_list(),
            Action::NewList => self.ask_for_name(true),
            Action::RenameList => self.ask_for_name(false),
            Action::MoveDown => self.reorder(1, effects),
            Action::MoveUp => self.reorder(-1, effects),
            Action::DeleteListed => self.delete_listed(effects),
            Action::Back => self.back(effects),
            Action::NextPane => self.focus = next_pane(self.focus, 1),
            Action::PreviousPane => self.focus = next_pane(self.focus, 2),
            Action::PaneLeft => self.focus = beside(self.focus, Focus::Topics),
            Action::PaneRight => self.focus = beside(self.focus, Focus::Detail),
            Action::Copy => self.copy(self.copies, effects),
            Action::CopyAs => self.open_menu(),
            Action::Mark => self.mark(),
            Action::Unmark => self.unmark_all(),
            Action::NextMatch => self.next_match(1, effects),
            Action::PreviousMatch => self.next_match(-1, effects),
            Action::SaidNext => self.said(|model, id| model.corpus.said_after(id)),
            Action::SaidPrevious => self.said(|model, id| model.corpus.said_before(id)),
            Action::OpenSource => self.open_source(effects),
            Action::Compare => self.open_sheet_of(Subject::Compare),
            Action::Pick => self.pick(),
            Action::BeginOrEnd => self.with_picking(Picking::begin_or_end),
            Action::OtherEnd => {
                self.with_picking(Picking::go_to_other_end);
                self.show_word();
            }
            Action::TakeBack => self.take_back(),
            Action::WordNext => self.step(Step::Next),
            Action::WordPrevious => self.step(Step::Previous),
            Action::LineStart => self.step(Step::Start),
            Action::LineEnd => self.step(Step::End),
            Action::Interview => self.open_sheet_of(Subject::Interview),
            Action::Related => self.open_sheet_of(Subject::Related),
            Action::Passage => self.open_passage(),
            Action::Keywords => self.open_sheet(Subject::Keywords),
            Action::Coverage => self.open_sheet(Subject::Coverage),
            Action::GoTo => self.go_to_target(effects),
            Action::StopNext => self.go_to_stop(true),
            Action::StopPrevious => self.go_to_stop(false),
            Action::FoldHeading => self.fold_heading(),
            Action::FoldAll => self.fold_all(),
            Action::ComeBack => self.come_back(effects),
            Action::GoForth => self.go_forth(effects),
            Action::Mouse => self.toggle_mouse(effects),
            Action::Palette => self.open_palette(),
            Action::Perform => self.perform(effects),
            Action::Help => self.popup = Some(Popup::Help { scope: self.scopes()[0], scroll: Scroll::default() }),
            Action::Quit => effects.push(Effect::Quit),
            // Leaving loses nothing that was written.
            Action::Leave if matches!(self.popup, Some(Popup::Note(_))) => self.save_note(effects),
            Action::Leave if self.scopes()[0] == Scope::Filter => self.focus = Focus::List,
            Action::Leave => effects.push(Effect::Quit),
            Action::Suspend => effects.push(Effect::Suspend),
            Action::Redraw => effects.push(Effect::Redraw),
            Action::CursorLeft => self.edit_with(LineEdit::left, TextEdit::left, effects),
            Action::CursorRight => self.edit_with(LineEdit::right, TextEdit::right, effects),
            Action::CursorStart => self.edit_with(LineEdit::start, TextEdit::start, effects),
            Action::CursorEnd => self.edit_with(LineEdit::end, TextEdit::end, effects),
            Action::DeleteBack => self.edit_with(LineEdit::delete_back, TextEdit::delete_back, effects),
            Action::DeleteForward => self.edit_with(LineEdit::delete_forward, TextEdit::delete_forward, effects),
            Action::DeleteWord => self.edit_with(LineEdit::delete_word, TextEdit::delete_word, effects),
            Action::DeleteToStart => self.edit_with(LineEdit::delete_to_start, TextEdit::delete_to_start, effects),
        }
    }

    fn go(&mut self, movement: Move) {
        self.remember_before(movement);
        match (&self.popup, self.focus) {
            (Some(_), _) => self.move_popup(movement),
            (None, _) if !self.sheets.is_empty() => self.move_sheet(movement),
            (None, _) if self.picking.is_some() => self.move_words(movement),
            (None, Focus::Topics) => self.move_sidebar(movement),
            (None, Focus::List | Focus::Filter) => self.move_list(movement),
            (None, Focus::Detail) => self.scroll_page(movement),
        }
    }

    pub(super) fn choose(&mut self, effects: &mut Vec<Effect>) {
        self.remember();
        if self.choose_row() {
            self.search(effects);
        }
        if self.panes().width != Width::Three {
            self.focus = Focus::List;
        }
    }

    /// Removes the topmost layer: a popup, a view, the filter and so on.
    fn back(&mut self, effects: &mut Vec<Effect>) {
        if self.popup.is_some() {
            return self.close_popup(effects);
        }
        if self.sheets.pop().is_some() || self.leave_picking() {
            return;
        }
        if self.excursion.take().is_some() {
            self.scroll = Scroll::default();
            return;
        }
        match self.focus {
            Focus::Detail | Focus::Topics => self.focus = Focus::List,
            Focus::Filter if self.filter.is_empty() => self.focus = Focus::List,
            Focus::List if !self.filter.is_empty() => {
                self.remember();
                self.edit(effects, LineEdit::clear);
            }
            Focus::Filter if !self.filter.is_empty() => self.edit(effects, LineEdit::clear),
            Focus::Filter | Focus::List if self.selection != Selection::default() => {
                self.remember();
                self.lift_facet(effects);
            }
            Focus::Filter | Focus::List if self.marked.is_empty() => {}
            Focus::Filter | Focus::List => self.unmark_all(),
        }
    }

    /// Closes the popup, or what is open inside it; written text is saved.
    fn close_popup(&mut self, effects: &mut Vec<Effect>) {
        if matches!(self.popup, Some(Popup::Note(_))) {
            self.save_note(effects);
        } else if !self.back_in_lists() {
            self.popup = None;
        }
    }

    /// Clears one facet, the topic first.
    fn lift_facet(&mut self, effects: &mut Vec<Effect>) {
        let set = self.selection;
        self.selection = match set {
            Selection { topic: Some(_), .. } => Selection { topic: None, ..set },
            Selection { wording: Some(_), .. } => Selection { wording: None, ..set },
            Selection { speaker: Some(_), .. } => Selection { speaker: None, ..set },
            Selection { source: Some(_), .. } => Selection { source: None, ..set },
            _ => Selection { shelf: None, ..set },
        };
        if self.selection != set {
            self.search(effects);
        }
    }

    fn open_source(&mut self, effects: &mut Vec<Effect>) {
        let entry = self.entry_at_hand().map(|id| self.corpus.entry(id));
        let url = entry.and_then(|entry| self.corpus.source_of(entry)).and_then(|source| source.url.clone());
        match url {
            Some(url) => effects.push(Effect::Open(url)),
            None => self.say("the collection gives no address for this source", Tone::Plain),
        }
    }

    fn toggle_mouse(&mut self, effects: &mut Vec<Effect>) {
        self.mouse = !self.mouse;
        effects.push(Effect::CaptureMouse(self.mouse));
        let key = self.keymap.key_of(Scope::List, Action::Mouse);
        let said = match (self.mouse, key.is_empty()) {
            (true, _) => "the mouse works here again".into(),
            (false, true) => "the mouse is the terminal's now".into(),
            (false, false) => kzq_text::safe!("the mouse is the terminal's now; ", key, " takes it back"),
        };
        self.say(said, Tone::Plain);
    }

    /// Goes to another entry of the same source, in the list or off it.
    fn said(&mut self, other: impl Fn(&Self, EntryId) -> Option<EntryId>) {
        let Some(from) = self.entry() else { return self.say("there is nothing here to go on from", Tone::Plain) };
        let Some(to) = other(self, from) else {
            return self.say("the source has nothing more in this direction", Tone::Plain);
        };
        self.remember();
        self.go_to(to);
    }

    /// Goes to an entry, in the list or off it.
    pub(super) fn go_to(&mut self, entry: EntryId) {
        self.kept = None;
        self.wants_last = false;
        self.excursion = if self.seek(entry) { None } else { Some(entry) };
        if self.panes().detail.is_none() {
            // The target must be visible, and it must be what `y` copies.
            self.focus = Focus::Detail;
        }
        self.scroll = Scroll::default();
        self.match_at = None;
    }

    pub(super) fn say(&mut self, text: impl Into<Safe<'static>>, tone: Tone) {
        self.toast = Some(Toast { text: text.into(), tone });
    }

    /// Restores all invariants after a change.
    pub(crate) fn settle(&mut self, effects: &mut Vec<Effect>) {
        if self.focus == Focus::Topics && self.panes().topics.is_none() {
            // Only the smallest screen hides the focused pane: it has no room for topics.
            self.focus = Focus::List;
        }
        self.settle_sidebar();
        self.settle_list();
        self.settle_page(effects);
        self.settle_picking();
        self.settle_sheet(effects);
        self.settle_popup(effects);
    }
}

/// Returns the pane `steps` after this one, in a ring.
fn next_pane(focus: Focus, steps: usize) -> Focus {
    let ring = [Focus::Topics, Focus::List, Focus::Detail];
    match ring.iter().position(|pane| *pane == focus) {
        Some(at) => ring[(at + steps) % ring.len()],
        None => Focus::List,
    }
}

/// Returns the pane next to this one, towards `edge`.
fn beside(focus: Focus, edge: Focus) -> Focus {
    match focus {
        Focus::Topics | Focus::Detail if focus != edge => Focus::List,
        Focus::List | Focus::Filter => edge,
        Focus::Topics | Focus::Detail => focus,
    }
}
