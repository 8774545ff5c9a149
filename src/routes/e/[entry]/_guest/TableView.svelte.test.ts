import '#lib/styles/index.css';
import { afterEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import type { CafeClock } from '#lib/domain/cafe/clock.ts';
import type { EventCard } from '#lib/domain/event/event-card.ts';
import type { IdeaId, PersonId, TableId, TopicId } from '#lib/domain/ids.ts';
import { INITIAL_PERSON, INITIAL_TABLE } from '#lib/domain/initial.ts';
import { GuestState } from '#lib/live/guest-state.svelte.ts';
import type { LiveContext, LiveSound } from '#lib/live/live-context.ts';
import { AMINA, contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import type { Draft } from '#lib/protocol/wire.ts';
import TableView from './TableView.svelte';

const MINUTE = 60_000;
const table = 't12' as TableId;
const topic = 'skills' as TopicId;
const KONSTANTINA = 'konstantina' as PersonId;
const LONG_NAME = 'Konstantina Papadopoulou-Wolffenbüttel';
const LONG_WORD = 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen';

/** As long as words get: German compounds, double names, an address that nobody broke. */
const card = {
	title: { en: 'Café' },
	purpose: {},
	languages: ['en', 'de', 'el'],
	timezone: 'Europe/Berlin',
	date: '2026-05-30',
	venue: null,
	programme: [],
	topics: [
		{ id: topic, title: { en: `Skills and ${LONG_WORD}` }, question: { en: `What would ${LONG_WORD} change?` } }
	],
	tables: [
		{
			id: table,
			number: 112,
			name: { en: LONG_WORD },
			icon: 'book',
			mode: 'linked',
			seats: 5,
			topic,
			languages: ['en'],
			stepFree: true
		}
	],
	cafe: {
		rounds: [{ minutes: 20, question: null }],
		insightsPerRound: 3,
		graceMs: 30_000,
		hallMoveMs: 60_000,
		hostPrompts: {}
	},
	dotsPerPerson: 3,
	dataCard: {},
	timeScale: 1,
	rehearsal: false
} as unknown as EventCard;
const running: CafeClock = { phase: 'running', round: 1, startedAt: 0, endsAt: 20 * MINUTE };
const others = ['p1', 'p2', 'p3'] as PersonId[];

/** A table's sound with everybody in it and no picture. */
const sound = {
	table: {
		state: 'connected',
		people: others.map((person) => ({ identity: person, person, speaking: true, micOn: true, video: null })),
		mySpeaking: false,
		mic: 'off',
		camera: 'off',
		trouble: null,
		needsTap: false
	},
	stage: { people: [], needsTap: false },
	devices: {}
} as unknown as LiveSound;

async function shown(
	context: Partial<LiveContext> = {},
	drafts: readonly Draft[] = [],
	media: object = { kind: 'on' }
) {
	const live = new LiveDouble();
	Object.assign(live, { beside: { ...live.beside, draftsAt: () => drafts } });
	const seat = (person: PersonId, attendance: 'hall' | 'remote') =>
		({ person, attendance, device: 'own', placed: true }) as const;
	live.media = media as never;
	live.everyone = { ...live.everyone, card, clock: running };
	live.me = { ...INITIAL_PERSON, role: 'participant', seat: { table, round: 1, version: 1 } };
	live.names = { [AMINA]: LONG_NAME, [KONSTANTINA]: LONG_NAME };
	for (const person of others) live.names = { ...live.names, [person]: LONG_NAME };
	live.table = {
		...INITIAL_TABLE,
		round: 1,
		host: KONSTANTINA,
		hands: [AMINA],
		seated: [seat(AMINA, 'remote'), seat(KONSTANTINA, 'hall'), ...others.map((person) => seat(person, 'remote'))],
		ideas: [`https://example.org/${'very-long-'.repeat(9)}`, LONG_WORD].map((text, index) => ({
			...{ id: `i${index}` as IdeaId, round: 1, text, language: 'de', rev: 1, at: 0, stars: 2, key: index === 0 },
			...{ hidden: false, onBehalf: true, signedBy: KONSTANTINA }
		}))
	};
	const own = { ...contextOf(live), sound, now: 10 * MINUTE, ...context };
	const guest = new GuestState(own);
	const screen = await render(WithLive, { live: own, part: TableView as never, given: { guest, table } });
	return { live, screen };
}

/** What sticks out at the side, innermost last; empty when nothing does. */
function sticksOut(): string[] {
	if (document.documentElement.scrollWidth <= window.innerWidth) return [];
	const wide = [...document.body.querySelectorAll('*')].filter(
		(one) => one.getBoundingClientRect().width > 0 && one.getBoundingClientRect().right > window.innerWidth + 1
	);
	return wide.map((one) => `${one.tagName.toLowerCase()}.${one.getAttribute('class')}`);
}

describe('a table on a small or enlarged screen', () => {
	afterEach(() => page.viewport(414, 896));

	// 384: a tablet of 768 px at 200 %. 320: a desk of 1280 px at 400 %.
	it.each([384, 320, 768])('does not scroll sideways at %i px', async (width) => {
		await page.viewport(width, 700);
		await shown();
		await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
		expect(sticksOut()).toEqual([]);
	});

	it.each([
		[5 * MINUTE, '5 minutes left.'],
		[2 * MINUTE, '2 minutes left.'],
		[30_000, '30 seconds left.']
	])('shows the warning of the bell with %i ms left, and keeps within the screen', async (left, words) => {
		await page.viewport(384, 700);
		const { screen } = await shown({ now: 20 * MINUTE - left });
		const banner = page.getByRole('region', { name: 'What the bell says' });
		await expect.element(banner.getByText(words, { exact: false })).toBeVisible();
		expect(screen.container.querySelector('.banner [role=status]')).toBeNull();
		expect(sticksOut()).toEqual([]);
	});
});

it('shows two people who write at the same time', async () => {
	const draft = (writer: string, text: string): Draft => ({ table, writer, text });
	await shown({}, [draft('w1', 'Bring the library'), draft('w2', 'to the bus stop')]);
	// On the cloth, after what is there: nothing that is being read jumps.
	const cloth = page.getByRole('region', { name: /^The tablecloth/ });
	const round = cloth.getByRole('region', { name: 'Round 1' });
	await expect.element(round.getByText('Bring the library')).toBeVisible();
	await expect.element(round.getByText('to the bus stop')).toBeVisible();
	expect(round.getByRole('listitem').elements().at(-1)?.textContent).toContain('to the bus stop');
});

it('a café in writing says so, and nothing on its page is a barrier', async () => {
	const { screen } = await shown({}, [], { kind: 'off', reason: 'media_switched_off' });
	await expect.element(page.getByText('This event is in writing.', { exact: false }).first()).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
});
