package dev.weft.testsupport.inputs;

import static dev.weft.testsupport.inputs.BadInputs.CORRUPT_IMAGE;

import java.util.Arrays;
import java.util.List;

/** Truncated and inconsistent files of the other formats. */
final class Broken {
  private Broken() {}

  static List<BadInput> all() {
    byte[] png = Drawn.file("png");
    byte[] gif = Drawn.file("gif");
    byte[] bmp = Drawn.file("bmp");
    byte[] tiff = Drawn.file("tiff");
    byte[] webp = Drawn.file("webp");
    int idat = Bytes.indexOf(png, Bytes.of('I', 'D', 'A', 'T'));
    return List.of(
        bad("png-cut-in-half.png", Bytes.half(png)),
        bad("png-signature-only.png", Arrays.copyOf(png, 8)),
        bad("png-with-broken-checksum.png", Bytes.with(png, 29, png[29] ^ 0x55)),
        bad("png-with-broken-data.png", Bytes.with(png, idat + 60, png[idat + 60] ^ 0xff)),
        bad("png-of-zero-width.png", Headers.png(0, 16, 8, 2)),
        bad("png-without-data.png", Headers.png(Headers.pngHeader(16, 16, 8, 2))),
        bad(
            "png-without-palette.png",
            Headers.png(
                Headers.pngHeader(16, 16, 8, 3),
                Headers.chunk("IDAT", Headers.deflatedZeros(272)))),
        bad("png-with-odd-depth.png", Headers.png(16, 16, 7, 2)),
        bad("png-with-odd-colour-type.png", Headers.png(16, 16, 8, 5)),
        bad("png-with-too-few-rows.png", Headers.pngOfZeros(64, 64, 1_000)),
        bad("gif-cut-in-half.gif", Bytes.half(gif)),
        bad("gif-without-frame.gif", Bytes.join(Arrays.copyOf(gif, 13), Bytes.of(0x3b))),
        bad("gif-of-zero-height.gif", Headers.gif(16, 0)),
        bad("bmp-cut-in-half.bmp", Bytes.half(bmp)),
        bad("bmp-of-zero-width.bmp", Headers.bmp(0, 16, 24, 0)),
        bad("bmp-with-odd-depth.bmp", Headers.bmp(16, 16, 13, 0)),
        bad("tiff-cut-in-half.tiff", Bytes.half(tiff)),
        bad("tiff-header-only.tiff", Arrays.copyOf(tiff, 8)),
        bad("tiff-of-zero-width.tiff", Headers.tiff(0, 16)),
        bad("tiff-directory-outside.tiff", Bytes.join(Bytes.of('I', 'I', 42, 0, 0, 0, 0, 0x70))),
        bad("webp-cut-in-half.webp", Bytes.half(webp)),
        bad("webp-header-only.webp", Arrays.copyOf(webp, 20)),
        bad("webp-with-broken-frame.webp", Bytes.with(webp, 23, 0)));
  }

  private static BadInput bad(String name, byte[] bytes) {
    return new BadInput(name, CORRUPT_IMAGE, bytes);
  }
}
