package usher.node;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import usher.common.net.LoopbackServer;
import usher.common.player.EventId;

/**
 * As much of Redis as the journal of a {@link WarmUp} needs, on a port of this machine and in
 * memory: so that the code is warm that talks to the real one. It believes all that it is told.
 */
final class WarmRedis implements AutoCloseable {
  private static final String INFO = "redis_version:7.0.0\r\nrole:master\r\n";
  private static final String NO_EVICTION = "maxmemory_policy:noeviction\r\n";
  private static final int MAX_ARGUMENTS = 64;
  private static final int MAX_ARGUMENT_BYTES = 1024 * 1024;

  /** A connection that says nothing for so long is over, in milliseconds. */
  private static final int SILENT_MS = (int) WarmUp.PATIENCE.toMillis();

  private record Entry(EventId id, List<byte[]> fields) {}

  private final Map<String, List<Entry>> streams = new HashMap<>();
  private final LoopbackServer server;

  private WarmRedis() throws IOException {
    server = LoopbackServer.start("warm-redis", this::serve);
  }

  /** Listens on a free port. */
  static WarmRedis start() throws IOException {
    return new WarmRedis();
  }

  /** Where it is, as a router's welcome would say it. */
  String address() {
    return "redis://" + server.address();
  }

  private void serve(Socket socket) throws IOException {
    socket.setSoTimeout(SILENT_MS);
    DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    OutputStream out = new BufferedOutputStream(socket.getOutputStream());
    while (!socket.isClosed()) {
      answer(command(in), out);
      if (in.available() == 0) {
        out.flush();
      }
    }
  }

  private static List<byte[]> command(DataInputStream in) throws IOException {
    int size = number(in, MAX_ARGUMENTS);
    List<byte[]> arguments = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      byte[] argument = new byte[number(in, MAX_ARGUMENT_BYTES)];
      in.readFully(argument);
      in.skipNBytes(2);
      arguments.add(argument);
    }
    return arguments;
  }

  /** The number after a mark of one byte, up to the end of the line. */
  private static int number(DataInputStream in, int most) throws IOException {
    in.skipNBytes(1);
    int number = 0;
    for (int digit = in.readUnsignedByte(); digit != '\r'; digit = in.readUnsignedByte()) {
      number = number * 10 + digit - '0';
      if (digit < '0' || digit > '9' || number > most) {
        throw new IOException("no number of 0 to " + most);
      }
    }
    in.skipNBytes(1);
    return number;
  }

  private void answer(List<byte[]> command, OutputStream out) throws IOException {
    String name = text(command.get(0)).toUpperCase(Locale.ROOT);
    switch (name) {
      case "XADD" -> bulk(add(command), out);
      case "XRANGE" -> entries(range(command), out);
      case "XREVRANGE" -> entries(top(text(command.get(1))), out);
      case "INFO" -> bulk((INFO + NO_EVICTION).getBytes(US_ASCII), out);
      case "EXPIRE" -> line(":1", out);
      default -> line("+OK", out);
    }
  }

  private synchronized byte[] add(List<byte[]> command) {
    List<Entry> stream = streams.computeIfAbsent(text(command.get(1)), key -> new ArrayList<>());
    int at = 2;
    if (text(command.get(at)).equals("NOMKSTREAM")) {
      at++;
    }
    if (text(command.get(at)).equals("MINID")) {
      EventId least = id(text(command.get(at + 2)));
      stream.removeIf(entry -> isAbove(least, entry.id()));
      at += 3;
    }
    byte[] id = command.get(at);
    stream.add(new Entry(id(text(id)), List.copyOf(command.subList(at + 1, command.size()))));
    return id;
  }

  private synchronized List<Entry> range(List<byte[]> command) {
    EventId above = id(text(command.get(2)).substring(1));
    List<Entry> found = new ArrayList<>();
    for (Entry entry : streams.getOrDefault(text(command.get(1)), List.of())) {
      if (isAbove(entry.id(), above)) {
        found.add(entry);
      }
    }
    return found;
  }

  private synchronized List<Entry> top(String key) {
    List<Entry> stream = streams.getOrDefault(key, List.of());
    return stream.isEmpty() ? stream : List.of(stream.get(stream.size() - 1));
  }

  private static void entries(List<Entry> entries, OutputStream out) throws IOException {
    line("*" + entries.size(), out);
    for (Entry entry : entries) {
      line("*2", out);
      bulk(entry.id().toString().getBytes(US_ASCII), out);
      line("*" + entry.fields().size(), out);
      for (byte[] field : entry.fields()) {
        bulk(field, out);
      }
    }
  }

  private static void bulk(byte[] bytes, OutputStream out) throws IOException {
    line("$" + bytes.length, out);
    out.write(bytes);
    line("", out);
  }

  private static void line(String text, OutputStream out) throws IOException {
    out.write((text + "\r\n").getBytes(US_ASCII));
  }

  private static EventId id(String text) {
    int dash = text.indexOf('-');
    return new EventId(
        Long.parseLong(text.substring(0, dash)), Long.parseLong(text.substring(dash + 1)));
  }

  private static boolean isAbove(EventId one, EventId other) {
    return one.epoch() != other.epoch() ? one.epoch() > other.epoch() : one.seq() > other.seq();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, US_ASCII);
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
