// Pairs that must never be 回避, and pairs that stay as they are 固定; plans obey both.
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMutation } from "urql";
import { PairRulesDocument, type PairRulesQuery, SetPairRuleDocument } from "../../gql/assignments";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { useConnection } from "../../platform/connection";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { Mark } from "../../platform/state-tag";
import { OfficerFinder } from "../officers/officer-finder";
import { RuleDialog } from "./rule-dialog";

type Rule = PairRulesQuery["pairRules"]["nodes"][number];
const touched = { additionalTypenames: ["PairRule"] };

export default function PairRules() {
  const { t } = useTranslation();
  const { assigns } = useRights();
  const [adding, setAdding] = useState(false);
  const [state, change] = useAddressState(["officer"]);
  const [, set] = useMutation(SetPairRuleDocument);
  const list = useConnection(
    PairRulesDocument,
    { officer: state("officer") || null, first: 50 },
    (data) => data.pairRules,
  );
  const lift = async ({ enterprise, officer, reason }: Rule) => {
    if (!enterprise || !officer) return;
    const yes = await confirm({
      title: t("assignments.liftAsk"),
      body: `${enterprise.name} · ${officer.name}`,
      yes: t("assignments.lift"),
    });
    if (!yes) return;
    const input = { enterpriseId: enterprise.id, officerId: officer.id, kind: null, reason };
    const { error } = await set({ input }, touched);
    if (error) complain(error);
  };
  return (
    <Page
      title={t("assignments.pairRules")}
      aside={
        list.totalCount !== undefined && t("assignments.rulesCount", { count: list.totalCount })
      }
      crumbs={[{ to: "/caseload", title: t("assignments.caseload") }]}
      actions={
        assigns && (
          <Button type="primary" onClick={() => setAdding(true)}>
            {t("assignments.addRule")}
          </Button>
        )
      }
    >
      <div className="filters no-print" role="search">
        <div className="filter-finder">
          <OfficerFinder
            label={t("assignments.ofOfficer")}
            value={state("officer")}
            onChange={(officer) => change({ officer })}
          />
        </div>
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("assignments.noRules")}
        retry={list.retry}
      >
        <section className="card" aria-label={t("assignments.pairRules")}>
          <ul className="lines">
            {list.nodes.map((rule) => (
              <li key={rule.id}>
                <span className="lines-main">
                  <Mark tone={rule.kind === "BAN" ? "bad" : "info"}>
                    {t(`assignments.rules.${rule.kind}`)}
                  </Mark>
                  {rule.enterprise && (
                    <Link to={`/enterprises/${rule.enterprise.id}`}>{rule.enterprise.name}</Link>
                  )}
                  {rule.officer && (
                    <Link to={`/officers/${rule.officer.id}`}>{rule.officer.name}</Link>
                  )}
                </span>
                <span className="row">
                  <span className="muted">{rule.reason}</span>
                  {assigns && (
                    <Button size="small" onClick={() => lift(rule)}>
                      {t("assignments.lift")}
                    </Button>
                  )}
                </span>
              </li>
            ))}
          </ul>
          {list.hasMore && (
            <Button block loading={list.loading} onClick={list.loadMore}>
              {t("associations.more")}
            </Button>
          )}
        </section>
      </AsyncState>
      {adding && <RuleDialog onClose={() => setAdding(false)} />}
    </Page>
  );
}
