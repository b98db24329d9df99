import { EventEmitter } from 'node:events';
import { existsSync } from 'node:fs';
import type { Menu as ElectronMenu, Tray as ElectronTray, MenuItem, MenuItemConstructorOptions, NativeImage } from 'electron';

/** The menus that are on show. */
export const shown: { application?: Menu | null; tray?: Menu; tooltip?: string; popup?: Menu } = {};

/** What items do by their role alone. */
export const roles = { quit: () => {} };

/** An item as a test sees it. */
export interface ItemView {
  readonly id?: string;
  readonly label: string;
  readonly isEnabled: boolean;
  readonly isChecked: boolean;
  readonly items?: readonly ItemView[];
}

export class Menu implements Pick<ElectronMenu, 'popup'> {
  readonly template: readonly (MenuItemConstructorOptions | MenuItem)[];
  static buildFromTemplate = (template: readonly (MenuItemConstructorOptions | MenuItem)[]) => new Menu(template);
  static setApplicationMenu = (menu: Menu | null): void => {
    shown.application = menu;
  };

  constructor(template: readonly (MenuItemConstructorOptions | MenuItem)[] = []) {
    this.template = template;
  }
  popup(): void {
    shown.popup = this;
  }
  view(): readonly ItemView[] {
    return this.template.map((item) => ({
      ...(item.id === undefined ? {} : { id: item.id }),
      label: item.label ?? item.role ?? item.type ?? '',
      isEnabled: item.enabled !== false,
      isChecked: item.checked === true,
      ...(Array.isArray(item.submenu) ? { items: new Menu(item.submenu).view() } : {}),
    }));
  }
  /** Clicks the item with an id, as the person would. */
  click(id: string): boolean {
    for (const item of this.template) {
      if (item.id === id) {
        const clicked = { ...item, checked: item.type === 'checkbox' ? item.checked !== true : item.checked } as MenuItem;
        (item.click as ((item: MenuItem) => void) | undefined)?.(clicked);
        if (item.role === 'quit') roles.quit();
        return true;
      }
      if (Array.isArray(item.submenu) && new Menu(item.submenu).click(id)) return true;
    }
    return false;
  }
}

export class Tray extends EventEmitter implements Pick<ElectronTray, 'setToolTip' | 'destroy'> {
  constructor(image: NativeImage | string) {
    super();
    if (typeof image !== 'string' && image.isEmpty()) throw new Error('The tray has no picture.');
  }
  setToolTip(tooltip: string): void {
    shown.tooltip = tooltip;
  }
  setContextMenu(menu: Menu): void {
    shown.tray = menu;
  }
  destroy(): void {
    delete shown.tray;
    delete shown.tooltip;
  }
}

export const nativeImage = {
  createFromPath(path: string): Pick<NativeImage, 'isEmpty'> {
    const isThere = existsSync(path);
    return { isEmpty: () => !isThere };
  },
};
