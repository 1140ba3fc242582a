package dev.weft.testsupport.inputs;

import static dev.weft.testsupport.inputs.BadInputs.NOT_AN_IMAGE;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Files of other kinds, regardless of their names. */
final class NoImages {
  private NoImages() {}

  static List<BadInput> all() {
    byte[] random = new byte[10_000];
    new Random(11).nextBytes(random);
    random[0] = 0x5a;
    return List.of(
        bad("empty.jpg"),
        bad("one-byte.jpg", 0xff),
        bad("two-bytes-of-a-jpeg.jpg", 0xff, 0xd8),
        bad("zeros.jpg", new byte[4_096]),
        bad("random-bytes.jpg", random),
        bad("text-named-jpg.jpg", "Dear customer, please find the photograph attached.\n"),
        bad("page.html", "<!DOCTYPE html><html><body><h1>404 Not Found</h1></body></html>"),
        bad("store-error.xml", "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"),
        bad("object.json", "{\"image\": \"iVBORw0KGgo=\"}"),
        bad("base64-of-a-png.png", "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJ"),
        bad("document.pdf", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n%%EOF\n"),
        bad("archive.zip", "PK\u0003\u0004\u0014\u0000\u0000\u0000\u0000\u0000"),
        bad("archive.gz", 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3),
        bad("program.exe", "MZ\u0090\u0000\u0003\u0000\u0000\u0000\u0004"),
        bad("sound.wav", "RIFF\u0024\u0000\u0000\u0000WAVEfmt "),
        bad("film.mp4", "\u0000\u0000\u0000\u0018ftypisom\u0000\u0000\u0002\u0000isommp42"));
  }

  private static BadInput bad(String name, byte[] bytes) {
    return new BadInput(name, NOT_AN_IMAGE, bytes);
  }

  private static BadInput bad(String name, String text) {
    return bad(name, text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static BadInput bad(String name, int... bytes) {
    return bad(name, Bytes.of(bytes));
  }
}
