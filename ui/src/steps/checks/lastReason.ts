/** The reason that was given last, while the window is open: the next finding often has the same one. */
let last = "";

export function lastReason(): string {
  return last;
}

export function rememberReason(reason: string): void {
  last = reason;
}
