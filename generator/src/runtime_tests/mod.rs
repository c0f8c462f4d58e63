//! Tests of the runtime, apart from it because the runtime is shipped as it stands.
