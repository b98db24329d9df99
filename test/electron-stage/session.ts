import type { Session } from 'electron';

type OnBeforeRequest = Parameters<Session['webRequest']['onBeforeRequest']>[0];

export const sessionRecord = {
  onBeforeRequest: undefined as OnBeforeRequest | undefined,
  isSpellChecked: true,
  languages: [] as string[],
  dictionarySource: '',
  grants: undefined as Parameters<Session['setPermissionCheckHandler']>[0] | undefined,
};

const defaultSession = {
  availableSpellCheckerLanguages: ['de', 'en-GB', 'en-US'],
  setSpellCheckerEnabled: (isOn: boolean) => {
    sessionRecord.isSpellChecked = isOn;
  },
  setSpellCheckerLanguages: (languages: string[]) => {
    sessionRecord.languages = languages;
  },
  setSpellCheckerDictionaryDownloadURL: (url: string) => {
    sessionRecord.dictionarySource = url;
  },
  setPermissionRequestHandler: (_handler: Parameters<Session['setPermissionRequestHandler']>[0]) => {},
  setPermissionCheckHandler: (handler: Parameters<Session['setPermissionCheckHandler']>[0]) => {
    sessionRecord.grants = handler;
  },
  addWordToSpellCheckerDictionary: (_word: string) => true,
} satisfies Partial<Session>;

export const session = {
  defaultSession: {
    ...defaultSession,
    webRequest: {
      onBeforeRequest: (listener: OnBeforeRequest) => {
        sessionRecord.onBeforeRequest = listener;
      },
    },
  },
};

/** Whether the program lets its pages load an address. */
export function mayLoad(url: string): boolean {
  let isCancelled = false;
  sessionRecord.onBeforeRequest?.({ url } as never, ({ cancel }: { cancel?: boolean }) => {
    isCancelled = cancel === true;
  });
  return !isCancelled;
}
