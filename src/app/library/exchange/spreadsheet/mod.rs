//! Entries as rows of a spreadsheet: one entry a row, lists one item a line in their cell.
//!
//! What a row says becomes the entry's file, and an entry's file its row; going there and back changes nothing. It never
//! touches the database: importing and exporting are journeys of their own.

mod cells;
pub(crate) mod import;
mod read;
mod values;
mod write;

use crate::tables::Column;

pub(in crate::app) use read::{Rows, read};
pub(in crate::app) use write::{header, row};

/// The columns, in the order they are exported in; the first name is the one written.
pub(in crate::app) const COLUMNS: &[Column] = &[
    Column { key: "id", names: &["编号", "条目编号", "entry", "entry id"] },
    Column { key: "title", names: &["标题", "条目标题", "名称"] },
    Column { key: "category", names: &["类别", "分类", "投诉类别"] },
    Column { key: "department", names: &["责任部门", "部门", "处理部门", "权责单位"] },
    Column { key: "urgency", names: &["紧急程度", "急迫程度"] },
    Column { key: "status", names: &["状态"] },
    Column { key: "owner", names: &["负责人", "维护人"] },
    Column { key: "reviewed_on", names: &["复核日期", "审核日期", "reviewed"] },
    Column { key: "expires_on", names: &["到期日期", "到期日", "有效期至", "expires"] },
    Column { key: "symptoms", names: &["客户说法", "症状", "问题描述", "现象"] },
    Column { key: "similar", names: &["关键词", "关键字", "相似说法", "keywords"] },
    Column { key: "not_for", names: &["不适用", "不适用于"] },
    Column { key: "cause", names: &["原因"] },
    Column { key: "ask", names: &["要问的", "需询问", "slots"] },
    Column { key: "steps", names: &["处理步骤", "步骤"] },
    Column { key: "scripts", names: &["话术", "应对话术"] },
    Column { key: "cases", names: &["案例", "测试案例"] },
    Column { key: "revision", names: &["版本", "导出版本"] },
];
