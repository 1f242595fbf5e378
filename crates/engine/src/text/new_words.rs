//! New words: what customers call things and the dictionary does not know.
//!
//! A word the segmenter does not know falls apart into single characters, or into a guess that is in no dictionary. Runs of
//! such pieces are cut into every n-gram, and two statistics tell words from chance neighbours: the least pointwise mutual
//! information of its two halves, wherever it is halved (Church and Hanks, "Word association norms, mutual information, and
//! lexicography", 1990), and the entropy of what stands before and after it (Jin and Tanaka-Ishii, "Unsupervised
//! segmentation of Chinese text by use of branching entropy", 2006). Each text counts once, however often it came.
//! It never says what a word means, and equal inputs give equal words.

use std::collections::{BTreeMap, HashMap, HashSet};

use rayon::prelude::*;

use super::analyzer::{Analyzed, Analyzer};
use super::convert::is_han;
use super::stopwords::is_stopword;

/// Characters of a word, at most.
const LONGEST: usize = 6;
/// Different texts a word must stand in.
const LEAST_TEXTS: u32 = 5;
/// Bits by which the halves must be likelier together than by chance ...
const LEAST_COHESION: f64 = 5.0;
/// ... or, for a word so frequent that it cannot reach them, the share of the most it can reach: its halves hardly ever
/// stand apart.
const LEAST_SHARE: f64 = 0.9;
/// Bits of entropy on either side.
const LEAST_FREEDOM: f64 = 1.5;
/// Characters of a text that are read.
const READ: usize = 2_000;
/// A word is part of a longer one that stands in at least this share of its texts.
const SWALLOWED: f64 = 0.8;

/// A word the dictionary does not know.
#[derive(Debug, Clone, PartialEq)]
pub struct NewWord {
    /// The word, normalised.
    pub word: String,
    /// Different texts it stands in.
    pub texts: u32,
    /// The least pointwise mutual information of its halves, in bits.
    pub cohesion: f64,
    /// The lesser entropy of its neighbours on one side, in bits.
    pub freedom: f64,
    /// The place of the first text that has it.
    pub example: usize,
}

#[derive(Default)]
struct Occurrences {
    count: u32,
    texts: u32,
    last: Option<usize>,
    example: usize,
    /// Neighbours before and after; the edge of a text is a neighbour of its own each time.
    sides: [BTreeMap<char, u32>; 2],
    edges: [u32; 2],
}

/// The words of `texts` that the analyzer's dictionary does not know, those in most texts first.
#[must_use]
pub fn new_words(texts: &[&str], analyzer: &Analyzer) -> Vec<NewWord> {
    let head = |text: &str| text.char_indices().nth(READ).map_or(text.len(), |(end, _)| end);
    let analyzed: Vec<Analyzed> = texts.par_iter().map(|text| analyzer.analyze(&text[..head(text)])).collect();
    let mut known: HashSet<&str> = HashSet::new();
    let fresh: Vec<(usize, Vec<char>, Vec<bool>)> = analyzed
        .iter()
        .enumerate()
        .filter(|(_, text)| known.insert(&text.normal.text))
        .map(|(nth, text)| (nth, text.normal.text.chars().collect(), unknown(text, analyzer)))
        .collect();
    let mut seen: HashMap<&[char], Occurrences> = HashMap::new();
    for (nth, chars, open) in &fresh {
        for start in 0..chars.len() {
            let run = open[start..].iter().take(LONGEST).take_while(|open| **open).count();
            for length in 2..=run {
                seen.entry(&chars[start..start + length]).or_default().note(*nth, chars, start, start + length);
            }
        }
    }
    seen.retain(|_, seen| seen.texts >= LEAST_TEXTS);
    let counts = Counts::of(&seen, &fresh);
    let coheres = |word: &[char], seen: &Occurrences| {
        counts.cohesion(word, seen.count) >= LEAST_COHESION.min(LEAST_SHARE * counts.most(seen.count))
    };
    let mut words: Vec<NewWord> = seen
        .iter()
        .filter(|(word, seen)| seen.freedom() >= LEAST_FREEDOM && coheres(word, seen))
        .map(|(word, seen)| NewWord {
            word: word.iter().collect(),
            texts: seen.texts,
            cohesion: counts.cohesion(word, seen.count),
            freedom: seen.freedom(),
            example: seen.example,
        })
        .collect();
    words.sort_by(|a, b| b.texts.cmp(&a.texts).then_with(|| b.word.len().cmp(&a.word.len())).then_with(|| a.word.cmp(&b.word)));
    let swallowed = |word: &NewWord| {
        let by = |other: &NewWord| {
            other.word.len() > word.word.len()
                && other.word.contains(&word.word)
                && f64::from(other.texts) >= SWALLOWED * f64::from(word.texts)
        };
        words.iter().any(by)
    };
    let gone: Vec<bool> = words.iter().map(swallowed).collect();
    words.into_iter().zip(gone).filter(|(_, gone)| !gone).map(|(word, _)| word).collect()
}

/// For each character, whether it lies in a piece that no dictionary knows: a Han character by itself that is not a function
/// word, or a guess of the segmenter.
fn unknown(text: &Analyzed, analyzer: &Analyzer) -> Vec<bool> {
    let mut open = vec![false; text.normal.text.chars().count()];
    let mut covered = 0;
    for (term, token) in text.terms() {
        // Coarse words come before those inside them.
        if token.end <= covered {
            continue;
        }
        covered = token.end;
        let alone = token.char_end - token.char_start == 1;
        if term.chars().all(is_han) && !is_stopword(term) && (alone || !analyzer.knows(term)) {
            open[token.char_start..token.char_end].fill(true);
        }
    }
    open
}

impl Occurrences {
    fn note(&mut self, text: usize, chars: &[char], start: usize, end: usize) {
        self.count += 1;
        if self.last != Some(text) {
            if self.last.is_none() {
                self.example = text;
            }
            self.texts += 1;
            self.last = Some(text);
        }
        let neighbours = [start.checked_sub(1).and_then(|at| chars.get(at)), chars.get(end)];
        for (side, neighbour) in neighbours.into_iter().enumerate() {
            match neighbour.filter(|c| c.is_alphanumeric()) {
                Some(c) => *self.sides[side].entry(*c).or_default() += 1,
                None => self.edges[side] += 1,
            }
        }
    }

    fn freedom(&self) -> f64 {
        let all = f64::from(self.count);
        let bits = |count: u32| -f64::from(count) / all * (f64::from(count) / all).log2();
        let side = |nth: usize| self.sides[nth].values().copied().map(bits).sum::<f64>() + f64::from(self.edges[nth]) * bits(1);
        side(0).min(side(1))
    }
}

/// How often the halves of the candidates stand anywhere.
struct Counts<'t> {
    counts: HashMap<&'t [char], u32>,
    characters: f64,
}

impl<'t> Counts<'t> {
    fn of(seen: &HashMap<&'t [char], Occurrences>, texts: &'t [(usize, Vec<char>, Vec<bool>)]) -> Counts<'t> {
        let halves = seen.keys().flat_map(|word| (1..word.len()).flat_map(|at| [&word[..at], &word[at..]]));
        let mut counts: HashMap<&[char], u32> = halves.map(|half| (half, 0)).collect();
        let mut characters = 0_u32;
        for (_, chars, _) in texts {
            characters = characters.saturating_add(u32::try_from(chars.len()).unwrap_or(u32::MAX));
            for start in 0..chars.len() {
                for end in start + 1..=chars.len().min(start + LONGEST - 1) {
                    if let Some(count) = counts.get_mut(&chars[start..end]) {
                        *count += 1;
                    }
                }
            }
        }
        Counts { counts, characters: f64::from(characters) }
    }

    /// The cohesion of something seen so often whose halves are never seen apart.
    fn most(&self, count: u32) -> f64 {
        (self.characters / f64::from(count)).log2()
    }

    fn cohesion(&self, word: &[char], count: u32) -> f64 {
        let part = |half: &[char]| f64::from(self.counts.get(half).copied().unwrap_or(0).max(1));
        let halved = |at: usize| (f64::from(count) * self.characters / (part(&word[..at]) * part(&word[at..]))).log2();
        (1..word.len()).map(halved).fold(f64::INFINITY, f64::min)
    }
}
