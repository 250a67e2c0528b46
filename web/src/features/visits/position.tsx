import { AimOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { VisitPlaceInput } from "../../gql/schema";

export type Position =
  | { readonly state: "looking" | "denied" | "unknown" | "none" }
  | { readonly state: "found"; readonly place: VisitPlaceInput };

/** Looks for the position as the form opens: that costs no tap. A known one stays. */
export function usePosition(known: VisitPlaceInput | null | undefined) {
  const [position, setPosition] = useState<Position>(
    known ? { state: "found", place: known } : { state: "looking" },
  );
  const look = useCallback(() => {
    setPosition({ state: "looking" });
    navigator.geolocation.getCurrentPosition(
      ({ coords: { longitude, latitude, accuracy } }) =>
        setPosition({
          state: "found",
          place: { longitude, latitude, accuracyM: Math.round(accuracy) },
        }),
      ({ code, PERMISSION_DENIED }) =>
        setPosition({ state: code === PERMISSION_DENIED ? "denied" : "unknown" }),
      { enableHighAccuracy: true, timeout: 20_000, maximumAge: 60_000 },
    );
  }, []);
  useEffect(() => {
    if (!known) look();
  }, [known, look]);
  return { position, look, clear: () => setPosition({ state: "none" }) };
}

export function PositionLine({ position, look, clear }: ReturnType<typeof usePosition>) {
  const { t } = useTranslation();
  const found = position.state === "found";
  return (
    <div className="position" role="status">
      <AimOutlined aria-hidden />
      <span>
        {found
          ? t("visits.positions.found", { metres: position.place.accuracyM ?? "?" })
          : t(`visits.positions.${position.state}`)}
      </span>
      {position.state !== "looking" && (
        <Button type="text" onClick={found ? clear : look}>
          {t(found ? "visits.positionOff" : "visits.positionOn")}
        </Button>
      )}
    </div>
  );
}
