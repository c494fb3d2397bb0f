import { useCallback, useEffect, useRef, useState } from "react";

import { asFailure, useBackend, type Notice } from "../backend";
import type { FailureView, ProgressView, SessionView } from "../engine";
import { words } from "../words";

/** A failure on show. */
export interface Message {
  key: number;
  failure: FailureView;
  /** Whether it came from opening files: Home and Workbooks list these themselves. */
  opening: boolean;
}

/** The place that the steps Tables and Columns share, kept while the person is at another step. */
export interface Shown {
  workbook: number;
  /** None for a CSV that is tidy already. */
  sheet: number | null;
  table: number | null;
}

/** What the page knows, and how it changes it. */
export interface PageSession {
  /** None until the engine has answered. */
  view: SessionView | null;
  /** The running job, if one runs. */
  job: ProgressView | null;
  /** Why nothing can be changed just now ("Wait until ... is done"); none when it can. */
  busy: string | null;
  /** Files are being dragged over the window. */
  hovering: boolean;
  messages: Message[];
  /** The time of day of the work that was restored, until that is dismissed. */
  restored: string | null;
  /** Counts the times that files came in, so that the page can show them. */
  openings: number;
  /** None until one was chosen. */
  shown: Shown | null;
  setShown: (shown: Shown | null) => void;
  /** Does something to the session and shows the result; true when it could be done. */
  change: (call: () => Promise<SessionView>, opened?: "opened") => Promise<boolean>;
  /** Shows what a call was rejected with. */
  fail: (reason: unknown) => void;
  dismiss: (key: number) => void;
  dismissRestored: () => void;
}

let lastKey = 0;

/** The session of the window, kept up to date. */
export function useSession(): PageSession {
  const backend = useBackend();
  const [view, setView] = useState<SessionView | null>(null);
  const [job, setJob] = useState<ProgressView | null>(null);
  const [hovering, setHovering] = useState(false);
  const [restored, setRestored] = useState<string | null>(null);
  const [openings, setOpenings] = useState(0);
  const [shown, setShown] = useState<Shown | null>(null);
  const { messages, show, dismiss, clear } = useMessages();
  const fail = useCallback((reason: unknown) => { show([asFailure(reason)]); }, [show]);
  const dismissRestored = useCallback(() => { setRestored(null); }, []);

  /** Answers and notices may come in another order than they were made. */
  const take = useCallback((next: SessionView) => {
    setView((was) => (was && next.revision < was.revision ? was : next));
  }, []);

  /** A result of opening: its failures replace those of the opening before. */
  const opened = useCallback(
    (next: SessionView) => {
      take(next);
      clear();
      show(next.failures, true);
      setOpenings((n) => n + 1);
      if (next.workbooks.length === 0) setShown(null);
    },
    [clear, show, take],
  );

  useEffect(() => {
    let current = true;
    const listen = (notice: Notice): void => {
      if (!current) return;
      switch (notice.kind) {
        case "hover": setHovering(notice.over); break;
        case "progress": setJob(notice.progress); break;
        case "opened": opened(notice.view); break;
        case "restored": opened(notice.view); setRestored(notice.when); break;
        case "failed": show([notice.failure]); break;
      }
    };
    backend.watch(listen).then(
      (first) => { if (current) opened(first); },
      (reason: unknown) => { if (current) fail(reason); },
    );
    return () => { current = false; };
  }, [backend, opened, show, fail]);

  const opening = useRef(false);
  const change = useCallback(
    async (call: () => Promise<SessionView>, how?: "opened"): Promise<boolean> => {
      // One system dialog at a time.
      if (how && opening.current) return false;
      if (how) opening.current = true;
      try {
        const next = await call();
        if (how) opened(next);
        else take(next);
        return true;
      } catch (reason) {
        fail(reason);
        return false;
      } finally {
        if (how) opening.current = false;
      }
    },
    [opened, take, fail],
  );

  const busy = job ? words.shell.wait(job.stage) : null;
  return { view, job, busy, hovering, messages, restored, openings, shown, setShown, change, fail, dismiss, dismissRestored };
}

/** Failures, until they are dismissed. */
function useMessages() {
  const [messages, setMessages] = useState<Message[]>([]);
  const show = useCallback((failures: FailureView[], opening = false) => {
    // Somebody who stopped a job knows that it stopped.
    const told = failures.filter((failure) => failure.kind !== "cancelled");
    // The same failure again takes the place of its first message, and is read out again.
    const stays = (shown: Message): boolean => !told.some(({ file, text }) => file === shown.failure.file && text === shown.failure.text);
    setMessages((shown) => [...shown.filter(stays), ...told.map((failure) => ({ key: ++lastKey, failure, opening }))]);
  }, []);
  const dismiss = useCallback((key: number) => {
    setMessages((shown) => shown.filter((message) => message.key !== key));
  }, []);
  const clear = useCallback(() => { setMessages((shown) => (shown.length === 0 ? shown : [])); }, []);
  return { messages, show, dismiss, clear };
}
