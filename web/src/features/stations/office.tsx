import { Button } from "antd";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { LiaisonOfficeDocument, type LiaisonOfficeQuery } from "../../gql/stations";
import { AsyncState } from "../../platform/async-state";
import { formatDay } from "../../platform/dates";
import { Page } from "../../platform/page";
import { Mark } from "../../platform/state-tag";
import { Merchants } from "./merchants";
import { useKeepsPlaces } from "./rights";
import "./stations.css";

const OfficeForm = lazy(() => import("./office-form"));

export type Office = NonNullable<LiaisonOfficeQuery["liaisonOffice"]>;

export default function OfficePage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const keeps = useKeepsPlaces();
  const [isEdited, edit] = useState(false);
  const [{ data, fetching, error }, read] = useQuery({
    query: LiaisonOfficeDocument,
    variables: { id },
  });
  const reload = () => read({ requestPolicy: "network-only" });
  const office = data?.liaisonOffice;
  if (office && isEdited) {
    return (
      <Suspense>
        <OfficeForm office={office} reload={reload} close={() => edit(false)} />
      </Suspense>
    );
  }
  return (
    <Page
      title={office?.name ?? t("stations.office")}
      aside={
        office && (
          <Mark tone={office.isOpen ? "good" : "plain"}>
            {t(office.isOpen ? "stations.open" : "stations.closed")}
          </Mark>
        )
      }
      crumbs={[{ to: "/offices", title: t("stations.offices") }]}
      actions={
        <>
          {office && (
            <Link to={`/requests?office=${office.id}`} className="button-link">
              {t("stations.requestsHere")}
            </Link>
          )}
          {office && keeps && <Button onClick={() => edit(true)}>{t("stations.change")}</Button>}
        </>
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!office}
        empty={t("app.problems.NOT_FOUND")}
        retry={reload}
      >
        {office && (
          <div className="place">
            <Merchants office={office} />
            <section className="card">
              <h2>{t("stations.facts")}</h2>
              <dl className="facts">
                <dt>{t("stations.address")}</dt>
                <dd>{office.address}</dd>
                <dt>{t("stations.agency")}</dt>
                <dd>{office.agency?.name}</dd>
                <dt>{t("stations.partners")}</dt>
                <dd>
                  {office.partners.nodes.flatMap(({ agency }) => agency?.name ?? []).join("、")}
                </dd>
                <dt>{t("stations.openedOn")}</dt>
                <dd>{formatDay(office.openedOn)}</dd>
                {office.closedOn && (
                  <>
                    <dt>{t("stations.closedOn")}</dt>
                    <dd>{formatDay(office.closedOn)}</dd>
                  </>
                )}
              </dl>
            </section>
          </div>
        )}
      </AsyncState>
    </Page>
  );
}
