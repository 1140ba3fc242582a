package dev.weft.systemtests.browser;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.openqa.selenium.JavascriptExecutor;

/** Findings of axe-core in a page that make it inaccessible. */
final class Accessibility {

  private static final String SCRIPT = script();

  private static final String RUN =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ['violations'] }).then((results) => done(results.violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, help, nodes }) => `${id}: ${help}: ` + nodes.slice(0, 5).map((node) => node.html
              + ' ' + (node.any[0]?.message ?? '')).join(' | '))),
          (e) => done(['axe: ' + e]));
      """;

  private Accessibility() {}

  /** Serious and critical findings, one per rule, with the first elements. */
  static List<String> findings(JavascriptExecutor page) {
    page.executeScript("if (!window.axe) { " + SCRIPT + "; }");
    return ((List<?>) page.executeAsyncScript(RUN)).stream().map(String::valueOf).toList();
  }

  private static String script() {
    try (InputStream in = Accessibility.class.getResourceAsStream("/axe.min.js")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
