//! Where messages may go: addresses of the public internet only, so that nobody makes us call into our own network.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use reqwest::Url;
use shared::api::MAX_ENDPOINT_URL;

/// How long a name may take to be resolved.
const RESOLVE_TIMEOUT: Duration = Duration::from_secs(5);

/// What is said of an address that is not public.
pub(super) const NOT_PUBLIC: &str = "This address is not one of the public internet, so nothing is sent there.";

/// Reads an endpoint's address; an error says what is wrong with it. `local` also takes `http` and loopback.
pub(super) fn read(text: &str, local: bool) -> Result<Url, &'static str> {
    if text.chars().count() > MAX_ENDPOINT_URL {
        return Err("Please give an address of at most 500 characters.");
    }
    let url = Url::parse(text.trim()).map_err(|_| "Please give a whole address, such as https://example.com/hook.")?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err("Please leave user name and password out of the address: messages are signed instead.");
    }
    let host = url.host_str().unwrap_or_default();
    let literal = literal(host);
    let is_local = host == "localhost" || literal.is_some_and(|address| address.is_loopback());
    match url.scheme() {
        "https" => {}
        "http" if local && is_local => {}
        _ => return Err("Please give an address that begins with https://."),
    }
    if literal.is_some_and(|address| !may_be_called(address, local)) {
        return Err(NOT_PUBLIC);
    }
    Ok(url)
}

/// The addresses of a host, resolved once. All of them must be allowed: one that is not makes the name suspect.
pub(super) async fn resolve(url: &Url, local: bool) -> Result<Vec<SocketAddr>, &'static str> {
    let host = url.host_str().unwrap_or_default();
    let port = url.port_or_known_default().unwrap_or(443);
    let found: Vec<SocketAddr> = match literal(host) {
        Some(address) => vec![SocketAddr::new(address, port)],
        None => tokio::time::timeout(RESOLVE_TIMEOUT, tokio::net::lookup_host((host, port)))
            .await
            .ok()
            .and_then(Result::ok)
            .map(Iterator::collect)
            .unwrap_or_default(),
    };
    if found.is_empty() {
        return Err("The name of the address cannot be resolved.");
    }
    if found.iter().any(|address| !may_be_called(address.ip(), local)) {
        return Err(NOT_PUBLIC);
    }
    Ok(found)
}

fn literal(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

fn may_be_called(address: IpAddr, local: bool) -> bool {
    is_public(address) || (local && address.is_loopback())
}

/// Whether an address is one of the public internet, by the IANA registries of special-purpose addresses.
fn is_public(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => is_public_v4(address),
        IpAddr::V6(address) => is_public_v6(address),
    }
}

fn is_public_v4(address: Ipv4Addr) -> bool {
    const SPECIAL: [([u8; 4], u32); 16] = [
        ([0, 0, 0, 0], 8),        // this network
        ([10, 0, 0, 0], 8),       // private
        ([100, 64, 0, 0], 10),    // shared by carriers
        ([127, 0, 0, 0], 8),      // loopback
        ([168, 63, 129, 16], 32), // a cloud's own services
        ([169, 254, 0, 0], 16),   // link-local, metadata of clouds
        ([172, 16, 0, 0], 12),    // private
        ([192, 0, 0, 0], 24),     // protocol assignments
        ([192, 0, 2, 0], 24),     // documentation
        ([192, 88, 99, 0], 24),   // relays of 6to4
        ([192, 168, 0, 0], 16),   // private
        ([198, 18, 0, 0], 15),    // benchmarks
        ([198, 51, 100, 0], 24),  // documentation
        ([203, 0, 113, 0], 24),   // documentation
        ([224, 0, 0, 0], 4),      // multicast
        ([240, 0, 0, 0], 4),      // reserved, broadcast
    ];
    let bits = address.to_bits();
    !SPECIAL.iter().any(|(net, length)| (bits ^ u32::from_be_bytes(*net)) >> (32 - length) == 0)
}

/// Only global unicast, and of it nothing that stands for an IPv4 address, is documentation or for protocols.
fn is_public_v6(address: Ipv6Addr) -> bool {
    const SPECIAL: [([u16; 2], u32); 4] = [
        ([0x2001, 0x0000], 23), // protocols, Teredo
        ([0x2001, 0x0db8], 32), // documentation
        ([0x2002, 0x0000], 16), // 6to4
        ([0x3fff, 0x0000], 20), // documentation
    ];
    let segments = address.segments();
    let head = u32::from(segments[0]) << 16 | u32::from(segments[1]);
    let within =
        |net: [u16; 2], length: u32| (head ^ (u32::from(net[0]) << 16 | u32::from(net[1]))) >> (32 - length) == 0;
    within([0x2000, 0], 3) && !SPECIAL.iter().any(|(net, length)| within(*net, *length))
}

#[cfg(test)]
mod tests {
    use super::{is_public, read, resolve};

    #[test]
    fn only_addresses_of_the_public_internet_are_called() {
        let refused = [
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "10.255.255.255",
            "100.64.0.1",
            "100.127.255.254",
            "127.0.0.1",
            "127.255.255.254",
            "168.63.129.16",
            "169.254.0.1",
            "169.254.169.254",
            "169.254.170.2",
            "172.16.0.1",
            "172.31.255.255",
            "192.0.0.1",
            "192.0.0.192",
            "192.0.2.7",
            "192.88.99.1",
            "192.168.0.1",
            "192.168.255.255",
            "198.18.0.1",
            "198.19.255.255",
            "198.51.100.1",
            "203.0.113.1",
            "224.0.0.1",
            "239.255.255.255",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "::7f00:1",
            "::ffff:127.0.0.1",
            "::ffff:8.8.8.8",
            "::ffff:0:8.8.8.8",
            "64:ff9b::7f00:1",
            "64:ff9b::8.8.8.8",
            "64:ff9b:1::1",
            "100::1",
            "2001::1",
            "2001:1::1",
            "2001:20::1",
            "2001:db8::1",
            "2002:7f00:1::",
            "2002:808:808::1",
            "3fff::1",
            "5f00::1",
            "fc00::1",
            "fd00:ec2::254",
            "fdff::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "ff02::1",
            "4000::1",
        ];
        for address in refused {
            assert!(!is_public(address.parse().expect("an address")), "{address}");
        }
        let called = [
            "1.1.1.1",
            "8.8.8.8",
            "9.255.255.255",
            "11.0.0.0",
            "100.63.255.255",
            "100.128.0.0",
            "126.255.255.255",
            "128.0.0.1",
            "168.63.129.15",
            "169.253.255.255",
            "169.255.0.0",
            "172.15.255.255",
            "172.32.0.0",
            "192.0.1.1",
            "192.167.255.255",
            "192.169.0.0",
            "198.17.255.255",
            "198.20.0.0",
            "223.255.255.255",
            "2001:200::1",
            "2001:4860:4860::8888",
            "2003::1",
            "2606:4700::1111",
            "2a00:1450::1",
            "3ffe::1",
        ];
        for address in called {
            assert!(is_public(address.parse().expect("an address")), "{address}");
        }
    }

    #[test]
    fn an_address_is_https_without_a_password_whatever_its_spelling() {
        for good in
            ["https://example.com", "https://example.com:8443/a?b=c", "https://8.8.8.8/", "https://[2606:4700::1111]/"]
        {
            assert!(read(good, false).is_ok(), "{good}");
        }
        let refused = [
            "",
            "example.com",
            "//example.com",
            "http://example.com/",
            "ftp://example.com/",
            "file:///etc/passwd",
            "gopher://example.com/",
            "https://",
            "https://kim@example.com/",
            "https://kim:secret@example.com/",
            "https://:secret@example.com/",
            "http://127.0.0.1/",
            "https://127.0.0.1/",
            "https://127.1/",
            "https://2130706433/",
            "https://0x7f.1/",
            "https://0177.0.0.1/",
            "https://[::1]/",
            "https://[::ffff:169.254.169.254]/",
            "https://[::ffff:a9fe:a9fe]/",
            "https://169.254.169.254/latest",
            "https://\u{ff11}\u{ff12}\u{ff17}.0.0.1/",
            "https://0/",
            "http://localhost/",
        ];
        for text in refused {
            assert!(read(text, false).is_err(), "{text}");
        }
        assert!(read(&format!("https://example.com/{}", "a".repeat(490)), false).is_err());
        for text in ["http://127.0.0.1:8080/", "http://localhost:1/", "http://[::1]:1/", "https://127.0.0.1/"] {
            assert!(read(text, true).is_ok() && read(text, false).is_err() | text.starts_with("https"), "{text}");
        }
        for text in ["http://10.0.0.1/", "http://example.com/", "http://169.254.169.254/", "https://192.168.0.1/"] {
            assert!(read(text, true).is_err(), "{text}");
        }
    }

    #[tokio::test]
    async fn a_name_of_this_machine_is_found_out_when_it_is_resolved() {
        let url = read("https://localhost/", false).expect("a name says nothing yet");
        assert!(resolve(&url, false).await.is_err());
        let found = resolve(&url, true).await.expect("allowed");
        assert!(found.iter().all(|address| address.ip().is_loopback() && address.port() == 443));
    }
}
