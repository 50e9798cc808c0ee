// Plays chat on usher.js, as the router serves it, over a network that breaks again and again.
// Arguments: the router's address, the address that players use, the number of commands of each.
// Prints a line that begins with OK, or with WRONG, at its end.

import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [router, players, count] = process.argv.slice(2);
const COMMANDS = Number(count);
const HASTE = 20; // pauses between attempts are so much shorter
const AT_ONCE = 8; // commands that each player has under way

/** Node.js imports no module over HTTP: fetches it with all that it imports. */
async function library() {
  const folder = await mkdtemp(join(tmpdir(), 'usher-js-'));
  const seen = new Set(['usher.js']);
  for (const path of seen) {
    const answer = await fetch(`http://${router}/${path}`);
    if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
    const text = await answer.text();
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    for (const [, imported] of text.matchAll(/from '([^']+)'/g)) seen.add(join(dirname(path), imported));
  }
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const module = await import(pathToFileURL(join(folder, 'usher.js')));
  await rm(folder, { recursive: true });
  return module;
}

class Chatter {
  said = []; // what the room said, in order
  seqs = [];
  fates = new Map();
  connections = 0;

  constructor(connect, name) {
    this.name = name;
    this.seat = connect(`http://${players}`, { room: `cut-${process.pid}`, game: 'chat', player: name,
      env: { setTimeout: (run, ms) => setTimeout(run, ms / HASTE) } });
    this.seat.on('welcome', ({ frame, lost }) => {
      if (lost) throw new Error(`${name} lost its ${lost}`);
      this.seqs.push(frame.seq);
    });
    this.seat.on('state', ({ state }) => state === 'open' && this.connections++);
    this.seat.on('closed', ({ reason }) => wrong(`${name} was closed: ${reason}`));
    this.seat.on('event', ({ seq, by, event }) => {
      this.seqs.push(seq);
      if (event.say) this.said.push(`${by} ${event.say}`);
    });
  }

  /** Says all there is to say, and hears an answer to each. */
  async play() {
    let next = 0;
    const sayOneAfterAnother = async () => {
      while (next < COMMANDS) {
        const text = `${next++}`;
        const { event, by } = await this.seat.send({ say: text });
        if (event.say !== text || by !== this.name) wrong(`${this.name} ${text} was answered by ${by} ${event.say}`);
        this.fates.set(text, (this.fates.get(text) ?? 0) + 1);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, sayOneAfterAnother));
  }
}

function wrong(what) {
  console.log(`WRONG ${what}`);
  process.exit(1);
}

const { connect } = await library();
const chatters = ['ann', 'bob', 'cid'].map((name) => new Chatter(connect, name));
// All are in before the first word, so that all are to hear the same.
await Promise.all(chatters.map(({ seat }) => new Promise((resolve) => { seat.on('welcome', resolve); })));
await Promise.all(chatters.map((chatter) => chatter.play()));
const all = chatters.length * COMMANDS;
while (chatters.some(({ said }) => said.length < all)) await new Promise((resolve) => { setTimeout(resolve, 10); });

for (const { name, said, seqs, fates } of chatters) {
  if (new Set(said).size !== all || said.length !== all) wrong(`${name} heard ${said.length}, of them ${new Set(said).size} different`);
  if (said.join() !== chatters[0].said.join()) wrong(`${name} heard another order`);
  for (let i = 1; i < seqs.length; i++) if (seqs[i] !== seqs[i - 1] + 1) wrong(`${name} heard ${seqs[i]} after ${seqs[i - 1]}`);
  if (fates.size !== COMMANDS || [...fates.values()].some((times) => times !== 1)) wrong(`${name} had ${fates.size} answers`);
}
console.log(`OK connections=${chatters.map(({ connections }) => connections)} events=${chatters[0].seqs.length}`);
process.exit(0);
