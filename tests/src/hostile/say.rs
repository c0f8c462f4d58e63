//! What each step puts on the wire.
use super::plan::{Again, Step};
use super::{email, write};
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use std::io::{self, Write as _};
use std::sync::LazyLock;
use std::time::Duration;
use tokio::net::TcpStream;

/// Does it; whether the connection goes on.
pub(super) async fn act(
    stream: &mut TcpStream,
    step: Step,
    method: &str,
    target: &str,
    call: u32,
    nth: usize,
) -> io::Result<bool> {
    let good = value(method, call).to_string();
    match step {
        Step::Good => write(stream, whole(200, "", &good)).await?,
        Step::GoodThenClosed => {
            write(stream, whole(200, "", &good)).await?;
            return Ok(false);
        }
        Step::GoodAndAnother => {
            let another = value(method, call + 1_000_000).to_string();
            let both = whole(200, "", &good) + &whole(200, "", &another);
            write(stream, both).await?;
        }
        Step::GoodInPieces => in_pieces(stream, &good).await?,
        Step::Status(status, again) => {
            let body = json!({
                "code": "of_the_plan",
                "message": format!("call {call}, arrival {nth}"),
                "details": [{ "reason": if status == 429 { "rate_limit_exceeded" } else { "other" } }],
            });
            write(stream, whole(status, header(again), &body.to_string())).await?;
        }
        Step::Elsewhere => {
            let location = format!("Location: {target}\r\n");
            write(stream, whole(302, &location, "")).await?;
        }
        Step::Reset => {
            stream.set_zero_linger()?;
            return Ok(false);
        }
        Step::Closed => return Ok(false),
        Step::Page => write(stream, whole(200, "", "<html>502</html>")).await?,
        Step::Empty => write(stream, whole(200, "", "")).await?,
        Step::TwoLengths => {
            write(stream, whole(200, "Content-Length: 3\r\n", &good)).await?;
            return Ok(false);
        }
        Step::GzipBomb => bomb(stream).await?,
        broken => return broken_answer(stream, broken, &good).await,
    }
    Ok(true)
}

/// Answers without a good end. None of them leaves the connection in order.
async fn broken_answer(stream: &mut TcpStream, step: Step, good: &str) -> io::Result<bool> {
    let half = &good[..good.len() / 2];
    let length = format!(
        "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{half}",
        good.len()
    );
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
    match step {
        Step::CutHead => write(stream, "HTTP/1.1 200 OK\r\nContent-Le").await?,
        Step::CutBody => write(stream, length).await?,
        Step::CutChunk => write(stream, format!("{chunked}fff\r\n{half}")).await?,
        Step::BadChunk => write(stream, format!("{chunked}fffffffffffffffff\r\n{good}")).await?,
        Step::Garbage => write(stream, "SSH-2.0-OpenSSH_9.6\r\n\r\n").await?,
        Step::Stall => silence(stream).await?,
        Step::StallBody => {
            write(stream, length).await?;
            silence(stream).await?;
        }
        Step::Trickle => {
            write(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: 360000\r\n\r\n\"",
            )
            .await?;
            repeat(stream, b"x", Duration::from_millis(10)).await?;
        }
        Step::Continue => {
            let pause = Duration::from_millis(1);
            repeat(stream, b"HTTP/1.1 100 Continue\r\n\r\n", pause).await?;
        }
        Step::Endless | Step::EndlessError => {
            let status = if step == Step::Endless {
                "200 OK"
            } else {
                "503 No"
            };
            let head = format!("HTTP/1.1 {status}\r\nTransfer-Encoding: chunked\r\n\r\n");
            write(stream, head).await?;
            let chunk = format!("4000\r\n{}\r\n", " ".repeat(0x4000));
            repeat(stream, chunk.as_bytes(), Duration::ZERO).await?;
        }
        Step::Huge => {
            write(
                stream,
                "HTTP/1.1 200 OK\r\nContent-Length: 67108864\r\n\r\n",
            )
            .await?;
            repeat(stream, &[b' '; 0x4000], Duration::ZERO).await?;
        }
        Step::EndlessHead => {
            write(stream, "HTTP/1.1 200 OK\r\n").await?;
            repeat(stream, b"X-Flood: 0123456789\r\n", Duration::ZERO).await?;
        }
        _ => {
            write(stream, "HTTP/1.1 200 OK\r\n").await?;
            for number in 0..5000 {
                write(
                    stream,
                    format!(
                        "X-Header-{number}: {number}
"
                    ),
                )
                .await?;
            }
            write(
                stream,
                format!("Content-Length: {}\r\n\r\n{good}", good.len()),
            )
            .await?;
        }
    }
    Ok(false)
}

/// What the document promises, with the call's name in it.
fn value(method: &str, call: u32) -> Value {
    let invite = json!({
        "id": "inv_01h2xcejqtf2nbrexx3vqjhp41",
        "email": email(call),
        "organization_id": "org_01h2xcejqtf2nbrexx3vqjhp41",
        "status": "pending",
        "created_at": "2026-01-15T09:30:15Z",
        "expires_at": "2026-02-15T09:30:15Z",
        "sender": { "id": "user_01h2xcejqtf2nbrexx3vqjhp41", "email": "a@example.com", "name": "A" },
    });
    match method {
        "POST" => json!({ "invite": invite }),
        _ => json!({ "items": [invite], "pagination": { "has_more": false } }),
    }
}

fn whole(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Said\r\nContent-Type: application/json\r\n{headers}Content-Length: {length}\r\n\r\n{body}"
    )
}

fn header(again: Again) -> &'static str {
    match again {
        Again::Unsaid => "",
        Again::AtOnce => "Retry-After: 0\r\n",
        Again::InAnHour => "Retry-After: 3600\r\n",
        Again::Past => "Retry-After: Sun, 06 Nov 1994 08:49:37 GMT\r\n",
        Again::Word => "Retry-After: soon\r\n",
        Again::Reset => "X-RateLimit-Reset: 1\r\n",
    }
}

async fn in_pieces(stream: &mut TcpStream, body: &str) -> io::Result<()> {
    write(
        stream,
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
    )
    .await?;
    for piece in body.as_bytes().chunks(7) {
        write(stream, format!("{:x};ext=\"x\"\r\n", piece.len())).await?;
        write(stream, piece).await?;
        write(stream, "\r\n").await?;
    }
    write(stream, "0\r\nX-Trailer: x\r\n\r\n").await
}

/// Until the client is gone.
async fn repeat(stream: &mut TcpStream, bytes: &[u8], pause: Duration) -> io::Result<()> {
    loop {
        write(stream, bytes).await?;
        if pause.is_zero() {
            tokio::task::yield_now().await;
        } else {
            tokio::time::sleep(pause).await;
        }
    }
}

/// Says nothing until the client is gone.
async fn silence(stream: &mut TcpStream) -> io::Result<()> {
    let mut rest = [0; 64];
    while tokio::io::AsyncReadExt::read(stream, &mut rest).await? > 0 {}
    Ok(())
}

/// A mebibyte of zeros, 256 times, packed: a gzip file may have several members.
async fn bomb(stream: &mut TcpStream) -> io::Result<()> {
    static MEMBER: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        let packed = packer.write_all(&vec![b' '; 1 << 20]);
        packed
            .and_then(|()| packer.finish())
            .expect("a vector takes all")
    });
    let length = MEMBER.len() * 256;
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: {length}\r\n\r\n"
    );
    write(stream, head).await?;
    for _ in 0..256 {
        write(stream, &*MEMBER).await?;
    }
    Ok(())
}
