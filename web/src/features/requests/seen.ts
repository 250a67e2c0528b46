import { useSeen } from "../../platform/seen";
import type { ServiceRequest } from "./rows";

/** What `useSeen` gives, for a request, as the mutations name it. */
export function useSeenRequest({ id, version }: ServiceRequest, reload: () => void) {
  const [seen, again] = useSeen(version, reload);
  return [{ id, version: seen }, again] as const;
}
