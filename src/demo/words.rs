//! The words the demo county is made of. Every name is made up.

use super::chance::Chance;

const SURNAMES: &[&str] = &[
    "赵", "钱", "孙", "李", "周", "吴", "郑", "王", "陈", "楼", "寿", "郦", "斯", "蒋", "边", "宣",
];
const GIVEN: &[&str] = &[
    "建国", "秀英", "海波", "丽娟", "志强", "美玲", "晓东", "雅琴", "国庆", "红霞", "永康", "佳怡",
    "立新", "春燕", "浩然", "文静", "伟民", "思远", "凯", "敏",
];
const BRANDS: &[&str] = &[
    "宏发",
    "天元",
    "新光",
    "华润通",
    "东方明",
    "金桥",
    "银河",
    "永兴",
    "盛达",
    "瑞丰",
    "嘉禾",
    "恒信",
    "长江源",
    "万里",
    "精诚",
    "祥和",
    "大成",
    "中兴隆",
    "友谊",
    "振华",
];
const KINDS: &[&str] = &["有限公司", "股份有限公司", "厂"];
const ROADS: &[&str] = &["工业路", "创业路", "振兴路", "环城路", "兴业路", "珍珠大道"];

/// What is talked about on visits.
pub const TOPICS: &[&str] = &[
    "防范电信诈骗",
    "用工与暂住登记",
    "出入境办证",
    "厂区消防通道",
    "货车停放",
    "网络安全自查",
    "欠薪苗头",
    "出口订单",
];
/// What is found.
pub const FINDINGS: &[&str] = &[
    "生产正常，订单已排到下季度。",
    "新招外来务工人员三十余名，已告知登记要求。",
    "门卫值守规范，监控两处离线，已提醒修复。",
    "财务人员参加了反诈培训，能说出常见手法。",
    "反映厂门口货车夜间乱停，影响进出。",
    "计划三月赴港参展，询问办证时间。",
];
/// Ranks 警衔.
pub const RANKS: &[&str] = &["一级警司", "二级警司", "三级警督", "二级警督", "一级警员"];
/// Posts 职务 of contacts.
pub const POSTS: &[&str] = &["总经理", "厂长", "办公室主任", "安保负责人", "财务负责人"];

fn pick<'a>(chance: &mut Chance, words: &[&'a str]) -> &'a str {
    chance.pick(words).copied().unwrap_or_default()
}

/// A person's name.
pub fn person(chance: &mut Chance) -> String {
    format!("{}{}", pick(chance, SURNAMES), pick(chance, GIVEN))
}

/// A firm's name.
pub fn firm(chance: &mut Chance, industry: &str) -> String {
    let (brand, kind) = (pick(chance, BRANDS), pick(chance, KINDS));
    format!("诸暨市{brand}{industry}{kind}")
}

/// An address in a town.
pub fn address(chance: &mut Chance, town: &str) -> String {
    format!("诸暨市{town}{}{}号", pick(chance, ROADS), 1 + chance.below(900))
}

/// A mobile number. The series 199-0575 is nobody's here.
pub fn mobile(chance: &mut Chance) -> String {
    format!("1990575{:04}", chance.below(10_000))
}

/// A line of these.
pub fn line(chance: &mut Chance, words: &[&str]) -> String {
    pick(chance, words).to_owned()
}
