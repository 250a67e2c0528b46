import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatDay } from "../../platform/dates";
import { Mark } from "../../platform/state-tag";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { type FirmList, type FirmRow, lastVisitOf, officerOf } from "./rows";

export function FirmTable({ list }: { readonly list: FirmList }) {
  const { t } = useTranslation();
  const columns: readonly Column<FirmRow>[] = [
    {
      title: t("enterprises.name"),
      width: "minmax(240px, 3fr)",
      render: (firm) => <Link to={`/enterprises/${firm.id}`}>{firm.name}</Link>,
    },
    {
      title: t("enterprises.town"),
      width: "minmax(88px, 1fr)",
      render: (firm) => firm.town?.name,
    },
    {
      title: t("enterprises.industry"),
      width: "minmax(96px, 1fr)",
      render: (firm) => firm.industry,
    },
    {
      title: t("enterprises.scale"),
      width: "72px",
      render: (firm) => firm.aboveScale && <Mark tone="info">{t("enterprises.aboveScale")}</Mark>,
    },
    {
      title: t("enterprises.officer"),
      width: "96px",
      render: (firm) =>
        officerOf(firm)?.name ?? <Mark tone="warn">{t("enterprises.unassigned")}</Mark>,
    },
    {
      title: t("enterprises.lastVisit"),
      width: "128px",
      render: (firm) => {
        const last = lastVisitOf(firm);
        return last ? formatDay(last.day) : <span className="muted">{t("enterprises.never")}</span>;
      },
    },
    {
      title: t("enterprises.openRequests"),
      width: "88px",
      isNumber: true,
      render: (firm) => firm.requests.totalCount || <span className="muted">0</span>,
    },
  ];
  return (
    <WindowedTable
      list={list}
      columns={columns}
      keyOf={(firm) => firm.id}
      label={t("enterprises.title")}
    />
  );
}
