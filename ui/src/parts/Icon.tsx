/** Shapes differ, so that colour never speaks alone. Decorative: the words stand beside them. */
const SHAPES = {
  blocker: "M5.2 1h5.6L15 5.2v5.6L10.8 15H5.2L1 10.8V5.2ZM7.2 4v5h1.6V4Zm0 6.4V12h1.6v-1.6Z",
  warning: "M8 1.2 15.4 14.5H.6ZM7.2 6v4h1.6V6Zm0 5.2v1.6h1.6v-1.6Z",
  note: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm-.8 6v5h1.6V7Zm0-2.8v1.6h1.6V4.2Z",
  done: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm3.4 4.3L7 9.7 4.8 7.5 3.7 8.6 7 11.9l5.5-5.5Z",
  empty: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.4a5.6 5.6 0 1 0 0 11.2A5.6 5.6 0 0 0 8 2.4Z",
  stale: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm-.8 3v4.6l3.6 2.2.8-1.2-2.9-1.8V4Z",
  tick: "m13.2 3 1.2 1.1-7.9 9L1.6 8.6l1.1-1.2 3.7 3.4Z",
  dash: "M3 7.3h10v1.4H3Z",
  moved: "M9.2 3 14.2 8l-5 5V9.2H1.8V6.8h7.4Z",
  plus: "M7.2 2h1.6v5.2H14v1.6H8.8V14H7.2V8.8H2V7.2h5.2Z",
  shield: "M8 1 14 3v4.5c0 3.6-2.4 6-6 7.5-3.6-1.5-6-3.9-6-7.5V3Zm2.9 4.4L7.2 9.1 5.3 7.2 4.2 8.3l3 3 4.8-4.8Z",
  workbook: "M3 1h7l3 3v11H3Zm6.5 1.4V5h2.4ZM5 7v5.5h6V7Zm1 1h1.6v1.2H6Zm2.6 0H10v1.2H8.6ZM6 10.2h1.6v1.3H6Zm2.6 0H10v1.3H8.6Z",
  recipe: "M3 1h7l3 3v11H3Zm6.5 1.4V5h2.4ZM5 6.6h6v1.2H5Zm0 2.5h6v1.2H5Zm0 2.5h4v1.2H5Z",
  table: "M1.5 2.5h13v11h-13Zm1.2 3.8v2.4h3.1V6.3Zm4.3 0v2.4h2.9V6.3Zm4.1 0v2.4h2.2V6.3ZM2.7 9.9v2.4h3.1V9.9Zm4.3 0v2.4h2.9V9.9Zm4.1 0v2.4h2.2V9.9Z",
  hidden: "M8 3.2c3.2 0 5.7 2.4 7 4.8a11 11 0 0 1-2.1 2.7L11 8.8A3.1 3.1 0 0 0 7.2 5L5.8 3.6A7 7 0 0 1 8 3.2ZM2.2 1.2l12.6 12.6-.9.9-2.4-2.4A7.4 7.4 0 0 1 8 12.8c-3.2 0-5.7-2.4-7-4.8a11 11 0 0 1 2.8-3.3L1.3 2.1Z",
  undo: "M6.2 2.2 1.8 6.6l4.4 4.4V8.1h3.3a2.3 2.3 0 0 1 0 4.6H6v1.6h3.5a3.9 3.9 0 0 0 0-7.8H6.2Z",
  redo: "m9.8 2.2 4.4 4.4-4.4 4.4V8.1H6.5a2.3 2.3 0 0 0 0 4.6H10v1.6H6.5a3.9 3.9 0 0 1 0-7.8h3.3Z",
  open: "M1 3h5l1.5 1.6H13v2H4.2L2.6 12H1Zm3.9 5H15.4l-1.9 5.4H3.2Z",
  save: "M2 2h9.6L14 4.4V14H2Zm2.6 1.3v3h5.2v-3Zm3 .6h1.3v1.8H7.6ZM4.3 8.2v4.5h7.4V8.2Z",
  home: "m8 1.6 6.8 6-1 1.1L13 8v6H9.4v-3.6H6.6V14H3V8l-.8.7-1-1.1Z",
  new: "M3 1h7l3 3v11H3Zm1.4 1.4v11.2h7.2V5.2H8.9V2.4Zm2.9 4.4h1.4v1.7h1.7v1.4H8.7v1.7H7.3V9.9H5.6V8.5h1.7Z",
  help: "M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 2.6c-1.6 0-2.7.9-2.8 2.5h1.5c.1-.8.6-1.2 1.3-1.2s1.2.4 1.2 1c0 .5-.2.8-.9 1.2-.9.5-1.2 1-1.2 2v.4h1.5v-.3c0-.5.2-.8.9-1.2.9-.5 1.3-1.1 1.3-2 0-1.4-1.2-2.4-2.8-2.4Zm-.9 7v1.7h1.6v-1.7Z",
  close: "m3.7 2.6 4.3 4.3 4.3-4.3 1.1 1.1L9.1 8l4.3 4.3-1.1 1.1L8 9.1l-4.3 4.3-1.1-1.1L6.9 8 2.6 3.7Z",
  chevron: "m3.6 5.2 4.4 4.4 4.4-4.4 1.1 1.1L8 11.8 2.5 6.3Z",
  back: "m10.8 2.5 1.1 1.1L7.5 8l4.4 4.4-1.1 1.1L5.3 8Z",
  forward: "m5.2 2.5-1.1 1.1L8.5 8l-4.4 4.4 1.1 1.1L10.7 8Z",
} as const;

export type IconName = keyof typeof SHAPES;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg className={`icon icon-${name}`} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path fillRule="evenodd" d={SHAPES[name]} />
    </svg>
  );
}
