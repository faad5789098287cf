/** The style sheet, and the one measure of it that the code needs. */

import { unsafeCSS, type CSSResult } from 'lit';

import sheet from './styles.css';

export const styles: CSSResult = unsafeCSS(sheet);

/** Screens on which the open chat takes the whole screen; the style sheet has the same. */
export const SMALL = '(max-width: 600px), (max-height: 500px)';
