// What stands around every screen: the bar on top, the menu at a desk, the tabs on a phone.
import { AppstoreOutlined } from "@ant-design/icons";
import { Suspense } from "react";
import { useTranslation } from "react-i18next";
import { Navigate, NavLink, Route, Routes, useLocation } from "react-router";
import { AsyncState } from "./async-state";
import { Boundary } from "./boundary";
import { usePhone } from "./device";
import { useIdleLock } from "./idle";
import { More } from "./more";
import { Page } from "./page";
import { nameOf, type Place, placesFor } from "./place";
import type { Person } from "./session";
import { TopBar } from "./top-bar";
import "./shell.css";

interface Props {
  readonly person: Person;
  readonly places: readonly Place[];
}

export function Shell({ person, places }: Props) {
  const { t } = useTranslation();
  const phone = usePhone();
  const { pathname } = useLocation();
  useIdleLock();
  const { open, entries, more, home } = placesFor(places, person, phone);
  const isUnderMore = more.some(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return (
    <div className="shell">
      <a className="shell-skip" href="#content">
        {t("app.skip")}
      </a>
      <TopBar person={person} />
      <nav className="shell-menu no-print" aria-label={t("app.menu")}>
        {entries.map((place) => (
          <NavLink key={place.path} to={place.path} className="shell-entry">
            {place.icon}
            <span>{t(nameOf(place, person))}</span>
          </NavLink>
        ))}
        {more.length > 0 && (
          <NavLink
            to="/more"
            className={({ isActive }) =>
              isActive || isUnderMore ? "shell-entry active" : "shell-entry"
            }
          >
            <AppstoreOutlined aria-hidden />
            <span>{t("app.more")}</span>
          </NavLink>
        )}
      </nav>
      <main className="shell-content" id="content" tabIndex={-1}>
        <Boundary key={pathname}>
          <Suspense fallback={<Loading />}>
            <Routes>
              {open.map(({ path, screen: { Component } }) => (
                <Route key={path} path={path} element={<Component />} />
              ))}
              {more.length > 0 && (
                <Route path="/more" element={<More places={more} person={person} />} />
              )}
              <Route path="/" element={<Navigate to={home} replace />} />
              <Route path="*" element={<Nowhere />} />
            </Routes>
          </Suspense>
        </Boundary>
      </main>
    </div>
  );
}

function Loading() {
  return (
    <div className="page">
      <AsyncState loading has={false}>
        {null}
      </AsyncState>
    </div>
  );
}

function Nowhere() {
  const { t } = useTranslation();
  return (
    <Page title={t("app.nowhere")}>
      <p className="muted">{t("app.nowhereWhy")}</p>
    </Page>
  );
}
