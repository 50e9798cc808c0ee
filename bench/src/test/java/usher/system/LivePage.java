package usher.system;

import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.openqa.selenium.By;
import org.openqa.selenium.ElementNotInteractableException;
import org.openqa.selenium.Keys;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.logging.LogType;

/** The operators' page as one of them uses it. */
final class LivePage implements AutoCloseable {
  private static final long DEADLINE_MS = 15_000;
  private static final int PHONE_WIDTH = 400;
  private static final int PHONE_HEIGHT = 800;

  private final Chromium chromium = Chromium.open();
  private final String address;

  LivePage(String address) {
    this.address = "http://" + address + "/";
  }

  void open() {
    chromium.driver().get(address);
  }

  void giveToken(String token) {
    await("a prompt for the token", () -> element("#token").isDisplayed());
    element("#token").sendKeys(token, Keys.ENTER);
  }

  void find(String room) {
    WebElement field = element("#room");
    field.clear();
    field.sendKeys(room, Keys.ENTER);
  }

  void press(String css) {
    await(
        css + " to press",
        () -> {
          element(css).click();
          return true;
        });
  }

  String text(String css) {
    return element(css).getText();
  }

  int count(String css) {
    return chromium.driver().findElements(By.cssSelector(css)).size();
  }

  void awaitText(String css, String text) {
    await("'" + text + "' in " + css, () -> text(css).contains(text));
  }

  void phone() {
    chromium.resize(PHONE_WIDTH, PHONE_HEIGHT, true);
  }

  boolean scrollsSideways() {
    return Boolean.TRUE.equals(
        chromium
            .driver()
            .executeScript("return document.documentElement.scrollWidth > innerWidth"));
  }

  /** What the browser's console holds against our scripts and our policy; requests aside. */
  String troubles() {
    return chromium.driver().manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(entry -> entry.getMessage())
        .filter(text -> !text.contains("Failed to load resource") && !text.contains("net::ERR"))
        .collect(Collectors.joining("\n"));
  }

  private void await(String what, BooleanSupplier condition) {
    try {
      Await.until(what, DEADLINE_MS, () -> holds(condition));
    } catch (AssertionError e) {
      throw new AssertionError(
          e.getMessage() + "; the page shows: " + text("body") + "\n" + troubles(), e);
    }
  }

  private static boolean holds(BooleanSupplier condition) {
    try {
      return condition.getAsBoolean();
    } catch (StaleElementReferenceException
        | NoSuchElementException
        | ElementNotInteractableException e) {
      return false;
    }
  }

  private WebElement element(String css) {
    return chromium.driver().findElement(By.cssSelector(css));
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
