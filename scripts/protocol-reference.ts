/**
 * Writes docs/protocol-reference.md from the sources, so that it cannot say anything else than they do.
 * `node scripts/protocol-reference.ts --write`; without `--write` it goes to the standard output.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import type * as v from 'valibot';
import { INTERNAL, MAY, READS } from '../src/lib/domain/access.ts';
import { initialPart } from '../src/lib/domain/initial.ts';
import * as commands from '../src/lib/protocol/commands.ts';
import { LIMITS } from '../src/lib/protocol/wire.ts';
import { PHRASES } from './protocol-reference.phrases.ts';
import { describeSchema } from './protocol-reference.schemas.ts';

const root = resolve(import.meta.dirname, '..');
export const REFERENCE = resolve(root, 'docs/protocol-reference.md');

const cell = (text: string): string => text.replace(/\s+/g, ' ').replaceAll('|', '\\|').trim();
const code = (text: string): string => `\`${cell(text)}\``;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
	[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const fieldsOf = (schema: unknown): string =>
	Object.entries((schema as { entries: Record<string, unknown> }).entries)
		.filter(([name]) => name !== 'type')
		.map(([name, field]) => `${code(name)}: ${cell(describeSchema(field))}`)
		.join('<br>') || '–';

function commandRows(): string[][] {
	return commands.PageCommandSchema.options.map((option) => {
		const { literal } = (option.entries as { type: v.LiteralSchema<keyof typeof MAY, undefined> }).type;
		return [code(literal), fieldsOf(option), MAY[literal].filter((role) => role !== 'system').join(', ') || 'nobody'];
	});
}

// Types: as they stand in the sources, with their comments.

interface Field {
	readonly name: string;
	readonly type: string;
	readonly doc: string;
}

function sourceOf(path: string): ts.SourceFile {
	return ts.createSourceFile(path, readFileSync(resolve(root, path), 'utf8'), ts.ScriptTarget.Latest, true);
}

const docOf = (node: ts.Node): string =>
	ts
		.getJSDocCommentsAndTags(node)
		.map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? '')
		.join(' ')
		.replace(/\s+/g, ' ')
		.trim();

/** `readonly` says nothing on a wire. */
const typeText = (node: ts.Node): string =>
	node
		.getText()
		.replace(/\/\*[\s\S]*?\*\//g, '')
		.replace(/\breadonly /g, '')
		.replace(/\s+/g, ' ')
		.replace(/^\| /, '')
		.replace(/; \}/g, ' }')
		.replace(/\( | \)/g, (bracket) => bracket.trim());

const membersOf = (members: ts.NodeArray<ts.TypeElement>): Field[] =>
	members.filter(ts.isPropertySignature).map((member) => ({
		name: member.name.getText() + (member.questionToken ? '?' : ''),
		type: member.type ? typeText(member.type) : 'unknown',
		doc: docOf(member)
	}));

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

function aliasOf(source: ts.SourceFile, name: string): ts.TypeNode {
	const found = source.statements.filter(ts.isTypeAliasDeclaration).find((alias) => alias.name.text === name);
	if (!found) throw new Error(`${source.fileName} has no type ${name}`);
	return found.type;
}

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

/** Interfaces as tables of fields, other types as they are written. */
function typesIn(path: string): string {
	const found = sourceOf(path).statements.flatMap((statement): string[] => {
		if (ts.isInterfaceDeclaration(statement)) {
			const based = statement.heritageClauses?.map((clause) => ` ${clause.getText()}`).join('') ?? '';
			const rows = membersOf(statement.members).map(({ name, type, doc }) => [code(name), code(type), cell(doc)]);
			return [typeBlock(statement, `${statement.name.text}${based}`, table(['Field', 'Type', ''], rows))];
		}
		const wire = ts.isTypeAliasDeclaration(statement) && !statement.type.getText().startsWith('Map<');
		return wire ? [typeBlock(statement, statement.name.text, `\`\`\`ts\n${typeText(statement.type)}\n\`\`\``)] : [];
	});
	return found.join('\n\n');
}

function typeBlock(statement: ts.Node, title: string, body: string): string {
	const doc = docOf(statement);
	return [`#### ${title}`, ...(doc === '' ? [] : [doc]), body].join('\n\n');
}

/** The codes of `RefusalCode`, in the order of the sources. */
function refusals(): string {
	const union = aliasOf(sourceOf('src/lib/domain/commands.ts'), 'RefusalCode') as ts.UnionTypeNode;
	return union.types.map((type) => code(type.getText().slice(1, -1))).join(', ');
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
	draft: commands.DraftSchema,
	paper_ballot: commands.BallotSchema,
	plan_for_present: commands.PlanForPresentSchema,
	find_people: commands.FindPeopleSchema,
	media_seat: commands.MediaSeatSchema,
	media_state: commands.MediaStateSchema,
	answer_knock: commands.KnockAnswerSchema
};

function commandsChapter(): string[] {
	return [
		'## Commands',
		'Every command is an object with `type` and exactly these fields. An id is a string of 1 to 64 letters, digits, - or _, and none of `__proto__`, `constructor`, `prototype`. ' +
			'A text is trimmed and cleaned (protocol.md, 4) before its code points are counted. ' +
			`Besides the role, seats and the state decide. Never accepted from a browser: ${[...INTERNAL].map(code).join(', ')}.`,
		table(['Command', 'Fields', 'Roles'], commandRows()),
		`\`command.id\`: ${describeSchema(commands.CommandIdSchema)}. A name is one line that can be seen, of 1 to ${LIMITS.nameCharacters} characters.`,
		'### Other messages with a shape of their own',
		table(
			['Message', 'Fields'],
			Object.entries(OTHER_MESSAGES).map(([name, schema]) => [
				name.startsWith('`') ? name : code(name),
				fieldsOf(schema)
			])
		),
		'### Limits',
		table(
			['Limit', 'Value'],
			Object.entries(LIMITS).map(([name, value]) => [code(name), String(value)])
		),
		'## Refusals',
		`The \`code\` of an answer that is not \`ok\`: ${refusals()}.`
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

const SOURCES_OF_TYPES = {
	'Parts and what they hold': 'src/lib/domain/parts.ts',
	'The clock': 'src/lib/domain/cafe/clock.ts',
	People: 'src/lib/domain/people/person.ts',
	'The event': 'src/lib/domain/event/event-card.ts',
	'Messages from the server and their answers': 'src/lib/protocol/wire.ts'
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
		'In the notation of TypeScript; `Record<K, V>` is an object. Ids (`PersonId`, `TableId`, `TopicId`, `IdeaId`, `ThemeId`, `VoteId`, `CallId`) are opaque strings, `EpochMs` is a number of milliseconds since 1970, `Language` a BCP-47 tag, `Texts` an object from language to text.',
		...Object.entries(SOURCES_OF_TYPES).flatMap(([title, path]) => [`### ${title}`, typesIn(path)])
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
