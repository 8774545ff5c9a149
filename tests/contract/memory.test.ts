import { sealedLogContract } from './sealed-log-contract.ts';
import { directoryContract } from './directory-contract.ts';
import { memoryBench } from './benches.ts';
import { logStoreContract } from './log-store-contract.ts';
import { recordsContract } from './records-contract.ts';

logStoreContract('memory', memoryBench);
recordsContract('memory', memoryBench);
directoryContract('memory', memoryBench);
sealedLogContract('memory', memoryBench);
