export type Bulkhead = <Value>(key: string, work: () => Promise<Value>) => Promise<Value>;

type Room = { underWay: number; readonly waiting: (() => void)[]; next: number };

/**
 * At most `atOnce` pieces of work under one key are under way at once, and the others begin in the
 * order in which they came. One key's slow neighbour holds up nobody else; and what waits has built
 * nothing yet, while a piece that waits in its middle keeps all it knows in memory.
 */
export function createBulkhead(atOnce: number): Bulkhead {
  const rooms = new Map<string, Room>();
  const leave = (key: string, room: Room) => {
    const next = room.waiting[room.next];
    if (next !== undefined) {
      room.next += 1;
      if (room.next >= forgetAfter) {
        room.waiting.splice(0, room.next);
        room.next = 0;
      }
      // It takes the place over: the number of those under way stays.
      next();
      return;
    }
    room.underWay -= 1;
    if (room.underWay === 0) rooms.delete(key);
  };
  // No async function: its frame would live as long as each piece of work does.
  const go = <Value>(key: string, room: Room, work: () => Promise<Value>) => {
    const ended = begin(work);
    const makeRoom = () => leave(key, room);
    void ended.then(makeRoom, makeRoom);
    return ended;
  };
  return (key, work) => {
    let room = rooms.get(key);
    if (room === undefined) {
      room = { underWay: 0, waiting: [], next: 0 };
      rooms.set(key, room);
    }
    if (room.underWay < atOnce) {
      room.underWay += 1;
      return go(key, room, work);
    }
    const of = room;
    return new Promise((resolve) => {
      of.waiting.push(() => resolve(go(key, of, work)));
    });
  };
}

/** What throws at once fails as what throws later does. */
function begin<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return work();
  } catch (error) {
    return Promise.reject(error);
  }
}

/** Places of those who have begun are given back in lots: one by one the rest would move each time. */
const forgetAfter = 256;
