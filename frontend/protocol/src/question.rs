//! A question and its answer as text.

use crate::{Topic, Unreadable};

/// A question of one topic. Made by [`question!`](crate::question::question), so that reading and writing is compiled here, for
/// size, and not in the worker, which is compiled for speed: messages are short.
pub trait Question: Sized {
    /// What is answered.
    type Answer;
    /// What it is about.
    const TOPIC: Topic;

    /// The question as text.
    fn write(&self) -> String;

    /// Reads a question.
    ///
    /// # Errors
    /// When the text is none.
    fn read(text: &str) -> Result<Self, Unreadable>;

    /// An answer as text.
    fn write_answer(answer: &Self::Answer) -> String;

    /// Reads an answer.
    ///
    /// # Errors
    /// When the text is none.
    fn read_answer(text: &str) -> Result<Self::Answer, Unreadable>;

    /// Whether no more answers follow to the same question.
    #[must_use]
    fn is_last(_answer: &Self::Answer) -> bool {
        true
    }
}

/// `question!(Question => Answer, Topic)`, with `last |answer| …` where there are several answers.
macro_rules! question {
    ($question:ty => $answer:ty, $topic:ident $(, last |$any:ident| $is_last:expr)?) => {
        impl $crate::Question for $question {
            type Answer = $answer;
            const TOPIC: $crate::Topic = $crate::Topic::$topic;

            fn write(&self) -> String {
                $crate::wire::write(self)
            }

            fn read(text: &str) -> Result<Self, $crate::Unreadable> {
                $crate::wire::read(text)
            }

            fn write_answer(answer: &Self::Answer) -> String {
                $crate::wire::write(answer)
            }

            fn read_answer(text: &str) -> Result<Self::Answer, $crate::Unreadable> {
                $crate::wire::read(text)
            }

            $(fn is_last($any: &Self::Answer) -> bool {
                $is_last
            })?
        }
    };
}
pub(crate) use question;
