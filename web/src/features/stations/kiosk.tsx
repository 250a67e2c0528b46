import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useQuery } from "urql";
import { InstallKioskDocument, KioskDocument, type KioskQuery } from "../../gql/stations";
import { AsyncState, Problem } from "../../platform/async-state";
import { confirm } from "../../platform/confirm";
import { formatInstant, formatWhen } from "../../platform/dates";
import { Page } from "../../platform/page";
import { SecretOnce } from "../../platform/secret-once";
import { StateTag } from "../../platform/state-tag";
import { useSave } from "../../platform/use-save";
import { KioskDays } from "./kiosk-days";
import { RetireKiosk } from "./retire-kiosk";
import { useIsCoordinator, useIsOfficial } from "./rights";
import "./stations.css";

export type Kiosk = NonNullable<KioskQuery["kiosk"]>;

/** One machine from its proposal to its end. */
export default function KioskPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const [{ data, fetching, error }, read] = useQuery({
    query: KioskDocument,
    variables: { id },
    requestPolicy: "cache-and-network",
  });
  const reload = () => read({ requestPolicy: "network-only" });
  const kiosk = data?.kiosk;
  return (
    <Page
      title={kiosk?.name ?? t("stations.kiosk")}
      aside={kiosk && <StateTag of="KioskState" value={kiosk.state} />}
      crumbs={[{ to: "/kiosks", title: t("stations.kiosks") }]}
      actions={<Button onClick={reload}>{t("stations.readAgain")}</Button>}
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!kiosk}
        empty={t("app.problems.NOT_FOUND")}
        retry={reload}
      >
        {kiosk && <Body kiosk={kiosk} reload={reload} />}
      </AsyncState>
    </Page>
  );
}

interface BodyProps {
  readonly kiosk: Kiosk;
  readonly reload: () => void;
}

function Body({ kiosk, reload }: BodyProps) {
  const isOfficial = useIsOfficial();
  const isCoordinator = useIsCoordinator();
  return (
    <div className="place">
      <div className="stack">
        {isCoordinator && <Lifecycle kiosk={kiosk} reload={reload} />}
        {isOfficial && <KioskDays kiosk={kiosk} />}
      </div>
      <Facts kiosk={kiosk} />
    </div>
  );
}

/** What the liaison office does with it: put it in place, take it out. */
function Lifecycle({ kiosk, reload }: BodyProps) {
  const { t } = useTranslation();
  const [key, setKey] = useState<string>();
  const [isRetiring, retire] = useState(false);
  const install = useSave(InstallKioskDocument, reload);
  const { id, version, state, name } = kiosk;
  const isNew = state === "APPROVED";
  const isInPlace = state === "INSTALLED" || state === "ONLINE" || state === "OFFLINE";
  const put = async () => {
    const agreed = await confirm({
      title: t(isNew ? "stations.install" : "stations.newKey"),
      body: t(isNew ? "stations.installAbout" : "stations.newKeyAbout", { name }),
      yes: t(isNew ? "stations.install" : "stations.newKey"),
    });
    if (!agreed) return;
    const saved = await install.save({ input: { id, version } });
    if (saved) setKey(saved.installKiosk.key);
  };
  return (
    <>
      {key && (
        <SecretOnce
          title={t("stations.key")}
          about={t("stations.keyAbout")}
          value={key}
          kept={t("stations.keyKept")}
          close={() => setKey(undefined)}
        />
      )}
      {install.error && <Problem error={install.error} inline />}
      {(isNew || isInPlace) && !key && !isRetiring && (
        <div className="row no-print">
          <Button type={isNew ? "primary" : "default"} loading={install.busy} onClick={put}>
            {t(isNew ? "stations.install" : "stations.newKey")}
          </Button>
          <Button danger onClick={() => retire(true)}>
            {t("stations.retire")}
          </Button>
        </div>
      )}
      {isRetiring && (
        <RetireKiosk id={id} version={version} reload={reload} close={() => retire(false)} />
      )}
    </>
  );
}

function Facts({ kiosk }: { readonly kiosk: Kiosk }) {
  const { t } = useTranslation();
  const moments = [
    { words: "stations.proposedAt", at: kiosk.createdAt },
    { words: "stations.approvedAt", at: kiosk.approvedAt },
    { words: "stations.installedAt", at: kiosk.installedAt },
    { words: "stations.retiredAt", at: kiosk.retiredAt },
  ];
  return (
    <section className="card">
      <h2>{t("stations.facts")}</h2>
      <dl className="facts">
        <dt>{t("stations.station")}</dt>
        <dd>
          {kiosk.station && <Link to={`/stations/${kiosk.station.id}`}>{kiosk.station.name}</Link>}
        </dd>
        <dt>{t("stations.services")}</dt>
        <dd>{kiosk.services.join("、")}</dd>
        <dt>{t("stations.dailyCapacity")}</dt>
        <dd>{t("stations.perDay", { people: kiosk.dailyCapacity })}</dd>
        {kiosk.request && (
          <>
            <dt>{t("stations.request")}</dt>
            <dd>
              <Link to={`/requests/${kiosk.request.id}`}>{kiosk.request.title}</Link>
            </dd>
          </>
        )}
        {kiosk.reason && (
          <>
            <dt>{t("stations.reason")}</dt>
            <dd>{kiosk.reason}</dd>
          </>
        )}
        {moments.map(
          ({ words, at }) =>
            at && (
              <div key={words} className="facts-row">
                <dt>{t(words)}</dt>
                <dd>{formatInstant(at)}</dd>
              </div>
            ),
        )}
        {kiosk.retireReason && (
          <>
            <dt>{t("stations.retireReason")}</dt>
            <dd>{kiosk.retireReason}</dd>
          </>
        )}
        <dt>{t("stations.heartbeat")}</dt>
        <dd>
          {kiosk.lastBeatAt ? (
            t(kiosk.lastSequence > 0 ? "stations.beatAt" : "stations.beatWhen", {
              when: formatWhen(kiosk.lastBeatAt),
              number: kiosk.lastSequence,
            })
          ) : (
            <span className="muted">{t("stations.noBeat")}</span>
          )}
        </dd>
      </dl>
    </section>
  );
}
