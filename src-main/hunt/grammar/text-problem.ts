/** What is wrong with a parameter that is a text of some kind. */
export const textProblem = {
  ip: 'An IPv4 or IPv6 address is wanted.',
  asn: 'The number of a network is wanted, such as AS7922.',
  time: 'A time is wanted, such as 2026-03-01T08:00:00Z.',
  long: 'This is longer than 1,000 characters.',
} as const;
