import { RightOutlined } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { Page } from "./page";
import { nameOf, type Place } from "./place";
import type { Person } from "./session";
import "./more.css";

interface Props {
  readonly places: readonly Place[];
  readonly person: Person;
}

/** On a phone: every place of the menu that has no tab. */
export function More({ places, person }: Props) {
  const { t } = useTranslation();
  return (
    <Page title={t("app.more")}>
      <ul className="card more">
        {places.map((place) => (
          <li key={place.path}>
            <Link to={place.path}>
              {place.icon}
              <span>{t(nameOf(place, person))}</span>
              <RightOutlined aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
