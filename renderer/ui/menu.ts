/** How every menu and its entries look. Menus are not modal: a modal one would add a style element, which the page's policy forbids. */
export const MENU =
  'z-40 max-h-[min(24rem,var(--radix-dropdown-menu-content-available-height))] animate-appear overflow-y-auto rounded-lg border border-line bg-paper p-1 shadow-over';

export const ENTRY =
  'relative flex items-start gap-2 rounded px-2 py-1.5 text-small outline-none data-[highlighted]:bg-hover data-[disabled]:text-quiet';

export const TRIGGER =
  'inline-flex min-h-8 min-w-0 items-center gap-1.5 rounded-lg px-2 text-small text-quiet transition-colors duration-150 hover:bg-hover hover:text-ink data-[state=open]:bg-hover data-[state=open]:text-ink';
