import type { Fact } from '#lib/domain/facts.ts';

type Tree = { readonly [name: string]: unknown };

/** The values at paths such as `person.country`, by path. A path that is not there is left out. */
export function fieldsOf(fact: Fact, paths: readonly string[]): Record<string, unknown> {
	const fields: Record<string, unknown> = {};
	for (const path of paths) {
		const value = path.split('.').reduce<unknown>((tree, name) => (tree as Tree | null)?.[name], fact);
		if (value !== undefined) fields[path] = value;
	}
	return fields;
}

/**
 * A copy of the fact with other values at the paths.
 * @param values by path; null makes all of them null, undefined takes them out
 */
export function withFields(fact: Fact, paths: readonly string[], values: Tree | null | undefined): Fact {
	let copy: Tree = { ...fact };
	for (const path of paths) copy = withField(copy, path.split('.'), values && (values[path] ?? null));
	return copy as Fact;
}

function withField(tree: Tree, [name, ...rest]: readonly string[], value: unknown): Tree {
	if (name === undefined) return tree;
	if (rest.length > 0) return { ...tree, [name]: withField((tree[name] ?? {}) as Tree, rest, value) };
	if (value !== undefined) return { ...tree, [name]: value };
	const { [name]: _taken, ...others } = tree;
	return others;
}
