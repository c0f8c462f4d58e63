//! Transfers need the memory of a few pieces, however long they are: a gibibyte each way, by a generated crate whose
//! client runs in a process of its own, so that the peak is the client's and not the server's.
use factify_tests::{crates, throwaway};
use serde_json::Value;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;
use std::thread::JoinHandle;

const GIB: u64 = 1 << 30;
/// 64 MB.
const MOST_KB: u64 = 64_000;

fn client() -> &'static Path {
    static CLIENT: OnceLock<PathBuf> = OnceLock::new();
    CLIENT.get_or_init(|| {
        let text = |name: &str| {
            let path = Path::new(env!("CARGO_MANIFEST_DIR"))
                .join("behaviour")
                .join(name);
            std::fs::read_to_string(path).expect("it is beside the tests")
        };
        let output = crates::from_text("transfers.yaml", text("transfers.yaml"), "transfers");
        assert!(!output.diagnostics.has_errors(), "{}", output.report());
        let mut files = output.files;
        // In place of the command line.
        files.insert("src/bin/cli/main.rs".to_owned(), text("transfers.rs"));
        let folder = throwaway::place("transfers", files);
        if let Err(error) = throwaway::build(&folder, &["--features", "cli,blocking"]) {
            panic!("{error}");
        }
        throwaway::binary("transfers")
    })
}

/// What a server does with its one request.
type Serve = fn(&mut BufReader<TcpStream>, announced: u64) -> std::io::Result<u64>;

/// A server for one request; its thread gives what `serve` counted.
fn server(serve: Serve) -> (String, JoinHandle<u64>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let url = format!("http://{}", listener.local_addr().expect("it listens"));
    let thread = std::thread::spawn(move || {
        let (socket, _) = listener.accept().expect("the client connects");
        let mut socket = BufReader::with_capacity(1 << 20, socket);
        let mut announced = 0;
        loop {
            let mut line = String::new();
            socket.read_line(&mut line).expect("a line of the request");
            let line = line.trim_end().to_ascii_lowercase();
            assert!(!line.starts_with("accept-encoding"), "{line}");
            if line.is_empty() {
                break;
            }
            if let Some(length) = line.strip_prefix("content-length: ") {
                announced = length.parse().expect("a length");
            }
        }
        // A client that breaks off is part of a test; what it asserts is the count.
        serve(&mut socket, announced).unwrap_or(0)
    });
    (url, thread)
}

fn receive(socket: &mut BufReader<TcpStream>, announced: u64) -> std::io::Result<u64> {
    let received = std::io::copy(&mut socket.by_ref().take(announced), &mut std::io::sink())?;
    socket
        .get_mut()
        .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")?;
    Ok(received)
}

fn send(socket: &mut BufReader<TcpStream>, _: u64) -> std::io::Result<u64> {
    let head = format!(
        "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: {GIB}\r\n\r\n"
    );
    socket.get_mut().write_all(head.as_bytes())?;
    std::io::copy(&mut std::io::repeat(0).take(GIB), socket.get_mut())
}

fn run(arguments: &[&str]) -> Value {
    let output = Command::new(client())
        .args(arguments)
        .output()
        .expect("the client starts");
    let text = String::from_utf8_lossy(&output.stdout);
    serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!("{error}: {text}{}", String::from_utf8_lossy(&output.stderr))
    })
}

/// The bytes are all there, progress was told often, and the peak is small where the system tells it.
fn check(what: &str, told: &Value) {
    assert_eq!(told["bytes"], GIB, "{what}: {told}");
    let steps = told["steps"].as_u64().expect("a number");
    assert!(steps > 1000, "{what}: {told}");
    match told["peak_kb"].as_u64() {
        None => println!("{what}: memory is not measured, for there is no /proc here"),
        Some(peak) => {
            println!("{what}: {GIB} bytes, {steps} steps of progress, {peak} kB resident at most");
            assert!(peak < MOST_KB, "{what}: {told}");
        }
    }
}

#[test]
fn a_gibibyte_from_a_reader_needs_the_memory_of_a_few_pieces() {
    for way in ["send", "send_blocking"] {
        let (url, server) = server(receive);
        let told = run(&[way, &url, &GIB.to_string()]);
        check(way, &told);
        assert_eq!(server.join().expect("the server ends"), GIB);
    }
}

#[test]
fn a_gibibyte_to_a_sink_needs_the_memory_of_a_few_pieces() {
    for way in ["sink", "sink_blocking"] {
        let (url, server) = server(send);
        check(way, &run(&[way, &url]));
        assert_eq!(server.join().expect("the server ends"), GIB);
    }
}

#[test]
fn a_binary_answer_is_saved_by_a_generated_crate() {
    fn hello(socket: &mut BufReader<TcpStream>, _: u64) -> std::io::Result<u64> {
        let answer = b"HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 5\r\n\r\n\x00\xffabc";
        socket.get_mut().write_all(answer)?;
        Ok(5)
    }
    let (url, server) = server(hello);
    let folder = throwaway::target().join("throwaway/transfers-saved");
    // A run before this one may have left it.
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("the target folder can be written");
    let path = folder.join("saved.bin");
    let told = run(&["save", &url, &path.to_string_lossy()]);
    server.join().expect("the server ends");
    assert_eq!(told["bytes"], 5, "{told}");
    assert_eq!(std::fs::read(&path).expect("it is saved"), b"\x00\xffabc");
    assert_eq!(crates::folder(&folder), [path], "nothing else is left");
}

#[test]
fn an_encoded_answer_is_given_as_it_came_and_unfolds_nowhere() {
    // 64 MiB of zeros by gzip: 64 KiB on the wire.
    fn bomb(socket: &mut BufReader<TcpStream>, _: u64) -> std::io::Result<u64> {
        let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::copy(&mut std::io::repeat(0).take(64 << 20), &mut packed)?;
        let packed = packed.finish()?;
        let head = format!(
            "HTTP/1.1 200 OK\r\ncontent-encoding: gzip\r\ncontent-length: {}\r\n\r\n",
            packed.len()
        );
        socket.get_mut().write_all(head.as_bytes())?;
        socket.get_mut().write_all(&packed)?;
        Ok(packed.len() as u64)
    }
    let (url, server) = server(bomb);
    let told = run(&["sink", &url]);
    let packed = server.join().expect("the server ends");
    assert_eq!(told["bytes"], packed, "{told}");
    if let Some(peak) = told["peak_kb"].as_u64() {
        println!("gzip bomb: {packed} bytes read, {peak} kB resident at most");
        assert!(peak < MOST_KB, "{told}");
    }
}
