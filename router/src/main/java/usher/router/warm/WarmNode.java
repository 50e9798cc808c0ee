package usher.router.warm;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import usher.common.control.Incarnation;
import usher.common.control.NodeId;
import usher.common.control.Upstream;
import usher.common.link.EventPayload;
import usher.common.link.LinkFormatException;
import usher.common.link.LinkLimits;
import usher.common.link.LinkType;
import usher.common.link.LinkWriter;
import usher.common.link.OpenJson;
import usher.common.link.OpenRequest;
import usher.common.link.OpenedPayload;
import usher.common.link.WelcomePayload;
import usher.common.net.LoopbackServer;
import usher.router.pin.NodeRef;

/**
 * As much of a node as a {@link WarmUp} needs: it seats whoever comes by its links, and says every
 * command to all in the room.
 */
final class WarmNode implements AutoCloseable {
  private static final String SWITCHING =
      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n"
          .formatted(LinkLimits.PROTOCOL);
  private static final int MAX_FRAME_BYTES = 64 * 1024;
  private static final int HEAD_BYTES = 1 + 4 + 8;

  private final NodeRef ref;
  private final Map<String, AtomicLong> seqs;
  private final LoopbackServer server;

  /**
   * @param seqs of the rooms' last events, which all nodes know
   */
  WarmNode(String id, Map<String, AtomicLong> seqs) throws IOException {
    this.seqs = seqs;
    server = LoopbackServer.start("warm-node", this::serve);
    ref = new NodeRef(new Incarnation(new NodeId(id), id), server.address(), Upstream.LINK);
  }

  NodeRef ref() {
    return ref;
  }

  /** All its links end, as if it had been killed. */
  void die() {
    server.hangUp();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private void serve(Socket socket) throws IOException, LinkFormatException {
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    int last = 0;
    while (last != 0x0D0A0D0A) {
      last = last << Byte.SIZE | in.readUnsignedByte();
    }
    socket.getOutputStream().write(SWITCHING.getBytes(US_ASCII));
    Link link = new Link();
    while (!socket.isClosed()) {
      link.read(in);
      if (in.available() == 0) {
        socket.getOutputStream().write(ByteBufUtil.getBytes(link.out));
        link.out.clear();
      }
    }
  }

  /** A room as one link has it. */
  private record Group(int id, long epoch, AtomicLong seq) {}

  /** One link: its groups by room, and the group that each open hears. */
  private final class Link {
    final ByteBuf out = Unpooled.buffer();
    private final Map<String, Group> groups = new HashMap<>();
    private final Map<Integer, Group> opens = new HashMap<>();

    void read(DataInputStream in) throws IOException, LinkFormatException {
      int length = in.readInt();
      if (length < HEAD_BYTES || length > MAX_FRAME_BYTES) {
        throw new IOException("a frame of " + length + " bytes");
      }
      LinkType type = LinkType.of(in.readByte());
      int id = in.readInt();
      long number = in.readLong();
      byte[] payload = new byte[length - HEAD_BYTES];
      in.readFully(payload);
      if (type == LinkType.OPEN) {
        open(id, number, OpenJson.read(Unpooled.wrappedBuffer(payload)));
      } else if (type == LinkType.COMMAND) {
        say(id, number, new String(payload, UTF_8));
      }
    }

    private void open(int open, long epoch, OpenRequest request) {
      String room = request.room().value();
      Group group = groups.get(room);
      if (group == null) {
        AtomicLong seq = seqs.computeIfAbsent(room, key -> new AtomicLong());
        group = new Group(groups.size() + 1, epoch, seq);
        groups.put(room, group);
        LinkWriter.write(out, LinkType.GROUP, group.id(), epoch, room.getBytes(UTF_8));
      }
      opens.put(open, group);
      if (request.after() == null) {
        ByteBuf welcome = Unpooled.buffer();
        WelcomePayload.head(welcome, epoch, false);
        welcome.writeCharSequence("{\"type\":\"welcome\",\"seq\":" + group.seq() + "}", UTF_8);
        write(LinkType.WELCOME, open, group.seq().get(), welcome);
      }
      ByteBuf opened = Unpooled.buffer();
      OpenedPayload.write(opened, group.id(), 1, false);
      write(LinkType.OPENED, open, request.answered(), opened);
    }

    private void say(int open, long n, String command) {
      Group group = opens.get(open);
      if (group == null) {
        return;
      }
      long seq = group.seq().incrementAndGet();
      String before = "{\"type\":\"event\",\"id\":\"" + group.epoch() + "-" + seq + "\",";
      ByteBuf event = Unpooled.buffer();
      EventPayload.head(event, group.epoch(), open, n, before.length());
      event.writeCharSequence(before + "\"event\":" + command + "}", UTF_8);
      write(LinkType.GROUP_EVENT, group.id(), seq, event);
    }

    private void write(LinkType type, int id, long number, ByteBuf payload) {
      LinkWriter.write(out, type, id, number, ByteBufUtil.getBytes(payload));
    }
  }
}
