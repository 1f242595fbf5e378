//! Near cases: the training examples most like a ticket, by the cosine of their vectors.
//!
//! Inverted lists in the order of impact. A list keeps its strongest postings only, so that the cost of a search stops
//! growing once the common features' lists are full; rare features, which tell cases apart, are always complete.

use super::vector::Vector;

/// Longest list of a feature.
const MAX_POSTINGS: usize = 64;
/// Most postings a search visits. The shortest lists, which tell most, come first, so that a long ticket costs no more.
const MAX_VISITS: usize = 24_000;
/// How many near cases a search returns.
const MAX_HITS: usize = 64;

/// A near case.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// Number of the example in the training set.
    pub example: u32,
    /// Cosine similarity over the features whose lists still hold the example: never above the full cosine.
    pub similarity: f64,
}

/// Postings (example, impact) by feature.
#[derive(Debug, Clone, Default, serde::Serialize, serde::Deserialize)]
pub(super) struct Near {
    starts: Vec<u32>,
    postings: Vec<(u32, f32)>,
    examples: usize,
}

impl Near {
    /// Indexes the examples.
    pub(super) fn build(vectors: &[Vector], features: usize) -> Near {
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
            near.postings.extend_from_slice(&list[..kept]);
            near.starts.push(near.postings.len() as u32);
        }
        near.postings.shrink_to_fit();
        near
    }

    fn list(&self, feature: u32) -> &[(u32, f32)] {
        let bounds = self.starts.get(feature as usize..feature as usize + 2);
        bounds.map_or(&[], |bounds| &self.postings[bounds[0] as usize..bounds[1] as usize])
    }

    /// The nearest examples among those `wanted`, nearest first; equals in the order of the examples.
    pub(super) fn search(&self, vector: &Vector, wanted: impl Fn(u32) -> bool) -> Vec<Hit> {
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
        best.into_iter().map(|(sum, example)| Hit { example, similarity: (f64::from(sum) / length).min(1.0) }).collect()
    }

    /// Every example's share of the cosine.
    fn sums(&self, vector: &Vector) -> Vec<f32> {
        let (longest, mut left) = self.affordable(vector);
        let mut sums = vec![0.0_f32; self.examples];
        for (feature, value) in vector.iter() {
            let list = self.list(feature);
            if list.len() > longest {
                continue;
            }
            if list.len() == longest {
                // Of the longest lists, as many as there is room for.
                let Some(rest) = left.checked_sub(list.len()) else { continue };
                left = rest;
            }
            for &(example, impact) in list {
                sums[example as usize] += value * impact;
            }
        }
        sums
    }

    /// The longest lists that are visited, and how many postings of such: shorter ones tell more and go first.
    fn affordable(&self, vector: &Vector) -> (usize, usize) {
        let mut postings = [0_usize; MAX_POSTINGS + 1];
        vector.ids.iter().map(|id| self.list(*id).len()).for_each(|length| postings[length] += length);
        let mut left = MAX_VISITS;
        for (length, all) in postings.iter().enumerate() {
            match left.checked_sub(*all) {
                Some(rest) => left = rest,
                None => return (length, left),
            }
        }
        (MAX_POSTINGS, usize::MAX)
    }
}
