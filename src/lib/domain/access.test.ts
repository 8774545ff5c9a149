import { describe, expect, test } from 'vitest';
import { INTERNAL, MAY, READS } from './access.ts';
import { Play } from './cafe/cafe.test-kit.ts';
import type { Command, CommandType } from './commands.ts';
import { refused } from './harvest/given.test-kit.ts';
import type { Role } from './people/person.ts';

const ROLES: Role[] = [
	'organiser',
	'facilitator',
	'moderator',
	'harvester',
	'table_host',
	'participant',
	'greeter',
	'hotline',
	'observer',
	'screen',
	'system'
];
const COMMANDS = Object.keys(MAY) as CommandType[];
const play = new Play({ hall: 1, online: 0 });
/** Enough of a command for the first question, "may this role ask that at all?". */
const bare = (type: CommandType) =>
	({ type, person: 'p1-1', people: [], rounds: [], ideas: [], twins: [], themes: [], dots: {} }) as unknown as Command;

describe('who may ask for what', () => {
	test.each(
		ROLES.flatMap((role) => COMMANDS.map((type) => [role, type] as const)).filter(
			([role, type]) => !MAY[type].includes(role)
		)
	)('[SEC-3] %s may not %s', (role, type) => {
		expect(play.try(bare(type), role, role === 'system' ? null : 'p1-1')).toMatchObject(refused('not_allowed'));
	});

	test('observers and screens may ask for nothing', () => {
		expect(COMMANDS.filter((type) => MAY[type].includes('observer') || MAY[type].includes('screen'))).toEqual([]);
	});

	test('what only the program proposes is never taken from a page', () => {
		const programOnly = COMMANDS.filter((type) => MAY[type].every((role) => role === 'system'));
		// `switch_tables` may come from a page: it is refused by role like everything else.
		expect(programOnly.filter((type) => !INTERNAL.has(type as never))).toEqual(['switch_tables']);
	});

	test('greeter, hotline, guests, observers and screens do not read the desk', () => {
		for (const role of ['greeter', 'hotline', 'participant', 'table_host', 'observer', 'screen'] as const)
			expect(READS[role]).not.toContain('desk');
	});

	test('[G9] needs are read by organiser and facilitator only', () => {
		expect(ROLES.filter((role) => READS[role].includes('care'))).toEqual(['organiser', 'facilitator']);
	});
});
