package usher.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import usher.common.needed.Needed;

/** One person's own browser, without a window on a screen. Nothing is ever downloaded. */
public final class Chromium implements AutoCloseable {
  private static final Path BROWSER = Path.of("/usr/bin/chromium");
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
  private static final Duration SCRIPT_DEADLINE = Duration.ofSeconds(60);

  /** It warns of each Chromium that is newer than itself; what we use of it is in all of them. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final int DESK_WIDTH = 1280;
  private static final int DESK_HEIGHT = 820;

  private final ChromeDriver driver;

  private Chromium(ChromeDriver driver) {
    this.driver = driver;
  }

  /** Skips the test, loudly, where there is no Chromium; fails there in CI. */
  static void orSkip() {
    Needed.orSkip(
        Files.isExecutable(BROWSER) && Files.isExecutable(DRIVER),
        BROWSER + " and " + DRIVER + " are needed to test the page in a browser");
  }

  public static Chromium open() {
    return open(List.of());
  }

  /** One that takes the certificates in these files too, and no others that nobody vouches for. */
  static Chromium trusting(Path... certificates) {
    List<String> pins = new ArrayList<>();
    for (Path each : certificates) {
      try (InputStream in = Files.newInputStream(each)) {
        PublicKey key =
            CertificateFactory.getInstance("X.509").generateCertificate(in).getPublicKey();
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(key.getEncoded());
        pins.add(Base64.getEncoder().encodeToString(digest));
      } catch (IOException | GeneralSecurityException e) {
        throw new AssertionError(e);
      }
    }
    return open(List.of("--ignore-certificate-errors-spki-list=" + String.join(",", pins)));
  }

  private static Chromium open(List<String> more) {
    SELENIUM.setLevel(Level.SEVERE);
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(DRIVER.toFile())
            .usingAnyFreePort()
            .build();
    ChromeOptions options =
        new ChromeOptions()
            .setBinary(BROWSER.toFile())
            .addArguments(
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync")
            .addArguments(more);
    Chromium chromium = new Chromium(new ChromeDriver(service, options));
    chromium.driver.manage().timeouts().scriptTimeout(SCRIPT_DEADLINE);
    chromium.resize(DESK_WIDTH, DESK_HEIGHT, false);
    return chromium;
  }

  public ChromeDriver driver() {
    return driver;
  }

  /** Makes the page this large, in CSS pixels, as a phone or as a desk's screen. */
  void resize(int width, int height, boolean phone) {
    driver.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", phone));
  }

  @Override
  public void close() {
    driver.quit();
  }
}
