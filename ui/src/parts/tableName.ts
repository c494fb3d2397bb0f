import type { TableView } from "../engine";

/** What a table is called among others: its title, and its place too where another has the same. */
export function tableName(table: TableView, tables: readonly TableView[]): string {
  const title = table.title || table.name;
  const shared = tables.some((other) => other.id !== table.id && (other.title || other.name) === title);
  return shared ? `${title} (${table.sheet}, ${table.range})` : title;
}
