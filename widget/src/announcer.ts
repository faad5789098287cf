/**
 * What a screen reader says. Every announcement is a new element in a live region, so that a repeated text is spoken
 * again; it goes away after a while, so that nobody meets it when reading on.
 */

const STAYS = 10_000;

/** Say `text` in the live region `region`. */
export function announce(region: HTMLElement | null, text: string): void {
  if (region === null) return;
  const paragraph = document.createElement('p');
  paragraph.textContent = text;
  region.append(paragraph);
  setTimeout(() => paragraph.remove(), STAYS);
}
