package usher.bench.live;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolConfig;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler;
import io.netty.handler.codec.http.websocketx.WebSocketClientProtocolHandler.ClientHandshakeStateEvent;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import usher.common.control.Capacity;
import usher.common.control.Health;
import usher.common.control.HeldRoom;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.NodeMessage;
import usher.common.control.RouterMessage;
import usher.common.control.Upstream;
import usher.common.control.wire.ControlCodec;
import usher.common.control.wire.ControlFormatException;
import usher.common.net.HostPort;
import usher.common.room.RoomId;

/** One node that is made up. On the one loop. */
final class FakeNode extends SimpleChannelInboundHandler<TextWebSocketFrame> {
  private static final long BEAT_MS = 900;
  private static final int MAX_MESSAGE_BYTES = 4 * 1024 * 1024;
  private static final int CAPACITY = 200;
  private static final int SEATS_A_ROOM = 8;

  private final int index;
  private final int boot;
  private final HostPort address;
  private final Map<RoomId, Long> rooms = new HashMap<>();
  private final SplittableRandom random;
  private ChannelHandlerContext connection;
  private long number;
  private long placement;
  private double cpu;

  FakeNode(int index, HostPort address, int held) {
    this(index, 1, address);
    for (int i = 0; i < held; i++) {
      rooms.put(new RoomId("room-" + (index * held + i)), 1L);
    }
  }

  private FakeNode(int index, int boot, HostPort address) {
    this.index = index;
    this.boot = boot;
    this.address = address;
    this.random = new SplittableRandom(index);
    this.cpu = random.nextDouble() * 0.6;
  }

  /** The next boot of this node: it holds no rooms. */
  FakeNode again() {
    return new FakeNode(index, boot + 1, address);
  }

  ChannelHandler socket(InetSocketAddress control) {
    URI uri = URI.create("ws://" + control.getHostString() + ":" + control.getPort() + "/control");
    return new WebSocketClientProtocolHandler(
        WebSocketClientProtocolConfig.newBuilder()
            .webSocketUri(uri)
            .generateOriginHeader(false)
            .maxFramePayloadLength(MAX_MESSAGE_BYTES)
            .build());
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event != ClientHandshakeStateEvent.HANDSHAKE_COMPLETE) {
      return;
    }
    connection = ctx;
    List<HeldRoom> held = new ArrayList<>();
    rooms.forEach((room, epoch) -> held.add(new HeldRoom(room, epoch)));
    say(
        new NodeMessage.Register(
            new Incarnation(new NodeId("node-" + (index + 1)), "boot-" + boot),
            "fake",
            address,
            Upstream.LINK,
            new Capacity(CAPACITY, CAPACITY * SEATS_A_ROOM),
            Map.of(),
            true,
            false,
            held));
    ctx.executor()
        .scheduleAtFixedRate(this::beat, random.nextLong(BEAT_MS), BEAT_MS, TimeUnit.MILLISECONDS);
  }

  private void beat() {
    if (!connection.channel().isActive()) {
      return;
    }
    cpu = Math.max(0, Math.min(1, cpu + random.nextDouble(-0.05, 0.05)));
    int seats = rooms.size() * (SEATS_A_ROOM - 2) + random.nextInt(20);
    say(
        new NodeMessage.Heartbeat(
            ++number, Health.READY, null, rooms.size(), seats, cpu, cpu * 4, null, placement));
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, TextWebSocketFrame frame)
      throws ControlFormatException {
    RouterMessage message = ControlCodec.readRouterMessage(frame.text());
    if (message instanceof RouterMessage.Place place) {
      placement = Math.max(placement, place.number());
      rooms.put(place.room(), place.epoch());
      say(new NodeMessage.Opened(place.room(), place.epoch()));
    } else if (message instanceof RouterMessage.Release release) {
      say(new NodeMessage.Released(release.room(), release.epoch(), "{}"));
    } else if (message instanceof RouterMessage.Forget forget) {
      rooms.remove(forget.room());
    } else if (message instanceof RouterMessage.Welcome welcome) {
      welcome.forget().forEach(held -> rooms.remove(held.room()));
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    ctx.close();
  }

  private void say(NodeMessage message) {
    connection.writeAndFlush(new TextWebSocketFrame(ControlCodec.write(message)));
  }

  void kill() {
    connection.close();
  }
}
