// Who takes part in a task force: agencies as a whole, or officers of them.
import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useQuery } from "urql";
import { AgencyNameDocument, OfficerNameDocument } from "../../gql/requests";
import { AgencySelect, OfficerSelect } from "../../platform/agency-select";
import type { Force } from "./forces";

export interface Joining {
  readonly agencyId: string;
  /** Empty where the agency takes part as a whole. */
  readonly officerId: string;
}

export function membersOf(joining: readonly Joining[]) {
  return joining.map(({ agencyId, officerId }) =>
    officerId ? { officerId, agencyId: null } : { agencyId, officerId: null },
  );
}

interface Props {
  readonly present: Force["members"]["nodes"];
  readonly leaving: readonly string[];
  readonly onLeave: (ids: readonly string[]) => void;
  readonly joining: readonly Joining[];
  readonly onJoin: (joining: readonly Joining[]) => void;
}

export function MemberEditor({ present, leaving, onLeave, joining, onJoin }: Props) {
  const { t } = useTranslation();
  const [agencyId, setAgency] = useState("");
  const [officerId, setOfficer] = useState("");
  const isKnown = joining.some(
    (one) => one.agencyId === agencyId && one.officerId === officerId,
  );
  return (
    <fieldset className="field">
      <legend>{t("requests.members")}</legend>
      <ul>
        {present
          .filter(({ id }) => !leaving.includes(id))
          .map(({ id, agency, officer }) => (
            <li key={id} className="line-editor">
              {officer ? `${officer.name}（${agency.name}）` : agency.name}
              <Button
                type="text"
                icon={<CloseOutlined aria-hidden />}
                aria-label={t("app.removeOf", { name: officer?.name ?? agency.name })}
                onClick={() => onLeave([...leaving, id])}
              />
            </li>
          ))}
        {joining.map((one) => (
          <li key={`${one.agencyId} ${one.officerId}`} className="line-editor">
            <JoiningName joining={one} />
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("requests.removeMember")}
              onClick={() => onJoin(joining.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ul>
      <div className="form-pair">
        <AgencySelect
          value={agencyId}
          label={t("requests.memberAgency")}
          onChange={(id) => {
            setAgency(id);
            setOfficer("");
          }}
        />
        <OfficerSelect
          agencyId={agencyId}
          value={officerId}
          label={t("requests.memberOfficer")}
          onChange={setOfficer}
        />
      </div>
      <span>
        <Button
          disabled={!agencyId || isKnown}
          onClick={() => {
            onJoin([...joining, { agencyId, officerId }]);
            setAgency("");
            setOfficer("");
          }}
        >
          {t("requests.addMember")}
        </Button>
      </span>
    </fieldset>
  );
}

function JoiningName({ joining }: { readonly joining: Joining }) {
  const [agency] = useQuery({ query: AgencyNameDocument, variables: { id: joining.agencyId } });
  const [officer] = useQuery({
    query: OfficerNameDocument,
    variables: { id: joining.officerId },
    pause: !joining.officerId,
  });
  const name = agency.data?.agency?.name ?? "";
  return <span>{joining.officerId ? `${officer.data?.officer?.name ?? ""}（${name}）` : name}</span>;
}
