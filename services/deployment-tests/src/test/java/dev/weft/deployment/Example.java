package dev.weft.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A valid manifest that tests modify. */
final class Example {

  private Example() {}

  static Manifest good() {
    return new Manifest(Manifest.parse(text()));
  }

  /** The manifest with a replaced text; {@code |} stands for a line break. */
  static Manifest with(String text, String instead) {
    String good = text();
    String found = text.replace('|', '\n');
    assertThat(good).contains(found);
    int at = good.indexOf(found);
    String spoilt =
        good.substring(0, at) + instead.replace('|', '\n') + good.substring(at + found.length());
    return new Manifest(Manifest.parse(spoilt));
  }

  private static String text() {
    try (InputStream in = Example.class.getResourceAsStream("/deployment.yaml")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
