package dev.weft.imagenetbase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImagenetBaseTest {

  private static final String SHA_256 =
      "65aa205bde7763201b8eb22e450062979f92575b77d413cbe8906421e9fd9971";

  @Test
  void hasGoldenFeatures() {
    assertThat(ImagenetBase.goldenFeatures()).hasSize(16).contains(1.54715f);
    assertThat(ImagenetBase.goldenFeatureSum()).isEqualTo(156.5215);
  }

  @Test
  void copiesTheWeightFileAsItCame(@TempDir Path directory) throws Exception {
    Path file = ImagenetBase.copyWeightsTo(directory);

    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = Files.newInputStream(file)) {
      in.transferTo(new DigestOutputStream(OutputStream.nullOutputStream(), digest));
    }
    assertThat(HexFormat.of().formatHex(digest.digest())).isEqualTo(SHA_256);
  }

  @Test
  void itsCardAndLicenceNameTheAuthors() {
    assertThat(ImagenetBase.card()).contains("MIT").contains("F. Chollet").contains("Keras");
    assertThat(ImagenetBase.license()).contains("Permission is hereby granted").contains("Keras");
  }
}
