package dev.weft.trainer.phase.finetune;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weft.base.Sha256;
import dev.weft.features.ImageObject;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.RefusedObjects;
import dev.weft.features.StoredImages;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.Preprocessing;
import dev.weft.imaging.Resize;
import dev.weft.imaging.Scaling;
import dev.weft.objectstore.MemoryObjectStore;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import dev.weft.trainer.dataset.Sample;
import dev.weft.trainer.dataset.Split;
import dev.weft.trainer.phase.Starter;
import dev.weft.trainer.phase.finetune.Activations.Pick;
import dev.weft.xception.training.Cut;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ActivationsTest {
  private static final Preprocessing SMALL =
      new Preprocessing(71, 71, Resize.STRETCH, Scaling.MINUS_ONE_TO_ONE);

  private final MemoryObjectStore store = new MemoryObjectStore();

  @TempDir Path directory;

  @Test
  void anImageThatIsAskedForTwiceTakesNoOthersPlace() throws Exception {
    Pick hat = new Pick(sample("hat"), false);
    Pick mirrored = new Pick(hat.sample(), true);
    Pick shoes = new Pick(sample("shoes"), false);
    try (Activations cached = activations(1 << 30);
        Activations computed = activations(0)) {
      cached.fill(List.of(hat, hat, mirrored, shoes), PassListener.SILENT);

      for (Pick pick : List.of(hat, mirrored, shoes)) {
        assertThat(read(cached, pick))
            .as("%s", pick)
            // The cache stores half-precision values.
            .containsExactly(read(computed, pick), Offset.offset(2e-2f));
      }
      assertThat(read(cached, mirrored)).isNotEqualTo(read(cached, hat));
    }
  }

  private Sample sample(String label) {
    Garment garment = Garments.seeded(3).draw(label, 0);
    byte[] bytes = garment.jpeg();
    store.put("weft", garment.name(), bytes, "image/jpeg");
    return new Sample(
        garment.name(),
        new ImageObject("weft", garment.name(), bytes.length, Sha256.hex(bytes)),
        0,
        Split.TRAIN);
  }

  private Activations activations(long cacheBytes) throws Exception {
    ImagePass pass =
        new ImagePass(
            new StoredImages(store, new RefusedObjects(store, "weft"), 1 << 20),
            ImageReaders.create(DecodeLimits.DEFAULT),
            SMALL,
            8);
    return new Activations(
        Starter.weights(directory), Cut.before("block14"), pass, directory, 10, cacheBytes);
  }

  private static float[] read(Activations activations, Pick pick) {
    FloatBuffer values = FloatBuffer.allocate(activations.length());
    assertThat(activations.read(List.of(pick), values)).containsExactly(pick);
    return values.array();
  }
}
