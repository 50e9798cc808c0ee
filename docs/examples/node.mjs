// A chat server behind Usher: `ws`, unmodified, serves the players; the rest speaks docs/PROTOCOL.md.
// node node.mjs [router's control port] [node id] [port for players, 0 for a free one]
import { createServer } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket, WebSocketServer } from 'ws';

const [router = '127.0.0.1:9000', id = 'chat-js', port = '0'] = process.argv.slice(2);
const headers = process.env.USHER_TOKEN ? { authorization: `Bearer ${process.env.USHER_TOKEN}` } : {};
const incarnation = Math.random().toString(36).slice(2) + process.pid;
const rooms = new Map(); // what the router placed here: name -> { epoch, seats }
let control, timer, registered, sent = new Map(), number = 0, placement = 0, leaseEnd = 0, expiry;

const say = (message) => control?.readyState === WebSocket.OPEN && control.send(JSON.stringify(message));
const serving = (name) => performance.now() < leaseEnd && rooms.get(name);
const lease = (from, ms) => { // counts from when *we* sent what the router answers
  leaseEnd = Math.max(leaseEnd, from + ms);
  clearTimeout(expiry);
  expiry = setTimeout(() => [...rooms.keys()].forEach(drop), leaseEnd - performance.now());
};
function drop(name) { // the room is empty, not ours any more, or we may not serve it
  const { epoch, seats } = rooms.get(name);
  rooms.delete(name);
  seats.forEach((seat) => seat.close(1012, 'room-unavailable'));
  say({ type: 'closed', room: name, epoch });
}
const dropIfEmpty = (name) => rooms.get(name)?.seats.size === 0 && drop(name);

const players = new WebSocketServer({ noServer: true });
const server = createServer((request, response) => response.writeHead(426).end());
server.on('upgrade', async (request, socket, head) => {
  const name = request.url.split('?')[0].split('/').pop();
  for (let i = 0; i < 100 && !serving(name); i++) await sleep(20); // its `place` is on the way
  const room = serving(name);
  if (!room) say({ type: 'stale', room: name, placement });
  if (!room) return socket.end('HTTP/1.1 503 Service Unavailable\r\nRetry-After: 1\r\nContent-Length: 0\r\n\r\n');
  players.handleUpgrade(request, socket, head, (seat) => {
    room.seats.add(seat);
    seat.on('message', (data, binary) => serving(name) && room.seats.forEach((each) => each.send(data, { binary })));
    seat.on('close', () => room.seats.delete(seat) && rooms.get(name) === room && dropIfEmpty(name));
  });
});

const on = { // what a router says
  welcome: (m) => { m.forget.forEach(({ room }) => rooms.has(room) && drop(room)); lease(registered, m.leaseMs); placement = 0; clearInterval(timer); timer = setInterval(heartbeat, m.heartbeatIntervalMs * 0.8); heartbeat(); },
  acknowledge: (m) => { if (sent.has(m.number)) lease(sent.get(m.number), m.leaseMs); sent.delete(m.number); },
  place: (m) => { if (m.number > placement) { placement = m.number; rooms.set(m.room, Object.assign(rooms.get(m.room) ?? { seats: new Set() }, { epoch: m.epoch })); setTimeout(dropIfEmpty, 10_000, m.room); } },
  forget: (m) => { if (rooms.get(m.room)?.epoch <= m.epoch) drop(m.room); },
  'register-again': () => { leaseEnd = 0; register(); },
  refused: (m) => console.error(`refused (${m.error}): ${m.message}`),
};
function heartbeat() { sent.set(++number, performance.now()); say({ type: 'heartbeat', number, rooms: rooms.size, seats: players.clients.size, placement }); }
function register() { registered = performance.now(); sent.clear(); say({ type: 'register', protocol: 1, node: id, incarnation, address: `127.0.0.1:${server.address().port}`, capacity: { rooms: 1000, seats: 10000 }, reportsRooms: true, rooms: [...rooms].map(([room, { epoch }]) => ({ room, epoch })) }); }
function dial() {
  control = new WebSocket(`ws://${router}/control`, { headers }).on('open', register).on('error', (e) => console.error(e.message));
  control.on('message', (text) => { const m = JSON.parse(text); on[m.type]?.(m); });
  control.on('close', () => { clearInterval(timer); setTimeout(dial, 50 + Math.random() * 450); });
}
server.listen(Number(port), '127.0.0.1', () => { dial(); console.log(`READY node id=${id} listen=127.0.0.1:${server.address().port}`); });
