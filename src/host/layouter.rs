//! Laying out what is long, on threads of their own: the newest order of each kind only.

use std::io;
use std::sync::Arc;
use std::sync::mpsc::Sender;
use std::thread;

use super::library::Library;
use super::message::Message;
use super::slot::Slot;
use crate::app::{Event, Order};
use crate::search::Engine;

/// An order, and what it is carried out with.
type Task = (Order, Arc<Engine>);

/// The newest order of each kind, with what holds the collections that it is of.
#[derive(Default)]
struct Newest {
    page: Option<Task>,
    paste: Option<Task>,
    sheet: Option<Task>,
}

/// Carries orders out; one that nobody has begun is superseded by the next of its kind. Sheets, which may take long,
/// have a thread to themselves.
pub(super) struct Layouter {
    texts: Arc<Slot<Newest>>,
    sheets: Arc<Slot<Newest>>,
}

impl Layouter {
    /// Starts the threads.
    pub(super) fn start(library: &Library, sender: Sender<Message>) -> io::Result<Self> {
        // A menu lies over the page: what it shows comes first.
        let texts =
            spawn("layout", library, sender.clone(), |newest| newest.paste.take().or_else(|| newest.page.take()))?;
        let sheets = spawn("sheet", library, sender, |newest| newest.sheet.take())?;
        Ok(Self { texts, sheets })
    }

    /// Orders; what comes of it comes as a message.
    pub(super) fn order(&self, order: Order, engine: Arc<Engine>) {
        let slot = if matches!(order, Order::Sheet(_)) { &self.sheets } else { &self.texts };
        slot.change(|newest| match order {
            Order::Page(_) => newest.page = Some((order, engine)),
            Order::Paste(_) => newest.paste = Some((order, engine)),
            Order::Sheet(_) => newest.sheet = Some((order, engine)),
        });
    }
}

/// Starts a thread that carries out what `next` takes, one order at a time.
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
