// Before the first paint: the theme and the size of text that this browser showed last, so that nothing flashes.
(() => {
  const root = document.documentElement;
  const read = (name) => {
    try {
      return localStorage.getItem(`lintel.${name}`);
    } catch {
      return null;
    }
  };
  const chosen = read('theme') ?? 'system';
  const isDark = matchMedia('(prefers-color-scheme: dark)').matches;
  const isContrast = chosen === 'contrast' || (chosen === 'system' && matchMedia('(prefers-contrast: more)').matches);
  const scheme = chosen === 'light' || chosen === 'dark' ? chosen : isDark ? 'dark' : 'light';
  root.dataset.theme = isContrast ? `contrast-${scheme}` : scheme;
  const size = Number(read('textSize') ?? 100);
  if (size >= 80 && size <= 160) root.style.fontSize = `${size}%`;
  if (read('stillness') === 'true') root.dataset.still = '';
})();
