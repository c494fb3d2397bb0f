// The steps of a release, by their ids.

import type { ComponentType } from "react";

import { ChecksStep } from "../steps/checks";
import { ColumnsStep } from "../steps/columns";
import { DescribeStep } from "../steps/describe";
import { ExportStep } from "../steps/export";
import { MatchStep } from "../steps/match";
import { TablesStep } from "../steps/tables";
import { WorkbooksStep } from "../steps/workbooks";
import type { StepProps } from "./focus";

export const STEPS: Partial<Record<string, ComponentType<StepProps>>> = {
  match: MatchStep,
  workbooks: WorkbooksStep,
  tables: TablesStep,
  columns: ColumnsStep,
  checks: ChecksStep,
  describe: DescribeStep,
  export: ExportStep,
};
