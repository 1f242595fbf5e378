//! For every check a pack that breaks its promise, once: the fixture with one slip in it.

use fenzhen_engine::kb::{FILE_BYTES, PackFiles};

use crate::support::small_pack::{DRAFT, ENTRY, append, swap};

/// A slip, and where it must be found.
pub struct Break {
    /// The check that must fire.
    pub code: &'static str,
    /// The file it must name.
    pub path: &'static str,
    /// What stands in the line it must name; `None` where it names the whole file.
    pub at: Option<&'static str>,
    /// Makes the slip.
    pub make: fn(&mut PackFiles),
}

const fn at(code: &'static str, path: &'static str, needle: &'static str, make: fn(&mut PackFiles)) -> Break {
    Break { code, path, at: Some(needle), make }
}

const fn whole(code: &'static str, path: &'static str, make: fn(&mut PackFiles)) -> Break {
    Break { code, path, at: None, make }
}

const TAXONOMY: &str = "taxonomy.toml";
const DEPARTMENTS: &str = "departments.toml";
const SLOTS: &str = "slots.toml";
const SLA: &str = "sla.toml";
const WORKFLOW: &str = "workflow.toml";
const WORDS: &str = "lexicon/words.txt";
const SYNONYMS: &str = "lexicon/synonyms.txt";
const RISK: &str = "lexicon/risk.toml";
const BASELINE: &str = "baseline.jsonl";

pub const BREAKS: &[Break] = &[
    // Files.
    whole("file-too-large", WORDS, |f| append(f, WORDS, &"# 很长\n".repeat(FILE_BYTES / 6))),
    whole("missing-file", SLA, |f| drop(f.remove(SLA))),
    whole("missing-file", TAXONOMY, |f| drop(f.remove(TAXONOMY))),
    whole("unexpected-file", "entries/telecom/notes.md", |f| append(f, "entries/telecom/notes.md", "# notes\n")),
    whole("unexpected-file", "readme.txt", |f| append(f, "readme.txt", "")),
    // Reading.
    at("toml-syntax", ENTRY, "owner =", |f| swap(f, ENTRY, "owner = \"telecom-desk\"", "owner = = \"telecom-desk\"")),
    at("toml-syntax", DEPARTMENTS, "aliases", |f| swap(f, DEPARTMENTS, "[\"网维\"]", "[\"网维\", ,]")),
    at("unknown-key", ENTRY, "causes", |f| swap(f, ENTRY, "cause = ", "causes = \"\"\ncause = ")),
    at("unknown-key", SLA, "noon = ", |f| swap(f, SLA, "open = ", "noon = 1\nopen = ")),
    at("missing-key", ENTRY, "title", |f| swap(f, ENTRY, "owner = \"telecom-desk\"\n", "")),
    at("missing-key", ENTRY, "[[scripts]]", |f| swap(f, ENTRY, "when = \"安抚\"\n", "")),
    at("wrong-type", ENTRY, "similar", |f| swap(f, ENTRY, "\"LOS红灯\"", "7")),
    at("wrong-type", DRAFT, "similar", |f| swap(f, DRAFT, "similar = []", "similar = \"x\"")),
    at("wrong-type", DRAFT, "steps", |f| append(f, DRAFT, "steps = 3\n")),
    at("unknown-value", ENTRY, "urgency", |f| swap(f, ENTRY, "\"medium\"", "\"Medium\"")),
    at("unknown-value", DRAFT, "\"archived\"", |f| swap(f, DRAFT, "\"draft\"", "\"archived\"")),
    at("blank-text", ENTRY, "not_for", |f| swap(f, ENTRY, "只是慢", "  ")),
    at("text-too-long", ENTRY, "title", |f| swap(f, ENTRY, "光猫红灯\"", &format!("{}\"", "红".repeat(81)))),
    at("control-character", ENTRY, "cause", |f| swap(f, ENTRY, "光信号中断", "光\\u0007信号中断")),
    at("control-character", SYNONYMS, "棒", |f| swap(f, SYNONYMS, "猫棒", "猫\u{202E}棒")),
    at("bad-date", ENTRY, "reviewed_on", |f| swap(f, ENTRY, "2026-10-15", "2026-02-30")),
    at("bad-date", SLA, "20261001", |f| swap(f, SLA, "2026-10-01", "20261001")),
    at("bad-within", ENTRY, "within = \"5分钟\"", |f| swap(f, ENTRY, "\"5m\"", "\"5分钟\"")),
    at("bad-within", SLA, "\"0m\"", |f| swap(f, SLA, "\"15m\"", "\"0m\"")),
    // Entries.
    whole("bad-entry-id", "entries/Telecom/光猫.toml", |f| rename(f, ENTRY, "entries/Telecom/光猫.toml")),
    whole("bad-entry-id", "entries/light-modem.toml", |f| rename(f, ENTRY, "entries/light-modem.toml")),
    at("expires-before-review", ENTRY, "expires_on", |f| swap(f, ENTRY, "2027-10-15", "2025-10-15")),
    at("too-few-symptoms", ENTRY, "symptoms", |f| swap(f, ENTRY, "    \"昨晚开始断网了\",\n", "")),
    at("unknown-category", ENTRY, "category", |f| swap(f, ENTRY, "fault/broadband", "fault/telex")),
    at("unknown-department", ENTRY, "department", |f| swap(f, ENTRY, "department = \"network\"", "department = \"telex\"")),
    at("unknown-slot", ENTRY, "ask", |f| swap(f, ENTRY, "\"place\"", "\"colour\"")),
    at("duplicate-title", ENTRY, "title", |f| swap(f, ENTRY, "光猫红灯", "電視 黑屏")),
    at("duplicate-symptom", ENTRY, "電視打開", |f| swap(f, ENTRY, "昨晚开始断网了", "電視打開 黑屏")),
    at("duplicate-symptom", ENTRY, "昨晚 开始", |f| {
        swap(f, ENTRY, "寬頻突然不能用\",", "寬頻突然不能用\",\n\"昨晚 开始断网了\",")
    }),
    // Steps, scripts, cases.
    at("too-few-steps", ENTRY, "[[steps]]", |f| cut(f, ENTRY, "[[steps]]\ndo = \"回访", "[[scripts]]")),
    at("step-incomplete", ENTRY, "[[steps]]", |f| swap(f, ENTRY, "within = \"5m\"\ndone_when = \"颜色已记下。\"\n", "")),
    at("step-who-unknown", ENTRY, "维修工", |f| swap(f, ENTRY, "who = \"network\"", "who = \"维修工\"")),
    whole("missing-script", ENTRY, |f| cut(f, ENTRY, "[[scripts]]", "[[cases]]")),
    at("unknown-script-occasion", ENTRY, "安慰", |f| swap(f, ENTRY, "安抚", "安慰")),
    at("unknown-placeholder", ENTRY, "say = ", |f| swap(f, ENTRY, "{deadline}", "{tomorrow}")),
    at("unknown-placeholder", ENTRY, "say = ", |f| swap(f, ENTRY, "{deadline}", "{deadline")),
    at("too-few-cases", ENTRY, "[[cases]]", |f| swap(f, ENTRY, "\"no_match\"", "\"match\"")),
    at("case-copies-symptom", ENTRY, "text = \"光猫一直闪红灯", |f| {
        swap(f, ENTRY, "灯都正常，就是晚上看视频很慢", "光猫一直闪红灯， 上不了网")
    }),
    at("case-copies-symptom", ENTRY, "text = \"電視", |f| swap(f, ENTRY, "灯都正常，就是晚上看视频很慢", "電視打開黑屏")),
    at("duplicate-case", ENTRY, "text = \"貓把", |f| append(f, ENTRY, &case("貓把光纤咬断了， 光猫红了，什么时候能来人接"))),
    // Taxonomy, departments, slots.
    at("bad-category-id", TAXONOMY, "Spare", |f| append(f, TAXONOMY, &category("Spare Parts"))),
    at("duplicate-category", TAXONOMY, "# again", |f| {
        append(f, TAXONOMY, &category("telecom/fault/iptv").replacen("iptv\"", "iptv\" # again", 1))
    }),
    at("category-without-department", TAXONOMY, "telex", |f| swap(f, TAXONOMY, "\"network\"", "\"telex\"")),
    at("category-without-department", TAXONOMY, "[[category]]", |f| swap(f, TAXONOMY, "department = \"network\"\n", "")),
    at("missing-name", TAXONOMY, "zh-Hans = \"宽带故障\"", |f| swap(f, TAXONOMY, ", en = \"Broadband fault\"", "")),
    at("missing-name", SLOTS, "[[slot]]", |f| cut(f, SLOTS, "ask = ", "filled_by")),
    at("bad-department-id", DEPARTMENTS, "Billing_2", |f| swap(f, DEPARTMENTS, "\"billing\"", "\"Billing_2\"")),
    at("duplicate-department", DEPARTMENTS, "# again", |f| swap(f, DEPARTMENTS, "\"billing\"", "\"network\" # again")),
    at("alias-clash", DEPARTMENTS, "網路部\", \"账务\"", |f| swap(f, DEPARTMENTS, "[\"账务\"]", "[\"網路部\", \"账务\"]")),
    at("escalation-not-three", DEPARTMENTS, "\"主管\", \"总监\"", |f| swap(f, DEPARTMENTS, "\"主管\", \"经理\"", "\"主管\"")),
    at("bad-slot-id", SLOTS, "the-place", |f| append(f, SLOTS, &slot("the-place"))),
    at("duplicate-slot", SLOTS, "# again", |f| append(f, SLOTS, &slot("place").replacen("\"place\"", "\"place\" # again", 1))),
    at("unknown-signal-kind", SLOTS, "colour", |f| swap(f, SLOTS, "[\"place\"]", "[\"place\", \"colour\"]")),
    // Service levels.
    at("sla-missing-urgency", SLA, "[urgency.high]", |f| cut(f, SLA, "[urgency.low]", "[[escalation]]")),
    at("bad-progress", SLA, "hourly", |f| swap(f, SLA, "every 2h", "hourly")),
    at("sla-not-monotone", SLA, "resolve = \"2d\"", |f| swap(f, SLA, "resolve = \"2h\"", "resolve = \"2d\"")),
    at("sla-bad-escalation", SLA, "[[escalation]]", |f| swap(f, SLA, "level = 2", "level = 4")),
    at("sla-bad-escalation", SLA, "[[escalation]]", |f| swap(f, SLA, "after = \"2h\"", "after = \"2d\"")),
    // A day by the wall may be over before two hours of business have begun.
    at("sla-bad-escalation", SLA, "[[escalation]]", |f| swap(f, SLA, "after = \"1wd\"", "after = \"1d\"")),
    at("unknown-time-zone", SLA, "time_zone", |f| swap(f, SLA, "Asia/Shanghai", "Asia/Peking")),
    at("sla-bad-hours", SLA, "close = ", |f| swap(f, SLA, "\"18:00\"", "\"08:00\"")),
    at("sla-bad-hours", SLA, "open = ", |f| swap(f, SLA, "\"09:00\"", "\"9点\"")),
    at("sla-bad-hours", SLA, "work_days", |f| swap(f, SLA, "\"tue\"", "\"mon\"")),
    at("duplicate-holiday", SLA, "# again", |f| swap(f, SLA, "\"2026-10-03\"", "\"2026-10-01\" # again")),
    at("make-up-day-clash", SLA, "2026-10-12", |f| swap(f, SLA, "2026-10-10", "2026-10-12")),
    at("make-up-day-clash", SLA, "# again", |f| swap(f, SLA, "\"2026-10-10\"", "\"2026-10-03\" # again")),
    at("sla-class", SLA, "acknowledge = \"20m\" # A", |f| append(f, SLA, &class("A", "acknowledge = \"20m\" # A"))),
    at("sla-class", SLA, "id = \"A\" # again", |f| {
        append(f, SLA, &(class("A", "") + &class("A", "").replacen("\"A\"", "\"A\" # again", 1)));
    }),
    // Workflow.
    at("wrong-type", WORKFLOW, "quiet", |f| swap(f, WORKFLOW, "quiet = true", "quiet = \"yes\"")),
    at("unknown-value", WORKFLOW, "stops", |f| swap(f, WORKFLOW, "[\"acknowledge\"]", "[\"acknowledged\"]")),
    at("bad-workflow-id", WORKFLOW, "\"Re-open\"", |f| {
        swap(f, WORKFLOW, "id = \"begin\"", "id = \"Re-open\"");
    }),
    at("duplicate-workflow-id", WORKFLOW, "# again", |f| swap(f, WORKFLOW, "id = \"resume\"", "id = \"wait\" # again")),
    at("workflow-ends", WORKFLOW, "[[state]]", |f| swap(f, WORKFLOW, "start = true\n", "")),
    at("unknown-state", WORKFLOW, "\"gone\"", |f| swap(f, WORKFLOW, "to = [\"waiting\"]", "to = [\"waiting\", \"gone\"]")),
    at("transition-incomplete", WORKFLOW, "# nobody", |f| {
        swap(f, WORKFLOW, "[[transition]]\nid = \"wait\"", "[[transition]] # nobody\nid = \"wait\"");
        swap(f, WORKFLOW, "to = [\"waiting\"]\nwho = [\"agent\"]", "to = [\"waiting\"]");
    }),
    at("transition-incomplete", WORKFLOW, "# twice", |f| {
        swap(f, WORKFLOW, "[[transition]]\nid = \"begin\"", "[[transition]] # twice\nid = \"begin\"");
        swap(f, WORKFLOW, "stops = [\"acknowledge\"]", "stops = [\"acknowledge\"]\ndrops = [\"acknowledge\"]");
    }),
    at("route-unknown", WORKFLOW, "telecom/telex", |f| swap(f, WORKFLOW, "telecom/fault", "telecom/telex")),
    at("route-unknown", WORKFLOW, "\"telex\"", |f| swap(f, WORKFLOW, "[\"network\", \"own\"]", "[\"telex\", \"own\"]")),
    at("duplicate-route", WORKFLOW, "# again", |f| {
        swap(f, WORKFLOW, "[[advice]]", "[[route]]\ncategory = \"telecom/fault\" # again\nvia = [\"own\"]\n\n[[advice]]");
    }),
    at("bad-survey", WORKFLOW, "reopen = \"wait\"", |f| swap(f, WORKFLOW, "reopen = \"reopen\"", "reopen = \"wait\"")),
    at("bad-survey", WORKFLOW, "[survey]", |f| {
        cut(f, WORKFLOW, "[[survey.question]]\nnames = { zh-Hans = \"结果", "[[survey.question]]\nnames = { zh-Hans = \"速度")
    }),
    // Lexicon.
    at("word-malformed", WORDS, "光猫", |f| swap(f, WORDS, "光猫 1000 n", "光猫 many n")),
    at("word-duplicate", WORDS, "光猫 3 n", |f| append(f, WORDS, "光猫 3 n\n")),
    at("word-not-normalised", WORDS, "寬頻", |f| append(f, WORDS, "寬頻 3 n\n")),
    at("synonym-malformed", SYNONYMS, "只有一个", |f| append(f, SYNONYMS, "只有一个\n")),
    at("synonym-malformed", SYNONYMS, "甲，乙", |f| append(f, SYNONYMS, "甲，乙, 丙\n")),
    at("synonym-useless", SYNONYMS, "网络", |f| append(f, SYNONYMS, "网络, 網絡\n")),
    at("synonym-conflict", SYNONYMS, "调制器", |f| append(f, SYNONYMS, "數據機 => 调制器\n")),
    at("duplicate-risk-id", RISK, "# again", |f| swap(f, RISK, "\"many\"", "\"safety\" # again")),
    at("risk-empty", RISK, "# nothing", |f| {
        append(f, RISK, "[[risk]] # nothing\nid = \"spare\"\nreason = \"无\"\nraises_to = \"high\"\n")
    }),
    at("risk-raises-nothing", RISK, "\"low\"", |f| swap(f, RISK, "\"medium\"", "\"low\"")),
    at("risk-pattern-invalid", RISK, "(冒", |f| swap(f, RISK, "冒.{0,3}烟", "(冒.{0,3}烟")),
    at("risk-pattern-invalid", RISK, "9999", |f| swap(f, RISK, "冒.{0,3}烟", "(.{9999}){99}")),
    at("risk-pattern-invalid", RISK, "冒*", |f| swap(f, RISK, "冒.{0,3}烟", "冒*")),
    at("duplicate-risk-word", RISK, "整栋楼", |f| swap(f, RISK, "[\"整栋楼\"]", "[\"整栋楼\", \"受傷\"]")),
    // Baseline.
    at("baseline-malformed", BASELINE, "b-3", |f| append(f, BASELINE, "{\"id\": \"b-3\", \"text\": \"喂\"}\n")),
    at("baseline-duplicate", BASELINE, "給我講", |f| {
        append(f, BASELINE, "{\"id\": \"b-3\", \"text\": \"給我講個笑話\", \"because\": \"闲聊\"}\n")
    }),
];

/// Moves a file.
fn rename(files: &mut PackFiles, from: &str, to: &str) {
    let content = files.remove(from).unwrap_or_default();
    files.insert(to, content);
}

/// Takes out what stands from `from` to before `to`.
fn cut(files: &mut PackFiles, path: &str, from: &str, to: &str) {
    let content = files.get(path).unwrap_or_default();
    let (start, end) = (content.find(from).expect("where to begin"), content.find(to).expect("where to end"));
    let whole = content[start..end].to_owned();
    swap(files, path, &whole, "");
}

fn case(text: &str) -> String {
    format!("[[cases]]\ntext = \"{text}\"\nexpect = \"match\"\nbecause = \"又一次\"\n")
}

fn category(id: &str) -> String {
    let names = "{ zh-Hans = \"备件\", zh-Hant = \"備件\", en = \"Spare\" }";
    format!("[[category]]\nid = \"{id}\"\nnames = {names}\ndepartment = \"network\"\nurgency = \"low\"\n")
}

fn class(id: &str, high: &str) -> String {
    let names = "{ zh-Hans = \"大客户\", zh-Hant = \"大客戶\", en = \"Key\" }";
    format!("\n[[class]]\nid = \"{id}\"\nnames = {names}\n\n[class.urgency.high]\n{high}\n")
}

fn slot(id: &str) -> String {
    let names = "{ zh-Hans = \"别处\", zh-Hant = \"別處\", en = \"Elsewhere\" }";
    format!("[[slot]]\nid = \"{id}\"\nnames = {names}\nask = {names}\nfilled_by = []\n")
}
