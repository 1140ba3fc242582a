package dev.weft.bench.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weft.bench.setup.LabeledPhotos;
import dev.weft.console.CliException;
import dev.weft.features.ImagePass;
import dev.weft.features.PassListener;
import dev.weft.features.RefusedObjects;
import dev.weft.features.StoredImages;
import dev.weft.imaging.DecodeLimits;
import dev.weft.imaging.ImageReaders;
import dev.weft.imaging.Preprocessing;
import dev.weft.testsupport.garments.Garment;
import dev.weft.testsupport.garments.Garments;
import dev.weft.trainer.dataset.Excluded;
import dev.weft.trainer.dataset.LabeledImage;
import dev.weft.trainer.dataset.TrainingDataset;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabeledPhotosTest {
  @TempDir Path dir;

  @Test
  void foldersAreLabelsAndFilesBesideThemAreNotUsed() throws IOException {
    write(6);
    Files.writeString(dir.resolve("README.md"), "beside");

    LabeledPhotos photos = LabeledPhotos.of(dir, 100);

    assertThat(photos.what()).isEqualTo("6 photographs of " + dir);
    assertThat(photos.images())
        .extracting(LabeledImage::label)
        .containsExactlyInAnyOrder("dress", "hat", "longsleeve", "outwear", "pants", "shirt");
  }

  @Test
  void asManyAsAskedForAreDrawnAndTheSameAgain() throws IOException {
    write(12);

    assertThat(LabeledPhotos.of(dir, 5).images())
        .hasSize(5)
        .isEqualTo(LabeledPhotos.of(dir, 5).images());
  }

  @Test
  void aDataSetHasAllSidesAndLeavesOutWhatIsNoImage() throws IOException {
    write(60);
    Files.writeString(dir.resolve("dress").resolve("notes.txt"), "no image");

    TrainingDataset dataset = dataset(LabeledPhotos.of(dir, 100));

    assertThat(DataSizes.of(dataset).classes()).isEqualTo(10);
    assertThat(dataset.samples()).hasSizeGreaterThan(50);
    assertThat(dataset.leftOut())
        .filteredOn(it -> it.reason() == Excluded.Reason.UNREADABLE)
        .extracting(Excluded::imageId)
        .containsExactly(Path.of("dress", "notes.txt").toString());
  }

  @Test
  void oneClassIsTooLittle() throws IOException {
    Garments garments = Garments.seeded(1);
    Files.createDirectories(dir.resolve("hat"));
    for (int i = 0; i < 20; i++) {
      Garment garment = garments.draw("hat", i);
      Files.write(dir.resolve("hat").resolve(garment.name()), garment.jpeg());
    }

    assertThatThrownBy(() -> dataset(LabeledPhotos.of(dir, 20)))
        .isInstanceOf(CliException.class)
        .hasMessageContaining("two classes");
  }

  private void write(int count) throws IOException {
    for (Garment garment : Garments.seeded(1).first(count).toList()) {
      Path folder = Files.createDirectories(dir.resolve(garment.label()));
      Files.write(folder.resolve(garment.name()), garment.jpeg());
    }
  }

  private static TrainingDataset dataset(LabeledPhotos photos) {
    return photos.dataset(pass(photos), PassListener.SILENT);
  }

  static ImagePass pass(LabeledPhotos photos) {
    return new ImagePass(
        new StoredImages(
            photos.store(), new RefusedObjects(photos.store(), LabeledPhotos.BUCKET), 1 << 20),
        ImageReaders.create(DecodeLimits.DEFAULT),
        Preprocessing.XCEPTION,
        8);
  }
}
