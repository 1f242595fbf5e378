//! The texts of reports, the monthly analysis and alarms.

use super::Lang;

texts! {
    /// The texts of reports, the monthly analysis and alarms.
    ReportTexts;

    // Which days.
    intro: "这段时间登记的工单，按现在的情况统计；每个数都能回到工单上去核对。", "這段時間登記的工單，按現在的情況統計；每個數字都能回到工單上核對。", "The tickets registered in these days, as they stand now. Every figure can be checked against its tickets.";
    title: "投诉处理报告", "投訴處理報告", "Complaints report";
    from: "从", "從", "From";
    to: "到", "到", "To";
    show: "查看", "查看", "Show";
    four_weeks: "近四周", "近四週", "Four weeks";
    this_week: "本周", "本週", "This week";
    last_week: "上周", "上週", "Last week";
    this_month: "本月", "本月", "This month";
    last_month: "上月", "上月", "Last month";
    quarter: "近 13 周", "近 13 週", "13 weeks";
    monthly: "投诉分析月报", "投訴分析月報", "Monthly analysis";
    sheet: "下载 XLSX", "下載 XLSX", "Download XLSX";
    to_print: "可打印的一页", "可列印的一頁", "A page to print";
    print_hint: "用浏览器的打印功能（Ctrl+P）打印或存成 PDF。", "用瀏覽器的列印功能（Ctrl+P）列印或存成 PDF。", "Print it, or save it as PDF, with your browser (Ctrl+P).";
    no_days: "这两个日期不成一段时间。“到”不能早于“从”，最长十年。", "這兩個日期不成一段時間。「到」不能早於「從」，最長十年。", "These are no days: the second must not be before the first, and ten years are the most.";
    too_many: "这段时间的工单超过 200,000 件，请分段查看。", "這段時間的工單超過 200,000 件，請分段查看。", "There are more than 200,000 tickets in these days. Ask for fewer days.";
    empty_title: "这段时间没有工单", "這段時間沒有工單", "No tickets in these days";
    empty_text: "报告由登记过的工单算出来：类别和部门各占多少、时限守住没有、转了几次单、客户满不满意、什么问题反复出现。换一段时间看看，或先登记一件工单。", "報告由登記過的工單算出來：類別和部門各占多少、時限守住沒有、轉了幾次單、客戶滿不滿意、什麼問題反覆出現。換一段時間看看，或先登記一件工單。", "Reports are made of registered tickets: which categories and departments, which deadlines were kept, how often a ticket was handed on, how satisfied customers are, what keeps coming back. Choose other days, or register a ticket first.";
    to_tickets: "去登记工单", "去登記工單", "Register a ticket";
    made_at: "制表", "製表", "Made";

    // The figures.
    tickets: "登记工单", "登記工單", "Tickets";
    ended: "已闭环", "已結案", "Closed";
    at_once: "一线直接解决", "第一線直接解決", "Solved at the front line";
    in_time: "按时解决", "準時解決", "Resolved in time";
    repeatedly: "反复处理", "反覆處理", "Handled repeatedly";
    repeatedly_hint: "重开过，或转过两次以上", "重開過，或轉過兩次以上", "Reopened, or handed on twice and more";
    at_once_hint: "没转单就落实了", "沒轉單就落實了", "Carried out without a hand-over";
    satisfied: "满意和非常满意", "滿意和非常滿意", "Satisfied or more";
    satisfied_short: "满意", "滿意", "Satisfied";
    of: "/", "/", "of";
    comma: "，", "，", ", ";
    trend: "走势", "走勢", "Trend";
    trend_days: "每天", "每天", "Each day";
    trend_weeks: "每周", "每週", "Each week";
    trend_months: "每月", "每月", "Each month";
    numbers: "图中的数", "圖中的數字", "The numbers of the charts";
    tickets_by_urgency: "工单数", "工單數", "Tickets";
    rates: "按时、反复、满意", "準時、反覆、滿意", "In time, repeatedly, satisfied";
    answer_time: "平均回单时间（分钟）", "平均回覆時間（分鐘）", "Departments' answer time (minutes)";
    minutes_short: "回单（分钟）", "回覆（分鐘）", "Answer (min)";
    no_values: "还没有可画的数。", "還沒有可畫的數字。", "There is nothing to draw yet.";
    days: "日期", "日期", "Days";
    categories: "按类别", "依類別", "By category";
    departments: "按最后经手部门", "依最後經手部門", "By the department that had it last";
    channels: "按渠道", "依管道", "By channel";
    classes: "按客户级别", "依客戶等級", "By customer class";
    rest: "其余", "其餘", "Others:";
    unknown: "未填", "未填", "not given";
    clocks: "时限守住没有", "時限守住沒有", "Were deadlines kept";
    clock: "时限", "時限", "Clock";
    on_time: "按时", "準時", "In time";
    met: "守住", "守住", "Kept";
    missed: "晚了", "晚了", "Late";
    overdue: "已超、还没做", "已逾、還沒做", "Overdue";
    open: "还在计时", "還在計時", "Running";
    transfers: "转单与回单", "轉單與回覆", "Hand-overs and answers";
    transfers_hint: "采纳建议的和没采纳的放在一起看，就知道建议有没有帮上忙。", "採納建議的和沒採納的放在一起看，就知道建議有沒有幫上忙。", "With and without an accepted suggestion: whether suggestions help.";
    all: "全部", "全部", "All";
    with_accepted: "采纳了建议", "採納了建議", "Suggestion accepted";
    without: "没有采纳", "沒有採納", "Not accepted";
    per_ticket: "平均接单次数", "平均接單次數", "Hand-overs a ticket";
    answer_minutes: "平均回单时间（分钟）", "平均回覆時間（分鐘）", "Minutes to the answer";
    satisfaction: "客户满意度", "客戶滿意度", "Satisfaction";
    answered: "回访到的", "回訪到的", "Answered";
    satisfaction_none: "这段时间还没有回访结果。", "這段時間還沒有回訪結果。", "No answers from customers yet.";
    ranks: "建议准不准", "建議準不準", "Were suggestions right";
    ranks_hint: "坐席确认过条目的工单里，正确的条目排在第几。", "客服確認過條目的工單裡，正確的條目排在第幾。", "Of tickets whose entry an agent confirmed: at which place it was suggested.";
    ranks_none: "这段时间还没有人确认过条目。", "這段時間還沒有人確認過條目。", "Nobody confirmed an entry in these days yet.";
    first: "排第一", "排第一", "First";
    among_three: "在前三", "在前三", "Among three";
    not_suggested: "没有给出", "沒有給出", "Not suggested";

    // Frequent problems and measures.
    frequent: "多发问题", "多發問題", "Frequent problems";
    frequent_hint: "同一条目三件以上。原因和做法取自工单上的记录。", "同一條目三件以上。原因和做法取自工單上的紀錄。", "Three tickets or more of one entry. Causes and cures are those on record.";
    frequent_none: "没有三件以上的同类问题。", "沒有三件以上的同類問題。", "No problem came three times or more.";
    when: "何时", "何時", "When";
    places: "何地", "何地", "Where";
    who: "何部门", "何部門", "Who";
    why: "为何", "為何", "Why";
    why_by_entry: "工单上没有记录；条目所载：", "工單上沒有紀錄；條目所載：", "None on record; the entry says:";
    how: "如何处理", "如何處理", "How";
    not_recorded: "没有记录", "沒有紀錄", "not on record";
    its_tickets: "工单", "工單", "Tickets";
    pieces: "件", "件", "tickets";
    measures: "改进措施", "改善措施", "Measures";
    measures_none: "还没有改进措施。在上面的多发问题里写下第一条：根因、做什么、谁负责、何时完成。", "還沒有改善措施。在上面的多發問題裡寫下第一則：根因、做什麼、誰負責、何時完成。", "There are no measures yet. Write the first one down beside a problem above: root cause, what, who, by when.";
    add_measure: "写一条措施", "寫一則措施", "Write a measure down";
    measure_cause: "根因", "根因", "Root cause";
    measure_what: "做什么", "做什麼", "What is done";
    measure_owner: "谁负责", "誰負責", "Who does it";
    measure_due: "何时完成", "何時完成", "By when";
    measure_against: "针对", "針對", "Against";
    measure_keep: "记下", "記下", "Write it down";
    measure_done: "记为完成", "記為完成", "Done";
    measure_is_done: "已完成", "已完成", "done";
    measure_late: "已过期限", "已過期限", "overdue";
    measure_open: "进行中", "進行中", "under way";
    state: "状态", "狀態", "State";
    wrong_blank: "请写上，不超过 1000 字。", "請寫上，不超過 1000 字。", "Say something, in at most 1,000 characters.";
    wrong_date: "请写成 2026-11-30 这样的日期。", "請寫成 2026-11-30 這樣的日期。", "Write a date like 2026-11-30.";
    wrong_entry: "经验库里没有这一条。", "經驗庫裡沒有這一則。", "There is no such entry.";
    written: "措施已记下。", "措施已記下。", "The measure is written down.";
    finished: "已记为完成。", "已記為完成。", "It is marked as done.";

    // The month.
    change: "变化", "變化", "Change";
    key_figures: "关键数字", "關鍵數字", "Key figures";
    alarms_of_month: "本月的预警", "本月的預警", "Alarms of the month";
    no_alarms_of_month: "本月没有发出预警。", "本月沒有發出預警。", "No alarm was raised this month.";
    points: "个百分点", "個百分點", "points";
    other_months: "换一个月", "換一個月", "Another month";

    // Alarms.
    alarms: "预警", "預警", "Alarms";
    alarms_open: "有预警没处理", "有預警沒處理", "Alarms to look at";
    alarms_intro: "某个类别、条目、产品或地区的工单忽然变多，且不像是偶然，就发一条预警，附上作证的工单。每年误报不超过设定的次数：", "某個類別、條目、產品或地區的工單忽然變多，且不像是偶然，就發一則預警，附上作證的工單。每年誤報不超過設定的次數：", "When tickets of a category, entry, product or region rise more than chance explains, an alarm is raised with the tickets that bear witness. False alarms accepted a year:";
    alarms_none: "没有预警。数量一直平稳，或者历史还不满两周，暂时无从比较。", "沒有預警。數量一直平穩，或者歷史還不滿兩週，暫時無從比較。", "No alarms: numbers are steady, or there are not yet two weeks to compare with.";
    alarms_closed: "处理过的预警", "處理過的預警", "Alarms that were closed";
    dimension_category: "类别", "類別", "Category";
    dimension_entry: "条目", "條目", "Entry";
    dimension_product: "产品", "產品", "Product";
    dimension_region: "地区", "地區", "Region";
    raised_at: "发出", "發出", "Raised";
    one_day: "这一天", "這一天", "that day";
    seven_days: "这七天", "這七天", "those seven days";
    observed: "实有", "實有", "There were";
    expected: "按前八周应有", "按前八週應有", "the eight weeks before let one expect";
    chance: "若只是偶然，出现这么多的机会", "若只是偶然，出現這麼多的機會", "were it chance, as many would come once in";
    less_than: "不到", "不到", "less than";
    one_in: "1/", "1/", "";
    witnesses: "作证的工单", "作證的工單", "The tickets that bear witness";
    no_witnesses: "没有作证的工单。", "沒有作證的工單。", "There are none.";
    daily: "每天的工单数", "每天的工單數", "Tickets each day";
    expected_line: "按前八周应有", "按前八週應有", "expected";
    window: "变多的日子", "變多的日子", "the rise";
    days_before: "之前", "之前", "before";
    close: "处理完，关闭", "處理完，關閉", "Close it";
    close_note: "是怎么回事（记在预警里）", "是怎麼回事（記在預警裡）", "What it was (kept with the alarm)";
    closed: "已关闭", "已關閉", "closed";
    still_open: "待处理", "待處理", "open";
    note_too_long: "太长了，不超过 1000 字。", "太長了，不超過 1000 字。", "At most 1,000 characters.";
    look: "看一看", "看一看", "Look at it";
    maintainers_only: "写措施、关闭预警要有维护以上的权限。", "寫措施、關閉預警要有維護以上的權限。", "Measures and closing alarms take the maintainer role.";
}
