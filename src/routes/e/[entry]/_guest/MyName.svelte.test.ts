import '#lib/styles/index.css';
import { describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-svelte';
import { page } from 'vitest/browser';
import { accessFaults } from '#lib/components/testing/accessible.ts';
import { contextOf, LiveDouble } from '#lib/live/testing/live-double.svelte.ts';
import WithLive from '#lib/live/testing/WithLive.svelte';
import { StepAnswers } from '#lib/live/step-answers.svelte.ts';
import type { Ack } from '#lib/protocol/wire.ts';
import MyName from './MyName.svelte';
import StepAbout from './StepAbout.svelte';
import StepData from './StepData.svelte';

const box = () => page.getByLabelText('Your name');
const save = () => page.getByRole('button', { name: 'Save the name' });

/** A server that answers the wishes for a name as it is told to. */
function withNames(answer: Ack) {
	const live = new LiveDouble();
	const asked: string[] = [];
	const rename = async (name: string) => {
		asked.push(name);
		return answer;
	};
	Object.assign(live, { ask: { rename } });
	return { live, asked };
}

describe('MyName', () => {
	it('corrects the name, once it is another one', async () => {
		const { live, asked } = withNames({ ok: true });
		await render(WithLive, { live: contextOf(live), part: MyName as never });
		await expect.element(box()).toHaveValue('Amina');
		expect(save().query()).toBeNull();
		await box().fill('  Amina Diallo ');
		await save().click();
		await expect.element(page.getByText('Saved. Everybody reads your new name now.')).toBeVisible();
		expect(asked).toEqual(['Amina Diallo']);
	});

	it('sends no empty name, and keeps what was refused in the box beside the reason', async () => {
		const { live, asked } = withNames({ ok: false, code: 'timeout', retryable: true });
		const screen = await render(WithLive, { live: contextOf(live), part: MyName as never });
		await box().fill('  ');
		expect(save().query()).toBeNull();
		await box().fill('Aminata');
		await save().click();
		await expect.element(box()).toHaveAttribute('aria-invalid', 'true');
		await expect.element(box()).toHaveValue('Aminata');
		expect(asked).toEqual(['Aminata']);
		expect(await accessFaults(screen.container)).toEqual([]);
	});
});

const before = { languages: ['en'], attendance: 'remote', device: 'own', needs: [], topics: [], signs: false } as const;

describe('the steps at the door (G7)', () => {
	const answers = () => new StepAnswers('entry', before, null);

	it('ask nothing that is optional before the data card', async () => {
		const screen = await render(WithLive, {
			live: contextOf(new LiveDouble()),
			part: StepAbout as never,
			given: { answers: answers() }
		});
		await expect.element(page.getByRole('heading', { level: 1 })).toBeVisible();
		expect(screen.container.querySelectorAll('select, input[type=text]')).toHaveLength(0);
		expect(screen.container.textContent).not.toContain('if you like');
	});

	it('take the name and another language after it', async () => {
		const { live } = withNames({ ok: true });
		const said = answers();
		const screen = await render(WithLive, { live: contextOf(live), part: StepData as never, given: { answers: said } });
		const dataCard = screen.container.querySelector('.datacard')!;
		for (const field of screen.container.querySelectorAll('input, select'))
			expect(dataCard.compareDocumentPosition(field) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
		await page.getByLabelText(/Another language/).selectOptions('pt');
		expect(said.now.languages).toEqual(['en', 'pt']);
		await expect.element(page.getByText('You talk in: English and Português.')).toBeVisible();
		expect(await accessFaults(screen.container)).toEqual([]);
	});
});
