//! A draft to begin with, that says what goes where.

use fenzhen_engine::kb::Status;
use jiff::ToSpan;
use jiff::civil::Date;

use crate::app::library::error::LibraryError;
use crate::app::library::health::OPEN;
use crate::app::library::{Library, paths};

/// What a draft says where somebody has to write: first the title, two symptoms and the cause, then of a step the task, what
/// shows it done and what if not.
const BEGUN: [&str; 7] = [
    "一句话说清是什么问题，以及它和相似问题的区别（80 字以内）",
    "客户的原话之一",
    "客户的原话之二",
    "为什么会发生",
    "做什么，做到哪里为止",
    "看到什么就算做完",
    "做不成时的下一步或升级",
];

/// Whether a text is what a draft began with, and nobody has written anything there yet.
#[must_use]
pub fn is_placeholder(text: &str) -> bool {
    BEGUN.contains(&text.trim()) || text.trim_start().starts_with(OPEN)
}

impl Library<'_> {
    /// The file of a new entry, with what to write in each place. It reads as a draft without problems.
    ///
    /// # Errors
    /// When it can be no entry's id.
    pub fn entry_template(&self, id: &str) -> Result<String, LibraryError> {
        paths::of_entry(id)?;
        let snapshot = self.snapshot();
        let today = self.clock.now().to_zoned(snapshot.calendar.zone().clone()).date();
        let domain = id.split('/').next().unwrap_or_default();
        // The category of a neighbour is the likeliest, and shows what one looks like.
        let mut published = snapshot.library.entries.iter().filter(|entry| entry.status == Status::Published);
        let neighbour = published.find(|entry| entry.id.split('/').next() == Some(domain));
        let of_neighbour = neighbour.map(|entry| (entry.category.as_str(), entry.department.as_str()));
        let any = snapshot.library.taxonomy.categories.first().map(|c| (c.id.as_str(), c.department.as_str()));
        let (category, department) = of_neighbour.or(any).unwrap_or(("domain/category", "department"));
        let owner = neighbour.map_or_else(|| format!("{domain}-desk"), |entry| entry.owner.clone());
        Ok(written(today, category, department, &owner))
    }
}

fn written(today: Date, category: &str, department: &str, owner: &str) -> String {
    let [title, one, two, cause, task, done_when, if_not] = BEGUN;
    let next_year = today.saturating_add(1.year());
    format!(
        r#"# 新经验条目。带 # 的行是说明，写好后可以删掉。保存：fenzhen kb edit ID --file 本文件；发布：fenzhen kb publish ID
title = "{title}"
category = "{category}"         # taxonomy.toml 里的类别
department = "{department}"       # departments.toml 里的责任部门
urgency = "medium"               # high | medium | low
status = "draft"                 # draft | review；发布后由系统改为 published
owner = "{owner}"
reviewed_on = "{today}"
expires_on = "{next_year}"

# 客户会怎么说？至少 4 句，用客户的原话，换不同的说法。工单就是靠这些话找到本条目的。
symptoms = [
    "{one}",
    "{two}",
]
# 客户可能用到的词和短语，例如 "光猫红灯"。
similar = []
# 看起来像、其实不是的情况，例如 "灯全灭，属于光猫没通电"。
not_for = []
cause = "{cause}"
# 处理前必须问清的信息，写 slots.toml 里的名字，例如 ["account_no", "since_when"]。
ask = []

# 处理步骤：一步一个 [[steps]]，让第一天上班的人也能照着做。
[[steps]]
do = "{task}"
who = "坐席"                     # 坐席、班长、客户，或部门的名字（id）
within = "15m"                   # m 分钟、h 小时、d 天、wd 工作日
done_when = "{done_when}"
if_not = "{if_not}"

# 话术：{{…}} 是要填的空。
[[scripts]]
when = "安抚"
say = "您好，给您添麻烦了，我马上为您处理。"

# 用例：别的客户的原话，证明本条目该命中（match）或不该命中（no_match）。发布至少要 2 条 match、1 条 no_match，
# 而且不能照抄上面的 symptoms。
# [[cases]]
# text = "另一位客户的原话"
# expect = "match"
# because = "为什么"
"#
    )
}
