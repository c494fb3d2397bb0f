import { useCallback, useEffect, useState } from "react";

import { asFailure } from "../backend";
import type { FailureView } from "../engine";

/** What was asked of the engine: loading (with what was shown before, if anything), there, or failed. */
export interface Loaded<T> {
  value: T | null;
  failure: FailureView | null;
  loading: boolean;
  retry: () => void;
  /** Shows an answer that came another way. */
  set: (value: T) => void;
}

/** Asks again whenever `key` changes; answers that come too late are dropped. */
export function useLoaded<T>(key: string, ask: () => Promise<T>): Loaded<T> {
  const [state, setState] = useState<{ key: string; value: T | null; failure: FailureView | null }>({ key: "", value: null, failure: null });
  const [tries, setTries] = useState(0);
  const wanted = `${key} ${tries}`;

  useEffect(() => {
    let current = true;
    ask().then(
      (value) => { if (current) setState({ key: wanted, value, failure: null }); },
      (reason: unknown) => { if (current) setState((was) => ({ key: wanted, value: was.value, failure: asFailure(reason) })); },
    );
    return () => { current = false; };
    // What is asked is named by the key.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [wanted]);

  const retry = useCallback(() => { setTries((n) => n + 1); }, []);
  const set = useCallback((value: T) => { setState((was) => ({ ...was, value, failure: null })); }, []);
  return { value: state.value, failure: state.failure, loading: state.key !== wanted, retry, set };
}
