import { ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale";
import zhCN from "antd/locale/zh_CN";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Provider } from "urql";
import { isKept } from "./kept";
import { places } from "./places";
import { createApi } from "./platform/api";
import { ConfirmHost } from "./platform/confirm";
import {
  confirmSession,
  type Person,
  type Session,
  useSession,
  worksOffline,
} from "./platform/session";
import { useShade } from "./platform/shade";
import { Shell } from "./platform/shell";
import { tokensOf } from "./platform/theme";
import { Toasts } from "./platform/toast";
import { UpdatePrompt } from "./platform/update-prompt";

// Its database and ciphers are no part of the first load.
const outbox = async () => {
  await firstScreen;
  return import("./features/outbox/live");
};
// A slow phone has its hands full with the first screen; what is kept and sent comes after it.
const firstScreen = new Promise((shown) => setTimeout(shown, 1_000));
const SignIn = lazy(() => import("./features/auth/sign-in"));

export function App() {
  const session = useSession();
  useUnsent(session);
  useEffect(() => void outbox().then(({ tidy }) => tidy()), []);
  const { shade } = useShade();
  const locale = useLocale();
  return (
    <ConfigProvider
      locale={locale}
      theme={useMemo(() => tokensOf(shade), [shade])}
      button={{ autoInsertSpace: false }}
    >
      {session.state === "in" ? (
        <SignedIn key={session.person.user.id} person={session.person} />
      ) : (
        <Suspense>
          <SignIn locked={session.state === "locked" ? session.person : undefined} />
        </Suspense>
      )}
      <ConfirmHost />
      <Toasts />
      <UpdatePrompt />
    </ConfigProvider>
  );
}

function SignedIn({ person }: { readonly person: Person }) {
  // Made anew with each sign-in: nothing that another person read is left in its cache.
  const { id } = person.user;
  const officerId = person.officer?.id;
  const offline = worksOffline(person);
  const [api] = useState(() => createApi(offline ? { userId: id, isKept } : undefined));
  useEffect(() => {
    void confirmSession();
    const stop =
      offline && outbox().then(({ workOffline }) => workOffline(api.client, id, officerId));
    return () => {
      void api.close();
      if (stop) void stop.then((end) => end());
    };
  }, [api, offline, id, officerId]);
  return (
    <Provider value={api.client}>
      <Shell person={person} places={places} />
    </Provider>
  );
}

/** Counts what waits to be sent, also behind a locked screen. */
function useUnsent(session: Session) {
  const userId =
    session.state !== "out" && worksOffline(session.person) ? session.person.user.id : undefined;
  useEffect(() => {
    if (!userId) return;
    const stop = outbox().then(({ followUnsent }) => followUnsent(userId));
    return () => void stop.then((end) => end());
  }, [userId]);
}

function useLocale() {
  const { i18n } = useTranslation();
  const [english, setEnglish] = useState<Locale>();
  useEffect(() => {
    if (i18n.language === "en") {
      void import("antd/locale/en_US").then((module) => setEnglish(module.default));
    }
  }, [i18n.language]);
  return i18n.language === "en" ? english : zhCN;
}
