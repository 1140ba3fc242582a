package dev.weft.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.systemtests.DrawnImages;
import dev.weft.testsupport.garments.Garment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;

@InBrowser
class CreateST {
  private static final String MODEL = "two-kinds";

  @TempDir Path photos;

  @Test
  void aFolderOfFoldersBecomesAModelWhoseFirstTrainingIsAskedFor(
      BrowserScene scene, Dashboard dashboard) throws Exception {
    Map<String, Garment> garments = DrawnImages.of("created", List.of("hat", "pants"), 8);
    for (Map.Entry<String, Garment> each : garments.entrySet()) {
      Path folder = Files.createDirectories(photos.resolve(each.getValue().label()));
      Files.write(folder.resolve(each.getKey() + ".jpg"), each.getValue().jpeg());
    }
    Files.writeString(photos.resolve("hat/notes.txt"), "none");
    dashboard.open("models?create");
    dashboard.field("Name").sendKeys(MODEL);
    dashboard.driver().findElement(By.name("folder")).sendKeys(photos.toString());
    dashboard.awaitText("1 left out");
    assertThat(dashboard.text()).contains("hat", "pants");

    dashboard.button("Create and train").click();
    dashboard.awaitThat(
        "the page of its training",
        () -> dashboard.run("return location.hash").toString().startsWith("#/train/"));
    String training = dashboard.run("return location.hash.slice('#/train/'.length)").toString();
    assertThat(scene.trainings().training(training).model()).isEqualTo(MODEL);

    dashboard.open("models");
    dashboard.awaitText("Waits for its first training, which starts from imagenet.");
  }
}
