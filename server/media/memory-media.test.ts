import { mediaContract } from './media-contract.ts';
import { MemoryMedia } from './memory-media.ts';

mediaContract('memory', async () => {
	const media = new MemoryMedia();
	return {
		media,
		join: async (token) => (media.join(token) ? () => {} : null),
		close: async () => {}
	};
});
