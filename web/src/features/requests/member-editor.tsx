// Who takes part in a task force: agencies as a whole, or officers of them.
import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { AgencyFinder } from "../agencies/agency-finder";
import { ColleagueFinder } from "../officers/officer-finder";
import type { Force } from "./forces";

export interface Joining {
  readonly agencyId: string;
  /** Empty where the agency takes part as a whole. */
  readonly officerId: string;
  readonly name: string;
}

export function membersOf(joining: readonly Joining[]) {
  return joining.map(({ agencyId, officerId }) =>
    officerId ? { officerId, agencyId: null } : { agencyId, officerId: null },
  );
}

const none = { id: "", name: "" };

interface Props {
  readonly present: Force["members"]["nodes"];
  readonly leaving: readonly string[];
  readonly onLeave: (ids: readonly string[]) => void;
  readonly joining: readonly Joining[];
  readonly onJoin: (joining: readonly Joining[]) => void;
}

export function MemberEditor({ present, leaving, onLeave, joining, onJoin }: Props) {
  const { t } = useTranslation();
  const [agency, setAgency] = useState(none);
  const [officer, setOfficer] = useState(none);
  const isKnown = joining.some((one) => one.agencyId === agency.id && one.officerId === officer.id);
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
            {one.name}
            <Button
              type="text"
              icon={<CloseOutlined aria-hidden />}
              aria-label={t("app.removeOf", { name: one.name })}
              onClick={() => onJoin(joining.filter((other) => other !== one))}
            />
          </li>
        ))}
      </ul>
      <div className="form-pair">
        <AgencyFinder
          value={agency.id}
          label={t("requests.memberAgency")}
          onChange={(id, name) => {
            setAgency({ id, name });
            setOfficer(none);
          }}
        />
        <ColleagueFinder
          agencyId={agency.id}
          value={officer.id}
          label={t("requests.memberOfficer")}
          onChange={(id, name) => setOfficer({ id, name })}
        />
      </div>
      <span>
        <Button
          disabled={!agency.id || isKnown}
          onClick={() => {
            const name = officer.id ? `${officer.name}（${agency.name}）` : agency.name;
            onJoin([...joining, { agencyId: agency.id, officerId: officer.id, name }]);
            setAgency(none);
            setOfficer(none);
          }}
        >
          {t("requests.addMember")}
        </Button>
      </span>
    </fieldset>
  );
}
