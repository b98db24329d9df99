import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Window } from './screens/window.tsx';
import { startSession } from './stores/session.ts';

const root = document.getElementById('window');
if (root === null) throw new Error('index.html has no #window to draw in.');

startSession();
createRoot(root).render(
  <StrictMode>
    <Window />
  </StrictMode>,
);

/** Milliseconds after which the markdown reader is fetched, so that the first answer finds it there. */
const FETCH_READER_AFTER_MS = 300;
setTimeout(() => void import('./ui/markdown.tsx'), FETCH_READER_AFTER_MS);
