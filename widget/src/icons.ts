/** Line drawings, 24 by 24; decoration only, so hidden from assistive technology. */

import { svg, type TemplateResult } from 'lit';

const drawing = (path: string): TemplateResult =>
  svg`<svg viewBox="0 0 24 24" aria-hidden="true"><path d=${path}></path></svg>`;

export const icons = {
  chat: drawing('M4 5.5h16v10.5h-9l-5 4v-4H4zM8 9.5h8M8 12.5h5'),
  close: drawing('M6 6l12 12M18 6L6 18'),
  more: drawing('M5 12h.01M12 12h.01M19 12h.01'),
  restart: drawing('M4.5 12a7.5 7.5 0 1 0 2.4-5.5M4.5 4v4h4'),
  copy: drawing('M9 9h10v11H9zM5 15V4h10'),
  mail: drawing('M4 6h16v12H4zM4 7l8 6 8-6'),
  erase: drawing('M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13'),
  send: drawing('M5 12h13M12.5 6l6 6-6 6'),
  info: drawing('M12 3.5a8.5 8.5 0 1 0 0 17a8.5 8.5 0 0 0 0-17M12 11v5M12 8h.01'),
  chevron: drawing('M10 7l5 5-5 5'),
  up: drawing('M7 11v8H4v-8zM7 11l4-7c1.4 0 2.4 1 2.4 2.4V9.5h4.6a2 2 0 0 1 2 2.3l-1 5.7a2 2 0 0 1-2 1.5H7'),
  down: drawing('M7 13V5H4v8zM7 13l4 7c1.4 0 2.4-1 2.4-2.4v-3.1h4.6a2 2 0 0 0 2-2.3l-1-5.7a2 2 0 0 0-2-1.5H7'),
  warning: drawing('M12 4l9 16H3zM12 10v4M12 17h.01'),
};
