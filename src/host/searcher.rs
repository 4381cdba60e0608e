//! Searching on a thread of its own: the newest question only.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use super::message::Message;
use crate::app::{Event, Generation};
use crate::corpus::Corpus;
use crate::search::{Engine, Query, Selection, Wanted};

/// A question.
struct Question {
    generation: Generation,
    query: Query,
    selection: Selection,
}

/// The one place for the newest question.
#[derive(Default)]
struct Slot {
    newest: Mutex<Option<Question>>,
    asked: Condvar,
}

/// Answers searches, one at a time; a question that nobody has begun to answer is superseded by the next.
pub(super) struct Searcher(Arc<Slot>);

impl Searcher {
    /// Starts the thread.
    pub(super) fn start(corpus: Arc<Corpus>, sender: Sender<Message>) -> io::Result<Self> {
        let slot = Arc::new(Slot::default());
        let asked = Arc::clone(&slot);
        thread::Builder::new().name("search".into()).spawn(move || {
            let engine = Engine::new(corpus);
            loop {
                let question = asked.take();
                let answer = Box::new(engine.answer(&question.query, &question.selection, Wanted::ROWS));
                if sender.send(Message::Event(Event::Answered(question.generation, answer))).is_err() {
                    return;
                }
            }
        })?;
        Ok(Self(slot))
    }

    /// Asks; the answer comes as a message.
    pub(super) fn ask(&self, generation: Generation, query: Query, selection: Selection) {
        *self.0.newest.lock().unwrap_or_else(PoisonError::into_inner) = Some(Question { generation, query, selection });
        self.0.asked.notify_one();
    }
}

impl Slot {
    /// Waits for a question.
    fn take(&self) -> Question {
        let mut newest = self.newest.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(question) = newest.take() {
                return question;
            }
            newest = self.asked.wait(newest).unwrap_or_else(PoisonError::into_inner);
        }
    }
}
