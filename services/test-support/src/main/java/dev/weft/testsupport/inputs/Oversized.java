package dev.weft.testsupport.inputs;

import static dev.weft.testsupport.inputs.BadInputs.CORRUPT_IMAGE;
import static dev.weft.testsupport.inputs.BadInputs.TOO_LARGE;
import static dev.weft.testsupport.inputs.BadInputs.TOO_MANY_PIXELS;

import java.util.List;

/** Files that are too long, declare sizes that exceed any memory, or decompress endlessly. */
final class Oversized {
  private static final int HUGE = 60_000;

  private Oversized() {}

  static List<BadInput> all() {
    return List.of(
        new BadInput(
            "21-mebibytes.jpg", TOO_LARGE, Bytes.join(Drawn.file("jpeg"), new byte[21 << 20])),
        pixels("header-60000x60000.png", Headers.png(HUGE, HUGE, 8, 2)),
        pixels("header-60000x60000.jpg", BrokenJpegs.withFrame(0xc0, 8, HUGE, HUGE)),
        pixels("header-60000x60000.gif", Headers.gif(HUGE, HUGE)),
        pixels("header-60000x60000.bmp", Headers.bmp(HUGE, HUGE, 24, 0)),
        pixels("header-60000x60000.webp", Headers.webp(HUGE, HUGE)),
        pixels("header-60000x60000.tiff", Headers.tiff(HUGE, HUGE)),
        pixels("progressive-header-60000x60000.jpg", BrokenJpegs.withFrame(0xc2, 8, HUGE, HUGE)),
        pixels("header-of-two-thousand-million.png", Headers.png(0x7fffffff, 0x7fffffff, 16, 6)),
        pixels("one-row-of-90-million.png", Headers.png(90_000_000, 1, 16, 6)),
        pixels("small-canvas-large-frame.gif", Headers.gifFrame(16, 16, 50_000, 50_000)),
        pixels("bomb-20000x20000.png", Headers.pngOfZeros(20_000, 20_000, 16L << 20)),
        new BadInput(
            "bomb-behind-16x16.png", CORRUPT_IMAGE, Headers.pngOfZeros(16, 16, 64L << 20)));
  }

  private static BadInput pixels(String name, byte[] bytes) {
    return new BadInput(name, TOO_MANY_PIXELS, bytes);
  }
}
