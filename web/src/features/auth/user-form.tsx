// A person who signs in: name, role, duties and home. A new one has a first password too.
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useNavigate, useParams } from "react-router";
import { useClient, useMutation, useQuery } from "urql";
import {
  CreateUserDocument,
  UpdateUserDocument,
  UserByIdDocument,
  type UserRecordFragment,
} from "../../gql/auth";
import type { Role } from "../../gql/schema";
import { AsyncState } from "../../platform/async-state";
import { Page } from "../../platform/page";
import { type Filled, RecordForm, type Start } from "../../platform/record-form";
import { toast } from "../../platform/toast";
import { duties, homeOf, mayBeOfficer, roles } from "./roles";
import { useUserFields } from "./user-fields";

const names = [
  "name",
  "username",
  "password",
  "role",
  "duties",
  "agencyId",
  "officerId",
  "associationId",
  "enterpriseId",
] as const;
export type UserField = (typeof names)[number];

const startOf = (user: UserRecordFragment | undefined): Start<UserField> => ({
  version: user?.version ?? 0,
  values: {
    name: user?.name ?? "",
    username: user?.username ?? "",
    password: "",
    role: user?.role ?? "OFFICER",
    duties: user?.duties.join() ?? "",
    agencyId: user?.agency?.id ?? "",
    officerId: user?.officer?.id ?? "",
    associationId: "",
    enterpriseId: "",
  },
});

const roleOf = (text: string): Role => roles.find((role) => role === text) ?? "OFFICER";

function placeOf({ values }: Filled<UserField>) {
  const role = roleOf(values.role);
  const kind = homeOf(role);
  const takes = (one: "agency" | "association" | "enterprise") => kind === one || kind === "any";
  return {
    role,
    duties: role === "ADMIN" ? duties.filter((duty) => values.duties.includes(duty)) : [],
    home: {
      agencyId: (takes("agency") && values.agencyId) || null,
      associationId: (takes("association") && values.associationId) || null,
      enterpriseId: (takes("enterprise") && values.enterpriseId) || null,
      officerId: (mayBeOfficer(role) && values.officerId) || null,
    },
  };
}

export default function UserForm() {
  const { t } = useTranslation();
  const { id } = useParams();
  const client = useClient();
  const navigate = useNavigate();
  const [, create] = useMutation(CreateUserDocument);
  const [, update] = useMutation(UpdateUserDocument);
  const [{ data, fetching, error }, read] = useQuery({
    query: UserByIdDocument,
    variables: { id: id ?? "" },
    pause: id === undefined,
    requestPolicy: "cache-and-network",
  });
  const user = data?.node?.__typename === "User" ? data.node : undefined;
  const [role, setRole] = useState<string>();
  const fields = useUserFields(user, roleOf(role ?? user?.role ?? ""));

  const save = async (form: Filled<UserField>) => {
    const { values, version, changed } = form;
    const isMoved = names.slice(3).some((name) => changed(name) !== undefined);
    const place = placeOf(form);
    const { username, password } = values;
    const answer = id
      ? await update({
          input: { id, version, name: changed("name"), place: isMoved ? place : undefined },
        })
      : await create({ input: { name: values.name, username, password, ...place } });
    if (answer.error) return answer.error;
    const made = answer.data && "createUser" in answer.data ? answer.data : undefined;
    toast("good", t("app.saved"));
    navigate(`/users/${made?.createUser.user.id ?? id}`, { replace: true });
    return undefined;
  };
  const reload = async () => {
    const options = { requestPolicy: "network-only" } as const;
    const now = await client.query(UserByIdDocument, { id: id ?? "" }, options);
    return now.data?.node?.__typename === "User" ? startOf(now.data.node) : undefined;
  };
  const home = { to: "/users", title: t("auth.users") };
  return (
    <Page
      title={t(id ? "auth.editUser" : "auth.createUser")}
      crumbs={user ? [home, { to: `/users/${user.id}`, title: user.name }] : [home]}
    >
      <AsyncState
        loading={fetching}
        error={error}
        has={id === undefined || data !== undefined}
        isEmpty={id !== undefined && !user}
        empty={t("app.problems.NOT_FOUND")}
        retry={() => read({ requestPolicy: "network-only" })}
      >
        <div className="card">
          <RecordForm
            fields={fields}
            start={startOf(user)}
            save={save}
            reload={reload}
            onChange={({ role: chosen }) => setRole(chosen)}
            onCancel={() => navigate(-1)}
          />
        </div>
      </AsyncState>
    </Page>
  );
}
