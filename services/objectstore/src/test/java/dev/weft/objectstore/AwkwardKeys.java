package dev.weft.objectstore;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Keys that stores, or clients that encode them in URLs, often handle incorrectly. */
final class AwkwardKeys {
  /** Last segments of keys, named like photographs. */
  static final List<String> NAMES =
      List.of(
          "große Hosen 上.jpg",
          "a b.jpg",
          "a+b.jpg",
          "a%20b.jpg",
          "a%2Fb.jpg",
          "100%.jpg",
          "a&b=c;d,e@f:g.jpg",
          "#1?.jpg",
          "quo\"te'd `$(x)`.jpg",
          "<tag>{}[]|^~!*.jpg",
          " around .jpg",
          ".hidden",
          "…👗.jpg");

  private AwkwardKeys() {}

  /** Sorted as S3 lists them: by their UTF-8 bytes. */
  static List<String> inOrder(List<String> keys) {
    return keys.stream()
        .sorted(
            Comparator.comparing(
                key -> key.getBytes(StandardCharsets.UTF_8), Arrays::compareUnsigned))
        .toList();
  }
}
