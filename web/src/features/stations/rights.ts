import type { Person } from "../../platform/session";
import { useSession } from "../../platform/session";

function usePerson(): Person | undefined {
  const session = useSession();
  return session.state === "out" ? undefined : session.person;
}

/** Who keeps stations and offices: the liaison office and the duty SYSTEM. */
export function useKeepsPlaces() {
  const user = usePerson()?.user;
  return user?.role === "COORDINATOR" || user?.duties.includes("SYSTEM") === true;
}

export function useIsCoordinator() {
  return usePerson()?.user.role === "COORDINATOR";
}

export function useProposesKiosks() {
  const role = usePerson()?.user.role;
  return role === "OFFICER" || role === "CHIEF" || role === "COORDINATOR";
}

/** Officials read why a kiosk is wanted and how many people it serves. */
export function useIsOfficial() {
  const role = usePerson()?.user.role;
  return role !== undefined && role !== "ENTERPRISE" && role !== "ASSOCIATION";
}

/** Who keeps the merchants of an office: the liaison office, and the people posted there. */
export function useKeepsMerchants(agencyId: string | undefined) {
  const user = usePerson()?.user;
  if (!user) return false;
  if (user.role === "COORDINATOR") return true;
  const isPosted = user.role === "OFFICER" || user.role === "PARTNER";
  return isPosted && agencyId !== undefined && user.agency?.id === agencyId;
}
