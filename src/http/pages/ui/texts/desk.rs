//! More texts of the desk: the two ways of an ambiguous complaint, what the confidence rests on, the blanks of scripts.

use crate::http::pages::ui::language::Lang;

texts! {
    /// What the desk says beyond the shared texts.
    DeskTexts;

    // What was judged.
    urgency_of_entry: "按这条经验的紧急程度", "依這則經驗的緊急程度", "As urgent as the entry says";
    urgency_of_none: "没有匹配的条目，按一般咨询计", "沒有相符的條目，依一般諮詢計", "No entry fits: treated as a question";
    also: "其他可能", "其他可能", "Other possibilities";
    nearest: "最接近的条目", "最接近的條目", "What comes closest";
    chosen: "已按您选的记作案例。", "已依您選的記作案例。", "Learned as you chose.";
    again: "再试", "再試", "Try again";
    one_working_day: "个工作日", "個工作日", "working day";

    // What the confidence rests on.
    promise_kept: "在 {held_out} 条留出样本上，把握不低于 {least} 的答复错误不超过 {errors}，覆盖其中 {last}", "在 {held_out} 則保留樣本上，把握不低於 {least} 的答覆錯誤不超過 {errors}，涵蓋其中 {last}", "On {held_out} held-out examples, at most {errors} of the answers with a confidence of {least} or more were wrong; {last} get one";
    promise_out_of_reach: "在 {held_out} 条留出样本上，没有一个门槛能把错误压到 {errors} 以内；把握不低于 {least} 即答复，不作保证", "在 {held_out} 則保留樣本上，沒有一個門檻能把錯誤壓到 {errors} 以內；把握不低於 {least} 即答覆，不作保證", "On {held_out} held-out examples no bar keeps wrong answers below {errors}; from a confidence of {least} on there is an answer, without a promise";
    promise_too_little: "留出样本只有 {held_out} 条，至少要 {last} 条才能承诺错误不超过 {errors}；把握不低于 {least} 即答复，不作保证", "保留樣本只有 {held_out} 則，至少要 {last} 則才能承諾錯誤不超過 {errors}；把握不低於 {least} 即答覆，不作保證", "With only {held_out} held-out examples ({last} are needed), no more than {errors} of wrong answers cannot be promised; from a confidence of {least} on there is an answer";
    promise_none: "还没有可学的样本，不能承诺错误不超过 {errors}", "還沒有可學的樣本，不能承諾錯誤不超過 {errors}", "There are no examples to learn from yet, so nothing can be promised about wrong answers";

    // The blanks of scripts.
    blank_result: "处理结果", "處理結果", "the result";
    blank_agent: "您的名字", "您的名字", "your name";
    blank_deadline: "时间", "時間", "a time";
    blank_reason: "原因", "原因", "the reason";
    blank_department: "责任部门", "責任部門", "the department";
    blank_cause: "原因，用客户听得懂的话", "原因，用客戶聽得懂的話", "the cause, in words the customer understands";
    blank_done: "做了什么", "做了什麼", "what was done";
    blank_prevention: "怎样防止再发生", "怎樣防止再發生", "what prevents a repeat";
    blank_compensation: "补偿；没有就删去这一行", "補償；沒有就刪去這一行", "compensation; without any, delete this line";
    blank_script: "的话术", "的話術", ": what to say";
}
