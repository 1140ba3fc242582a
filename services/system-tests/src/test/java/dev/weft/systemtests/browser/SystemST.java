package dev.weft.systemtests.browser;

import org.junit.jupiter.api.Test;

@InBrowser
class SystemST {

  @Test
  void thePictureShowsWhoIsThereAndWhatTheyHold(Dashboard dashboard) {
    dashboard.open("system");

    dashboard.heading("Pipeline");
    dashboard.awaitText("images.uploaded");
    dashboard.awaitText("clothing:");
    dashboard.awaitText("reachable");
    dashboard.link("Metrics");
    dashboard.link("Health");
    dashboard.link("API description");
  }
}
