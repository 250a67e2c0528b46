import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useParams } from "react-router";
import { useMutation, useQuery } from "urql";
import {
  DeactivateUserDocument,
  ResetPasswordDocument,
  UserByIdDocument,
  type UserRecordFragment,
} from "../../gql/auth";
import { AsyncState } from "../../platform/async-state";
import { complain } from "../../platform/complain";
import { confirm } from "../../platform/confirm";
import { formatInstant } from "../../platform/dates";
import { Dialog } from "../../platform/dialog";
import { Page } from "../../platform/page";
import { type Filled, RecordForm } from "../../platform/record-form";
import { useRights } from "../../platform/rights";
import { StateTag } from "../../platform/state-tag";
import { toast } from "../../platform/toast";

export default function UserPage() {
  const { t } = useTranslation();
  const { id = "" } = useParams();
  const { keepsUsers } = useRights();
  const [resetting, setResetting] = useState(false);
  const [, deactivate] = useMutation(DeactivateUserDocument);
  const [{ data, fetching, error }, read] = useQuery({
    query: UserByIdDocument,
    variables: { id },
  });
  const user = data?.node?.__typename === "User" ? data.node : undefined;
  const close = async ({ name }: UserRecordFragment) => {
    const yes = await confirm({
      title: t("auth.deactivateAsk", { name }),
      body: t("auth.deactivateWhat"),
      yes: t("auth.deactivate"),
      danger: true,
    });
    if (!yes) return;
    const { error: failed } = await deactivate({ input: { id } });
    if (failed) complain(failed);
    else toast("good", t("auth.deactivated"));
  };
  return (
    <Page
      title={user?.name ?? t("auth.oneUser")}
      aside={user && <StateTag of="UserState" value={user.state} />}
      crumbs={[{ to: "/users", title: t("auth.users") }]}
      actions={
        user?.state === "ACTIVE" &&
        keepsUsers && (
          <>
            <Button onClick={() => setResetting(true)}>{t("auth.resetPassword")}</Button>
            <Link to={`/users/${id}/edit`}>
              <Button tabIndex={-1}>{t("app.edit")}</Button>
            </Link>
            <Button danger onClick={() => close(user)}>
              {t("auth.deactivate")}
            </Button>
          </>
        )
      }
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={data !== undefined}
        isEmpty={!user}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        {user && (
          <section className="card">
            <dl className="facts">
              <dt>{t("auth.username")}</dt>
              <dd>{user.username}</dd>
              <dt>{t("auth.role")}</dt>
              <dd>{t(`app.roles.${user.role}`)}</dd>
              {user.duties.length > 0 && (
                <>
                  <dt>{t("auth.dutiesOf")}</dt>
                  <dd>{user.duties.map((duty) => t(`auth.duties.${duty}`)).join("、")}</dd>
                </>
              )}
              {user.agency && (
                <>
                  <dt>{t("auth.home")}</dt>
                  <dd>
                    <Link to={`/agencies/${user.agency.id}`}>{user.agency.name}</Link>
                  </dd>
                </>
              )}
              {user.officer && (
                <>
                  <dt>{t("auth.homeOfficer")}</dt>
                  <dd>
                    <Link to={`/officers/${user.officer.id}`}>{user.officer.name}</Link>
                  </dd>
                </>
              )}
              <dt>{t("auth.since")}</dt>
              <dd>{formatInstant(user.createdAt)}</dd>
            </dl>
          </section>
        )}
      </AsyncState>
      {resetting && user && <ResetDialog user={user} onClose={() => setResetting(false)} />}
    </Page>
  );
}

interface ResetProps {
  readonly user: UserRecordFragment;
  readonly onClose: () => void;
}

function ResetDialog({ user, onClose }: ResetProps) {
  const { t } = useTranslation();
  const [, reset] = useMutation(ResetPasswordDocument);
  const save = async ({ values }: Filled<"password">) => {
    const { error } = await reset({ input: { id: user.id, password: values.password } });
    if (error) return error;
    toast("good", t("auth.passwordReset"));
    onClose();
    return undefined;
  };
  return (
    <Dialog title={t("auth.resetOf", { name: user.name })} onClose={onClose}>
      <RecordForm<"password">
        isNarrow
        fields={[
          {
            name: "password",
            label: t("auth.passwords.next"),
            kind: "password",
            isRequired: true,
            hint: t("auth.passwordRule"),
          },
        ]}
        start={{ version: 0, values: { password: "" } }}
        save={save}
        onCancel={onClose}
      />
    </Dialog>
  );
}
