//! Which route a request takes.

use std::collections::BTreeMap;

use crate::template::RoutePlan;

/// The routes of the template.
#[derive(Clone, Debug, Default)]
pub struct RouteTable {
    routes: Vec<RoutePlan>,
}

/// The route of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Match<'a> {
    /// The route.
    pub route: &'a RoutePlan,
    /// Values of the path's parameters.
    pub parameters: BTreeMap<String, String>,
}

impl RouteTable {
    /// A table of routes.
    #[must_use]
    pub fn new(routes: Vec<RoutePlan>) -> Self {
        Self { routes }
    }

    /// The most specific route of a method and a path: literal parts go before parameters, and the default route is last.
    #[must_use]
    pub fn find(&self, method: &str, path: &str) -> Option<Match<'_>> {
        let matching = self.routes.iter().filter(|route| route.method == method);
        let matching = matching.filter_map(|route| Some(Match { route, parameters: parameters(&route.path, path)? }));
        let default = || self.routes.iter().find(|route| route.method == "$default");
        matching
            .min_by_key(|found| found.parameters.len())
            .or_else(|| Some(Match { route: default()?, parameters: BTreeMap::new() }))
    }
}

/// The parameters' values if `path` is of the form of `pattern`.
fn parameters(pattern: &str, path: &str) -> Option<BTreeMap<String, String>> {
    let (mut expected, mut given) = (pattern.split('/'), path.split('/'));
    let mut parameters = BTreeMap::new();
    loop {
        match (expected.next(), given.next()) {
            (None, None) => return Some(parameters),
            (Some(expected), Some(given)) => match expected.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
                Some(name) if !given.is_empty() => {
                    parameters.insert(name.to_owned(), percent_decode(given));
                }
                None if expected == given => {}
                _ => return None,
            },
            _ => return None,
        }
    }
}

/// Replaces `%41` by `A`; leaves what is no such thing.
pub(super) fn percent_decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%').then(|| text.get(at + 1..at + 3)).flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                decoded.push(byte);
                at += 3;
            }
            None => {
                decoded.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&decoded).into_owned()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{RouteTable, percent_decode};
    use crate::template::RoutePlan;

    fn table() -> RouteTable {
        let route = |method: &str, path: &str| RoutePlan {
            method: method.into(),
            path: path.into(),
            function: path.into(),
            authorized: false,
            timeout: Duration::from_secs(1),
        };
        RouteTable::new(vec![
            route("GET", "/api/things/{id}"),
            route("GET", "/api/things/search"),
            route("POST", "/api/things/{id}/parts"),
        ])
    }

    #[test]
    fn literal_parts_go_before_parameters() {
        let table = table();
        assert_eq!(table.find("GET", "/api/things/search").expect("found").route.path, "/api/things/search");
        let found = table.find("GET", "/api/things/a%20b").expect("found");
        assert_eq!(found.parameters["id"], "a b");
    }

    #[test]
    fn another_method_a_longer_path_and_an_empty_parameter_find_nothing() {
        let table = table();
        for (method, path) in [("POST", "/api/things/search"), ("GET", "/api/things/"), ("GET", "/api/things/1/parts")]
        {
            assert_eq!(table.find(method, path), None, "{method} {path}");
        }
    }

    #[test]
    fn what_fits_no_route_goes_to_the_default_one() {
        let mut routes = table().routes;
        let default = RoutePlan { method: "$default".into(), path: String::new(), ..routes[0].clone() };
        routes.insert(0, default.clone());
        let table = RouteTable::new(routes);
        assert_eq!(table.find("PATCH", "/other").expect("found").route, &default);
        assert_eq!(table.find("GET", "/api/things/search").expect("found").route.path, "/api/things/search");
    }

    #[test]
    fn broken_percent_signs_stay() {
        assert_eq!(percent_decode("%C3%A4%2F%zz%4"), "ä/%zz%4");
    }
}
