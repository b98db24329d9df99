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
