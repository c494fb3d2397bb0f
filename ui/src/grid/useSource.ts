// Sources that follow the session.

import { useEffect, useMemo } from "react";

import { useBackend } from "../backend";
import { rowsSource } from "./listSource";
import { sheetSource } from "./sheetSource";
import type { Source } from "./source";

/** Loaded at first and at each revision; what was there shows until the new comes. */
export function useRefreshed<T extends Source>(source: T, revision: number): T {
  useEffect(() => { source.refresh(); }, [source, revision]);
  return source;
}

export function useSheetSource(workbook: number, sheet: number, revision: number) {
  const backend = useBackend();
  return useRefreshed(useMemo(() => sheetSource(backend, workbook, sheet), [backend, workbook, sheet]), revision);
}

export function useRowsSource(table: number, asProtected: boolean, revision: number) {
  const backend = useBackend();
  return useRefreshed(useMemo(() => rowsSource(backend, table, asProtected), [backend, table, asProtected]), revision);
}
