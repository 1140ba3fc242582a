package dev.weft.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.features.FeatureExtraction.Extraction;
import dev.weft.objectstore.MemoryObjectStore;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeatureExtractionTest {
  @TempDir Path dir;
  private final MemoryObjectStore store = new MemoryObjectStore();
  private final Fakes.CornerEngine engine = new Fakes.CornerEngine();
  private final FeatureExtraction extraction = extraction(engine);

  @Test
  void givesTheFeaturesOfEachImageAndOfItsFlip() {
    FeatureSet set = open("here");
    extraction.run(images(0, 700, true), set, PassListener.SILENT);
    assertThat(engine.images).hasValue(1400);
    for (int i = 0; i < 700; i++) {
      String text = "image " + i;
      assertThat(first(set, text, false)).isEqualTo(Fakes.value(text));
      assertThat(first(set, text, true)).isEqualTo(-Fakes.value(text));
    }
  }

  @Test
  void onlyNewImagesPassThroughTheBaseWhoeverComesLater() {
    extraction.run(images(0, 600, true), open("here"), PassListener.SILENT);
    FeatureSet elsewhere = open("elsewhere");
    Extraction second = extraction.run(images(0, 650, true), elsewhere, PassListener.SILENT);
    assertThat(second.images()).isEqualTo(50);
    assertThat(engine.images).hasValue(1300);
    assertThat(first(elsewhere, "image 3", true)).isEqualTo(-Fakes.value("image 3"));
    assertThat(elsewhere.look(Fakes.object("x", "image 3").sha256())).isPresent();
  }

  @Test
  void aFlipThatIsWantedLaterIsComputedAlone() {
    FeatureSet set = open("here");
    extraction.run(images(0, 10, false), set, PassListener.SILENT);
    extraction.run(images(0, 10, true), set, PassListener.SILENT);
    assertThat(engine.images).hasValue(20);
    assertThat(first(set, "image 7", true)).isEqualTo(-Fakes.value("image 7"));
  }

  @Test
  void cropsPassAfterTheImagesThemselvesAndOnce() {
    FeatureSet set = open("here");
    List<Augmentation> all = Augmentation.of(true, 3);
    List<Views> wanted = images(0, 10, true).stream().map(views -> views.shown(all)).toList();
    List<Integer> done = new ArrayList<>();

    Extraction first =
        extraction.run(
            wanted,
            set,
            (images, total) -> {
              assertThat(total).isEqualTo(10);
              done.add(images);
            });
    Extraction again = extraction.run(wanted, open("elsewhere"), PassListener.SILENT);

    assertThat(first.images()).isEqualTo(10);
    assertThat(again.images()).isZero();
    assertThat(engine.images).hasValue(10 * all.size());
    assertThat(done).isSorted().endsWith(10);
    assertThat(wanted)
        .allMatch(v -> all.stream().allMatch(shown -> set.has(v.object().sha256(), shown)));
  }

  @Test
  void cropsThatAreWantedLaterAreComputedAlone() {
    FeatureSet set = open("here");
    extraction.run(images(0, 10, true), set, PassListener.SILENT);
    List<Views> wanted =
        images(0, 10, true).stream().map(v -> v.shown(Augmentation.of(true, 1))).toList();
    assertThat(extraction.run(wanted, set, PassListener.SILENT).images()).isEqualTo(10);
    assertThat(engine.images).hasValue(30);
  }

  @Test
  void unreadableImagesAreNamedAndTheOthersGoOn() {
    List<Views> wanted = new ArrayList<>(images(0, 20, true));
    wanted.add(3, views("broken", Fakes.put(store, "broken", "a bad one")));
    wanted.add(9, views("gone", Fakes.object("gone", "never put")));
    store.objects().put("changed", new byte[] {1});
    wanted.add(views("changed", Fakes.object("changed", "as it was")));
    FeatureSet set = open("here");
    Extraction done = extraction.run(wanted, set, PassListener.SILENT);
    assertThat(done.unreadable()).hasSize(3).containsEntry("broken", "the bytes are no image");
    assertThat(done.unreadable().get("gone")).isEqualTo("gone no longer exists in the store");
    assertThat(done.unreadable().get("changed")).contains("changed has changed");
    assertThat(images(0, 20, true))
        .allMatch(v -> set.has(v.object().sha256(), Augmentation.MIRRORED));
  }

  @Test
  void theSameBytesPassOnceAndFromWhereTheyStillAre() {
    FeatureSet set = open("here");
    List<Views> wanted =
        List.of(
            views("a", Fakes.object("deleted", "same")),
            views("b", Fakes.put(store, "kept", "same")),
            views("c", Fakes.put(store, "kept too", "same")));
    Extraction done = extraction.run(wanted, set, PassListener.SILENT);
    assertThat(done.unreadable()).containsOnlyKeys("a");
    assertThat(engine.images).hasValue(2);
    assertThat(first(set, "same", false)).isEqualTo(Fakes.value("same"));
  }

  @Test
  void aDamagedSegmentIsComputedAgain() {
    extraction.run(images(0, 5, true), open("here"), PassListener.SILENT);
    String key = store.objects().firstEntry().getKey();
    assertThat(key).startsWith("features/base/71x71-stretch-minus_one_to_one/");
    store.objects().get(key)[100] ^= 1;
    FeatureSet elsewhere = open("elsewhere");
    assertThat(elsewhere.has(Fakes.object("x", "image 1").sha256(), Augmentation.NONE)).isFalse();
    assertThat(extraction.run(images(0, 5, true), elsewhere, PassListener.SILENT).images())
        .isEqualTo(5);
  }

  @Test
  void whatWasDoneBeforeACancellationIsKept() {
    FeatureSet set = open("here");
    assertThatThrownBy(
            () ->
                extraction.run(
                    images(0, 100, true),
                    set,
                    (done, total) -> {
                      if (done >= 50) {
                        throw new CancellationException("no longer wanted");
                      }
                    }))
        .isInstanceOf(CancellationException.class);
    int kept = engine.images.get();
    assertThat(kept).isBetween(100, 199);
    extraction.run(images(0, 100, true), open("elsewhere"), PassListener.SILENT);
    assertThat(engine.images).hasValue(200);
  }

  @Test
  void aFailingEngineEndsThePassWithItsFailure() {
    FeatureExtraction failing =
        extraction(
            new Fakes.CornerEngine() {
              @Override
              public float[][] features(FloatBuffer batch, int n) {
                throw new IllegalStateException("no memory");
              }
            });
    assertThatThrownBy(() -> failing.run(images(0, 100, true), open("here"), PassListener.SILENT))
        .hasMessage("no memory");
  }

  private FeatureExtraction extraction(Fakes.CornerEngine by) {
    return new FeatureExtraction(
        new ImagePass(
            new StoredImages(store, new RefusedObjects(store, "weft"), 1000),
            Fakes.READER,
            Fakes.SMALL,
            8),
        by);
  }

  private FeatureSet open(String machine) {
    return new FeatureStore(store, "weft", dir.resolve(machine)).open("base", Fakes.SMALL);
  }

  private List<Views> images(int from, int to, boolean flipped) {
    List<Views> images = new ArrayList<>();
    for (int i = from; i < to; i++) {
      images.add(new Views("id" + i, Fakes.put(store, "up/" + i, "image " + i), true, flipped));
    }
    return images;
  }

  private static Views views(String id, dev.weft.features.ImageObject object) {
    return new Views(id, object, true, true);
  }

  private static float first(FeatureSet set, String text, boolean flipped) {
    FloatBuffer features = FloatBuffer.allocate(Segment.FLOATS);
    set.read(
        Fakes.object("x", text).sha256(),
        flipped ? Augmentation.MIRRORED : Augmentation.NONE,
        features);
    assertThat(features.hasRemaining()).isFalse();
    return features.get(Segment.FLOATS - 1);
  }
}
