package dev.weft.systemtests.browser;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.systemtests.DrawnImages;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

@InBrowser
class LiveST {

  /** Drops a file with these bytes (base 64) and this name on the page. */
  static final String DROP =
      """
      const bytes = Uint8Array.from(atob(arguments[0]), (c) => c.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], arguments[1], { type: 'image/jpeg' }));
      for (const name of ['dragover', 'drop']) {
        document.querySelector('main').dispatchEvent(
            new DragEvent(name, { dataTransfer, bubbles: true, cancelable: true }));
      }
      """;

  @Test
  void aDroppedImageIsUploadedAndItsAnswerAppears(Dashboard dashboard) {
    dashboard.open("live");

    drop(dashboard, "dropped.jpg", drawn("dropped"));

    dashboard.awaitText("1 of 1 done");
    dashboard.link("dropped.jpg").click();
    dashboard.heading("dropped.jpg");
    // Any version may serve, since another test may have promoted one.
    dashboard.awaitText("clothing:");
  }

  @Test
  void aFileThatIsNoImageIsRejectedWithWhatToDo(Dashboard dashboard) {
    dashboard.open("live");

    drop(dashboard, "notes.jpg", "these are notes".getBytes());

    dashboard.awaitText("1 rejected");
    dashboard.awaitText("not an image");
    // The page requests a preview until it learns that the file is not an image.
    assertThat(dashboard.console()).allMatch(line -> line.contains("/preview"));
  }

  @Test
  void anImageThatSomebodyElseSendsAppearsWithoutAReload(BrowserScene scene, Dashboard dashboard)
      throws Exception {
    dashboard.open("live").awaitConnected();
    dashboard.run("window.isTheSamePage = true");

    scene.uploads().untilAcknowledged(Map.of("from-elsewhere", drawn("elsewhere")), TIMEOUT);

    dashboard.awaitText("from-elsewhere");
    assertThat(dashboard.run("return window.isTheSamePage")).isEqualTo(true);
  }

  @Test
  void whatHappenedWhileTheConnectionWasLostAppearsWhenItIsBack(
      BrowserScene scene, Dashboard dashboard) throws Exception {
    dashboard.open("live").awaitConnected();
    scene.uploads().untilAcknowledged(Map.of("before-the-cut", drawn("cut")), TIMEOUT);
    dashboard.awaitText("before-the-cut");

    scene.relay().cut();
    dashboard.awaitStatus("Connection lost");
    scene.uploads().untilAcknowledged(Map.of("during-the-cut", drawn("cut")), TIMEOUT);
    scene.awaitAnswer("during-the-cut");
    scene.relay().mend();

    dashboard.awaitConnected();
    dashboard.awaitText("during-the-cut");
    assertThat(dashboard.console()).allMatch(line -> line.contains("net::ERR"));
  }

  @Test
  void aStreamThatHadSaidNothingYetGoesOnFromWhereItBegan(BrowserScene scene, Dashboard dashboard)
      throws Exception {
    dashboard.open("system").driver().navigate().refresh();
    dashboard.open("live").awaitConnected();

    scene.relay().cut();
    dashboard.awaitStatus("Connection lost");
    scene.uploads().untilAcknowledged(Map.of("while-nobody-listened", drawn("cut")), TIMEOUT);
    scene.awaitAnswer("while-nobody-listened");
    scene.relay().mend();
    // A browser fires this event when the network is back; the page then reconnects.
    dashboard.run("dispatchEvent(new Event('online'))");

    dashboard.awaitConnected();
    dashboard.awaitText("while-nobody-listened");
    assertThat(dashboard.console()).allMatch(line -> line.contains("net::ERR"));
  }

  @Test
  void aFilterIsPartOfTheAddress(BrowserScene scene, Dashboard dashboard) throws Exception {
    scene.uploads().untilAcknowledged(Map.of("filtered", drawn("filtered")), TIMEOUT);
    scene.awaitAnswer("filtered");

    dashboard.open("live?state=rejected");

    dashboard.awaitThat("no answered image", () -> !dashboard.text().contains("filtered"));
    dashboard.button("Clear").click();
    dashboard.awaitText("filtered");
    assertThat(dashboard.driver().getCurrentUrl()).doesNotContain("state=");
  }

  static void drop(Dashboard dashboard, String name, byte[] bytes) {
    dashboard.run(DROP, Base64.getEncoder().encodeToString(bytes), name);
  }

  private static byte[] drawn(String name) {
    return DrawnImages.named(name, 1).values().iterator().next();
  }
}
