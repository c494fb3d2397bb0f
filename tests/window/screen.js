// What a person does outside the page: dragging files onto the window, and the system's dialogs. WebDriver sees
// neither, so the mouse and the keys of the display are used.

import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

const WIDTH = 1240;
const HEIGHT = 860;
const SOURCE = { x: 1290, y: 40 };

const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function xdotool(...words) {
  return execFileSync("xdotool", words, { encoding: "utf8" }).trim();
}

/** The program's window: named after the release, or after the program alone. */
function programWindow() {
  for (let tries = 0; ; tries += 1) {
    try {
      return xdotool("search", "--sync", "--onlyvisible", "--name", "(^| - )Tablewright$").split("\n")[0];
    } catch (error) {
      // A window that closes during the search ends it.
      if (tries === 5) throw error;
    }
  }
}

/** Puts the program's window in the corner, so that there is room for the drag source beside it. */
export function place(width = WIDTH, height = HEIGHT) {
  const window = programWindow();
  xdotool("windowsize", "--sync", window, `${width}`, `${height}`);
  xdotool("windowmove", window, "0", "0");
  xdotool("windowactivate", window);
}

/** Presses keys in the program's window, as the keyboard does. */
export async function keys(...strokes) {
  xdotool("windowactivate", "--sync", programWindow());
  for (const stroke of strokes) {
    xdotool("key", stroke);
    await pause(150);
  }
}

/** Closes the program's window as its frame does, and waits until it is gone. */
export async function closeWindow() {
  const window = programWindow();
  xdotool("windowactivate", "--sync", window, "key", "alt+F4");
  for (let tries = 0; tries < 100; tries += 1) {
    await pause(100);
    try {
      xdotool("getwindowname", window);
    } catch {
      return;
    }
  }
  throw new Error("the window does not close");
}

/** Drags files from another program onto the window and lets them go. `over` is done before letting go. */
export async function drop(files, over = async () => {}) {
  const script = fileURLToPath(new URL("drag_source.py", import.meta.url));
  const source = spawn(process.env.PYTHON ?? "python3", [script, `${SOURCE.x}`, `${SOURCE.y}`, ...files], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    await once(source.stdout, "data");
    await pause(700);
    const from = { x: SOURCE.x + 45, y: SOURCE.y + 30 };
    const to = { x: WIDTH / 2, y: HEIGHT / 2 };
    xdotool("mousemove", `${from.x}`, `${from.y}`);
    await pause(200);
    xdotool("mousedown", "1");
    for (let step = 1; step <= 20; step += 1) {
      const x = Math.round(from.x + ((to.x - from.x) * step) / 20);
      const y = Math.round(from.y + ((to.y - from.y) * step) / 20);
      xdotool("mousemove", `${x}`, `${y}`);
      await pause(25);
    }
    await pause(500);
    await over();
    xdotool("mouseup", "1");
    await pause(300);
  } finally {
    source.kill();
  }
}

/** Answers the system's file dialog by its title: the path is typed, as a person in a hurry would. */
export async function answerDialog(title, path) {
  const [dialog] = xdotool("search", "--sync", "--onlyvisible", "--name", title).split("\n");
  xdotool("windowactivate", dialog);
  await pause(800);
  // The first slash opens the field for the path; what is typed before it is there would be lost.
  xdotool("key", "slash");
  await pause(600);
  xdotool("key", "ctrl+a");
  xdotool("type", "--delay", "25", path);
  await pause(600);
  // The dialog proposes what is in the folder; this takes its proposal away.
  xdotool("key", "Delete");
  await pause(300);
  xdotool("key", "Return");
}

/** A picture of the whole screen: the system's dialogs are not in WebDriver's. */
export function picture(file) {
  execFileSync("import", ["-window", "root", file]);
}
