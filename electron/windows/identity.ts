import { app } from 'electron';

/** As electron-builder.yml has it: the installer's shortcut says the same, without which Windows shows no notification of a program. */
const APP_ID = 'app.lintel.desktop';

/** Tells Windows which program this is. Call before the first window exists. */
export function sayWhoThisIs(): void {
  if (process.platform === 'win32' && app.isPackaged) app.setAppUserModelId(APP_ID);
}

/** Whether this copy runs out of a folder that is deleted when it ends, and installs nothing. */
export const isPortable = (): boolean => process.env.PORTABLE_EXECUTABLE_FILE !== undefined;

/** What starts this copy another time: of an AppImage or a portable program the file itself, since what runs is unpacked anew each time. */
export const programFile = (): string => process.env.APPIMAGE ?? process.env.PORTABLE_EXECUTABLE_FILE ?? process.execPath;
