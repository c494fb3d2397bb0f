import { useEffect, useId, useState } from "react";

import type { SessionView } from "../../engine";
import { Action } from "../../parts/Action";
import { tableName } from "../../parts/tableName";
import { count, words } from "../../words";
import { NO_FILTERS, type Filters as Chosen, type Found } from "./useFindings";

const STATES = ["open", "describe", "information", "protected", "decided"];
const SEVERITIES = ["blocker", "warning", "note"] as const;
/** A person who types is not interrupted at each letter. */
const PAUSE = 250;

interface Props {
  filters: Chosen;
  counts: Found["counts"];
  view: SessionView;
  onChange: (filters: Chosen) => void;
}

/** By state, rule or kind, severity, table and text; each choice says how many findings it leaves. */
export function Filters({ filters, counts, view, onChange }: Props) {
  const id = useId();
  const text = words.checks;
  const of = (list: { key: string; count: number }[] | undefined, key: string): number => list?.find((each) => each.key === key)?.count ?? 0;
  // What is not known is not said to be none.
  const said = (label: string, n: number): string => (counts ? text.counted(label, n) : label);
  const set = (part: Partial<Chosen>): void => { onChange({ ...filters, ...part }); };
  const isSet = filters.kind !== null || filters.severity !== null || filters.table !== null || filters.text !== null;
  const kinds = (counts?.kinds ?? []).map(({ key, rule, label, count: n }) => ({ key, label: text.counted(text.ruled(rule, label), n) }));
  const tables = view.tables.map((table) => ({ key: String(table.id), label: said(tableName(table, view.tables), of(counts?.tables, String(table.id))) }));
  const severities = SEVERITIES.map((key) => ({ key, label: said(text.severities[key], of(counts?.severities, key)) }));
  const all = (counts?.states ?? []).reduce((sum, each) => sum + each.count, 0);

  return (
    <div className="filters" role="group" aria-label={text.filters}>
      <div className="chips" role="radiogroup" aria-labelledby={id}>
        <span id={id} className="chips-name">{text.stateLegend}</span>
        {[null, ...STATES].map((state) => (
          <label key={state ?? "all"}>
            <input type="radio" name="finding-state" checked={filters.state === state} onChange={() => { set({ state }); }} />
            <span>{state ? text.states[state] : text.all} {counts && <b className="numbers">{count(state ? of(counts.states, state) : all)}</b>}</span>
          </label>
        ))}
      </div>
      <div className="filter-fields">
        <Pick label={text.kind} all={text.allKinds} options={kinds} value={filters.kind} onChange={(kind) => { set({ kind }); }} />
        <Pick label={text.table} all={text.allTables} options={tables} value={filters.table === null ? null : String(filters.table)} onChange={(table) => { set({ table: table === null ? null : Number(table) }); }} />
        <Pick label={text.severity} all={text.allSeverities} options={severities} value={filters.severity} onChange={(severity) => { set({ severity }); }} />
        <Text value={filters.text} onChange={(words) => { set({ text: words }); }} />
        <Action className="small" reason={isSet ? null : text.nothingToClear} onDo={() => { onChange({ ...NO_FILTERS, state: filters.state }); }}>{text.clear}</Action>
      </div>
    </div>
  );
}

interface PickProps {
  label: string;
  all: string;
  options: { key: string; label: string }[];
  value: string | null;
  onChange: (value: string | null) => void;
}

function Pick({ label, all, options, value, onChange }: PickProps) {
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id} className="only-read">{label}</label>
      <select id={id} value={value ?? ""} onChange={(event) => { onChange(event.target.value || null); }}>
        <option value="">{all}</option>
        {options.map((option) => <option key={option.key} value={option.key}>{option.label}</option>)}
        {value !== null && !options.some(({ key }) => key === value) && <option value={value}>{words.checks.counted(value, 0)}</option>}
      </select>
    </div>
  );
}

function Text({ value, onChange }: { value: string | null; onChange: (text: string | null) => void }) {
  const id = useId();
  const [typed, setTyped] = useState(value ?? "");
  const [before, setBefore] = useState(value);
  if (value !== before) {
    setBefore(value);
    setTyped(value ?? "");
  }
  useEffect(() => {
    const next = typed.trim() || null;
    if (next === value) return undefined;
    const timer = setTimeout(() => { onChange(next); }, PAUSE);
    return () => { clearTimeout(timer); };
  }, [typed, value, onChange]);
  return (
    <div className="filter">
      <label htmlFor={id} className="only-read">{words.checks.text}</label>
      <input id={id} type="text" value={typed} placeholder={words.checks.textExample} onChange={(event) => { setTyped(event.target.value); }} />
    </div>
  );
}
