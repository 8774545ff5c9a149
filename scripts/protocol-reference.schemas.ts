/** What a schema checks, in the words that the server answers with. */
interface Node {
	readonly kind: string;
	readonly type: string;
	readonly [field: string]: unknown;
}

/** `must be at most 80 characters` → `at most 80 characters`; keys and rules without words by their requirement. */
function ruleOf(rule: Node): string | null {
	if (rule.kind === 'transformation') return null;
	const words = typeof rule['message'] === 'string' ? rule['message'] : null;
	if (rule.type === 'regex' && (words === null || words.includes('key of this map')))
		return `matches ${String(rule['requirement'])}`;
	if (words !== null) return words.replace(/^must (be|have|name) /, '').replace(/^is /, 'not ');
	return rule.type === 'max_length' ? `length at most ${String(rule['requirement'])}` : rule.type;
}

/** Said once: a text is measured before and after cleaning. */
const rulesOf = (node: Node): string[] => [
	...new Set(
		((node['pipe'] ?? []) as Node[]).slice(1).flatMap((rule) => (ruleOf(rule) === null ? [] : [ruleOf(rule)!]))
	)
];

function baseOf(node: Node): string {
	switch (node.type) {
		case 'exact_optional':
			return `${describeSchema(node['wrapped'])}, or left out`;
		case 'nullable':
			return `${describeSchema(node['wrapped'])} or null`;
		case 'array':
			return `list of [${describeSchema(node['item'])}]`;
		case 'record':
			return `map of [${describeSchema(node['key'])}] to [${describeSchema(node['value'])}]`;
		case 'picklist':
			return (node['options'] as string[]).map((option) => JSON.stringify(option)).join(' or ');
		case 'strict_object':
			return `{${Object.entries(node['entries'] as Record<string, unknown>)
				.map(([name, field]) => `${name}: ${describeSchema(field)}`)
				.join('; ')}}`;
		case 'literal':
			return JSON.stringify(node['literal']);
		case 'string':
		case 'number':
		case 'boolean':
			return node.type;
		default:
			throw new Error(`the schema type ${node.type} has no words yet`);
	}
}

/** What comes often has a word of its own, explained above the table. */
const SHORTER: readonly (readonly [RegExp, string])[] = [
	[/^string, 1 to 64 letters, digits, - or _, not a reserved word$/, 'id'],
	[/^string, a text, seen$/, 'a name'],
	[/^string, at most (\d+) characters, must not be empty$/, 'text, 1 to $1 characters'],
	[/^number, a whole number, at least (\d+), at most (\d+)$/, 'whole number, $1 to $2']
];

/** @param schema a valibot schema, with or without a pipe */
export function describeSchema(schema: unknown): string {
	const node = schema as Node;
	const inner = ((node['pipe'] as Node[] | undefined)?.[0] ?? node) as Node;
	const below = inner === node || inner['pipe'] === undefined ? [] : rulesOf(inner);
	const said = [baseOf(inner), ...below, ...rulesOf(node)].join(', ');
	return SHORTER.reduce((text, [long, short]) => text.replace(long, short), said);
}
