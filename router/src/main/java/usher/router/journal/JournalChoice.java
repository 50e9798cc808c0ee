package usher.router.journal;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import usher.common.config.FlagException;
import usher.common.journal.redis.JournalAddress;
import usher.common.journal.redis.JournalLimits;
import usher.common.tls.TlsDial;

/**
 * What the flags say of the journal, checked.
 *
 * @param external its address where it is not the router's own
 * @param directory where the router's own keeps its data
 * @param fsync {@code everysec} or {@code always}: when the router's own writes to disk
 * @param retention how long a room that nobody touches is kept
 * @param replicas how many replicas must have an entry before it counts
 */
public record JournalChoice(
    @Nullable JournalAddress external,
    Path directory,
    String fsync,
    Duration retention,
    int replicas) {
  /**
   * Reads the flags.
   *
   * @return null where there is to be no journal
   * @throws FlagException if one is wrong
   */
  public static @Nullable JournalChoice of(
      String journal, @Nullable Path directory, String fsync, Duration retention, int replicas) {
    if (!fsync.equals("everysec") && !fsync.equals("always")) {
      throw new FlagException("--journal-fsync is everysec or always, not '" + fsync + "'");
    }
    check(retention, replicas);
    boolean embedded = journal.equals("embedded");
    if (embedded && replicas != 0) {
      throw new FlagException(
          "--journal-replicas: the embedded Redis has no replicas; name one that has them with"
              + " --journal redis://host:port");
    }
    JournalAddress external = embedded || journal.equals("none") ? null : address(journal);
    if (journal.equals("none")) {
      return null;
    }
    return new JournalChoice(external, directory(directory), fsync, retention, replicas);
  }

  /**
   * Whether its servers can be known by certificates.
   *
   * @throws FlagException if they are spoken to without TLS
   */
  public void checkTls() {
    if (external == null || !external.tls()) {
      throw new FlagException(
          "--journal-tls-ca needs a --journal by TLS, as in rediss://host:port");
    }
  }

  /**
   * The same with the servers of an external one known in this way.
   *
   * @throws FlagException if they are to be known by certificates, and have none
   */
  public JournalChoice knownBy(TlsDial by) {
    if (by.isOn()) {
      checkTls();
    }
    return external == null
        ? this
        : new JournalChoice(external.knownBy(by), directory, fsync, retention, replicas);
  }

  /** Where the router's own Redis keeps its data: as the flag says, or where it is usual. */
  public static Path directory(@Nullable Path named) {
    return named != null ? named : EmbeddedRedis.defaultDirectory();
  }

  private static JournalAddress address(String journal) {
    if (journal.indexOf('?', journal.lastIndexOf('@') + 1) >= 0) {
      throw new FlagException(
          "--journal: leave out the ? and what follows: --room-retention and --journal-replicas"
              + " say it");
    }
    try {
      return JournalAddress.parse(journal);
    } catch (IllegalArgumentException e) {
      throw new FlagException("--journal is embedded, none or an address: " + e.getMessage());
    }
  }

  private static void check(Duration retention, int replicas) {
    if (retention.compareTo(JournalAddress.MIN_RETENTION) < 0
        || retention.compareTo(JournalAddress.MAX_RETENTION) > 0) {
      throw new FlagException("--room-retention is 1m to 3650d");
    }
    int most = JournalLimits.MAX_REPLICAS;
    if (replicas < 0 || replicas > most) {
      throw new FlagException("--journal-replicas is 0 to " + most);
    }
  }
}
