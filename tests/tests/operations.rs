//! Credentials, bodies, answers and streams of every kind, through a crate generated for them and a real server.
use factify_tests::server::{Answer, Seen, Server};
use factify_tests::{crates, percent, throwaway};
use serde_json::json;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The programs of `behaviour/operations`, in place of the command line.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("behaviour");
        let read = |path: &Path| std::fs::read_to_string(path).expect("it is beside the tests");
        let text = read(&folder.join("operations.yaml"));
        let output = crates::from_text("operations.yaml", text, "operations");
        assert!(!output.diagnostics.has_errors(), "{}", output.report());
        let mut files = output.files;
        files.retain(|path, _| !path.starts_with("src/bin/"));
        for path in crates::folder(&folder.join("operations")) {
            let name = path.file_name().expect("it is a file").to_string_lossy();
            files.insert(format!("src/bin/cli/{name}"), read(&path));
        }
        let folder = throwaway::place("operations", files);
        if let Err(error) = throwaway::build(&folder, &["--features", "cli"]) {
            panic!("{error}");
        }
        throwaway::binary("operations")
    })
}

/// Runs an area of the program against a server, and gives what the server saw.
fn run(area: &str, server: &Server) -> Vec<Seen> {
    let output = Command::new(program())
        .args([area, server.base()])
        .output()
        .expect("the program starts");
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{area}: {error}");
    server.take()
}

/// A line for each request: path, query, and what proves who calls.
fn proofs(seen: &[Seen]) -> Vec<String> {
    let line = |one: &Seen| {
        let headers = ["authorization", "x-key", "cookie"];
        let proofs = headers.iter().filter_map(|name| one.header(name));
        let query = Some(one.query.as_str()).filter(|query| !query.is_empty());
        let path = one.path.trim_start_matches("/secured/");
        [path]
            .into_iter()
            .chain(query)
            .chain(proofs)
            .collect::<Vec<_>>()
            .join(" ")
    };
    seen.iter().map(line).collect()
}

#[test]
fn every_kind_of_credentials() {
    let mut tokens = 0;
    let server = Server::with(move |seen| {
        let body = String::from_utf8_lossy(&seen.body).into_owned();
        match seen.path.as_str() {
            "/token" | "/refresh" | "/elsewhere" | "/oidc" => {
                tokens += 1;
                let mut answer = json!({ "access_token": format!("t{tokens}"), "token_type": "Bearer", "expires_in": "3600" });
                if body.contains("refresh_token") {
                    // Its time is over before it is used again.
                    answer["expires_in"] = json!(0);
                    answer["refresh_token"] = json!(format!("r{tokens}"));
                }
                Answer::json(200, &answer)
            }
            "/refuse" => Answer::json(
                400,
                &json!({ "error": "invalid_grant", "error_description": body }),
            ),
            "/.well-known/openid-configuration" => {
                Answer::json(200, &json!({ "token_endpoint": "/oidc" }))
            }
            _ if seen.header("x-revoke").is_some() => Answer::empty(401),
            _ => Answer::empty(204),
        }
    });
    let seen = run("security", &server);
    let bodies: Vec<(&str, Vec<(String, String)>)> = seen
        .iter()
        .filter(|one| one.method == "POST" && !one.path.starts_with("/secured"))
        .map(|one| {
            (
                one.path.as_str(),
                percent::query(&String::from_utf8_lossy(&one.body)),
            )
        })
        .collect();
    let grants: Vec<String> = bodies
        .iter()
        .map(|(path, pairs)| {
            let pairs: Vec<String> = pairs
                .iter()
                .map(|(name, value)| format!("{name}={value}"))
                .collect();
            format!("{path} {}", pairs.join(" "))
        })
        .collect();
    assert_eq!(
        proofs(&seen),
        [
            "default Bearer b",
            "open",
            "default Bearer own",
            // `ada:p:äss ` in UTF-8.
            "basic Basic YWRhOnA6w6RzcyA=",
            "other Digest x=1",
            "both key=q%26 Bearer b h session=c%3B",
            "both key=t Bearer t h session=t",
            "optional",
            "optional h",
            "either key=q",
            "either Basic dTpw",
            "either Bearer b h",
            "/token Basic bWU6cyUyNmNyZXQ=",
            "machine Bearer t1",
            "machine Bearer t1",
            "machine Bearer t1",
            "/token Basic bWU6cyUyNmNyZXQ=",
            "machine Bearer t2",
            "machine Bearer t2",
            "/refresh",
            "machine Bearer t3",
            "/refresh",
            "machine Bearer t4",
            "/elsewhere x=1",
            "machine Bearer t5",
            "/refuse",
            "/.well-known/openid-configuration",
            "/oidc",
            "person Bearer t6",
            "person Bearer t6",
            "person Bearer ready",
        ]
    );
    assert_eq!(
        grants,
        [
            "/token grant_type=client_credentials scope=read write audience=a",
            "/token grant_type=client_credentials scope=read write audience=a",
            "/refresh grant_type=refresh_token refresh_token=r0 client_id=me",
            "/refresh grant_type=refresh_token refresh_token=r3 client_id=me",
            "/elsewhere grant_type=client_credentials client_id=me client_secret=s",
            "/refuse grant_type=password username=u password=pw client_id=me",
            "/oidc grant_type=authorization_code code=code redirect_uri=http://localhost/ client_id=web",
        ]
    );
}

fn with(status: u16, media_type: &str, headers: &[(&str, &str)], body: &str) -> Answer {
    let kind = [("content-type", media_type)];
    let headers = headers.iter().chain(&kind);
    Answer {
        status,
        headers: headers
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: body.as_bytes().to_vec(),
    }
}

#[test]
fn answers_and_bodies_of_every_kind() {
    let json = "application/json";
    let server = Server::with(move |seen| match seen.query.as_str() {
        "case=200" => {
            let headers = [
                ("x-total", "7"),
                ("x-tags", "a, b"),
                ("x-tags", "3"),
                ("x-kind", "large"),
                ("x-json", r#"{"id":9}"#),
            ];
            with(200, json, &headers, r#"{"id":1}"#)
        }
        "case=wrong" => with(200, json, &[("x-total", "many")], r#"{"id":1}"#),
        "case=202" => with(202, json, &[], r#"{"state":"soon"}"#),
        "case=203" => with(203, "text/plain", &[], "text"),
        "case=206" => with(206, "application/octet-stream", &[], "bytes"),
        "case=500" => with(500, "application/problem+json", &[], "{}"),
        _ => Answer::empty(204),
    });
    let seen = run("contents", &server);
    let makes = seen
        .iter()
        .filter(|one| one.method == "POST" && one.path == "/things");
    let accept: Vec<_> = makes.map(|one| one.header("accept")).collect();
    let all = "application/json, text/plain, application/octet-stream";
    // The failure is repeated as retries have it: POST is not.
    assert_eq!(accept, [Some(all); 7]);
    let bodies: Vec<String> = seen
        .iter()
        .filter(|one| one.method != "POST" || one.path == "/forms")
        .map(|one| {
            let kind = one.header("content-type").unwrap_or("-");
            format!(
                "{} {kind} {}",
                one.method,
                String::from_utf8_lossy(&one.body)
            )
        })
        .collect();
    let form = "application/x-www-form-urlencoded";
    assert_eq!(
        bodies,
        [
            r#"PUT application/json {"id":1}"#.to_owned(),
            format!("PUT {form} state=a%20b&tags=x&tags=y"),
            "PUT text/plain text".to_owned(),
            "PUT application/octet-stream \u{1}\u{2}\u{3}".to_owned(),
            r#"GET application/json {"id":2}"#.to_owned(),
            "GET - ".to_owned(),
            "DELETE text/plain gone".to_owned(),
            format!(
                "POST {form} deep%5Ba%5D=1&flat=a%7Cb&json=%5B1%2C2%5D&list=a,b%2Cc&plain=1&plain=2&url=/a?b=c"
            ),
        ]
    );
    let parts = seen.last().expect("the parts came last");
    let text = String::from_utf8_lossy(&parts.body).replace("\r\n", "|");
    for part in [
        r#"name="meta"|Content-Type: application/vnd.thing+json|X-Part: meta||{"id":3}|"#,
        r#"name="note"|Content-Type: text/markdown||*n*|"#,
        r#"name="plain"||4|"#,
        "|Content-Type: image/png||\u{5}|",
        "filename=\"x.gif\"|Content-Type: image/gif||\u{6}|",
    ] {
        assert!(text.contains(part), "{part} is not in {text}");
    }
}

#[test]
fn xml_and_other_media_types_than_the_one_asked_for() {
    let (json, xml) = ("application/json", "application/xml; charset=utf-8");
    let pet = r#"{"id":5,"name":"Bo","tags":[]}"#;
    let in_xml = "<pet id='5'><name>Bo</name><tags/></pet>";
    let server = Server::with(move |seen| {
        let body = String::from_utf8_lossy(&seen.body).into_owned();
        match (seen.path.as_str(), seen.query.as_str()) {
            ("/xml/pet", _) => with(200, "text/xml", &[], &body),
            ("/xml/zoo", _) if seen.method == "POST" => Answer::empty(204),
            ("/xml/zoo", _) => with(
                200,
                xml,
                &[],
                "<pets xmlns='urn:pets'><pet id='1'><name>Bo</name><tags/></pet>\n<!-- two -->\n<pet id='2'><name>Al</name><tags><tag>t</tag></tags><counts><legs>4</legs></counts></pet></pets>",
            ),
            (_, "case=json") => with(200, json, &[], pet),
            (_, "case=xml") => with(200, xml, &[], in_xml),
            (_, "case=unknown") => with(200, "x/y", &[], pet),
            (_, "case=json-as-csv") => with(200, "text/csv", &[], pet),
            (_, "case=csv") => with(200, "text/csv", &[], "5;Bo"),
            (_, "case=broken") => with(200, xml, &[], "<pet><name>"),
            (_, "case=made") => with(201, json, &[], r#"{"made":5}"#),
            (_, "case=soon") => with(202, "text/plain", &[], "abc"),
            (_, "case=short-json") => with(200, json, &[], r#"{"id":5,"name":"B","tags":[]}"#),
            (_, "case=short-xml") => with(200, xml, &[], "<pet id='5'><name>B</name><tags/></pet>"),
            (_, "case=made-low") => with(201, json, &[], r#"{"made":4}"#),
            (_, "case=soon-long") => with(202, "text/plain", &[], "abcd"),
            other => panic!("{other:?}"),
        }
    });
    let seen = run("xml", &server);
    let body = |at: usize| {
        let text = String::from_utf8_lossy(&seen[at].body).into_owned();
        let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";
        text.strip_prefix(head)
            .map(str::to_owned)
            .expect("it begins so")
    };
    assert_eq!(seen[0].header("content-type"), Some("application/xml"));
    assert_eq!(seen[0].header("accept"), Some("text/xml"));
    assert_eq!(
        body(0),
        "<p:pet xmlns:p=\"urn:pets\" id=\"7\"><p:name>A &amp; B</p:name><born>2020-02-29</born><tame>true</tame><weight>1.5</weight>\
         <kind>small</kind><tags><tag>x</tag><tag>&lt;y&gt;</tag></tags>\
         <p:pet id=\"8\"><p:name>Ma</p:name><tags/></p:pet><owner since=\"3\"/></p:pet>"
    );
    assert_eq!(
        seen[2].header("content-type"),
        Some("application/vnd.zoo+xml")
    );
    assert_eq!(
        body(2),
        "<Zoo id=\"123\"><plain>a</plain><list>b</list><list>c</list><animal1>d</animal1>\
         <sample:name xmlns:sample=\"http://example.com/schema/sample\">example</sample:name>\
         <animal2>e</animal2><animal2>f</animal2><animal3>g</animal3>\
         <wrapped><wrapped>h</wrapped><wrapped>i</wrapped></wrapped><inside><animal4>j</animal4></inside>\
         <aliens5><animal5>k</animal5><animal5>l</animal5></aliens5><aliens6><aliens6>m</aliens6></aliens6></Zoo>"
    );
    // JSON is asked for where it is offered.
    let either = seen.iter().find(|one| one.path == "/xml/either");
    let accept = either.and_then(|one| one.header("accept"));
    assert_eq!(accept, Some("application/json, text/plain"));
}

#[test]
fn streams_of_events_and_of_lines() {
    let server = Server::with(|seen| {
        let events = "text/event-stream";
        match (
            seen.method.as_str(),
            seen.path.as_str(),
            seen.header("x-case"),
        ) {
            ("GET", "/events", Some("long")) => {
                with(200, events, &[], &format!("data: {}\n\n", "x".repeat(300)))
            }
            ("GET", "/events", Some(_)) => with(404, "application/json", &[], "{}"),
            ("GET", "/events", None) => with(
                200,
                events,
                &[],
                "\u{feff}: hello\nretry: 1500\nretry: 1x\nevent: made\nid: 7\ndata: {\"id\":\ndata: 1}\n\nid\u{0}: 8\ndata: no\r\n\r\n\
                 nothing\n\nevent: lost\n\nid: 9\u{0}\ndata:{\"id\":3}\r\rdata: {\"id\":4}\n",
            ),
            ("POST", "/events", _) if seen.header("accept") == Some(events) => with(
                200,
                events,
                &[],
                "data:one\n\ndata: two\ndata: three\n\ndata\n\ndata: [DONE]\n\ndata: more\n\n",
            ),
            ("POST", "/events", _) => with(200, "application/json", &[], r#"{"id":5}"#),
            (_, "/lines", _) => with(
                200,
                "application/x-ndjson",
                &[],
                "{\"id\":1}\n\n{\"id\":2}\r\nno\n{\"id\":4}",
            ),
            _ => with(
                200,
                "application/json-seq",
                &[],
                "\u{1e}{\"id\":\n1}\n\u{1e}{\"id\":2}\n",
            ),
        }
    });
    let seen = run("streams", &server);
    let accept: Vec<_> = seen.iter().filter_map(|one| one.header("accept")).collect();
    assert_eq!(
        accept,
        [
            "text/event-stream",
            "text/event-stream",
            "application/json",
            "text/event-stream",
            "text/event-stream",
            "application/x-ndjson",
            "application/json-seq",
        ]
    );
    assert_eq!(seen[0].header("last-event-id"), Some("0"));
}

#[test]
fn what_the_api_itself_sends() {
    assert!(run("received", &Server::start()).is_empty());
}

#[test]
fn servers_of_paths_operations_and_with_variables() {
    let seen = run("servers", &Server::start());
    let paths: Vec<&str> = seen.iter().map(|one| one.path.as_str()).collect();
    assert_eq!(paths, ["/v2/elsewhere", "/v1/elsewhere"]);
}
