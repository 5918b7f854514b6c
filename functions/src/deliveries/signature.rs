//! Whether a delivery comes from whom it says: the signatures of Shopify, WooCommerce and the Standard Webhooks specification.
//! All of them are HMAC-SHA256 as base64, compared in constant time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use hmac::Mac;
use shared::api::SourceKind;

use crate::standard_webhooks::{ID, SIGNATURE, TIMESTAMP, VERSION_MARK, key, mac, signed_parts};

/// How far the clock of a sender by the Standard Webhooks specification may be off, in seconds.
const TOLERANCE_SECONDS: i64 = 5 * 60;

/// What of a request the signatures are about.
#[derive(Clone, Copy)]
pub(super) struct Signed<'a> {
    /// Reads a header.
    pub(super) header: &'a dyn Fn(&str) -> Option<String>,
    /// The body as it came.
    pub(super) body: &'a [u8],
    /// The time now, seconds from 1970.
    pub(super) now: i64,
}

/// Whether one of a source's secrets has signed the delivery.
pub(super) fn is_signed(kind: SourceKind, secrets: &[String], of: Signed<'_>) -> bool {
    match kind {
        SourceKind::Shopify => has_header(secrets, of, "x-shopify-hmac-sha256"),
        SourceKind::WooCommerce => has_header(secrets, of, "x-wc-webhook-signature"),
        SourceKind::Standard => is_standard(secrets, of),
    }
}

fn has_header(secrets: &[String], of: Signed<'_>, name: &str) -> bool {
    let Some(signature) = (of.header)(name).and_then(|text| STANDARD.decode(text.trim()).ok()) else { return false };
    any(secrets.iter().map(|secret| secret.as_bytes().to_vec()), &[of.body], &[signature])
}

fn is_standard(secrets: &[String], of: Signed<'_>) -> bool {
    let read = |name: &str| (of.header)(name);
    let (Some(id), Some(time), Some(signatures)) = (read(ID), read(TIMESTAMP), read(SIGNATURE)) else {
        return false;
    };
    let Ok(sent) = time.parse::<i64>() else { return false };
    if id.is_empty() || id.contains('.') || sent.abs_diff(of.now) > TOLERANCE_SECONDS.unsigned_abs() {
        return false;
    }
    let versions = signatures.split(' ').filter_map(|one| one.strip_prefix(VERSION_MARK));
    let signatures: Vec<Vec<u8>> = versions.filter_map(|text| STANDARD.decode(text).ok()).collect();
    let keys = secrets.iter().filter_map(|secret| key(secret));
    any(keys, &signed_parts(&id, &time, of.body), &signatures)
}

/// Looks at every key and signature, so that the time taken says nothing of which of them fits.
fn any(keys: impl Iterator<Item = Vec<u8>>, parts: &[&[u8]], signatures: &[Vec<u8>]) -> bool {
    let mut found = false;
    for key in keys.filter(|key| !key.is_empty()) {
        let mac = mac(&key, parts);
        for signature in signatures {
            found |= mac.clone().verify_slice(signature).is_ok();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use shared::api::SourceKind;

    use super::{Signed, is_signed};
    use crate::standard_webhooks::sign;

    // The example of the specification's own libraries.
    const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const ID: &str = "msg_p5jXN8AQM9LWM0D4loKWxJek";
    const TIME: i64 = 1_614_265_330;
    const BODY: &[u8] = br#"{"test": 2432232314}"#;
    const SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    fn standard(id: &str, time: &str, signature: &str, body: &[u8], now: i64, secrets: &[&str]) -> bool {
        let header = |name: &str| {
            let value = match name {
                "webhook-id" => id,
                "webhook-timestamp" => time,
                _ => signature,
            };
            Some(value.to_owned())
        };
        let secrets: Vec<String> = secrets.iter().map(|secret| (*secret).to_owned()).collect();
        is_signed(SourceKind::Standard, &secrets, Signed { header: &header, body, now })
    }

    #[test]
    fn the_published_example_is_accepted_and_every_part_counts() {
        let time = TIME.to_string();
        assert_eq!(sign(&[SECRET.to_owned()], ID, &time, BODY), SIGNATURE);
        let good = |secrets: &[&str]| standard(ID, &time, SIGNATURE, BODY, TIME, secrets);
        assert!(good(&[SECRET]));
        assert!(good(&["whsec_b3RoZXI=", SECRET]), "while keys change, one of two is enough");
        assert!(
            !good(&["whsec_b3RoZXI="])
                && !good(&[])
                && !good(&["whsec_"])
                && !good(&["MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"])
        );
        assert!(!standard("msg_other", &time, SIGNATURE, BODY, TIME, &[SECRET]));
        assert!(!standard(ID, &(TIME + 1).to_string(), SIGNATURE, BODY, TIME, &[SECRET]));
        assert!(!standard(ID, &time, SIGNATURE, b"{}", TIME, &[SECRET]));
        let others = format!("v2,AAAA v1,not-base64 {SIGNATURE}");
        assert!(standard(ID, &time, &others, BODY, TIME, &[SECRET]), "other versions and broken ones are passed over");
        assert!(!standard(ID, &time, &SIGNATURE.replace("v1,", "v2,"), BODY, TIME, &[SECRET]));
        assert!(!standard(ID, &time, "", BODY, TIME, &[SECRET]));
    }

    #[test]
    fn five_minutes_on_either_side_are_the_limit() {
        for (seconds, accepted) in [(300, true), (-300, true), (301, false), (-301, false)] {
            let now = TIME + seconds;
            assert_eq!(standard(ID, &TIME.to_string(), SIGNATURE, BODY, now, &[SECRET]), accepted, "{seconds}");
        }
        assert!(!standard(ID, "soon", SIGNATURE, BODY, TIME, &[SECRET]));
        assert!(!standard(ID, &i64::MIN.to_string(), SIGNATURE, BODY, i64::MAX, &[SECRET]));
    }

    #[test]
    fn shops_sign_the_body_alone() {
        // printf '{"id":1}' | openssl dgst -sha256 -hmac hush -binary | base64
        let signature = "VnKUjZsLuN5iZWjn5EntcBVCF9kMN43LglzCE1/GSeY=";
        for (kind, name) in
            [(SourceKind::Shopify, "x-shopify-hmac-sha256"), (SourceKind::WooCommerce, "x-wc-webhook-signature")]
        {
            let check = |sent: &str, body: &[u8], secret: &str| {
                let header = |asked: &str| (asked == name).then(|| sent.to_owned());
                is_signed(kind, &[secret.to_owned()], Signed { header: &header, body, now: 0 })
            };
            assert!(check(signature, br#"{"id":1}"#, "hush"));
            assert!(!check(signature, br#"{"id":2}"#, "hush"));
            assert!(!check(signature, br#"{"id":1}"#, "hash") && !check(signature, br#"{"id":1}"#, ""));
            assert!(!check("", br#"{"id":1}"#, "hush") && !check("%", br#"{"id":1}"#, "hush"));
        }
    }
}
