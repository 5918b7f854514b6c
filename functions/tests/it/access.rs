//! Who may call what: the whole matrix of roles and routes, and other workspaces' things.

use jiff::SignedDuration;
use serde_json::{Value, json};
use shared::api::{Access, ImportAnswer, Me, Method, ROUTES, Right, Role, path};

use crate::support::{Answer, System, a_request, a_row, call, key_of, public_router, role_name};

fn member_routes() -> impl Iterator<Item = (Method, String, Right)> {
    ROUTES.iter().filter_map(|route| match route.access {
        Access::Member(right) => {
            let path = route.path.replace("{id}", "0123456789abcdef").replace("{delivery}", "0123456789abcdef");
            Some((route.method, path, right))
        }
        Access::Key(_) | Access::Everybody => None,
    })
}

#[tokio::test]
async fn every_role_reaches_exactly_the_routes_of_its_rights() {
    let system = System::with_workspace().await;
    for (method, path, right) in member_routes() {
        for role in Role::ALL {
            let who = format!("{}@maple", role_name(role));
            let answer = system.request(Some(&who), method, &path, None).await;
            if role.may(right) {
                assert!(![401, 403].contains(&answer.status.as_u16()), "{role:?} {method:?} {path}: {}", answer.status);
            } else {
                assert_eq!(answer.problem(), (403, "not_allowed"), "{role:?} {method:?} {path}");
            }
        }
    }
}

#[tokio::test]
async fn nobody_reaches_a_members_route_without_a_token_or_a_workspace() {
    let system = System::with_workspace().await;
    for (method, path, _) in member_routes() {
        assert_eq!(system.request(None, method, &path, None).await.problem(), (401, "not_signed_in"), "{path}");
        let stranger = system.request(Some("stranger"), method, &path, None).await;
        assert_eq!(stranger.problem(), (403, "no_workspace"), "{path}");
    }
}

#[tokio::test]
async fn what_is_not_in_the_table_is_not_found() {
    let system = System::with_workspace().await;
    for (method, path) in [(Method::Get, "/api/other"), (Method::Get, "/"), (Method::Delete, "/api/imports/")] {
        assert_eq!(system.owner(method, path, None).await.problem(), (404, "not_found"), "{path}");
    }
    let other = system.owner(Method::Delete, path::SETTINGS, None).await;
    assert_eq!(other.problem(), (405, "method_not_allowed"));
    assert_eq!(other.headers["allow"], "GET, PUT");
    let head = call(&public_router("http://127.0.0.1:1/token".into()), None, "HEAD", path::OPENAPI, &[], None).await;
    assert_eq!(head.status, 405, "what is not documented is not answered");
    let broken = system.owner(Method::Get, "/api/imports/%ff", None).await;
    assert_eq!(broken.problem(), (400, "malformed"), "the framework's refusals are problems too");
}

#[tokio::test]
async fn a_revoked_member_is_out_within_a_minute() {
    let system = System::with_workspace().await;
    let ask = || system.request(Some("analyst@maple"), Method::Get, path::ME, None);
    assert_eq!(ask().await.read::<Me>().role, Role::Analyst);
    system.add_member("analyst@maple", "maple", Role::Viewer).await;
    system.pass(SignedDuration::from_secs(61));
    let me: Me = ask().await.read();
    assert_eq!((me.role, me.rights), (Role::Viewer, vec![Right::ViewFigures]));
    assert_eq!(me.name, "kim@example.com", "the token's e-mail address greets where the membership has no name");
}

/// Everything that names a thing of a workspace by its id.
async fn ask_for(system: &System, who: &str, import: &str, customer: &str) -> Vec<Answer> {
    let requests: [(Method, String, Option<Value>); 6] = [
        (Method::Get, format!("/api/imports/{import}"), None),
        (
            Method::Post,
            format!("/api/imports/{import}/chunks"),
            Some(json!({ "chunks": [{ "bucket": 0, "number": 0 }] })),
        ),
        (Method::Post, format!("/api/imports/{import}/commit"), Some(json!({ "chunks": [1] }))),
        (Method::Post, format!("/api/imports/{import}/cancel"), None),
        (Method::Get, format!("/api/customers/{customer}"), None),
        (Method::Get, format!("/api/customers/{}", "x".repeat(16)), None),
    ];
    let mut answers = Vec::new();
    for (method, path, body) in requests {
        answers.push(system.request(Some(who), method, &path, body.as_ref()).await);
    }
    answers
}

#[tokio::test]
async fn another_workspaces_things_look_like_things_that_never_were() {
    let system = System::with_workspace().await;
    system.add_workspace("oak").await;
    let row = a_row("17", "a", "2026-01-01");
    system.import_rows(1, std::slice::from_ref(&row)).await;
    let import: ImportAnswer = system.owner(Method::Post, path::IMPORTS, Some(&a_request(1))).await.read();
    let customer = key_of(&row).id().to_string();
    let theirs = ask_for(&system, "owner@oak", &import.id.0, &customer).await;
    let nowhere = ask_for(&system, "owner@oak", "01900000-0000-7000-8000-000000000000", "ffffffffffffffff").await;
    for (theirs, nowhere) in theirs.iter().zip(&nowhere) {
        assert_eq!(theirs.problem(), (404, "not_found"));
        assert_eq!(theirs.body, nowhere.body);
    }
    let mine: ImportAnswer = system.owner(Method::Get, &path::import(&import.id), None).await.read();
    assert_eq!(mine, import, "nothing of it was changed");
}
