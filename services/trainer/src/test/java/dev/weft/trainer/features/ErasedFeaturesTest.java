package dev.weft.trainer.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.events.image.ErasureSource;
import dev.weft.events.image.ImageErased;
import dev.weft.events.image.ObjectRef;
import dev.weft.features.Augmentation;
import dev.weft.features.Fakes;
import dev.weft.features.FeatureExtraction;
import dev.weft.features.FeatureSet;
import dev.weft.features.FeatureStore;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.RefusedObjects;
import dev.weft.features.StoredImages;
import dev.weft.features.StoredSegments;
import dev.weft.features.Views;
import dev.weft.objectstore.GetResult;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.trainer.labels.ErasedImages;
import dev.weft.trainer.labels.ImageDigests;
import dev.weft.trainer.retention.ErasedFeatures;
import dev.weft.xception.network.Xception;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Features of erased images that are cached between trainings, and their removal. */
class ErasedFeaturesTest {

  private static final Duration SETTLED = Duration.ofMinutes(5);

  @TempDir Path dir;
  private Instant now = Instant.EPOCH;
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final List<ImageErased> topic = new ArrayList<>();
  private final List<Map<Integer, Long>> asked = new ArrayList<>();

  private final ErasedImages erased =
      from -> {
        asked.add(from);
        int begin = from.getOrDefault(0, 0L).intValue();
        return new ErasedImages.Erasures(
            topic.subList(begin, topic.size()), Map.of(0, (long) topic.size()));
      };

  @Test
  void itsFeaturesOfEveryBaseGoAndThoseOfOthersStay() throws IOException {
    features("base", "shirt", "hat");
    features("other", "shirt");
    erase("a", sha256("shirt"));

    assertThat(erasing("here").remove()).isEqualTo(4);

    FeatureSet base = open("elsewhere", "base");
    assertThat(base.has(sha256("shirt"), Augmentation.NONE)).isFalse();
    assertThat(base.has(sha256("shirt"), Augmentation.MIRRORED)).isFalse();
    assertThat(first(base, "hat")).isEqualTo(Fakes.value("hat"));
    assertThat(base.look(sha256("hat"))).isPresent();
    assertThat(open("elsewhere", "other").has(sha256("shirt"), Augmentation.NONE)).isFalse();
    assertHoldsNowhere(sha256("shirt"));
  }

  @Test
  void anotherTrainerRemovesItsCopiesToo() throws IOException {
    features("base", "shirt", "hat");
    open("elsewhere", "base");
    erase("a", sha256("shirt"));
    erasing("here").remove();

    assertThat(erasing("elsewhere").remove()).isZero();

    assertHoldsNowhere(sha256("shirt"));
  }

  @Test
  void anImageWithoutAChecksumIsFoundByWhatWasReadOfIt() {
    features("base", "shirt");
    String lines = "a\t" + sha256("shirt") + "\nb\t" + sha256("hat") + "\n";
    store.put("weft", "features/digests.tsv", lines.getBytes(StandardCharsets.UTF_8), "text/plain");
    erase("a", null);

    assertThat(erasing("here").remove()).isEqualTo(2);

    String left =
        new String(
            ((GetResult.Found) store.get("weft", "features/digests.tsv", 10_000)).bytes(),
            StandardCharsets.UTF_8);
    assertThat(left).isEqualTo("b\t" + sha256("hat") + "\n");
  }

  @Test
  void featuresThatAreStoredAfterTheErasureAreRemovedUntilNoneCanCome() {
    ErasedFeatures here = erasing("here");
    erase("a", sha256("shirt"));
    assertThat(here.remove()).isZero();
    features("base", "shirt");
    now = now.plus(SETTLED).minusMillis(1);

    assertThat(here.remove()).isEqualTo(2);

    assertThat(asked).containsExactly(Map.of(), Map.of());
  }

  @Test
  void anErasureThatIsSettledIsNotLookedAtAgain() {
    ErasedFeatures here = erasing("here");
    erase("a", sha256("shirt"));
    here.remove();
    erase("b", sha256("hat"));
    features("base", "hat");
    now = now.plus(SETTLED);

    assertThat(here.remove()).isEqualTo(2);
    assertThat(here.remove()).isZero();
    now = now.plus(SETTLED);
    assertThat(erasing("elsewhere").remove()).isZero();

    // What was first read in the second round is settled in the fourth.
    assertThat(asked).containsExactly(Map.of(), Map.of(), Map.of(0, 1L), Map.of(0, 1L));
  }

  private ErasedFeatures erasing(String machine) {
    return new ErasedFeatures(
        store,
        "weft",
        erased,
        new ImageDigests(store, "weft", new RefusedObjects(store, "weft")),
        new FeatureStore(store, "weft", dir.resolve(machine)),
        SETTLED,
        () -> now);
  }

  private void erase(String id, String sha256) {
    topic.add(
        new ImageErased(
            id,
            new ObjectRef("weft", "uploads/" + id, 3, sha256),
            ErasureSource.REQUEST,
            null,
            Instant.EPOCH));
  }

  private void features(String base, String... texts) {
    FeatureSet set = open("here", base);
    List<Views> views = new ArrayList<>();
    for (String text : texts) {
      views.add(new Views(text, Fakes.put(store, "up/" + text, text), true, true));
    }
    ImagePass pass =
        new ImagePass(
            new StoredImages(store, new RefusedObjects(store, "weft"), 1000),
            Fakes.READER,
            Fakes.SMALL,
            8);
    new FeatureExtraction(pass, new Fakes.CornerEngine()).run(views, set, PassListener.SILENT);
  }

  private FeatureSet open(String machine, String base) {
    return new FeatureStore(store, "weft", dir.resolve(machine)).open(base, Fakes.SMALL);
  }

  private static String sha256(String text) {
    return Fakes.object("x", text).sha256();
  }

  private static float first(FeatureSet set, String text) {
    FloatBuffer features = FloatBuffer.allocate(Xception.FEATURES);
    set.read(sha256(text), Augmentation.NONE, features);
    return features.get(0);
  }

  /** Asserts that the features are neither in the bucket nor in any trainer's folder. */
  private void assertHoldsNowhere(String sha256) throws IOException {
    assertThat(StoredSegments.hold(dir, sha256)).isFalse();
  }
}
