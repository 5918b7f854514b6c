//! The whole system dies at every step of an import, as by a power failure, and ends where it would have ended anyway.

use std::fs;
use std::path::PathBuf;

use shared::api::{ImportAnswer, ImportState};
use shared::domain::ConsentStatus;
use shared::ingest::{OrderRow, Placed};
use tests::{System, importing};

/// Enough that writing and scoring them can be broken off.
const CUSTOMERS: i32 = 600;

fn rows() -> Vec<OrderRow> {
    let of = |customer: i32, order: i32| OrderRow {
        customer_number: format!("C{customer}"),
        order_id: format!("O{customer}-{order}"),
        placed: Placed::Local(20_000 + customer % 300 + order * (17 + customer % 7)),
        net_milli_minor: 1_234_000 + i64::from(customer) * 1_000,
        product: Some(format!("Tea {}", customer % 5)),
        units: 1,
        email: Some(format!("c{customer}@example.com")),
        name: None,
        acquisition_source: None,
        email_consent: ConsentStatus::Given,
        original: None,
        refunded: None,
    };
    (0..CUSTOMERS).flat_map(|customer| (0..=customer % 4).map(move |order| of(customer, order))).collect()
}

/// A system that keeps its data in a folder of its own, gone when dropped.
struct Mortal {
    folder: PathBuf,
    system: Option<System>,
    token: String,
}

impl Mortal {
    fn born(name: &str) -> Self {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("killed-{name}"));
        fs::remove_dir_all(&folder).ok();
        let mut mortal = Self { folder, system: None, token: String::new() };
        mortal.rise();
        mortal
    }

    fn rise(&mut self) {
        let system = System::start_in(&self.folder);
        self.token = system.token("maple", "owner");
        self.system = Some(system);
    }

    fn dies_and_rises(&mut self) {
        self.system.take().expect("it lives").kill();
        self.rise();
    }

    fn does<T>(&self, step: impl FnOnce(&System, &str) -> T) -> T {
        step(self.system.as_ref().expect("it lives"), &self.token)
    }

    /// What an import has come to when nothing is going on any more.
    fn end(&self, import: &ImportAnswer) -> End {
        let import = self.does(|system, token| importing::written(system, token, import));
        assert_eq!(import.state, ImportState::Done, "{:?}", import.message);
        let manifest = self.does(importing::scored).manifest.expect("a generation");
        let counts = (import.counts.customers_new, import.counts.orders_new, import.counts.customers_unchanged);
        End { state_hash: manifest.state_hash, counts, net_minor: manifest.summary.net_minor }
    }
}

impl Drop for Mortal {
    fn drop(&mut self) {
        drop(self.system.take());
        fs::remove_dir_all(&self.folder).ok();
    }
}

#[derive(Debug, PartialEq)]
struct End {
    state_hash: String,
    counts: (u64, u64, u64),
    net_minor: i64,
}

/// The end of an import during which nothing died.
fn undisturbed(rows: &[OrderRow]) -> End {
    let mortal = Mortal::born("never");
    let import = mortal.does(|system, token| {
        let import = importing::start(system, token, rows.len() as u64);
        importing::upload(system, token, &import, rows);
        importing::commit(system, token, &import);
        import
    });
    let end = mortal.end(&import);
    assert_eq!(end.counts, (CUSTOMERS as u64, rows.len() as u64, 0));
    end
}

#[test]
fn an_import_during_which_everything_dies_ends_as_one_during_which_nothing_did() {
    let rows = rows();
    let expected = undisturbed(&rows);

    // After every step of the app.
    let mut mortal = Mortal::born("between-steps");
    let import = mortal.does(|system, token| importing::start(system, token, rows.len() as u64));
    mortal.dies_and_rises();
    let _ = mortal.does(|system, token| importing::place(system, token, &import));
    mortal.dies_and_rises();
    mortal.does(|system, token| importing::upload(system, token, &import, &rows));
    mortal.dies_and_rises();
    mortal.does(|system, token| importing::compare(system, token, &import));
    mortal.dies_and_rises();
    let compared = mortal.does(|system, token| importing::compared(system, token, &import));
    assert_eq!(compared.state, ImportState::Compared, "{:?}", compared.message);
    mortal.does(|system, token| importing::commit(system, token, &import));
    mortal.dies_and_rises();
    // The answer may have been lost: the app asks for it again.
    mortal.does(|system, token| importing::commit(system, token, &import));
    assert_eq!(mortal.end(&import), expected, "between steps");
    mortal.dies_and_rises();
    assert_eq!(mortal.end(&import), expected, "after the end");

    // Later and later while the jobs write and score.
    for looks in [1, 40, 160] {
        let mut mortal = Mortal::born("at-work");
        let import = mortal.does(|system, token| {
            let import = importing::start(system, token, rows.len() as u64);
            importing::upload(system, token, &import, &rows);
            importing::commit(system, token, &import);
            for _ in 0..looks {
                let _ = importing::now(system, token, &import);
            }
            import
        });
        mortal.dies_and_rises();
        assert_eq!(mortal.end(&import), expected, "at work, after {looks} looks");
    }
}
