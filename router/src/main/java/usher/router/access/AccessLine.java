package usher.router.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;

/** A note as a line of JSON. On the log's thread. */
final class AccessLine {
  private static final JsonFactory JSON = new JsonFactory();
  private static final long NANOS_PER_MS = 1_000_000;

  /** Enough to tell seats apart, far too little to be the token. */
  private static final int SEAT_BYTES = 6;

  private AccessLine() {}

  static String of(AccessNote note) {
    StringWriter text = new StringWriter(256);
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      json.writeStringField("time", Instant.ofEpochMilli(note.endedMs).toString());
      json.writeStringField("address", note.address == null ? null : note.address.getHostAddress());
      json.writeStringField("room", note.room == null ? null : note.room.toString());
      json.writeStringField("node", note.node);
      json.writeNumberField("epoch", note.epoch);
      json.writeStringField("seat", note.seat == null ? null : hash(note.seat));
      json.writeStringField("player", note.player);
      json.writeNumberField("requests", note.requests);
      json.writeNumberField("bytesIn", note.bytesIn);
      json.writeNumberField("bytesOut", note.bytesOut);
      json.writeNumberField("framesIn", note.framesIn);
      json.writeNumberField("framesOut", note.framesOut);
      json.writeNumberField("ms", (note.endedNs - note.beganNs) / NANOS_PER_MS);
      json.writeStringField("by", note.by.name().toLowerCase(Locale.ROOT));
      json.writeStringField("reason", note.reason);
      json.writeStringField("tls", note.tls);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("a string can be written to", e);
    }
    return text.toString();
  }

  private static String hash(String token) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, SEAT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
