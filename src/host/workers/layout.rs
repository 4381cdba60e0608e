//! Worker threads that lay out long texts; only the newest job of each kind is run.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::latest::Slot;
use crate::host::load::source_texts::Library;
use crate::host::message::Message;
use kzq_search::Engine;
use kzq_tui::app::Event;
use kzq_tui::layout::job::Order;

/// A job, and the engine to run it with.
type Task = (Order, Arc<Engine>);

/// The newest pending job of each kind.
#[derive(Default)]
struct Newest {
    page: Option<Task>,
    paste: Option<Task>,
    sheet: Option<Task>,
}

/// Runs layout jobs; a pending job is superseded by the next of its kind. Full-screen views, which may take long, have
/// their own thread.
pub(crate) struct Layouter {
    texts: Arc<Slot<Newest>>,
    sheets: Arc<Slot<Newest>>,
}

impl Layouter {
    pub(crate) fn start(library: &Library, sender: Sender<Message>) -> io::Result<Self> {
        // The copy menu is drawn over the page, so its text comes first.
        let texts =
            spawn("layout", library, sender.clone(), |newest| newest.paste.take().or_else(|| newest.page.take()))?;
        let sheets = spawn("sheet", library, sender, |newest| newest.sheet.take())?;
        Ok(Self { texts, sheets })
    }

    /// Queues a job; its result arrives as a message.
    pub(crate) fn order(&self, order: Order, engine: Arc<Engine>) {
        let slot = if matches!(order, Order::Sheet(_)) { &self.sheets } else { &self.texts };
        slot.change(|newest| match order {
            Order::Page(_) => newest.page = Some((order, engine)),
            Order::Paste(_) => newest.paste = Some((order, engine)),
            Order::Sheet(_) => newest.sheet = Some((order, engine)),
        });
    }
}

/// Spawns a thread that runs the jobs taken by `next`, one at a time.
fn spawn(
    name: &str,
    library: &Library,
    sender: Sender<Message>,
    next: fn(&mut Newest) -> Option<Task>,
) -> io::Result<Arc<Slot<Newest>>> {
    let library = library.clone();
    let slot = Arc::new(Slot::<Newest>::default());
    let ordered = Arc::clone(&slot);
    thread::Builder::new().name(name.into()).spawn(move || {
        loop {
            let (order, engine) = ordered.wait(next);
            let texts = |source| library.text(engine.corpus(), source);
            let laid_out = Box::new(order.carry_out(&engine, &texts));
            if sender.send(Message::Event(Event::LaidOut(laid_out))).is_err() {
                return;
            }
        }
    })?;
    Ok(slot)
}
