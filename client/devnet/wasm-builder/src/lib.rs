//! Stands in for `substrate-wasm-builder`, so that the runtime crates compile natively without a wasm toolchain.
//!
//! The build scripts of the runtime crates call this builder and include the file it writes. The real one compiles the
//! runtime to wasm and pulls Binaryen's C++; the devnet calls the runtime natively and reads neither constant.
#![forbid(unsafe_code)]

use std::{env, fs, path::Path};

/// Accepts the calls that build scripts make, and writes `wasm_binary.rs` with both binaries absent.
#[derive(Default)]
pub struct WasmBuilder;

impl WasmBuilder {
    /// A builder.
    pub fn new() -> Self {
        Self
    }

    /// A builder with the defaults of the real one, ready to `build`.
    pub fn init_with_defaults() -> Self {
        Self
    }

    /// What the real builder does on its own defaults.
    pub fn build_using_defaults() {
        Self.build()
    }

    /// Ignored.
    pub fn with_current_project(self) -> Self {
        self
    }

    /// Ignored.
    pub fn export_heap_base(self) -> Self {
        self
    }

    /// Ignored.
    pub fn import_memory(self) -> Self {
        self
    }

    /// Writes `wasm_binary.rs` to `OUT_DIR`.
    pub fn build(self) {
        let out = env::var("OUT_DIR").expect("cargo sets OUT_DIR for build scripts");
        let text = "pub const WASM_BINARY: Option<&[u8]> = None;\npub const WASM_BINARY_BLOATY: Option<&[u8]> = None;\n";
        fs::write(Path::new(&out).join("wasm_binary.rs"), text).expect("OUT_DIR is writable");
        println!("cargo:rerun-if-changed=build.rs");
    }
}
