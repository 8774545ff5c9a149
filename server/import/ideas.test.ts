import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brief, EXAMPLES, example, exampleText, scenario } from './files.test-kit.ts';
import { readIdeas } from './ideas.ts';

describe('hostile-ideas.txt', () => {
	const read = readIdeas(scenario('hostile-ideas.txt'), { topics: ['city-data'] });
	const texts = read.ideas.map(({ text }) => text);

	test('bad lines are told with their number, doubtful ones are kept and told', () => {
		expect(brief(read.faults)).toEqual([
			'16 text idea_empty reject',
			'17 text idea_empty reject',
			'18 text idea_empty reject',
			'20 text idea_long reject',
			'23 text text_marks notice',
			'26 text idea_twice notice',
			'27 text idea_twice notice',
			'28 language language_unassigned notice',
			'29 language language_respelled notice',
			'30 language language_assumed notice',
			'31 topic topic_unknown notice',
			'32 topic topic_unknown notice',
			'41  idea_no_tabs reject',
			'42 text idea_extra_tabs notice'
		]);
	});
	test('nothing else is lost: 44 lines, five of them bad', () => {
		const lines = new TextDecoder().decode(scenario('hostile-ideas.txt')).split('\n');
		const bad = read.faults.filter(({ severity }) => severity === 'reject').length;
		expect(lines).toHaveLength(44);
		expect(read.ideas).toHaveLength(lines.length - bad);
	});
	test('markup, formulas, Markdown and personal data are plain text, as typed', () => {
		expect(texts).toContain('<script>document.title="owned"</script>');
		expect(texts).toContain('=HYPERLINK("https://example.org";"open")');
		expect(texts).toContain('# Heading that must not become a heading of the report');
		expect(texts).toContain("'); DROP TABLE ideas;--");
		expect(texts).toContain('\\u003cscript\\u003e &lt;b&gt; %3Cscript%3E');
		expect(texts).toContain(
			'My name is Anna Berg, phone +49 30 000000, mail anna@example.org (personal data inside an idea)'
		);
	});
	test('no text turns round its neighbours, breaks a line or hides', () => {
		expect(texts).toContain('left thgir left again');
		expect(texts).toContain('line separator and paragraph separator');
		expect(texts).toContain('zerowidthspacesineveryword');
		expect(texts).toContain('Windows line end');
		expect(texts).toContain('last line without line end');
		expect(texts).toContain('text with extra tabs');
	});
	test('topic and language where the line has none', () => {
		const at = (text: string) => read.ideas.find((idea) => idea.text === text);
		expect(at('unknown topic')).toMatchObject({ topic: null, language: 'en' });
		expect(at('language that is not a tag')).toMatchObject({ language: 'en' });
		expect(at('no language')).toMatchObject({ topic: 'city-data', language: 'en' });
	});
});

describe('ideas of the scenarios', () => {
	test.each(EXAMPLES.filter((event) => !/panel|webinar/.test(event)))('%s: every line, unchanged', (event) => {
		const read = readIdeas(example(event, 'ideas.txt'));
		expect(read.faults).toEqual([]);
		const lines = exampleText(event, 'ideas.txt').trimEnd().split('\n');
		expect(read.ideas.map(({ topic, language, text }) => [topic, language, text].join('\t'))).toEqual(lines);
	});
});

describe('limits', () => {
	const rules = (source: string | Uint8Array) => readIdeas(source).faults.map(({ rule }) => rule);
	test('2,000 characters, whatever they weigh', () => {
		expect(rules(`t\ten\t${'𠮷'.repeat(2_000)}`)).toEqual([]);
		expect(rules(`t\ten\t${'a'.repeat(2_001)}`)).toEqual(['idea_long']);
	});
	test('20,000 lines, 2 MB, UTF-8', () => {
		expect(rules('\n'.repeat(20_000))).toEqual([]);
		expect(rules('\n'.repeat(20_001))).toEqual(['lines_many']);
		expect(rules(new Uint8Array(2_000_001))).toEqual(['file_large']);
		expect(rules(Uint8Array.of(0xe9))).toEqual(['not_utf8']);
	});
	test('nothing throws', () => {
		fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void readIdeas(bytes)));
		fc.assert(fc.property(fc.array(fc.string({ unit: 'binary' })), (cells) => void readIdeas(cells.join('\t'))));
	});
});
