import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useMutation } from "urql";
import { EndSessionDocument, SessionsDocument } from "../../gql/auth";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { useConnection } from "../../platform/connection";
import { formatWhen } from "../../platform/dates";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { useSession } from "../../platform/session";
import { Mark } from "../../platform/state-tag";

/** Where people are signed in; a session that is ended stops within a second. */
export default function Sessions() {
  const { t } = useTranslation();
  const session = useSession();
  const mine = session.state === "out" ? undefined : session.person.sessionId;
  const [state, change] = useAddressState(["ended"]);
  const [, end] = useMutation(EndSessionDocument);
  const list = useConnection(
    SessionsDocument,
    { open: state("ended") !== "yes", first: 50 },
    (data) => data.sessions,
  );
  const close = async (id: string, name: string) => {
    const yes = await confirm({
      title: t("auth.endAsk", { name }),
      yes: t("auth.end"),
      danger: true,
    });
    if (!yes) return;
    const { error } = await end({ input: { id } });
    if (error) complain(error);
  };
  return (
    <Page
      title={t("auth.sessions")}
      aside={list.totalCount !== undefined && t("auth.count", { count: list.totalCount })}
      crumbs={[{ to: "/users", title: t("auth.users") }]}
    >
      <div className="filters no-print">
        <Pick
          value={state("ended")}
          label={t("auth.userState")}
          none={t("auth.openSessions")}
          options={[{ value: "yes", label: t("auth.allSessions") }]}
          onChange={(ended) => change({ ended })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        retry={list.retry}
      >
        <section className="card" aria-label={t("auth.sessions")}>
          <ul className="lines">
            {list.nodes.map(({ id, user, device, address, createdAt, lastUsedAt, endedAt }) => (
              <li key={id}>
                <span className="lines-main">
                  {user && <Link to={`/users/${user.id}`}>{user.name}</Link>}
                  {id === mine && <Mark tone="info">{t("auth.thisSession")}</Mark>}
                  {endedAt && <Mark tone="plain">{t("auth.endedSession")}</Mark>}
                  <span className="muted">
                    {t(`auth.devices.${device === "phone" ? "phone" : "desk"}`)} · {address}
                  </span>
                </span>
                <span className="row">
                  <span className="muted">
                    {t("auth.sessionTimes", {
                      since: formatWhen(createdAt),
                      used: formatWhen(lastUsedAt),
                    })}
                  </span>
                  {!endedAt && id !== mine && (
                    <Button size="small" danger onClick={() => close(id, user?.name ?? "")}>
                      {t("auth.end")}
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
        </section>
      </AsyncState>
    </Page>
  );
}
