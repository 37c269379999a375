import { applyDensity, applyMode, Density, disableMotion, Mode } from '@cloudscape-design/global-styles';
import { usePreferences } from './preferences.ts';

const dark = window.matchMedia('(prefers-color-scheme: dark)');
const still = window.matchMedia('(prefers-reduced-motion: reduce)');

function paint(): void {
  const { appearance, density } = usePreferences.getState();
  const mode = appearance === 'system' ? (dark.matches ? 'dark' : 'light') : appearance;
  applyMode(mode === 'dark' ? Mode.Dark : Mode.Light);
  applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable);
  disableMotion(still.matches);
  document.documentElement.dataset['mode'] = mode;
}

/** Paints the console as the user, or else the system, wants it, and follows when either changes. */
export function applyAppearance(): void {
  paint();
  usePreferences.subscribe(paint);
  dark.addEventListener('change', paint);
  still.addEventListener('change', paint);
}
