// One box for firms, officers and associations; answers as one types.
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { SearchDocument, type SearchQuery } from "../../gql/search";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { useConnection } from "../../platform/connection";
import { SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { Mark } from "../../platform/state-tag";

type Result = SearchQuery["search"]["nodes"][number];

export default function Search() {
  const { t } = useTranslation();
  const [state, change] = useAddressState(["text"]);
  const text = state("text");
  return (
    <Page title={t("search.title")}>
      <div className="filters" role="search">
        <SearchBox
          value={text}
          label={t("search.what")}
          onChange={(words) => change({ text: words })}
        />
      </div>
      {text ? <Results text={text} /> : <p className="muted">{t("search.hint")}</p>}
    </Page>
  );
}

function Results({ text }: { readonly text: string }) {
  const { t } = useTranslation();
  const list = useConnection(SearchDocument, { text, first: 30 }, (data) => data.search);
  return (
    <AsyncState
      loading={list.loading}
      error={list.error}
      has={list.nodes.length > 0 || !list.loading}
      isEmpty={list.nodes.length === 0}
      empty={t("app.noneFound")}
      retry={list.retry}
    >
      <section className="card" aria-label={t("search.title")}>
        <ul className="lines">
          {list.nodes.map((result) => (
            <li key={result.id}>
              <Found result={result} />
            </li>
          ))}
        </ul>
        {list.hasMore && (
          <Button block loading={list.loading} onClick={list.loadMore}>
            {t("associations.more")}
          </Button>
        )}
      </section>
    </AsyncState>
  );
}

function Found({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  const line = (kind: string, to: string, about: string | undefined) => (
    <>
      <span className="lines-main">
        <Mark tone="plain">{kind}</Mark>
        <Link to={to}>{result.name}</Link>
      </span>
      <span className="muted">{about}</span>
    </>
  );
  switch (result.__typename) {
    case "Enterprise":
      return line(t("enterprises.title"), `/enterprises/${result.id}`, result.place?.name);
    case "Officer":
      return line(t("officers.title"), `/officers/${result.id}`, result.agency?.name);
    case "Association":
      return line(t("associations.title"), `/associations/${result.id}`, result.town?.name);
    default:
      return <span>{result.name}</span>;
  }
}
