// Every label of the page, in British English. What findings, failures and fields say comes from the engine.

import { checks } from "./checks";
import { columns } from "./columns";
import { describe } from "./describe";
import { exporting } from "./export";
import { grid } from "./grid";
import { home } from "./home";
import { match } from "./match";
import { shell } from "./shell";
import { tables } from "./tables";
import { workbooks } from "./workbooks";

export { count, plural, size } from "./format";

export const words = { shell, home, match, workbooks, tables, columns, checks, describe, export: exporting, grid };
