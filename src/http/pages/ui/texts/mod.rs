//! Every text of the interface, once, in its three languages. A text that one language lacks does not compile.
//!
//! Those that every page may need, and the desk's and the library's, are here; each other part of the workbench has a
//! file of its own. What the library says (names, entries, questions) is not here: it comes in the languages the library has.

use super::language::Lang;

macro_rules! texts {
    ($(#[$about:meta])* $texts:ident; $($name:ident: $hans:literal, $hant:literal, $en:literal;)*) => {
        $(#[$about])*
        #[derive(Debug)]
        pub struct $texts {
            $(pub $name: &'static str,)*
        }

        impl $texts {
            /// The texts in a language.
            pub fn of(lang: Lang) -> &'static $texts {
                static HANS: $texts = $texts { $($name: $hans,)* };
                static HANT: $texts = $texts { $($name: $hant,)* };
                static EN: $texts = $texts { $($name: $en,)* };
                match lang {
                    Lang::Hans => &HANS,
                    Lang::Hant => &HANT,
                    Lang::En => &EN,
                }
            }
        }
    };
}

pub mod desk;
pub mod library;
pub mod problems;
pub mod reports;
pub mod runs;
pub mod tickets;

texts! {
    /// The texts that every page may need, the desk's and the library's.
    Texts;

    // Every page.
    product: "分诊", "分診", "fenzhen";
    skip: "跳到正文", "跳到正文", "Skip to the content";
    nav: "主导航", "主導覽", "Main";
    nav_desk: "分诊台", "分診台", "Desk";
    nav_tickets: "工单", "工單", "Tickets";
    nav_library: "经验库", "經驗庫", "Library";
    nav_runs: "批次", "批次", "Runs";
    nav_reports: "报告", "報告", "Reports";
    nav_tokens: "令牌", "權杖", "Tokens";
    language: "语言", "語言", "Language";
    sign_out: "退出", "登出", "Sign out";
    open_door: "未设令牌，仅限本机", "未設權杖，僅限本機", "No tokens: this machine only";

    // What goes wrong.
    not_there: "没有这一页", "沒有這一頁", "There is no such page";
    not_there_fix: "它可能已被移走，也可能地址有误。请从分诊台重新开始。", "它可能已被移走，也可能網址有誤。請從分診台重新開始。", "It may have moved, or the address is wrong. Start again from the desk.";
    broken: "出错了，这次没有完成", "出錯了，這次沒有完成", "That did not work";
    broken_fix: "请再试一次；还不行就告诉管理员，原因写在日志里。", "請再試一次；還不行就告訴管理員，原因寫在記錄檔裡。", "Try again. If it fails once more, tell the operator: the log says why.";
    unproven: "这个页面已经过期", "這個頁面已經過期", "This page has expired";
    unproven_fix: "请返回上一页，刷新后再提交。您写的内容还在这个标签页里。", "請返回上一頁，重新整理後再送出。您寫的內容還在這個分頁裡。", "Go back, reload the page and send it again. What you wrote is still in this tab.";
    too_low: "您的令牌没有这个权限", "您的權杖沒有這個權限", "Your token may not do this";
    too_low_fix: "请向管理员要一个权限更高的令牌，然后重新登录。", "請向管理員索取權限更高的權杖，然後重新登入。", "Ask the operator for a token with a higher role, then sign in again.";
    back: "回到刚才的页面", "回到剛才的頁面", "Back to the page";
    to_desk: "回到分诊台", "回到分診台", "Back to the desk";
    session_over: "登录已失效。内容还在，重新登录后接着做。", "登入已失效。內容還在，重新登入後接著做。", "You are signed out. Your text is kept; sign in to go on.";
    session_over_fix: "重新登录后会回到刚才的页面，写过的内容自动填回。", "重新登入後會回到剛才的頁面，寫過的內容自動填回。", "Sign in again: you come back to the page, and what you wrote is filled in.";
    unreachable: "连不上服务。内容还在，请稍后再试。", "連不上服務。內容還在，請稍後再試。", "The service cannot be reached. Your text is kept; try again in a moment.";
    too_long: "这段文字太长了。请只贴投诉本身，不带附件和往来记录。", "這段文字太長了。請只貼投訴本身，不帶附件和往來紀錄。", "This text is too long. Paste the complaint itself, without attachments or history.";

    // Signing in.
    sign_in: "登录", "登入", "Sign in";
    token: "令牌", "權杖", "Token";
    token_hint: "管理员给您的那一串，以 fz_ 开头。", "管理員給您的那一串，以 fz_ 開頭。", "The one your operator gave you; it begins with fz_.";
    token_refused: "这个令牌不对，或者已被收回。请检查有没有漏贴字符，或向管理员要一个新的。", "這個權杖不對，或者已被收回。請檢查有沒有漏貼字元，或向管理員索取新的。", "This token is wrong or was revoked. Check that you pasted all of it, or ask the operator for a new one.";

    // Tokens.
    tokens_intro: "每个人、每个系统各用一个令牌，改动都记在令牌的名字下。", "每個人、每個系統各用一個權杖，更動都記在權杖的名字下。", "One token for each person and each system: every change is recorded under its name.";
    tokens_none: "还没有令牌。现在这台机器上的人都能使用；建立第一个令牌之后，每个人都要凭令牌登录。", "還沒有權杖。現在這台機器上的人都能使用；建立第一個權杖之後，每個人都要憑權杖登入。", "There are no tokens yet. Everybody on this machine is let in; once there is one, everybody needs theirs.";
    token_new: "新建令牌", "新增權杖", "New token";
    token_name: "谁用或哪个系统用", "誰用或哪個系統用", "Who or what will use it";
    token_role: "权限", "權限", "Role";
    token_create: "建立", "建立", "Create";
    token_made: "令牌已建立，只显示这一次，请马上交给使用者：", "權杖已建立，只顯示這一次，請馬上交給使用者：", "The token is made. It is shown only now, so pass it on at once:";
    token_name_refused: "请写明谁用或哪个系统用，不超过 64 个字。", "請寫明誰用或哪個系統用，不超過 64 個字。", "Say who or what will use it, in at most 64 characters.";
    token_created_at: "建立时间", "建立時間", "Created";
    token_state: "状态", "狀態", "State";
    token_active: "有效", "有效", "Active";
    token_revoked: "已收回", "已收回", "Revoked";
    token_revoke: "收回", "收回", "Revoke";
    role_agent: "坐席：提问、查阅、反馈", "客服：提問、查閱、回饋", "Agent: asks, reads, gives feedback";
    role_maintainer: "维护：另可写草稿、试演", "維護：另可寫草稿、試演", "Maintainer: also drafts and rehearses";
    role_publisher: "发布：另可发布、停用、回退", "發布：另可發布、停用、回復", "Publisher: also publishes, retires, rolls back";
    role_admin: "管理：另可管令牌和导入", "管理：另可管權杖和匯入", "Admin: also tokens and imports";

    // The desk.
    complaint: "投诉内容", "投訴內容", "Complaint";
    complaint_hint: "把客户的原话贴进来，建议随写随出。", "把客戶的原話貼進來，建議隨寫隨出。", "Paste what the customer said. The suggestion follows as you type.";
    suggest: "给出建议", "給出建議", "Suggest";
    clear: "清空", "清空", "Clear";
    empty_title: "先看三个例子", "先看三個例子", "Three examples to start with";
    empty_intro: "点一个，看看会给出什么：类别、责任部门、紧急程度、关键信息，以及照着做的步骤。", "點一個，看看會給出什麼：類別、責任部門、緊急程度、關鍵資訊，以及照著做的步驟。", "Click one to see what comes out: category, department, urgency, key facts, and steps to follow.";
    key_move: "看建议", "看建議", "to the suggestion";
    key_back: "回来改", "回來改", "back to the text";
    key_open: "换条目", "換條目", "through entries";
    facts: "关键信息", "關鍵資訊", "Key facts";
    facts_none: "文字里没有找到关键信息。", "文字裡沒有找到關鍵資訊。", "No key facts were found in the text.";
    reveal: "点按显示", "點按顯示", "click to reveal";
    marked: "标出关键信息的原文", "標出關鍵資訊的原文", "The text with its key facts";
    ask: "还要问客户", "還要問客戶", "Still to ask";
    outcome_answer: "可以采用", "可以採用", "Ready to use";
    outcome_ambiguous: "有两种可能", "有兩種可能", "Two possibilities";
    outcome_no_match: "经验库里没有", "經驗庫裡沒有", "Not in the library";
    outcome_answer_more: "把握足够，照步骤处理即可。", "把握足夠，照步驟處理即可。", "Confident enough: follow the steps.";
    outcome_ambiguous_more: "两种都说得通。看看各自的依据，问清楚再定。", "兩種都說得通。看看各自的依據，問清楚再定。", "Both fit. Look at what speaks for each, and ask before you decide.";
    outcome_no_match_more: "没有足够相像的经验，不勉强给答案。下面只列出最接近的，供您参考。", "沒有足夠相像的經驗，不勉強給答案。下面只列出最接近的，供您參考。", "Nothing is similar enough, so there is no answer. What comes closest is listed for reference only.";
    category: "类别", "類別", "Category";
    department: "责任部门", "責任部門", "Department";
    urgency: "紧急程度", "緊急程度", "Urgency";
    entry: "经验条目", "經驗條目", "Entry";
    high: "高", "高", "High";
    medium: "中", "中", "Medium";
    low: "低", "低", "Low";
    sure_high: "很有把握", "很有把握", "Confident";
    sure_middle: "较有把握", "較有把握", "Fairly sure";
    sure_low: "把握不大", "把握不大", "Unsure";
    maybe: "也可能", "也可能", "Or";
    deadlines: "时限", "時限", "Deadlines";
    acknowledge_by: "受理", "受理", "Acknowledge";
    respond_by: "部门答复", "部門答覆", "Respond";
    resolve_by: "解决", "解決", "Resolve";
    progress_every: "进度：每隔", "進度：每隔", "Progress: every";
    progress_daily: "进度：每个工作日不迟于", "進度：每個工作日不遲於", "Progress: each working day by";
    progress_closing: "进度：结案前告知", "進度：結案前告知", "Progress: before closing";
    left: "还有", "還有", "in";
    overdue: "已超", "已逾", "overdue by";
    unit_d: "天", "天", "d";
    unit_h: "小时", "小時", "h";
    unit_m: "分钟", "分鐘", "min";
    unit_wd: "个工作日", "個工作日", "working days";
    cause: "原因", "原因", "Cause";
    steps: "步骤", "步驟", "Steps";
    within: "内", "內", "";
    done_when: "做完的标志", "做完的標誌", "Done when";
    if_not: "做不到时", "做不到時", "If not";
    scripts: "话术", "話術", "Scripts";
    copy: "复制", "複製", "Copy";
    copied: "已复制", "已複製", "Copied";
    copy_failed: "浏览器不让复制，请手动选中。", "瀏覽器不讓複製，請手動選取。", "The browser refused; select the text and copy it.";
    why: "依据", "依據", "Why";
    why_hint: "指到一个词，它在原文里亮起来；数字是它的分量。", "指到一個詞，它在原文裡亮起來；數字是它的份量。", "Point at a word to light it up in the text; the number is its weight.";
    versus: "为什么不是另一个", "為什麼不是另一個", "Why not the other";
    speaks_for: "支持", "支持", "Speaks for";
    near_case: "与确认过的案例相像", "與確認過的案例相像", "Like a confirmed case";
    near_example: "与条目里的话相像", "與條目裡的話相像", "Like an example of the entry";
    bias: "平时的常见程度", "平時的常見程度", "How common it is";
    rest: "其余零碎", "其餘零碎", "All the rest";
    confirm: "对，采用", "對，採用", "Right, use it";
    correct: "更正", "更正", "Correct";
    reject: "都不对", "都不對", "None fits";
    verdict: "这个建议对吗？", "這個建議對嗎？", "Is this right?";
    confirmed: "已采用，并记作案例。", "已採用，並記作案例。", "Confirmed, and learned as a case.";
    corrected: "已更正，并记作案例。", "已更正，並記作案例。", "Corrected, and learned as a case.";
    rejected: "已记下：这些都不对。", "已記下：這些都不對。", "Noted: none of these fits.";
    moved: "经验库刚有更新，建议变了。请再看一遍。", "經驗庫剛有更新，建議變了。請再看一遍。", "The library has just changed and so has the suggestion. Please look again.";
    contradicts: "同样的投诉，之前有人给过别的答案：", "同樣的投訴，之前有人給過別的答案：", "Somebody decided otherwise for the same complaint:";
    replace: "以我的为准", "以我的為準", "Use mine instead";
    leave: "保留原来的", "保留原來的", "Leave it";
    search_label: "改成哪一个类别、部门或条目？", "改成哪一個類別、部門或條目？", "Which category, department or entry is it?";
    search_hint: "输入名称或其中几个字，↑↓ 选择，回车确定", "輸入名稱或其中幾個字，↑↓ 選擇，Enter 確定", "Type part of a name, choose with ↑↓, confirm with Enter";
    search_none: "没有这个名字。换几个字试试。", "沒有這個名字。換幾個字試試。", "Nothing is called that. Try other words.";
    close: "关闭", "關閉", "Close";
    revision: "经验库版本", "經驗庫版本", "Library revision";
    milliseconds: "毫秒", "毫秒", "ms";
    who_agent: "坐席", "客服", "Agent";
    who_leader: "班长", "班長", "Team leader";
    who_customer: "客户", "客戶", "Customer";

    // The library.
    library_intro: "坐席看到的每一条建议都出自这里。改动先试演，看清影响再发布，随时可以回退。", "客服看到的每一則建議都出自這裡。更動先試演，看清影響再發布，隨時可以回復。", "Every suggestion comes from here. Changes are rehearsed before they are published, and can always be taken back.";
    find: "查找", "尋找", "Find";
    find_hint: "标题或编号里的字", "標題或編號裡的字", "Words of a title or an id";
    domain: "领域", "領域", "Domain";
    any: "全部", "全部", "All";
    state: "状态", "狀態", "State";
    draft: "草稿", "草稿", "Draft";
    review: "待审", "待審", "For review";
    published: "已发布", "已發布", "Published";
    retired: "已停用", "已停用", "Retired";
    found_none: "没有符合条件的条目。放宽条件，或新建一条。", "沒有符合條件的條目。放寬條件，或新增一則。", "No entry fits. Ask for less, or write a new one.";
    next_page: "下一页", "下一頁", "Next page";
    new_entry: "新建条目", "新增條目", "New entry";
    new_id: "编号：领域/名称，用小写字母、数字和 -", "編號：領域/名稱，用小寫字母、數字和 -", "Id: domain/name, in lower-case letters, digits and -";
    write: "开始写", "開始寫", "Write it";
    edit: "修改", "修改", "Edit";
    history: "历史", "歷史", "History";
    owner: "负责人", "負責人", "Owner";
    reviewed_on: "复核日期", "覆核日期", "Reviewed on";
    expires_on: "有效期至", "有效期至", "Expires on";
    title: "标题", "標題", "Title";
    symptoms: "客户的原话", "客戶的原話", "Customers' words";
    similar: "关键词和短语", "關鍵詞和短語", "Keywords and phrases";
    one_a_line: "一行一句", "一行一句", "one a line";
    not_for: "看起来像、其实不是的情况", "看起來像、其實不是的情況", "Looks alike, but is not";
    ask_for: "处理前要问清的", "處理前要問清的", "To have before acting";
    step_do: "做什么", "做什麼", "What to do";
    step_who: "谁做", "誰做", "Who";
    departments: "部门", "部門", "Departments";
    people: "人", "人", "People";
    step_within: "时限", "時限", "Within";
    within_hint: "15m、2h、1d、3wd（分钟、小时、天、工作日）", "15m、2h、1d、3wd（分鐘、小時、天、工作日）", "15m, 2h, 1d, 3wd (working days)";
    when: "场合", "場合", "Occasion";
    say: "怎么说", "怎麼說", "What to say";
    cases: "用例", "用例", "Cases";
    case_text: "另一位客户的原话", "另一位客戶的原話", "Another customer's words";
    expect: "该不该命中", "該不該命中", "Expected";
    expect_match: "该命中", "該命中", "To match";
    expect_no_match: "不该命中", "不該命中", "Not to match";
    because: "为什么", "為什麼", "Why";
    add: "再加一个", "再加一個", "Add one";
    remove: "去掉", "移除", "Remove";
    move_up: "上移", "上移", "Move up";
    move_down: "下移", "下移", "Move down";
    parts: "这一页的各部分", "這一頁的各部分", "Parts of this page";
    part_basics: "基本情况", "基本情況", "Basics";
    part_words: "客户怎么说", "客戶怎麼說", "Words";
    part_save: "保存", "儲存", "Save";
    to_form: "回到表单", "回到表單", "Back to the form";
    preview: "预览", "預覽", "Preview";
    problems: "要改的地方", "要改的地方", "To fix";
    mend_now: "现在要改", "現在要改", "To fix now";
    mend_later: "发布前还要补", "發布前還要補", "Missing before it can be published";
    before_publishing: "发布前：", "發布前：", "Before publishing:";
    not_saved: "还没有保存，先把下面标出的改好。", "還沒有儲存，先把下面標出的改好。", "Not saved yet: fix what is marked below first.";
    this_entry: "本条", "本則", "this entry";
    not_checked: "没有检查成，下面的结果可能已经过时。", "沒有檢查成，下面的結果可能已經過時。", "This could not be checked; what stands here may be out of date.";
    no_problems: "没有发现问题。", "沒有發現問題。", "No problems found.";
    note: "为什么改（记在历史里）", "為什麼改（記在歷史裡）", "Why (kept in the history)";
    save_draft: "存为草稿", "存為草稿", "Save as draft";
    save_review: "送审", "送審", "Send for review";
    rehearse: "试演", "試演", "Rehearse";
    publish: "发布", "發布", "Publish";
    retire: "停用", "停用", "Retire";
    saved: "已保存，坐席还看不到。", "已儲存，客服還看不到。", "Saved. Agents do not see it yet.";
    done: "已生效，成为版本", "已生效，成為版本", "Done, as revision";
    conflict: "您改的时候，别人也改了这一条。两边都还在：", "您改的時候，別人也改了這一則。兩邊都還在：", "Somebody else changed this entry meanwhile. Nothing is lost:";
    conflict_fix: "下面是您写的。对照别人的改动，改好再保存就以您的为准；或者放弃，改看别人的。", "下面是您寫的。對照別人的更動，改好再儲存就以您的為準；或者放棄，改看別人的。", "Below is what you wrote. Compare it with theirs and save it to overrule them, or give it up.";
    yours: "您的", "您的", "Yours";
    theirs: "别人的", "別人的", "Theirs";
    take_theirs: "放弃我的，看别人的", "放棄我的，看別人的", "Give mine up";
    rehearsal: "试演结果", "試演結果", "The rehearsal";
    in_this_change: "这次会改什么", "這次會改什麼", "What this changes";
    first_time: "坐席现在还看不到这一条，下面是全部内容。", "客服現在還看不到這一則，下面是全部內容。", "Agents do not see it yet; this is all of it.";
    retires_it: "停用之后，坐席不再看到这一条。内容不变，随时可以再发布。", "停用之後，客服不再看到這一則。內容不變，隨時可以再發布。", "Agents will not see it any more. Nothing in it changes, and it can be published again.";
    cases_asked: "试过的用例", "試過的用例", "Cases tried";
    cases_of: "全部用例", "全部用例", "of all";
    gate_sound: "可以发布：没有问题，没有用例被破坏。", "可以發布：沒有問題，沒有用例被破壞。", "Ready: no problems, and no case breaks.";
    gate_problems: "有问题，改好才能发布。", "有問題，改好才能發布。", "There are problems to fix first.";
    gate_cases: "会破坏原来成立的用例。改好，或者写明放行的理由。", "會破壞原來成立的用例。改好，或者寫明放行的理由。", "Cases that held would break. Fix them, or say why they may.";
    broken_cases: "会被破坏的用例", "會被破壞的用例", "Cases that would break";
    impact: "对近期工单的影响", "對近期工單的影響", "Impact on recent tickets";
    impact_none: "近期工单的建议都不变。", "近期工單的建議都不變。", "No recent ticket gets another suggestion.";
    of_tickets: "条工单中会变的", "則工單中會變的", "tickets; these change";
    ticket: "工单", "工單", "Ticket";
    now: "现在", "現在", "Now";
    then: "以后", "以後", "Then";
    waive: "放行的理由", "放行的理由", "Why they may break";
    may_not_publish: "您可以试演；发布要由有发布权限的人来做。", "您可以試演；發布要由有發布權限的人來做。", "You may rehearse; somebody with the publisher role publishes.";
    nothing: "和现在的一样，没有可发布的改动。", "和現在的一樣，沒有可發布的更動。", "It stands like this already: there is nothing to publish.";
    changed_by: "谁改的", "誰改的", "Who";
    changed_at: "什么时候", "什麼時候", "When";
    diff: "改了什么", "改了什麼", "What changed";
    was: "原来", "原來", "Was";
    is: "改为", "改為", "Is";
    no_changes: "内容没有不同。", "內容沒有不同。", "Nothing differs.";
    roll_back: "回到这一版", "回到這一版", "Back to this";
    roll_back_title: "回到版本", "回到版本", "Back to revision";
    roll_back_about: "内容会变回那一版的样子，马上对坐席生效，并成为一个新的版本。下面是会变的地方。", "內容會變回那一版的樣子，馬上對客服生效，並成為一個新的版本。下面是會變的地方。", "It will say again what it said then. Agents see it at once, as a new revision. This is what changes:";
    cancel: "不回退", "不回復", "Leave it as it is";
    nobody: "（未署名）", "（未署名）", "(unnamed)";
    health_of: "体检", "健檢", "Health";
    not_done: "没有完成", "沒有完成", "That was not done";
}
