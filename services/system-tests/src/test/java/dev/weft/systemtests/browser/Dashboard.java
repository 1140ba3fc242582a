package dev.weft.systemtests.browser;

import static dev.weft.testsupport.Patience.PATIENCE;
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
 * The dashboard as a person meets it: pages by their address, everything else by what it is and
 * what it is called, as a screen reader would say it. Waits where something may still come.
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

  /** Opens a page, such as {@code live} or {@code models/clothing}, and waits until it is there. */
  Dashboard open(String page) {
    driver.get(origin + "/#/" + page);
    element("its heading", "main h1", any -> true);
    return this;
  }

  ChromeDriver driver() {
    return driver;
  }

  /** A window of this many pixels. */
  Dashboard window(int width, int height) {
    browser.window(width, height);
    return this;
  }

  /** The colours that the system prefers: light or dark. */
  Dashboard colours(String scheme) {
    browser.colours(scheme);
    return this;
  }

  String title() {
    return driver.getTitle();
  }

  /** A button that can be pressed now. */
  WebElement button(String name) {
    return named("button", BUTTONS, name, Dashboard::isEnabled);
  }

  /** What opens and closes a part of the page. */
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

  /** The dialog that is open. */
  WebElement dialog() {
    return element("an open dialog", "dialog[open]", WebElement::isDisplayed);
  }

  /** A button of the dialog that is open. */
  WebElement dialogButton(String name) {
    return named("button in a dialog", "dialog[open] button", name, Dashboard::isEnabled);
  }

  /** Presses keys where the focus is, or anywhere on the page if it is nowhere. */
  void press(CharSequence... keys) {
    driver.switchTo().activeElement().sendKeys(keys);
  }

  /** Walks with the tabulator to what is called so, as those must who have no pointer. */
  void tabTo(String name) {
    for (int i = 0; i < 60; i++) {
      press(Keys.TAB);
      if (says(driver.switchTo().activeElement().getAccessibleName(), name)) {
        return;
      }
    }
    throw new AssertionError("60 tabulators do not reach " + name);
  }

  /** What can be read in the page's content. */
  String text() {
    return driver.findElement(By.tagName("main")).getText();
  }

  /** Waits until the page's content, or a message at its edge, says something. */
  void awaitText(String text) {
    awaitThat(
        "“" + text + "” on the page",
        () -> says(driver.findElement(By.tagName("body")).getText(), text));
  }

  /** Waits until what comes is seen as it comes. */
  Dashboard awaitConnected() {
    awaitStatus("Connected");
    return this;
  }

  /** Waits until one of the page's status lines says something. */
  void awaitStatus(String text) {
    element("a status “" + text + "”", "[role=status]", each -> says(each.getText(), text));
  }

  /** Waits until all pictures are there and nothing is loaded any more. */
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

  /** Waits until something is so; a failure says what the page showed. */
  void awaitThat(String what, java.util.concurrent.Callable<Boolean> isSo) {
    try {
      waiting(what).until(isSo);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(e.getMessage() + "; the page says\n" + text(), e);
    }
  }

  /** Errors of the console until now, which then do not fail the test. */
  List<String> console() {
    return browser.console();
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script that calls its last argument when it is done. */
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
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(100))
        .ignoreException(StaleElementReferenceException.class);
  }

  private static boolean says(String whole, String part) {
    return whole != null && whole.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
  }
}
