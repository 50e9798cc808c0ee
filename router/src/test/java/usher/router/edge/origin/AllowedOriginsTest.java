package usher.router.edge.origin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedOriginsTest {
  private static HttpHeaders headers(String host, String... origins) {
    HttpHeaders headers = new DefaultHttpHeaders().set("Host", host);
    for (String origin : origins) {
      headers.add("Origin", origin);
    }
    return headers;
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example,a.example,true",
    "https://a.example,a.example:443,true",
    "http://a.example,a.example:80,true",
    "http://A.example:8080,a.Example:8080,true",
    "https://a.example,a.example:80,false",
    "http://a.example:8080,a.example,false",
    "http://[::1]:8080,[::1]:8080,true",
    "http://[::1],[::1],true",
    "https://a.example.evil,a.example,false",
    "a.example,a.example,false",
    "null,a.example,false",
    "'',a.example,false"
  })
  void aPageOfTheSameHostMayAsk(String origin, String host, boolean may) {
    assertEquals(may, AllowedOrigins.SAME.allow(headers(host, origin)));
  }

  @ParameterizedTest
  @CsvSource({
    "https://a.example,true",
    "https://A.EXAMPLE,true",
    "http://a.example,false",
    "https://a.example:8443,false",
    "https://a.example.evil,false",
    "https://x.b.example,true",
    "https://y.x.b.example,true",
    "https://b.example,false",
    "https://xb.example,false",
    "https://.b.example,false",
    "https://evil/.b.example,false",
    "https://evil@x.b.example,false",
    "https://c.example:8443,true",
    "null,false"
  })
  void pagesThatAreNamedMayAskToo(String origin, boolean may) {
    AllowedOrigins allowed =
        AllowedOrigins.parse(
            "https://a.example, https://*.b.example, https://c.example:8443, http://d.example:80");
    assertEquals(may, allowed.allow(headers("h", origin)), allowed.toString());
  }

  @Test
  void whoSendsNoOriginIsNoPageAndTwoAreOneTooMany() {
    assertTrue(AllowedOrigins.SAME.allow(headers("h")));
    assertFalse(AllowedOrigins.SAME.allow(headers("h", "http://h", "http://h")));
    assertTrue(AllowedOrigins.parse("*").allow(headers("h", "http://x")));
    assertTrue(AllowedOrigins.parse("null").allow(headers("h", "null")));
    assertFalse(AllowedOrigins.parse("null").allow(headers("h", "http://null")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a.example",
        "https://",
        "https://a.example/",
        "https://*",
        "https://*.example",
        "https://a.*.example",
        "https://a b",
        "https://a.example,",
        "*,https://a.example",
        "https://a.example:port",
        "://a.example",
        "https://*.[::1]"
      })
  void whatIsNoOriginIsRefused(String text) {
    String message =
        String.valueOf(
            assertThrows(IllegalArgumentException.class, () -> AllowedOrigins.parse(text))
                .getMessage());
    assertTrue(message.contains("https://*.b.example"), message);
  }

  @Test
  void aListHasItsBound() {
    AllowedOrigins.parse(String.join(",", Collections.nCopies(64, "https://a.example")));
    String more = String.join(",", Collections.nCopies(65, "https://a.example"));
    assertThrows(IllegalArgumentException.class, () -> AllowedOrigins.parse(more));
  }
}
