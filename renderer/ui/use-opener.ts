import { useState } from 'react';

/** What has the focus; of a menu, which goes as something is chosen in it, the button that it hangs on. */
function openerNow(): HTMLElement | null {
  const { activeElement } = document;
  if (!(activeElement instanceof HTMLElement)) return null;
  const menu = activeElement.closest('[role=menu]');
  return menu === null ? activeElement : document.getElementById(menu.getAttribute('aria-labelledby') ?? '');
}

/**
 * For a dialog that no trigger of its own opens: gives the focus back to what had it as the dialog came. Put the result on its
 * `onCloseAutoFocus`. Whoever has taken the focus by then keeps it.
 */
export function useOpener(): (event: Event) => void {
  const [opener] = useState(openerNow);
  return (event) => {
    event.preventDefault();
    const { activeElement } = document;
    if (activeElement === null || activeElement === document.body) opener?.focus();
  };
}
