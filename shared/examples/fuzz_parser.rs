//! Feeds the parser of files with damaged ones for some minutes: `fuzz_parser SEEDS MINUTES [START]`.
//!
//! Seeds are the files of a folder; each input is one of them or two put together, damaged in up to eight places. Whatever comes
//! out must be the same however the file is cut into slices, and come within two seconds. An input that panics, differs or takes
//! longer is written to `fuzz-found.bin` and the run ends with 1. START is the number of the first input: all others follow from
//! it.

#![expect(clippy::disallowed_methods, reason = "it runs for some minutes")]

#[path = "../tests/ugly/outcome.rs"]
mod outcome;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;
use std::process::{ExitCode, exit};
use std::sync::atomic::AtomicU64;
use std::sync::atomic::Ordering::Relaxed;
use std::time::{Duration, Instant};
use std::{env, fs, panic, thread};

use shared::random::Random;

/// Most bytes of an input.
const LONGEST: usize = 1 << 17;
/// The longest that an input may take.
const SLOWEST: Duration = Duration::from_secs(2);
/// What parsers stumble over.
const TOKENS: [&[u8]; 24] = [
    b",",
    b";",
    b"\t",
    b"|",
    b"\"",
    b"\"\"",
    b"\r",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xef\xbb\xbf",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xc3",
    b"sep=;\n",
    b"=",
    b"-",
    b"(1)",
    b"1e308",
    b"NaN",
    b"99999999999999999999",
    b"2024-02-30",
    b"\xf0\x9f\xa7\xbe",
    b"\xe2\x80\xa8",
];

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, minutes, start @ ..] = arguments.as_slice() else {
        eprintln!("give the folder of seeds and the minutes");
        return ExitCode::from(2);
    };
    let seeds = seeds(Path::new(folder));
    let minutes: f64 = minutes.parse().expect("a number of minutes");
    let first: u64 = start.first().map_or(0, |start| start.parse().expect("a number"));
    watch();
    let until = Instant::now() + Duration::from_secs_f64(minutes * 60.0);
    let (mut inputs, mut bytes, mut outcomes) = (0_u64, 0_u64, BTreeSet::new());
    while Instant::now() < until {
        let mut random = Random::new(first + inputs, 0);
        let input = damaged(&seeds, &mut random);
        NUMBER.store(first + inputs, Relaxed);
        match looked_at(&input, &mut random) {
            Ok(outcome) => drop(outcomes.insert(kind_of(&outcome))),
            Err(wrong) => {
                fs::write("fuzz-found.bin", &input).expect("the folder can be written");
                eprintln!("input {}: {wrong}; it stands in fuzz-found.bin", first + inputs);
                return ExitCode::FAILURE;
            }
        }
        inputs += 1;
        bytes += input.len() as u64;
    }
    let figures = [("inputs", inputs), ("bytes", bytes), ("kinds_of_outcome", outcomes.len() as u64)];
    let figures: BTreeMap<String, u64> = figures.map(|(name, value)| (format!("fuzz_parser.{name}"), value)).into();
    let _ = writeln!(io::stdout(), "{}", serde_json::to_string(&figures).expect("numbers are written"));
    ExitCode::SUCCESS
}

fn seeds(folder: &Path) -> Vec<Vec<u8>> {
    let entries = fs::read_dir(folder).expect("the folder of seeds");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("an entry").path()).collect();
    paths.sort();
    paths.into_iter().map(|path| fs::read(path).expect("a seed")).filter(|seed| seed.len() <= LONGEST).collect()
}

/// The input that is looked at.
static NUMBER: AtomicU64 = AtomicU64::new(0);

/// Ends the run where one input takes so long that it may never end.
fn watch() {
    thread::spawn(|| {
        loop {
            let before = NUMBER.load(Relaxed);
            thread::sleep(10 * SLOWEST);
            if NUMBER.load(Relaxed) == before {
                eprintln!("input {before} takes more than {:?}: start with it", 10 * SLOWEST);
                exit(1);
            }
        }
    });
}

/// What becomes of an input, or what is wrong with that.
fn looked_at(input: &[u8], random: &mut Random) -> Result<String, String> {
    let began = Instant::now();
    let read = |slice: usize| {
        panic::catch_unwind(|| outcome::outcome(input, slice)).map_err(|_| format!("panics in slices of {slice}"))
    };
    let whole = read(input.len().max(1))?;
    if began.elapsed() > SLOWEST {
        return Err(format!("takes {:?}", began.elapsed()));
    }
    let slice = 1 + below(random, 64);
    let in_slices = read(slice)?;
    if in_slices == whole { Ok(whole) } else { Err(format!("is {whole:?}, and {in_slices:?} in slices of {slice}")) }
}

/// A seed, or two, damaged.
fn damaged(seeds: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let mut input = seeds[below(random, seeds.len())].clone();
    if random.uniform() < 0.2 {
        let other = &seeds[below(random, seeds.len())];
        let at = below(random, input.len() + 1);
        input.splice(at..at, other[below(random, other.len() + 1)..].iter().copied());
    }
    for _ in 0..1 + below(random, 8) {
        damage(&mut input, random);
    }
    input.truncate(LONGEST);
    input
}

fn damage(input: &mut Vec<u8>, random: &mut Random) {
    let from = below(random, input.len() + 1);
    let to = (from + below(random, 40)).min(input.len());
    match below(random, 6) {
        0 if from < input.len() => input[from] ^= 1 << below(random, 8),
        1 => drop(input.splice(from..from, TOKENS[below(random, TOKENS.len())].iter().copied())),
        2 => drop(input.drain(from..to)),
        3 => {
            let part = input[from..to].repeat(1 + below(random, 30));
            drop(input.splice(to..to, part));
        }
        4 => input.truncate(from),
        _ => drop(input.splice(from..to, TOKENS[below(random, TOKENS.len())].iter().copied())),
    }
}

fn below(random: &mut Random, bound: usize) -> usize {
    (random.uniform() * bound as f64) as usize
}

/// An outcome without its numbers.
fn kind_of(outcome: &str) -> String {
    let mut kinds: Vec<String> = outcome
        .split("; ")
        .map(|part| part.chars().filter(|letter| !letter.is_ascii_digit()).take(60).collect())
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds.join("; ")
}
