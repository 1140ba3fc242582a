package dev.weft.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.Upload;
import dev.weft.client.dataset.Dataset;
import dev.weft.systemtests.DrawnImages;
import dev.weft.testsupport.garments.Garment;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

@InBrowser
class DatasetST {
  private static final String NAME = "coats-of-north";

  @Test
  void aDataSetIsMadeByKeyboardTrainedOnAndDeleted(BrowserScene scene, Dashboard dashboard)
      throws Exception {
    label(scene);
    dashboard.open("train");

    dashboard.button("New data set").sendKeys(Keys.ENTER);
    dashboard.awaitThat("the form has the keyboard", () -> isFocused(dashboard, "Name"));
    dashboard.press(NAME);
    tags(dashboard).sendKeys("shop");
    dashboard.field("coat").sendKeys(Keys.SPACE);
    assertThat(Accessibility.findings(dashboard.driver())).as("the form").isEmpty();
    dashboard.button("Create data set").sendKeys(Keys.ENTER);
    dashboard.awaitText("must be lines of key=value, but one is shop");
    dashboard.awaitThat("what is wrong has it", () -> isFocused(dashboard, "Tags"));
    tags(dashboard).sendKeys("=north");
    dashboard.button("Create data set").sendKeys(Keys.ENTER);
    dashboard.awaitText("The data set " + NAME + " has 2 images.");
    Dataset made = scene.weft().datasets().find(NAME).orElseThrow();
    assertThat(made.images()).isEqualTo(2);
    assertThat(made.filter().labels()).containsExactly("coat");
    assertThat(made.filter().tags()).containsExactly(Map.entry("shop", "north"));

    dashboard.awaitText("2 images of " + BrowserScene.MODEL);
    dashboard.awaitText("only coat; tag shop=north");
    assertThat(Accessibility.findings(dashboard.driver())).as("the list").isEmpty();
    dashboard.button("Train on this data set, " + NAME).sendKeys(Keys.ENTER);
    dashboard.awaitThat("the form has the keyboard", () -> isFocused(dashboard, "Data set"));
    assertThat(dashboard.field("Data set").getAttribute("value")).isEqualTo(NAME);

    dashboard.button("Delete… " + NAME).sendKeys(Keys.ENTER);
    dashboard.awaitText("The 2 images and their labels stay.");
    assertThat(Accessibility.findings(dashboard.driver())).as("the question").isEmpty();
    dashboard.press(Keys.ESCAPE);
    assertThat(scene.weft().datasets().find(NAME)).isPresent();
    dashboard.button("Delete… " + NAME).sendKeys(Keys.ENTER);
    dashboard.dialogButton("Delete the data set").sendKeys(Keys.ENTER);
    dashboard.awaitText("The data set " + NAME + " is deleted.");
    dashboard.awaitThat("it is not listed", () -> !dashboard.text().contains(NAME));
    assertThat(scene.weft().datasets().find(NAME)).isEmpty();
  }

  @Test
  void itsFormFitsANarrowPhone(Dashboard dashboard) {
    dashboard.window(360, 740).open("train");

    // Pressed by the keyboard: the button may be behind the bar at the bottom, where a click would
    // miss it.
    dashboard.button("New data set").sendKeys(Keys.ENTER);
    dashboard.field("Labeled since");

    assertThat((Long) dashboard.run("return document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(360);
  }

  private static boolean isFocused(Dashboard dashboard, String field) {
    WebElement element = dashboard.driver().switchTo().activeElement();
    return element.getAccessibleName().startsWith(field);
  }

  private static WebElement tags(Dashboard dashboard) {
    return dashboard.driver().findElement(By.id("dataset-tags"));
  }

  /** Labels two coats and a cap of one shop, and a coat of another. */
  private static void label(BrowserScene scene) throws Exception {
    Iterator<Garment> garments =
        DrawnImages.of("in-a-data-set", List.of("dress", "hat"), 4).values().iterator();
    Map<String, List<String>> labels =
        Map.of("north", List.of("coat", "coat", "cap"), "south", List.of("coat"));
    for (Map.Entry<String, List<String>> shop : labels.entrySet()) {
      for (String label : shop.getValue()) {
        Upload photo = Upload.of(garments.next().jpeg()).tags(Map.of("shop", shop.getKey()));
        String id = scene.weft().images().upload(photo).id();
        scene.trainings().label(id, label);
        scene.awaitLabel(id, label);
      }
    }
  }
}
