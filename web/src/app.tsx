import { ConfigProvider } from "antd";
import type { Locale } from "antd/es/locale";
import zhCN from "antd/locale/zh_CN";
import { lazy, Suspense, useEffect, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Provider } from "urql";
import { places } from "./places";
import { createApi } from "./platform/api";
import { ConfirmHost } from "./platform/confirm";
import { confirmSession, type Person, useSession } from "./platform/session";
import { useShade } from "./platform/shade";
import { Shell } from "./platform/shell";
import { tokensOf } from "./platform/theme";
import { Toasts } from "./platform/toast";
import { UpdatePrompt } from "./platform/update-prompt";

const SignIn = lazy(() => import("./features/auth/sign-in"));

export function App() {
  const session = useSession();
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
  const [api] = useState(createApi);
  useEffect(() => {
    void confirmSession();
    return () => {
      void api.close();
    };
  }, [api]);
  return (
    <Provider value={api.client}>
      <Shell person={person} places={places} />
    </Provider>
  );
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
