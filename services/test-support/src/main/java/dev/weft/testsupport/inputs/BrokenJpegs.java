package dev.weft.testsupport.inputs;

import static dev.weft.testsupport.inputs.BadInputs.CORRUPT_IMAGE;

import java.util.Arrays;
import java.util.List;

/** Truncated and inconsistent JPEG files. */
final class BrokenJpegs {
  private BrokenJpegs() {}

  static List<BadInput> all() {
    byte[] good = Drawn.file("jpeg");
    int frame = Bytes.indexOf(good, Bytes.of(0xff, 0xc0));
    int scan = Bytes.indexOf(good, Bytes.of(0xff, 0xda));
    int huffman = Bytes.indexOf(good, Bytes.of(0xff, 0xc4));
    byte[] end = Bytes.of(0xff, 0xd9);
    return List.of(
        bad("jpeg-cut-in-half.jpg", Bytes.half(good)),
        bad("jpeg-cut-near-its-end.jpg", Arrays.copyOf(good, good.length - 40)),
        bad("jpeg-cut-in-its-header.jpg", Arrays.copyOf(good, frame + 5)),
        bad("jpeg-cut-but-ended.jpg", Bytes.join(Bytes.half(good), end)),
        bad("jpeg-without-scan.jpg", Bytes.join(Arrays.copyOf(good, scan), end)),
        bad(
            "jpeg-without-huffman-tables.jpg",
            Bytes.join(Arrays.copyOf(good, huffman), from(good, scan))),
        bad("jpeg-of-zero-height.jpg", Bytes.with(Bytes.with(good, frame + 5, 0), frame + 6, 0)),
        bad("jpeg-of-zero-width.jpg", Bytes.with(Bytes.with(good, frame + 7, 0), frame + 8, 0)),
        bad("jpeg-with-sampling-zero.jpg", Bytes.with(good, frame + 11, 0)),
        bad("jpeg-with-missing-quantization.jpg", Bytes.with(good, frame + 12, 3)),
        bad("jpeg-with-overfull-huffman-table.jpg", Bytes.with(good, huffman + 5, 200)),
        bad("jpeg-with-unknown-component.jpg", Bytes.with(good, scan + 5, 99)),
        bad("garbage-after-soi.jpg", Bytes.join(Bytes.of(0xff, 0xd8, 0xff), noise())),
        bad("two-starts-and-nothing.jpg", Bytes.of(0xff, 0xd8, 0xff, 0xd8, 0xff, 0xd9)));
  }

  /** Returns a file with a frame of any kind and size, and hardly any data. */
  static byte[] withFrame(int marker, int precision, int width, int height) {
    byte[] good = Drawn.file("jpeg");
    int frame = Bytes.indexOf(good, Bytes.of(0xff, 0xc0));
    byte[] changed = Bytes.with(Bytes.with(good, frame + 1, marker), frame + 4, precision);
    changed = Bytes.with(Bytes.with(changed, frame + 5, height >> 8), frame + 6, height);
    return Bytes.with(Bytes.with(changed, frame + 7, width >> 8), frame + 8, width);
  }

  private static byte[] from(byte[] bytes, int start) {
    return Arrays.copyOfRange(bytes, start, bytes.length);
  }

  private static byte[] noise() {
    byte[] noise = new byte[2_000];
    new java.util.Random(3).nextBytes(noise);
    return noise;
  }

  private static BadInput bad(String name, byte[] bytes) {
    return new BadInput(name, CORRUPT_IMAGE, bytes);
  }
}
