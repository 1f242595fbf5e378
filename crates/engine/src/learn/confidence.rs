//! Confidence: the probability that the first label is right, as often as held-out cases say it is.
//!
//! Beta calibration (Kull, Silva Filho and Flach, AISTATS 2017) of the softmax's first probability: a logistic in ln p and
//! ln (1 - p), fitted by Newton's method with a ridge towards "as it stands". Unlike a staircase (isotonic regression)
//! it never ties two tickets, so the most confident can be answered first.

use super::solve::solve;

/// How many held-out cases "as it stands" is worth.
const RIDGE: f64 = 4.0;
const STEPS: usize = 30;

/// A strictly rising map from probability to confidence.
#[derive(Debug, Clone, Copy, PartialEq, serde::Serialize, serde::Deserialize)]
pub(super) struct Confidence {
    sure: f64,
    unsure: f64,
    shift: f64,
}

impl Default for Confidence {
    fn default() -> Confidence {
        Confidence { sure: 1.0, unsure: 1.0, shift: 0.0 }
    }
}

fn features(probability: f64) -> [f64; 3] {
    let p = probability.clamp(1e-9, 1.0 - 1e-9);
    [p.ln(), -(1.0 - p).ln(), 1.0]
}

impl Confidence {
    /// The confidence that stands for a probability.
    pub(super) fn of(&self, probability: f64) -> f64 {
        let [a, b, c] = features(probability);
        1.0 / (1.0 + (-(self.sure * a + self.unsure * b + self.shift * c)).exp())
    }

    /// Fits to (probability, whether the label was right).
    pub(super) fn fit(seen: &[(f64, bool)]) -> Confidence {
        let usual = [1.0, 1.0, 0.0];
        let mut fitted = Confidence::default();
        for _ in 0..STEPS {
            let current = [fitted.sure, fitted.unsure, fitted.shift];
            let (mut gradient, mut curvature) = ([0.0; 3], [[0.0; 3]; 3]);
            for &(probability, right) in seen {
                let chance = fitted.of(probability);
                let x = features(probability);
                let spread = (chance * (1.0 - chance)).max(1e-9);
                for a in 0..3 {
                    gradient[a] += (chance - f64::from(u8::from(right))) * x[a];
                    (0..3).for_each(|b| curvature[a][b] += spread * x[a] * x[b]);
                }
            }
            for a in 0..3 {
                gradient[a] += RIDGE * (current[a] - usual[a]);
                curvature[a][a] += RIDGE;
            }
            let step = solve(curvature, gradient);
            // Both slopes stay above zero, so that more probable always means more confident.
            fitted.sure = (fitted.sure - step[0].clamp(-0.5, 0.5)).max(0.01);
            fitted.unsure = (fitted.unsure - step[1].clamp(-0.5, 0.5)).max(0.01);
            fitted.shift -= step[2].clamp(-0.5, 0.5);
        }
        fitted
    }
}
