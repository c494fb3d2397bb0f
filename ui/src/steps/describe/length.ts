import { words } from "../../words";

/** How long an answer is against the limit that its help names ("Best in 65 characters"). */
export interface Length {
  text: string;
  /** Characters beyond the limit; 0 while it fits. */
  over: number;
}

/** None where the help names no limit. A limit of the first sentence counts that alone. */
export function lengthOf(help: string, answer: string): Length | null {
  const found = /(\d+) characters/u.exec(help);
  if (!found) return null;
  const limit = Number(found[1]);
  const sentence = /first sentence/iu.test(help);
  const counted = sentence ? firstSentence(answer.trim()) : answer.trim();
  // Characters as people count them, not UTF-16 units.
  const n = Array.from(counted).length;
  const text = sentence ? words.describe.firstSentenceLength(n, limit) : words.describe.length(n, limit);
  return { text, over: Math.max(0, n - limit) };
}

function firstSentence(text: string): string {
  return /^.*?[.!?](?=\s|$)/su.exec(text)?.[0] ?? text;
}
