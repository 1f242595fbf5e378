//! The texts of the library's pages beside the entries: gaps, symptoms, health, lexicon, cases.

use crate::http::pages::ui::language::Lang;

texts! {
    /// The texts of the library's pages beside the entries.
    LibraryTexts;

    // The ways between them.
    nav: "经验库的各页", "經驗庫的各頁", "Pages of the library";
    nav_entries: "条目", "條目", "Entries";
    nav_gaps: "没答上的", "沒答上的", "Gaps";
    nav_health: "体检", "健檢", "Health";
    nav_lexicon: "词典", "詞典", "Lexicon";
    nav_cases: "案例", "案例", "Cases";

    // Coverage gaps.
    gaps_intro: "经验库答不上、或者答了又被退回的工单，相像的归成一组。从最大的一组开始：拟一条新条目，或者把客户的话收进已有条目。", "經驗庫答不上、或者答了又被退回的工單，相像的歸成一組。從最大的一組開始：擬一則新條目，或者把客戶的話收進已有條目。", "Tickets the library could not answer, or answered wrongly, put together by likeness. Begin with the largest group: draft a new entry, or take the customer's words into one that exists.";
    // `{read}` tickets were looked at, and those without an answer make `{groups}`.
    gaps_counted: "看过最近 {read} 张工单，没答上的归成 {groups} 组。", "看過最近 {read} 張工單，沒答上的歸成 {groups} 組。", "Of {read} recent tickets, those not answered make {groups} groups.";
    gaps_first: "只列出前面这些组：", "只列出前面這些組：", "Only the first groups are listed:";
    gaps_no_tickets: "还没有工单。坐席在分诊台提问、或者系统送来工单之后，答不上的会在这里归成组。", "還沒有工單。客服在分診台提問、或者系統送來工單之後，答不上的會在這裡歸成組。", "There are no tickets yet. Once agents ask at the desk, or a system sends tickets, those without an answer are grouped here.";
    gaps_none: "最近的工单都答上了。过几天再来看，或者看看体检里还有什么。", "最近的工單都答上了。過幾天再來看，或者看看健檢裡還有什麼。", "Every recent ticket got an answer. Come back in some days, or see what else the health page names.";
    gap_tickets: "张工单", "張工單", "tickets";
    gap_rejected: "其中被退回", "其中被退回", "of them rejected";
    gap_words: "共同的词", "共同的詞", "Words in common";
    gap_draft: "拟一条草稿", "擬一則草稿", "Draft an entry";
    gap_id: "编号（可以改成好记的）", "編號（可以改成好記的）", "Id (change it to one you will remember)";
    gap_drafted: "这一组已经有草稿：", "這一組已經有草稿：", "There is a draft for this group:";
    take_in: "收进已有条目", "收進已有條目", "Take into an entry";
    drafted: "这是按工单拟的草稿，还没有保存。「待定」的地方请补上，再写清处理步骤。", "這是按工單擬的草稿，還沒有儲存。「待定」的地方請補上，再寫清處理步驟。", "A draft made from tickets, not saved yet. Fill in what says 待定 (open), and write the steps.";

    // A symptom from a ticket.
    symptom_title: "把客户的话收进条目", "把客戶的話收進條目", "Take a customer's words into an entry";
    symptom_which: "收进哪一条？", "收進哪一則？", "Into which entry?";
    symptom_nearest: "最接近的条目", "最接近的條目", "The closest entries";
    symptom_found: "找到的条目", "找到的條目", "Entries found";
    symptom_none: "没有找到条目。换几个字，或者新建一条。", "沒有找到條目。換幾個字，或者新增一則。", "No entry was found. Try other words, or write a new one.";
    symptom_add: "补充客户的说法", "補充客戶的說法", "Add customers' words";
    symptom_search: "在最近的工单里找", "在最近的工單裡找", "Search recent tickets";
    symptom_search_hint: "工单里的词，用空格隔开", "工單裡的詞，用空格隔開", "Words of the ticket, separated by blanks";
    symptom_no_tickets: "没有这样的工单。换几个词，或者把客户的话贴在下面。", "沒有這樣的工單。換幾個詞，或者把客戶的話貼在下面。", "There is no such ticket. Try other words, or paste what the customer said below.";
    symptom_paste: "或者把客户的话贴在这里", "或者把客戶的話貼在這裡", "Or paste what the customer said";
    symptom_masked: "电话、证件等个人号码会自动遮住；最多取 300 个字。", "電話、證件等個人號碼會自動遮住；最多取 300 個字。", "Personal numbers are masked; at most 300 characters are taken.";
    symptom_empty: "请先贴一句客户的话。", "請先貼一句客戶的話。", "Paste what a customer said first.";
    symptom_take: "收进来", "收進來", "Take it in";
    symptom_taken: "已把这句话加到「客户的原话」的最后，还没有保存：", "已把這句話加到「客戶的原話」的最後，還沒有儲存：", "Added to the end of the customers' words, not saved yet:";
    symptom_known: "这句话已经在「客户的原话」里了，没有再加。", "這句話已經在「客戶的原話」裡了，沒有再加。", "This is among the customers' words already; nothing was added.";

    // Health.
    health_intro: "要照看的条目，重要的在前。改好一条，它就从这里消失。", "要照看的條目，重要的在前。改好一則，它就從這裡消失。", "Entries to look after, the gravest first. What is fixed disappears from here.";
    health_of: "要照看的", "要照看的", "To look after";
    health_conflicts: "相互冲突", "相互衝突", "Conflicts";
    health_duplicates: "内容重复", "內容重複", "Near-duplicates";
    health_due: "过期或该复核", "過期或該覆核", "Expired or due";
    health_unused: "从未用到", "從未用到", "Never used";
    health_words: "词典不认识的词", "詞典不認識的詞", "Unknown words";
    conflicts_about: "同一句投诉，两条都说得通，办法却不一样。合成一条，或者把不属于自己的情况写进「看起来像、其实不是」。", "同一句投訴，兩則都說得通，辦法卻不一樣。合成一則，或者把不屬於自己的情況寫進「看起來像、其實不是」。", "Both entries answer the same complaint, but not with the same. Make them one, or write under 'looks alike but is not' what belongs to the other.";
    duplicates_about: "两条说的几乎一样。留一条，把另一条停用。", "兩則說的幾乎一樣。留一則，把另一則停用。", "Two entries say much the same. Keep one and retire the other.";
    due_about: "有效期已过，或者三十天内到期。核对内容，改复核日期和有效期；不再适用的停用。", "有效期已過，或者三十天內到期。核對內容，改覆核日期和有效期；不再適用的停用。", "Expired, or within thirty days of it. Check them and move the dates, or retire what no longer holds.";
    unused_about: "最近的工单里，它一次也没有排到第一。也许客户用的是别的说法：从工单补充几句。", "最近的工單裡，它一次也沒有排到第一。也許客戶用的是別的說法：從工單補充幾句。", "It came first for none of the recent tickets. Perhaps customers call it otherwise: add their words from tickets.";
    words_about: "许多工单里有、词典里没有的词。加进词典，就不会被切碎。", "許多工單裡有、詞典裡沒有的詞。加進詞典，就不會被切碎。", "Words of many tickets that the dictionary does not know. Once added, they are kept whole.";
    health_none_more: "这一项没有要照看的。", "這一項沒有要照看的。", "Nothing to look after here.";
    unused_no_tickets: "还没有工单，说不出哪些条目用不到。", "還沒有工單，說不出哪些條目用不到。", "Without tickets nobody can say which entries are not used.";
    reason: "原因", "原因", "Reason";
    differs_department: "责任部门不同", "責任部門不同", "different departments";
    differs_steps: "步骤不同", "步驟不同", "different steps";
    witness_texts: "句话为证，最接近的一句：", "句話為證，最接近的一句：", "texts prove it; the closest:";
    alike: "相像程度", "相像程度", "Alike";
    shared: "共同的词：", "共同的詞：", "shared words:";
    expired_days: "已过期天数：", "已過期天數：", "days since it expired:";
    left_days: "剩余天数：", "剩餘天數：", "days left:";
    never_first: "最近的工单都没有用到，工单数：", "最近的工單都沒有用到，工單數：", "came first for none of the recent tickets:";
    word: "词", "詞", "Word";
    in_tickets: "出现在工单", "出現在工單", "In tickets";
    example: "例子", "例子", "Example";
    add_word: "加进词典", "加進詞典", "Add to the lexicon";
    listed_first: "只列出前面这些，共有：", "只列出前面這些，共有：", "Only the first are listed, of:";

    // Lexicon.
    lexicon_intro: "词典决定一句话怎么切成词，同义词让客户的说法找到条目里的说法。改完先看切分，再试演；发布之前坐席看到的都不变。", "詞典決定一句話怎麼切成詞，同義詞讓客戶的說法找到條目裡的說法。改完先看切分，再試演；發布之前客服看到的都不變。", "The dictionary decides how a text is cut into words; synonyms lead from customers' words to the entries'. See how texts are cut, rehearse, then publish; until then nothing changes for agents.";
    new_word: "加一个词", "加一個詞", "Add a word";
    new_group: "加一组同义词", "加一組同義詞", "Add a group of synonyms";
    add_line: "加进来", "加進來", "Add";
    words_file: "词典 words.txt", "詞典 words.txt", "Dictionary words.txt";
    words_hint: "一行一个词：词 频数 词性，后两项可以不写，例如「光猫 1000 n」。# 开头的行是说明。", "一行一個詞：詞 頻數 詞性，後兩項可以不寫，例如「光猫 1000 n」。# 開頭的行是說明。", "One word a line: word, frequency, part of speech; the last two may be left out, as in 光猫 1000 n. Lines that begin with # are comments.";
    synonyms_file: "同义词 synonyms.txt", "同義詞 synonyms.txt", "Synonyms synonyms.txt";
    synonyms_hint: "一行一组：「宽频, 宽带」互相等价；「数据机, 猫棒 => 光猫」左边的也当右边的找。逗号用半角。", "一行一組：「宽频, 宽带」互相等價；「数据机, 猫棒 => 光猫」左邊的也當右邊的找。逗號用半形。", "One group a line: 宽频, 宽带 are equal; in 数据机, 猫棒 => 光猫 the left ones are looked up as the right one, too. Use half-width commas.";
    risk_file: "风险词 risk.toml", "風險詞 risk.toml", "Risk words risk.toml";
    risk_hint: "命中这些词的工单，紧急程度至少提到 raises_to。", "命中這些詞的工單，緊急程度至少提到 raises_to。", "Tickets with these words get at least the urgency raises_to.";
    cut_title: "这句话怎么切", "這句話怎麼切", "How a text is cut";
    cut_text: "试一句话", "試一句話", "A text to try";
    cut_button: "看看怎么切", "看看怎麼切", "See how it is cut";
    cut_same: "切分和同义词都不变。", "切分和同義詞都不變。", "Nothing changes for this text.";
    cut_differs: "框出来的地方和另一边不同。", "框出來的地方和另一邊不同。", "What is framed differs from the other side.";
    cut_synonyms: "同义词", "同義詞", "Synonyms";
    cut_no_synonyms: "没有用到同义词。", "沒有用到同義詞。", "No synonym applies.";
    cut_inside: "其中也认得", "其中也認得", "also found inside";
    line: "第", "第", "line";
    line_after: "行", "行", "";
    lexicon_nothing: "还没有改动：三个文件都和现在的一样。", "還沒有更動：三個檔案都和現在的一樣。", "Nothing was changed yet: all three files say what they said.";
    lexicon_conflict: "您改的时候，别人发布了同一个文件。您写的都还在：", "您改的時候，別人發布了同一個檔案。您寫的都還在：", "Somebody else published the same file meanwhile. All you wrote is still here:";
    lexicon_conflict_fix: "可以一键把别人的改动并进您写的里；也可以对照着自己改。再试演就以下面写的为准。", "可以一鍵把別人的更動併進您寫的裡；也可以對照著自己改。再試演就以下面寫的為準。", "Take their changes into yours with one click, or compare and edit by hand. The next rehearsal goes by what stands below.";
    lexicon_merge: "把别人的改动并进来", "把別人的更動併進來", "Take their changes in";
    lexicon_merged: "别人的改动已经并进下面的文字，请看一遍再试演。", "別人的更動已經併進下面的文字，請看一遍再試演。", "Their changes are in the text below. Look it over, then rehearse.";
    added_word: "已在词典最后一行加上，还没有发布：", "已在詞典最後一行加上，還沒有發布：", "Added as the last line of the dictionary, not published yet:";
    known_word: "词典已经认识这个词：", "詞典已經認識這個詞：", "The dictionary knows this word already:";
    back_to_edit: "回去再改", "回去再改", "Back to the editor";

    // Cases.
    cases_intro: "坐席确认过的工单。模型照着它们学：教错的要撤销，撤销的留在记录里，不再起作用。", "客服確認過的工單。模型照著它們學：教錯的要撤銷，撤銷的留在紀錄裡，不再起作用。", "Tickets that agents confirmed. The model learns from them: revoke what was taught wrongly. It stays on record and teaches no more.";
    cases_none: "还没有案例。坐席在分诊台采用或更正一条建议，它就成为案例。", "還沒有案例。客服在分診台採用或更正一則建議，它就成為案例。", "There are no cases yet. When an agent confirms or corrects a suggestion at the desk, it becomes one.";
    cases_none_fit: "没有符合条件的案例。放宽条件再看。", "沒有符合條件的案例。放寬條件再看。", "No case fits. Ask for less.";
    case_author: "谁教的", "誰教的", "Taught by";
    case_entry: "条目标题或编号", "條目標題或編號", "Entry's title or id";
    with_revoked: "连撤销的也列出", "連撤銷的也列出", "Revoked ones, too";
    contradicting: "相互矛盾的案例", "相互矛盾的案例", "Cases that contradict each other";
    contradicting_about: "说的几乎是同一件事，教的却不一样。看看哪一个错了，把它撤销。", "說的幾乎是同一件事，教的卻不一樣。看看哪一個錯了，把它撤銷。", "They say almost the same and were taught differently. See which is wrong, and revoke it.";
    contradicts_case: "与之矛盾：", "與之矛盾：", "contradicts";
    revoke: "撤销", "撤銷", "Revoke";
    revoke_because: "撤销的理由", "撤銷的理由", "Why it is revoked";
    revoked: "已撤销", "已撤銷", "Revoked";
    revoked_done: "已撤销，模型正在重新学习。案例", "已撤銷，模型正在重新學習。案例", "Revoked; the model is learning again. Case";
    unknown_label: "经验库里已经没有", "經驗庫裡已經沒有", "no longer in the library";
    all_cases: "其余案例，新的在前", "其餘案例，新的在前", "All others, newest first";
}
