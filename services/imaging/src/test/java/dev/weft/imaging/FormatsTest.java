package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import dev.weft.events.image.RejectionReason;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {
  /** Kinds of a TIFF's extra samples. */
  private static final int UNSPECIFIED = 0;

  private static final int UNASSOCIATED_ALPHA = 2;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "420.jpg",
        "411.jpg",
        "440.jpg",
        "restart.jpg",
        "separate-scans.jpg",
        "progressive-restart.jpg",
        "cmyk-plain.jpg",
        "ycck.jpg",
        "progressive.jpg",
        "rgb.jpg",
        "cmyk.jpg",
        "lossy.webp",
        "lossless.webp",
        "alpha.webp",
        "alpha-lossy.webp",
        "animated.webp",
        "animated.gif",
        "palette.bmp",
        "lzw.tiff",
        "deflate.tiff",
        "jpeg.tiff",
        "cmyk.tiff",
        "palette.tiff",
        "alpha.tiff"
      })
  void readsWhatOtherProgramsWrite(String fixture) throws IOException {
    Quadrants.assertUpright(Quadrants.fixture(fixture), 0.03f);
  }

  @ParameterizedTest
  @CsvSource({
    "png,false",
    "png,true",
    "jpeg,false",
    "jpeg,true",
    "gif,false",
    "gif,true",
    "bmp,false",
    "tiff,false"
  })
  void readsWhatTheJdkWrites(String format, boolean progressive) {
    BufferedImage image = Quadrants.draw(BufferedImage.TYPE_INT_RGB);

    Quadrants.assertUpright(Quadrants.write(image, format, progressive), 0.03f);
  }

  @ParameterizedTest
  @CsvSource({
    "jpeg,jpeg",
    "png,png",
    "gif,gif",
    "bmp,bmp",
    "tiff,tiff",
  })
  void saysWhatItWas(String format, String expected) {
    byte[] file = Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), format, false);

    ImageReading reading =
        Quadrants.READER.read(
            file,
            Preprocessing.XCEPTION,
            FloatBuffer.allocate(Preprocessing.XCEPTION.tensorLength()));

    assertThat(reading)
        .isEqualTo(new ImageReading.Read(expected, Quadrants.WIDTH, Quadrants.HEIGHT));
  }

  @ParameterizedTest
  @CsvSource({"png,false", "png,true", "jpeg,false", "jpeg,true", "bmp,false", "tiff,false"})
  void aGrayImageHasThreeEqualChannels(String format, boolean progressive) {
    float[] tensor = grayTensor(BufferedImage.TYPE_BYTE_GRAY, format, progressive);

    assertThat(tensor[100]).isCloseTo(tensor[100 + 8_100], offset(0f));
    assertThat(tensor[100]).isCloseTo(100 / 255f, offset(0.01f));
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff"})
  void sixteenBitGrayKeepsItsBrightness(String format) {
    assertThat(grayTensor(BufferedImage.TYPE_USHORT_GRAY, format, false)[100])
        .isCloseTo(100 / 255f, offset(0.01f));
  }

  @Test
  void aJfifIsYCbCrWhateverAdobesMarkerSays() {
    byte[] jfif = Quadrants.write(Quadrants.draw(BufferedImage.TYPE_INT_RGB), "jpeg", false);
    byte[] rgb = {(byte) 0xff, (byte) 0xee, 0, 14, 'A', 'd', 'o', 'b', 'e', 0, 100, 0, 0, 0, 0, 0};
    ByteBuffer both = ByteBuffer.allocate(jfif.length + rgb.length);
    both.put(jfif, 0, 2).put(rgb).put(jfif, 2, jfif.length - 2);

    Quadrants.assertUpright(both.array(), 0.03f);
  }

  @Test
  void fourComponentsOfAnUnknownTransformAreYcck() throws IOException {
    byte[] file = Quadrants.fixture("ycck.jpg");
    int marker = new String(file, StandardCharsets.ISO_8859_1).indexOf("Adobe");
    file[marker + 11] = 1;

    Quadrants.assertUpright(file, 0.03f);
  }

  @ParameterizedTest
  @ValueSource(ints = {6, 10, 12, 14, 16, 24, 32})
  void tiffSamplesOfEveryDepthKeepTheirBrightness(int bits) {
    // Divisible by 3, since the number of bits is even.
    long max = (1L << bits) - 1;
    assertTwoThirds(Tiffs.uniform(bits, Tiffs.WHITE_IS_ZERO, max / 3));
    assertTwoThirds(Tiffs.uniform(bits, Tiffs.BLACK_IS_ZERO, max / 3 * 2));
    if (bits > 6) {
      assertTwoThirds(Tiffs.uniform(bits, Tiffs.RGB, max / 3 * 2));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32})
  void tiffInksOfEveryDepthKeepTheirBrightness(int bits) {
    long max = (1L << bits) - 1;
    assertTwoThirds(Tiffs.uniform(bits, Tiffs.CMYK, new long[] {max / 3, max / 3, max / 3, 0}));
    assertTwoThirds(Tiffs.uniform(bits, Tiffs.CMYK, new long[] {0, 0, 0, max / 3}));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 6, 10, 12, 14, 24})
  void fourSamplesOfOtherDepthsAreRefusedWithTheDepthsThatAreRead(int bits) {
    assertRefused(bits, Tiffs.uniform(bits, Tiffs.CMYK, 1));
    assertRefused(bits, Tiffs.uniform(bits, Tiffs.RGB, new long[] {1, 1, 1, 1}, UNSPECIFIED));
  }

  private static void assertRefused(int bits, byte[] file) {
    ImageReading reading =
        Quadrants.READER.read(
            file, Quadrants.UNIT, FloatBuffer.allocate(Quadrants.UNIT.tensorLength()));

    assertThat(reading)
        .isInstanceOfSatisfying(
            ImageReading.Unreadable.class,
            refused -> {
              assertThat(refused.reason()).isEqualTo(RejectionReason.UNSUPPORTED_FORMAT);
              assertThat(refused.detail())
                  .contains("4 samples per pixel of " + bits + " bits", "2, 4, 8, 16 and 32");
            });
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 10, 12, 14, 16, 24, 32})
  void anUnspecifiedSampleOfAGrayTiffIsNotAlpha(int bits) {
    long max = (1L << bits) - 1;

    assertTwoThirds(
        Tiffs.uniform(bits, Tiffs.BLACK_IS_ZERO, new long[] {max / 3 * 2, max / 3}, UNSPECIFIED));
    assertTwoThirds(
        Tiffs.uniform(bits, Tiffs.WHITE_IS_ZERO, new long[] {max / 3, max / 3}, UNSPECIFIED));
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4, 8, 16, 32})
  void anUnspecifiedSampleOfAnRgbTiffIsNotAlpha(int bits) {
    long max = (1L << bits) - 1;
    long value = max / 3 * 2;

    assertTwoThirds(
        Tiffs.uniform(bits, Tiffs.RGB, new long[] {value, value, value, max / 3}, UNSPECIFIED));
  }

  @Test
  void anUnspecifiedSampleOfATiffOfFloatsIsNotAlpha() {
    assertTwoThirds(Tiffs.uniformFloats(2 / 3f, 0));
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 32})
  void alphaOfATiffIsOverWhite(int bits) {
    long max = (1L << bits) - 1;

    assertTwoThirds(
        Tiffs.uniform(bits, Tiffs.BLACK_IS_ZERO, new long[] {0, max / 3}, UNASSOCIATED_ALPHA));
    assertTwoThirds(
        Tiffs.uniform(bits, Tiffs.RGB, new long[] {0, 0, 0, max / 3}, UNASSOCIATED_ALPHA));
  }

  private static void assertTwoThirds(byte[] file) {
    float[] tensor = Quadrants.tensor(file, Quadrants.UNIT);

    assertThat(tensor[100]).isCloseTo(2 / 3f, offset(0.001f));
    assertThat(tensor[100 + 8_100]).isEqualTo(tensor[100]);
    assertThat(tensor[100 + 2 * 8_100]).isEqualTo(tensor[100]);
  }

  @Test
  void grayJpegAndBilevelTiffAreReadToo() throws IOException {
    float[] gray = Quadrants.tensor(Quadrants.fixture("gray.jpg"), Quadrants.UNIT);
    float[] bilevel = Quadrants.tensor(Quadrants.fixture("bilevel.tiff"), Quadrants.UNIT);

    assertThat(Quadrants.colour(gray, Quadrants.UNIT, 0.25, 0.25)[1])
        .isCloseTo(0.299f, offset(0.02f));
    assertThat(Quadrants.colour(bilevel, Quadrants.UNIT, 0.75, 0.75)).containsOnly(1f);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void sixteenBitColourIsRead(boolean interlaced) {
    var model =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB), false, false, 1, DataBuffer.TYPE_USHORT);
    var raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_USHORT, Quadrants.WIDTH, Quadrants.HEIGHT, 3, null);
    var image = new BufferedImage(model, raster, false, null);
    image.getGraphics().drawImage(Quadrants.draw(BufferedImage.TYPE_INT_RGB), 0, 0, null);

    Quadrants.assertUpright(Quadrants.write(image, "png", interlaced), 0.01f);
  }

  @ParameterizedTest
  @CsvSource({"1,false", "2,false", "4,true", "8,true"})
  void palettesOfEveryDepthAreRead(int bits, boolean interlaced) {
    byte[] red = {(byte) 255, 0, 0, (byte) 255};
    byte[] green = {0, (byte) 255, 0, (byte) 255};
    byte[] blue = {0, 0, (byte) 255, (byte) 255};
    var model = new IndexColorModel(bits, Math.min(4, 1 << bits), red, green, blue);
    var image =
        new BufferedImage(
            Quadrants.WIDTH,
            Quadrants.HEIGHT,
            bits == 8 ? BufferedImage.TYPE_BYTE_INDEXED : BufferedImage.TYPE_BYTE_BINARY,
            model);
    for (int y = 0; y < Quadrants.HEIGHT; y++) {
      for (int x = 0; x < Quadrants.WIDTH; x++) {
        int index = (x < Quadrants.WIDTH / 2 ? 0 : 1) + (y < Quadrants.HEIGHT / 2 ? 0 : 2);
        image.getRaster().setSample(x, y, 0, Math.min(index, (1 << bits) - 1));
      }
    }
    byte[] file = Quadrants.write(image, "png", interlaced);

    if (bits == 1) {
      assertThat(
              Quadrants.colour(Quadrants.tensor(file, Quadrants.UNIT), Quadrants.UNIT, 0.25, 0.25))
          .containsExactly(1, 0, 0);
    } else {
      Quadrants.assertUpright(file, 0.01f);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatIsTransparentIsWhite(boolean interlaced) {
    BufferedImage image = Quadrants.draw(BufferedImage.TYPE_INT_ARGB);
    for (int y = Quadrants.HEIGHT / 2; y < Quadrants.HEIGHT; y++) {
      for (int x = Quadrants.WIDTH / 2; x < Quadrants.WIDTH; x++) {
        image.setRGB(x, y, 0);
      }
    }

    Quadrants.assertUpright(Quadrants.write(image, "png", interlaced), 0.01f);
  }

  @Test
  void halfTransparentBlackIsGray() {
    BufferedImage image = new BufferedImage(80, 80, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setColor(new Color(0, 0, 0, 128));
    g.fillRect(0, 0, 80, 80);
    g.dispose();

    assertThat(Quadrants.tensor(Quadrants.write(image, "png", false), Quadrants.UNIT)[4_000])
        .isCloseTo(127 / 255f, offset(0.01f));
  }

  private static float[] grayTensor(int type, String format, boolean progressive) {
    BufferedImage image = new BufferedImage(80, 80, type);
    int level = type == BufferedImage.TYPE_USHORT_GRAY ? 100 * 257 : 100;
    for (int y = 0; y < 80; y++) {
      for (int x = 0; x < 80; x++) {
        image.getRaster().setSample(x, y, 0, level);
      }
    }
    return Quadrants.tensor(Quadrants.write(image, format, progressive), Quadrants.UNIT);
  }
}
