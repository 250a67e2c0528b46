import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { type UserRecordFragment, UsersDocument } from "../../gql/auth";
import type { Role } from "../../gql/schema";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { dayOf, formatDay } from "../../platform/dates";
import { usePhone } from "../../platform/device";
import { Pick } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { RowCards } from "../../platform/row-cards";
import { StateTag } from "../../platform/state-tag";
import { type Column, WindowedTable } from "../../platform/windowed-table";
import { roles } from "./roles";

export default function Users() {
  const { t } = useTranslation();
  const phone = usePhone();
  const { keepsUsers } = useRights();
  const [state, change] = useAddressState(["role"]);
  const role: Role | undefined = roles.find((one) => one === state("role"));
  const list = useConnection(
    UsersDocument,
    { role: role ?? null, first: 50 },
    (data) => data.users,
  );
  const columns: readonly Column<UserRecordFragment>[] = [
    {
      title: t("auth.personName"),
      width: "minmax(112px, 1fr)",
      render: ({ id, name }) => <Link to={`/users/${id}`}>{name}</Link>,
    },
    {
      title: t("auth.username"),
      width: "minmax(120px, 1fr)",
      render: ({ username }) => username,
    },
    {
      title: t("auth.role"),
      width: "minmax(88px, 1fr)",
      render: (user) => t(`app.roles.${user.role}`),
    },
    {
      title: t("auth.dutiesOf"),
      width: "minmax(120px, 1fr)",
      render: ({ duties }) => duties.map((duty) => t(`auth.duties.${duty}`)).join("、"),
    },
    {
      title: t("auth.home"),
      width: "minmax(160px, 2fr)",
      render: ({ agency }) => agency?.name,
    },
    {
      title: t("auth.since"),
      width: "136px",
      render: ({ createdAt }) => formatDay(dayOf(createdAt)),
    },
    {
      title: t("auth.userState"),
      width: "88px",
      render: (user) => <StateTag of="UserState" value={user.state} />,
    },
  ];
  return (
    <Page
      fill
      title={t("auth.users")}
      aside={list.totalCount !== undefined && t("auth.count", { count: list.totalCount })}
      actions={
        keepsUsers && (
          <>
            <Link to="/sessions">
              <Button tabIndex={-1}>{t("auth.sessions")}</Button>
            </Link>
            <Link to="/users/new">
              <Button type="primary" tabIndex={-1}>
                {t("auth.createUser")}
              </Button>
            </Link>
          </>
        )
      }
    >
      <div className="filters no-print">
        <Pick
          value={state("role")}
          label={t("auth.role")}
          none={t("auth.allRoles")}
          options={roles.map((value) => ({ value, label: t(`app.roles.${value}`) }))}
          onChange={(next) => change({ role: next })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={list.nodes.length === 0}
        empty={t("auth.noUsers")}
        retry={list.retry}
        rows={10}
      >
        {phone ? (
          <RowCards
            list={list}
            label={t("auth.users")}
            keyOf={({ id }) => id}
            to={({ id }) => `/users/${id}`}
            title={({ name }) => name}
            line={({ username, role: one, agency }) =>
              [username, t(`app.roles.${one}`), agency?.name].filter(Boolean).join(" · ")
            }
            mark={(user) => <StateTag of="UserState" value={user.state} />}
          />
        ) : (
          <WindowedTable
            list={list}
            columns={columns}
            keyOf={({ id }) => id}
            label={t("auth.users")}
          />
        )}
      </AsyncState>
    </Page>
  );
}
