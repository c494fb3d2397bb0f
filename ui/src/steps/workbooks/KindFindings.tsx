import { useEffect, useState } from "react";

import type { FindingView, SessionView } from "../../engine";
import { Problem } from "../../parts/Problem";
import type { StepProps } from "../../shell/focus";
import type { PageSession } from "../../shell/useSession";
import { words } from "../../words";
import { FindingCard } from "../checks/FindingCard";
import { FindingList } from "../checks/FindingList";
import { NO_FILTERS, useFindings } from "../checks/useFindings";

interface Props {
  view: SessionView;
  session: PageSession;
  workbook: number;
  kind: string;
  label: string;
  onSheet: (sheet: number, cell: string | null) => void;
  onFocus: StepProps["onFocus"];
}

/** The findings of one kind in one workbook, to look at and to decide. */
export function KindFindings({ view, session, workbook, kind, label, onSheet, onFocus }: Props) {
  const text = words.workbooks;
  const found = useFindings({ ...NO_FILTERS, workbook, kind }, view.revision);
  const [selected, setSelected] = useState(0);
  const at = Math.min(selected, Math.max(found.total - 1, 0));
  const finding = found.at(at);
  useSheetOf(finding, onSheet);

  if (found.failure) return <Problem text={text.failed} failure={found.failure} onRetry={found.retry} />;
  if (!found.counts) return <p className="empty" role="status">{text.loading}</p>;
  if (found.total === 0) return <p className="empty">{text.none}</p>;
  return (
    <div className="side-findings">
      {found.total > 1 && <FindingList found={found} label={label} selected={at} onSelect={setSelected} />}
      {finding && <FindingCard key={finding.id} finding={finding} view={view} session={session} onFocus={onFocus} />}
    </div>
  );
}

/** Shows the place of the finding that is selected. */
function useSheetOf(finding: FindingView | undefined, onSheet: Props["onSheet"]): void {
  const place = finding && finding.sheet !== null ? `${finding.sheet} ${finding.cell ?? ""}` : null;
  useEffect(() => {
    if (finding && finding.sheet !== null) onSheet(finding.sheet, finding.cell);
    // The place is what counts: the finding itself changes with each decision.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [place]);
}
