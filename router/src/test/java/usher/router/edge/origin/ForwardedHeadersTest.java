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
    "'for=\"1.2.3.4',10.0.0.1",
    "'for=\"1.2.3.4, for=203.0.113.7',203.0.113.7",
    "'x=\"a\\, for=\"203.0.113.7:80\";by=\"_a,\\\"b\"',203.0.113.7",
    "'x=\", for=\"[2001:db8::1]:80\"',2001:db8:0:0:0:0:0:1",
    "'for=1.2.3.4\", for=10.5.5.5',10.5.5.5",
    "'for=1.1.1.1, for=\"203.0.113.7\";x=\"a, for=10.1.1.1;\\\"\", for=10.5.5.5',203.0.113.7"
  })
  void theStandardHeaderSaysTheSame(String text, String client) {
    assertEquals(client, client(new DefaultHttpHeaders().set("Forwarded", text)));
  }

  @Test
  void whatAPlayerPutsInFrontOfTheProxysWordHidesNothing() {
    HttpHeaders hops = new DefaultHttpHeaders().set("X-Forwarded-For", "1.2.3.4,".repeat(5_000));
    hops.add("X-Forwarded-For", "203.0.113.7");
    assertEquals("203.0.113.7", client(hops));
    String many = "1.2.3.4, ".repeat(40) + "203.0.113.7, 10.1.1.1";
    assertEquals("203.0.113.7", client(new DefaultHttpHeaders().set("X-Forwarded-For", many)));

    HttpHeaders quoted = new DefaultHttpHeaders().set("Forwarded", "for=\"1.2.3.4");
    quoted.add("Forwarded", "for=203.0.113.7").add("Forwarded", "for=10.1.1.1");
    assertEquals("203.0.113.7", client(quoted));
    HttpHeaders elements = new DefaultHttpHeaders().set("Forwarded", "for=_a,".repeat(5_000));
    elements.add("Forwarded", "for=203.0.113.7");
    assertEquals("203.0.113.7", client(elements));
  }

  @Test
  void ofMoreTrustedHopsThanTheBoundTheLastOnesCount() {
    String most = "203.0.113.7" + ", 10.1.1.1".repeat(31);
    assertEquals("203.0.113.7", client(new DefaultHttpHeaders().set("X-Forwarded-For", most)));
    String more = most + ", 10.1.1.1";
    assertEquals("10.1.1.1", client(new DefaultHttpHeaders().set("X-Forwarded-For", more)));
  }

  @Test
  void aHugeHeaderIsNotReadThrough() {
    String huge = "x".repeat(60_000);
    assertEquals("10.0.0.1", client(new DefaultHttpHeaders().set("X-Forwarded-For", huge)));
    String marks = "\\\"".repeat(30_000);
    assertEquals("10.0.0.1", client(new DefaultHttpHeaders().set("Forwarded", marks)));
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

  private static String written(HttpHeaders headers, boolean encrypted) {
    ForwardedHeaders.write(headers, address("10.0.0.1"), TRUSTED, encrypted);
    assertFalse(headers.contains("Forwarded"));
    return headers.get("X-Forwarded-For") + " by " + headers.get("X-Forwarded-Proto");
  }

  @Test
  void aNodeHearsWhoWasPassedThrough() {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .set("X-Forwarded-For", "203.0.113.7:80, 10.1.1.1")
            .set("X-Forwarded-Proto", "wss");
    assertEquals("203.0.113.7, 10.1.1.1, 10.0.0.1 by https", written(headers, false));
    headers = new DefaultHttpHeaders().set("X-Forwarded-Proto", "gopher");
    assertEquals("10.0.0.1 by https", written(headers, true));
    headers = new DefaultHttpHeaders().set("Forwarded", "for=_hidden;proto=https");
    assertEquals("10.0.0.1 by https", written(headers, false));
  }

  @Test
  void aNodeHearsNothingThatStandsBeforeThePlayer() {
    HttpHeaders headers =
        new DefaultHttpHeaders().set("X-Forwarded-For", "1.1.1.1, 203.0.113.7, 10.1.1.1");
    assertEquals("203.0.113.7, 10.1.1.1, 10.0.0.1 by http", written(headers, false));
    headers = new DefaultHttpHeaders().set("X-Forwarded-For", "1.1.1.1, what ever");
    assertEquals("10.0.0.1 by http", written(headers, false));
    String standard = "for=1.1.1.1;proto=https, for=8.8.8.8;proto=http";
    headers = new DefaultHttpHeaders().set("Forwarded", standard);
    assertEquals("8.8.8.8, 10.0.0.1 by http", written(headers, true));
    headers = new DefaultHttpHeaders().set("Forwarded", standard + ", for=10.1.1.1;proto=https");
    assertEquals("8.8.8.8, 10.1.1.1, 10.0.0.1 by http", written(headers, true));
  }

  @Test
  void thatAPlayerNamesItselfInTheOtherHeaderSaysNotHowItCame() {
    HttpHeaders headers =
        new DefaultHttpHeaders()
            .set("X-Forwarded-For", "8.8.8.8")
            .set("Forwarded", "for=8.8.8.8;proto=https");
    assertEquals("8.8.8.8, 10.0.0.1 by http", written(headers, false));
    headers =
        new DefaultHttpHeaders()
            .set("Forwarded", "for=8.8.8.8;proto=http")
            .set("X-Forwarded-Proto", "https");
    assertEquals("8.8.8.8, 10.0.0.1 by http", written(headers, true));
  }
}
