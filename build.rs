//! Gives the build an id made of its sources, so that validators change with the code and are
//! equal on every instance of one build.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// Everything that answers are made of.
const SOURCES: [&str; 7] = [
    "src",
    "crates",
    "web/src",
    "web/messages",
    "web/scripts",
    "web/dist",
    "Cargo.lock",
];

fn main() -> io::Result<()> {
    // The built web files are embedded from here. Cargo takes a missing folder for a changed
    // one, and would compile the service anew each time.
    let _ = fs::create_dir_all("web/dist");
    let mut files = Vec::new();
    for source in SOURCES {
        if Path::new(source).exists() {
            println!("cargo:rerun-if-changed={source}");
            collect(Path::new(source), &mut files)?;
        }
    }
    println!("cargo:rerun-if-changed=build.rs");
    files.sort();
    let mut hash = Fnv1a::default();
    hash.add(env::var("CARGO_PKG_VERSION").unwrap_or_default().as_bytes());
    for file in files {
        hash.add(file.to_string_lossy().as_bytes());
        hash.add(&fs::read(&file)?);
    }
    println!("cargo:rustc-env=OKOLICA_BUILD_ID={:016x}", hash.0);
    Ok(())
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if path.is_dir() {
        for entry in fs::read_dir(path)? {
            collect(&entry?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

/// FNV-1a, 64 bits.
struct Fnv1a(u64);

impl Default for Fnv1a {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv1a {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
