/** Types as they stand in the sources, with their comments, in Markdown. */
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import ts from 'typescript';
import { cell, code, table } from './protocol-reference.markdown.ts';

const root = resolve(import.meta.dirname, '..');

interface Field {
	readonly name: string;
	readonly type: string;
	readonly doc: string;
}

export function sourceOf(path: string): ts.SourceFile {
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

/** As written, where comments stand between the options; else on one line. */
const aliasText = (node: ts.TypeNode): string =>
	node.getText().includes('/**')
		? node
				.getText()
				.replace(/\breadonly /g, '')
				.replace(/\n\t/g, '\n')
		: typeText(node);

export const membersOf = (members: ts.NodeArray<ts.TypeElement>): Field[] =>
	members.filter(ts.isPropertySignature).map((member) => ({
		name: member.name.getText() + (member.questionToken ? '?' : ''),
		type: member.type ? typeText(member.type) : 'unknown',
		doc: docOf(member)
	}));

export function aliasOf(source: ts.SourceFile, name: string): ts.TypeNode {
	const found = source.statements.filter(ts.isTypeAliasDeclaration).find((alias) => alias.name.text === name);
	if (!found) throw new Error(`${source.fileName} has no type ${name}`);
	return found.type;
}

/** Interfaces as tables of fields, other types as they are written; `only` these, where a file has others too. */
export function typesIn(path: string, only?: readonly string[]): string {
	const found = sourceOf(path).statements.flatMap((statement): string[] => {
		if (!ts.isInterfaceDeclaration(statement) && !ts.isTypeAliasDeclaration(statement)) return [];
		if (only && !only.includes(statement.name.text)) return [];
		if (ts.isInterfaceDeclaration(statement)) {
			const based = statement.heritageClauses?.map((clause) => ` ${clause.getText()}`).join('') ?? '';
			const rows = membersOf(statement.members).map(({ name, type, doc }) => [code(name), code(type), cell(doc)]);
			return [typeBlock(statement, `${statement.name.text}${based}`, table(['Field', 'Type', ''], rows))];
		}
		const wire = !statement.type.getText().startsWith('Map<');
		return wire ? [typeBlock(statement, statement.name.text, `\`\`\`ts\n${aliasText(statement.type)}\n\`\`\``)] : [];
	});
	return found.join('\n\n');
}

function typeBlock(statement: ts.Node, title: string, body: string): string {
	const doc = docOf(statement);
	return [`#### ${title}`, ...(doc === '' ? [] : [doc]), body].join('\n\n');
}
