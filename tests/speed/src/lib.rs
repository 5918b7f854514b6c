//! Tasks on customer bases, asked for and answered as lines of JSON.
//!
//! The program of this crate answers natively, the exports below as wasm under Node; the scripts in `peers` answer the
//! same lines with other packages. Whoever answers loads a base once, then works on it as often as asked.

mod base;
mod bases;
mod request;
mod tasks;
mod wasm;

pub use base::{Base, Purchases};
pub use bases::{BaseName, UnknownBase};
pub use request::{Answer, Failure, Request};

/// What answers: the base that was loaded last.
#[derive(Debug, Default)]
pub struct Subject {
    base: Option<Base>,
}

impl Subject {
    /// The base that was loaded last.
    ///
    /// # Errors
    /// When none was.
    pub fn base(&self) -> Result<&Base, Failure> {
        self.base.as_ref().ok_or(Failure::NothingLoaded)
    }

    /// Does what is asked for.
    ///
    /// # Errors
    /// When there is no such base, task or model, or it cannot work on the base.
    pub fn answer(&mut self, request: &Request) -> Result<Answer, Failure> {
        match request {
            Request::Load { base } => {
                let base = Base::generate(*base);
                let customers = base.purchases.customers();
                self.base = Some(base);
                Ok(Answer { values: vec![customers as f64], ..Answer::default() })
            }
            Request::Run { task } => tasks::run(task, self.base()?),
            Request::LogLikelihood { model, at } => tasks::log_likelihood(model, at, self.base()?),
        }
    }

    /// Reads a request and answers in JSON.
    #[must_use]
    pub fn respond(&mut self, request: &str) -> String {
        let answered = serde_json::from_str(request).map_err(Failure::from).and_then(|request| self.answer(&request));
        serde_json::to_string(&answered.unwrap_or_else(|failure| Answer::failed(&failure)))
            .expect("numbers and text are JSON")
    }
}

#[cfg(test)]
mod tests {
    use super::{Answer, Request, Subject};

    fn ask(subject: &mut Subject, request: &str) -> Answer {
        let response: Answer = serde_json::from_str(&subject.respond(request)).expect("an answer is JSON");
        assert_eq!(response.failure, None, "{request}");
        response
    }

    #[test]
    fn answers_a_fit_of_the_published_data_with_the_published_parameters() {
        let mut subject = Subject::default();
        assert_eq!(ask(&mut subject, r#"{"load":{"base":"cdnow"}}"#).values, [2_357.0]);
        let fit = ask(&mut subject, r#"{"run":{"task":"bg_nbd_fit"}}"#);
        for (value, published) in fit.values.iter().zip([0.242_592_9, 4.413_531_4, 0.792_886_3, 2.425_753_6]) {
            assert!((value / published - 1.0).abs() < 1e-6, "{value} {published}");
        }
        let request = serde_json::to_string(&Request::LogLikelihood { model: "bg-nbd".to_owned(), at: fit.values });
        let log_likelihood = ask(&mut subject, &request.expect("JSON")).values;
        assert!((log_likelihood[0] - fit.log_likelihood.expect("of a fit")).abs() < 1e-8);
        let spend = ask(&mut subject, r#"{"run":{"task":"gamma_gamma_fit"}}"#);
        assert!((spend.log_likelihood.expect("of a fit") + 4_055.923_243).abs() < 1e-5);
    }

    #[test]
    fn says_what_is_wrong() {
        let mut subject = Subject::default();
        for (request, wrong) in [
            (r#"{"run":{"task":"bg_nbd_fit"}}"#, "load a base first"),
            (r#"{"load":{"base":"9m"}}"#, "there is no base"),
            ("?", "no request"),
        ] {
            let response = subject.respond(request);
            assert!(response.contains(wrong), "{response}");
        }
        ask(&mut subject, r#"{"load":{"base":"cdnow"}}"#);
        assert!(subject.respond(r#"{"run":{"task":"x_fit"}}"#).contains("there is no model"));
        assert!(subject.respond(r#"{"run":{"task":"x"}}"#).contains("there is no task"));
    }
}
