package dev.weft.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.systemtests.DrawnImages;
import org.junit.jupiter.api.Test;

/** Names that users choose are shown as text, even if they contain markup. */
@InBrowser
class HostileNamesST {

  private static final String MARKUP = "<img src=x onerror=window.owned=1>";
  private static final String OTHERS = "שלום 👗 " + "x".repeat(100);

  @Test
  void aFileNameIsText(Dashboard dashboard) {
    byte[] image = DrawnImages.named("hostile", 1).values().iterator().next();
    dashboard.open("live");

    LiveST.drop(dashboard, MARKUP + ".jpg", image);
    LiveST.drop(dashboard, OTHERS + ".jpg", image);

    dashboard.awaitText("2 of 2 done");
    dashboard.awaitText(MARKUP);
    dashboard.window(360, 740);
    requireNarrowAndUnharmed(dashboard);
    dashboard.link(MARKUP).click();
    dashboard.awaitText("SHA-256");
    requireNarrowAndUnharmed(dashboard);
  }

  @Test
  void aLabelIsText(BrowserScene scene, Dashboard dashboard) throws Exception {
    var images = DrawnImages.named("mislabeled", 1);
    scene.uploads().untilAcknowledged(images, java.time.Duration.ofSeconds(60));
    String id = images.keySet().iterator().next();
    scene.awaitAnswer(id);
    scene.trainings().label(id, MARKUP);

    for (String page : new String[] {"images/" + id, "label", "live"}) {
      dashboard.window(360, 740).open(page);
      dashboard.awaitText(MARKUP);
      requireNarrowAndUnharmed(dashboard);
    }
    scene.trainings().unlabel(id);
  }

  private static void requireNarrowAndUnharmed(Dashboard dashboard) {
    assertThat(dashboard.run("return window.owned ?? null")).as("code that ran").isNull();
    assertThat((Long) dashboard.run("return document.documentElement.scrollWidth"))
        .as("width on a phone")
        .isLessThanOrEqualTo(360);
  }
}
