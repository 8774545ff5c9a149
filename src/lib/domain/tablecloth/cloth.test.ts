import { describe, expect, test } from 'vitest';
import { Play } from '../cafe/cafe.test-kit.ts';
import { idea, person, refused, table } from '../harvest/given.test-kit.ts';
import { deskOf, personOf, tableOf } from '../read.ts';

const SHAPE = { hall: 2, online: 0, rounds: 2 };
function started(): Play {
	const play = new Play(SHAPE);
	play.plan(SHAPE);
	play.must({ type: 'start_round', round: 1 });
	return play;
}
const T1 = table('t1');
const add = (play: Play, by: string, id: string, be: { at?: string; for?: string; role?: 'table_host' } = {}) =>
	play.try(
		{
			type: 'add_idea',
			table: table(be.at ?? 't1'),
			idea: idea(id),
			text: `text of ${id}`,
			language: 'en',
			onBehalfOf: be.for ? person(be.for) : null
		},
		be.role ?? 'participant',
		by
	);
const cloth = (play: Play) => tableOf(play.state, T1).ideas;

describe('writing', () => {
	test('[I9] an idea carries table, round and language, and not its author', () => {
		const play = started();
		expect(add(play, 'p1-1', 'i1').ok).toBe(true);
		expect(cloth(play)).toMatchObject([{ id: 'i1', round: 1, language: 'en', signedBy: null, onBehalf: false }]);
		expect(JSON.stringify(cloth(play))).not.toContain('p1-1');
		expect(personOf(play.state, person('p1-1')).ideas).toMatchObject([{ id: 'i1', table: 't1', round: 1 }]);
	});

	test('knowing a table’s id gives no right to write there', () => {
		expect(add(started(), 'p1-1', 'i1', { at: 't2' })).toMatchObject(refused('not_your_table'));
	});

	test('a page of the last table writes nothing there any more', () => {
		const play = started();
		play.pass();
		play.pass();
		expect(add(play, 'p1-1', 'i1')).toMatchObject(refused('not_your_table'));
	});

	test('the same idea id is written once', () => {
		const play = started();
		add(play, 'p1-1', 'i1');
		expect(add(play, 'p1-2', 'i1')).toMatchObject(refused('id_taken'));
	});

	test('a host writes for somebody who sits here, and for nobody else', () => {
		const play = started();
		expect(add(play, 'h1', 'i1', { for: 'p1-1', role: 'table_host' }).ok).toBe(true);
		expect(personOf(play.state, person('p1-1')).ideas).toHaveLength(1);
		expect(add(play, 'h1', 'i2', { for: 'p2-1', role: 'table_host' })).toMatchObject(refused('not_seated'));
		expect(add(play, 'p1-2', 'i3', { for: 'p1-1' })).toMatchObject(refused('not_allowed'));
	});

	test('[G6] only who was asked and agreed is named', () => {
		const play = started();
		play.must({ type: 'give_consent', purpose: 'author_name', given: true }, 'participant', 'p1-1');
		add(play, 'p1-1', 'i1');
		expect(cloth(play)[0]).toMatchObject({ signedBy: 'p1-1' });
		play.must({ type: 'mark_insight', table: T1, idea: idea('i1'), marked: true }, 'participant', 'p1-2');
		play.must({ type: 'give_consent', purpose: 'author_name', given: false }, 'participant', 'p1-1');
		expect(cloth(play)[0]).toMatchObject({ signedBy: null });
		expect(deskOf(play.state).insights[0]).toMatchObject({ signedBy: null });
	});
});

describe('editing', () => {
	const edit = (play: Play, by: string, baseRev: number, role: 'participant' | 'table_host' = 'participant') =>
		play.try({ type: 'edit_idea', table: T1, idea: idea('i1'), baseRev, text: 'changed' }, role, by);

	test('[I12] an edit names the revision it changes; a stale one is refused', () => {
		const play = started();
		add(play, 'p1-1', 'i1');
		expect(edit(play, 'p1-1', 1).ok).toBe(true);
		expect(edit(play, 'p1-1', 1)).toMatchObject(refused('idea_changed', { rev: 2 }));
		expect(personOf(play.state, person('p1-1')).ideas[0]).toMatchObject({ text: 'changed', rev: 2 });
	});

	test('nobody edits the words of others; the host those that she typed for somebody', () => {
		const play = started();
		add(play, 'p1-1', 'i1');
		expect(edit(play, 'p1-2', 1)).toMatchObject(refused('not_your_idea'));
		expect(edit(play, 'h1', 1, 'table_host')).toMatchObject(refused('not_your_idea'));
		const other = started();
		add(other, 'h1', 'i1', { for: 'p1-1', role: 'table_host' });
		expect(edit(other, 'h1', 1, 'table_host').ok).toBe(true);
		expect(personOf(other.state, person('p1-1')).ideas[0]).toMatchObject({ text: 'changed' });
	});
});

describe('stars and insights', () => {
	test('one star each, none for oneself', () => {
		const play = started();
		add(play, 'p1-1', 'i1');
		const star = (by: string, starred = true) =>
			play.try({ type: 'star_idea', table: T1, idea: idea('i1'), starred }, 'participant', by);
		expect(star('p1-1')).toMatchObject(refused('own_idea'));
		star('p1-2');
		star('p1-2');
		expect(cloth(play)[0]?.stars).toBe(1);
		star('p1-2', false);
		expect(cloth(play)[0]?.stars).toBe(0);
	});

	test('at most three key insights a round, and the desk receives them with table, round and topic', () => {
		const play = started();
		for (const id of ['i1', 'i2', 'i3', 'i4']) {
			add(play, 'p1-1', id);
			const marked = play.try({ type: 'mark_insight', table: T1, idea: idea(id), marked: true }, 'participant', 'p1-2');
			if (id === 'i4') expect(marked).toMatchObject(refused('too_many_insights', { most: 3 }));
			else expect(marked.ok).toBe(true);
		}
		expect(deskOf(play.state).insights).toHaveLength(3);
		expect(deskOf(play.state).insights[0]).toMatchObject({
			table: 't1',
			round: 1,
			topic: 'topic0',
			text: 'text of i1'
		});
	});

	test('what is hidden at the table leaves the board', () => {
		const play = started();
		add(play, 'p1-1', 'i1');
		play.must({ type: 'mark_insight', table: T1, idea: idea('i1'), marked: true }, 'participant', 'p1-2');
		play.must({ type: 'hide_idea', table: T1, idea: idea('i1') }, 'table_host', 'h1');
		expect(cloth(play)[0]).toMatchObject({ hidden: true, key: false });
		expect(deskOf(play.state).insights).toHaveLength(0);
		expect(deskOf(play.state).acts.at(-1)).toMatchObject({ act: 'hide_idea', by: 'h1' });
	});

	test('what somebody hides of her own is no act of the desk', () => {
		const play = started();
		add(play, 'p1-1', 'i1');
		const acts = deskOf(play.state).acts.length;
		for (const type of ['hide_idea', 'show_idea'] as const)
			play.must({ type, table: T1, idea: idea('i1') }, 'participant', 'p1-1');
		expect(deskOf(play.state).acts).toHaveLength(acts);
	});
});

describe('being forgotten', () => {
	test.each(['identity', 'everything'] as const)('%s', (what) => {
		const play = started();
		add(play, 'p1-1', 'i1');
		play.must({ type: 'mark_insight', table: T1, idea: idea('i1'), marked: true }, 'participant', 'p1-2');
		play.must({ type: 'forget_me', what }, 'participant', 'p1-1');
		const words = what === 'identity' ? 'text of i1' : null;
		expect(cloth(play)[0]?.text).toBe(words);
		expect(deskOf(play.state).insights[0]?.text).toBe(words);
		expect(tableOf(play.state, T1).seated.map((seat) => seat.person)).not.toContain('p1-1');
		expect(personOf(play.state, person('p1-1'))).toMatchObject({ ideas: [], forgotten: what, profile: null });
		expect(play.try({ type: 'take_part' }, 'participant', 'p1-1')).toMatchObject(refused('unknown_person'));
		expect(play.try({ type: 'check_in_person', person: person('p1-1') })).toMatchObject(refused('forgotten'));
	});
});
