/**
 * Writes docs/protocol-reference.md from the sources, so that it cannot say anything else than they do.
 * `node scripts/protocol-reference.ts --write`; without `--write` it goes to the standard output.
 */
import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import * as v from 'valibot';
import { INTERNAL, MAY, MAY_ASK, READS } from '../src/lib/domain/access.ts';
import { HARVESTING, PEOPLE, RUNNING, SITTING } from '../src/lib/domain/people/role-groups.ts';
import type { PageCommand } from '../src/lib/domain/commands.ts';
import { initialPart } from '../src/lib/domain/initial.ts';
import * as commands from '../src/lib/protocol/commands.ts';
import * as planning from '../src/lib/protocol/planning-wishes.ts';
import { LIMITS } from '../src/lib/protocol/wire.ts';
import { COMMAND_PHRASES } from './protocol-reference.commands.ts';
import { cell, code, table } from './protocol-reference.markdown.ts';
import { PHRASES } from './protocol-reference.phrases.ts';
import { REFUSAL_PHRASES } from './protocol-reference.refusals.ts';
import { describeSchema } from './protocol-reference.schemas.ts';
import { aliasOf, membersOf, sourceOf, typesIn } from './protocol-reference.types.ts';

const root = resolve(import.meta.dirname, '..');
export const REFERENCE = resolve(root, 'docs/protocol-reference.md');

/** Groups that come often, in one word; explained above the table. */
const ROLE_GROUPS: readonly (readonly [string, readonly string[]])[] = [
	['everybody', PEOPLE],
	['desk', HARVESTING],
	['running', RUNNING],
	['sitting', SITTING]
];

function rolesOf(roles: readonly string[]): string {
	let left = roles.filter((role) => role !== 'system');
	const words: string[] = [];
	for (const [word, group] of ROLE_GROUPS)
		if (group.every((role) => left.includes(role))) {
			words.push(word);
			left = left.filter((role) => !group.includes(role));
		}
	return [...words, ...left].join(', ') || 'nobody';
}

const fieldsOf = (schema: unknown): string =>
	Object.entries((schema as { entries: Record<string, unknown> }).entries)
		.filter(([name]) => name !== 'type')
		.map(([name, field]) => `${code(name)}: ${cell(describeSchema(field))}`)
		.join('<br>') || '–';

function commandRows(): string[][] {
	return commands.PageCommandSchema.options.map((option) => {
		const { literal } = (option.entries as { type: v.LiteralSchema<PageCommand['type'], undefined> }).type;
		return [code(literal), fieldsOf(option), rolesOf(MAY[literal]), cell(COMMAND_PHRASES[literal])];
	});
}

const FACT_TYPES = {
	everyone: 'EveryoneFact',
	stage: 'StageFact',
	'table:<id>': 'TableFact',
	'person:<id>': 'PersonFact',
	desk: 'DeskFact',
	care: 'CareFact',
	'group:help': 'HelpFact',
	'group:door': 'DoorFact'
} as const;

function factRows(source: ts.SourceFile, name: string): string[][] {
	const union = aliasOf(source, name);
	const options = ts.isUnionTypeNode(union) ? [...union.types] : [union];
	return options.filter(ts.isTypeLiteralNode).map((option) => {
		const [first, ...fields] = membersOf(option.members);
		const type = first!.type.slice(1, -1);
		const phrase = (PHRASES as Readonly<Record<string, string>>)[type];
		if (phrase === undefined) throw new Error(`${type} has no phrase in scripts/protocol-reference.phrases.ts`);
		const shown = fields.map((field) => code(`${field.name}: ${field.type}`)).join('<br>');
		return [code(type), shown || '–', cell(phrase)];
	});
}

const FIRST_PARTS = [
	'everyone',
	'stage',
	'table:<id>',
	'person:<id>',
	'desk',
	'care',
	'group:help',
	'group:door'
] as const;
const OTHER_MESSAGES = {
	'`auth` of the connection': commands.HelloSchema,
	resync: commands.HaveSchema,
	draft: commands.DraftSchema,
	open_tables: commands.TablesSchema,
	paper_ballot: commands.BallotSchema,
	rename: v.strictObject({ name: commands.NameSchema }),
	find_people: commands.FindPeopleSchema,
	media_seat: commands.MediaSeatSchema,
	media_state: commands.MediaStateSchema,
	answer_knock: commands.KnockAnswerSchema,
	plan_for_present: commands.PlanForPresentSchema,
	plan_look: v.strictObject({}),
	plan_outlook: planning.OutlookWishSchema,
	plan_start: planning.OutlookWishSchema,
	plan_stop: planning.RunWishSchema,
	plan_cancel: planning.RunWishSchema,
	plan_seats: planning.RunWishSchema,
	plan_take: planning.TakeWishSchema,
	plan_move: planning.MoveWishSchema,
	plan_undo: planning.UndoWishSchema,
	plan_redo: planning.UndoWishSchema,
	plan_repair: planning.RepairWishSchema
};

function messageRows(): string[][] {
	return Object.entries(OTHER_MESSAGES).map(([name, schema]) => {
		const shape = 'entries' in schema ? fieldsOf(schema) : cell(describeSchema(schema));
		const roles = Object.hasOwn(MAY_ASK, name) ? rolesOf(MAY_ASK[name as keyof typeof MAY_ASK]) : 'all';
		return [name.startsWith('`') ? name : code(name), shape === '–' ? code('{}') : shape, roles];
	});
}

function commandsChapter(): string[] {
	return [
		'## Commands',
		'Every command is an object with `type` and exactly these fields. An id is a string of 1 to 64 letters, digits, - or _, and none of `__proto__`, `constructor`, `prototype`. ' +
			'A text is trimmed and cleaned (protocol.md, 4) before its code points are counted. ' +
			'Roles: *running* is organiser and facilitator; *desk* is running, moderator and harvester; *sitting* is participant and table host; *everybody* is all but observer and screen. ' +
			`Besides the role, seats and the state decide. Never accepted from a browser: ${[...INTERNAL].map(code).join(', ')}.`,
		table(['Command', 'Fields', 'Roles', 'What it asks for'], commandRows()),
		`\`command.id\`: ${describeSchema(commands.CommandIdSchema)}. A name is one line that can be seen, of 1 to ${LIMITS.nameCharacters} characters.`,
		'### Other messages with a shape of their own',
		table(['Message', 'What is sent', 'Roles'], messageRows()),
		'### Limits',
		table(
			['Limit', 'Value'],
			Object.entries(LIMITS).map(([name, value]) => [code(name), String(value)])
		),
		'## Refusals',
		'The `code` of an answer that is not `ok`, and its `params`, of which some may be missing. Others, of the server itself: protocol.md, 4.',
		table(
			['Code', 'What it says', 'Params'],
			Object.entries(REFUSAL_PHRASES).map(([name, { says, params = '' }]) => [code(name), cell(says), cell(params)])
		)
	];
}

function factsChapter(): string[] {
	const facts = sourceOf('src/lib/domain/facts.ts');
	return [
		'## Facts by channel',
		'Every fact is an object with `type` and these fields; six travel as rows (protocol.md, 3: the wire form). "Nothing" and "unless" are meant literally: a fact that comes twice, or for something unknown, changes nothing.',
		...Object.entries(FACT_TYPES).flatMap(([channel, name]) => [
			`### ${code(channel)}`,
			table(['Fact', 'Fields', 'What it does to the part'], factRows(facts, name))
		])
	];
}

const SOURCES_OF_TYPES: Readonly<Record<string, readonly (readonly [path: string, only?: readonly string[]])[]>> = {
	'Parts and what they hold': [['src/lib/domain/parts.ts']],
	'The clock': [['src/lib/domain/cafe/clock.ts']],
	People: [['src/lib/domain/people/person.ts']],
	'The event': [['src/lib/domain/event/event-card.ts']],
	'Messages from the server and their answers': [['src/lib/protocol/wire.ts']],
	Planning: [
		['src/lib/domain/cafe/plan-settings.ts'],
		['src/lib/domain/cafe/plan-diff.ts', ['PlannedSeat']],
		['src/lib/planner/types.ts', ['NoPlanRule']],
		['src/lib/protocol/planning.ts']
	]
};

function typesChapter(): string[] {
	return [
		'## Parts before their first fact',
		table(
			['Channel', 'Part'],
			FIRST_PARTS.map((channel) => [code(channel), code(JSON.stringify(initialPart(channel as 'everyone')))])
		),
		'## Channels by role',
		'`table`: those that the page opened. `person`: her own.',
		table(
			['Role', 'Reads'],
			Object.entries(READS)
				.filter(([role]) => role !== 'system')
				.map(([role, kinds]) => [role, kinds.join(', ')])
		),
		'## Types',
		'In the notation of TypeScript; `Record<K, V>` is an object. Ids (`PersonId`, `TableId`, `TopicId`, `IdeaId`, `ThemeId`, `VoteId`, `CallId`) are opaque strings, `EpochMs` is a number of milliseconds since 1970, `Language` a BCP-47 tag, `Texts` an object from language to text. `Channel` is the name of one, as above; `Fact` a fact of one of the tables above; `PageCommand` a command of the first table.',
		...Object.entries(SOURCES_OF_TYPES).flatMap(([title, paths]) => [
			`### ${title}`,
			...paths.map(([path, only]) => typesIn(path, only))
		])
	];
}

/** The whole page, as it is committed. */
export function protocolReference(): string {
	return (
		[
			'# Protocol reference',
			'Made from the sources by `node scripts/protocol-reference.ts --write`; do not edit. How it is used: [protocol.md](protocol.md).',
			...commandsChapter(),
			...factsChapter(),
			...typesChapter()
		].join('\n\n') + '\n'
	);
}

if (import.meta.main) {
	if (process.argv.includes('--write')) writeFileSync(REFERENCE, protocolReference());
	else process.stdout.write(protocolReference());
}
