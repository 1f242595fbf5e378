//! How much of anything a pack may hold. What is longer is a mistake, and would slow every reader.

/// Bytes of one file: 1 MiB.
pub const FILE_BYTES: usize = 1 << 20;
/// Files of a pack.
pub const PACK_FILES: usize = 200_000;
/// Folders inside folders.
pub(super) const FOLDER_DEPTH: usize = 8;
/// Bytes a compiled risk pattern may take: 1 MiB.
pub const PATTERN_BYTES: usize = 1 << 20;

/// Characters of an identifier or another word that a program reads.
pub(super) const WORD: usize = 100;
/// Characters of a title or a name: one line on a screen.
pub(super) const TITLE: usize = 80;
/// Characters of a symptom, a keyword, a reason or a condition: a sentence or two.
pub(super) const SENTENCE: usize = 500;
/// Characters of a cause, a step, a script: a paragraph.
pub(super) const PARAGRAPH: usize = 1_000;
/// Characters of a case: a whole ticket.
pub(super) const TICKET: usize = 5_000;
/// Digits' worth of a length of time: `9999wd` is far beyond any deadline.
pub(super) const WITHIN_COUNT: u32 = 9_999;
/// Occurrences a word of the user dictionary may claim; jieba's corpus has some 60 million words.
pub(super) const WORD_FREQUENCY: usize = 60_000_000;
