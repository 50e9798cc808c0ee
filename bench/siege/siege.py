#!/usr/bin/env python3
"""Besieges a router: 1,000 slow handshakes, 2,000 silent connects and 500 players who never read, from 20 loopback addresses.

usage: nice python3 bench/siege/siege.py PORT SECONDS     (beside: scripts/load-test --game chat --players 200 --rooms 50)

Prints what became of the connections. The honest are measured by the load test, with and without the siege, in turns.
"""
import asyncio,sys,os,socket,time
PORT=int(sys.argv[1]); SECS=float(sys.argv[2]); stat={}
def n(k,d=1): stat[k]=stat.get(k,0)+d
async def conn(i,rcv=None):
    s=socket.socket(); s.setblocking(False)
    if rcv: s.setsockopt(socket.SOL_SOCKET,socket.SO_RCVBUF,rcv)
    s.bind((f'127.0.0.{2+i%20}',0))
    await asyncio.get_event_loop().sock_connect(s,('127.0.0.1',PORT)); return s
end=time.time()+SECS
async def slow(i):
    while time.time()<end:
        try:
            s=await conn(i); n('slow-open'); 
            for c in b'GET /rooms/slow HTTP/1.1\r\nHost: a\r\nX-Pad: '+b'a'*4000:
                await asyncio.get_event_loop().sock_sendall(s,bytes([c])); await asyncio.sleep(0.5)
                if time.time()>end: break
            s.close()
        except OSError as e: n('slow-closed'); await asyncio.sleep(1)
async def silent(i):
    while time.time()<end:
        try:
            s=await conn(i); n('silent-open'); d=await asyncio.wait_for(asyncio.get_event_loop().sock_recv(s,1000),max(0.1,end-time.time())); n('silent-answered' if d else 'silent-closed'); s.close(); await asyncio.sleep(1)
        except (OSError,asyncio.TimeoutError): n('silent-err'); await asyncio.sleep(1)
async def deaf(i):
    # sits in a room of 10 who all talk and never read
    while time.time()<end:
        try:
            s=await conn(i,4096); n('deaf-open')
            await asyncio.get_event_loop().sock_sendall(s,f'GET /rooms/deaf{i//10}?game=relay&player=d{i} HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n'.encode())
            await asyncio.sleep(2)
            msg=b'x'*1000; f=bytes([0x81,0x80|126])+len(msg).to_bytes(2,'big')+b'\0\0\0\0'+msg
            while time.time()<end:
                await asyncio.get_event_loop().sock_sendall(s,f); n('deaf-sent'); await asyncio.sleep(1)
            s.close()
        except OSError: n('deaf-closed'); await asyncio.sleep(1)
async def main():
    import resource; resource.setrlimit(resource.RLIMIT_NOFILE,(8000,8000))
    ts=[]
    for i in range(2000):
        ts.append(asyncio.create_task(silent(i)))
        if i<1000: ts.append(asyncio.create_task(slow(i)))
        if i<500: ts.append(asyncio.create_task(deaf(i)))
        if i%50==49: await asyncio.sleep(0.05)
    await asyncio.wait(ts,timeout=SECS+5); print(stat)
asyncio.run(main())
