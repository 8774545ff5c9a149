import { leaseContract } from './lease-contract.ts';
import { MemoryLease } from './memory-lease.ts';

leaseContract('memory', async () => {
	const held = new Map();
	return { node: () => new MemoryLease(held), close: async () => {} };
});
