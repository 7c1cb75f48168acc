/** A review as the value of its decision: `agrees: NAME` or `differs: NAME`. */
export const reviewText = (reviewer: string, agrees: boolean): string => `${agrees ? 'agrees' : 'differs'}: ${reviewer}`;

/** Who reviewed, and whether he agrees. */
export function reviewOf(value: string): { readonly reviewer: string; readonly agrees: boolean } {
  return { reviewer: value.replace(/^(agrees|differs): /, ''), agrees: value.startsWith('agrees: ') };
}
