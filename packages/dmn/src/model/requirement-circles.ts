type Linked = {
  readonly name: string;
  readonly requires: readonly Linked[];
  readonly kind: string;
};

/** Names of decisions that need themselves, by whatever way round. Functions may. */
export function findCircles(nodes: readonly Linked[]): readonly string[] {
  const done = new Set<Linked>();
  const circles: string[] = [];
  for (const start of nodes) {
    // An own stack: a chain of requirements may be longer than the host's.
    const path = new Set<Linked>();
    const stack: { readonly node: Linked; at: number }[] = [{ node: start, at: 0 }];
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      if (top === undefined) break;
      if (top.at === 0) path.add(top.node);
      const next = top.node.requires[top.at];
      top.at += 1;
      if (next === undefined || done.has(top.node)) {
        done.add(top.node);
        path.delete(top.node);
        stack.pop();
      } else if (path.has(next)) {
        if (next.kind === 'decision') circles.push(next.name);
      } else if (!done.has(next)) {
        stack.push({ node: next, at: 0 });
      }
    }
  }
  return circles;
}
