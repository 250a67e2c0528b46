import {
  BellOutlined,
  CloudOutlined,
  CloudSyncOutlined,
  DisconnectOutlined,
  SafetyOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useOnline } from "./device";
import { useInboxTotal } from "./inbox";
import type { Person } from "./session";
import { useUnsentCount } from "./unsent";

/** The bar on top: where one is signed in, what waits to be sent, what waits to be done. */
export function TopBar({ person }: { readonly person: Person }) {
  const { t } = useTranslation();
  const total = useInboxTotal();
  return (
    <header className="shell-bar no-print">
      <Link to="/" className="shell-name">
        <SafetyOutlined aria-hidden />
        <strong>{t("app.name")}</strong>
        <span className="shell-subtitle">{t("app.subtitle")}</span>
      </Link>
      <Sending />
      <Link to="/inbox" className="shell-tool" aria-label={t("app.inbox", { total })}>
        <BellOutlined aria-hidden />
        {total > 0 && <span className="shell-count number">{total > 99 ? "99+" : total}</span>}
      </Link>
      <Link to="/account" className="shell-tool shell-person">
        <UserOutlined aria-hidden />
        <span className="unseen">{t("app.account")}</span>
        <span>{person.officer?.name ?? person.user.name}</span>
      </Link>
    </header>
  );
}

/** The state of the network and of the queue, always in sight. */
function Sending() {
  const { t } = useTranslation();
  const online = useOnline();
  const unsent = useUnsentCount();
  if (online && unsent === 0) {
    return (
      <span className="shell-sending" role="status">
        <CloudOutlined aria-hidden />
        <span className="shell-wide">{t("app.online")}</span>
      </span>
    );
  }
  const Icon = online ? CloudSyncOutlined : DisconnectOutlined;
  return (
    <span role="status">
      <Link to="/outbox" className="shell-sending shell-sending-waits">
        <Icon aria-hidden />
        {online
          ? t("app.sending", { unsent })
          : t(unsent ? "app.offlineWith" : "app.offline", { unsent })}
      </Link>
    </span>
  );
}
