import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { RequestForcesDocument, type RequestForcesQuery } from "../../gql/requests";
import { dayOf, formatDay } from "../../platform/dates";
import type { Person } from "../../platform/session";
import { Mark } from "../../platform/state-tag";
import { ForceForm } from "./force-form";
import { DissolveForm, MinutesForm } from "./force-words";
import { useLiveQuery } from "./live";
import type { SideProps } from "./requester-side";
import { type ServiceRequest, usePerson } from "./rows";

export type Force = NonNullable<
  RequestForcesQuery["serviceRequest"]
>["taskForces"]["nodes"][number];
type Panel = "minutes" | "change" | "dissolve";

/** Its task forces, the one that lives first. */
export function Forces({ request, turn, reload }: SideProps) {
  const { t } = useTranslation();
  const [{ data }] = useLiveQuery(
    { query: RequestForcesDocument, variables: { id: request.id } },
    turn,
  );
  const forces = data?.serviceRequest?.taskForces.nodes ?? [];
  if (forces.length === 0) return null;
  return (
    <section className="card">
      <h2>{t("requests.forces")}</h2>
      {forces.map((force) => (
        <ForceEntry key={force.id} force={force} request={request} reload={reload} />
      ))}
    </section>
  );
}

interface EntryProps {
  readonly force: Force;
  readonly request: ServiceRequest;
  readonly reload: () => void;
}

function ForceEntry({ force, request, reload }: EntryProps) {
  const { t } = useTranslation();
  const person = usePerson();
  const [panel, open] = useState<Panel>();
  const close = () => open(undefined);
  const lives = force.dissolvedAt === null;
  const isHandler = request.allowedSteps.includes("NOTE");
  const mayWork = lives && worksOn(request) && (isHandler || isMember(force, person));
  const present = force.members.nodes.filter(({ leftAt }) => leftAt === null);
  return (
    <div className="chain">
      <div className="row">
        <strong>{force.name}</strong>
        <Mark tone={lives ? "good" : "plain"}>
          {t(lives ? "requests.forceLives" : "requests.forceOver")}
        </Mark>
        <span className="muted">
          {force.dissolvedAt
            ? t("requests.dissolvedOn", { day: formatDay(dayOf(force.dissolvedAt)) })
            : t("requests.endsOn", { day: formatDay(force.endsOn) })}
        </span>
      </div>
      {force.goal && <p className="request-text">{force.goal}</p>}
      <p>
        <span className="muted">{t("requests.lead")}</span> {force.leadAgency.name}
      </p>
      <p>
        <span className="muted">{t("requests.members")}</span>{" "}
        {present
          .map(({ agency, officer }) =>
            officer ? `${officer.name}（${agency.name}）` : agency.name,
          )
          .join("、")}
      </p>
      {mayWork && !panel && (
        <div className="row no-print">
          <Button onClick={() => open("minutes")}>{t("requests.steps.MINUTE.name")}</Button>
          <Button onClick={() => open("change")}>
            {t("requests.steps.CHANGE_TASK_FORCE.name")}
          </Button>
          <Button danger onClick={() => open("dissolve")}>
            {t("requests.steps.DISSOLVE_TASK_FORCE.name")}
          </Button>
        </div>
      )}
      {panel === "minutes" && <MinutesForm force={force} reload={reload} close={close} />}
      {panel === "change" && (
        <ForceForm request={request} force={force} reload={reload} close={close} />
      )}
      {panel === "dissolve" && <DissolveForm force={force} reload={reload} close={close} />}
    </div>
  );
}

/** While the request is in these states its task force works. */
function worksOn({ state }: ServiceRequest) {
  return state === "IN_PROGRESS" || state === "WAITING_FOR_REQUESTER" || state === "RESOLVED";
}

/** As the officer, or as CHIEF or PARTNER of an agency that takes part as a whole. */
function isMember(force: Force, person: Person | undefined) {
  if (!person) return false;
  const { user, officer } = person;
  const speaks = user.role === "CHIEF" || user.role === "PARTNER";
  return force.members.nodes.some(
    (member) =>
      member.leftAt === null &&
      (member.officer
        ? member.officer.id === officer?.id
        : speaks && member.agency.id === user.agency?.id),
  );
}
