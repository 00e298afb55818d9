import { type CertifyReport, type CheckReport, type Ground, grounds } from '../certify/index.ts';

const headings: Readonly<Record<Ground, string>> = {
  documented: 'Documented by the vendor',
  observed: 'Observed in public code',
  ours: 'Our choice, where documents are silent',
};

const words: Readonly<Record<CheckReport['outcome'], string>> = {
  passed: 'pass',
  failed: 'FAIL',
  not_applicable: 'n/a ',
  skipped: 'skip',
};

/** What a certification found, for a person: by ground, each check with what it proves. */
export function certifyText(
  { wire, url, checks, leftBehind }: CertifyReport,
  { passed, isStrict }: { readonly passed: boolean; readonly isStrict: boolean },
): string {
  const groups = grounds.map((ground) => checks.filter((check) => check.ground === ground));
  const lines = [
    `${wire} at ${url}`,
    ...groups.flatMap((group, at) => {
      const heading = headings[grounds[at] ?? 'ours'];
      return group.length === 0 ? [] : ['', heading, ...group.flatMap(linesOf)];
    }),
    '',
    ...grounds.map((ground, at) => `${ground}: ${sumOf(groups[at] ?? [])}`),
    ...(leftBehind.length === 0 ? [] : [`Could not be removed: ${leftBehind.join(', ')}`]),
    passed ? passedText(isStrict) : 'Not certified.',
  ];
  return lines.map(plain).join('\n');
}

function linesOf(check: CheckReport): readonly string[] {
  const head = `  ${words[check.outcome]}  ${check.name}: ${check.proves}`;
  switch (check.outcome) {
    case 'passed':
      return [head, ...askedLines(check)];
    case 'not_applicable':
      return [`  ${words[check.outcome]}  ${check.name}: ${check.reason}.`, ...askedLines(check)];
    case 'skipped':
      return [`  ${words[check.outcome]}  ${check.name}: it needs ${check.setting}.`];
    case 'failed':
      return [
        head,
        ...askedLines(check),
        ...check.differences.map(
          ({ call, path, reason }) => `          ${call}  ${path}: ${reason}`,
        ),
      ];
  }
}

/** What was asked, and what came; the whole list stands in the JSON report. */
function askedLines({ asked = [] }: CheckReport): readonly string[] {
  const shown = asked.slice(0, askedMax).map(({ call, came }) => `          ${call}  ->  ${came}`);
  const rest = asked.length - shown.length;
  return rest === 0 ? shown : [...shown, `          and ${rest} more`];
}

const askedMax = 6;

function sumOf(checks: readonly CheckReport[]): string {
  const count = (wanted: CheckReport['outcome']) =>
    checks.filter(({ outcome }) => outcome === wanted).length;
  const skipped = count('skipped');
  return [
    ...[`${count('passed')} passed`, `${count('failed')} failed`],
    `${count('not_applicable')} not applicable`,
    ...(skipped === 0 ? [] : [`${skipped} skipped`]),
  ].join(', ');
}

function passedText(isStrict: boolean): string {
  return isStrict
    ? 'Certified: documented rules and our choices.'
    : 'Certified: documented rules (--strict counts our choices as well).';
}

/** Answers come from outside: nothing of them may steer the terminal. */
function plain(line: string): string {
  return line.replaceAll(/\p{C}/gu, '?').slice(0, lineMax);
}

const lineMax = 400;
