//! The texts of the supervisor's pages.

use super::Lang;

texts! {
    /// The texts of the supervisor's pages.
    RunsTexts;

    // All runs.
    intro: "经验库改过之后，把积压的工单整批重判：先看清什么变了、为什么变，再决定要不要写回工单；写回的可以撤回。", "經驗庫改過之後，把積壓的工單整批重判：先看清什麼變了、為什麼變，再決定要不要寫回工單；寫回的可以復原。", "After the library changed, judge a backlog again: see what moved and why, then decide whether to write it over the tickets. What was written can be taken back.";
    send: "送一批工单来判", "送一批工單來判", "Judge a backlog";
    file: "文件", "檔案", "File";
    file_hint: "CSV、XLSX、JSON 或 JSON Lines，UTF-8、GB18030 或 Big5，最大 1 GB。列名自动识别。", "CSV、XLSX、JSON 或 JSON Lines，UTF-8、GB18030 或 Big5，最大 1 GB。欄位名稱自動辨識。", "CSV, XLSX, JSON or JSON Lines; UTF-8, GB18030 or Big5; up to 1 GB. Columns are found by their names.";
    compare_with: "与哪一批比较", "與哪一批比較", "Compare with";
    compare_labels: "不比别的批次，比文件里原有的类别、部门", "不比別的批次，比檔案裡原有的類別、部門", "No run: the categories and departments in the file";
    more_options: "列名对不上时，或要表格结果", "欄位名稱對不上，或需要表格結果時", "Columns with other names, and results as a table";
    map: "哪一列是什么", "哪一欄是什麼", "Which column is what";
    map_hint: "例如 text=投诉内容，id=编号。可写 text、title、id、category、department、received_at。", "例如 text=投訴內容，id=編號。可寫 text、title、id、category、department、received_at。", "Such as text=Complaint, id=Case. Known: text, title, id, category, department, received_at.";
    want_csv: "结果另存 CSV", "結果另存 CSV", "Results as CSV, too";
    want_xlsx: "结果另存 XLSX", "結果另存 XLSX", "Results as XLSX, too";
    start: "开始判", "開始判", "Start";
    all: "所有批次", "所有批次", "All runs";
    name: "批次", "批次", "Run";
    rows: "工单", "工單", "Tickets";
    bad_rows: "读不了的行", "讀不了的列", "Bad rows";
    sent: "送来", "送來", "Sent";
    on_tickets: "写回", "寫回", "On tickets";
    applied: "已写回", "已寫回", "Applied";
    nobody: "未署名", "未署名", "no name";
    waiting: "排队中", "排隊中", "Waiting";
    running: "正在判", "正在判", "Running";
    stopped: "中断", "中斷", "Stopped";
    cancelled: "已停下", "已停下", "Cancelled";
    failed: "没判成", "沒判成", "Failed";
    done: "判完", "判完", "Done";
    empty: "还没有批次。先拿一份小样试试：", "還沒有批次。先拿一份小樣試試：", "No runs yet. Try one on a small sample first:";
    empty_like: "一批工单就是一张表，一行一张工单，第一行是列名。只有投诉内容是必需的；有编号才能写回工单，有类别和部门就能马上比较。", "一批工單就是一張表，一列一張工單，第一列是欄位名稱。只有投訴內容是必需的；有編號才能寫回工單，有類別和部門就能馬上比較。", "A backlog is a table: one ticket a row, names of columns first. Only the complaint is needed; an id lets it be written over tickets, a category and a department give something to compare with.";
    sample_run: "用小样判一批", "用小樣判一批", "Run the sample";
    sample_get: "下载小样", "下載小樣", "Download it";
    sample_name: "小样", "小樣", "Sample";

    // What is wrong with a backlog.
    wrong_no_file: "还没有选文件。", "還沒有選檔案。", "Choose a file first.";
    wrong_again: "文件要重新选一次，浏览器不会替您记住。", "檔案要重新選一次，瀏覽器不會替您記住。", "Choose the file again: browsers do not remember it.";
    wrong_no_text_column: "没有认出哪一列是投诉内容。请在这里写明，例如 text=列名。文件里的列：", "沒有認出哪一欄是投訴內容。請在這裡寫明，例如 text=欄位名稱。檔案裡的欄位：", "No column was recognised as the complaint. Say which one here, such as text=Column. The file has:";
    wrong_no_such_column: "文件里没有您写的那一列。文件里的列：", "檔案裡沒有您寫的那一欄。檔案裡的欄位：", "The file has no such column. It has:";
    wrong_bad_map: "这里要写成 text=列名，几个之间用逗号隔开。", "這裡要寫成 text=欄位名稱，幾個之間用逗號隔開。", "Write it as text=Column, several separated by commas.";
    wrong_no_header: "这个文件读不出列名。第一行应当是列名，或改用 JSON Lines。", "這個檔案讀不出欄位名稱。第一列應當是欄位名稱，或改用 JSON Lines。", "No names of columns were found. Put them into the first row, or send JSON Lines.";
    wrong_no_table: "这个工作簿打不开。请另存为 .xlsx，或存成 UTF-8 的 CSV；很大的就存 CSV。", "這個活頁簿打不開。請另存為 .xlsx，或存成 UTF-8 的 CSV；很大的就存 CSV。", "This workbook cannot be opened. Save it as .xlsx or as CSV in UTF-8; a large one as CSV.";
    wrong_before: "要比较的那一批已经不在了，请另选一批。", "要比較的那一批已經不在了，請另選一批。", "The run to compare with is gone. Choose another.";
    wrong_too_many: "排队的批次太多了。等几批判完，或停掉几批再送。", "排隊的批次太多了。等幾批判完，或停掉幾批再送。", "Too many runs are waiting. Wait for some, or cancel some.";
    wrong_too_large: "文件超过 1 GB。请拆成几份，或在服务器上用 fenzhen batch run。", "檔案超過 1 GB。請拆成幾份，或在伺服器上用 fenzhen batch run。", "The file is larger than 1 GB. Split it, or use fenzhen batch run on the server.";
    wrong_cut_off: "文件没有传完。请再送一次。", "檔案沒有傳完。請再送一次。", "The file did not arrive whole. Send it again.";
    wrong_other: "这个文件不能当一批工单来判：", "這個檔案不能當一批工單來判：", "This file cannot be judged as a backlog:";

    // A run under way.
    progress: "判了多少", "判了多少", "How far it is";
    judged: "已判", "已判", "judged";
    pace: "快慢", "快慢", "Pace";
    a_second: "张/秒", "張/秒", "a second";
    left: "还要", "還要", "Left";
    about: "约", "約", "about";
    seconds: "秒", "秒", "s";
    refresh: "刷新看进度", "重新整理看進度", "Load again to see how far it is";
    cancel: "停下", "停下", "Stop it";
    resume: "接着判", "接著判", "Go on";
    halted: "判好的都留着，随时可以接着判，结果和没停过一样。", "判好的都留著，隨時可以接著判，結果和沒停過一樣。", "What is judged stays. It can go on at any time and ends as if it had not stopped.";
    failed_because: "没判成，原因：", "沒判成，原因：", "It failed:";
    not_now: "现在做不了这件事，这一批的状态是：", "現在做不了這件事，這一批的狀態是：", "Not now. The run is:";
    busy: "这一批正有别的操作在进行。请等它做完再试。", "這一批正有別的操作在進行。請等它做完再試。", "Something else is being done with this run. Wait for that, then try again.";

    // What came of it.
    tickets: "工单", "工單", "Tickets";
    urgent: "高紧急", "高緊急", "Urgent";
    changed: "有变动", "有變動", "Changed";
    of_compared: "占可比的", "占可比的", "of those compared:";
    compared_with: "比较对象", "比較對象", "Compared with";
    own_labels: "文件里原有的标注", "檔案裡原有的標註", "the labels in the file";
    by_revision: "经验库第", "經驗庫第", "Library revision";
    by_revision_end: "版", "版", "";
    outcomes: "结果", "結果", "Outcomes";
    moves: "变动", "變動", "What moved";
    moves_hint: "点一个格子，看这样变动的工单和变了的依据。", "點一個格子，看這樣變動的工單和變了的依據。", "Click a cell for the tickets that moved that way, with the evidence that changed.";
    from_to: "从 ↓ 到 →", "從 ↓ 到 →", "From ↓ to →";
    sum: "共", "共", "All";
    hidden: "另有这么多张在表外的标签之间变动：", "另有這麼多張在表外的標籤之間變動：", "More moved between labels that are not shown:";
    no_moves: "没有变动。", "沒有變動。", "Nothing moved.";
    gone: "之前有、这次没有的工单：", "之前有、這次沒有的工單：", "Tickets that were there before and are not now:";
    same: "不变", "不變", "Same";
    moved: "改派", "改派", "Moved";
    gained: "新得", "新得", "Gained";
    lost: "失去", "失去", "Lost";
    now_and_before: "上面一条是这次，下面一条是之前。", "上面一條是這次，下面一條是之前。", "The upper bar is now, the lower one before.";
    none: "（无）", "（無）", "(none)";
    others: "其他", "其他", "others";
    rest: "其余", "其餘", "Others:";
    moved_tickets: "变动的工单", "變動的工單", "Tickets that moved";
    see_all: "看全部变动的工单", "看全部變動的工單", "See all that moved";
    all_moved: "所有变动的工单", "所有變動的工單", "All tickets that moved";
    no_tickets: "没有这样变动的工单。", "沒有這樣變動的工單。", "No ticket moved that way.";
    line: "行", "列", "Line";
    sure: "把握", "把握", "Sure";
    why_moved: "变了的依据", "變了的依據", "Evidence that changed";
    why_moved_hint: "数字是分量的变化：+ 更支持现在的判断，− 原来支持、现在不再支持。", "數字是份量的變化：+ 更支持現在的判斷，− 原來支持、現在不再支持。", "The number is the change of weight: + speaks for the label now, − spoke for it before.";
    bad_intro: "这些行没有判，其余各行不受影响。", "這些列沒有判，其餘各列不受影響。", "These rows were not judged; the others are not affected.";
    bad_more: "这里只列前 50 行，全部在结果文件里。", "這裡只列前 50 列，全部在結果檔案裡。", "The first 50; the results have them all.";
    what_wrong: "问题", "問題", "What is wrong";
    fix: "怎么办", "怎麼辦", "How to fix it";
    files: "下载", "下載", "Files";
    report: "报告", "報告", "Report";
    file_page: "报告，可打印、可转发", "報告，可列印、可轉寄", "The report, to print or pass on";
    file_figures: "报告里的数字", "報告裡的數字", "The report's figures";
    file_results: "每张工单的结果，给程序用", "每張工單的結果，給程式用", "Every ticket's result, for programs";
    file_csv: "每张工单的结果，可用 Excel 打开", "每張工單的結果，可用 Excel 開啟", "Every ticket's result, opens in Excel";
    file_xlsx: "每张工单的结果，工作簿", "每張工單的結果，活頁簿", "Every ticket's result as a workbook";
    compare: "与另一批比较", "與另一批比較", "Compare with another run";
    compare_which: "之前的那一批", "之前的那一批", "The run before";
    compare_do: "比较", "比較", "Compare";
    compare_title: "两批比较", "兩批比較", "Two runs compared";

    // Bad rows.
    p_json: "这一行不是完整的 JSON", "這一列不是完整的 JSON", "This is not a whole JSON object";
    p_json_fix: "从原系统重新导出这一行", "從原系統重新匯出這一列", "Export the row again";
    p_row: "这一行拆不成列：引号没有收口，或列数不对", "這一列拆不成欄：引號沒有收尾，或欄數不對", "The row cannot be taken apart: a quotation mark is never closed, or columns are missing";
    p_row_fix: "在表格程序里打开，改好这一行再导出", "在試算表程式裡開啟，改好這一列再匯出", "Open it in a spreadsheet program, fix the row, export it again";
    p_long: "这一行太长，不像一条投诉", "這一列太長，不像一則投訴", "The row is too long for a complaint";
    p_long_fix: "只留投诉本身，去掉附件和往来记录", "只留投訴本身，去掉附件和往來紀錄", "Keep the complaint itself, without attachments or history";
    p_encoding: "这一行的文字编码与别的行不同", "這一列的文字編碼與別的列不同", "The row is in another encoding than the others";
    p_encoding_fix: "用同一种编码重新导出", "用同一種編碼重新匯出", "Export it in the encoding of the others";
    p_empty: "没有投诉内容", "沒有投訴內容", "There is no complaint in it";
    p_empty_fix: "补上内容再判，或不用管它", "補上內容再判，或不用管它", "Add the text, or leave it";
    p_id: "编号太长，不像编号", "編號太長，不像編號", "The id is too long to be one";
    p_id_fix: "写明哪一列是编号：id=列名", "寫明哪一欄是編號：id=欄位名稱", "Say which column has the id: id=Column";

    // Writing it over tickets.
    apply: "写回工单", "寫回工單", "Write it over the tickets";
    apply_intro: "把这一批的类别、部门和条目写到工单库里同编号的工单上。先看会做什么，再确定。", "把這一批的類別、部門和條目寫到工單庫裡同編號的工單上。先看會做什麼，再確定。", "Writes this run's categories, departments and entries over the tickets on record with the same ids. You first see what it would do.";
    apply_look: "看看会做什么", "看看會做什麼", "See what it would do";
    apply_title: "写回之前", "寫回之前", "Before it is written";
    apply_foretold: "现在写回的话：", "現在寫回的話：", "If it were written now:";
    apply_again: "按这样重新算", "按這樣重新算", "Count again";
    apply_do: "确定写回", "確定寫回", "Write it now:";
    apply_unit: "张工单", "張工單", "tickets";
    apply_nothing: "没有可写的：工单库里的都已经一样，或都要跳过。", "沒有可寫的：工單庫裡的都已經一樣，或都要略過。", "There is nothing to write: tickets say so already, or would be skipped.";
    apply_could_add: "有些工单不在工单库里。勾上“加入”，就连同内容一起加进去。", "有些工單不在工單庫裡。勾選「加入」，就連同內容一起加進去。", "Some tickets are not on record. Tick “add” to take them in, with their text.";
    apply_atomic: "一次写完，中途出错就一张也不写。", "一次寫完，中途出錯就一張也不寫。", "All of it or nothing is written.";
    add: "加入工单库里还没有的工单，连同内容", "加入工單庫裡還沒有的工單，連同內容", "Add tickets that are not on record, with their text";
    source: "来源：只写这个系统登记的工单，可不填", "來源：只寫這個系統登記的工單，可不填", "Source: only tickets this system registered (optional)";
    over_confirmed: "有人确认过的也改写", "有人確認過的也改寫", "Overwrite what somebody confirmed, too";
    written: "改写", "改寫", "Overwritten";
    written_moved: "其中建议有变", "其中建議有變", "of these with another suggestion";
    written_confirmed: "其中有人确认过", "其中有人確認過", "of these confirmed";
    added: "加入", "加入", "Added";
    unchanged: "本来就一样", "本來就一樣", "The same already";
    skipped: "跳过", "略過", "Skipped";
    restored: "恢复", "恢復", "Restored";
    removed: "移走加入的", "移走加入的", "Added ones removed";
    not_restored: "没有恢复", "沒有恢復", "Not restored";
    skipped_why: "跳过的，按原因", "略過的，依原因", "Skipped, by reason";
    and_more: "……", "……", "…";
    why_not_on_record: "不在工单库里", "不在工單庫裡", "not on record";
    why_changed: "这一批开始之后又有变动", "這一批開始之後又有變動", "changed after the run began";
    why_confirmed: "已有人确认", "已有人確認", "somebody confirmed it";
    why_not_judged: "这一行没有判", "這一列沒有判", "the row was not judged";
    why_no_id: "没有编号", "沒有編號", "without an id";
    why_feedback: "已有人反馈", "已有人回饋", "somebody gave feedback on it";
    why_gone: "已不在工单库里", "已不在工單庫裡", "no longer on record";
    why_ended: "已办结", "已結案", "it has ended";
    why_several_sources: "这个编号在几个来源里都有，要写明来源", "這個編號在幾個來源裡都有，要寫明來源", "tickets of several sources have this id: name the source";
    stands: "这一批已写回工单", "這一批已寫回工單", "This run stands on the tickets";
    applied_by: "由", "由", "by";
    was_nothing: "没有改动任何工单。", "沒有更動任何工單。", "No ticket was touched.";
    was_undone: "已撤回，工单恢复成写回之前的样子。", "已復原，工單恢復成寫回之前的樣子。", "Taken back: the tickets are as they were.";
    undo: "撤回", "復原", "Take it back";
    undo_sure: "撤回之后，工单恢复成写回之前的样子；之后又变动过的不动，会列出来。要再写回，得重新判一批。", "復原之後，工單恢復成寫回之前的樣子；之後又變動過的不動，會列出來。要再寫回，得重新判一批。", "Tickets get back what they said before; those that changed since stay and are listed. To write it again, judge the backlog again.";
    undo_do: "确定撤回", "確定復原", "Take it back now";
    applied_already: "这一批已经写回过了。要重写，先撤回。", "這一批已經寫回過了。要重寫，先復原。", "This run was applied already. Take it back first.";
    nothing_to_undo: "没有可撤回的：这一批没有写回过，或已经撤回。", "沒有可復原的：這一批沒有寫回過，或已經復原。", "There is nothing to take back: it was not applied, or was taken back before.";
    not_kept: "这里的设置是不保存工单（keep_tickets = false），所以不能加入。请去掉“加入”再试。", "這裡的設定是不儲存工單（keep_tickets = false），所以不能加入。請取消「加入」再試。", "Tickets are not kept here (keep_tickets = false), so none can be added. Try without adding.";
    remove: "删除这一批", "刪除這一批", "Delete this run";
    remove_sure: "结果和送来的文件都会删掉，找不回来。工单不受影响。", "結果和送來的檔案都會刪掉，找不回來。工單不受影響。", "Its results and the file that was sent are deleted for good. Tickets are not affected.";
    remove_do: "确定删除", "確定刪除", "Delete it now";
    still_applied: "这一批还写在工单上，不能删。先撤回，再删。", "這一批還寫在工單上，不能刪。先復原，再刪。", "What this run wrote still stands on the tickets. Take it back first.";
    awaited: "还有一批排着队要和它比较，现在不能删。", "還有一批排著隊要和它比較，現在不能刪。", "Another run waits to be compared with it. Not now.";
}
