//! Queues with visibility timeouts, long polling, retention and dead letters.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use anyhow::Context as _;
use jiff::Timestamp;
use tokio::sync::Notify;
use tokio::time::Instant;

use super::{Message, Receipt};
use crate::template::QueuePlan;

/// All queues, by name.
#[derive(Clone, Debug, Default)]
pub struct Queues {
    by_name: BTreeMap<String, Arc<Queue>>,
}

impl Queues {
    /// Opens queues, with the messages kept in `folder` if one is given.
    ///
    /// # Errors
    /// When a dead-letter queue is not among the plans, or kept messages cannot be read.
    pub fn open(plans: &[QueuePlan], folder: Option<&Path>) -> anyhow::Result<Self> {
        let mut by_name: BTreeMap<String, Arc<Queue>> = BTreeMap::new();
        // Those without dead letters first, because the others point to them.
        let (last, first): (Vec<_>, Vec<_>) = plans.iter().partition(|plan| plan.redrive.is_some());
        for plan in first.into_iter().chain(last) {
            let dead_letters = match &plan.redrive {
                None => None,
                Some(redrive) => {
                    let target = by_name.values().find(|queue| queue.plan.arn == redrive.target);
                    Some(
                        target
                            .cloned()
                            .with_context(|| format!("{}: no dead-letter queue {}", plan.name, redrive.target))?,
                    )
                }
            };
            let file = folder.map(|folder| folder.join(format!("{}.json", plan.name)));
            by_name.insert(plan.name.clone(), Arc::new(Queue::open(plan.clone(), dead_letters, file)?));
        }
        Ok(Self { by_name })
    }

    /// The queue of a name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Arc<Queue>> {
        self.by_name.get(name)
    }

    /// The queue of an address (ARN).
    #[must_use]
    pub fn addressed(&self, arn: &str) -> Option<&Arc<Queue>> {
        self.by_name.values().find(|queue| queue.plan.arn == arn)
    }
}

/// One queue.
#[derive(Debug)]
pub struct Queue {
    /// What the template says.
    pub plan: QueuePlan,
    messages: Mutex<Vec<Message>>,
    changed: Notify,
    dead_letters: Option<Arc<Queue>>,
    file: Option<PathBuf>,
}

impl Queue {
    fn open(plan: QueuePlan, dead_letters: Option<Arc<Self>>, file: Option<PathBuf>) -> anyhow::Result<Self> {
        let messages = match &file {
            Some(file) if file.exists() => {
                let text = std::fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
                serde_json::from_slice(&text).with_context(|| format!("{} is damaged", file.display()))?
            }
            _ => Vec::new(),
        };
        Ok(Self { plan, messages: Mutex::new(messages), changed: Notify::new(), dead_letters, file })
    }

    /// Adds a message that becomes visible after `delay`; answers its identifier.
    pub fn send(&self, body: &str, delay: Duration) -> String {
        let message = Message {
            id: uuid::Uuid::new_v4().to_string(),
            body: body.to_owned(),
            sent_at_ms: Timestamp::now().as_millisecond(),
            first_received_at_ms: None,
            receives: 0,
            hidden_until: Instant::now() + delay,
        };
        let id = message.id.clone();
        self.add(message);
        id
    }

    /// Receives up to `most` messages, waiting up to `wait` for the first, and hides them for `visibility`.
    pub async fn receive(&self, most: usize, wait: Duration, visibility: Duration) -> Vec<Message> {
        let give_up = Instant::now() + wait;
        loop {
            let changed = self.changed.notified();
            tokio::pin!(changed);
            changed.as_mut().enable();
            let received = self.take_visible(most, visibility);
            if !received.is_empty() || Instant::now() >= give_up {
                return received;
            }
            let next = self.lock().iter().map(|message| message.hidden_until).min().unwrap_or(give_up);
            tokio::select! {
                () = changed => {}
                () = tokio::time::sleep_until(next.min(give_up)) => {}
            }
        }
    }

    /// Removes a message if `receipt` is its newest; like SQS, says nothing when it is not.
    pub fn delete(&self, receipt: &Receipt) {
        let mut messages = self.lock();
        messages.retain(|message| message.receipt() != *receipt);
        self.keep(&messages);
    }

    /// Hides a message for `visibility` from now; whether `receipt` is its newest.
    pub fn hide(&self, receipt: &Receipt, visibility: Duration) -> bool {
        let mut messages = self.lock();
        let Some(message) = messages.iter_mut().find(|message| message.receipt() == *receipt) else { return false };
        message.hidden_until = Instant::now() + visibility;
        drop(messages);
        self.changed.notify_waiters();
        true
    }

    /// Number of visible and of hidden messages.
    #[must_use]
    pub fn depth(&self) -> (usize, usize) {
        let now = Instant::now();
        let messages = self.lock();
        let visible = messages.iter().filter(|message| message.hidden_until <= now).count();
        (visible, messages.len() - visible)
    }

    fn take_visible(&self, most: usize, visibility: Duration) -> Vec<Message> {
        let now = Instant::now();
        let now_ms = Timestamp::now().as_millisecond();
        let mut messages = self.lock();
        let retention_ms = i64::try_from(self.plan.retention.as_millis()).unwrap_or(i64::MAX);
        let before = messages.len();
        messages.retain(|message| message.sent_at_ms.saturating_add(retention_ms) > now_ms);
        let mut received = Vec::new();
        let mut failed = Vec::new();
        let limit = self.plan.redrive.as_ref().map_or(u32::MAX, |redrive| redrive.max_receives);
        for message in messages.iter_mut().filter(|message| message.hidden_until <= now) {
            if received.len() == most {
                break;
            }
            if message.receives >= limit {
                failed.push(message.id.clone());
                continue;
            }
            message.receives += 1;
            message.first_received_at_ms.get_or_insert(now_ms);
            message.hidden_until = now + visibility;
            received.push(message.clone());
        }
        if let Some(dead_letters) = &self.dead_letters {
            for message in messages.extract_if(.., |message| failed.contains(&message.id)) {
                dead_letters.add(message);
            }
        }
        if messages.len() != before || !received.is_empty() {
            self.keep(&messages);
        }
        received
    }

    fn add(&self, message: Message) {
        let mut messages = self.lock();
        messages.push(message);
        self.keep(&messages);
        drop(messages);
        self.changed.notify_waiters();
    }

    /// Writes the messages beside and moves them into place, so that a kill leaves the old or the new ones.
    fn keep(&self, messages: &[Message]) {
        let Some(file) = &self.file else { return };
        let beside = file.with_extension("json.new");
        let text = serde_json::to_vec(messages).expect("messages are plain data");
        if let Err(error) = std::fs::write(&beside, text).and_then(|()| std::fs::rename(&beside, file)) {
            eprintln!("the queue {} cannot be kept in {}: {error}", self.plan.name, file.display());
        }
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Message>> {
        self.messages.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::Queues;
    use crate::template::{QueuePlan, RedrivePlan};

    const SECOND: Duration = Duration::from_secs(1);

    fn plans() -> Vec<QueuePlan> {
        let plan = |name: &str, redrive| QueuePlan {
            name: name.into(),
            arn: format!("arn:{name}"),
            visibility: 30 * SECOND,
            retention: Duration::from_secs(3600),
            redrive,
        };
        let redrive = RedrivePlan { target: "arn:dead".into(), max_receives: 2 };
        vec![plan("jobs", Some(redrive)), plan("dead", None)]
    }

    #[tokio::test(start_paused = true)]
    async fn a_received_message_is_hidden_until_its_timeout_and_an_old_receipt_is_worthless() {
        let queues = Queues::open(&plans(), None).expect("opens");
        let jobs = queues.named("jobs").expect("there");
        jobs.send("a", Duration::ZERO);
        let first = jobs.receive(10, Duration::ZERO, 30 * SECOND).await.remove(0);
        assert!(jobs.receive(10, 29 * SECOND, 30 * SECOND).await.is_empty());
        let second = jobs.receive(10, 2 * SECOND, 30 * SECOND).await.remove(0);
        assert_eq!((second.id.as_str(), second.receives), (first.id.as_str(), 2));
        jobs.delete(&first.receipt());
        assert_eq!(jobs.depth(), (0, 1));
        jobs.delete(&second.receipt());
        assert_eq!(jobs.depth(), (0, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn a_message_received_too_often_goes_to_the_dead_letters() {
        let queues = Queues::open(&plans(), None).expect("opens");
        let jobs = queues.named("jobs").expect("there");
        jobs.send("poison", Duration::ZERO);
        for _ in 0..2 {
            assert_eq!(jobs.receive(1, 60 * SECOND, SECOND).await.len(), 1);
        }
        assert!(jobs.receive(1, 60 * SECOND, SECOND).await.is_empty());
        assert_eq!(jobs.depth(), (0, 0));
        assert_eq!(queues.named("dead").expect("there").depth(), (1, 0));
    }

    #[tokio::test(start_paused = true)]
    async fn a_waiting_receiver_wakes_when_a_message_comes_or_its_visibility_is_cut() {
        let queues = Queues::open(&plans(), None).expect("opens");
        let jobs = queues.named("jobs").expect("there");
        let (received, _) = tokio::join!(jobs.receive(1, 20 * SECOND, 30 * SECOND), async {
            tokio::task::yield_now().await;
            jobs.send("late", Duration::ZERO)
        });
        assert_eq!(received[0].body, "late");
        assert!(jobs.hide(&received[0].receipt(), SECOND));
        let started = tokio::time::Instant::now();
        assert_eq!(jobs.receive(1, 20 * SECOND, SECOND).await.len(), 1);
        assert_eq!(started.elapsed().as_secs(), 1);
    }

    #[tokio::test]
    async fn messages_outlive_a_restart_and_are_visible_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let queues = Queues::open(&plans(), Some(folder.path())).expect("opens");
        queues.named("jobs").expect("there").send("kept", Duration::ZERO);
        queues.named("jobs").expect("there").receive(1, Duration::ZERO, 30 * SECOND).await;
        drop(queues);
        let again = Queues::open(&plans(), Some(folder.path())).expect("opens");
        let received = again.named("jobs").expect("there").receive(1, Duration::ZERO, 30 * SECOND).await;
        assert_eq!((received[0].body.as_str(), received[0].receives), ("kept", 2));
    }
}
