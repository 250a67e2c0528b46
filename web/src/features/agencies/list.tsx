// The agencies as a tree: along the administration 块, or along the guidance of a branch 条.
import { CaretDownOutlined, CaretRightOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { useAddressState } from "../../platform/address-state";
import { AsyncState } from "../../platform/async-state";
import { Pick, SearchBox } from "../../platform/inputs";
import { Page } from "../../platform/page";
import { useRights } from "../../platform/rights";
import { Mark } from "../../platform/state-tag";
import { ExportButton } from "../transfer/export-button";
import { useAllAgencies } from "./all";
import { type Branching, forestOf, pruned } from "./tree";
import "./tree.css";

export default function Agencies() {
  const { t } = useTranslation();
  const { keepsRegisters } = useRights();
  const [state, change] = useAddressState(["line", "search", "ended"]);
  const list = useAllAgencies(state("ended") === "yes");
  const line = state("line") === "guiding" ? "guiding" : "parent";
  const words = state("search");
  // Along the guidance only those that take part in it: the rest would be a long row of roots.
  const guides = new Set(list.nodes.flatMap(({ guiding }) => guiding?.id ?? []));
  const nodes =
    line === "parent"
      ? list.nodes
      : list.nodes.filter(({ id, guiding }) => guiding || guides.has(id));
  const forest = pruned(forestOf(nodes, line), words);
  return (
    <Page
      title={t("agencies.title")}
      aside={list.totalCount !== undefined && t("agencies.count", { count: list.totalCount })}
      actions={
        <>
          <ExportButton
            list={{ agencies: { filter: { ended: state("ended") === "yes" } } }}
            count={list.totalCount}
          />
          {keepsRegisters && (
            <>
              <Link to="/agencies/reorganise">
                <Button tabIndex={-1}>{t("agencies.reorganise")}</Button>
              </Link>
              <Link to="/agencies/new">
                <Button type="primary" tabIndex={-1}>
                  {t("agencies.create")}
                </Button>
              </Link>
            </>
          )}
        </>
      }
    >
      <div className="filters no-print" role="search">
        <SearchBox
          value={words}
          label={t("agencies.search")}
          onChange={(search) => change({ search })}
        />
        <Pick
          value={state("line")}
          label={t("agencies.line")}
          none={t("agencies.lines.parent")}
          options={[{ value: "guiding", label: t("agencies.lines.guiding") }]}
          onChange={(next) => change({ line: next })}
        />
        <Pick
          value={state("ended")}
          label={t("agencies.state")}
          none={t("agencies.living")}
          options={[{ value: "yes", label: t("agencies.ended") }]}
          onChange={(ended) => change({ ended })}
        />
      </div>
      <AsyncState
        loading={list.loading}
        error={list.error}
        has={list.totalCount !== undefined}
        isEmpty={forest.length === 0}
        empty={t("agencies.none")}
        retry={list.retry}
        rows={10}
      >
        <div className="card">
          <Trees key={`${line}${words}`} trees={forest} depth={0} open={words !== ""} />
        </div>
      </AsyncState>
    </Page>
  );
}

interface TreesProps {
  readonly trees: readonly Branching[];
  readonly depth: number;
  /** All the way, since something is searched for. */
  readonly open: boolean;
}

function Trees({ trees, depth, open }: TreesProps) {
  return (
    <ul className="tree">
      {trees.map((tree) => (
        <Twig key={tree.agency.id} tree={tree} depth={depth} open={open} />
      ))}
    </ul>
  );
}

interface TwigProps {
  readonly tree: Branching;
  readonly depth: number;
  readonly open: boolean;
}

function Twig({ tree: { agency, below }, depth, open }: TwigProps) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(open || depth < 2);
  return (
    <li>
      <div className="tree-name">
        {below.length > 0 ? (
          <button
            type="button"
            className="tree-fold"
            aria-expanded={isOpen}
            aria-label={t("agencies.unfold", { name: agency.name })}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
          </button>
        ) : (
          <span className="tree-fold" />
        )}
        <Link to={`/agencies/${agency.id}`}>{agency.name}</Link>
        <Mark tone="plain">{t(`agencies.levels.${agency.level}`)}</Mark>
        {below.length > 0 && (
          <span className="muted">{t("agencies.below", { count: below.length })}</span>
        )}
      </div>
      {isOpen && below.length > 0 && <Trees trees={below} depth={depth + 1} open={open} />}
    </li>
  );
}
