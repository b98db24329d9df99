import './styles.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { preferredLanguage, speak } from './language.ts';
import { Ask } from './screens/ask/ask.tsx';
import { Window } from './screens/window.tsx';
import { isAsk } from './stores/address.ts';
import { startDesktop } from './stores/desktop.ts';
import { connection, startSession } from './stores/session.ts';

const root = document.getElementById('window');
if (root === null) throw new Error('index.html has no #window to draw in.');

await speak(preferredLanguage());
/** The window for a quick question is not the one that the desktop speaks to, and keeps its address. */
const asks = isAsk(location.hash);
if (asks) void connection.look();
else {
  startSession();
  startDesktop();
}
createRoot(root).render(<StrictMode>{asks ? <Ask /> : <Window />}</StrictMode>);

/** Milliseconds after which the markdown reader is fetched, so that the first answer finds it there. */
const FETCH_READER_AFTER_MS = 300;
setTimeout(() => void import('./ui/markdown.tsx'), FETCH_READER_AFTER_MS);
