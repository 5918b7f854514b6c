//! One question in flight and the newest waiting: a slider never builds a queue.

use leptos::prelude::{LocalStorage, StoredValue, UpdateValue};
use protocol::{Question, Topic};

use super::{Attachments, TextReply, WorkerError, client, read};

type Handler = Box<dyn FnOnce(TextReply)>;

/// A question as text and who hears the answer.
struct Asked {
    topic: Topic,
    question: String,
    handler: Handler,
}

#[derive(Default)]
struct Queue {
    in_flight: bool,
    waiting: Option<Asked>,
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
    pub(crate) fn ask<Q: Question>(
        self,
        question: &Q,
        on_answer: impl FnOnce(Result<Q::Answer, WorkerError>) + 'static,
    ) {
        let handler = move |reply| on_answer(read::<Q>(reply).map(|reply| reply.answer));
        self.ask_text(Asked { topic: Q::TOPIC, question: question.write(), handler: Box::new(handler) });
    }

    fn ask_text(self, asked: Asked) {
        let now = self.0.try_update_value(|queue| {
            if queue.in_flight {
                queue.waiting = Some(asked);
                None
            } else {
                queue.in_flight = true;
                Some(asked)
            }
        });
        if let Some(asked) = now.flatten() {
            self.send(asked);
        }
    }

    fn send(self, asked: Asked) {
        let mut handler = Some(asked.handler);
        let on_answer = move |reply: TextReply| {
            let Some(next) = self.0.try_update_value(|queue| {
                let next = queue.waiting.take();
                queue.in_flight = next.is_some();
                next
            }) else {
                return;
            };
            if let Some(next) = next {
                self.send(next);
            }
            if let Some(handler) = handler.take() {
                handler(reply);
            }
        };
        client::post(asked.topic, &asked.question, Attachments::default(), Box::new(on_answer));
    }
}
