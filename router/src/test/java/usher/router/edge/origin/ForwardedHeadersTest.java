package usher.router.edge.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForwardedHeadersTest {
  private static final TrustedProxies TRUSTED = TrustedProxies.parse("10.0.0.0/8");

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String client(HttpHeaders headers) {
    InetAddress client = ForwardedHeaders.read(headers, address("10.0.0.1"), TRUSTED).client();
    return client == null ? "" : ForwardedHeaders.text(client);
  }

  @ParameterizedTest
  @CsvSource({
    "'203.0.113.7',203.0.113.7",
    "'1.2.3.4, 203.0.113.7',203.0.113.7",
    "'1.2.3.4, 203.0.113.7, 10.9.9.9',203.0.113.7",
    "'10.1.1.1, 10.2.2.2',10.1.1.1",
    "'203.0.113.7:4711',203.0.113.7",
    "'[2001:db8::1]:4711',2001:db8:0:0:0:0:0:1",
    "'2001:db8::1',2001:db8:0:0:0:0:0:1",
    "'unknown',10.0.0.1",
    "'1.2.3.4, unknown',10.0.0.1",
    "'1.2.3.4, unknown, 10.5.5.5',10.5.5.5",
    "'',10.0.0.1",
    "'evil.example',10.0.0.1",
    "'203.0.113.7:port',10.0.0.1",
    "'[203.0.113.7',10.0.0.1"
  })
  void thePlayerIsTheLastOneThatIsNotTrusted(String text, String client) {
    assertEquals(client, client(new DefaultHttpHeaders().set("X-Forwarded-For", text)));
  }

  @ParameterizedTest
  @CsvSource({
    "'for=203.0.113.7',203.0.113.7",
    "'For=\"203.0.113.7:80\";proto=https',203.0.113.7",
    "'for=1.2.3.4, for=\"[2001:db8::1]\";by=x',2001:db8:0:0:0:0:0:1",
    "'for=\"a, for=1.2.3.4\"',10.0.0.1",
    "'for=_hidden',10.0.0.1",
    "'for=1.2.3.4;for=5.6.7.8',10.0.0.1",
    "'proto=https',10.0.0.1",
    "'for=\"1.2.3.4',10.0.0.1"
  })
  void theStandardHeaderSaysTheSame(String text, String client) {
    assertEquals(client, client(new DefaultHttpHeaders().set("Forwarded", text)));
  }

  @Test
  void moreHopsThanTheBoundSayNothing() {
    String most = "203.0.113.7" + ", 10.1.1.1".repeat(31);
    assertEquals("203.0.113.7", client(new DefaultHttpHeaders().set("X-Forwarded-For", most)));
    String more = most + ", 10.1.1.1";
    assertEquals("10.0.0.1", client(new DefaultHttpHeaders().set("X-Forwarded-For", more)));
  }

  @Test
  void bothHeadersNameTheSamePlayerOrNobodyCounts() {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .set("X-Forwarded-For", "203.0.113.7")
            .set("Forwarded", "for=203.0.113.7");
    assertEquals("203.0.113.7", client(headers));
    headers.set("Forwarded", "for=203.0.113.8");
    assertTrue(ForwardedHeaders.read(headers, address("10.0.0.1"), TRUSTED).contradicts());
  }

  @Test
  void whoIsNotTrustedSaysNothing() {
    HttpHeaders headers = new DefaultHttpHeaders().set("X-Forwarded-For", "203.0.113.7");
    assertNull(ForwardedHeaders.read(headers, address("11.0.0.1"), TRUSTED).client());
    headers.set("X-Forwarded-Proto", "https").set("Forwarded", "for=1.2.3.4");
    ForwardedHeaders.write(headers, address("11.0.0.1"), TRUSTED, false);
    assertEquals("11.0.0.1", headers.get("X-Forwarded-For"));
    assertEquals("http", headers.get("X-Forwarded-Proto"));
    assertFalse(headers.contains("Forwarded"));
  }

  @Test
  void aNodeHearsWhoWasPassedThrough() {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .set("X-Forwarded-For", "203.0.113.7:80, what ever")
            .set("X-Forwarded-Proto", "wss");
    ForwardedHeaders.write(headers, address("10.0.0.1"), TRUSTED, false);
    assertEquals("203.0.113.7, unknown, 10.0.0.1", headers.get("X-Forwarded-For"));
    assertEquals("https", headers.get("X-Forwarded-Proto"));

    headers = new DefaultHttpHeaders().set("X-Forwarded-Proto", "gopher");
    ForwardedHeaders.write(headers, address("10.0.0.1"), TRUSTED, true);
    assertEquals("https", headers.get("X-Forwarded-Proto"));
  }
}
