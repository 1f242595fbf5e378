//! Promises of `fenzhen eval`, through the real program on small files of made-up rows.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

const SPEED: [&str; 5] = ["train_s", "tickets_per_s", "p50_us", "p99_us", "peak_rss_mb"];
const SUBJECTS: [(&str, &str, [&str; 4]); 3] = [
    ("网络", "维修组", ["宽带断了上不了网", "光猫一直闪红灯", "路由器总掉线", "网速慢得打不开网页"]),
    ("费用", "账务组", ["话费多扣了钱", "账单金额不对", "同一笔重复扣费", "退款一直没到账"]),
    ("delivery", "shipping", ["my parcel never came", "the box was broken", "courier is too slow", "parts were missing"]),
];
const SETTINGS: [&str; 6] = ["昨天开始", "请尽快处理", "打了三次电话", "please help", "已经一周了", "第二次了"];

struct Files {
    folder: tempfile::TempDir,
}

impl Files {
    fn new() -> Files {
        Files { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn write(&self, name: &str, lines: &[String]) -> PathBuf {
        let path = self.folder.path().join(name);
        fs::write(&path, lines.join("\n") + "\n").expect("the file can be written");
        path
    }

    /// Labelled tickets: every subject in every setting, the last setting for testing.
    fn tickets(&self) -> (PathBuf, PathBuf) {
        let rows = |settings: &[&str]| {
            let mut lines = Vec::new();
            for (category, department, texts) in SUBJECTS {
                for text in texts {
                    for setting in settings {
                        let id = format!("t{}", lines.len());
                        let text = format!("{text}，{setting}");
                        let row = json!({"id": id, "title": "", "text": text, "category": category, "department": department});
                        lines.push(row.to_string());
                    }
                }
            }
            lines
        };
        (self.write("train.jsonl", &rows(&SETTINGS[..5])), self.write("test.jsonl", &rows(&SETTINGS[5..])))
    }

    fn entries(&self) -> (PathBuf, PathBuf) {
        let entry = |(nth, (title, category, samples)): (usize, &(&str, &str, [&str; 4]))| {
            let (samples, body) = (&samples[..3], "步骤从略");
            json!({"id": format!("e{nth}"), "title": title, "category": category, "body": body, "samples": samples}).to_string()
        };
        let entries: Vec<String> = SUBJECTS.iter().enumerate().map(entry).collect();
        let question = |(nth, (_, _, samples)): (usize, &(&str, &str, [&str; 4]))| {
            json!({"id": format!("q{nth}"), "text": format!("{}，怎么办", samples[1]), "entry": format!("e{nth}")}).to_string()
        };
        let questions: Vec<String> = SUBJECTS.iter().enumerate().map(question).collect();
        (self.write("entries.jsonl", &entries), self.write("questions.jsonl", &questions))
    }
}

fn eval(kind: &str, from: (&str, &Path), test: &Path, more: &[&str], threads: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fenzhen"));
    command.args(["eval", kind, from.0]).arg(from.1).arg("--test").arg(test).args(more).env("RAYON_NUM_THREADS", threads);
    command.output().expect("the program runs")
}

fn figures(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).expect("one JSON object on stdout")
}

fn keys(value: &Value) -> BTreeSet<&str> {
    value.as_object().expect("an object").keys().map(String::as_str).collect()
}

/// The lines of a predictions file, without the time each took.
fn timeless(path: &Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("predictions were written");
    let line = |line: &str| {
        let mut row: Value = serde_json::from_str(line).expect("a JSON object a line");
        assert_eq!(keys(&row), BTreeSet::from(["confidence", "id", "latency_us", "outcome", "predicted"]));
        row.as_object_mut().and_then(|row| row.remove("latency_us")).expect("a latency");
        row
    };
    text.lines().map(line).collect()
}

#[test]
fn classify_prints_exactly_the_contracted_keys_and_judges_plain_rows_right() {
    let files = Files::new();
    let (train, test) = files.tickets();
    for label in ["category", "department"] {
        let output = eval("classify", ("--train", &train), &test, &["--label", label, "--json"], "2");
        assert!(output.status.success(), "{output:?}");
        let report = figures(&output);
        let wanted = ["n", "accuracy", "macro_f1", "top3", "ece", "coverage_at_p95"];
        assert_eq!(keys(&report), wanted.into_iter().chain(SPEED).collect());
        assert_eq!((&report["n"], &report["accuracy"]), (&json!(12), &json!(1.0)), "{label}: {report}");
    }
}

#[test]
fn match_prints_exactly_the_contracted_keys_and_finds_what_it_was_told() {
    let files = Files::new();
    let (entries, test) = files.entries();
    let output = eval("match", ("--entries", &entries), &test, &["--json"], "2");
    assert!(output.status.success(), "{output:?}");
    let report = figures(&output);
    assert_eq!(keys(&report), ["n", "hit1", "hit3", "hit5", "mrr10"].into_iter().chain(SPEED).collect());
    assert_eq!((&report["n"], &report["hit1"]), (&json!(3), &json!(1.0)), "{report}");
}

#[test]
fn a_malformed_row_is_named_by_its_line_and_the_rest_is_judged() {
    let files = Files::new();
    let (train, test) = files.tickets();
    for (spoilt, other) in [(&train, false), (&test, true)] {
        let mut lines: Vec<String> = fs::read_to_string(spoilt).expect("rows").lines().map(str::to_owned).collect();
        lines.insert(2, r#"{"id":"broken","text":"#.to_owned());
        let broken = files.write("broken.jsonl", &lines);
        let (train, test) = if other { (&train, &broken) } else { (&broken, &test) };
        let output = eval("classify", ("--train", train), test, &["--label", "category", "--json"], "2");
        assert_eq!(output.status.code(), Some(1));
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("broken.jsonl:3") && said.contains("row-malformed"), "{said}");
        assert_eq!(figures(&output)["n"], json!(12));
    }
}

#[test]
fn equal_runs_predict_the_same_whatever_the_number_of_threads() {
    let files = Files::new();
    let ((train, test), (entries, questions)) = (files.tickets(), files.entries());
    let predictions = files.folder.path().join("predictions.jsonl");
    let path = predictions.to_str().expect("a path in UTF-8");
    let classify = |threads: &str| {
        let more = ["--label", "department", "--json", "--predictions", path];
        assert!(eval("classify", ("--train", &train), &test, &more, threads).status.success());
        timeless(&predictions)
    };
    let find = |threads: &str| {
        let more = ["--json", "--predictions", path];
        assert!(eval("match", ("--entries", &entries), &questions, &more, threads).status.success());
        timeless(&predictions)
    };
    let (classified, found) = (classify("1"), find("1"));
    assert_eq!((classified.len(), found.len()), (12, 3));
    assert_eq!((&classified, &classified), (&classify("2"), &classify("2")));
    assert_eq!(found, find("2"));
}
