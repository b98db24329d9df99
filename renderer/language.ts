import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { learn } from './said.ts';

/** The languages that the window speaks; each is fetched only when it is spoken. */
const LANGUAGES = {
  en: () => import('./locales/en/index.ts'),
  de: () => import('./locales/de/index.ts'),
} as const;

export type Language = keyof typeof LANGUAGES;

export const languages = Object.keys(LANGUAGES) as readonly Language[];

const REMEMBERED = 'lintel.language';

/** The language to start with: the one chosen last in this browser, else the first of the person's own that is spoken here, else English. */
export function preferredLanguage(chosen = localStorage.getItem(REMEMBERED), own: readonly string[] = navigator.languages): Language {
  const wished = [chosen ?? '', ...own].map((tag) => tag.split('-', 1)[0]);
  return wished.map((tag) => languages.find((one) => one === tag)).find((one) => one !== undefined) ?? 'en';
}

/** Speaks a language from now on; the window's texts change at once. */
export async function speak(language: Language): Promise<void> {
  const { texts, said } = await LANGUAGES[language]();
  if (said !== undefined) learn(language, said);
  document.documentElement.lang = language;
  if (!i18next.isInitialized) {
    await i18next.use(initReactI18next).init({
      lng: language,
      resources: { [language]: texts },
      // React escapes what it shows.
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
    return;
  }
  for (const [namespace, bundle] of Object.entries(texts)) i18next.addResourceBundle(language, namespace, bundle, true, true);
  await i18next.changeLanguage(language);
}

/** Speaks a language from now on, and whenever the window opens in this browser; without one, what the browser prefers. */
export async function chooseLanguage(language: Language | undefined): Promise<void> {
  if (language === undefined) localStorage.removeItem(REMEMBERED);
  else localStorage.setItem(REMEMBERED, language);
  await speak(preferredLanguage());
}
