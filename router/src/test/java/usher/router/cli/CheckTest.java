package usher.router.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import usher.router.cli.Finding.Level;

/** What a check-up makes of what a router tells. */
class CheckTest {
  private static JsonNode json(String text) {
    try {
      return new ObjectMapper().readTree(text.replace('\'', '"'));
    } catch (JsonProcessingException e) {
      throw new AssertionError(text, e);
    }
  }

  private static Level of(String about, List<Finding> findings) {
    return findings.stream()
        .filter(each -> each.about().equals(about))
        .map(Finding::level)
        .reduce((a, b) -> a.compareTo(b) > 0 ? a : b)
        .orElseThrow(() -> new AssertionError(about + " is not in " + findings));
  }

  private static List<Finding> router(String fields, long nowMs) {
    return new RouterCheck(json("{" + fields + "}")).findings(nowMs);
  }

  @ParameterizedTest
  @CsvSource({"0, OK", "2000, OK", "2001, WARN", "-2001, WARN"})
  void clocksMayDifferByTwoSeconds(long apart, Level level) {
    assertEquals(level, of("clock", router("'wallClockMs':100000", 100_000 + apart)));
  }

  @ParameterizedTest
  @CsvSource({"3000, 0, OK", "2999, 0, BAD", "3000, 2401, WARN"})
  void filesMustDoForAllConnections(long max, long open, Level level) {
    String told =
        "'limits':{'maxConnections':1000},'files':{'open':" + open + ",'max':" + max + "}";
    assertEquals(level, of("open files", router(told, 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "1073741823, 2000000000, BAD",
    "1073741824, 20000000000, WARN",
    "1073741824, 2000000000, OK"
  })
  void diskMustNotRunFull(long free, long total, Level level) {
    String told = "'dataDir':{'path':'/d','freeBytes':" + free + ",'totalBytes':" + total + "}";
    assertEquals(level, of("disk", router(told, 0)));
  }

  @Test
  void theSlowestTransportIsWorthAWarning() {
    assertEquals(Level.WARN, of("transport", router("'transport':{'name':'nio','why':'x'}", 0)));
    assertEquals(Level.OK, of("transport", router("'transport':{'name':'epoll','why':'x'}", 0)));
  }

  private static List<Finding> redis(String fields) {
    return new JournalCheck(
            json("{'wallClockMs':5000,'redis':{'wallClockMs':5000," + fields + "}}"),
            json("{'journal':{'mode':'embedded','connected':true,'restarts':0}}"))
        .findings();
  }

  @ParameterizedTest
  @CsvSource({
    "redis, 6.1.9, BAD",
    "redis, 6.2.0, OK",
    "redis, 7.0.15, OK",
    "redis, 10.0, OK",
    "valkey, 1.0, OK",
    "redis, 5, BAD"
  })
  void redisMustBeNewEnough(String server, String version, Level level) {
    String told = "'server':'" + server + "','version':'" + version + "'";
    assertEquals(level, of("redis", redis(told)));
  }

  @Test
  void redisMustNotEvictAndMustKeep() {
    assertEquals(Level.BAD, of("eviction", redis("'maxMemoryPolicy':'allkeys-lru'")));
    assertEquals(Level.OK, of("eviction", redis("'maxMemoryPolicy':'noeviction'")));
    assertEquals(Level.WARN, of("eviction", redis("'maxMemoryPolicy':null")));
    assertEquals(Level.BAD, of("persistence", redis("'appendOnly':false,'replicas':0")));
    assertEquals(Level.OK, of("persistence", redis("'appendOnly':false,'replicas':1")));
    assertEquals(Level.BAD, of("persistence", redis("'appendOnly':true,'appendOnlyOk':false")));
    assertEquals(Level.OK, of("persistence", redis("'appendOnly':true,'appendOnlyOk':true")));
    assertEquals(
        Level.WARN, of("memory of redis", redis("'usedMemoryBytes':81,'maxMemoryBytes':100")));
    assertEquals(
        Level.OK, of("memory of redis", redis("'usedMemoryBytes':80,'maxMemoryBytes':100")));
  }

  @Test
  void aJournalThatIsDownOrThatThereIsNot() {
    JsonNode router = json("{'redis':null,'redisFailure':'refused'}");
    JsonNode down = json("{'journal':{'mode':'embedded','connected':false}}");
    assertEquals(Level.BAD, of("journal", new JournalCheck(router, down).findings()));
    assertEquals(Level.BAD, of("redis", new JournalCheck(router, down).findings()));
    JsonNode none = json("{'journal':{'mode':'none','connected':false}}");
    assertEquals(Level.WARN, of("journal", new JournalCheck(router, none).findings()));
  }

  private static List<Finding> cluster(String cluster, String... nodes) {
    return new ClusterCheck(
            json("{" + cluster + "}"), List.of(nodes).stream().map(CheckTest::json).toList())
        .findings();
  }

  @Test
  void aClusterWithoutANodeThatTakesRoomsMustBeMended() {
    assertEquals(Level.BAD, of("rooms", cluster("'holding':false")));
    assertEquals(Level.WARN, of("rooms", cluster("'holding':true")));
    String up = "{'node':'a','state':'alive','skipped':null,'version':'1'}";
    String old = "{'node':'b','state':'alive','skipped':null,'version':'2'}";
    String lost = "{'node':'c','state':'lost','lost':'silence','skipped':'lost','version':'1'}";
    String left = "{'node':'c','state':'lost','lost':'goodbye','skipped':'lost','version':'1'}";
    String late = "{'node':'c','state':'suspect','lost':null,'skipped':'suspect','version':'1'}";
    assertEquals(1, cluster("", up).size());
    assertEquals(Level.OK, of("rooms", cluster("", up)));
    assertEquals(Level.WARN, of("versions", cluster("", up, old)));
    assertEquals(Level.BAD, of("lost nodes", cluster("", up, lost)));
    assertEquals(1, cluster("", up, left).size(), "who said goodbye is no fault");
    assertEquals(Level.BAD, of("nodes", cluster("", up, late)));
    assertEquals(Level.BAD, of("evictions", cluster("'evictionsFrozen':true", up)));
  }

  @Test
  void everyFindingThatIsNotRightSaysWhatToMend() {
    for (Finding each : redis("'maxMemoryPolicy':'allkeys-lru','appendOnly':false")) {
      assertTrue(each.level() == Level.OK || !each.mend().isEmpty(), each.toString());
    }
  }
}
