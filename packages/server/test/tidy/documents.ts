/** The targets of a document's relative links, without their fragments; code blocks are no links. */
export function relativeLinks(markdown: string): readonly string[] {
  return [...withoutCodeBlocks(markdown).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, target = '']) => target.replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/i.test(target));
}

/** The npm scripts that a document tells its reader to run. */
export function scriptsNamed(markdown: string): readonly string[] {
  return [...markdown.matchAll(/\bnpm (?:run ([\w:-]+)|(test|start)\b)/g)].map(
    ([, named, short]) => named ?? short ?? '',
  );
}

/** The first cell of each row of the document's tables, without their heads. */
export function firstCells(markdown: string): readonly string[] {
  return [...markdown.matchAll(/^\| ([^|]+?) \|/gm)]
    .map(([, cell = '']) => cell)
    .filter((cell) => !/^-+$/.test(cell) && cell !== 'package');
}

function withoutCodeBlocks(markdown: string): string {
  return markdown.replaceAll(/^(`{3,})[\s\S]*?^\1/gm, '');
}
