// An officer's morning: where to go, whom one has not seen for long, what waits.
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { EnterprisesDocument } from "../../gql/enterprises";
import { TodayDocument } from "../../gql/today";
import { AsyncState } from "../../platform/async-state";
import { formatDay, today } from "../../platform/dates";
import { Page } from "../../platform/page";
import { useSession } from "../../platform/session";
import { wholeList } from "../enterprises/rows";
import { LongUnseen } from "./long-unseen";
import { Planned } from "./planned";
import { Notices, Requests } from "./waiting";
import "./today.css";

export default function Today() {
  const { t } = useTranslation();
  const session = useSession();
  const officer = session.state === "out" ? "" : (session.person.officer?.id ?? "");
  const [{ data, fetching, error }, read] = useQuery({
    query: TodayDocument,
    variables: { officer },
  });
  const [firms] = useQuery({ query: EnterprisesDocument, variables: wholeList });
  const inbox = data?.inbox;
  return (
    <Page title={t("today.title")} aside={formatDay(today())}>
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        <div className="today">
          <Planned visits={data?.visits.nodes ?? []} />
          {data && (
            <LongUnseen
              firms={firms.data?.enterprises.nodes}
              cadenceDays={data.programmeSettings.visitCadenceDays}
            />
          )}
          {inbox && (
            <>
              <Requests inbox={inbox} />
              <Notices inbox={inbox} />
            </>
          )}
        </div>
      </AsyncState>
    </Page>
  );
}
