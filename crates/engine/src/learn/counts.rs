//! How much of each feature each label has: the ground of the two parts that compare a ticket with a label as a whole.
//!
//! It counts; it weighs nothing.

use super::cases::Cases;
use super::rows::Rows;
use super::vector::Vector;

/// Sums by feature and label over the cases outside one fold.
pub(super) fn by_label<V, I>(cases: &Cases<'_>, features: usize, without: Option<u8>, values: V) -> Rows
where
    V: Fn(&Vector) -> I,
    I: Iterator<Item = (u32, f32)>,
{
    let mut members: Vec<Vec<u32>> = vec![Vec::new(); cases.labels];
    for case in (0..cases.len()).filter(|&case| without.is_none() || cases.fold[case] != without) {
        members[cases.label[case] as usize].push(case as u32);
    }
    let mut sums = vec![0.0_f32; features];
    let mut touched: Vec<u32> = Vec::new();
    let columns: Vec<Vec<(u32, f32)>> = members
        .iter()
        .map(|cases_of| {
            for &case in cases_of {
                for (feature, value) in values(cases.vectors[case as usize]) {
                    if sums[feature as usize] == 0.0 {
                        touched.push(feature);
                    }
                    sums[feature as usize] += value * cases.weight[case as usize];
                }
            }
            touched.drain(..).map(|feature| (feature, std::mem::take(&mut sums[feature as usize]))).collect()
        })
        .collect();
    Rows::from_columns(features, &columns)
}
