import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import { DemandForecastDocument } from "../../gql/requests";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { today } from "../../platform/dates";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Mark } from "../../platform/state-tag";
import "./planning.css";

/** What comes again every year, by month, so that it is ready before it is asked for. */
export default function Forecast() {
  const { t } = useTranslation();
  const [state, change] = useAddressState(["year"]);
  const thisYear = Number(today().slice(0, 4));
  const year = Number(state("year")) || thisYear + 1;
  const [{ data, fetching, error }, read] = useQuery({
    query: DemandForecastDocument,
    variables: { year },
  });
  const rows = data?.demandForecast ?? [];
  return (
    <Page
      title={t("requests.forecast")}
      crumbs={[{ to: "/requests", title: t("requests.title") }]}
      actions={
        <Pick
          value={state("year")}
          label={t("requests.year")}
          none={t("requests.yearOf", { year: thisYear + 1 })}
          options={[thisYear, thisYear + 2].map((one) => ({
            value: String(one),
            label: t("requests.yearOf", { year: one }),
          }))}
          onChange={(chosen) => change({ year: chosen })}
        />
      }
    >
      <p className="muted">{t("requests.forecastAbout")}</p>
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={rows.length === 0}
        empty={t("requests.forecastNone")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        <div className="card table-wrap">
          <table className="plain-table">
            <thead>
              <tr>
                <th scope="col">{t("requests.inMonth")}</th>
                <th scope="col">{t("requests.lastAsked")}</th>
                <th scope="col">{t("requests.category")}</th>
                <th scope="col">{t("requests.expected")}</th>
                <th scope="col">{t("requests.onRecord")}</th>
                <th scope="col">{t("requests.filedYet")}</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ lastRequest, month, category, ...row }) => (
                <tr key={`${lastRequest.id} ${month}`}>
                  <td className="number">{t("requests.month", { month })}</td>
                  <td>
                    <Link to={`/requests/${lastRequest.id}`}>{lastRequest.title}</Link>
                    <div className="muted">
                      {lastRequest.associationName ?? lastRequest.enterpriseName}
                    </div>
                  </td>
                  <td>{t(`app.enums.RequestCategory.${category}`)}</td>
                  <td className="number">
                    {t("requests.firmsAndPeople", { firms: row.firms, people: row.people })}
                  </td>
                  <td className="number">{t("requests.years", { count: row.yearsOnRecord })}</td>
                  <td>
                    <Mark tone={row.isFiled ? "good" : "warn"}>
                      {t(row.isFiled ? "requests.isFiled" : "requests.notFiled")}
                    </Mark>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </AsyncState>
    </Page>
  );
}
