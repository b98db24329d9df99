import type { Program } from '../../electron/api/program.ts';

/** A program that nothing here ends, erases, saves or restores. */
const notHere = () => {
  throw new Error('Nothing here ends the program.');
};
export const program: Program = { erase: notHere, quit: notHere };
export const safekeeping = { backup: notHere, restore: notHere, events: notHere };
