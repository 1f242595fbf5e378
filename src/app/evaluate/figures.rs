//! Figures of quality and speed, as the field defines them.

use std::collections::BTreeMap;
use std::time::Duration;

/// Bins of the expected calibration error.
const BINS: usize = 15;
/// The precision at which coverage is asked.
const PRECISION: f64 = 0.95;

/// How one test row was judged.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Judged {
    /// The row's id.
    pub id: String,
    /// The first choice; empty where there was none.
    pub predicted: String,
    /// Its confidence.
    pub confidence: f64,
    /// `answer`, `ambiguous` or `no_match`.
    pub outcome: &'static str,
    /// Time to judge it, in microseconds.
    pub latency_us: u64,
    /// The label wanted.
    #[serde(skip)]
    pub wanted: String,
    /// Place of the wanted one among those suggested, from 1.
    #[serde(skip)]
    pub rank: Option<usize>,
}

impl Judged {
    fn is_right(&self) -> bool {
        self.predicted == self.wanted
    }
}

/// How fast it went.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Speed {
    /// Building the snapshot and training, in seconds.
    pub train_s: f64,
    /// Tickets judged a second, on all cores.
    pub tickets_per_s: f64,
    /// Median time for one ticket, in microseconds.
    pub p50_us: u64,
    /// 99th percentile of the same.
    pub p99_us: u64,
    /// The most memory the process held, in MB; 0 where the system does not say.
    pub peak_rss_mb: u64,
}

impl Speed {
    pub(super) fn of(judged: &[Judged], training: Duration, judging: Duration) -> Speed {
        let mut latencies: Vec<u64> = judged.iter().map(|j| j.latency_us).collect();
        latencies.sort_unstable();
        let at = |share: f64| latencies.get(((latencies.len() as f64 - 1.0) * share).round() as usize).copied().unwrap_or(0);
        let tickets_per_s = round(judged.len() as f64 / judging.as_secs_f64().max(1e-9));
        let train_s = round(training.as_secs_f64());
        Speed { train_s, tickets_per_s, p50_us: at(0.5), p99_us: at(0.99), peak_rss_mb: peak_rss_mb() }
    }
}

/// What `eval classify` prints.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ClassifyReport {
    /// Test rows.
    pub n: usize,
    /// Share judged right.
    pub accuracy: f64,
    /// Mean of the labels' F1, each counting the same.
    pub macro_f1: f64,
    /// Share with the right label among the first three.
    pub top3: f64,
    /// Expected calibration error of the first choice's confidence.
    pub ece: f64,
    /// The largest share that can be answered, the most confident first, with at least 95 % right.
    pub coverage_at_p95: f64,
    /// Speed.
    #[serde(flatten)]
    pub speed: Speed,
}

impl ClassifyReport {
    pub(super) fn of(judged: &[Judged], speed: Speed) -> ClassifyReport {
        ClassifyReport {
            n: judged.len(),
            accuracy: share(judged, Judged::is_right),
            macro_f1: macro_f1(judged),
            top3: share(judged, |j| j.rank.is_some_and(|r| r <= 3)),
            ece: calibration_error(judged),
            coverage_at_p95: coverage(judged),
            speed,
        }
    }
}

/// What `eval match` prints.
#[derive(Debug, Clone, serde::Serialize)]
pub struct MatchReport {
    /// Test rows.
    pub n: usize,
    /// Share with the right entry first.
    pub hit1: f64,
    /// Share with the right entry among the first three.
    pub hit3: f64,
    /// Share with the right entry among the first five.
    pub hit5: f64,
    /// Mean reciprocal rank among the first ten.
    pub mrr10: f64,
    /// Speed.
    #[serde(flatten)]
    pub speed: Speed,
}

impl MatchReport {
    pub(super) fn of(judged: &[Judged], speed: Speed) -> MatchReport {
        let hit = |k: usize| share(judged, |j| j.rank.is_some_and(|r| r <= k));
        let reciprocal: f64 = judged.iter().filter_map(|j| j.rank).filter(|r| *r <= 10).map(|r| 1.0 / r as f64).sum();
        let mrr10 = round(reciprocal / judged.len().max(1) as f64);
        MatchReport { n: judged.len(), hit1: hit(1), hit3: hit(3), hit5: hit(5), mrr10, speed }
    }
}

fn share(judged: &[Judged], counts: impl Fn(&Judged) -> bool) -> f64 {
    round(judged.iter().filter(|j| counts(j)).count() as f64 / judged.len().max(1) as f64)
}

/// Over every label that is wanted or predicted, as scikit-learn does.
fn macro_f1(judged: &[Judged]) -> f64 {
    let mut counts: BTreeMap<&str, (f64, f64, f64)> = BTreeMap::new();
    for j in judged {
        counts.entry(&j.wanted).or_default().1 += 1.0;
        counts.entry(&j.predicted).or_default().2 += 1.0;
        if j.is_right() {
            counts.entry(&j.wanted).or_default().0 += 1.0;
        }
    }
    let f1 = counts.values().map(|(right, wanted, predicted)| 2.0 * right / (wanted + predicted));
    round(f1.sum::<f64>() / counts.len().max(1) as f64)
}

/// Guo et al., "On calibration of modern neural networks", 2017, with bins of equal width.
fn calibration_error(judged: &[Judged]) -> f64 {
    let mut bins = [(0.0, 0.0, 0.0); BINS];
    for j in judged {
        let bin = &mut bins[((j.confidence * BINS as f64) as usize).min(BINS - 1)];
        bin.0 += 1.0;
        bin.1 += j.confidence;
        bin.2 += f64::from(u8::from(j.is_right()));
    }
    let gap: f64 = bins.iter().filter(|b| b.0 > 0.0).map(|(_, confidence, right)| (confidence - right).abs()).sum();
    round(gap / judged.len().max(1) as f64)
}

fn coverage(judged: &[Judged]) -> f64 {
    let mut sorted: Vec<&Judged> = judged.iter().collect();
    sorted.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
    let (mut right, mut covered) = (0usize, 0usize);
    for (nth, j) in sorted.iter().enumerate() {
        right += usize::from(j.is_right());
        if right as f64 >= PRECISION * (nth + 1) as f64 {
            covered = nth + 1;
        }
    }
    round(covered as f64 / judged.len().max(1) as f64)
}

/// Four digits are more than any of these sets can tell apart.
fn round(figure: f64) -> f64 {
    (figure * 1e4).round() / 1e4
}

/// The high-water mark of resident memory, as Linux tells it.
fn peak_rss_mb() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmHWM:")).unwrap_or_default();
    line.split_whitespace().next().and_then(|kb| kb.parse::<u64>().ok()).unwrap_or(0) / 1024
}
