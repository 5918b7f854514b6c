//! The HTTP API: events, the authorizer, timeouts and limits, with a function played by the test.

mod support;

use local::System;
use local::issuer::{Key, Person, TokenKind};
use serde_json::{Value, json};
use support::{Player, attached, client, fixture};

const OK: &str = r#"{"statusCode":200,"body":"done"}"#;

async fn member(system: &System, token: Option<&str>) -> u16 {
    let mut request = client().get(format!("{}/api/member", system.origin));
    if let Some(token) = token {
        request = request.bearer_auth(token);
    }
    request.send().await.expect("an answer").status().as_u16()
}

#[tokio::test]
async fn a_request_becomes_an_event_and_the_answer_a_response() {
    let system = attached(fixture(), None).await;
    let player = Player::new(&system, "Answerer");
    let request = client()
        .post(format!("{}/api/open/a%20b?x=1&y=%C3%A4&x=2", system.origin))
        .header("cookie", "one=1; two=2")
        .header("x-forwarded-proto", "a b")
        .header("x-twice", "a")
        .header("x-twice", "b")
        .json(&json!({"hello": "ä"}))
        .send();
    let (response, event) = tokio::join!(request, async {
        let turn = player.next().await;
        let answer = r#"{"statusCode":201,"headers":{"x-own":"1"},"cookies":["a=b; Path=/"],"body":"made"}"#;
        assert_eq!(player.answer(&turn, answer).await, 202);
        turn.event
    });
    assert_eq!(event["version"], "2.0");
    assert_eq!(event["routeKey"], "POST /api/open/{id}");
    assert_eq!(event["rawPath"], "/api/open/a%20b");
    assert_eq!(event["rawQueryString"], "x=1&y=%C3%A4&x=2");
    assert_eq!(event["queryStringParameters"], json!({"x": "1,2", "y": "ä"}));
    assert_eq!(event["pathParameters"], json!({"id": "a b"}));
    assert_eq!(event["cookies"], json!(["one=1", "two=2"]));
    assert_eq!(event["headers"]["x-twice"], "a,b");
    assert_eq!(event["headers"]["x-forwarded-proto"], "http");
    assert_eq!(event["headers"].get("cookie"), None);
    assert_eq!(event["body"], r#"{"hello":"ä"}"#);
    assert_eq!(event["isBase64Encoded"], false);
    assert_eq!(event["requestContext"]["http"]["method"], "POST");
    assert_eq!(event["requestContext"].get("authorizer"), None);
    let response = response.expect("a response");
    assert_eq!(response.status(), 201);
    assert_eq!(response.headers()["x-own"], "1");
    assert_eq!(response.headers()["set-cookie"], "a=b; Path=/");
    assert_eq!(response.text().await.expect("text"), "made");
}

#[tokio::test]
async fn a_body_that_is_not_text_arrives_encoded() {
    let system = attached(fixture(), None).await;
    let player = Player::new(&system, "Answerer");
    let request = client().post(format!("{}/api/open/1", system.origin)).body(vec![0_u8, 255]).send();
    let (_, event) = tokio::join!(request, async {
        let turn = player.next().await;
        player.answer(&turn, OK).await;
        turn.event
    });
    assert_eq!((&event["body"], &event["isBase64Encoded"]), (&json!("AP8="), &json!(true)));
}

#[tokio::test]
async fn only_a_token_of_our_issuer_for_our_app_that_has_not_expired_gets_through() {
    let system = attached(fixture(), None).await;
    let person = Person::all().remove(0);
    let good = system.issuer.key.sign(&person, TokenKind::Access, 900);
    let expired = system.issuer.key.sign(&person, TokenKind::Access, -1);
    let just_expired = system.issuer.key.sign(&person, TokenKind::Access, 0);
    let issuer = format!("{}/local-idp", system.origin);
    let foreign = Key::generate(&issuer).expect("a key").sign(&person, TokenKind::Access, 900);
    let tampered = {
        let mut parts: Vec<_> = good.split('.').collect();
        let other = system.issuer.key.sign(&Person::all()[1], TokenKind::Access, 900);
        let payload = other.split('.').nth(1).expect("three parts").to_owned();
        parts[1] = &payload;
        parts.join(".")
    };
    let unsigned = format!("{}.{}.", "eyJhbGciOiJub25lIn0", good.split('.').nth(1).expect("three parts"));
    for bad in [&expired, &just_expired, &foreign, &tampered, &unsigned, &String::new(), &"x".to_owned()] {
        assert_eq!(member(&system, Some(bad)).await, 401, "{bad}");
    }
    assert_eq!(member(&system, None).await, 401);
    let player = Player::new(&system, "Answerer");
    let (status, claims) = tokio::join!(member(&system, Some(&good)), async {
        let turn = player.next().await;
        player.answer(&turn, OK).await;
        turn.event["requestContext"]["authorizer"]["jwt"]["claims"].clone()
    });
    assert_eq!(status, 200);
    assert_eq!(claims["sub"], "robin.maple");
    assert_eq!(claims["email"], "robin.maple@maple-finch.example");
    assert!(claims.as_object().expect("a mapping").values().all(Value::is_string), "{claims}");
}

#[tokio::test]
async fn a_function_that_takes_too_long_is_ended_and_its_late_answer_refused() {
    let system = attached(fixture(), None).await;
    let player = Player::new(&system, "Slow");
    let request = client().get(format!("{}/api/slow", system.origin)).send();
    let (response, turn) = tokio::join!(request, player.next());
    assert_eq!(response.expect("a response").status(), 500);
    assert_eq!(player.answer(&turn, OK).await, 403);
}

#[tokio::test]
async fn the_gateway_does_not_wait_longer_than_the_integration_says() {
    let system = attached(fixture(), None).await;
    let response = client().get(format!("{}/api/hasty", system.origin)).send().await.expect("a response");
    assert_eq!(response.status(), 503);
}

#[tokio::test]
async fn payloads_above_six_megabytes_are_refused_both_ways() {
    let system = attached(fixture(), None).await;
    let player = Player::new(&system, "Answerer");
    let address = format!("{}/api/open/1", system.origin);
    let large = "x".repeat(6 * 1024 * 1024);
    let response = client().post(&address).header("content-type", "text/plain").body(large.clone()).send().await;
    assert_eq!(response.expect("a response").status(), 413);
    let (response, status) = tokio::join!(client().post(&address).send(), async {
        let turn = player.next().await;
        player.answer(&turn, format!(r#"{{"statusCode":200,"body":"{large}"}}"#)).await
    });
    assert_eq!((response.expect("a response").status().as_u16(), status.as_u16()), (500, 413));
}

#[tokio::test]
async fn requests_wait_in_line_for_the_only_process() {
    let system = attached(fixture(), None).await;
    let player = Player::new(&system, "Answerer");
    let send = |id: u32| client().post(format!("{}/api/open/{id}", system.origin)).send();
    let (one, two, ()) = tokio::join!(send(1), send(2), async {
        for _ in 0..2 {
            let turn = player.next().await;
            let id = turn.event["pathParameters"]["id"].as_str().expect("an id").to_owned();
            player.answer(&turn, format!(r#"{{"statusCode":200,"body":"{id}"}}"#)).await;
        }
    });
    assert_eq!(one.expect("a response").text().await.expect("text"), "1");
    assert_eq!(two.expect("a response").text().await.expect("text"), "2");
}

#[tokio::test]
async fn an_error_of_the_function_shows_nothing_of_itself() {
    let system = attached(fixture(), None).await;
    let player = Player::new(&system, "Answerer");
    let (response, status) = tokio::join!(client().post(format!("{}/api/open/1", system.origin)).send(), async {
        let turn = player.next().await;
        player.fail(&turn).await
    });
    assert_eq!(status, 202);
    let response = response.expect("a response");
    assert_eq!(response.status(), 500);
    assert_eq!(response.text().await.expect("text"), r#"{"message":"Internal Server Error"}"#);
}

#[tokio::test]
async fn a_process_that_asks_for_more_without_answering_has_lost_its_invocation() {
    let system = attached(fixture(), None).await;
    let player = Player::new(&system, "Answerer");
    let send = |id: u32| client().post(format!("{}/api/open/{id}", system.origin)).send();
    let (lost, answered, ()) = tokio::join!(send(1), send(2), async {
        let lost = player.next().await;
        let turn = player.next().await;
        assert_ne!(lost.event["rawPath"], turn.event["rawPath"]);
        player.answer(&turn, OK).await;
    });
    let mut statuses = [lost, answered].map(|response| response.expect("a response").status().as_u16());
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 500]);
}

#[tokio::test]
async fn unknown_paths_and_methods_of_the_api_are_not_found() {
    let system = attached(fixture(), None).await;
    for path in ["/api/nothing", "/api/open/1", "/api/"] {
        let response = client().get(format!("{}{path}", system.origin)).send().await.expect("a response");
        assert_eq!(response.status(), 404, "{path}");
        assert_eq!(response.text().await.expect("text"), r#"{"message":"Not Found"}"#);
    }
}
