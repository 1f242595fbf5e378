//! Segmentation: jieba with the lexicon's words, identifiers kept whole, every token with its place.
//!
//! The tokens of one text come in order of their start; a long word is followed by the shorter words inside it, and
//! those share its position, so that nobody counts them as further words. Blanks and punctuation give no token.

use std::sync::Arc;

use jieba_rs::{Jieba, TokenizeMode};

use super::convert::is_han;
use super::identifier;

/// A word of a normalised text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// Byte offset in the normalised text.
    pub start: usize,
    /// Byte offset one past the end.
    pub end: usize,
    /// Code point offset in the normalised text.
    pub char_start: usize,
    /// Code point offset one past the end.
    pub char_end: usize,
    /// Ordinal of the coarse word it belongs to, from 0.
    pub position: usize,
    /// The term, where it is not simply the text between `start` and `end` (`iphone15` for `iphone 15`).
    joined: Option<Box<str>>,
}

impl Token {
    /// The term to match by, given the normalised text the token was cut from.
    #[must_use]
    pub fn term<'a>(&'a self, text: &'a str) -> &'a str {
        self.joined.as_deref().unwrap_or_else(|| text.get(self.start..self.end).unwrap_or_default())
    }
}

/// Cuts normalised text into tokens. Cheap to clone: the dictionary is shared.
#[derive(Clone)]
pub struct Segmenter {
    jieba: Arc<Jieba>,
}

impl Segmenter {
    /// jieba's own dictionary plus `words`, each (normalised word, frequency, part of speech).
    pub fn new<'a>(words: impl IntoIterator<Item = (&'a str, Option<usize>, Option<&'a str>)>) -> Segmenter {
        let mut jieba = Jieba::new();
        for (word, frequency, tag) in words {
            // A frequency below what the word needs to win against its parts would silently do nothing.
            let needed = jieba.suggest_freq(word);
            jieba.add_word(word, Some(frequency.unwrap_or(0).max(needed)), tag);
        }
        Segmenter { jieba: Arc::new(jieba) }
    }

    /// The tokens of a normalised text.
    #[must_use]
    pub fn segment(&self, text: &str) -> Vec<Token> {
        let mut cut = Segmentation { text, jieba: &self.jieba, tokens: Vec::with_capacity(text.len() / 3), position: 0 };
        cut.whole_text();
        cut.tokens
    }

    /// Whether the dictionary holds the word.
    #[must_use]
    pub fn knows(&self, word: &str) -> bool {
        self.jieba.has_word(word)
    }
}

/// One segmentation under way.
struct Segmentation<'a> {
    text: &'a str,
    jieba: &'a Jieba,
    tokens: Vec<Token>,
    position: usize,
}

impl Segmentation<'_> {
    /// Splits the text into identifiers, plain Latin words and stretches for jieba.
    fn whole_text(&mut self) {
        let bytes = self.text.as_bytes();
        let (mut pending, mut pending_char) = (0, 0);
        let (mut at, mut at_char) = (0, 0);
        let mut before = ' ';
        while let Some(c) = self.text[at..].chars().next() {
            let starts_run = c.is_ascii_alphanumeric() && !before.is_ascii_alphanumeric();
            if starts_run && let Some(found) = identifier::at_start(&self.text[at..]) {
                self.stretch(pending, at, pending_char);
                self.identifier(at, at_char, &found);
                at += found.bytes;
                at_char += found.bytes;
                (pending, pending_char) = (at, at_char);
                before = bytes.get(at - 1).map_or(' ', |b| *b as char);
                continue;
            }
            at += c.len_utf8();
            at_char += 1;
            before = c;
        }
        self.stretch(pending, at, pending_char);
    }

    fn identifier(&mut self, at: usize, at_char: usize, found: &identifier::Identifier) {
        let whole = &self.text[at..at + found.bytes];
        let joined = (found.word > 0).then(|| whole.replace(' ', "").into_boxed_str());
        self.push(at, at_char, found.bytes, found.bytes, joined);
        let part = found.stem.max(found.word);
        if part > 0 {
            self.push(at, at_char, part, part, None);
        }
        self.position += 1;
    }

    /// A stretch without identifiers. Without Han characters it needs no dictionary.
    fn stretch(&mut self, start: usize, end: usize, start_char: usize) {
        let piece = &self.text[start..end];
        if piece.is_empty() {
            return;
        }
        if piece.chars().any(is_han) {
            self.with_jieba(piece, start, start_char)
        } else {
            self.plain_words(piece, start, start_char)
        }
    }

    fn plain_words(&mut self, piece: &str, start: usize, start_char: usize) {
        let mut run: Option<(usize, usize)> = None;
        let ends = piece.char_indices().map(|(byte, c)| (byte, c.is_alphanumeric())).chain([(piece.len(), false)]);
        for (nth, (byte, inside)) in ends.enumerate() {
            match (run, inside) {
                (None, true) => run = Some((byte, nth)),
                (Some((first, first_nth)), false) => {
                    self.push(start + first, start_char + first_nth, byte - first, nth - first_nth, None);
                    self.position += 1;
                    run = None;
                }
                _ => {}
            }
        }
    }

    fn with_jieba(&mut self, piece: &str, start: usize, start_char: usize) {
        let mut words = self.jieba.tokenize(piece, TokenizeMode::Search, true);
        words.retain(|w| w.word.chars().any(|c| is_han(c) || c.is_alphanumeric()));
        words.sort_unstable_by_key(|w| (w.byte_start, std::cmp::Reverse(w.byte_end)));
        let mut covered = 0;
        for word in words {
            // The first word to reach past what is covered is a coarse one; those inside it share its position.
            if covered > 0 && word.byte_end > covered {
                self.position += 1;
            }
            covered = covered.max(word.byte_end);
            self.push(start + word.byte_start, start_char + word.start, word.word.len(), word.end - word.start, None);
        }
        self.position += usize::from(covered > 0);
    }

    fn push(&mut self, start: usize, char_start: usize, bytes: usize, chars: usize, joined: Option<Box<str>>) {
        let (end, char_end) = (start + bytes, char_start + chars);
        self.tokens.push(Token { start, end, char_start, char_end, position: self.position, joined });
    }
}
