package dev.weft.systemtests.browser;

import dev.weft.client.rollout.RolloutMetric;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.client.training.TrainingRecipe;
import dev.weft.client.training.TrainingRequest;
import dev.weft.systemtests.DrawnImages;
import dev.weft.systemtests.Recipes;
import dev.weft.testsupport.garments.Garment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.OutputType;

/**
 * Takes screenshots of every page, light and dark, on a wide screen and on a phone: {@code mvn -pl
 * services/system-tests -am verify -DskipTests -Pscreenshots}. They are written to {@code
 * target/screenshots}. The images are drawings, so that the screenshots contain no photographs.
 */
@InBrowser
class Screenshots {

  private static final Path FOLDER = Path.of("target", "screenshots");
  private static final List<String> CLASSES =
      List.of("dress", "hat", "pants", "shirt", "shoes", "skirt");
  private static final int IMAGES = 72;
  private static final String TRAINING = "autumn";
  private static final TrainingRecipe RECIPE =
      new TrainingRecipe(
          7L,
          4,
          16,
          new TrainingRecipe.Head(null, 30, null, null, null, null, null),
          new TrainingRecipe.FineTune("none", null, null, null, null, null, null),
          1.0,
          null,
          true,
          null,
          null);
  private static final RolloutPolicy POLICY =
      Recipes.policy(
          RolloutStrategy.CANARY,
          List.of(RolloutStep.weight(25), RolloutStep.untilResumed()),
          Recipes.condition(RolloutMetric.FAILURE_RATE, "value <= 0.05"),
          Recipes.condition(RolloutMetric.ACCURACY, "difference >= -0.1"));

  /** Loads the pictures below the window, which are fetched when they are scrolled to. */
  private static final String PICTURES =
      "return [...document.images].every("
          + "one => one.complete || one.getBoundingClientRect().top > innerHeight)";

  @Test
  void picturesOfEveryPage(BrowserScene scene, Dashboard dashboard) throws Exception {
    Map<String, Garment> garments = DrawnImages.of("drawing", CLASSES, IMAGES);
    upload(scene, garments);
    label(scene, garments, IMAGES * 2 / 3);
    scene.rollouts().policy(POLICY);
    scene.trainings().request(TRAINING, new TrainingRequest(null, null, null, RECIPE, null));
    scene.trainings().awaitEnd(TRAINING);
    upload(scene, DrawnImages.of("later", CLASSES, IMAGES));

    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("live", "live");
    pages.put("image", "images/" + garments.keySet().iterator().next());
    pages.put("label", "label");
    pages.put("train", "train");
    pages.put("training", "train/" + TRAINING);
    pages.put("model", "models/" + BrowserScene.MODEL);
    pages.put("version", "models/" + BrowserScene.MODEL + "/2");
    pages.put("system", "system");
    Files.createDirectories(FOLDER);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      picture(dashboard, page.getKey(), page.getValue());
    }
  }

  private static void upload(BrowserScene scene, Map<String, Garment> garments) throws Exception {
    Map<String, byte[]> files = new LinkedHashMap<>();
    garments.forEach((id, garment) -> files.put(id, garment.jpeg()));
    files.put("notes-" + garments.size(), "no image".getBytes(StandardCharsets.UTF_8));
    scene.uploads().untilAcknowledged(files, Duration.ofMinutes(2));
    for (String id : garments.keySet()) {
      scene.awaitAnswer(id);
    }
  }

  private static void label(BrowserScene scene, Map<String, Garment> garments, int count)
      throws IOException {
    for (String id : garments.keySet().stream().limit(count).toList()) {
      scene.trainings().label(id, garments.get(id).label());
    }
  }

  private static void picture(Dashboard dashboard, String name, String page) throws IOException {
    for (String colours : List.of("light", "dark")) {
      dashboard.colours(colours);
      for (int width : new int[] {1280, 390}) {
        dashboard.window(width, width == 390 ? 844 : 900).open(page).settle();
        dashboard.awaitThat("its pictures are there", () -> (Boolean) dashboard.run(PICTURES));
        Path file = FOLDER.resolve("%s-%s-%d.png".formatted(name, colours, width));
        Files.write(file, dashboard.driver().getScreenshotAs(OutputType.BYTES));
        System.out.printf("%s: %d kB%n", file, Files.size(file) / 1000);
      }
    }
  }
}
