//! A thousand random scenarios natively, as wasm and through the API of the running system: the same result hash and
//! the same numbers to the last bit. `tests/browser/journeys/sample/scenarios.spec.ts` asks the app's own worker.

use std::collections::BTreeSet;
use std::fs;
use std::io::Read;
use std::path::PathBuf;

use flate2::read::GzDecoder;
use parity::Evaluator;
use serde_json::json;
use shared::planning::{Lever, Month, Outcome, RiskBand, Scenario, Scope, ScopeCounts, ValueTier};
use shared::random::Random;
use shared::scoring::preparation::rfm::RfmScores;
use shared::segments::{Comparison, Condition, Definition, Measure, Reading, Rule};
use tests::System;

use super::wasm;

const SCENARIOS: usize = 1_000;
const A_SCOPE: usize = 25;

/// Everyone and random scopes of every kind that somebody belongs to, neighbours of one kind.
fn scopes(counts: &ScopeCounts, sources: &[String], random: &mut Random) -> Vec<Scope> {
    let mut pick = |size: usize| random.below(size as u32) as usize;
    let mut scopes = vec![Scope::Everyone];
    scopes.extend(rules().map(|rule| Scope::Segment { id: None, name: None, definition: Definition::new(rule) }));
    let occupied = sources.iter().zip(&counts.sources).filter(|(_, count)| **count > 0);
    scopes.extend(occupied.map(|(name, _)| Scope::Source { name: name.clone() }));
    scopes.extend(RiskBand::ALL.map(|risk| Scope::RiskAndValue { risk: Some(risk), tier: None }));
    scopes.extend(ValueTier::ALL.map(|tier| Scope::RiskAndValue { risk: None, tier: Some(tier) }));
    scopes.extend(RiskBand::ALL.iter().zip(&counts.cells).flat_map(|(risk, tiers)| {
        let occupied = ValueTier::ALL.into_iter().zip(tiers).filter(|(_, count)| **count > 0);
        occupied.map(|(tier, _)| Scope::RiskAndValue { risk: Some(*risk), tier: Some(tier) })
    }));
    let mut months: Vec<Month> = counts.cohorts.iter().map(|(month, _)| *month).collect();
    let mut cells: Vec<RfmScores> = counts.rfm.iter().map(|(cell, _)| *cell).collect();
    while scopes.len() < SCENARIOS / A_SCOPE {
        scopes.push(Scope::Cohort { month: months.swap_remove(pick(months.len())) });
        scopes.push(Scope::Rfm(cells.swap_remove(pick(cells.len()))));
    }
    scopes.truncate(SCENARIOS / A_SCOPE);
    scopes
}

/// Rules over what was observed and what is estimated, with every way of joining.
fn rules() -> [Rule; 2] {
    let number = |measure, reading, compare| Rule::Is(Condition::Number { measure, reading, compare });
    let often = number(Measure::Orders, Reading::Estimate, Comparison::AtLeast { value: 2.0 });
    let gone = Rule::Is(Condition::Risk { any_of: vec![RiskBand::NearlyGone] });
    let late = number(Measure::DaysSinceLastOrder, Reading::Estimate, Comparison::MoreThan { value: 60.0 });
    let surely = number(Measure::ProbabilityAlive, Reading::Surely, Comparison::AtLeast { value: 0.5 });
    [Rule::All(vec![often, Rule::Not(Box::new(gone))]), Rule::Any(vec![Rule::Not(Box::new(late)), surely])]
}

/// Every lever anywhere in its range, now and then at one of its ends.
fn scenario(scope: &Scope, largest_dropout: f64, base: &Scenario, random: &mut Random) -> Scenario {
    let mut scenario = Scenario { scope: scope.clone(), ..base.clone() };
    for lever in Lever::ALL {
        let (low, high) = match lever {
            Lever::Dropout => (lever.range().0, largest_dropout),
            Lever::CostToServe => (0.0, 2_000.0),
            lever => lever.range(),
        };
        match random.below(12) {
            0 => lever.set(&mut scenario, low),
            1 => lever.set(&mut scenario, high),
            2 => {}
            _ => lever.set(&mut scenario, low + (high - low) * random.uniform()),
        }
    }
    scenario
}

#[test]
fn a_thousand_scenarios_have_the_same_bits_natively_as_wasm_and_through_the_api() {
    let system = System::start(&["--parameter", "SampleCustomers=1200"]);
    let token = system.token("maple-finch", "owner");
    let published = system.request("GET", "/api/base", Some(&token), None).json;
    let manifest = published["manifest"].to_string();
    let addresses = published["manifest"]["chunks"].as_array().expect("chunks");
    let unzipped = |chunk: &serde_json::Value| {
        let zipped = system.download(chunk["url"].as_str().expect("an address"));
        let mut bytes = Vec::new();
        GzDecoder::new(&zipped[..]).read_to_end(&mut bytes).expect("gzip");
        bytes
    };
    let chunks: Vec<Vec<u8>> = addresses.iter().map(unzipped).collect();

    let mut native = Evaluator::new(&manifest, &chunks);
    let settings = serde_json::from_value(published["manifest"]["settings"].clone()).expect("settings");
    let base = Scenario::base(&settings);
    let mut random = Random::new(20_261_122, 1_000);
    let mut scenarios = Vec::with_capacity(SCENARIOS);
    for scope in scopes(&ScopeCounts::of(native.base()), &native.base().sources, &mut random) {
        let largest = native.prepare(&scope).largest_dropout();
        scenarios.extend((0..A_SCOPE).map(|_| scenario(&scope, largest, &base, &mut random)));
    }
    assert_eq!(scenarios.len(), SCENARIOS);
    let kinds: BTreeSet<_> = scenarios.iter().map(|it| format!("{:?}", std::mem::discriminant(&it.scope))).collect();
    assert_eq!(kinds.len(), 6, "all kinds of scope");

    let questions: Vec<String> =
        scenarios.iter().map(|scenario| serde_json::to_string(scenario).expect("plain data")).collect();
    let here: Vec<String> = questions.iter().map(|question| native.evaluate(question)).collect();
    let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("scenarios.json");
    let content = json!({ "manifest": manifest, "chunks": chunks, "scenarios": questions });
    fs::write(&file, content.to_string()).expect("a file of questions");
    let output = wasm::evaluator().arg(&file).output().expect("Node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let as_wasm = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(as_wasm.lines().count(), SCENARIOS);

    let mut hashes = BTreeSet::new();
    for (index, (here, as_wasm)) in here.iter().zip(as_wasm.lines()).enumerate() {
        let question = &questions[index];
        let body = serde_json::from_str(question).expect("JSON");
        let answer = system.request("POST", "/api/what-if", Some(&token), Some(body));
        assert_eq!(answer.status, 200, "{question}: {:?}", answer.json);
        let outcome: Outcome = answer.read();
        let read = |text: &str| serde_json::from_str::<Outcome>(text).expect("an outcome");
        let (native, as_wasm_read) = (read(here), read(as_wasm));
        assert_eq!(native.result_hash, as_wasm_read.result_hash, "as wasm: {question}");
        assert_eq!(native.result_hash, outcome.result_hash, "through the API: {question}");
        assert_eq!(here, as_wasm, "as wasm: {question}");
        assert_eq!(native, outcome, "through the API: {question}");
        hashes.insert(native.result_hash);
    }
    // Twice at the same ends would be the same scenario.
    assert!(hashes.len() > SCENARIOS - 10, "{} different hashes", hashes.len());
}
