package usher.common.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import usher.common.player.EventId;
import usher.common.player.Role;
import usher.common.room.RoomId;

/** Whatever comes on a link: it is a frame, or it is said what is wrong, and nothing else. */
class LinkReaderFuzzTest {
  private static final int STREAMS = 1_000;
  private static final int MAX_PAYLOAD_BYTES = 512;
  private static final OpenRequest OPEN =
      new OpenRequest(
          new RoomId("r"), "token", false, 3, new EventId(7, 42), 5, 9, "chat", "ann", Role.PLAYER);

  /** Reads all that a payload has, as those do who listen to links. */
  private static final class Listener implements LinkListener {
    private final ByteBuf scratch = Unpooled.buffer();
    private int frames;
    private String malformed = "";

    @Override
    public void onFrame(LinkType type, int id, long number, ByteBuf payload)
        throws LinkFormatException {
      frames++;
      switch (type) {
        case OPEN -> OpenJson.read(payload);
        case EVENT, GROUP_EVENT -> {
          EventPayload.check(payload);
          long head = EventPayload.epoch(payload) ^ EventPayload.n(payload);
          scratch.clear().writeLong(head ^ EventPayload.asker(payload));
          int insert = EventPayload.insert(payload);
          scratch.writeBytes(payload, EventPayload.textIndex(payload), insert);
          int rest = EventPayload.textBytes(payload) - insert;
          scratch.writeBytes(payload, EventPayload.textIndex(payload) + insert, rest);
        }
        case WELCOME -> {
          WelcomePayload.check(payload);
          assertTrue(WelcomePayload.isRaw(payload) || WelcomePayload.epoch(payload) != number + 1);
        }
        case OPENED -> {
          OpenedPayload.check(payload);
          assertEquals(
              OpenedPayload.isRaw(payload), (payload.getByte(12 + start(payload)) & 1) > 0);
          scratch.clear().writeLong(OpenedPayload.count(payload) ^ OpenedPayload.group(payload));
        }
        default -> scratch.clear().writeBytes(payload);
      }
    }

    private static int start(ByteBuf payload) {
      return payload.readerIndex();
    }

    @Override
    public void onReadEnd() {
      // Nothing is flushed here.
    }

    @Override
    public void onMalformed(String why) {
      malformed = why;
    }

    @Override
    public void onClosed() {
      // The channel says so, too.
    }
  }

  private static int read(byte[] bytes, Random random) {
    Listener listener = new Listener();
    EmbeddedChannel channel = new EmbeddedChannel(new LinkReader(listener, MAX_PAYLOAD_BYTES));
    int from = 0;
    while (from < bytes.length) {
      int part = Math.min(bytes.length - from, 1 + random.nextInt(bytes.length));
      if (channel.isOpen()) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes, from, part));
      }
      from += part;
    }
    // A reader that throws closes its channel, too, but has nothing to say.
    assertEquals(channel.isOpen(), listener.malformed.isEmpty());
    channel.finishAndReleaseAll();
    return listener.frames;
  }

  @Test
  void randomBytesAreFramesOrSaidToBeNone() {
    Random random = new Random(42);
    for (int i = 0; i < STREAMS; i++) {
      byte[] bytes = new byte[1 + random.nextInt(200)];
      random.nextBytes(bytes);
      if (random.nextBoolean()) {
        bytes[0] = 0;
        if (bytes.length > 2) {
          bytes[1] = 0;
          bytes[2] = 0;
        }
      }
      read(bytes, random);
    }
  }

  @Test
  void framesOfEveryTypeWithAnyPayloadAreTakenOrSaidToBeWrong() {
    Random random = new Random(7);
    List<LinkType> types = List.of(LinkType.values());
    int frames = 0;
    for (int i = 0; i < STREAMS; i++) {
      LinkType type = types.get(random.nextInt(types.size()));
      byte[] payload =
          type == LinkType.OPEN ? damaged(OpenJson.write(OPEN), random) : random(64, random);
      frames += read(frame(type, payload, random), random);
    }
    assertFalse(frames < STREAMS);
  }

  private static byte[] random(int most, Random random) {
    byte[] bytes = new byte[random.nextInt(most)];
    random.nextBytes(bytes);
    return bytes;
  }

  private static byte[] damaged(byte[] bytes, Random random) {
    for (int times = random.nextInt(4); times > 0; times--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }

  private static byte[] frame(LinkType type, byte[] payload, Random random) {
    ByteBuf frame = Unpooled.buffer();
    frame.writeInt(LinkLimits.HEAD_BYTES - Integer.BYTES + payload.length);
    frame.writeByte(type.code()).writeInt(random.nextInt()).writeLong(random.nextLong());
    frame.writeBytes(payload);
    byte[] bytes = new byte[frame.readableBytes()];
    frame.readBytes(bytes);
    return bytes;
  }
}
