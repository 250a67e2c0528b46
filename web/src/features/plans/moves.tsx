import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { PlannedMovesDocument, type PlannedMovesQuery } from "../../gql/plans";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { usePhone } from "../../platform/device";
import { Pick } from "../../platform/inputs";
import { RowCards } from "../../platform/row-cards";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { kilometres } from "./kilometres";
import type { Plan } from "./plan";

type Move = NonNullable<PlannedMovesQuery["caseloadPlan"]>["assignments"]["nodes"][number];

interface Props {
  readonly plan: Plan;
  /** Only those that no longer fit, of a plan that cannot be applied any more. */
  readonly misfits?: boolean;
}

export function Moves({ plan, misfits = false }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  const [state, change] = useAddressState(["show"]);
  const moves = !misfits && state("show") !== "all";
  const list = useConnection(
    PlannedMovesDocument,
    { id: plan.id, filter: { moves, misfits }, first: 50 },
    (data) => data.caseloadPlan?.assignments,
  );
  const title = t(misfits ? "plans.misfits" : moves ? "plans.movesTitle" : "plans.allFirms");
  const distance = (metres: number | null) =>
    metres === null ? <span className="muted">—</span> : kilometres(metres);
  const whyOf = ({ reason, misfit }: Move) =>
    misfits && misfit ? t(`plans.misfitWords.${misfit}`) : t(`plans.reasons.${reason}`);
  const pairOf = ({ presentOfficer, officer }: Move) =>
    `${presentOfficer?.name ?? t("plans.nobody")} → ${officer?.name ?? t("plans.nobody")}`;
  const columns: readonly Column<Move>[] = [
    {
      title: t("plans.firm"),
      width: "minmax(220px, 3fr)",
      render: ({ enterprise }) =>
        enterprise && <Link to={`/enterprises/${enterprise.id}`}>{enterprise.name}</Link>,
    },
    {
      title: t("plans.town"),
      width: "96px",
      render: ({ enterprise }) => enterprise?.town?.name,
    },
    {
      title: t("plans.from"),
      width: "96px",
      render: ({ presentOfficer }) =>
        presentOfficer?.name ?? <span className="muted">{t("plans.nobody")}</span>,
    },
    {
      title: t("plans.fromDistance"),
      width: "104px",
      isNumber: true,
      render: ({ presentDistanceM }) => distance(presentDistanceM),
    },
    {
      title: t("plans.to"),
      width: "96px",
      render: ({ officer }) => officer?.name ?? <span className="muted">{t("plans.nobody")}</span>,
    },
    {
      title: t("plans.toDistance"),
      width: "104px",
      isNumber: true,
      render: ({ distanceM }) => distance(distanceM),
    },
    {
      title: t(misfits ? "plans.misfit" : "plans.reason"),
      width: "minmax(160px, 2fr)",
      render: whyOf,
    },
  ];
  return (
    <section className="stack" aria-label={title}>
      <div className="row">
        <h2 className="plan-heading">{title}</h2>
        {list.totalCount !== undefined && (
          <span className="muted number">{t("plans.rows", { count: list.totalCount })}</span>
        )}
        {!misfits && (
          <Pick
            value={state("show")}
            label={t("plans.show")}
            none={t("plans.onlyMoves")}
            options={[{ value: "all", label: t("plans.allFirms") }]}
            onChange={(show) => change({ show })}
          />
        )}
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("plans.noMoves")}
        retry={list.retry}
      >
        <div className="plan-table">
          {phone ? (
            <RowCards
              list={list}
              label={title}
              keyOf={({ id }) => id}
              to={({ enterprise }) => `/enterprises/${enterprise?.id}`}
              title={({ enterprise }) => enterprise?.name ?? ""}
              line={(move) => `${pairOf(move)} · ${whyOf(move)}`}
            />
          ) : (
            <WindowedTable list={list} columns={columns} keyOf={({ id }) => id} label={title} />
          )}
        </div>
      </AsyncState>
    </section>
  );
}
