/**
 * ASNs that are one operator's network seen from outside: a client that moves between them has not moved. Own table; every number was looked up in
 * the ASN table of June 2026 and bears the operator's name there. It is short on purpose, because ASNs with one organisation name fold by that name
 * without it. A hosting arm (Linode of Akamai) is not a sibling: a rented host there is another place.
 */
const siblings: Readonly<Record<string, readonly number[]>> = {
  'Amazon': [14618, 16509, 8987, 7224, 62785],
  'Microsoft': [8075, 8068, 8069, 12076, 3598, 8070, 8071],
  'Google': [15169, 396982, 19527, 36040, 43515, 36384, 36385, 41264],
  'Akamai': [20940, 16625, 36183, 12222, 32787],
  'Cloudflare': [13335, 209242, 132892, 202623, 203898],
  'Comcast': [7922, 7015, 7016, 7725, 13367, 20214, 21508, 22258, 22909, 33287, 33490, 33491, 33651, 33657, 33659, 33667, 33668],
  'AT&T': [7018, 20057, 6389, 2386],
  'Verizon': [701, 6167, 22394, 702, 703],
  'Charter': [20115, 7843, 10796, 11351, 11426, 11427, 12271, 20001, 33363],
  'BT': [2856, 5400],
  'Vodafone Germany': [3209, 31334],
  'Orange France': [3215, 5511],
};

const operatorOf = new Map<string, string>(Object.entries(siblings).flatMap(([operator, numbers]) => numbers.map((number) => [String(number), operator] as const)));

/** Operators and their ASNs. */
export const siblingNetworks: readonly (readonly [operator: string, asns: readonly number[]])[] = Object.entries(siblings);

/** The operator that an ASN (decimal) belongs to, where it is one of several. */
export const siblingOperator = (asn: string): string | undefined => operatorOf.get(asn);
