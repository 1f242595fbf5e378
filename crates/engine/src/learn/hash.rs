//! Feature keys: 64-bit hashes in place of strings, and a shuffle with a fixed seed.
//!
//! Never seeded from outside: equal inputs give equal keys and equal orders on every machine. At a million features the
//! chance that any two share a key is about one in 37 million; a clash would only merge two features.

/// The key of nothing yet; [`extend`] it.
pub(super) const fn seed(kind: u64) -> u64 {
    kind.wrapping_mul(0xA24B_AED4_963E_E407) ^ 0x9FB2_1C65_1E98_DF25
}

/// Adds one unit to a key (the finaliser of Murmur3 around an odd multiplier).
pub(super) const fn extend(key: u64, unit: u64) -> u64 {
    let mixed = (key ^ unit).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed ^ (mixed >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93) ^ (mixed >> 29)
}

/// Adds a string to a key, eight bytes at a time.
pub(super) fn extend_str(key: u64, text: &str) -> u64 {
    let mut key = extend(key, text.len() as u64);
    for chunk in text.as_bytes().chunks(8) {
        let mut unit = [0; 8];
        unit[..chunk.len()].copy_from_slice(chunk);
        key = extend(key, u64::from_le_bytes(unit));
    }
    key
}

/// Numbers that look random and are the same in every run (xorshift64, Marsaglia 2003).
pub(super) struct Sequence(u64);

impl Sequence {
    /// Starts the sequence; `which` picks one of many.
    pub(super) const fn new(which: u64) -> Sequence {
        Sequence(extend(0x5851_F42D_4C95_7F2D, which) | 1)
    }

    /// A number below `bound`, 0 if the bound is 0.
    pub(super) fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((u128::from(self.0) * bound as u128) >> 64) as usize
    }
}
