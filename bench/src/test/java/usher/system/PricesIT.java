package usher.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The price board in a real browser, with a real router, node and Redis. */
class PricesIT {
  @TempDir Path data;

  @Test
  void aPriceThatIsPublishedShowsAndOneThatIsMadeUpSaysSo() throws Exception {
    Chromium.orSkip();
    try (House house = House.router("--journal", "embedded", "--data-dir", data.toString());
        RoomPage page = new RoomPage(house.players())) {
      house.startNode("node-1");
      house.awaitNodes(1);
      page.enter("ann");
      page.chromium().driver().get("http://" + house.players() + "/#/prices");
      page.awaitText(".prices-head .tag", "live");
      String price = "[data-topic=AAPL] .price";
      page.await(
          "a price",
          () -> {
            house.adminPost("/v1/feeds/AAPL", "100.1");
            return page.text(price).equals("100.10");
          });
      house.adminPost("/v1/feeds/AAPL", "{\"price\":101.25,\"demo\":true}");
      page.awaitText(price, "101.25");
      page.awaitText("[data-topic=AAPL] .change", "+1.15 %");
      assertTrue(page.shows("[data-topic=AAPL][data-way=up] .symbol .tag:not([hidden])"));
    }
  }
}
