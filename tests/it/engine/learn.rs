//! Promises of `learn`, through its public interface only.

use fenzhen_engine::learn::{Bag, HeldOutAnswer, Model, Passage, Reason, ScoredTicket, Task, Threshold, Word, threshold};

/// Words split at blanks, which is all these texts need.
fn words(text: &str) -> Vec<Word<'_>> {
    let base = text.as_ptr() as usize;
    text.split_whitespace()
        .map(|term| {
            let start = term.as_ptr() as usize - base;
            Word { term, start: start as u32, end: (start + term.len()) as u32 }
        })
        .collect()
}

fn bag(title: &str, text: &str) -> Bag {
    let (in_title, in_text) = (words(title), words(text));
    Bag::of(&Passage { text: title, words: &in_title }, &Passage { text, words: &in_text })
}

fn read(model: &Model, title: &str, text: &str) -> ScoredTicket {
    let (in_title, in_text) = (words(title), words(text));
    model.read(&Passage { text: title, words: &in_title }, &Passage { text, words: &in_text })
}

const SUBJECTS: [[&str; 6]; 4] = [
    ["宽带 断网", "光猫 红灯", "网速 很慢", "路由器 掉线", "上不了 网", "宽带 报修"],
    ["话费 多扣", "账单 不对", "重复 扣费", "退款 没到账", "费用 太高", "流量 乱扣费"],
    ["refund my money", "charged twice", "wrong bill", "money back please", "double payment", "bill too high"],
    ["快递 丢了", "包裹 破损", "派送 太慢", "快递 没收到", "物流 不更新", "包裹 少件"],
];
const SETTINGS: [&str; 6] = ["昨天 晚上", "今天 早上", "请 尽快 处理", "please help", "一直 这样", "三天 了"];

/// Four labels with 36 examples each.
fn examples() -> (Vec<Bag>, Task) {
    let (mut bags, mut labels) = (Vec::new(), Vec::new());
    for (label, subjects) in SUBJECTS.iter().enumerate() {
        for subject in subjects {
            for setting in SETTINGS {
                bags.push(bag("", &format!("{setting} {subject}")));
                labels.push(Some(label as u32));
            }
        }
    }
    (bags, Task::new(labels))
}

fn bytes(model: &Model) -> Vec<u8> {
    serde_json::to_vec(model).expect("a model can be written")
}

#[test]
fn a_ticket_like_the_examples_gets_their_label() {
    let (bags, task) = examples();
    let model = Model::train(bags, &[task]);
    for (label, text) in ["光猫 一直 红灯", "账单 扣费 不对", "i was charged twice, refund me", "包裹 丢了"].iter().enumerate()
    {
        let ranked = model.rank(0, &read(&model, "", text));
        assert_eq!(ranked[0].label, label as u32, "{text}: {ranked:?}");
    }
}

#[test]
fn probabilities_add_up_to_one_and_scores_fall() {
    let (bags, task) = examples();
    let model = Model::train(bags, &[task]);
    for text in ["光猫 红灯", "", "无关 的 话", "refund 宽带"] {
        let ranked = model.rank(0, &read(&model, "标题", text));
        assert!((ranked.iter().map(|one| one.confidence).sum::<f64>() - 1.0).abs() < 1e-9, "{text}: {ranked:?}");
        assert!(ranked.windows(2).all(|pair| pair[0].score >= pair[1].score), "{text}: {ranked:?}");
        assert!(ranked.iter().all(|one| one.confidence.is_finite() && one.score.is_finite()), "{text}: {ranked:?}");
    }
}

#[test]
fn contributions_add_up_to_the_score_and_point_into_the_text() {
    let (bags, task) = examples();
    let model = Model::train(bags, &[task]);
    let (title, text) = ("宽带 断网 断网", "光猫  红灯, please refund\nmy money 宽带");
    let (in_title, in_text) = (words(title), words(text));
    let (title, text) = (Passage { text: title, words: &in_title }, Passage { text, words: &in_text });
    let reading = model.read(&title, &text);
    let ranked = model.rank(0, &reading);
    assert_eq!(ranked.len(), 4);
    let wanted: Vec<(usize, u32)> = ranked.iter().map(|one| (0, one.label)).collect();
    for (one, parts) in ranked.iter().zip(model.explain(&wanted, &reading)) {
        let sum: f64 = parts.iter().map(|part| part.weight).sum();
        assert!((sum - one.score).abs() < 1e-9, "label {}: {sum} is not {}", one.label, one.score);
        for part in parts {
            if let Reason::Feature { place, start, end, .. } = part.reason {
                let passage = if place == fenzhen_engine::learn::Place::Title { title.text } else { text.text };
                assert!(passage.get(start as usize..end as usize).is_some(), "{part:?}");
            }
        }
    }
}

#[test]
fn the_nearest_case_is_named() {
    let (bags, task) = examples();
    let model = Model::train(bags, &[task]);
    let hits = read(&model, "", "三天 了 包裹 破损").near_cases().to_vec();
    assert_eq!(hits[0].example, 36 * 3 + 6 + 5);
    assert!(hits.windows(2).all(|pair| pair[0].similarity >= pair[1].similarity));
    assert!(hits[0].similarity > 0.8 && hits[0].similarity <= 1.0, "{:?}", hits[0]);
}

#[test]
fn equal_inputs_give_equal_bytes_whatever_the_number_of_threads() {
    let trained = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool of threads");
        let (bags, task) = examples();
        bytes(&pool.install(|| Model::train(bags, &[task])))
    };
    let one = trained(1);
    assert!(one == trained(2) && one == trained(5));
}

#[test]
fn nothing_to_learn_from_is_no_answer_rather_than_a_panic() {
    let reading_of = |model: &Model| read(model, "标题", "宽带 断网");
    let empty = Model::train(Vec::new(), &[Task::default()]);
    assert!(empty.rank(0, &reading_of(&empty)).is_empty());
    assert!(empty.rank(7, &reading_of(&empty)).is_empty());
    let unlabelled = Model::train(vec![bag("", "宽带"), bag("", "")], &[Task::new(vec![None, None])]);
    assert!(unlabelled.rank(0, &reading_of(&unlabelled)).is_empty());
    assert!(unlabelled.held_out(0).is_empty());
}

#[test]
fn one_label_or_one_example_a_label_is_enough() {
    let single = Model::train(vec![bag("", "宽带 断网"), bag("", "")], &[Task::new(vec![Some(0), Some(0)])]);
    assert_eq!(single.rank(0, &read(&single, "", "断网")).len(), 1);
    let texts: Vec<String> = SUBJECTS.iter().flatten().map(|text| (*text).to_owned()).collect();
    let bags = texts.iter().map(|text| bag("", text)).collect();
    let each = Model::train(bags, &[Task::new((0..texts.len() as u32).map(Some).collect())]);
    for (label, text) in texts.iter().enumerate() {
        assert_eq!(each.rank(0, &read(&each, "", text))[0].label, label as u32, "{text}");
    }
    assert!(each.held_out(0).is_empty());
}

#[test]
fn tasks_share_the_examples_and_keep_their_own_labels() {
    let (bags, category) = examples();
    let department = Task::new(category.labels.iter().map(|label| label.map(|label| label % 2)).collect());
    let model = Model::train(bags, &[category, department]);
    let reading = read(&model, "", "包裹 破损");
    assert_eq!((model.rank(0, &reading)[0].label, model.rank(1, &reading)[0].label), (3, 1));
}

#[test]
fn weights_that_are_no_numbers_count_as_one() {
    let (bags, task) = examples();
    let odd = Task { weights: vec![f32::NAN, -1.0, 0.0, f32::INFINITY], ..task.clone() };
    assert!(bytes(&Model::train(bags.clone(), &[odd])) == bytes(&Model::train(bags, &[task])));
}

#[test]
fn examples_that_may_not_be_held_out_are_not() {
    let (bags, task) = examples();
    let none = Task { may_hold_out: vec![false; bags.len()], ..task.clone() };
    assert!(Model::train(bags.clone(), &[none]).held_out(0).is_empty());
    assert_eq!(Model::train(bags, &[task]).held_out(0).len(), 144);
}

#[test]
fn a_threshold_keeps_errors_within_the_target() {
    let outcomes: Vec<HeldOutAnswer> =
        (0..1000).map(|n| HeldOutAnswer { confidence: f64::from(n) / 1000.0, right: n >= 500 || n % 2 == 0 }).collect();
    let Threshold::AtLeast { confidence, coverage, held_out } = threshold(&outcomes, 0.05) else {
        panic!("the target can be met")
    };
    let answered: Vec<&HeldOutAnswer> = outcomes.iter().filter(|one| one.confidence >= confidence).collect();
    let wrong = answered.iter().filter(|one| !one.right).count();
    assert!(wrong as f64 <= 0.05 * answered.len() as f64);
    assert_eq!((held_out, answered.len() as f64 / 1000.0), (1000, coverage));
    assert!(coverage > 0.54, "{coverage}");
}

#[test]
fn a_threshold_says_when_there_is_too_little_data() {
    let few = vec![HeldOutAnswer { confidence: 0.99, right: true }; 30];
    assert_eq!(threshold(&few, 0.05), Threshold::TooLittleData { held_out: 30, needed: 60 });
    let wrong = vec![HeldOutAnswer { confidence: 0.9, right: false }; 100];
    assert_eq!(threshold(&wrong, 0.05), Threshold::OutOfReach { held_out: 100 });
    assert!(matches!(threshold(&[], f64::NAN), Threshold::TooLittleData { held_out: 0, .. }));
}

#[test]
fn a_later_task_hears_the_earlier_and_still_adds_up() {
    let (bags, department) = examples();
    let bureau = Task::new(department.labels.iter().map(|label| label.map(|label| label / 2)).collect());
    let model = Model::train(bags, &[bureau, department.clone(), department]);
    let text = "光猫 红灯 包裹 破损 refund";
    let in_text = words(text);
    let (title, text) = (Passage::default(), Passage { text, words: &in_text });
    let reading = model.read(&title, &text);
    for task in 0..3 {
        for one in model.rank(task, &reading) {
            let [parts] = &model.explain(&[(task, one.label)], &reading)[..] else { panic!("one label, one explanation") };
            let sum: f64 = parts.iter().map(|part| part.weight).sum();
            assert!((sum - one.score).abs() < 1e-9, "task {task}, label {}: {sum} is not {}", one.label, one.score);
        }
    }
}

#[test]
fn a_phrase_is_known_once_training_has_seen_it() {
    let (bags, task) = examples();
    let model = Model::train(bags, &[task]);
    assert!(model.knows("光猫") && model.knows("红灯"));
    assert!(!model.knows("数据机") && !model.knows("") && !model.knows("猫"));
}
