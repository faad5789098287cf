/** The part of the screen that an on-screen keyboard leaves free, as CSS variables on an element. */

/** Keep `--seen-height` and `--seen-top` of `element` right; returns how to stop. */
export function followViewport(element: HTMLElement): () => void {
  const viewport = window.visualViewport;
  if (!viewport) return () => undefined;
  const set = (): void => {
    // pinch zoom also shrinks the viewport: only an unzoomed one tells where the keyboard is
    if (viewport.scale > 1.01) return;
    element.style.setProperty('--seen-height', `${viewport.height}px`);
    element.style.setProperty('--seen-top', `${viewport.offsetTop}px`);
  };
  set();
  viewport.addEventListener('resize', set);
  viewport.addEventListener('scroll', set);
  return () => {
    viewport.removeEventListener('resize', set);
    viewport.removeEventListener('scroll', set);
  };
}
