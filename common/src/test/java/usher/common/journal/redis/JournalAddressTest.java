package usher.common.journal.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import usher.common.journal.redis.JournalAddress.Kind;
import usher.common.net.HostPort;

class JournalAddressTest {
  @Test
  void oneServerWithAllThatCanBeSaid() {
    JournalAddress address =
        JournalAddress.parse("rediss://bob:p%40ss%3A@[::1]:7000/3?retention=2d&replicas=1");
    assertEquals(Kind.STANDALONE, address.kind());
    assertTrue(address.tls());
    assertEquals("bob", address.user());
    assertEquals("p@ss:", address.password());
    assertEquals(List.of(new HostPort("::1", 7000)), address.servers());
    assertEquals(3, address.database());
    assertEquals(Duration.ofDays(2), address.retention());
    assertEquals(1, address.replicas());
  }

  @Test
  void sentinelsAndAClusterNameSeveralServers() {
    JournalAddress sentinel = JournalAddress.parse("redis+sentinel://pw@a:1,b/mymaster");
    assertEquals(List.of(new HostPort("a", 1), new HostPort("b", 26_379)), sentinel.servers());
    assertEquals("mymaster", sentinel.master());
    assertEquals("pw", sentinel.password());
    assertEquals("", sentinel.user());
    JournalAddress cluster = JournalAddress.parse("redis+cluster://:pw@a:1,b");
    assertEquals(Kind.CLUSTER, cluster.kind());
    assertEquals(List.of(new HostPort("a", 1), new HostPort("b", 6_379)), cluster.servers());
    assertEquals(Duration.ofDays(7), cluster.retention());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis://127.0.0.1:6379?retention=604800s&replicas=0",
        "rediss://u+x:p%25%20%2F@h:1/9?retention=60s&replicas=2",
        "redis+sentinel://:p@a:1,b:2/my%20master?retention=60s&replicas=0",
        "rediss+cluster://:p@[::1]:1,b:2?retention=60s&replicas=0"
      })
  void whatANodeIsGivenSaysTheSame(String text) {
    JournalAddress address = JournalAddress.parse(text);
    assertEquals(address, JournalAddress.parse(address.secret()));
  }

  @Test
  void thePasswordIsInNoLog() {
    JournalAddress address = JournalAddress.parse("redis://bob:hidden@h:1");
    assertFalse(address.toString().contains("hidden"));
    assertEquals("redis://***@h:1?retention=604800s&replicas=0", address.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://h:1 | redis://[user:password@]host:port[/db]",
        "redis:h | redis://[user:password@]host:port[/db]",
        "redis://a:1,b:2 | several are redis+sentinel://",
        "redis://h:70000 | a port is 0 to 65535",
        "redis://h:0 | 1 to 65535",
        "redis:// | host:port",
        "redis://h:1/x | the number of a database",
        "redis+sentinel://h:1 | the master's name",
        "redis+cluster://h:1/2 | no databases",
        "redis://h:1?ttl=3 | retention=7d and replicas=1",
        "redis://h:1?retention=3 | a whole number and s, m, h or d",
        "redis://h:1?retention=3s | 1m to 3650d",
        "redis://h:1?replicas=99 | 0 to 16",
        "redis://:%zz@h:1 | two hexadecimal digits",
      })
  void aWrongAddressSaysWhatWouldBeRight(String text, String right) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> JournalAddress.parse(text));
    assertTrue(String.valueOf(e.getMessage()).contains(right), e.getMessage());
  }

  @Test
  void aWrongAddressDoesNotRepeatThePassword() {
    for (String text : List.of("rdis://:hidden@h:1", "redis://:hidden@h:x", "redis://hid@den@h:")) {
      IllegalArgumentException e =
          assertThrows(IllegalArgumentException.class, () -> JournalAddress.parse(text));
      assertFalse(String.valueOf(e.getMessage()).contains("hid"), e.getMessage());
    }
  }
}
