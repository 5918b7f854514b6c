//! Finds a worker that hangs: nothing else reports an endless loop.

use protocol::Topic;

use super::{Restart, client, tell};

/// Silence that is taken for death while an answer is owed.
const PATIENCE_MS: f64 = 30_000.0;
/// The same during a refit, whose steps are not interrupted: on a slow machine one of them takes minutes.
const PATIENCE_WITH_FITS_MS: f64 = 600_000.0;
/// How long a refit may go on after it was told to stop: a step is not interrupted, but a person does not wait for a long one.
const PATIENCE_AFTER_CANCEL_MS: u32 = 2_000;
/// Silence after which an idle worker is asked whether it lives.
const PING_AFTER_MS: f64 = 15_000.0;
/// Time between two looks.
const LOOK_EVERY_MS: u32 = 5_000;

/// What was last sent and heard.
#[derive(Clone, Copy, Debug)]
pub(super) struct Watch {
    last_sign: f64,
    chunks_waiting: u32,
    fits: bool,
    cancelled: Option<f64>,
}

/// What to do about a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Judgement {
    /// Nothing.
    Fine,
    /// Ask whether it lives.
    Ask,
    /// Replace it.
    Replace(Restart),
}

impl Watch {
    pub(super) fn new(now: f64) -> Self {
        Self { last_sign: now, chunks_waiting: 0, fits: false, cancelled: None }
    }

    pub(super) fn sent(&mut self, topic: Topic, now: f64) {
        match topic {
            Topic::ChunkTaken => {
                self.chunks_waiting = self.chunks_waiting.saturating_sub(1);
                self.last_sign = now;
            }
            Topic::Cut => self.chunks_waiting = 0,
            Topic::Refit => {
                self.fits = true;
                self.cancelled = None;
            }
            Topic::CancelRefit if self.fits => self.cancelled = Some(now),
            _ => {}
        }
    }

    /// An answer has come: whether another follows, and whether it brings bytes.
    pub(super) fn heard(&mut self, topic: Topic, is_more: bool, brings_bytes: bool, now: f64) {
        self.last_sign = now;
        if topic == Topic::Refit {
            self.fits = is_more;
        }
        if topic == Topic::Cut {
            match (is_more, brings_bytes) {
                (true, true) => self.chunks_waiting += 1,
                (true, false) => {}
                (false, _) => self.chunks_waiting = 0,
            }
        }
    }

    /// A worker that waits for uploads is silent for a good reason.
    pub(super) fn judge(&self, now: f64, owes_an_answer: bool) -> Judgement {
        let silent = now - self.last_sign;
        let patience = if self.fits { PATIENCE_WITH_FITS_MS } else { PATIENCE_MS };
        if self.chunks_waiting > 0 {
            Judgement::Fine
        } else if self.fits && self.cancelled.is_some_and(|at| now - at >= f64::from(PATIENCE_AFTER_CANCEL_MS)) {
            Judgement::Replace(Restart::Cancelled)
        } else if owes_an_answer && silent > patience {
            Judgement::Replace(Restart::Died)
        } else if !owes_an_answer && silent > PING_AFTER_MS {
            Judgement::Ask
        } else {
            Judgement::Fine
        }
    }
}

/// Looks after the worker for as long as the page lives.
pub(super) fn begin() {
    wasm_bindgen_futures::spawn_local(async {
        loop {
            look_in(LOOK_EVERY_MS).await;
        }
    });
}

/// Tells the worker to stop its refit, and replaces it if the step it is in takes long: the base is then loaded again.
pub(crate) fn cancel_refit() {
    tell(Topic::CancelRefit);
    wasm_bindgen_futures::spawn_local(look_in(PATIENCE_AFTER_CANCEL_MS));
}

async fn look_in(milliseconds: u32) {
    gloo_timers::future::TimeoutFuture::new(milliseconds).await;
    match client::judge() {
        Some(Judgement::Replace(cause)) => client::restart(cause),
        Some(Judgement::Ask) => tell(Topic::Ping),
        Some(Judgement::Fine) | None => {}
    }
}

#[cfg(test)]
mod tests {
    use protocol::Topic;

    use super::{Judgement, Restart, Watch};

    const DIED: Judgement = Judgement::Replace(Restart::Died);

    #[test]
    fn a_silent_worker_is_asked_and_one_that_owes_is_replaced() {
        let watch = Watch::new(0.0);
        assert_eq!(watch.judge(10_000.0, true), Judgement::Fine);
        assert_eq!(watch.judge(16_000.0, false), Judgement::Ask);
        assert_eq!(watch.judge(31_000.0, true), DIED);
    }

    #[test]
    fn waiting_for_an_upload_is_no_hang() {
        let mut watch = Watch::new(0.0);
        watch.heard(Topic::Cut, true, true, 1_000.0);
        assert_eq!(watch.judge(100_000.0, true), Judgement::Fine);
        watch.sent(Topic::ChunkTaken, 100_000.0);
        assert_eq!(watch.judge(110_000.0, true), Judgement::Fine);
        assert_eq!(watch.judge(140_000.0, true), DIED);
    }

    #[test]
    fn a_long_fit_is_no_hang_and_an_endless_one_is() {
        let mut watch = Watch::new(0.0);
        watch.sent(Topic::Refit, 0.0);
        watch.heard(Topic::Refit, true, false, 1_000.0);
        watch.heard(Topic::WhatIf, false, false, 1_000.0);
        assert_eq!(watch.judge(500_000.0, true), Judgement::Fine);
        assert_eq!(watch.judge(700_000.0, true), DIED);
        watch.heard(Topic::Refit, false, false, 500_000.0);
        assert_eq!(watch.judge(531_000.0, true), DIED);
    }

    #[test]
    fn a_cancelled_refit_ends_soon_whatever_it_is_in() {
        let mut watch = Watch::new(0.0);
        watch.sent(Topic::CancelRefit, 0.0);
        assert_eq!(watch.judge(5_000.0, true), Judgement::Fine, "there was nothing to cancel");
        watch.sent(Topic::Refit, 5_000.0);
        watch.sent(Topic::CancelRefit, 6_000.0);
        assert_eq!(watch.judge(7_900.0, true), Judgement::Fine);
        assert_eq!(watch.judge(8_000.0, true), Judgement::Replace(Restart::Cancelled), "its step goes on");
        watch.heard(Topic::Refit, false, false, 7_000.0);
        assert_eq!(watch.judge(8_000.0, false), Judgement::Fine, "it has stopped");
        watch.sent(Topic::Refit, 9_000.0);
        assert_eq!(watch.judge(20_000.0, true), Judgement::Fine, "the next one is not cancelled");
    }

    #[test]
    fn progress_is_no_chunk_and_the_last_answer_ends_the_waiting() {
        let mut watch = Watch::new(0.0);
        watch.heard(Topic::Cut, true, false, 1_000.0);
        watch.heard(Topic::DryRun, false, true, 1_000.0);
        assert_eq!(watch.judge(40_000.0, true), DIED);
        watch.heard(Topic::Cut, true, true, 41_000.0);
        watch.heard(Topic::Cut, false, false, 42_000.0);
        assert_eq!(watch.judge(80_000.0, true), DIED);
    }
}
