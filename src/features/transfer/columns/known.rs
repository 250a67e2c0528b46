//! The headings, Chinese and English, that each register is known to use.
//!
//! A list and nothing else; `columns` looks them up.

use entity::import_run::RegisterKind;

use crate::features::transfer::clean;

/// What a column of some register means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Field {
    /// The name of the firm, agency, officer or town.
    Name,
    /// 统一社会信用代码.
    CreditCode,
    /// The town it stands in or serves.
    Town,
    /// 行业.
    Industry,
    /// 是否规上.
    AboveScale,
    /// 从业人员.
    Employees,
    /// 年主营业务收入, in units of 10,000 CNY.
    RevenueTenThousandCny,
    /// 联系人.
    Contact,
    /// 联系电话.
    Phone,
    /// 地址.
    Address,
    /// WGS84 degrees east.
    Longitude,
    /// WGS84 degrees north.
    Latitude,
    /// 警号.
    BadgeNumber,
    /// 警衔.
    Rank,
    /// 警种.
    Branch,
    /// The agency an officer belongs to.
    Agency,
    /// 层级.
    Level,
    /// 上级单位.
    Parent,
    /// 业务指导单位.
    Guiding,
    /// The division code of a town.
    TownCode,
    /// 主导产业.
    Industries,
    /// 曾用名.
    FormerNames,
    /// The number of a mechanism.
    Number,
    /// What a mechanism says.
    Body,
    /// 生效日期.
    EffectiveOn,
    /// 是否样例.
    Sample,
}

/// One column of one register.
pub(super) struct KnownColumn {
    pub(super) field: Field,
    pub(super) is_obligatory: bool,
    /// In the form of `clean::heading`, with a space between them; the first is the one that
    /// messages use.
    headings: &'static str,
}

impl KnownColumn {
    pub(super) fn headings(&self) -> impl Iterator<Item = &'static str> {
        self.headings.split(' ')
    }
}

const fn obligatory(field: Field, headings: &'static str) -> KnownColumn {
    KnownColumn { field, is_obligatory: true, headings }
}

const fn optional(field: Field, headings: &'static str) -> KnownColumn {
    KnownColumn { field, is_obligatory: false, headings }
}

const PHONE: &str = "联系电话 电话 手机 手机号 手机号码 联系方式 phone mobile";
const LONGITUDE: &str = "经度 longitude lng lon";
const LATITUDE: &str = "纬度 latitude lat";
const TOWN: &str = "所属镇街 镇街 所在镇街 所属镇乡 所属乡镇 乡镇街道 属地 town";
const BRANCH: &str = "警种 branch";
/// Only headings that name the unit: a sum in another unit would be wrong without a sign of it.
const REVENUE: &str = "年主营业务收入(万元) 主营业务收入(万元) 年营业收入(万元) \
                       revenue(10,000cny) revenue10kcny annualrevenue10kcny";

static ENTERPRISES: [KnownColumn; 12] = [
    obligatory(
        Field::Name,
        "企业名称 单位名称 公司名称 名称 name enterprise enterprisename companyname",
    ),
    obligatory(
        Field::CreditCode,
        "统一社会信用代码 社会信用代码 信用代码 creditcode unifiedsocialcreditcode uscc",
    ),
    obligatory(Field::Town, TOWN),
    optional(Field::Industry, "行业 所属行业 行业类别 industry"),
    optional(Field::AboveScale, "是否规上 规上 规上企业 abovescale"),
    optional(Field::Employees, "从业人员 从业人数 从业人员数 员工人数 职工人数 employees"),
    optional(Field::RevenueTenThousandCny, REVENUE),
    optional(Field::Contact, "联系人 联系人姓名 contact contactname contactperson"),
    optional(Field::Phone, PHONE),
    optional(Field::Address, "地址 企业地址 详细地址 经营地址 address"),
    optional(Field::Longitude, LONGITUDE),
    optional(Field::Latitude, LATITUDE),
];

static OFFICERS: [KnownColumn; 9] = [
    obligatory(Field::BadgeNumber, "警号 badgenumber badge badgeno"),
    obligatory(Field::Name, "姓名 民警姓名 name officer"),
    optional(Field::Rank, "警衔 rank"),
    obligatory(Field::Branch, BRANCH),
    obligatory(Field::Agency, "所属单位 单位 工作单位 agency"),
    obligatory(Field::Town, "驻地镇街 驻地 所在镇街 所属镇街 镇街 homebase basetown town"),
    obligatory(Field::Phone, PHONE),
    optional(Field::Longitude, LONGITUDE),
    optional(Field::Latitude, LATITUDE),
];

static AGENCIES: [KnownColumn; 6] = [
    obligatory(Field::Name, "单位名称 单位 名称 name agency"),
    obligatory(Field::Level, "层级 级别 level"),
    optional(Field::Branch, BRANCH),
    optional(Field::Parent, "上级单位 主管单位 parent parentagency"),
    optional(Field::Guiding, "业务指导单位 指导单位 guiding guidingagency"),
    optional(Field::Town, TOWN),
];

static TOWNS: [KnownColumn; 6] = [
    obligatory(Field::TownCode, "代码 区划代码 行政区划代码 code divisioncode"),
    obligatory(Field::Name, "镇街 镇街名称 名称 name town"),
    obligatory(Field::Latitude, LATITUDE),
    obligatory(Field::Longitude, LONGITUDE),
    optional(Field::Industries, "主导产业 产业 industries leadingindustries"),
    optional(Field::FormerNames, "曾用名 formernames formername"),
];

static MECHANISMS: [KnownColumn; 5] = [
    obligatory(Field::Number, "编号 序号 number no"),
    obligatory(Field::Name, "机制名称 名称 name title"),
    obligatory(Field::Body, "内容 机制内容 正文 body text"),
    optional(Field::EffectiveOn, "生效日期 施行日期 effectiveon effective"),
    optional(Field::Sample, "是否样例 样例 sample"),
];

/// The columns that a register is known to have.
pub(super) fn known_columns(kind: RegisterKind) -> &'static [KnownColumn] {
    match kind {
        RegisterKind::Towns => &TOWNS,
        RegisterKind::Agencies => &AGENCIES,
        RegisterKind::Officers => &OFFICERS,
        RegisterKind::Enterprises => &ENTERPRISES,
        RegisterKind::Mechanisms => &MECHANISMS,
    }
}

/// What a heading means in a register.
pub(super) fn field_of(kind: RegisterKind, heading: &str) -> Option<Field> {
    let heading = clean::heading(heading);
    let mut known = known_columns(kind).iter();
    let column = known.find(|known| known.headings().any(|other| other == heading));
    column.map(|known| known.field)
}
