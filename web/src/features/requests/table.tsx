import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { dayOf, formatDay } from "../../platform/dates";
import { Mark, StateTag } from "../../platform/state-tag";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import type { RequestList, RequestRow } from "./rows";

export function RequestTable({ list }: { readonly list: RequestList }) {
  const { t } = useTranslation();
  const columns: readonly Column<RequestRow>[] = [
    {
      title: t("requests.number"),
      width: "112px",
      render: ({ number }) => <span className="number">{number}</span>,
    },
    {
      title: t("requests.subject"),
      width: "minmax(180px, 3fr)",
      render: ({ id, title }) => <Link to={`/requests/${id}`}>{title}</Link>,
    },
    {
      title: t("requests.asker"),
      width: "minmax(152px, 2fr)",
      render: (row) => row.associationName ?? row.enterpriseName,
    },
    {
      title: t("requests.category"),
      width: "72px",
      render: ({ category }) => t(`app.enums.RequestCategory.${category}`),
    },
    {
      title: t("requests.state"),
      width: "80px",
      render: ({ state }) => <StateTag of="RequestState" value={state} />,
    },
    {
      title: t("requests.withWhom"),
      width: "minmax(168px, 1.5fr)",
      render: ({ agency, handler }) =>
        [agency?.name, handler?.name].filter(Boolean).join(" · ") || (
          <span className="muted">{t("requests.nobody")}</span>
        ),
    },
    {
      title: t("requests.dueOn"),
      width: "128px",
      render: (row) => <DueCell row={row} />,
    },
    {
      title: t("requests.filedOn"),
      width: "120px",
      render: ({ createdAt }) => formatDay(dayOf(createdAt)),
    },
  ];
  return (
    <WindowedTable
      list={list}
      columns={columns}
      keyOf={({ id }) => id}
      label={t("requests.title")}
    />
  );
}

function DueCell({ row }: { readonly row: RequestRow }) {
  const { t } = useTranslation();
  if (!row.dueAt) return <span className="muted">{t("requests.noDue")}</span>;
  if (row.isOverdue) return <Mark tone="bad">{t("requests.overdue")}</Mark>;
  return <>{formatDay(dayOf(row.dueAt))}</>;
}
