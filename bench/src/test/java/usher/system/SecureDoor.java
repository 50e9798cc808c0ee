package usher.system;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.security.cert.X509Certificate;
import java.util.concurrent.CompletionException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;
import usher.common.net.HostPort;

/** A port that speaks TLS, as somebody sees it who knows an authority and shows nothing. */
final class SecureDoor {
  private final String address;
  private final SSLContext context;
  private final HttpClient http;

  SecureDoor(String address, SSLContext context) {
    this.address = address;
    this.context = context;
    this.http =
        HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
  }

  /** Takes a seat by a ticket. */
  Player join(String room, String ticket) {
    return Player.join(http, "wss://" + address + "/rooms/" + room, ticket);
  }

  /**
   * The status of the refusal of an upgrade.
   *
   * @param ticket null for none
   */
  int refusal(String room, @Nullable String ticket) {
    try (Player let = Player.join(http, "wss://" + address + "/rooms/" + room, ticket)) {
      throw new AssertionError("let in as " + let.welcome());
    } catch (CompletionException e) {
      if (e.getCause() instanceof WebSocketHandshakeException refused) {
        return refused.getResponse().statusCode();
      }
      throw e;
    }
  }

  /** What it answers to a GET. */
  String get(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("https://" + address + path)).build();
    return http.send(request, HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Whose certificate a newcomer is shown. */
  String certificate() {
    HostPort to = HostPort.parse(address);
    try (SSLSocket socket =
        (SSLSocket) context.getSocketFactory().createSocket(to.host(), to.port())) {
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
