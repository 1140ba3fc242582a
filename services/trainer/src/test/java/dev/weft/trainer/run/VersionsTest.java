package dev.weft.trainer.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.events.TrainingRecipe;
import dev.weft.events.TrainingRequested;
import dev.weft.events.TrainingTrigger;
import dev.weft.modelstore.ModelStore;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.trainer.recipe.Recipe;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VersionsTest {
  @TempDir Path dir;

  private final MemoryObjectStore store = new MemoryObjectStore();
  private final ModelStore models = new ModelStore(store, "weft");
  private OptionalInt rollout = OptionalInt.empty();
  private final Versions versions = new Versions(models, model -> rollout, "clothing");
  private Drafts drafts;

  @BeforeEach
  void drafts() {
    drafts = new Drafts(dir);
  }

  @Test
  void theNewestServesAndIsFollowedIfNobodySaysOtherwise() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    assertThat(versions.serving()).isEqualTo(2);
    assertThat(versions.parent(request(null), 2)).isEqualTo(2);
    assertThat(versions.parent(request(1), 2)).isEqualTo(1);
  }

  @Test
  void whatARolloutSaysServesAndNotAVersionThatWasRolledBack() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    rollout = OptionalInt.of(1);
    assertThat(versions.serving()).isEqualTo(1);
    assertThat(versions.parent(request(null), versions.serving())).isEqualTo(1);
  }

  @Test
  void trainingStartsFromTheImportedVersionThatTheParentGoesBackTo() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    models.publish(drafts.trained("clothing:2"));
    models.publish(drafts.imported());
    assertThat(versions.base(Recipe.DEFAULT, 3)).isEqualTo(1);
    assertThat(versions.base(Recipe.DEFAULT, 4)).isEqualTo(4);
  }

  @Test
  void orFromTheParentItselfIfThatIsAskedFor() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    var wish = new TrainingRecipe(null, null, null, null, null, null, "parent", null);
    assertThat(versions.base(Recipe.DEFAULT.with(wish), 2)).isEqualTo(2);
  }

  @Test
  void theOldestThatIsLeftIsTheRootWhereAnAncestorWasRemoved() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    models.publish(drafts.trained("clothing:2"));
    store.objects().remove("models/clothing/1/manifest.json");
    assertThat(versions.base(Recipe.DEFAULT, 3)).isEqualTo(2);
  }

  @Test
  void theLineGoesOnThroughVersionsThatWereRemoved() throws IOException {
    models.publish(drafts.imported());
    models.publish(drafts.trained("clothing:1"));
    models.publish(drafts.trained("clothing:2"));
    models.remove("clothing", 2);
    assertThat(versions.base(Recipe.DEFAULT, 3)).isEqualTo(1);
  }

  @Test
  void saysWhatIsMissing() throws IOException {
    assertThatThrownBy(versions::serving)
        .isInstanceOf(Impossible.class)
        .hasMessageContaining("clothing has no version");
    models.publish(drafts.imported());
    assertThatThrownBy(() -> versions.parent(request(7), 1))
        .isInstanceOf(Impossible.class)
        .hasMessage("the parent clothing:7 is not published; there are [1]");
  }

  private static TrainingRequested request(Integer parent) {
    return new TrainingRequested(
        "t", "clothing", TrainingTrigger.PERSON, parent, null, Instant.now());
  }
}
