package dev.weft.systemtests.browser;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Predicate;
import org.awaitility.core.ConditionFactory;
import org.awaitility.core.ConditionTimeoutException;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The dashboard as users see it: pages are found by their address, everything else by its role and
 * accessible name, as a screen reader would find it. Waits for elements that may still appear.
 */
final class Dashboard {

  private static final String BUTTONS = "button, [role=button], [role=option], [role=radio]";
  private static final String FIELDS = "input:not([type=file]), select, textarea";
  private static final String HEADINGS = "h1, h2, h3";

  private final Browser browser;
  private final ChromeDriver driver;
  private final String origin;

  Dashboard(Browser browser, String origin) {
    this.browser = browser;
    this.driver = browser.driver();
    this.origin = origin;
  }

  /** Opens a page, such as {@code live} or {@code models/clothing}, and waits until it is shown. */
  Dashboard open(String page) {
    driver.get(origin + "/#/" + page);
    element("its heading", "main h1", any -> true);
    return this;
  }

  ChromeDriver driver() {
    return driver;
  }

  /** Sets the size of the window in pixels. */
  Dashboard window(int width, int height) {
    browser.window(width, height);
    return this;
  }

  /** Sets the preferred colour scheme: light or dark. */
  Dashboard colours(String scheme) {
    browser.colours(scheme);
    return this;
  }

  String title() {
    return driver.getTitle();
  }

  /** An enabled button. */
  WebElement button(String name) {
    return named("button", BUTTONS, name, Dashboard::isEnabled);
  }

  /** The control that opens and closes a section of the page. */
  WebElement disclosure(String name) {
    return element("a disclosure " + name, "summary", each -> says(each.getText(), name));
  }

  WebElement field(String name) {
    return named("field", FIELDS, name);
  }

  WebElement link(String name) {
    return named("link", "a[href]", name);
  }

  WebElement heading(String name) {
    return named("heading", HEADINGS, name);
  }

  /** The open dialog. */
  WebElement dialog() {
    return element("an open dialog", "dialog[open]", WebElement::isDisplayed);
  }

  /** A button of the open dialog. */
  WebElement dialogButton(String name) {
    return named("button in a dialog", "dialog[open] button", name, Dashboard::isEnabled);
  }

  /** Sends keys to the focused element, or to the page if none has the focus. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Moves the focus by the tab key to the element with this name, as keyboard users do. */
  void tabTo(String name) {
    for (int i = 0; i < 60; i++) {
      press(Keys.TAB);
      if (says(driver.switchTo().activeElement().getAccessibleName(), name)) {
        return;
      }
    }
    throw new AssertionError("60 tabulators do not reach " + name);
  }

  /** Visible text of the page's content. */
  String text() {
    return driver.findElement(By.tagName("main")).getText();
  }

  /** Waits until the page's content, or a toast message, contains a text. */
  void awaitText(String text) {
    awaitThat(
        "“" + text + "” on the page",
        () -> says(driver.findElement(By.tagName("body")).getText(), text));
  }

  /** Waits until the page receives live events. */
  Dashboard awaitConnected() {
    awaitStatus("Connected");
    return this;
  }

  /** Waits until one of the page's status lines contains a text. */
  void awaitStatus(String text) {
    element("a status “" + text + "”", "[role=status]", each -> says(each.getText(), text));
  }

  /** Waits until all pictures are shown and nothing is being loaded. */
  void settle() {
    awaitThat(
        "the page's pictures",
        () ->
            Boolean.TRUE.equals(
                run(
                    """
                    return [...document.images].every((image) => image.complete || image.loading === 'lazy')
                        && document.querySelector('main .loading') === null;
                    """)));
  }

  /** Waits for a condition; a failure contains the text of the page. */
  void awaitThat(String what, java.util.concurrent.Callable<Boolean> isSo) {
    try {
      waiting(what).until(isSo);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "; the page says\n" + text(), e);
    }
  }

  /** Takes the console's errors so far, which then do not fail the test. */
  List<String> console() {
    return browser.console();
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs an asynchronous script, which calls its last argument when it is done. */
  Object runLong(String script, Object... arguments) {
    return driver.executeAsyncScript(script, arguments);
  }

  private WebElement named(String kind, String candidates, String name) {
    return named(kind, candidates, name, any -> true);
  }

  private WebElement named(
      String kind, String candidates, String name, Predicate<WebElement> also) {
    return element(
        "a %s “%s”".formatted(kind, name),
        candidates,
        each -> each.isDisplayed() && says(each.getAccessibleName(), name) && also.test(each));
  }

  private static boolean isEnabled(WebElement button) {
    return button.isEnabled() && !"true".equals(button.getAttribute("aria-disabled"));
  }

  private WebElement element(String what, String candidates, Predicate<WebElement> wanted) {
    try {
      return waiting(what)
          .until(
              () ->
                  driver.findElements(By.cssSelector(candidates)).stream()
                      .filter(wanted)
                      .findFirst()
                      .orElse(null),
              Objects::nonNull);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "; the page says\n" + text(), e);
    }
  }

  private static ConditionFactory waiting(String what) {
    return await(what)
        .atMost(TIMEOUT)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(StaleElementReferenceException.class);
  }

  private static boolean says(String whole, String part) {
    return whole != null && whole.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
