import { LogoutOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Page } from "../../platform/page";
import { useSession } from "../../platform/session";
import { Feeds, holders } from "../feeds/feeds";
import { ChangePassword } from "./change-password";
import { Choices } from "./choices";
import { askAndSignOut } from "./sign-out";
import "./sign-in.css";
import "./account.css";

/** Who one is here, how the app looks, the password, and the way out. */
export default function Account() {
  const { t } = useTranslation();
  const session = useSession();
  if (session.state === "out") return null;
  const { user, officer } = session.person;
  return (
    <Page title={t("auth.account")}>
      <div className="account">
        <section className="card">
          <h2>{officer?.name ?? user.name}</h2>
          <dl className="facts">
            <dt>{t("auth.role")}</dt>
            <dd>{t(`app.roles.${user.role}`)}</dd>
            {officer && (
              <>
                <dt>{t("auth.rank")}</dt>
                <dd>{officer.rank}</dd>
              </>
            )}
            {user.agency && (
              <>
                <dt>{t("auth.agency")}</dt>
                <dd>{user.agency.name}</dd>
              </>
            )}
            <dt>{t("auth.username")}</dt>
            <dd>{user.username}</dd>
          </dl>
        </section>
        <section className="card">
          <h2>{t("auth.looks")}</h2>
          <Choices />
        </section>
        {holders.includes(user.role) && <Feeds />}
        <ChangePassword username={user.username} />
        <Button size="large" block icon={<LogoutOutlined aria-hidden />} onClick={askAndSignOut}>
          {t("auth.signOut")}
        </Button>
      </div>
    </Page>
  );
}
