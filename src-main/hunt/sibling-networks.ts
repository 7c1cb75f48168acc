/**
 * ASNs that are one operator's network seen from outside: a client that moves between them has not moved. Own table, from the operators' public
 * registrations; it is short on purpose, because ASNs whose tables give them one organisation name fold by that name without it.
 */
const siblings: Readonly<Record<string, readonly number[]>> = {
  'Amazon': [14618, 16509, 8987, 7224, 19047, 58588, 62785, 10124, 17493],
  'Microsoft': [8075, 8068, 8069, 12076, 3598, 6584, 8070, 8071],
  'Google': [15169, 396982, 19527, 36040, 43515, 36384, 36385, 41264],
  'Akamai': [20940, 16625, 36183, 63949, 12222, 32787],
  'Cloudflare': [13335, 209242, 132892, 202623, 203898],
  'Comcast': [7922, 7015, 7016, 7725, 13367, 20214, 21508, 22258, 22909, 33287, 33490, 33491, 33651, 33657, 33659, 33667, 33668],
  'AT&T': [7018, 20057, 6389, 7132, 2386],
  'Verizon': [701, 6167, 22394, 702, 703],
  'T-Mobile US': [21928, 393494],
  'Charter': [20115, 7843, 10796, 11351, 11426, 11427, 12271, 20001, 33363],
  'BT': [2856, 5400],
  'Deutsche Telekom': [3320, 5391],
  'Vodafone Germany': [3209, 31334, 6830],
  'Orange France': [3215, 5511],
};

const operatorOf = new Map<string, string>(Object.entries(siblings).flatMap(([operator, numbers]) => numbers.map((number) => [String(number), operator] as const)));

/** The operator that an ASN (decimal) belongs to, where it is one of several. */
export const siblingOperator = (asn: string): string | undefined => operatorOf.get(asn);
