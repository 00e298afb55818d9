/**
 * Work in waves of at most so many: the next ones begin when all before them have ended, a turn of the
 * event loop later, so that what came of those is on its way first. `work` must not fail.
 */
export function createWaves<Item>(
  atOnce: number,
  work: (item: Item) => Promise<void>,
): (item: Item) => void {
  const waiting: Item[] = [];
  let underWay = 0;
  let isCalled = false;
  const callNext = () => {
    if (isCalled || underWay > 0 || waiting.length === 0) return;
    isCalled = true;
    setImmediate(begin);
  };
  const end = () => {
    underWay -= 1;
    callNext();
  };
  const begin = () => {
    isCalled = false;
    const wave = waiting.splice(0, atOnce);
    underWay = wave.length;
    for (const item of wave) void work(item).then(end);
  };
  return (item) => {
    waiting.push(item);
    callNext();
  };
}
