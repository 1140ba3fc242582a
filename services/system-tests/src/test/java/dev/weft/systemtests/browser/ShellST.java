package dev.weft.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

@InBrowser
class ShellST {

  @ParameterizedTest
  @ValueSource(strings = {"Live", "Label", "Train", "Models", "System"})
  void eachPageOpensByItsLink(String page, Dashboard dashboard) {
    dashboard.open(page.equals("Live") ? "models" : "live");

    dashboard.link(page).click();

    dashboard.heading(page);
    assertThat(dashboard.title()).startsWith(page);
    assertThat(dashboard.link(page).getAttribute("aria-current")).isEqualTo("page");
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "label", "train", "models", "system"})
  void noPageKeepsAnybodyOut(String page, Dashboard dashboard) {
    for (String colours : new String[] {"light", "dark"}) {
      dashboard.colours(colours).open(page);
      assertThat(Accessibility.findings(dashboard.driver())).as("%s, %s", page, colours).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"live", "label", "train", "models", "system"})
  void aPageFitsANarrowPhone(String page, Dashboard dashboard) {
    dashboard.window(360, 740).open(page);

    assertThat((Long) dashboard.run("return document.documentElement.scrollWidth"))
        .as("width of %s", page)
        .isLessThanOrEqualTo(360);
  }

  @Test
  void theKeyboardAloneSkipsTheNavigation(Dashboard dashboard) {
    dashboard.open("system");

    dashboard.tabTo("Skip to content");
    dashboard.press(Keys.ENTER);

    assertThat(dashboard.driver().switchTo().activeElement().getTagName()).isEqualTo("main");
  }

  @Test
  void coloursThatWereChosenStay(Dashboard dashboard) {
    dashboard.open("live");
    String light = ground(dashboard);

    dashboard.button("Colours: auto").click();
    dashboard.button("Colours: light").click();
    dashboard.button("Colours: dark");
    String dark = ground(dashboard);
    dashboard.driver().navigate().refresh();

    dashboard.button("Colours: dark");
    assertThat(dark).isNotEqualTo(light);
    assertThat(ground(dashboard)).isEqualTo(dark);
  }

  private static String ground(Dashboard dashboard) {
    return (String) dashboard.run("return getComputedStyle(document.body).backgroundColor");
  }
}
