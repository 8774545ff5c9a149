import { sealedLogContract } from './sealed-log-contract.ts';
import { directoryContract } from './directory-contract.ts';
import { sqliteBench } from './benches.ts';
import { logStoreContract } from './log-store-contract.ts';
import { recordsContract } from './records-contract.ts';

logStoreContract('SQLite', sqliteBench, { nodes: 1 });
recordsContract('SQLite', sqliteBench, { nodes: 1 });
directoryContract('SQLite', sqliteBench);
sealedLogContract('SQLite', sqliteBench);
