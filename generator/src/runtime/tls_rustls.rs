//! TLS by rustls with the `ring` provider, given to reqwest ready-made: reqwest's own set-up panics without a
//! process-wide provider, and its default provider takes five times as long to build.
use rustls::crypto::{CryptoProvider, ring};
use rustls::{ClientConfig, ConfigBuilder, Error, RootCertStore, WantsVerifier};
use rustls_platform_verifier::Verifier;
use std::sync::Arc;

/// Trusts what the platform trusts.
pub(crate) fn platform() -> Result<ClientConfig, Error> {
    let provider = Arc::new(ring::default_provider());
    let verifier = Verifier::new(Arc::clone(&provider))?;
    // rustls calls every verifier but its own dangerous; this one is the platform's.
    let builder = builder(provider)?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier));
    Ok(http1(builder.with_no_client_auth()))
}

/// Trusts nobody: for a client that makes no TLS connection, without the cost of loading certificates.
pub(crate) fn untrusting() -> Result<ClientConfig, Error> {
    let builder =
        builder(Arc::new(ring::default_provider()))?.with_root_certificates(RootCertStore::empty());
    Ok(http1(builder.with_no_client_auth()))
}

fn builder(
    provider: Arc<CryptoProvider>,
) -> Result<ConfigBuilder<ClientConfig, WantsVerifier>, Error> {
    ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions()
}

fn http1(mut config: ClientConfig) -> ClientConfig {
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    config
}
