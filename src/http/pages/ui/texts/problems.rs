//! What the problems of the library's files say to people who never see the files: by the check that found them, what is
//! wrong and how to fix it. `{0}`, `{1}` … stand for what the problem names.

use crate::http::pages::ui::language::Lang;

macro_rules! problems {
    ($($code:literal: $hans:literal, $hans_fix:literal; $hant:literal, $hant_fix:literal; $en:literal, $en_fix:literal;)*) => {
        /// What is wrong, and how to fix it; `None` for checks of what no page edits.
        pub fn of_check(code: &str, lang: Lang) -> Option<(&'static str, &'static str)> {
            let (hans, hant, en) = match code {
                $($code => (($hans, $hans_fix), ($hant, $hant_fix), ($en, $en_fix)),)*
                _ => return None,
            };
            Some(match lang {
                Lang::Hans => hans,
                Lang::Hant => hant,
                Lang::En => en,
            })
        }
    };
}

problems! {
    // Any text.
    "blank-text": "「{0}」没有写。", "写上，或者整行去掉。"; "「{0}」沒有寫。", "寫上，或者整行移除。"; "“{0}” says nothing.", "Write it, or take the line out.";
    "text-too-long": "「{0}」有 {1} 个字，最多 {2} 个。", "说得短一些，或者分成几条。"; "「{0}」有 {1} 個字，最多 {2} 個。", "說得短一些，或者分成幾則。"; "“{0}” has {1} characters; {2} are the most.", "Say it in fewer words, or split it.";
    "control-character": "有看不见的字符（{0}）。", "把那一段删掉，重新打一遍。"; "有看不見的字元（{0}）。", "把那一段刪掉，重新打一遍。"; "There is a character that cannot be seen ({0}).", "Delete that part and type it again.";
    "missing-key": "「{0}」没有填。", "填上它。"; "「{0}」沒有填。", "填上它。"; "“{0}” is left out.", "Fill it in.";
    "unknown-value": "「{0}」不能是「{1}」。", "从列出的里面选一个。"; "「{0}」不能是「{1}」。", "從列出的裡面選一個。"; "“{0}” cannot be “{1}”.", "Choose one of those listed.";
    "bad-date": "「{0}」不是日期：{1}。", "写成 2026-10-15 这样。"; "「{0}」不是日期：{1}。", "寫成 2026-10-15 這樣。"; "“{0}” is not a valid date: {1}.", "Write it like 2026-10-15.";
    "bad-within": "看不懂「{0}」：{1}。", "写数字加单位：15m（分钟）、2h（小时）、1d（天）、3wd（工作日）。"; "看不懂「{0}」：{1}。", "寫數字加單位：15m（分鐘）、2h（小時）、1d（天）、3wd（工作日）。"; "“{0}” is not understood: {1}.", "Write a number with m, h, d or wd (working days), such as 15m or 3wd.";
    "placeholder": "「{0}」还是提示文字，没有写过。", "换成这一条自己的内容。"; "「{0}」還是提示文字，沒有寫過。", "換成這一則自己的內容。"; "“{0}” is still what the form began with.", "Write what this entry has to say.";

    // Entries.
    "expires-before-review": "有效期 {0} 不晚于复核日期 {1}。", "改成下次该复核的日子，一般是一年后。"; "有效期 {0} 不晚於覆核日期 {1}。", "改成下次該覆核的日子，一般是一年後。"; "It expires on {0}, but was reviewed on {1}.", "Set it to when it must be reviewed again, usually a year later.";
    "too-few-symptoms": "客户的原话有 {0} 句，至少要 {1} 句才找得到。", "再写几句别的客户会怎么说。"; "客戶的原話有 {0} 句，至少要 {1} 句才找得到。", "再寫幾句別的客戶會怎麼說。"; "There are {0} of the customers' sentences; it takes {1} to be found.", "Add how other customers put it.";
    "unknown-category": "经验库里没有类别「{0}」。", "选一个有的类别。"; "經驗庫裡沒有類別「{0}」。", "選一個有的類別。"; "The library has no category “{0}”.", "Choose one that is there.";
    "unknown-department": "经验库里没有部门「{0}」。", "选一个有的部门。"; "經驗庫裡沒有部門「{0}」。", "選一個有的部門。"; "The library has no department “{0}”.", "Choose one that is there.";
    "unknown-slot": "经验库里没有「{0}」这一项可问。", "去掉它，选列出的。"; "經驗庫裡沒有「{0}」這一項可問。", "移除它，選列出的。"; "The library does not know how to ask for “{0}”.", "Take it out, and choose from the list.";
    "duplicate-title": "{0}已经用了这个标题。", "写出这一条的不同之处，或者把两条合成一条。"; "{0}已經用了這個標題。", "寫出這一則的不同之處，或者把兩則合成一則。"; "{0} has this title already.", "Say what sets this one apart, or make the two one.";
    "duplicate-symptom": "「{0}」已经是{1}的第 {2} 句原话。", "留在它该在的那一条，这里换一句。"; "「{0}」已經是{1}的第 {2} 句原話。", "留在它該在的那一則，這裡換一句。"; "“{0}” is sentence {2} of {1} already.", "Keep it where it belongs, and put another customer's words here.";
    "too-few-steps": "步骤有 {0} 个，至少要 {1} 个。", "问清、处理、告知客户，各成一步。"; "步驟有 {0} 個，至少要 {1} 個。", "問清、處理、告知客戶，各成一步。"; "There are {0} steps; it takes {1}.", "Ask, act, tell the customer: make each a step.";
    "step-incomplete": "这一步缺：{all}。", "补上。"; "這一步缺：{all}。", "補上。"; "This step lacks: {all}.", "Fill that in.";
    "step-who-unknown": "没有「{0}」这样的人或部门。", "从列出的里面选一个。"; "沒有「{0}」這樣的人或部門。", "從列出的裡面選一個。"; "There is nobody called “{0}”.", "Choose somebody from the list.";
    "missing-script": "还没有话术。", "至少写一段对客户说的话。"; "還沒有話術。", "至少寫一段對客戶說的話。"; "There is no script.", "Write at least one thing to say to the customer.";
    "unknown-script-occasion": "没有「{0}」这个场合。", "从列出的里面选一个。"; "沒有「{0}」這個場合。", "從列出的裡面選一個。"; "There is no occasion “{0}”.", "Choose one of those listed.";
    "unknown-placeholder": "空格 {0} 没有内容可填，或者括号不成对。", "只用已有的空格名，例如 {order_no}、{deadline}、{department}。"; "空格 {0} 沒有內容可填，或者括號不成對。", "只用已有的空格名，例如 {order_no}、{deadline}、{department}。"; "Nothing fills the blank {0}, or a brace has no partner.", "Use blanks that are known, such as {order_no}, {deadline}, {department}.";
    "too-few-cases": "用例里该命中的有 {0} 条、不该命中的有 {1} 条，至少要 {2} 条和 {3} 条。", "用别的客户的原话补上。"; "用例裡該命中的有 {0} 則、不該命中的有 {1} 則，至少要 {2} 則和 {3} 則。", "用別的客戶的原話補上。"; "There are {0} cases to match and {1} not to; it takes {2} and {3}.", "Add some, in other customers' words.";
    "case-copies-symptom": "这条用例照抄了{0}的客户原话，证明不了什么。", "换成另一位客户的说法。"; "這則用例照抄了{0}的客戶原話，證明不了什麼。", "換成另一位客戶的說法。"; "This case copies a sentence of {0} and proves nothing.", "Use another customer's words.";
    "duplicate-case": "{0}里已经有这条用例。", "留一条就够了。"; "{0}裡已經有這則用例。", "留一則就夠了。"; "{0} has this case already.", "Keep one of them.";
    "case-fails": "用例「{0}」{1}，结果却是：{2}。", "把客户的这种说法写进该命中的那一条，或者加成同义词。"; "用例「{0}」{1}，結果卻是：{2}。", "把客戶的這種說法寫進該命中的那一則，或者加成同義詞。"; "Case “{0}” ({1}) comes out as: {2}.", "Add these words to the entry they belong to, or to the synonyms.";
    "baseline-answers": "「{0}」不是投诉，却会得到{1}。", "看看这一条里哪句原话或关键词太宽。"; "「{0}」不是投訴，卻會得到{1}。", "看看這一則裡哪句原話或關鍵詞太寬。"; "“{0}” is not a complaint, but is answered with {1}.", "Look for a sentence or keyword of that entry that is too general.";

    // The lexicon.
    "word-malformed": "「{0}」不是词典里的一行。", "写成「词 频数 词性」，例如 光猫 1000 n；后两项可以不写。"; "「{0}」不是詞典裡的一行。", "寫成「詞 頻數 詞性」，例如 光猫 1000 n；後兩項可以不寫。"; "“{0}” is not a valid line of a dictionary.", "Write word, frequency and part of speech, such as 光猫 1000 n; the last two may be left out.";
    "word-duplicate": "「{0}」已经有了。", "去掉其中一行。"; "「{0}」已經有了。", "移除其中一行。"; "“{0}” is listed already.", "Take out one of the lines.";
    "word-not-normalised": "「{0}」查的时候会当成「{1}」。", "就写成后者。"; "「{0}」查的時候會當成「{1}」。", "就寫成後者。"; "“{0}” is looked up as “{1}”.", "Write it like that.";
    "synonym-malformed": "「{0}」不是一组同义词。", "用半角逗号隔开至少两个词，或者写「词, 词 => 词」。"; "「{0}」不是一組同義詞。", "用半形逗號隔開至少兩個詞，或者寫「詞, 詞 => 詞」。"; "“{0}” is not a valid group of synonyms.", "Write at least two words with half-width commas between them, or words => word.";
    "synonym-useless": "「{0}」和「{1}」其实是同一个词。", "去掉一个；只剩一个词就去掉整行。"; "「{0}」和「{1}」其實是同一個詞。", "移除一個；只剩一個詞就移除整行。"; "“{0}” and “{1}” are the same word.", "Take out one, or the line if nothing is left.";
    "synonym-conflict": "「{0}」在另一行已经改写过。", "把它的意思写在同一行。"; "「{0}」在另一行已經改寫過。", "把它的意思寫在同一行。"; "“{0}” is rewritten by another line already.", "Put all it may mean on one line.";
    "duplicate-risk-id": "第 {0} 个风险用了同一个 id。", "改名，或者去掉一个。"; "第 {0} 個風險用了同一個 id。", "改名，或者移除一個。"; "Risk {0} has the same id.", "Rename or remove one of them.";
    "risk-empty": "风险「{0}」没有词也没有句式。", "加上 words 或 patterns。"; "風險「{0}」沒有詞也沒有句式。", "加上 words 或 patterns。"; "Nothing shows the risk “{0}”.", "Add words or patterns.";
    "risk-raises-nothing": "风险「{0}」只提到 low，等于没提。", "提到 medium 或 high，或者去掉它。"; "風險「{0}」只提到 low，等於沒提。", "提到 medium 或 high，或者移除它。"; "The risk “{0}” raises to low, which every ticket is.", "Raise to medium or high, or remove it.";
    "risk-pattern-invalid": "「{0}」不是能用的句式。", "检查括号和符号；也不能什么都匹配。"; "「{0}」不是能用的句式。", "檢查括號和符號；也不能什麼都符合。"; "“{0}” is not a valid pattern that can be used.", "Check its brackets and signs; it must not match everything.";
    "duplicate-risk-word": "「{0}」已经是第 {1} 个风险的词。", "只留在一处。"; "「{0}」已經是第 {1} 個風險的詞。", "只留在一處。"; "“{0}” is a word of risk {1} already.", "Keep it in one place.";
    "toml-syntax": "从这里起读不懂：{0}", "对照别处的写法，检查引号、括号和等号。"; "從這裡起讀不懂：{0}", "對照別處的寫法，檢查引號、括號和等號。"; "It cannot be read from here on: {0}", "Compare it with the others; look at quotation marks, brackets and equals signs.";
    "unknown-key": "不认识「{0}」这一项。", "去掉它，或者改成别处有的写法。"; "不認識「{0}」這一項。", "移除它，或者改成別處有的寫法。"; "“{0}” is not known here.", "Remove it, or write it as the others have it.";
    "wrong-type": "「{0}」的写法不对。", "照别处的样子写：文字加引号，几项用方括号。"; "「{0}」的寫法不對。", "照別處的樣子寫：文字加引號，幾項用方括號。"; "“{0}” is not written as it should be.", "Write it as the others have it: texts in quotation marks, lists in brackets.";
}
