package dev.weft.systemtests.browser;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.systemtests.DrawnImages;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

@InBrowser
class LabelST {

  /** The first of the starter model's classes, which is assigned the key 1. */
  private static final String FIRST_CLASS = "dress";

  @Test
  void theKeyboardAloneLabelsAcceptsAndTakesBack(BrowserScene scene, Dashboard dashboard)
      throws Exception {
    Map<String, byte[]> images = DrawnImages.named("by-keyboard", 3);
    scene.uploads().untilAcknowledged(images, TIMEOUT);
    for (String id : images.keySet()) {
      scene.awaitAnswer(id);
    }
    dashboard.open("label");

    String first = asked(dashboard);
    dashboard.press("1");
    dashboard.awaitText("1 labeled by you");
    scene.awaitLabel(first, FIRST_CLASS);

    String second = asked(dashboard);
    assertThat(second).isNotEqualTo(first);
    dashboard.press(Keys.ENTER);
    dashboard.awaitText("2 labeled by you");
    scene.awaitLabel(second, scene.predicted(second));

    dashboard.press("z");
    dashboard.awaitText("1 labeled by you");
    scene.awaitLabel(second, null);
    assertThat(asked(dashboard)).isEqualTo(second);
  }

  /** The image that is shown for labeling. */
  private static String asked(Dashboard dashboard) {
    dashboard.button("Skip");
    String link =
        (String)
            dashboard.run(
                "return document.querySelector('main a[href^=\"#/images/\"]').getAttribute('href')");
    return link.substring("#/images/".length());
  }
}
