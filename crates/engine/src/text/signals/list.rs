//! A list of words with a sieve, so that asking whether one of them stands somewhere is mostly one look at one bit.

/// Words and, as bits, which characters they begin and end with (by the low ten bits of the code point).
pub(super) struct List {
    pub words: &'static [&'static str],
    first: [u64; SIEVE],
    last: [u64; SIEVE],
}

const SIEVE: usize = 16;

impl List {
    pub const fn new(words: &'static [&'static str]) -> List {
        let mut list = List { words, first: [0; SIEVE], last: [0; SIEVE] };
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            let first = low_bits(word, first_length(word));
            let last = low_bits(word, word.len());
            list.first[first / 64] |= 1 << (first % 64);
            list.last[last / 64] |= 1 << (last % 64);
            at += 1;
        }
        list
    }
}

/// How many bytes the first character has.
const fn first_length(word: &[u8]) -> usize {
    match word[0] {
        0..0x80 => 1,
        0x80..0xE0 => 2,
        0xE0..0xF0 => 3,
        _ => 4,
    }
}

/// The low ten bits of the character that ends at `end`: those of its last two bytes, whatever its length.
const fn low_bits(word: &[u8], end: usize) -> usize {
    let last = word[end - 1];
    if last < 0x80 { last as usize } else { ((word[end - 2] as usize & 0x3F) << 6 | last as usize & 0x3F) & 0x3FF }
}

const fn has_bit(sieve: &[u64; SIEVE], c: char) -> bool {
    let at = c as usize & 0x3FF;
    sieve[at / 64] >> (at % 64) & 1 == 1
}

/// Words to look for: a [`List`], or a few written in place.
pub(super) trait AnyOf {
    fn words(&self) -> &[&'static str];

    /// Whether one of them may begin with `c`.
    fn may_begin(&self, _c: char) -> bool {
        true
    }

    /// Whether one of them may end with `c`.
    fn may_end(&self, _c: char) -> bool {
        true
    }

    /// Those that may begin with `c`.
    fn beginning(&self, _c: char) -> impl Iterator<Item = &'static str> {
        self.words().iter().copied()
    }

    /// Those that may end with `c`.
    fn ending(&self, _c: char) -> impl Iterator<Item = &'static str> {
        self.words().iter().copied()
    }
}

/// A long list, chained by the first and by the last character of its words, so that asking looks at few of them.
pub(super) struct ChainedList<const N: usize> {
    words: &'static [&'static str],
    first: [u16; CHAINS],
    next_first: [u16; N],
    last: [u16; CHAINS],
    next_last: [u16; N],
}

const CHAINS: usize = 256;
const END: u16 = u16::MAX;

impl<const N: usize> ChainedList<N> {
    pub const fn new(words: &'static [&'static str]) -> ChainedList<N> {
        let mut index =
            ChainedList { words, first: [END; CHAINS], next_first: [END; N], last: [END; CHAINS], next_last: [END; N] };
        let mut at = 0;
        while at < words.len() {
            let word = words[at].as_bytes();
            let first = low_bits(word, first_length(word)) % CHAINS;
            let last = low_bits(word, word.len()) % CHAINS;
            index.next_first[at] = index.first[first];
            index.first[first] = at as u16;
            index.next_last[at] = index.last[last];
            index.last[last] = at as u16;
            at += 1;
        }
        index
    }

    fn chain(&self, head: u16, next: &[u16; N]) -> impl Iterator<Item = &'static str> {
        let follow = |at: &u16| next.get(usize::from(*at)).copied();
        std::iter::successors(Some(head), follow).map_while(|at| self.words.get(usize::from(at)).copied())
    }
}

impl<const N: usize> AnyOf for ChainedList<N> {
    fn words(&self) -> &[&'static str] {
        self.words
    }

    fn may_begin(&self, c: char) -> bool {
        self.first[c as usize % CHAINS] != END
    }

    fn may_end(&self, c: char) -> bool {
        self.last[c as usize % CHAINS] != END
    }

    fn beginning(&self, c: char) -> impl Iterator<Item = &'static str> {
        self.chain(self.first[c as usize % CHAINS], &self.next_first)
    }

    fn ending(&self, c: char) -> impl Iterator<Item = &'static str> {
        self.chain(self.last[c as usize % CHAINS], &self.next_last)
    }
}

impl AnyOf for List {
    fn words(&self) -> &[&'static str] {
        self.words
    }

    fn may_begin(&self, c: char) -> bool {
        has_bit(&self.first, c)
    }

    fn may_end(&self, c: char) -> bool {
        has_bit(&self.last, c)
    }
}

impl<const N: usize> AnyOf for [&'static str; N] {
    fn words(&self) -> &[&'static str] {
        self
    }
}

impl AnyOf for [&'static str] {
    fn words(&self) -> &[&'static str] {
        self
    }
}
