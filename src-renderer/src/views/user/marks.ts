import { onSlot as inkOn, slotInk } from '@charts/picture.ts';

/** The colour of a slot, and of a letter on it, as the tokens have them: 0 and what is beyond eight is grey. */
export const slotColour = (slot: number): string => `var(--${slotInk(slot)})`;
export const onSlot = (slot: number): string => `var(--${inkOn(slot)})`;

/** How wide the labels beside the time line are, and the air at its right, in CSS pixels: strip and lanes stand under each other. */
export const gutterOf = (width: number): number => (width < 1000 ? 222 : 262);
export const RIGHT = 22;
