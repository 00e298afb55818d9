import { expect, test } from 'vitest';
import { aLine, noon } from '../../test/builders/credit.ts';
import { hour, instant } from '../kernel/clock.ts';
import { judgeFiguresAge } from './judge-figures-age.ts';

const day = 24n * hour;

test('figures may be as old as the tenant allows, and not a microsecond older', () => {
  const levels = [aLine({ postedAt: noon })] as const;
  expect(judgeFiguresAge(levels, day, instant(noon + day))).toBeNull();
  expect(judgeFiguresAge(levels, day, instant(noon + day + 1n))).toEqual({
    code: 'assessment.figures_stale',
    asOf: '2026-03-31T12:00:00Z',
    maxAgeSeconds: 86_400,
  });
});

test('figures that were sent again unchanged are new', () => {
  const levels = [aLine({ postedAt: noon, confirmedAt: instant(noon + 2n * day) })] as const;
  expect(judgeFiguresAge(levels, day, instant(noon + 3n * day))).toBeNull();
});

test('a line of which the ERP never said a word is no newer than one that is too old', () => {
  expect(judgeFiguresAge([aLine()], day, noon)).toEqual({ code: 'assessment.figures_missing' });
});

test('nothing is asked without the setting, or without a line', () => {
  expect(judgeFiguresAge([aLine()], null, noon)).toBeNull();
  expect(judgeFiguresAge(null, day, noon)).toBeNull();
});
