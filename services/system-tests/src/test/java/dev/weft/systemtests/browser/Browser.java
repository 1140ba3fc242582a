package dev.weft.systemtests.browser;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A headless Chromium: window size, colour scheme and console. */
final class Browser implements AutoCloseable {

  private final ChromeDriver driver;

  Browser(BrowserBinaries binaries) {
    ChromeDriverService service =
        new ChromeDriverService.Builder()
            .usingDriverExecutable(binaries.driver().toFile())
            .usingAnyFreePort()
            .withSilent(true)
            .build();
    driver = new ChromeDriver(service, options(binaries));
    driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
  }

  private static ChromeOptions options(BrowserBinaries binaries) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binaries.browser().toFile());
    options.addArguments(
        "--headless=new",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--disable-extensions");
    if (System.getProperty("user.name").equals("root")) {
      // Chromium refuses to run its sandbox as root, which is the user in most containers.
      options.addArguments("--no-sandbox");
    }
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Sets the size of the window in pixels; below 700 the page uses the layout of phones. */
  void window(int width, int height) {
    command(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 700));
  }

  /**
   * Sets the preferred colour scheme. Reduced motion is always preferred, so that tests need not
   * wait for animations.
   */
  void colours(String scheme) {
    command(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /** Deletes the stored data of an origin. */
  void forget(String origin) {
    driver.get("about:blank");
    command("Storage.clearDataForOrigin", Map.of("origin", origin, "storageTypes", "all"));
    console();
  }

  /** Console messages since the last call: errors and violations of the content security policy. */
  List<String> console() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .filter(entry -> isTrouble(entry))
        .map(LogEntry::getMessage)
        .toList();
  }

  private static boolean isTrouble(LogEntry entry) {
    return entry.getLevel().intValue() >= Level.SEVERE.intValue()
        || entry.getMessage().contains("Content Security Policy");
  }

  private void command(String name, Map<String, Object> parameters) {
    driver.executeCdpCommand(name, parameters);
  }

  @Override
  public void close() {
    driver.quit();
  }
}
