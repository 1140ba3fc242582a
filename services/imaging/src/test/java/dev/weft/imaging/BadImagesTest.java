package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.weft.events.image.RejectionReason;
import dev.weft.testsupport.inputs.BadInput;
import dev.weft.testsupport.inputs.BadInputs;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadImagesTest {
  private final FloatBuffer out = FloatBuffer.allocate(Preprocessing.XCEPTION.tensorLength());

  static List<BadInput> badInputs() {
    return BadInputs.all();
  }

  @ParameterizedTest
  @MethodSource("badInputs")
  void eachIsRefusedWithItsReason(BadInput input) {
    ImageReading reading = read(Quadrants.READER, input.bytes());

    assertThat(reason(reading)).as(reading.toString()).isEqualTo(input.reason());
    assertThat(reading.toString()).doesNotContain("Exception");
  }

  @ParameterizedTest
  @MethodSource("badInputs")
  void noneCostsMemory(BadInput input) {
    byte[] bytes = input.bytes();
    read(Quadrants.READER, bytes);

    assertThat(allocatedBy(() -> read(Quadrants.READER, bytes))).isLessThan(8L << 20);
  }

  @Test
  void ninetyMegapixelsOfPngCostNoMemoryEither() {
    BufferedImage large = new BufferedImage(9_500, 9_500, BufferedImage.TYPE_BYTE_BINARY);
    byte[] png = Quadrants.write(large, "png", true);

    long allocated =
        allocatedBy(
            () ->
                assertThat(read(Quadrants.READER, png))
                    .isEqualTo(new ImageReading.Read("png", 9_500, 9_500)));

    assertThat(allocated).isLessThan(16L << 20);
  }

  @Test
  void theLimitsAreTheReaders() {
    byte[] png = Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), "png", false);
    ImageReader fewBytes = ImageReaders.create(new DecodeLimits(png.length - 1, 1_000_000));
    ImageReader fewPixels = ImageReaders.create(new DecodeLimits(1 << 20, 48 * 32 - 1));
    ImageReader enough = ImageReaders.create(new DecodeLimits(png.length, 48 * 32));

    assertThat(reason(read(fewBytes, png))).isEqualTo("too_large");
    assertThat(reason(read(fewPixels, png))).isEqualTo("too_many_pixels");
    assertThat(read(enough, png)).isInstanceOf(ImageReading.Read.class);
  }

  @ParameterizedTest
  @CsvSource({"420.jpg", "separate-scans.jpg", "progressive.jpg", "animated.gif", "lossy.webp"})
  void noCutIsReadAsAWhole(String fixture) throws Exception {
    byte[] whole = Quadrants.fixture(fixture);
    // The last bytes contain no pixels, but an end marker, a second frame or padding.
    int pixels = fixture.equals("animated.gif") ? 60 : whole.length - 12;

    for (int length = 16; length < pixels; length++) {
      assertThat(read(Quadrants.READER, Arrays.copyOf(whole, length)))
          .as("%d of %d bytes", length, whole.length)
          .isNotInstanceOf(ImageReading.Read.class);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "420.jpg",
        "progressive.jpg",
        "cmyk.jpg",
        "restart.jpg",
        "separate-scans.jpg",
        "lossy.webp",
        "lossless.webp",
        "alpha-lossy.webp",
        "animated.gif",
        "palette.bmp",
        "lzw.tiff",
        "jpeg.tiff",
        "bilevel.tiff",
        "cmyk.tiff"
      })
  void noDamageThrows(String fixture) throws Exception {
    byte[] whole = Quadrants.fixture(fixture);
    Random random = new Random(17);
    for (int i = 0; i < 400; i++) {
      byte[] damaged = whole.clone();
      for (int n = 1 + random.nextInt(4); n > 0; n--) {
        damaged[4 + random.nextInt(damaged.length - 4)] = (byte) random.nextInt();
      }
      assertThat(read(Quadrants.READER, damaged)).isNotNull();
    }
  }

  @ParameterizedTest
  @CsvSource({"alpha-lossy.webp, 24", "alpha-lossy.webp, 27", "animated.webp, 24"})
  void aWebpCanvasThatIsNotItsFramesIsRefusedUnread(String fixture, int offset) throws Exception {
    byte[] damaged = Quadrants.fixture(fixture);
    damaged[offset] = (byte) (fixture.startsWith("animated") ? 3 : 99);

    assertThat(read(Quadrants.READER, damaged))
        .isInstanceOfSatisfying(
            ImageReading.Unreadable.class,
            bad -> {
              assertThat(bad.reason()).isEqualTo(RejectionReason.CORRUPT_IMAGE);
              assertThat(bad.detail()).contains("canvas");
            });
  }

  @Test
  void whatNeedsMoreMemoryThanIsSetAsideIsRefused() throws Exception {
    ImageReader poor = new DecodingImageReader(DecodeLimits.DEFAULT, new DecodeMemory(1));

    assertThat(read(poor, Quadrants.fixture("lossy.webp"))).isInstanceOf(ImageReading.Read.class);
    assertThat(reason(read(poor, Quadrants.write(new BufferedImage(300, 300, 5), "tiff", false))))
        .isEqualTo("too_many_pixels");
  }

  @Test
  @Timeout(300)
  void memoryThatWasSetAsideIsGivenBack() {
    ImageReader narrow = new DecodingImageReader(DecodeLimits.DEFAULT, new DecodeMemory(1 << 20));
    byte[] tiff = Quadrants.write(new BufferedImage(400, 400, 5), "tiff", false);
    byte[] broken = Arrays.copyOf(tiff, tiff.length / 2);

    for (int i = 0; i < 20; i++) {
      assertThat(reason(read(narrow, broken))).isEqualTo("corrupt_image");
      assertThat(read(narrow, tiff)).isInstanceOf(ImageReading.Read.class);
    }
  }

  private ImageReading read(ImageReader reader, byte[] bytes) {
    return reader.read(bytes, Preprocessing.XCEPTION, out.clear());
  }

  private static long allocatedBy(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static String reason(ImageReading reading) {
    return reading instanceof ImageReading.Unreadable why ? why.reason().code() : "read";
  }
}
