package usher.router.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import usher.router.cluster.ClusterView;
import usher.router.live.NodeBoard.Slot;
import usher.router.live.happening.Happening;
import usher.router.live.happening.News.Hop;
import usher.router.live.happening.News.Went;

/** What watchers are sent: each an event of a stream, its data one line of JSON. */
final class LiveFrames {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] SNAPSHOT = "event: snapshot\ndata: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] DELTA = "event: delta\ndata: ".getBytes(StandardCharsets.UTF_8);
  private static final byte[] END = "\n\n".getBytes(StandardCharsets.UTF_8);

  private final ByteBufAllocator allocator;

  LiveFrames(ByteBufAllocator allocator) {
    this.allocator = allocator;
  }

  private interface Writer {
    void write(JsonGenerator json) throws IOException;
  }

  /** Everything, for one who knows nothing. The caller releases it. */
  ByteBuf snapshot(
      RouterLook router,
      long atMs,
      ClusterView view,
      NodeBoard board,
      List<Point> points,
      List<Happening> happenings) {
    return frame(
        SNAPSHOT,
        json -> {
          json.writeNumberField("at", atMs);
          json.writeObjectFieldStart("router");
          json.writeStringField("version", router.version());
          json.writeNumberField("startedAt", router.startedAtMs());
          json.writeNumberField("heartbeatMs", router.heartbeatMs());
          json.writeNumberField("leaseMs", router.leaseMs());
          json.writeEndObject();
          state(json, view);
          json.writeArrayFieldStart("nodes");
          for (Slot slot : board.all()) {
            node(json, slot, true);
          }
          json.writeEndArray();
          ages(json, board.ages(view.atNs()));
          json.writeArrayFieldStart("columns");
          for (String column : Point.COLUMNS) {
            json.writeString(column);
          }
          json.writeEndArray();
          json.writeArrayFieldStart("points");
          for (Point point : points) {
            point(json, point);
          }
          json.writeEndArray();
          happenings(json, happenings);
        });
  }

  /**
   * What changed.
   *
   * @param point a new second of the charts, or none
   */
  ByteBuf delta(
      long atMs,
      ClusterView view,
      NodeBoard board,
      List<Slot> changed,
      List<Integer> gone,
      Map<Hop, Went> hops,
      List<Point> point,
      List<Happening> happenings) {
    return frame(
        DELTA,
        json -> {
          json.writeNumberField("at", atMs);
          if (!gone.isEmpty()) {
            json.writeArrayFieldStart("gone");
            for (int slot : gone) {
              json.writeNumber(slot);
            }
            json.writeEndArray();
          }
          if (!changed.isEmpty()) {
            json.writeArrayFieldStart("nodes");
            for (Slot slot : changed) {
              node(json, slot, slot.takeFresh());
            }
            json.writeEndArray();
          }
          hops(json, hops);
          for (Point each : point) {
            state(json, view);
            ages(json, board.ages(view.atNs()));
            json.writeFieldName("point");
            point(json, each);
          }
          happenings(json, happenings);
        });
  }

  private ByteBuf frame(byte[] event, Writer fields) {
    ByteBuf frame = allocator.buffer();
    try {
      frame.writeBytes(event);
      OutputStream out = new ByteBufOutputStream(frame);
      try (JsonGenerator json = JSON.createGenerator(out)) {
        json.writeStartObject();
        fields.write(json);
        json.writeEndObject();
      }
      return frame.writeBytes(END);
    } catch (IOException e) {
      frame.release();
      throw new UncheckedIOException("memory does not fail to be written", e);
    }
  }

  private static void state(JsonGenerator json, ClusterView view) throws IOException {
    json.writeBooleanField("holding", view.holding());
    json.writeBooleanField("frozen", view.frozen());
    json.writeNumberField("waiting", view.waiting());
  }

  private static void node(JsonGenerator json, Slot slot, boolean whole) throws IOException {
    NodeLook look = slot.look;
    json.writeStartObject();
    json.writeNumberField("slot", slot.number);
    if (whole) {
      json.writeStringField("node", slot.incarnation.node().value());
      json.writeStringField("incarnation", slot.incarnation.boot());
      json.writeStringField("address", slot.view.node().address().toString());
      json.writeStringField("upstream", slot.view.node().upstream().name());
      json.writeStringField("version", slot.view.version());
    }
    json.writeStringField("state", look.state());
    json.writeStringField("health", look.health());
    json.writeStringField("reason", look.reason());
    json.writeBooleanField("draining", look.draining());
    json.writeStringField("skipped", look.skipped());
    json.writeFieldName("score");
    decimal(json, look.score() / 1e3);
    json.writeFieldName("cpu");
    decimal(json, look.cpu() / 1e2);
    json.writeNumberField("lagMs", look.lagMs());
    json.writeFieldName("own");
    decimal(json, look.own() < 0 ? Double.NaN : look.own() / 1e3);
    json.writeNumberField("rooms", look.rooms());
    json.writeNumberField("roomCapacity", look.roomCapacity());
    json.writeNumberField("seats", look.seats());
    json.writeNumberField("seatCapacity", look.seatCapacity());
    json.writeNumberField("pending", look.pending());
    json.writeNumberField("pinned", look.pinned());
    json.writeEndObject();
  }

  private static void ages(JsonGenerator json, long[] ages) throws IOException {
    json.writeArrayFieldStart("ages");
    for (long age : ages) {
      json.writeNumber(age);
    }
    json.writeEndArray();
  }

  private static void point(JsonGenerator json, Point point) throws IOException {
    json.writeStartArray();
    json.writeNumber(point.atMs());
    for (double value : point.values()) {
      decimal(json, value);
    }
    json.writeEndArray();
  }

  /** With two or three decimals; null for what is not known. */
  private static void decimal(JsonGenerator json, double value) throws IOException {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      json.writeNull();
    } else if (value == Math.rint(value)) {
      json.writeNumber((long) value);
    } else {
      json.writeNumber(Math.round(value * 1e3) / 1e3);
    }
  }

  private static void hops(JsonGenerator json, Map<Hop, Went> hops) throws IOException {
    if (hops.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("hops");
    int left = LiveLimits.HOPS_A_DELTA;
    for (Map.Entry<Hop, Went> hop : hops.entrySet()) {
      if (left-- == 0) {
        break;
      }
      json.writeStartObject();
      json.writeStringField("from", hop.getKey().from().value());
      json.writeStringField("to", hop.getKey().to().value());
      json.writeBooleanField("lost", hop.getKey().lost());
      json.writeNumberField("rooms", hop.getValue().rooms());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private static void happenings(JsonGenerator json, List<Happening> happenings)
      throws IOException {
    if (happenings.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("happenings");
    for (Happening happening : happenings) {
      json.writeStartObject();
      json.writeNumberField("id", happening.id());
      json.writeNumberField("at", happening.atMs());
      json.writeStringField("kind", happening.kind().word());
      json.writeStringField("node", happening.node());
      json.writeStringField("text", happening.text());
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
