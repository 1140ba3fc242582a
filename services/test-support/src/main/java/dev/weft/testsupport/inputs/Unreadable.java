package dev.weft.testsupport.inputs;

import static dev.weft.testsupport.inputs.BadInputs.UNSUPPORTED_FORMAT;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Images in formats, or variants of formats, that are not supported. */
final class Unreadable {
  private Unreadable() {}

  static List<BadInput> all() {
    return List.of(
        bad("photo.heic", "\u0000\u0000\u0000\u0018ftypheic\u0000\u0000\u0000\u0000mif1heic"),
        bad("photo.avif", "\u0000\u0000\u0000\u0018ftypavif\u0000\u0000\u0000\u0000avifmif1"),
        bad(
            "photo.jp2",
            "\u0000\u0000\u0000\u000cjP  \r\n\u0087\n\u0000\u0000\u0000\u0014ftypjp2 "),
        bad(
            "photo.jxl",
            "\u0000\u0000\u0000\u000cJXL \r\n\u0087\n\u0000\u0000\u0000\u0014ftypjxl "),
        bad("layers.psd", "8BPS\u0000\u0001\u0000\u0000\u0000\u0000\u0000\u0000\u0000\u0003"),
        bad("favicon.ico", "\u0000\u0000\u0001\u0000\u0001\u0000\u0010\u0010\u0000\u0000\u0001"),
        bad("drawing.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"/>"),
        bad("drawing-with-prolog.svg", "<?xml version=\"1.0\"?>\n<!-- by hand -->\n<svg/>"),
        new BadInput(
            "arithmetic-coding.jpg", UNSUPPORTED_FORMAT, BrokenJpegs.withFrame(0xc9, 8, 16, 16)),
        new BadInput("lossless.jpg", UNSUPPORTED_FORMAT, BrokenJpegs.withFrame(0xc3, 8, 16, 16)),
        new BadInput(
            "twelve-bits.jpg", UNSUPPORTED_FORMAT, BrokenJpegs.withFrame(0xc1, 12, 16, 16)),
        new BadInput("png-inside-bmp.bmp", UNSUPPORTED_FORMAT, Headers.bmp(16, 16, 24, 5)));
  }

  private static BadInput bad(String name, String text) {
    byte[] head = text.getBytes(StandardCharsets.ISO_8859_1);
    return new BadInput(name, UNSUPPORTED_FORMAT, Bytes.join(head, new byte[64]));
  }
}
