import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { CaseloadPlansDocument, type CaseloadPlansQuery } from "../../gql/plans";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { formatInstant } from "../../platform/dates";
import { usePhone } from "../../platform/device";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { RowCards } from "../../platform/row-cards";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { kilometres } from "./kilometres";
import { PlanState, planStates } from "./plan-state";

type Row = CaseloadPlansQuery["caseloadPlans"]["nodes"][number];

export default function Plans() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { role } = useRights();
  const [state, change] = useAddressState(["state"]);
  const list = useConnection(
    CaseloadPlansDocument,
    { filter: { state: planStates.find((one) => one === state("state")) ?? null }, first: 50 },
    (data) => data.caseloadPlans,
  );
  const titleOf = ({ note, createdAt }: Row) =>
    note || t("plans.untitled", { when: formatInstant(createdAt) });
  const columns: readonly Column<Row>[] = [
    {
      title: t("plans.note"),
      width: "minmax(200px, 3fr)",
      render: (plan) => <Link to={`/plans/${plan.id}`}>{titleOf(plan)}</Link>,
    },
    {
      title: t("plans.state"),
      width: "96px",
      render: (plan) => <PlanState state={plan.state} />,
    },
    {
      title: t("plans.scale"),
      width: "96px",
      render: ({ scale }) => t(`plans.scales.${scale}`),
    },
    { title: t("plans.firms"), width: "88px", isNumber: true, render: ({ firms }) => firms },
    {
      title: t("plans.officers"),
      width: "88px",
      isNumber: true,
      render: ({ officers }) => officers,
    },
    { title: t("plans.moves"), width: "88px", isNumber: true, render: ({ moves }) => moves ?? "—" },
    {
      title: t("plans.total"),
      width: "144px",
      isNumber: true,
      render: ({ planned }) => (planned ? kilometres(planned.totalDistanceM) : "—"),
    },
    {
      title: t("plans.when"),
      width: "168px",
      render: ({ createdAt }) => formatInstant(createdAt),
    },
  ];
  return (
    <Page
      fill
      title={t("plans.title")}
      aside={list.totalCount !== undefined && t("plans.count", { count: list.totalCount })}
      actions={
        role === "COORDINATOR" && (
          <Link to="/plans/new">
            <Button type="primary" tabIndex={-1}>
              {t("plans.create")}
            </Button>
          </Link>
        )
      }
    >
      <div className="filters no-print">
        <Pick
          value={state("state")}
          label={t("plans.state")}
          none={t("plans.allStates")}
          options={planStates.map((value) => ({ value, label: t(`plans.states.${value}`) }))}
          onChange={(next) => change({ state: next })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("plans.none")}
        retry={list.retry}
      >
        {phone ? (
          <RowCards
            list={list}
            label={t("plans.title")}
            keyOf={({ id }) => id}
            to={({ id }) => `/plans/${id}`}
            title={titleOf}
            line={({ firms, officers }) => t("plans.scope", { firms, officers })}
            mark={(plan) => <PlanState state={plan.state} />}
          />
        ) : (
          <WindowedTable
            list={list}
            columns={columns}
            keyOf={({ id }) => id}
            label={t("plans.title")}
          />
        )}
      </AsyncState>
    </Page>
  );
}
