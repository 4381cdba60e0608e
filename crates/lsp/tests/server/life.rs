//! The lifecycle from `initialize` to `exit`.

use kzq_lsp::{Collections, Output, Server};
use serde_json::{Value, json};

use crate::client::{Client, at, engine, files};

#[test]
fn server_follows_the_protocol_lifecycle() {
    let mut server = Server::new();
    let mut say = |message: Value| {
        server.receive(message.to_string().as_bytes());
        let mut sent = Vec::new();
        while server.has_work(false) && server.ended().is_none() {
            sent.extend(server.step(None).into_iter().map(|output| match output {
                Output::Send(message) => {
                    let message: Value = serde_json::from_str(&message).unwrap();
                    message["error"]["code"].as_i64().map_or_else(|| "ok".to_owned(), |code| code.to_string())
                }
                other => format!("{other:?}"),
            }));
        }
        (sent.join(" "), server.ended())
    };
    let request = |method: &str| json!({"jsonrpc": "2.0", "id": 1, "method": method, "params": {"capabilities": {}}});
    let notify = |method: &str| json!({"jsonrpc": "2.0", "method": method});
    for (what, message, sent, ended) in [
        ("a request before the beginning", request("textDocument/hover"), "-32002", None),
        ("a notification before the beginning", notify("textDocument/didOpen"), "", None),
        ("the beginning", request("initialize"), "Load(None) ok", None),
        ("another beginning", request("initialize"), "-32600", None),
        ("an unknown request", request("textDocument/rename"), "-32601", None),
        ("an unknown notification", notify("$/setTrace"), "", None),
        ("a response nobody waits for", json!({"jsonrpc": "2.0", "id": 9, "result": null}), "", None),
        ("a request with wrong parameters", request("textDocument/hover"), "-32602", None),
        ("the end", request("shutdown"), "ok", None),
        ("a request after the end", request("textDocument/hover"), "-32600", None),
        ("the exit", notify("exit"), "", Some(true)),
    ] {
        assert_eq!(say(message), (sent.to_owned(), ended), "{what}");
    }
}

#[test]
fn exit_without_shutdown_fails() {
    let mut client = Client::start(None, &json!({}));
    client.notify("exit", &Value::Null);
    client.settle();
    assert_eq!(client.server.ended(), Some(false));
    let mut client = Client::start(None, &json!({}));
    client.server.disconnected();
    assert_eq!(client.server.ended(), Some(false));
}

#[test]
fn capabilities_are_negotiated() {
    let capabilities = |client: Value| {
        let mut server = Client::start(None, &json!({}));
        server.server = Server::new();
        server.request("initialize", &json!({"capabilities": client})).unwrap()["capabilities"].take()
    };
    assert_eq!(capabilities(json!({}))["positionEncoding"], "utf-16");
    let offered = json!({"general": {"positionEncodings": ["utf-16", "utf-32", "utf-8"]}});
    assert_eq!(capabilities(offered)["positionEncoding"], "utf-8");
    let pulls = json!({"textDocument": {"diagnostic": {}}});
    assert_eq!(capabilities(pulls)["diagnosticProvider"], Value::Null, "it could not be told to ask again");
    let pulls = json!({"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": true}}});
    assert_eq!(capabilities(pulls)["diagnosticProvider"]["workspaceDiagnostics"], false);
    assert_eq!(capabilities(json!({"general": 7, "textDocument": []}))["positionEncoding"], "utf-16");
}

#[test]
fn first_workspace_folder_is_the_root() {
    let load = |params: Value| {
        let mut client = Client::start(None, &json!({}));
        client.server = Server::new();
        client.effects.clear();
        client.request("initialize", &params).unwrap();
        format!("{:?}", client.effects)
    };
    let folders = json!([{"uri": "file:///a%20b", "name": "a"}, {"uri": "file:///c", "name": "c"}]);
    assert_eq!(load(json!({"workspaceFolders": folders, "rootUri": "file:///d"})), "[Load(Some(\"/a b\"))]");
    assert_eq!(load(json!({"rootUri": "file:///d"})), "[Load(Some(\"/d\"))]");
    assert_eq!(load(json!({"rootUri": "https://example.org", "workspaceFolders": null})), "[Load(None)]");
}

#[test]
fn pending_requests_can_be_cancelled() {
    let (engine, files) = (engine(), files());
    let collections = Collections::new(&engine, &files);
    let mut client = Client::start(Some(&collections), &json!({}));
    client.open("file:///a.md", "markdown", "“Whatever it may cost, the engine shall not be stopped by anybody here.”");
    let queued = client.ask("textDocument/hover", &at("file:///a.md", 0, 3));
    client.notify("$/cancelRequest", &json!({"id": queued}));
    assert_eq!(client.response(queued).unwrap_err()["code"], -32800);

    let waiting = client.ask("textDocument/definition", &at("file:///a.md", 0, 3));
    client.settle();
    let ticket = client.ticket();
    client.notify("$/cancelRequest", &json!({"id": waiting}));
    assert_eq!(client.response(waiting).unwrap_err()["code"], -32800);
    client.server.located(ticket, "/data/engines.ron".as_ref(), None);
    client.settle();
    assert!(client.sent.iter().all(|sent| sent["id"] != waiting), "{:?}", client.sent);

    let done = client.ask("textDocument/hover", &at("file:///a.md", 0, 3));
    client.settle();
    client.notify("$/cancelRequest", &json!({"id": done}));
    client.notify("$/cancelRequest", &json!({"id": "never asked"}));
    client.notify("$/cancelRequest", &json!({}));
    assert!(client.response(done).is_ok());
    client.settle();
    assert!(client.sent.iter().all(|sent| sent.get("error").is_none()), "{:?}", client.sent);
}
