use super::*;

const IDENTITY: Identity = Identity { name: "kzq", title: "Kzq", version: "1", instructions: "Ask." };

fn server() -> Server {
    let schema = || json!({ "type": "object" });
    let tool = Tool { name: "echo", title: "Echo", description: "Echoes.".into(), input: schema(), output: schema() };
    Server::new(IDENTITY, vec![tool])
}

/// Echoes the argument `text`; any other argument is an error.
fn echo(call: ToolCall<'_>) -> Result<ToolAnswer, String> {
    match call.arguments.get("text") {
        Some(text) => Ok(ToolAnswer { text: text.to_string(), structured: json!({ "text": text }) }),
        None => Err("no text".to_owned()),
    }
}

/// Returns the answer of a server to a line; `null` if there is none.
fn answer(server: &mut Server, line: &str) -> Value {
    server.receive(Line::Bytes(line.as_bytes()));
    let answer = server.next(&mut echo).flatten();
    assert_eq!(server.next(&mut echo), None);
    answer.map_or(Value::Null, |line| {
        assert!(line.is_ascii() && !line.contains(char::is_control), "{line}");
        serde_json::from_str(&line).expect("an answer is JSON")
    })
}

fn request(method: &str, params: &Value) -> String {
    json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }).to_string()
}

/// Returns a server after the handshake for a version.
fn initialized(version: &str) -> (Server, Value) {
    let mut server = server();
    let begun = answer(&mut server, &request("initialize", &json!({ "protocolVersion": version, "capabilities": {} })));
    assert_eq!(answer(&mut server, r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#), Value::Null);
    (server, begun["result"].clone())
}

/// Parameters of the stateless revision.
fn with_meta(version: &str, mut params: Value) -> Value {
    params["_meta"] = json!({ VERSION_KEY: version, CAPABILITIES_KEY: {} });
    params
}

#[test]
fn handshake_negotiates_a_supported_version() {
    for (asked, agreed) in [
        ("2025-11-25", "2025-11-25"),
        ("2025-06-18", "2025-06-18"),
        ("2025-03-26", "2025-03-26"),
        ("2024-11-05", "2024-11-05"),
        ("2026-07-28", "2025-11-25"),
        ("1999-01-01", "2025-11-25"),
        ("", "2025-11-25"),
    ] {
        let (mut server, begun) = initialized(asked);
        assert_eq!(begun["protocolVersion"], agreed, "{asked}");
        assert_eq!(begun["serverInfo"]["name"], "kzq");
        assert_eq!(begun["capabilities"], json!({ "tools": {} }));
        assert_eq!(begun["instructions"], "Ask.");
        assert_eq!(answer(&mut server, &request("ping", &json!({})))["result"], json!({}));
        let tools = &answer(&mut server, &request("tools/list", &json!({})))["result"];
        assert_eq!(tools["tools"][0]["name"], "echo");
        assert_eq!(tools["tools"][0]["annotations"]["readOnlyHint"], true);
        assert_eq!(tools["ttlMs"], Value::Null);
    }
}

#[test]
fn requests_with_a_version_need_no_handshake() {
    let mut server = server();
    let modern = |method: &str, params: Value| request(method, &with_meta(MODERN, params));
    let found = &answer(&mut server, &modern("server/discover", json!({})))["result"];
    assert_eq!(found["supportedVersions"], json!([MODERN]));
    assert_eq!(found["_meta"][SERVER_KEY]["name"], "kzq");
    let listed = &answer(&mut server, &modern("tools/list", json!({})))["result"];
    assert_eq!((&listed["resultType"], &listed["cacheScope"]), (&json!("complete"), &json!("public")));
    let called =
        &answer(&mut server, &modern("tools/call", json!({"name": "echo", "arguments": {"text": "é"}})))["result"];
    assert_eq!(called["structuredContent"], json!({ "text": "é" }));
    assert_eq!((&called["resultType"], &called["isError"]), (&json!("complete"), &json!(false)));
    // Methods that the revision removed.
    assert_eq!(answer(&mut server, &modern("ping", json!({})))["error"]["code"], -32601);
    assert_eq!(answer(&mut server, &modern("initialize", json!({})))["error"]["code"], -32601);

    let refused = answer(&mut server, &request("tools/list", &with_meta("2027-01-01", json!({}))));
    assert_eq!(refused["error"]["code"], -32022);
    assert_eq!(refused["error"]["data"], json!({ "supported": [MODERN], "requested": "2027-01-01" }));
}

#[test]
fn invalid_requests_get_specific_error_codes() {
    let (mut server, _) = initialized("2025-11-25");
    for (line, code, has_id) in [
        ("{", -32700, false),
        ("\u{1b}[31m", -32700, false),
        ("{\"jsonrpc\":\"2.0\",\"id\":1,", -32700, false),
        ("[]", -32600, false),
        (r#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#, -32600, false),
        ("7", -32600, false),
        ("null", -32600, false),
        ("{}", -32600, false),
        (r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#, -32600, false),
        (r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, -32600, false),
        (r#"{"jsonrpc":"2.0","id":{},"method":"ping"}"#, -32600, false),
        (r#"{"jsonrpc":"1.0","id":1,"method":"ping"}"#, -32600, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":7}"#, -32600, true),
        (r#"{"jsonrpc":"2.0","id":1}"#, -32600, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[1]}"#, -32602, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"resources/list"}"#, -32601, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":""}"#, -32601, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"initialize"}"#, -32602, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":7}}"#, -32602, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/list","params":{"cursor":"x"}}"#, -32602, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call"}"#, -32602, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":["echo"]}}"#, -32602, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"rm"}}"#, -32602, true),
        (r#"{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"echo","arguments":"x"}}"#, -32602, true),
    ] {
        let refused = answer(&mut server, line);
        assert_eq!(refused["error"]["code"], code, "{line}");
        assert_eq!(refused.get("id").is_some(), has_id, "{line}: {refused}");
    }
    for meta in
        [json!({ VERSION_KEY: 7 }), json!({ VERSION_KEY: MODERN }), json!({ VERSION_KEY: MODERN, CAPABILITIES_KEY: 1 })]
    {
        let refused = answer(&mut server, &request("tools/list", &json!({ "_meta": meta })));
        assert_eq!(refused["error"]["code"], -32602, "{meta}");
    }
    // Without a handshake or a version.
    assert_eq!(answer(&mut self::server(), &request("tools/list", &json!({})))["error"]["code"], -32602);
}

#[test]
fn hostile_lines_get_errors() {
    let (mut server, _) = initialized("2025-11-25");
    let deep = "[".repeat(100_000);
    assert_eq!(answer(&mut server, &deep)["error"]["code"], -32700);
    let deep = format!("{}1{}", "[".repeat(120), "]".repeat(120));
    let nested =
        request("tools/call", &json!({ "name": "echo", "arguments": { "text": "x" } })).replace("\"x\"", &deep);
    assert_eq!(answer(&mut server, &nested)["result"]["isError"], false);
    server.receive(Line::TooLong(10));
    let refused = server.next(&mut echo).flatten().unwrap();
    assert!(refused.contains("longer than 10 bytes") && refused.contains("-32600"), "{refused}");
    server.receive(Line::Bytes(b"\xff\xfe"));
    assert!(server.next(&mut echo).flatten().unwrap().contains("-32700"));
    server.receive(Line::Bytes(b"  \r"));
    assert_eq!(server.next(&mut echo), None);
    // Names in messages are truncated and sanitised.
    let name = format!("\u{1b}]0;x\u{7}\u{202e}{}", "x".repeat(1000));
    let refused = answer(&mut server, &request("tools/call", &json!({ "name": name })));
    let message = refused["error"]["message"].as_str().unwrap();
    assert!(message.len() < 200 && !message.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{message}");
}

#[test]
fn request_ids_are_returned_unchanged() {
    let (mut server, _) = initialized("2025-11-25");
    for id in ["7", "-7", "18446744073709551615", r#""a""#, r#""\u0007\u202e\ud83d\ude00\u007f""#, r#""""#] {
        let answered = answer(&mut server, &format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping"}}"#));
        assert_eq!(answered["id"], serde_json::from_str::<Value>(id).unwrap());
    }
}

#[test]
fn tool_failures_are_reported_in_the_result() {
    let (mut server, _) = initialized("2025-11-25");
    let failed = answer(&mut server, &request("tools/call", &json!({ "name": "echo" })));
    assert_eq!(failed["result"], json!({ "content": [{ "type": "text", "text": "no text" }], "isError": true }));
}

#[test]
fn notifications_and_responses_get_no_answer() {
    let (mut server, _) = initialized("2025-11-25");
    for line in [
        r#"{"jsonrpc":"2.0","method":"notifications/progress","params":{"progressToken":1,"progress":1}}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled"}"#,
        r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":[1]}"#,
        r#"{"jsonrpc":"2.0","method":"tools/call","params":{"name":"echo"}}"#,
        r#"{"jsonrpc":"2.0","id":1,"result":{}}"#,
        r#"{"jsonrpc":"2.0","id":1,"error":{"code":1,"message":"no"}}"#,
    ] {
        assert_eq!(answer(&mut server, line), Value::Null, "{line}");
    }
}

#[test]
fn waiting_requests_can_be_cancelled() {
    let (mut server, _) = initialized("2025-11-25");
    for id in ["1", "\"1\"", "2"] {
        let line = format!(r#"{{"jsonrpc":"2.0","id":{id},"method":"ping"}}"#);
        server.receive(Line::Bytes(line.as_bytes()));
    }
    let cancel = r#"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1,"reason":"late"}}"#;
    server.receive(Line::Bytes(cancel.as_bytes()));
    assert_eq!(server.waiting(), 2);
    let mut ids = Vec::new();
    while let Some(answer) = server.next(&mut echo) {
        ids.push(serde_json::from_str::<Value>(&answer.unwrap()).unwrap()["id"].clone());
    }
    assert_eq!(ids, [json!("1"), json!(2)]);
}

#[test]
fn batches_are_answered_in_versions_that_support_them() {
    let (mut server, _) = initialized(WITH_BATCHES);
    let batch = r#"[{"jsonrpc":"2.0","id":1,"method":"ping"},{"jsonrpc":"2.0","method":"notifications/x"},7]"#;
    let answered = answer(&mut server, batch);
    assert_eq!(answered[0]["result"], json!({}));
    assert_eq!((&answered[1]["error"]["code"], answered.as_array().unwrap().len()), (&json!(-32600), 2));
    assert_eq!(answer(&mut server, r#"[{"jsonrpc":"2.0","method":"notifications/x"}]"#), Value::Null);
    assert_eq!(answer(&mut server, "[]")["error"]["code"], -32600);
}

proptest::proptest! {
    #[test]
    fn arbitrary_lines_do_not_panic(line in r#"(\{|\}|\[|\]|,|:|"jsonrpc":"2.0"|"id":[0-9]|"method":"(ping|tools/call)"|"params"|"name"|"echo"|null|\PC){0,24}"#) {
        let (mut server, _) = initialized(WITH_BATCHES);
        server.receive(Line::Bytes(line.as_bytes()));
        while server.next(&mut echo).is_some() {}
    }
}
