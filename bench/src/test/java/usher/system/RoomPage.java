package usher.system;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.interactions.Actions;

/** The page as one person uses it: what they see, and what they press. */
final class RoomPage implements AutoCloseable {
  private static final long DEADLINE_MS = 15_000;
  private static final int TABS_AT_MOST = 40;

  private final Chromium chromium;
  private final String origin;

  RoomPage(String address) {
    this("http://" + address, Chromium.open());
  }

  /** By a browser of its own, which it closes. */
  RoomPage(String origin, Chromium chromium) {
    this.origin = origin;
    this.chromium = chromium;
  }

  Chromium chromium() {
    return chromium;
  }

  /** Goes to the lobby and gives a name. */
  RoomPage enter(String name) {
    chromium.driver().get(origin + "/");
    WebElement field = chromium.driver().findElement(By.id("name"));
    field.clear();
    field.sendKeys(name);
    return this;
  }

  /** Follows a link that has a ticket in it, and waits for the seat. */
  RoomPage follow(String room, String game, String ticket) {
    chromium.driver().get(origin + "/#/room/" + room + "?game=" + game + "&ticket=" + ticket);
    awaitSeat();
    return this;
  }

  /** Opens a new room from the lobby and waits for the seat. */
  void open(String game) {
    find("[data-game=" + game + "]").click();
    awaitSeat();
  }

  /** Joins by pasting into the lobby, and pressing Join or Watch. */
  void join(String linkOrId, String button) {
    find("#where").sendKeys(linkOrId);
    find("button[value=" + button + "]").click();
    awaitSeat();
  }

  String address() {
    return chromium.driver().getCurrentUrl();
  }

  void awaitSeat() {
    await("a seat", () -> find(".badge").getDomAttribute("data-state").equals("open"));
  }

  /** The node that the badge names. */
  String node() {
    return find(".badge-node").getText();
  }

  String text(String css) {
    return find(css).getText();
  }

  void awaitText(String css, String text) {
    await("'" + text + "' in " + css, () -> find(css).getText().contains(text));
  }

  boolean shows(String css) {
    return !chromium.driver().findElements(By.cssSelector(css)).isEmpty();
  }

  void press(String square) {
    find(square(square)).click();
  }

  /** Presses one square, then the other. */
  void move(String from, String to) {
    press(from);
    press(to);
  }

  void drag(String from, String to) {
    new Actions(chromium.driver()).dragAndDrop(find(square(from)), find(square(to))).perform();
  }

  /** Moves by keyboard alone: Tab to the board, arrows to each square, Enter on it. */
  void moveByKeys(String from, String to) {
    for (int i = 0; i < TABS_AT_MOST && !focused().contains("square"); i++) {
      keys(Keys.TAB);
    }
    walk(from);
    keys(Keys.ENTER);
    walk(to);
    keys(Keys.ENTER);
  }

  private void walk(String to) {
    await(
        "the focus on " + to,
        () -> {
          String at = focusedSquare();
          if (at.equals(to)) {
            return true;
          }
          boolean black = find(".rank .square").getDomAttribute("data-square").equals("h1");
          if (at.charAt(1) != to.charAt(1)) {
            keys((at.charAt(1) < to.charAt(1)) == black ? Keys.ARROW_DOWN : Keys.ARROW_UP);
          } else {
            keys((at.charAt(0) < to.charAt(0)) == black ? Keys.ARROW_LEFT : Keys.ARROW_RIGHT);
          }
          return false;
        });
  }

  private String focused() {
    return String.valueOf(chromium.driver().switchTo().activeElement().getDomProperty("className"));
  }

  private String focusedSquare() {
    return String.valueOf(
        chromium.driver().switchTo().activeElement().getDomAttribute("data-square"));
  }

  private void keys(CharSequence... keys) {
    new Actions(chromium.driver()).sendKeys(keys).perform();
  }

  /** The squares marked as reachable. */
  Set<String> targets() {
    Set<String> targets = new TreeSet<>();
    for (WebElement cell : chromium.driver().findElements(By.cssSelector(".square.target"))) {
      targets.add(String.valueOf(cell.getDomAttribute("data-square")));
    }
    return targets;
  }

  /** The moves so far, as they are written. */
  List<String> moves() {
    return chromium.driver().findElements(By.cssSelector(".move")).stream()
        .map(WebElement::getText)
        .toList();
  }

  void awaitMoves(String... moves) {
    await("the moves " + List.of(moves), () -> moves().equals(List.of(moves)));
  }

  void say(String words) {
    find("input[name=say]").sendKeys(words, Keys.ENTER);
  }

  /** Whether the page is wider than the window. */
  boolean scrollsSideways() {
    return Boolean.TRUE.equals(
        chromium
            .driver()
            .executeScript("return document.documentElement.scrollWidth > innerWidth"));
  }

  /** Waits for what the page shows; a part of it that is just being replaced counts as not yet. */
  void await(String what, BooleanSupplier condition) {
    try {
      Await.until(what, DEADLINE_MS, () -> holds(condition));
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "; the page shows: " + text("body"), e);
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (StaleElementReferenceException | org.openqa.selenium.NoSuchElementException e) {
      return false;
    }
  }

  private WebElement find(String css) {
    return chromium.driver().findElement(By.cssSelector(css));
  }

  private static String square(String name) {
    return "[data-square=" + name + "]";
  }

  @Override
  public void close() {
    try {
      chromium.close();
    } catch (WebDriverException e) {
      System.err.println("a browser ended by itself: " + e.getMessage());
    }
  }
}
