import '#lib/styles/index.css';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page, userEvent } from 'vitest/browser';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import { INITIAL_DESK, INITIAL_EVERYONE } from '#lib/domain/initial.ts';
import { contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import { Asking } from './asking.svelte.ts';
import SeatsOfTable from './SeatsOfTable.svelte';

const table = (seats: number, more: object = {}) => ({ id: 'T7', number: 7, seats, name: {}, ...more });
const rounds = [{}, { a: 'T7', b: 'T7', c: 'T7', d: 'T7', e: 'T7' }];

async function given(own: object = {}) {
	const live = new LiveDouble();
	const card = { tables: [table(5)], cafe: { rounds: [{ minutes: 20 }, { minutes: 20 }] } };
	live.everyone = { ...INITIAL_EVERYONE, card: card as never, clock: { phase: 'running', round: 1 } as never };
	Object.assign(live, { desk: { ...INITIAL_DESK, plan: { version: 1, rounds, sheet: {} } } });
	const context = contextOf(live);
	const asking = new Asking(context.live);
	const show = { table: table(5, own), asking };
	const screen = await render(WithLive, { live: context, part: SeatsOfTable as never, given: show });
	return { live, asking, screen };
}
const button = (name: string | RegExp) => page.getByRole('button', { name });

it('says what would happen before it is done, and does it by keyboard alone', async () => {
	const { live, screen } = await given();
	await expect.element(button('5 seats · change')).toHaveAttribute('aria-expanded', 'false');
	await userEvent.tab();
	await userEvent.keyboard('{Enter}');
	await expect.element(button('Set 5 seats')).toHaveAttribute('aria-disabled', 'true');
	await userEvent.tab();
	await userEvent.keyboard('{Enter}');
	await expect.element(page.getByText('From round 2 on the plan is changed by itself', { exact: false })).toBeVisible();
	expect(await accessFaults(screen.container)).toEqual([]);
	expect(live.sent).toEqual([]);
	await userEvent.tab();
	await userEvent.tab();
	await userEvent.keyboard('{Enter}');
	expect(live.sent).toEqual([{ type: 'set_table_seats', table: 'T7', seats: 4, from: 5 }]);
	live.answer({ ok: true });
	await expect.element(button(/change/)).toHaveAttribute('aria-expanded', 'false');
	await expect.element(button(/change/)).toHaveFocus();
});

it('a refusal keeps what was chosen; leaving it changes nothing', async () => {
	const { live, asking } = await given();
	await button('5 seats · change').click();
	await button('More: Seats at table 7').click();
	await button('More: Seats at table 7').click();
	await button('Set 7 seats').click();
	expect(live.sent).toEqual([{ type: 'set_table_seats', table: 'T7', seats: 7, from: 5 }]);
	live.answer({ ok: false, code: 'stale_seats', params: { table: 7, current: 6 } });
	await expect.poll(() => asking.refused).toMatch(/^Table 7 has 6 seats by now/);
	await expect.element(button('Set 7 seats')).toBeVisible();
	await button('Cancel').click();
	await button('5 seats · change').click();
	await expect.element(button('Set 5 seats')).toBeVisible();
	expect(live.sent).toHaveLength(1);
});

it('says so where more people are planned than there are seats', async () => {
	await given({ seats: 4, seatsSet: true });
	await expect.element(page.getByText('Up to 5 people are planned here, for 4 seats.')).toBeVisible();
});

it('says nothing of a table that was planned larger on purpose', async () => {
	await given({ seats: 4 });
	await expect.element(button('4 seats · change')).toBeVisible();
	expect(page.getByText(/are planned here/).query()).toBeNull();
});
