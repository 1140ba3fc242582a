package dev.weft.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openqa.selenium.OutputType;

/** Implements {@link InBrowser}. */
final class BrowserExtension
    implements ExecutionCondition, ParameterResolver, BeforeEachCallback, AfterEachCallback {

  private static final String MISSING =
      "no browser: install Chromium and its driver, such as with"
          + " apt-get install chromium chromium-driver";
  private static final Path PICTURES = Path.of("target", "browser");

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    if (BrowserBinaries.installed().isPresent()) {
      return ConditionEvaluationResult.enabled("a browser is installed");
    }
    if ("required".equals(System.getenv("WEFT_TOOLS"))) {
      throw new IllegalStateException(MISSING + " (WEFT_TOOLS=required)");
    }
    return ConditionEvaluationResult.disabled(MISSING);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    BrowserScene scene = scene(context);
    scene.awaitReady();
    scene.relay().mend();
    scene.browser().window(1280, 900);
    scene.browser().colours("light");
    scene.browser().forget(scene.relay().endpoint().toString());
  }

  @Override
  public void afterEach(ExtensionContext context) throws IOException {
    Browser browser = scene(context).browser();
    if (context.getExecutionException().isPresent()) {
      Files.createDirectories(PICTURES);
      String name = context.getRequiredTestClass().getSimpleName() + "-" + context.getDisplayName();
      Files.write(
          PICTURES.resolve(name.replaceAll("[^A-Za-z0-9-]", "") + ".png"),
          browser.driver().getScreenshotAs(OutputType.BYTES));
      return;
    }
    assertThat(browser.console()).as("errors in the console").isEmpty();
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == BrowserScene.class || type == Dashboard.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    BrowserScene scene = scene(context);
    return parameter.getParameter().getType() == BrowserScene.class ? scene : scene.dashboard();
  }

  /** The scene, which is created on first use and closed after all tests. */
  private static BrowserScene scene(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(Namespace.create(BrowserExtension.class))
        .computeIfAbsent(
            BrowserScene.class,
            key -> new BrowserScene(BrowserBinaries.installed().orElseThrow()),
            BrowserScene.class);
  }
}
