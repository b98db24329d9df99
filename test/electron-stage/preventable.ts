/** An event as Electron hands it out, and whether somebody prevented what it tells of. */
export function preventable<Fields extends object>(fields: Fields) {
  let isPrevented = false;
  const event = {
    ...fields,
    preventDefault: () => {
      isPrevented = true;
    },
    get defaultPrevented() {
      return isPrevented;
    },
  };
  return { event, isPrevented: () => isPrevented };
}
