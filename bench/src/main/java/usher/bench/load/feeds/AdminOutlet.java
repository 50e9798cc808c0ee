package usher.bench.load.feeds;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import usher.common.config.FlagException;
import usher.common.net.HostPort;

/** Publishes by a router's admin port. */
final class AdminOutlet implements Outlet {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
  private final HostPort admin;

  AdminOutlet(HostPort admin) {
    this.admin = admin;
  }

  @Override
  public void publish(String topic, String message) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + admin + "/v1/feeds/" + topic))
            .timeout(TIMEOUT)
            .POST(HttpRequest.BodyPublishers.ofString(message))
            .build();
    HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() / 100 == 4) {
      throw new FlagException("--admin " + admin + " does not publish: " + answer.body());
    }
    if (answer.statusCode() != 200) {
      throw new IOException("http-" + answer.statusCode());
    }
  }

  @Override
  public void close() {}
}
