package usher.common.journal.redis;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.util.JedisClusterCRC16;
import usher.common.net.HostPort;

/**
 * Which connection a key goes by; an immutable view.
 *
 * @param lines all connections
 * @param bySlot of a cluster, the connection of each slot, null where there is none; null where all
 *     keys go by the one connection
 * @param missing why there is none where there is none
 */
record Servers(
    Collection<ServerLine> lines, @Nullable List<@Nullable ServerLine> bySlot, String missing) {
  static final int SLOTS = 16_384;

  Servers {
    lines = List.copyOf(lines);
  }

  static Servers none(String why) {
    return new Servers(List.of(), null, why);
  }

  static Servers one(ServerLine line) {
    return new Servers(List.of(line), null, "the connection broke");
  }

  /** The connection for this key; null where there is none that works. */
  @Nullable ServerLine of(byte[] key) {
    ServerLine line;
    if (bySlot != null) {
      line = bySlot.get(JedisClusterCRC16.getSlot(key));
    } else {
      line = lines.isEmpty() ? null : lines.iterator().next();
    }
    return line == null || line.broken() ? null : line;
  }

  /** Whether every key has a connection that works. */
  boolean whole() {
    boolean works = !lines.isEmpty() && lines.stream().noneMatch(ServerLine::broken);
    if (bySlot != null) {
      for (ServerLine line : bySlot) {
        works &= line != null;
      }
    }
    return works;
  }

  /** The connection to this server; null where there is none that works. */
  @Nullable ServerLine to(HostPort address) {
    for (ServerLine line : lines) {
      if (line.address().equals(address) && !line.broken()) {
        return line;
      }
    }
    return null;
  }
}
