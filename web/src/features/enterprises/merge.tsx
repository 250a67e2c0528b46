// Two records of one firm become one: side by side, the one that stays chosen by the person.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useMutation, useQuery } from "urql";
import {
  EnterpriseForMergeDocument,
  type EnterpriseForMergeQuery,
  MergeEnterprisesDocument,
} from "../../gql/enterprises";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { Page } from "../../platform/page";
import { codeOf } from "../../platform/problem";
import { toast } from "../../platform/toast";
import { FirmFinder } from "./firm-finder";
import "./merge.css";

type Firm = NonNullable<EnterpriseForMergeQuery["enterprise"]>;

export default function MergeEnterprises() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id = "" } = useParams();
  const [state, change] = useAddressState(["with"]);
  const other = state("with");
  const query = EnterpriseForMergeDocument;
  const [one, readOne] = useQuery({ query, variables: { id } });
  const [two, readTwo] = useQuery({ query, variables: { id: other }, pause: !other });
  const [{ fetching }, merge] = useMutation(MergeEnterprisesDocument);
  const first = one.data?.enterprise;
  const second = other ? two.data?.enterprise : undefined;
  const again = () => {
    readOne({ requestPolicy: "network-only" });
    if (other) readTwo({ requestPolicy: "network-only" });
  };

  const keep = async (survivor: Firm, merged: Firm) => {
    const yes = await confirm({
      title: t("enterprises.mergeAsk", { kept: survivor.name }),
      body: t("enterprises.mergeWhat", { gone: merged.name, kept: survivor.name }),
      yes: t("enterprises.merge"),
      danger: true,
    });
    if (!yes) return;
    const { id: survivorId, version } = survivor;
    const { error } = await merge({ input: { survivorId, mergedId: merged.id, version } });
    if (error) {
      complain(error);
      if (codeOf(error) === "CONFLICT") again();
      return;
    }
    toast("good", t("enterprises.merged"));
    navigate(`/enterprises/${survivorId}`, { replace: true });
  };

  return (
    <Page
      title={t("enterprises.mergeTitle")}
      crumbs={[
        { to: "/enterprises", title: t("enterprises.title") },
        { to: `/enterprises/${id}`, title: first?.name ?? t("enterprises.one") },
      ]}
    >
      <p className="muted">{t("enterprises.mergeHint")}</p>
      <div className="card merge-find">
        <FirmFinder
          label={t("enterprises.mergeWith")}
          value={other}
          onChange={(found) => change({ with: found === id ? "" : found })}
        />
      </div>
      <AsyncState
        loading={one.fetching}
        error={one.error ?? two.error}
        has={one.data !== undefined}
        isEmpty={!first}
        retry={again}
      >
        <div className="merge">
          {first && <Side firm={first} other={second} busy={fetching} onKeep={keep} />}
          {second && first && <Side firm={second} other={first} busy={fetching} onKeep={keep} />}
        </div>
      </AsyncState>
    </Page>
  );
}

interface SideProps {
  readonly firm: Firm;
  readonly other: Firm | null | undefined;
  readonly busy: boolean;
  readonly onKeep: (survivor: Firm, merged: Firm) => void;
}

function Side({ firm, other, busy, onKeep }: SideProps) {
  const { t } = useTranslation();
  const lines = [
    [t("enterprises.creditCode"), firm.creditCode, other?.creditCode],
    [t("enterprises.town"), firm.town?.name, other?.town?.name],
    [t("enterprises.industry"), firm.industry, other?.industry],
    [t("enterprises.employees"), firm.employees, other?.employees],
    [t("enterprises.address"), firm.address, other?.address],
    [t("enterprises.contacts"), firm.contacts.totalCount, undefined],
    [t("enterprises.visits"), firm.visits.totalCount, undefined],
    [t("enterprises.request"), firm.requests.totalCount, undefined],
    [t("enterprises.officer"), firm.assignments.nodes[0]?.officer?.name, undefined],
  ] as const;
  return (
    <section className="card stack" aria-label={firm.name}>
      <h2>{firm.name}</h2>
      <dl className="facts">
        {lines.map(([label, mine, theirs]) => (
          <div key={label} className="merge-line">
            <dt>{label}</dt>
            <dd className={theirs !== undefined && theirs !== mine ? "merge-differs" : undefined}>
              {mine ?? t("enterprises.unknown")}
            </dd>
          </div>
        ))}
      </dl>
      <Button
        type="primary"
        disabled={!other}
        loading={busy}
        onClick={() => other && onKeep(firm, other)}
      >
        {t("enterprises.keepThis")}
      </Button>
    </section>
  );
}
