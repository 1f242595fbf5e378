//! Roles: what a column of a backlog is, guessed by its name in Chinese and English or said with `--map`.

use fenzhen_engine::text::fold;
use serde::{Deserialize, Serialize};

use crate::app::Refusal;

use super::error::ReadError;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ColumnRole {
    /// The sender's id.
    Id,
    /// The title.
    Title,
    /// What the customer said.
    Text,
    /// The category it was given.
    Category,
    /// The department it was given to.
    Department,
    /// When it came in.
    ReceivedAt,
}

/// A role, its name in `--map`, and what columns with it are called: likeliest first, folded as [`key`] does it, so that
/// Traditional, full-width and spaced names are covered too.
struct RoleNames {
    role: ColumnRole,
    option: &'static str,
    called: &'static [&'static str],
}

const NAMES: &[RoleNames] = &[
    RoleNames {
        role: ColumnRole::Text,
        option: "text",
        called: &[
            "text",
            "投诉内容",
            "工单内容",
            "诉求内容",
            "留言内容",
            "留言详情",
            "反馈内容",
            "来电内容",
            "受理内容",
            "问题描述",
            "事件描述",
            "客户描述",
            "详细描述",
            "投诉详情",
            "工单描述",
            "详细内容",
            "案件内容",
            "陈情内容",
            "内容",
            "正文",
            "描述",
            "详情",
            "诉求",
            "问题",
            "descriptiontext",
            "description",
            "body",
            "content",
            "message",
            "complainttext",
            "complaintdescription",
            "consumercomplaintnarrative",
            "complaint",
            "details",
            "firstcomment",
            "comment",
            "question",
        ],
    },
    RoleNames {
        role: ColumnRole::Title,
        option: "title",
        called: &[
            "title",
            "subject",
            "标题",
            "工单标题",
            "投诉标题",
            "留言主题",
            "诉求标题",
            "主题",
            "主旨",
            "案由",
            "summary",
            "ticketsubject",
        ],
    },
    RoleNames {
        role: ColumnRole::Id,
        option: "id",
        called: &[
            "id",
            "ticketid",
            "工单号",
            "工单编号",
            "投诉编号",
            "留言编号",
            "受理编号",
            "案件编号",
            "流水号",
            "编号",
            "单号",
            "ticketnumber",
            "number",
            "ticket",
            "displayid",
            "caseid",
            "casenumber",
            "conversationid",
            "key",
            "#",
            "序号",
        ],
    },
    RoleNames {
        role: ColumnRole::Category,
        option: "category",
        called: &[
            "category",
            "类别",
            "投诉类别",
            "问题类别",
            "工单类别",
            "诉求类别",
            "一级标签",
            "分类",
            "投诉分类",
            "问题分类",
            "投诉类型",
            "问题类型",
            "工单类型",
            "类型",
            "categoryname",
            "complaintcategory",
        ],
    },
    RoleNames {
        role: ColumnRole::Department,
        option: "department",
        called: &[
            "department",
            "责任部门",
            "处理部门",
            "承办部门",
            "受理部门",
            "承办单位",
            "责任单位",
            "处理单位",
            "部门",
            "dept",
            "departmentname",
            "assignedgroup",
            "group",
            "groupname",
            "team",
        ],
    },
    RoleNames {
        role: ColumnRole::ReceivedAt,
        option: "received_at",
        called: &[
            "receivedat",
            "受理时间",
            "来电时间",
            "投诉时间",
            "留言时间",
            "登记时间",
            "提交时间",
            "创建时间",
            "发起时间",
            "createdat",
            "createdtime",
            "created",
            "datereceived",
            "receiveddate",
            "受理日期",
            "投诉日期",
        ],
    },
];

impl ColumnRole {
    /// All of them.
    pub fn all() -> impl Iterator<Item = ColumnRole> {
        NAMES.iter().map(|names| names.role)
    }

    fn names(self) -> &'static RoleNames {
        // Every role stands in the table; the first is what a role without a row would be.
        NAMES.iter().find(|names| names.role == self).unwrap_or(&NAMES[0])
    }

    /// What columns of this role are called, likeliest first.
    pub(super) fn called(self) -> &'static [&'static str] {
        self.names().called
    }
}

/// A column's name without what only looks different.
pub(super) fn key(name: &str) -> String {
    let folded: String = fold(name).chars().filter(|c| c.is_alphanumeric()).collect();
    if folded.is_empty() && name.contains('#') { "#".to_owned() } else { folded }
}

/// Which column has which role, as `--map` says it: `text=投诉内容`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Mapping(Vec<(ColumnRole, String)>);

impl Mapping {
    /// Reads `role=column` pairs.
    ///
    /// # Errors
    /// When one is not such a pair, or names an unknown role.
    pub fn parse<'a>(pairs: impl IntoIterator<Item = &'a str>) -> Result<Mapping, ReadError> {
        let mut mapping = Vec::new();
        for pair in pairs {
            let named = pair.split_once('=').map(|(role, column)| (role.trim(), column.trim()));
            let found = named.filter(|(_, column)| !column.is_empty()).and_then(|(role, column)| {
                let names = NAMES.iter().find(|names| names.option == role)?;
                Some((names.role, column.to_owned()))
            });
            mapping.push(found.ok_or_else(|| ReadError::BadMapping { pair: pair.to_owned() })?);
        }
        Ok(Mapping(mapping))
    }

    /// The column said to have a role.
    #[must_use]
    pub fn column(&self, role: ColumnRole) -> Option<&str> {
        self.0.iter().rev().find(|(known, _)| *known == role).map(|(_, column)| column.as_str())
    }

    /// The pairs, as they are said.
    #[must_use]
    pub fn pairs(&self) -> Vec<String> {
        self.0.iter().map(|(role, column)| format!("{}={column}", role.names().option)).collect()
    }
}

impl From<Mapping> for Vec<String> {
    fn from(mapping: Mapping) -> Vec<String> {
        mapping.pairs()
    }
}

impl TryFrom<Vec<String>> for Mapping {
    type Error = String;

    fn try_from(pairs: Vec<String>) -> Result<Mapping, String> {
        Mapping::parse(pairs.iter().map(String::as_str)).map_err(|refused| format!("{refused} ({})", refused.help()))
    }
}
