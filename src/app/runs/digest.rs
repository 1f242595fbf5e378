//! Digests: what tells whether a file or a state is still the same.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

use fenzhen_engine::text::hex;

/// The SHA-256 of a file and its size.
pub(super) fn of_file(path: &Path) -> io::Result<(String, u64)> {
    let mut file = File::open(path)?;
    let (mut hasher, mut size) = (Sha256::new(), 0);
    let mut buffer = vec![0; 256 << 10];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Ok((hex(&hasher.finalize()), size)),
            Ok(taken) => {
                hasher.update(&buffer[..taken]);
                size += taken as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Sixteen digits that name some bytes.
pub(super) fn short(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes)[..8])
}
