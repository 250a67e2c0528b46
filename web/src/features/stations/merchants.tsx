import { CloseOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useQuery } from "urql";
import {
  AddOfficeMerchantDocument,
  MerchantChoicesDocument,
  OfficeMerchantsDocument,
  RemoveOfficeMerchantDocument,
} from "../../gql/stations";
import { AsyncState } from "../../platform/async-state";
import { confirm } from "../../platform/confirm";
import { useConnection } from "../../platform/connection";
import { formatDay } from "../../platform/dates";
import { SearchBox } from "../../platform/inputs";
import { adviceOf, wordsFor } from "../../platform/problem";
import { toast } from "../../platform/toast";
import { useSave } from "../../platform/use-save";
import type { Office } from "./office";
import { useKeepsMerchants } from "./rights";

/** The county's firms that are there, as far as the reader sees them. */
export function Merchants({ office }: { readonly office: Office }) {
  const { t } = useTranslation();
  const keeps = useKeepsMerchants(office.agency?.id);
  const list = useConnection(
    OfficeMerchantsDocument,
    { id: office.id, first: 50 },
    (data) => data.liaisonOffice?.merchants,
  );
  const leave = useSave(RemoveOfficeMerchantDocument, list.retry);
  const remove = async (enterpriseId: string, name: string) => {
    const agreed = await confirm({
      title: t("stations.removeMerchant"),
      body: t("stations.removeMerchantAbout", { name }),
      yes: t("stations.removeMerchant"),
      danger: true,
    });
    if (!agreed) return;
    if (await leave.save({ input: { enterpriseId, officeId: office.id } })) {
      toast("good", t("stations.saved"));
    }
  };
  return (
    <section className="card">
      <h2>{t("stations.merchants")}</h2>
      {keeps && <AddMerchant officeId={office.id} reload={list.retry} />}
      {leave.error && (
        <p className="form-problem" role="alert">
          {adviceOf(leave.error) ?? t(wordsFor(leave.error))}
        </p>
      )}
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("stations.noMerchants")}
        retry={list.retry}
        rows={3}
      >
        <ul>
          {list.nodes.map(({ id, enterprise, enterpriseName, since }) => (
            <li key={id} className="place-row">
              {enterprise ? (
                <Link to={`/enterprises/${enterprise.id}`}>{enterprise.name}</Link>
              ) : (
                enterpriseName
              )}
              <span className="muted">{t("stations.since", { day: formatDay(since) })}</span>
              {keeps && enterprise && (
                <Button
                  type="text"
                  className="place-row-end"
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={t("app.removeOf", { name: enterprise.name })}
                  onClick={() => remove(enterprise.id, enterprise.name)}
                />
              )}
            </li>
          ))}
        </ul>
        {list.hasMore && (
          <Button loading={list.loading} onClick={list.loadMore}>
            {t("requests.more")}
          </Button>
        )}
      </AsyncState>
    </section>
  );
}

interface AddProps {
  readonly officeId: string;
  readonly reload: () => void;
}

function AddMerchant({ officeId, reload }: AddProps) {
  const { t } = useTranslation();
  const [search, setSearch] = useState("");
  const [{ data }] = useQuery({
    query: MerchantChoicesDocument,
    variables: { search },
    pause: search.length < 2,
  });
  const save = useSave(AddOfficeMerchantDocument, reload);
  const add = async (enterpriseId: string) => {
    if (!(await save.save({ input: { officeId, enterpriseId } }))) return;
    toast("good", t("stations.saved"));
    setSearch("");
    reload();
  };
  return (
    <div className="stack">
      <SearchBox value={search} label={t("stations.addMerchant")} onChange={setSearch} />
      {save.error && (
        <p className="form-problem" role="alert">
          {adviceOf(save.error) ?? t(wordsFor(save.error))}
        </p>
      )}
      {search.length >= 2 && (
        <ul>
          {data?.enterprises.nodes.map(({ id, name }) => (
            <li key={id} className="place-row">
              {name}
              <Button className="place-row-end" loading={save.busy} onClick={() => add(id)}>
                {t("stations.add")}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
