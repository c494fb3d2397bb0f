// The steps of a release, by their ids.

import type { ComponentType } from "react";

import { DescribeStep } from "../steps/describe";
import { ExportStep } from "../steps/export";
import { MatchStep } from "../steps/match";
import { WorkbooksStep } from "../steps/workbooks";
import type { StepProps } from "./focus";

export const STEPS: Partial<Record<string, ComponentType<StepProps>>> = {
  match: MatchStep,
  workbooks: WorkbooksStep,
  describe: DescribeStep,
  export: ExportStep,
};
