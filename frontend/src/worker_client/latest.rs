//! One question in flight and the newest waiting: a slider never builds a queue.

use leptos::prelude::{LocalStorage, StoredValue, UpdateValue};
use protocol::Request;

use super::{Attachments, ReplyResult, client};

type Handler = Box<dyn FnOnce(ReplyResult)>;

#[derive(Default)]
struct Queue {
    in_flight: bool,
    waiting: Option<(Request, Handler)>,
}

/// Asks of one kind, of which only the newest matters. Belongs to the component that made it: answers
/// that arrive after the component is gone are dropped.
#[derive(Clone, Copy)]
pub(crate) struct Latest(StoredValue<Queue, LocalStorage>);

impl Latest {
    /// Nothing asked yet.
    #[must_use]
    pub(crate) fn new() -> Self {
        Self(StoredValue::new_local(Queue::default()))
    }

    /// Asks at once, or as soon as the question in flight is answered; replaces one that waits.
    pub(crate) fn ask(self, request: Request, on_answer: impl FnOnce(ReplyResult) + 'static) {
        let handler: Handler = Box::new(on_answer);
        let now = self.0.try_update_value(|queue| {
            if queue.in_flight {
                queue.waiting = Some((request, handler));
                None
            } else {
                queue.in_flight = true;
                Some((request, handler))
            }
        });
        if let Some((request, handler)) = now.flatten() {
            self.send(&request, handler);
        }
    }

    fn send(self, request: &Request, handler: Handler) {
        let mut handler = Some(handler);
        let on_answer = move |reply: ReplyResult| {
            let Some(next) = self.0.try_update_value(|queue| {
                let next = queue.waiting.take();
                queue.in_flight = next.is_some();
                next
            }) else {
                return;
            };
            if let Some((request, handler)) = next {
                self.send(&request, handler);
            }
            if let Some(handler) = handler.take() {
                handler(reply);
            }
        };
        client::post(request, Attachments::default(), Box::new(on_answer));
    }
}
