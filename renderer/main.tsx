import '@cloudscape-design/global-styles/index.css';
import './styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { startLive } from './client/live.ts';
import { applyAppearance } from './state/appearance.ts';

applyAppearance();
startLive();
createRoot(document.getElementById('app') as HTMLElement).render(<App />);
