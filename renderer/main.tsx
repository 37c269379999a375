// Before anything that makes a schema: the window's policy allows no compiled checks.
import '../shared/zod.ts';
import '@cloudscape-design/global-styles/index.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLive } from './client/live.ts';
import { preloadAt } from './frame/navigation.tsx';
import { applyAppearance } from './state/appearance.ts';

applyAppearance();
startLive();
// Beside the frame's code, not after it.
preloadAt(location.hash.slice(1).replace(/\?.*$/, '') || '/');
createRoot(document.getElementById('app') as HTMLElement).render(<App />);
