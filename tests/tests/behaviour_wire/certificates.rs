//! TLS that cannot be agreed on: the same would come of it the next time, so there is none.
use super::{TOKEN, at_once, client, get, post};
use factify::{Client, Error, ReqwestTransport};
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject as _;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ClientConfig, RootCertStore, ServerConfig, ServerConnection};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// What a server does with a connection before any HTTP.
type Greet = fn(&mut TcpStream);

/// A server that counts its connections: its address, and the count.
fn server(greet: Greet) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("loopback has a free port");
    let base = format!("https://{}", listener.local_addr().expect("it listens"));
    let count = Arc::new(AtomicUsize::new(0));
    let own = Arc::clone(&count);
    thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { return };
            own.fetch_add(1, Ordering::SeqCst);
            greet(&mut stream);
        }
    });
    (base, count)
}

/// Shows the certificate that nobody trusts.
fn show(stream: &mut TcpStream) {
    let pem = include_bytes!("../../behaviour/untrusted.pem");
    let certificate = CertificateDer::from_pem_slice(pem).expect("the file has a certificate");
    let key = PrivateKeyDer::from_pem_slice(pem).expect("the file has a key");
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider knows them")
        .with_no_client_auth()
        .with_single_cert(vec![certificate], key)
        .expect("they fit");
    let mut session = ServerConnection::new(Arc::new(config)).expect("the settings are whole");
    // The client breaks it off, as it should.
    let _ = session.complete_io(stream);
}

/// A client that trusts nobody.
fn distrustful(base: &str) -> Client {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .expect("the provider knows them")
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    let inner = reqwest::Client::builder().tls_backend_preconfigured(config);
    let inner = inner.build().expect("its TLS is set up");
    let builder = Client::builder().base_url(base).token(TOKEN);
    let builder = builder.transport(ReqwestTransport::from_client(inner));
    builder.retry(at_once()).build().expect("it may be built")
}

fn attempts(base: &str) -> [Error; 2] {
    let client = distrustful(base);
    [
        get(&client).expect_err("it is no server of ours"),
        post(&client).expect_err("it is no server of ours"),
    ]
}

#[test]
fn a_certificate_that_is_not_trusted_ends_the_call_at_once() {
    let (base, connections) = server(show);
    for error in attempts(&base) {
        assert_eq!((error.attempts(), error.is_connect()), (1, true), "{error}");
        assert!(!error.is_retryable() && !error.is_timeout());
        assert!(error.to_string().contains("certificate"), "{error}");
    }
    assert_eq!(connections.load(Ordering::SeqCst), 2);
}

#[test]
fn a_connection_that_is_cut_before_tls_is_agreed_on_is_tried_again() {
    let (base, connections) = server(|_| {});
    for error in attempts(&base) {
        assert_eq!((error.attempts(), error.is_connect()), (3, true), "{error}");
        assert!(error.is_retryable());
    }
    assert_eq!(connections.load(Ordering::SeqCst), 6);
}

#[test]
fn https_at_a_port_that_speaks_http_ends_the_call_at_once() {
    let plain = super::script([super::good()]);
    assert!(get(&client(plain.base())).is_ok());
    let base = plain.base().replace("http://", "https://");
    let [error, _] = attempts(&base);
    assert_eq!((error.attempts(), error.is_connect()), (1, true), "{error}");
}
