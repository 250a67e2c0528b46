import { useTranslation } from "react-i18next";
import { useNavigate } from "react-router";
import { useQuery } from "urql";
import { TownsDocument } from "../../gql/enterprises";
import { TownMap } from "../../platform/town-map";
import { type FirmList, lastVisitOf } from "./rows";

const longAgoDays = 90;

/** The firms that are loaded, as dots among the towns; those not seen for long stand out. */
export default function FirmMap({ list }: { readonly list: FirmList }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [{ data }] = useQuery({ query: TownsDocument });
  const dots = list.nodes.flatMap((firm) => {
    const { id, name, longitude, latitude } = firm;
    if (longitude === null || latitude === null) return [];
    const isLongAgo = (lastVisitOf(firm)?.daysAgo ?? longAgoDays) >= longAgoDays;
    return [{ id, label: name, longitude, latitude, tone: isLongAgo ? "warn" : "info" } as const];
  });
  return (
    <TownMap
      towns={data?.towns ?? []}
      dots={dots}
      label={t("enterprises.onMap")}
      onPick={(id) => navigate(`/enterprises/${id}`)}
    />
  );
}
