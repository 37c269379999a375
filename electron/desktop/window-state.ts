/** Where the window was, kept between two starts and brought back onto a screen that exists. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { screen, type BrowserWindow, type Rectangle } from 'electron';

type WindowState = {
  readonly bounds?: Rectangle;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
};

const FIRST: WindowState = { width: 1360, height: 900, maximized: false };
const SMALLEST = { width: 640, height: 480 };

/** The state kept in a file, or that of a first start where there is none that makes sense. */
export function readWindowState(file: string): WindowState {
  let kept: unknown;
  try {
    kept = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Absent on a first start; a broken one costs no more than the window's place.
    return FIRST;
  }
  if (typeof kept !== 'object' || kept === null) return FIRST;
  const { x, y, width, height, maximized } = kept as Record<string, unknown>;
  if (!isWhole(x) || !isWhole(y) || !isWhole(width) || !isWhole(height)) return FIRST;
  if (width < SMALLEST.width || height < SMALLEST.height) return FIRST;
  const bounds = { x, y, width, height };
  return onSomeScreen(bounds) ? { bounds, width, height, maximized: maximized === true } : FIRST;
}

/** Writes the window's place when it closes. */
export function keepWindowState(window: BrowserWindow, file: string): void {
  window.on('close', () => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify({ ...window.getNormalBounds(), maximized: window.isMaximized() }));
  });
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

/** A title bar that nobody can reach is worse than a forgotten place. */
function onSomeScreen({ x, y, width }: Rectangle): boolean {
  return screen.getAllDisplays().some(({ workArea }) => {
    const across = Math.min(x + width, workArea.x + workArea.width) - Math.max(x, workArea.x);
    return across >= 100 && y >= workArea.y - 10 && y <= workArea.y + workArea.height - 50;
  });
}
