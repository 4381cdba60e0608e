//! Searching on a thread of its own: the newest question only.

use std::io;
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread;

use super::message::Message;
use crate::app::{Event, Generation};
use crate::search::{Engine, Query, Selection, Wanted};

/// A question.
#[derive(Clone)]
struct Question {
    generation: Generation,
    query: Query,
    selection: Selection,
    best: usize,
}

/// What the thread is to do.
#[derive(Default)]
struct Task {
    /// The newest question, if nobody has begun to answer it.
    newest: Option<Question>,
    /// What to answer it with.
    engine: Option<Arc<Engine>>,
}

/// The one place for the newest task.
#[derive(Default)]
struct Slot {
    task: Mutex<Task>,
    asked: Condvar,
}

/// Answers searches, one at a time. A question is superseded by another, even while it is answered, but not by
/// itself, asked again because there is more to search.
pub(super) struct Searcher(Arc<Slot>);

impl Searcher {
    /// Starts the thread. It waits until it has an engine.
    pub(super) fn start(sender: Sender<Message>) -> io::Result<Self> {
        let slot = Arc::new(Slot::default());
        let asked = Arc::clone(&slot);
        thread::Builder::new().name("search".into()).spawn(move || {
            loop {
                let (question, engine) = asked.take();
                if asked.answer(&question, &engine, &sender).is_none() {
                    return;
                }
            }
        })?;
        Ok(Self(slot))
    }

    /// Asks for so many rows; the answer comes as a message.
    pub(super) fn ask(&self, generation: Generation, query: Query, selection: Selection, best: usize) {
        self.0.change(|task| task.newest = Some(Question { generation, query, selection, best }));
    }

    /// Answers with another engine from now on.
    pub(super) fn use_engine(&self, engine: Arc<Engine>) {
        self.0.change(|task| task.engine = Some(engine));
    }
}

impl Slot {
    fn change(&self, change: impl FnOnce(&mut Task)) {
        change(&mut self.task.lock().unwrap_or_else(PoisonError::into_inner));
        self.asked.notify_one();
    }

    /// Waits for a question and something to answer it with.
    fn take(&self) -> (Question, Arc<Engine>) {
        let mut task = self.task.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let (Some(question), Some(engine)) = (&task.newest, &task.engine) {
                let taken = (question.clone(), Arc::clone(engine));
                task.newest = None;
                return taken;
            }
            task = self.asked.wait(task).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Answers a question unless another comes; `None` where nobody listens any more.
    fn answer(&self, question: &Question, engine: &Engine, sender: &Sender<Message>) -> Option<()> {
        let is_other = |newest: &Question| newest.generation != question.generation;
        let superseded =
            || self.task.lock().unwrap_or_else(PoisonError::into_inner).newest.as_ref().is_some_and(is_other);
        let wanted = Wanted { best: question.best, collapsed: true };
        match engine.answer_unless(&question.query, &question.selection, wanted, &superseded) {
            Some(answer) => sender.send(Message::Event(Event::Answered(question.generation, Box::new(answer)))).ok(),
            None => Some(()),
        }
    }
}
