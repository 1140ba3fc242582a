package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.weft.events.image.RejectionReason;
import dev.weft.imaging.pixels.UnreadableImageException;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CostlyImagesTest {

  /** Without a deadline, so that refusals do not depend on the machine's speed. */
  private static final ImageReader READER =
      ImageReaders.create(
          new DecodeLimits(
              DecodeLimits.DEFAULT.maxBytes(),
              DecodeLimits.DEFAULT.maxPixels(),
              Duration.ofDays(1)));

  private final FloatBuffer out = FloatBuffer.allocate(Preprocessing.XCEPTION.tensorLength());

  @Test
  void aWebpOf64MegapixelsInFewBytesIsRefusedByItsSteps() {
    assertTooExpensive(CostlyImages.lossyWebp(8_000, 114 << 10));
  }

  @Test
  void aLosslessWebpOf64MegapixelsOfWhichEachIsChangedThreeTimesIsRefusedByItsSteps() {
    assertTooExpensive(CostlyImages.losslessWebp(9_000, 0, 1, 2));
  }

  @Test
  void aLosslessWebpThatIsTransformedTwiceInOneWayIsCorrupt() {
    assertThat(read(CostlyImages.losslessWebp(100, 0, 1, 2)))
        .isEqualTo(new ImageReading.Read("webp", 100, 100));
    int[] often = new int[1_000];
    java.util.Arrays.fill(often, 2);

    assertThat(read(CostlyImages.losslessWebp(100, often)))
        .isInstanceOfSatisfying(
            ImageReading.Unreadable.class,
            bad -> {
              assertThat(bad.reason()).isEqualTo(RejectionReason.CORRUPT_IMAGE);
              assertThat(bad.detail()).contains("twice");
            });
  }

  @Test
  void aProgressiveJpegWhoseScansSayNothingIsRefusedByItsSteps() {
    assertThat(read(CostlyImages.progressiveJpeg(800, 100)))
        .isEqualTo(new ImageReading.Read("jpeg", 800, 800));
    assertTooExpensive(CostlyImages.progressiveJpeg(4_700, 100));
  }

  @Test
  void aTiffOfMillionsOfTilesIsRefusedByItsSteps() {
    assertTooExpensive(CostlyImages.tiledTiff(2_000, 1, 8));
  }

  @Test
  void whatIsReadInASecondIsRead() {
    BufferedImage large = new BufferedImage(8_000, 8_000, BufferedImage.TYPE_BYTE_BINARY);

    assertThat(read(Quadrants.write(large, "png", false)))
        .isEqualTo(new ImageReading.Read("png", 8_000, 8_000));
    assertThat(read(CostlyImages.losslessWebp(8_000)))
        .isEqualTo(new ImageReading.Read("webp", 8_000, 8_000));
  }

  @Test
  void valuesThatATiffHasNoUseForCostNoMemory() {
    byte[] tiff = CostlyImages.tiffOfManyValues(70, 1 << 20);
    read(tiff);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();

    ImageReading reading = read(tiff);

    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16L << 20);
    assertThat(reading).isNotInstanceOf(ImageReading.Read.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "jpeg", "gif", "bmp", "tiff", "lossy webp", "lossless webp"})
  void whatIsPastItsDeadlineIsRefused(String format) {
    ImageReader hasty =
        ImageReaders.create(new DecodeLimits(20 << 20, 100_000_000, Duration.ofNanos(1)));

    assertThat(hasty.read(file(format), Preprocessing.XCEPTION, out.clear()))
        .isInstanceOfSatisfying(
            ImageReading.Unreadable.class,
            late -> {
              assertThat(late.reason()).isEqualTo(RejectionReason.TOO_EXPENSIVE);
              assertThat(late.detail()).contains("processor time");
            });
  }

  @Test
  void theBudgetFollowsBytesAndPixels() throws UnreadableImageException {
    DecodeBudget poor = new DecodeBudget(1_000, Duration.ofDays(1));
    DecodeBudget rich = new DecodeBudget(1_000_000, Duration.ofDays(1));
    poor.allow(1_000_000);
    rich.allow(1_000_000);
    poor.spend(102_000_000);
    rich.spend(102_000_000);

    assertThatThrownBy(() -> poor.spend(1_000_000))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("1,000 bytes and 1,000,000 pixels");
    rich.spend(200_000_000);
  }

  private static byte[] file(String format) {
    return switch (format) {
      case "lossy webp" -> CostlyImages.lossyWebp(2_000, 64);
      case "lossless webp" -> CostlyImages.losslessWebp(2_000);
      default ->
          Quadrants.write(
              new BufferedImage(2_500, 2_500, BufferedImage.TYPE_3BYTE_BGR), format, false);
    };
  }

  private void assertTooExpensive(byte[] file) {
    assertThat(file.length).isLessThan(20 << 20);
    assertThat(read(file))
        .isInstanceOfSatisfying(
            ImageReading.Unreadable.class,
            costly -> {
              assertThat(costly.reason()).isEqualTo(RejectionReason.TOO_EXPENSIVE);
              assertThat(costly.detail()).contains("steps");
            });
  }

  private ImageReading read(byte[] bytes) {
    return READER.read(bytes, Preprocessing.XCEPTION, out.clear());
  }
}
