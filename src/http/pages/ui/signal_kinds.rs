//! What key facts are called in each language, and which colour they share.

use fenzhen_engine::text::signals::SignalKind;

use super::language::Lang;

/// The name of a kind.
pub fn label(kind: SignalKind, lang: Lang) -> &'static str {
    let (hant, en) = match kind {
        SignalKind::Phone => ("電話", "Phone"),
        SignalKind::IdCard => ("身分證字號", "ID card"),
        SignalKind::BankCard => ("銀行卡號", "Bank card"),
        SignalKind::AccountNo => ("客戶編號", "Account"),
        SignalKind::OrderNo => ("訂單編號", "Order"),
        SignalKind::WaybillNo => ("託運單號", "Waybill"),
        SignalKind::LicencePlate => ("車牌", "Licence plate"),
        SignalKind::MeterNo => ("表號", "Meter"),
        SignalKind::Amount => ("金額", "Amount"),
        SignalKind::Time => ("時間", "Time"),
        SignalKind::Duration => ("時長", "Duration"),
        SignalKind::Place => ("地點", "Place"),
        SignalKind::Product => ("產品", "Product"),
        SignalKind::Version => ("版本", "Version"),
        SignalKind::ErrorCode => ("錯誤代碼", "Error code"),
        SignalKind::ErrorMessage => ("錯誤訊息", "Error message"),
        SignalKind::Person => ("人員", "Person"),
        SignalKind::StaffNo => ("工號", "Staff number"),
        SignalKind::Demand => ("訴求", "Demand"),
        SignalKind::Emotion => ("情緒", "Mood"),
        SignalKind::Threat => ("揚言", "Threat"),
        SignalKind::AffectedCount => ("影響範圍", "Affected"),
    };
    match lang {
        Lang::Hans => kind.label(),
        Lang::Hant => hant,
        Lang::En => en,
    }
}

/// The colour of a kind: what identifies, what costs, when, where, what, and what the customer wants.
pub fn colour(kind: SignalKind) -> &'static str {
    use SignalKind as K;
    match kind {
        K::Phone | K::IdCard | K::BankCard | K::AccountNo | K::OrderNo | K::WaybillNo | K::LicencePlate | K::MeterNo => "number",
        K::Person | K::StaffNo => "number",
        K::Amount | K::AffectedCount => "amount",
        K::Time | K::Duration => "time",
        K::Place => "place",
        K::Product | K::Version | K::ErrorCode | K::ErrorMessage => "thing",
        K::Demand => "demand",
        K::Emotion | K::Threat => "mood",
    }
}
