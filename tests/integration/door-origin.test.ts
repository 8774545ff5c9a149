/** A form counts when our own page posted it, by whichever loopback name it was opened, and never from another site. */
import { expect, test } from 'vitest';
import { AppProcess, temporaryFolder } from './app-process.ts';

test(
	'forms of both loopback names are taken, those of other sites are not',
	{ timeout: 60_000 },
	async ({ onTestFinished }) => {
		const folder = temporaryFolder('origin');
		const app = await AppProcess.start({ data: folder.path, store: 'sqlite' });
		onTestFinished(async () => {
			await app.stop();
			folder.remove();
		});
		const { port } = new URL(app.origin);
		const post = async (to: string, origin: string) =>
			(
				await fetch(`${to}/join?/code`, {
					method: 'POST',
					redirect: 'manual',
					headers: { origin, accept: 'text/html' },
					body: new URLSearchParams({ code: '222222' })
				})
			).status;
		const [numbers, name] = [`http://127.0.0.1:${port}`, `http://localhost:${port}`];
		// 422: read, and the code is unknown.
		expect(await post(numbers, numbers)).toBe(422);
		expect(await post(name, name).catch(() => post(numbers, name)), 'localhost may be ::1 only').toBe(422);
		for (const site of [
			'https://evil.example',
			`http://127.0.0.1:${Number(port) + 1}`,
			'null',
			`https://127.0.0.1:${port}`
		])
			expect(await post(numbers, site), site).toBe(403);
	}
);
