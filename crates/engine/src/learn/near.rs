//! Near cases: the training examples most like a ticket, by the cosine of their vectors.
//!
//! Inverted lists in the order of impact. A list keeps its strongest postings only, so that the cost of a search stops
//! growing once the common features' lists are full; rare features, which tell cases apart, are always complete.

use super::fetch::fetch;
use super::vector::Vector;

/// Longest list of a feature.
const MAX_POSTINGS: usize = 64;
/// Most postings a search visits. The shortest lists, which tell most, come first, so that a long ticket costs no more.
const MAX_VISITS: usize = 24_000;
/// Postings in a line of the cache.
const LINE: usize = 16;
/// Steps of an impact.
const STEPS: f32 = u16::MAX as f32;
/// How many near cases a search returns.
const MAX_HITS: usize = 64;

/// A near case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour {
    /// Number of the example in the training set.
    pub example: u32,
    /// Cosine similarity over the features whose lists still hold the example: never above the full cosine.
    pub similarity: f64,
}

/// Postings by feature: in the upper half the impact in steps of 1/65,535, in the lower half the example. Like the weights of
/// the scorer they are small, because reading them takes as long as fetching them does.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Near {
    starts: Vec<u32>,
    postings: Vec<u32>,
    examples: usize,
}

impl Near {
    /// Indexes the examples. One beyond the 65,536th is near to nothing; no more are ever learned from.
    pub(super) fn build(vectors: &[Vector], features: usize) -> Near {
        let vectors = &vectors[..vectors.len().min(1 << u16::BITS)];
        let mut starts = vec![0_u32; features + 1];
        for &feature in vectors.iter().flat_map(|vector| &vector.ids) {
            starts[feature as usize + 1] += 1;
        }
        for feature in 0..features {
            starts[feature + 1] += starts[feature];
        }
        let mut postings = vec![(0_u32, 0.0_f32); starts[features] as usize];
        let mut next = starts.clone();
        for (example, vector) in vectors.iter().enumerate() {
            let length = vector.square().sqrt().max(f32::MIN_POSITIVE);
            for (feature, value) in vector.iter() {
                postings[next[feature as usize] as usize] = (example as u32, value / length);
                next[feature as usize] += 1;
            }
        }
        Near::trimmed(&starts, &mut postings, vectors.len())
    }

    /// Keeps the strongest postings of each list, then puts them back in the order of the examples.
    fn trimmed(starts: &[u32], postings: &mut [(u32, f32)], examples: usize) -> Near {
        let mut near = Near { starts: vec![0], postings: Vec::new(), examples };
        for bounds in starts.windows(2) {
            let list = &mut postings[bounds[0] as usize..bounds[1] as usize];
            let kept = list.len().min(MAX_POSTINGS);
            if kept < list.len() {
                list.select_nth_unstable_by(kept, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
                list[..kept].sort_unstable_by_key(|posting| posting.0);
            }
            near.postings
                .extend(list[..kept].iter().map(|(example, impact)| ((impact * STEPS).round() as u32) << u16::BITS | example));
            near.starts.push(near.postings.len() as u32);
        }
        near.postings.shrink_to_fit();
        near
    }

    fn list(&self, feature: u32) -> &[u32] {
        let bounds = self.starts.get(feature as usize..feature as usize + 2);
        bounds.map_or(&[], |bounds| &self.postings[bounds[0] as usize..bounds[1] as usize])
    }

    /// The nearest examples among those `wanted`, nearest first; equals in the order of the examples.
    pub(super) fn search(&self, vector: &Vector, wanted: impl Fn(u32) -> bool) -> Vec<Neighbour> {
        let length = f64::from(vector.square()).sqrt();
        if length <= 0.0 {
            return Vec::new();
        }
        let sums = self.sums(vector);
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        // Twice as many as are kept, then only the better half: most examples fall below what that half has at least.
        let mut best: Vec<(f32, u32)> = Vec::with_capacity(2 * MAX_HITS);
        let mut least = 0.0;
        for (example, sum) in (0_u32..).zip(sums) {
            if sum > least && wanted(example) {
                best.push((sum, example));
                if best.len() == 2 * MAX_HITS {
                    best.select_nth_unstable_by(MAX_HITS - 1, order);
                    best.truncate(MAX_HITS);
                    least = best[MAX_HITS - 1].0;
                }
            }
        }
        best.sort_unstable_by(order);
        best.truncate(MAX_HITS);
        best.into_iter().map(|(sum, example)| Neighbour { example, similarity: (f64::from(sum) / length).min(1.0) }).collect()
    }

    /// Every example's share of the cosine.
    fn sums(&self, vector: &Vector) -> Vec<f32> {
        let mut lists: Vec<(&[u32], f32)> = vector.iter().map(|(feature, value)| (self.list(feature), value / STEPS)).collect();
        let (longest, mut left) = affordable(&lists);
        // Of the longest lists, as many as there is room for.
        let mut has_room = |list: &[u32]| left.checked_sub(list.len()).map(|rest| left = rest).is_some();
        lists.retain(|(list, _)| list.len() < longest || list.len() == longest && has_room(list));
        fetch(lists.iter().flat_map(|(list, _)| list.chunks(LINE)).map(|line| line[0]));
        let (mut sums, mut shares) = (vec![0.0_f32; self.examples], [0.0_f32; MAX_POSTINGS]);
        for (list, value) in lists {
            // In two steps, of which the first is done for several postings at once.
            shares.iter_mut().zip(list).for_each(|(share, posting)| *share = value * (posting >> u16::BITS) as i32 as f32);
            shares.iter().zip(list).for_each(|(share, posting)| sums[usize::from(*posting as u16)] += share);
        }
        sums
    }
}

/// The longest lists that are visited, and how many postings of such: shorter ones tell more and go first.
fn affordable(lists: &[(&[u32], f32)]) -> (usize, usize) {
    let mut postings = [0_usize; MAX_POSTINGS + 1];
    lists.iter().for_each(|(list, _)| postings[list.len()] += list.len());
    let mut left = MAX_VISITS;
    for (length, all) in postings.iter().enumerate() {
        match left.checked_sub(*all) {
            Some(rest) => left = rest,
            None => return (length, left),
        }
    }
    (MAX_POSTINGS, usize::MAX)
}
