import { createContext } from 'react';

/** True within what is still being written: what costs much to draw waits. */
export const Growing = createContext(false);
