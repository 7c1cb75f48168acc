import { lightTheme } from '../../charts/index.ts';
import type { Tone } from '../blocks.ts';
import { styles, type TextStyle } from './sheet.ts';

/** How a tone looks in print. */
export function styleOf(tone: Tone): TextStyle {
  return typeof tone === 'string' ? styles[tone] : { ...styles.cell, face: 'medium', colour: lightTheme.severity[tone.severity] };
}
