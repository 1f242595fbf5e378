//! The kinds of signals and what they are called.

/// What a signal is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SignalKind {
    /// A mobile or landline number someone can be reached at.
    Phone,
    /// An identity card number of the mainland or Taiwan.
    IdCard,
    /// A bank card number, or the last digits of one.
    BankCard,
    /// A customer, broadband, household or member account.
    AccountNo,
    /// An order number.
    OrderNo,
    /// A parcel's tracking number.
    WaybillNo,
    /// A vehicle's licence plate.
    LicencePlate,
    /// The number of an electricity, water or gas meter.
    MeterNo,
    /// A sum of money.
    Amount,
    /// A point in time.
    Time,
    /// A length of time.
    Duration,
    /// An address or a named place.
    Place,
    /// A product, device or model.
    Product,
    /// A software or system version.
    Version,
    /// An error code.
    ErrorCode,
    /// An error message as quoted.
    ErrorMessage,
    /// A person by name and title.
    Person,
    /// A staff number.
    StaffNo,
    /// What the customer asks for.
    Demand,
    /// A word of mood.
    Emotion,
    /// A regulator, the media, the law: where the customer says they will go.
    Threat,
    /// How many people, households or orders are affected.
    AffectedCount,
}

impl SignalKind {
    /// Every kind, in the order of the enum.
    pub const ALL: [SignalKind; 22] = [
        SignalKind::Phone,
        SignalKind::IdCard,
        SignalKind::BankCard,
        SignalKind::AccountNo,
        SignalKind::OrderNo,
        SignalKind::WaybillNo,
        SignalKind::LicencePlate,
        SignalKind::MeterNo,
        SignalKind::Amount,
        SignalKind::Time,
        SignalKind::Duration,
        SignalKind::Place,
        SignalKind::Product,
        SignalKind::Version,
        SignalKind::ErrorCode,
        SignalKind::ErrorMessage,
        SignalKind::Person,
        SignalKind::StaffNo,
        SignalKind::Demand,
        SignalKind::Emotion,
        SignalKind::Threat,
        SignalKind::AffectedCount,
    ];

    /// The name used in files and on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.names().0
    }

    /// The name an agent reads.
    #[must_use]
    pub fn label(self) -> &'static str {
        self.names().1
    }

    /// Whether it names or reaches a person, so that logs and exports must mask it.
    #[must_use]
    pub fn is_personal(self) -> bool {
        matches!(self, SignalKind::Phone | SignalKind::IdCard | SignalKind::BankCard)
    }

    fn names(self) -> (&'static str, &'static str) {
        match self {
            SignalKind::Phone => ("phone", "电话"),
            SignalKind::IdCard => ("id_card", "身份证号"),
            SignalKind::BankCard => ("bank_card", "银行卡号"),
            SignalKind::AccountNo => ("account_no", "客户号"),
            SignalKind::OrderNo => ("order_no", "订单号"),
            SignalKind::WaybillNo => ("waybill_no", "运单号"),
            SignalKind::LicencePlate => ("licence_plate", "车牌"),
            SignalKind::MeterNo => ("meter_no", "表号"),
            SignalKind::Amount => ("amount", "金额"),
            SignalKind::Time => ("time", "时间"),
            SignalKind::Duration => ("duration", "时长"),
            SignalKind::Place => ("place", "地点"),
            SignalKind::Product => ("product", "产品"),
            SignalKind::Version => ("version", "版本"),
            SignalKind::ErrorCode => ("error_code", "错误码"),
            SignalKind::ErrorMessage => ("error_message", "报错原文"),
            SignalKind::Person => ("person", "人员"),
            SignalKind::StaffNo => ("staff_no", "工号"),
            SignalKind::Demand => ("demand", "诉求"),
            SignalKind::Emotion => ("emotion", "情绪"),
            SignalKind::Threat => ("threat", "扬言"),
            SignalKind::AffectedCount => ("affected_count", "影响范围"),
        }
    }
}
