//! Reviewing what was found in a text: deciding, correcting, writing.

use ratatui::layout::Position;

use crate::app::entry_form::EntryForm;
use crate::app::event::Effect;
use crate::app::model::{Model, ToastLevel};
use crate::app::palette::{CommandPalette, PalettePurpose};
use crate::app::palette_choice::Choice;
use crate::app::popup::Popup;
use crate::app::review::{ReviewState, review_areas};
use crate::app::scroll::Motion;
use crate::keys::action::Action;
use crate::keys::chord::Chord;
use crate::keys::scope::Scope;
use kzq_extract::review::{Decision, End, Refusal, Review, ReviewItem, Towards};
use kzq_text::{Safe, safe};

impl Model {
    /// The review, if quotations found in a text are reviewed.
    pub fn review(&self) -> Option<&ReviewState> {
        self.review.as_ref()
    }

    /// Does what a key of the review says.
    pub(super) fn review_action(&mut self, action: Action, effects: &mut Vec<Effect>) {
        let Some(state) = &self.review else { return };
        let at = state.review.current_index();
        match action {
            Action::AcceptFound => self.decide(Decision::Accepted),
            Action::RejectFound => self.decide(Decision::Rejected),
            Action::AcceptSpeaker => self.accept_speaker(),
            Action::NextUndecided => self.go_to_undecided(Towards::Ending),
            Action::PreviousUndecided => self.go_to_undecided(Towards::Beginning),
            Action::NextFound => self.go_to_found(at + 1),
            Action::PreviousFound => self.go_to_found(at.saturating_sub(1)),
            Action::ChooseSpeaker => self.open_speakers(),
            Action::NumberedSpeaker => self.show_toast("press the number of a speaker", ToastLevel::Info),
            Action::StartEarlier => self.move_found(End::Start, Towards::Beginning),
            Action::StartLater => self.move_found(End::Start, Towards::Ending),
            Action::EndEarlier => self.move_found(End::Finish, Towards::Beginning),
            Action::EndLater => self.move_found(End::Finish, Towards::Ending),
            Action::JoinNext => self.change_review(Review::join_next),
            Action::Divide => self.change_review(Review::divide),
            Action::FoundTopics => self.open_found_topics(),
            Action::ToggleTerm => self.change_review(|review, _| review.toggle_term()),
            Action::Undo => self.change_review(|review, _| review.undo()),
            Action::WriteAccepted => self.write_accepted(effects),
            _ => {}
        }
    }

    /// Changes the review, or says why that is not possible.
    fn change_review(&mut self, change: impl FnOnce(&mut Review, &str) -> Result<(), Refusal>) {
        let Some(state) = &mut self.review else { return };
        let text = state.shared_text();
        if let Err(refusal) = change(&mut state.review, &text) {
            self.show_toast(refusal.message(), ToastLevel::Info);
        }
    }

    fn decide(&mut self, decision: Decision) {
        self.change_review(|review, _| review.decide(decision));
        self.report_end();
    }

    /// Says what to do next if nothing is undecided.
    fn report_end(&mut self) {
        let Some(counts) = self.review.as_ref().map(|state| state.review.counts()) else { return };
        if counts.undecided > 0 || self.toast.is_some() {
            return;
        }
        let key = self.keymap.first_key(Scope::Review, Action::WriteAccepted);
        let message = match (counts.accepted, key.is_empty()) {
            (0, _) | (_, true) => "nothing left to decide".into(),
            (count, false) => safe!("nothing left to decide; ", key, " writes ", quotations(count)),
        };
        self.show_toast(message, ToastLevel::Info);
    }

    fn accept_speaker(&mut self) {
        let Some(state) = &mut self.review else { return };
        let speaker = state.review.current().and_then(|item| item.candidate.speaker.clone()).unwrap_or_default();
        match state.review.accept_speaker() {
            Ok(count) => {
                let message = safe!("accepted ", quotations(count), " by ", Safe::line(speaker));
                self.show_toast(message, ToastLevel::Success);
            }
            Err(refusal) => self.show_toast(refusal.message(), ToastLevel::Info),
        }
    }

    fn go_to_undecided(&mut self, towards: Towards) {
        let Some(state) = &mut self.review else { return };
        if !state.review.go_to_undecided(towards) {
            self.report_end();
            if self.toast.is_none() {
                self.show_toast("no other undecided quotation", ToastLevel::Info);
            }
        }
    }

    fn go_to_found(&mut self, index: usize) {
        if let Some(state) = &mut self.review {
            state.review.go_to(index);
        }
    }

    fn move_found(&mut self, end: End, towards: Towards) {
        self.change_review(|review, text| review.move_end(text, end, towards));
    }

    /// Opens the speakers to choose from.
    fn open_speakers(&mut self) {
        let Some(state) = self.review.as_ref().filter(|state| state.review.current().is_some()) else {
            return self.show_toast(Refusal::Empty.message(), ToastLevel::Info);
        };
        let choices = Choice::speakers(&state.cast, &self.collections.corpus);
        self.popup = Some(Popup::Palette(CommandPalette::new(PalettePurpose::Speaker, choices, Vec::new())));
    }

    /// Gives the current candidate a speaker that was chosen or typed.
    pub(super) fn give_speaker(&mut self, speaker: Option<Safe<'static>>) {
        let name = speaker.map(|name| name.as_str().to_owned());
        if let (Some(state), Some(name)) = (&mut self.review, &name)
            && !state.cast.contains(name)
        {
            state.cast.push(name.clone());
        }
        self.change_review(|review, _| review.set_speaker(name));
    }

    /// Gives the current candidate the speaker with the number of a key.
    pub(super) fn give_numbered_speaker(&mut self, chord: Chord) {
        let key = chord.to_string();
        let keys = self.keymap.key_names(Scope::Review, Action::NumberedSpeaker);
        let number = keys.iter().position(|name| name.as_str() == key);
        let name = self.review.as_ref().zip(number).and_then(|(state, at)| state.cast.get(at).cloned());
        match name {
            Some(name) => self.change_review(|review, _| review.set_speaker(Some(name))),
            None => self.show_toast("no speaker has this number", ToastLevel::Info),
        }
    }

    fn open_found_topics(&mut self) {
        match self.review.as_ref().and_then(|state| state.review.current()) {
            Some(item) => self.popup = Some(Popup::Form(Box::new(EntryForm::topics(&item.topics)))),
            None => self.show_toast(Refusal::Empty.message(), ToastLevel::Info),
        }
    }

    /// Gives the current candidate the topics of the form, and closes it.
    pub(super) fn give_topics(&mut self, topics: Vec<String>) {
        self.popup = None;
        self.change_review(|review, _| review.set_topics(topics));
    }

    fn write_accepted(&mut self, effects: &mut Vec<Effect>) {
        let Some(state) = &self.review else { return };
        let all = state.review.items().iter();
        let items: Vec<ReviewItem> = all.filter(|item| item.is_to_be_written()).cloned().collect();
        if items.is_empty() {
            let is_written = state.review.counts().written > 0;
            let message = if is_written { "nothing new to write" } else { "nothing accepted yet" };
            return self.show_toast(message, ToastLevel::Info);
        }
        effects.push(Effect::WriteAccepted(items));
    }

    /// Notes that what was accepted is written, or says why it is not.
    pub(super) fn on_accepted_written(&mut self, outcome: Result<Safe<'static>, Safe<'static>>) {
        match (outcome, &mut self.review) {
            (Ok(message), Some(state)) => {
                state.review.mark_written();
                self.show_toast(message, ToastLevel::Success);
            }
            (Ok(message), None) => self.show_toast(message, ToastLevel::Success),
            (Err(reason), _) => self.show_toast(reason, ToastLevel::Error),
        }
    }

    /// Restores what is shown of the text after a change.
    pub(super) fn sync_review(&mut self) {
        if let Some(state) = &mut self.review {
            state.sync(review_areas(self.size).text);
        }
    }

    /// Scrolls the text, or goes to the first or last candidate.
    pub(super) fn move_in_review(&mut self, motion: Motion) {
        let rows = usize::from(review_areas(self.size).text.height);
        let Some(state) = &mut self.review else { return };
        match motion {
            Motion::First => state.review.go_to(0),
            Motion::Last => state.review.go_to(usize::MAX),
            _ => state.scroll.scroll_by(motion, state.line_count(), rows),
        }
    }

    /// A click goes to the candidate in the row.
    pub(super) fn click_review(&mut self, at: Position) {
        let area = review_areas(self.size).text;
        let Some(state) = self.review.as_mut().filter(|_| area.contains(at)) else { return };
        if let Some(index) = state.item_at_row(usize::from(at.y - area.y)) {
            state.review.go_to(index);
        }
    }
}

fn quotations(count: usize) -> Safe<'static> {
    if count == 1 { "1 quotation".into() } else { safe!(count, " quotations") }
}
