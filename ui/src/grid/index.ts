// The one grid component, for sheets, tidy rows and lists.
//
// `SheetView` shows a sheet with a highlighted cell, `TidyView` the tidy rows of a table; both fill their
// parent, which must have a height. Anything else: a source of `listSource` (named columns, rows by window),
// kept up to date by `useRefreshed`, in a `Grid`.

export { address, letters, parseArea, parsePlace, rangeOf } from "./address";
export { Grid, type GridProps } from "./Grid";
export type { Finder, Found } from "./GridBars";
export type { Frame } from "./GridOverlay";
export { listSource, rowsSource, type FetchList, type ListWindow } from "./listSource";
export { sheetSource } from "./sheetSource";
export { SheetView, type SheetTarget, type SheetViewProps } from "./SheetView";
export type { Area, GridCell, Merge, Place, Source } from "./source";
export { TidyView, type TidyViewProps } from "./TidyView";
export type { Selected, Target } from "./useSelection";
export { useRefreshed, useRowsSource, useSheetSource } from "./useSource";
