import { LeftOutlined } from "@ant-design/icons";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import "./page.css";

interface Crumb {
  readonly to: string;
  readonly title: string;
}

interface Props {
  readonly title: string;
  /** What stands beside the title in small, such as a count. */
  readonly aside?: ReactNode;
  /** Buttons for the whole page. */
  readonly actions?: ReactNode;
  /** The pages above, the nearest last; on a phone only the nearest shows, as the way back. */
  readonly crumbs?: readonly Crumb[];
  /** The content takes the height that is left and scrolls by itself, as a windowed list does. */
  readonly fill?: boolean;
  readonly children: ReactNode;
}

export function Page({ title, aside, actions, crumbs = [], fill = false, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => {
    document.title = `${title} · ${t("app.name")}`;
  }, [title, t]);
  return (
    <div className={fill ? "page page-fill" : "page"}>
      <header className="page-head">
        {crumbs.length > 0 && (
          <nav className="page-crumbs no-print" aria-label={t("app.crumbs")}>
            {crumbs.map(({ to, title }) => (
              <Link key={to} to={to}>
                <LeftOutlined aria-hidden />
                {title}
              </Link>
            ))}
          </nav>
        )}
        <div className="page-title">
          <h1>{title}</h1>
          {aside && <span className="muted number">{aside}</span>}
          {actions && <div className="page-actions no-print">{actions}</div>}
        </div>
      </header>
      {children}
    </div>
  );
}
