// What a role may change, so that nobody is offered a button the server would refuse.
import { useSession } from "./session";

export function useRights() {
  const session = useSession();
  const user = session.state === "out" ? undefined : session.person.user;
  const isCoordinator = user?.role === "COORDINATOR";
  return {
    role: user?.role,
    /** Firms, officers, associations, agencies, imports and settings. */
    keepsRegisters: isCoordinator || user?.duties.includes("SYSTEM") === true,
    /** Who looks after which firm. */
    assigns: isCoordinator || user?.role === "CHIEF",
    mergesFirms: isCoordinator,
    readsPairRules: isCoordinator || user?.role === "CHIEF" || user?.role === "LEADER",
    keepsUsers: user?.duties.includes("SECURITY") === true,
  };
}
