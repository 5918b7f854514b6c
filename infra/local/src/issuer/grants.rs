//! Codes and refresh tokens, each good for one use.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use tokio::time::Instant;

use super::Person;

/// How long a code is good.
const CODE_LIFETIME: Duration = Duration::from_secs(60);
/// How long a refresh token is good.
const REFRESH_LIFETIME: Duration = Duration::from_secs(30 * 24 * 3600);
/// How long after its use a refresh token is still taken: a page that is reloaded at that moment never saw the next one.
const REFRESH_GRACE: Duration = Duration::from_secs(30);

#[derive(Debug)]
struct Code {
    person: Person,
    redirect_uri: String,
    challenge: String,
    until: Instant,
}

#[derive(Debug)]
struct Refresh {
    person: Person,
    /// All tokens that follow from one sign-in.
    family: String,
    used_at: Option<Instant>,
    until: Instant,
}

/// What was granted and not used up.
#[derive(Debug, Default)]
pub struct Grants {
    codes: Mutex<HashMap<String, Code>>,
    refreshes: Mutex<HashMap<String, Refresh>>,
}

impl Grants {
    /// A code for somebody who has just signed in, bound to the challenge and the address it goes to.
    pub fn grant_code(&self, person: Person, redirect_uri: &str, challenge: &str) -> String {
        let code = secret();
        let until = Instant::now() + CODE_LIFETIME;
        let grant = Code { person, redirect_uri: redirect_uri.to_owned(), challenge: challenge.to_owned(), until };
        let mut codes = lock(&self.codes);
        codes.retain(|_, code| code.until > Instant::now());
        codes.insert(code.clone(), grant);
        code
    }

    /// Uses a code up. `None` when it is unknown, used, too old, or not bound to this verifier and address.
    pub fn redeem_code(&self, code: &str, redirect_uri: &str, verifier: &str) -> Option<Person> {
        let grant = lock(&self.codes).remove(code)?;
        let good = grant.until > Instant::now()
            && grant.redirect_uri == redirect_uri
            && (43..=128).contains(&verifier.len())
            && grant.challenge == challenge_of(verifier);
        good.then_some(grant.person)
    }

    /// The first refresh token after a sign-in.
    pub fn grant_refresh(&self, person: Person) -> String {
        self.add_refresh(person, secret())
    }

    /// Uses a refresh token up and gives the next one. A token used again after [`REFRESH_GRACE`] ends all that
    /// followed from its sign-in, because one of the two users stole it.
    pub fn rotate_refresh(&self, token: &str) -> Option<(Person, String)> {
        let mut refreshes = lock(&self.refreshes);
        refreshes.retain(|_, refresh| refresh.until > Instant::now());
        let refresh = refreshes.get_mut(token)?;
        let family = refresh.family.clone();
        let now = Instant::now();
        if refresh.used_at.is_some_and(|used_at| now >= used_at + REFRESH_GRACE) {
            refreshes.retain(|_, refresh| refresh.family != family);
            return None;
        }
        refresh.used_at.get_or_insert(now);
        let person = refresh.person.clone();
        drop(refreshes);
        let next = self.add_refresh(person.clone(), family);
        Some((person, next))
    }

    fn add_refresh(&self, person: Person, family: String) -> String {
        let token = secret();
        let until = Instant::now() + REFRESH_LIFETIME;
        lock(&self.refreshes).insert(token.clone(), Refresh { person, family, used_at: None, until });
        token
    }
}

/// The S256 challenge of a verifier (RFC 7636 section 4.2).
#[must_use]
pub fn challenge_of(verifier: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(verifier))
}

fn secret() -> String {
    format!("{}{}", uuid::Uuid::new_v4().simple(), uuid::Uuid::new_v4().simple())
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::{CODE_LIFETIME, Grants, REFRESH_GRACE, challenge_of};
    use crate::issuer::Person;

    /// Verifier and challenge of RFC 7636, appendix B.
    const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    const CHALLENGE: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    fn person() -> Person {
        Person::all().remove(0)
    }

    #[test]
    fn the_challenge_is_that_of_the_standard() {
        assert_eq!(challenge_of(VERIFIER), CHALLENGE);
    }

    #[tokio::test(start_paused = true)]
    async fn a_code_is_good_once_for_its_verifier_and_address_and_a_minute() {
        let grants = Grants::default();
        let code = || grants.grant_code(person(), "http://a/", CHALLENGE);
        let good = code();
        assert_eq!(grants.redeem_code(&good, "http://a/", VERIFIER), Some(person()));
        assert_eq!(grants.redeem_code(&good, "http://a/", VERIFIER), None);
        assert_eq!(grants.redeem_code(&code(), "http://b/", VERIFIER), None);
        assert_eq!(grants.redeem_code(&code(), "http://a/", &VERIFIER.replace('d', "e")), None);
        let late = code();
        tokio::time::advance(CODE_LIFETIME).await;
        assert_eq!(grants.redeem_code(&late, "http://a/", VERIFIER), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_refresh_token_used_again_much_later_ends_its_whole_family() {
        let grants = Grants::default();
        let first = grants.grant_refresh(person());
        let (_, second) = grants.rotate_refresh(&first).expect("good");
        let (_, third) = grants.rotate_refresh(&second).expect("good");
        assert!(grants.rotate_refresh(&second).is_some(), "a reload at the moment of the use");
        tokio::time::advance(REFRESH_GRACE).await;
        assert!(grants.rotate_refresh(&second).is_none());
        assert!(grants.rotate_refresh(&third).is_none());
    }
}
