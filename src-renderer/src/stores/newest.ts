/** Gives only the answer to the newest question; older ones that come late are undefined. */
export function newest(): <T>(work: Promise<T>) => Promise<T | undefined> {
  let current = 0;
  return async (work) => {
    current += 1;
    const mine = current;
    const answer = await work;
    return mine === current ? answer : undefined;
  };
}
