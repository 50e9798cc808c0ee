package usher.router.admin;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.junit.jupiter.api.Test;

class SameOriginTest {
  private static HttpHeaders of(String host, String... origins) {
    HttpHeaders headers = new DefaultHttpHeaders().set("Host", host);
    for (String origin : origins) {
      headers.add("Origin", origin);
    }
    return headers;
  }

  @Test
  void toolsAndTheOwnPageMayAsk() {
    SameOrigin rule = new SameOrigin(false);
    assertNull(rule.wrong(new DefaultHttpHeaders()));
    for (String host : List.of("127.0.0.1:9090", "localhost", "LocalHost:80", "[::1]:9090")) {
      assertNull(rule.wrong(of(host)), host);
      assertNull(rule.wrong(of(host, "http://" + host)), host);
      assertNull(rule.wrong(of(host, "https://" + host)), host);
    }
  }

  @Test
  void aPageFromElsewhereMayNot() {
    for (boolean hasToken : new boolean[] {true, false}) {
      SameOrigin rule = new SameOrigin(hasToken);
      for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:8080", "")) {
        String wrong = rule.wrong(of("127.0.0.1:9090", origin));
        assertTrue(wrong != null && wrong.contains("only its own page"), origin);
      }
    }
  }

  @Test
  void aNameThatWasMadeToPointHereIsRefusedWhereNoTokenIsNeeded() {
    for (String host : List.of("evil.example:9090", "127.0.0.1.evil.example", "localhost.x", "")) {
      assertTrue(String.valueOf(new SameOrigin(false).wrong(of(host))).contains("localhost"), host);
    }
    assertNull(new SameOrigin(true).wrong(of("usher.example:9090", "https://usher.example:9090")));
  }
}
