package usher.common.journal.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import usher.common.net.HostPort;

/**
 * Finds the servers that have the rooms, by what the address names, and connects to them. On the
 * thread {@code journal-connect}.
 */
final class ServerFinder {
  private final JournalAddress address;
  private final Dialer dialer;

  ServerFinder(JournalAddress address) {
    this.address = address;
    this.dialer = new Dialer(address);
  }

  /**
   * Finds them.
   *
   * @param now what is connected: kept where it still works
   * @throws JournalUnusableException if there is none
   */
  Servers find(Servers now) throws JournalUnusableException {
    return switch (address.kind()) {
      case STANDALONE -> one(address.servers().get(0), now);
      case SENTINEL -> one(master(), now);
      case CLUSTER -> cluster(now);
    };
  }

  private Servers one(HostPort server, Servers now) throws JournalUnusableException {
    ServerLine line = now.to(server);
    return Servers.one(line != null ? line : dialer.journal(server));
  }

  /** The master that some sentinel names. */
  HostPort master() throws JournalUnusableException {
    List<String> failures = new ArrayList<>();
    for (HostPort sentinel : address.servers()) {
      try {
        return master(sentinel);
      } catch (JournalUnusableException e) {
        failures.add(e.why());
      }
    }
    throw new JournalUnusableException("no sentinel helps: " + String.join("; ", failures));
  }

  private HostPort master(HostPort sentinel) throws JournalUnusableException {
    CommandArguments question =
        new CommandArguments(Protocol.Command.SENTINEL)
            .add("GET-MASTER-ADDR-BY-NAME")
            .add(address.master());
    Object answer = askFirst(sentinel, question);
    if (answer instanceof List<?> pair && pair.size() == 2) {
      return new HostPort(text(pair.get(0)), Integer.parseInt(text(pair.get(1))));
    }
    throw new JournalUnusableException(
        "sentinel " + sentinel + " knows no master named '" + address.master() + "'");
  }

  /** Sentinels often have no password where their servers have one: tried without, then with. */
  private @Nullable Object askFirst(HostPort sentinel, CommandArguments question)
      throws JournalUnusableException {
    try {
      return ask(sentinel, question, false);
    } catch (JedisDataException e) {
      try {
        return ask(sentinel, question, true);
      } catch (JedisDataException again) {
        throw Dialer.refused(sentinel, again);
      }
    }
  }

  private @Nullable Object ask(HostPort server, CommandArguments question, boolean signIn)
      throws JournalUnusableException {
    ServerLine line = dialer.dial(server, signIn);
    try {
      return line.ask(question);
    } catch (JedisDataException e) {
      throw e;
    } catch (JedisException e) {
      throw Dialer.refused(server, e);
    } finally {
      line.breakOff();
    }
  }

  private Servers cluster(Servers now) throws JournalUnusableException {
    Slots slots = slots(now);
    @Nullable ServerLine[] bySlot = new ServerLine[Servers.SLOTS];
    Map<HostPort, ServerLine> lines = new LinkedHashMap<>();
    Map<HostPort, String> failures = new LinkedHashMap<>();
    for (Object range : slots.ranges()) {
      List<?> fields = (List<?>) range;
      HostPort server = master(slots.told(), fields);
      ServerLine line = lines.get(server);
      if (line == null && !failures.containsKey(server)) {
        try {
          line = now.to(server);
          line = line != null ? line : dialer.journal(server);
          lines.put(server, line);
        } catch (JournalUnusableException e) {
          failures.put(server, e.why());
        }
      }
      int last = ((Long) fields.get(1)).intValue();
      for (int slot = ((Long) fields.get(0)).intValue(); slot <= last; slot++) {
        bySlot[slot] = line;
      }
    }
    String missing =
        failures.isEmpty()
            ? "the cluster has no server for this room"
            : String.join("; ", failures.values());
    if (lines.isEmpty()) {
      throw new JournalUnusableException(missing);
    }
    return new Servers(lines.values(), Arrays.asList(bySlot), missing);
  }

  /** A server that has not heard from others yet does not know its own host. */
  private static HostPort master(HostPort told, List<?> range) {
    List<?> server = (List<?>) range.get(2);
    String host = text(server.get(0));
    return new HostPort(host.isEmpty() ? told.host() : host, ((Long) server.get(1)).intValue());
  }

  /** What some server of the cluster says of who has which slots. */
  private Slots slots(Servers now) throws JournalUnusableException {
    List<HostPort> servers = new ArrayList<>();
    now.lines().forEach(line -> servers.add(line.address()));
    servers.addAll(address.servers());
    CommandArguments question = new CommandArguments(Protocol.Command.CLUSTER).add("SLOTS");
    List<String> failures = new ArrayList<>();
    for (HostPort server : servers) {
      try {
        if (ask(server, question, true) instanceof List<?> ranges && !ranges.isEmpty()) {
          return new Slots(server, ranges);
        }
        failures.add(server + " has no slots yet");
      } catch (JedisDataException e) {
        failures.add(Dialer.refused(server, e).why());
      } catch (JournalUnusableException e) {
        failures.add(e.why());
      }
    }
    throw new JournalUnusableException("no server of the cluster: " + String.join("; ", failures));
  }

  private record Slots(HostPort told, List<?> ranges) {}

  private static String text(@Nullable Object bytes) {
    return bytes instanceof byte[] b ? new String(b, StandardCharsets.UTF_8) : "";
  }
}
