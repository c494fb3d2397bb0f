import type { TableView } from "../engine";

/** Where a table stands; a CSV has no sheet. */
export function placeOf({ sheet, range }: { sheet: string; range: string }): string {
  return sheet === "" ? range : `${sheet}, ${range}`;
}

/** What a table is called among others: its title, and its place too where another has the same. */
export function tableName(table: TableView, tables: readonly TableView[]): string {
  const title = table.title || table.name;
  const shared = tables.some((other) => other.id !== table.id && (other.title || other.name) === title);
  return shared ? `${title} (${placeOf(table)})` : title;
}
