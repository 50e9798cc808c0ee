package usher.system;

import java.util.List;
import java.util.function.Supplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** What a person sees on the arena's plane, by its colours, and where they press. */
final class SeenPlane {
  /** A way that is seen, in pixels of the page. */
  private static final double FAR = 12;

  /** Of the plane's height: who is below that is at its rim. */
  private static final double AT_THE_RIM = 0.9;

  /** Gives the middle of all that is drawn in a colour, and the first of it from the top. */
  private static final String LOOK =
      """
      const plane = document.querySelector('.plane');
      const { width, height } = plane;
      const pen = plane.getContext('2d');
      const wanted = getComputedStyle(plane).getPropertyValue(arguments[0]).trim();
      const [r, g, b] = [1, 3, 5].map((at) => parseInt(wanted.slice(at, at + 2), 16));
      const { data } = pen.getImageData(0, 0, width, height);
      let [count, x, y, first] = [0, 0, 0, -1];
      for (let i = 0; i < data.length; i += 4) {
        if (data[i] !== r || data[i + 1] !== g || data[i + 2] !== b || data[i + 3] !== 255) continue;
        if (first < 0) first = i / 4;
        count++;
        x += (i / 4) % width;
        y += Math.floor(i / 4 / width);
      }
      return count === 0 ? null : [x / count, y / count, first % width, Math.floor(first / width)];
      """;

  private final RoomPage page;

  SeenPlane(RoomPage page) {
    this.page = page;
  }

  /** Where one's own runner is. */
  Spot me() {
    return look("--accent").middle();
  }

  /** Where the other runner is. */
  Spot other() {
    return look("--soft").middle();
  }

  /** A place on the plane, in pixels of the page. */
  record Spot(double x, double y) {
    boolean isFarFrom(Spot from, int right, int down) {
      return (x - from.x) * right + (y - from.y) * down > FAR;
    }
  }

  void hold(Keys key) {
    new Actions(page.chromium().driver()).keyDown(key).perform();
  }

  void let(Keys key) {
    new Actions(page.chromium().driver()).keyUp(key).perform();
  }

  /** Presses where the topmost coin lies. */
  void pointAtACoin() {
    Spot coin = look("--gold").first();
    WebElement plane = page.chromium().driver().findElement(By.cssSelector(".plane"));
    int halfWidth = plane.getSize().width / 2;
    int halfHeight = plane.getSize().height / 2;
    new Actions(page.chromium().driver())
        .moveToElement(plane, (int) coin.x() - halfWidth, (int) coin.y() - halfHeight)
        .click()
        .perform();
  }

  /** Waits until a runner is at the lower rim. */
  void awaitBottom(String what, Supplier<Spot> runner) {
    String height = "return document.querySelector('.plane').height";
    Number all = (Number) page.chromium().driver().executeScript(height);
    page.await(what, () -> runner.get().y() > AT_THE_RIM * all.doubleValue());
  }

  void awaitWay(String what, Supplier<Spot> runner, int right, int down) {
    Spot[] from = new Spot[1];
    page.await(
        what,
        () -> {
          Spot at = runner.get();
          from[0] = from[0] == null ? at : from[0];
          return at.isFarFrom(from[0], right, down);
        });
  }

  private record Seen(Spot middle, Spot first) {}

  private Seen look(String colour) {
    Object[] at = new Object[1];
    page.await(
        "something in " + colour,
        () -> {
          at[0] = page.chromium().driver().executeScript(LOOK, colour);
          return at[0] != null;
        });
    double[] of = ((List<?>) at[0]).stream().mapToDouble(x -> ((Number) x).doubleValue()).toArray();
    return new Seen(new Spot(of[0], of[1]), new Spot(of[2], of[3]));
  }
}
