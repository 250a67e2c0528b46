import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { EnterpriseDocument } from "../../gql/enterprises";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { useSession } from "../../platform/session";
import { Mark } from "../../platform/state-tag";
import { UnsentOf } from "../outbox/unsent";
import { FirmActions } from "./actions";
import { Contacts } from "./contacts";
import { Facts } from "./facts";
import { Liaison } from "./liaison";
import { titleFor } from "./rows";
import { Timeline } from "./timeline";
import "./firm.css";

/** One firm: what it is, whom one meets there, who looks after it, and what has happened. */
export default function Firm() {
  const { t } = useTranslation();
  const session = useSession();
  const { keepsRegisters, mergesFirms } = useRights();
  const { id = "" } = useParams();
  const [{ data, fetching, error }, read] = useQuery({
    query: EnterpriseDocument,
    variables: { id },
  });
  const firm = data?.enterprise;
  return (
    <Page
      title={firm?.name ?? t("enterprises.one")}
      aside={firm?.aboveScale && <Mark tone="info">{t("enterprises.aboveScale")}</Mark>}
      actions={
        firm && (
          <>
            {mergesFirms && (
              <Link to={`/enterprises/${firm.id}/merge`}>
                <Button tabIndex={-1}>{t("enterprises.merge")}</Button>
              </Link>
            )}
            {keepsRegisters && (
              <Link to={`/enterprises/${firm.id}/edit`}>
                <Button tabIndex={-1}>{t("app.edit")}</Button>
              </Link>
            )}
          </>
        )
      }
      crumbs={[{ to: "/enterprises", title: t(titleFor(session)) }]}
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!firm}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {firm && (
          <div className="firm">
            <div className="stack">
              <UnsentOf enterpriseId={firm.id} />
              <Contacts
                firmId={firm.id}
                contacts={firm.contacts.nodes}
                assignments={firm.assignments.nodes}
              />
              <Timeline
                enterpriseId={firm.id}
                visits={firm.visits.nodes}
                requests={firm.requests.nodes}
              />
            </div>
            <div className="stack">
              <Facts firm={firm} />
              <Liaison firm={firm} assignments={firm.assignments.nodes} />
            </div>
            <FirmActions firm={firm} />
          </div>
        )}
      </AsyncState>
    </Page>
  );
}
