/**
 * Tactics of ATT&CK Enterprise and the techniques that serve them, as far as sessions, keys and the hosts behind them show any (MITRE ATT&CK 16.1; a technique
 * may serve several). Sub-techniques belong to their technique.
 */
const techniques = {
  'initial-access': ['T1078', 'T1091', 'T1133', 'T1189', 'T1190', 'T1195', 'T1199', 'T1200', 'T1566', 'T1659'],
  execution: ['T1047', 'T1053', 'T1059', 'T1072', 'T1106', 'T1129', 'T1203', 'T1204', 'T1559', 'T1569', 'T1609', 'T1610', 'T1648', 'T1651'],
  persistence: ['T1037', 'T1053', 'T1078', 'T1098', 'T1133', 'T1136', 'T1137', 'T1176', 'T1197', 'T1505', 'T1525', 'T1543', 'T1546', 'T1547', 'T1556', 'T1574'],
  'privilege-escalation': ['T1037', 'T1053', 'T1055', 'T1068', 'T1078', 'T1098', 'T1134', 'T1484', 'T1543', 'T1546', 'T1547', 'T1548', 'T1574', 'T1611'],
  'defense-evasion': [
    'T1014', 'T1027', 'T1036', 'T1055', 'T1070', 'T1078', 'T1112', 'T1127', 'T1134', 'T1140', 'T1197', 'T1211', 'T1218', 'T1222', 'T1480', 'T1484', 'T1535', 'T1548', 'T1550', 'T1556',
    'T1562', 'T1564', 'T1574', 'T1578', 'T1599', 'T1610', 'T1612', 'T1666',
  ],
  'credential-access': ['T1003', 'T1040', 'T1056', 'T1110', 'T1111', 'T1187', 'T1212', 'T1528', 'T1539', 'T1552', 'T1555', 'T1556', 'T1557', 'T1558', 'T1606', 'T1621', 'T1649'],
  discovery: ['T1007', 'T1010', 'T1012', 'T1016', 'T1018', 'T1033', 'T1046', 'T1049', 'T1057', 'T1069', 'T1082', 'T1083', 'T1087', 'T1201', 'T1217', 'T1482', 'T1518', 'T1526', 'T1538', 'T1580', 'T1613', 'T1614', 'T1619', 'T1622'],
  'lateral-movement': ['T1021', 'T1072', 'T1080', 'T1091', 'T1210', 'T1534', 'T1550', 'T1563', 'T1570'],
  collection: ['T1005', 'T1025', 'T1039', 'T1056', 'T1074', 'T1113', 'T1114', 'T1115', 'T1119', 'T1123', 'T1185', 'T1213', 'T1530', 'T1557', 'T1560', 'T1602'],
  'command-and-control': ['T1071', 'T1090', 'T1095', 'T1102', 'T1104', 'T1105', 'T1132', 'T1205', 'T1219', 'T1568', 'T1571', 'T1572', 'T1573', 'T1659'],
  exfiltration: ['T1011', 'T1020', 'T1029', 'T1030', 'T1041', 'T1048', 'T1052', 'T1537', 'T1567'],
  impact: ['T1485', 'T1486', 'T1489', 'T1490', 'T1491', 'T1495', 'T1496', 'T1498', 'T1499', 'T1529', 'T1531', 'T1561', 'T1565', 'T1657'],
} as const;

export type Tactic = keyof typeof techniques;
export const tactics = Object.keys(techniques) as readonly Tactic[];

/** Whether a technique, such as `T1556.006`, serves a tactic. */
export const serves = (technique: string, tactic: Tactic): boolean => (techniques[tactic] as readonly string[]).includes(technique.slice(0, 5));
