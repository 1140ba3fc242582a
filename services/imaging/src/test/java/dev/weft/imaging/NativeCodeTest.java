package dev.weft.imaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeCodeTest {
  @TempDir Path folder;

  @Test
  void noFileMeetsTheJdksJpegOrColourLibrary() throws Exception {
    Path classes = folder.resolve("classes.txt");
    Path files = Files.createDirectory(folder.resolve("files"));
    try (Stream<Path> fixtures = Files.list(Path.of("src/test/resources/dev/weft/imaging"))) {
      for (Path fixture : fixtures.toList()) {
        Files.copy(fixture, files.resolve(fixture.getFileName()));
      }
    }
    for (String name : List.of("lzw.tiff", "jpeg.tiff", "cmyk.tiff", "gray16.tiff")) {
      Files.write(files.resolve("profiled-" + name), Profiled.tiff(Quadrants.fixture(name)));
    }
    Files.write(files.resolve("profiled.webp"), Profiled.webp(Quadrants.fixture("lossy.webp")));

    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + classes,
                "-Djava.awt.headless=true",
                "-cp",
                System.getProperty("java.class.path"),
                Reads.class.getName(),
                files.toString())
            .redirectErrorStream(true)
            .start();
    String said = new String(child.getInputStream().readAllBytes());

    assertThat(child.waitFor()).as(said).isZero();
    assertThat(said).contains("read 32 of 32").contains("profiled-jpeg.tiff");
    List<String> loaded = Files.readAllLines(classes);
    assertThat(loaded).anyMatch(line -> line.contains("dev.weft.imaging.jpeg.JpegDecoder"));
    assertThat(loaded).anyMatch(line -> line.contains("imageio.plugins.tiff.TIFFImageReader "));
    // Classes that use the native colour library and the native JPEG decoder.
    assertThat(loaded)
        .noneMatch(line -> line.contains("sun.java2d.cmm.lcms"))
        .noneMatch(line -> line.contains("sun.java2d.cmm.CMSManager"))
        .noneMatch(line -> line.contains("com.sun.imageio.plugins.jpeg"));
  }

  @Test
  void aColourProfileChangesNothing() throws IOException {
    byte[] plain = Quadrants.fixture("lzw.tiff");

    assertThat(Quadrants.tensor(Profiled.tiff(plain), Quadrants.UNIT))
        .isEqualTo(Quadrants.tensor(plain, Quadrants.UNIT));
  }

  /** Reads all files of a folder in a separate process. */
  static final class Reads {
    private Reads() {}

    public static void main(String[] args) throws IOException {
      int read = 0;
      List<Path> files;
      try (Stream<Path> all = Files.list(Path.of(args[0]))) {
        files = all.toList();
      }
      ImageReader reader = ImageReaders.create(DecodeLimits.DEFAULT);
      FloatBuffer out = FloatBuffer.allocate(Preprocessing.XCEPTION.tensorLength());
      for (Path file : files) {
        ImageReading reading =
            reader.read(Files.readAllBytes(file), Preprocessing.XCEPTION, out.clear());
        System.out.println(file + ": " + reading);
        read += reading instanceof ImageReading.Read ? 1 : 0;
      }
      System.out.printf("read %d of %d%n", read, files.size());
      String maps = maps();
      if (maps.contains("liblcms") || maps.contains("libjavajpeg")) {
        System.out.println(maps);
        System.exit(1);
      }
    }

    /** The mapped libraries of this process, if the system lists them. */
    private static String maps() throws IOException {
      Path maps = Path.of("/proc/self/maps");
      return Files.isReadable(maps) ? Files.readString(maps) : "";
    }
  }

  /** Adds a colour profile to a file. */
  private static final class Profiled {
    private Profiled() {}

    private static byte[] profile() {
      return ICC_Profile.getInstance(ColorSpace.CS_PYCC).getData();
    }

    /** Appends a copy of the directory with one more entry. */
    static byte[] tiff(byte[] file) {
      boolean little = file[0] == 'I';
      var order = little ? java.nio.ByteOrder.LITTLE_ENDIAN : java.nio.ByteOrder.BIG_ENDIAN;
      byte[] profile = profile();
      var from = java.nio.ByteBuffer.wrap(file).order(order);
      int directory = from.getInt(4);
      int entries = from.getShort(directory);
      int size = file.length + file.length % 2;
      var to =
          java.nio.ByteBuffer.allocate(size + 2 + 12 * (entries + 1) + 4 + profile.length)
              .order(order);
      to.put(file).putInt(4, size).position(size);
      to.putShort((short) (entries + 1));
      to.put(file, directory + 2, 12 * entries);
      to.putShort((short) 34675).putShort((short) 7).putInt(profile.length);
      to.putInt(to.position() + 8).putInt(0).put(profile);
      return to.array();
    }

    /** Adds a canvas and a profile before the frame. */
    static byte[] webp(byte[] file) {
      byte[] profile = profile();
      int padded = profile.length + profile.length % 2;
      var to =
          java.nio.ByteBuffer.allocate(file.length + 18 + 8 + padded)
              .order(java.nio.ByteOrder.LITTLE_ENDIAN);
      to.put(file, 0, 12).putInt(4, to.capacity() - 8);
      to.put("VP8X".getBytes()).putInt(10).putInt(0x20);
      for (int side : new int[] {Quadrants.WIDTH, Quadrants.HEIGHT}) {
        to.put((byte) (side - 1)).put((byte) 0).put((byte) 0);
      }
      to.put("ICCP".getBytes())
          .putInt(profile.length)
          .put(profile)
          .put(new byte[padded - profile.length]);
      return to.put(file, 12, file.length - 12).array();
    }
  }
}
