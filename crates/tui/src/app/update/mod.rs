//! Applies events to the model.

mod back;
mod carried;
mod command;
mod complete;
mod copy;
mod entry_form;
mod find;
mod highlight;
mod jump;
mod key;
mod list;
mod mouse;
mod neighbour;
mod order;
mod page;
mod page_link;
mod palette;
mod phrase_select;
mod pick;
mod popup;
mod reload;
mod restore;
mod review;
mod saved_search;
mod search;
mod shelf;
mod shelf_popup;
mod sidebar;
mod source;
mod source_check;
mod targets;
mod typing;
mod view;
mod write;

use super::event::{Effect, Event};
use super::find::Find;
use super::focus::Focus;
use super::model::{Model, Toast, ToastLevel};
use super::note_edit::NoteEdit;
use super::palette::CommandPalette;
use super::phrase_select::{PhraseSelect, WordMotion};
use super::popup::Popup;
use super::scroll::Motion;
use super::sidebar::SidebarRow;
use super::text_edit::TextEdit;
use crate::keys::action::Action;
use crate::keys::needs::Needs;
use crate::keys::scope::Scope;
use crate::layout::view_kind::ViewKind;
use kzq_corpus::EntryId;
use kzq_search::{Choice, FacetValue};
use kzq_text::Safe;

impl Model {
    /// Applies an event, and returns the effects to run.
    pub fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        let is_user_input = matches!(event, Event::Key(_) | Event::Typed(_) | Event::Paste(_) | Event::Mouse(_));
        let position_before = (is_user_input && self.session.restoring.is_some()).then(|| self.position_snapshot());
        match event {
            Event::Key(chord) => self.on_key(chord, &mut effects),
            Event::Typed(text) => self.on_typed(&text, &mut effects),
            Event::Paste(text) => self.on_paste(&text, &mut effects),
            Event::Mouse(mouse) => {
                // A message moves the hints.
                let hint = self.clicked_hint(mouse);
                self.begin_other_input();
                match hint {
                    Some(action) => self.run_action(action, &mut effects),
                    None => self.on_mouse(mouse, &mut effects),
                }
            }
            Event::Clock(now) => {
                // Nothing on the screen depends on it.
                self.now = Some(now);
                return effects;
            }
            Event::Resize(columns, rows) => self.size = (columns, rows),
            Event::CorpusUpdated(growth) => self.on_corpus_grown(*growth, &mut effects),
            Event::Reloaded(reloaded) => self.on_reloaded(*reloaded, &mut effects),
            Event::ReloadFailed(reason) => self.on_reload_failed(&reason),
            Event::NotLoaded(files) => self.on_not_loaded(files),
            Event::SearchDone(done) => self.on_search_done(*done),
            Event::ShelfSaved(kept) => self.on_shelf_saved(*kept, &mut effects),
            Event::SessionLoaded(remembered) => self.on_session_loaded(*remembered, &mut effects),
            Event::EditorClosed(text) => self.on_edited(&text),
            Event::NoteRecovered(draft) => self.edits.recovered = Some(Box::new(NoteEdit::resume(*draft))),
            Event::ClipboardRead(draft) => self.on_clipboard_read(*draft),
            Event::FileEdited(outcome) => self.on_file_edited(outcome),
            Event::AcceptedWritten(outcome) => self.on_accepted_written(outcome),
            Event::LayoutDone(laid_out) => self.on_layout_done(*laid_out, &mut effects),
            Event::VerifyDone(verified) => self.detail.check.on_done(*verified),
            Event::SourceTextsChanged => self.detail.check.repeat(),
            Event::Copied(copied) => self.on_copied(*copied, &mut effects),
            Event::EffectDone(text) => self.show_toast(text, ToastLevel::Success),
            Event::EffectFailed(text) => self.show_toast(text, ToastLevel::Error),
        }
        self.cancel_restore_if_moved(position_before);
        self.continue_restore(&mut effects);
        self.resume_note();
        self.restore_invariants(&mut effects);
        self.request_more_rows(&mut effects);
        self.finish_pick(&mut effects);
        effects
    }

    /// Returns the scopes in which keys are looked up now, narrowest first.
    pub fn scopes(&self) -> &'static [Scope] {
        self.scope().chain()
    }

    /// Returns the scope that receives the keys.
    fn scope(&self) -> Scope {
        match (&self.popup, self.focus) {
            _ if self.is_finding() => Scope::Find,
            (Some(Popup::Help { .. }), _) => Scope::Help,
            (Some(Popup::Copy(_)), _) => Scope::Menu,
            (Some(Popup::Note(_)), _) => Scope::Note,
            (Some(Popup::Lists(lists)), _) if lists.is_naming() => Scope::Naming,
            (Some(Popup::Lists(lists)), _) if lists.is_browsing() => Scope::InList,
            (Some(Popup::Lists(_)), _) => Scope::Lists,
            (Some(Popup::Form(_)), _) => Scope::Form,
            (Some(Popup::Palette(_)), _) => Scope::Palette,
            (None, _) if self.asking.is_some() => Scope::Ask,
            (None, _) if self.review.is_some() => Scope::Review,
            (None, _) if self.is_quiet() => Scope::Quiet,
            (None, _) if !self.views.is_empty() => Scope::View,
            (None, _) if self.pick.is_some() => Scope::Pick,
            (None, _) if self.detail.phrase_select.is_some() => Scope::Select,
            (None, Focus::Filter) => Scope::Filter,
            (None, Focus::Topics) => Scope::Topics,
            (None, Focus::List) => Scope::List,
            (None, Focus::Detail) => Scope::Detail,
        }
    }

    /// Returns whether an action can do anything: whether what it needs is there.
    pub fn is_available(&self, action: Action) -> bool {
        let has_entry = || self.target_entry().is_some();
        let row = self.sidebar.selected_row();
        match action.definition().needs {
            Needs::Nothing => true,
            Needs::Entry => has_entry(),
            Needs::Marks => !self.copy_state.marked.is_empty(),
            Needs::SourceText => self.has_source_text(),
            Needs::Marking => self.can_mark() && has_entry(),
            Needs::Picking => self.is_picking() && has_entry(),
            Needs::Destination => has_entry() || self.view().is_some_and(|view| view.filter().is_some()),
            Needs::Links => !self.page().links().is_empty(),
            Needs::SelectedLink => self.selected_link().is_some(),
            Needs::Completion => self.can_complete(),
            Needs::FacetValue => row.is_some_and(|row| row.value().is_some()),
            Needs::SavedSearch => matches!(row, Some(SidebarRow::Search(_))),
            Needs::Subtopics => {
                matches!(row, Some(SidebarRow::Value(FacetValue::Topic(topic))) if self.has_subtopics(topic))
            }
            Needs::Matches => !self.find().is_some_and(Find::is_empty),
        }
    }

    #[expect(clippy::too_many_lines, reason = "a table with a row for each action")]
    fn run_action(&mut self, action: Action, effects: &mut Vec<Effect>) {
        match action {
            Action::Down if self.recalls_query(Motion::Down) => self.recall_query(Motion::Down, effects),
            Action::Up if self.recalls_query(Motion::Up) => self.recall_query(Motion::Up, effects),
            Action::Down => self.move_cursor(Motion::Down),
            Action::Up => self.move_cursor(Motion::Up),
            Action::ListDown => self.move_list(Motion::Down),
            Action::ListUp => self.move_list(Motion::Up),
            Action::HalfPageDown => self.move_cursor(Motion::HalfPageDown),
            Action::HalfPageUp => self.move_cursor(Motion::HalfPageUp),
            Action::PageDown => self.move_cursor(Motion::PageDown),
            Action::PageUp => self.move_cursor(Motion::PageUp),
            Action::First => self.move_cursor(Motion::First),
            Action::Last => self.move_cursor(Motion::Last),
            Action::Filter => self.enter_filter(),
            Action::AcceptFilter => self.accept_filter(effects),
            Action::Complete => self.complete(effects),
            Action::NextCandidate | Action::PreviousCandidate if self.completion().is_some() => {
                self.completing.select(action == Action::NextCandidate);
            }
            Action::NextCandidate => self.run_action(Action::Down, effects),
            Action::PreviousCandidate => self.run_action(Action::Up, effects),
            Action::ListPane => self.focus = Focus::List,
            Action::OpenDetail => {
                self.record_query(effects);
                self.focus = Focus::Detail;
            }
            Action::DetailPane => self.focus = Focus::Detail,
            Action::TopicsPane => self.focus = Focus::Topics,
            Action::NextEntry => self.step_entry(1),
            Action::PreviousEntry => self.step_entry(-1),
            Action::RandomEntry => self.go_to_random_entry(),
            Action::NextLink => self.step_link(1),
            Action::PreviousLink => self.step_link(-1),
            Action::OpenLink => self.open_link(effects),
            Action::QuietPage => self.toggle_quiet_page(),
            Action::CompactList => self.toggle_compact_list(),
            Action::ApplyFacet => self.choose_facet(effects),
            Action::AddFacet => self.change_facet(|filter, value| filter.toggle(value, Choice::Included), effects),
            Action::ExcludeFacet => self.change_facet(|filter, value| filter.toggle(value, Choice::Excluded), effects),
            Action::DeleteSearch => self.delete_search(effects),
            Action::NextOrder => self.next_order(effects),
            Action::Fold => self.toggle_topic_fold(),
            Action::SetDefaultFormat => self.set_default_format(),
            Action::CopySelected => self.copy_selected(effects),
            Action::Star | Action::WriteNote | Action::Lists | Action::Assign | Action::Compare => {
                self.run_on_targets(action, effects);
            }
            Action::AllMarked => self.answer_targets(true, effects),
            Action::OnlyCurrent => self.answer_targets(false, effects),
            Action::Highlight => self.toggle_highlight(effects),
            Action::Undo if self.review.is_some() => self.review_action(action, effects),
            Action::Undo => self.undo(None, effects),
            Action::Redo => self.redo(effects),
            Action::SaveNote => self.save_note(effects),
            Action::NewLine => self.insert_text("\n", effects),
            Action::OpenEditor => self.open_editor(effects),
            Action::Add => self.open_add_form(effects),
            Action::EditEntry => self.edit_entry(effects),
            Action::SaveForm => self.save_form(effects),
            Action::AcceptField => self.accept_field(effects),
            Action::NextField => self.go_to_field(1),
            Action::PreviousField => self.go_to_field(-1),
            Action::AddToList => self.toggle_targets_in_list(effects),
            Action::OpenListEntry => self.open_list_entry(),
            Action::AcceptName => self.apply_list_name(effects),
            Action::OpenList => self.open_list(),
            Action::NewList => self.edit_list_name(true),
            Action::RenameList => self.edit_list_name(false),
            Action::MoveDown => self.reorder(1, effects),
            Action::MoveUp => self.reorder(-1, effects),
            Action::RemoveFromList => self.remove_from_list(effects),
            Action::Back => self.go_back(effects),
            Action::NextPane => self.focus = self.focus.pane_after(1),
            Action::PreviousPane => self.focus = self.focus.pane_after(2),
            Action::PaneLeft => self.focus = self.focus.towards(Focus::Topics),
            Action::PaneRight => self.focus = self.focus.towards(Focus::Detail),
            Action::Copy => self.copy(self.copy_state.default_format, effects),
            Action::CopyAs => self.open_copy_menu(),
            Action::Mark => self.toggle_mark(),
            Action::Pick => self.request_pick(),
            Action::UnmarkAll => self.unmark_all(),
            Action::Find => self.start_find(),
            Action::AcceptFind => self.accept_find(effects),
            Action::NextMatch => self.go_to_match_here(1, effects),
            Action::PreviousMatch => self.go_to_match_here(-1, effects),
            Action::NextInSource => self.go_to_in_source(|model, id| model.collections.corpus.next_in_source(id)),
            Action::PreviousInSource => {
                self.go_to_in_source(|model, id| model.collections.corpus.previous_in_source(id));
            }
            Action::OpenSource => self.open_source(effects),
            Action::SelectPhrase => self.start_phrase_select(effects),
            Action::ToggleAnchor => self.with_phrase_select(PhraseSelect::toggle_anchor),
            Action::SwapAnchor => {
                self.with_phrase_select(PhraseSelect::swap_anchor);
                self.scroll_to_phrase_cursor();
            }
            Action::RemoveRange => self.remove_selected_range(),
            Action::NextWord => self.step_phrase_cursor(WordMotion::Next),
            Action::PreviousWord => self.step_phrase_cursor(WordMotion::Previous),
            Action::LineStart => self.step_phrase_cursor(WordMotion::LineStart),
            Action::LineEnd => self.step_phrase_cursor(WordMotion::LineEnd),
            Action::Interview => self.open_view_of_target(ViewKind::Interview),
            Action::Related => self.open_view_of_target(ViewKind::Related),
            Action::Passage => self.open_passage(),
            Action::Keywords => self.open_view(ViewKind::Keywords),
            Action::Coverage => self.open_view(ViewKind::Coverage),
            Action::Timeline => self.open_timeline(),
            Action::About => self.open_about(),
            Action::GoTo => self.go_to_target(effects),
            Action::NextSection => self.go_to_section(true),
            Action::PreviousSection => self.go_to_section(false),
            Action::FoldHeading => self.toggle_heading_fold(),
            Action::FoldAll => self.toggle_all_folds(),
            Action::JumpBack => self.jump_back(effects),
            Action::JumpForward => self.jump_forward(effects),
            Action::ToggleMouse => self.toggle_mouse_capture(effects),
            Action::Palette => self.open_palette(effects),
            Action::RunCommand => self.run_command(effects),
            Action::CompleteCommand => self.with_palette(CommandPalette::complete),
            Action::Help => self.open_help(),
            Action::Quit => effects.push(Effect::Quit),
            Action::LeaveNote => self.leave_note(),
            Action::Cancel if self.is_finding() || self.asking.is_some() => self.go_back(effects),
            // Leaving loses nothing that was written.
            Action::Cancel if matches!(self.popup, Some(Popup::Note(_))) => self.save_note(effects),
            Action::Cancel if matches!(self.popup, Some(Popup::Form(_))) => self.close_form(),
            Action::Cancel if self.scopes()[0] == Scope::Filter => self.focus = Focus::List,
            Action::Cancel => effects.push(Effect::Quit),
            Action::AcceptFound
            | Action::RejectFound
            | Action::AcceptSpeaker
            | Action::NextUndecided
            | Action::PreviousUndecided
            | Action::NextFound
            | Action::PreviousFound
            | Action::ChooseSpeaker
            | Action::NumberedSpeaker
            | Action::StartEarlier
            | Action::StartLater
            | Action::EndEarlier
            | Action::EndLater
            | Action::JoinNext
            | Action::Divide
            | Action::FoundTopics
            | Action::ToggleTerm
            | Action::WriteAccepted => self.review_action(action, effects),
            Action::Suspend => effects.push(Effect::Suspend),
            Action::Redraw => effects.push(Effect::Redraw),
            Action::CursorLeft => self.edit_text(TextEdit::move_left, effects),
            Action::CursorRight => self.edit_text(TextEdit::move_right, effects),
            Action::CursorStart => self.edit_text(TextEdit::move_to_line_start, effects),
            Action::CursorEnd => self.edit_text(TextEdit::move_to_line_end, effects),
            Action::DeleteBack => self.edit_text(TextEdit::delete_back, effects),
            Action::DeleteForward => self.edit_text(TextEdit::delete_forward, effects),
            Action::DeleteWord => self.edit_text(TextEdit::delete_word, effects),
            Action::CursorWordLeft => self.edit_text(TextEdit::move_word_left, effects),
            Action::CursorWordRight => self.edit_text(TextEdit::move_word_right, effects),
            Action::DeleteWordBack => self.edit_text(TextEdit::delete_word_back, effects),
            Action::DeleteWordForward => self.edit_text(TextEdit::delete_word_forward, effects),
            Action::DeleteToStart => self.edit_text(TextEdit::delete_to_start, effects),
        }
    }

    fn move_cursor(&mut self, movement: Motion) {
        self.push_jump_before(movement);
        match (&self.popup, self.focus) {
            (Some(_), _) => self.move_popup(movement),
            (None, _) if self.review.is_some() => self.move_in_review(movement),
            (None, _) if self.is_quiet() => self.move_in_quiet_page(movement),
            (None, _) if !self.views.is_empty() => self.move_in_view(movement),
            (None, _) if self.detail.phrase_select.is_some() => self.move_phrase_cursor(movement),
            (None, Focus::Topics) => {
                let page = self.sidebar_height();
                self.sidebar.move_cursor(movement, page);
            }
            (None, Focus::List | Focus::Filter) => self.move_list(movement),
            (None, Focus::Detail) => self.scroll_page(movement),
        }
    }

    /// Goes to an entry, in the list or off it.
    pub(super) fn go_to_entry(&mut self, entry: EntryId) {
        self.search.cancel_pending_moves();
        let off_list = (!self.select_entry(entry)).then_some(entry);
        self.detail.go_to_top(off_list);
        if self.panes().detail.is_none() {
            // The target must be visible, and it must be what `y` copies.
            self.focus = Focus::Detail;
        }
    }

    pub(super) fn show_toast(&mut self, text: impl Into<Safe<'static>>, tone: ToastLevel) {
        // An offer stays until it is answered; what went well can be seen.
        if self.burst.offered().is_none() || tone == ToastLevel::Error {
            self.toast = Some(Toast { text: text.into(), level: tone });
        }
    }

    /// Restores all invariants after a change.
    pub(crate) fn restore_invariants(&mut self, effects: &mut Vec<Effect>) {
        if self.focus == Focus::Topics && self.panes().topics.is_none() {
            // Only the smallest screen hides the focused pane: it has no room for topics.
            self.focus = Focus::List;
        }
        self.keep_picking();
        if self.focus != Focus::Filter {
            self.search.filter.deselect();
        }
        self.sync_saved_searches(effects);
        self.sync_completion(effects);
        self.sync_sidebar();
        self.sync_list();
        self.sync_page(effects);
        self.sync_phrase_select();
        self.sync_view(effects);
        self.sync_review();
        self.sync_popup(effects);
    }
}
