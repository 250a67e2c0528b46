import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMutation } from "urql";
import {
  AddAssociationMemberDocument,
  AssociationMembersDocument,
  RemoveAssociationMemberDocument,
} from "../../gql/associations";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { useConnection } from "../../platform/connection";
import { formatDay } from "../../platform/dates";
import { toast } from "../../platform/toast";
import { FirmFinder } from "../enterprises/firm-finder";
import "./members.css";

const touched = { additionalTypenames: ["AssociationMember"] };

export function Members({ id, mayEdit }: { readonly id: string; readonly mayEdit: boolean }) {
  const { t } = useTranslation();
  const [adding, setAdding] = useState("");
  const [{ fetching }, add] = useMutation(AddAssociationMemberDocument);
  const [, remove] = useMutation(RemoveAssociationMemberDocument);
  const list = useConnection(
    AssociationMembersDocument,
    { id, first: 50 },
    (data) => data.association?.members,
  );
  const join = async () => {
    const input = { associationId: id, enterpriseId: adding, clientId: crypto.randomUUID() };
    const { error } = await add({ input }, touched);
    if (error) return complain(error);
    setAdding("");
    toast("good", t("associations.joined"));
  };
  const leave = async (enterpriseId: string, name: string) => {
    const yes = await confirm({
      title: t("associations.leaveAsk", { name }),
      yes: t("associations.leave"),
      danger: true,
    });
    if (!yes) return;
    const { error } = await remove({ input: { associationId: id, enterpriseId } }, touched);
    if (error) complain(error);
  };
  return (
    <section className="card">
      <div className="card-head">
        <h2>{t("associations.membersOf", { count: list.totalCount ?? 0 })}</h2>
        {mayEdit && (
          <div className="member-add">
            <FirmFinder label={t("associations.addMember")} value={adding} onChange={setAdding} />
            <Button type="primary" disabled={!adding} loading={fetching} onClick={join}>
              {t("associations.join")}
            </Button>
          </div>
        )}
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("associations.noMembers")}
        retry={list.retry}
      >
        <ul className="lines">
          {list.nodes.map(({ id: memberId, enterprise, enterpriseName, joinedOn }) => (
            <li key={memberId}>
              <span className="lines-main">
                {enterprise ? (
                  <Link to={`/enterprises/${enterprise.id}`}>{enterprise.name}</Link>
                ) : (
                  enterpriseName
                )}
                <span className="muted">{enterprise?.town?.name}</span>
              </span>
              <span className="row">
                <span className="muted">
                  {t("associations.since", { day: formatDay(joinedOn) })}
                </span>
                {mayEdit && enterprise && (
                  <Button size="small" onClick={() => leave(enterprise.id, enterprise.name)}>
                    {t("associations.leave")}
                  </Button>
                )}
              </span>
            </li>
          ))}
        </ul>
        {list.hasMore && (
          <Button block loading={list.loading} onClick={list.loadMore}>
            {t("associations.more")}
          </Button>
        )}
      </AsyncState>
    </section>
  );
}
