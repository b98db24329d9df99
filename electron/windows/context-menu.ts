import { app, type ContextMenuParams, clipboard, Menu, type MenuItemConstructorOptions, type WebContents } from 'electron';
import type { Words } from './words.ts';

const MOST_SUGGESTIONS = 5;

/** The menu of the right button: spelling, copy and paste. Call before the first window exists. @param words as the person reads them now */
export function offerContextMenu(words: () => Words): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.on('context-menu', (_opened, params) => {
      const items = itemsFor(params, contents, words());
      if (items.length > 0) Menu.buildFromTemplate(items).popup();
    });
  });
}

function itemsFor(params: ContextMenuParams, contents: WebContents, say: Words): MenuItemConstructorOptions[] {
  const spelling: MenuItemConstructorOptions[] =
    params.misspelledWord === ''
      ? []
      : [
          ...params.dictionarySuggestions
            .slice(0, MOST_SUGGESTIONS)
            .map((word) => ({ label: word, click: () => contents.replaceMisspelling(word) })),
          { label: say.addWord, click: () => void contents.session.addWordToSpellCheckerDictionary(params.misspelledWord) },
          { type: 'separator' },
        ];
  const copy: MenuItemConstructorOptions = { role: 'copy', label: say.copy };
  if (params.isEditable)
    return [
      ...spelling,
      { role: 'cut', label: say.cut },
      copy,
      { role: 'paste', label: say.paste },
      { role: 'selectAll', label: say.selectAll },
    ];
  return [
    ...(params.selectionText.trim() === '' ? [] : [copy]),
    ...(params.linkURL === '' ? [] : [{ label: say.copyLink, click: () => void clipboard.writeText(params.linkURL) }]),
  ];
}
