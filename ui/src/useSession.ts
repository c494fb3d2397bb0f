import { useCallback, useEffect, useState } from "react";

import { asFailure, useBackend, type Notice } from "./backend";
import type { FailureView, ProgressView, SessionView } from "./engine";

/** A failure on show. */
export interface Message {
  key: number;
  failure: FailureView;
}

/** What the page knows, and how it changes it. */
export interface PageSession {
  /** None until the engine has answered. */
  view: SessionView | null;
  /** The running job, if one runs. */
  job: ProgressView | null;
  /** Files are being dragged over the window. */
  hovering: boolean;
  messages: Message[];
  /** Does something to the session and shows the result; true when it could be done. */
  change: (call: () => Promise<SessionView>, opened?: "opened") => Promise<boolean>;
  /** Shows what a call was rejected with. */
  fail: (reason: unknown) => void;
  dismiss: (key: number) => void;
}

let lastKey = 0;

/** The session of the window, kept up to date. */
export function useSession(): PageSession {
  const backend = useBackend();
  const [view, setView] = useState<SessionView | null>(null);
  const [job, setJob] = useState<ProgressView | null>(null);
  const [hovering, setHovering] = useState(false);
  const [messages, setMessages] = useState<Message[]>([]);

  const show = useCallback((failures: FailureView[]) => {
    // Somebody who stopped a job knows that it stopped.
    const told = failures.filter((failure) => failure.kind !== "cancelled");
    setMessages((shown) => [...shown, ...told.map((failure) => ({ key: ++lastKey, failure }))]);
  }, []);
  const fail = useCallback((reason: unknown) => { show([asFailure(reason)]); }, [show]);
  const dismiss = useCallback((key: number) => {
    setMessages((shown) => shown.filter((message) => message.key !== key));
  }, []);

  /** A result of opening: its failures replace those of the opening before. */
  /** Answers and notices may come in another order than they were made. */
  const take = useCallback((next: SessionView) => {
    setView((was) => (was && next.revision < was.revision ? was : next));
  }, []);

  const opened = useCallback(
    (next: SessionView) => {
      take(next);
      setMessages([]);
      show(next.failures);
    },
    [show, take],
  );

  useEffect(() => {
    let current = true;
    const listen = (notice: Notice): void => {
      if (!current) return;
      if (notice.kind === "hover") setHovering(notice.over);
      else if (notice.kind === "progress") setJob(notice.progress);
      else if (notice.kind === "opened") opened(notice.view);
      else show([notice.failure]);
    };
    backend.watch(listen).then(
      (first) => { if (current) opened(first); },
      (reason: unknown) => { if (current) fail(reason); },
    );
    return () => { current = false; };
  }, [backend, opened, show, fail]);

  const change = useCallback(
    async (call: () => Promise<SessionView>, how?: "opened"): Promise<boolean> => {
      try {
        const next = await call();
        if (how) opened(next);
        else take(next);
        return true;
      } catch (reason) {
        fail(reason);
        return false;
      }
    },
    [opened, take, fail],
  );

  return { view, job, hovering, messages, change, fail, dismiss };
}
