import { describe, expect, test } from 'vitest';
import { Play } from '../cafe/cafe.test-kit.ts';
import { refused } from '../harvest/given.test-kit.ts';
import type { Command } from '../commands.ts';
import { deskOf, deskPersonOf, personOf } from '../read.ts';
import type { PersonId } from '../ids.ts';

/** A café whose first round runs. */
function running(): Play {
	const play = new Play({ hall: 1, online: 0 });
	play.plan({ hall: 1, online: 0 });
	play.must({ type: 'start_round', round: 1 });
	return play;
}

const gone = 'p1-1' as PersonId;
const out: Command = { type: 'check_out_person', person: gone };

describe('a person who went home, told by the desk', () => {
	test.each(['organiser', 'facilitator', 'greeter', 'hotline'] as const)('%s frees her seat in one commit', (role) => {
		const play = running();
		expect(personOf(play.state, gone).seat).not.toBeNull();
		play.must(out, role, null);
		expect(deskPersonOf(play.state, gone)?.participation).toBe('left');
		expect(personOf(play.state, gone)).toMatchObject({ participation: 'left', seat: null });
		expect(deskOf(play.state).acts.at(-1)?.act).toBe('check_out_person');
		expect(play.try(out, role, null)).toMatchObject(refused('already_done'));
	});

	test('is no punishment: she comes back by herself, or the desk checks her in', () => {
		const backBy = (by: (play: Play) => void) => {
			const play = new Play({ hall: 1, online: 0 });
			play.must(out, 'facilitator');
			by(play);
			return deskPersonOf(play.state, gone)?.participation;
		};
		expect(backBy((play) => play.must({ type: 'come_back' }, 'participant', gone))).toBe('committed');
		expect(backBy((play) => play.must({ type: 'check_in_person', person: gone }, 'greeter', null))).toBe('committed');
	});

	test('nobody else may say it of her, not even at her table', () => {
		const play = new Play({ hall: 1, online: 0 });
		for (const [role, by] of [
			['participant', 'p1-2'],
			['table_host', 'h1'],
			['harvester', null]
		] as const)
			expect(play.try(out, role, by)).toMatchObject(refused('not_allowed'));
	});

	test('who was removed stays removed', () => {
		const play = new Play({ hall: 1, online: 0 });
		play.must({ type: 'remove_person', person: gone }, 'facilitator', null);
		expect(play.try(out, 'facilitator', null)).toMatchObject(refused('not_allowed'));
	});
});
