// The leader's one screen: each figure with how it is computed, and the rows behind it one tap away.
import { PrinterOutlined, ReloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import { DashboardDocument, type DashboardQuery } from "../../gql/dashboard";
import { AsyncState } from "../../platform/async-state";
import { formatDay, formatInstant } from "../../platform/dates";
import { Page } from "../../platform/page";
import { percent, placeOf, standingOf } from "./figures";
import { Spread } from "./spread";
import "./dashboard.css";

type Dashboard = DashboardQuery["dashboard"];
type Figure = Dashboard["figures"][number];

export default function DashboardPage() {
  const { t } = useTranslation();
  const [{ data, fetching, error }, read] = useQuery({
    query: DashboardDocument,
    requestPolicy: "cache-and-network",
  });
  const reload = () => read({ requestPolicy: "network-only" });
  const board = data?.dashboard;
  return (
    <Page
      title={t("dashboard.title")}
      aside={board && t("dashboard.at", { when: formatInstant(board.at) })}
      actions={
        <>
          <Button icon={<ReloadOutlined aria-hidden />} loading={fetching} onClick={reload}>
            {t("dashboard.reload")}
          </Button>
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => print()}>
            {t("dashboard.print")}
          </Button>
        </>
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={board !== undefined}
        retry={reload}
        rows={10}
      >
        {board && <Board board={board} />}
      </AsyncState>
    </Page>
  );
}

function Board({ board }: { readonly board: Dashboard }) {
  const { t } = useTranslation();
  const period = { from: formatDay(board.from), to: formatDay(board.to) };
  return (
    <>
      <p className="muted">{t("dashboard.period", period)}</p>
      <ul className="figures">
        {board.figures.map((figure) => (
          <li key={figure.kind}>
            <FigureCard figure={figure} cadenceDays={board.visitCadenceDays} />
          </li>
        ))}
      </ul>
      <Spread bars={board.spread} lower={board.caseloadLower} upper={board.caseloadUpper} />
    </>
  );
}

interface CardProps {
  readonly figure: Figure;
  readonly cadenceDays: number;
}

function FigureCard({ figure, cadenceDays }: CardProps) {
  const { t } = useTranslation();
  const { kind, title, definition, numerator, denominator, previous } = figure;
  const { tone, isShare } = standingOf(figure);
  return (
    <Link to={placeOf(kind, cadenceDays)} className={`card figure figure-${tone}`}>
      <h2>{title}</h2>
      <span className="figure-number number">{isShare ? percent(figure) : numerator}</span>
      <span className="muted number">
        {t(isShare ? "dashboard.ofAll" : "dashboard.outOf", { numerator, denominator })}
        {previous && t("dashboard.before", { share: percent(previous) })}
      </span>
      <span className="figure-definition muted">{definition}</span>
    </Link>
  );
}
