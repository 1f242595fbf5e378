//! Which texts are alike: the cosine of their words, weighed by sublinear tf-idf, and groups of texts around the most typical.
//!
//! Groups are stars (Aslam, Pelekhov and Rus, "The star clustering algorithm for static and dynamic information
//! organization", 2004): the text with most neighbours is a centre, its neighbours are its group, and so on with the rest. A
//! chain of texts each a little like the next never becomes one group. Nothing here knows labels; equal inputs give equal
//! groups.

use std::collections::HashMap;

/// Postings visited for one text, the rarest words' first, so that words everybody uses cannot make it slow.
const MOST_VISITS: usize = 100_000;

/// Texts as vectors of their words.
pub struct SimilarityIndex {
    terms: Vec<String>,
    /// For each text its words by number, with their share of its length 1.
    vectors: Vec<Vec<(u32, f64)>>,
    /// For each word the texts that have it.
    lists: Vec<Vec<(u32, f64)>>,
}

/// Two texts that are alike.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The earlier text's place.
    pub first: usize,
    /// The later text's place.
    pub second: usize,
    /// Their cosine, 0 to 1.
    pub similarity: f64,
}

impl SimilarityIndex {
    /// Weighs the words of each text.
    #[must_use]
    pub fn of(texts: &[Vec<String>]) -> SimilarityIndex {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let mut terms: Vec<String> = Vec::new();
        let mut counts: Vec<Vec<(u32, u32)>> = Vec::with_capacity(texts.len());
        let mut frequency: Vec<u32> = Vec::new();
        for text in texts {
            let mut of_text: Vec<u32> = Vec::with_capacity(text.len());
            for term in text {
                of_text.push(*numbers.entry(term).or_insert_with(|| {
                    terms.push(term.clone());
                    frequency.push(0);
                    u32::try_from(terms.len() - 1).unwrap_or(u32::MAX)
                }));
            }
            of_text.sort_unstable();
            let counted: Vec<(u32, u32)> =
                of_text.chunk_by(|a, b| a == b).map(|same| (same[0], u32::try_from(same.len()).unwrap_or(u32::MAX))).collect();
            counted.iter().for_each(|(number, _)| frequency[*number as usize] += 1);
            counts.push(counted);
        }
        let rarity = |number: u32| (1.0 + texts.len() as f64 / f64::from(frequency[number as usize])).ln();
        let vectors: Vec<Vec<(u32, f64)>> = counts
            .into_iter()
            .map(|counted| {
                let weighed: Vec<(u32, f64)> =
                    counted.into_iter().map(|(number, count)| (number, (1.0 + f64::from(count).ln()) * rarity(number))).collect();
                let length = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
                weighed.into_iter().map(|(number, weight)| (number, weight / length)).collect()
            })
            .collect();
        let mut lists: Vec<Vec<(u32, f64)>> = vec![Vec::new(); terms.len()];
        for (nth, vector) in (0_u32..).zip(&vectors) {
            vector.iter().for_each(|(number, weight)| lists[*number as usize].push((nth, *weight)));
        }
        SimilarityIndex { terms, vectors, lists }
    }

    /// The pairs at least this alike, in the order of their texts.
    #[must_use]
    pub fn pairs(&self, least: f64) -> Vec<Pair> {
        let mut pairs = Vec::new();
        let mut sums = vec![0.0; self.vectors.len()];
        for (first, vector) in self.vectors.iter().enumerate() {
            let mut rarest: Vec<&(u32, f64)> = vector.iter().collect();
            rarest.sort_by_key(|(number, _)| (self.lists[*number as usize].len(), *number));
            let (mut visits, mut touched) = (0, Vec::new());
            for (number, weight) in rarest {
                let list = &self.lists[*number as usize];
                visits += list.len();
                if visits > MOST_VISITS {
                    break;
                }
                for (other, theirs) in list.iter().filter(|(other, _)| *other as usize > first) {
                    let sum = &mut sums[*other as usize];
                    if *sum == 0.0 {
                        touched.push(*other as usize);
                    }
                    *sum += weight * theirs;
                }
            }
            touched.sort_unstable();
            for second in touched {
                let similarity = std::mem::take(&mut sums[second]).min(1.0);
                if similarity >= least {
                    pairs.push(Pair { first, second, similarity });
                }
            }
        }
        pairs
    }

    /// Groups of texts that are at least this much like the first of their group, the largest first, equals in the order of
    /// the texts. Every text that has a word is in one group, if only in its own.
    #[must_use]
    pub fn groups(&self, least: f64) -> Vec<Vec<usize>> {
        let mut neighbours: Vec<Vec<usize>> = vec![Vec::new(); self.vectors.len()];
        for Pair { first, second, .. } in self.pairs(least) {
            neighbours[first].push(second);
            neighbours[second].push(first);
        }
        let mut free: Vec<bool> = self.vectors.iter().map(|vector| !vector.is_empty()).collect();
        let mut degrees: Vec<usize> = neighbours.iter().map(Vec::len).collect();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        while let Some(centre) = (0..free.len()).filter(|nth| free[*nth]).max_by_key(|nth| (degrees[*nth], usize::MAX - nth)) {
            let mut group = vec![centre];
            group.extend(neighbours[centre].iter().copied().filter(|nth| free[*nth]));
            group[1..].sort_unstable();
            for taken in &group {
                free[*taken] = false;
                for other in &neighbours[*taken] {
                    degrees[*other] = degrees[*other].saturating_sub(1);
                }
            }
            groups.push(group);
        }
        groups.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a[0].cmp(&b[0])));
        groups
    }

    /// The words that weigh most in some texts together and stand in at least two of them (in one, where there is but one),
    /// the strongest first.
    #[must_use]
    pub fn common(&self, texts: &[usize], many: usize) -> Vec<&str> {
        let mut weights: HashMap<u32, (f64, usize)> = HashMap::new();
        for (number, weight) in texts.iter().filter_map(|nth| self.vectors.get(*nth)).flatten() {
            let (sum, count) = weights.entry(*number).or_default();
            *sum += weight;
            *count += 1;
        }
        let mut common: Vec<(f64, &str)> = weights
            .into_iter()
            .filter(|(_, (_, count))| *count >= texts.len().min(2))
            .filter_map(|(number, (weight, _))| Some((weight, self.terms.get(number as usize)?.as_str())))
            .collect();
        common.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        common.into_iter().take(many).map(|(_, term)| term).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::SimilarityIndex;

    fn texts(texts: &[&str]) -> Vec<Vec<String>> {
        texts.iter().map(|text| text.split(' ').filter(|word| !word.is_empty()).map(str::to_owned).collect()).collect()
    }

    #[test]
    fn a_chain_of_neighbours_is_not_one_group() {
        // Each is like the next only.
        let index = SimilarityIndex::of(&texts(&["a b", "b c", "c d", "d e", "e f"]));
        let groups = index.groups(0.4);
        assert_eq!(groups, [vec![1, 0, 2], vec![3, 4]]);
    }

    #[test]
    fn every_text_with_words_is_in_one_group_and_the_largest_comes_first() {
        let index = SimilarityIndex::of(&texts(&["x y", "", "a b c", "a b c", "a b d", "x y"]));
        assert_eq!(index.groups(0.4), [vec![2, 3, 4], vec![0, 5]]);
        assert_eq!(index.common(&[2, 3, 4], 2), ["a", "b"]);
        let pair = index.pairs(0.99)[0];
        assert!((pair.first, pair.second) == (0, 5) && (pair.similarity - 1.0).abs() < 1e-9);
    }
}
