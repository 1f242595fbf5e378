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
        let mut sums = vec![0.0_f32; self.examples];
        let mut touched: Vec<u32> = Vec::new();
        let mut lists: Vec<(usize, u32, f32)> = vector.iter().map(|(id, value)| (self.list(id).len(), id, value)).collect();
        if lists.iter().map(|list| list.0).sum::<usize>() > MAX_VISITS {
            lists.sort_unstable_by_key(|list| (list.0, list.1));
        }
        let mut left = MAX_VISITS;
        for (many, feature, value) in lists {
            if many > left {
                break;
            }
            left -= many;
            for &(example, impact) in self.list(feature) {
                let sum = &mut sums[example as usize];
                if *sum == 0.0 {
                    touched.push(example);
                }
                *sum += value * impact;
            }
        }
        let mut found: Vec<(f32, u32)> =
            touched.into_iter().filter(|example| wanted(*example)).map(|example| (sums[example as usize], example)).collect();
        let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if found.len() > MAX_HITS {
            found.select_nth_unstable_by(MAX_HITS, order);
            found.truncate(MAX_HITS);
        }
        found.sort_unstable_by(order);
        found.into_iter().map(|(sum, example)| Hit { example, similarity: (f64::from(sum) / length).min(1.0) }).collect()
    }
}
