//! A pack of one's own, made in memory: checked, built, put to its own cases, and asked.
//!
//!     cargo run --example own_pack
//!
//! `PackFiles::from_dir` reads the same from a folder, and `write_to_dir` writes it into one.

use std::error::Error;

use fenzhen_engine::{Home, Knowledge, PackFiles, Policy, Problem, Snapshot, Ticket, check, parse, self_check, suggest};
use jiff::Timestamp;

const TAXONOMY: &str = r#"
[[category]]
id = "bikes/lock"
names = { zh-Hans = "车锁", zh-Hant = "車鎖", en = "Locks" }
department = "street"
urgency = "medium"
remedies = ["结束行程", "退还多收的费用"]

[[category]]
id = "bikes/deposit"
names = { zh-Hans = "押金", zh-Hant = "押金", en = "Deposits" }
department = "accounts"
urgency = "low"
remedies = ["退还押金"]
"#;

const DEPARTMENTS: &str = r#"
[[department]]
id = "street"
names = { zh-Hans = "街面组", zh-Hant = "街面組", en = "Street crew" }
aliases = ["运维"]
escalation = ["班长", "经理", "总经理"]

[[department]]
id = "accounts"
names = { zh-Hans = "账务组", zh-Hant = "帳務組", en = "Accounts" }
aliases = ["财务"]
escalation = ["主管", "经理", "总监"]
"#;

const LOCK: &str = r#"
title = "还车后锁关不上，一直计费"
category = "bikes/lock"
department = "street"
urgency = "medium"
status = "published"
owner = "bike-desk"
reviewed_on = "2026-10-15"
expires_on = "2027-10-15"
symptoms = ["车锁关不上，行程结束不了", "还车以后还在扣钱", "锁坏了一直计费", "关锁没反应"]
similar = ["锁车失败", "还不了车"]
not_for = ["押金退不回来"]
cause = "锁舌卡住，或者锁没有信号，平台不知道车已经还了。"
ask = ["place"]

[[steps]]
do = "记下车号和地点，替客户结束行程。"
who = "坐席"
within = "5m"
done_when = "客户看到行程已结束。"
if_not = "后台打不开时，10分钟内电话请街面组代为结束。"

[[steps]]
do = "到现场修锁，或把车拖回。"
who = "street"
within = "1d"
done_when = "车已能正常开关锁，或已离开街面。"
if_not = "当天去不了时，在后台把车停用。"

[[steps]]
do = "退还多收的费用，短信告诉客户。"
who = "accounts"
within = "1d"
done_when = "退款已到账，短信已送达。"
if_not = "退不了时，2小时内报经理。"

[[scripts]]
when = "安抚"
say = "锁关不上不是您的问题，多收的钱会退给您，我现在就替您结束行程。"

[[cases]]
text = "我把小黄车停好了锁怎么都扣不上，手机上还在跳钱"
expect = "match"
because = "锁关不上，仍在计费"

[[cases]]
text = "车早就还了，行程一直结束不了，关锁没有反应"
expect = "match"
because = "行程结束不了"

[[cases]]
text = "注销账号以后押金没有退"
expect = "no_match"
because = "是押金"
"#;

const DEPOSIT: &str = r#"
title = "押金申请退款后没有到账"
category = "bikes/deposit"
department = "accounts"
urgency = "low"
status = "published"
owner = "bike-desk"
reviewed_on = "2026-10-15"
expires_on = "2027-10-15"
symptoms = ["押金一直不退", "申请退押金没到账", "注销以后押金没有退回来", "押金退到哪里去了"]
similar = ["退押金", "押金不见了"]
not_for = ["车费多收了"]
cause = "原支付卡已经换了，或者退款卡在支付渠道。"
ask = ["account_no"]

[[steps]]
do = "核对账号，查退款单号和退回的卡。"
who = "坐席"
within = "10m"
done_when = "工单里有退款单号和卡的尾号。"
if_not = "查不到退款单时，替客户重新申请。"

[[steps]]
do = "向支付渠道催退，或改退到客户新的卡。"
who = "accounts"
within = "3d"
done_when = "押金已到账。"
if_not = "渠道三天不答复时，报经理改为人工退款。"

[[steps]]
do = "回访，确认客户收到押金。"
who = "坐席"
within = "1d"
done_when = "客户确认已收到。"
if_not = "没有收到就重开工单。"

[[scripts]]
when = "告知进度"
say = "您的押金正在退回，我们会在{deadline}前告诉您结果。"

[[cases]]
text = "上个月点了退押金，到现在钱还没到账"
expect = "match"
because = "退押金没到账"

[[cases]]
text = "换了银行卡，押金退不回来怎么办"
expect = "match"
because = "卡换了"

[[cases]]
text = "锁关不上一直扣费"
expect = "no_match"
because = "是车锁"
"#;

/// Our own categories and entries; service levels and questions as in the pack that ships with the engine.
fn pack() -> PackFiles {
    let shipped = PackFiles::embedded();
    let mut pack = PackFiles::default();
    for path in ["sla.toml", "slots.toml", "lexicon/risk.toml", "lexicon/words.txt", "lexicon/synonyms.txt"] {
        pack.insert(path, shipped.get(path).unwrap_or_default());
    }
    pack.insert("taxonomy.toml", TAXONOMY);
    pack.insert("departments.toml", DEPARTMENTS);
    pack.insert("entries/bikes/lock.toml", LOCK);
    pack.insert("entries/bikes/deposit.toml", DEPOSIT);
    pack
}

fn refuse(problems: &[Problem]) -> Result<(), Box<dyn Error>> {
    for problem in problems {
        eprintln!("{}:{}: {} ({})", problem.path, problem.line.unwrap_or(1), problem.message, problem.help);
    }
    if problems.is_empty() { Ok(()) } else { Err("the pack has problems".into()) }
}

fn main() -> Result<(), Box<dyn Error>> {
    let files = pack();
    let parsed = parse(&files);
    refuse(&check(&parsed))?;

    let policy = Policy::default();
    let knowledge = Knowledge { library: parsed.library.clone(), ..Knowledge::default() };
    let snapshot = Snapshot::build(knowledge, policy.error_target, |_| Home::Memory)?;
    refuse(&self_check(&snapshot, &parsed)?)?;

    for text in ["锁扣不上，手机还在计费", "我的押金什么时候退", "附近哪里有好吃的面馆"] {
        let ticket = Ticket { id: None, title: String::new(), text: text.to_owned(), received_at: Timestamp::now() };
        let suggestion = suggest(&snapshot, &ticket, &policy)?;
        let first = suggestion.entries.first().and_then(|ranked| snapshot.library.entry(&ranked.id));
        println!("{text}\n  {}: {}", suggestion.outcome.as_str(), first.map_or("-", |entry| &entry.title));
    }
    Ok(())
}
