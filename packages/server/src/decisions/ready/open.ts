import type { RulesetContent } from '../ruleset.ts';
import { buildModel } from './build-model.ts';
import { limitAdvice, riskClass, verdict, when } from './columns.ts';
import { shareOfAdvice, withCounted } from './counted.ts';
import { readyTexts } from './texts.ts';

/** For a desk that wants to sell: only clear signs of trouble stop an order. */
export const open: RulesetContent = {
  formatVersion: 1,
  model: buildModel(
    'Open',
    withCounted([
      riskClass([
        when({ closed: 'true' }, 'E', 'company_closed'),
        when({ daysOverdue: '> 90' }, 'E', 'overdue_very_long'),
        when({ daysOverdue: '(60..90]' }, 'D', 'overdue_long'),
        when({ daysOverdue: '(30..60]' }, 'C', 'overdue_short'),
        when({ oldestItem: '> 180' }, 'D', 'item_very_old'),
        when({ payments: '"bad"' }, 'D', 'payments_bad'),
        when({ payments: '"slow"' }, 'C', 'payments_slow'),
        when({ used: '> 110' }, 'D', 'limit_exceeded'),
        when({ age: '< 6' }, 'C', 'company_new'),
        when({ age: '[6..24)' }, 'B', 'company_young'),
        when({ age: 'null' }, 'B', 'company_age_unknown'),
        when({ sector: '"41", "43", "56"' }, 'B', 'sector_risky'),
        when({ earlierNo: '>= 5' }, 'C', 'earlier_refusals'),
        when({}, 'A', 'sound'),
      ]),
      limitAdvice({ A: '100000', B: '50000', C: '20000', D: '5000', E: '0' }),
      shareOfAdvice,
      verdict([
        ['-', '"E"', '-', '-', '-', '"rejected"', '"risk_too_high"'],
        ['"credit_check"', '-', '> 0', '-', '-', '"review"', '"over_headroom"'],
        ['"application"', '-', '-', '> 300', '-', '"rejected"', '"far_above_advice"'],
        ['"application"', '-', '-', '(100..300]', '-', '"review"', '"above_advice"'],
        ['-', '-', '-', '-', '> 25000', '"rejected"', '"much_overdue"'],
        ['-', '-', '-', '-', '(5000..25000]', '"review"', '"overdue"'],
        ['-', '-', '-', '-', '-', '"approved"', '"within_policy"'],
      ]),
    ]),
  ),
  meantForNoMatch: {},
  texts: readyTexts,
  needs: { credit_check: [], application: ['companyActive'] },
  hold: false,
  extraFields: [],
};
