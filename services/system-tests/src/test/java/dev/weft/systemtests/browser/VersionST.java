package dev.weft.systemtests.browser;

import static dev.weft.testsupport.TestTimeout.TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.client.rollout.RolloutPhase;
import dev.weft.client.rollout.RolloutPolicy;
import dev.weft.client.rollout.RolloutState;
import dev.weft.client.rollout.RolloutStep;
import dev.weft.client.rollout.RolloutStrategy;
import dev.weft.client.training.Training;
import dev.weft.systemtests.DrawnImages;
import dev.weft.systemtests.RolloutApi;
import dev.weft.testsupport.garments.Garment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** From labels to a version that serves, through the dashboard. */
@InBrowser
class VersionST {

  private static final int IMAGES = 24;
  private static final List<String> CLASSES = List.of("dress", "hat", "pants");

  private static final String WAITING = "this step waits for a manual decision";

  /** Waits for an approval, whatever the figures are. */
  private static final RolloutPolicy POLICY =
      new RolloutPolicy(
          null,
          RolloutStrategy.CANARY,
          List.of(RolloutStep.weight(50), RolloutStep.untilResumed()),
          new RolloutPolicy.Analysis(null, null, List.of()),
          null,
          null);

  @Test
  void aVersionIsTrainedPromotedAndNamedAndTheOneBeforeTriedAgainAndGivenUp(
      BrowserScene scene, Dashboard dashboard) throws Exception {
    label(scene);
    scene.rollouts().policy(POLICY);

    String training = askForATraining(dashboard);
    Training end = scene.trainings().awaitEnd(training);
    dashboard.awaitText("published");
    int version = end.version();
    int before = scene.rollouts().state().serving();
    assertThat(version).isGreaterThan(before);
    evaluate(dashboard);
    assertThat(Accessibility.findings(dashboard.driver())).as("a report").isEmpty();

    dashboard.open("models/" + BrowserScene.MODEL);
    // Wait until the page shows this state: an order is for the state that the operator sees, and
    // if the policy advances meanwhile, the page asks the operator to look again.
    dashboard.awaitText(WAITING);
    order(dashboard, "Promote");
    dashboard.awaitText("Version " + version + " serves now");
    awaitState(scene, "version " + version + " serves", s -> isSettled(s, version));

    nameAVersion(scene, dashboard, version, before);

    order(dashboard, "Start a rollout");
    dashboard.awaitText(WAITING);
    awaitState(scene, "a paused rollout of " + before, s -> isPaused(s, before));
    assertThat(Accessibility.findings(dashboard.driver())).as("a rollout").isEmpty();
    order(dashboard, "Abort");
    dashboard.awaitText("Version " + before + " was given up");
    awaitState(scene, "version " + version + " serves alone", s -> isSettled(s, version));
  }

  private static void label(BrowserScene scene) throws Exception {
    Map<String, Garment> garments = DrawnImages.of("to-learn", CLASSES, IMAGES);
    Map<String, byte[]> files = new LinkedHashMap<>();
    garments.forEach((id, garment) -> files.put(id, garment.jpeg()));
    scene.uploads().untilAcknowledged(files, TIMEOUT);
    for (Map.Entry<String, Garment> image : garments.entrySet()) {
      scene.trainings().label(image.getKey(), image.getValue().label());
    }
  }

  /** Requests a training and returns its id, which is then in the page's address. */
  private static String askForATraining(Dashboard dashboard) {
    dashboard.open("train");
    dashboard.field("Freeze epochs").sendKeys("2");
    dashboard.field("Fine-tune from").sendKeys("none");
    dashboard.disclosure("More settings").click();
    dashboard.field("Least images of a class").sendKeys("2");
    dashboard.field("Gate margin").sendKeys("1");
    dashboard.button("Start training").click();
    dashboard.heading("Training of " + BrowserScene.MODEL);
    return dashboard.driver().getCurrentUrl().replaceAll(".*/train/", "");
  }

  /** Moves the threshold by keyboard: figures, matrix and the announced text follow. */
  private static void evaluate(Dashboard dashboard) {
    dashboard.heading("Evaluation");
    WebElement threshold = dashboard.field("Confidence threshold");
    assertThat(threshold.getAttribute("aria-valuetext")).startsWith("0 %: precision ");
    dashboard.awaitText("Confusion matrix at 0 %");

    threshold.sendKeys(Keys.END);
    dashboard.awaitText("Confusion matrix at 100 %");
    threshold.sendKeys(Keys.ARROW_LEFT);
    dashboard.awaitText("Confusion matrix at 99 %");
    assertThat(threshold.getAttribute("aria-valuetext")).startsWith("99 %: ");

    dashboard.field("Class").sendKeys(CLASSES.get(1));
    dashboard.awaitText("images show it");
  }

  /** Assigns, moves and removes an alias, the last two by keyboard. */
  private static void nameAVersion(
      BrowserScene scene, Dashboard dashboard, int version, int before) {
    dashboard.button("Add an alias").click();
    dashboard.field("Alias").sendKeys("champion");
    dashboard.awaitText("champion follows what serves by itself");
    dashboard.field("Alias").sendKeys(Keys.chord(Keys.CONTROL, "a"), "stable");
    dashboard.awaitText("Version " + version + " is called stable");
    dashboard.dialogButton("Add").click();
    awaitState(scene, "stable is " + version, s -> alias(s, "stable") == version);

    dashboard.button("Move… stable").sendKeys(Keys.ENTER);
    dashboard.awaitText("moves from version " + version + " to version " + before);
    assertThat(Accessibility.findings(dashboard.driver())).as("a name's dialog").isEmpty();
    dashboard.dialogButton("Move").sendKeys(Keys.ENTER);
    awaitState(scene, "stable is " + before, s -> alias(s, "stable") == before);

    dashboard.button("Remove… stable").sendKeys(Keys.ENTER);
    dashboard.awaitText("Version " + before + " is no longer called stable");
    dashboard.dialogButton("Remove").sendKeys(Keys.ENTER);
    awaitState(scene, "nothing is stable", s -> alias(s, "stable") == 0);
  }

  private static int alias(RolloutState state, String name) {
    return state.aliases().getOrDefault(name, 0);
  }

  private static void order(Dashboard dashboard, String action) {
    WebElement button = dashboard.button(action);
    // It may be behind the page's header after earlier scrolling.
    dashboard.run("arguments[0].scrollIntoView({block: 'center'})", button);
    button.click();
    dashboard.dialogButton(action).click();
  }

  private static void awaitState(BrowserScene scene, String what, Predicate<RolloutState> wanted) {
    scene.rollouts().awaitState(what, TIMEOUT, wanted);
  }

  private static boolean isPaused(RolloutState state, int candidate) {
    return RolloutApi.isRollingOut(state, candidate)
        && state.rollout().phase() == RolloutPhase.PAUSED;
  }

  private static boolean isSettled(RolloutState state, int serving) {
    return RolloutApi.isServing(state, serving) && state.rollout() == null;
  }
}
