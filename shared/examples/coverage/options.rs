//! The command line.

use super::subject::{SUBJECTS, Subject};

/// What was asked for.
#[derive(Debug)]
pub(super) struct Options {
    pub(super) bases: u64,
    pub(super) customers: u32,
    pub(super) threads: usize,
    pub(super) subjects: Vec<&'static Subject>,
    /// What is measured beside them.
    pub(super) more: Vec<More>,
}

/// What is measured but the models.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum More {
    /// The value of a base, purchases and spend.
    Value,
    /// The error of the model itself.
    ModelError,
}

impl More {
    const ALL: [(Self, &'static str); 2] = [(Self::Value, "value"), (Self::ModelError, "model-error")];
}

impl Options {
    pub(super) fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut options = Self {
            bases: 2_000,
            customers: 5_000,
            threads: std::thread::available_parallelism().map_or(1, usize::from),
            subjects: SUBJECTS.iter().collect(),
            more: More::ALL.map(|(more, _)| more).to_vec(),
        };
        while let Some(name) = arguments.next() {
            let text = arguments.next().ok_or_else(|| format!("{name} needs a value"))?;
            match name.as_str() {
                "--bases" => options.bases = positive(&name, &text)?,
                "--customers" => options.customers = positive(&name, &text)?,
                "--threads" => options.threads = positive(&name, &text)?,
                "--models" => options.choose(&text)?,
                _ => return Err(format!("{name} is none of --bases, --customers, --threads and --models")),
            }
        }
        Ok(options)
    }

    fn choose(&mut self, names: &str) -> Result<(), String> {
        (self.subjects, self.more) = (Vec::new(), Vec::new());
        for name in names.split(',') {
            if let Some(subject) = SUBJECTS.iter().find(|subject| subject.name() == name) {
                self.subjects.push(subject);
            } else if let Some((more, _)) = More::ALL.into_iter().find(|(_, known)| *known == name) {
                self.more.push(more);
            } else {
                let more = More::ALL.into_iter().map(|(_, known)| known);
                let known: Vec<&str> = SUBJECTS.iter().map(Subject::name).chain(more).collect();
                return Err(format!("{name} is none of {}", known.join(", ")));
            }
        }
        Ok(())
    }
}

fn positive<T: std::str::FromStr + PartialOrd + From<u8>>(name: &str, text: &str) -> Result<T, String> {
    let number = text.parse().ok().filter(|number| *number >= T::from(1));
    number.ok_or_else(|| format!("{name} must be a whole number from 1 on, but is {text}"))
}
