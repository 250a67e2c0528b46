//! Seeds the taxonomy that a county begins with; its people change it.

use sea_orm_migration::{
    prelude::*,
    sea_orm::prelude::{ChronoDateTimeUtc, Uuid},
};

/// Seeds the taxonomy of incidents.
#[derive(DeriveMigrationName)]
pub struct Migration;

/// Fixed, so that every county has the same.
const FIRST: u128 = 0x0192_0000_0000_7000_8000_0000_0001_0000;

const POLICE: &str = "POLICE";
const NON_POLICE: &str = "NON_POLICE";

type Name = (&'static str, &'static str, &'static str);

/// Each class with whose business it is, and the kinds within it: code, 中文, English.
const CLASSES: [(&str, Name, &[Name]); 8] = [
    (
        NON_POLICE,
        ("LABOUR", "劳动争议", "Labour"),
        &[
            ("LABOUR.WAGES", "劳资纠纷", "Wages dispute"),
            ("LABOUR.INJURY", "工伤赔偿纠纷", "Compensation for an injury at work"),
            ("LABOUR.CONTRACT", "劳动合同纠纷", "Contract of employment"),
        ],
    ),
    (
        NON_POLICE,
        ("NEIGHBOURS", "邻里家庭", "Neighbours and families"),
        &[
            ("NEIGHBOURS.QUARREL", "邻里纠纷", "Neighbours' quarrel"),
            ("NEIGHBOURS.FAMILY", "家庭纠纷", "Family quarrel"),
            ("NEIGHBOURS.LAND", "宅基地与相邻权纠纷", "Land and boundaries"),
        ],
    ),
    (
        NON_POLICE,
        ("TRADE", "经营消费", "Trade and consumers"),
        &[
            ("TRADE.CONSUMER", "消费纠纷", "Consumer dispute"),
            ("TRADE.CONTRACT", "合同经济纠纷", "Contract between firms"),
            ("TRADE.RENT", "租赁纠纷", "Rent"),
        ],
    ),
    (
        NON_POLICE,
        ("ENVIRONMENT", "环境与市容", "Environment and streets"),
        &[
            ("ENVIRONMENT.NOISE", "噪音扰民", "Noise"),
            ("ENVIRONMENT.POLLUTION", "环境污染投诉", "Pollution"),
            ("ENVIRONMENT.STREET", "占道与市容", "Obstructed streets"),
        ],
    ),
    (
        NON_POLICE,
        ("HELP", "求助服务", "Help and services"),
        &[
            ("HELP.ADVICE", "政策咨询", "Advice"),
            ("HELP.UTILITIES", "水电气故障", "Water, power or gas"),
            ("HELP.ANIMALS", "动物处置", "Animals"),
        ],
    ),
    (
        POLICE,
        ("CRIME", "违法犯罪", "Crime"),
        &[
            ("CRIME.THEFT", "盗窃", "Theft"),
            ("CRIME.FRAUD", "诈骗", "Fraud"),
            ("CRIME.VIOLENCE", "殴打伤害", "Violence"),
        ],
    ),
    (
        POLICE,
        ("TRAFFIC", "道路交通", "Road traffic"),
        &[
            ("TRAFFIC.ACCIDENT", "交通事故", "Accident"),
            ("TRAFFIC.OBSTRUCTION", "交通拥堵与违停", "Congestion and parking"),
        ],
    ),
    (
        POLICE,
        ("DANGER", "公共安全", "Public safety"),
        &[
            ("DANGER.FIRE", "火灾隐患", "Danger of fire"),
            ("DANGER.LIFE", "危及生命的求助", "Life in danger"),
        ],
    ),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // As old as can be: no incident is older than what it is sorted by.
        let made_at = ChronoDateTimeUtc::default();
        let mut rows = Query::insert();
        rows.into_table("incident_category").columns([
            "id",
            "parent_id",
            "code",
            "name_zh",
            "name_en",
            "nature",
            "active",
            "version",
            "created_at",
        ]);
        let mut ids = (FIRST..).map(Uuid::from_u128);
        let mut row = |parent: Option<Uuid>, (code, zh, en): Name, nature: &'static str| {
            let id = ids.next();
            rows.values_panic([
                id.into(),
                parent.into(),
                code.into(),
                zh.into(),
                en.into(),
                nature.into(),
                true.into(),
                1.into(),
                made_at.into(),
            ]);
            id
        };
        for (nature, class, kinds) in CLASSES {
            let class = row(None, class, nature);
            for kind in kinds {
                row(class, *kind, nature);
            }
        }
        manager.execute(rows).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // Those below first: a class that is referred to stays.
        let mut kinds = Query::delete();
        kinds.from_table("incident_category").and_where(Expr::col("parent_id").is_not_null());
        manager.execute(kinds).await?;
        manager.execute(Query::delete().from_table("incident_category").take()).await
    }
}
