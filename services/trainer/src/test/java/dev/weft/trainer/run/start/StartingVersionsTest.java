package dev.weft.trainer.run.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.ModelRef;
import dev.weft.events.training.TrainingBase;
import dev.weft.events.training.TrainingRecipe;
import dev.weft.events.training.TrainingRequested;
import dev.weft.events.training.TrainingTrigger;
import dev.weft.modelstore.DeclaredModel;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.trainer.recipe.Recipe;
import dev.weft.trainer.run.Drafts;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartingVersionsTest {
  @TempDir Path dir;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final ModelStore models = new ModelStore(store, "weft");
  private OptionalInt rollout = OptionalInt.empty();
  private final StartingVersions versions = of("clothing");
  private Drafts drafts;

  @BeforeEach
  void drafts() {
    drafts = new Drafts(dir);
  }

  @Test
  void theNewestServesAndIsFollowedIfNobodySaysOtherwise() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    assertThat(versions.serving()).hasValue(2);
    assertThat(versions.parent(request(null), 2)).isEqualTo(2);
    assertThat(versions.parent(request(1), 2)).isEqualTo(1);
  }

  @Test
  void whatARolloutSaysServesAndNotAVersionThatWasRolledBack() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    rollout = OptionalInt.of(1);
    assertThat(versions.serving()).hasValue(1);
    assertThat(versions.parent(request(null), 1)).isEqualTo(1);
  }

  @Test
  void trainingStartsFromTheImportedVersionThatTheParentGoesBackTo() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    models.publish(drafts.trained("clothing:2"));
    models.publish(drafts.imported());
    assertThat(versions.base(Recipe.DEFAULT, 3)).isEqualTo(version(1));
    assertThat(versions.base(Recipe.DEFAULT, 4)).isEqualTo(version(4));
  }

  @Test
  void orFromTheParentItselfIfThatIsAskedFor() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    var wish = new TrainingRecipe(null, null, null, null, null, null, "parent", null, null, null);
    assertThat(versions.base(Recipe.DEFAULT.with(wish), 2)).isEqualTo(version(2));
  }

  @Test
  void theOldestThatIsLeftIsTheRootWhereAnAncestorWasRemoved() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    models.publish(drafts.trained("clothing:2"));
    store.objects().remove("models/clothing/1/manifest.json");
    assertThat(versions.base(Recipe.DEFAULT, 3)).isEqualTo(version(2));
  }

  @Test
  void theLineGoesOnThroughVersionsThatWereRemoved() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    models.publish(drafts.trained("clothing:2"));
    models.remove("clothing", 2);
    assertThat(versions.base(Recipe.DEFAULT, 3)).isEqualTo(version(1));
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThat(versions.serving()).isEmpty();
    assertThatThrownBy(() -> versions.first(request(null)))
        .isInstanceOf(TrainingImpossibleException.class)
        .hasMessageContaining("clothing has no version")
        .hasMessageContaining("specify a base, such as imagenet");
    models.publish(drafts.imported());
    assertThatThrownBy(() -> versions.parent(request(7), 1))
        .isInstanceOf(TrainingImpossibleException.class)
        .hasMessage("the parent clothing:7 is not published; published versions are [1]");
  }

  @Test
  void aFirstTrainingStartsFromTheBundledBaseWhichIsImportedOnce() {
    assertThat(of("tops").first(first("imagenet"))).containsExactly(new ModelRef("imagenet", 1));
    assertThat(of("tops").first(first("imagenet:1"))).containsExactly(new ModelRef("imagenet", 1));
  }

  @Test
  void theBundledBaseHasTheNameThatRequestsCallItBy() {
    assertThat(BundledBase.NAME).isEqualTo(TrainingBase.IMAGENET.toString());
  }

  @Test
  void orFromAVersionOfAnotherModel() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    assertThat(of("tops").first(first("clothing"))).containsExactly(version(2));
    assertThat(of("tops").first(first("clothing:1"))).containsExactly(version(1));
    assertThatThrownBy(() -> of("tops").first(first("clothing:9")))
        .isInstanceOf(TrainingImpossibleException.class)
        .hasMessage(
            "the base clothing:9 does not exist; available are imagenet, and the versions of [clothing]");
  }

  @Test
  void orFromWhatWasSaidWhenTheModelWasCreated() throws IOException {
    models.publish(drafts.imported());
    models.declarations().declare(new DeclaredModel("tops", "clothing:1", Instant.now()));
    assertThat(of("tops").first(first(null))).containsExactly(version(1));
    assertThat(of("tops").first(first("imagenet"))).containsExactly(new ModelRef("imagenet", 1));
  }

  @Test
  void whereItIsLeftOpenTheBundledBaseAndTheDefaultModelAreTried() throws IOException {
    assertThat(of("tops").first(first("auto"))).containsExactly(new ModelRef("imagenet", 1));
    models.publish(drafts.imported());
    assertThat(of("tops").first(first("auto")))
        .containsExactly(new ModelRef("imagenet", 1), version(1));
  }

  @Test
  void laterTrainingsGoBackToTheSameBase() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    models.publish(drafts.trained("tops", "clothing:2"));
    models.publish(drafts.trained("tops", "tops:1"));
    assertThat(of("tops").base(Recipe.DEFAULT, 2)).isEqualTo(version(2));
  }

  @Test
  void aModelThatHasAVersionTakesNoBase() throws IOException {
    models.publish(drafts.imported());
    assertThatThrownBy(() -> versions.parent(first("imagenet"), 1))
        .isInstanceOf(TrainingImpossibleException.class)
        .hasMessageContaining("omit the base imagenet");
  }

  private StartingVersions of(String model) {
    return new StartingVersions(models, asked -> rollout, model, "clothing", () -> 1);
  }

  private static ModelRef version(int number) {
    return new ModelRef("clothing", number);
  }

  private static TrainingRequested first(String base) {
    return new TrainingRequested(
        "t", "tops", TrainingTrigger.PERSON, null, base, null, Instant.now());
  }

  private static TrainingRequested request(Integer parent) {
    return new TrainingRequested(
        "t", "clothing", TrainingTrigger.PERSON, parent, null, Instant.now());
  }
}
