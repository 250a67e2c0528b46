import i18n from "i18next";
import { confirm } from "../../platform/confirm";
import { signOut } from "../../platform/session";
import { unsentCountNow } from "../../platform/unsent";

/** Signs out, after a warning when something on this device was not sent yet. */
export async function askAndSignOut() {
  const unsent = unsentCountNow();
  const agreed =
    unsent === 0 ||
    (await confirm({
      title: i18n.t("auth.unsentTitle", { unsent }),
      body: i18n.t("auth.unsentBody"),
      yes: i18n.t("auth.signOutAnyway"),
      danger: true,
    }));
  if (agreed) await signOut();
}
